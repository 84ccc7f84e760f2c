"""Sheets broken into A4 pages: one layout for the preview, the printer and the PDF.

    sheets (`exports.paper_sheets`) -> pages_of(sheets, width_of) -> boxes in points on pages -> ui.papers

Lines are broken here, with the widths of letters that the caller measures once, so that every device shows
the same pages. Each sheet begins a page and is fitted to the page's width as Excel fits it; headings of a
long table come again on its next page; no row is cut in two, and no heading is left alone at a page's end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from typing import Final

from exports.layout_sheet import Cell, Merge, Sheet
from exports.styles import STYLE_BY_NAME, Style

A4: Final = (595.28, 841.89)
"""Points, upright."""
LEFT, RIGHT, TOP, BOTTOM = 43.2, 36.0, 50.4, 57.6
"""Margins in points, as the workbook has them."""
FOOT: Final = 36.0
"""Points from the paper's lower edge to the last line of the foot."""
LINE_HEIGHT: Final = 1.22
"""Of the letters' size: room for the marks above and below Vietnamese letters."""
PADDING: Final = 2.2
FOOT_STYLE: Final = Style("foot", size=9)
CODE_STYLE: Final = Style("foot_code", size=11, bold=True)
_POINTS_A_WIDTH: Final = 5.25
_BLANK_ROW: Final = 15.0
_LEADS: Final = frozenset({"title", "band", "heading", "label_bold", "organ_bold", "signer", "signer_note"})
"""Looks of rows that belong to the row below them."""
_HEADING, _TITLE = "heading", "title"
_SMALLEST: Final = 0.6
_SMALLEST_BLANK: Final = 0.8
"""A form that is written on by hand goes on on a second page rather than lose the room for it."""
_MONEY_PLACES: Final = 3

WidthOf = Callable[[str, Style], float]
"""Give the width of a line in points, in the letters of a look at its full size."""


@dataclass(frozen=True, slots=True)
class Box:
    """One cell on a page: where it stands in points from the paper's upper left corner, and its lines.

    `scale`: of the letters and paddings, beside the look's own size; `stretch`: points that every space is
    wider (`exports.paper_setting`); `picture`: a PNG that fills the box.
    """

    x: float
    y: float
    width: float
    height: float
    style: Style
    lines: tuple[str, ...]
    scale: float
    stretch: float = 0.0
    picture: bytes = b""


@dataclass(frozen=True, slots=True)
class PaperPage:
    """A page with its foot: what it is of, "Trang 2/9", and the figures code; all empty: no foot."""

    sheet: str
    landscape: bool
    boxes: tuple[Box, ...]
    foot: tuple[tuple[str, ...], str, str]

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        return (A4[1], A4[0]) if self.landscape else A4


@dataclass(slots=True)
class _Row:
    """A row of a sheet, measured: its cells by column, and whether a page may begin with it."""

    height: float
    cells: dict[int, tuple[Cell, Merge | None]]
    begins: bool = True


def pages_of(sheets: Iterable[Sheet], width_of: WidthOf) -> tuple[PaperPage, ...]:
    """Break sheets into pages, numbered through."""
    broken = [(sheet, rows) for sheet in sheets for rows in _broken(sheet, width_of)]
    return tuple(
        PaperPage(
            sheet.name,
            bool(sheet.page.landscape),
            boxes,
            _foot(sheet, number, len(broken), width_of),
        )
        for number, (sheet, boxes) in enumerate(broken, start=1)
    )


def room(*, landscape: bool) -> tuple[float, float]:
    """Give width and height within the margins, in points."""
    wide, high = (A4[1], A4[0]) if landscape else A4
    return wide - LEFT - RIGHT, high - TOP - BOTTOM


