"""Reads .ods, LibreOffice's workbooks (OpenDocument 1.2 part 1, clause 9)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Final

from exports.lists.cells import MOST_COLUMNS, MOST_ROWS, Content, Flaw, Gathering, ListSheet
from exports.lists.zipped_xml import Element, ZippedXml
from forms.problems import Problem

_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_NUMBERS: Final = frozenset({"float", "percentage", "currency"})


def read_ods(data: bytes, name: str, told: Callable[[int], object]) -> tuple[ListSheet, ...]:
    """Read every table of a spreadsheet."""
    with ZippedXml(data, name) as box:
        manifest = box.tree("META-INF/manifest.xml")
        if manifest is not None and manifest.find(".//{*}encryption-data") is not None:
            raise Problem("IMPORT_PASSWORD", file=name)
        return tuple(_sheets(box, name, told))


def _sheets(box: ZippedXml, file: str, told: Callable[[int], object]) -> list[ListSheet]:
    sheets: list[ListSheet] = []
    gathered, number = Gathering(file, ""), 1
    merged: list[tuple[int, int, int, int]] = []
    for element in box.elements("content.xml", f"{_TABLE}table-row", f"{_TABLE}table"):
        if element.tag == f"{_TABLE}table":
            name = element.get(f"{_TABLE}name") or "?"
            sheets.append(ListSheet(name, tuple(gathered.rows), tuple(merged)))
            gathered, merged, number = Gathering(file, ""), [], 1
            continue
        cells, spans = _row(element)
        again = min(_count(element, "rows"), MOST_ROWS) if any(one is not None for one in cells) else 1
        for place in range(again):
            gathered.add(number + place, list(cells))
        merged += [(number, left, number + down - 1, left + across - 1) for left, down, across in spans]
        if number % 1000 == 0:
            told(number)
        number += _count(element, "rows")
    return sheets


def _row(row: Element) -> tuple[list[Content], list[tuple[int, int, int]]]:
    cells: list[Content] = []
    spans = []
    for node in row:
        if node.tag not in {f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"}:
            continue
        content = _content(node)
        down, across = (_small(node.get(f"{_TABLE}number-{way}-spanned")) for way in ("rows", "columns"))
        if down > 1 or across > 1:
            spans.append((len(cells) + 1, down, across))
        again = _count(node, "columns")
        cells.extend([content] * min(again, MOST_COLUMNS + 1))
    while cells and cells[-1] is None:
        cells.pop()
    return cells, spans


def _content(node: Element) -> Content:
    kind = node.get(f"{_OFFICE}value-type")
    if kind in _NUMBERS:
        number = float(node.get(f"{_OFFICE}value") or "nan")
        if number != number:  # noqa: PLR0124 - not a number
            return Flaw("?")
        return int(number) if number.is_integer() and abs(number) < 1e15 else number
    if kind == "date":
        text = node.get(f"{_OFFICE}date-value") or ""
        try:
            return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
        except ValueError:
            return Flaw(text[:20])
    if kind == "boolean":
        return 1 if node.get(f"{_OFFICE}boolean-value") == "true" else 0
    lines = ["".join(_texts(part)) for part in node.iterfind(f"{_TEXT}p")]
    text = "\n".join(lines)
    if text.startswith(("#", "Err:")) and node.get(f"{_TABLE}formula"):
        return Flaw(text[:20])
    return text or None


def _texts(node: Element) -> list[str]:
    """Give the text of a paragraph, its counted spaces, tabs and line breaks spelt out."""
    out = [node.text or ""]
    for child in node:
        if child.tag == f"{_TEXT}s":
            out.append(" " * _small(child.get(f"{_TEXT}c")))
        elif child.tag == f"{_TEXT}tab":
            out.append("\t")
        elif child.tag == f"{_TEXT}line-break":
            out.append("\n")
        elif isinstance(child.tag, str) and not child.tag.startswith(_OFFICE):  # an annotation is no content
            out.extend(_texts(child))
        out.append(child.tail or "")
    return out


def _count(node: Element, what: str) -> int:
    return _small(node.get(f"{_TABLE}number-{what}-repeated"))


def _small(text: str | None) -> int:
    """Read a count of at least one; anything else is one."""
    return max(int(text), 1) if text and text.isdigit() and len(text) < 8 else 1
