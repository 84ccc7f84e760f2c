"""What goes up from a level with units below it: one line a reporting unit of every field that adds up."""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterable, Mapping
from datetime import date

from forms.answers import Address, Document, Key, State, Value
from forms.pack import Pack, TableKind
from forms.report import HEADER_TABLE, OpenError, Report, SendReason, ToFollow
from forms.roll_up import UnitFigures
from forms.routed import routed_fields
from office.desk import Desk
from office.own_rows import leads, own_of
from office.routed import counted_apart, with_details


class Counted:
    """The figures that count at one moment, to be read whole or in part.

    What was taken in never changes afterwards; what counts may. What this office itself leads is as it stands
    entered when it is read.
    """

    def __init__(self, desk: Desk) -> None:
        """Note what counts now; nothing is read yet."""
        self._desk = desk
        self._apart = counted_apart(desk)
        self._reported: dict[str, int] = {}
        self._led: dict[str, int] = {}
        for unit, number in desk.received.counted(desk.campaign_id).items():
            (self._led if leads(desk.pack, unit) else self._reported)[unit] = number

    @property
    def units(self) -> Collection[str]:
        """Name the units below whose figures count."""
        return self._reported.keys()

    def figures(
        self, tables: frozenset[str] | None = None, units: Container[str] | None = None
    ) -> dict[str, UnitFigures]:
        """Give the figures of units as they were last taken in, with what came apart; of all tables or some.

        Of the tables named those they lie below must be named too (`with_parents`).
        """
        wanted = {unit: one for unit, one in self._reported.items() if units is None or unit in units}
        return with_details(self._desk, self._read(wanted, tables), self._apart, tables)

    def own(self) -> dict[str, UnitFigures]:
        """Give what levels lead themselves: offices below as taken in last, this one as it is entered."""
        ours = own_of(self._desk)
        return self._read(self._led) | ({self._desk.unit.code: ours} if ours is not None else {})

    def _read(
        self, numbers: Mapping[str, int], tables: frozenset[str] | None = None
    ) -> dict[str, UnitFigures]:
        found = self._desk.received.read(numbers, tables)
        return {unit: UnitFigures(unit, kept.tables, kept.states) for unit, kept in found.items()}


def with_parents(pack: Pack, tables: Iterable[str]) -> frozenset[str]:
    """Name tables with every table they lie below."""
    known = pack.tables_by_id
    found = {name for name in tables if name in known}
    waiting = list(found)
    while waiting:
        above = known[waiting.pop()].parent
        if above and above not in found:
            found.add(above)
            waiting.append(above)
    return frozenset(found)


def current_figures(desk: Desk) -> dict[str, UnitFigures]:
    """Return the figures of every unit below as they were last taken in, with what came apart.

    What the levels in between lead themselves is in `own_rows`; `office.blocks` puts all lines together.
    """
    return Counted(desk).figures()


def own_rows(desk: Desk) -> dict[str, UnitFigures]:
    """Return what levels lead themselves: offices below as taken in last, this one as it is entered."""
    return Counted(desk).own()


def open_below(desk: Desk) -> tuple[tuple[OpenError, ...], tuple[ToFollow, ...]]:
    """Give what the units below left open in the packages that hold now, keyed as upward packages are."""
    errors: list[OpenError] = []
    forms: list[ToFollow] = []
    for one in desk.received.accepted(desk.campaign_id):
        detail = one.kept.detail
        for told in detail.get("open_errors", ()):
            place = Address.parse(told["place"])
            if not _has(desk.pack, place):
                continue  # of an older version of the pack: the cell is no more
            keyed = Address(place.table, (told["unit"], *place.key), place.field)
            errors.append(
                OpenError(told["code"], keyed, told["sentence"], SendReason(told["reason"]), told["text"])
            )
        for told in detail.get("to_follow", ()):
            if all(form.id != told["form"] for form in desk.pack.forms):
                continue
            promised = date.fromisoformat(told["promised"])
            forms.append(
                ToFollow(told["form"], SendReason(told["reason"]), promised, told["text"], told["unit"])
            )
    errors.sort(key=lambda one: (one.place.key[0], one.code, str(one.place)))
    forms.sort(key=lambda one: (one.unit, one.form))
    return tuple(errors), tuple(forms)


def _has(pack: Pack, place: Address) -> bool:
    table = pack.tables_by_id.get(place.table)
    if table is None or all(field.id != place.field for field in table.fields):
        return False
    return table.kind is not TableKind.FIXED or any(row.key == place.key for row in table.rows)


def lines(
    pack: Pack, figures_in: Callable[[str], Mapping[str, UnitFigures]]
) -> tuple[dict[str, dict[Key, dict[str, Value]]], dict[Address, State]]:
    """Put the figures of many units into one set of tables, each row key led by the unit's code.

    `figures_in`: gives those of a table, asked for one after another. What the campaign has travel apart is
    left out.
    """
    tables: dict[str, dict[Key, dict[str, Value]]] = {}
    states: dict[Address, State] = {}
    apart = routed_fields(pack)
    for table in pack.tables_by_id.values():
        names = {field.id for field in table.carried_upward} - apart.get(table.id, frozenset())
        if not names:
            continue
        rows: dict[Key, dict[str, Value]] = {}
        figures = figures_in(table.id)
        for unit in sorted(figures):
            for key, values in figures[unit].values.get(table.id, {}).items():
                rows[unit, *key] = {name: value for name, value in values.items() if name in names}
            for address, state in figures[unit].states.items():
                if address.table == table.id and address.field in names:
                    states[Address(table.id, (unit, *address.key), address.field)] = state
        if rows:
            tables[table.id] = rows
    return tables, states


def figures_by_unit(report: Report) -> dict[str, UnitFigures]:
    """Take an upward report apart again: the figures of each unit, keyed as that unit keyed them."""
    values: dict[str, dict[str, dict[Key, dict[str, Value]]]] = {s.unit: {} for s in report.sources}
    states: dict[str, dict[Address, State]] = {source.unit: {} for source in report.sources}
    for table, rows in report.tables.items():
        if table == HEADER_TABLE:
            continue
        for key, row in rows.items():
            values.setdefault(key[0], {}).setdefault(table, {})[key[1:]] = dict(row)
    for address, state in report.states.items():
        own = Address(address.table, address.key[1:], address.field)
        states.setdefault(address.key[0], {})[own] = state
    return {unit: UnitFigures(unit, values[unit], states.get(unit, {})) for unit in values}


def typed_part(pack: Pack, figures: UnitFigures) -> Document:
    """Split received figures for checking: typed cells as answers, computed ones as stated values."""
    tables: dict[str, dict[Key, dict[str, Value]]] = {}
    stated: dict[Address, Value] = {}
    for table, rows in figures.values.items():
        known = {f.id: f for f in pack.tables_by_id[table].fields}
        for key, row in rows.items():
            typed = tables.setdefault(table, {}).setdefault(key, {})
            for name, value in row.items():
                if known[name].calculate is None:
                    typed[name] = value
                else:
                    stated[Address(table, key, name)] = value
    return Document(tables, dict(figures.states), stated)
