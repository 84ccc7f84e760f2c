"""A sheet before it is a workbook: cells, widths, heights, merged ranges and the page.

Writer and reader share these plain values: the writer renders them, the reader compares what arrived
with what they say (docs/package-format.md, "Written again and compared").
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import count, repeat
from typing import Final, NamedTuple, Protocol

from exports.layout_text import KEPT, height_of, lines_of, width_of
from exports.layout_values import BLANK, Written
from exports.styles import STYLE_BY_NAME

CODE_WIDTHS: Final = (9.0, 6.0)
"""Columns A and B hold codes only; they are at least so wide."""
FIRST: Final = 3
"""The first column after the code columns."""
_ONE_LINE: Final = {
    style.name: height_of(1, style.size) for style in STYLE_BY_NAME.values() if not style.wrap
}
"""Points that a row needs for a cell whose look breaks no lines."""
_POINTS_A_WIDTH: Final = 5.25  # 7 pixels, a digit of the workbook's font
_BLANK_ROW: Final = 15.0
_UPRIGHT: Final = (516.0, 734.0)  # points within the margins of an A4 page
_ACROSS: Final = (762.0, 487.0)
_A_LITTLE_MORE: Final = 1.15
_PORTRAIT: Final = 130.0
"""A sheet no wider than this is still easily read on an upright page."""


class Cell(NamedTuple):
    """One cell: what it holds and the name of its look."""

    written: Written
    style: str


@lru_cache(maxsize=1 << 8)  # one for each look
def blank_cell(style: str) -> Cell:
    """Give the cell of a look that holds nothing."""
    return Cell(BLANK, style)


def code_cell(code: str) -> Cell:
    """Give the cell of a code in column A or B."""
    return (_code_kept if len(code) <= KEPT else _code)(code)


def _code(code: str) -> Cell:
    return Cell(Written(code or None), "code")


_code_kept = lru_cache(maxsize=1 << 12)(_code)  # the codes of a pack: the same in all its packages


@dataclass(frozen=True, slots=True)
class Page:
    """How a sheet is printed, on A4 and fitted to its width."""

    landscape: bool | None  # None: as the width asks
    footer: tuple[str, str, str]  # left, centre, right, in Excel's codes
    one_page: bool = False
    repeated_rows: str = ""  # "2:4", printed again on every page
    pages_wide: int = 1  # beyond one, the first three columns are printed again on each
    a3: bool = False
    protected: bool = True
    frozen: str = ""  # the first cell that moves when scrolling
    least_row: float = 0.0  # points that a row of a blank form has at least, to be filled in by hand


class Merge(NamedTuple):
    """A merged range within one or several rows."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet, its cells by (row, column), counted from 1."""

    name: str
    cells: dict[tuple[int, int], Cell]
    widths: tuple[float, ...]
    heights: dict[int, float]  # points
    merges: tuple[Merge, ...]
    page: Page


