"""Letters that wait for the network: which part of which package, to whom, how often it was tried."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from db.database import Database, moment, stamp


class LetterState(StrEnum):
    """Where a letter stands: waiting for its next try, handed to the mail server, or stopped for a reason."""

    WAITING = "waiting"
    SENT = "sent"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class KeptLetter:
    """A letter: number `number` of the `letters` that carry package `package` (its id)."""

    id: int
    package: int
    recipient: str
    number: int
    letters: int
    state: LetterState
    tries: int
    next_try: datetime
    reason: str  # the last refusal as the office wrote it, "" before the first
    queued: datetime
    who: str
    ended: datetime | None


class Outbox:
    """The letters in `database`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def queue(self, package: int, recipient: str, letters: int, *, who: str, when: datetime) -> None:
        """Put all letters of a package in line; what still waited for it is taken out first."""
        with self._database.writing():
            self._database.conn.execute(
                "DELETE FROM letter WHERE package = ? AND state != ?", (package, LetterState.SENT.value)
            )
            for number in range(1, letters + 1):
                self._database.insert(
                    "letter",
                    package=package,
                    recipient=recipient,
                    number=number,
                    letters=letters,
                    state=LetterState.WAITING.value,
                    tries=0,
                    next_try=stamp(when),
                    reason="",
                    queued=stamp(when),
                    who=who,
                )

    def letters(self, package: int | None = None) -> tuple[KeptLetter, ...]:
        """List the letters, of one package or of all, first queued first."""
        with self._database.reading():
            rows = self._database.rows(
                "SELECT id, package, recipient, number, letters, state, tries, next_try, reason, queued, "
                "who, ended FROM letter WHERE ? IS NULL OR package = ? ORDER BY id",
                package,
                package,
            )
        return tuple(
            KeptLetter(
                id=row[0],
                package=row[1],
                recipient=row[2],
                number=row[3],
                letters=row[4],
                state=LetterState(row[5]),
                tries=row[6],
                next_try=moment(row[7]),
                reason=row[8],
                queued=moment(row[9]),
                who=row[10],
                ended=moment(row[11]) if row[11] else None,
            )
            for row in rows
        )

    def sent(self, letter: int, when: datetime) -> None:
        """Note that the mail server has taken a letter."""
        self._set(letter, LetterState.SENT, when, "", when)

    def again(self, letter: int, next_try: datetime, reason: str) -> None:
        """Note a try that failed, and when the next one is."""
        self._set(letter, LetterState.WAITING, next_try, reason, None)

    def stop(self, letter: int, when: datetime, reason: str) -> None:
        """Note a refusal that no further try will change."""
        self._set(letter, LetterState.STOPPED, when, reason, when)

    def hurry(self, when: datetime) -> None:
        """Let everything that is not sent yet be tried now, what was stopped too."""
        with self._database.writing():
            self._database.conn.execute(
                "UPDATE letter SET state = ?, next_try = ?, ended = '' WHERE state != ?",
                (LetterState.WAITING.value, stamp(when), LetterState.SENT.value),
            )

    def drop(self) -> int:
        """Take all letters that are not sent out of the line; give how many they were."""
        with self._database.writing():
            taken = self._database.conn.execute(
                "DELETE FROM letter WHERE state != ?", (LetterState.SENT.value,)
            )
            return int(taken.rowcount)

    def _set(
        self, letter: int, state: LetterState, next_try: datetime, reason: str, ended: datetime | None
    ) -> None:
        with self._database.writing():
            self._database.conn.execute(
                "UPDATE letter SET state = ?, next_try = ?, reason = ?, ended = ?, tries = tries + 1 "
                "WHERE id = ?",
                (state.value, stamp(next_try), reason, stamp(ended) if ended else "", letter),
            )
