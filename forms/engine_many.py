"""Many records at once: what an import adds, and what its undo takes out again, in time that grows with them.

Adding or removing one record looks at its siblings; done 50,000 times that would be hours.
"""

from __future__ import annotations

from collections.abc import Iterable

from forms.answers import Key
from forms.engine_graph import Plan
from forms.engine_rows import below
from forms.engine_work import Working
from forms.xpath.bound import ROWS
from forms.xpath.nodes import Row


class ManyRows(Working):
    """Adds and removes any number of records of one table as one entry."""

    def _plant_many(self, plan: Plan, places: Iterable[tuple[Key, Row | None]], *, fresh: bool) -> list[Row]:
        """Make records under their keys with the rows below them, and put them into their order."""
        added: list[Row] = []
        above: dict[int, Row | None] = {}
        for key, parent in places:
            row = self._grow(plan, key, parent)
            above[id(parent)] = parent
            added.extend(self._below_new(row, plan, fresh=fresh))
        for parent in above.values():
            siblings = parent.children[plan.shape.index] if parent else self._store.tables[plan.shape.index]
            siblings.sort(key=lambda one: one.order)
            for place, one in enumerate(siblings):
                one.index = place
        return added

    def _take_out_many(self, rows: Iterable[Row]) -> list[Row]:
        """Take records out of their tables with all below them; give them."""
        heads = list(rows)
        gone = [one for row in heads for one in below(row)]
        inside = set(gone)
        store = self._store
        for index in {row.shape.index for row in gone}:
            store.tables[index][:] = [row for row in store.tables[index] if row not in inside]
        for parent, index in {(row.parent, row.shape.index) for row in heads}:
            if parent is not None:
                parent.children[index][:] = [row for row in parent.children[index] if row not in inside]
            siblings = parent.children[index] if parent is not None else store.tables[index]
            for place, one in enumerate(siblings):
                one.index = place
        for row in gone:
            self._forget_found(row)
            self._spread(row, ROWS)
        for waiting in self._waiting.values():
            for row in [row for row in waiting if row in inside]:
                del waiting[row]
        return gone

    def _forget_found(self, row: Row) -> None:
        """Forget what is known of a row that stands in no table any more, and what was found in it."""
        index = row.shape.index
        del self._store.by_key[index][row.key]
        unknown = self._store.unknown[index]
        for cell in self.graph.plans[index].cells:
            if not row.known[cell.slot]:
                unknown[cell.slot] -= 1
        for rank in self._rules.get(index, ()):
            self._ledger.take((rank, row))
