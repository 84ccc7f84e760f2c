"""Runs of several looks broken into lines, and lines placed between two margins."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from exports.paper_blocks import Across, Paragraph, Run
from exports.paper_pages import LINE_HEIGHT, PADDING, Box, WidthOf
from exports.styles import Style

CHANGED_FILL: Final = "FFE699"
"""Behind a figure that changed since; it is framed too, so that it does not depend on colour."""
_BASELINE: Final = 0.95
"""Of the letters' size: how far the line that they stand on lies below the upper edge of their box."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a word in one look."""

    text: str
    style: Style


_Word = tuple[_Piece, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line: words of pieces, its width in points, how far it is in, and whether it may be stretched."""

    words: tuple[_Word, ...]
    width: float
    indent: float
    full: bool
    size: float

    @property
    def text(self) -> str:
        """The line's words."""
        return " ".join("".join(piece.text for piece in word) for word in self.words)


def look_of(run: Run, body: float, *, marks: bool) -> Style:
    """Give the look of a run; a changed figure is marked where marks are wanted."""
    changed = run.changed and marks
    return Style(
        "run",
        size=run.size or body,
        bold=run.bold,
        italic=run.italic,
        fill=CHANGED_FILL if changed else "",
        border=changed,
        wrap=False,
    )


def lines_of(
    of: Paragraph, wide: float, body: float, width_of: WidthOf, *, marks: bool = False
) -> tuple[Line, ...]:
    """Break a paragraph into lines no wider than `wide` points; an empty one has one empty line."""
    empty = replace(look_of(of.runs[0], body, marks=marks), fill="") if of.runs else Style("run", size=body)
    lines: list[Line] = []
    for number, words in enumerate(_paragraphs(of, body, marks=marks)):
        indent = of.first_indent if number == 0 else 0.0
        lines += _fitted(list(_no_wider(words, wide, width_of)), wide, indent, width_of, empty.size)
    if of.leader and lines:
        lines[-1] = _led(lines[-1], wide, width_of, empty)
    return tuple(lines)


def placed(line: Line, align: Across, left: float, wide: float, width_of: WidthOf) -> tuple[Box, ...]:
    """Place a line's boxes from its own upper edge; justified, its spaces are stretched to the margin."""
    free = wide - line.indent - line.width
    gaps = len(line.words) - 1
    stretch = free / gaps if align == "justify" and line.full and gaps else 0.0
    x = left + line.indent + {"right": free, "center": free / 2}.get(align, 0.0)
    boxes = []
    for style, text in _segments(line):
        width = width_of(text, style) + stretch * text.count(" ")
        if text.strip():
            y = (line.size - style.size) * _BASELINE
            tall = style.size * LINE_HEIGHT
            boxes.append(Box(x - PADDING, y, width + 2 * PADDING, tall, style, (text,), 1.0, stretch=stretch))
        x += width
    return tuple(boxes)


def _segments(line: Line) -> Iterator[tuple[Style, str]]:
    """Join what follows in one look; a space between two looks has no frame."""
    flat = list[tuple[Style, str]]()
    for number, word in enumerate(line.words):
        if number and flat:
            before = flat[-1][0]
            inside = bool(word) and word[0].style == before
            flat.append((before if inside else replace(before, border=False, fill=""), " "))
        flat += ((piece.style, piece.text) for piece in word)
    for style, pieces in groupby(flat, key=lambda one: one[0]):
        yield style, "".join(text for _, text in pieces)


def _paragraphs(of: Paragraph, body: float, *, marks: bool) -> Iterator[list[_Word]]:
    """Split runs into words, and where they hold line ends into several lists of words."""
    words, word = list[_Word](), list[_Piece]()
    for run in of.runs:
        style = look_of(run, body, marks=marks)
        for number, text in enumerate(run.text.split("\n")):
            if number:
                yield [*words, tuple(word)]
                words, word = [], []
            for place, part in enumerate(text.split(" ")):
                if place:
                    words.append(tuple(word))
                    word = []
                if part:
                    word.append(_Piece(part, style))
    yield [*words, tuple(word)]


def _no_wider(words: list[_Word], wide: float, width_of: WidthOf) -> Iterator[_Word]:
    """Break a word that is wider than a line anywhere."""
    for word in words:
        if sum(width_of(piece.text, piece.style) for piece in word) <= wide:
            yield word
            continue
        letters, used = list[_Piece](), 0.0
        for letter in (_Piece(letter, piece.style) for piece in word for letter in piece.text):
            width = width_of(letter.text, letter.style)
            if letters and used + width > wide:
                yield _joined(letters)
                letters, used = [], 0.0
            letters.append(letter)
            used += width
        yield _joined(letters)


def _joined(letters: list[_Piece]) -> _Word:
    alike = groupby(letters, key=lambda one: one.style)
    return tuple(_Piece("".join(one.text for one in own), style) for style, own in alike)


def _fitted(words: list[_Word], wide: float, indent: float, width_of: WidthOf, size: float) -> Iterator[Line]:
    line, used, gap = list[_Word](), 0.0, width_of(" ", Style("run", size=size))
    for word in words:
        width = sum(width_of(piece.text, piece.style) for piece in word)
        if line and used + gap + width > wide - indent:
            yield _line(line, used, indent, size, full=True)
            line, used, indent = [], 0.0, 0.0
        used += width + (gap if line else 0.0)
        line.append(word)
        gap = width_of(" ", word[-1].style) if word else gap
    yield _line(line, used, indent, size, full=False)


def _line(words: list[_Word], width: float, indent: float, size: float, *, full: bool) -> Line:
    largest = max((piece.style.size for word in words for piece in word), default=size)
    return Line(tuple(words), width, indent, full, largest)


def _led(line: Line, wide: float, width_of: WidthOf, style: Style) -> Line:
    """Fill the rest of a line with dots, for writing by hand."""
    free = wide - line.indent - line.width - width_of(" ", style)
    dots = "." * max(int(free / width_of(".", style)), 0)
    width = line.width + width_of(f" {dots}", style)
    return replace(line, words=(*line.words, (_Piece(dots, style),)), width=width) if dots else line
