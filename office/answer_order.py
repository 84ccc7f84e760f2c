"""In which order answers of the office above came: late ones, missing ones, and numbers that began anew.

    remarks(desk, answer) -> tuple[Problem, ...]    what is odd about one, before it is taken in
    taken_returns(desk) -> tuple[TakenReturn, ...]  the returns that came, in the order they were made
    missing(desk) -> tuple[int, ...]                numbers of returns to this unit that did not come

An answer is newer than another when it was made later, whatever its number: where an older copy was brought
back above, numbers may come twice. Its number only tells that something is odd.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from db.courier import Answers, KeptAnswer
from db.queries import KeptReturn, Queries, Side
from exports.loose_zip import read_loosely
from exports.opc import DOWNWARD
from forms.problems import Problem
from office.clock import VIET_NAM
from office.desk import Desk
from office.downward import Answer, AnswerKind
from office.return_file import ReturnSaid, read


@dataclass(frozen=True, slots=True)
class TakenReturn:
    """A return that was taken in here: as it is kept, when it was made, and what it said."""

    kept: KeptReturn
    made: datetime
    said: ReturnSaid


def remarks(desk: Desk, answer: Answer) -> tuple[Problem, ...]:
    """Say what is odd about an answer beside those taken in before; () for the next one in order."""
    before = [
        (one, made)
        for one in Answers(desk.database).list("taken")
        if one.issuer == answer.issuer and one.digest != answer.digest
        if (made := _made(desk, one)) is not None
    ]
    found, when = [], _day(answer.made)
    anew = [(one, made) for one, made in before if one.number >= answer.number and made < answer.made]
    if anew:
        one, made = max(anew, key=lambda each: each[0].number)
        found.append(
            Problem("DOWN_ANEW", number=answer.number, made=when, last=one.number, before=_day(made))
        )
    later = [(one, made) for one, made in before if one.kind == answer.kind.value and made > answer.made]
    if later:
        one, made = max(later, key=lambda each: each[1])
        found.append(Problem("DOWN_LATE", number=answer.number, made=when, last=one.number, after=_day(made)))
    if answer.kind is AnswerKind.RETURN:
        said = read(answer.content)
        here = {one.number for one, _ in before if one.kind == answer.kind.value}
        if said.before and said.before not in here:
            found.append(Problem("DOWN_GAP", number=answer.number, missing=said.before))
    return tuple(found)


def taken_returns(desk: Desk) -> tuple[TakenReturn, ...]:
    """List the returns that came, in the order in which they were made."""
    found = []
    for kept in Queries(desk.database).returns(Side.ANSWERING):
        content = _content(desk, kept.digest)
        if content is not None:
            found.append(TakenReturn(kept, datetime.fromisoformat(content["made"]), read(content["content"])))
    return tuple(sorted(found, key=lambda one: (one.made, one.kept.number)))


def missing(desk: Desk) -> tuple[int, ...]:
    """Name the returns to this unit that others which came follow on, and that did not come."""
    came = taken_returns(desk)
    here = {one.kept.number for one in came}
    return tuple(sorted({one.said.before for one in came if one.said.before} - here))


def _made(desk: Desk, kept: KeptAnswer) -> datetime | None:
    content = _content(desk, kept.digest)
    return datetime.fromisoformat(content["made"]) if content is not None else None


def _content(desk: Desk, digest: str) -> dict[str, Any] | None:
    """Read what a kept answer says; it was verified when it was taken in, whoever is believed since."""
    data = desk.received.content(digest)
    if data is None or DOWNWARD.main_part is None:
        return None
    found: dict[str, Any] = json.loads(read_loosely(data)[DOWNWARD.main_part.lstrip("/")])
    return found


def _day(moment: datetime) -> str:
    return f"{moment.astimezone(VIET_NAM):%H:%M %d/%m/%Y}"
