"""The lists a package carries beside its figures (`forms.report_lists`): one sheet, one grid a list.

A package has this sheet only where a list has a line, so that all others look as they always did.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from exports.layout_blocks import ROWS, Column, Grid, Line
from exports.layout_sheet import Block, Cell
from exports.layout_values import Written, check_text
from forms.report import normal_text
from forms.report_lists import KNOWN, Lists, ReportList, short
from forms.report_lists import Line as ListLine

_TEXT: Final = "text"


def tidy_lists(lists: Lists) -> Lists:
    """Bring lists into their one form: in order, NFC, without blanks.

    Raises `Problem("UNPRINTABLE")` and ValueError for what no list has room for (a mistake of the caller).
    """
    if unknown := lists.keys() - KNOWN.keys():
        raise ValueError(f"no list {min(unknown)} in this package")
    tidied = {
        name: tuple(_tidy(known, line) for line in lists.get(name, ())) for name, known in KNOWN.items()
    }
    return {name: lines for name, lines in tidied.items() if lines}


def list_blocks(lists: Lists) -> Iterator[Block]:
    """Give the blocks of the sheet, a grid a list."""
    for name, lines in lists.items():
        known = KNOWN[name]
        columns = tuple(Column(one.id, one.words, one.width) for one in known.columns)
        yield Grid(
            known.title,
            name,
            ROWS,
            columns,
            tuple(
                Line(str(number), "", tuple(_cell(line.get(column.id)) for column in known.columns))
                for number, line in enumerate(lines, start=1)
            ),
        )


def _tidy(known: ReportList, line: ListLine) -> ListLine:
    columns = [column.id for column in known.columns]
    if unknown := line.keys() - set(columns):
        raise ValueError(f"no column {known.id}.{min(unknown)} in this package")
    texts = {name: normal_text(line[name]) for name in columns if line.get(name)}
    if not texts or any(short(text) != text for text in texts.values()):
        raise ValueError(f"a line of {known.id} is blank or too long")
    for name, text in texts.items():
        check_text(text, f"{known.id}.{name}")
    return texts


def _cell(text: str | None) -> Cell:
    return Cell(Written(text), _TEXT)
