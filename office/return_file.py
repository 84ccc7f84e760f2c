"""What a return says, as plain content both ways: questions, closings, by when, and words beside them.

Format: docs/returns.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from forms.letters import normalise
from forms.problems import Problem
from forms.report import normal_text
from office.asked_places import place_at
from office.queries import LONGEST, MOST_LINES

MOST = 2_000
"""Questions of one return."""
LONGEST_WORDS = 400
"""Characters of a cell in words, and of what stood in it."""
YEARS = range(2000, 9000)
"""Of a moment: one at the end of time has no day in Viet Nam."""
_FIELDS = frozenset(("before", "package", "revision", "until", "text", "queries", "closed"))
_QUERY = frozenset(("id", "round", "unit", "place", "words", "value", "text", "who", "at"))
_CLOSED = frozenset(("id", "round", "text", "who", "at"))


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as a return carries it."""

    id: str
    round: int
    unit: str
    place: str
    words: str
    value: str
    text: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Closed:
    """A closing as a return carries it."""

    id: str
    round: int
    text: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ReturnSaid:
    """What a return says. `before`: number of the return to this unit before it, 0 for the first one."""

    before: int
    package: str
    revision: int
    until: date | None
    text: str
    queries: tuple[Asked, ...]
    closed: tuple[Closed, ...]


def content_of(said: ReturnSaid) -> Mapping[str, Any]:
    """Give what a return says as it is signed."""
    return {
        "before": said.before,
        "package": said.package,
        "revision": said.revision,
        "until": said.until.isoformat() if said.until else "",
        "text": said.text,
        "queries": [
            {
                "id": one.id,
                "round": one.round,
                "unit": one.unit,
                "place": one.place,
                "words": one.words,
                "value": one.value,
                "text": one.text,
                "who": one.who,
                "at": one.at.isoformat(),
            }
            for one in said.queries
        ],
        "closed": [
            {
                "id": one.id,
                "round": one.round,
                "text": one.text,
                "who": one.who,
                "at": one.at.isoformat(),
            }
            for one in said.closed
        ],
    }


def read(content: Mapping[str, Any]) -> ReturnSaid:
    """Read what a return says, strictly; raise RETURN_FORMAT naming the place."""
    try:
        return _read(content)
    except (TypeError, ValueError, KeyError, AttributeError, Problem) as wrong:
        where = wrong.details.get("where", "") if isinstance(wrong, Problem) else type(wrong).__name__
        raise Problem("RETURN_FORMAT", where=where) from wrong


def _read(content: Mapping[str, Any]) -> ReturnSaid:
    _demand(set(content) == _FIELDS, "fields")
    queries, closed = content["queries"], content["closed"]
    lists = isinstance(queries, list) and isinstance(closed, list)
    _demand(lists and len(queries) + len(closed) <= MOST, "queries")
    for said in (queries, closed):
        _demand(len({one["id"] for one in said}) == len(said), "id")
    return ReturnSaid(
        _count(content["before"], "before", least=0),
        _text(content["package"], "package", 64),
        _count(content["revision"], "revision"),
        date.fromisoformat(content["until"]) if content["until"] else None,
        _long(content["text"], "text", blank=True),
        tuple(_query(one) for one in queries),
        tuple(_closing(one) for one in closed),
    )


def _query(said: Mapping[str, Any]) -> Asked:
    _demand(isinstance(said, dict) and set(said) == _QUERY, "queries")
    return Asked(
        _text(said["id"], "id", 36),
        _count(said["round"], "round"),
        _text(said["unit"], "unit", 40),
        str(place_at(_text(said["place"], "place", LONGEST_WORDS))),
        _text(said["words"], "words", LONGEST_WORDS),
        _text(said["value"], "value", LONGEST_WORDS) if said["value"] else "",
        _long(said["text"], "text"),
        _text(said["who"], "who", LONGEST_WORDS),
        _moment(said["at"]),
    )


def _closing(said: Mapping[str, Any]) -> Closed:
    _demand(isinstance(said, dict) and set(said) == _CLOSED, "closed")
    return Closed(
        _text(said["id"], "id", 36),
        _count(said["round"], "round"),
        _long(said["text"], "text", blank=True),
        _text(said["who"], "who", LONGEST_WORDS),
        _moment(said["at"]),
    )


def _demand(good: bool, where: str) -> None:  # noqa: FBT001 - what must hold comes first
    if not good:
        raise Problem("RETURN_FORMAT", where=where)


def _text(said: object, where: str, most: int) -> str:
    """Take a text of one line that a person can read."""
    _demand(isinstance(said, str) and 0 < len(said) <= most, where)
    text = str(said)
    _demand(text == normalise(text) and all(letter.isprintable() for letter in text), where)
    return text


def _long(said: object, where: str, *, blank: bool = False) -> str:
    """Take a text of some lines."""
    _demand(isinstance(said, str), where)
    text = str(said)
    _demand(bool(text) or blank, where)
    _demand(len(text) <= LONGEST and len(text.split("\n")) <= MOST_LINES, where)
    _demand(text == normal_text(text), where)
    _demand(all(letter.isprintable() or letter == "\n" for letter in text), where)
    return text


def _count(said: object, where: str, *, least: int = 1) -> int:
    _demand(type(said) is int and least <= said < 1_000_000, where)
    return int(str(said))


def _moment(said: object) -> datetime:
    moment = datetime.fromisoformat(str(said))
    _demand(moment.tzinfo is not None and moment.year in YEARS, "at")
    return moment
