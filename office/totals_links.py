"""Figures of consolidated tables in the report of an office that others report to.

A place such as `TH-04.t18` or `TH-02[2018].c14` is the total line of a table of this office's level. What was
read is kept beside the entry until a package or an act changes what the tables say.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from db.acts import Acts
from forms.answers import Address
from forms.letters import fold
from forms.pack import Field
from forms.problems import Problem
from forms.roll_up import TotalsView
from forms.totals_tables import TotalsTable
from office.adding_up import tables, totals, years
from office.entry import Entry
from office.totals_figures import CONFERENCE, LANGUAGE, field_of, named

REPORT: Final = "report_totals"
"""The campaign's parameter with the figures that a report begins with; else those of a conference."""
_KINDS: Final = ("sum", "series")
"""Tables whose columns are known before anything is added up."""
_MOST: Final = 60


@dataclass(frozen=True, slots=True)
class TotalPlace:
    """A figure that can be put into a text: where it stands, and its words."""

    place: Address
    words: str


def is_total(entry: Entry, place: Address) -> bool:
    """Tell whether a place is a consolidated table's, at an office that others report to."""
    return _table(entry, place.table) is not None


def total(entry: Entry, place: Address) -> int | Decimal | None:
    """Give the total line's figure; None where it is not known, or gone from the table."""
    view = _view(entry, place)
    at = _column(view, place.field) if view is not None else None
    value = view.total[at].value if view is not None and at is not None else None
    return value if isinstance(value, int | Decimal) else None


def total_field(entry: Entry, place: Address) -> Field:
    """Say how a figure is written and in what unit; raise NO_SUCH_CELL."""
    view = _view(entry, place)
    at = _column(view, place.field) if view is not None else None
    if view is None or at is None:
        raise Problem("NO_SUCH_CELL", place=place)
    return field_of(view.columns[at], view.total[at])


def first_places(entry: Entry) -> tuple[TotalPlace, ...]:
    """Give the figures that a report begins with, those that are known."""
    desk = entry.desk
    if not desk.has_below:
        return ()
    found = []
    for name in named(desk, REPORT) or named(desk, CONFERENCE):
        table, _, code = name.partition(".")
        place = Address(table, (), code)
        if is_total(entry, place) and total(entry, place) is not None:
            found.append(TotalPlace(place, _words(entry, place)))
    return tuple(found)


def provisional(entry: Entry, places: tuple[TotalPlace, ...]) -> str:
    """Say how many units stand behind figures that are not whole yet, "" where all are."""
    views = (_view(entry, one.place) for one in places)
    view = next((one for one in views if one is not None and one.provisional), None)
    return view.notes[0].get(LANGUAGE, "") if view is not None and view.notes else ""


def find_totals(entry: Entry, text: str) -> tuple[TotalPlace, ...]:
    """Find figures by the words of their column and table, without marks; those of the last year first."""
    wanted = fold(text).split()
    if not wanted or not entry.desk.has_below:
        return ()
    found = []
    for place, words in _all(entry):
        told = fold(words)
        if all(word in told for word in wanted) and total(entry, place) is not None:
            found.append(TotalPlace(place, words))
        if len(found) == _MOST:
            break
    return tuple(found)


def _all(entry: Entry) -> Iterator[tuple[Address, str]]:
    for table in tables(entry.desk):
        if table.kind not in _KINDS:
            continue
        for year in reversed(years(entry.desk, table.id) or ("",)):
            for column in table.columns:
                label = column.label.get(LANGUAGE, column.code)
                words = " · ".join(part for part in (label, year, table.id) if part)
                yield Address(table.id, (year,) if year else (), column.code), words


def _words(entry: Entry, place: Address) -> str:
    label = total_field(entry, place).label.get(LANGUAGE, place.field)
    return " · ".join((label, *place.key, place.table))


def _table(entry: Entry, table: str) -> TotalsTable | None:
    if not entry.desk.has_below:
        return None
    return next((one for one in tables(entry.desk) if one.id == table), None)


def _column(view: TotalsView, code: str) -> int | None:
    return next((place for place, column in enumerate(view.columns) if column.code == code), None)


def _view(entry: Entry, place: Address) -> TotalsView | None:
    """Read a table once for as long as nothing was received or decided."""
    if _table(entry, place.table) is None:
        return None
    desk = entry.desk
    now = (desk.received.latest_moment(), Acts(desk.database).last())
    name = f"{place.table}|{'|'.join(place.key)}"
    kept = entry.read_totals.get(name)
    if kept is None or kept[0] != now:
        try:
            view = totals(desk, place.table, place.key[0] if place.key else None)
        except Problem:
            return None  # a year that the table has no more
        kept = entry.read_totals[name] = (now, view)
    return kept[1]
