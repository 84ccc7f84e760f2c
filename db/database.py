"""An open office file: one connection, its transactions, and the words for what can go wrong with it.

WAL with `synchronous=FULL`: what `writing()` has left is on the disk; what `writing(soon=True)` has left is
in the log, and on the disk a moment later (`db.flushing`). The first 16 bytes of the file are its salt; half
of it is derived from the key, so that a wrong key and a damaged file are told apart. A connection belongs to
the thread that opened it; `again()` opens another one for another thread.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import secrets
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from db.flushing import Flusher
from db.sqlite import SqlError, connect, sqlite_utils
from forms.problems import Problem

KEY_BYTES = 32
SALT_BYTES = 16
PAGE = 4096
_WAIT_MS = 5000
_REFUSED_HERE = "SQLITE_READONLY"  # what a connection with query_only answers to a write
_LONG_LOG = 1000  # pages of a log that is folded into the file

# SQLite's primary result codes (https://www.sqlite.org/rescode.html)
_BUSY, _LOCKED, _READONLY, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _NOTADB = 5, 6, 8, 10, 11, 13, 14, 26
_CODES = {
    _BUSY: "DB_BUSY",
    _LOCKED: "DB_BUSY",
    _READONLY: "DISK_ERROR",
    _IOERR: "DISK_ERROR",
    _CORRUPT: "DB_DAMAGED",
    _FULL: "DISK_FULL",
    _CANTOPEN: "DISK_ERROR",
    _NOTADB: "DB_DAMAGED",
}
_WORDS = {  # sqlite3_errstr: the driver's backup tells the words without the code
    "disk I/O error": _IOERR,
    "database or disk is full": _FULL,
    "unable to open database file": _CANTOPEN,
    "attempt to write a readonly database": _READONLY,
    "database is locked": _BUSY,
    "database disk image is malformed": _CORRUPT,
}


class Database(sqlite_utils.Database):
    """An open office file. Made by `db.connect.create` and `open_database`."""

    def __init__(self, path: Path, key: bytes) -> None:
        """Open `path` with `key` (32 bytes); raise `Problem` DB_KEY, DB_DAMAGED, DB_PLACE or DISK_ERROR."""
        self.path = path
        self.key = key
        self.only_reading: Problem | None = None  # why nothing is written: told to whoever tries
        self._soon = False
        self._flusher: Flusher | None = None
        with telling(path):
            super().__init__(_connect(path, key), execute_plugins=False)

    def __repr__(self) -> str:
        return f"<Database {self.path.name}>"

    def again(self) -> Database:
        """Open the same file once more, for another thread."""
        other = Database(self.path, self.key)
        if self.only_reading is not None:
            other.only_read(self.only_reading)
        return other

    def only_read(self, why: Problem) -> None:
        """Write nothing from here on: `why` is raised where something would have to be written."""
        self.only_reading = why
        self.conn.execute("PRAGMA query_only = ON").fetchall()

    @contextlib.contextmanager
    def _only_reading(self, why: Problem) -> Iterator[None]:
        """Let what needs no writing go on; raise `why` for the rest."""
        try:
            with self.reading():
                yield
        except Problem as problem:
            if problem.details.get("reason") == _REFUSED_HERE:
                raise Problem(why.code, **why.details) from problem
            raise

    @contextlib.contextmanager
    def writing(self, *, soon: bool = False) -> Iterator[None]:
        """Do everything inside as one transaction, kept whole or not at all; inner ones join the outer one.

        `soon`: the disk holds it a moment later and nobody waits for that (`db.flushing`).
        Raises `Problem` DISK_FULL, DISK_ERROR, DB_BUSY or DB_DAMAGED with the file as it was before, and
        what `only_reading` says.
        """
        if self.only_reading is not None:
            with self._only_reading(self.only_reading):
                yield
            return
        with _telling_sql(self.path):
            if self.conn.in_transaction:
                with self.atomic():
                    yield
                return
            flusher = self._mode(soon=soon)
            # IMMEDIATE: a transaction that reads first and writes later cannot wait for another writer.
            self.conn.execute("BEGIN IMMEDIATE")
            try:
                yield
                self.conn.execute("COMMIT")
            except BaseException:
                self._undo()
                raise
            if flusher is not None:
                flusher.wake()

    def get_ready(self) -> None:
        """Begin the log, so that the first of what is typed need not wait for the disk."""
        if self.only_reading is None:
            self._mode(soon=True)
            self.begin_log()

    def begin_log(self) -> None:
        """Write into the log what changes nothing: whoever writes first waits for the disk in any mode."""
        with _telling_sql(self.path):
            version = self.conn.execute("PRAGMA user_version").fetchone()[0]
            self.conn.execute(f"PRAGMA user_version = {version}").fetchall()

    def flushed(self, seconds: float) -> bool:
        """Wait until all that was written is on the disk; False where it takes longer."""
        return self._flusher is None or self._flusher.wait(seconds)

    def _mode(self, *, soon: bool) -> Flusher | None:
        """Let the next transaction wait for the disk, or not; give who brings it there then."""
        if soon and self._flusher is None:
            self._flusher = Flusher(self.path, self._fold)
        soon = soon and self._flusher is not None and not self._flusher.failed
        if soon is not self._soon:
            # A commit that folds the log into the file waits for the disk twice.
            for pragma in (
                f"synchronous = {'NORMAL' if soon else 'FULL'}",
                f"wal_autocheckpoint = {0 if soon else _LONG_LOG}",
            ):
                self.conn.execute(f"PRAGMA {pragma}").fetchall()
            self._soon = soon
        return self._flusher if soon else None

    def _fold(self) -> None:
        """Fold the log into the file on another thread, and begin the next one."""
        with contextlib.suppress(Problem, SqlError):  # busy, or the disk is full: at the next pause
            other = self.again()
            try:
                other.conn.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
                other.begin_log()
            finally:
                other.conn.close()

    @contextlib.contextmanager
    def only_trying(self) -> Iterator[None]:
        """Do everything inside and take it back again: what it raises is known, and nothing is changed."""
        with _telling_sql(self.path):
            self.conn.execute("BEGIN IMMEDIATE")
            try:
                yield
            finally:
                self._undo()

    @contextlib.contextmanager
    def reading(self) -> Iterator[None]:
        """Let everything read inside be of one moment, whatever another thread writes meanwhile."""
        with _telling_sql(self.path):
            if self.conn.in_transaction:
                yield
                return
            self.conn.execute("BEGIN")
            try:
                yield
            finally:
                self._undo()

    def rows(self, sql: str, *values: object) -> list[Any]:
        """Fetch every row of a SELECT, each a tuple."""
        return self.conn.execute(sql, values).fetchall()

    def row(self, sql: str, *values: object) -> Any:  # noqa: ANN401 - a tuple of what the SELECT names
        """Fetch the first row of a SELECT, None when there is none."""
        return self.conn.execute(sql, values).fetchone()

    def insert(self, table: str, **values: object) -> int:
        """Insert one row and return its id."""
        names = ", ".join(values)
        marks = ", ".join("?" * len(values))
        cursor = self.conn.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(values.values()))
        return int(cursor.lastrowid or 0)

    def close(self) -> None:
        """Fold the write-ahead log into the file and close it, so that one file is left."""
        if self._flusher is not None:
            self._flusher.end()
        # A full disk or another connection keeps the log where it is; it is read again at the next opening.
        with contextlib.suppress(SqlError):
            if self.only_reading is None:
                self.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        super().close()

    def _undo(self) -> None:
        # After a full disk SQLite may have rolled back already; a failing disk can refuse this one too,
        # and the log without its commit mark is then left out at the next opening.
        with contextlib.suppress(SqlError):
            if self.conn.in_transaction:
                self.conn.execute("ROLLBACK")


def beside(path: Path) -> tuple[Path, ...]:
    """Name the files SQLite keeps beside an open database."""
    return tuple(path.with_name(path.name + end) for end in ("-wal", "-shm", "-journal"))


@contextlib.contextmanager
def telling(path: Path) -> Iterator[None]:
    """Turn the engine's and the disk's errors inside into `Problem`s; ours (wrong SQL) fly on."""
    try:
        with _telling_sql(path):
            yield
    except OSError as error:
        code = "DISK_FULL" if error.errno == errno.ENOSPC else "DISK_ERROR"
        raise Problem(code, path=path, reason=error.strerror or "") from error


@contextlib.contextmanager
def _telling_sql(path: Path) -> Iterator[None]:
    """Turn the engine's errors alone: inside a transaction a caller's OSError may be about another file."""
    try:
        yield
    except SqlError as error:
        extended: int = getattr(error, "sqlite_errorcode", 0) or _WORDS.get(str(error), 0)
        code = _CODES.get(extended & 0xFF)
        if code is None:
            raise
        raise Problem(code, path=path, reason=getattr(error, "sqlite_errorname", "")) from error


def stamp(when: datetime) -> str:
    """Write a moment for the database: UTC, of one width, so that texts sort like times."""
    if when.tzinfo is None:
        raise ValueError("a moment without its time zone")
    return when.astimezone(UTC).isoformat(timespec="microseconds")


def moment(text: str) -> datetime:
    """Read a moment back."""
    return datetime.fromisoformat(text)


def day(text: str | None) -> date | None:
    """Read a day that may be open."""
    return date.fromisoformat(text) if text else None


def keyed(path: Path, key: bytes, salt: bytes, *, only_reading: bool = False) -> Any:  # noqa: ANN401 - sqlcipher3 brings no types
    """Open a bare connection to `path` with its key and salt set and nothing read yet."""
    # The driver begins no transactions of its own: every one is written here, in writing() and reading().
    place = f"{path.absolute().as_uri()}?mode=ro" if only_reading else os.fspath(path)
    connection = connect(place, isolation_level=None, timeout=_WAIT_MS / 1000, uri=only_reading)
    connection.execute("PRAGMA cipher_log_level = NONE").fetchall()  # its own words would go to stderr
    connection.execute(f"PRAGMA key = \"x'{key.hex()}{salt.hex()}'\"").fetchall()
    connection.execute("PRAGMA cipher_compatibility = 4").fetchall()  # the file format, whatever is newer
    return connection


def new_salt(key: bytes) -> bytes:
    """Make the salt of a new file: half of it chance, half of it derived from the key."""
    chance = secrets.token_bytes(SALT_BYTES // 2)
    return chance + _mark(key, chance)


def salts(key: bytes, found: bytes) -> tuple[bytes, ...]:
    """Give the salts a damaged file may have been written with: the one found, else with its mark mended."""
    chance = found[: SALT_BYTES // 2]
    return tuple(dict.fromkeys((found, chance + _mark(key, chance))))


def _mark(key: bytes, chance: bytes) -> bytes:
    return hashlib.sha256(b"phieuxa database" + key + chance).digest()[: SALT_BYTES // 2]


def _connect(path: Path, key: bytes) -> Any:  # noqa: ANN401 - sqlcipher3 brings no types
    if len(key) != KEY_BYTES:
        raise ValueError("a database key has 32 bytes")
    salt = salt_of(path, key)
    connection = keyed(path, key, salt)
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchall()  # the first page opens, or not
        use_log(connection, path)
        for pragma in (
            "synchronous = FULL",
            "foreign_keys = ON",
            "trusted_schema = OFF",
            "temp_store = MEMORY",
        ):
            connection.execute(f"PRAGMA {pragma}").fetchall()
    except BaseException:
        connection.close()
        raise
    return connection


def salt_of(path: Path, key: bytes) -> bytes:
    """Read a file's salt, a new one where there is no file; raise `Problem` DB_DAMAGED or DB_KEY."""
    if not path.exists():
        return new_salt(key)
    with path.open("rb") as file:
        salt = file.read(SALT_BYTES)
    if path.stat().st_size < PAGE or salt.startswith(b"SQLite format 3"):
        raise Problem("DB_DAMAGED", path=path, reason="SHORT_OR_PLAIN")
    if _mark(key, salt[: SALT_BYTES // 2]) != salt[SALT_BYTES // 2 :]:
        raise Problem("DB_KEY", path=path)
    return salt


def use_log(connection: Any, path: Path) -> None:  # noqa: ANN401 - sqlcipher3 brings no types
    """Switch to the write-ahead log; raise `Problem("DB_PLACE")` where the place cannot carry it."""
    mode = connection.execute("PRAGMA journal_mode = WAL").fetchone()[0]
    if mode != "wal":
        raise Problem("DB_PLACE", path=path, mode=mode)
