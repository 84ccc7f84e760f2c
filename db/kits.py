"""What came down to an office beside its pack: supplements, campaign kits, official figures."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from db.database import Database, moment, stamp
from forms.answers import Address, parse_key
from forms.problems import Problem


@dataclass(frozen=True, slots=True)
class KeptSupplement:
    """A supplement as it was installed; its file's bytes come from `supplement_bytes`."""

    pack: str
    issuer: str
    number: int
    base: str
    digest: str  # SHA-256 hex of the file
    signer: str
    installed: datetime
    who: str


@dataclass(frozen=True, slots=True)
class KeptKit:
    """A campaign kit as it was installed. `detail`: what the office shows of it without its bytes."""

    campaign: str
    issuer: str
    number: int
    digest: str
    detail: Mapping[str, Any]
    installed: datetime
    who: str


@dataclass(frozen=True, slots=True)
class KeptFigure:
    """An official figure of a unit: the value as text in the form that `fill` takes, and where it is from."""

    unit: str
    address: Address
    value: str
    source: str


class Kits:
    """Supplements, kits and official figures in `database`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # --- supplements -------------------------------------------------------------------------

    def keep_supplement(  # noqa: PLR0913 - every column
        self,
        *,
        pack: str,
        issuer: str,
        number: int,
        base: str,
        data: bytes,
        digest: str,
        signer: str,
        who: str,
        when: datetime,
    ) -> None:
        """Keep a supplement's file; raise `Problem("SUPPLEMENT_OLDER")` unless its number is the highest."""
        with self._database.writing():
            row = self._database.row(
                "SELECT max(number) FROM supplement WHERE pack = ? AND issuer = ?", pack, issuer
            )
            if row and row[0] is not None and row[0] >= number:
                raise Problem("SUPPLEMENT_OLDER", unit=issuer, number=number, here=row[0])
            self._database.insert(
                "supplement",
                pack=pack,
                issuer=issuer,
                number=number,
                base=base,
                digest=digest,
                bytes=data,
                signer=signer,
                installed=stamp(when),
                who=who,
            )

    def supplements(self, pack: str) -> tuple[KeptSupplement, ...]:
        """List every supplement of a pack that was installed, by issuer and number."""
        with self._database.reading():
            rows = self._database.rows(
                "SELECT pack, issuer, number, base, digest, signer, installed, who FROM supplement "
                "WHERE pack = ? ORDER BY length(issuer), issuer, number",
                pack,
            )
        return tuple(KeptSupplement(*(*row[:6], moment(row[6]), row[7])) for row in rows)

    def supplement_bytes(self, digest: str) -> bytes:
        """Return a supplement's file; raise `Problem("SUPPLEMENT_UNKNOWN")`."""
        with self._database.reading():
            row = self._database.row("SELECT bytes FROM supplement WHERE digest = ?", digest)
        if row is None:
            raise Problem("SUPPLEMENT_UNKNOWN", digest=digest[:12])
        return bytes(row[0])

    # --- kits --------------------------------------------------------------------------------

    def keep_kit(
        self,
        *,
        campaign: str,
        issuer: str,
        number: int,
        data: bytes,
        digest: str,
        detail: Mapping[str, Any],
        who: str,
        when: datetime,
    ) -> None:
        """Keep a kit in place of the former one, whose bytes are let go; raise `Problem("KIT_OLDER")`."""
        with self._database.writing():
            here = self.kit(campaign)
            if here is not None and here.number >= number:
                raise Problem("KIT_OLDER", number=number, here=here.number)
            self._database.conn.execute("UPDATE kit SET bytes = NULL WHERE campaign = ?", (campaign,))
            self._database.insert(
                "kit",
                campaign=campaign,
                issuer=issuer,
                number=number,
                digest=digest,
                bytes=data,
                detail=json.dumps(detail, ensure_ascii=False),
                installed=stamp(when),
                who=who,
            )

    def kit(self, campaign: str) -> KeptKit | None:
        """Return the newest kit of a campaign, None before the first."""
        with self._database.reading():
            row = self._database.row(
                "SELECT campaign, issuer, number, digest, detail, installed, who FROM kit "
                "WHERE campaign = ? ORDER BY number DESC LIMIT 1",
                campaign,
            )
        return KeptKit(*(*row[:4], json.loads(row[4]), moment(row[5]), row[6])) if row else None

    def kit_bytes(self, campaign: str) -> bytes:
        """Return the file of the newest kit; raise `Problem("KIT_UNKNOWN")`."""
        with self._database.reading():
            row = self._database.row(
                "SELECT bytes FROM kit WHERE campaign = ? ORDER BY number DESC LIMIT 1", campaign
            )
        if row is None or row[0] is None:
            raise Problem("KIT_UNKNOWN")
        return bytes(row[0])

    # --- official figures --------------------------------------------------------------------

    def put_figures(self, campaign: str, figures: Iterable[KeptFigure]) -> None:
        """Replace all official figures of a campaign."""
        with self._database.writing():
            self._database.conn.execute("DELETE FROM official_figure WHERE campaign = ?", (campaign,))
            self._database.conn.executemany(
                "INSERT INTO official_figure VALUES (?, ?, ?, ?, ?, ?, ?)",
                [
                    (
                        campaign,
                        one.unit,
                        one.address.table,
                        "|".join(one.address.key),
                        one.address.field,
                        one.value,
                        one.source,
                    )
                    for one in figures
                ],
            )

    def figures(self, campaign: str, unit: str) -> tuple[KeptFigure, ...]:
        """List the official figures of a unit."""
        with self._database.reading():
            rows = self._database.rows(
                "SELECT unit, table_id, row_key, field, value, source FROM official_figure "
                "WHERE campaign = ? AND unit = ? ORDER BY table_id, row_key, field",
                *(campaign, unit),
            )
        return tuple(
            KeptFigure(unit, Address(table, parse_key(key), field), value, source)
            for unit, table, key, field, value, source in rows
        )
