"""One figure out of many units': sums of what is known, rates from the sums, never averages of rates.

Each figure says of how many units it is known; a rate uses only the units of which both parts are
known. The rules for a field are those of `forms.pack.Roll` (domain.md section 12).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from forms.answers import Address, Rows, State, Value
from forms.engine import FormSet
from forms.engine_cells import places
from forms.pack import Kind, Roll, TableKind
from forms.problems import Problem
from forms.xpath.values import half_up_decimal

_NOTHING: Rows = {}
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
    return sum_of(form_set, address).add(figures, len(figures) if units is None else units)


def count_unsplit(form_set: FormSet, said_at: Address, figures: Iterable[UnitFigures]) -> int:
    """Count the units that answer yes to "cannot be split" at `said_at`."""
    told = sum_of(form_set, said_at)
    return sum(told.value(unit) == _TRUE for unit in figures)


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
    return sum_of(form_set, address).known(unit)


def as_number(value: Value) -> int | Decimal:
    """Take a value that must be a number; raise `Problem("VALUE_KIND")` for a text."""
    if isinstance(value, str):
        raise Problem("VALUE_KIND", place="", kind=Kind.DECIMAL.value)
    return value


def sum_of(form_set: FormSet, address: Address) -> Sum:
    """Give how a cell adds up, looked up once for all units; raise `Problem("NO_SUCH_CELL")`."""
    return form_set.kept(_Sums)[address]


class _Sums(dict[Address, "Sum"]):
    """The sums of a pack's forms, each made when it is first asked for."""

    def __init__(self, form_set: FormSet) -> None:
        """Take the forms."""
        super().__init__()
        self.form_set = form_set

    def __missing__(self, address: Address) -> Sum:
        self[address] = found = Sum(self.form_set, address)
        return found


