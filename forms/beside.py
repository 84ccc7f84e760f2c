"""What stands beside the figures that units reported: rows a level leads itself, and adjustments.

A report is never edited. What an office adds to it, or takes from it, stands in a line of its own below the
units and is counted in the total, as are the works and the money that a level manages itself. The sum of the
units' lines and of these lines is the total of every column that adds up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from forms.answers import Address, Key, Value
from forms.pack import Words
from forms.roll_up_figures import UnitFigures


@dataclass(frozen=True, slots=True)
class Beside:
    """One line below the units.

    `code`: as it stands in front ("H-617"); `unit`: the office whose own rows these are, or the unit whose
    figures are adjusted. `figures`: the own rows, or only what an adjustment adds to the cells it names.
    """

    code: str
    unit: str
    name: Words
    figures: UnitFigures
    own: bool


def rows_of(cells: Mapping[Address, Value]) -> dict[str, dict[Key, dict[str, Value]]]:
    """Lay single cells out as tables."""
    tables: dict[str, dict[Key, dict[str, Value]]] = {}
    for address, value in cells.items():
        tables.setdefault(address.table, {}).setdefault(address.key, {})[address.field] = value
    return tables


def with_added(figures: UnitFigures, added: UnitFigures) -> UnitFigures:
    """Give a unit's figures with what an adjustment adds; a blank counts as nothing."""
    values = {table: dict(rows) for table, rows in figures.values.items()}
    states = dict(figures.states)
    for table, rows in added.values.items():
        for key, row in rows.items():
            here = dict(values.setdefault(table, {}).get(key, {}))
            for name, more in row.items():
                here[name] = _sum(here.get(name), more)
                states.pop(Address(table, key, name), None)
            values[table][key] = here
    return UnitFigures(figures.unit, values, states)


def _sum(value: Value | None, more: Value) -> Value:
    """Add two figures; a text has nothing to be added to."""
    if isinstance(more, str) or isinstance(value, str):
        return more if value is None else value
    total = Decimal(0 if value is None else value) + Decimal(more)
    both_whole = isinstance(more, int) and (value is None or isinstance(value, int))
    return int(total) if both_whole else total


def counted(figures: Iterable[UnitFigures], beside: Iterable[Beside]) -> tuple[UnitFigures, ...]:
    """Give what a total adds up: the units' figures as adjusted, then the own rows of levels."""
    lines = tuple(beside)
    found = {one.unit: one for one in figures}
    for line in lines:
        if not line.own and line.unit in found:
            found[line.unit] = with_added(found[line.unit], line.figures)
    return (*found.values(), *(line.figures for line in lines if line.own))
