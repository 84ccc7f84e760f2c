"""A package taken in can be taken out again, and put back; the totals follow, and both are noted.

Taking out is a decision with a reason. The revision before it counts again, judged anew from its kept bytes;
nothing is deleted.
"""

from __future__ import annotations

from dataclasses import dataclass

from db.received import KeptPackage, PackageStatus
from forms.letters import normalise
from forms.problems import Problem
from office.acts import Act, note
from office.case import judge
from office.case_state import Judged, Receipt
from office.case_verdict import looked_at, settle, unit_name
from office.desk import Desk
from office.locks import lock_of
from office.messages import LANGUAGES, sentence
from office.roles import Doing, demand_may
from office.routed import RouteDesk, desk_for


@dataclass(frozen=True, slots=True)
class TakenOut:
    """A package whose figures no longer count; `again`: the revision that counts now, 0 for none."""

    file: str
    unit_name: str
    revision: int
    again: int


def take_out(desk: Desk, digest: str, why: str) -> TakenOut:
    """Take a package's figures out of the tables; the revision before it counts again, where there is one.

    Raises NOT_COUNTING (its figures are in no table), TAKE_OUT_WHY (a reason is wanted) and TAKE_OUT_LOCKED
    (the campaign is closed, or the unit's data are accepted: it is reopened first).
    """
    demand_may(desk, Doing.RECEIVE)
    why = normalise(why.strip())
    if not why:
        raise Problem("TAKE_OUT_WHY")
    kept = _with(desk, digest, PackageStatus.TAKEN)
    if kept is None:
        raise Problem("NOT_COUNTING")
    said = kept.package
    at = desk_for(desk, said.campaign) or desk
    _demand_open(at, kept)
    told = Problem("TAKEN_OUT", who=desk.person.name, why=why)
    detail = {
        **kept.detail,
        **{f"sentence_{language}": sentence(told, language) for language in LANGUAGES},
        "why": why,
    }
    with desk.database.writing():
        at.received.withdraw(
            kept.id,
            status=PackageStatus.TAKEN_OUT,
            reason=told.code,
            detail=detail,
            who=desk.person.name,
            when=desk.clock.now(),
        )
        former = _former(at, kept)
        again = former.case.package if former else None
        note(at, Act.TAKEN_OUT, {**_named(kept), "reason": why, "again": again.digest if again else ""})
        if former is not None:
            settle(former)
    return TakenOut(said.name, unit_name(desk, said.unit), said.revision, again.revision if again else 0)


def put_back(desk: Desk, digest: str, why: str) -> Receipt:
    """Take in again what was taken out, judged anew from its kept bytes.

    Raises NOT_OUT (it was not taken out), TAKE_OUT_WHY, TAKE_OUT_LOCKED, and the reason why it cannot count
    now: a later revision does, or another package with its number.
    """
    demand_may(desk, Doing.RECEIVE)
    why = normalise(why.strip())
    if not why:
        raise Problem("TAKE_OUT_WHY")
    kept = _with(desk, digest, PackageStatus.TAKEN_OUT)
    if kept is None:
        raise Problem("NOT_OUT")
    _demand_open(desk_for(desk, kept.package.campaign) or desk, kept)
    judged = _judged(desk, kept)
    if judged.status is not PackageStatus.TAKEN:
        raise judged.problem
    receipt = looked_at(judged)
    with desk.database.writing():
        note(judged.case.desk, Act.PUT_BACK, {**_named(kept), "reason": why})
        settle(judged)
    return receipt


def _demand_open(desk: Desk, kept: KeptPackage) -> None:
    """Refuse to change what was closed or accepted; what travels beside a report is accepted with nothing."""
    unit = kept.package.unit
    lock = lock_of(desk, unit)
    if lock is not None and not (lock.accepted and isinstance(desk, RouteDesk)):
        raise Problem("TAKE_OUT_LOCKED", unit=unit_name(desk, unit))


def _former(desk: Desk, out: KeptPackage) -> Judged | None:
    """Find the latest good revision before one that was taken out; it is judged for the day it came."""
    said = out.package
    older = desk.received.packages(
        direction="received", unit=said.unit, campaign=said.campaign, status=PackageStatus.SUPERSEDED
    )
    for kept in sorted(older, key=lambda one: (one.package.revision, one.id), reverse=True):
        judged = _judged(desk, kept)
        if judged.status is PackageStatus.TAKEN:
            return judged
    return None


def _judged(desk: Desk, kept: KeptPackage) -> Judged:
    return judge(desk, kept.package.name, desk.received.data(kept.id), None, again=True)


def _with(desk: Desk, digest: str, status: PackageStatus) -> KeptPackage | None:
    found = desk.received.packages(direction="received", digest=digest, status=status)
    return found[-1] if found else None


def _named(kept: KeptPackage) -> dict[str, object]:
    said = kept.package
    return {"digest": said.digest, "unit": said.unit, "revision": said.revision}
