"""docs/package-format.md says what the code does: its example runs, its algorithm gives our code."""

import hashlib
import re

import rfc8785

from exports.layout_blocks import WORDS
from exports.read_workbook_tables import OWN_TABLES
from exports.styles import NUMBER_FORMATS, STYLES
from exports.write_workbook import write_workbook
from forms.report import FORMAT_VERSION, PackageKind
from tests.conftest import ROOT
from tests.exports.small_pack import PACK
from tests.exports.test_refusals import report

DOCUMENT = (ROOT / "docs" / "package-format.md").read_text("utf-8")


def test_the_auditors_ten_lines_read_a_package(tmp_path, monkeypatch, capsys):
    script = re.search(r"```python\n(.*?)```", DOCUMENT, re.DOTALL)
    assert script
    name = re.search(r'"(KT-[^"]+\.xlsx)"', script[1])
    assert name
    (tmp_path / name[1]).write_bytes(write_workbook(report(), PACK))
    monkeypatch.chdir(tmp_path)
    found: dict = {}
    exec(script[1], found)  # noqa: S102 - our own document
    assert capsys.readouterr().out == "612\n"
    assert found["figures"]["BM02[2018].c13"] == 12_345_678_901
    assert found["figures"]["BM05[A1|NG|2016].c04"] == "=1+1"


def test_the_figures_code_is_what_the_document_says():
    content = report().content()
    del content["attachments"]
    for name in ("c01", "c10", "c11", "c17", "c18"):
        content["tables"]["BM00"][""].pop(name, None)
    number = int(hashlib.sha256(rfc8785.dumps(content)).hexdigest(), 16)
    alphabet = re.search(r"`([A-Z0-9]{26})`", DOCUMENT)
    assert alphabet
    code = ""
    for _ in range(8):
        code += alphabet[1][number % 26]
        number //= 26
    assert report().figures_code() == f"{code[:4]}-{code[4:]}"


def test_the_document_names_every_code_of_the_format():
    assert f"Format version **{FORMAT_VERSION}**" in DOCUMENT
    for code in [*WORDS, *(kind.value for kind in PackageKind)]:
        assert f"`{code}`" in DOCUMENT, code
    for code in OWN_TABLES:
        assert re.search(rf"[` ]{code}[` ]", DOCUMENT), code
    assert NUMBER_FORMATS[0] in DOCUMENT


def test_nothing_in_the_list_of_looks_can_hide_a_figure():
    for style in STYLES:
        assert style.size >= 7
        assert int(style.colour[:2], 16) < 0x80
        assert not style.fill or int(style.fill[:2], 16) > 0xC0
        assert style.number_format in {*NUMBER_FORMATS, "@"}
