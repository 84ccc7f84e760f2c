"""Reads the cells of an .xlsx workbook as texts, within bounds, whoever wrote it.

A reader of our own, because a workbook comes from anybody: only the parts that hold cells are opened,
their sizes are known before they are unpacked, no document type is ever expanded, and rows that are
formatted but blank cost nothing. It is also several times faster than one that builds styled cells.
Transitional and Strict Open XML are both read (ECMA-376 parts 1 and 4): names are taken without namespace.
"""

from __future__ import annotations

import io
import posixpath
import re
import xml.etree.ElementTree as ET
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from forms.authoring.sheets import MAX_COLUMNS, MAX_ROWS
from forms.problems import Problem

MAX_FILE = 20_000_000
MAX_PARTS = 500
MAX_UNPACKED = 200_000_000
MAX_PART = 60_000_000
MAX_CELLS = 500_000  # with blank ones, of all sheets
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, LookupError, OSError, ET.ParseError, ValueError)
_MERGE = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]+[0-9]+)(?::[A-Z]+[0-9]+)?"')
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})\Z")
_DATE_FORMATS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_NOT_FORMAT = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_FOREIGN = {  # a part that tells another kind of file in the same envelope
    "xl/workbook.bin": ".xlsb",
    "word/document.xml": ".docx",
    "ppt/presentation.xml": ".pptx",
    "content.xml": ".ods",
}
_HEADS = {
    b"%PDF": ".pdf",
    b"<htm": ".html",
    b"<!DO": ".html",
    b"<tab": ".html",
    b"<?xm": ".xml",
    b"{\\rt": ".rtf",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """A filled cell: its text, and `kind` where it is no plain text or number.

    Kinds: "formula" (`text` is the value the file remembers), "error", "date", "boolean".
    """

    text: str
    kind: str = ""
    formula: str = ""


@dataclass(slots=True)
class RawSheet:
    """One sheet: its rows by number with their filled cells by column (A = 0)."""

    title: str
    hidden: bool = False
    merged: tuple[str, ...] = ()
    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)


def read_cells(path: Path) -> list[RawSheet]:
    """Read every sheet of a workbook; raise a `Problem` where it is no readable workbook at all."""
    file = path.name
    data = _bytes(path)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_archive(archive, file)
            return _Book(archive, file).sheets()
    except NotImplementedError as error:  # a method zipfile does not know
        raise Problem("PACK_ENCRYPTED", file=file) from error
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        LookupError,
        OSError,
        ET.ParseError,
        ValueError,
    ) as error:
        raise Problem("PACK_BROKEN", file=file, reason=type(error).__name__) from error
    except RuntimeError as error:  # a password
        raise Problem("PACK_ENCRYPTED", file=file) from error


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
        kind = _HEADS.get(data.lstrip(b"\xef\xbb\xbf \r\n\t")[:4], "")
        raise Problem("PACK_NOT_WORKBOOK", file=file, kind=f" ({kind})" if kind else "")
    return data


def _check_archive(archive: zipfile.ZipFile, file: str) -> None:
    """Check the archive's size and kind before anything is unpacked."""
    parts = archive.infolist()
    names = {part.filename for part in parts}
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise Problem("PACK_TOO_LARGE", file=file, sheet="", limit=f"{MAX_UNPACKED // 1_000_000} MB")
    if any(part.flag_bits & 1 for part in parts):
        raise Problem("PACK_ENCRYPTED", file=file)
    if len(names) < len(parts):
        raise Problem("PACK_BROKEN", file=file, reason="zip")  # two parts of one name: which would count?
    if "xl/workbook.xml" not in names:
        kind = next((word for name, word in _FOREIGN.items() if name in names), "")
        raise Problem("PACK_NOT_WORKBOOK", file=file, kind=f" ({kind})" if kind else "")
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Problem("PACK_MACROS", file=file)


