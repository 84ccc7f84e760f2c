"""Reads the XML of a workbook's sheets from parts in memory into plain cells.

One reader, two manners: `strict=True` for a package, where every element and attribute must be one that
our writer writes, in its form; `strict=False` for a workbook that Excel, LibreOffice or a person has
saved, of which only the values are wanted. Nothing is opened again by path (signing.md, C27).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache, lru_cache
from typing import Final

from lxml import etree
from lxml.etree import _Element as Element

from exports.layout_values import Written, unescape
from exports.opc.strict_xml import says_utf8
from forms.problems import Problem

MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_RELATIONSHIP: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_WORKBOOK: Final = "xl/workbook.xml"
COMMON: Final = (_WORKBOOK, "xl/styles.xml", "xl/theme/theme1.xml")
"""The parts of a package's workbook that all its sheets share."""
_PLACE: Final = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})\Z")
_NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_MOST_MARKS: Final = 4_000_000
"""Elements and attributes of a workbook, roughly, before a parser makes objects of them: a package of a
province has a tenth of them, and half a million bytes of ZIP can hold thirty times as many."""
_C, _V, _T, _IS = (f"{MAIN}{name}" for name in ("c", "v", "t", "is"))
_KNOWN: Final = frozenset({"r", "s", "t"})
_stray: Final = etree.XPath(
    "boolean(.//comment() | .//processing-instruction() | ./text()[normalize-space()]"
    " | .//text()[normalize-space()][not(parent::m:v or parent::m:t)])",
    namespaces={"m": MAIN.strip("{}")},
)
"""What stands among the cells and no program shows: comments, instructions, text that is no cell's."""
_LAST_ROW: Final = 1_048_576
_LAST_COLUMN: Final = 16_384


@dataclass(frozen=True, slots=True)
class RawCell:
    """One cell as it arrived. `style` is its index in the list of looks."""

    written: Written
    style: int


@dataclass(frozen=True, slots=True)
class RawSheet:
    """One sheet as it arrived; `frame` is everything but its rows."""

    name: str
    cells: dict[tuple[int, int], RawCell]
    heights: dict[int, float]
    frame: bytes


