"""What consolidated tables are put together from: the units' figures, and the lines that stand beside them.

    gathered(desk) -> Gathered                 as everything counts at this moment
    Gathered.behind(table), Gathered.beside    what `forms.roll_up.totals` asks for

Figures are read by the tables of the forms as these are asked for, each once; where they become many, those
asked for longest ago are let go: a small PC does not hold all that a thousand communes reported.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from db.received import AcceptedPackage
from forms.answers import Address, Rows, State
from forms.roll_up import Beside, UnitFigures
from forms.roll_up_reads import tables_read
from forms.totals_tables import TotalsTable
from office.adjustments import Adjustment, adjusted, adjusted_units, waiting
from office.desk import Desk
from office.upward import Counted, with_parents

_MOST_ROWS = 100_000
"""Rows of forms that are held at once; about a hundred megabytes."""


@dataclass(slots=True)
class _Held:
    """One table of the forms, by unit."""

    rows: dict[str, Rows] = field(default_factory=dict)
    states: dict[str, dict[Address, State]] = field(default_factory=dict)
    many: int = 0


class Gathered:
    """The figures that count at one moment, and what stands beside them."""

    def __init__(self, desk: Desk, *, most_rows: int = _MOST_ROWS) -> None:
        """Note what counts now; nothing is read yet."""
        self._desk = desk
        self._counted = Counted(desk)
        self._most = most_rows
        self._held: dict[str, _Held] = {}  # what was asked for last stands last
        self._last: tuple[frozenset[str] | None, Mapping[str, UnitFigures]] = None, {}

    @property
    def units(self) -> Collection[str]:
        """Name the units below whose figures count."""
        return self._counted.units

    @cached_property
    def accepted(self) -> tuple[AcceptedPackage, ...]:
        """The packages that brought them."""
        return self._desk.received.accepted(self._desk.campaign_id)

    @cached_property
    def own(self) -> Mapping[str, UnitFigures]:
        """What levels lead themselves, by their own code."""
        return self._counted.own()

    @cached_property
    def beside(self) -> Beside:
        """What stands beside the units: rows that levels lead themselves, and adjustments."""
        pack = self._desk.pack
        prefix = {level.code: level.prefix for level in pack.levels}
        prefixes = {code: prefix[pack.units_by_code[code].level] for code in self.own}
        return Beside(self.own, adjusted(self._desk, self.moved), prefixes)

    @cached_property
    def waiting(self) -> tuple[Adjustment, ...]:
        """Adjustments that stand beside no figure any more: their unit has sent another one."""
        return waiting(self._desk, self.moved)

    @cached_property
    def moved(self) -> Mapping[str, UnitFigures]:
        """What the units reported of which adjustments say something."""
        return self._counted.figures(units=adjusted_units(self._desk))

    def behind(self, table: TotalsTable) -> Mapping[str, UnitFigures]:
        """Give the units' figures as far as a consolidated table is made of them."""
        return self.figures(tables_read(self._desk.form_set, table))

    def figures(self, tables: Iterable[str]) -> Mapping[str, UnitFigures]:
        """Give the figures of every unit in some tables of the forms."""
        wanted = with_parents(self._desk.pack, tables)
        if wanted != self._last[0]:
            self._last = wanted, self._put_together(wanted)
        return self._last[1]

    def in_table(self, table: str) -> Mapping[str, UnitFigures]:
        """Give what everybody says in a table of the forms: the units, and who leads rows above them."""
        return {**self.figures([table]), **self.own}

    def _put_together(self, wanted: frozenset[str]) -> Mapping[str, UnitFigures]:
        self._read(wanted - self._held.keys())
        held = {name: self._held.pop(name) for name in sorted(wanted)}
        self._held |= held
        while sum(one.many for one in self._held.values()) > self._most and len(self._held) > len(held):
            del self._held[next(iter(self._held))]
        return {
            unit: UnitFigures(
                unit,
                {name: one.rows[unit] for name, one in held.items() if unit in one.rows},
                {place: state for one in held.values() for place, state in one.states.get(unit, {}).items()},
            )
            for unit in self.units
        }

    def _read(self, tables: frozenset[str]) -> None:
        if not tables:
            return
        self._held |= {name: _Held() for name in tables}
        for unit, one in self._counted.figures(tables).items():
            for name, rows in one.values.items():
                here = self._held[name]
                here.rows[unit] = rows
                here.many += len(rows)
            for place, state in one.states.items():
                self._held[place.table].states.setdefault(unit, {})[place] = state


def gathered(desk: Desk) -> Gathered:
    """Note what counts now, for all tables that are put together one after another."""
    return Gathered(desk)
