"""Which SQL table and column holds what, through all versions of a pack: the register that never forgets.

A pack table keeps its SQL table while its rows' keys are made of the same; a table whose keys changed (a
group that became a repeat, another axis) begins a new SQL table beside the old one. A field keeps its
column while its id stands for one kind of value. What a newer version no longer has stays where it is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from db.database import Database
from db.tables import SqlTable, depth, sql_name, sql_tables
from forms.differences import key_shape, question_name, stays_one_kind
from forms.pack import Kind, Pack, Table
from forms.problems import Problem


@dataclass(frozen=True, slots=True)
class KeptField:
    """A field of any version: `last` is the newest version that has it, `replaced_by` its successor's id."""

    table: str  # SQL name
    field: str
    kind: Kind
    question: str
    first: str
    last: str
    replaced_by: str


def laid_out(database: Database, pack: Pack) -> dict[str, SqlTable]:
    """Lay out the tables of an installed pack as they stand in this file.

    The form of another maker (`Pack.alone`) needs no register: its names say pack, keys and kinds themselves.
    """
    if pack.alone:
        return sql_tables(pack)
    with database.reading():
        rows = database.rows("SELECT table_id, shape, name FROM pack_table WHERE pack = ?", pack.id)
    names = {(table, shape): name for table, shape, name in rows}
    known = ((table.id, names.get((table.id, key_shape(pack, table)))) for table in _tables(pack))
    return sql_tables(pack, {table: name for table, name in known if name is not None})


def kept_fields(database: Database, pack: str) -> tuple[KeptField, ...]:
    """List every field that any installed version of a pack has had."""
    with database.reading():
        rows = database.rows(
            "SELECT table_name, field, kind, question, first_version, last_version, replaced_by "
            "FROM pack_field WHERE pack = ? ORDER BY table_name, rowid",
            pack,
        )
    return tuple(KeptField(row[0], row[1], Kind(row[2]), *row[3:]) for row in rows)


def enter_names(database: Database, pack: Pack, *, adopting: bool) -> None:
    """Give every table of `pack` its SQL name: the one its keys had before, else a free one.

    `adopting`: earlier versions were installed before there was a register; their tables are this pack's.
    """
    rows = database.rows("SELECT table_id, shape, name FROM pack_table WHERE pack = ?", pack.id)
    names = {(table, shape): name for table, shape, name in rows}
    adopting = adopting and not names
    there = {str(row[0]).lower() for row in database.rows("SELECT name FROM sqlite_master")}
    for table in _tables(pack):
        shape = key_shape(pack, table)
        name = names.get((table.id, shape))
        if name is None:
            wanted = sql_name(table.id)
            ours = adopting and _keys(database, wanted) == depth(pack, table)
            name = wanted if ours else _free(wanted, there)
            there.add(name.lower())
            database.insert(
                "pack_table", pack=pack.id, table_id=table.id, shape=shape, name=name,
                first_version=pack.version, last_version=pack.version,
            )  # fmt: skip
        else:
            database.conn.execute(
                "UPDATE pack_table SET last_version = ? WHERE pack = ? AND name = ?",
                (pack.version, pack.id, name),
            )


def enter_fields(database: Database, pack: Pack, table: SqlTable) -> None:
    """Note the fields of a table; raise `Problem("PACK_FIELD_CHANGED")` for an id with another kind."""
    rows = database.rows(
        "SELECT field, kind FROM pack_field WHERE pack = ? AND table_name = ?", pack.id, table.name
    )
    before = {field: Kind(kind) for field, kind in rows}
    for field in table.table.fields:
        if field.id not in before:
            database.insert(
                "pack_field", pack=pack.id, table_name=table.name, field=field.id, kind=field.kind.value,
                question=question_name(field), first_version=pack.version, last_version=pack.version,
            )  # fmt: skip
        elif not stays_one_kind(before[field.id], field.kind):
            raise Problem("PACK_FIELD_CHANGED", table=table.table.id, field=field.id)
        else:
            database.conn.execute(
                "UPDATE pack_field SET kind = ?, question = ?, last_version = ? "
                "WHERE pack = ? AND table_name = ? AND field = ?",
                (field.kind.value, question_name(field), pack.version, pack.id, table.name, field.id),
            )
        if field.replaces:
            database.conn.execute(
                "UPDATE pack_field SET replaced_by = ? WHERE pack = ? AND table_name = ? AND field = ?",
                (field.id, pack.id, table.name, field.replaces),
            )


def _tables(pack: Pack) -> Iterator[Table]:
    return (table for form in pack.forms for table in form.tables)


def _keys(database: Database, name: str) -> int | None:
    """Count the parts of the row key of an existing table; None where there is none."""
    rows = database.rows("SELECT name FROM pragma_table_info(?) WHERE pk > 0", name)
    return len(rows) - 1 if rows else None


def _free(wanted: str, there: Collection[str]) -> str:
    name, number = wanted, 1
    while name.lower() in there:
        number += 1
        name = f"{wanted}__{number}"
    return name
