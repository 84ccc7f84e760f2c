"""The blocks a sheet is made of: a grid with a code row above it, a record, a few lines of text.

The codes in columns A and B and in each block's code row are the whole grammar of a package
(docs/package-format.md, "Codes"): A of the code row names the table, B says how it lies.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from exports.layout_sheet import FIRST, Cell, Pen, code_cell
from exports.layout_text import cut, is_long, lines_of, most_lines
from exports.layout_values import Written

WIDEST: Final = 175.0
"""A grid wider than this is written in bands, one under another; an A4 page across holds about 140."""
RECORD: Final = "record"
RECORDS: Final = "records"
ROWS: Final = "rows"
COLUMNS: Final = "columns"
CHILD: Final = "child"
UNITS: Final = "units"
PARTS: Final = "parts"
WORDS: Final = frozenset({RECORD, RECORDS, ROWS, COLUMNS, CHILD, UNITS, PARTS})
ENTRY: Final = "#"
"""In column B: a record of a list of records begins; its key stands in column A."""
NOTHING: Final = "(Không có)"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a grid. `code` "" is a column of labels, which is no data."""

    code: str
    heading: str
    width: float
    unit: str = ""
    group: str = ""
    outer: tuple[str, ...] = ()  # headings above the group, outermost first

    @property
    def path(self) -> tuple[str, ...]:
        """The headings above the column, outermost first."""
        return (*self.outer, self.group) if self.group else self.outer


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a grid: its codes, one cell a column, and a heading printed above it where it changes."""

    a: str
    b: str
    cells: tuple[Cell, ...]
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with a code row, a heading and one row a line."""

    title: str
    code: str
    word: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    note: str = ""

    def bands(self) -> list[list[int]]:
        """Group the columns into bands; each band repeats the label columns before the first coded one."""
        labels = [place for place, column in enumerate(self.columns) if not column.code]
        start = sum(self.columns[place].width for place in labels)
        bands, used = [list(labels)], start
        for place, column in enumerate(self.columns):
            if not column.code:
                continue
            if used + column.width > WIDEST and len(bands[-1]) > len(labels):
                bands.append(list(labels))
                used = start
            bands[-1].append(place)
            used += column.width
        return bands

    def wishes(self) -> Sequence[float]:
        """Give the widths of the widest band."""
        bands = self.bands()
        return [
            max(self.columns[band[place]].width for band in bands if place < len(band))
            for place in range(max(len(band) for band in bands))
        ]

    def write(self, pen: Pen) -> Sequence[str]:
        """Write the title and every band."""
        headings = []
        bands = self.bands()
        for number, band in enumerate(bands, start=1):
            more = f" (phần {number}/{len(bands)})" if len(bands) > 1 else ""
            if self.title:
                pen.spread(FIRST, pen.last, self.title + more, "title")
                pen.down()
            headings.append(self._write_band(pen, band))
            if number < len(bands):
                pen.down()
        if self.note:
            pen.spread(FIRST, pen.last, self.note, "note")
            pen.down()
        return headings

    def _write_band(self, pen: Pen, band: list[int]) -> str:
        top = pen.row
        columns = [self.columns[place] for place in band]
        last = FIRST + len(columns) - 1
        pen.put(1, self.code, "code")
        pen.put(2, self.word, "code")
        for place, column in enumerate(columns, start=FIRST):
            pen.put(place, column.code, "code_head")
        pen.down()
        _write_headings(pen, columns)
        repeated = f"{top}:{pen.row - 1}"
        heading = ""
        whole = band == list(range(len(self.columns)))
        for line in self.lines:
            if line.heading and line.heading != heading:
                pen.spread(FIRST, last, line.heading, "band")
                pen.down()
            heading = line.heading
            cells = line.cells if whole else [line.cells[index] for index in band]
            pen.row_of((code_cell(line.a), code_cell(line.b), *cells))
            pen.down(at_least=16.5)
        if not self.lines:
            pen.spread(FIRST, last, NOTHING, "note")
            pen.down()
        return repeated


def _write_headings(pen: Pen, columns: Sequence[Column]) -> None:
    """Write the headings of the columns below those of their groups."""
    depth = max(len(column.path) for column in columns)
    top = pen.row
    for level in range(depth):
        _write_groups(pen, columns, level, depth)
    for place, column in enumerate(columns, start=FIRST):
        unit = f"\n({column.unit})" if column.unit else ""
        pen.put(place, column.heading + unit, "heading")
        if depth > 1 and len(column.path) < depth:
            pen.raised(place, top + len(column.path))
    pen.down()


