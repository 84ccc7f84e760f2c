"""Workbooks as they go wrong in offices and in hostile hands, each made from a good one."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOCKED = "EncryptedPackage".encode("utf-16-le")
ODS = {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<x/>"}
Make = Callable[[bytes], bytes]


def edited(good: bytes, change: Callable[[Workbook], None]) -> bytes:
    """Open the workbook as a person would, change it and save it."""
    book = load_workbook(io.BytesIO(good))
    change(book)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def repacked(good: bytes, change: Mapping[str, Callable[[bytes], bytes]], **more: bytes) -> bytes:
    """Write the archive again with some parts changed by hand, and `more` parts behind them."""
    data = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(good)) as old,
        zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name not in more:
                new.writestr(name, change[name](old.read(name)) if name in change else old.read(name))
        for name, content in more.items():
            new.writestr(name, content)
    return data.getvalue()


def _sheet(good: bytes, ending: str) -> str:
    titles = load_workbook(io.BytesIO(good), read_only=True).sheetnames
    return f"xl/worksheets/sheet{next(n for n, t in enumerate(titles, 1) if t.endswith(ending))}.xml"


def _into(good: bytes, ending: str, text: bytes) -> bytes:
    return repacked(
        good, {_sheet(good, ending): lambda xml: xml.replace(b"</sheetData>", text + b"</sheetData>")}
    )


def _zip(parts: Mapping[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return data.getvalue()


def _survey(book: Workbook) -> Worksheet:
    return next(sheet for sheet in book if sheet.title.endswith("survey"))


def _put(place: str, value: object) -> Make:
    def change(book: Workbook) -> None:
        cell = _survey(book)[place]
        cell.value = value
        cell.number_format = "dd/mm/yyyy" if isinstance(value, date) else "General"

    return lambda good: edited(good, change)


def _rename(old: str, new: str) -> Make:
    def change(book: Workbook) -> None:
        sheet = next(one for one in book if one.title.endswith(old))
        sheet.title = sheet.title[: -len(old)] + new

    return lambda good: edited(good, change)


def _without(ending: str) -> Make:
    return lambda good: edited(good, lambda b: b.remove(next(s for s in b if s.title.endswith(ending))))


def _hide(book: Workbook) -> None:
    _survey(book).sheet_state = "veryHidden"


def _merge(book: Workbook) -> None:
    _survey(book).merge_cells("C1:D1")


def _strict(good: bytes) -> bytes:
    """Turn a workbook into Strict Open XML, as Excel's other .xlsx format."""
    main, strict = b"http://schemas.openxmlformats.org/", b"http://purl.oclc.org/ooxml/"

    def change(xml: bytes) -> bytes:
        return xml.replace(main + b"spreadsheetml/2006/main", strict + b"spreadsheetml/main").replace(
            main + b"officeDocument/2006/relationships", strict + b"officeDocument/relationships"
        )

    names = zipfile.ZipFile(io.BytesIO(good)).namelist()
    return repacked(good, dict.fromkeys((n for n in names if n.startswith("xl/")), change))


def _shared(good: bytes, count: int, text: bytes) -> bytes:
    """Give a workbook a table of shared texts."""
    body = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    texts = body + (b"<si><t>" + text + b"</t></si>") * count + b"</sst>"
    return repacked(good, {}, **{"xl/sharedStrings.xml": texts})


def _linked(good: bytes) -> bytes:
    """A cell that reads another workbook, with the link's part beside it."""
    link = b'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    made = _put("C3", "=[1]Sheet1!A1")(good)
    return repacked(made, {}, **{"xl/externalLinks/externalLink1.xml": link})


def _entities(good: bytes) -> bytes:
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    return repacked(good, {"xl/workbook.xml": lambda xml: laughs + re.sub(rb"^<\?xml[^>]*\?>", b"", xml)})


def _bomb(_good: bytes) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _ in range(300):
                part.write(bytes(1_000_000))
    return data.getvalue()


_BLANK = b"".join(b'<row r="%d" s="1" customFormat="1"/>' % number for number in range(5000, 1_005_000))
_CELLS = b"".join(
    b'<row r="%d">%s</row>' % (number, b'<c t="b"><v>1</v></c>' * 100) for number in range(5000, 16_000)
)
_WIDE = b'<row r="900">' + b'<c t="b"><v>1</v></c>' * 16_000 + b"</row>"

