"""What each line of a consolidated table is made of: the units in it, the columns, one cell after another."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from forms.answers import Address, Value
from forms.engine import FormSet
from forms.pack import Roll, Table, Unit
from forms.problems import Problem
from forms.roll_up_columns import Expression, columns_read
from forms.roll_up_figures import Cell, UnitFigures, add_up, as_number, count_unsplit, is_known
from forms.roll_up_view import TotalsColumn
from forms.totals_tables import Column, TotalsTable
from forms.xpath.values import half_up_decimal


@dataclass(frozen=True, slots=True)
class Group:
    """Reporting units that share a line: how many there should be, and the figures of those that sent.

    `own`: what the office whose line it is entered itself, for columns that show that alone.
    """

    units: tuple[Unit, ...]
    figures: tuple[UnitFigures, ...]
    own: UnitFigures | None = None


Reckon = Callable[[Group], tuple[Cell, ...]]


def columns_of(
    form_set: FormSet, table: TotalsTable, source: Table, year: str
) -> tuple[tuple[TotalsColumn, ...], Reckon]:
    """Give the columns of a table of kind sum, series, matrix or list, and what fills a line of them."""
    if table.kind == "matrix":
        return _matrix(form_set, table, source, year)
    shown = tuple(shown_column(form_set, column, source) for column in table.columns)
    if table.kind == "list":
        return shown, lambda group: tuple(
            _list_total(form_set, column, source, group) for column in table.columns
        )
    addresses = {
        column.code: address_of(form_set, table, source, column, {"year": year})
        for column in table.columns
        if column.field
    }
    shown = tuple(replace(one, address=addresses.get(one.code)) for one in shown)
    line = _Line(form_set, table, shown, addresses, _reading(table))
    return shown, lambda group: tuple(line.fill(group).values())


def _list_total(form_set: FormSet, column: Column, source: Table, group: Group) -> Cell:
    address = Address(source.id, (), column.field)
    if not column.field or "." in column.field or form_set.field(address).rollup is not Roll.SUM:
        return Cell(None, 0, len(group.units))
    return add_up(form_set, address, group.figures, len(group.units))


def shown_column(form_set: FormSet, column: Column, source: Table) -> TotalsColumn:
    """Give a column as it is shown: its own words and decimals, else those of its field."""
    pack = form_set.pack
    named = column.field or column.code
    table, _, name = named.rpartition(".")
    fields = {item.id: item for item in pack.tables_by_id[table or source.id].fields}
    item = None if column.tally else fields.get(name)
    of_list = item.list if item is not None else None
    if of_list is None and column.code in pack.lists:
        of_list = column.code
    return TotalsColumn(
        column.code,
        column.label or (item.label if item else {}),
        column.decimals or (item.decimals if item and column.field else 0),
        column.unit or (item.unit if item else {}),
        item if column.field else None,
        of_list,
    )


def address_of(
    form_set: FormSet, table: TotalsTable, source: Table, column: Column, axes: Mapping[str, str]
) -> Address:
    """Find the cell a column shows: its table's axes filled from the line, the year and the table's filter.

    Raises `Problem("NO_SUCH_CELL")` where an axis stays open.
    """
    other, _, name = column.field.rpartition(".")
    place = form_set.pack.tables_by_id.get(other or source.id)
    if place is None:
        raise Problem("NO_SUCH_CELL", place=column.field)
    known = {**table.filter, **axes}
    if column.year:
        known["year"] = column.year
    if any(axis not in known for axis in place.axes):
        raise Problem("NO_SUCH_CELL", place=column.field)
    address = Address(place.id, tuple(known[axis] for axis in place.axes), name)
    form_set.field(address)
    return address


@dataclass(frozen=True, slots=True)
class _Line:
    """Fills the lines of a table whose columns are figures of units and expressions over them."""

    form_set: FormSet
    table: TotalsTable
    shown: Sequence[TotalsColumn]
    addresses: Mapping[str, Address]
    made_of: Mapping[str, tuple[frozenset[str], bool]]  # `_reading`

    def fill(self, group: Group, wanted: Container[str] | None = None) -> dict[str, Cell]:
        """Fill a line; `wanted`: these columns alone."""
        cells: dict[str, Cell] = {}
        units = len(group.units)
        for column, look in zip(self.table.columns, self.shown, strict=True):
            if wanted is not None and column.code not in wanted:
                continue
            if column.own:
                cells[column.code] = self._own(column, group)
            elif column.weight:
                cells[column.code] = self._weighed(column, look, group)
            elif column.field:
                address = self.addresses[column.code]
                cell = add_up(self.form_set, address, group.figures, units)
                if column.unsplit:
                    said_at = Address(address.table, address.key, column.unsplit)
                    cell = replace(cell, unsplit=count_unsplit(self.form_set, said_at, group.figures))
                cells[column.code] = cell
            elif column.rank:
                cells[column.code] = Cell(None, units, units)  # known when all lines are
            else:
                cells[column.code] = self._expressed(column, look, cells, group)
        return cells

    def _own(self, column: Column, group: Group) -> Cell:
        """Give what the office of the line says of itself; there is nothing it could be known of in part."""
        units = len(group.units)
        if group.own is None:
            return Cell(None, units, units)
        return Cell(add_up(self.form_set, self.addresses[column.code], (group.own,)).value, units, units)

    def _weighed(self, column: Column, look: TotalsColumn, group: Group) -> Cell:
        """Put a rate that units state together by the counts it is a rate of, never as a mean of rates.

        Plans of 20 % of 500 households and 12.5 % of 300 are 137.5 of 800: 17.19 %. A unit that lacks the
        rate or the count is in neither sum.
        """
        some, whole, known = Decimal(0), Decimal(0), 0
        rated, counted = self.addresses[column.code], self.addresses[column.weight]
        for one in group.figures:
            rate, count = (add_up(self.form_set, place, (one,)).value for place in (rated, counted))
            if rate is not None and count is not None:
                some += Decimal(as_number(rate)) * Decimal(as_number(count))
                whole += Decimal(as_number(count))
                known += 1
        value = half_up_decimal(some / whole, look.decimals) if whole else None
        return Cell(value, known, len(group.units))

    def _expressed(self, column: Column, look: TotalsColumn, cells: Mapping[str, Cell], group: Group) -> Cell:
        """Work a column out from those before it; a quotient, over units that know all of it."""
        read, _ = columns_read(column.expression)
        known = min((cells[code].known for code in read if code in cells), default=len(group.figures))
        values: dict[str, Value | None] = {code: cell.value for code, cell in cells.items()}
        made, divides = self.made_of[column.code]
        parts = [code for code in made if code in self.addresses]
        if divides and any(cells[code].known < len(group.figures) for code in parts):
            places = [self.addresses[code] for code in parts]
            both = [unit for unit in group.figures if all(self._knows(unit, place) for place in places)]
            known = len(both)
            if known < len(group.figures):
                inside = self.fill(replace(group, figures=tuple(both)), made)
                values.update({code: cell.value for code, cell in inside.items()})
        value = Expression(column.expression, values).run(look.decimals)
        return Cell(value, known if value is not None else 0, len(group.units))

    def _knows(self, unit: UnitFigures, place: Address) -> bool:
        return is_known(self.form_set, unit, place)


def _reading(table: TotalsTable) -> Mapping[str, tuple[frozenset[str], bool]]:
    """Name the columns that each one is made of, through other ones, and say whether any of them divides.

    What an office says of itself is none of the units' matter.
    """
    found: dict[str, tuple[frozenset[str], bool]] = {}
    alone = {column.code for column in table.columns if column.own}
    for column in table.columns:
        read, divides = columns_read(column.expression) if column.expression else ((), False)
        made = {column.weight} if column.weight else set()
        for code in read:
            if code in found and code not in alone:
                inside, divided = found[code]
                made |= {code, *inside}
                divides = divides or divided
        found[column.code] = frozenset(made), divides or bool(column.weight)
    return found


def _matrix(
    form_set: FormSet, table: TotalsTable, source: Table, year: str
) -> tuple[tuple[TotalsColumn, ...], Reckon]:
    """Lay the source's rows side by side: numbers first, then the same as percentages of `percent_of`."""
    known = {**table.filter, "year": year}
    rows = [
        row
        for row in source.rows
        if all(known[axis] == part for axis, part in zip(source.axes, row.key, strict=True) if axis in known)
    ]
    free = [place for place, axis in enumerate(source.axes) if axis not in known]
    spread = [column for column in table.columns if column.field != table.percent_of]
    whole = [column for column in table.columns if column.field == table.percent_of]
    columns: list[TotalsColumn] = []
    parts: list[tuple[Address, Address | None]] = []
    for column in whole:
        first = Address(source.id, rows[0].key, column.field)
        columns.append(replace(shown_column(form_set, column, source), address=first))
        parts.append((first, None))
    for percent in (False, True) if table.percent_of else (False,):
        for row in rows:
            name = "_".join(row.key[place] for place in free)
            for column in spread:
                code = name if len(spread) == 1 else f"{name}_{column.code}"
                look = shown_column(form_set, column, source)
                label = row.label
                if len(spread) > 1:  # else every column of a row would have the row's name alone
                    label = {lang: f"{text}: {look.label.get(lang, '')}" for lang, text in label.items()}
                address = Address(source.id, row.key, column.field)
                columns.append(
                    TotalsColumn(f"{code}_pct", label, 2, {"vi": "%", "en": "%"})
                    if percent
                    else TotalsColumn(code, label, look.decimals, look.unit, look.field, address=address)
                )
                of = Address(source.id, row.key, table.percent_of) if percent else None
                parts.append((address, of))

    def reckon(group: Group) -> tuple[Cell, ...]:
        return tuple(
            add_up(form_set, part, group.figures, len(group.units))
            if of is None
            else _percentage(form_set, part, of, group)
            for part, of in parts
        )

    return tuple(columns), reckon


def _percentage(form_set: FormSet, part: Address, of: Address, group: Group) -> Cell:
    both = [u for u in group.figures if is_known(form_set, u, part) and is_known(form_set, u, of)]
    upper, lower = add_up(form_set, part, both).value, add_up(form_set, of, both).value
    if upper is None or not lower:
        return Cell(None, len(both), len(group.units))
    rate = Decimal(as_number(upper)) * 100 / Decimal(as_number(lower))
    return Cell(half_up_decimal(rate, 2), len(both), len(group.units))
