"""The approver's side: read a package that has its first signature, and put the second one on.

It needs no office: any PC with the program will do, and a key. Nothing of the package changes but that a
signature is added; the file then goes back to the office that made it (`office.approval.bring_back`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from exports.approval_file import ToApprove, approved_name, read_to_approve
from exports.carriers import deliver, demand_folder
from exports.keys import KeyHolder, certificate_facts, fingerprint_words, load_certificate
from exports.opc import Verdict, sign, verify
from exports.read_workbook import read_cover, read_workbook
from forms.problems import Problem
from forms.report import Report
from office.approval_page import ApprovalPage, Earlier, approval_page
from office.approval_roles import Candidate, demand_two_people, named
from office.packs import ShelvedPack, open_pack
from office.signing_keys import Holder, Unlock, free_name, unlocked, write_key

_LARGEST = 200_000_000  # bytes of a file that is read into memory


@dataclass(frozen=True, slots=True)
class FirstSigner:
    """Who has signed already, as the certificate names them; nobody here has recognised them."""

    person: str
    position: str
    words: tuple[str, ...]
    fingerprint: str
    time: datetime | None
    on_cover: bool  # whether the cover names them as the preparer


@dataclass(frozen=True, slots=True)
class BeforeApprover:
    """A package before its approver: the page to read, and the bytes that are to be signed."""

    name: str
    data: bytes
    report: Report
    page: ApprovalPage
    first: FirstSigner
    pack_known: bool  # the pack is one this PC has; else it came along and only its hash is signed


def look(path: Path, packs: Sequence[ShelvedPack], now: datetime, language: str) -> BeforeApprover:
    """Read the file that was carried here; `packs`: those this PC knows.

    Raises `Problem`: FILE_MISSING, FILE_TOO_LARGE, and what `before_approver` raises.
    """
    if not path.is_file():
        raise Problem("FILE_MISSING", file=path.name)
    if path.stat().st_size > _LARGEST:
        raise Problem("FILE_TOO_LARGE", file=path.name)
    return before_approver(read_to_approve(path.read_bytes(), path.name), packs, now, language)


def before_approver(
    one: ToApprove, packs: Sequence[ShelvedPack], now: datetime, language: str
) -> BeforeApprover:
    """Check a package with one signature and put its page together.

    Raises `Problem`: the verifier's reason, NOT_OUR_PACKAGE, APPROVE_PACK (the pack is nowhere to be found),
    APPROVED_ALREADY (two have signed), TWO_PEOPLE, APPROVE_CLOCK, or what reading a package raises.
    """
    verdict = verify(one.package, now=now)
    if verdict.parts is None:
        raise Problem(verdict.reason, where=verdict.detail, file=one.name)
    report, shelved, known = _read(one, verdict, packs, now)
    if len({signer.fingerprint for signer in verdict.signers}) > 1:
        raise Problem("APPROVED_ALREADY", file=one.name)
    demand_two_people(report.header)
    if now < report.header.made_at:
        raise Problem("APPROVE_CLOCK", made=f"{report.header.made_at:%d/%m/%Y %H:%M}")
    signer = verdict.signers[0]
    facts = certificate_facts(load_certificate(signer.certificate))
    return BeforeApprover(
        one.name,
        one.package,
        report,
        approval_page(report, shelved.form_set, _earlier(one, report, (*packs, shelved), now), language),
        FirstSigner(
            *(facts.person, facts.position, fingerprint_words(facts.fingerprint), facts.fingerprint),
            signer.time,
            named(report.header.preparer, Candidate(facts.fingerprint, (facts.person,))),
        ),
        known,
    )


def _read(
    one: ToApprove, verdict: Verdict, packs: Sequence[ShelvedPack], now: datetime
) -> tuple[Report, ShelvedPack, bool]:
    """Read the report with the pack that the cover names: one this PC knows, else the one that came along."""
    assert verdict.parts is not None  # noqa: S101 - asked for by the caller
    cover = read_cover(verdict.parts)
    if cover is None:
        raise Problem("NOT_OUR_PACKAGE", file=one.name)
    here = _named(cover.pack_hash, packs)
    found = here or (open_pack(one.pack, now, name=one.name) if one.pack else None)
    if found is None or found.pack.hash != cover.pack_hash:
        raise Problem("APPROVE_PACK", found=f"{cover.pack} {cover.pack_version}", file=one.name)
    return read_workbook(verdict.parts, found.pack), found, here is not None


def _earlier(one: ToApprove, report: Report, packs: Sequence[ShelvedPack], now: datetime) -> Earlier | None:
    """Read the package before: only the one that the cover says it replaces, where its pack is known."""
    header = report.header
    verdict = verify(one.earlier, now=now) if one.earlier and header.replaces else None
    if verdict is None or verdict.parts is None:
        return None
    cover = read_cover(verdict.parts)
    made_with = _named(cover.pack_hash, packs) if cover else None
    if made_with is None:
        return None
    try:
        found = read_workbook(verdict.parts, made_with.pack)
    except Problem:
        return None
    same = (found.header.package_id, found.header.unit, found.header.campaign)
    wanted = (header.replaces, header.unit, header.campaign)
    return Earlier(found, made_with.form_set) if same == wanted else None


def _named(content_hash: str, packs: Sequence[ShelvedPack]) -> ShelvedPack | None:
    return next((pack for pack in packs if pack.pack.hash == content_hash), None)


def approve(one: BeforeApprover, key: KeyHolder, now: datetime) -> bytes:
    """Put the approver's signature on; no signed part and not the first signature changes.

    Raises `Problem`: APPROVER_SAME_KEY, APPROVER_OTHER (the cover names somebody else), KEY_OTHER_UNIT, or
    what signing raises.
    """
    facts, header = certificate_facts(key.certificate), one.report.header
    if facts.fingerprint == one.first.fingerprint:
        raise Problem("APPROVER_SAME_KEY", person=facts.person)
    if not named(header.approver, Candidate(facts.fingerprint, (facts.person,))):
        raise Problem("APPROVER_OTHER", found=facts.person, person=header.approver)
    if facts.unit is not None and facts.unit != header.unit.lower():
        raise Problem("KEY_OTHER_UNIT", found=facts.unit, unit=header.unit)
    return sign(one.data, key, now)


@dataclass(frozen=True, slots=True)
class HandedBack:
    """The file that goes back, and the words of the signature: the office above may ask for them."""

    path: Path
    words: tuple[str, ...]


def approve_elsewhere(one: BeforeApprover, unlock: Unlock, now: datetime, folder: Path) -> HandedBack:
    """Approve on a PC without the office's data and write the file that goes back."""
    with unlocked(unlock) as key:
        signed = approve(one, key, now)
        words = fingerprint_words(certificate_facts(key.certificate).fingerprint)
    return HandedBack(hand_back(one, signed, folder), words)


def hand_back(one: BeforeApprover, approved: bytes, folder: Path) -> Path:
    """Write the package with both signatures, to be carried back to the office that made it."""
    demand_folder(folder)
    return deliver(approved, folder, approved_name(one.name))


def make_approver_key(one: BeforeApprover, passphrase: str, folder: Path, now: datetime) -> Path:
    """Make the approver's first key in `folder`, with the name and unit that the cover gives."""
    header = one.report.header
    path = free_name(folder, f"khoa-duyet-{header.unit}")
    holder = Holder(header.approver, header.approver_position, header.unit, header.unit_name)
    write_key(holder, passphrase, path, now)
    return path
