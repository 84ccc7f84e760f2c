"""What can still be read of a damaged office file, row by row, into a new file beside it.

Every page of the file carries a sum of its own: a page with a flipped bit is known, and is lost as a whole.
After the first such page the engine gives nothing more on that connection, so each failure opens the file
anew and goes on behind it. The damaged file itself is never opened: a copy of it is.
"""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from db.connect import create
from db.database import PAGE, SALT_BYTES, Database, beside, keyed, salts, telling
from db.files import flush_file
from db.sqlite import SqlError
from forms.problems import Problem

_OURS: Final = ("sqlite_", "_sqlite_")  # tables of the engine and of the steps of its making
_MOST_PROBES: Final = 200  # of one table
_LOG: Final = "-wal"

Key = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class SavedTable:
    """One table. `whole`: read to its end without a gap; `lost`: rows that are known and cannot be read."""

    name: str
    kept: int
    lost: int
    whole: bool


@dataclass(frozen=True, slots=True)
class Saved:
    """What was read of a damaged file; `with_log` tells whether its log was of use."""

    tables: tuple[SavedTable, ...]
    with_log: bool

    @property
    def rows(self) -> int:
        """Count the rows that were saved."""
        return sum(table.kept for table in self.tables)

    @property
    def whole(self) -> bool:
        """Tell whether nothing is missing."""
        return all(table.whole and not table.lost for table in self.tables)


def salvage(path: Path, key: bytes, target: Path) -> Saved:
    """Put the rows of the damaged file at `path` that can still be read into a new file at `target`.

    With its log and without: the way that gives more rows counts. Raises SALVAGE_NOTHING where not even the
    list of tables can be read, and DISK_FULL or DISK_ERROR; nothing is left at `target` then, and `path` is
    as it was.
    """
    with telling(target), TemporaryDirectory(prefix=".salvage-", dir=target.parent) as room:
        ways = [way for way in (True, False) if way is False or _log_of(path) is not None]
        found: list[tuple[Saved, Path]] = []
        for with_log in ways:
            work = _laid_out(path, Path(room), with_log=with_log)
            source = _Source(work, key)
            made = Path(room) / f"made-{int(with_log)}.db"
            saved = _save(source, key, made, with_log=with_log)
            source.close()
            if saved is not None:
                found.append((saved, made))
            if saved is not None and saved.whole:
                break
        if not found:
            raise Problem("SALVAGE_NOTHING", path=path)
        best, made = max(found, key=lambda one: one[0].rows)
        flush_file(made)
        made.replace(target)
    return best


def _log_of(path: Path) -> Path | None:
    log = path.with_name(path.name + _LOG)
    return log if log.exists() and log.stat().st_size else None


def _laid_out(path: Path, room: Path, *, with_log: bool) -> Path:
    """Copy the damaged file to where it may be opened; a page that was cut through is filled up."""
    work = room / f"work-{int(with_log)}.db"
    shutil.copyfile(path, work)
    rest = work.stat().st_size % PAGE
    if rest:
        with work.open("ab") as file:
            file.write(bytes(PAGE - rest))
    log = _log_of(path)
    if with_log and log is not None:
        shutil.copyfile(log, work.with_name(work.name + _LOG))
    return work


