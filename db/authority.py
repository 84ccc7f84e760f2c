"""Authorities an office believes, their revocation lists, and what it issued or asked for itself.

Nothing is taken out: a root is ended, a certificate revoked, with who, when and why. Of each authority's
lists the newest is kept. Certificates, requests and lists are DER as they came.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from db.database import Database, moment, stamp
from forms.problems import Problem

ROOT, BETWEEN, ENCRYPTION = "root", "between", "encryption"
"""What a kept certificate is for: believed by itself; on the way to a root; to encrypt to its unit."""


@dataclass(frozen=True, slots=True)
class KeptCertificate:
    """A certificate that the office keeps of others, or of its own authority; `unit`: whose it is, or ""."""

    fingerprint: str
    kind: str
    certificate: bytes
    unit: str
    how: str
    who: str
    at: datetime
    ended: datetime | None
    ended_by: str
    ended_why: str


@dataclass(frozen=True, slots=True)
class KeptList:
    """The newest revocation list of an authority, named by the fingerprint of its certificate."""

    issuer: str
    number: int
    made: datetime
    until: datetime
    data: bytes
    at: datetime


@dataclass(frozen=True, slots=True)
class Issued:
    """A certificate this office issued. `key`: digest of the public key; `revoked`: None while it counts."""

    id: int
    authority: str  # fingerprint of the issuing certificate
    serial: str
    fingerprint: str
    unit: str
    person: str
    position: str
    use: str
    key: str
    certificate: bytes
    request: bytes
    valid_to: datetime
    at: datetime
    who: str
    revoked: datetime | None
    reason: str
    why: str
    revoked_by: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A key this office asked a certificate for; `answered`: None until it came."""

    key: str
    use: str
    path: str
    at: datetime
    who: str
    answered: datetime | None


_KEPT = "fingerprint, kind, certificate, unit, how, who, at, ended, ended_by, ended_why"
_ISSUED = (
    "id, authority, serial, fingerprint, unit, person, position, use, key, certificate, request, valid_to, "
    "at, who, revoked, reason, why, revoked_by"
)


