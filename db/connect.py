"""One encrypted SQLite file an office: made, and opened again.

key (32 random bytes) -> open_database(path, key) -> Database -> writing() / reading() -> close()
"""

from __future__ import annotations

from pathlib import Path

from db.backup import before_migrating
from db.database import Database, beside, keyed, salt_of, telling
from db.files import flush_file, flush_folder
from db.migrations import MIGRATIONS, unknown
from forms.file_ways import put_in_place
from forms.problems import Problem

_UNFINISHED = ".unfinished"
_READ_AT_ONCE = 64_000_000  # bytes of a file of which every page is read when it is opened: under a second


def create(path: Path, key: bytes) -> Database:
    """Make a new office file at `path`, whole or not at all; raise `Problem("DB_EXISTS")` if one is there."""
    if path.exists():
        raise Problem("DB_EXISTS", path=path)
    unfinished = path.with_name(path.name + _UNFINISHED)
    with telling(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        _clear(unfinished)
        try:
            database = Database(unfinished, key)
            try:
                with database.writing():
                    MIGRATIONS.apply(database)
            finally:
                database.close()
            flush_file(unfinished)
            put_in_place(unfinished, path)
            flush_folder(path.parent)
        finally:
            _clear(unfinished)
    return Database(path, key)


def open_database(path: Path, key: bytes, *, only_reading: Problem | None = None) -> Database:
    """Open an office file, copied and migrated first when this program is newer than the file.

    Raises `Problem`: DB_MISSING, DB_KEY (not this key), DB_DAMAGED, DB_NEWER (written by a newer
    program), DB_PLACE (a place where SQLite's log cannot work, such as a network share), DISK_FULL,
    DISK_ERROR. `only_reading`: another program writes it, which is raised where this one would have to.
    """
    if not path.is_file():
        raise Problem("DB_MISSING", path=path)
    _demand_fitting_log(path, key)
    database = Database(path, key)
    try:
        if only_reading is not None:
            database.only_read(only_reading)
        with telling(path):
            _demand_sound(database)
            _bring_up(database)
    except BaseException:
        database.close()
        raise
    return database


def _demand_fitting_log(path: Path, key: bytes) -> None:
    """Look at a log that was left over without writing: one of another file would be folded into this one."""
    log = beside(path)[0]
    with telling(path):
        if not log.exists() or not log.stat().st_size:
            return
        connection = keyed(path, key, salt_of(path, key), only_reading=True)
        try:
            found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        finally:
            connection.close()
    if found != "ok":
        raise Problem("DB_DAMAGED", path=path, reason=found)


def _demand_sound(database: Database) -> None:
    """Read every page of a file that is not too large for it; a larger one is read when it is copied."""
    if database.path.stat().st_size <= _READ_AT_ONCE:
        found = database.row("PRAGMA quick_check(1)")[0]
        if found != "ok":
            raise Problem("DB_DAMAGED", path=database.path, reason=found)


def _clear(unfinished: Path) -> None:
    for left in (unfinished, *beside(unfinished)):
        left.unlink(missing_ok=True)


def _bring_up(database: Database) -> None:
    newer = unknown(database)
    if newer:
        raise Problem("DB_NEWER", path=database.path, step=newer[0])
    pending = MIGRATIONS.pending(database)
    if pending:
        if database.only_reading is not None:
            raise database.only_reading
        before_migrating(database, pending[0].name)
        with database.writing():
            MIGRATIONS.apply(database)
