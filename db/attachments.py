"""The office's own attachments: photos, scans and papers that travel in the companion file.

Those of another maker's form belong to one filled instance of it and stay out of the companion file.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from db.database import Database, stamp


@dataclass(frozen=True, slots=True)
class KeptFile:
    """An attachment as it will travel. `place` is the cell it belongs to, as text."""

    name: str
    place: str
    caption: str
    sha256: str
    data: bytes


class Attachments:
    """The attachments of one instance in `database`, told apart by name."""

    def __init__(self, database: Database, instance: str = "") -> None:
        """Work on an open office file; `instance` "" is the office's report of its campaign."""
        self._database = database
        self._instance = instance

    def keep(self, name: str, data: bytes, *, place: str, caption: str, when: datetime) -> None:
        """Keep a file under `name`; one of the same name is replaced."""
        with self._database.writing():
            self._database.conn.execute(
                "INSERT OR REPLACE INTO attachment (name, place, caption, sha256, bytes, at, instance) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                (name, place, caption, hashlib.sha256(data).hexdigest(), data, stamp(when), self._instance),
            )

    def move(self, name: str, place: str) -> None:
        """Note that the cell of a file has another address."""
        with self._database.writing():
            self._database.conn.execute(
                "UPDATE attachment SET place = ? WHERE name = ? AND instance = ?",
                (place, name, self._instance),
            )

    def caption(self, name: str, caption: str) -> None:
        """Give a file another caption."""
        with self._database.writing():
            self._database.conn.execute(
                "UPDATE attachment SET caption = ? WHERE name = ? AND instance = ?",
                (caption, name, self._instance),
            )

    def drop(self, name: str) -> None:
        """Take a file out; its bytes stay while a step of undo names it (`db.journal`)."""
        with self._database.writing():
            self._database.conn.execute(
                "INSERT OR IGNORE INTO attachment_gone SELECT name FROM attachment WHERE name = ?", (name,)
            )

    def bring_back(self, name: str) -> None:
        """Take a file in again that was dropped."""
        with self._database.writing():
            self._database.conn.execute("DELETE FROM attachment_gone WHERE name = ?", (name,))

    def places(self) -> dict[str, str]:
        """Give the place of every file by name."""
        return self._by_name("place")

    def captions(self) -> dict[str, str]:
        """Give the caption of every file by name."""
        return self._by_name("caption")

    def _by_name(self, column: str) -> dict[str, str]:
        with self._database.reading():
            return dict(
                self._database.rows(
                    f"SELECT name, {column} FROM attachment WHERE instance = ? "
                    "AND name NOT IN (SELECT name FROM attachment_gone)",
                    self._instance,
                )
            )

    def names(self) -> frozenset[str]:
        """Give all names in use, those of dropped files and of other instances too."""
        with self._database.reading():
            return frozenset(row[0] for row in self._database.rows("SELECT name FROM attachment"))

    def files(self) -> tuple[KeptFile, ...]:
        """Give every file with its bytes, by name; dropped ones are left out."""
        with self._database.reading():
            rows = self._database.rows(
                "SELECT name, place, caption, sha256, bytes FROM attachment WHERE instance = ? "
                "AND name NOT IN (SELECT name FROM attachment_gone) ORDER BY name",
                self._instance,
            )
        return tuple(KeptFile(*(*row[:4], bytes(row[4]))) for row in rows)
