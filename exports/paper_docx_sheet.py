"""A sheet of the package as tables of a Word file: the same cells, merged ranges and looks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from exports.layout_sheet import Cell, Merge, Sheet
from exports.paper_blocks import Run
from exports.paper_docx_words import Element, Look, add, cell_of, empty_table, paragraph_of, row_of
from exports.paper_pages import room, shown_number
from exports.styles import STYLE_BY_NAME, Style

_POINTS_A_WIDTH: Final = 5.25
_HEADING: Final = "heading"
_DOWN: Final = {"top": "top", "center": "center"}


def sheet_tables(sheet: Sheet) -> Iterator[Element]:
    """Give the tables of a sheet with a low paragraph between; each begins with the heads that repeat."""
    widths = [width * _POINTS_A_WIDTH for width in sheet.widths]
    wide, _ = room(landscape=bool(sheet.page.landscape))
    scale = min(1.0, wide / sum(widths))
    widths = [width * scale for width in widths]
    merged = {
        (row, column): one
        for one in sheet.merges
        for row in range(one.top, one.bottom + 1)
        for column in range(one.left, one.right + 1)
    }
    last = max((row for row, _ in sheet.cells), default=0)
    heads = [row for row in range(1, last + 1) if _is_head(sheet, row)]
    made = empty_table(widths, border=False)
    filled = False
    for row in range(1, last + 1):
        if row in heads and row - 1 not in heads and filled:
            yield made
            yield paragraph_of((Run("", size=1.0),), Look())
            made, filled = empty_table(widths, border=False), False
        made.append(_row(sheet, row, widths, merged, scale, head=row in heads))
        filled = True
    if filled:
        yield made
    yield paragraph_of((Run("", size=1.0),), Look())


def _is_head(sheet: Sheet, row: int) -> bool:
    looks = {
        sheet.cells[row, column].style
        for column in range(1, len(sheet.widths) + 1)
        if (row, column) in sheet.cells
    }
    return looks == {_HEADING}


def _row(
    sheet: Sheet,
    row: int,
    widths: list[float],
    merged: dict[tuple[int, int], Merge],
    scale: float,
    *,
    head: bool,
) -> Element:
    made = row_of(head=head)
    column = 1
    while column <= len(widths):
        merge = merged.get((row, column))
        right = merge.right if merge else column
        tall = merge is not None and merge.bottom > merge.top
        down = ("restart" if merge and merge.top == row else "continue") if tall else ""
        place = cell_of(sum(widths[column - 1 : right]), span=right - column + 1, down=down)
        cell = sheet.cells.get((row, column))
        shown = cell if down != "continue" else None
        _dress(place, STYLE_BY_NAME[cell.style] if cell else None)
        place.append(_words(shown, scale))
        made.append(place)
        column = right + 1
    return made


def _dress(place: Element, style: Style | None) -> None:
    """Give a cell its lines, its ground and where its words stand."""
    if style is None:
        return
    properties = place[0]
    if style.border:
        lines = add(properties, "w:tcBorders")
        for side in ("top", "left", "bottom", "right"):
            add(lines, f"w:{side}", val="single", sz=4, space=0, color="808080")
    if style.fill:
        add(properties, "w:shd", val="clear", color="auto", fill=style.fill)
    add(properties, "w:vAlign", val=_DOWN.get(style.down, "center"))


def _words(cell: Cell | None, scale: float) -> Element:
    if cell is None:
        return paragraph_of((Run("", size=1.0),), Look())
    style = STYLE_BY_NAME[cell.style]
    text = cell.written.text or ""
    shown = shown_number(text, style) if cell.written.is_number and text else text
    run = Run(shown, bold=style.bold, italic=style.italic, size=round(style.size * scale * 2) / 2)
    return paragraph_of((run,), Look("left" if style.across == "justify" else style.across))
