"""Answers that lie before the signer on paper: frozen since when, under which code, and how that ended.

While a line is open nothing of its submission changes but the paper's own number and date (`PAPER_CELLS`):
`db.pen` asks before it writes. What was compared of other offices' papers is kept here too.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from db.database import Database, moment, stamp
from forms.problems import Problem
from forms.report import HEADER_TABLE

NUMBER, DAY = "c17", "c18"
PAPER_CELLS = frozenset({(HEADER_TABLE, NUMBER), (HEADER_TABLE, DAY)})
"""Table and field of what is written on a paper after it was printed; no figures code holds them."""


class PaperState(StrEnum):
    """How it is with a printed copy: before the signer, gone out with its package, or void."""

    OPEN = "open"
    SENT = "sent"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class KeptPaper:
    """One presenting. `number` and `day`: those it ended with; `..._before`: what the cover said until then.

    `knowing` is plain content of `office`; `scan_name` is "" without a scan, `ended` None while it is open.
    """

    id: int
    code: str
    since: datetime
    who: str
    knowing: str
    number_before: str
    day_before: str
    scan_name: str
    state: PaperState
    ended: datetime | None
    ended_by: str
    why: str
    number: str
    day: str
    package: int | None


@dataclass(frozen=True, slots=True)
class Compared:
    """What somebody typed off a paper that came beside a package, and whether it is of the package's code."""

    typed: str
    matches: bool
    who: str
    when: datetime


class Presenting:
    """The papers in `database`."""

    def __init__(self, database: Database) -> None:
        """Work on an open office file."""
        self._database = database

    def begin(
        self,
        submission: int,
        *,
        code: str,
        who: str,
        when: datetime,
        knowing: str,
        number_before: str = "",
        day_before: str = "",
    ) -> None:
        """Freeze a submission; raise PRESENTED where it is frozen already."""
        with self._database.writing():
            if open_code(self._database, submission):
                raise Problem("PRESENTED", figures_code=open_code(self._database, submission))
            self._database.insert(
                "presenting",
                submission=submission,
                code=code,
                since=stamp(when),
                who=who,
                knowing=knowing,
                number_before=number_before,
                day_before=day_before,
                state=PaperState.OPEN.value,
            )

    def papers(self, submission: int) -> tuple[KeptPaper, ...]:
        """List every presenting of a submission, the newest first."""
        with self._database.reading():
            rows = self._database.rows(
                "SELECT id, code, since, who, knowing, number_before, day_before, scan_name, state, ended, "
                "ended_by, why, number, day, package FROM presenting WHERE submission = ? ORDER BY id DESC",
                submission,
            )
        return tuple(
            KeptPaper(
                *(*row[:2], moment(row[2]), *row[3:8], PaperState(row[8])),
                *(moment(row[9]) if row[9] else None, *row[10:]),
            )
            for row in rows
        )

    def open(self, submission: int) -> KeptPaper | None:
        """Give the presenting that freezes a submission now."""
        return next((one for one in self.papers(submission) if one.state is PaperState.OPEN), None)

    def scan(self, paper: int) -> bytes:
        """Give the scan of a stamped paper, b"" where there is none."""
        with self._database.reading():
            row = self._database.row("SELECT scan FROM presenting WHERE id = ?", paper)
        return bytes(row[0]) if row and row[0] else b""

    def keep_scan(self, paper: int, name: str, data: bytes) -> None:
        """Keep the scan of a stamped paper in place of the one before; b"" takes it away."""
        with self._database.writing():
            self._database.conn.execute(
                "UPDATE presenting SET scan_name = ?, scan = ? WHERE id = ? AND state = 'open'",
                (name if data else "", data or None, paper),
            )

    def end(
        self,
        paper: int,
        state: PaperState,
        *,
        who: str,
        when: datetime,
        number: str = "",
        day: str = "",
        why: str = "",
        package: int | None = None,
    ) -> None:
        """Let the answers be changed again, and note how it ended."""
        with self._database.writing():
            self._database.conn.execute(
                "UPDATE presenting SET state = ?, ended = ?, ended_by = ?, number = ?, day = ?, why = ?, "
                "package = ? WHERE id = ? AND state = 'open'",
                (state.value, stamp(when), who, number, day, why, package, paper),
            )

    # --- papers of other offices -------------------------------------------------------------

    def compare(self, package: int, one: Compared) -> None:
        """Note what was typed off a paper and whether it matched."""
        with self._database.writing():
            self._database.insert(
                "paper_compared",
                package=package,
                at=stamp(one.when),
                who=one.who,
                typed=one.typed,
                matches=int(one.matches),
            )

    def compared(self, package: int) -> tuple[Compared, ...]:
        """List what was compared of a package's paper, the newest first."""
        with self._database.reading():
            rows = self._database.rows(
                "SELECT typed, matches, who, at FROM paper_compared WHERE package = ? ORDER BY id DESC",
                package,
            )
        return tuple(Compared(row[0], bool(row[1]), row[2], moment(row[3])) for row in rows)


def open_code(database: Database, submission: int) -> str:
    """Give the figures code of the copy that lies before the signer, "" where none does."""
    row = database.row("SELECT code FROM presenting WHERE submission = ? AND state = 'open'", submission)
    return str(row[0]) if row else ""
