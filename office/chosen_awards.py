"""Who stands in the award papers of an office that chooses: what its council decided, not what was proposed.

A commune's papers say what its own form says (`office.awards`). Above, award, votes and minutes are those of
this office; as long as nothing is decided here, papers show what came up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from forms.pack import Choice
from office.awards import LANGUAGE, MODEL, NOMINEE, Awards, Nominee, roles_for
from office.choices import Candidate, Choosing, Decision, can_choose, look


def for_above(awards: Awards) -> tuple[Nominee, ...]:
    """Give the nominations that the office above is asked to decide."""
    seen = _seen(awards)
    return awards.for_above if seen is None else tuple(_decided(awards, seen, Decision.ABOVE))


def decided_here(awards: Awards) -> tuple[Nominee, ...]:
    """Give the nominations that this office awards itself; () at an office that chooses nothing."""
    seen = _seen(awards)
    return () if seen is None else tuple(_decided(awards, seen, Decision.HERE))


def voted_on(awards: Awards) -> tuple[Nominee, ...]:
    """Give the nominations that a council met about, with the minutes that hold here."""
    seen = _seen(awards)
    if seen is None or not any(one.judged.council for one in seen.candidates):
        return awards.nominees
    return tuple(_as_decided(awards, seen, one) for one in seen.candidates if one.judged.council)


def models_for_above(awards: Awards) -> tuple[Nominee, ...]:
    """Give the models that are shown to the office above."""
    seen = _seen(awards, MODEL)
    return awards.models if seen is None else tuple(_decided(awards, seen, Decision.ABOVE))


def _seen(awards: Awards, paper: str = NOMINEE) -> Choosing | None:
    """Read what was decided here; None where nobody chooses, or nothing is decided yet."""
    if not can_choose(awards.desk, paper):
        return None
    seen = look(awards.desk, paper, awards)
    return seen if any(one.judged.decision is not Decision.OPEN for one in seen.candidates) else None


def _decided(awards: Awards, seen: Choosing, decision: Decision) -> Iterator[Nominee]:
    for one in seen.candidates:
        if one.judged.decision is decision and not one.other_now:
            yield _as_decided(awards, seen, one)


def _as_decided(awards: Awards, seen: Choosing, one: Candidate) -> Nominee:
    """Give a nomination with the award, votes and minutes of this office in the place of those proposed."""
    council, judged = seen.council(one.judged.council), one.judged
    said = dict(one.proposed.said)
    values = dict(one.proposed.values)
    if judged.award:
        said["award"], values["award"] = _award(awards, seen, judged.award), judged.award
    if council is not None:
        told: Mapping[str, int | str | None] = {
            "votes": judged.votes,
            "present": council.present,
            "council": council.members,
            "minutes": council.number,
            "minutes_day": council.day.isoformat(),
            "chair": council.chair,
            "attended": council.told,
        }
        for role, value in told.items():
            values[role] = value
            said[role] = "" if value is None else str(value)
        said["minutes_day"] = f"{council.day:%d/%m/%Y}"
    return replace(one.proposed, said=said, values=values)


def _award(awards: Awards, seen: Choosing, code: str) -> str:
    name = roles_for(awards.desk, seen.paper).get("award", "")
    field = next((one for one in seen.table.fields if one.id == name), None)
    choices: tuple[Choice, ...] = awards.desk.pack.lists.get(field.list or "", ()) if field else ()
    return next((one.label.get(LANGUAGE, code) for one in choices if one.name == code), code)
