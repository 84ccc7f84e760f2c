"""Why figures were changed after they had been sent: a reason and its basis for each cell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from db.database import Database, moment, stamp


@dataclass(frozen=True, slots=True)
class KeptReason:
    """Why a cell has another value than in the package `base`; it holds for `new` and for nothing later.

    `place`: the cell as packages write it; `old`, `new`: as they travel; `basis`: plain content of `office`.
    """

    base: str  # digest of the package the change is told against
    place: str
    old: str
    new: str
    reason: str
    basis: str
    who: str
    when: datetime


class Changes:
    """The reasons of an office's own answers in `database`."""

    def __init__(self, database: Database) -> None:
        """Work on an open office file."""
        self._database = database

    def put(self, submission: int, reasons: Iterable[KeptReason]) -> None:
        """Keep reasons; one for the same cell and package takes the place of the former."""
        with self._database.writing():
            self._database.conn.executemany(
                "INSERT OR REPLACE INTO change_reason VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    (
                        *(submission, one.base, one.place, one.old, one.new),
                        *(one.reason, one.basis, one.who, stamp(one.when)),
                    )
                    for one in reasons
                ],
            )

    def given(self, submission: int, base: str) -> dict[str, KeptReason]:
        """Give the reasons told against a package, by cell."""
        with self._database.reading():
            rows = self._database.rows(
                "SELECT base, place, old, new, reason, basis, who, at FROM change_reason "
                "WHERE submission = ? AND base = ?",
                *(submission, base),
            )
        return {row[1]: KeptReason(*(*row[:7], moment(row[7]))) for row in rows}
