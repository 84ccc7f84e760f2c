"""Copies of the office file: encrypted, checked, one file each, whole or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from db.database import Database, beside, keyed, new_salt, telling
from db.files import flush_file, flush_folder
from forms.file_ways import put_in_place
from forms.problems import Problem


def copy(database: Database, target: Path, key: bytes | None = None) -> Path:
    """Copy the open file to `target` with the backup API and check every page of the copy.

    `key`: of the copy (32 bytes), the file's own where none is given. Never copy the file itself: what
    stands in its log would be missing. Raises `Problem` DISK_FULL, DISK_ERROR or, where the copy cannot be
    read back, DB_DAMAGED; `target` is then as it was before.
    """
    unfinished = target.with_name(target.name + ".unfinished")
    with telling(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            _write(database, unfinished, key or database.key)
            flush_file(unfinished)
            put_in_place(unfinished, target)
            flush_folder(target.parent)
        finally:
            for left in (unfinished, *beside(unfinished)):
                left.unlink(missing_ok=True)
    return target


def before_migrating(database: Database, step: str) -> Path:
    """Keep the file as it was before migration `step`, beside it."""
    return copy(
        database, database.path.with_name(f"{database.path.stem}.before-{step}{database.path.suffix}")
    )


def damage(database: Database) -> tuple[str, ...]:
    """Read every page, decrypt it and compare the indexes with the rows; () when all is well."""
    with telling(database.path):
        return _damage(database.conn)


def _write(database: Database, target: Path, key: bytes) -> None:
    for left in (target, *beside(target)):
        left.unlink(missing_ok=True)
    copied = keyed(target, key, new_salt(key))
    try:
        database.conn.backup(copied)
        copied.execute("PRAGMA journal_mode = DELETE").fetchall()  # one file, without a log beside it
        bad = _damage(copied)
        if bad:
            raise Problem("DB_DAMAGED", path=target, reason=bad[0])
    finally:
        copied.close()


def _damage(connection: Any) -> tuple[str, ...]:  # noqa: ANN401 - sqlcipher3 brings no types
    pages = tuple(row[0] for row in connection.execute("PRAGMA cipher_integrity_check"))
    if pages:  # the other check would stop at the first page that cannot be decrypted
        return pages
    return tuple(row[0] for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok")
