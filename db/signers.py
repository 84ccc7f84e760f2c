"""The register of signers: which certificate signs for which unit, who confirmed it and how."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from db.database import Database, day, moment, stamp
from forms.problems import Problem

_COLUMNS = (
    "id, fingerprint, certificate, unit, person, position, role, valid_from, valid_to, "
    "confirmed_by, how, confirmed"
)


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
            )
            return next(signer for signer in self.list() if signer.id == number)

    def end(self, signer: int, *, until: date, who: str, how: str, when: datetime) -> None:
        """Note a recognition's last day, who said so and why; raise `Problem("NO_SUCH_SIGNER")`."""
        with self._database.writing():
            done = self._database.conn.execute(
                "UPDATE signer SET valid_to = ?, ended_by = ?, ended_how = ?, ended = ? WHERE id = ?",
                (until.isoformat(), who, how, stamp(when), signer),
            )
            if not done.rowcount:
                raise Problem("NO_SUCH_SIGNER", id=signer)

    def find(self, fingerprint: str, on: date) -> tuple[RecognisedSigner, ...]:
        """Find for which units this certificate was recognised on a day; () for a stranger."""
        return tuple(
            signer
            for signer in self.list()
            if signer.fingerprint == fingerprint
            and signer.since <= on
            and (signer.until is None or on <= signer.until)
        )

    def list(self) -> tuple[RecognisedSigner, ...]:
        """List the whole register, ended recognitions too, in the order of entry."""
        with self._database.reading():
            rows = self._database.rows(f"SELECT {_COLUMNS} FROM signer ORDER BY id")
        return tuple(
            RecognisedSigner(
                *(*row[:7], date.fromisoformat(row[7]), day(row[8]), *row[9:11], moment(row[11]))
            )
            for row in rows
        )
