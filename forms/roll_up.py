"""Consolidated tables: one line a unit directly below, in an urban and a rural block, with their totals.

Domain.md section 13. A district has a line in both blocks where it has both kinds of communes. Every
table says how many units have sent ("n/N"); while some are missing it is provisional (*tạm tính*).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as filled
from decimal import Decimal

from forms.answers import Address, Key, Value
from forms.beside import Beside, counted
from forms.engine import FormSet
from forms.pack import Column, Field, Pack, Roll, Table, TotalsTable, Unit, Words
from forms.problems import Problem
from forms.roll_up_columns import Expression, columns_read
from forms.roll_up_figures import (
    Cell,
    UnitFigures,
    add_up,
    as_number,
    count_unsplit,
    distribution,
    is_known,
)
from forms.xpath.values import half_up_decimal

__all__ = [
    "Cell",
    "Subtotal",
    "TotalsColumn",
    "TotalsRow",
    "TotalsView",
    "UnitFigures",
    "add_up",
    "distribution",
    "is_known",
    "totals",
]

BLOCKS = ("urban", "rural", "")
"""The order of the blocks: I urban, II rural, then units that are neither, such as agencies."""


@dataclass(frozen=True, slots=True)
class TotalsColumn:
    """A column: `field` is the field it shows, None for an expression or a percentage."""

    code: str
    label: Words
    decimals: int = 0
    unit: Words = filled(default_factory=dict)
    field: Field | None = None
    list: str | None = None  # the list whose labels stand for the column's codes


@dataclass(frozen=True, slots=True)
class TotalsRow:
    """A unit's line; in a list one record, `key` being the record's key in the unit's own report."""

    unit: str
    name: str
    block: str  # "urban", "rural" or ""
    cells: tuple[Cell, ...]
    key: Key = ()


@dataclass(frozen=True, slots=True)
class Subtotal:
    """The total of a block."""

    block: str
    cells: tuple[Cell, ...]
    units_in: int
    units_all: int


@dataclass(frozen=True, slots=True)
class TotalsView:
    """A consolidated table, ready for a screen or a sheet.

    `rows` are in blocks, so that a district with wards and communes has a line in both; `whole_rows`
    have one line a unit. `units_in` of `units_all` reporting units have sent; while some are `missing`
    the table is provisional.
    """

    table: str
    title: Words
    year: str
    columns: tuple[TotalsColumn, ...]
    rows: tuple[TotalsRow, ...]
    whole_rows: tuple[TotalsRow, ...]
    subtotals: tuple[Subtotal, ...]
    total: tuple[Cell, ...]
    units_in: int
    units_all: int
    missing: tuple[str, ...]
    notes: tuple[Words, ...] = ()
    unsure: tuple[str, ...] = ()  # units that sent with errors still open, or forms to follow
    beside: tuple[TotalsRow, ...] = ()  # below the units: own rows of levels, adjustments; in the total only

    @property
    def provisional(self) -> bool:
        """Units are missing, or sent figures that they do not stand by yet: the total is *tạm tính*."""
        return bool(self.missing or self.unsure)


@dataclass(frozen=True, slots=True)
class _Group:
    """Reporting units that share a line: how many there should be, and the figures of those that sent."""

    units: tuple[Unit, ...]
    figures: tuple[UnitFigures, ...]


_Reckon = Callable[[_Group], tuple[Cell, ...]]


def totals(
    form_set: FormSet,
    unit: str,
    table: TotalsTable,
    figures: Mapping[str, UnitFigures],
    year: str | None = None,
    beside: Sequence[Beside] = (),
) -> TotalsView:
    """Put together a consolidated table of kind sum, series, matrix or list for the office `unit`.

    `figures`: by reporting unit at any depth below. `year`: for a table of one year, else the
    campaign's last. `beside`: what stands below the units' lines and is counted in the total. Raises
    `Problem("TOTALS_KIND")` for a kind that is not put together from figures (the tracker) and
    `Problem("TOTALS_YEAR")` for a year the source has not.
    """
    pack = form_set.pack
    source = pack.tables_by_id.get(table.source)
    if source is None or table.kind not in ("sum", "series", "matrix", "list"):
        raise Problem("TOTALS_KIND", table=table.id, kind=table.kind)
    chosen = _year(pack, source, table, year)
    columns, reckon = _columns(form_set, table, source, chosen)
    reporting = _reporting(pack, unit, source, figures)
    lines = _lines(pack, unit, reporting)
    all_units = [one for ones in lines.values() for one in ones]

    def group(units: Iterable[Unit]) -> _Group:
        ones = tuple(units)
        return _Group(ones, tuple(figures[one.code] for one in ones if one.code in figures))

    blocks = [block for block in BLOCKS if any(one.area == block for one in all_units)]
    blocked: list[TotalsRow] = []
    whole: list[TotalsRow] = []
    for block in blocks:
        for code, units in lines.items():
            inside = [one for one in units if one.area == block]
            if inside:
                blocked.extend(_rows(form_set, table, columns, reckon, code, block, group(inside)))
    for code, units in lines.items():
        areas = {one.area for one in units}
        block = areas.pop() if len(areas) == 1 else ""
        whole.extend(_rows(form_set, table, columns, reckon, code, block, group(units)))
    missing = tuple(sorted(one.code for one in all_units if one.code not in figures))
    there = [line for line in beside if line.own or line.unit in figures]
    shown, below = _beside(form_set, table, columns, reckon, there)
    return TotalsView(
        table.id,
        table.title,
        chosen,
        columns,
        tuple(blocked),
        tuple(whole),
        tuple(
            _subtotal(block, reckon, group(one for one in all_units if one.area == block)) for block in blocks
        ),
        _total(reckon, group(all_units), shown),
        len(all_units) - len(missing),
        len(all_units),
        missing,
        _notes(pack, len(all_units) - len(missing), len(all_units)),
        beside=below,
    )


