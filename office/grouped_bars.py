"""Bars of a consolidated table whose lines are no units: households by cause, communes by class.

counted(table) -> the columns that stand beside each other: the first one in a unit, and those in the same
bars(view, codes) -> the lines that have figures, the largest ones where there are too many to be read
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from forms.pack import Words
from forms.roll_up_view import ADJUSTED, OWN, TotalsRow, TotalsView
from forms.totals_tables import TotalsTable

_MOST_COLUMNS, _MOST_BARS = 3, 20
_UNITS = ("unit", "year")  # lines that other tables show better


def counted(table: TotalsTable) -> tuple[str, ...]:
    """Name the columns of the bars; () for a table that is no set of groups side by side."""
    if table.kind != "grouped" or len(table.by) != 1 or table.by[0] in _UNITS:
        return ()
    plain = [one for one in table.columns if not one.names and not one.rank]
    first = next((one for one in plain if one.unit.get("vi")), None)
    if first is None or first.unit.get("vi") == "%":
        return ()
    if first.tally == "true()":  # how many there are; the columns after it part them again
        return (first.code,)
    same = [one.code for one in plain if one.unit == first.unit and not one.expression]
    return tuple(same[:_MOST_COLUMNS])


def bars(
    view: TotalsView, codes: Sequence[str]
) -> tuple[tuple[Words, ...], tuple[tuple[Words, tuple[Decimal | None, ...]], ...]]:
    """Give the words of the lines, and each column's words with its values, in the order of the table."""
    places = [number for number, one in enumerate(view.columns) if one.code in codes]
    lines = [
        row
        for row in view.rows
        if not row.total and row.block not in (OWN, ADJUSTED) and any(_value(row, place) for place in places)
    ]
    if len(lines) > _MOST_BARS:
        largest = sorted(lines, key=lambda row: -(_value(row, places[0]) or Decimal(0)))[:_MOST_BARS]
        lines = [row for row in lines if row in largest]
    return (
        tuple(row.label or {"vi": row.name} for row in lines),
        tuple((view.columns[place].label, tuple(_value(row, place) for row in lines)) for place in places),
    )


def _value(row: TotalsRow, place: int) -> Decimal | None:
    value = row.cells[place].value
    return Decimal(value) if isinstance(value, int | Decimal) else None