def _broken(sheet: Sheet, width_of: WidthOf) -> list[tuple[Box, ...]]:
    widths = [width * _POINTS_A_WIDTH for width in sheet.widths]
    rows = _rows(sheet, widths, width_of)
    wide, high = room(landscape=bool(sheet.page.landscape))
    heads = _heads(rows)
    tallest = max(
        (row.height + _height(rows, above) for row, above in zip(rows, heads, strict=True)), default=1.0
    )
    scale = min(1.0, wide / sum(widths), high / tallest)
    if sheet.page.one_page:
        smallest = _SMALLEST_BLANK if sheet.page.least_row else _SMALLEST
        scale = min(scale, max(high / sum(row.height for row in rows), smallest))
    pages = _breaks(rows, high / scale, heads)
    left = LEFT + (wide - sum(widths) * scale) / 2
    return [_placed([rows[number] for number in page], widths, left, scale, width_of) for page in pages]


def _rows(sheet: Sheet, widths: Sequence[float], width_of: WidthOf) -> list[_Row]:
    """Measure every row; one that stands in a range merged downwards does not begin a page."""
    merged = {(merge.top, merge.left): merge for merge in sheet.merges}
    covered = {
        (row, column)
        for merge in sheet.merges
        for row in range(merge.top, merge.bottom + 1)
        for column in range(merge.left, merge.right + 1)
    } - merged.keys()
    last = max((row for row, _ in sheet.cells), default=0)
    rows = [_Row(sheet.heights.get(number, _BLANK_ROW), {}) for number in range(1, last + 1)]
    least = max(_BLANK_ROW, sheet.page.least_row)
    measured: dict[int, float] = {}  # the workbook's own heights are a cautious guess
    for (number, column), cell in sorted(sheet.cells.items()):
        if (number, column) in covered:
            continue
        merge = merged.get((number, column))
        row = rows[number - 1]
        row.cells[column] = (cell, merge)
        if merge is None or merge.top == merge.bottom:
            right = merge.right if merge else column
            lines = _lines(cell, sum(widths[column - 1 : right]), width_of)
            needed = len(lines) * STYLE_BY_NAME[cell.style].size * LINE_HEIGHT + 2 * PADDING
            measured[number - 1] = max(measured.get(number - 1, least), needed)
    for place, height in measured.items():
        rows[place].height = height
    for merge in sheet.merges:
        for number in range(merge.top + 1, merge.bottom + 1):
            rows[number - 1].begins = False
    for above, below in pairwise(rows):
        if above.cells and all(cell.style in _LEADS for cell, _ in above.cells.values()):
            below.begins = False
    return rows


def _heads(rows: Sequence[_Row]) -> list[range]:
    """Give for each row the headings of the table it stands in; none for a heading, or outside of tables."""
    found, heads = [], range(0)
    for number, row in enumerate(rows):
        if _is_all(row, _HEADING):
            first = heads.start if heads and heads.stop == number else number
            heads = range(first, number + 1)
        elif not row.cells or _is_all(row, _TITLE):
            heads = range(0)
        found.append(range(0) if number in heads else heads)
    return found


def _is_all(row: _Row, look: str) -> bool:
    return bool(row.cells) and all(cell.style == look for cell, _ in row.cells.values())


def _height(rows: Sequence[_Row], numbers: Iterable[int]) -> float:
    return sum(rows[number].height for number in numbers)


def _breaks(rows: Sequence[_Row], high: float, heads: Sequence[range]) -> list[list[int]]:
    """Give the rows of each page; the headings of a table that goes on come first again."""
    pages: list[list[int]] = []
    page: list[int] = []
    used = 0.0
    for number, row in enumerate(rows):
        if page and used + row.height > high:
            moved = _with_what_leads(rows, page, number)
            rest = page[len(page) - moved :]
            pages.append(page[: len(page) - moved])
            page = [*heads[rest[0] if rest else number], *rest]
            used = _height(rows, page)
        page.append(number)
        used += row.height
    return [*pages, page] if page else pages