@dataclass(slots=True)
class Pen:
    """Writes a sheet from the top down; lives no longer than the function that lays the sheet out."""

    widths: list[float]
    row: int = 1
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)

    @property
    def last(self) -> int:
        """The last column of the sheet."""
        return len(self.widths)

    def put(self, column: int, written: Written | str, style: str) -> None:
        """Put a cell into the row at hand."""
        holds = Written(written or None) if isinstance(written, str) else written
        self.row_of([Cell(holds, style)], column)

    def row_of(self, cells: Sequence[Cell], first: int = 1) -> None:
        """Put cells side by side into the row at hand."""
        self.cells.update(zip(zip(repeat(self.row), count(first)), cells))  # noqa: B905 - without end
        heights = [
            _ONE_LINE.get(style) or self._needed(text, style, column, column)
            for column, ((text, _), style) in enumerate(cells, first)
            if text
        ]
        if heights:
            self._raise(max(heights))

    def _needed(self, text: str, style: str, left: int, right: int) -> float:
        """Points that the row at hand needs for a text that is broken into lines across some columns."""
        size = STYLE_BY_NAME[style].size
        return height_of(lines_of(text, sum(self.widths[left - 1 : right]), size), size)

    def spread(self, left: int, right: int, written: Written | str, style: str) -> None:
        """Put one cell across the columns from `left` to `right`, merged."""
        holds = Written(written or None) if isinstance(written, str) else written
        self.cells[self.row, left] = Cell(holds, style)
        if right > left:
            places = zip(repeat(self.row), range(left + 1, right + 1))
            self.cells.update(dict.fromkeys(places, blank_cell(style)))
            self.merges.append(Merge(self.row, left, self.row, right))
        if holds.text:
            self._raise(self._needed(holds.text, style, left, right))

    def raised(self, column: int, top: int) -> None:
        """Let a cell of the row at hand begin at a row above, merged down to here."""
        cell = self.cells[self.row, column]
        for row in range(top, self.row + 1):
            self.cells[row, column] = Cell(cell.written if row == top else BLANK, cell.style)
        self.merges.append(Merge(top, column, self.row, column))

    def down(self, rows: int = 1, at_least: float = 0.0) -> None:
        """Go to a row below; the row left behind is at least so many points high."""
        if at_least:
            self._raise(at_least)
        self.row += rows

    def _raise(self, height: float) -> None:
        self.heights[self.row] = max(height, self.heights.get(self.row, 0.0))

    def sheet(self, name: str, page: Page) -> Sheet:
        """Close the sheet, its code columns as wide as their longest code."""
        for column, least in enumerate(CODE_WIDTHS, start=1):
            found = (self.cells.get((row, column)) for row in range(1, self.row + 1))
            codes = {cell.written.text or "" for cell in found if cell}
            widest = max((width_of(code, STYLE_BY_NAME["code"].size) for code in codes), default=0.0)
            self.widths[column - 1] = max(least, round(widest + 1.5, 2))
        return Sheet(name, self.cells, tuple(self.widths), self.heights, tuple(self.merges), page)


class Block(Protocol):
    """A part of a sheet; blocks stand one under another."""

    def wishes(self) -> Sequence[float]:
        """Widths that the columns from `FIRST` on should have at least."""
        ...

    def write(self, pen: Pen) -> Sequence[str]:
        """Write the block at the pen's row and leave the pen below it.

        Give the rows ("2:4") of each heading that a long grid may want again on the next page.
        """
        ...


def _nearly_fits(pen: Pen, *, landscape: bool) -> bool:
    """Tell whether a sheet fitted to the page's width would end on the next page with a few rows only."""
    wide, high = _ACROSS if landscape else _UPRIGHT
    scale = min(1.0, wide / (sum(pen.widths) * _POINTS_A_WIDTH))
    total = sum(pen.heights.get(row, _BLANK_ROW) for row in range(1, pen.row))
    return total * scale <= high * _A_LITTLE_MORE


def lay_out(name: str, blocks: Iterable[Block], page: Page) -> Sheet:
    """Lay blocks out one under another, each column as wide as the block that needs it widest.

    Where one grid alone fills the sheet, its headings are printed again on every page.
    """
    placed = list(blocks)
    wishes = [block.wishes() for block in placed]
    columns = max((len(wish) for wish in wishes), default=1)
    widths = (max(wish[place] for wish in wishes if place < len(wish)) for place in range(columns))
    pen = Pen([*CODE_WIDTHS, *widths])
    headings: list[str] = []
    for block in placed:
        headings += block.write(pen)
        pen.down()
    if page.landscape is None:
        page = replace(page, landscape=sum(pen.widths) > _PORTRAIT)
    page = replace(page, one_page=page.one_page or _nearly_fits(pen, landscape=bool(page.landscape)))
    if len(headings) == 1 and not page.one_page:
        page = replace(page, repeated_rows=headings[0])
    return pen.sheet(name, page)