class _Book:
    """One workbook being read."""

    def __init__(self, archive: zipfile.ZipFile, file: str) -> None:
        self.archive = archive
        self.file = file
        self.names = set(archive.namelist())
        self.cells = 0
        self.texts: list[str] = []
        self.dates: list[bool] = []
        self.epoch = datetime(1899, 12, 30)  # noqa: DTZ001 - a workbook's day has no zone

    def sheets(self) -> list[RawSheet]:
        links = _xml(self.part("xl/_rels/workbook.xml.rels"))
        targets = {link.get("Id"): link.get("Target", "") for link in links}
        book = _xml(self.part("xl/workbook.xml"))
        found: list[tuple[RawSheet, str]] = []
        for element in book.iter():
            name = _local(element)
            if name == "workbookPr" and element.get("date1904") in {"1", "true"}:
                self.epoch = datetime(1904, 1, 1)  # noqa: DTZ001
            elif name == "sheet":
                place = next((text for key, text in element.items() if key.endswith("}id")), "")
                part = posixpath.normpath(posixpath.join("xl", targets.get(place, ""))).lstrip("/")
                hidden = element.get("state", "visible") != "visible"
                found.append((RawSheet(element.get("name", ""), hidden), part))
        if "xl/styles.xml" in self.names:
            self.dates = list(_date_styles(_xml(self.part("xl/styles.xml"))))
        if "xl/sharedStrings.xml" in self.names:
            self.texts = list(self.shared(self.part("xl/sharedStrings.xml")))
        for sheet, part in found:
            if not part.startswith("xl/chartsheets/"):
                self.fill(sheet, self.part(part))
        return [sheet for sheet, _ in found]

    def part(self, name: str) -> bytes:
        """Unpack one part, refusing those that are too large or could expand entities."""
        if self.archive.getinfo(name).file_size > MAX_PART:
            raise Problem("PACK_TOO_LARGE", file=self.file, sheet="", limit=f"{MAX_PART // 1_000_000} MB")
        text = self.archive.read(name)
        if b"<!DOCTYPE" in text or b"<!ENTITY" in text or b"\0" in text[:200]:
            raise Problem("PACK_BROKEN", file=self.file, reason="DOCTYPE")
        return text

    def shared(self, text: bytes) -> Iterator[str]:
        """Yield the texts that cells name by number."""
        self.count(text.count(b"<si>") + text.count(b"<si/>"), "")
        for _, element in ET.iterparse(io.BytesIO(text)):  # noqa: S314 - no document type: see `part`
            if _local(element) == "si":
                yield _words(element)
                element.clear()

    def count(self, cells: int, sheet: str) -> None:
        """Refuse a workbook of too many cells and texts."""
        self.cells += cells
        if self.cells > MAX_CELLS:
            raise Problem("PACK_TOO_LARGE", file=self.file, sheet=sheet, limit=f"{MAX_CELLS:,}")

    def fill(self, sheet: RawSheet, text: bytes) -> None:
        """Read the rows of a sheet up to its last filled cell."""
        sheet.merged = tuple(found.decode() for found in _MERGE.findall(text))
        last = max(
            text.rfind(mark) for mark in (b"<v>", b"<v ", b"<is>", b"<f>", b"<f ", b":v>", b":is>", b":f>")
        )
        end = text.find(b"</", last) if last >= 0 else -1
        if end < 0:
            return
        if text.count(b"<c ", 0, end) + text.count(b"<c>", 0, end) + self.cells > MAX_CELLS:
            self.count(MAX_CELLS + 1, sheet.title)  # known before anything is parsed
        parser: Any = ET.XMLPullParser()
        before = 0
        # What stands behind the last filled cell is never parsed: a million formatted rows, say.
        tail = text.find(b"row>", end)
        for start in range(0, tail + 4, 65_536):
            parser.feed(text[start : min(start + 65_536, tail + 4)])
            for _, element in parser.read_events():
                if element.tag.endswith("row") and _local(element) == "row":
                    before = self.row(sheet, element, before)
                    element.clear()

    def row(self, sheet: RawSheet, element: ET.Element, before: int) -> int:
        """Read one row; give its number. Rows and cells need not carry their places."""
        number = int(element.get("r") or before + 1)
        if number <= before:
            raise ValueError("rows out of order")  # one of them would be lost without a word
        self.count(len(element), sheet.title)
        cells: dict[int, Cell] = {}
        column = -1
        for child in element:
            if _local(child) != "c":
                continue
            place = child.get("r")
            column = column_number(place) if place else column + 1
            cell = self.cell(child)
            if cell is not None and (cell.text.strip() or cell.kind == "formula"):
                cells[column] = cell
        if cells and (number > MAX_ROWS or max(cells) >= MAX_COLUMNS):
            limit = f"{MAX_ROWS} x {MAX_COLUMNS}"
            raise Problem("PACK_TOO_LARGE", file=self.file, sheet=sheet.title, limit=limit)
        if cells:
            sheet.rows[number] = cells
        return number

    def cell(self, element: ET.Element) -> Cell | None:
        """Read one cell, None where it is blank."""
        kind = element.get("t", "n")
        value = formula = None
        for child in element:
            name = _local(child)
            if name == "v":
                value = child.text
            elif name == "f":
                formula = child.text or ""
            elif name == "is":
                value = _words(child)
        text, told = self.value(kind, value or "", int(element.get("s") or 0))
        if formula is not None:
            return Cell(text, "formula", formula)
        return Cell(text, told) if text else None

    def value(self, kind: str, value: str, style: int) -> tuple[str, str]:
        """Give the text of a value and its kind."""
        if kind == "s":
            return (self.texts[int(value)], "") if value else ("", "")
        if kind in {"str", "inlineStr"}:
            return value, ""
        if kind == "b":
            return ("TRUE" if value.strip() == "1" else "FALSE") if value else "", "boolean"
        if kind == "e":
            return value, "error"
        if kind == "d":
            return value, "date"
        if not value.strip():
            return "", ""
        if 0 <= style < len(self.dates) and self.dates[style]:
            return self.moment(float(value)), "date"
        return _number(value), ""

    def moment(self, serial: float) -> str:
        """Write a date or a time of Excel as pyxform does."""
        try:
            when = self.epoch + timedelta(seconds=round(serial * 86_400))
        except (OverflowError, ValueError):
            return _number(repr(serial))
        return str(when.time()) if 0 <= serial < 1 else str(when)


