"""Bars of a consolidated table whose lines are no units: households by cause, works by kind and state.

counted(table) -> the columns that stand beside each other
bars(view, table, codes, year) -> the lines that have figures, of too many to be read the largest

What a table is laid out by decides: one thing gives a bar each, with a bar for each column; of two, where the
second has few values, these stand beside each other; of more, the first one is added up. A table by years and
something else shows one year of it. What levels entered themselves and adjustments count where their line is.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from forms.pack import Words
from forms.roll_up_view import ADJUSTED, OWN, TotalsColumn, TotalsRow, TotalsView
from forms.totals_tables import Column, TotalsTable

_MOST_COLUMNS, _MOST_BARS, _FEW = 3, 20, 4
_TWO = 2  # parts of a line
_UNIT, _YEAR = "unit", "year"
_RATIO = re.compile(r"\(?(\w+) div (\w+) \* 100")


@dataclass(frozen=True, slots=True)
class Bars:
    """Words of the lines; what stands beside each other in each, with its values."""

    lines: tuple[Words, ...]
    columns: tuple[tuple[Words, tuple[Decimal | None, ...]], ...]
    said: Words  # what is counted, where no legend says it


def of_a_year(table: TotalsTable) -> bool:
    """Tell whether a chart shows one year out of those that the table lays out."""
    return _YEAR in table.by and len(table.by) > 1


def counted(table: TotalsTable) -> tuple[str, ...]:
    """Name the columns of the bars; () for a table whose lines are units, or that counts nothing.

    How many there are comes first. Else the first column and those in the same unit; of these two sums alone,
    where a rate of the table is the one of the other (plan and spent). What may not be added is passed over
    where lines are added up, or other columns can be compared.
    """
    if table.kind != "grouped" or _UNIT in table.by:
        return ()
    inner = [part for part in table.by if part != _YEAR]
    plain = [one for one in table.columns if _is_count(one)]
    freely = [one for one in plain if not set(inner) & set(one.apart)]
    if len(inner) > 1:
        plain = freely
    elif freely and freely != plain and of_a_year(table):
        plain = freely  # of a table by years and things, what things have in common
    if not plain:
        return ()
    if plain[0].tally == "true()":  # how many there are; the columns after it part them again
        return (plain[0].code,)
    known = {one.code: one for one in plain}
    for column in table.columns:
        found = _RATIO.search(column.expression)
        some, whole = (known.get(code) for code in found.groups()) if found else (None, None)
        if some and whole and some.unit == whole.unit == plain[0].unit:
            return whole.code, some.code
    return tuple(one.code for one in plain if one.unit == plain[0].unit)[:_MOST_COLUMNS]


def _is_count(one: Column) -> bool:
    """Tell whether a column counts or sums something in a unit of its own."""
    told = one.unit.get("vi", "")
    return bool(told) and told != "%" and not one.names and not one.rank and not one.expression


def bars(view: TotalsView, table: TotalsTable, codes: Sequence[str], year: str = "") -> Bars:
    """Lay the bars out in the order of the table; `year`: that of a table that lays out several."""
    rows = [row for row in view.rows if not row.total and _is_of(row, table, year)]
    signed = [row for row in rows if row.block not in (OWN, ADJUSTED)]
    parts = [place for place, part in enumerate(table.by) if part != _YEAR or not of_a_year(table)]
    whole = len(parts) > 1  # a bar is a block, not a line
    named: dict[str, Words] = {}
    for row in signed:
        words = view.block_words(row.key[parts[0]]) if whole else row.label or {"vi": row.name}
        named.setdefault(row.key[parts[0]], words)
    beside = [
        _Beside(column.label, place, column)
        for code in codes
        for place, column in enumerate(view.columns)
        if column.code == code
    ]
    place = beside[0].place
    second = (
        {row.key[parts[1]]: row.label for row in signed if row.cells[place].value}
        if len(parts) == _TWO
        else {}
    )
    if 1 < len(second) <= _FEW:
        beside = [replace(beside[0], words=words, only=(parts[1], key)) for key, words in second.items()]
    sums = [one.summed(rows, parts[0], named) for one in beside]
    lines = [key for key in named if any(one.get(key) for one in sums)]
    if len(lines) > _MOST_BARS:
        largest = sorted(lines, key=lambda key: -sums[0].get(key, Decimal(0)))[:_MOST_BARS]
        lines = [key for key in lines if key in largest]
    return Bars(
        tuple(named[key] for key in lines),
        tuple(
            (one.words, tuple(found.get(key) for key in lines))
            for one, found in zip(beside, sums, strict=True)
        ),
        beside[0].column.label if len({one.place for one in beside}) == 1 else {},
    )


@dataclass(frozen=True, slots=True)
class _Beside:
    """What stands beside others in each bar: a column, where `only` of the lines of one value alone."""

    words: Words
    place: int
    column: TotalsColumn
    only: tuple[int, str] | None = None

    def summed(self, rows: Sequence[TotalsRow], part: int, named: Container[str]) -> dict[str, Decimal]:
        """Add lines up by their value of a part, in the unit they are shown in."""
        scale = self.column.field.scale if self.column.field else 1
        found: dict[str, Decimal] = {}
        for row in rows:
            value, key = row.cells[self.place].value, row.key[part]
            if not isinstance(value, int | Decimal) or key not in named:
                continue
            if self.only is None or row.key[self.only[0]] == self.only[1]:
                found[key] = found.get(key, Decimal(0)) + Decimal(value) / scale
        return found


def _is_of(row: TotalsRow, table: TotalsTable, year: str) -> bool:
    return not of_a_year(table) or row.key[table.by.index(_YEAR)] == year
