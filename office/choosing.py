"""Choosing models and nominees at an office with units below: marks, votes, decisions, places.

    judge(desk, seen, key, Judged(...)) -> Choosing    what this office says of one record
    hold(desk, seen, Council(...)) -> Choosing         a meeting of the council
    allow(desk, seen, quota, most, basis) -> Choosing  another number of places, on a basis
    lines_for_above(desk)                              what goes up with the office's package

`seen` is what `office.choices.look` gave; each gives it anew. Everything is an act (`office.acts`).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from forms.answers import Address, Key, State, Value
from forms.award_rules import Quota
from forms.basis import Basis
from forms.basis import demand as demand_basis
from forms.letters import normalise
from forms.problems import Problem
from forms.report_lists import Line
from office.acts import Act, note
from office.awards import LANGUAGE, NOMINEE, Awards
from office.choices import (
    CHOSEN,
    MOST_PEOPLE,
    PAPERS,
    Candidate,
    Choosing,
    Council,
    Decision,
    Judged,
    award_words,
    can_choose,
    counts,
    grade_words,
    judged_in,
    look,
    minutes_of,
    of_table,
    retold,
)
from office.desk import Desk
from office.messages import sentence
from office.roles import Doing, demand_may
from office.routed import RouteDesk

MOST_TEXT: Final = 500
_RECORD: Final = 2
"""Parts of the key of a record in an upward package: the unit, and the record in its form."""


def judge(desk: Desk, seen: Choosing, key: Key, said: Judged) -> Choosing:
    """Note what this office says of a record.

    Raises CHOOSE_GONE, CHOOSE_REASON (not chosen, and nobody says why), CHOOSE_MARK, CHOOSE_COUNCIL (votes
    without a meeting), CHOOSE_VOTES, CHOOSE_PLACES (no place left), CHOOSE_LONG.
    """
    demand_may(desk, Doing.CHOOSE)
    one = seen.candidate(key)
    said = _in_form(seen, replace(said, reason=normalise(said.reason, lines=True), name=one.name))
    _demand_place(desk, seen, one, said)
    body = {
        "what": "judged",
        "table": seen.table.id,
        "key": list(key),
        "name": said.name,
        "decision": said.decision.value,
        "reason": said.reason,
        "marks": dict(said.marks),
        "council": said.council,
        "award": said.award,
        **{
            name: number
            for name in ("votes", "against", "rank")
            if (number := getattr(said, name)) is not None
        },
    }
    note(desk, Act.CHOSEN, body)
    return retold(desk, seen)


def hold(desk: Desk, seen: Choosing, council: Council) -> Choosing:
    """Note a meeting, or another wording of one whose id is known; a blank id begins a new one.

    Raises COUNCIL_NUMBER, COUNCIL_PEOPLE (more there than there are members, or nobody), COUNCIL_DAY.
    """
    demand_may(desk, Doing.CHOOSE)
    number = normalise(council.number)
    if not number:
        raise Problem("COUNCIL_NUMBER")
    if not 1 <= council.present <= council.members <= MOST_PEOPLE:
        raise Problem("COUNCIL_PEOPLE", present=council.present, members=council.members)
    if council.day > desk.clock.today():
        raise Problem("COUNCIL_DAY", day=f"{council.day:%d/%m/%Y}")
    body = {
        "what": "council",
        "table": seen.table.id,
        "id": council.id or str(len(seen.councils) + 1),
        "number": number[:MOST_TEXT],
        "day": council.day.isoformat(),
        "members": council.members,
        "present": council.present,
        "chair": normalise(council.chair)[:MOST_TEXT],
        "told": normalise(council.told, lines=True)[:MOST_TEXT],
    }
    note(desk, Act.CHOSEN, body)
    return retold(desk, seen)


def allow(desk: Desk, seen: Choosing, quota: Quota, most: int, basis: Basis) -> Choosing:
    """Note another number of places than the pack's; raise QUOTA_NUMBER or what a basis raises."""
    demand_may(desk, Doing.CHOOSE)
    if not 0 <= most <= MOST_PEOPLE:
        raise Problem("QUOTA_NUMBER", most=MOST_PEOPLE)
    body = {
        "what": "places",
        "table": quota.table,
        "level": quota.level,
        "award": quota.award,
        "kind": quota.kind,
        "most": most,
        "basis": demand_basis(basis, desk.clock.today()).plain(),
    }
    note(desk, Act.CHOSEN, body)
    return retold(desk, seen)


