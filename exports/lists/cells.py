"""What a list holds: contents of cells by row and column, blank rows left out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from forms.problems import Problem

MOST_ROWS: Final = 200_000
MOST_COLUMNS: Final = 400
_FIRST_DAY: Final = datetime(1899, 12, 30)  # noqa: DTZ001 - a day of a workbook has no zone
_FIRST_DAY_1904: Final = datetime(1904, 1, 1)  # noqa: DTZ001 - as above
_LAST_SERIAL: Final = 2_958_465  # 31/12/9999
_QUOTED: Final = re.compile(r'"[^"]*"|\\.|_.|\[[^\]]*\]')
_ZEROS: Final = re.compile(r"0{2,}\Z")
_WHOLE_BELOW: Final = 1e15


@dataclass(frozen=True, slots=True)
class Flaw:
    """A cell whose content is no value: an error such as `#REF!`, or a formula without a result."""

    text: str


Content = str | int | float | date | datetime | Flaw | None
"""A number as the workbook keeps it; one shown with leading zeros is the text that is shown."""


@dataclass(frozen=True, slots=True)
class ListRow:
    """A row that holds something: its number in the sheet, and its cells from column A on."""

    number: int
    cells: tuple[Content, ...]


@dataclass(frozen=True, slots=True)
class ListSheet:
    """One sheet; `merged` as (top, left, bottom, right), counted from 1. `encoding`: of a text file."""

    name: str
    rows: tuple[ListRow, ...]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    encoding: str = ""


def column_number(letters: str) -> int:
    """Count a column from its letters: A is 1."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def is_date_format(pattern: str) -> bool:
    """Tell whether a number format shows days, months or years."""
    plain = _QUOTED.sub("", pattern.partition(";")[0]).lower()
    return "general" not in plain and any(letter in plain for letter in "ymd")


def shown_number(number: float, pattern: str, *, since_1904: bool = False) -> Content:
    """Give a number cell's content: a day where its format shows days, its padded text, else the number."""
    if pattern and is_date_format(pattern):
        return day_of(number, since_1904=since_1904)
    whole = int(number) if abs(number) < _WHOLE_BELOW and number == int(number) else None
    if pattern and whole is not None and whole >= 0 and _ZEROS.match(pattern):
        return f"{whole:0{len(pattern)}d}"
    return number if whole is None else whole


def day_of(serial: float, *, since_1904: bool = False) -> Content:
    """Give the day, with its time if it has one, of a workbook's serial number."""
    if not 0 <= serial <= _LAST_SERIAL:
        return serial
    first = _FIRST_DAY_1904 if since_1904 else _FIRST_DAY
    # Excel has a 29/02/1900 that never was: days before it are one later than counted.
    moment = first + timedelta(days=serial + (1 if serial < 60 and not since_1904 else 0))
    return moment.date() if float(serial).is_integer() else moment


class Gathering:
    """The rows of one sheet as they are read."""

    def __init__(self, file: str, sheet: str) -> None:
        self._file = file
        self._sheet = sheet
        self.rows: list[ListRow] = []

    def add(self, number: int, cells: list[Content]) -> None:
        """Take a row unless it is blank; raise IMPORT_ROWS, IMPORT_COLUMNS for what no list is."""
        while cells and (cells[-1] is None or cells[-1] == ""):
            cells.pop()
        if not cells:
            return
        if len(cells) > MOST_COLUMNS:
            raise Problem("IMPORT_COLUMNS", file=self._file, sheet=self._sheet, limit=MOST_COLUMNS)
        if len(self.rows) >= MOST_ROWS:
            raise Problem("IMPORT_ROWS", file=self._file, sheet=self._sheet, limit=MOST_ROWS)
        self.rows.append(ListRow(number, tuple(None if one == "" else one for one in cells)))
