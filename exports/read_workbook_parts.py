"""Reads the XML of a workbook's sheets from parts in memory into plain cells.

One reader, two manners: `strict=True` for a package, where every element and attribute must be one that
our writer writes, in its form; `strict=False` for a workbook that Excel, LibreOffice or a person has
saved, of which only the values are wanted. Nothing is opened again by path (signing.md, C27).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache, lru_cache
from typing import Final

from lxml import etree
from lxml.etree import _Element as Element

from exports.layout_sheet import Cell
from exports.layout_text import KEPT
from exports.layout_values import Written, escape, unescape
from exports.opc.strict_xml import says_utf8
from exports.styles import STYLE_INDEX
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
_AS_WRITTEN: Final = ["r", "s", "t"]
_KNOWN: Final = frozenset(_AS_WRITTEN)
_LOOKS: Final = {index: name for name, index in STYLE_INDEX.items()}
_count_beside: Final = etree.XPath("count(.//text() | .//comment() | .//processing-instruction())")
_stray: Final = etree.XPath(
    "boolean(.//comment() | .//processing-instruction() | ./text()[normalize-space()]"
    " | .//text()[normalize-space()][not(parent::m:v or parent::m:t)])",
    namespaces={"m": MAIN.strip("{}")},
)
"""What stands among the cells and no program shows: comments, instructions, text that is no cell's."""
_LAST_ROW: Final = 1_048_576
_LAST_COLUMN: Final = 16_384
_LONGER: Final = 11  # letters: more than the name of any place or the number of any look has


@dataclass(frozen=True, slots=True)
class RawSheet:
    """One sheet as it arrived; `frame` is everything but its rows.

    A cell's style is "" where its look is none of ours. `misspelt`: the cells whose escapes of
    ST_Xstring, undone here, are not those that our writer makes.
    """

    name: str
    cells: dict[tuple[int, int], Cell]
    heights: dict[int, float]
    frame: bytes
    misspelt: frozenset[tuple[int, int]] = frozenset()


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
        cells: dict[tuple[int, int], Cell] = {}
        heights: dict[int, float] = {}
        body = root.find(f"{MAIN}sheetData")
        if body is None:
            raise layout(self.name, "", "sheetData")
        last_row = 0
        for row in body.iterchildren("*"):
            last_row = number = self._row_number(row, last_row)
            if not self.strict:
                self._read_row(row, number, cells)
                continue
            self._check_row(row, number, heights)
            if not self._read_own_row(row, number, cells) and number not in heights:
                raise layout(self.name, f"A{number}", "row")
        if not self.strict:
            return RawSheet(self.name, cells, heights, b"")
        texts = [text for (text, _), _ in cells.values() if text is not None]
        self._check_nothing_beside(body, len(texts))
        body.clear(keep_tail=True)
        _settle(root, cells)
        misspelt = _settle_escapes(cells) if "_x" in "\n".join(texts) else frozenset()
        return RawSheet(self.name, cells, heights, canonical(root), misspelt)

    def _row_number(self, row: Element, last: int) -> int:
        text = row.get("r")
        if row.tag != f"{MAIN}row" or (self.strict and text is None):
            raise layout(self.name, "", "row")
        number = _index(text, last + 1)
        if not last < number <= _LAST_ROW:
            raise layout(self.name, f"A{number}", "row")
        return number

    def _check_nothing_beside(self, body: Element, texts: int) -> None:
        """Refuse what stands among the cells and no program shows: comments, instructions, stray text.

        `texts`: how many cells hold something. Where no more texts stand there, none is a stray one.
        """
        if body.attrib or (_count_beside(body) != texts and _stray(body)):
            raise layout(self.name, "", "sheetData" if body.attrib else "beside the cells")

    def _check_row(self, row: Element, number: int, heights: dict[int, float]) -> None:
        """Allow a number and a visible height, nothing else: no hidden row, no style of its own."""
        said = dict(row.items())
        if ("ht" in said) != ("customHeight" in said):
            raise layout(self.name, f"A{number}", "height")
        for attribute, value in said.items():
            if attribute == "ht":
                heights[number] = float(value if _NUMBER.fullmatch(value) else 0)
            elif value != (str(number) if attribute == "r" else "1" if attribute == "customHeight" else None):
                raise layout(self.name, f"A{number}", attribute)

    def _read_row(self, row: Element, number: int, cells: dict[tuple[int, int], Cell]) -> None:
        last = 0
        for node in row.iterchildren("*"):
            text = node.get("r")
            place = _place((text or "")[:_LONGER]) or (number, last + 1)
            if node.tag != _C:
                raise layout(self.name, f"A{number}", "cell")
            if place[0] != number or not last < place[1] <= _LAST_COLUMN:
                raise layout(self.name, text or "", "place")
            last = place[1]
            cells[place] = Cell(self._any_value(node, node.get("t", "n"), place_name(*place)), "")

    def _read_own_row(self, row: Element, number: int, cells: dict[tuple[int, int], Cell]) -> bool:
        """Read the cells of a row as our writer writes them; tell whether there are any."""
        last = 0
        for node in row.iterchildren("*"):
            usual = node.keys() == _AS_WRITTEN
            if usual:
                named, index, kind = node.values()
            else:
                named, index, kind = node.get("r", ""), node.get("s", "0"), node.get("t", "n")
            place = _place(named[:_LONGER])
            if place is None or node.tag != _C:
                raise layout(self.name, f"A{number}", "cell")
            if place[0] != number or not last < place[1] <= _LAST_COLUMN:
                raise layout(self.name, named, "place")
            last = place[1]
            look = _look(index[:_LONGER])
            if look is None or not (usual or _KNOWN.issuperset(node.keys())):
                raise layout(self.name, place_name(*place), "attribute")
            text = node.text
            if len(node) or (text and text.strip()):
                cells[place] = self._own_value(node, kind, look, place)
            else:
                cells[place] = _cell(None, look)
        return last > 0

    def _own_value(self, node: Element, kind: str, look: str, place: tuple[int, int]) -> Cell:
        """Read a value in the one form our writer gives it; a formula or an error is none."""
        text, tail = node.text, None
        child = node[0] if len(node) == 1 else None
        if child is not None:
            tail = child.tail
        if child is None or (text and text.strip()) or (tail and tail.strip()) or child.keys():
            reason = "formula" if node.find(f"{MAIN}f") is not None else "value"
            raise layout(self.name, place_name(*place), reason)
        if kind == "n" and child.tag == _V and not len(child):
            cell = _number_cell(digits, look) if len(digits := child.text or "") <= KEPT else None
            if cell is None:
                raise layout(self.name, place_name(*place), "number")
            return cell
        if kind == "inlineStr" and child.tag == _IS and len(child) == 1:
            inner = child[0]
            if inner.tag == _T and not len(inner) and (text := inner.text):
                kept = [(_SPACE, "preserve")] if text != text.strip() else []
                if inner.items() == kept:
                    return _cell(text, look) if len(text) <= KEPT else Cell(Written(text), look)
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
def _cell(text: str | None, look: str) -> Cell:
    """Give one and the same cell for the same content: most of a sheet is headings."""
    return Cell(Written(text), look)


