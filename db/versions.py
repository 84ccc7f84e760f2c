"""Newer versions of a pack that wait, and who accepted which when, with what had no place in it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from db.database import Database, moment, stamp
from forms.pack import Pack


@dataclass(frozen=True, slots=True)
class WaitingPack:
    """A pack file that came and is not worked with yet."""

    pack: str
    version: str
    hash: str
    data: bytes
    since: datetime
    who: str


@dataclass(frozen=True, slots=True)
class AcceptedVersion:
    """A change of version. `detail`: what had no place, how many answers moved, what was taken over."""

    pack: str
    old_version: str
    new_version: str
    when: datetime
    who: str
    backup: str  # name of the copy of the data file made before, "" where there is none
    detail: Mapping[str, Any]


class Versions:
    """The versions of packs in an open office file."""

    def __init__(self, database: Database) -> None:
        """Work on an open office file."""
        self._database = database

    def keep_waiting(self, pack: Pack, data: bytes, *, who: str, when: datetime) -> None:
        """Keep a pack file until somebody accepts it; of one pack the file that came last waits."""
        with self._database.writing():
            self._database.conn.execute(
                "INSERT OR REPLACE INTO pack_waiting VALUES (?, ?, ?, ?, ?, ?)",
                (pack.id, pack.version, pack.hash, data, stamp(when), who),
            )

    def waiting(self, pack: str) -> WaitingPack | None:
        """Give the file that waits, None where none does."""
        with self._database.reading():
            row = self._database.row(
                "SELECT pack, version, hash, bytes, at, who FROM pack_waiting WHERE pack = ?", pack
            )
        return row and WaitingPack(row[0], row[1], row[2], bytes(row[3]), moment(row[4]), row[5])

    def waits_no_more(self, pack: str) -> None:
        """Let go of the file that waits: it was accepted, or is not wanted."""
        with self._database.writing():
            self._database.conn.execute("DELETE FROM pack_waiting WHERE pack = ?", (pack,))

    def accepted(
        self,
        old: Pack,
        new: Pack,
        *,
        backup: str,
        detail: Mapping[str, Any],
        who: str,
        when: datetime,
    ) -> None:
        """Write down that an office works with `new` from now on."""
        with self._database.writing():
            self._database.insert(
                "pack_accepted",
                pack=new.id,
                old_version=old.version,
                old_hash=old.hash,
                new_version=new.version,
                new_hash=new.hash,
                at=stamp(when),
                who=who,
                backup=backup,
                detail=json.dumps(detail, ensure_ascii=False),
            )

    def log(self) -> tuple[AcceptedVersion, ...]:
        """List the changes of version, first to last."""
        with self._database.reading():
            rows = self._database.rows(
                "SELECT pack, old_version, new_version, at, who, backup, detail "
                "FROM pack_accepted ORDER BY id"
            )
        return tuple(
            AcceptedVersion(pack, old, new, moment(at), who, backup, json.loads(detail))
            for pack, old, new, at, who, backup, detail in rows
        )
