"""The rows of one unit's forms, made and filled from its document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from forms.answers import Address, Document, Key, Value
from forms.engine_cells import accepted, outcome, outward
from forms.engine_graph import Cell, Graph, Plan
from forms.engine_hidden import hidden_row
from forms.engine_lists import unit_row
from forms.engine_rows import record_order
from forms.pack import Form, Kind, TableKind, Unit
from forms.problems import Problem
from forms.xpath.nodes import Row


class UnitRows:
    """All rows of a unit by table; nothing in them is worked out yet."""

    def __init__(self, graph: Graph, unit: Unit, today: date, now: datetime | None) -> None:
        """Begin without any row but that of the unit."""
        self.graph = graph
        self.unit = unit
        self.forms: tuple[Form, ...] = graph.pack.forms_for(unit)
        self._store = graph.store(today, now)
        unit_row(graph, unit, self._store)
        hidden_row(graph, self._store)
        self._new: set[str] = set()  # forms of which the document holds nothing
        self._fresh: list[Row] = []  # rows that were never touched: defaults are for them

    def _plan(self, table: str) -> Plan:
        plan = self.graph.by_table.get(table)
        if plan is None:
            raise Problem("NO_SUCH_CELL", place=table)
        return plan

    def _find(self, address: Address) -> tuple[Row, Cell]:
        plan = self.graph.by_table.get(address.table)
        row = self._store.by_key[plan.shape.index].get(address.key) if plan else None
        cell = plan.by_field.get(address.field) if plan else None
        if row is None or cell is None:
            raise Problem("NO_SUCH_CELL", place=address)
        return row, cell

    def _ordered(self, plan: Plan) -> list[Row]:
        rows = self._store.tables[plan.shape.index]
        return sorted(rows, key=lambda row: row.order) if plan.shape.depth > 1 else rows

    def _row_above(self, plan: Plan, key: Key) -> Row | None:
        if plan.shape.depth == 1:
            if key:
                raise Problem("NO_SUCH_CELL", place=f"{plan.table.id}[{'|'.join(key)}]")
            return None
        row = self._store.by_key[plan.shape.chain[-2]].get(key)
        if row is None:
            raise Problem("NO_SUCH_CELL", place=f"{plan.table.id}[{'|'.join(key)}]")
        return row

    def _grow(self, plan: Plan, key: Key, above: Row | None) -> Row:
        shape = plan.shape
        row = Row(shape, key, plan.width, self._store, above)
        siblings = self._store.tables[shape.index]
        if above is not None:
            siblings = above.children.setdefault(shape.index, [])
            self._store.tables[shape.index].append(row)
        row.index = len(siblings)
        siblings.append(row)
        own = int(key[-1]) if plan.table.kind is TableKind.RECORDS else row.index
        row.order = (*(above.order if above else ()), own)
        self._store.by_key[shape.index][key] = row
        own_key = key[len(above.key) :] if above else key
        for slot, place in plan.key_cells:
            row.v[slot] = own_key[place] if place < len(own_key) else None
        for slot, text in plan.row_values.get(own_key, ()):
            row.v[slot] = text
        return row

    def _fixed_rows(self, plan: Plan, above: Iterable[Row | None]) -> list[Row]:
        kind = plan.table.kind
        keys: tuple[Key, ...] = ((),) if kind is TableKind.SINGLE else ()
        if kind is TableKind.FIXED:
            keys = tuple(fixed.key for fixed in plan.table.rows)
        return [self._grow(plan, (*(row.key if row else ()), *key), row) for row in above for key in keys]

    def _fill(self, document: Document) -> None:
        """Make the rows, parents first, and lay the document's answers into them."""
        begun = {*document.tables, *(address.table for address in document.states)}
        plans = (plan for plan in self.graph.plans if plan.table.id in begun)
        self._new = {form.id for form in self.graph.pack.forms} - {plan.table.form for plan in plans}
        for plan in sorted(self.graph.plans, key=lambda plan: plan.shape.depth):
            above: list[Row | None] = [None]
            if plan.shape.depth > 1:
                above = list(self._store.tables[plan.shape.chain[-2]])
            if plan.table.kind is TableKind.RECORDS:
                keys: Iterable[Key] = document.tables.get(plan.table.id, {})
                if plan.table.form in self._new:
                    keys = [one.key for one in plan.table.start]
                for key in sorted(keys, key=record_order):
                    self._grow(plan, key, self._row_above(plan, key[:-1]))
            else:
                self._fixed_rows(plan, above)
        for table, rows in document.tables.items():
            self._fill_table(table, rows)
        self._start_rows()
        for address, state in document.states.items():
            row, cell = self._find(address)
            if cell.slot not in row.raw and not cell.computed:
                row.state[cell.slot] = state
        for address, value in document.stated.items():
            row, cell = self._find(address)
            typed = value if type(value) is cell.type else accepted(value, cell.field, address)
            if typed is not None and typed != "" and cell.computed:
                row.stated[cell.slot] = typed
        self._fresh = [
            row
            for plan in self.graph.plans
            if plan.table.kind is not TableKind.RECORDS and any(cell.default for cell in plan.cells)
            for row in self._store.tables[plan.shape.index]
            if row.key not in document.tables.get(plan.table.id, {}) and not row.state
        ]

    def _fill_table(self, table: str, rows: Mapping[Key, Mapping[str, Value]]) -> None:
        """Lay the answers of a table into its rows."""
        plan = self.graph.by_table.get(table)
        cells = plan.by_field if plan else {}
        by_key = self._store.by_key[plan.shape.index] if plan else {}
        for key, values in rows.items():
            row = by_key.get(key)
            for name, value in values.items():
                cell = cells.get(name)
                if row is None or cell is None:
                    raise Problem("NO_SUCH_CELL", place=Address(table, key, name))
                typed: Value | None = value
                if type(value) is not cell.type or value == "":  # most need no closer look
                    typed = accepted(value, cell.field, Address(table, key, name))
                if typed is not None and not cell.computed and cell.field.kind is not Kind.KEY:
                    row.raw[cell.slot] = typed

    def _start_rows(self) -> None:
        """Lay into the first rows of a new document what the form says of them."""
        for plan in self.graph.plans:
            for start in plan.table.start if plan.table.form in self._new else ():
                first = self._store.by_key[plan.shape.index][start.key]
                for name, given in start.values.items():
                    cell = plan.by_field[name]
                    typed = outward(cell, outcome(cell, given))
                    if typed is not None and not cell.computed:
                        first.raw[cell.slot] = typed
                        first.pending.add(cell.slot)
