"""Imports run downwards only: the contracts of pyproject.toml hold, and they are able to fail."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

PACKAGES = ("forms", "db", "exports", "office", "ui", "desktop_app")
LINT = Path(sys.executable).with_name("lint-imports")


def lint(folder):
    return subprocess.run([LINT, "--no-cache"], cwd=folder, capture_output=True, text=True, check=False)


def test_the_contracts_hold():
    said = lint(ROOT)
    assert said.returncode == 0, said.stdout
    assert "0 broken" in said.stdout


@pytest.fixture
def empty_house(tmp_path):
    """The six floors without furniture, under the contracts of this project."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for package in (*PACKAGES, "forms/authoring"):
        (tmp_path / package).mkdir()
        (tmp_path / package / "__init__.py").write_text('"""A floor."""\n', encoding="utf-8")
    (tmp_path / "office" / "packs.py").write_text("import forms.authoring\n", encoding="utf-8")
    return tmp_path


def test_an_empty_house_keeps_the_contracts(empty_house):
    assert lint(empty_house).returncode == 0


def test_a_circle_is_found(empty_house):
    (empty_house / "forms" / "x.py").write_text("import forms.y\n", encoding="utf-8")
    (empty_house / "forms" / "y.py").write_text("import forms.x\n", encoding="utf-8")
    said = lint(empty_house)
    assert said.returncode == 1
    assert "No circles BROKEN" in said.stdout


@pytest.mark.parametrize(
    "place,line,contract",
    [
        ("forms/x.py", "import db", "Imports run downwards only"),
        ("office/x.py", "import ui", "Imports run downwards only"),
        ("ui/x.py", "def f():\n    import desktop_app", "Imports run downwards only"),
        ("exports/x.py", "import db", "db and exports never meet"),
        ("db/x.py", "import exports", "db and exports never meet"),
        ("office/x.py", "from PySide6 import QtCore", "Qt only in ui and desktop_app"),
        ("office/x.py", "import sqlite3", "SQL only in db"),
        ("ui/x.py", "import sqlcipher3", "SQL only in db"),
        ("office/x.py", "from openpyxl import Workbook", "Workbooks, XML and keys only in exports"),
        ("db/x.py", "import lxml.etree", "Workbooks, XML and keys only in exports"),
        ("desktop_app/x.py", "import cryptography", "Workbooks, XML and keys only in exports"),
        ("forms/x.py", "import openpyxl", "On the ground floor only the pack builder"),
        (
            "forms/authoring/x.py",
            "import lxml",
            "On the ground floor only the pack builder touches workbooks",
        ),
        ("office/x.py", "import pyxform", "pyxform only in the pack builder"),
        ("ui/x.py", "import forms.authoring", "The pack builder is called by office.packs alone"),
    ],
)
def test_a_forbidden_import_is_found(empty_house, place, line, contract):
    (empty_house / place).write_text(line + "\n", encoding="utf-8")
    said = lint(empty_house)
    assert said.returncode == 1
    told = " ".join(said.stdout.split())
    assert re.search(rf"{contract}[^0-9]*? BROKEN", told)
