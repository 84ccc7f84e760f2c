"""Questions about figures, as threads: what was asked of which cell, what was answered, in every round.

The same threads stand at both ends under the same id: at the office that asks (`Side.ASKED`) and at the unit
that answers (`Side.ANSWERING`). A line is written once and never changed, but for a draft that is not gone
yet: a question without the number of a return, an answer without the revision it travelled in.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from db.database import Database, day, moment, stamp


class Side(StrEnum):
    """At which end of a thread this office stands."""

    ASKED = "asked"
    ANSWERING = "answering"


class LineKind(StrEnum):
    """What a line of a thread is."""

    QUESTION = "question"
    ANSWER = "answer"
    CLOSED = "closed"


class ThreadState(StrEnum):
    """Where a thread stands: it follows from its last question and what was said to it."""

    DRAFT = "draft"  # the question is not sent yet
    ASKED = "asked"
    READY = "ready"  # the answer is written and not sent yet
    ANSWERED = "answered"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class QueryLine:
    """One line of a thread; `value`: what stood in the cell then, as it is written on the screen."""

    round: int
    kind: LineKind
    at: datetime
    who: str
    text: str
    value: str = ""
    number: int = 0  # of the return that a question went with, 0 before
    revision: int = 0  # of the report: asked about, or that the answer came with, 0 before


@dataclass(frozen=True, slots=True)
class Thread:
    """One question with all that was said about it. `lines`: first to last, at least one."""

    id: str  # uuid
    side: Side
    campaign: str
    partner: str  # the unit that answers, or the office that asks
    unit: str  # whose figure it is
    place: str  # the cell, as that unit names it
    words: str  # the cell in words
    lines: tuple[QueryLine, ...]

    @property
    def state(self) -> ThreadState:
        """Say where the thread stands; an answer of an earlier round that came late moves nothing."""
        last = self._since[-1]
        if last.kind is LineKind.CLOSED:
            return ThreadState.CLOSED
        if last.kind is LineKind.QUESTION:
            return ThreadState.ASKED if last.number else ThreadState.DRAFT
        return ThreadState.ANSWERED if last.revision else ThreadState.READY

    @property
    def round(self) -> int:
        """Count the rounds: how often it was asked."""
        return self.question.round

    @property
    def question(self) -> QueryLine:
        """Give the question that stands."""
        return next(line for line in reversed(self.lines) if line.kind is LineKind.QUESTION)

    @property
    def answer(self) -> QueryLine | None:
        """Give the answer to the question that stands; None before there is one."""
        return next((one for one in reversed(self._since) if one.kind is LineKind.ANSWER), None)

    @property
    def _since(self) -> list[QueryLine]:
        """Give the question that stands with what was said to it since, first to last."""
        place = max(n for n, line in enumerate(self.lines) if line.kind is LineKind.QUESTION)
        question, *after = self.lines[place:]
        return [
            question,
            *(one for one in after if one.kind is LineKind.CLOSED or one.round == question.round),
        ]


@dataclass(frozen=True, slots=True)
class KeptReturn:
    """A return as it went out or came in: the exact bytes stand among the kept contents by `digest`."""

    id: int
    side: Side
    partner: str
    campaign: str
    number: int
    package: str  # digest of the package that was returned
    revision: int
    until: date | None  # by when the answer is wanted
    text: str  # said beside the questions
    digest: str
    name: str
    who: str
    at: datetime


_THREAD = "id, side, campaign, partner, unit, place, words"
_LINE = "thread, round, kind, at, who, text, value, number, revision"
_RETURN = "id, side, partner, campaign, number, package, revision, until, text, digest, name, who, at"


class Queries:
    """The threads and returns of one office."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # --- threads -----------------------------------------------------------------------------

    def begin(self, thread: Thread) -> None:
        """Keep a new thread with its lines."""
        with self._database.writing():
            self._database.insert(
                "query_thread",
                id=thread.id,
                side=thread.side.value,
                campaign=thread.campaign,
                partner=thread.partner,
                unit=thread.unit,
                place=thread.place,
                words=thread.words,
            )
            for line in thread.lines:
                self.add(thread.id, line)

    def add(self, thread: str, line: QueryLine) -> None:
        """Put a line at the end of a thread, in place of a draft of the same round and kind."""
        with self._database.writing():
            if line.kind is not LineKind.CLOSED:
                self.drop_draft(thread, line.kind)
            self._database.insert(
                "query_line",
                thread=thread,
                round=line.round,
                kind=line.kind.value,
                at=stamp(line.at),
                who=line.who,
                text=line.text,
                value=line.value,
                number=line.number,
                revision=line.revision,
            )

    def drop_draft(self, thread: str, kind: LineKind) -> None:
        """Take away what was written and is not gone yet; a thread without a line is no thread any more."""
        unsent = "number = 0" if kind is LineKind.QUESTION else "revision = 0"
        with self._database.writing():
            self._database.conn.execute(
                f"DELETE FROM query_line WHERE thread = ? AND kind = ? AND {unsent}",
                (thread, kind.value),
            )

    def drop(self, thread: str) -> None:
        """Forget a thread of which nothing was sent."""
        with self._database.writing():
            self._database.conn.execute("DELETE FROM query_line WHERE thread = ?", (thread,))
            self._database.conn.execute("DELETE FROM query_thread WHERE id = ?", (thread,))

    def went_out(self, threads: Iterable[str], *, number: int) -> None:
        """Note that the questions in draft, and the closings nobody was told of, went out with a return."""
        with self._database.writing():
            self._database.conn.executemany(
                "UPDATE query_line SET number = ? WHERE thread = ? AND kind != 'answer' AND number = 0",
                [(number, thread) for thread in threads],
            )

    def answered(self, threads: Iterable[str], *, revision: int) -> None:
        """Note that the answers in draft went out with a revision of the report."""
        with self._database.writing():
            self._database.conn.executemany(
                "UPDATE query_line SET revision = ? WHERE thread = ? AND kind = 'answer' AND revision = 0",
                [(revision, thread) for thread in threads],
            )

    def threads(
        self,
        side: Side,
        *,
        campaign: str | None = None,
        partner: str | None = None,
        thread: str | None = None,
    ) -> tuple[Thread, ...]:
        """List the threads of a side that fit, in the order they were begun."""
        asked = {"campaign": campaign, "partner": partner, "id": thread}
        wanted = {name: value for name, value in asked.items() if value is not None}
        where = "".join(f" AND {name} = ?" for name in wanted)
        with self._database.reading():
            found = self._database.rows(
                f"SELECT {_THREAD} FROM query_thread WHERE side = ?{where} ORDER BY rowid",
                side.value,
                *wanted.values(),
            )
            lines: dict[str, list[QueryLine]] = {row[0]: [] for row in found}
            for row in self._database.rows(
                f"SELECT {_LINE} FROM query_line WHERE thread IN "
                f"(SELECT id FROM query_thread WHERE side = ?{where}) ORDER BY id",
                side.value,
                *wanted.values(),
            ):
                lines[row[0]].append(_line(row))
        return tuple(
            Thread(one, Side(end), campaign, partner, unit, place, words, tuple(lines[one]))
            for one, end, campaign, partner, unit, place, words in found
            if lines[one]
        )

    def thread(self, side: Side, thread: str) -> Thread | None:
        """Give a thread by its id; None where it is not here."""
        return next(iter(self.threads(side, thread=thread)), None)

    # --- returns -----------------------------------------------------------------------------

    def keep_return(  # noqa: PLR0913 - the columns of a row
        self,
        side: Side,
        *,
        partner: str,
        campaign: str,
        number: int,
        package: str,
        revision: int,
        until: date | None,
        text: str,
        digest: str,
        name: str,
        who: str,
        when: datetime,
    ) -> int:
        """Keep that a return went out or came in."""
        with self._database.writing():
            return self._database.insert(
                "return_file",
                side=side.value,
                partner=partner,
                campaign=campaign,
                number=number,
                package=package,
                revision=revision,
                until=until.isoformat() if until else "",
                text=text,
                digest=digest,
                name=name,
                who=who,
                at=stamp(when),
            )

    def returns(self, side: Side, *, partner: str | None = None) -> tuple[KeptReturn, ...]:
        """List the returns of a side, first to last."""
        where, values = (" AND partner = ?", (partner,)) if partner is not None else ("", ())
        with self._database.reading():
            rows = self._database.rows(
                f"SELECT {_RETURN} FROM return_file WHERE side = ?{where} ORDER BY id",
                side.value,
                *values,
            )
        return tuple(_return(row) for row in rows)


def _line(row: tuple[Any, ...]) -> QueryLine:
    return QueryLine(row[1], LineKind(row[2]), moment(row[3]), *row[4:])


def _return(row: tuple[Any, ...]) -> KeptReturn:
    number, end, partner, campaign, count, package, revision, until, *said, at = row
    text, digest, name, who = said
    return KeptReturn(
        number,
        Side(end),
        partner,
        campaign,
        count,
        package,
        revision,
        day(until or None),
        text,
        digest,
        name,
        who,
        moment(at),
    )
