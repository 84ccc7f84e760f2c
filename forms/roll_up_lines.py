"""What each line of a consolidated table is made of: the units in it, the columns, one cell after another."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
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
    """Reporting units that share a line: how many there should be, and the figures of those that sent."""

    units: tuple[Unit, ...]
    figures: tuple[UnitFigures, ...]


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
    return shown, lambda group: _line(form_set, table, shown, addresses, group)


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


def _line(
    form_set: FormSet,
    table: TotalsTable,
    shown: Sequence[TotalsColumn],
    addresses: Mapping[str, Address],
    group: Group,
) -> tuple[Cell, ...]:
    cells: dict[str, Cell] = {}
    for column, look in zip(table.columns, shown, strict=True):
        if column.field:
            address = addresses[column.code]
            cell = add_up(form_set, address, group.figures, len(group.units))
            if column.unsplit:
                said_at = Address(address.table, address.key, column.unsplit)
                cell = replace(cell, unsplit=count_unsplit(form_set, said_at, group.figures))
            cells[column.code] = cell
        elif column.rank:
            cells[column.code] = Cell(None, len(group.units), len(group.units))  # known when all lines are
        else:
            cells[column.code] = _expressed(form_set, column, look, cells, addresses, group)
    return tuple(cells[column.code] for column in table.columns)


def _expressed(
    form_set: FormSet,
    column: Column,
    look: TotalsColumn,
    cells: Mapping[str, Cell],
    addresses: Mapping[str, Address],
    group: Group,
) -> Cell:
    """Work a column out from those before it; a quotient only over units of which both parts are known."""
    read, divides = columns_read(column.expression)
    used = [code for code in read if code in cells]
    values: dict[str, Value | None] = {code: cell.value for code, cell in cells.items()}
    known = min((cells[code].known for code in used), default=len(group.figures))
    parts = [addresses[code] for code in used if code in addresses]
    if divides and parts:
        both = [unit for unit in group.figures if all(is_known(form_set, unit, part) for part in parts)]
        known = len(both)
        if len(both) < len(group.figures):
            values.update(
                {code: add_up(form_set, addresses[code], both).value for code in used if code in addresses}
            )
    value = Expression(column.expression, values).run(look.decimals)
    return Cell(value, known if value is not None else 0, len(group.units))


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
