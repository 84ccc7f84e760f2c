"""What becomes of each row of a list: which row of the table it is, what it brings, what is wrong with it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from exports.lists import Content, ListRow, place_name
from forms.answers import Address, Key, State, Value
from forms.findings import Finding
from forms.letters import fold
from forms.pack import Kind, Table, TableKind
from forms.problems import Problem
from office.entry import Entry
from office.import_columns import Layout, Way, axis_values, fields_of
from office.import_damage import Damage
from office.import_values import AxisColumn, FieldColumn, unknown_code

_TOTALS = ("cong", "tong cong", "tong so", "tong", "toan xa", "toan huyen", "toan tinh", "total")
_MOST_REFUSALS = 5_000  # cells that are told one by one


class Verdict(StrEnum):
    """What a row of a list would do."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    PASSED = "passed"  # not asked for by the way chosen, or a line of totals
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong with one cell, or with a row as a whole (`column` 0).

    `problem` refuses the row (with verdict PASSED it only says why the row is left out); `finding` is a rule
    that the value breaks: it goes in and is marked.
    """

    row: int
    column: int
    cell: str
    heading: str
    problem: Problem | None = None
    finding: Finding | None = None


@dataclass(frozen=True, slots=True)
class RowPlan:
    """One row: `key` of the row that is here (None for a new record), `parent` of a new child record."""

    number: int
    verdict: Verdict
    key: Key | None = None
    parent: Key = ()
    answers: tuple[tuple[str, Value | None, State | None], ...] = ()


class Reader:
    """The mapped columns of one list, each with how its contents are read."""

    def __init__(
        self,
        entry: Entry,
        table: Table,
        layout: Layout,
        words: Mapping[int, str],
        wanted: Mapping[int, Collection[Damage]],
    ) -> None:
        desk = entry.desk
        fields = {one.id: one for one in fields_of(table)}
        self.words = words
        self.fields: dict[int, FieldColumn] = {}
        self.axes: dict[int, tuple[str, AxisColumn]] = {}
        self.parent = next((column for column, target in layout.columns.items() if target == "^"), 0)
        for column, target in sorted(layout.columns.items()):
            if target in fields:
                field = fields[target]
                self.fields[column] = FieldColumn(
                    field,
                    desk.pack.lists.get(field.list or "", ()),
                    wanted.get(column, ()),
                    desk.language,
                    takes_state=field.calculate is None and entry.takes_state(field),
                )
            elif target.startswith("#"):
                known = axis_values(table, target[1:])
                self.axes[column] = (target[1:], AxisColumn(known, wanted.get(column, ())))


class Here:
    """The rows that are in the table now, by what tells them apart."""

    def __init__(self, entry: Entry, table: Table, layout: Layout) -> None:
        self.entry = entry
        self.typed = entry.open.document().tables.get(table.id, {})
        self.keys = frozenset(entry.rows(table.id))
        self.by_key: dict[tuple[Key, tuple[str, ...]], list[Key]] = {}
        if table.kind is TableKind.RECORDS:
            for key in entry.rows(table.id):
                values = self.typed.get(key, {})
                told = tuple(identity(values.get(name)) for name in layout.key)
                self.by_key.setdefault((key[:-1], told), []).append(key)
        self.parents: dict[str, Key] = {}
        self.parent_words: dict[str, str] = {}
        if table.parent is not None:
            self._list_parents(entry, table.parent)

    def _list_parents(self, entry: Entry, parent: str) -> None:
        texts = [one.id for one in entry.table(parent).fields if one.kind is Kind.TEXT]
        for key in entry.rows(parent):
            names = [entry.view(Address(parent, key, name)).value for name in texts[:1]]
            for word in (".".join(key), *(str(one) for one in names if one is not None)):
                self.parents.setdefault(fold(word), key)
                self.parent_words.setdefault(fold(word), word[:40])


def identity(value: Value | None) -> str:
    """Write a value so that two that mean the same are equal: texts without diacritics and case."""
    return "" if value is None else fold(str(value)) if isinstance(value, str) else str(value)


class Rows:
    """Sorts rows one after the other; `troubles` gathers what is wrong."""

    def __init__(self, here: Here, reader: Reader, layout: Layout, table: Table) -> None:
        self._here = here
        self._reader = reader
        self._layout = layout
        self._table = table
        self._seen: dict[object, int] = {}
        self._refused = 0
        self.troubles: list[Trouble] = []

    def plan(self, row: ListRow) -> RowPlan | None:
        """Say what becomes of a row; None where none of its mapped cells holds anything."""
        mapped = {**self._reader.fields, **self._reader.axes}
        if all(_content(row, column) is None for column in mapped):
            return None
        if self._is_total(row):
            self._tell(row, 0, Problem("IMPORT_TOTAL_ROW"))
            return RowPlan(row.number, Verdict.PASSED)
        fine = True
        answers: list[tuple[str, Value | None, State | None]] = []
        for column, reader in self._reader.fields.items():
            content = _content(row, column)
            if content is None:
                continue
            try:
                value, state = reader.read(content)
            except Problem as problem:
                self._tell(row, column, problem)
                fine = False
                continue
            if value is not None or state is not None:
                answers.append((reader.field.id, value, state))
        place = self._place(row, {name: value for name, value, _ in answers})
        if place is None or not fine:
            self._refused += 1
            return RowPlan(row.number, Verdict.REFUSED)
        return self._judged(row, *place, tuple(answers))

    def _is_total(self, row: ListRow) -> bool:
        words = next((one for one in row.cells if isinstance(one, str)), "")
        return len(words) < 20 and fold(words) in _TOTALS

    def _place(self, row: ListRow, values: Mapping[str, Value | None]) -> tuple[Key | None, Key] | None:
        """Find the row of the table (None: a new record) and the record above; None where refused."""
        if self._table.kind is TableKind.RECORDS:
            return self._record(row, values)
        parts: dict[str, str] = {}
        for column, (axis, reader) in self._reader.axes.items():
            content = _content(row, column)
            if content is None:
                self._tell(
                    row, column, Problem("IMPORT_AXIS_BLANK", axis=self._reader.words.get(column, axis))
                )
                return None
            try:
                parts[axis] = reader.read(content)
            except Problem as problem:
                self._tell(row, column, problem)
                return None
        above = self._above(row) if self._table.parent is not None else ()
        if above is None:
            return None
        found = (*above, *(parts[axis] for axis in self._table.axes))
        if found not in self._here.keys:
            self._tell(
                row, min(self._reader.axes, default=0), Problem("IMPORT_NO_ROW", row=" · ".join(found))
            )
            return None
        return None if self._twice(row, found) else (found, ())

    def _record(self, row: ListRow, values: Mapping[str, Value | None]) -> tuple[Key | None, Key] | None:
        above = self._above(row) if self._table.parent is not None else ()
        if above is None:
            return None
        if self._layout.way is Way.ADD:
            return None, above
        told = tuple(identity(values.get(name)) for name in self._layout.key)
        if not any(told):
            column = self._column_of(self._layout.key[0])
            self._tell(row, column, Problem("IMPORT_KEY_BLANK"))
            return None
        if self._twice(row, (above, told)):
            return None
        found = self._here.by_key.get((above, told), [])
        if len(found) > 1:
            self._tell(
                row, self._column_of(self._layout.key[0]), Problem("IMPORT_KEY_MANY", count=len(found))
            )
            return None
        return (found[0] if found else None), above

    def _above(self, row: ListRow) -> Key | None:
        parents, column = self._here.parents, self._reader.parent
        content = _content(row, column) if column else None
        if content is None:
            only = set(parents.values())
            if len(only) == 1:
                return only.pop()
            self._tell(row, column, Problem("IMPORT_PARENT"))
            return None
        key = parents.get(fold(str(content)))
        if key is None:
            self._tell(row, column, unknown_code(str(content), self._here.parent_words))
        return key

    def _twice(self, row: ListRow, told: object) -> bool:
        first = self._seen.setdefault(told, row.number)
        if first == row.number:
            return False
        column = (
            self._column_of(self._layout.key[0]) if self._layout.key else min(self._reader.axes, default=0)
        )
        self._tell(row, column, Problem("IMPORT_TWICE", first=first))
        return True

    def _judged(
        self,
        row: ListRow,
        key: Key | None,
        parent: Key,
        answers: tuple[tuple[str, Value | None, State | None], ...],
    ) -> RowPlan:
        way = self._layout.way
        if key is None:
            if way is Way.UPDATE:
                return RowPlan(row.number, Verdict.PASSED)
            return RowPlan(row.number, Verdict.NEW, None, parent, answers)
        if way is Way.SKIP:
            return RowPlan(row.number, Verdict.PASSED, key)
        changed = []
        for name, value, state in answers:
            view = self._here.entry.view(Address(self._table.id, key, name))
            computed = self._reader_of(name).field.calculate is not None
            now = (view.stated if view.stated is not None else view.value) if computed else view.value
            if (value, state) == (now, view.state):
                continue
            if not computed and (view.readonly or not view.relevant):
                code = "CELL_LOCKED" if view.readonly else "CELL_NOT_ASKED"
                self._tell(
                    row,
                    self._column_of(name),
                    Problem(code, place=place_name(row.number, self._column_of(name))),
                )
                return RowPlan(row.number, Verdict.REFUSED, key)
            changed.append((name, value, state))
        verdict = Verdict.CHANGED if changed else Verdict.SAME
        return RowPlan(row.number, verdict, key, (), tuple(changed))

    def _reader_of(self, name: str) -> FieldColumn:
        return next(one for one in self._reader.fields.values() if one.field.id == name)

    def _column_of(self, name: str) -> int:
        return next((column for column, one in self._reader.fields.items() if one.field.id == name), 0)

    def _tell(self, row: ListRow, column: int, problem: Problem) -> None:
        if len(self.troubles) >= _MOST_REFUSALS:
            return
        cell = place_name(row.number, column) if column else str(row.number)
        self.troubles.append(Trouble(row.number, column, cell, self._reader.words.get(column, ""), problem))


def _content(row: ListRow, column: int) -> Content:
    content = row.cells[column - 1] if 0 < column <= len(row.cells) else None
    if isinstance(content, str) and not content.strip():
        return None
    return content
