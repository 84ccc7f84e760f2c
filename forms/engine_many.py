"""Rows that come and go: one by hand, thousands with an import or its undo, in time that grows with them.

What looks at a table's rows is told of all that came or went together, and rows that stay are gone through
once: done row by row, 50,000 of them would be hours.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from forms.answers import Key
from forms.engine_graph import Plan
from forms.engine_rows import below
from forms.engine_steps import UnitSteps
from forms.pack import TableKind
from forms.xpath.bound import ROWS
from forms.xpath.nodes import Row


class ManyRows(UnitSteps):
    """Puts any number of rows of one table into it, and takes them out."""

    def _plant(self, plan: Plan, places: Iterable[tuple[Key, Row | None]], *, fresh: bool) -> list[Row]:
        """Make rows under their keys with the rows below them, and put them into their order."""
        added: list[Row] = []
        above: dict[int, Row | None] = {}
        for key, parent in places:
            added.append(self._grow(plan, key, parent))
            above[id(parent)] = parent
        for parent in above.values():
            siblings = parent.children[plan.shape.index] if parent else self._store.tables[plan.shape.index]
            siblings.sort(key=lambda one: one.order)
            _number(siblings)
        added = [one for row in added for one in (row, *self._below_new(row, plan, fresh=fresh))]
        self._seed_rows(added)
        return added

    def _below_new(self, row: Row, plan: Plan, *, fresh: bool) -> list[Row]:
        """Make the rows that stand below a new one from the start."""
        added: list[Row] = []
        for inner in self.graph.plans:
            chain = inner.shape.chain
            if len(chain) > plan.shape.depth and chain[plan.shape.depth - 1] == plan.shape.index:
                parents = [one for one in (row, *added) if one.shape.index == chain[-2]]
                added.extend(self._fixed_rows(inner, parents))
                if fresh and inner.table.kind is TableKind.RECORDS and not inner.table.count:
                    added.extend(
                        self._grow(inner, (*parent.key, str(place + 1)), parent)
                        for parent in parents
                        for place in range(inner.table.each)
                    )
        return added

    def _take_out(self, rows: Iterable[Row]) -> list[Row]:
        """Take rows out of their tables with all below them; give them."""
        heads = list(rows)
        gone = [one for row in heads for one in below(row)]
        inside = set(gone)
        store = self._store
        for index in {row.shape.index for row in gone}:
            store.tables[index][:] = [row for row in store.tables[index] if row not in inside]
        for parent, index in {(row.parent, row.shape.index) for row in heads}:
            if parent is not None:
                parent.children[index][:] = [row for row in parent.children[index] if row not in inside]
            _number(parent.children[index] if parent is not None else store.tables[index])
        for row in gone:
            self._forget(row)
        self._spread(gone, ROWS)
        for waiting in (*self._waiting.values(), *self._held.values()):
            if len(waiting) > len(inside):
                for row in inside:
                    waiting.pop(row, None)
            else:
                for row in [row for row in waiting if row in inside]:
                    del waiting[row]
        return gone

    def _put_back(self, rows: Sequence[Row]) -> list[Row]:
        """Put hidden rows of one table back where they stood, with all below them; give them."""
        back = [one for row in rows for one in below(row)]
        store = self._store
        for one in back:
            index = one.shape.index
            store.tables[index].append(one)
            store.by_key[index][one.key] = one
            unknown = store.unknown[index]
            for cell in self.graph.plans[index].cells:
                if not one.known[cell.slot]:
                    unknown[cell.slot] = unknown.get(cell.slot, 0) + 1
        for row in rows:
            assert row.parent is not None  # noqa: S101 - counted rows have one
            siblings = row.parent.children.setdefault(row.shape.index, [])
            row.index = len(siblings)
            siblings.append(row)
        self._seed_rows(back)
        return back

    def _forget(self, row: Row) -> None:
        """Forget what is known of a row that stands in no table any more, and what was found in it."""
        index = row.shape.index
        del self._store.by_key[index][row.key]
        unknown = self._store.unknown[index]
        for cell in self.graph.plans[index].cells:
            if not row.known[cell.slot]:
                unknown[cell.slot] -= 1
        for rank in self._rules.get(index, ()):
            self._ledger.take((rank, row))


def _number(siblings: Iterable[Row]) -> None:
    for place, one in enumerate(siblings):
        one.index = place
