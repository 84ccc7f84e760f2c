"""Rows of answers as SQL keeps them: read many, write many; what own and received answers share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from db.database import Database
from db.tables import SqlTable, pack_loose, unpack_loose
from forms.answers import Address, Key, Rows, State, Value, parse_key
from forms.problems import Problem


def read_rows(
    database: Database, table: SqlTable, submissions: str, *values: object
) -> Iterator[tuple[int, Key, dict[str, Value]]]:
    """Read (submission, key, values by field id) of the submissions a SELECT names, in their order.

    Rows of many units have the same keys: each key is one object, however many rows it names.
    """
    columns = tuple(table.columns.values())
    names = ("submission", *table.keys, *(f'"{column.name}"' for column in columns))
    fields = tuple(column.field.id for column in columns)
    decoded = tuple(column for column in columns if not column.keeps_value)
    parts = len(table.keys) + 1
    keys: dict[Key, Key] = {}
    for row in database.conn.execute(
        f'SELECT {", ".join(names)} FROM "{table.name}" WHERE submission IN ({submissions}) '
        "ORDER BY submission, ord",
        values,
    ):
        found = {name: kept for name, kept in zip(fields, row[parts:], strict=True) if kept is not None}
        for column in decoded:
            kept = found.get(column.field.id)
            if kept is not None:
                found[column.field.id] = column.decode(kept)
        key = row[1:parts]
        yield row[0], keys.setdefault(key, key), found


def insert_rows(database: Database, table: SqlTable, submission: int, rows: Rows) -> None:
    """Insert whole rows, computed cells too; raise `Problem` NO_SUCH_CELL or VALUE_KIND.

    A field that is part of the key has no column: its value is left to the key.
    """
    axes = {field.id for field in table.table.fields} - set(table.columns)
    columns, name_of = tuple(table.columns.values()), table.table.id
    known = axes | set(table.columns)
    lines = []
    for order, (key, values) in enumerate(rows.items(), 1):
        if not values.keys() <= known:
            unknown = next(name for name in values if name not in known)
            raise Problem("NO_SUCH_CELL", place=Address(name_of, key, unknown))
        cells = [
            None if (value := values.get(name)) is None else column.encode(value, name_of, key)
            for name, column in table.columns.items()
        ]
        lines.append((submission, *table.check_key(key), order, *cells))
    names = ("submission", *table.keys, "ord", *(f'"{column.name}"' for column in columns))
    marks = ", ".join("?" * len(names))
    database.conn.executemany(f'INSERT INTO "{table.name}" ({", ".join(names)}) VALUES ({marks})', lines)


def place(address: Address) -> tuple[str, str, str]:
    """Give the three columns that name a cell in states, stated values, drafts and history."""
    return address.table, "|".join(address.key), address.field


def at(table: str, row_key: str, field: str) -> Address:
    """Read those three columns again."""
    return Address(table, parse_key(row_key), field)


def insert_states(database: Database, submission: int, states: Mapping[Address, State]) -> None:
    """Keep why cells are blank."""
    database.conn.executemany(
        "INSERT INTO cell_state VALUES (?, ?, ?, ?, ?)",
        [(submission, *place(address), state.value) for address, state in states.items()],
    )


def insert_stated(database: Database, submission: int, stated: Mapping[Address, Value]) -> None:
    """Keep what arrived for computed cells."""
    database.conn.executemany(
        "INSERT INTO cell_stated VALUES (?, ?, ?, ?, ?)",
        [(submission, *place(address), pack_loose(value)) for address, value in stated.items()],
    )


def read_states(
    database: Database, submissions: str, *values: object
) -> Iterator[tuple[int, Address, State]]:
    """Read (submission, cell, state) of the submissions a SELECT names."""
    sql = "SELECT submission, table_id, row_key, field, state FROM cell_state WHERE submission IN"
    for submission, table, key, field, state in database.rows(f"{sql} ({submissions})", *values):
        yield submission, at(table, key, field), State(state)


def read_stated(
    database: Database, submissions: str, *values: object
) -> Iterator[tuple[int, Address, Value]]:
    """Read (submission, cell, value that arrived) of the submissions a SELECT names."""
    sql = "SELECT submission, table_id, row_key, field, value FROM cell_stated WHERE submission IN"
    for submission, table, key, field, kept in database.rows(f"{sql} ({submissions})", *values):
        value = unpack_loose(kept)
        if value is not None:
            yield submission, at(table, key, field), value
