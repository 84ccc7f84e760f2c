"""Lists of every kind are read with their places; what cannot be read is told and never guessed."""

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from exports.lists import Flaw, place_name, read_lists
from exports.lists.text_file import sniffed
from forms.legacy_text import encode
from forms.problems import Problem

HERE = Path(__file__).parent
TABLE = "Mã hộ;Họ và tên;Thôn\n00046;Nguyễn Thị Hằng;Thôn Đăk Hà\n00047;Trần Đức Thắng;Làng Kon Gung\n"


def rows(data, name="a"):
    (sheet, *_) = read_lists(data, name)
    return [row.cells for row in sheet.rows]


@pytest.mark.parametrize("ending", ["xlsx", "xls", "ods"])
def test_the_same_list_saved_by_libreoffice_in_three_formats_is_read_alike(ending):
    # list.* were written by LibreOffice from one workbook: text, a padded number, a day, a formula, an error.
    (sheet,) = read_lists((HERE / f"list.{ending}").read_bytes(), f"list.{ending}")
    assert sheet.name == "Hộ nghèo"
    assert [row.number for row in sheet.rows] == [1, 2, 3, 5, 6]
    assert sheet.rows[1].cells == ("00046", "A Mưu", date(1980, 5, 1), 5)
    padded = sheet.rows[2].cells
    assert padded[0] in ("00047", 47), "an ods keeps the number, its format stands elsewhere"
    assert padded[3] == 6
    assert isinstance(sheet.rows[3].cells[3], Flaw)
    assert (6, 2, 6, 3) in sheet.merged


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_csv_is_read_in_every_unicode_encoding(encoding):
    assert rows(TABLE.encode(encoding))[1] == ("00046", "Nguyễn Thị Hằng", "Thôn Đăk Hà")


@pytest.mark.parametrize("kind", ["tcvn3", "vni"])
def test_a_csv_of_old_fonts_is_told_by_its_letters_and_turned_to_unicode(kind):
    data = encode(TABLE, kind).encode("cp1252", errors="surrogateescape")
    (sheet,) = read_lists(data, "a.csv")
    assert sheet.encoding == kind.upper()
    assert sheet.rows[2].cells == ("00047", "Trần Đức Thắng", "Làng Kon Gung")


def test_a_csv_in_windows_1258_is_composed():
    data = "Mã;Tên\n1;Trần Thị Hằng ở Kon Tum\n"
    windows = b"".join(_windows_1258(letter) for letter in data)
    (sheet,) = read_lists(windows, "a.csv")
    assert sheet.encoding == "Windows-1258"
    assert sheet.rows[1].cells == ("1", "Trần Thị Hằng ở Kon Tum")


def _windows_1258(letter):
    """Write a letter as Windows does: the vowel with its hat, then its tone."""
    import unicodedata

    parts = unicodedata.normalize("NFD", letter)
    tones = [mark for mark in parts if mark in "\u0300\u0309\u0303\u0301\u0323"]
    base = unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in tones))
    return (base + "".join(tones)).encode("cp1258")


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_the_separator_is_found_outside_quotes(delimiter):
    text = f'a{delimiter}b{delimiter}c\n"x;y,z"{delimiter}2{delimiter}3\n'
    assert sniffed(text) == delimiter
    assert rows(text.encode())[1] == ("x;y,z", "2", "3")


def test_excel_may_be_told_the_separator():
    assert rows(b"sep=|\na|b;c\n")[0] == ("a", "b;c")


def test_a_quote_that_is_never_closed_is_told_by_its_line():
    with pytest.raises(Problem, match="IMPORT_QUOTES") as told:
        read_lists(b'a;b\n1;2\n3;"x\n4;5\n', "a.csv")
    assert told.value.details["line"] == "3"


def test_a_million_blank_rows_cost_nothing():
    blank = b"".join(b'<row r="%d" spans="1:3" ht="15"/>' % number for number in range(3, 1_000_003))
    data = replaced("xl/worksheets/sheet1.xml", b"</sheetData>", blank + b"</sheetData>")
    assert len(rows(data)) == 2


def replaced(part, old, new):
    """Give a small workbook with a piece of one part replaced."""
    book = Workbook()
    sheet = book.create_sheet("A", 0)
    for row in (("a", "b"), (1, 2)):
        sheet.append(row)
    out, made = io.BytesIO(), io.BytesIO()
    book.save(out)
    with zipfile.ZipFile(out) as box, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in box.namelist():
            content = box.read(name)
            copy.writestr(name, content.replace(old, new) if name == part else content)
    return made.getvalue()


@pytest.mark.parametrize(
    "data, code",
    [
        (b"%PDF-1.7", "IMPORT_KIND"),
        (b"\x00\x01\x02\x03", "IMPORT_KIND"),
        (b"PK\x03\x04 broken", "IMPORT_BROKEN"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "IMPORT_BROKEN"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "IMPORT_PASSWORD"),
        (b"", "IMPORT_EMPTY"),
        (b"\n\n;;\n", "IMPORT_EMPTY"),
        (b"\xff\xfea", "IMPORT_LETTERS"),
    ],
)
def test_what_is_no_list_is_refused_with_its_reason(data, code):
    with pytest.raises(Problem, match=code):
        read_lists(data, "a")


def test_broken_xml_inside_a_workbook_is_refused():
    with pytest.raises(Problem, match="IMPORT_BROKEN"):
        read_lists(replaced("xl/worksheets/sheet1.xml", b"</sheetData>", b"<<"), "a.xlsx")


def test_cells_are_named_as_people_do():
    assert [place_name(17, 6), place_name(1, 27)] == ["F17", "AA1"]
