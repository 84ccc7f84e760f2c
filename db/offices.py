"""The office itself: its unit and language, its people, and the numbers of what it sends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from db.database import Database, day, moment, stamp
from forms.problems import Problem


@dataclass(frozen=True, slots=True)
class OfficeRecord:
    """Whose file this is."""

    unit: str
    language: str
    created: datetime


@dataclass(frozen=True, slots=True)
class Person:
    """Someone of the office; `until` is the last day, None while the person is still there."""

    id: int
    name: str
    position: str
    telephone: str
    since: date
    until: date | None


class Office:
    """Settings, people and sequence numbers of the office in `database`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # --- settings ----------------------------------------------------------------------------

    def begin(self, unit: str, language: str, when: datetime) -> None:
        """Say whose file this is, once; raise `Problem("OFFICE_BEGUN")` when that has been said."""
        with self._database.writing():
            if self.setting("unit"):
                raise Problem("OFFICE_BEGUN", unit=self.setting("unit"))
            for name, value in {"unit": unit, "language": language, "created": stamp(when)}.items():
                self.set_setting(name, value)

    def record(self) -> OfficeRecord:
        """Tell whose file this is; raise `Problem("OFFICE_NOT_BEGUN")` before `begin`."""
        with self._database.reading():
            found = {name: self.setting(name) for name in ("unit", "language", "created")}
        if not found["unit"]:
            raise Problem("OFFICE_NOT_BEGUN")
        return OfficeRecord(found["unit"], found["language"], moment(found["created"]))

    def setting(self, name: str) -> str:
        """Read a setting, "" when it was never set."""
        with self._database.reading():
            row = self._database.row("SELECT value FROM setting WHERE name = ?", name)
        return str(row[0]) if row else ""

    def set_setting(self, name: str, value: str) -> None:
        """Keep a setting."""
        with self._database.writing():
            self._database.conn.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (name, value))

    # --- people ------------------------------------------------------------------------------

    def add_person(self, name: str, position: str = "", telephone: str = "", *, since: date) -> Person:
        """Add someone to the office's list."""
        with self._database.writing():
            number = self._database.insert(
                "person", name=name, position=position, telephone=telephone, valid_from=since.isoformat()
            )
        return Person(number, name, position, telephone, since, None)

    def end_person(self, person: int, until: date) -> None:
        """Note a person's last day; the history keeps the name."""
        with self._database.writing():
            done = self._database.conn.execute(
                "UPDATE person SET valid_to = ? WHERE id = ?", (until.isoformat(), person)
            )
            if not done.rowcount:
                raise Problem("NO_SUCH_PERSON", id=person)

    def people(self, on: date | None = None) -> tuple[Person, ...]:
        """List everybody who was ever here, or those here on a day, in the order they were added."""
        with self._database.reading():
            rows = self._database.rows(
                "SELECT id, name, position, telephone, valid_from, valid_to FROM person ORDER BY id"
            )
        people = [Person(*(*row[:4], date.fromisoformat(row[4]), day(row[5]))) for row in rows]
        return tuple(
            person
            for person in people
            if on is None or (person.since <= on and (person.until is None or on <= person.until))
        )

    # --- sending -----------------------------------------------------------------------------

    def last_sent(self, recipient: str) -> tuple[int, str]:
        """Give the sequence number and digest of the last file sent to a unit; (0, "") before the first."""
        with self._database.reading():
            row = self._database.row("SELECT sequence, digest FROM sending WHERE recipient = ?", recipient)
        return (int(row[0]), str(row[1])) if row else (0, "")

    def count_from(self, recipient: str, sequence: int, digest: str) -> None:
        """Let the next file to a unit follow one whose number and digest are known from elsewhere."""
        with self._database.writing():
            self._database.conn.execute(
                "INSERT OR REPLACE INTO sending VALUES (?, ?, ?)", (recipient, sequence, digest)
            )