def history(desk: Desk, seen: Choosing, key: Key) -> tuple[Judged, ...]:
    """Give all that this office ever said of a record, the newest first."""
    said = [
        judged_in(one)
        for one in of_table(desk, seen.table.id)
        if one.body["what"] == "judged" and tuple(one.body["key"]) == key
    ]
    return tuple(reversed(said))


def only_passed_on(
    desk: Desk,
    tables: dict[str, dict[Key, dict[str, Value]]],
    states: dict[Address, State],
    awards: Awards | None = None,
) -> tuple[dict[str, dict[Key, dict[str, Value]]], dict[Address, State]]:
    """Leave out of an upward package the nominees that this office does not pass on.

    They are people: nobody above needs to read of those who were not chosen, or are awarded here. As long as
    nothing is decided all of them go up, as everything else does. What travels beside the report follows what
    was decided at the desk of the report.
    """
    report = desk.beginning if isinstance(desk, RouteDesk) else desk
    if not can_choose(report, NOMINEE):
        return tables, states
    seen = look(report, NOMINEE, awards if report is desk else None)
    if all(one.judged.decision is Decision.OPEN for one in seen.candidates):
        return tables, states
    wanted = {
        one.key for one in seen.candidates if one.judged.decision is Decision.ABOVE and not one.other_now
    }
    children = (one.id for one in desk.pack.tables_by_id.values() if one.parent == seen.table.id)
    parts = {seen.table.id, *children}

    def goes(table: str, key: Key) -> bool:
        return table not in parts or key[:_RECORD] in wanted

    kept = {name: {key: row for key, row in rows.items() if goes(name, key)} for name, rows in tables.items()}
    return (
        {name: rows for name, rows in kept.items() if rows},
        {place: state for place, state in states.items() if goes(place.table, place.key)},
    )


def lines_for_above(desk: Desk, awards: Awards | None = None) -> tuple[Line, ...]:
    """List what this office passes on, for its package to the office above (`Report.lists`)."""
    lines = []
    for paper in PAPERS:
        if not can_choose(desk, paper):
            continue
        seen = look(desk, paper, awards)
        for one in seen.candidates:
            if one.judged.decision is not Decision.ABOVE or one.other_now:
                continue
            council = seen.council(one.judged.council)
            told = {
                "unit": one.unit,
                "place": f"{seen.table.id}[{'|'.join(one.key[1:])}]",
                "decision": sentence("CHOSEN_ABOVE", LANGUAGE),
                "grade": grade_words(seen, one.grade, LANGUAGE),
                "rank": str(seen.candidates.index(one) + 1),
                "reason": one.judged.reason,
                "basis": minutes_of(council),
                "who": one.judged.who,
                "at": one.judged.at.isoformat() if one.judged.at else "",
            }
            lines.append({name: text for name, text in told.items() if text})
    return tuple(lines)


# --- what may be said ------------------------------------------------------------------------


def _in_form(seen: Choosing, said: Judged) -> Judged:
    if said.decision is Decision.NO and not said.reason.strip():
        raise Problem("CHOOSE_REASON")
    if len(said.reason) > MOST_TEXT:
        raise Problem("CHOOSE_LONG", most=MOST_TEXT)
    known = {one.code: one for one in seen.criteria}
    for code, points in said.marks.items():
        if code not in known or not 0 <= points <= known[code].most:
            most = known[code].most if code in known else 0
            label = known[code].label.get("vi", code) if code in known else code
            raise Problem("CHOOSE_MARK", criterion=label, most=most)
    if said.rank is not None and not 1 <= said.rank <= MOST_PEOPLE:
        raise Problem("CHOOSE_RANK", most=MOST_PEOPLE)
    votes = (said.votes or 0) + (said.against or 0)
    if said.votes is not None or said.against is not None:
        council = seen.council(said.council)
        if council is None:
            raise Problem("CHOOSE_COUNCIL")
        if min(said.votes or 0, said.against or 0) < 0 or votes > council.present:
            raise Problem("CHOOSE_VOTES", votes=votes, present=council.present)
    return said


def _demand_place(desk: Desk, seen: Choosing, one: Candidate, said: Judged) -> None:
    """Refuse a choice for which no place is left."""
    if said.decision not in CHOSEN:
        return
    now = replace(one, judged=said)
    for there in seen.places:
        others = sum(
            other.key != one.key and other.judged.decision in CHOSEN and counts(there.quota, other)
            for other in seen.candidates
        )
        if counts(there.quota, now) and others >= there.most:
            what = award_words(desk, seen, there.quota, desk.language)
            raise Problem("CHOOSE_PLACES", what=what, most=there.most)
