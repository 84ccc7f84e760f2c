"""Reads the officers' workbook (.xlsx), trusting nothing in it.

Sizes are bounded before anything is unpacked; encrypted, renamed, broken and swollen files, formulas,
merged cells and cells that Excel turned into dates each get their own refusal.
"""

from __future__ import annotations

import io
import posixpath
import re
import xml.etree.ElementTree as ET
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from forms.authoring.sheets import (
    FORM_SHEETS,
    GUIDE_SHEET,
    MAX_COLUMNS,
    MAX_ROWS,
    PACK_SHEETS,
    Complaints,
    Sheet,
    Source,
    column_letter,
    make_sheet,
    nearest,
)
from forms.problems import Problem

if TYPE_CHECKING:  # openpyxl is imported when first needed: it costs 0.3 s at start
    from openpyxl.worksheet.worksheet import Worksheet

MAX_FILE = 20_000_000
MAX_PARTS = 500
MAX_UNPACKED = 200_000_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PACKAGE_REL = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_MERGE = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]+[0-9]+)(?::[A-Z]+[0-9]+)?"')
_ROW = re.compile(rb'<(?:\w+:)?row\s[^>]*?\br="([0-9]+)"')
_FILLED = re.compile(rb'<(?:\w+:)?c\s(?:[^>]*?\s)?r="([A-Z]{1,3})[0-9]+"[^>]*(?<!/)>')
_VALUE = re.compile(rb"<(?:\w+:)?(?:v|is|f)[ >]")


def read_workbook(path: Path, complaints: Complaints) -> Source:
    """Read every sheet of a workbook; raise a `Problem` where it is no readable workbook at all."""
    file = path.name
    data = _bytes(path)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = _sheet_parts(archive, file)
            texts = {name: _Part(archive.read(part)) for name, part in parts.items()}
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, OSError, ET.ParseError, ValueError) as error:
        raise Problem("PACK_BROKEN", file=file, reason=type(error).__name__) from error
    except (NotImplementedError, RuntimeError) as error:  # a method or a password zipfile does not know
        raise Problem("PACK_ENCRYPTED", file=file) from error
    return _sheets(file, data, texts, complaints)


def check_workbook(path: Path) -> None:
    """Raise a `Problem` where a workbook other people made is none, is locked, or would swell."""
    data = _bytes(path)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [_Part(archive.read(part)) for part in _sheet_parts(archive, path.name).values()]
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, OSError, ET.ParseError, ValueError) as error:
        raise Problem("PACK_BROKEN", file=path.name, reason=type(error).__name__) from error
    except (NotImplementedError, RuntimeError) as error:
        raise Problem("PACK_ENCRYPTED", file=path.name) from error
    if any(part.last_row > MAX_ROWS for part in parts):
        raise Problem("PACK_TOO_LARGE", file=path.name, sheet="", limit=str(MAX_ROWS))


def _bytes(path: Path) -> bytes:
    """Read the file if it is small and looks like a zip; name what else it is."""
    file = path.name
    try:
        if path.stat().st_size > MAX_FILE:
            raise Problem("PACK_TOO_LARGE", file=file, sheet="", limit=f"{MAX_FILE // 1_000_000} MB")
        data = path.read_bytes()
    except OSError as error:
        raise Problem("PACK_FILE", file=file, reason=error.strerror or "") from error
    if data.startswith(_OLE):
        raise Problem("PACK_ENCRYPTED" if _ENCRYPTED in data else "PACK_OLD_EXCEL", file=file)
    if not data.startswith(b"PK\x03\x04"):
        raise Problem("PACK_NOT_WORKBOOK", file=file)
    return data


def _sheet_parts(archive: zipfile.ZipFile, file: str) -> dict[str, str]:
    """Check the archive's size and kind, and find the part of each sheet."""
    parts = archive.infolist()
    names = {part.filename for part in parts}
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise Problem("PACK_TOO_LARGE", file=file, sheet="", limit=f"{MAX_UNPACKED // 1_000_000} MB")
    if any(part.flag_bits & 1 for part in parts):
        raise Problem("PACK_ENCRYPTED", file=file)
    if "xl/workbook.xml" not in names:
        raise Problem("PACK_NOT_WORKBOOK", file=file)
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Problem("PACK_MACROS", file=file)
    for name in names:
        if name.endswith((".xml", ".rels")):
            _no_entities(archive, name, file)
    # No document type can be declared in these parts (just checked), so nothing can be expanded.
    links = ET.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    targets = {link.get("Id"): link.get("Target", "") for link in links.iter(f"{_PACKAGE_REL}Relationship")}
    book = ET.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314
    found = {}
    for sheet in book.iter(f"{_MAIN}sheet"):
        target = targets.get(sheet.get(f"{_REL}id"), "")
        found[sheet.get("name", "")] = posixpath.normpath(posixpath.join("xl", target)).lstrip("/")
    return found


