"""One figure out of many units': sums of what is known, rates from the sums, never averages of rates.

Each figure says of how many units it is known; a rate uses only the units of which both parts are
known. The rules for a field are those of `forms.pack.Roll` (domain.md section 12).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from forms.answers import Address, Rows, State, Value
from forms.engine import FormSet
from forms.engine_cells import places
from forms.pack import Field, Kind, Roll, TableKind
from forms.problems import Problem
from forms.xpath.values import half_up_decimal

_TRUE = "1"  # the code for yes in the list yes_no
_ADDED = frozenset({Roll.SUM, Roll.COUNT})
_NUMBERS = (Kind.INTEGER, Kind.DECIMAL)


@dataclass(frozen=True, slots=True)
class UnitFigures:
    """What one reporting unit reported: table -> row key -> field -> value, typed and computed."""

    unit: str
    values: Mapping[str, Rows]
    states: Mapping[Address, State] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure put together from `known` of `units` units; None where it is known of none."""

    value: Value | None
    known: int
    units: int
    unsplit: int = 0  # units that know only a total of which this is a part

    @property
    def whole(self) -> bool:
        """Every unit's part is known."""
        return self.known == self.units


def add_up(
    form_set: FormSet, address: Address, figures: Sequence[UnitFigures], units: int | None = None
) -> Cell:
    """Put one cell of many units together by its field's roll-up rule.

    In a table of records an address without a key means all records. `units`: how many units there
    should be, when some have not sent. Raises `Problem("NO_SUCH_CELL")` for an address the pack has not.
    """
    item = form_set.field(address)
    expected = len(figures) if units is None else units
    subtotal = form_set.shown(address)
    if subtotal != address:
        return _subtotal(form_set, subtotal, figures, expected)
    if _stays_alone(item):
        return _alone(form_set, address, figures, expected)
    if item.rollup is Roll.CALC:
        return _rate(form_set, address, figures, expected)
    if item.rollup is Roll.WAVG:
        return _weighted(form_set, address, item, figures, expected)
    if item.rollup is Roll.COUNT:
        found = [value for unit in figures for value in _values(form_set, unit, address)]
        ticked = sum(value == _TRUE for value in found) if found else None
        return Cell(ticked, sum(bool(_values(form_set, unit, address)) for unit in figures), expected)
    if item.rollup is Roll.SUM:
        return _sum(form_set, address, item, figures, expected)
    return Cell(None, 0, expected)


def _stays_alone(item: Field) -> bool:
    """Say whether a figure is typed and yet adds up in no way: a plan, a target."""
    return item.calculate is None and item.rollup in (Roll.CALC, Roll.NONE) and item.kind in _NUMBERS


def _alone(form_set: FormSet, address: Address, figures: Sequence[UnitFigures], expected: int) -> Cell:
    """Give what one unit says, nothing where there are several: no rule puts their plans together."""
    told = [_values(form_set, unit, address) for unit in figures]
    only = told[0] if len(told) == 1 else []
    return Cell(only[0] if len(only) == 1 else None, sum(map(bool, told)), expected)


def count_unsplit(form_set: FormSet, said_at: Address, figures: Iterable[UnitFigures]) -> int:
    """Count the units that answer yes to "cannot be split" at `said_at`."""
    return sum(_value(form_set, unit, said_at) == _TRUE for unit in figures)


def distribution(
    form_set: FormSet, table: str, name: str, figures: Iterable[UnitFigures]
) -> Mapping[str, int]:
    """Count how often each answer was given, over all rows of a table: code -> number (Roll.DIST)."""
    form_set.field(Address(table, (), name))
    counts: Counter[str] = Counter()
    for unit in figures:
        for row in unit.values.get(table, {}).values():
            if name in row:
                counts.update(str(row[name]).split())
    return dict(sorted(counts.items()))


def is_known(form_set: FormSet, unit: UnitFigures, address: Address) -> bool:
    """Say whether a unit's figure is known: given, or *none*, and if computed then from known figures."""
    subtotal = form_set.shown(address)
    if subtotal != address:
        return all(is_known(form_set, unit, part) for part in _added(form_set, subtotal))
    if _value(form_set, unit, address) is None:
        return False
    if form_set.field(address).calculate is None:
        return True
    alone, gathered = form_set.reads(address)
    return all(is_known(form_set, unit, one) for one in gathered) and all(
        is_known(form_set, unit, one)
        for one in alone
        if form_set.field(one).calculate is not None and _value(form_set, unit, one) is not None
    )


def _value(form_set: FormSet, unit: UnitFigures, address: Address) -> Value | None:
    value = unit.values.get(address.table, {}).get(address.key, {}).get(address.field)
    if value is None and unit.states.get(address) is State.NONE:
        return 0 if form_set.field(address).kind in _NUMBERS else None
    return value


def _addresses(form_set: FormSet, unit: UnitFigures, address: Address) -> list[Address]:
    """Name the unit's cells an address means: itself, or that of every record."""
    table = form_set.pack.tables_by_id[address.table]
    if table.kind is not TableKind.RECORDS or address.key:
        return [address]
    return [Address(address.table, key, address.field) for key in unit.values.get(address.table, {})]


