"""ODK Validate, which knows nothing of our columns, accepts every form of the packs and of the template."""

import subprocess
from pathlib import Path

import pytest
import pyxform
from pyxform.xls2xform import convert

from forms.authoring.build import read_source
from forms.authoring.lint import prepare
from forms.authoring.sheets import Complaints
from tests.conftest import ROOT, require_tool
from tests.packs.sources import PACKS

JAR = Path(pyxform.__file__).parent / "validators/odk_validate/bin/ODK_Validate.jar"
TEMPLATE = ROOT / "forms" / "authoring" / "template"
SOURCES = (*sorted(path.parent for path in PACKS.glob("*/forms")), TEMPLATE)
FORMS = [(pack, path.stem) for pack in SOURCES for path in sorted((pack / "forms").glob("*.md"))]


@pytest.mark.oracle
@pytest.mark.parametrize("pack, word", FORMS, ids=[f"{pack.name} {word}" for pack, word in FORMS])
def test_odk_validate_accepts_the_form(tmp_path, pack, word):
    java = require_tool("java")
    complaints = Complaints()
    source = read_source(pack, complaints)
    prepared = prepare(word, source.forms[word], source.tables["lists"], complaints)
    assert prepared is not None
    content: dict[str, object] = {"sheet_names": ["survey", "choices", "settings"]}
    for kind in ("survey", "choices", "settings"):
        rows = [{column: text for column, text in row.items() if text} for row in getattr(prepared, kind)]
        if rows:
            content[kind] = rows
            content[f"{kind}_header"] = [dict.fromkeys(column for row in rows for column in row)]
    form = tmp_path / f"{word}.xml"
    form.write_text(convert(content, form_name=prepared.form_id).xform, encoding="utf-8")
    run = subprocess.run(
        [str(java), "-Djava.awt.headless=true", "-jar", str(JAR), str(form)],
        capture_output=True,
        text=True,
        timeout=25,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert "Xform is valid" in run.stdout + run.stderr
