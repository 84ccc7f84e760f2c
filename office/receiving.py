"""Receiving: every file gets a verdict in words; who signed is recognised by a person, once.

What is asked of each file stands in `office.case`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from db.received import KeptPackage, PackageStatus
from exports.keys import certificate_facts, fingerprint_words, load_certificate
from exports.opc import DOWNWARD, KIT, PACK, REGISTER, SUPPLEMENT, WORKBOOK, verify
from forms.problems import Problem
from forms.report import PackageKind
from office.answer import Answer, kept_answer
from office.case_state import Receipt
from office.case_verdict import unit_name, verdict_word
from office.clock import Clock
from office.copies import Why, make
from office.desk import Desk
from office.handed_in import file_by_file, handed_in, judged_one_by_one, settle_handed
from office.progress import Progress, silent
from office.queries import waiting_for
from office.roles import Doing, demand_may
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
    provisional: bool = False  # with errors still open or forms to follow, or returned with questions
    route: str = ""  # what it carries beside the report, "" for a report
    route_number: str = ""  # the same in short: the number of the form
    nil: bool = False  # it says that there is nothing to report
    in_place: bool = False  # typed and signed here in the place of the unit
    unsure: bool = False  # taken in without knowing whether the signature was revoked
    answer: Answer = field(default_factory=Answer)


def receive(
    desk: Desk, paths: Sequence[Path], progress: Progress = silent, *, unlock: Unlock | None = None
) -> tuple[Receipt, ...]:
    """Judge each package in files, folders, drives, letters and archives; take in what may be taken in.

    `unlock`: the key that opens those that came sealed; without it they are refused with SEALED.
    """
    demand_may(desk, Doing.RECEIVE)
    with handed_in(desk, paths, progress, unlock) as found, file_by_file():
        judged = judged_one_by_one(desk, found, progress)
        return tuple(settle_handed(desk, one) for one in judged)


def receive_copied(
    desk: Desk, paths: Sequence[Path], progress: Progress = silent, *, unlock: Unlock | None = None
) -> tuple[Receipt, ...]:
    """Make a copy of the data, then receive: what people start. Nothing is received where it fails."""
    demand_may(desk, Doing.RECEIVE)
    make(desk, Why.RECEIVE)
    return receive(desk, paths, progress, unlock=unlock)


def waiting(desk: Desk) -> tuple[Waiting, ...]:
    """Return the kept packages whose signers are not recognised yet, first come first."""
    return tuple(
        _as_waiting(desk, kept)
        for kept in desk.received.packages(direction="received", status=PackageStatus.WAITING_SIGNER)
    )


def certificate_in(data: bytes, name: str, clock: Clock) -> FoundCertificate:
    """Find the signer's certificate in a certificate file or any signed file of ours."""
    der = data
    if data[:2] == b"PK":
        verdicts = (
            verify(data, now=clock.now(), profile=one)
            for one in (WORKBOOK, SUPPLEMENT, KIT, REGISTER, DOWNWARD, PACK)
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
    returned = waiting_for(desk)
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
            _is_provisional(kept, returned),
            route_title(desk.pack, kept.package.campaign, desk.language),
            route_number(desk.pack, kept.package.campaign),
            kept.package.kind == PackageKind.NIL,
            kept.package.kind == PackageKind.IN_PLACE,
            kept.detail.get("revocation") == "unknown",
            kept_answer(kept.detail.get("answer", ())),
        )
        for kept in reversed(desk.received.packages(direction="received"))
    )


def _is_provisional(kept: KeptPackage, returned: Mapping[str, int]) -> bool:
    """Tell whether figures came with something left open, or questions about them wait for an answer."""
    if kept.detail.get("open_errors") or kept.detail.get("to_follow"):
        return True
    return kept.status is PackageStatus.TAKEN and kept.package.unit in returned


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
