"""Where a pack's answers stand in SQL: one table a pack table, one column a field, named by stable ids.

    BM17.c16 -> t_BM17_c16 (submission, k1, k2, ord, c_c02, ...)   PRIMARY KEY (submission, k1, k2)

k1, k2, ... are the parts of the row's key. A column is INTEGER, DECIMAL_TEXT (a decimal string: no
binary floats; SQLite gives the name text affinity) or TEXT. A field of kind `key` has no column, its
value is part of the key.

A pack of its own (`Pack.alone`: the form of another maker) stands apart from all others, and its names may
be any: `t_1a2b3c4d_household_members_k1`, `c_age_i`. The number of keys and the kind of value are part of the
name, so that a later version may ask for something else under the same name.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from forms.answers import Address, Key, Value
from forms.pack import Field, Kind, Pack, Table, TableKind
from forms.problems import Problem

INTEGER, DECIMAL, TEXT = "INTEGER", "DECIMAL_TEXT", "TEXT"
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_.]*\Z")
_ANY_NAME = re.compile(r"[A-Za-z0-9_.]+\Z")
_PLAIN_NAME = re.compile(r"[a-z0-9_]+\Z")
_MOST_COLUMNS = 1_900  # SQLite takes 2,000 columns in a table and its view
_BIGGEST = 2**63


@dataclass(frozen=True, slots=True)
class SqlColumn:
    """A field's column."""

    field: Field
    name: str
    type: str

    @property
    def computed(self) -> bool:
        """Tell whether the value follows from others: it is then kept only of received packages."""
        return self.field.calculate is not None

    @property
    def keeps_value(self) -> bool:
        """Tell whether the column keeps values as they are, so that none need be decoded."""
        return self.type != DECIMAL

    def encode(self, value: Value | None, table: str, key: Key) -> int | str | None:
        """Turn a row's value into what the column keeps.

        Raise `Problem("VALUE_KIND")` naming the cell where it cannot be kept.
        """
        if value is None:
            return None
        if self.type == TEXT and isinstance(value, str):
            return value
        if self.type == DECIMAL and isinstance(value, int | Decimal) and Decimal(value).is_finite():
            return format(Decimal(value), "f")
        if self.type == INTEGER and isinstance(value, int | Decimal):
            whole = int(value) if isinstance(value, int) or value.is_finite() else _BIGGEST
            if whole == value and -_BIGGEST <= whole < _BIGGEST:
                return whole
        raise Problem("VALUE_KIND", place=Address(table, key, self.field.id), kind=self.field.kind.value)

    def decode(self, kept: int | str) -> Value:
        """Turn what the column keeps into the value again."""
        return Decimal(kept) if self.type == DECIMAL else kept


@dataclass(frozen=True, slots=True)
class SqlTable:
    """A pack table's SQL table."""

    table: Table
    name: str
    keys: tuple[str, ...]
    columns: Mapping[str, SqlColumn]  # by field id

    @property
    def where(self) -> str:
        """Write the condition that names one row: submission and every part of the key."""
        return " AND ".join(f"{name} = ?" for name in ("submission", *self.keys))

    def check_key(self, key: Key) -> Key:
        """Return `key`; raise `Problem("NO_SUCH_CELL")` when it has another number of parts."""
        if len(key) != len(self.keys):
            raise Problem("NO_SUCH_CELL", place=f"{self.table.id}[{'|'.join(key)}]")
        return key


def column_name(field: str) -> str:
    """Name the column of a field."""
    return f"c_{field.replace('.', '_')}"


def sql_name(table: str) -> str:
    """Name the first SQL table of a pack table."""
    return f"t_{table.replace('.', '_')}"


def sql_tables(pack: Pack, names: Mapping[str, str] | None = None) -> dict[str, SqlTable]:
    """Lay out every table of a pack; raise `Problem("PACK_NAME")` for an id that SQL cannot tell apart.

    `names`: the SQL names by table id, where they are not the first ones (see `db.register`).
    """
    given = names or {}
    found = {
        table.id: _table(pack, table, given.get(table.id)) for form in pack.forms for table in form.tables
    }
    _distinct(found, (table.name for table in found.values()))
    return found


def depth(pack: Pack, table: Table) -> int:
    """Count the parts of a row's key: its parent's, then its own."""
    above = depth(pack, pack.tables_by_id[table.parent]) if table.parent else 0
    own = {TableKind.SINGLE: 0, TableKind.FIXED: len(table.axes), TableKind.RECORDS: 1}
    return above + own[table.kind]


def _table(pack: Pack, table: Table, name: str | None) -> SqlTable:
    shape = _ANY_NAME if pack.alone else _NAME
    for given in (table.id, *(field.id for field in table.fields)):
        if not shape.match(given):
            raise Problem("PACK_NAME", name=given, table=table.id)
    columns = {
        field.id: SqlColumn(field, _column_name(pack, field), _type(field.kind))
        for field in table.fields
        if field.kind is not Kind.KEY
    }
    if len(columns) > _MOST_COLUMNS:
        raise Problem("PACK_WIDE", table=table.id, limit=_MOST_COLUMNS)
    _distinct(columns, (column.name for column in columns.values()))
    keys = tuple(f"k{number}" for number in range(1, depth(pack, table) + 1))
    if pack.alone:
        name = f"t_{_digest(pack.id, 8)}_{_apart(table.id)}_k{len(keys)}"
    return SqlTable(table, name or sql_name(table.id), keys, columns)


def _column_name(pack: Pack, field: Field) -> str:
    if not pack.alone:
        return column_name(field.id)
    return f"c_{_apart(field.id)}_{_type(field.kind)[0].lower()}"


def _apart(name: str) -> str:
    """Spell a name so that SQLite, blind to capitals, tells it apart from every other one."""
    return name if _PLAIN_NAME.match(name) else f"{name.replace('.', '_')}_{_digest(name, 6)}"


def _digest(text: str, letters: int) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:letters]


def _type(kind: Kind) -> str:
    return {Kind.INTEGER: INTEGER, Kind.DECIMAL: DECIMAL}.get(kind, TEXT)


def _distinct(ids: Iterable[str], names: Iterable[str]) -> None:
    seen: dict[str, str] = {}
    for given, name in zip(ids, names, strict=True):
        if seen.setdefault(name.lower(), given) != given:  # SQLite does not tell capitals from small letters
            raise Problem("PACK_NAME", name=given, table=seen[name.lower()])


def pack_loose(value: Value | None) -> int | str | bytes | None:
    """Keep a value of any kind so that it reads back as it was: whole numbers, texts, decimals as bytes."""
    if isinstance(value, Decimal) or (isinstance(value, int) and not -_BIGGEST <= value < _BIGGEST):
        return format(Decimal(value), "f").encode("ascii")
    return value


def unpack_loose(kept: int | str | bytes | None) -> Value | None:
    """Read a value kept by `pack_loose`."""
    return Decimal(kept.decode("ascii")) if isinstance(kept, bytes) else kept
