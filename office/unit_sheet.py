"""A unit's report as it was taken in, form by form, to be read by the office above and asked about.

    UnitReading(desk, unit)            the unit's figures, the package they came in, what differs from before
    tables_of(reading)                 the tables in which there is something
    sheet(reading, table) -> Sheet     heads, and cells with their addresses: rows down, or fields down

What was sent is shown as it was sent: nothing is worked out again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from db.received import KeptPackage, UnitFigures
from forms.answers import Address, Key
from forms.pack import Field, Form, Kind, Layout, Table, TableKind
from forms.problems import Problem
from office.asked_places import row_words, said, value_words
from office.desk import Desk
from office.resaved import compare

_ACROSS = (Layout.COLUMNS, Layout.RECORD)


@dataclass(frozen=True, slots=True)
class SheetCell:
    """One cell; `changed`: what stood there in the revision before, None where it is the same."""

    address: Address
    text: str
    number: bool = False
    changed: str | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table to be read: heads of its columns, heads of its lines, and the cells between them."""

    columns: tuple[str, ...]
    lines: tuple[str, ...]
    cells: tuple[tuple[SheetCell, ...], ...]


class UnitReading:
    """The figures of one unit below, as the package that counts brought them."""

    def __init__(self, desk: Desk, unit: str) -> None:
        """Read them; raise NOT_RECEIVED_FROM."""
        self.desk = desk
        self.unit = unit
        found = next(
            (one for one in reversed(desk.received.accepted(desk.campaign_id)) if unit in one.units), None
        )
        if found is None:
            known = desk.pack.units_by_code.get(unit)
            raise Problem("NOT_RECEIVED_FROM", unit=known.name if known else unit)
        self.package: KeptPackage = found.kept
        self.figures = desk.received.figures_of(found.kept.id)[unit]

    @cached_property
    def before(self) -> UnitFigures | None:
        """Give the unit's figures in the revision taken in before; None for the first one."""
        said = self.package.package
        older = [
            one
            for one in self.desk.received.packages(
                direction="received", unit=said.unit, campaign=said.campaign
            )
            if 0 < one.package.revision < said.revision
        ]
        for one in sorted(older, key=lambda one: one.package.revision, reverse=True):
            figures = self.desk.received.figures_of(one.id).get(self.unit)
            if figures is not None:
                return figures
        return None

    @cached_property
    def changes(self) -> dict[Address, str]:
        """Give the cells that differ from the revision before, each with what stood there."""
        if self.before is None:
            return {}
        return {
            place: value_words(self.desk, place, self.before)
            for place, _, _ in compare(self.before.tables, self.figures.tables)
        }

    def cell(self, address: Address, field: Field) -> SheetCell:
        """Give one cell as it is read."""
        text = value_words(self.desk, address, self.figures, whole=True)
        number = field.kind in (Kind.INTEGER, Kind.DECIMAL)
        return SheetCell(address, text, number, self.changes.get(address))


def tables_of(reading: UnitReading) -> Iterator[tuple[Form, Table]]:
    """Give the tables of the pack in which the unit has a value or a state."""
    stated = {place.table for place in reading.figures.states}
    for form in reading.desk.pack.forms:
        for table in form.tables:
            if reading.figures.tables.get(table.id) or table.id in stated:
                yield form, table


def sheet(reading: UnitReading, table: Table) -> Sheet:
    """Lay a table out to be read: fields go down where the form has them so, or where there is one record."""
    desk, figures = reading.desk, reading.figures
    fields = [one for one in table.fields if one.kind is not Kind.KEY and not one.hidden]
    keys = _keys(table, figures)
    field_heads = tuple(said(desk, one.label) for one in fields)
    row_heads = tuple(row_words(desk, table, key, figures) for key in keys)
    cells = [[reading.cell(Address(table.id, key, one.id), one) for one in fields] for key in keys]
    if table.kind is TableKind.SINGLE or table.layout in _ACROSS:
        turned = tuple(tuple(row[number] for row in cells) for number in range(len(fields)))
        return Sheet(row_heads, field_heads, turned)
    return Sheet(field_heads, row_heads, tuple(tuple(row) for row in cells))


def _keys(table: Table, figures: UnitFigures) -> list[Key]:
    """Give the keys of a table's rows: those of its list, or of the records that came, in their order."""
    if table.kind is TableKind.FIXED:
        return [row.key for row in table.rows]
    if table.kind is TableKind.SINGLE:
        return [()]
    there = {*figures.tables.get(table.id, {})}
    there |= {place.key for place in figures.states if place.table == table.id}
    return sorted(there, key=lambda key: [(len(part), part) for part in key])
