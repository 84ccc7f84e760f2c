"""Recognising who signed: a person says once that the words agree, or that somebody signs no more."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from db.received import PackageStatus
from db.signers import LOST
from exports.keys import certificate_facts, load_certificate
from forms.letters import normalise
from forms.problems import Problem
from office.case import judge_file
from office.case_state import Receipt
from office.clock import VIET_NAM
from office.desk import Desk
from office.roles import Doing, demand_may


@dataclass(frozen=True, slots=True)
class Ending:
    """Whose recognition ends, and why: a word of `db.signers.END_KINDS`."""

    fingerprint: str
    kind: str


def recognise(  # noqa: PLR0913 - what a person says of a signer
    desk: Desk,
    certificate: bytes,
    *,
    unit: str,
    person: str,
    position: str = "",
    how: str,
    capacity: str = "",
    until: date | None = None,
    instead: Ending | None = None,
) -> tuple[Receipt, ...]:
    """Enter a signer into the register, then verify and take in what waited for this signer.

    `until`: the last day, as an acting head has one; `instead`: whose recognition ends with it. Raises
    UNIT_UNKNOWN, NAME_MISSING, HOW_MISSING, SIGNER_DOUBLE (recognised for another unit), SIGNER_LOST (this
    key was told as lost), LAST_DAY_PAST.
    """
    demand_may(desk, Doing.RECEIVE)
    if unit not in desk.pack.units_by_code:
        raise Problem("UNIT_UNKNOWN", unit=unit)
    person, position, how = (normalise(text) for text in (person, position, how))
    if not person:
        raise Problem("NAME_MISSING")
    if not how:
        raise Problem("HOW_MISSING")
    facts = certificate_facts(load_certificate(certificate))
    today = desk.clock.today()
    if until is not None and until < today:
        raise Problem("LAST_DAY_PAST", day=f"{until:%d/%m/%Y}")
    known = desk.signers.find(facts.fingerprint, today)
    if any(signer.unit != unit for signer in known):
        raise Problem("SIGNER_DOUBLE", unit=known[0].unit)
    if any(one.fingerprint == facts.fingerprint and one.end_kind == LOST for one in desk.signers.list()):
        raise Problem("SIGNER_LOST", person=person)
    with desk.database.writing():
        if not known:
            desk.signers.recognise(
                fingerprint=facts.fingerprint,
                certificate=facts.data,
                unit=unit,
                person=person,
                position=position or facts.position,
                since=today,
                until=until,
                capacity=capacity,
                who=desk.person.name,
                how=how,
                when=desk.clock.now(),
            )
        if instead is not None and instead.fingerprint != facts.fingerprint:
            end_recognition(desk, instead.fingerprint, unit=unit, how=how, kind=instead.kind)
    return judge_waiting(desk, {facts.fingerprint})


def judge_waiting(desk: Desk, fingerprints: Collection[str]) -> tuple[Receipt, ...]:
    """Judge anew what waited for these signers, from the kept bytes."""
    held = desk.received.packages(direction="received", status=PackageStatus.WAITING_SIGNER)
    return tuple(
        judge_file(desk, kept.package.name, desk.received.data(kept.id), None)
        for kept in held
        if not {*kept.detail.get("fingerprints", [kept.detail.get("fingerprint")])}.isdisjoint(fingerprints)
    )


def end_recognition(
    desk: Desk, fingerprint: str, *, unit: str, how: str, kind: str = "", last_day: date | None = None
) -> None:
    """End a signer's recognition for a unit from today, or after a last day; the register keeps who and why.

    `kind`: why (`db.signers.END_KINDS`). Raises SIGNER_NOT_LISTED, HOW_MISSING, LAST_DAY_WRONG for a last
    day to come. What was taken in before stays.
    """
    demand_may(desk, Doing.RECEIVE)
    if not how.strip():
        raise Problem("HOW_MISSING")
    today = desk.clock.today()
    if last_day is not None and last_day >= today:
        raise Problem("LAST_DAY_WRONG")
    found = [one for one in desk.signers.find(fingerprint, today) if one.unit == unit]
    if not found:
        raise Problem("SIGNER_NOT_LISTED", unit=unit)
    for one in found:
        desk.signers.end(
            one.id,
            until=last_day or today - timedelta(days=1),
            who=desk.person.name,
            how=normalise(how.strip()),
            when=desk.clock.now(),
            kind=kind,
        )


def taken_after(desk: Desk, fingerprint: str, last_day: date | None) -> tuple[str, ...]:
    """Name the packages of a signer that were taken in after a last day: somebody should ask about them."""
    if last_day is None:
        return ()
    return tuple(
        kept.package.name
        for kept in desk.received.packages(direction="received", status=PackageStatus.TAKEN)
        if kept.detail.get("fingerprint") == fingerprint
        and kept.received_at.astimezone(VIET_NAM).date() > last_day
    )