def _values(form_set: FormSet, unit: UnitFigures, address: Address) -> list[Value]:
    found = (_value(form_set, unit, one) for one in _addresses(form_set, unit, address))
    return [value for value in found if value is not None]


def as_number(value: Value) -> int | Decimal:
    """Take a value that must be a number; raise `Problem("VALUE_KIND")` for a text."""
    if isinstance(value, str):
        raise Problem("VALUE_KIND", place="", kind=Kind.DECIMAL.value)
    return value


def _sum(
    form_set: FormSet, address: Address, item: Field, figures: Sequence[UnitFigures], expected: int
) -> Cell:
    records = form_set.pack.tables_by_id[address.table].kind is TableKind.RECORDS and not address.key
    if not records and item.calculate is None:  # one typed cell a unit: given is known
        told = [value for unit in figures if (value := _value(form_set, unit, address)) is not None]
        plain = sum((Decimal(as_number(value)) for value in told), Decimal(0))
        return Cell(_typed(plain, item) if told else None, len(told), expected)
    total, given, whole = Decimal(0), 0, 0
    for unit in figures:
        cells = _addresses(form_set, unit, address)
        values = [value for one in cells if (value := _value(form_set, unit, one)) is not None]
        total += sum((Decimal(as_number(value)) for value in values), Decimal(0))
        given += bool(values)
        # A unit without any record has nothing to add, and that is known.
        whole += (bool(cells) or records) and all(is_known(form_set, unit, one) for one in cells)
    if not given and not whole:
        return Cell(None, 0, expected)
    return Cell(_typed(total, item), whole, expected)


def _typed(value: Decimal, item: Field) -> int | Decimal:
    return int(value) if item.kind is Kind.INTEGER else half_up_decimal(value, places(item))


def _weighted(
    form_set: FormSet, address: Address, item: Field, figures: Sequence[UnitFigures], expected: int
) -> Cell:
    """Weigh by the field the pack names; units without value or weight are left out."""
    table, _, name = (item.weight or "").rpartition(".")
    weigher = Address(table or address.table, address.key, name)
    weighed, weights, known = Decimal(0), Decimal(0), 0
    for unit in figures:
        value, weight = _value(form_set, unit, address), _value(form_set, unit, weigher)
        if value is None or weight is None:
            continue
        weighed += Decimal(as_number(value)) * Decimal(as_number(weight))
        weights += Decimal(as_number(weight))
        known += 1
    if not weights:
        return Cell(None, known, expected)
    return Cell(_typed(half_up_decimal(weighed / weights, places(item)), item), known, expected)


def _subtotal(form_set: FormSet, address: Address, figures: Sequence[UnitFigures], expected: int) -> Cell:
    """Work a subtotal out again from the rows below it, put together; what units made of it never counts."""
    parts = _added(form_set, address)
    sums: dict[Address, Value] = {}
    for part in parts:
        value = add_up(form_set, part, figures).value
        if value is not None:
            sums[part] = value
    if not sums:
        return Cell(None, 0, expected)
    known = sum(all(is_known(form_set, unit, part) for part in parts) for unit in figures)
    return Cell(_worked_out(form_set, address, sums), known, expected)


def _added(form_set: FormSet, address: Address) -> tuple[Address, ...]:
    """Name the figures that a subtotal adds, without the cells that nobody is asked for."""
    table = form_set.pack.tables_by_id[address.table]
    blocked = {(row.key, name) for row in table.rows for name in row.blocked}
    return tuple(part for part in _parts(form_set, address) if (part.key, part.field) not in blocked)


def _rate(form_set: FormSet, address: Address, figures: Sequence[UnitFigures], expected: int) -> Cell:
    """Work a rate out again from the sums of its parts, over the units of which all parts are known."""
    parts = _parts(form_set, address)
    if not parts:
        return Cell(None, 0, expected)
    added = [part for part in parts if not _stays_alone(form_set.field(part))]
    both = [unit for unit in figures if all(is_known(form_set, unit, part) for part in added)]
    if not both:
        return Cell(None, 0, expected)
    sums: dict[Address, Value] = {}
    for part in parts:
        value = add_up(form_set, part, both).value
        if value is not None:
            sums[part] = value
    return Cell(_worked_out(form_set, address, sums), len(both), expected)


def _parts(form_set: FormSet, address: Address) -> tuple[Address, ...]:
    """Name the figures that add up under a rate, through rates made of other rates.

    What a unit says beside its figures with yes or no ("cannot be split") is no part of a sum.
    """
    found: dict[Address, None] = {}
    for operand in form_set.operands(address):
        item = form_set.field(operand)
        if _stays_alone(item):
            found[operand] = None
        elif item.rollup is Roll.CALC:
            found.update(dict.fromkeys(_parts(form_set, operand)))
        elif item.kind is not Kind.CHOICE and (item.rollup in _ADDED or item.rollup is Roll.WAVG):
            found[operand] = None
    return tuple(found)


def _worked_out(form_set: FormSet, address: Address, sums: Mapping[Address, Value]) -> Value | None:
    known: dict[Address, Value] = dict(sums)
    for operand in form_set.operands(address):
        item = form_set.field(operand)
        if item.rollup is Roll.CALC and not _stays_alone(item):
            value = _worked_out(form_set, operand, sums)
            if value is not None:
                known[operand] = value
    return form_set.evaluate(address, known)