def _total(reckon: _Reckon, units: _Group, beside: Sequence[Beside]) -> tuple[Cell, ...]:
    """Add up all there is; of how many units a figure is known is a matter of the units alone.

    A level leads rows of its own only where it has something to say, so that a blank there lacks nothing.
    """
    alone = reckon(units)
    if not beside:
        return alone
    both = reckon(_Group(units.units, counted(units.figures, beside)))
    return tuple(replace(cell, value=whole.value) for cell, whole in zip(alone, both, strict=True))


def _beside(
    form_set: FormSet,
    table: TotalsTable,
    columns: Sequence[TotalsColumn],
    reckon: _Reckon,
    beside: Sequence[Beside],
) -> tuple[tuple[Beside, ...], tuple[TotalsRow, ...]]:
    """Give the lines that have anything in this table, as they count and as they are shown.

    What an adjustment adds is shown in the columns that add up only: a rate of a difference says nothing.
    """
    pack = form_set.pack
    counting: list[Beside] = []
    rows: list[TotalsRow] = []
    for line in beside:
        unit = pack.units_by_code[line.unit]
        name = line.name.get("vi", unit.name)
        group = _Group((unit,), (line.figures,))
        if line.own and table.kind == "list":
            found = [
                replace(row, unit=line.code, name=name)
                for row in _rows(form_set, table, columns, reckon, line.unit, "", group)
            ]
        else:
            cells = reckon(group)
            if not line.own:
                cells = tuple(
                    cell if adds_up(column) and cell.value else Cell(None, 0, 1)
                    for cell, column in zip(cells, columns, strict=True)
                )
            found = [TotalsRow(line.code, name, "", cells)]
        if any(cell.value is not None and cell.known for row in found for cell in row.cells):
            counting.append(line)
            rows.extend(found)
    return tuple(counting), tuple(rows)


def adds_up(column: TotalsColumn) -> bool:
    """Tell whether a column's lines add up to its total."""
    return column.field is not None and column.field.rollup in (Roll.SUM, Roll.COUNT)


def _subtotal(block: str, reckon: _Reckon, group: _Group) -> Subtotal:
    return Subtotal(block, reckon(group), len(group.figures), len(group.units))


def _notes(pack: Pack, units_in: int, units_all: int) -> tuple[Words, ...]:
    counted: Words = {
        "vi": f"{units_in}/{units_all} đơn vị đã có số liệu"
        + (" (tạm tính)" if units_in < units_all else ""),
        "en": f"figures of {units_in} of {units_all} units"
        + (" (provisional)" if units_in < units_all else ""),
    }
    marked = {
        name.rpartition(".")[2]: text for name, text in pack.notes.items() if name.startswith("totals.")
    }
    return (counted, marked) if marked else (counted,)


def _year(pack: Pack, source: Table, table: TotalsTable, year: str | None) -> str:
    if table.kind not in ("sum", "matrix"):
        return ""
    chosen = year or (pack.campaign.last_year if pack.campaign else "")
    if "year" in source.axes:
        years = {row.key[source.axes.index("year")] for row in source.rows}
        if chosen not in years:
            raise Problem("TOTALS_YEAR", table=table.id, year=chosen, years=", ".join(sorted(years)))
    return chosen


def _reporting(pack: Pack, unit: str, source: Table, figures: Mapping[str, UnitFigures]) -> tuple[Unit, ...]:
    """Name the units that should report this table, and any other below that did."""
    expected = {
        one.code: one
        for one in pack.reporting_units(unit)
        if any(form.id == source.form for form in pack.forms_for(one))
    }
    for code in figures:
        if code not in expected and code in pack.units_by_code and source.id in figures[code].values:
            expected[code] = pack.units_by_code[code]
    return tuple(expected[code] for code in sorted(expected))


def _lines(pack: Pack, unit: str, reporting: Iterable[Unit]) -> dict[str, list[Unit]]:
    """Sort the reporting units to the units directly below `unit`; one that is not below is left out."""
    lines: dict[str, list[Unit]] = {}
    for one in reporting:
        at: Unit | None = one
        while at is not None and at.parent != unit:
            at = pack.units_by_code.get(at.parent)
        if at is not None:
            lines.setdefault(at.code, []).append(one)
    return dict(sorted(lines.items()))


