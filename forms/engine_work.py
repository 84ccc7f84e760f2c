"""What an entry sets going: all of a unit's answers worked out, counted rows, actions, choices cleared."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date, datetime

from forms.answers import Address, Document, State, Value
from forms.engine_cells import outcome, outward
from forms.engine_findings import (
    relevant,
)
from forms.engine_graph import Doing, Graph, Plan
from forms.engine_many import ManyRows
from forms.engine_rows import below, reached
from forms.engine_steps import OPENING_BUDGET
from forms.pack import Unit
from forms.problems import Problem
from forms.xpath.nodes import Row
from forms.xpath.values import number

FIRST_LOAD, LOAD, NEW_REPEAT = "odk-instance-first-load", "odk-instance-load", "odk-new-repeat"
MOST_ROUNDS = 20_000  # of rows counted, actions taken and choices cleared for one entry
MOST_ROWS = 5_000  # that a count may ask for
Entry = tuple[Address, Value | None, State | None]


class Working(ManyRows):
    """What an entry sets going beside the steps: counted rows, actions, choices no longer offered."""

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
        super().__init__(graph, unit, today, now, dict(official or {}))
        self._store.budget = OPENING_BUDGET
        self._done: dict[tuple[Row, int], None] = {}  # answers that actions and filters have changed
        self._cleared: dict[tuple[Row, int], Value] = {}
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
        if len(rows) > count:
            beyond = rows[count:]
            self._went.extend(self._take_out(beyond))
            hidden[:0] = beyond
        missing = max(0, count - len(rows))
        if hidden[:missing]:
            self._came.extend(self._put_back(hidden[:missing]))
            del hidden[:missing]
        last = max((int(row.key[-1]) for row in rows), default=0)
        places = [((*above.key, str(last + n)), above) for n in range(1, count - len(rows) + 1)]
        new = self._plant(plan, places, fresh=True) if places else []
        self._came.extend(new)
        if not hidden:
            del self._hidden[place]
        self._settle_cells()
        for row in new:  # its defaults are stored with its first answer: until then the count makes it again
            self._defaults(row)
        self._settle_cells()
        self._quiet.update(new)
        self._newborn.extend(new)

    def _beyond(self, plan: Plan) -> list[Row]:
        """Give the hidden rows of a table, which keep what was typed into them."""
        rows = [one for hidden in self._hidden.values() for row in hidden for one in below(row)]
        return sorted((row for row in rows if row.shape is plan.shape), key=lambda row: row.order)