def tidy_names(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Take the leading slash off part names, where a verifier has put one."""
    return {name.removeprefix("/"): content for name, content in parts.items()}


def read_sheets(parts: Mapping[str, bytes], *, strict: bool, only: str = "") -> list[RawSheet]:
    """Read every sheet in the order of the workbook, or only those of one name.

    Raises `Problem("NOT_A_WORKBOOK")` for what no workbook is and `Problem("LAYOUT", sheet, cell,
    reason)` for what stands in no package.
    """
    book = _parse(parts, _WORKBOOK)
    targets = _targets(parts)
    shared = [] if strict else list(_shared_strings(parts))
    sheets: list[RawSheet] = []
    marks = {target: _marks(parts.get(target, b"")) for target in targets.values()}
    named = [str(sheet.get(_RELATION)) for sheet in book.iter(f"{MAIN}sheet")]
    if sum(marks.get(targets.get(name, ""), 0) for name in named) > _MOST_MARKS:  # many may stand for one
        raise layout("", "", "size")
    for number, sheet in enumerate(book.iter(f"{MAIN}sheet"), start=1):
        name, target = str(sheet.get("name")), targets.get(str(sheet.get(_RELATION)))
        if only and name != only:
            continue
        if target is None or target not in parts:
            raise Problem("NOT_A_WORKBOOK", reason=f"sheet {name}")
        if strict and target != f"xl/worksheets/sheet{number}.xml":
            raise layout(name, "", "part")
        sheets.append(_Reader(name, shared, strict=strict).read(_parse(parts, target)))
    return sheets


def layout(sheet: str, cell: str, reason: str) -> Problem:
    """Make the refusal of what stands in no package: where, and a word for what is wrong."""
    return Problem("LAYOUT", sheet=sheet, cell=cell, reason=reason)


@cache
def column_name(column: int) -> str:
    """1 -> A, 27 -> AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def place_name(row: int, column: int) -> str:
    """Name a cell as people do: F17."""
    return f"{column_name(column)}{row}"


def canonical(element: Element) -> bytes:
    """Give the canonical XML of a whole part."""
    return etree.tostring(element, method="c14n")


def _parse(parts: Mapping[str, bytes], name: str) -> Element:
    return parse(parts.get(name, b""), name)


def parse(data: bytes, name: str) -> Element:
    """Parse a part; nothing is resolved, fetched or expanded. Raises `Problem("NOT_A_WORKBOOK")`."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data or b"\0" in data or not says_utf8(data):
        raise Problem("NOT_A_WORKBOOK", reason=name)
    if _marks(data) > _MOST_MARKS:
        raise layout("", "", f"size {name}")
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        raise Problem("NOT_A_WORKBOOK", reason=name) from None


def _marks(data: bytes) -> int:
    """Count what may begin an element or an attribute: the objects a parser would make."""
    return data.count(b"<") + data.count(b"=")


def _targets(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Relationship id -> part name, for the workbook's own relationships."""
    found = {}
    for relation in _parse(parts, "xl/_rels/workbook.xml.rels").iter(_RELATIONSHIP):
        target = str(relation.get("Target"))
        whole = target.removeprefix("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
        found[str(relation.get("Id"))] = whole
    return found


def _shared_strings(parts: Mapping[str, bytes]) -> Iterator[str]:
    if "xl/sharedStrings.xml" in parts:
        for item in _parse(parts, "xl/sharedStrings.xml").iterchildren(f"{MAIN}si"):
            yield _rich_text(item)


def _rich_text(item: Element) -> str:
    """Join the runs of a text; phonetic hints are no part of it."""
    texts = [*item.iterchildren(f"{MAIN}t"), *item.iterfind(f"{MAIN}r/{MAIN}t")]
    return unescape("".join(text.text or "" for text in texts))


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads one sheet."""

    name: str
    shared: list[str]
    strict: bool

    def read(self, root: Element) -> RawSheet:
        cells: dict[tuple[int, int], RawCell] = {}
        heights: dict[int, float] = {}
        body = root.find(f"{MAIN}sheetData")
        if body is None:
            raise layout(self.name, "", "sheetData")
        last_row = 0
        for row in body.iterchildren("*"):
            number = self._row_number(row, last_row)
            if self.strict:
                self._check_row(row, number, heights)
            last_row, last_column = number, 0
            for node in row.iterchildren("*"):
                last_column = self._column(node, number, last_column)
                cells[number, last_column] = self._cell(node, number, last_column)
            if self.strict and not last_column and number not in heights:
                raise layout(self.name, f"A{number}", "row")
        if self.strict:
            self._check_nothing_beside(body)
        body.clear(keep_tail=True)
        if self.strict:
            _settle(root, cells)
        return RawSheet(self.name, cells, heights, canonical(root) if self.strict else b"")

    def _row_number(self, row: Element, last: int) -> int:
        text = row.get("r")
        if row.tag != f"{MAIN}row" or (self.strict and text is None):
            raise layout(self.name, "", "row")
        number = _index(text, last + 1)
        if not last < number <= _LAST_ROW:
            raise layout(self.name, f"A{number}", "row")
        return number

    def _check_nothing_beside(self, body: Element) -> None:
        """Refuse what stands among the cells and no program shows: comments, instructions, stray text."""
        if body.attrib or _stray(body):
            raise layout(self.name, "", "sheetData" if body.attrib else "beside the cells")

    def _check_row(self, row: Element, number: int, heights: dict[int, float]) -> None:
        """Allow a number and a visible height, nothing else: no hidden row, no style of its own."""
        if ("ht" in row.attrib) != ("customHeight" in row.attrib):
            raise layout(self.name, f"A{number}", "height")
        for attribute, value in row.attrib.items():
            if attribute == "ht":
                heights[number] = float(_plain(str(value)) or 0)
            elif (attribute, value) not in {("r", str(number)), ("customHeight", "1")}:
                raise layout(self.name, f"A{number}", str(attribute))

    def _column(self, node: Element, row: int, last: int) -> int:
        text = node.get("r")
        found = _place(text or "")
        if node.tag != _C or (self.strict and found is None):
            raise layout(self.name, f"A{row}", "cell")
        column = last + 1
        if found is not None:
            column = found[1]
            if found[0] != row:
                raise layout(self.name, text or "", "place")
        if not last < column <= _LAST_COLUMN:
            raise layout(self.name, text or "", "place")
        return column

    def _cell(self, node: Element, row: int, column: int) -> RawCell:
        kind = node.get("t", "n")
        if not self.strict:
            return RawCell(self._any_value(node, kind, place_name(row, column)), 0)
        style = _index(node.get("s", "0"), -1)
        if style < 0 or not _KNOWN.issuperset(node.keys()):
            raise layout(self.name, place_name(row, column), "attribute")
        return self._own_value(node, kind, style, (row, column))

    def _own_value(self, node: Element, kind: str, style: int, place: tuple[int, int]) -> RawCell:
        """Read a value in the one form our writer gives it; a formula or an error is none."""
        text = node.text
        if len(node) == 0 and not (text and text.strip()):
            return _raw_cell(None, style, is_number=False)
        child = node[0]
        if len(node) > 1 or (text and text.strip()) or (child.tail and child.tail.strip()) or child.keys():
            reason = "formula" if node.find(f"{MAIN}f") is not None else "value"
            raise layout(self.name, place_name(*place), reason)
        if kind == "n" and child.tag == _V and len(child) == 0:
            digits = _plain(child.text or "")
            if digits is None:
                raise layout(self.name, place_name(*place), "number")
            return _raw_cell(digits, style, is_number=True)
        if kind == "inlineStr" and child.tag == _IS and len(child) == 1:
            inner = child[0]
            if inner.tag == _T and len(inner) == 0 and inner.text:
                kept = {_SPACE: "preserve"} if inner.text != inner.text.strip() else {}
                if dict(inner.attrib) == kept:
                    return _raw_cell(inner.text, style, is_number=False)
        raise layout(self.name, place_name(*place), "value")

    def _any_value(self, node: Element, kind: str, place: str) -> Written:
        """Read a value as other programs write it; of a formula its last result."""
        if kind == "inlineStr":
            inline = node.find(f"{MAIN}is")
            return Written((_rich_text(inline) if inline is not None else "") or None)
        value = node.findtext(f"{MAIN}v")
        if not value:
            return Written()
        if kind == "s":
            index = _index(value, -1)
            if not 0 <= index < len(self.shared):
                raise layout(self.name, place, "value")
            return Written(self.shared[index] or None)
        if kind == "e":
            raise layout(self.name, place, "error")
        if kind in {"str", "d"}:
            return Written(unescape(value))
        try:
            number = Decimal(repr(float(value)))
        except (ValueError, InvalidOperation):
            raise layout(self.name, place, "number") from None
        if not number.is_finite():
            raise layout(self.name, place, "number")
        return Written(_digits(number), is_number=True)


@lru_cache(maxsize=1 << 14)
def _raw_cell(text: str | None, style: int, *, is_number: bool) -> RawCell:
    """Give one and the same cell for the same content: most of a sheet is headings."""
    return RawCell(Written(text, is_number=is_number), style)


@lru_cache(maxsize=1 << 15)
def _place(text: str) -> tuple[int, int] | None:
    """F17 -> (17, 6); None for what names no cell."""
    found = _PLACE.match(text)
    if not found:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column


def _index(text: str | None, otherwise: int) -> int:
    """Read a small whole number; `otherwise` for anything else, also for one of a thousand digits."""
    return int(text) if text and len(text) <= 9 and text.isascii() and text.isdigit() else otherwise


def _settle(root: Element, cells: Collection[tuple[int, int]]) -> None:
    """Leave out the true range of cells, and put in order what openpyxl writes in the order of a set."""
    dimension = root.find(f"{MAIN}dimension")
    if dimension is not None and dict(dimension.attrib) == {"ref": _range(cells)} and not len(dimension):
        if (dimension.text or "") + (dimension.tail or ""):
            raise layout("", "", "dimension")
        root.remove(dimension)
    if (merged := root.find(f"{MAIN}mergeCells")) is not None:
        merged[:] = sorted(merged, key=lambda cell: str(cell.get("ref")))


def _range(cells: Collection[tuple[int, int]]) -> str:
    """Name the range from the first used row and column to the last."""
    rows, columns = [row for row, _ in cells] or [1], [column for _, column in cells] or [1]
    return f"{place_name(min(rows), min(columns))}:{place_name(max(rows), max(columns))}"


def _plain(text: str) -> str | None:
    """Give plain decimal digits as they are, None for any other way to write a number."""
    return text if _NUMBER.fullmatch(text) else None


def _digits(number: Decimal) -> str:
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
