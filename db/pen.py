"""The one writer of the office's own answers: rows and cells, each change with its line of history.

A `Pen` lives inside one transaction. It writes only what differs from what stands there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from db.database import Database
from db.presenting import PAPER_CELLS, open_code
from db.rows import place
from db.tables import SqlColumn, SqlTable, pack_loose, unpack_loose
from forms.answers import Address, Key, State, Value, parse_key
from forms.pack import Pack
from forms.problems import Problem
from forms.supplements import base_version

Row = tuple[str, Key]
"""Table id and row key."""

_SIDES = ("cell_state", "cell_stated", "draft")
_CELL = "submission = ? AND table_id = ? AND row_key = ? AND field = ?"
_MANY = 30  # rows of one table, from which all of it is read at once
_STATE = {state.value: state for state in State}


@dataclass(frozen=True, slots=True)
class StoredCell:
    """A cell as it is to stand: its typed value, else why it is blank; what arrived for a computed cell.

    A state beside a value is dropped, and so is the value of a computed cell.
    """

    address: Address
    value: Value | None = None
    state: State | None = None
    stated: Value | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """One cell's change: its answer with state, or what is stated of a computed cell."""

    address: Address
    old: Value | None
    old_state: State | None
    new: Value | None
    new_state: State | None


@dataclass(frozen=True, slots=True)
class Moves:
    """What one saving changed: rows that came and went (outer ones first), and cells in order."""

    added: tuple[Row, ...] = ()
    removed: tuple[Row, ...] = ()
    cells: tuple[Moved, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether anything changed."""
        return bool(self.added or self.removed or self.cells)

    def __add__(self, later: Moves) -> Moves:
        """Give both as one, these first."""
        return Moves(
            (*self.added, *later.added), (*self.removed, *later.removed), (*self.cells, *later.cells)
        )


@dataclass(slots=True)
class _Standing:
    """What stands in some rows of a table: kept values by column name, states and stated values by field."""

    rows: dict[Key, dict[str, Any]]
    sides: dict[str, dict[Key, dict[str, Any]]]


class Pen:
    """Writes one submission's answers on behalf of `who` at the moment `at`; `how` goes into the history.

    Few rows are looked up one by one, many (`_MANY`) are read at once; what is written goes in groups.
    """

    def __init__(
        self, database: Database, tables: Mapping[str, SqlTable], submission: int, who: str, at: str, how: str
    ) -> None:
        self._database = database
        self._tables = tables
        self._submission = submission
        self._by = (at, who, how, submission)
        self._lines: list[tuple[Any, ...]] = []
        self._moved: list[Moved] = []
        self._written: list[Address] = []
        self._rows: tuple[list[Row], list[Row]] = [], []  # added, removed
        self._fresh: dict[Row, dict[str, Any]] = {}  # rows that are still to be written, with their values
        self._last: dict[str, int] = {}  # the last row's place, by SQL table
        self._states: dict[str, tuple[list[Any], list[Any]]] = {}  # lines to write and to take away, by side

    def add_rows(self, rows: Iterable[Row]) -> None:
        """Add empty rows unless they are there."""
        for name, keys in _by_table(rows).items():
            sql = self._tables_of(name, keys)
            there = self._standing(sql, keys, ()).rows
            for key in dict.fromkeys(keys):
                if key not in there and (name, key) not in self._fresh:
                    self._note(Address(name, key, ""), "row")
                    self._rows[0].append((name, key))
                    self._fresh[name, key] = {}

    def remove_rows(self, rows: Iterable[Row]) -> None:
        """Remove rows and every row under them, with their states, stated values and drafts."""
        for name, heads in _by_table(rows).items():
            self._tables_of(name, heads)
            for below, sql in self._tables.items():
                if self._stands_under(below, name):
                    self._remove_under(sql, heads)

    def put(self, cells: Iterable[StoredCell]) -> None:
        """Write cells; a row is made when its first value comes."""
        tables: dict[str, dict[Key, list[StoredCell]]] = {}
        for cell in cells:
            tables.setdefault(cell.address.table, {}).setdefault(cell.address.key, []).append(cell)
        for name, groups in tables.items():
            sql = self._tables_of(name, groups)
            changed: dict[Key, dict[str, Any]] = {}
            old = [key for key in groups if (name, key) not in self._fresh]
            columns = {self._column(sql, cell.address).name for of in groups.values() for cell in of}
            there = self._standing(sql, old, columns)
            for key, group in groups.items():
                values = self._changes(sql, key, group, there)
                self._written.extend(cell.address for cell in group)
                if (name, key) in self._fresh:
                    self._fresh[name, key].update(values)
                elif key in there.rows:
                    changed[key] = values
                elif any(value is not None for value in values.values()):
                    self._fresh[name, key] = values
            self._update(sql, changed)

    def finish(self, pack: Pack) -> None:
        """Write what is gathered, the history, and under which pack it was; end the drafts of what was saved.

        Raises PACK_LEFT where the office has gone on to a newer version meanwhile, from another window;
        PRESENTED where the answers are with the signer on paper.
        """
        left = self._database.row(
            "SELECT new_version FROM pack_accepted WHERE pack = ? AND old_version = ?",
            *(pack.id, base_version(pack.version)),
        )
        if left is not None:
            raise Problem("PACK_LEFT", version=left[0])
        self._demand_not_presented()
        many = self._database.conn.executemany
        self._insert_fresh()
        for side, (new, gone) in self._states.items():
            many(f"DELETE FROM {side} WHERE {_CELL}", gone)
            many(f"INSERT OR REPLACE INTO {side} VALUES (?, ?, ?, ?, ?)", new)
        many(
            "INSERT INTO history (at, who, how, submission, table_id, row_key, field, part, "
            "old, old_state, new, new_state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            self._lines,
        )
        if self._database.row("SELECT 1 FROM draft WHERE submission = ? LIMIT 1", self._submission):
            many(
                f"DELETE FROM draft WHERE {_CELL}",
                [(self._submission, *place(address)) for address in self._written],
            )
        done = self._database.conn.execute(
            "UPDATE submission SET pack = ?, pack_version = ?, updated = ?, finished = '' "
            "WHERE id = ? AND kind = 'own'",
            (pack.id, pack.version, self._by[0], self._submission),
        )
        if done.rowcount != 1:
            raise Problem("NO_SUCH_SUBMISSION", id=self._submission)

    def _demand_not_presented(self) -> None:
        """Refuse to change answers whose printed copy lies before the signer (`db.presenting`)."""
        changed = {(str(line[4]), str(line[6])) for line in self._lines} - PAPER_CELLS
        code = open_code(self._database, self._submission) if changed else ""
        if code:
            raise Problem("PRESENTED", figures_code=code)

    def moves(self) -> Moves:
        """Tell what was changed, for the journal; a field that the pack no longer has is left out."""
        return Moves(tuple(self._rows[0]), tuple(self._rows[1]), tuple(self._moved))

    # --- what stands there -------------------------------------------------------------------

    def _standing(self, sql: SqlTable, keys: Collection[Key], columns: Collection[str]) -> _Standing:
        """Read rows of a table, each column of `columns`, with all their states and stated values."""
        found = _Standing({}, {"cell_state": {}, "cell_stated": {}})
        if not keys:
            return found
        names = sorted(columns)
        chosen = ", ".join((*sql.keys, *(f'"{name}"' for name in names), "submission"))
        parts = len(sql.keys)
        for row in self._read(f'SELECT {chosen} FROM "{sql.name}" WHERE submission = ?', sql.keys, keys):
            found.rows[tuple(row[:parts])] = dict(zip(names, row[parts:-1], strict=True))
        if not columns:
            return found
        joined = {("|".join(key),) for key in keys}
        for side, value in (("cell_state", "state"), ("cell_stated", "value")):
            query = f"SELECT row_key, field, {value} FROM {side} WHERE submission = ? AND table_id = ?"
            for row_key, field, kept in self._read(query, ("row_key",), joined, sql.table.id):
                found.sides[side].setdefault(parse_key(row_key), {})[field] = kept
        return found

    def _read(self, query: str, names: Sequence[str], keys: Collection[Key], *more: str) -> Iterator[Any]:
        """Run a query for some rows: few one by one, many with all the others of their table."""
        if len(keys) > _MANY:
            yield from self._database.rows(query, self._submission, *more)
            return
        one = " AND ".join((query, *(f"{name} = ?" for name in names)))
        for key in keys:
            yield from self._database.rows(one, self._submission, *more, *key)

    def _changes(
        self, sql: SqlTable, key: Key, cells: Iterable[StoredCell], there: _Standing
    ) -> dict[str, Any]:
        """Note what cells of a row change; give the new values of its columns by name."""
        before = there.rows.get(key, self._fresh.get((sql.table.id, key), {}))
        states, stated = (there.sides[side].get(key, {}) for side in ("cell_state", "cell_stated"))
        values: dict[str, Any] = {}
        for cell in cells:
            field, column = cell.address.field, self._column(sql, cell.address)
            value = (
                None if column.computed else column.encode(cell.value, cell.address.table, cell.address.key)
            )
            state = cell.state.value if cell.state and value is None else None
            old = None if column.computed else before.get(column.name)
            old_state = states.get(field)
            if (value, state) != (old, old_state):
                if not column.computed:
                    values[column.name] = value
                self._set("cell_state", cell.address, state, old_state)
                decoded = [None if kept is None else column.decode(kept) for kept in (old, value)]
                self._note(cell.address, "answer", decoded[0], old_state, decoded[1], state)
            arrived, stood = pack_loose(cell.stated), stated.get(field)
            if arrived != stood:
                self._set("cell_stated", cell.address, arrived, stood)
                self._note(cell.address, "stated", unpack_loose(stood), None, cell.stated, None)
        return values

    def _set(self, side: str, address: Address, new: object, old: object) -> None:
        """Bring one line of cell_state or cell_stated up to date."""
        if new is None and old is None:
            return
        name = (self._submission, *place(address))
        lines, gone = self._states.setdefault(side, ([], []))
        if new is not None:
            lines.append((*name, new))
        else:
            gone.append(name)

    # --- writing -----------------------------------------------------------------------------

    def _update(self, sql: SqlTable, changed: Mapping[Key, Mapping[str, Any]]) -> None:
        """Write new values into rows that are there."""
        groups: dict[tuple[str, ...], list[tuple[Any, ...]]] = {}
        for key, values in changed.items():
            if values:
                groups.setdefault(tuple(values), []).append((*values.values(), self._submission, *key))
        for names, lines in groups.items():
            chosen = ", ".join(f'"{name}" = ?' for name in names)
            self._database.conn.executemany(f'UPDATE "{sql.name}" SET {chosen} WHERE {sql.where}', lines)

    def _insert_fresh(self) -> None:
        """Write the new rows, in the order in which they came."""
        groups: dict[tuple[str, tuple[str, ...]], list[tuple[Any, ...]]] = {}
        for (table, key), values in self._fresh.items():
            sql = self._tables[table]
            last = self._last[sql.name] = self._last_place(sql) + 1
            line = (self._submission, *key, *values.values(), last)
            groups.setdefault((table, tuple(values)), []).append(line)
        self._fresh = {}
        for (table, names), lines in groups.items():
            sql = self._tables[table]
            chosen = ", ".join(("submission", *sql.keys, *(f'"{name}"' for name in names), "ord"))
            marks = ", ".join("?" * len(lines[0]))
            self._database.conn.executemany(f'INSERT INTO "{sql.name}" ({chosen}) VALUES ({marks})', lines)

    def _last_place(self, sql: SqlTable) -> int:
        last = self._last.get(sql.name)
        if last is None:
            found = self._database.row(
                f'SELECT coalesce(max(ord), 0) FROM "{sql.name}" WHERE submission = ?', self._submission
            )
            last = int(found[0]) if found else 0
        return last

    # --- removing ----------------------------------------------------------------------------

    def _stands_under(self, table: str, above: str) -> bool:
        while table != above:
            parent = self._tables[table].table.parent
            if parent is None:
                return False
            table = parent
        return True

    def _remove_under(self, sql: SqlTable, heads: Collection[Key]) -> None:
        """Remove the rows of a table at and under some rows, noting every value that goes with them."""
        keys = self._keys_under(sql, heads)
        if not keys:
            return
        there = self._standing(sql, keys, [column.name for column in sql.columns.values()])
        older = self._older(sql, keys)
        for key in keys:
            cells = [StoredCell(Address(sql.table.id, key, field)) for field in sql.columns]
            self._changes(sql, key, cells, there)
            for field, kept in older.get(key, {}).items():
                self._note(Address(sql.table.id, key, field), "answer", kept)
            self._note(Address(sql.table.id, key, ""), "row")
            self._rows[1].append((sql.table.id, key))
        many = self._database.conn.executemany
        many(f'DELETE FROM "{sql.name}" WHERE {sql.where}', [(self._submission, *key) for key in keys])
        for side in _SIDES:
            many(
                f"DELETE FROM {side} WHERE submission = ? AND table_id = ? AND row_key = ?",
                [(self._submission, sql.table.id, "|".join(key)) for key in keys],
            )

    def _keys_under(self, sql: SqlTable, heads: Collection[Key]) -> Collection[Key]:
        """Find the rows at and under `heads`, also those that only have states, stated values or drafts."""
        wanted, length = set(heads), len(next(iter(heads)))
        found: dict[Key, None] = {}
        query = f'SELECT {", ".join((*sql.keys, "ord"))} FROM "{sql.name}" WHERE submission = ?'
        rows = sorted(self._read(query, sql.keys[:length], heads), key=lambda row: row[-1])
        found.update((tuple(row[:-1]), None) for row in rows)
        for side in _SIDES:
            beside = self._database.rows(
                f"SELECT DISTINCT row_key FROM {side} WHERE submission = ? AND table_id = ?",
                *(self._submission, sql.table.id),
            )
            found.update((parse_key(row[0]), None) for row in beside)
        return [key for key in found if key[:length] in wanted]

    def _older(self, sql: SqlTable, keys: Collection[Key]) -> dict[Key, dict[str, Any]]:
        """Read the values of fields that only older versions of the pack know: they go with the row."""
        known = {column.name for column in sql.columns.values()}
        names = [row[1] for row in self._database.rows(f'PRAGMA table_info("{sql.name}")')]
        older = [name for name in names if name.startswith("c_") and name not in known]
        if not older:
            return {}
        return {
            key: {name.removeprefix("c_"): kept for name, kept in row.items() if kept is not None}
            for key, row in self._standing(sql, keys, older).rows.items()
        }

    # --- names and notes ---------------------------------------------------------------------

    def _tables_of(self, table: str, keys: Iterable[Key]) -> SqlTable:
        sql = self._tables.get(table)
        if sql is None:
            raise Problem("NO_SUCH_CELL", place=table)
        for key in keys:
            sql.check_key(key)
        return sql

    def _column(self, sql: SqlTable, address: Address) -> SqlColumn:
        column = sql.columns.get(address.field)
        if column is None:
            raise Problem("NO_SUCH_CELL", place=address)
        return column

    def _note(
        self,
        address: Address,
        part: str,
        old: Value | None = None,
        old_state: str | None = None,
        new: Value | None = None,
        new_state: str | None = None,
    ) -> None:
        kept = (pack_loose(old), old_state, pack_loose(new), new_state)
        self._lines.append((*self._by, *place(address), part, *kept))
        if address.field in self._tables[address.table].columns:
            states = [_STATE[state] if state else None for state in (old_state, new_state)]
            self._moved.append(Moved(address, old, states[0], new, states[1]))


def _by_table(rows: Iterable[Row]) -> dict[str, list[Key]]:
    tables: dict[str, list[Key]] = {}
    for table, key in rows:
        tables.setdefault(table, []).append(key)
    return tables
