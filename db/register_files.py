"""Register files that were written here or taken in: the newest of an issuer decides what is older."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from db.database import Database, moment, stamp


@dataclass(frozen=True, slots=True)
class KeptRegister:
    """A register file. `number`: seconds since 1970 at which its issuer made it."""

    issuer: str
    number: int
    digest: str
    signer: str
    at: datetime
    who: str


class RegisterFiles:
    """The register files in `database`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(
        self, *, issuer: str, number: int, digest: str, data: bytes, signer: str, who: str, when: datetime
    ) -> None:
        """Keep a register file; the same one a second time changes nothing."""
        with self._database.writing():
            self._database.conn.execute(
                "INSERT OR IGNORE INTO register_file (issuer, number, digest, bytes, signer, at, who) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                (issuer, number, digest, data, signer, stamp(when), who),
            )

    def newest(self, issuer: str) -> KeptRegister | None:
        """Return the newest register file of an issuer, None before the first."""
        with self._database.reading():
            row = self._database.row(
                "SELECT issuer, number, digest, signer, at, who FROM register_file WHERE issuer = ? "
                "ORDER BY number DESC LIMIT 1",
                issuer,
            )
        return KeptRegister(*(*row[:4], moment(row[4]), row[5])) if row else None

    def data(self, digest: str) -> bytes:
        """Return a register file's bytes, b"" for one that is not kept."""
        with self._database.reading():
            row = self._database.row("SELECT bytes FROM register_file WHERE digest = ?", digest)
        return bytes(row[0]) if row else b""
