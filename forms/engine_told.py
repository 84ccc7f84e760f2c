"""What an entry is answered with: the cells that moved, what is to be stored, rows and findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime

from forms.answers import Address, Document, Key, Value
from forms.engine_findings import answer, relevant, required
from forms.engine_graph import Cell, Graph
from forms.engine_work import Working
from forms.findings import CellView, Change, RowsChange
from forms.pack import Kind, Unit
from forms.xpath.nodes import BUDGET, Row


@dataclass(slots=True)
class Held:
    """Several entries taken as one; `change` is all of them, once they are over."""

    stored: dict[tuple[Row, int], None] = field(default_factory=dict)
    rows: list[RowsChange] = field(default_factory=list)
    change: Change = field(default_factory=lambda: Change({}))


class Telling(Working):
    """Tells what an entry, or several taken as one, moved."""

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
        super().__init__(graph, unit, document, today, now, official)
        self._gathering: Held | None = None
        self._following: dict[tuple[Row, int], str] = {}  # cells that nobody types into, and why

    @contextmanager
    def holding(self, *, silent: bool = False) -> Iterator[Held]:
        """Take the entries made inside as one: rules are tried at the end, each row once.

        A change made inside tells its rows alone; `Held.change` tells the whole, of an inner `holding` what
        is to be stored of it. `silent`: none of this is wanted, only the findings as they then stand.
        What asks for findings inside gets those from before.
        """
        outer, held = self._gathering, Held()
        self._gathering, self._holding = held, True
        try:
            yield held
        finally:
            self._gathering = outer
            if outer is None:
                self._holding = False
                self._store.budget = BUDGET
                self._release()
                self._settle()
        if outer is not None:
            outer.stored.update(held.stored)
            outer.rows.extend(held.rows)
            held.change = Change({}, {} if silent else self._kept(held.stored), tuple(held.rows))
        elif silent:
            self._moved, self._done, self._cleared, self._came, self._went = {}, {}, {}, [], []
            self._ledger.news()
        else:
            held.change = self._change(held.stored, held.rows)

    def _view(self, row: Row, cell: Cell) -> CellView:
        value = answer(cell, row)
        stated = row.stated.get(cell.slot)
        fixed = cell.computed or cell.field.kind is Kind.KEY or cell.readonly
        locked = self._following.get((row, cell.slot), "") if self._following else ""
        return CellView(
            value,
            row.state.get(cell.slot),
            stated if stated is not None and stated != value else None,
            relevant(cell, row),
            fixed or (cell.readonly_slot is not None and row.v[cell.readonly_slot] is True) or bool(locked),
            required(cell, row),
            locked,
        )

    def _change(self, stored: Iterable[tuple[Row, int]], rows: Iterable[RowsChange] = ()) -> Change:
        held = self._gathering
        if held is not None:
            held.stored.update(dict.fromkeys(stored))
            held.stored.update(self._done)
            self._done = {}
            held.rows.extend(rows)
            return Change({}, rows=tuple(rows))
        moved, self._moved = self._moved, {}
        done, self._done = self._done, {}
        cleared, self._cleared = self._cleared, {}
        came, self._came = self._came, []
        went, self._went = self._went, []
        counted = [
            *(RowsChange(name, shown=keys) for name, keys in self._by_table(came)),
            *(RowsChange(name, hidden=keys) for name, keys in self._by_table(went)),
        ]
        return Change(
            {address: view for address, view, _ in self._seen(moved)},
            self._kept({**dict.fromkeys(stored), **done}),
            (*rows, *counted),
            self._ledger.all(),
            {
                Address(row.shape.name, row.key, self.graph.plans[row.shape.index].cells[slot].field.id): old
                for (row, slot), old in cleared.items()
            },
            *self._ledger.news(),
        )

    def _kept(self, places: Iterable[tuple[Row, int]]) -> dict[Address, CellView]:
        return {
            address: view for address, view, cell in self._seen(places) if cell.field.kind is not Kind.KEY
        }

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