def column_number(place: str) -> int:
    """Turn "AB12" into its column, A = 0."""
    found = _PLACE.match(place)
    if not found:
        raise ValueError(place)
    number = 0
    for letter in found[1]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _xml(text: bytes) -> ET.Element:
    return ET.fromstring(text)  # noqa: S314 - no document type: see `_Book.part`


def _local(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def _words(element: ET.Element) -> str:
    """Join the runs of a text; how it is pronounced (`rPh`) is no part of it."""
    parts = []
    for child in element:
        name = _local(child)
        if name == "t":
            parts.append(child.text or "")
        elif name == "r":
            parts.extend(inner.text or "" for inner in child if _local(inner) == "t")
    text = "".join(parts)
    return _ESCAPED.sub(_letter, text) if "_x" in text else text


def _letter(found: re.Match[str]) -> str:
    """Turn "_x000D_" into the character it stands for (ECMA-376 part 1, 22.9.2.19)."""
    code = int(found[1], 16)
    return found[0] if 0xD800 <= code <= 0xDFFF else chr(code)


def _number(value: str) -> str:
    """Write a number without needless decimals."""
    try:
        return str(int(value))
    except ValueError:
        number = float(value)
        return str(int(number)) if number.is_integer() else repr(number)


def _date_styles(styles: ET.Element) -> Iterator[bool]:
    """Say of each cell style whether it shows a date or a time."""
    own = {one.get("numFmtId"): one.get("formatCode", "") for one in styles.iter() if _local(one) == "numFmt"}
    for group in styles:
        if _local(group) != "cellXfs":
            continue
        for style in group:
            number = style.get("numFmtId", "0")
            code = _NOT_FORMAT.sub("", own.get(number, ""))
            known = number.isdecimal() and int(number) in _DATE_FORMATS and number not in own
            yield known or any(letter in code.lower() for letter in "dmyhs")
