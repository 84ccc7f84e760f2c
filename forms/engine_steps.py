"""The working out of what depends on an entry: steps that wait, in order, each for the rows that moved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from heapq import heappop, heappush
from typing import Any

from forms.answers import Address, Key, State, Value
from forms.engine_cells import inward
from forms.engine_findings import (
    Found,
    all_known,
    cell_findings,
    check_findings,
    known,
    offered,
    required,
)
from forms.engine_graph import Cell, Graph, Plan, Step, affected
from forms.engine_hidden import HIDDEN, work_hidden
from forms.engine_ledger import Ledger
from forms.engine_unit import UnitRows
from forms.pack import Kind, TableKind, Unit
from forms.xpath.bound import ROWS, Code
from forms.xpath.nodes import BUDGET, Row
from forms.xpath.values import Inner, number, truth

OPENING_BUDGET = 2 * BUDGET


class UnitSteps(UnitRows):
    """Takes the steps of a graph on a unit's rows, and keeps what they found."""

    def __init__(
        self, graph: Graph, unit: Unit, today: date, now: datetime | None, official: Mapping[Address, Value]
    ) -> None:
        """Begin without rows, findings or anything that waits."""
        super().__init__(graph, unit, today, now)
        self._official: dict[tuple[str, str], dict[Key, Value]] = {}  # by table and field, then by row
        for place, value in official.items():
            self._official.setdefault((place.table, place.field), {})[place.key] = value
        wanted = {form.id for form in self.forms}
        self._asked = [plan.table.form in wanted for plan in graph.plans]
        spared = graph.pack.may_leave_out(unit)
        self._spared = [
            plan.table.form in spared and plan.table.kind is not TableKind.RECORDS for plan in graph.plans
        ]
        self._ranks: dict[int, list[int]] = {}  # of a table's steps, by the table's place
        self._rules: dict[int, list[int]] = {}  # and of those that find something
        for step in graph.steps:
            self._ranks.setdefault(step.plan.shape.index, []).append(step.rank)
            if step.slot is None:
                self._rules.setdefault(step.plan.shape.index, []).append(step.rank)
        explained = graph.explanations
        self._ledger = Ledger(
            wants_reasons=explained is not None and self._asked[explained.shape.index],
        )
        self._waiting: dict[int, dict[Row, None]] = {}
        self._held: dict[int, dict[Row, None]] = {}  # rules that wait for the end of several entries
        self._holding = False
        self._heap: list[int] = []
        self._live = False  # all has been worked out once
        self._moved: dict[tuple[Row, int], None] = {}
        self._typed: set[tuple[Row, int]] = set()  # answered in this entry
        self._shrunk: dict[tuple[Row, int], str] = {}  # choices of which only these are still offered
        self._fired: dict[tuple[Row, int], None] = {}  # cells whose actions are still to be taken
        self._recount: dict[tuple[Row, int], None] = {}  # rows below which a table has another count

    def work_again(self) -> None:
        """Work every cell out once more; nothing moves. For the benchmark and for a check of the engine."""
        self._store.budget = OPENING_BUDGET
        for step in self.graph.steps:
            if step.slot is not None:
                self._work(step, self._store.tables[step.plan.shape.index])

    def _start_findings(self) -> None:
        self._ledger.reasons = self._reasons()
        self._ledger.start(
            ((step.rank, row), found)
            for step in self.graph.steps
            if step.slot is None and self._asked[step.plan.shape.index]
            for row, found in self._found(step, self._store.tables[step.plan.shape.index])
        )

    def _found(self, step: Step, rows: Iterable[Row]) -> Iterator[tuple[Row, Found]]:
        """Try a rule on rows; give those in which it finds something."""
        if step.cell is None:
            return check_findings(self.graph, step, rows, self._store)
        if self._spared[step.plan.shape.index] and not step.cell.computed:
            rows = [row for row in rows if not self._untouched(row)]
        official = self._official.get((step.plan.table.id, step.cell.field.id), {})
        return cell_findings(self.graph, step, rows, self._store, official)

    def _untouched(self, row: Row) -> bool:
        """Tell whether nothing is asked of a row: nobody began it, in a form that the unit may leave out."""
        return self._spared[row.shape.index] and not row.raw and not row.state

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
            untouched = self._untouched(row)
            _set(row.raw, slot, value)
            _set(row.state, slot, state)
            self._wait(self.graph.value_rank[index, slot], row)
            if untouched is not self._untouched(row):  # all of the row is asked now, or nothing any more
                for rank in self._rules.get(index, ()):
                    self._wait(rank, row)
        self._moved[row, slot] = None
        self._wait(self.graph.rules_rank[index, slot], row)
        return True

    def _seed_rows(self, rows: Sequence[Row]) -> None:
        """Have everything of new rows worked out, and what looks at their tables' rows."""
        for row in rows:
            for rank in self._ranks.get(row.shape.index, ()):
                self._wait(rank, row)
        self._spread(rows, ROWS)

    def _wait(self, rank: int, row: Row) -> None:
        waiting = self._waiting.get(rank)
        if waiting is None:
            self._waiting[rank] = {row: None}
            heappush(self._heap, rank)
        else:
            waiting[row] = None

    def _spread(self, rows: Sequence[Row], slot: int) -> None:
        """Have worked out again what reads this slot of rows that moved."""
        tables: dict[int, list[Row]] = {}
        for row in rows:
            tables.setdefault(row.shape.index, []).append(row)
        for index, moved in tables.items():
            self._store.forget(index, slot)
            for edge in self.graph.edges.get((index, slot), ()):
                readers: Iterable[Row]
                if edge.bound == 0 and not edge.join:
                    readers = self._store.tables[edge.plan.shape.index]
                else:
                    readers = (reader for row in moved for reader in affected(edge, row))
                for reader in readers:
                    self._wait(edge.rank, reader)

    def _settle_cells(self) -> None:
        """Take every waiting step once for each row, in order, until nothing moves."""
        while self._heap:
            rank = heappop(self._heap)
            rows = self._waiting.pop(rank)
            step = self.graph.steps[rank]
            if step.slot is None:
                if not self._asked[step.plan.shape.index]:
                    continue
                if self._holding:
                    self._held.setdefault(rank, {}).update(rows)
                    continue
                found = dict(self._found(step, rows))
                for row in rows:
                    self._ledger.put((rank, row), found.get(row, []))
                continue
            moved = self._work(step, rows)
            if moved:
                self._spread(moved, step.slot)

    def _release(self) -> None:
        """Try the rules that were held back."""
        held, self._held = self._held, {}
        for rank, rows in held.items():
            for row in rows:
                self._wait(rank, row)

    def _work(self, step: Step, rows: Iterable[Row]) -> list[Row]:
        """Take one step for rows; give those whose slot, or whether it is known, has changed."""
        if step.kind == HIDDEN:
            return work_hidden(step, rows)
        if step.cell is None:
            return [row for row in rows if self._work_group(step, row)]
        if step.kind == "flag":
            return self._work_flag(step, step.cell, rows)
        if step.code is not None:
            return self._work_out(step.cell, step.code, rows)
        return self._read_in(step.plan, step.cell, rows)

    def _work_flag(self, step: Step, cell: Cell, rows: Iterable[Row]) -> list[Row]:
        """Work out whether a cell is asked, must be answered or is locked."""
        slot, moved = step.slot, []
        assert step.code is not None  # noqa: S101 - flags have an expression
        assert slot is not None  # noqa: S101 - and a slot
        run = step.code.run
        for row in rows:
            flag = truth(run(row, row, 0))
            if row.v[slot] is not flag:
                row.v[slot] = flag
                moved.append(row)
                if self._live:
                    self._moved[row, cell.slot] = None
        return moved

    def _work_out(self, cell: Cell, code: Code, rows: Iterable[Row]) -> list[Row]:
        """Work out the value of a computed cell; where it is not asked it has none."""
        run, bring, asked, moved = code.run, cell.bring, cell.relevant_slot, []
        sure = all_known(code, self._store)
        for row in rows:
            if asked is None or row.v[asked] is True:
                value = bring(run(row, row, 0))
                changed = self._lay(row, cell, value, is_known=sure or known(code, row))
            else:
                changed = self._lay(row, cell, None, is_known=True)
            if changed:
                moved.append(row)
        return moved

    def _read_in(self, plan: Plan, cell: Cell, rows: Iterable[Row]) -> list[Row]:
        """Read what was typed into a cell, and whether it is known: answered, or said to have no answer."""
        slot, asked, moved = cell.slot, cell.relevant_slot, []
        filtered = self._live and (cell.choice_filter is not None or cell.itemset is not None)
        # The cover is filled when the report is sent: until then nothing is checked against it.
        header = plan.table.role == "header"
        for row in rows:
            value: Inner = None
            is_known = True
            if asked is None or row.v[asked] is True:
                typed, state = row.raw.get(slot), row.state.get(slot)
                value = inward(cell, typed, state)
                if filtered and isinstance(typed, str) and (row, slot) not in self._typed:
                    value = self._offered(cell, row, typed) or None
                if typed is None and plan.blanks_told:
                    is_known = not header and _is_said(cell, row, state)
            if self._lay(row, cell, value, is_known=is_known):
                moved.append(row)
        return moved

    def _lay(self, row: Row, cell: Cell, value: Inner, *, is_known: bool) -> bool:
        """Lay a value into its cell; say whether it, or whether it is known, has changed."""
        slot, moved = cell.slot, False
        before = row.v[slot]
        if value is not before and (value != before or type(value) is not type(before)):
            row.v[slot] = value
            moved = True
            if self._live:
                self._moved[row, slot] = None
                if (row.shape.index, slot) in self.graph.triggers:
                    self._fired[row, slot] = None
        if is_known is not row.known[slot]:
            row.known[slot] = is_known
            unknown = self._store.unknown[row.shape.index]
            unknown[slot] = unknown.get(slot, 0) + (-1 if is_known else 1)
            moved = True
        return moved

    def _work_group(self, step: Step, row: Row) -> bool:
        """Work out a group's flag or the count of a repeat's rows."""
        slot = step.slot
        assert step.code is not None  # noqa: S101 - both have an expression
        assert slot is not None  # noqa: S101 - and a slot
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

    def _offered(self, cell: Cell, row: Row, value: str) -> str:
        """Give those of the chosen codes that are offered, and note it where some are not."""
        codes = value.split() if cell.field.kind is Kind.CHOICES else [value]
        kept = " ".join(code for code in codes if offered(cell, row, code))
        if kept != value:
            self._shrunk[row, cell.slot] = kept
        return kept

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


def _is_said(cell: Cell, row: Row, state: State | None) -> bool:
    """Tell whether a blank is an answer: a figure that is none, a text that need not be filled in."""
    return state is State.NONE if cell.numeric else state is None and not required(cell, row)


def _set(kept: dict[int, Any], slot: int, value: object) -> None:
    if value is None:
        kept.pop(slot, None)
    else:
        kept[slot] = value