# what, how it is made, the code told (in our packs, in foreign forms; "" = it builds without a word)
BAD: list[tuple[str, Make, str, str]] = [
    (
        "an .xls renamed",
        lambda _: OLE + bytes(600) + "Workbook".encode("utf-16-le"),
        "PACK_OLD_EXCEL",
        "PACK_OLD_EXCEL",
    ),
    ("a password", lambda _: OLE + bytes(600) + LOCKED, "PACK_ENCRYPTED", "PACK_ENCRYPTED"),
    ("a zip bomb", _bomb, "PACK_TOO_LARGE", "PACK_TOO_LARGE"),
    ("a million blank rows", lambda good: _into(good, "survey", _BLANK), "", ""),
    ("a million cells", lambda good: _into(good, "survey", _CELLS), "PACK_TOO_LARGE", "PACK_TOO_LARGE"),
    ("a row of 16,000 cells", lambda good: _into(good, "survey", _WIDE), "PACK_TOO_LARGE", "PACK_TOO_LARGE"),
    ("merged headings", lambda good: edited(good, _merge), "PACK_MERGED", "PACK_MERGED"),
    ("a formula", _put("C3", '="c0"&1'), "PACK_FORMULA", "PACK_FORMULA_KEPT"),
    ("a date", _put("C3", date(2018, 9, 30)), "PACK_CELL_DATE", "PACK_DATE_KEPT"),
    ("a boolean", _put("C3", value=True), "", ""),
    ("an error", _put("C3", "#REF!"), "PACK_CELL_ERROR", "PACK_CELL_ERROR"),
    ("an external link", _linked, "PACK_FORMULA", "PACK_FORMULA_KEPT"),
    ("no survey", _without("survey"), "PACK_SHEET_MISSING", "PACK_SHEET_MISSING"),
    ("no settings", _without("settings"), "PACK_SHEET_MISSING", ""),
    ("a misspelt sheet", _rename("choices", "choises"), "PACK_SHEET_UNKNOWN", "PACK_SHEET_UNKNOWN"),
    ("a hidden sheet", lambda good: edited(good, _hide), "PACK_SHEET_HIDDEN", "PACK_SHEET_HIDDEN"),
    ("a name twice", _put("B3", "ho"), "PACK_DUPLICATE", "PACK_DUPLICATE"),
    ("Strict Open XML", _strict, "", ""),
    (
        "an .xlsb",
        lambda _: _zip({"xl/workbook.bin": b"\x83\x01\x00"}),
        "PACK_NOT_WORKBOOK",
        "PACK_NOT_WORKBOOK",
    ),
    ("an .ods", lambda _: _zip(ODS), "PACK_NOT_WORKBOOK", "PACK_NOT_WORKBOOK"),
    ("a .docx", lambda _: _zip({"word/document.xml": b"<x/>"}), "PACK_NOT_WORKBOOK", "PACK_NOT_WORKBOOK"),
    ("a web page", lambda _: b"<html><table></table></html>", "PACK_NOT_WORKBOOK", "PACK_NOT_WORKBOOK"),
    ("a .csv", lambda _: b"type,name\n", "PACK_NOT_WORKBOOK", "PACK_NOT_WORKBOOK"),
    ("nothing", lambda _: b"", "PACK_NOT_WORKBOOK", "PACK_NOT_WORKBOOK"),
    ("a cut file", lambda good: good[: len(good) // 2], "PACK_BROKEN", "PACK_BROKEN"),
    ("two million texts", lambda good: _shared(good, 2_000_000, b"x"), "PACK_TOO_LARGE", "PACK_TOO_LARGE"),
    (
        "one text of 100 MB",
        lambda good: _shared(good, 1, b"x" * 100_000_000),
        "PACK_TOO_LARGE",
        "PACK_TOO_LARGE",
    ),
    ("entities", _entities, "PACK_BROKEN", "PACK_BROKEN"),
    ("macros", lambda good: repacked(good, {}, **{"xl/vbaProject.bin": b"x"}), "PACK_MACROS", "PACK_MACROS"),
]


def small_form(path: Path, *, ours: bool) -> Path:
    """Write a small good form as a workbook."""
    first, second = ("vi", "en") if ours else ("fr", "es")
    book = Workbook()
    survey = book.worksheets[0]
    survey.title = "survey"
    for row in (
        ("type", "name", f"label::{first}", f"label::{second}", "calculation"),
        ("integer", "ho", "Số hộ", "Households"),
        ("integer", "ngheo", "Hộ nghèo", "Poor households"),
        ("select_one co_khong", "co", "Có không", "Yes or no"),
    ):
        survey.append(row)
    choices = book.create_sheet("choices")
    for row in (
        ("list_name", "name", f"label::{first}", f"label::{second}"),
        ("co_khong", "co", "Có", "Yes"),
        ("co_khong", "khong", "Không", "No"),
    ):
        choices.append(row)
    settings = book.create_sheet("settings")
    settings.append(("form_id", "form_title", "version", *(["attribute::vn:titleEn"] if ours else [])))
    settings.append(("F", "Biểu", "1", *(["Form"] if ours else [])))
    book.save(path)
    return path