def _write_groups(pen: Pen, columns: Sequence[Column], level: int, depth: int) -> None:
    """Write one line of headings, each above the columns that share it and all that is above it."""
    place = 0
    while place < len(columns):
        path, end = columns[place].path[: level + 1], place
        while end + 1 < len(columns) and columns[end + 1].path[: level + 1] == path:
            end += 1
        if len(path) > level or depth == 1:
            pen.spread(FIRST + place, FIRST + end, path[level] if len(path) > level else "", "heading")
        else:
            for free in range(place, end + 1):
                pen.put(FIRST + free, "", "heading")
        place = end + 1
    pen.down()


@dataclass(frozen=True, slots=True)
class Answer:
    """One question of a record and what is answered. `wide`: text below its label, over the whole width."""

    code: str
    label: str
    cell: Cell
    wide: bool = False
    group: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One record: its key, the words above it, its answers."""

    key: str
    title: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """A single record, or a list of records one under another."""

    title: str
    code: str
    word: str
    entries: tuple[Entry, ...]
    label_width: float = 38.0
    value_widths: tuple[float, ...] = (14.0, 14.0, 14.0, 14.0)

    def wishes(self) -> Sequence[float]:
        """Give a column for the labels and several, spanned together, for the answers."""
        return [self.label_width, *self.value_widths]

    def write(self, pen: Pen) -> Sequence[str]:
        """Write the title, the code row and each record."""
        if self.title:
            pen.spread(FIRST, pen.last, self.title, "title")
            pen.down()
        pen.put(1, self.code, "code")
        pen.put(2, self.word, "code")
        pen.down(at_least=11.0)
        for entry in self.entries:
            if self.word == RECORDS:
                pen.put(1, entry.key, "code")
                pen.put(2, ENTRY, "code")
                pen.spread(FIRST, pen.last, entry.title, "heading")
                pen.down()
            group = ""
            for answer in entry.answers:
                if answer.group and answer.group != group:
                    pen.spread(FIRST, pen.last, answer.group, "band")
                    pen.down()
                group = answer.group
                _write_answer(pen, answer)
        if not self.entries:
            pen.spread(FIRST, pen.last, NOTHING, "note")
            pen.down()
        return ()


def _write_answer(pen: Pen, answer: Answer) -> None:
    written = answer.cell.written
    text = written.text or ""
    beside = sum(pen.widths[FIRST:])
    if not answer.wide and not is_long(text) and lines_of(text, beside) <= most_lines():
        pen.row_of((code_cell(answer.code), code_cell(""), Cell(Written(answer.label or None), "label")))
        pen.spread(FIRST + 1, pen.last, written, answer.cell.style)
        pen.down(at_least=16.5)
        return
    pen.spread(FIRST, pen.last, answer.label, "label_bold")
    pen.down()
    whole = sum(pen.widths[FIRST - 1 :])
    fits = not is_long(text) and lines_of(text, whole) <= most_lines()
    for part, piece in [("1", text)] if fits else cut(text, whole):
        pen.put(1, answer.code, "code")
        pen.put(2, part, "code")
        pen.spread(FIRST, pen.last, piece, answer.cell.style)
        pen.down(at_least=16.5)


@dataclass(frozen=True, slots=True)
class LongTexts:
    """The texts of a sheet's grids that are too long for their cells, one paragraph a row."""

    title: str
    texts: tuple[tuple[str, str, str], ...]  # address, label, text

    def wishes(self) -> Sequence[float]:
        """Give one column; the text spans the sheet."""
        return [40.0]

    def write(self, pen: Pen) -> Sequence[str]:
        """Write each text under its label."""
        pen.spread(FIRST, pen.last, self.title, "title")
        pen.down()
        pen.put(1, "texts", "code")
        pen.put(2, PARTS, "code")
        pen.down(at_least=11.0)
        for address, label, text in self.texts:
            pen.spread(FIRST, pen.last, label, "label_bold")
            pen.down()
            for part, piece in cut(text, sum(pen.widths[FIRST - 1 :])):
                pen.put(1, address, "code")
                pen.put(2, part, "code")
                pen.spread(FIRST, pen.last, piece, "long")
                pen.down(at_least=16.5)
        return ()


@dataclass(frozen=True, slots=True)
class Words:
    """Lines of words over the whole width."""

    lines: tuple[tuple[str, str], ...]  # text, style

    def wishes(self) -> Sequence[float]:
        """Take what is there."""
        return [1.0]

    def write(self, pen: Pen) -> Sequence[str]:
        """Write one line a row."""
        for text, style in self.lines:
            pen.spread(FIRST, pen.last, text, style)
            pen.down()
        return ()
