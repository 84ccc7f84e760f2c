"""One unit's answers, live: an entry moves exactly the cells and findings that depend on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from forms.answers import Address, Document, Key, State, Value, row_name
from forms.engine_cells import accepted, outcome, outward
from forms.engine_findings import (
    answer,
    offered,
    relevant,
    required,
)
from forms.engine_graph import Plan
from forms.engine_rows import below
from forms.engine_told import Telling
from forms.findings import CellView, Change, Finding, GroupView, RowsChange
from forms.pack import Choice, Kind, TableKind
from forms.problems import Problem
from forms.xpath.bound import Code
from forms.xpath.nodes import BUDGET, Row
from forms.xpath.values import Inner, text

Entry = tuple[Address, Value | None, State | None]
Laid = tuple[str, Value | None, State | None]
"""An answer of a row that is still to be added: field, value, state."""


class OpenForms(Telling):
    """The forms one unit fills, with their values, states and findings."""

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

    def asked(self, table: str, expression: str) -> list[Inner]:
        """Work an expression of `Graph.asked` out for each row of a table, in their order."""
        code = self.graph.asked[table, expression]
        self._store.budget = BUDGET
        return [code(row) for row in self._ordered(self._plan(table))]

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
            for row in (*self._ordered(plan), *self._beyond(plan)):
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
        """Give typed and computed values of all asked cells; blanks and keys are left out, records kept.

        What is worked out for other cells alone is left out too, but on subtotal rows stands in its column.
        """
        tables: dict[str, dict[Key, dict[str, Value]]] = {}
        for plan in self.graph.plans:
            rows: dict[Key, dict[str, Value]] = {}
            usual = [cell for cell in plan.cells if cell.field.kind is not Kind.KEY and not cell.field.hidden]
            totals = [plan.by_field.get(cell.field.total, cell) for cell in usual]
            subtotals = {row.key for row in plan.table.rows if row.total}
            axes = len(plan.table.axes)
            for row in self._ordered(plan):
                cells: dict[str, Value] = {}
                for cell in totals if subtotals and row.key[len(row.key) - axes :] in subtotals else usual:
                    value = answer(cell, row)
                    if value is not None:
                        cells[cell.field.id] = value
                if cells or plan.table.kind is TableKind.RECORDS:
                    rows[row.key] = cells
            if rows:
                tables[plan.table.id] = rows
        return tables

    def row_values(self, table: str, key: Key) -> dict[str, Value]:
        """Give typed and computed values of the asked cells of one row, by field; {} where there is none."""
        plan = self._plan(table)
        row = self._store.by_key[plan.shape.index].get(key)
        if row is None:
            return {}
        found = ((cell.field.id, answer(cell, row)) for cell in plan.cells if cell.field.kind is not Kind.KEY)
        return {name: value for name, value in found if value is not None}

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
            rows = [row for row in self._store.tables[plan.shape.index] if not self._untouched(row)]
            always = {cell.slot for cell in asked if cell.numeric and cell.relevant_slot is None}
            asked = [cell for cell in asked if cell.slot not in always]
            wanted += len(always) * len(rows)
            for row in rows:
                done += len(always & (row.raw.keys() | row.state.keys()))
                for cell in asked:
                    if (cell.numeric or required(cell, row)) and relevant(cell, row):
                        wanted += 1
                        done += cell.slot in row.raw or cell.slot in row.state
        return done, wanted

    def choices(self, address: Address) -> tuple[Choice, ...]:
        """Give the choices offered in a cell, after its choice filter."""
        row, cell = self._find(address)
        self._store.budget = BUDGET
        if cell.itemset is not None:
            rows = cell.itemset.rows(row, row, 0)
            found = ((text(one.v[cell.itemset.value]), text(one.v[cell.itemset.label])) for one in rows)
            return tuple(Choice(code, {"vi": label}) for code, label in found)
        if cell.choice_set is not None:
            chosen = tuple(cell.choices[item.index] for item in cell.choice_set(row, row, 0))
        else:
            chosen = tuple(choice for choice in cell.choices if offered(cell, row, choice.name))
        if not cell.choice_words:
            return chosen
        return tuple(self._spoken(choice, cell.choice_words.get(choice.name), row) for choice in chosen)

    @staticmethod
    def _spoken(choice: Choice, live: Mapping[str, Code] | None, row: Row) -> Choice:
        """Give a choice whose label holds answers the words as they now are."""
        if not live:
            return choice
        return replace(
            choice, label={**choice.label, **{lang: text(code(row)) for lang, code in live.items()}}
        )

    def label(self, address: Address, language: str = "vi") -> str:
        """Give a question's label with the answers it speaks of."""
        row, cell = self._find(address)
        return self._words(cell.live_label, cell.field.label, row, language)

    def _words(self, live: Mapping[str, Code], plain: Mapping[str, str], row: Row, language: str) -> str:
        code = live.get(language) or live.get("vi")
        if code is not None:
            self._store.budget = BUDGET
            return text(code(row))
        return plain.get(language) or plain.get("vi") or ""

    def locked(self, address: Address) -> bool:
        """Say whether the form itself locks a question, beside its being computed."""
        row, cell = self._find(address)
        return cell.readonly or (cell.readonly_slot is not None and row.v[cell.readonly_slot] is True)

    def read(self, address: Address, words: str) -> Value | None:
        """Turn the text of an XForm instance into a value of the cell's kind."""
        _, cell = self._find(address)
        if cell.field.kind is Kind.CHOICES and cell.field.control != "rank":
            chosen = words.split()
            listed = [choice.name for choice in cell.choices if choice.name in chosen]
            words = " ".join((*listed, *(code for code in chosen if code not in listed)))
        return outward(cell, outcome(cell, words))

    def above(self, path: str, key: Key) -> GroupView:
        """Show what stands around a repeat in the row `key` of the table above it."""
        outer = path.rpartition("/")[0]
        while outer not in self.graph.groups:
            outer = outer.rpartition("/")[0]
        return self.group(outer, key)

    def group(self, path: str, key: Key = (), language: str = "vi") -> GroupView:
        """Show a group, or the row of a repeat, that stands in the row `key` of its table."""
        group = self.graph.groups.get(path)
        row = self._store.by_key[group.plan.shape.index].get(key) if group else None
        if group is None or row is None:
            raise Problem("NO_SUCH_CELL", place=path)
        return GroupView(
            group.relevant_slot is None or row.v[group.relevant_slot] is True,
            group.readonly or (group.readonly_slot is not None and row.v[group.readonly_slot] is True),
            self._words(group.live_label, group.group.label, row, language),
            group.group.required,
        )

    # -- entering -----------------------------------------------------------------------------------

    def put(self, address: Address, value: Value | None, state: State | None = None) -> Change:
        """Answer one cell; for a computed cell keep what was stated beside what is computed."""
        return self.put_many([(address, value, state)])

    def put_many(self, entries: Iterable[Entry]) -> Change:
        """Answer many cells at once, all or none of them; cells that follow something stay as they are."""
        checked = []
        for address, value, state in entries:
            row, cell = self._find(address)
            if cell.field.kind is Kind.KEY:
                raise Problem("NO_SUCH_CELL", place=address)
            fitting = accepted(value, cell.field, address)
            if (row, cell.slot) not in self._following:
                checked.append((row, cell, fitting, state))
        self._store.budget = BUDGET
        stored: dict[tuple[Row, int], None] = {}
        for row, cell, value, state in checked:
            self._typed.add((row, cell.slot))
            if self._answer(row, cell, value, state):
                stored[row, cell.slot] = None
                for slot in sorted(row.pending):
                    stored[row, slot] = None
                row.pending.clear()
        self._settle()
        return self._change(stored)

    def lock(self, places: Iterable[Address], why: str) -> None:
        """Let cells follow something else from now on: nobody types into them, `CellView.locked` says why."""
        for address in places:
            row, cell = self._find(address)
            self._following[row, cell.slot] = why

    def follow(self, figures: Mapping[Address, Value | None]) -> Change:
        """Lay new figures into cells that follow."""
        following, self._following = self._following, {}
        try:
            with self.holding() as held:
                self.put_many((address, value, None) for address, value in figures.items())
                self._following = following  # what is told of the cells says that they follow
        finally:
            self._following = following
        return held.change

    def add_record(self, table: str, parent: Key = ()) -> Change:
        """Add a row to a table of records, below the record `parent` for a child table."""
        return self.add_records(table, (parent,))

    def remove_record(self, table: str, key: Key) -> Change:
        """Remove a record with all that stands below it."""
        return self.remove_records(table, (key,))

    def add_records(self, table: str, parents: Iterable[Key]) -> Change:
        """Add a row below each of `parents`, in order, as one change; () for a table of its own."""
        plan = self._plan(table)
        if plan.table.kind is not TableKind.RECORDS:
            raise Problem("NO_SUCH_CELL", place=table)
        last: dict[Key, int] = {}
        places: list[tuple[Key, Row | None]] = []
        for parent in parents:
            above = self._row_above(plan, parent)
            if parent not in last:
                index = plan.shape.index
                siblings = above.children.get(index, []) if above else self._store.tables[index]
                last[parent] = max((int(row.key[-1]) for row in siblings), default=0)
            last[parent] += 1
            places.append(((*parent, str(last[parent])), above))
        return self._added_many(plan, places, fresh=True)

    def restore_records(self, table: str, keys: Iterable[Key]) -> Change:
        """Bring removed records back under their own keys: blank, without defaults and child records."""
        plan = self._plan(table)
        wanted = list(keys)
        known = self._store.by_key[plan.shape.index]
        there = next((key for key in wanted if key in known), None)
        if plan.table.kind is not TableKind.RECORDS or there is not None:
            raise Problem("NO_SUCH_CELL", place=row_name(table, there or ()))
        return self._added_many(plan, [(k, self._row_above(plan, k[:-1])) for k in wanted], fresh=False)

    def _added_many(self, plan: Plan, places: list[tuple[Key, Row | None]], *, fresh: bool) -> Change:
        """Add records with their fixed rows below; fresh ones get their defaults."""
        self._store.budget = BUDGET
        added = self._plant(plan, places, fresh=fresh)
        self._settle()
        stored: dict[tuple[Row, int], None] = {}
        for new in added if fresh else ():
            for slot in self._defaults(new):
                stored[new, slot] = None
            new.pending.clear()
        self._settle()
        if fresh:
            self._newborn.extend(added)
            self._settle()
        return self._change(stored, [RowsChange(name, added=keys) for name, keys in self._by_table(added)])

    def remove_records(self, table: str, keys: Iterable[Key]) -> Change:
        """Remove records with all that stands below them."""
        plan = self._plan(table)
        found: list[Row] = []
        for key in keys:
            row = self._store.by_key[plan.shape.index].get(key)
            if row is None or plan.table.kind is not TableKind.RECORDS:
                raise Problem("NO_SUCH_CELL", place=row_name(table, key))
            found.append(row)
        self._store.budget = BUDGET
        gone = self._take_out(found)
        inside = set(gone)
        for place in [place for place in self._hidden if place[0] in inside]:
            inside.update(one for hidden in self._hidden.pop(place) for one in below(hidden))
        self._settle()
        if self.graph.explanations is plan:
            self._ledger.explain(self._reasons())
        return self._change({}, [RowsChange(name, removed=keys) for name, keys in self._by_table(gone)])

    def add_filled(
        self,
        table: str,
        rows: Iterable[tuple[Key, Iterable[Laid]]],
        entries: Iterable[Entry] = (),
        *,
        silent: bool = False,
    ) -> tuple[tuple[Key, ...], Change]:
        """Add rows below their parents with what is answered in them, and other answers, as one entry.

        Gives the keys of the new rows; `silent`: see `holding`.
        """
        new = [(parent, tuple(laid)) for parent, laid in rows]
        with self.holding(silent=silent) as held:
            keys: tuple[Key, ...] = ()
            if new:
                change = self.add_records(table, [parent for parent, _ in new])
                keys = next(one.added for one in change.rows if one.table == table)[: len(new)]
            laid = [
                (Address(table, key, name), value, state)
                for key, (_, of) in zip(keys, new, strict=True)
                for name, value, state in of
            ]
            self.put_many([*laid, *entries])
        return keys, held.change
