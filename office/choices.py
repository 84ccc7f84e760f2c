"""What may be chosen at an office with units below, and what was decided of it so far.

    look(desk, paper) -> Choosing    everything proposed of a kind, with marks, votes, classes and places

What was decided is the office's log of acts and nothing else (`office.acts`): the newest line of a record
holds. The grid of marks, the classes and the numbers of places are data of the pack; who proposes whom comes
from `office.awards`. Deciding is done in `office.choosing`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from db.acts import KeptAct
from forms.answers import Key
from forms.award_rules import Criterion, Grade, Quota
from forms.basis import Basis, basis_of
from forms.pack import Table
from forms.problems import Problem
from forms.report_lists import CHOICES
from office.acts import Act, acts
from office.awards import MODEL, NOMINEE, Awards, Nominee, roles_for, table_for
from office.desk import Desk

PAPERS: Final = (MODEL, NOMINEE)
"""What is chosen: models, and who is proposed for an award."""
MOST_PEOPLE: Final = 999


class Decision(StrEnum):
    """What this office decided of a record."""

    OPEN = ""
    HERE = "here"  # chosen, awarded or shown as an example at this level
    ABOVE = "above"  # passed on to the level above
    NO = "no"


CHOSEN: Final = (Decision.HERE, Decision.ABOVE)
"""Decisions that take one of the places."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What this office said of one record. `marks`: points by criterion; `council`: id of a meeting.

    `award`: the award this office asks for, "" for the one proposed; `rank`: the place that people gave it,
    None where the marks give it.
    """

    decision: Decision = Decision.OPEN
    reason: str = ""
    marks: Mapping[str, int] = field(default_factory=dict)
    council: str = ""
    votes: int | None = None
    against: int | None = None
    award: str = ""
    rank: int | None = None
    who: str = ""
    at: datetime | None = None
    name: str = ""  # whom it was said of: a later revision may hold somebody else in that place


@dataclass(frozen=True, slots=True)
class Council:
    """A meeting: number and day of its minutes, members in all, how many were there, `told`: who."""

    id: str
    number: str
    day: date
    members: int
    present: int
    chair: str = ""
    told: str = ""


@dataclass(frozen=True, slots=True)
class Below:
    """What an office below said of the record when it passed it on."""

    office: str  # its code
    decision: str
    grade: str
    rank: str
    reason: str
    basis: str
    who: str
    at: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that may be chosen. `key`: the unit's code, then the record's key in the unit's own form."""

    key: Key
    unit: str
    unit_name: str
    proposed: Nominee
    judged: Judged
    points: int | None  # None until every criterion is marked
    grade: str  # code of the class the points give, "" for none
    below: tuple[Below, ...] = ()
    held_back: bool = False  # the office it came through passed others on, not this one

    @property
    def name(self) -> str:
        """Say whom or what it is."""
        return self.proposed["name"] or "…"

    @property
    def award(self) -> str:
        """Give the code of the award asked for by this office, else by who proposes it."""
        return self.judged.award or str(self.proposed.values.get("award") or "")

    @property
    def kind(self) -> str:
        """Give the code of the kind of nominee, "" for a model."""
        return str(self.proposed.values.get("kind") or "")

    @property
    def other_now(self) -> bool:
        """Tell whether another name stands in the record than when this office spoke of it."""
        return bool(self.judged.name) and self.judged.name != self.name


@dataclass(frozen=True, slots=True)
class Places:
    """How many may be chosen: the pack's line, how many hold now, on what basis, how many are taken."""

    quota: Quota
    most: int
    taken: int
    basis: Basis | None = None

    @property
    def full(self) -> bool:
        """Tell whether no place is left."""
        return self.taken >= self.most


