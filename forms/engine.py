"""The forms of a pack, ready to be opened: compiled once, then used for every unit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property
from typing import Any, TypeVar

from forms.answers import Address, Document, Key, Value
from forms.engine_cells import accepted, inward, outcome, outward
from forms.engine_findings import addresses
from forms.engine_graph import Cell, Graph, Plan
from forms.engine_hidden import hidden_row, work_read
from forms.engine_lists import unit_row
from forms.engine_open import OpenForms
from forms.engine_plan import plan_pack
from forms.pack import Field, Kind, Pack, TableKind, Unit
from forms.problems import Problem
from forms.xpath.nodes import Row, Store

__all__ = ["FormSet", "OpenForms"]

T = TypeVar("T")

_NO_DAY = date(1970, 1, 1)  # a cell worked out from given operands must not depend on the day


class FormSet:
    """All forms of a pack with their expressions bound; never changes."""

    def __init__(self, pack: Pack, *, hide: bool = True) -> None:
        """Compile a pack; raise `Problem` PACK_EXPRESSION or PACK_CYCLE for one that cannot work.

        `hide`: work parts of expressions out once for all rows that ask; without it all comes to the same,
        later.
        """
        self.pack = pack
        self._graph: Graph = plan_pack(pack, hide=hide)
        self._reads: dict[Address, tuple[tuple[Address, ...], tuple[Address, ...]]] = {}  # asked before
        self._kept: dict[object, Any] = {}

    def open(
        self,
        unit: Unit,
        document: Document,
        today: date,
        now: datetime | None = None,
        official: Mapping[Address, Value] | None = None,
    ) -> OpenForms:
        """Open a unit's answers on a day; `now` is the moment, with its zone, where forms ask for it.

        `official`: figures of an earlier year that a figure typed or computed here is not to differ from
        without an explanation (warning OFFICIAL); cells that these forms have not are passed over.
        """
        return OpenForms(self._graph, unit, document, today, now, official)

    def operands(self, address: Address) -> tuple[Address, ...]:
        """Name the cells a computed cell reads directly in its row; () for a typed cell.

        Rows of records are not known here, so that a sum over records names none of them.
        """
        alone, gathered = self.reads(address)
        return tuple(dict.fromkeys((*alone, *gathered)))

    def reads(self, address: Address) -> tuple[tuple[Address, ...], tuple[Address, ...]]:
        """Name the operands used as one value each, and those gathered by `sum()` and its like.

        A blank among the first makes the result blank; `sum()` passes over blanks in silence, so that
        whoever wants to know whether a sum is whole has to look at the second.
        """
        kept = self._reads.get(address)
        if kept is not None:
            return kept
        plan, cell = self._computed(address)
        refs = cell.calculate.refs if cell.calculate else ()
        store = self._rows
        row = store.by_key[plan.shape.index].get(address.key) or self._row(store, plan, address.key)
        work_read(self._graph, refs, store)
        read = [ref for ref in refs if ref.may_be_read_for(row)]
        alone = addresses(self._graph, (ref for ref in read if ref.alone), row)
        gathered = addresses(self._graph, (ref for ref in read if not ref.alone), row)
        self._reads[address] = alone, gathered
        return alone, gathered

    def kept(self, kind: Callable[[FormSet], T]) -> T:
        """Give what `kind` makes of these forms, made once: they never change."""
        found: T | None = self._kept.get(kind)
        if found is None:
            self._kept[kind] = found = kind(self)
        return found

    def tables_behind(self, table: str) -> frozenset[str]:
        """Name the tables that the computed cells of a table read directly, as far as they read any."""
        plans = self._graph.plans
        plan = self._graph.by_table.get(table)
        shapes = {
            ref.shape.index
            for cell in (plan.cells if plan else ())
            if cell.calculate
            for ref in cell.calculate.refs
        }
        return frozenset(plans[index].table.id for index in shapes if index < len(plans))

    def shown(self, address: Address) -> Address:
        """Give the cell that a column shows in a row: on a subtotal row the computed one instead of it."""
        if (address.table, address.key) not in self._subtotals:
            return address
        return replace(address, field=self.field(address).total or address.field)

    def field(self, address: Address) -> Field:
        """Give the field of a cell; raise `Problem("NO_SUCH_CELL")` where the pack has none."""
        return self._computed(address)[1].field

    def evaluate(self, address: Address, known: Mapping[Address, Value]) -> Value | None:
        """Work one computed cell out from given operands; every other cell counts as blank."""
        plan, cell = self._computed(address)
        if cell.calculate is None:
            return known.get(address)
        store = self._store()
        for operand, value in known.items():
            other, field = self._computed(operand)
            row = store.by_key[other.shape.index].get(operand.key) or self._grow(store, other, operand.key)
            row.v[field.slot] = inward(field, accepted(value, field.field, operand), None)
        row = store.by_key[plan.shape.index].get(address.key) or self._grow(store, plan, address.key)
        work_read(self._graph, cell.calculate.refs, store)
        return outward(cell, outcome(cell, cell.calculate(row)))

    def _computed(self, address: Address) -> tuple[Plan, Cell]:
        plan = self._graph.by_table.get(address.table)
        cell = plan.by_field.get(address.field) if plan else None
        if plan is None or cell is None or cell.field.kind is Kind.KEY:
            raise Problem("NO_SUCH_CELL", place=address)
        return plan, cell

    def _row(self, store: Store, plan: Plan, key: Key) -> Row:
        """Make a row that stands in no table yet."""
        row = Row(plan.shape, key, plan.width, store)
        for slot, place in plan.key_cells:
            row.v[slot] = key[place] if place < len(key) else None
        for slot, text in plan.row_values.get(key, ()):
            row.v[slot] = text
        return row

    def _grow(self, store: Store, plan: Plan, key: Key) -> Row:
        row = self._row(store, plan, key)
        index = plan.shape.index
        row.index = len(store.tables[index])
        store.tables[index].append(row)
        store.by_key[index][key] = row
        if plan.shape.depth > 1:
            above = self._graph.plans[plan.shape.chain[-2]]
            own = 0 if plan.table.kind is TableKind.SINGLE else max(1, len(plan.table.axes))
            parent_key = key[: len(key) - own]
            parent = store.by_key[above.shape.index].get(parent_key) or self._grow(store, above, parent_key)
            row.parent = parent
            parent.children.setdefault(index, []).append(row)
        return row

    def _store(self) -> Store:
        store = self._graph.store(_NO_DAY)
        unit_row(self._graph, None, store)
        hidden_row(self._graph, store)
        return store

    @cached_property
    def _subtotals(self) -> frozenset[tuple[str, Key]]:
        tables = self.pack.tables_by_id.values()
        return frozenset((table.id, row.key) for table in tables for row in table.rows if row.total)

    @cached_property
    def _rows(self) -> Store:
        """The fixed rows of every table, blank: only to see which cells an expression reads."""
        store = self._store()
        for plan in self._graph.plans:
            if plan.shape.depth == 1 and plan.table.kind is not TableKind.RECORDS:
                keys = [()] if plan.table.kind is TableKind.SINGLE else [row.key for row in plan.table.rows]
                for key in keys:
                    self._grow(store, plan, key)
        return store
