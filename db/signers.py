"""The register of signers: which certificate signs for which unit, who confirmed it and how."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from db.database import Database, day, moment, stamp
from forms.problems import Problem

_COLUMNS = (
    "id, fingerprint, certificate, unit, person, position, role, valid_from, valid_to, "
    "confirmed_by, how, confirmed, capacity, end_kind, ended_by, ended_how"
)

LEFT, REPLACED, LOST, WRONG = "left", "replaced", "lost", "wrong"
END_KINDS = (LEFT, REPLACED, LOST, WRONG)
"""Why a recognition ends: the person signs no more, another key of theirs does, the key is lost, an error."""

DEPUTY, ACTING, PREPARER = "deputy", "acting", "preparer"
CAPACITIES = ("", DEPUTY, ACTING, PREPARER)
"""In what capacity somebody signs: the head, a deputy for the head (KT.), acting head, the preparer."""


@dataclass(frozen=True, slots=True)
class RecognisedSigner:
    """A certificate the office recognised. `fingerprint`: SHA-256 hex of the DER `certificate`."""

    id: int
    fingerprint: str
    certificate: bytes
    unit: str
    person: str
    position: str
    role: str
    since: date
    until: date | None  # the last day, None while it is open
    confirmed_by: str
    how: str
    confirmed: datetime
    capacity: str = ""  # one of CAPACITIES
    end_kind: str = ""  # one of END_KINDS, "" while open or where only a last day was named
    ended_by: str = ""
    ended_how: str = ""

    def has_ended(self, on: date) -> bool:
        """Tell whether it counted once and no more on a day; what was entered by mistake never counted."""
        if self.end_kind:
            return self.end_kind != WRONG
        return self.until is not None and self.since <= self.until < on

    def is_open(self, on: date) -> bool:
        """Tell whether it counts on a day."""
        return self.since <= on and (self.until is None or on <= self.until)

    def holds(self, received: date, today: date) -> bool:
        """Tell whether it counts today for what was received on a day, before or after it was entered."""
        return self.since <= today and (self.until is None or min(received, today) <= self.until)


class Signers:
    """The register in `database`. Nothing is taken out: a recognition is ended, with who, how and when."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def recognise(  # noqa: PLR0913 - every column of the register is the officer's word
        self,
        *,
        fingerprint: str,
        certificate: bytes,
        unit: str,
        person: str,
        position: str = "",
        role: str = "",
        since: date,
        until: date | None = None,
        capacity: str = "",
        who: str,
        how: str,
        when: datetime,
    ) -> RecognisedSigner:
        """Enter a certificate for a unit; who confirmed it, how (telephone, paper), when."""
        with self._database.writing():
            number = self._database.insert(
                "signer",
                fingerprint=fingerprint,
                certificate=certificate,
                unit=unit,
                person=person,
                position=position,
                role=role,
                valid_from=since.isoformat(),
                valid_to=until.isoformat() if until else None,
                confirmed_by=who,
                how=how,
                confirmed=stamp(when),
                capacity=capacity,
            )
            return next(signer for signer in self.list() if signer.id == number)

    def end(self, signer: int, *, until: date, who: str, how: str, when: datetime, kind: str = "") -> None:
        """Note a recognition's last day, who said so and why; raise `Problem("NO_SUCH_SIGNER")`."""
        with self._database.writing():
            done = self._database.conn.execute(
                "UPDATE signer SET valid_to = ?, ended_by = ?, ended_how = ?, ended = ?, end_kind = ? "
                "WHERE id = ?",
                (until.isoformat(), who, how, stamp(when), kind, signer),
            )
            if not done.rowcount:
                raise Problem("NO_SUCH_SIGNER", id=signer)

    def amend(self, signer: int, *, capacity: str, until: date | None) -> None:
        """Put in another capacity and last day; raise `Problem("NO_SUCH_SIGNER")`."""
        with self._database.writing():
            done = self._database.conn.execute(
                "UPDATE signer SET capacity = ?, valid_to = ? WHERE id = ?",
                (capacity, until.isoformat() if until else None, signer),
            )
            if not done.rowcount:
                raise Problem("NO_SUCH_SIGNER", id=signer)

    def find(self, fingerprint: str, on: date) -> tuple[RecognisedSigner, ...]:
        """Find for which units this certificate was recognised on a day; () for a stranger."""
        return tuple(
            signer for signer in self.list() if signer.fingerprint == fingerprint and signer.is_open(on)
        )

    def list(self) -> tuple[RecognisedSigner, ...]:
        """List the whole register, ended recognitions too, in the order of entry."""
        with self._database.reading():
            rows = self._database.rows(f"SELECT {_COLUMNS} FROM signer ORDER BY id")
        return tuple(_line(*row) for row in rows)


def _line(*row: Any) -> RecognisedSigner:  # noqa: ANN401 - the columns as SQLite gives them
    *first, since, until, who, how, confirmed, capacity, end_kind, ended_by, ended_how = row
    told = (date.fromisoformat(since), day(until), who, how, moment(confirmed))
    return RecognisedSigner(*(*first, *told, capacity, end_kind, ended_by or "", ended_how or ""))