def _no_entities(archive: zipfile.ZipFile, name: str, file: str) -> None:
    """Refuse a part that declares a document type, or hides one in UTF-16."""
    text = archive.read(name)
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text or b"\0" in text[:200]:
        raise Problem("PACK_BROKEN", file=file, reason="DOCTYPE")


class _Part:
    """What the raw text of a sheet tells faster than a parser: how far it is filled, and its merged cells."""

    def __init__(self, text: bytes) -> None:
        self.merged = [found.decode() for found in _MERGE.findall(text)]
        last = 0
        for found in _VALUE.finditer(text):
            last = found.start()
        numbers = [int(number) for number in _ROW.findall(text, 0, last + 1)]
        if any(after <= before for before, after in pairwise(numbers)):
            raise ValueError("rows out of order")  # the parser would leave them out without a word
        # Rows and cells need not carry their places; the parser then counts them, up to our limits.
        self.last_row = numbers[-1] if numbers else min(text.count(b"<row"), MAX_ROWS + 1)
        self.last_column = max(map(_column, _FILLED.findall(text)), default=MAX_COLUMNS)


def _column(letters: bytes) -> int:
    """Turn the letters of a column into its number, A = 1."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _sheets(file: str, data: bytes, parts: dict[str, _Part], complaints: Complaints) -> Source:
    from openpyxl import load_workbook

    source = Source(single="pack" not in {name.lower() for name in parts})
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
    except Exception as error:
        raise Problem("PACK_BROKEN", file=file, reason=type(error).__name__) from error
    try:
        for title, part in parts.items():
            name = _name(title)
            if name == GUIDE_SHEET:
                continue
            if not name:
                known = [*PACK_SHEETS, *FORM_SHEETS]
                complaints.problems.append(
                    Problem(
                        "PACK_SHEET_UNKNOWN", file=file, sheet=title, suggestion=nearest(title.lower(), known)
                    )
                )
                continue
            source.add(_read_sheet(file, title, name, book[title], part, complaints))
    except Problem:
        raise
    except Exception as error:
        raise Problem("PACK_BROKEN", file=file, reason=type(error).__name__) from error
    finally:
        book.close()
    return source


def _name(title: str) -> str:
    """Give the name a sheet goes by, "" for one we do not know."""
    word, _, kind = title.strip().rpartition(" ")
    if kind.lower() in FORM_SHEETS:
        return f"{word} {kind.lower()}".strip()
    lower = title.strip().lower()
    return lower if lower in {*PACK_SHEETS, GUIDE_SHEET} else ""


def _read_sheet(
    file: str, title: str, name: str, sheet: Worksheet, part: _Part, complaints: Complaints
) -> Sheet:
    if part.last_row > MAX_ROWS:
        raise Problem("PACK_TOO_LARGE", file=file, sheet=title, limit=f"{MAX_ROWS} x {MAX_COLUMNS}")
    if part.last_column > MAX_COLUMNS:
        raise Problem("PACK_TOO_LARGE", file=file, sheet=title, limit=f"{MAX_ROWS} x {MAX_COLUMNS}")
    for place in part.merged:
        complaints.problems.append(Problem("PACK_MERGED", file=file, sheet=title, cell=place))
    rows = _rows(file, title, sheet, part, complaints)
    return make_sheet(name, file, rows, complaints)


def _rows(
    file: str, title: str, sheet: Worksheet, part: _Part, complaints: Complaints
) -> Iterator[tuple[int, Sequence[str]]]:
    if part.last_row:
        cells_by_row = sheet.iter_rows(max_row=part.last_row, max_col=part.last_column)
        for number, cells in enumerate(cells_by_row, start=1):
            texts = []
            for index, cell in enumerate(cells):
                code, text = _text(cell.value, cell.data_type)
                if code:
                    place = f"{column_letter(index)}{number}"
                    complaints.problems.append(
                        Problem(code, file=file, sheet=title, cell=place, text=text[:40])
                    )
                texts.append("" if code else text)
            yield number, texts


def _text(value: object, data_type: str) -> tuple[str, str]:
    """Give the text of a cell, and the code of what is wrong with it ("" for nothing)."""
    if value is None:
        return "", ""
    if data_type == "f" or not isinstance(value, str | bool | int | float | date | time | timedelta):
        return "PACK_FORMULA", str(value)
    if data_type == "e":
        return "PACK_CELL_ERROR", str(value)
    if isinstance(value, datetime | date | time | timedelta):
        return "PACK_CELL_DATE", str(value)
    if isinstance(value, bool):
        return "", "yes" if value else "no"
    if isinstance(value, float):
        return "", str(int(value)) if value.is_integer() else repr(value)
    return "", str(value)
