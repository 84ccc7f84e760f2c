"""Paragraphs, figures and tables of a Word file as WordprocessingML (ECMA-376 Part 1, 17.3 to 17.5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml import etree

from exports.paper_blocks import Run

Element = etree._Element  # noqa: SLF001 - lxml has no public name for the type
_TWIPS: Final = 20
_LINE: Final = 240
"""A single line, in the unit of multiples of it."""
_ACROSS: Final = {"justify": "both"}
_LONGEST_TAG: Final = 64
"""Characters that Word takes as the tag of a content control."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a paragraph stands; points, `line` in single lines, `level` of a heading."""

    align: str = "left"
    first_indent: float = 0.0
    before: float = 0.0
    after: float = 0.0
    keep: bool = False
    line: float = 1.0
    level: int = 0


def element(tag: str) -> Element:
    """Make an element, "w:p", of the classes that python-docx gives it."""
    return OxmlElement(tag)


def put_before(parent: Element, made: Element, *tags: str) -> None:
    """Put a child in front of the first of some elements, in the order that the standard wants; else last."""
    names = {qn(tag) for tag in tags}
    at = next((number for number, one in enumerate(parent) if one.tag in names), len(parent))
    parent.insert(at, made)


def add(parent: Element, tag: str, **values: str | int) -> Element:
    """Add a child with attributes of the same namespace."""
    made = element(tag)
    for name, value in values.items():
        made.set(qn(f"w:{name}"), str(value))
    parent.append(made)
    return made


def paragraph_of(runs: Sequence[Run], look: Look, *, leader: float = 0.0) -> Element:
    """Make a paragraph; `leader`: dots up to so many points from the left margin."""
    made = element("w:p")
    properties = add(made, "w:pPr")
    if look.level:
        add(properties, "w:pStyle", val=f"Heading{look.level}")
    if look.keep:
        add(properties, "w:keepNext")
    if leader:
        add(add(properties, "w:tabs"), "w:tab", val="right", leader="dot", pos=round(leader * _TWIPS))
    add(
        properties,
        "w:spacing",
        before=round(look.before * _TWIPS),
        after=round(look.after * _TWIPS),
        line=round(look.line * _LINE),
        lineRule="auto",
    )
    if look.first_indent:
        add(properties, "w:ind", firstLine=round(look.first_indent * _TWIPS))
    add(properties, "w:jc", val=_ACROSS.get(look.align, look.align))
    for run in runs:
        made.append(_figure(run) if run.tag else _run(run))
    if leader:
        add(add(made, "w:r"), "w:tab")
    return made


def _figure(run: Run) -> Element:
    """Put a figure into a content control that names its cell."""
    made = element("w:sdt")
    properties = add(made, "w:sdtPr")
    add(properties, "w:tag", val=run.tag[:_LONGEST_TAG])
    add(properties, "w:text")
    add(made, "w:sdtContent").append(_run(run))
    return made


def _run(run: Run) -> Element:
    made = element("w:r")
    properties = add(made, "w:rPr")
    for wanted, tag in ((run.bold, "w:b"), (run.italic, "w:i")):
        add(properties, tag, **({} if wanted else {"val": "0"}))
    if run.size:
        add(properties, "w:sz", val=max(round(run.size * 2), 2))
    for number, part in enumerate(run.text.split("\n")):
        if number:
            add(made, "w:br")
        text = add(made, "w:t")
        text.text = part
        text.set(qn("xml:space"), "preserve")
    return made


def table_of(
    widths: Sequence[float],
    rows: Sequence[Sequence[Sequence[Element]]],
    *,
    border: bool = False,
    heads: int = 0,
) -> Element:
    """Make a table of cells that hold paragraphs; its first `heads` rows come again on each page."""
    made = empty_table(widths, border=border)
    for number, row in enumerate(rows):
        line = row_of(head=number < heads)
        for width, cell in zip(widths, row, strict=True):
            place = cell_of(width)
            for one in cell:
                place.append(one)
            line.append(place)
        made.append(line)
    return made


def empty_table(widths: Sequence[float], *, border: bool) -> Element:
    """Begin a table with columns of so many points."""
    made = element("w:tbl")
    properties = add(made, "w:tblPr")
    add(properties, "w:tblW", w=round(sum(widths) * _TWIPS), type="dxa")
    add(properties, "w:jc", val="center")
    if border:
        lines = add(properties, "w:tblBorders")
        for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
            add(lines, f"w:{side}", val="single", sz=4, space=0, color="808080")
    add(properties, "w:tblLayout", type="fixed")
    margins = add(properties, "w:tblCellMar")
    for side in ("left", "right"):
        add(margins, f"w:{side}", w=44, type="dxa")
    grid = add(made, "w:tblGrid")
    for width in widths:
        add(grid, "w:gridCol", w=round(width * _TWIPS))
    return made


def row_of(*, head: bool = False) -> Element:
    """Begin a row that is never cut by a page's end."""
    made = element("w:tr")
    properties = add(made, "w:trPr")
    add(properties, "w:cantSplit")
    if head:
        add(properties, "w:tblHeader")
    return made


def cell_of(width: float, *, span: int = 1, down: str = "") -> Element:
    """Begin a cell over `span` columns; `down`: "restart" or "continue" of a range merged downwards."""
    made = element("w:tc")
    properties = add(made, "w:tcPr")
    add(properties, "w:tcW", w=round(width * _TWIPS), type="dxa")
    if span > 1:
        add(properties, "w:gridSpan", val=span)
    if down:
        add(properties, "w:vMerge", **({"val": "restart"} if down == "restart" else {}))
    return made
