"""Packages with one signature that wait for the second: what was signed, by whose wish, what became of it.

The bytes stand among the kept contents (`db.received`); here stand their digests. One package of a
submission waits at a time; what ended stays in the list, with who, when and why.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from db.database import Database, moment, stamp
from forms.problems import Problem


class ApprovalState(StrEnum):
    """What became of a package that was laid before the approver."""

    WAITING = "waiting"
    APPROVED = "approved"  # the second signature is there, the package is not sent yet
    SENT = "sent"
    TAKEN_BACK = "taken back"


_OPEN = (ApprovalState.WAITING.value, ApprovalState.APPROVED.value)


@dataclass(frozen=True, slots=True)
class KeptApproval:
    """A package before the approver; `package` to `approved` are SHA-256 hex of what is kept, or ""."""

    id: int
    code: str  # the figures code
    name: str  # of the package's file
    preparer: str
    approver: str
    package: str  # with the preparer's signature
    companion: str
    register: str  # the file of signers that goes out beside it
    approved: str  # with both
    asked: datetime
    who: str
    state: ApprovalState


class Approvals:
    """The packages of `database` that wait, or waited, for their second signature."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def ask(  # noqa: PLR0913 - the columns of a row
        self,
        submission: int,
        *,
        code: str,
        name: str,
        preparer: str,
        approver: str,
        package: str,
        companion: str,
        register: str = "",
        who: str,
        when: datetime,
    ) -> KeptApproval:
        """Note that a package waits; raise `Problem("APPROVAL_WAITS")` where one does already."""
        with self._database.writing():
            if self.open(submission) is not None:
                raise Problem("APPROVAL_WAITS")
            self._database.insert(
                "approval",
                submission=submission,
                code=code,
                name=name,
                preparer=preparer,
                approver=approver,
                package=package,
                companion=companion,
                register=register,
                asked=stamp(when),
                who=who,
                state=ApprovalState.WAITING.value,
            )
        found = self.open(submission)
        assert found is not None  # noqa: S101 - it was written above
        return found

    def open(self, submission: int) -> KeptApproval | None:
        """Return the package of a submission that waits or is approved, None where there is none."""
        with self._database.reading():
            row = self._database.row(
                "SELECT id, code, name, preparer, approver, package, companion, register, approved, asked, "
                "who, state "
                "FROM approval "
                "WHERE submission = ? AND state IN (?, ?)",
                submission,
                *_OPEN,
            )
        return KeptApproval(*(*row[:9], moment(row[9]), row[10], ApprovalState(row[11]))) if row else None

    def approve(self, approval: int, package: str) -> None:
        """Note the digest of the package with both signatures."""
        with self._database.writing():
            self._database.conn.execute(
                "UPDATE approval SET approved = ?, state = ? WHERE id = ?",
                (package, ApprovalState.APPROVED.value, approval),
            )

    def end(self, approval: int, state: ApprovalState, *, who: str, when: datetime, why: str = "") -> None:
        """Note that it was sent or taken back, by whom and why."""
        with self._database.writing():
            self._database.conn.execute(
                "UPDATE approval SET state = ?, ended = ?, ended_by = ?, why = ? WHERE id = ?",
                (state.value, stamp(when), who, why, approval),
            )