def _with_what_leads(rows: Sequence[_Row], page: Sequence[int], below: int) -> int:
    """Count the rows at a page's end that go on with the row below them; never the whole page."""
    moved = 0
    while moved < len(page) - 1 and not rows[below].begins:
        moved += 1
        below -= 1
    return moved if moved < len(page) - 1 else 0


def _placed(
    rows: Sequence[_Row], widths: Sequence[float], left: float, scale: float, width_of: WidthOf
) -> tuple[Box, ...]:
    boxes, y = [], TOP
    for place, row in enumerate(rows):
        for column, (cell, merge) in sorted(row.cells.items()):
            right = merge.right if merge else column
            down = merge.bottom - merge.top if merge else 0
            width = sum(widths[column - 1 : right])
            height = sum(one.height for one in rows[place : place + down + 1])
            lines = _lines(cell, width, width_of)
            boxes.append(
                Box(
                    x=left + sum(widths[: column - 1]) * scale,
                    y=y,
                    width=width * scale,
                    height=height * scale,
                    style=STYLE_BY_NAME[cell.style],
                    lines=lines,
                    scale=scale * _squeezed(lines, cell.style, width, width_of),
                )
            )
        y += row.height * scale
    return tuple(boxes)


def _squeezed(lines: Sequence[str], style: str, width: float, width_of: WidthOf) -> float:
    """A number or a word wider than its cell is written smaller: it is never cut off."""
    widest = max((width_of(line, STYLE_BY_NAME[style]) for line in lines), default=0.0)
    inside = width - 2 * PADDING
    return min(1.0, inside / widest) if widest > 0 else 1.0


def _lines(cell: Cell, width: float, width_of: WidthOf) -> tuple[str, ...]:
    """Break a cell's text into lines; a number stands on one."""
    text, style = cell.written.text or "", STYLE_BY_NAME[cell.style]
    if cell.written.is_number:
        return (shown_number(text, style),)
    if not text:
        return ()
    if not style.wrap:
        return tuple(text.split("\n"))
    inside = width - 2 * PADDING
    return tuple(
        line for paragraph in text.split("\n") for line in broken(paragraph, style, inside, width_of)
    )


def broken(paragraph: str, style: Style, inside: float, width_of: WidthOf) -> list[str]:
    """Break a paragraph at its spaces; a word longer than the line is broken anywhere."""
    lines, line = [], ""
    for word in paragraph.split(" "):
        longer = f"{line} {word}" if line else word
        if not line or width_of(longer, style) <= inside:
            line = longer
        else:
            lines.append(line)
            line = word
        while len(line) > 1 and " " not in line and width_of(line, style) > inside:
            at = next((n for n in range(len(line), 1, -1) if width_of(line[:n], style) <= inside), 1)
            lines.append(line[:at])
            line = line[at:]
    return [*lines, line]


def shown_number(digits: str, style: Style) -> str:
    """Write a number as people here read it: 22.851,50; its decimals are those of its look.

    Money typed in millions has three and stands in đồng: whole, it has none, or ",000" reads as thousands.
    """
    number = Decimal(digits)
    places = len(style.number_format.partition(".")[2])
    if places >= _MONEY_PLACES and number == number.to_integral_value():
        places = 0
    number = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return f"{number:,f}".translate(str.maketrans(",.", ".,"))


def _foot(sheet: Sheet, number: int, pages: int, width_of: WidthOf) -> tuple[tuple[str, ...], str, str]:
    """Fill the foot in; what the page is of takes two lines at most."""
    left, centre, right = (
        text.replace("&&", "\0").replace("&P", str(number)).replace("&N", str(pages)).replace("\0", "&")
        for text in sheet.page.footer
    )
    wide, _ = room(landscape=bool(sheet.page.landscape))
    lines = broken(left, FOOT_STYLE, (wide - width_of(centre, FOOT_STYLE)) / 2 - 8, width_of)
    if len(lines) > 2:
        lines = [lines[0], f"{lines[1].rstrip(' ,–')} …"]
    return tuple(lines), centre, right
