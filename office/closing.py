"""Closing and accepting: what is locked here, so that a newer package waits until somebody reopens it.

    close_campaign(desk, reason, basis)      the campaign is closed here: whatever comes waits
    accept(desk, unit)                       the revision of a unit that counts is accepted: a newer one waits
    reopen(desk, unit, reason, basis)        one unit, or all: what waited is judged at once
    finish_reopening(desk)                   what an earlier reopening did not come to, at the next opening

A late package is never refused for being late.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from db.received import KeptPackage, PackageStatus
from forms.basis import Basis, demand
from forms.letters import normalise
from forms.problems import Problem
from office.acts import Act, note
from office.case import judge_file
from office.case_state import Receipt
from office.desk import Desk
from office.locks import campaign_lock, left_waiting, lock_of
from office.queries import waiting_for
from office.roles import Doing, demand_may, may

LONGEST = 300
"""Characters of a reason."""


def close_campaign(desk: Desk, reason: str, basis: Basis) -> None:
    """Close the campaign here. Raises REASON_MISSING, REASON_TOO_LONG, BASIS_..., CLOSED_ALREADY."""
    demand_may(desk, Doing.CLOSE)
    said, basis = _reason(reason), demand(basis, desk.clock.today())
    if campaign_lock(desk) is not None:
        raise Problem("CLOSED_ALREADY")
    with desk.database.writing():
        note(desk, Act.CLOSED, {"unit": "", "reason": said, "basis": basis.plain()})


def accept(desk: Desk, unit: str) -> None:
    """Accept the revision of a unit that counts here: a newer one waits until the unit is reopened.

    Raises NOT_RECEIVED_FROM, ACCEPTED_ALREADY, ACCEPT_ASKED (questions wait for an answer).
    """
    demand_may(desk, Doing.RETURN)
    kept = desk.received.latest(unit, desk.campaign_id)
    known = desk.pack.units_by_code.get(unit)
    name = known.name if known else unit
    if kept is None:
        raise Problem("NOT_RECEIVED_FROM", unit=name)
    if waiting_for(desk).get(unit):
        raise Problem("ACCEPT_ASKED", unit=name, count=waiting_for(desk)[unit])
    lock = lock_of(desk, unit)
    if lock is not None and lock.accepted:
        raise Problem("ACCEPTED_ALREADY", unit=name, revision=lock.revision)
    said = kept.package
    with desk.database.writing():
        note(desk, Act.ACCEPTED, {"unit": unit, "revision": said.revision, "digest": said.digest})


def reopen(desk: Desk, unit: str, reason: str, basis: Basis) -> tuple[Receipt, ...]:
    """Reopen a unit, or all where `unit` is ""; give the verdicts on what waited for it.

    Where it was reopened already and something waits all the same, that is judged and nothing else happens.
    Raises REASON_MISSING, REASON_TOO_LONG, BASIS_..., NOT_CLOSED.
    """
    demand_may(desk, Doing.CLOSE)
    if unit and lock_of(desk, unit) is None:
        left = [kept for kept in left_waiting(desk) if kept.package.unit == unit]
        if left:
            return tuple(_judged(desk, left))
        raise Problem("NOT_CLOSED")
    said, basis = _reason(reason), demand(basis, desk.clock.today())
    with desk.database.writing():
        note(desk, Act.REOPENED, {"unit": unit, "reason": said, "basis": basis.plain()})
    held = desk.received.packages(direction="received", status=PackageStatus.WAITING_REOPENING)
    return tuple(_judged(desk, [kept for kept in held if unit in ("", kept.package.unit)]))


def finish_reopening(desk: Desk) -> tuple[Receipt, ...]:
    """Judge what waits though its unit was reopened; not while somebody works here who takes nothing in."""
    if not (may(desk, Doing.CLOSE) or may(desk, Doing.RECEIVE)):
        return ()
    return tuple(_judged(desk, left_waiting(desk)))


def _judged(desk: Desk, held: Iterable[KeptPackage]) -> Iterator[Receipt]:
    """Judge what waited, in the order of the revisions; each one is its own transaction."""
    for kept in sorted(held, key=lambda one: (one.package.unit, one.package.revision)):
        yield judge_file(desk, kept.package.name, desk.received.data(kept.id), None)


def _reason(text: str) -> str:
    said = normalise(text)
    if not said:
        raise Problem("REASON_MISSING")
    if len(said) > LONGEST:
        raise Problem("REASON_TOO_LONG", most=LONGEST)
    return said