@dataclass(frozen=True, slots=True)
class Choosing:
    """All that is proposed of one kind, in the order of the places given, then of the marks."""

    paper: str
    table: Table
    candidates: tuple[Candidate, ...]
    councils: tuple[Council, ...]
    criteria: tuple[Criterion, ...]
    grades: tuple[Grade, ...]
    places: tuple[Places, ...]

    def candidate(self, key: Key) -> Candidate:
        """Find a record; raise CHOOSE_GONE where it is proposed no more."""
        found = next((one for one in self.candidates if one.key == key), None)
        if found is None:
            raise Problem("CHOOSE_GONE")
        return found

    def council(self, number: str) -> Council | None:
        """Find a meeting by its id."""
        return next((one for one in self.councils if one.id == number), None)

    @property
    def most_points(self) -> int:
        """Add up the points that can be given."""
        return sum(one.most for one in self.criteria)


def can_choose(desk: Desk, paper: str) -> bool:
    """Tell whether records of this kind come up to the office."""
    return desk.has_below and table_for(desk, paper) is not None


def look(desk: Desk, paper: str, awards: Awards | None = None) -> Choosing:
    """Read what is proposed and what was decided; raise CHOOSE_NOTHING where the pack has no such form."""
    table = table_for(desk, paper)
    if table is None or not desk.has_below:
        raise Problem("CHOOSE_NOTHING")
    records = (awards or Awards(desk)).records(paper)
    empty = Choosing(
        paper,
        table,
        tuple(_candidate(desk, one) for one in records),
        (),
        tuple(one for one in desk.pack.criteria if one.table == table.id),
        tuple(one for one in desk.pack.grades if one.table == table.id),
        (),
    )
    return retold(desk, empty)


def award_words(desk: Desk, seen: Choosing, quota: Quota, language: str) -> str:
    """Say of what a number of places is: award and kind in words, else the table's title."""
    roles = roles_for(desk, seen.paper)
    fields = {one.id: one for one in seen.table.fields}
    parts = []
    for role, code in (("award", quota.award), ("kind", quota.kind)):
        item = fields.get(roles.get(role, ""))
        choices = desk.pack.lists.get(item.list or "", ()) if item else ()
        parts += [
            choice.label.get(language) or choice.label.get("vi", code)
            for choice in choices
            if choice.name == code
        ]
    return " · ".join(parts) or seen.table.label.get(language) or seen.table.id


def grade_words(seen: Choosing, code: str, language: str) -> str:
    """Say a class in words, "" for none."""
    found = next((one for one in seen.grades if one.code == code), None)
    return (found.label.get(language) or found.label.get("vi", code)) if found else ""


def minutes_of(council: Council | None) -> str:
    """Name the minutes of a meeting, "" for none."""
    return f"{council.number} ({council.day:%d/%m/%Y})" if council else ""


# --- what is known ---------------------------------------------------------------------------


def _candidate(desk: Desk, proposed: Nominee) -> Candidate:
    unit = proposed.key[0]
    return Candidate(proposed.key, unit, desk.pack.units_by_code[unit].name, proposed, Judged(), None, "")


def retold(desk: Desk, seen: Choosing) -> Choosing:
    """Read the log anew over the same records."""
    said: dict[Key, Judged] = {}
    councils: dict[str, Council] = {}
    changed: dict[tuple[str, ...], tuple[int, Basis]] = {}
    for one in of_table(desk, seen.table.id):
        body = one.body
        match body["what"]:
            case "judged":
                said[tuple(body["key"])] = judged_in(one)
            case "council":
                councils[body["id"]] = Council(
                    body["id"],
                    body["number"],
                    date.fromisoformat(body["day"]),
                    body["members"],
                    body["present"],
                    body["chair"],
                    body["told"],
                )
            case "places":
                changed[body["level"], body["award"], body["kind"]] = body["most"], basis_of(body["basis"])
    below, through = _below(desk, seen.table.id)
    found = [
        _marked(
            replace(
                one,
                judged=said.get(one.key, Judged()),
                below=below.get(one.key, ()),
                held_back=_held_back(desk, one, below, through),
            ),
            seen,
        )
        for one in seen.candidates
    ]
    found.sort(key=_order)
    return replace(
        seen,
        candidates=tuple(found),
        councils=tuple(councils.values()),
        places=tuple(_places(desk, seen.table.id, found, changed)),
    )


