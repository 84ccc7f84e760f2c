"""The whole road of a package: written, signed, opened, read; and re-saved by another program."""

import subprocess
from datetime import timedelta
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exports.keys import new_key
from exports.loose_zip import read_loosely
from exports.opc import read_zip, sign, verify, write_zip
from exports.read_workbook import read_cover, read_filled, read_resaved, read_workbook
from exports.write_workbook import write_workbook
from forms.problems import Problem
from forms.report import HEADER_TABLE
from tests.conftest import require_tool
from tests.exports.reports import reports
from tests.exports.small_pack import COMMUNE, PACK, header
from tests.exports.test_refusals import report as sample

WHEN = header().made_at
LATER = WHEN + timedelta(days=1)


@cache
def key():
    return new_key("A Mới", COMMUNE, "UBND xã Ngọc Lây", "Chủ tịch", WHEN, WHEN + timedelta(days=9999))


@cache
def signed_sample():
    return sign(write_workbook(sample(), PACK), key(), WHEN)


def opened(data):
    """The signed parts, or None where the verifier believes nothing."""
    return verify(data, now=LATER).parts


@given(reports())
@settings(max_examples=25)
def test_a_report_reads_back_from_its_signed_package_exactly(report):
    assert read_workbook(opened(sign(write_workbook(report, PACK), key(), WHEN)), PACK) == report


@given(st.data())
@settings(max_examples=150)
def test_no_flipped_byte_of_a_package_is_ever_taken_in_with_changed_data(data):
    package = bytearray(signed_sample())
    at = data.draw(st.integers(0, len(package) - 1))
    package[at] ^= data.draw(st.integers(1, 255))
    parts = opened(bytes(package))
    assert parts is None or read_workbook(parts, PACK) == sample()


@given(st.integers(0, 10**6), st.integers(0, 10**6))
@settings(max_examples=60)
def test_no_package_cut_short_is_ever_taken_in(start, size):
    package = signed_sample()
    start %= len(package)
    assert opened(package[:start]) is None
    assert opened(package[start:] + package[:size]) is None or start == size == 0


def test_a_signed_package_holds_no_document_properties_and_few_parts():
    names = read_zip(signed_sample())
    assert not [name for name in names if name.startswith("docProps/")]
    assert len([name for name in names if not name.startswith("_xmlsignatures/")]) <= 30


@pytest.fixture(scope="module")
def resaved(tmp_path_factory):
    """The signed sample after a real LibreOffice has saved it again: bytes."""
    folder = tmp_path_factory.mktemp("resaved")
    (folder / "goi.xlsx").write_bytes(signed_sample())
    command = [
        require_tool("soffice"),
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
        "--outdir",
        folder / "out",
        folder / "goi.xlsx",
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / "out" / "goi.xlsx").read_bytes()


@pytest.mark.oracle
@pytest.mark.timeout(150)
def test_a_package_that_libreoffice_saved_again_still_tells_what_it_was(resaved):
    assert opened(resaved) is None
    parts = read_loosely(resaved)
    cover = read_cover(parts)
    assert cover is not None
    assert (cover.unit, cover.revision, cover.figures_code) == (COMMUNE, 1, sample().figures_code())
    assert read_resaved(parts, PACK) == sample()


@pytest.mark.oracle
@pytest.mark.timeout(150)
def test_a_package_that_libreoffice_saved_again_is_never_taken_for_ours(resaved):
    parts = {n: c for n, c in read_loosely(resaved).items() if not n.startswith("docProps/")}
    with pytest.raises(Problem):
        read_workbook(parts, PACK)


def cover_of(parts):
    cover = read_cover(parts)
    assert cover is not None
    return cover


def as_excel_saves(data):
    """An imitation of Excel's own saving: shared strings, doubles in full, no inline text."""
    parts = dict(read_loosely(data))
    strings = []
    for name in [name for name in parts if name.startswith("xl/worksheets/")]:
        sheet = parts[name].decode()
        pieces = sheet.split('t="inlineStr"><is>')
        for number, piece in enumerate(pieces[1:], start=1):
            text, rest = piece.split("</is>", 1)
            strings.append(f"<si>{text}</si>")
            pieces[number] = f't="s"><v>{len(strings) - 1}</v>{rest}'
        parts[name] = "".join(pieces).replace("<v>12.5</v>", "<v>12.500000000000001</v>").encode()
    parts["xl/sharedStrings.xml"] = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        + "".join(strings)
        + "</sst>"
    ).encode()
    return parts


def test_a_package_saved_again_as_excel_would_reads_as_it_was():
    parts = as_excel_saves(signed_sample())
    assert cover_of(parts).figures_code == sample().figures_code()
    found = read_resaved(parts, PACK)
    assert found.tables["BM02"] == sample().tables["BM02"]
    assert found.states == sample().states


def test_a_re_saved_package_with_a_changed_figure_gives_another_figures_code():
    parts = as_excel_saves(signed_sample())
    sheet = "xl/worksheets/sheet2.xml"
    parts[sheet] = parts[sheet].replace(b"<v>612</v>", b"<v>613</v>", 1)
    assert read_resaved(parts, PACK).figures_code() != cover_of(parts).figures_code


def test_an_unsigned_workbook_of_the_packages_shape_fills_forms():
    filled = read_filled(write_workbook(sample(), PACK), PACK)
    assert {name: rows for name, rows in filled.tables.items() if name != HEADER_TABLE} == sample().tables
    assert filled.states == sample().states
    assert filled.tables[HEADER_TABLE][()]["c12"] == sample().header.preparer


def test_a_filled_workbook_may_lack_forms_and_the_cover():
    parts = read_zip(write_workbook(sample(), PACK))
    book = parts["xl/workbook.xml"].decode()
    first = book.index("<sheet ")
    kept = book[:first] + book[book.index("<sheet ", first + 1) :]
    parts = {**parts, "xl/workbook.xml": kept.encode()}
    filled = read_filled(write_zip(parts), PACK)
    assert HEADER_TABLE not in filled.tables
    assert filled.tables["BM02"] == sample().tables["BM02"]


@pytest.mark.parametrize("text", ["1.234", "12,5", "mười", "17,29"])
def test_text_in_a_numeric_cell_of_a_filled_workbook_is_asked_about(text):
    parts = as_excel_saves(write_workbook(sample(), PACK))
    sheet = "xl/worksheets/sheet2.xml"
    old = b't="n"><v>612</v>'
    new = f't="str"><v>{text}</v>'.encode()
    assert old in parts[sheet]
    parts[sheet] = parts[sheet].replace(old, new, 1)
    with pytest.raises(Problem) as asked:
        read_filled(write_zip(parts), PACK)
    assert (asked.value.code, asked.value.details["text"]) == ("NUMBER_AS_TEXT", text)


def test_a_file_that_is_no_workbook_fills_nothing():
    for data in (b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600):
        with pytest.raises(Problem):
            read_filled(data, PACK)
