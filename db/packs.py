"""Installed form packs: their bytes, and the tables and views that grow with them.

A newer version adds tables and columns. Nothing is ever dropped: what was typed under an older version
stays, and is read again by every version that knows the field.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from db.database import Database, moment, stamp
from db.tables import SqlTable, sql_tables
from forms.pack import Pack
from forms.problems import Problem


@dataclass(frozen=True, slots=True)
class InstalledPack:
    """A pack as it was installed; its bytes come from `pack_bytes`."""

    id: str
    version: str
    hash: str
    installed: datetime


def install_pack(database: Database, pack: Pack, data: bytes, when: datetime) -> None:
    """Keep the pack's file and make room for its answers, in one transaction; a second time changes nothing.

    Raises `Problem`: PACK_SAME_VERSION (this version is here with other content), PACK_TABLE_CHANGED
    (other keys), PACK_FIELD_CHANGED (another kind of value under the same id), PACK_NAME.
    """
    tables = sql_tables(pack)
    with database.writing():
        known = database.row("SELECT hash FROM pack WHERE id = ? AND version = ?", pack.id, pack.version)
        if known and known[0] != pack.hash:
            raise Problem("PACK_SAME_VERSION", pack=pack.id, version=pack.version)
        if known:
            return
        database.insert(
            "pack", id=pack.id, version=pack.version, hash=pack.hash, bytes=data, installed=stamp(when)
        )
        for table in tables.values():
            _make_room(database, table)
            _show(database, table)


def installed_packs(database: Database) -> tuple[InstalledPack, ...]:
    """List the installed packs, the one installed last at the end."""
    with database.reading():
        rows = database.rows("SELECT id, version, hash, installed FROM pack ORDER BY installed, rowid")
    return tuple(InstalledPack(pack, version, hashed, moment(at)) for pack, version, hashed, at in rows)


def pack_bytes(database: Database, pack: str, version: str) -> bytes:
    """Return the signed file of an installed pack; raise `Problem("PACK_UNKNOWN")` when it is not here."""
    with database.reading():
        row = database.row("SELECT bytes FROM pack WHERE id = ? AND version = ?", pack, version)
    if row is None:
        raise Problem("PACK_UNKNOWN", pack=pack, version=version)
    return bytes(row[0])


def _make_room(database: Database, table: SqlTable) -> None:
    there = {name: (kind, key) for _, name, kind, _, _, key in _columns(database, table.name)}
    if not there:
        _create(database, table)
        return
    keys = sorted((place, name) for name, (_, place) in there.items() if place)
    if [name for _, name in keys] != ["submission", *table.keys]:
        raise Problem("PACK_TABLE_CHANGED", table=table.table.id)
    for column in table.columns.values():
        if column.name not in there:
            database.conn.execute(f'ALTER TABLE "{table.name}" ADD COLUMN "{column.name}" {column.type}')
        elif there[column.name][0] != column.type:
            raise Problem("PACK_FIELD_CHANGED", table=table.table.id, field=column.field.id)


def _columns(database: Database, table: str) -> list[tuple[int, str, str, int, object, int]]:
    return database.rows('SELECT cid, name, type, "notnull", dflt_value, pk FROM pragma_table_info(?)', table)


def _create(database: Database, table: SqlTable) -> None:
    columns = [
        "submission INTEGER NOT NULL REFERENCES submission (id)",
        *(f"{key} TEXT NOT NULL" for key in table.keys),
        "ord INTEGER NOT NULL",
        *(f'"{column.name}" {column.type}' for column in table.columns.values()),
        f"PRIMARY KEY ({', '.join(('submission', *table.keys))})",
    ]
    database.conn.execute(f'CREATE TABLE "{table.name}" ({", ".join(columns)}) WITHOUT ROWID')


def _show(database: Database, table: SqlTable) -> None:
    """Make the table readable by people: a view with the fields' names in Vietnamese (else any language)."""
    axes = table.table.axes if len(table.table.axes) == len(table.keys) else table.keys
    columns = [f"t.{key} AS {_quoted(axis)}" for key, axis in zip(table.keys, axes, strict=True)]
    for column in table.columns.values():
        label = column.field.label
        words = " ".join((label.get("vi") or next(iter(label.values()), "")).split())
        columns.append(f't."{column.name}" AS {_quoted(f"{column.field.id} {words}".rstrip())}')
    view = table.name.replace("t_", "v_", 1)
    chosen = ", ".join(("s.unit", "s.campaign", "s.kind", "s.status", "s.revision", *columns))
    database.conn.execute(f'DROP VIEW IF EXISTS "{view}"')
    database.conn.execute(
        f'CREATE VIEW "{view}" AS SELECT {chosen} '
        f'FROM "{table.name}" t JOIN submission s ON s.id = t.submission'
    )


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
