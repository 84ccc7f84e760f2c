"""Packages sent and received with their exact bytes and verdicts, and the figures taken in from below.

    keep(package, status, ...) -> id           the file is kept, whatever the verdict
    take_in(id, figures, ...)                  its figures enter the tables, in one transaction
    accepted(campaign), figures(campaign)      the latest accepted figures of every unit, to add up

Nothing is deleted: a newer revision marks the former figures as superseded. Verdicts are a list that
only grows; the package shows the last one.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from db.database import Database, moment, stamp
from db.packages import (
    AcceptedPackage,
    KeptPackage,
    KeptReceipt,
    Package,
    PackageStatus,
    UnitFigures,
    Verdict,
)
from db.register import laid_out
from db.rows import insert_rows, insert_stated, insert_states, read_rows, read_stated, read_states
from forms.answers import Address, Key, State, Value
from forms.pack import Pack
from forms.problems import Problem

__all__ = [
    "LARGEST",
    "AcceptedPackage",
    "KeptPackage",
    "KeptReceipt",
    "Package",
    "PackageStatus",
    "Received",
    "UnitFigures",
    "Verdict",
]

LARGEST = 100 * 1024 * 1024
"""Bytes of a file that is kept; of a larger one only its name, size and verdict stay."""

_COLUMNS = (
    "direction, kind, campaign, unit, recipient, package_id, revision, sequence, previous_digest, digest, "
    "name, size, status, reason, detail, received_at, id"
)
_CURRENT = "SELECT id FROM submission WHERE kind = 'received' AND status = 'current' AND campaign = ?"
_NAMED = "SELECT value FROM json_each(?)"  # the numbers of a list that is given


class Received:
    """Packages in `database`; figures are kept in the tables of `pack`, which must be installed."""

    def __init__(self, database: Database, pack: Pack) -> None:
        self._database = database
        self._pack = pack
        self._tables = laid_out(database, pack)

    # --- packages ----------------------------------------------------------------------------

    def keep(
        self,
        package: Package,
        data: bytes,
        *,
        status: PackageStatus,
        reason: str = "",
        detail: Mapping[str, Any] | None = None,
        size: int | None = None,
        who: str = "",
        when: datetime,
    ) -> int:
        """Keep a file with its verdict and return its id. A sent one counts its recipient's sequence on.

        `size`: bytes of a file too large to be read, whose `data` are not given.

        Raises `Problem`: SEQUENCE (a sent file does not follow the last one to this recipient),
        PACKAGE_TOO_BIG (a file to be sent or taken in is over 100 MB).
        """
        if len(data) > LARGEST and status in (PackageStatus.SENT, PackageStatus.TAKEN):
            raise Problem("PACKAGE_TOO_BIG", name=package.name, size=len(data), limit=LARGEST)
        with self._database.writing():
            if package.direction == "sent":
                self._count_on(package)
            if len(data) <= LARGEST and (size is None or size <= LARGEST):
                self._database.conn.execute(
                    "INSERT OR IGNORE INTO content VALUES (?, ?)", (package.digest, data)
                )
            number = self._database.insert(
                "package",
                direction=package.direction,
                kind=package.kind,
                campaign=package.campaign,
                unit=package.unit,
                recipient=package.recipient,
                package_id=package.package_id,
                revision=package.revision,
                sequence=package.sequence,
                previous_digest=package.previous_digest,
                digest=package.digest,
                name=package.name,
                size=len(data) if size is None else size,
                status="",
                reason="",
                detail="{}",
                received_at=stamp(when),
            )
            self.judge(number, status=status, reason=reason, detail=detail, who=who, when=when)
        return number

    def judge(
        self,
        package: int,
        *,
        status: PackageStatus,
        reason: str = "",
        detail: Mapping[str, Any] | None = None,
        who: str = "",
        when: datetime,
    ) -> None:
        """Give a kept package a new verdict; the former ones stay in its list."""
        words = json.dumps(detail or {}, ensure_ascii=False, sort_keys=True)
        with self._database.writing():
            self._database.insert(
                "verdict",
                package=package,
                at=stamp(when),
                who=who,
                status=status.value,
                reason=reason,
                detail=words,
            )
            self._database.conn.execute(
                "UPDATE package SET status = ?, reason = ?, detail = ? WHERE id = ?",
                (status.value, reason, words, package),
            )

    def verdicts(self, package: int) -> tuple[Verdict, ...]:
        """List what was judged of a package, first to last."""
        with self._database.reading():
            rows = self._database.rows(
                "SELECT status, reason, detail, who, at FROM verdict WHERE package = ? ORDER BY id", package
            )
        return tuple(
            Verdict(PackageStatus(row[0]), row[1], json.loads(row[2]), row[3], moment(row[4])) for row in rows
        )

    def package(self, package: int) -> KeptPackage:
        """Return a kept package; raise `Problem("NO_SUCH_PACKAGE")`."""
        return self._one("id = ?", package)

    def data(self, package: int) -> bytes:
        """Return a kept package's exact bytes; raise `Problem("BYTES_NOT_KEPT")` for one too large."""
        with self._database.reading():
            row = self._database.row(
                "SELECT bytes FROM content JOIN package USING (digest) WHERE package.id = ?", package
            )
        if row is None:
            raise Problem("BYTES_NOT_KEPT", name=self.package(package).package.name)
        return bytes(row[0])

    def packages(
        self,
        *,
        direction: str | None = None,
        campaign: str | None = None,
        unit: str | None = None,
        digest: str | None = None,
        status: PackageStatus | None = None,
    ) -> tuple[KeptPackage, ...]:
        """List kept packages that fit everything asked, first to last."""
        asked = {
            "direction": direction,
            "campaign": campaign,
            "unit": unit,
            "digest": digest,
            "status": status.value if status else None,
        }
        wanted = {name: value for name, value in asked.items() if value is not None}
        return self._list(" AND ".join(f"{name} = ?" for name in wanted) or "1", *wanted.values())

    def latest(self, unit: str, campaign: str) -> KeptPackage | None:
        """Return the received package that holds now for a sender and campaign, None before the first."""
        found = self.packages(direction="received", unit=unit, campaign=campaign, status=PackageStatus.TAKEN)
        return max(found, key=lambda kept: kept.package.revision, default=None)

    def last_revision(self, unit: str, campaign: str) -> int:
        """Return the highest revision this office has sent for a campaign, 0 before the first."""
        sent = self.packages(direction="sent", unit=unit, campaign=campaign)
        return max((kept.package.revision for kept in sent), default=0)

    def latest_moment(self) -> datetime | None:
        """Return the latest moment at which a file was kept, None before the first."""
        with self._database.reading():
            row = self._database.row("SELECT max(received_at) FROM package")
        return moment(row[0]) if row and row[0] else None

    # --- files beside packages ---------------------------------------------------------------

    def keep_content(self, data: bytes) -> str:
        """Keep a file's bytes (a companion, an attachment) and return their SHA-256 in hex."""
        digest = hashlib.sha256(data).hexdigest()
        with self._database.writing():
            self._database.conn.execute("INSERT OR IGNORE INTO content VALUES (?, ?)", (digest, data))
        return digest

    def content(self, digest: str) -> bytes | None:
        """Return kept bytes by their SHA-256, None when they are not here."""
        with self._database.reading():
            row = self._database.row("SELECT bytes FROM content WHERE digest = ?", digest)
        return bytes(row[0]) if row else None

    def has_content(self, digest: str) -> bool:
        """Tell whether bytes are kept, by their SHA-256."""
        with self._database.reading():
            return self._database.row("SELECT 1 FROM content WHERE digest = ?", digest) is not None

    # --- receipts ----------------------------------------------------------------------------

    def keep_receipt(
        self, package: int, *, who: str, how: str, detail: Mapping[str, Any] | None = None, when: datetime
    ) -> None:
        """Note that a package was said to be received (sent ones), or that we said so (received ones)."""
        words = json.dumps(detail or {}, ensure_ascii=False, sort_keys=True)
        with self._database.writing():
            self._database.insert("receipt", package=package, at=stamp(when), who=who, how=how, detail=words)

    def receipts(self, package: int) -> tuple[KeptReceipt, ...]:
        """List a package's receipts, first to last."""
        with self._database.reading():
            rows = self._database.rows(
                "SELECT package, who, how, detail, at FROM receipt WHERE package = ? ORDER BY id", package
            )
        return tuple(KeptReceipt(*(*row[:3], json.loads(row[3]), moment(row[4]))) for row in rows)

    # --- figures -----------------------------------------------------------------------------

    def take_in(
        self,
        package: int,
        figures: Mapping[str, UnitFigures],
        *,
        detail: Mapping[str, Any] | None = None,
        who: str = "",
        when: datetime,
    ) -> None:
        """Put a kept package's figures, by unit, into the tables: all of them or none.

        The sender's former package and its figures become superseded, also of units that are no longer
        in the new one. Raises `Problem`: PACKAGE_NOT_NEWER (this revision or a later one is in already),
        NO_SUCH_CELL, VALUE_KIND, DISK_FULL, DISK_ERROR.
        """
        with self._database.writing():
            said = self.package(package).package
            before = self.latest(said.unit, said.campaign)
            newer = before is None or said.revision > before.package.revision
            typed_again = before is not None and before.package.revision == said.revision == 0  # in place
            if before and not (newer or typed_again):
                raise Problem(
                    "PACKAGE_NOT_NEWER", unit=said.unit, revision=said.revision, here=before.package.revision
                )
            if before:
                self.judge(
                    before.id, status=PackageStatus.SUPERSEDED, detail=before.detail, who=who, when=when
                )
                self._database.conn.execute(
                    "UPDATE submission SET status = 'superseded', updated = ? "
                    "WHERE package = ? AND kind = 'received'",
                    (stamp(when), before.id),
                )
            for unit, answers in figures.items():
                self._insert(package, said, unit, answers, stamp(when))
            self.judge(package, status=PackageStatus.TAKEN, detail=detail, who=who, when=when)

    def withdraw(
        self,
        package: int,
        *,
        status: PackageStatus = PackageStatus.REFUSED,
        reason: str,
        detail: Mapping[str, Any],
        who: str,
        when: datetime,
    ) -> None:
        """Take a package's figures out of the tables again: it should not have been taken in.

        They stay, superseded, as what they were; no former package takes their place by itself.
        """
        with self._database.writing():
            self._database.conn.execute(
                "UPDATE submission SET status = 'superseded', updated = ? "
                "WHERE package = ? AND kind = 'received' AND status = 'current'",
                (stamp(when), package),
            )
            self.judge(package, status=status, reason=reason, detail=detail, who=who, when=when)

    def restate(self, package: int, figures: Mapping[str, UnitFigures], when: datetime) -> None:
        """Keep a package's current figures once more, as this version of the pack has room for them.

        The figures as they were taken in stay, superseded.
        """
        with self._database.writing():
            said = self.package(package).package
            self._database.conn.execute(
                "UPDATE submission SET status = 'superseded', updated = ? "
                "WHERE package = ? AND kind = 'received' AND status = 'current'",
                (stamp(when), package),
            )
            for unit, answers in figures.items():
                self._insert(package, said, unit, answers, stamp(when))

    def accepted(self, campaign: str) -> tuple[AcceptedPackage, ...]:
        """List the packages whose figures are current, in the order they came."""
        with self._database.reading():
            rows = self._database.rows(
                "SELECT package, unit FROM submission WHERE kind = 'received' AND status = 'current' "
                "AND campaign = ? ORDER BY package, id",
                campaign,
            )
            units: dict[int, list[str]] = {}
            for package, unit in rows:
                units.setdefault(package, []).append(unit)
            kept = self._list(f"id IN ({_NAMED})", json.dumps([*units]))
        return tuple(AcceptedPackage(one, tuple(units[one.id])) for one in kept)

    def counted(self, campaign: str) -> dict[str, int]:
        """Name whose figures are current, each with the number by which `read` finds them.

        Where two senders reported one unit, the package taken in last counts. What is kept under a number
        never changes, so that it can be read later, a part at a time.
        """
        with self._database.reading():
            rows = self._database.rows(
                f"SELECT unit, id FROM submission WHERE id IN ({_CURRENT}) ORDER BY id", campaign
            )
        return dict(rows)

    def figures(self, campaign: str, tables: frozenset[str] | None = None) -> dict[str, UnitFigures]:
        """Give the current figures of every unit, of all tables or of those named, to be added up."""
        return self.read(self.counted(campaign), tables)

    def figures_of(self, package: int) -> dict[str, UnitFigures]:
        """Give the figures a package brought, current or superseded, by unit."""
        with self._database.reading():
            rows = self._database.rows(
                "SELECT unit, id FROM submission WHERE kind = 'received' AND package = ? ORDER BY id", package
            )
        return self.read(dict(rows))

    def read(
        self, numbers: Mapping[str, int], tables: frozenset[str] | None = None
    ) -> dict[str, UnitFigures]:
        """Give the figures kept for units under the numbers that `counted` gave, of all tables or of some."""
        found: dict[int, dict[str, dict[Key, dict[str, Value]]]] = {one: {} for one in numbers.values()}
        states: dict[int, dict[Address, State]] = {one: {} for one in found}
        stated: dict[int, dict[Address, Value]] = {one: {} for one in found}
        named = json.dumps([*found])
        wanted = self._tables.keys() if tables is None else self._tables.keys() & tables
        if not numbers:
            return {}
        with self._database.reading():
            for name in self._tables if wanted else ():
                if name in wanted:
                    for number, key, row in read_rows(self._database, self._tables[name], _NAMED, named):
                        found[number].setdefault(name, {})[key] = row
            if wanted:
                for number, address, state in read_states(self._database, _NAMED, named):
                    if tables is None or address.table in tables:
                        states[number][address] = state
                for number, address, value in read_stated(self._database, _NAMED, named):
                    if tables is None or address.table in tables:
                        stated[number][address] = value
        return {
            unit: UnitFigures(found[number], states[number], stated[number])
            for unit, number in numbers.items()
        }

    def _insert(self, package: int, said: Package, unit: str, figures: UnitFigures, at: str) -> None:
        submission = self._database.insert(
            "submission",
            uuid=str(uuid.uuid4()),
            unit=unit,
            campaign=said.campaign,
            pack=self._pack.id,
            pack_version=self._pack.version,
            kind="received",
            status="current",
            revision=said.revision,
            package=package,
            digest=said.digest,
            created=at,
            updated=at,
        )
        for name, rows in figures.tables.items():
            if name not in self._tables:
                raise Problem("NO_SUCH_CELL", place=name)
            insert_rows(self._database, self._tables[name], submission, rows)
        insert_states(self._database, submission, figures.states)
        insert_stated(self._database, submission, figures.stated)

    # --- reading packages --------------------------------------------------------------------

    def _count_on(self, package: Package) -> None:
        row = self._database.row(
            "SELECT sequence, digest FROM sending WHERE recipient = ?", package.recipient
        )
        last, digest = row or (0, "")
        if (package.sequence, package.previous_digest) != (last + 1, digest):
            raise Problem("SEQUENCE", recipient=package.recipient, sequence=package.sequence, last=last)
        self._database.conn.execute(
            "INSERT OR REPLACE INTO sending VALUES (?, ?, ?)",
            (package.recipient, package.sequence, package.digest),
        )

    def _one(self, where: str, *values: object) -> KeptPackage:
        found = self._list(where, *values)
        if not found:
            raise Problem("NO_SUCH_PACKAGE", id=values[0])
        return found[0]

    def _list(self, where: str, *values: object) -> tuple[KeptPackage, ...]:
        with self._database.reading():
            rows = self._database.rows(f"SELECT {_COLUMNS} FROM package WHERE {where} ORDER BY id", *values)
        return tuple(_kept(row) for row in rows)


def _kept(row: tuple[Any, ...]) -> KeptPackage:
    (direction, kind, campaign, unit, recipient, package_id, revision, sequence, previous, digest, name) = (
        row[:11]
    )
    size, status, reason, detail, at, number = row[11:]
    said = Package(
        direction, digest, name, kind, campaign, unit, recipient, package_id, revision, sequence, previous
    )
    return KeptPackage(number, said, size, PackageStatus(status), reason, json.loads(detail), moment(at))
