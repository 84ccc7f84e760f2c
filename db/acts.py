"""What an office decided, act by act: a list that only grows, each line bound to the one before it.

Each line's digest is the SHA-256 of its canonical JSON with the digest before it, so that a line
cannot be changed or left out without every later one showing it. Nothing is deleted or edited.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from json import dumps, loads
from typing import Any

from db.database import Database, moment, stamp

_COLUMNS = "id, at, who, campaign, kind, body, before, digest"
FIRST = ""
"""The digest before the first line."""


@dataclass(frozen=True, slots=True)
class KeptAct:
    """One act: its place in the list, when, who, in which campaign, of what kind, what was decided."""

    id: int
    at: datetime
    who: str
    campaign: str
    kind: str
    body: Mapping[str, Any]
    before: str
    digest: str


class Acts:
    """The acts in `database`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, *, kind: str, body: Mapping[str, Any], campaign: str, who: str, when: datetime) -> int:
        """Add an act at the end of the list and return its id; part of the transaction it stands in."""
        at, written = stamp(when), canonical(body)
        with self._database.writing():
            row = self._database.row("SELECT digest FROM act ORDER BY id DESC LIMIT 1")
            before = str(row[0]) if row else FIRST
            return self._database.insert(
                "act",
                at=at,
                who=who,
                campaign=campaign,
                kind=kind,
                body=written,
                before=before,
                digest=digest_of(before, at, who, campaign, kind, written),
            )

    def list(self, campaign: str | None = None, kind: str | None = None) -> tuple[KeptAct, ...]:
        """List the acts, first to last: all, or those of a campaign or of a kind."""
        asked = {"campaign": campaign, "kind": kind}
        wanted = {name: value for name, value in asked.items() if value is not None}
        where = " AND ".join(f"{name} = ?" for name in wanted) or "1"
        with self._database.reading():
            rows = self._database.rows(
                f"SELECT {_COLUMNS} FROM act WHERE {where} ORDER BY id",
                *wanted.values(),
            )
        return tuple(
            KeptAct(number, moment(at), who, of, what, loads(body), before, digest)
            for number, at, who, of, what, body, before, digest in rows
        )

    def bring(self, acts: Iterable[KeptAct]) -> None:
        """Put acts as they were in place of all that stands here: an office is made anew from its log."""
        with self._database.writing():
            self._database.conn.execute("DELETE FROM act")
            for one in acts:
                self._database.insert(
                    "act",
                    id=one.id,
                    at=stamp(one.at),
                    who=one.who,
                    campaign=one.campaign,
                    kind=one.kind,
                    body=canonical(one.body),
                    before=one.before,
                    digest=one.digest,
                )

    def last(self) -> int:
        """Return the id of the last act, 0 before the first."""
        with self._database.reading():
            row = self._database.row("SELECT max(id) FROM act")
        return int(row[0] or 0) if row else 0

    def broken_at(self) -> int | None:
        """Give the id of the first act that does not follow from the one before it, None where all do."""
        with self._database.reading():
            rows = self._database.rows(f"SELECT {_COLUMNS} FROM act ORDER BY id")
        last = FIRST
        for number, at, who, campaign, kind, body, before, digest in rows:
            if before != last or digest != digest_of(before, at, who, campaign, kind, body):
                return int(number)
            last = digest
        return None


def canonical(body: Mapping[str, Any]) -> str:
    """Write a body in one form: sorted, without spaces; texts, whole numbers, lists and mappings only."""
    return dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def digest_of(before: str, at: str, who: str, campaign: str, kind: str, body: str) -> str:
    """SHA-256 hex of an act with the digest of the one before it; `at` and `body` as they are kept."""
    return hashlib.sha256(canonical({"line": [before, at, who, campaign, kind, body]}).encode()).hexdigest()
