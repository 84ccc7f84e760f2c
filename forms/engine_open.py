"""One unit's answers, live: an entry moves exactly the cells and findings that depend on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from heapq import heappop, heappush
from typing import Any

from forms.answers import Address, Document, Key, State, Value
from forms.engine_cells import accepted, inward, outcome, outward
from forms.engine_findings import (
    Ledger,
    answer,
    cell_findings,
    check_findings,
    known,
    offered,
    relevant,
    required,
)
from forms.engine_plan import Cell, Graph, Plan, Step, affected, unit_row
from forms.findings import CellView, Change, Finding, RowsChange
from forms.pack import Choice, Form, Kind, TableKind, Unit
from forms.problems import Problem
from forms.xpath.bound import ROWS
from forms.xpath.nodes import BUDGET, Row, Store
from forms.xpath.values import truth

OPENING_BUDGET = 2 * BUDGET
Entry = tuple[Address, Value | None, State | None]


class OpenForms:
    """The forms one unit fills, with their values, states and findings."""

    def __init__(self, graph: Graph, unit: Unit, document: Document, today: date) -> None:
        """Open a unit's answers; raise `Problem` NO_SUCH_CELL or VALUE_KIND where they do not fit."""
        self.graph = graph
        self.unit = unit
        self.forms: tuple[Form, ...] = (
            graph.pack.forms_for(unit) if graph.pack.assignments else graph.pack.forms
        )
        wanted = {form.id for form in self.forms}
        self._asked = [plan.table.form in wanted for plan in graph.plans]
        self._store = Store(len(graph.plans) + 1, today)
        self._store.budget = OPENING_BUDGET
        unit_row(graph, unit, self._store)
        explained = graph.explanations
        self._ledger = Ledger(
            wants_reasons=explained is not None and self._asked[explained.shape.index],
        )
        self._waiting: dict[int, dict[Row, None]] = {}
        self._heap: list[int] = []
        self._moved: dict[tuple[Row, int], None] = {}
        self._fill(document)
        self._work_all()
        self._start_findings()

    # -- reading ------------------------------------------------------------------------------------

    def rows(self, table: str) -> tuple[Key, ...]:
        """Give the keys of a table's rows in order."""
        return tuple(row.key for row in self._ordered(self._plan(table)))

    def view(self, address: Address) -> CellView:
        """Show one cell; raise `Problem("NO_SUCH_CELL")` where there is none."""
        row, cell = self._find(address)
        return self._view(row, cell)

    def typed(self, address: Address) -> tuple[Value | None, State | None, Value | None]:
        """Give what was typed into a cell, asked or not: value, state, and what was stated beside."""
        row, cell = self._find(address)
        return row.raw.get(cell.slot), row.state.get(cell.slot), row.stated.get(cell.slot)

    def findings(self) -> tuple[Finding, ...]:
        """Give all findings: errors first, then warnings, each in the order of the forms."""
        return self._ledger.all()

    def document(self) -> Document:
        """Give all typed answers, also those not asked at present, with states and stated figures."""
        tables: dict[str, dict[Key, dict[str, Value]]] = {}
        states: dict[Address, State] = {}
        stated: dict[Address, Value] = {}
        for plan in self.graph.plans:
            rows: dict[Key, dict[str, Value]] = {}
            for row in self._ordered(plan):
                cells = {c.field.id: row.raw[c.slot] for c in plan.cells if c.slot in row.raw}
                if cells or plan.table.kind is TableKind.RECORDS:
                    rows[row.key] = cells
                for slot, state in row.state.items():
                    states[Address(plan.table.id, row.key, plan.cells[slot].field.id)] = state
                for slot, value in row.stated.items():
                    stated[Address(plan.table.id, row.key, plan.cells[slot].field.id)] = value
            if rows:
                tables[plan.table.id] = rows
        return Document(tables, states, stated)

    def values(self) -> dict[str, dict[Key, dict[str, Value]]]:
        """Give typed and computed values of all asked cells; blanks and keys are left out, records kept."""
        tables: dict[str, dict[Key, dict[str, Value]]] = {}
        for plan in self.graph.plans:
            rows: dict[Key, dict[str, Value]] = {}
            for row in self._ordered(plan):
                cells: dict[str, Value] = {}
                for cell in plan.cells:
                    value = None if cell.field.kind is Kind.KEY else answer(cell, row)
                    if value is not None:
                        cells[cell.field.id] = value
                if cells or plan.table.kind is TableKind.RECORDS:
                    rows[row.key] = cells
            if rows:
                tables[plan.table.id] = rows
        return tables

    def states(self) -> dict[Address, State]:
        """Give the states of blank cells that are asked."""
        return {
            Address(plan.table.id, row.key, plan.cells[slot].field.id): state
            for plan in self.graph.plans
            for row in self._ordered(plan)
            for slot, state in sorted(row.state.items())
            if relevant(plan.cells[slot], row)
        }

    def completeness(self, form: str) -> tuple[int, int]:
        """Count a form's cells answered or with a state, and its cells that want an answer."""
        done = wanted = 0
        for plan in self.graph.plans:
            if plan.table.form != form:
                continue
            asked = [c for c in plan.cells if not (c.computed or c.readonly or c.field.kind is Kind.KEY)]
            for row in self._store.tables[plan.shape.index]:
                for cell in asked:
                    if (cell.numeric or required(cell, row)) and relevant(cell, row):
                        wanted += 1
                        done += cell.slot in row.raw or cell.slot in row.state
        return done, wanted

    def choices(self, address: Address) -> tuple[Choice, ...]:
        """Give the choices offered in a cell, after its choice filter."""
        row, cell = self._find(address)
        self._store.budget = BUDGET
        return tuple(choice for choice in cell.choices if offered(cell, row, choice.name))

    # -- entering -----------------------------------------------------------------------------------

    def put(self, address: Address, value: Value | None, state: State | None = None) -> Change:
        """Answer one cell; for a computed cell keep what was stated beside what is computed."""
        return self.put_many([(address, value, state)])

    def put_many(self, entries: Iterable[Entry]) -> Change:
        """Answer many cells at once; where one does not fit none is taken."""
        checked = []
        for address, value, state in entries:
            row, cell = self._find(address)
            if cell.field.kind is Kind.KEY:
                raise Problem("NO_SUCH_CELL", place=address)
            checked.append((row, cell, accepted(value, cell.field, address), state))
        self._store.budget = BUDGET
        stored: dict[tuple[Row, int], None] = {}
        for row, cell, value, state in checked:
            if self._answer(row, cell, value, state):
                stored[row, cell.slot] = None
                for slot in sorted(row.pending):
                    stored[row, slot] = None
                row.pending.clear()
        self._settle()
        return self._change(stored)

    def add_record(self, table: str, parent: Key = ()) -> Change:
        """Add a row to a table of records, below the record `parent` for a child table."""
        plan = self._plan(table)
        above = self._row_above(plan, parent)
        if plan.table.kind is not TableKind.RECORDS:
            raise Problem("NO_SUCH_CELL", place=table)
        siblings = above.children.get(plan.shape.index, []) if above else self._store.tables[plan.shape.index]
        number = max((int(row.key[-1]) for row in siblings), default=0) + 1
        self._store.budget = BUDGET
        return self._add(plan, (*parent, str(number)), above, fresh=True)

    def restore_record(self, table: str, key: Key) -> Change:
        """Bring a removed record back under its own key: blank, without defaults and child records."""
        plan = self._plan(table)
        above = self._row_above(plan, key[:-1])
        if plan.table.kind is not TableKind.RECORDS or key in self._store.by_key[plan.shape.index]:
            raise Problem("NO_SUCH_CELL", place=f"{table}[{'|'.join(key)}]")
        self._store.budget = BUDGET
        return self._add(plan, key, above, fresh=False)

    def _add(self, plan: Plan, key: Key, above: Row | None, *, fresh: bool) -> Change:
        """Add a record with its fixed rows below; a fresh one gets its defaults."""
        row = self._grow(plan, key, above)
        siblings = above.children[plan.shape.index] if above else self._store.tables[plan.shape.index]
        siblings.sort(key=lambda one: one.order)  # a restored one goes back to its place
        for place, one in enumerate(siblings):
            one.index = place
        added = [row]
        for below in self.graph.plans:
            chain = below.shape.chain
            if len(chain) > plan.shape.depth and chain[plan.shape.depth - 1] == plan.shape.index:
                added.extend(self._fixed_rows(below, [r for r in added if r.shape.index == chain[-2]]))
        for new in added:
            self._seed_row(new)
        self._settle()
        stored: dict[tuple[Row, int], None] = {}
        for new in added if fresh else ():
            for slot in self._defaults(new):
                stored[new, slot] = None
            new.pending.clear()
        self._settle()
        return self._change(stored, [RowsChange(name, added=keys) for name, keys in self._by_table(added)])

    def remove_record(self, table: str, key: Key) -> Change:
        """Remove a record with all that stands below it."""
        plan = self._plan(table)
        row = self._store.by_key[plan.shape.index].get(key)
        if row is None or plan.table.kind is not TableKind.RECORDS:
            raise Problem("NO_SUCH_CELL", place=f"{table}[{'|'.join(key)}]")
        self._store.budget = BUDGET
        gone = [row]
        for one in gone:
            gone.extend(child for children in one.children.values() for child in children)
        for one in gone:
            self._forget(one)
        siblings = (
            row.parent.children[plan.shape.index] if row.parent else self._store.tables[plan.shape.index]
        )
        if row.parent:
            siblings.remove(row)
        for place, one in enumerate(siblings):
            one.index = place
        for one in gone:
            self._spread(one, ROWS)
        for waiting in self._waiting.values():
            for one in gone:
                waiting.pop(one, None)
        self._settle()
        if self.graph.explanations is plan:
            self._ledger.explain(self._reasons())
        return self._change({}, [RowsChange(name, removed=keys) for name, keys in self._by_table(gone)])

    # -- rows ---------------------------------------------------------------------------------------

    def _forget(self, row: Row) -> None:
        """Take a row out of its table, and what was found in it."""
        index = row.shape.index
        self._store.tables[index].remove(row)
        del self._store.by_key[index][row.key]
        unknown = self._store.unknown[index]
        for cell in self.graph.plans[index].cells:
            if not row.known[cell.slot]:
                unknown[cell.slot] -= 1
        for step in self.graph.steps:
            if step.slot is None and step.plan.shape is row.shape:
                self._ledger.take((step.rank, row))

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
        return row

    def _fixed_rows(self, plan: Plan, above: Iterable[Row | None]) -> list[Row]:
        kind = plan.table.kind
        keys: tuple[Key, ...] = ((),) if kind is TableKind.SINGLE else ()
        if kind is TableKind.FIXED:
            keys = tuple(fixed.key for fixed in plan.table.rows)
        return [self._grow(plan, (*(row.key if row else ()), *key), row) for row in above for key in keys]

    def _fill(self, document: Document) -> None:
        """Make the rows, parents first, and lay the document's answers into them."""
        for plan in sorted(self.graph.plans, key=lambda plan: plan.shape.depth):
            above: list[Row | None] = [None]
            if plan.shape.depth > 1:
                above = list(self._store.tables[plan.shape.chain[-2]])
            if plan.table.kind is TableKind.RECORDS:
                for key in sorted(document.tables.get(plan.table.id, {}), key=_record_order):
                    self._grow(plan, key, self._row_above(plan, key[:-1]))
            else:
                self._fixed_rows(plan, above)
        for table, rows in document.tables.items():
            for key, values in rows.items():
                for name, value in values.items():
                    address = Address(table, key, name)
                    row, cell = self._find(address)
                    typed = accepted(value, cell.field, address)
                    if typed is not None and not cell.computed and cell.field.kind is not Kind.KEY:
                        row.raw[cell.slot] = typed
        for address, state in document.states.items():
            row, cell = self._find(address)
            if cell.slot not in row.raw and not cell.computed:
                row.state[cell.slot] = state
        for address, value in document.stated.items():
            row, cell = self._find(address)
            typed = accepted(value, cell.field, address)
            if typed is not None and cell.computed:
                row.stated[cell.slot] = typed
        self._fresh = [
            row
            for plan in self.graph.plans
            if plan.table.kind is not TableKind.RECORDS and any(cell.default for cell in plan.cells)
            for row in self._store.tables[plan.shape.index]
            if row.key not in document.tables.get(plan.table.id, {}) and not row.state
        ]

    # -- working out --------------------------------------------------------------------------------

    def _work_all(self) -> None:
        """Work everything out once, in order, then fill in the defaults of untouched rows."""
        self.work_again()
        for row in self._fresh:
            self._defaults(row)
        self._settle()
        self._moved.clear()

    def work_again(self) -> None:
        """Work every cell out once more; nothing moves. For the benchmark and for a check of the engine."""
        self._store.budget = OPENING_BUDGET
        for step in self.graph.steps:
            if step.slot is not None:
                for row in self._store.tables[step.plan.shape.index]:
                    self._work(step, row)

    def _start_findings(self) -> None:
        self._ledger.reasons = self._reasons()
        self._ledger.start(
            ((step.rank, row), found)
            for step in self.graph.steps
            if step.slot is None and self._asked[step.plan.shape.index]
            for row in self._store.tables[step.plan.shape.index]
            if (found := self._found(step, row))
        )

    def _found(self, step: Step, row: Row):  # type: ignore[no-untyped-def]  # noqa: ANN202
        return (
            cell_findings(self.graph, step, row)
            if step.kind == "cell-rules"
            else check_findings(self.graph, step, row)
        )

    def _answer(self, row: Row, cell: Cell, value: Value | None, state: State | None) -> bool:
        """Lay one answer into its cell; say whether anything changed."""
        slot, index = cell.slot, row.shape.index
        if cell.computed:
            if row.stated.get(slot) == value:
                return False
            _set(row.stated, slot, value)
        else:
            state = None if value is not None else state
            if row.raw.get(slot) == value and row.state.get(slot) is state:
                return False
            _set(row.raw, slot, value)
            _set(row.state, slot, state)
            self._wait(self.graph.value_rank[index, slot], row)
        self._moved[row, slot] = None
        self._wait(self.graph.rules_rank[index, slot], row)
        return True

    def _defaults(self, row: Row) -> list[int]:
        """Fill a new row's defaults; give their slots."""
        given = []
        for cell in self.graph.plans[row.shape.index].cells:
            if cell.default is None or cell.computed or cell.slot in row.raw or cell.slot in row.state:
                continue
            value = outward(cell, outcome(cell, cell.default(row)))
            if value is not None and self._answer(row, cell, value, None):
                row.pending.add(cell.slot)
                given.append(cell.slot)
        return given

    def _seed_row(self, row: Row) -> None:
        """Have everything of a new row worked out, and what looks at its table's rows."""
        for step in self.graph.steps:
            if step.plan.shape is row.shape:
                self._wait(step.rank, row)
        self._spread(row, ROWS)

    def _wait(self, rank: int, row: Row) -> None:
        waiting = self._waiting.get(rank)
        if waiting is None:
            self._waiting[rank] = {row: None}
            heappush(self._heap, rank)
        else:
            waiting[row] = None

    def _spread(self, row: Row, slot: int) -> None:
        for edge in self.graph.edges.get((row.shape.index, slot), ()):
            for reader in affected(edge, row):
                self._wait(edge.rank, reader)

    def _settle(self) -> None:
        """Take every waiting step once for each row, in order, until nothing moves."""
        while self._heap:
            rank = heappop(self._heap)
            rows = self._waiting.pop(rank)
            step = self.graph.steps[rank]
            if step.slot is None:
                if self._asked[step.plan.shape.index]:
                    for row in rows:
                        self._ledger.put((rank, row), self._found(step, row))
                continue
            moved = [row for row in rows if self._work(step, row)]
            if not moved:
                continue
            for edge in self.graph.edges.get((step.plan.shape.index, step.slot), ()):
                readers: Iterable[Row]
                if edge.bound == 0 and not edge.join:
                    readers = self._store.tables[edge.plan.shape.index]
                else:
                    readers = (reader for row in moved for reader in affected(edge, row))
                for reader in readers:
                    self._wait(edge.rank, reader)
        if self._touched_reasons():
            self._ledger.explain(self._reasons())

    def _work(self, step: Step, row: Row) -> bool:
        """Take one step for one row; say whether its slot, or whether it is known, has changed."""
        cell, slot = step.cell, step.slot
        assert cell is not None  # noqa: S101 - steps that work something out have a cell
        assert slot is not None  # noqa: S101 - and a slot
        if step.kind == "flag":
            assert step.code is not None  # noqa: S101 - and flags an expression
            flag = truth(step.code(row))
            if row.v[slot] is flag:
                return False
            row.v[slot] = flag
            self._moved[row, cell.slot] = None
            return True
        asked, is_known = relevant(cell, row), True
        if not asked:
            value = None
        elif step.code is not None:
            value = outcome(cell, step.code(row))
            is_known = known(self.graph, step.code.refs, row)
        else:
            typed, state = row.raw.get(slot), row.state.get(slot)
            value = inward(cell, typed, state)
            if typed is None:
                is_known = state is State.NONE if cell.numeric else state is None and not required(cell, row)
                # The cover is filled when the report is sent: until then nothing is checked against it.
                is_known = is_known and self.graph.plans[row.shape.index].table.role != "header"
        moved = value != row.v[slot] or type(value) is not type(row.v[slot])
        if moved:
            row.v[slot] = value
            self._moved[row, slot] = None
        if is_known is not row.known[slot]:
            row.known[slot] = is_known
            unknown = self._store.unknown[row.shape.index]
            unknown[slot] = unknown.get(slot, 0) + (-1 if is_known else 1)
            moved = True
        return moved

    # -- answers to an entry ------------------------------------------------------------------------

    def _view(self, row: Row, cell: Cell) -> CellView:
        value = answer(cell, row)
        stated = row.stated.get(cell.slot)
        fixed = cell.computed or cell.field.kind is Kind.KEY or cell.readonly
        return CellView(
            value,
            row.state.get(cell.slot),
            stated if stated is not None and stated != value else None,
            relevant(cell, row),
            fixed or (cell.readonly_slot is not None and row.v[cell.readonly_slot] is True),
            required(cell, row),
        )

    def _change(self, stored: Iterable[tuple[Row, int]], rows: Iterable[RowsChange] = ()) -> Change:
        moved, self._moved = self._moved, {}
        return Change(
            {address: view for address, view, _ in self._seen(moved)},
            {address: view for address, view, cell in self._seen(stored) if cell.field.kind is not Kind.KEY},
            tuple(rows),
            self._ledger.all(),
        )

    def _seen(self, places: Iterable[tuple[Row, int]]) -> Iterator[tuple[Address, CellView, Cell]]:
        for row, slot in places:
            plan = self.graph.plans[row.shape.index]
            if self._store.by_key[row.shape.index].get(row.key) is row:
                cell = plan.cells[slot]
                yield Address(plan.table.id, row.key, cell.field.id), self._view(row, cell), cell

    def _by_table(self, rows: Iterable[Row]) -> list[tuple[str, tuple[Key, ...]]]:
        tables: dict[str, list[Key]] = {}
        for row in rows:
            tables.setdefault(row.shape.name, []).append(row.key)
        return [(name, tuple(keys)) for name, keys in tables.items()]

    def _touched_reasons(self) -> bool:
        plan = self.graph.explanations
        return plan is not None and any(row.shape is plan.shape for row, _ in self._moved)

    def _reasons(self) -> Mapping[tuple[str, str], str]:
        """Read the table of explanations: check code and cell -> text."""
        plan = self.graph.explanations
        if plan is None or not {"c01", "c02", "c03"} <= set(plan.by_field):
            return {}
        code, place, reason = (plan.by_field[name].slot for name in ("c01", "c02", "c03"))
        return {
            (str(row.raw.get(code, "")).strip(), str(row.raw.get(place, "")).strip()): text
            for row in self._store.tables[plan.shape.index]
            if (text := str(row.raw.get(reason, "")).strip())
        }


def _set(kept: dict[int, Any], slot: int, value: object) -> None:
    if value is None:
        kept.pop(slot, None)
    else:
        kept[slot] = value


def _record_order(key: Key) -> tuple[int, ...]:
    try:
        return tuple(int(part) for part in key)
    except ValueError as error:
        raise Problem("NO_SUCH_CELL", place="|".join(key)) from error