class Authorities:
    """What `database` holds of authorities."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # --- certificates ------------------------------------------------------------------------

    def keep(
        self,
        *,
        fingerprint: str,
        kind: str,
        certificate: bytes,
        unit: str,
        how: str,
        who: str,
        when: datetime,
    ) -> None:
        """Keep a certificate; one that was ended counts again from now on."""
        with self._database.writing():
            self._database.conn.execute(
                f"INSERT OR REPLACE INTO authority_certificate ({_KEPT}) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, '', '', '')",
                (fingerprint, kind, certificate, unit, how, who, stamp(when)),
            )

    def end(self, fingerprint: str, *, who: str, why: str, when: datetime) -> None:
        """Believe a certificate no longer; raise `Problem("NO_SUCH_ROOT")`."""
        with self._database.writing():
            done = self._database.conn.execute(
                "UPDATE authority_certificate SET ended = ?, ended_by = ?, ended_why = ? "
                "WHERE fingerprint = ? AND ended = ''",
                (stamp(when), who, why, fingerprint),
            )
            if not done.rowcount:
                raise Problem("NO_SUCH_ROOT")

    def certificates(self) -> tuple[KeptCertificate, ...]:
        """List every certificate kept, ended ones too, first to last."""
        with self._database.reading():
            rows = self._database.rows(f"SELECT {_KEPT} FROM authority_certificate ORDER BY at, fingerprint")
        return tuple(KeptCertificate(*(*row[:6], moment(row[6]), _moment(row[7]), *row[8:])) for row in rows)

    # --- lists -------------------------------------------------------------------------------

    def keep_list(
        self, *, issuer: str, number: int, made: datetime, until: datetime, data: bytes, when: datetime
    ) -> bool:
        """Keep an authority's list if it is newer than the one here; say whether it was."""
        with self._database.writing():
            here = self._database.row("SELECT made, number FROM authority_list WHERE issuer = ?", issuer)
            if here is not None and (moment(here[0]), here[1]) >= (made, number):
                return False
            self._database.conn.execute(
                "INSERT OR REPLACE INTO authority_list (issuer, number, made, until, bytes, at) "
                "VALUES (?, ?, ?, ?, ?, ?)",
                (issuer, number, stamp(made), stamp(until), data, stamp(when)),
            )
        return True

    def lists(self) -> tuple[KeptList, ...]:
        """Give the newest list of each authority."""
        with self._database.reading():
            rows = self._database.rows(
                "SELECT issuer, number, made, until, bytes, at FROM authority_list ORDER BY at, issuer"
            )
        return tuple(
            KeptList(row[0], row[1], moment(row[2]), moment(row[3]), bytes(row[4]), moment(row[5]))
            for row in rows
        )

    # --- issued ------------------------------------------------------------------------------

    def issue(  # noqa: PLR0913 - every column
        self,
        *,
        authority: str,
        serial: str,
        fingerprint: str,
        unit: str,
        person: str,
        position: str,
        use: str,
        key: str,
        certificate: bytes,
        request: bytes,
        valid_to: datetime,
        who: str,
        when: datetime,
    ) -> None:
        """Note a certificate that was issued."""
        with self._database.writing():
            self._database.insert(
                "authority_issued",
                authority=authority,
                serial=serial,
                fingerprint=fingerprint,
                unit=unit,
                person=person,
                position=position,
                use=use,
                key=key,
                certificate=certificate,
                request=request,
                valid_to=stamp(valid_to),
                at=stamp(when),
                who=who,
                revoked="",
                reason="",
                why="",
                revoked_by="",
            )

    def revoke(self, issued: int, *, reason: str, why: str, who: str, when: datetime) -> None:
        """Note that a certificate counts no more; raise `Problem("NO_SUCH_CERTIFICATE")`."""
        with self._database.writing():
            done = self._database.conn.execute(
                "UPDATE authority_issued SET revoked = ?, reason = ?, why = ?, revoked_by = ? "
                "WHERE id = ? AND revoked = ''",
                (stamp(when), reason, why, who, issued),
            )
            if not done.rowcount:
                raise Problem("NO_SUCH_CERTIFICATE")

    def issued(self) -> tuple[Issued, ...]:
        """List every certificate issued here, first to last."""
        with self._database.reading():
            rows = self._database.rows(f"SELECT {_ISSUED} FROM authority_issued ORDER BY id")
        return tuple(
            Issued(*(*row[:11], *map(moment, row[11:13]), row[13], _moment(row[14]), *row[15:]))
            for row in rows
        )

    # --- asked -------------------------------------------------------------------------------

    def ask(self, *, key: str, use: str, path: str, who: str, when: datetime) -> None:
        """Note a key that a certificate was asked for, and the file it lies in."""
        with self._database.writing():
            self._database.conn.execute(
                "INSERT OR REPLACE INTO authority_asked (key, use, path, at, who, answered) "
                "VALUES (?, ?, ?, ?, ?, '')",
                (key, use, path, stamp(when), who),
            )

    def answered(self, key: str, when: datetime) -> None:
        """Note that the certificate for a key came."""
        with self._database.writing():
            self._database.conn.execute(
                "UPDATE authority_asked SET answered = ? WHERE key = ?", (stamp(when), key)
            )

    def asked(self) -> tuple[Asked, ...]:
        """List the keys that certificates were asked for, first to last."""
        with self._database.reading():
            rows = self._database.rows(
                "SELECT key, use, path, at, who, answered FROM authority_asked ORDER BY at, key"
            )
        return tuple(Asked(*(*row[:3], moment(row[3]), row[4], _moment(row[5]))) for row in rows)


def _moment(written: str) -> datetime | None:
    return moment(written) if written else None