def of_table(desk: Desk, table: str) -> Iterator[KeptAct]:
    """Give the acts of choosing among the records of a table, first to last."""
    return (one for one in acts(desk, Act.CHOSEN) if one.body.get("table") == table)


def judged_in(one: KeptAct) -> Judged:
    """Read what an act says of a record."""
    body: Mapping[str, Any] = one.body
    return Judged(
        Decision(body["decision"]),
        body["reason"],
        dict(body["marks"]),
        body["council"],
        body.get("votes"),
        body.get("against"),
        body["award"],
        body.get("rank"),
        one.who,
        one.at,
        body["name"],
    )


def _marked(one: Candidate, seen: Choosing) -> Candidate:
    """Work out points and class once every criterion has its mark."""
    marks = one.judged.marks
    if not seen.criteria or any(line.code not in marks for line in seen.criteria):
        return replace(one, points=None, grade="")
    points = sum(marks[line.code] for line in seen.criteria)
    share = points * 100 / seen.most_points
    grade = next((line.code for line in seen.grades if share >= line.least), "")
    return replace(one, points=points, grade=grade)


def _order(one: Candidate) -> tuple[int, int, int, Key]:
    """Sort by the place people gave, then by points, then by votes, then by unit."""
    judged = one.judged
    return (
        judged.rank if judged.rank is not None else MOST_PEOPLE + 1,
        -(one.points if one.points is not None else -1),
        -(judged.votes or 0),
        one.key,
    )


def _places(
    desk: Desk,
    table: str,
    found: Sequence[Candidate],
    changed: Mapping[tuple[str, ...], tuple[int, Basis]],
) -> Iterator[Places]:
    for quota in desk.pack.quotas:
        if quota.table == table and quota.level == desk.unit.level:
            most, basis = changed.get((quota.level, quota.award, quota.kind), (quota.most, None))
            taken = sum(one.judged.decision in CHOSEN and counts(quota, one) for one in found)
            yield Places(quota, most, taken, basis)


def counts(quota: Quota, one: Candidate) -> bool:
    """Tell whether a record, when chosen, takes one of these places."""
    return quota.award in ("", one.award) and quota.kind in ("", one.kind)


def _below(desk: Desk, table: str) -> tuple[dict[Key, tuple[Below, ...]], frozenset[str]]:
    """Read what the offices below passed on: by record, and which offices said anything of this table."""
    found: dict[Key, tuple[Below, ...]] = {}
    through: set[str] = set()
    for kept in desk.received.accepted(desk.campaign_id):
        office = kept.kept.package.unit
        for line in kept.kept.detail.get("lists", {}).get(CHOICES.id, ()):
            name, _, rest = str(line.get("place", "")).partition("[")
            unit = str(line.get("unit", ""))
            if name != table or not _speaks_for(desk, office, unit):
                continue
            key = (unit, *rest.rstrip("]").split("|"))
            told = (
                str(line.get(part, ""))
                for part in ("decision", "grade", "rank", "reason", "basis", "who", "at")
            )
            found[key] = (*found.get(key, ()), Below(office, *told))
            through.add(office)
    return found, frozenset(through)


def _speaks_for(desk: Desk, office: str, unit: str) -> bool:
    """Tell whether a unit is an office itself or one of those below it."""
    at = desk.pack.units_by_code.get(unit)
    while at is not None and at.code != office:
        at = desk.pack.units_by_code.get(at.parent)
    return at is not None


def _held_back(
    desk: Desk, one: Candidate, below: Mapping[Key, tuple[Below, ...]], through: frozenset[str]
) -> bool:
    """Tell whether the office directly below passed other records on and not this one."""
    at = desk.pack.units_by_code.get(one.unit)
    while at is not None and at.parent != desk.unit.code:
        at = desk.pack.units_by_code.get(at.parent)
    return at is not None and at.code in through and one.key not in below
