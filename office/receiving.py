"""Receiving: every file gets a verdict in words; who signed is recognised by a person, once.

What is asked of each file stands in `office.case`.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

from db.received import KeptPackage, PackageStatus
from db.signers import LOST
from exports.found_files import find
from exports.keys import certificate_facts, fingerprint_words, load_certificate
from exports.opc import KIT, PACK, REGISTER, SUPPLEMENT, WORKBOOK, verify
from forms.letters import normalise
from forms.problems import Problem
from office.answer import Answer, kept_answer
from office.case import judge_file, unit_name, verdict_word
from office.case_state import Receipt
from office.clock import Clock
from office.desk import Desk
from office.handed_in import judge_found
from office.progress import Progress, silent
from office.routed import route_number, route_title
from office.signing_keys import Unlock


@dataclass(frozen=True, slots=True)
class Waiting:
    """A kept package whose signer is not recognised yet."""

    digest: str
    file: str
    unit: str
    unit_name: str
    subject: str
    person: str
    position: str
    fingerprint: str
    words: tuple[str, ...]
    received_at: datetime
    certificate: bytes  # DER


@dataclass(frozen=True, slots=True)
class FoundCertificate:
    """A signer's certificate, from a file of its own or from inside a package."""

    data: bytes  # DER
    subject: str
    person: str
    position: str
    unit: str | None
    fingerprint: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SignerView:
    """A line of the register of signers."""

    fingerprint: str
    words: tuple[str, ...]
    unit: str
    person: str
    position: str
    since: str
    until: str
    confirmed_by: str
    how: str
    capacity: str = ""
    end_kind: str = ""
    ended_by: str = ""
    ended_how: str = ""


@dataclass(frozen=True, slots=True)
class Ending:
    """Whose recognition ends, and why: a word of `db.signers.END_KINDS`."""

    fingerprint: str
    kind: str


@dataclass(frozen=True, slots=True)
class ReceivedView:
    """A file as it was received, for the list on the receiving page."""

    digest: str
    file: str
    unit: str
    unit_name: str
    revision: int
    received_at: datetime
    verdict: str
    reason: str
    sentence: str
    signer: str
    provisional: bool = False  # with errors still open or forms to follow
    route: str = ""  # what it carries beside the report, "" for a report
    route_number: str = ""  # the same in short: the number of the form
    unsure: bool = False  # taken in without knowing whether the signature was revoked
    answer: Answer = field(default_factory=Answer)


def receive(
    desk: Desk, paths: Sequence[Path], progress: Progress = silent, *, unlock: Unlock | None = None
) -> tuple[Receipt, ...]:
    """Judge each package in files, folders, drives, letters and archives; take in what may be taken in.

    `unlock`: the key that opens those that came sealed; without it they are refused with SEALED.
    """
    with find(paths, desk.home) as found:
        return judge_found(desk, found, progress, unlock)


def waiting(desk: Desk) -> tuple[Waiting, ...]:
    """Return the kept packages whose signers are not recognised yet, first come first."""
    return tuple(
        _as_waiting(desk, kept)
        for kept in desk.received.packages(direction="received", status=PackageStatus.WAITING_SIGNER)
    )


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


def certificate_in(data: bytes, name: str, clock: Clock) -> FoundCertificate:
    """Find the signer's certificate in a certificate file or any signed file of ours."""
    der = data
    if data[:2] == b"PK":
        verdicts = (
            verify(data, now=clock.now(), profile=one) for one in (WORKBOOK, SUPPLEMENT, KIT, REGISTER, PACK)
        )
        signer = next((verdict.signers[0] for verdict in verdicts if verdict.signers), None)
        if signer is None:
            raise Problem("CERTIFICATE_BROKEN", file=name)
        der = signer.certificate
    try:
        facts = certificate_facts(load_certificate(der))
    except Problem as broken:
        raise Problem("CERTIFICATE_BROKEN", file=name) from broken
    words = fingerprint_words(facts.fingerprint)
    return FoundCertificate(
        facts.data, facts.subject, facts.person, facts.position, facts.unit, facts.fingerprint, words
    )


def signers(desk: Desk) -> tuple[SignerView, ...]:
    """Return the register of signers."""
    return tuple(
        SignerView(
            one.fingerprint,
            fingerprint_words(one.fingerprint),
            one.unit,
            one.person,
            one.position,
            one.since.isoformat(),
            one.until.isoformat() if one.until else "",
            one.confirmed_by,
            one.how,
            one.capacity,
            one.end_kind,
            one.ended_by,
            one.ended_how,
        )
        for one in desk.signers.list()
    )


def received(desk: Desk) -> tuple[ReceivedView, ...]:
    """Return every file received, the newest first."""
    return tuple(
        ReceivedView(
            kept.package.digest,
            kept.package.name,
            kept.package.unit,
            unit_name(desk, kept.package.unit),
            kept.package.revision,
            kept.received_at,
            verdict_word(kept.status),
            kept.reason,
            str(kept.detail.get(f"sentence_{desk.language}", "")),
            str(kept.detail.get("subject", "")),
            bool(kept.detail.get("open_errors") or kept.detail.get("to_follow")),
            route_title(desk.pack, kept.package.campaign, desk.language),
            route_number(desk.pack, kept.package.campaign),
            kept.detail.get("revocation") == "unknown",
            kept_answer(kept.detail.get("answer", ())),
        )
        for kept in reversed(desk.received.packages(direction="received"))
    )


def _as_waiting(desk: Desk, kept: KeptPackage) -> Waiting:
    der = bytes.fromhex(str(kept.detail["certificate"]))
    facts = certificate_facts(load_certificate(der))
    return Waiting(
        digest=kept.package.digest,
        file=kept.package.name,
        unit=kept.package.unit,
        unit_name=unit_name(desk, kept.package.unit),
        subject=facts.subject,
        person=facts.person,
        position=facts.position,
        fingerprint=facts.fingerprint,
        words=fingerprint_words(facts.fingerprint),
        received_at=kept.received_at,
        certificate=der,
    )