def _rows(
    form_set: FormSet,
    table: TotalsTable,
    columns: Sequence[TotalsColumn],
    reckon: _Reckon,
    code: str,
    block: str,
    group: _Group,
) -> Iterable[TotalsRow]:
    pack = form_set.pack
    if table.kind != "list":
        yield TotalsRow(code, pack.units_by_code[code].name, block, reckon(group))
        return
    source = pack.tables_by_id[table.source]
    for unit in group.figures:
        name = pack.units_by_code[unit.unit].name
        for key in sorted(unit.values.get(source.id, {}), key=_record_order):
            yield TotalsRow(unit.unit, name, block, _record(table, source, columns, unit, key), key)


def _record_order(key: Key) -> tuple[tuple[int, str], ...]:
    return tuple((int(part), "") if part.isdecimal() else (0, part) for part in key)


def _record(
    table: TotalsTable, source: Table, columns: Sequence[TotalsColumn], unit: UnitFigures, key: Key
) -> tuple[Cell, ...]:
    values: dict[str, Value | None] = {item.id: None for item in source.fields}
    values.update(unit.values[source.id][key])
    cells = []
    for column, shown in zip(table.columns, columns, strict=True):
        if column.expression:
            value = Expression(column.expression, values).run(shown.decimals)
        else:
            value = values.get(column.field)
        values[column.code] = value
        cells.append(Cell(value, int(value is not None), 1))
    return tuple(cells)


# -- columns --------------------------------------------------------------------------------------------


def _columns(
    form_set: FormSet, table: TotalsTable, source: Table, year: str
) -> tuple[tuple[TotalsColumn, ...], _Reckon]:
    if table.kind == "matrix":
        return _matrix(form_set, table, source, year)
    shown = tuple(_shown(form_set, column, source) for column in table.columns)
    if table.kind == "list":
        return shown, lambda group: tuple(
            _list_total(form_set, column, source, group) for column in table.columns
        )
    addresses = {
        column.code: _address(form_set, table, source, column, year)
        for column in table.columns
        if column.field
    }
    return shown, lambda group: _line(form_set, table, shown, addresses, group)


def _list_total(form_set: FormSet, column: Column, source: Table, group: _Group) -> Cell:
    address = Address(source.id, (), column.field)
    if not column.field or form_set.field(address).rollup is not Roll.SUM:
        return Cell(None, 0, len(group.units))
    return add_up(form_set, address, group.figures, len(group.units))


def _shown(form_set: FormSet, column: Column, source: Table) -> TotalsColumn:
    pack = form_set.pack
    named = column.field or column.code
    table, _, name = named.rpartition(".")
    fields = {item.id: item for item in pack.tables_by_id[table or source.id].fields}
    item = fields.get(name)
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


def _address(form_set: FormSet, table: TotalsTable, source: Table, column: Column, year: str) -> Address:
    """Find the cell a column shows: its table's axes filled from the year and the table's filter."""
    other, _, name = column.field.rpartition(".")
    place = form_set.pack.tables_by_id.get(other or source.id)
    if place is None:
        raise Problem("NO_SUCH_CELL", place=column.field)
    known = {**table.filter, "year": column.year or year}
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
    group: _Group,
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
        else:
            cells[column.code] = _expressed(form_set, column, look, cells, addresses, group)
    return tuple(cells[column.code] for column in table.columns)


def _expressed(
    form_set: FormSet,
    column: Column,
    look: TotalsColumn,
    cells: Mapping[str, Cell],
    addresses: Mapping[str, Address],
    group: _Group,
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
) -> tuple[tuple[TotalsColumn, ...], _Reckon]:
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
        columns.append(_shown(form_set, column, source))
        parts.append((Address(source.id, rows[0].key, column.field), None))
    for percent in (False, True) if table.percent_of else (False,):
        for row in rows:
            name = "_".join(row.key[place] for place in free)
            for column in spread:
                code = name if len(spread) == 1 else f"{name}_{column.code}"
                look = _shown(form_set, column, source)
                columns.append(
                    TotalsColumn(f"{code}_pct", row.label, 2, {"vi": "%", "en": "%"})
                    if percent
                    else TotalsColumn(code, row.label, look.decimals, look.unit, look.field)
                )
                of = Address(source.id, row.key, table.percent_of) if percent else None
                parts.append((Address(source.id, row.key, column.field), of))

    def reckon(group: _Group) -> tuple[Cell, ...]:
        return tuple(
            add_up(form_set, part, group.figures, len(group.units))
            if of is None
            else _percentage(form_set, part, of, group)
            for part, of in parts
        )

    return tuple(columns), reckon


def _percentage(form_set: FormSet, part: Address, of: Address, group: _Group) -> Cell:
    both = [u for u in group.figures if is_known(form_set, u, part) and is_known(form_set, u, of)]
    upper, lower = add_up(form_set, part, both).value, add_up(form_set, of, both).value
    if upper is None or not lower:
        return Cell(None, len(both), len(group.units))
    rate = Decimal(as_number(upper)) * 100 / Decimal(as_number(lower))
    return Cell(half_up_decimal(rate, 2), len(both), len(group.units))
