"""The same person proposed twice: pairs that look alike, why, and what this office said of them.

    pairs(desk, seen) -> tuple[Pair, ...]    the most alike first; those said to be two people last
    say(desk, pair, same, reason)            remembered for this campaign
    doubtful(desk) -> tuple[Pair, ...]       across units, and nobody has said yet that they are two (C09)

Names are compared without marks, in any order of their words, without the words that many peoples of the
Central Highlands put in front of a name (Y, A, H'); each thing that is alike gives points, told in words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from typing import Final

from db.acts import KeptAct
from forms.answers import Key
from forms.letters import fold, normalise
from forms.problems import Problem
from office.acts import Act, acts, note
from office.awards import NOMINEE, Awards, is_group
from office.blocks import Gathered
from office.choices import Candidate, Choosing, can_choose, look
from office.desk import Desk
from office.messages import sentence
from office.roles import Doing, demand_may

LEAST: Final = 60
"""Points from which a pair is shown."""
MOST_TEXT: Final = 300
SAME, TWO = "same", "two"
_IN_FRONT: Final = frozenset({"y", "a", "h"})
_WORD: Final = re.compile(r"[^\W\d_]+")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_SHORT_NAME: Final = 6
"""Letters below which one letter more or less makes another name."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records that may be one person: 0 to 100 points, and why, as codes of sentences."""

    one: Candidate
    other: Candidate
    points: int
    why: tuple[str, ...]
    said: str = ""  # SAME, TWO or "" while nobody has said
    reason: str = ""
    who: str = ""
    at: datetime | None = None

    @property
    def across(self) -> bool:
        """Tell whether two units propose them."""
        return self.one.unit != self.other.unit

    def told(self, language: str) -> str:
        """Say why they look alike."""
        return "; ".join(sentence(code, language) for code in self.why)


def pairs(desk: Desk, seen: Choosing) -> tuple[Pair, ...]:
    """Find the pairs among what is proposed."""
    said = {_name_of(one): one for one in acts(desk, Act.DUPLICATE) if one.body["table"] == seen.table.id}
    people = [one for one in seen.candidates if not is_group(seen.table.id, one.proposed)]
    found = [_with(pair, said) for pair in _alike(sorted(people, key=lambda one: one.key))]
    return tuple(sorted(found, key=lambda pair: (pair.said == TWO, -pair.points, pair.one.key)))


def doubtful(desk: Desk, gathered: Gathered | None = None) -> tuple[Pair, ...]:
    """Give the pairs of nominees of two units that nobody has said to be two people."""
    if not can_choose(desk, NOMINEE):
        return ()
    found = pairs(desk, look(desk, NOMINEE, Awards(desk, gathered)))
    return tuple(pair for pair in found if pair.across and pair.said != TWO)


def say(desk: Desk, seen: Choosing, pair: Pair, said: str, reason: str) -> tuple[Pair, ...]:
    """Remember whether a pair is one person; raise DUPLICATE_REASON where nobody says why."""
    demand_may(desk, Doing.CHOOSE)
    reason = normalise(reason)[:MOST_TEXT]
    if not reason:
        raise Problem("DUPLICATE_REASON")
    body = {
        "table": seen.table.id,
        "one": list(pair.one.key),
        "other": list(pair.other.key),
        "names": [pair.one.name, pair.other.name],
        "said": SAME if said == SAME else TWO,
        "reason": reason,
    }
    note(desk, Act.DUPLICATE, body)
    return pairs(desk, seen)


_Named = tuple[Key, Key, tuple[str, ...]]


def _name_of(one: KeptAct) -> _Named:
    body = one.body
    return tuple(body["one"]), tuple(body["other"]), tuple(body["names"])


def _with(pair: Pair, said: dict[_Named, KeptAct]) -> Pair:
    """Put to a pair what was said of it, as long as the same names stand in both records."""
    act = said.get((pair.one.key, pair.other.key, (pair.one.name, pair.other.name)))
    if act is None:
        return pair
    body = act.body
    return Pair(pair.one, pair.other, pair.points, pair.why, body["said"], body["reason"], act.who, act.at)


@dataclass(frozen=True, slots=True)
class _Name:
    """A name as it is compared: as written, in words without marks, in order, without what is in front."""

    written: str
    words: tuple[str, ...]
    ordered: tuple[str, ...]
    bare: tuple[str, ...]
    joined: str


def _alike(people: Sequence[Candidate]) -> Iterator[Pair]:
    named = [(one, _name(one.name), _born(one)) for one in people]
    for (one, name, born), (other, others, birth) in combinations(named, 2):
        points, why = _names_alike(name, others)
        if not points:
            continue
        day, told = _days_alike(born, birth)
        if points + day >= LEAST:
            yield Pair(one, other, min(points + day, 100), (why, told))


def _name(text: str) -> _Name:
    words = tuple(_WORD.findall(fold(text)))
    bare = tuple(sorted(_bare(words)))
    return _Name(normalise(text).casefold(), words, tuple(sorted(words)), bare, " ".join(_bare(words)))


def _names_alike(one: _Name, other: _Name) -> tuple[int, str]:
    """Give the points of two names, at most 65, and why; 0 where they are not alike."""
    if not one.bare or not other.bare:
        return 0, ""
    if one.bare == other.bare or one.ordered == other.ordered:
        for points, same, why in (
            (65, one.written == other.written, "ALIKE_NAME"),
            (60, one.words == other.words, "ALIKE_MARKS"),
            (50, one.ordered == other.ordered, "ALIKE_ORDER"),
        ):
            if same:
                return points, why
        return 50, "ALIKE_PREFIX"
    return (45, "ALIKE_LETTER") if _one_letter(one.joined, other.joined) else (0, "")


def _days_alike(one: tuple[str, str], other: tuple[str, str]) -> tuple[int, str]:
    """Give the points of two birth dates, at most 35 and below nothing where they differ, and why."""
    (year, day), (years, days) = one, other
    if not year or not years:
        return 5, "ALIKE_NO_YEAR"
    if year != years:
        near = abs(int(year) - int(years)) == 1
        return (10, "ALIKE_NEAR_YEAR") if near else (-50, "ALIKE_OTHER_YEAR")
    return (35, "ALIKE_DAY") if day and day == days else (25, "ALIKE_YEAR")


def _bare(words: tuple[str, ...]) -> tuple[str, ...]:
    """Leave out what stands in front of a name of several words: "Y Dâm" and "Dâm" are one name."""
    return words[1:] if len(words) > 1 and words[0] in _IN_FRONT else words


def _born(one: Candidate) -> tuple[str, str]:
    """Give year and, where it is known, the whole date of birth."""
    text = str(one.proposed.values.get("born") or "")
    year = _YEAR.search(text)
    return (year[0] if year else ""), (text if year and len(text) > len(year[0]) else "")


def _one_letter(one: str, other: str) -> bool:
    """Tell whether one letter was typed wrong, left out or doubled, in names long enough for that."""
    if min(len(one), len(other)) < _SHORT_NAME or abs(len(one) - len(other)) > 1:
        return False
    start = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    if start is None:
        return True
    rest, rests = one[start:], other[start:]
    return rest[1:] == rests[1:] or rest == rests[1:] or rest[1:] == rests
