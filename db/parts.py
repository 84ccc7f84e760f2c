"""Parts of the office's answers that are with colleagues or came from one, and what merging them decided.

What both sides began with (`base`) stands with each part until the next exchange; `scope` and `base` are
plain content of `office`. On the PC that works on a part, `base` is the answers as they last went back.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from db.database import Database, moment, stamp
from db.pen import Row
from forms.answers import parse_key
from forms.problems import Problem


class PartState(StrEnum):
    """Where a part is: with the colleague, back for good, or called back; here: worked on, or no longer."""

    OUT = "out"
    BACK = "back"
    CALLED_BACK = "called back"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class KeptOut:
    """A part that was handed to a colleague; `merged` is None before anything of it came back."""

    id: str
    submission: int
    person: str
    given: datetime
    who: str
    code: str
    state: PartState
    turn: int
    merged: datetime | None
    pack_version: str
    scope: str
    base: bytes


@dataclass(frozen=True, slots=True)
class KeptIn:
    """A part that this PC works on; `written` is None before it was written back."""

    id: str
    submission: int
    giver: str
    taker: str
    opened: datetime
    code: str
    state: PartState
    turn: int
    written: datetime | None
    pack_version: str
    scope: str
    base: bytes


@dataclass(frozen=True, slots=True)
class KeptMerge:
    """A merge with its decisions (`body`, plain content); `turn` 0: a part that was opened here.

    `before` is what both sides had begun with: it counts again where the merge was `undone`.
    """

    id: int
    submission: int
    part: str
    turn: int
    digest: str
    person: str
    at: datetime
    who: str
    pack_version: str
    body: bytes
    before: bytes = b""
    undone: bool = False


class Parts:
    """The parts in `database`."""

    def __init__(self, database: Database) -> None:
        """Work on an open office file."""
        self._database = database

    # --- with colleagues ---------------------------------------------------------------------

    def give(self, part: KeptOut) -> None:
        """Keep a part that goes out."""
        with self._database.writing():
            self._database.insert(
                "part_out",
                id=part.id,
                submission=part.submission,
                person=part.person,
                given=stamp(part.given),
                who=part.who,
                code=part.code,
                state=part.state.value,
                turn=part.turn,
                merged="",
                pack_version=part.pack_version,
                scope=part.scope,
                base=part.base,
            )

    def outs(self, submission: int | None = None) -> tuple[KeptOut, ...]:
        """List the parts that were ever handed out, of one submission or of all, the oldest first."""
        rows = self._rows("part_out", "person, given, who", "merged", submission, "given")
        return tuple(
            KeptOut(
                *(*row[:3], moment(row[3]), *row[4:6], PartState(row[6]), row[7], _when(row[8]), *row[9:])
            )
            for row in rows
        )

    def out(self, part: str) -> KeptOut:
        """Describe a part; raise PART_NOT_OURS where it was not handed out here."""
        found = next((one for one in self.outs() if one.id == part), None)
        if found is None:
            raise Problem("PART_NOT_OURS")
        return found

    def came_back(
        self, part: str, *, base: bytes, turn: int, state: PartState, when: datetime, pack_version: str
    ) -> None:
        """Note that a part was merged, and what both sides have now."""
        with self._database.writing():
            self._database.conn.execute(
                "UPDATE part_out SET base = ?, turn = ?, state = ?, merged = ?, pack_version = ? "
                "WHERE id = ?",
                (base, turn, state.value, stamp(when), pack_version, part),
            )

    def set_state(self, part: str, state: PartState) -> None:
        """Call a part back, or note that it is out all the same."""
        with self._database.writing():
            self._database.conn.execute("UPDATE part_out SET state = ? WHERE id = ?", (state.value, part))

    # --- worked on here ----------------------------------------------------------------------

    def open(self, part: KeptIn) -> None:
        """Keep a part that was opened here; one opened again takes its own place."""
        with self._database.writing():
            self._database.conn.execute("DELETE FROM part_in WHERE id = ?", (part.id,))
            self._database.insert(
                "part_in",
                id=part.id,
                submission=part.submission,
                giver=part.giver,
                taker=part.taker,
                opened=stamp(part.opened),
                code=part.code,
                state=part.state.value,
                turn=part.turn,
                written=stamp(part.written) if part.written else "",
                pack_version=part.pack_version,
                scope=part.scope,
                base=part.base,
            )

    def ins(self, submission: int | None = None) -> tuple[KeptIn, ...]:
        """List the parts that were ever opened here, of one submission or of all, the oldest first."""
        rows = self._rows("part_in", "giver, taker, opened", "written", submission, "opened")
        return tuple(
            KeptIn(*(*row[:4], moment(row[4]), row[5], PartState(row[6]), row[7], _when(row[8]), *row[9:]))
            for row in rows
        )

    def went_back(self, part: str, *, base: bytes, turn: int, when: datetime, pack_version: str) -> None:
        """Note that a part was written back, and as what."""
        with self._database.writing():
            self._database.conn.execute(
                "UPDATE part_in SET base = ?, turn = ?, written = ?, pack_version = ? WHERE id = ?",
                (base, turn, stamp(when), pack_version, part),
            )

    def close(self, part: str) -> None:
        """Note that a part is no longer worked on here."""
        with self._database.writing():
            self._database.conn.execute(
                "UPDATE part_in SET state = ? WHERE id = ?", (PartState.CLOSED.value, part)
            )

    def mark(self, submission: int) -> int:
        """Give the place in the history where an exchange stands."""
        with self._database.reading():
            row = self._database.row("SELECT max(id) FROM history WHERE submission = ?", submission)
        return int(row[0] or 0)

    def begun_after(self, submission: int, mark: int, same: Collection[str]) -> frozenset[Row]:
        """Name the records that were begun after a mark, also under a number that another one had.

        `same`: how records come back that are the same as before, as by undo.
        """
        with self._database.reading():
            rows = self._database.rows(
                "SELECT table_id, row_key, how FROM history WHERE id IN (SELECT max(id) FROM history "
                "WHERE submission = ? AND id > ? AND part = 'row' GROUP BY table_id, row_key)",
                *(submission, mark),
            )
        return frozenset((table, parse_key(key)) for table, key, how in rows if how not in same)

    # --- merges ------------------------------------------------------------------------------

    def keep_merge(self, merge: KeptMerge, step: int) -> int:
        """Keep what a merge decided, with the step of undo that it was (0: none); give its number."""
        with self._database.writing():
            return self._database.insert(
                "part_merge",
                submission=merge.submission,
                part=merge.part,
                turn=merge.turn,
                digest=merge.digest,
                person=merge.person,
                at=stamp(merge.at),
                who=merge.who,
                pack_version=merge.pack_version,
                body=merge.body,
                before=merge.before,
                step=step,
                undone=0,
            )

    def decide(self, merge: int, body: bytes) -> None:
        """Keep other decisions of a merge."""
        with self._database.writing():
            self._database.conn.execute("UPDATE part_merge SET body = ? WHERE id = ?", (body, merge))

    def merges(self, submission: int | None = None) -> tuple[KeptMerge, ...]:
        """List the merges, the newest first."""
        chosen = "" if submission is None else " WHERE submission = ?"
        with self._database.reading():
            rows = self._database.rows(
                "SELECT id, submission, part, turn, digest, person, at, who, pack_version, body, "
                f"before, undone FROM part_merge{chosen} ORDER BY id DESC",
                *(() if submission is None else (submission,)),
            )
        return tuple(
            KeptMerge(*(*row[:6], moment(row[6]), *row[7:9], bytes(row[9]), bytes(row[10]), bool(row[11])))
            for row in rows
        )

    def _rows(
        self, table: str, people: str, when: str, submission: int | None, order: str
    ) -> list[tuple[Any, ...]]:
        chosen = "" if submission is None else " WHERE submission = ?"
        with self._database.reading():
            return self._database.rows(
                f"SELECT id, submission, {people}, code, state, turn, {when}, pack_version, scope, base "
                f"FROM {table}{chosen} ORDER BY {order}, id",
                *(() if submission is None else (submission,)),
            )


def _when(text: str) -> datetime | None:
    return moment(text) if text else None