class _Source:
    """A damaged file that is opened anew after every failure."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._path = path
        self._key = key
        self._connection: Any = None
        with path.open("rb") as file:
            self._salts = salts(key, file.read(SALT_BYTES))

    def read(self, sql: str, *values: object) -> tuple[list[Any], bool]:
        """Give the rows that come before a failure, and whether there was none."""
        rows: list[Any] = []
        try:
            for row in self._open().execute(sql, values):
                rows.append(row)  # noqa: PERF402 - what came before a failure counts
        except SqlError:
            self.close()
            return rows, False
        return rows, True

    def schema(self) -> dict[str, tuple[str, str]]:
        """Give name -> (kind, SQL) of everything in the file; {} where that cannot be read."""
        for salt in self._salts:
            self._salts = (salt,)
            rows, good = self.read("SELECT name, type, sql FROM sqlite_master WHERE sql IS NOT NULL")
            if good and rows:
                return {name: (kind, sql) for name, kind, sql in rows}
            self.close()
        return {}

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _open(self) -> Any:  # noqa: ANN401 - sqlcipher3 brings no types
        if self._connection is None:
            self._connection = keyed(self._path, self._key, self._salts[0])
            # A file that was cut short is shorter than its first page says: it is read all the same.
            self._connection.execute("PRAGMA writable_schema = ON").fetchall()
        return self._connection


def _save(source: _Source, key: bytes, target: Path, *, with_log: bool) -> Saved | None:
    schema = source.schema()
    tables = [name for name, (kind, _) in schema.items() if kind == "table" and not name.startswith(_OURS)]
    if not tables:
        return None
    made = create(target, key)
    try:
        made.conn.execute("PRAGMA foreign_keys = OFF").fetchall()
        there = {row[0] for row in made.rows("SELECT name FROM sqlite_master")}
        with made.writing():
            for kind in ("table", "index", "view"):
                for name, (of, sql) in schema.items():
                    if of == kind and name not in there and not name.startswith(_OURS):
                        made.conn.execute(sql)
            saved = [_save_table(source, made, name, schema[name][1]) for name in tables]
    finally:
        made.close()
    for left in beside(target):
        if left.exists() and left.stat().st_size:  # the disk refused to take the log into the file
            raise Problem("DISK_FULL", path=target)
    return Saved(tuple(saved), with_log)


def _save_table(source: _Source, made: Database, name: str, sql: str) -> SavedTable:
    """Copy the rows of one table that can be read."""
    ours = {row[1]: row[5] for row in made.rows(f'PRAGMA table_info("{name}")')}
    theirs, _ = source.read(f'PRAGMA table_info("{name}")')
    columns = [row[1] for row in theirs if row[1] in ours]
    by_row = "WITHOUT ROWID" not in sql.upper()
    key = ("rowid",) if by_row else tuple(row[1] for row in sorted(theirs, key=lambda row: row[5]) if row[5])
    if not columns or not key:
        return SavedTable(name, 0, 0, whole=False)
    table = _Table(source, name, key)
    keys, whole = table.keys()
    kept = lost = 0
    marks = ", ".join("?" * len(columns))
    names = ", ".join(f'"{column}"' for column in columns)
    put = f'INSERT OR IGNORE INTO "{name}" ({names}) VALUES ({marks})'
    place = 0
    while place < len(keys):
        rows, good = table.rows_from(keys[place], keys[-1], names)
        made.conn.executemany(put, rows)
        kept += len(rows)
        place += len(rows)
        if good:
            break
        if place < len(keys):
            one, good = table.rows_from(keys[place], keys[place], names)
            made.conn.executemany(put, one)
            kept += len(one)
            lost += not one
            place += 1
    return SavedTable(name, kept, lost, whole)


class _Table:
    """One table of the damaged file, in the order of its key."""

    def __init__(self, source: _Source, name: str, key: Sequence[str]) -> None:
        self._source = source
        self._name = name
        self._columns = ", ".join(f'"{part}"' for part in key)
        self._up = f"ORDER BY {self._columns}"
        backwards = ", ".join(f'"{part}" DESC' for part in key)
        self._down = f"ORDER BY {backwards}"
        marks = ", ".join("?" * len(key))
        self._marks = f"({marks})"
        self._counts = tuple(key) == ("rowid",)

    def rows_from(self, first: Key, last: Key, columns: str) -> tuple[list[Any], bool]:
        """Read the rows between two keys, both of them too."""
        where = f"({self._columns}) >= {self._marks} AND ({self._columns}) <= {self._marks}"
        return self._source.read(
            f'SELECT {columns} FROM "{self._name}" NOT INDEXED WHERE {where} {self._up}',
            *(*first, *last),
        )

    def keys(self) -> tuple[list[Key], bool]:
        """List the keys that can be read: from the front, from the end, between where rows are counted."""
        listing = f'SELECT {self._columns} FROM "{self._name}" NOT INDEXED'
        front, whole = self._source.read(f"{listing} {self._up}")
        if whole:
            return front, True
        back, _ = self._source.read(f"{listing} {self._down}")
        found = {*front, *back}
        if self._counts and front and back:
            found |= self._between(front[-1][0], back[-1][0])
        elif self._counts and back:
            found |= self._between(0, back[-1][0])
        return sorted(found), False

    def _between(self, low: int, high: int) -> set[Key]:
        """Look behind pages that cannot be read, in steps that grow until something comes."""
        listing = f'SELECT rowid FROM "{self._name}" NOT INDEXED WHERE rowid'
        found: set[Key] = set()
        at, step = low, 1
        for _ in range(_MOST_PROBES):
            at += step
            if at >= high:
                break
            rows, whole = self._source.read(f"{listing} >= ? AND rowid < ? ORDER BY rowid", at, high)
            found.update(rows)
            if not rows and not whole:
                step *= 2
                continue
            before, _ = self._source.read(f"{listing} > ? AND rowid < ? ORDER BY rowid DESC", low, at)
            found.update(before)
            if whole:
                break
            low = at = rows[-1][0]
            step = 1
        return found


def mend(database: Database, *, unit: str, campaign: str, pack: str, version: str) -> None:
    """Make the rows that were saved fit each other: what points to a row that is lost has no place any more.

    Answers whose own line is lost get one again; numbers of sending follow from the packages that are there.
    """
    database.conn.execute("PRAGMA foreign_keys = OFF").fetchall()
    with database.writing():
        _mend_own(database, unit, campaign, pack, version)
        for table, column, parent in _POINTERS:
            database.conn.execute(f"DELETE FROM {table} WHERE {column} NOT IN (SELECT id FROM {parent})")
        for (table,) in database.rows("SELECT name FROM sqlite_master WHERE type = 'table'"):
            columns = {row[1] for row in database.rows(f'PRAGMA table_info("{table}")')}
            if "submission" in columns:
                database.conn.execute(
                    f'DELETE FROM "{table}" WHERE submission NOT IN (SELECT id FROM submission)'
                )
        database.conn.execute(
            "INSERT OR REPLACE INTO sending SELECT recipient, sequence, digest FROM package AS p "
            "WHERE direction = 'sent' AND sequence = (SELECT max(sequence) FROM package AS o "
            "WHERE o.direction = 'sent' AND o.recipient = p.recipient) AND sequence > "
            "coalesce((SELECT sequence FROM sending AS s WHERE s.recipient = p.recipient), 0)"
        )
    database.conn.execute("PRAGMA foreign_keys = ON").fetchall()


_POINTERS: Final = (
    ("verdict", "package", "package"),
    ("receipt", "package", "package"),
    ("paper_compared", "package", "package"),
    ("letter", "package", "package"),
    ("query_line", "thread", "query_thread"),
    ("removed_file", "record", "removed_record"),
    ("journal_file", "step", "journal_step"),
)


def _mend_own(database: Database, unit: str, campaign: str, pack: str, version: str) -> None:
    """Give the office's own answers their line again where it is lost: its number stands in the history."""
    own = database.row(
        "SELECT 1 FROM submission WHERE kind = 'own' AND unit = ? AND campaign = ? AND instance = ''",
        *(unit, campaign),
    )
    lost = database.row(
        "SELECT submission, max(at), count(*) FROM history "
        "WHERE submission NOT IN (SELECT id FROM submission) GROUP BY submission ORDER BY 3 DESC LIMIT 1"
    )
    if own is None and lost is not None:
        database.insert(
            "submission",
            id=lost[0],
            uuid=str(uuid.uuid4()),
            unit=unit,
            campaign=campaign,
            instance="",
            pack=pack,
            pack_version=version,
            kind="own",
            status="current",
            revision=0,
            digest="",
            created=lost[1],
            updated=lost[1],
        )


def unit_in(database: Database, cell: tuple[str, str]) -> str:
    """Find whose file it is: by its answers, by what it sent, by a cell of the cover; "" where none says."""
    asked = (
        ("SELECT unit FROM submission WHERE kind = 'own' LIMIT 1", ()),
        ("SELECT unit FROM package WHERE direction = 'sent' ORDER BY id DESC LIMIT 1", ()),
        (
            "SELECT new FROM history WHERE (table_id, field) = (?, ?) AND new IS NOT NULL ORDER BY id DESC",
            cell,
        ),
    )
    found = (database.row(sql, *values) for sql, values in asked)
    return next((str(row[0]) for row in found if row), "")