class Sum:
    """How one cell of many units is put together: by which rule, of which other cells."""

    def __init__(self, form_set: FormSet, address: Address) -> None:
        """Look the cell up; raise `Problem("NO_SUCH_CELL")` for an address the pack has not."""
        self.form_set = form_set
        self.address = address
        self.item = form_set.field(address)
        self.computed = self.item.calculate is not None
        self.alone = not self.computed and self.item.rollup in (Roll.CALC, Roll.NONE)
        self.alone = self.alone and self.item.kind in _NUMBERS
        self._numeric = self.item.kind in _NUMBERS
        self._place = address.table, address.key, address.field
        subtotal = form_set.shown(address)
        self._subtotal = subtotal if subtotal != address else None
        table = form_set.pack.tables_by_id[address.table]
        self._records = table.kind is TableKind.RECORDS and not address.key

    # -- one unit ---------------------------------------------------------------------------------

    def value(self, unit: UnitFigures) -> Value | None:
        """Give a unit's figure, 0 where it says that there is none."""
        table, key, name = self._place
        row = unit.values.get(table, _NOTHING).get(key)
        value = row.get(name) if row is not None else None
        if value is None and unit.states and unit.states.get(self.address) is State.NONE:
            return 0 if self._numeric else None
        return value

    def known(self, unit: UnitFigures) -> bool:
        """Say whether a unit's figure is known: given, or *none*, and if computed then from known figures."""
        if self._subtotal is not None:
            return all(part.known(unit) for part in self._added)
        if self.value(unit) is None:
            return False
        if not self.computed:
            return True
        alone, gathered = self._read
        return all(one.known(unit) for one in gathered) and all(
            one.known(unit) for one in alone if one.value(unit) is not None
        )

    def _cells(self, unit: UnitFigures) -> Sequence[Sum]:
        """Give the unit's cells that are meant: this one, or that of every record."""
        if not self._records:
            return (self,)
        table, _, name = self._place
        sums = self.form_set.kept(_Sums)
        return [sums[Address(table, key, name)] for key in unit.values.get(table, _NOTHING)]

    def _values(self, unit: UnitFigures) -> list[Value]:
        return [value for one in self._cells(unit) if (value := one.value(unit)) is not None]

    # -- what it is made of -----------------------------------------------------------------------

    def _all(self, addresses: Iterable[Address]) -> tuple[Sum, ...]:
        sums = self.form_set.kept(_Sums)
        return tuple(sums[one] for one in addresses)

    @cached_property
    def _read(self) -> tuple[tuple[Sum, ...], tuple[Sum, ...]]:
        """Give the computed cells that a cell reads as one value each, and the cells it gathers."""
        alone, gathered = self.form_set.reads(self.address)
        return tuple(one for one in self._all(alone) if one.computed), self._all(gathered)

    @cached_property
    def _added(self) -> tuple[Sum, ...]:
        """Give the figures that a subtotal adds, without the cells that nobody is asked for."""
        address = self._subtotal or self.address
        table = self.form_set.pack.tables_by_id[address.table]
        blocked = {(row.key, name) for row in table.rows for name in row.blocked}
        parts = self.form_set.kept(_Sums)[address].parts
        return tuple(one for one in parts if (one.address.key, one.address.field) not in blocked)

    @cached_property
    def parts(self) -> tuple[Sum, ...]:
        """Give the figures that add up under a rate, through rates made of other rates.

        What a unit says beside its figures with yes or no ("cannot be split") is no part of a sum.
        """
        found: dict[Address, Sum] = {}
        for one in self._operands:
            rollup = one.item.rollup
            if one.alone:
                found[one.address] = one
            elif rollup is Roll.CALC:
                found.update({part.address: part for part in one.parts})
            elif one.item.kind is not Kind.CHOICE and (rollup in _ADDED or rollup is Roll.WAVG):
                found[one.address] = one
        return tuple(found.values())

    @cached_property
    def _operands(self) -> tuple[Sum, ...]:
        return self._all(self.form_set.operands(self.address))

    @cached_property
    def _weigher(self) -> Sum:
        table, _, name = (self.item.weight or "").rpartition(".")
        return self.form_set.kept(_Sums)[Address(table or self.address.table, self.address.key, name)]

    # -- many units -------------------------------------------------------------------------------

    def add(self, figures: Sequence[UnitFigures], units: int) -> Cell:
        """Put the cell of many units together, of how many there should be."""
        rollup = self.item.rollup
        if self._subtotal is not None:
            return self._again(figures, units)
        if self.alone:
            return self._only(figures, units)
        if rollup is Roll.SUM:
            return self._sum(figures, units)
        if rollup is Roll.CALC:
            return self._rate(figures, units)
        if rollup is Roll.WAVG:
            return self._weighted(figures, units)
        if rollup is Roll.COUNT:
            told = [self._values(unit) for unit in figures]
            found = [value for values in told for value in values]
            ticked = sum(value == _TRUE for value in found) if found else None
            return Cell(ticked, sum(map(bool, told)), units)
        return Cell(None, 0, units)

    def _only(self, figures: Sequence[UnitFigures], units: int) -> Cell:
        """Give what one unit says, nothing where there are several: no rule puts their plans together."""
        told = [self._values(unit) for unit in figures]
        only = told[0] if len(told) == 1 else []
        return Cell(only[0] if len(only) == 1 else None, sum(map(bool, told)), units)

    def _sum(self, figures: Sequence[UnitFigures], units: int) -> Cell:
        if not self._records:
            told = [value for unit in figures if (value := self.value(unit)) is not None]
            whole = sum(map(self.known, figures)) if self.computed else len(told)  # given is known
            return Cell(self._typed(_total(told)) if told else None, whole, units)
        values: list[Value] = []
        given, whole = 0, 0
        for unit in figures:
            here = self._values(unit)
            values += here
            given += bool(here)
            # A unit without any record has nothing to add, and that is known.
            whole += all(one.known(unit) for one in self._cells(unit))
        if not given and not whole:
            return Cell(None, 0, units)
        return Cell(self._typed(_total(values)), whole, units)

    def _typed(self, value: int | Decimal) -> int | Decimal:
        if self.item.kind is Kind.INTEGER:
            return int(value)
        return half_up_decimal(Decimal(value), places(self.item))

    def _weighted(self, figures: Sequence[UnitFigures], units: int) -> Cell:
        """Weigh by the field the pack names; units without value or weight are left out."""
        weighed, weights, known = Decimal(0), Decimal(0), 0
        for unit in figures:
            value, weight = self.value(unit), self._weigher.value(unit)
            if value is None or weight is None:
                continue
            weighed += Decimal(as_number(value)) * Decimal(as_number(weight))
            weights += Decimal(as_number(weight))
            known += 1
        if not weights:
            return Cell(None, known, units)
        return Cell(self._typed(half_up_decimal(weighed / weights, places(self.item))), known, units)

    def _again(self, figures: Sequence[UnitFigures], units: int) -> Cell:
        """Work a subtotal out from the rows below it, put together; what units made of it never counts."""
        sums = _put_together(self._added, figures)
        if not sums:
            return Cell(None, 0, units)
        known = sum(map(self.known, figures))
        return Cell(self.form_set.kept(_Sums)[self._subtotal or self.address].worked_out(sums), known, units)

    def _rate(self, figures: Sequence[UnitFigures], units: int) -> Cell:
        """Work a rate out again from the sums of its parts, over the units of which all parts are known."""
        if not self.parts:
            return Cell(None, 0, units)
        added = [part for part in self.parts if not part.alone]
        both = [unit for unit in figures if all(part.known(unit) for part in added)]
        if not both:
            return Cell(None, 0, units)
        return Cell(self.worked_out(_put_together(self.parts, both)), len(both), units)

    def worked_out(self, sums: Mapping[Address, Value]) -> Value | None:
        """Work a computed cell out of sums, through rates made of other rates."""
        known: dict[Address, Value] = dict(sums)
        for one in self._operands:
            if one.item.rollup is Roll.CALC and not one.alone:
                value = one.worked_out(sums)
                if value is not None:
                    known[one.address] = value
        return self.form_set.evaluate(self.address, known)


def _put_together(parts: Iterable[Sum], figures: Sequence[UnitFigures]) -> dict[Address, Value]:
    cells = ((part.address, part.add(figures, len(figures)).value) for part in parts)
    return {address: value for address, value in cells if value is not None}


def _total(values: Iterable[Value]) -> int | Decimal:
    """Add up values that must be numbers; raise `Problem("VALUE_KIND")` for a text."""
    return sum(map(as_number, values), 0)
