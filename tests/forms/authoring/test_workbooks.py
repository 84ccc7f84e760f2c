"""The officers' workbook: what Excel does to it is told at its cell, and what is no workbook is refused."""

import io
import random
import re
import subprocess
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from forms.authoring import build, export_workbook
from forms.problems import Problem
from office.messages import sentence
from tests.conftest import require_tool
from tests.forms.authoring.sources import LISTS, MODEL, MODEL_SETTINGS, Rows, problems, write_pack


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return export_workbook(write_pack(tmp_path_factory.mktemp("source") / "small"))


def changed(exported: bytes, path: Path, change: Callable[[Workbook], None]) -> Path:
    """Open the workbook as a person would, change it and save it under `path`."""
    book = load_workbook(io.BytesIO(exported))
    change(book)
    book.save(path)
    return path


def repacked(exported: bytes, path: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    """Write the workbook again with one part changed by hand."""
    with (
        zipfile.ZipFile(io.BytesIO(exported)) as old,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
    return path


def part_of(exported: bytes, title: str) -> str:
    """Name the part of a sheet."""
    return f"xl/worksheets/sheet{load_workbook(io.BytesIO(exported)).sheetnames.index(title) + 1}.xml"


def test_every_cell_of_the_workbook_is_text_under_a_frozen_header(exported):
    book = load_workbook(io.BytesIO(exported))
    assert book.sheetnames[:3] == ["guide", "pack", "campaign"]
    assert book.sheetnames[-5:] == ["F-1 survey", "F-1 settings", "F-2 survey", "F-2 choices", "F-2 settings"]
    for sheet in book:
        assert sheet.freeze_panes in {"A2", "C2"}
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    assert (cell.number_format, type(cell.value)) == ("@", str)
    columns = [book["units"].column_dimensions[letter] for letter in "ABC"]
    assert all(9 <= column.width <= 60 and column.number_format == "@" for column in columns)


def test_columns_of_few_words_have_a_drop_down_and_every_known_column_a_hint(exported):
    rules = load_workbook(io.BytesIO(exported))["checks"].data_validations.dataValidation
    lists = [rule.formula1 for rule in rules if rule.type == "list"]
    assert '"error,warning"' in lists
    assert len(lists) == 2  # and the tables of this pack, read from the guide
    assert any("Điều phải đúng." in (rule.prompt or "") for rule in rules)


def test_a_row_added_in_the_workbook_is_in_the_pack(exported, tmp_path):
    def add(book: Workbook) -> None:
        book["lists"].append(["years", "2018", "Năm 2018", "2018", "3"])

    pack = build(changed(exported, tmp_path / "pack.xlsx", add))
    assert [row.key for row in pack.forms[0].tables[0].rows] == [("2016",), ("2017",), ("2018",)]


def test_numbers_typed_into_text_cells_read_as_their_digits(exported, tmp_path):
    def type_numbers(book: Workbook) -> None:
        book["lists"]["B2"] = 2016
        book["lines"]["D2"] = 700000.0

    pack = build(changed(exported, tmp_path / "pack.xlsx", type_numbers))
    assert pack.lists["years"][0].name == "2016"
    assert pack.standards[0].lines[0].amount == 700_000


CELLS = [
    ("a formula", "units", "C3", "=B3", "PACK_FORMULA"),
    ("a date made by Excel", "campaign", "B8", date(2018, 9, 30), "PACK_CELL_DATE"),
    ("an error", "units", "C3", "#REF!", "PACK_CELL_ERROR"),
    ("an old font", "units", "B3", "X· §¨k T« huyÖn", "PACK_TEXT"),
]


@pytest.mark.parametrize("what, sheet, cell, value, code", CELLS)
def test_what_excel_makes_of_a_cell_is_told_at_the_cell(exported, tmp_path, what, sheet, cell, value, code):
    def spoil(book: Workbook) -> None:
        book[sheet][cell] = value
        book[sheet][cell].number_format = "yyyy-mm-dd" if isinstance(value, date) else "General"

    found = problems(changed(exported, tmp_path / "pack.xlsx", spoil))
    told = {(p.code, p.details.get("sheet"), p.details.get("cell")) for p in found}
    assert (code, sheet, cell) in told, what


def test_a_code_that_lost_its_zero_is_told(exported, tmp_path):
    def spoil(book: Workbook) -> None:
        book["units"].append(["1235", "Xã B", "", "commune", "area", "Xã", "62"])

    (problem,) = problems(changed(exported, tmp_path / "pack.xlsx", spoil))
    assert (problem.code, problem.details["cell"], problem.details["digits"]) == ("PACK_ZERO", "A4", "5")


def test_merged_cells_are_told(exported, tmp_path):
    path = changed(exported, tmp_path / "pack.xlsx", lambda book: book["units"].merge_cells("A1:B1"))
    found = problems(path)
    assert ("PACK_MERGED", "units", "A1") in {
        (p.code, p.details.get("sheet"), p.details["cell"]) for p in found
    }


def test_an_unknown_sheet_is_named_with_the_nearest(exported, tmp_path):
    def rename(book: Workbook) -> None:
        book["checks"].title = "cheks"

    (problem,) = problems(changed(exported, tmp_path / "pack.xlsx", rename))
    assert (problem.code, problem.details["sheet"]) == ("PACK_SHEET_UNKNOWN", "cheks")
    assert "checks" in sentence(problem, "vi")


def test_a_million_blank_rows_cost_nothing(exported, tmp_path):
    """Excel writes such rows when a whole column is formatted; they are not content."""
    blank = b"".join(b'<row r="%d" s="1" customFormat="1"/>' % number for number in range(5000, 1_005_000))
    part = part_of(exported, "units")
    path = repacked(
        exported,
        tmp_path / "pack.xlsx",
        part,
        lambda xml: xml.replace(b"</sheetData>", blank + b"</sheetData>"),
    )
    assert [unit.code for unit in build(path).units] == ["62", "01234"]


@pytest.mark.parametrize("place", [b'<row r="900000"><c r="A900000">', b'<row r="9000"><c r="XFD9000">'])
def test_a_sheet_that_is_truly_too_long_or_too_wide_is_refused(exported, tmp_path, place):
    more = place + b"<v>1</v></c></row></sheetData>"
    part = part_of(exported, "units")
    path = repacked(exported, tmp_path / "pack.xlsx", part, lambda xml: xml.replace(b"</sheetData>", more))
    assert [p.code for p in problems(path)] == ["PACK_TOO_LARGE"]


def test_rows_that_stand_twice_are_refused_rather_than_lost(exported, tmp_path):
    part = part_of(exported, "units")
    again = b'<row r="2"><c r="A2" t="inlineStr"><is><t>63</t></is></c></row></sheetData>'
    path = repacked(exported, tmp_path / "pack.xlsx", part, lambda xml: xml.replace(b"</sheetData>", again))
    assert [p.code for p in problems(path)] == ["PACK_BROKEN"]


def test_a_swollen_archive_is_refused_before_it_is_unpacked(exported, tmp_path):
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
        with archive.open("xl/media/zeros", "w", force_zip64=True) as part:
            for _ in range(250):
                part.write(bytes(1_000_000))
    assert path.stat().st_size < 1_000_000
    assert [p.code for p in problems(path)] == ["PACK_TOO_LARGE"]


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/styles.xml", "xl/worksheets/sheet2.xml"])
def test_entities_are_never_expanded(exported, tmp_path, part):
    bomb = b'<?xml version="1.0"?><!--%b--><!DOCTYPE x [<!ENTITY a "aaaa">]>' % (b" " * 9000)

    def declare(xml: bytes) -> bytes:
        return bomb + re.sub(rb"^<\?xml[^>]*\?>", b"", xml)

    path = repacked(exported, tmp_path / "pack.xlsx", part, declare)
    assert [p.code for p in problems(path)] == ["PACK_BROKEN"]


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOCKED = "EncryptedPackage".encode("utf-16-le")
FILES = [
    ("an .xls renamed", OLE + bytes(600) + "Workbook".encode("utf-16-le"), "PACK_OLD_EXCEL"),
    (
        "a workbook with a password",
        OLE + bytes(600) + LOCKED,
        "PACK_ENCRYPTED",
    ),
    ("a text", b"name,value\n", "PACK_NOT_WORKBOOK"),
    ("nothing", b"", "PACK_NOT_WORKBOOK"),
    ("a cut zip", b"PK\x03\x04" + bytes(40), "PACK_BROKEN"),
]


@pytest.mark.parametrize("what, data, code", FILES)
def test_a_file_that_is_no_workbook_is_refused_by_its_kind(tmp_path, what, data, code):
    path = tmp_path / "pack.xlsx"
    path.write_bytes(data)
    (problem,) = problems(path)
    assert (problem.code, problem.details["file"]) == (code, "pack.xlsx"), what


def test_a_word_document_or_a_workbook_with_macros_is_refused(exported, tmp_path):
    path = tmp_path / "pack.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    assert [p.code for p in problems(path)] == ["PACK_NOT_WORKBOOK"]
    path.write_bytes(exported)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    assert [p.code for p in problems(path)] == ["PACK_MACROS"]


def test_a_damaged_workbook_builds_or_is_refused_but_never_breaks_the_program(exported, tmp_path):
    chance = random.Random(20180930)
    path = tmp_path / "pack.xlsx"
    outcomes = set()
    for _ in range(60):
        data = bytearray(exported)
        if chance.random() < 0.3:
            data = data[: chance.randrange(len(data))]
        for _ in range(chance.randrange(1, 8)):
            if data:
                data[chance.randrange(len(data))] = chance.randrange(256)
        path.write_bytes(bytes(data))
        try:
            build(path)
            outcomes.add("built")
        except Problem as problem:
            outcomes.add(problem.code)
    assert "PACK_BROKEN" in outcomes
    assert outcomes <= {
        "built",
        "PACK_BROKEN",
        "PACK_ERRORS",
        "PACK_ENCRYPTED",
        "PACK_NOT_WORKBOOK",
        "PACK_TOO_LARGE",
    }


@pytest.mark.oracle
@pytest.mark.slow
@pytest.mark.timeout(180)
def test_a_workbook_saved_by_libreoffice_builds_the_same_pack(exported, tmp_path):
    program = require_tool("soffice")
    path = tmp_path / "pack.xlsx"
    path.write_bytes(exported)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    saved = tmp_path / "saved"
    order = [program, profile, "--headless", "--convert-to", "xlsx", "--outdir", saved, path]
    subprocess.run(order, check=True, capture_output=True, timeout=170)
    assert build(saved / "pack.xlsx") == build(path)


def sheet_of(book: Workbook, title: str, rows: Rows) -> None:
    columns = list(dict.fromkeys(column for row in rows for column in row))
    sheet = book.create_sheet(title)
    sheet.append(columns)
    for row in rows:
        sheet.append([row.get(column) for column in columns])


def test_a_plain_xlsform_workbook_is_a_pack_of_one_form(tmp_path):
    book = Workbook()
    book.remove(book.worksheets[0])
    survey = [row for row in MODEL if row["type"].split()[0] in {"select_one", "integer", "date"}]
    sheet_of(book, "survey", [{**row, "bind::vn:levels": "", "bind::vn:rollup": "SUM"} for row in survey])
    sheet_of(book, "choices", LISTS)
    sheet_of(book, "settings", [MODEL_SETTINGS])
    path = tmp_path / "form.xlsx"
    book.save(path)
    pack = build(path)
    assert (pack.id, [field.id for field in pack.forms[0].tables[0].fields]) == ("F2", ["c01", "c04", "c05"])
    assert pack.forms[0].tables[0].fields[0].source == "survey!2"
