"""Notes that people leave on cells and records, for themselves and their colleagues: they never travel."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from db.database import Database, moment, stamp
from db.rows import at, place
from forms.answers import Address


@dataclass(frozen=True, slots=True)
class Note:
    """A note as it stands: the newest text of its cell, who wrote it and when."""

    address: Address
    text: str
    who: str
    when: datetime


class Notes:
    """The notes in `database`. An address without a field speaks of the whole record."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, submission: int, note: Note) -> None:
        """Keep a note in place of the one that stood there; a blank text takes it away."""
        with self._database.writing():
            self._database.conn.execute(
                "DELETE FROM note WHERE submission = ? AND table_id = ? AND row_key = ? AND field = ?",
                (submission, *place(note.address)),
            )
            if note.text:
                self._database.conn.execute(
                    "INSERT INTO note VALUES (?, ?, ?, ?, ?, ?, ?)",
                    (submission, *place(note.address), note.text, note.who, stamp(note.when)),
                )

    def of(self, submission: int) -> tuple[Note, ...]:
        """List the notes of a submission, oldest first."""
        with self._database.reading():
            rows = self._database.rows(
                "SELECT table_id, row_key, field, text, who, at FROM note WHERE submission = ? ORDER BY at",
                submission,
            )
        return tuple(Note(at(*row[:3]), row[3], row[4], moment(row[5])) for row in rows)
