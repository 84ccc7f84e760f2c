"""Reads .xlsx sheets as a stream: a million blank rows cost no memory (ECMA-376-1, clause 18.3)."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from exports.layout_values import unescape
from exports.lists.cells import Content, Flaw, Gathering, ListSheet, column_number, shown_number
from exports.lists.zipped_xml import Element, ZippedXml
from forms.problems import Problem

_DAYS: Final = {14: "d/m/yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 22: "d/m/yyyy h:mm"}
"""Built-in number formats that show days (clause 18.8.30); 27-36 and 50-58 do in eastern locales."""
_RELATIONS: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATIONS: Final = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_LETTERS: Final = re.compile(r"([A-Z]{1,3})(\d+)\Z")
_RANGE: Final = re.compile(r"([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)\Z")


def read_xlsx(data: bytes, name: str, told: Callable[[int], object]) -> tuple[ListSheet, ...]:
    """Read every sheet of a workbook that has cells; chart sheets are passed over."""
    with ZippedXml(data, name) as box:
        book = box.tree("xl/workbook.xml")
        if book is None:
            raise Problem("IMPORT_BROKEN", file=name)
        targets = _targets(box)
        shared = _shared(box)
        formats = _formats(box)
        settings = book.find("{*}workbookPr")
        since_1904 = settings is not None and settings.get("date1904") in {"1", "true"}
        sheets = []
        for sheet in book.iterfind("{*}sheets/{*}sheet"):
            part = targets.get(sheet.get(_RELATIONS) or sheet.get(_STRICT_RELATIONS) or "")
            if part is not None and "worksheets/" in part and box.has(part):
                reader = _Sheet(name, sheet.get("name") or "?", shared, formats, since_1904=since_1904)
                sheets.append(reader.read(box, part, told))
    return tuple(sheets)


def _targets(box: ZippedXml) -> dict[str, str]:
    tree = box.tree("xl/_rels/workbook.xml.rels")
    found = {}
    for one in tree.iterfind("{*}Relationship") if tree is not None else ():
        target = one.get("Target") or ""
        found[one.get("Id") or ""] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return found


def _shared(box: ZippedXml) -> list[str]:
    if not box.has("xl/sharedStrings.xml"):
        return []
    return [_words(item) for item in box.elements("xl/sharedStrings.xml", "{*}si")]


def _words(item: Element) -> str:
    """Join the runs of a text; phonetic hints are no part of it."""
    texts = [*item.iterfind("{*}t"), *item.iterfind("{*}r/{*}t")]
    joined = "".join(text.text or "" for text in texts)
    return unescape(joined) if "_x" in joined else joined


def _formats(box: ZippedXml) -> list[str]:
    """Give the number format of each look of a cell."""
    tree = box.tree("xl/styles.xml")
    if tree is None:
        return []
    own = {one.get("numFmtId"): one.get("formatCode") or "" for one in tree.iterfind("{*}numFmts/{*}numFmt")}
    found = []
    for look in tree.iterfind("{*}cellXfs/{*}xf"):
        number = look.get("numFmtId") or "0"
        built_in = int(number) if number.isdigit() and len(number) < 4 else 0
        days = "d/m/yyyy" if 27 <= built_in <= 36 or 50 <= built_in <= 58 else _DAYS.get(built_in, "")
        found.append(own.get(number, days))
    return found


class _Sheet:
    """Reads one sheet."""

    def __init__(
        self, file: str, name: str, shared: list[str], formats: list[str], *, since_1904: bool
    ) -> None:
        self._file = file
        self._name = name
        self._shared = shared
        self._formats = formats
        self._since_1904 = since_1904

    def read(self, box: ZippedXml, part: str, told: Callable[[int], object]) -> ListSheet:
        gathered = Gathering(self._file, self._name)
        merged = []
        last = 0
        for element in box.elements(part, "{*}row", "{*}mergeCell"):
            if str(element.tag).endswith("}mergeCell"):
                found = _RANGE.match(element.get("ref") or "")
                if found:
                    left, right = column_number(found[1]), column_number(found[3])
                    merged.append((int(found[2]), left, int(found[4]), right))
                continue
            number = element.get("r")
            last = int(number) if number and number.isdigit() else last + 1
            if last % 1000 == 0:
                told(last)
            if len(element):
                gathered.add(last, self._cells(element))
        return ListSheet(self._name, tuple(gathered.rows), tuple(merged))

    def _cells(self, row: Element) -> list[Content]:
        cells: list[Content] = []
        for node in row:
            found = _LETTERS.match(node.get("r") or "")
            column = column_number(found[1]) if found else len(cells) + 1
            content = self._content(node)
            if content is None:
                continue
            if column > len(cells):
                cells.extend([None] * (column - len(cells)))
            cells[column - 1] = content
        return cells

    def _content(self, node: Element) -> Content:
        kind = node.get("t")
        value = formula = None
        for child in node:
            tag = str(child.tag)
            if tag.endswith("}v"):
                value = child.text
            elif tag.endswith("}f"):
                formula = child
            elif tag.endswith("}is"):
                return _words(child) or None
        if value is None or value == "":
            return Flaw("=") if formula is not None and kind != "str" else None
        if kind == "s":
            place = int(value) if value.isdigit() and len(value) < 10 else -1
            return self._shared[place] if 0 <= place < len(self._shared) else Flaw("?")
        if kind == "e":
            return Flaw(value)
        if kind == "str":
            return unescape(value)
        if kind == "b":
            return 1 if value in {"1", "true"} else 0
        if kind == "d":
            return value
        try:
            number = float(value)
        except ValueError:
            return Flaw(value[:20])
        look = node.get("s")
        place = int(look) if look and look.isdigit() and len(look) < 7 else 0
        pattern = self._formats[place] if place < len(self._formats) else ""
        return shown_number(number, pattern, since_1904=self._since_1904)
