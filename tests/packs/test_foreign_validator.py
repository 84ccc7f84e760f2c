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
NAMES = [f"{pack.name} {word}" for pack, word in FORMS]
BROKEN = "broken"

pytestmark = pytest.mark.oracle


def xforms(pack):
    """Write each form of a source as pyxform does: name of the form -> XForm."""
    complaints = Complaints()
    source = read_source(pack, complaints)
    for word in source.forms:
        prepared = prepare(word, source.forms[word], source.tables["lists"], complaints)
        assert prepared is not None
        content: dict[str, object] = {"sheet_names": ["survey", "choices", "settings"]}
        for kind in ("survey", "choices", "settings"):
            rows = [{column: text for column, text in row.items() if text} for row in getattr(prepared, kind)]
            if rows:
                content[kind] = rows
                content[f"{kind}_header"] = [dict.fromkeys(column for row in rows for column in row)]
        yield f"{pack.name} {word}", convert(content, form_name=prepared.form_id).xform


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """What the program says of each form; it is started once for all of them."""
    java, folder = require_tool("java"), tmp_path_factory.mktemp("forms")
    made = dict(one for pack in SOURCES for one in xforms(pack))
    made[BROKEN] = made[NAMES[0]].replace("<bind ", '<bind calculate="foo((" ', 1)
    files = {name: folder / f"{number}.xml" for number, name in enumerate(made)}
    for name, file in files.items():
        file.write_text(made[name], encoding="utf-8")
    run = subprocess.run(
        [
            str(java),
            "-XX:+UseSerialGC",
            "-Djava.awt.headless=true",
            "-jar",
            str(JAR),
            *map(str, files.values()),
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=25,
        check=False,
    )
    parts = dict(part.split("\n", 1) for part in run.stdout.split("Validating: ")[1:])
    return {name: parts[str(file)] for name, file in files.items()}


@pytest.mark.parametrize("name", NAMES)
def test_odk_validate_accepts_the_form(told, name):
    assert "Xform is valid" in told[name], told[name]


def test_odk_validate_refuses_a_broken_form(told):
    assert "XForm is invalid" in told[BROKEN]
