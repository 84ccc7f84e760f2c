"""The one writer of the office's own answers: rows and cells, each change with its line of history.

A `Pen` lives inside one transaction. It writes only what differs from what stands there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from db.database import Database
from db.rows import place
from db.tables import SqlColumn, SqlTable, pack_loose, unpack_loose
from forms.answers import Address, Key, State, Value, parse_key
from forms.pack import Pack
from forms.problems import Problem
from forms.supplements import base_version

Row = tuple[str, Key]
"""Table id and row key."""

_SIDES = ("cell_state", "cell_stated", "draft")


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


class Pen:
    """Writes one submission's answers on behalf of `who` at the moment `at`; `how` goes into the history."""

    def __init__(
        self, database: Database, tables: Mapping[str, SqlTable], submission: int, who: str, at: str, how: str
    ) -> None:
        self._database = database
        self._tables = tables
        self._submission = submission
        self._by = (at, who, how)
        self._lines: list[tuple[Any, ...]] = []
        self._written: list[Address] = []
        self._rows: tuple[list[Row], list[Row]] = [], []  # added, removed
        self._last: dict[str, int] = {}  # the last row's place, by SQL table

    def add_row(self, table: str, key: Key) -> None:
        """Add an empty row unless it is there."""
        sql = self._table(table, key)
        if self._insert(sql, key, {}):
            self._note(Address(table, key, ""), "row")
            self._rows[0].append((table, key))

    def remove_row(self, table: str, key: Key) -> None:
        """Remove a row and every row under it, with their states, stated values and drafts."""
        self._table(table, key)
        for name, sql in self._tables.items():
            if self._stands_under(name, table):
                self._remove_rows(sql, key)

    def put(self, cells: Iterable[StoredCell]) -> None:
        """Write cells; a row is made when its first value comes."""
        rows: dict[tuple[str, Key], list[StoredCell]] = {}
        for cell in cells:
            rows.setdefault((cell.address.table, cell.address.key), []).append(cell)
        for (table, key), group in rows.items():
            self._put_row(self._table(table, key), key, group)

    def finish(self, pack: Pack) -> None:
        """Write the history, end the drafts of what was saved, and note when and under which pack it was.

        Raises PACK_LEFT where the office has gone on to a newer version meanwhile, from another window.
        """
        left = self._database.row(
            "SELECT new_version FROM pack_accepted WHERE pack = ? AND old_version = ?",
            *(pack.id, base_version(pack.version)),
        )
        if left is not None:
            raise Problem("PACK_LEFT", version=left[0])
        self._database.conn.executemany(
            "INSERT INTO history (at, who, how, submission, table_id, row_key, field, part, "
            "old, old_state, new, new_state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            self._lines,
        )
        self._database.conn.executemany(
            "DELETE FROM draft WHERE submission = ? AND table_id = ? AND row_key = ? AND field = ?",
            [(self._submission, *place(address)) for address in self._written],
        )
        done = self._database.conn.execute(
            "UPDATE submission SET pack = ?, pack_version = ?, updated = ?, finished = '' "
            "WHERE id = ? AND kind = 'own'",
            (pack.id, pack.version, self._by[0], self._submission),
        )
        if done.rowcount != 1:
            raise Problem("NO_SUCH_SUBMISSION", id=self._submission)

    def moves(self) -> Moves:
        """Tell what was changed, for the journal; a field that the pack no longer has is left out."""
        cells: list[Moved] = []
        for line in self._lines:
            table, row_key, field, _, old, old_state, new, new_state = line[4:]
            if field in self._tables[table].columns:
                cells.append(
                    Moved(
                        Address(table, parse_key(row_key), field),
                        unpack_loose(old),
                        State(old_state) if old_state else None,
                        unpack_loose(new),
                        State(new_state) if new_state else None,
                    )
                )
        return Moves(tuple(self._rows[0]), tuple(self._rows[1]), tuple(cells))

    # --- one row -----------------------------------------------------------------------------

    def _put_row(self, sql: SqlTable, key: Key, cells: list[StoredCell]) -> None:
        columns = {cell.address.field: self._column(sql, cell.address) for cell in cells}
        typed = tuple(column for column in columns.values() if not column.computed)
        before = self._values(sql, key, typed)
        states, stated = (
            self._of_row("cell_state", "state", sql, key),
            self._of_row("cell_stated", "value", sql, key),
        )
        changed: dict[str, int | str | None] = {}
        for cell in cells:
            field, column = cell.address.field, columns[cell.address.field]
            value = None if column.computed else column.encode(cell.value, cell.address)
            state = cell.state.value if cell.state and value is None else None
            old, old_state = (before or {}).get(field), states.get(field)
            if (value, state) != (old, old_state):
                changed[field] = value
                self._set("cell_state", cell.address, state, old_state)
                decoded = tuple(None if kept is None else column.decode(kept) for kept in (old, value))
                self._note(cell.address, "answer", decoded[0], old_state, decoded[1], state)
            arrived = pack_loose(cell.stated)
            if arrived != stated.get(field):
                self._set("cell_stated", cell.address, arrived, stated.get(field))
                self._note(cell.address, "stated", stated.get(field), None, arrived, None)
            self._written.append(cell.address)
        values = {
            columns[field].name: value for field, value in changed.items() if not columns[field].computed
        }
        if before is not None and values:
            chosen = ", ".join(f'"{name}" = ?' for name in values)
            self._database.conn.execute(
                f'UPDATE "{sql.name}" SET {chosen} WHERE {sql.where}',
                (*values.values(), self._submission, *key),
            )
        elif any(value is not None for value in values.values()):
            self._insert(sql, key, values)

    def _values(
        self, sql: SqlTable, key: Key, columns: tuple[SqlColumn, ...]
    ) -> dict[str, int | str | None] | None:
        """Read what the columns of a row keep, by field id; None when there is no such row."""
        chosen = ", ".join(("submission", *(f'"{column.name}"' for column in columns)))
        row = self._database.row(
            f'SELECT {chosen} FROM "{sql.name}" WHERE {sql.where}', self._submission, *key
        )
        return row and {column.field.id: kept for column, kept in zip(columns, row[1:], strict=True)}

    def _of_row(self, side: str, column: str, sql: SqlTable, key: Key) -> dict[str, Any]:
        rows = self._database.rows(
            f"SELECT field, {column} FROM {side} WHERE submission = ? AND table_id = ? AND row_key = ?",
            *(self._submission, sql.table.id, "|".join(key)),
        )
        return dict(rows)

    def _set(self, side: str, address: Address, new: object, old: object) -> None:
        """Bring one line of cell_state or cell_stated up to date."""
        name = (self._submission, *place(address))
        if new is not None:
            self._database.conn.execute(f"INSERT OR REPLACE INTO {side} VALUES (?, ?, ?, ?, ?)", (*name, new))
        elif old is not None:
            self._database.conn.execute(
                f"DELETE FROM {side} WHERE submission = ? AND table_id = ? AND row_key = ? AND field = ?",
                name,
            )

    def _insert(self, sql: SqlTable, key: Key, values: Mapping[str, object]) -> bool:
        names = ("submission", *sql.keys, *(f'"{name}"' for name in values))
        marks = ", ".join("?" * (len(names) + 1))
        last = self._last.get(sql.name)
        if last is None:  # asked once: with each of 50,000 new rows it would be a look at all before it
            found = self._database.row(
                f'SELECT coalesce(max(ord), 0) FROM "{sql.name}" WHERE submission = ?', self._submission
            )
            last = int(found[0]) if found else 0
        done = self._database.conn.execute(
            f'INSERT OR IGNORE INTO "{sql.name}" ({", ".join(names)}, ord) VALUES ({marks})',
            (self._submission, *key, *values.values(), last + 1),
        )
        self._last[sql.name] = last + 1 if done.rowcount else last
        return bool(done.rowcount)

    # --- removing ----------------------------------------------------------------------------

    def _stands_under(self, table: str, above: str) -> bool:
        while table != above:
            parent = self._tables[table].table.parent
            if parent is None:
                return False
            table = parent
        return True

    def _remove_rows(self, sql: SqlTable, above: Key) -> None:
        for key in self._keys_under(sql, above):
            cells = [StoredCell(Address(sql.table.id, key, field)) for field in sql.columns]
            self._put_row(sql, key, cells)
            self._note_older(sql, key)
            self._database.conn.execute(
                f'DELETE FROM "{sql.name}" WHERE {sql.where}', (self._submission, *key)
            )
            for side in _SIDES:
                self._database.conn.execute(
                    f"DELETE FROM {side} WHERE submission = ? AND table_id = ? AND row_key = ?",
                    (self._submission, sql.table.id, "|".join(key)),
                )
            self._note(Address(sql.table.id, key, ""), "row")
            self._rows[1].append((sql.table.id, key))

    def _keys_under(self, sql: SqlTable, above: Key) -> Iterable[Key]:
        """Find the rows at and under `above`, also those that only have states, stated values or drafts."""
        where = " AND ".join(f"{name} = ?" for name in ("submission", *sql.keys[: len(above)]))
        chosen = ", ".join(("submission", *sql.keys))
        rows = self._database.rows(
            f'SELECT {chosen} FROM "{sql.name}" WHERE {where} ORDER BY ord', self._submission, *above
        )
        found: dict[Key, None] = {tuple(row[1:]): None for row in rows}
        for side in _SIDES:
            beside = self._database.rows(
                f"SELECT DISTINCT row_key FROM {side} WHERE submission = ? AND table_id = ?",
                *(self._submission, sql.table.id),
            )
            keys = (parse_key(row[0]) for row in beside)
            found.update((key, None) for key in keys if key[: len(above)] == above)
        return found

    def _note_older(self, sql: SqlTable, key: Key) -> None:
        """Note the values of fields that only older versions of the pack know: they go with the row."""
        known = {column.name for column in sql.columns.values()}
        cursor = self._database.conn.execute(
            f'SELECT * FROM "{sql.name}" WHERE {sql.where}', (self._submission, *key)
        )
        names = [column[0] for column in cursor.description]
        for row in cursor.fetchall():
            for name, kept in zip(names, row, strict=True):
                if name.startswith("c_") and name not in known and kept is not None:
                    self._note(Address(sql.table.id, key, name.removeprefix("c_")), "answer", kept)

    # --- names and notes ---------------------------------------------------------------------

    def _table(self, table: str, key: Key) -> SqlTable:
        if table not in self._tables:
            raise Problem("NO_SUCH_CELL", place=table)
        self._tables[table].check_key(key)
        return self._tables[table]

    def _column(self, sql: SqlTable, address: Address) -> SqlColumn:
        column = sql.columns.get(address.field)
        if column is None:
            raise Problem("NO_SUCH_CELL", place=address)
        return column

    def _note(
        self,
        address: Address,
        part: str,
        old: Any = None,  # noqa: ANN401 - a value, or its kept form
        old_state: str | None = None,
        new: Any = None,  # noqa: ANN401 - as above
        new_state: str | None = None,
    ) -> None:
        kept = tuple(value if isinstance(value, bytes) else pack_loose(value) for value in (old, new))
        self._lines.append(
            (*self._by, self._submission, *place(address), part, kept[0], old_state, kept[1], new_state)
        )
