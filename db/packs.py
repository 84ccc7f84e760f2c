"""Installed form packs: their bytes, and the tables and views that grow with them.

A newer version adds tables and columns. Nothing is ever dropped: what was typed under an older version
stays, and is read again by every version that knows the field. A file of a newer version may be kept
waiting until somebody accepts it; who did, when, and what had no place is written down.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from db.database import Database, moment, stamp
from db.register import enter_fields, enter_names, kept_fields, laid_out
from db.tables import SqlTable, column_name, sql_tables
from forms.differences import question_name
from forms.pack import Kind, Pack
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

    Raises `Problem`: PACK_SAME_VERSION (this version is here with other content), PACK_FIELD_CHANGED
    (another kind of value under an id that any version has had), PACK_NAME.
    """
    sql_tables(pack)  # names that SQL cannot tell apart are refused before anything is written
    with database.writing():
        known = database.row("SELECT hash FROM pack WHERE id = ? AND version = ?", pack.id, pack.version)
        if known and known[0] != pack.hash:
            raise Problem("PACK_SAME_VERSION", pack=pack.id, version=pack.version)
        if known:
            return
        earlier = database.row("SELECT 1 FROM pack WHERE id = ? LIMIT 1", pack.id) is not None
        database.insert(
            "pack", id=pack.id, version=pack.version, hash=pack.hash, bytes=data, installed=stamp(when)
        )
        _make_room(database, pack, adopting=earlier)


def enter_in_register(database: Database, pack: Pack) -> None:
    """Enter an installed pack into the register, where it came before there was one; else change nothing."""
    with database.writing():
        known = database.row("SELECT 1 FROM pack_table WHERE pack = ? LIMIT 1", pack.id)
        if known is None and not pack.alone:
            _make_room(database, pack, adopting=True)


def make_room(database: Database, pack: Pack) -> None:
    """Make the tables of a part of an installed pack that is worked with apart: its registers."""
    with database.writing():
        _make_room(database, pack, adopting=False)


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


def _make_room(database: Database, pack: Pack, *, adopting: bool) -> None:
    if not pack.alone:
        enter_names(database, pack, adopting=adopting)
    for table in laid_out(database, pack).values():
        if not pack.alone:
            enter_fields(database, pack, table)
        _make_columns(database, table)
        _show(database, pack, table)


def _make_columns(database: Database, table: SqlTable) -> None:
    there = {name: kind for _, name, kind, *_ in _columns(database, table.name)}
    if not there:
        _create(database, table)
        return
    same = {name.lower(): name for name in there}  # SQLite does not tell capitals from small letters
    for column in table.columns.values():
        name = same.get(column.name.lower())
        if name is None:
            database.conn.execute(f'ALTER TABLE "{table.name}" ADD COLUMN "{column.name}" {column.type}')
        elif name != column.name:
            raise Problem("PACK_NAME", name=column.field.id, table=table.table.id)
        elif there[name] != column.type:
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


def _show(database: Database, pack: Pack, table: SqlTable) -> None:
    """Make the table readable by people: a view with the questions' names and labels in Vietnamese.

    The columns of fields that only earlier versions have stand at its end, with the last of those versions.
    """
    axes = table.table.axes if len(table.table.axes) == len(table.keys) else table.keys
    columns = [f"t.{key} AS {_quoted(axis)}" for key, axis in zip(table.keys, axes, strict=True)]
    for column in table.columns.values():
        label = column.field.label
        words = " ".join((label.get("vi") or next(iter(label.values()), "")).split())
        named = f"{question_name(column.field)} {words}".rstrip()
        columns.append(f't."{column.name}" AS {_quoted(named)}')
    columns.extend(
        f't."{column_name(kept.field)}" AS {_quoted(f"{kept.question} (≤ {kept.last})")}'
        for kept in kept_fields(database, pack.id)
        if kept.table == table.name and kept.kind is not Kind.KEY and kept.field not in table.columns
    )
    view = table.name.replace("t_", "v_", 1)
    chosen = ", ".join(("s.unit", "s.campaign", "s.kind", "s.status", "s.revision", *columns))
    database.conn.execute(f'DROP VIEW IF EXISTS "{view}"')
    database.conn.execute(
        f'CREATE VIEW "{view}" AS SELECT {chosen} '
        f'FROM "{table.name}" t JOIN submission s ON s.id = t.submission'
    )


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