@lru_cache(maxsize=1 << 14)
def _number_cell(digits: str, look: str) -> Cell | None:
    """Give the cell of plain decimal digits, None for any other way to write a number."""
    return Cell(Written(digits, is_number=True), look) if _NUMBER.fullmatch(digits) else None


@lru_cache(maxsize=1 << 10)
def _look(text: str) -> str | None:
    """Name the look that stands at an index of the list: "" for none of ours, None for what is no index."""
    index = _index(text, -1)
    return None if index < 0 else _LOOKS.get(index, "")


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


def _settle_escapes(cells: dict[tuple[int, int], Cell]) -> frozenset[tuple[int, int]]:
    """Undo the escapes of texts (ST_Xstring); give the places of those our writer would write otherwise."""
    misspelt = set()
    for place, ((written, _), look) in cells.items():
        if written is not None and "_x" in written:
            text = unescape(written)
            if escape(text) != written:
                misspelt.add(place)
            cells[place] = Cell(Written(text), look)
    return frozenset(misspelt)


def _settle(root: Element, cells: dict[tuple[int, int], Cell]) -> None:
    """Leave out the true range of cells, and put in order what openpyxl writes in the order of a set."""
    dimension = root.find(f"{MAIN}dimension")
    if dimension is not None and dict(dimension.attrib) == {"ref": _range(cells)} and not len(dimension):
        if (dimension.text or "") + (dimension.tail or ""):
            raise layout("", "", "dimension")
        root.remove(dimension)
    if (merged := root.find(f"{MAIN}mergeCells")) is not None:
        merged[:] = sorted(merged, key=lambda cell: str(cell.get("ref")))


def _range(cells: dict[tuple[int, int], Cell]) -> str:
    """Name the range from the first used row and column to the last; the cells stand in their order."""
    top, bottom = (next(iter(cells))[0], next(reversed(cells))[0]) if cells else (1, 1)
    columns = {column for _, column in cells} or {1}
    return f"{place_name(top, min(columns))}:{place_name(bottom, max(columns))}"


def _digits(number: Decimal) -> str:
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
