"""The rows of one unit's forms and the working out of what depends on an entry."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from heapq import heappop, heappush
from typing import Any

from forms.answers import Address, Document, Key, State, Value
from forms.engine_cells import accepted, inward, outcome, outward
from forms.engine_findings import (
    Ledger,
    cell_findings,
    check_findings,
    known,
    offered,
    relevant,
    required,
)
from forms.engine_graph import Cell, Doing, Graph, Plan, Step, affected
from forms.engine_hidden import HIDDEN, hidden_row, work_hidden
from forms.engine_lists import unit_row
from forms.engine_rows import below, reached, record_order
from forms.pack import Form, Kind, TableKind, Unit
from forms.problems import Problem
from forms.xpath.bound import ROWS
from forms.xpath.nodes import BUDGET, Row
from forms.xpath.values import number, truth

FIRST_LOAD, LOAD, NEW_REPEAT = "odk-instance-first-load", "odk-instance-load", "odk-new-repeat"
MOST_ROUNDS = 20_000  # of rows counted, actions taken and choices cleared for one entry
MOST_ROWS = 5_000  # that a count may ask for
OPENING_BUDGET = 2 * BUDGET
Entry = tuple[Address, Value | None, State | None]


class Working:
    """Rows, values and findings of one unit, and what moves them."""

    def __init__(
        self,
        graph: Graph,
        unit: Unit,
        document: Document,
        today: date,
        now: datetime | None = None,
        official: Mapping[Address, Value] | None = None,
    ) -> None:
        """Open a unit's answers; raise `Problem` NO_SUCH_CELL or VALUE_KIND where they do not fit."""
        self.graph = graph
        self.unit = unit
        self._official: Mapping[Address, Value] = dict(official or {})
        self.forms: tuple[Form, ...] = graph.pack.forms_for(unit)
        wanted = {form.id for form in self.forms}
        self._asked = [plan.table.form in wanted for plan in graph.plans]
        self._store = graph.store(today, now)
        self._store.budget = OPENING_BUDGET
        unit_row(graph, unit, self._store)
        hidden_row(graph, self._store)
        explained = graph.explanations
        self._ledger = Ledger(
            wants_reasons=explained is not None and self._asked[explained.shape.index],
        )
        self._waiting: dict[int, dict[Row, None]] = {}
        self._heap: list[int] = []
        self._moved: dict[tuple[Row, int], None] = {}
        self._live = False
        self._typed: set[tuple[Row, int]] = set()  # answered in this entry
        self._done: dict[tuple[Row, int], None] = {}  # answers that actions and filters have changed
        self._cleared: dict[tuple[Row, int], Value] = {}
        self._shrunk: dict[tuple[Row, int], str] = {}  # choices of which only these are still offered
        self._fired: dict[tuple[Row, int], None] = {}
        self._recount: dict[tuple[Row, int], None] = {}
        self._hidden: dict[tuple[Row, int], list[Row]] = {}  # rows beyond a count, by row above and table
        self._quiet: set[Row] = set()  # rows a count has just made: nothing of them is stored yet
        self._newborn: list[Row] = []  # rows whose actions are still to be taken
        self._came: list[Row] = []
        self._went: list[Row] = []
        self._fill(document)
        self._work_all()
        self._live = True
        self._came, self._went, self._done = [], [], {}
        self._start_findings()

    # -- rows ---------------------------------------------------------------------------------------

    def _plant(self, plan: Plan, key: Key, above: Row) -> list[Row]:
        return self._below_new(self._grow(plan, key, above), plan, fresh=True)

    def _below_new(self, row: Row, plan: Plan, *, fresh: bool) -> list[Row]:
        """Make the rows that stand below a new one from the start, and have all of them worked out."""
        added = [row]
        for inner in self.graph.plans:
            chain = inner.shape.chain
            if len(chain) > plan.shape.depth and chain[plan.shape.depth - 1] == plan.shape.index:
                parents = [r for r in added if r.shape.index == chain[-2]]
                added.extend(self._fixed_rows(inner, parents))
                if fresh and inner.table.kind is TableKind.RECORDS and not inner.table.count:
                    added.extend(
                        self._grow(inner, (*parent.key, str(place + 1)), parent)
                        for parent in parents
                        for place in range(inner.table.each)
                    )
        for new in added:
            self._seed_row(new)
        return added

    def _take_out(self, row: Row) -> list[Row]:
        """Take a row out of its table with all below it; give them."""
        plan = self.graph.plans[row.shape.index]
        gone = below(row)
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
        return gone

    def _put_back(self, row: Row) -> list[Row]:
        """Put a hidden row back where it stood, with all below it."""
        back = below(row)
        for one in back:
            index = one.shape.index
            self._store.tables[index].append(one)
            self._store.by_key[index][one.key] = one
            unknown = self._store.unknown[index]
            for cell in self.graph.plans[index].cells:
                if not one.known[cell.slot]:
                    unknown[cell.slot] = unknown.get(cell.slot, 0) + 1
        assert row.parent is not None  # noqa: S101 - counted rows have one
        siblings = row.parent.children.setdefault(row.shape.index, [])
        siblings.append(row)
        for place, one in enumerate(siblings):
            one.index = place
        for one in back:
            self._seed_row(one)
        return back

    def _beyond(self, plan: Plan) -> list[Row]:
        """Give the hidden rows of a table, which keep what was typed into them."""
        rows = [one for hidden in self._hidden.values() for row in hidden for one in below(row)]
        return sorted((row for row in rows if row.shape is plan.shape), key=lambda row: row.order)

    def _count(self, above: Row, plan: Plan) -> None:
        """Give a repeat as many rows as its count says: hide what is beyond, bring back or add the rest."""
        assert plan.count_slot is not None  # noqa: S101 - only counted tables come here
        wanted = number(above.v[plan.count_slot])
        if math.isnan(wanted) and self._live:
            return  # a blank count says nothing
        count = int(min(wanted, MOST_ROWS)) if wanted > 0 else 0
        place = above, plan.shape.index
        rows = above.children.setdefault(plan.shape.index, [])
        hidden = self._hidden.setdefault(place, [])
        while len(rows) > count:
            row = rows[-1]
            self._went.extend(self._take_out(row))
            hidden.insert(0, row)
        new: list[Row] = []
        last = 0
        while len(rows) < count:
            if hidden:
                self._came.extend(self._put_back(hidden.pop(0)))
                continue
            last = last or max((int(row.key[-1]) for row in rows), default=0)
            last += 1
            new.extend(self._plant(plan, (*above.key, str(last)), above))
        self._came.extend(new)
        if not hidden:
            del self._hidden[place]
        self._settle_cells()
        for row in new:  # its defaults are stored with its first answer: until then the count makes it again
            self._defaults(row)
        self._settle_cells()
        self._quiet.update(new)
        self._newborn.extend(new)

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
            for key, values in rows.items():
                for name, value in values.items():
                    address = Address(table, key, name)
                    row, cell = self._find(address)
                    typed = accepted(value, cell.field, address)
                    if typed is not None and not cell.computed and cell.field.kind is not Kind.KEY:
                        row.raw[cell.slot] = typed
        self._start_rows()
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

    # -- working out --------------------------------------------------------------------------------

    def _work_all(self) -> None:
        """Work everything out once, in order, then fill in the defaults of untouched rows."""
        self.work_again()
        for row in self._fresh:
            self._defaults(row)
        self._settle()
        for event in (FIRST_LOAD, LOAD):
            for doing in self.graph.doings.get(event, ()):
                if event == LOAD or self.graph.pack.forms[doing.plan.form].id in self._new:
                    for row in list(self._store.tables[doing.plan.shape.index]):
                        if self._do(doing, row):
                            row.pending.add(doing.cell.slot)
        self._settle()
        self._moved.clear()

    def work_again(self) -> None:
        """Work every cell out once more; nothing moves. For the benchmark and for a check of the engine."""
        self._store.budget = OPENING_BUDGET
        for step in self.graph.steps:
            rows = self._store.tables[step.plan.shape.index]
            if step.kind == HIDDEN:
                work_hidden(self.graph, step, rows)
            elif step.slot is not None:
                for row in rows:
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
            cell_findings(self.graph, step, row, self._official)
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
        """Work out all that waits, with the rows, actions and cleared choices that follow."""
        for _ in range(MOST_ROUNDS):
            self._settle_cells()
            if self._recount:
                (above, index), _ = self._recount.popitem()
                if self._store.by_key[above.shape.index].get(above.key) is above:
                    self._count(above, self.graph.plans[index])
            elif self._newborn:
                born, self._newborn = self._newborn, []
                self._born(born)
            elif self._shrunk:
                self._clear()
            elif self._fired:
                fired, self._fired = self._fired, {}
                for row, slot in fired:
                    for doing in self.graph.triggers[row.shape.index, slot]:
                        targets = doing.rows(row, row, 0) if doing.rows else reached(row, doing.plan.shape)
                        for target in targets if len(targets) == 1 else ():
                            self._do(doing, target)
            else:
                break
        else:
            raise Problem("PACK_BUDGET")
        self._typed.clear()
        self._quiet.clear()
        if self._touched_reasons():
            self._ledger.explain(self._reasons())

    def _born(self, rows: list[Row]) -> None:
        """Take the actions of new rows."""
        for row in rows:
            table = self.graph.plans[row.shape.index].table.path
            for doing in self.graph.doings.get(NEW_REPEAT, ()):
                if doing.action.trigger == table:
                    for target in reached(row, doing.plan.shape):
                        self._do(doing, target)

    def _do(self, doing: Doing, row: Row) -> bool:
        """Take an action on a row; say whether it changed an answer."""
        cell = doing.cell
        if cell.computed or not (self._live or relevant(cell, row)):
            return False  # a question that is not asked gets no first value
        value = outward(cell, outcome(cell, doing.code(row))) if doing.code else None
        if not self._answer(row, cell, value, None):
            return False
        self._typed.add((row, cell.slot))
        if row in self._quiet:
            row.pending.add(cell.slot)
        else:
            self._done[row, cell.slot] = None
        return True

    def _clear(self) -> None:
        """Take back choices that an entry elsewhere has removed from their list; the change tells of them."""
        shrunk, self._shrunk = self._shrunk, {}
        for (row, slot), kept in shrunk.items():
            before = row.raw.get(slot)
            if before is None or before == kept:
                continue
            self._cleared.setdefault((row, slot), before)
            self._answer(row, self.graph.plans[row.shape.index].cells[slot], kept or None, None)
            self._done[row, slot] = None

    def _offered(self, cell: Cell, row: Row, value: str) -> str:
        """Give those of the chosen codes that are offered, and note it where some are not."""
        codes = value.split() if cell.field.kind is Kind.CHOICES else [value]
        kept = " ".join(code for code in codes if offered(cell, row, code))
        if kept != value:
            self._shrunk[row, cell.slot] = kept
        return kept

    def _settle_cells(self) -> None:
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
            if step.kind == HIDDEN:
                moved = work_hidden(self.graph, step, rows)
            else:
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

    def _work(self, step: Step, row: Row) -> bool:
        """Take one step for one row; say whether its slot, or whether it is known, has changed."""
        cell, slot = step.cell, step.slot
        assert slot is not None  # noqa: S101 - steps that work something out have a slot
        if cell is None:
            return self._work_group(step, slot, row)
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
            filtered = cell.choice_filter is not None or cell.itemset is not None
            if filtered and self._live and isinstance(typed, str) and (row, slot) not in self._typed:
                value = self._offered(cell, row, typed) or None
            if typed is None and self.graph.plans[row.shape.index].blanks_told:
                is_known = state is State.NONE if cell.numeric else state is None and not required(cell, row)
                # The cover is filled when the report is sent: until then nothing is checked against it.
                is_known = is_known and self.graph.plans[row.shape.index].table.role != "header"
        moved = value != row.v[slot] or type(value) is not type(row.v[slot])
        if moved:
            row.v[slot] = value
            self._moved[row, slot] = None
            if self._live and (row.shape.index, slot) in self.graph.triggers:
                self._fired[row, slot] = None
        if is_known is not row.known[slot]:
            row.known[slot] = is_known
            unknown = self._store.unknown[row.shape.index]
            unknown[slot] = unknown.get(slot, 0) + (-1 if is_known else 1)
            moved = True
        return moved

    def _work_group(self, step: Step, slot: int, row: Row) -> bool:
        """Work out a group's flag or the count of a repeat's rows."""
        assert step.code is not None  # noqa: S101 - both have an expression
        value = step.code(row)
        if step.counted is not None:
            self._recount[row, step.counted.shape.index] = None
            value = number(value)
        else:
            value = truth(value)
            if row.v[slot] is not value:
                for cell in step.shown:
                    self._moved[row, cell.slot] = None
        moved = value is not row.v[slot] and value != row.v[slot]  # a count that is NaN moves nothing else
        row.v[slot] = value
        return moved

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
