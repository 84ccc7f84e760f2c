"""Blocks set on pages of A4: the same boxes for the preview, the printer and the PDF.

    exports.paper_blocks -> strips (a line, a row of a table, two columns) -> pages (`exports.paper_pages`)

Margins, the page number and the distance of lines are those of the paper's layout profile. A paragraph leaves
no single line alone on a page, and what is kept with the next stays with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from exports.paper_blocks import (
    Appendix,
    Block,
    Columns,
    Gap,
    Grid,
    PageBreak,
    Paper,
    Paragraph,
    Picture,
    Run,
)
from exports.paper_heading import with_heading
from exports.paper_lines import Line, lines_of, look_of, placed
from exports.paper_pages import A4, LINE_HEIGHT, PADDING, Box, PaperPage, WidthOf, pages_of
from exports.paper_profiles import Profile
from exports.styles import Style

_INK: Final = Style("rule", fill="000000")
_RULE: Final = 0.75
"""Points of a line's thickness."""
_BELOW_RULE: Final = 5.0
_HEAD: Final = Style("head", bold=True, border=True, fill="D9D9D9")
_CELL: Final = Style("cell", border=True)
_FOOT: Final = Style("foot", size=9, italic=True, wrap=False)
_TEXT: Final = 11.0
"""Points of the letters in tables where they say nothing else."""


@dataclass(frozen=True, slots=True)
class _Strip:
    """What is never cut: its height, its boxes from its own upper edge, and what it goes with.

    `before`: room above it, unless it begins a page; `heads`: come again above it on a new page.
    """

    height: float
    boxes: tuple[Box, ...] = ()
    before: float = 0.0
    keep: bool = False
    heads: tuple[_Strip, ...] = ()


@dataclass(frozen=True, slots=True)
class _Frame:
    """The room within the margins of a page, and what measures letters."""

    profile: Profile
    landscape: bool
    width_of: WidthOf
    marks: bool

    @property
    def left(self) -> float:
        return self.profile.margins[0]

    @property
    def wide(self) -> float:
        left, _, right, _ = self.profile.margins
        return (A4[1] if self.landscape else A4[0]) - left - right

    @property
    def high(self) -> float:
        _, top, _, bottom = self.profile.margins
        return (A4[0] if self.landscape else A4[1]) - top - bottom


def set_pages(paper: Paper, width_of: WidthOf, *, marks: bool = False) -> tuple[PaperPage, ...]:
    """Set a paper on pages. `marks`: figures changed since are framed, for the screen only."""
    pages: list[PaperPage] = []
    number = 0
    for landscape, anew, blocks in _parts(paper.blocks):
        if isinstance(blocks, Appendix):
            pages += pages_of(with_heading(blocks.sheets, blocks.heading), width_of)
            continue
        number = 0 if anew else number
        frame = _Frame(paper.profile, landscape, width_of, marks)
        strips = [strip for block in blocks for strip in _strips(block, frame)]
        for page in _broken(strips, frame.high):
            number += 1
            boxes = (*_stacked(page, frame.profile.margins[1]), *_frame_words(frame, number, paper.foot))
            pages.append(PaperPage(paper.title, landscape, boxes, ((), "", "")))
    return tuple(pages)


def _parts(blocks: Sequence[Block]) -> Iterator[tuple[bool, bool, Appendix | list[Block]]]:
    """Part blocks where a page must begin: across or upright, and whether its numbers begin anew."""
    landscape, anew, part = False, False, list[Block]()
    for block in blocks:
        if not isinstance(block, PageBreak | Appendix):
            part.append(block)
            continue
        if part:
            yield landscape, anew, part
        part, anew = [], False
        if isinstance(block, Appendix):
            yield False, True, block
        else:
            landscape, anew = block.landscape, block.numbered_anew
    if part:
        yield landscape, anew, part


# --- blocks to strips ----------------------------------------------------------------------------


def _strips(block: Block, frame: _Frame) -> Iterator[_Strip]:
    match block:
        case Paragraph():
            yield from _paragraph(block, frame, frame.left, frame.wide)
        case Columns():
            yield _side_by_side(block, frame)
        case Grid():
            yield from _grid(block, frame)
        case Picture():
            shrink = min(1.0, frame.wide / block.width, frame.high / block.height)
            width, height = block.width * shrink, block.height * shrink
            x = frame.left + (frame.wide - width) / 2
            box = Box(x, 0.0, width, height, Style("picture"), (), 1.0, picture=block.png)
            yield _Strip(height, (box,), before=6.0)
        case Gap():
            line = (_rule(frame.left, block.height - _RULE, frame.wide),) if block.rule else ()
            yield _Strip(block.height, line, keep=not block.rule)  # room belongs to what follows


def _paragraph(of: Paragraph, frame: _Frame, left: float, wide: float) -> Iterator[_Strip]:
    """Give a strip a line; the first two and the last two lines of a paragraph stay together."""
    lines = lines_of(of, wide, frame.profile.size("body"), frame.width_of, marks=frame.marks)
    spacing = float(frame.profile.rules["line_spacing"].value)
    last = len(lines) - 1
    for number, line in enumerate(lines):
        step = line.size * LINE_HEIGHT * (spacing if of.align == "justify" else 1.0)
        boxes = placed(line, of.align, left, wide, frame.width_of)
        height = step + (of.after if number == last and not of.rule else 0.0)
        yield _Strip(
            height,
            boxes,
            before=of.before if number == 0 else 0.0,
            keep=of.keep or (number == last and bool(of.rule)) or (number in (0, last - 1) and last > 0),
        )
    if of.rule:
        yield _under(of, lines, left, wide, keep=of.keep)


