"""Answers that went down to the units below, or came from the office above: each file's number and digest.

Their bytes lie with those of packages (`Received.keep_content`), by the digest.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from db.database import Database, moment, stamp
from db.packages import CAME_AGAIN

Direction = Literal["made", "taken"]
"""Whether this office made the answer or took it in."""


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """A file that goes down. `number`: 1, 2, ... of its issuer; `recipient`: a unit, "" for all below."""

    direction: Direction
    issuer: str
    recipient: str
    kind: str
    campaign: str
    number: int
    digest: str
    name: str
    signer: str
    at: datetime
    who: str


class Answers:
    """The answers in `database`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, answer: KeptAnswer) -> bool:
        """Keep an answer; the same file a second time changes nothing and gives False."""
        with self._database.writing():
            done = self._database.conn.execute(
                "INSERT OR IGNORE INTO downward (direction, issuer, recipient, kind, campaign, number, "
                "digest, name, signer, at, who) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    answer.direction,
                    answer.issuer,
                    answer.recipient,
                    answer.kind,
                    answer.campaign,
                    answer.number,
                    answer.digest,
                    answer.name,
                    answer.signer,
                    stamp(answer.at),
                    answer.who,
                ),
            )
        return int(done.rowcount) > 0

    def next_number(self, issuer: str) -> int:
        """Give the number of the next answer that is made here."""
        with self._database.reading():
            row = self._database.row(
                "SELECT max(number) FROM downward WHERE direction = 'made' AND issuer = ?", issuer
            )
        return int(row[0] or 0) + 1

    def has(self, digest: str) -> bool:
        """Tell whether this very file was made or taken in here."""
        with self._database.reading():
            return self._database.row("SELECT 1 FROM downward WHERE digest = ?", digest) is not None

    def list(self, direction: Direction, kind: str | None = None) -> tuple[KeptAnswer, ...]:
        """List the answers made or taken in, of a kind or of all, first to last."""
        with self._database.reading():
            rows = self._database.rows(
                "SELECT direction, issuer, recipient, kind, campaign, number, digest, name, signer, at, who "
                "FROM downward WHERE direction = ? AND (? IS NULL OR kind = ?) ORDER BY id",
                direction,
                kind,
                kind,
            )
        return tuple(KeptAnswer(*(*row[:9], moment(row[9]), row[10])) for row in rows)


def handed_in_again(database: Database) -> dict[int, tuple[int, datetime]]:
    """Say of each received package (id) that came more than once how often again, and when last."""
    with database.reading():
        rows = database.rows(
            "SELECT package, count(*), max(at) FROM receipt WHERE how = ? GROUP BY package", CAME_AGAIN
        )
    return {int(package): (int(times), moment(at)) for package, times, at in rows}