def _under(of: Paragraph, lines: Sequence[Line], left: float, wide: float, *, keep: bool) -> _Strip:
    """Draw the line below a heading: a share of its words, or as long as they are."""
    length = rule_length(of, max((line.width for line in lines), default=0.0), wide)
    box = _rule(left + (wide - length) / 2, 1.0, length)
    return _Strip(_BELOW_RULE + of.after, (box,), keep=keep)


def rule_length(of: Paragraph, words: float, wide: float) -> float:
    """Say how long the line below a paragraph is whose widest line is `words` points."""
    return min(words if of.rule >= 1 else words * of.rule, wide)


def _rule(x: float, y: float, length: float) -> Box:
    return Box(x, y, length, _RULE, _INK, (), 1.0)


def _side_by_side(of: Columns, frame: _Frame) -> _Strip:
    gap = 6.0
    left_wide = (frame.wide - gap) * of.share
    right_wide = frame.wide - gap - left_wide
    sides = (
        [strip for one in of.left for strip in _paragraph(one, frame, frame.left, left_wide)],
        [
            strip
            for one in of.right
            for strip in _paragraph(one, frame, frame.left + left_wide + gap, right_wide)
        ],
    )
    high = max((_height(side) for side in sides), default=0.0)
    return _Strip(high, tuple(box for side in sides for box in _stacked(side, 0.0)))


def _grid(of: Grid, frame: _Frame) -> Iterator[_Strip]:
    widths = [share / sum(of.widths) * frame.wide for share in of.widths]
    size = of.size or _TEXT
    heads: tuple[_Strip, ...] = ()
    if of.heads:
        cells = [Run(text, bold=True) for text in of.heads]
        head = _row(cells, widths, ("center",) * len(widths), replace(_HEAD, size=size), frame)
        heads = (replace(head, keep=True, before=4.0),)
    yield from heads
    aligns = (*of.aligns, *("left",) * (len(widths) - len(of.aligns)))
    for row in of.rows:
        cells = [one if isinstance(one, Run) else Run(one) for one in row]
        yield replace(_row(cells, widths, aligns, replace(_CELL, size=size), frame), heads=heads)


def _row(
    cells: Sequence[Run], widths: Sequence[float], aligns: Sequence[str], look: Style, frame: _Frame
) -> _Strip:
    boxes, x, high = [], frame.left, 0.0
    for run, width, align in zip(cells, widths, aligns, strict=True):
        style = look_of(run, look.size, marks=frame.marks)
        style = replace(style, border=True, across=align, fill=style.fill or look.fill, wrap=True)
        of = Paragraph((replace(run, size=look.size),))
        lines = tuple(line.text for line in lines_of(of, width - 2 * PADDING, look.size, frame.width_of))
        boxes.append(Box(x, 0.0, width, 0.0, style, lines, 1.0))
        high = max(high, len(lines) * look.size * LINE_HEIGHT + 2 * PADDING)
        x += width
    return _Strip(high, tuple(replace(box, height=high) for box in boxes))


# --- strips to pages -----------------------------------------------------------------------------


def _broken(strips: Sequence[_Strip], high: float) -> list[list[_Strip]]:
    """Fill pages from the top; what is kept with the next goes over with it, but never a whole page."""
    pages: list[list[_Strip]] = []
    page: list[_Strip] = []
    for strip in strips:
        if page and _height([*page, strip]) > high:
            moved = 0
            while moved < len(page) - 1 and page[-1 - moved].keep:
                moved += 1
            moved = 0 if moved == len(page) - 1 else moved
            rest = page[len(page) - moved :]
            pages.append(page[: len(page) - moved])
            first = rest[0] if rest else strip
            page = [*first.heads, *rest]
        page.append(strip)
    return [*pages, page] if page else pages


def _height(strips: Sequence[_Strip]) -> float:
    return sum(strip.height + (strip.before if place else 0.0) for place, strip in enumerate(strips))


def _stacked(strips: Sequence[_Strip], y: float) -> tuple[Box, ...]:
    boxes = list[Box]()
    for place, strip in enumerate(strips):
        y += strip.before if place else 0.0
        boxes += (replace(box, y=box.y + y) for box in strip.boxes)
        y += strip.height
    return tuple(boxes)


def _frame_words(frame: _Frame, number: int, foot: str) -> Iterator[Box]:
    """Put the page's number where the profile wants it, and the foot's words at the bottom left."""
    profile = frame.profile
    left, top, _, bottom = profile.margins
    high = A4[0] if frame.landscape else A4[1]
    if number > 1 or profile.number_on_first:
        size = profile.size("number_size")
        across = "center" if profile.number_on_top else "right"
        y = top / 2 if profile.number_on_top else high - bottom / 2
        style = Style("page_number", size=size, across=across, wrap=False)
        tall = size * LINE_HEIGHT
        yield Box(left - PADDING, y - tall / 2, frame.wide + 2 * PADDING, tall, style, (str(number),), 1.0)
    if foot:
        tall = _FOOT.size * LINE_HEIGHT
        yield Box(left - PADDING, high - bottom / 2 - tall / 2, frame.wide, tall, _FOOT, (foot,), 1.0)
