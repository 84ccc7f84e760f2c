"""One received file on its way through the questions; the first "no" is its verdict.

Is it a whole signed package; is it meant for this office, campaign, standard and pack; does its
content read strictly; is its signer recognised for its unit; is it newer than what is kept; do its
figures pass the same checks again. Whatever the verdict, the exact bytes are kept aside with it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from db.received import KeptPackage, Package, PackageStatus
from exports import companion
from exports.file_names import is_safe
from exports.opc import Verdict as SignatureVerdict
from exports.opc import verify
from exports.read_workbook import Cover, read_cover, read_workbook
from exports.read_workbook_cover import COVER
from forms.problems import Problem
from forms.report import FORMAT_VERSION, Attachment, PackageKind, Report
from office.case_answer import clock_first
from office.case_approval import approved
from office.case_figures import checked
from office.case_state import Before, Case, Files, Judged, Receipt, Stop
from office.case_verdict import looked_at, settle, signer_person
from office.clock import VIET_NAM
from office.cover import campaign, package_of
from office.desk import Desk
from office.known_packs import known_pack
from office.locks import lock_of
from office.messages import sentence
from office.older import (
    what_to_do,
)
from office.outdated import told_of_newer
from office.practice_mark import is_practice
from office.readings import Reading, read_here
from office.resaved import resaved
from office.routed import RouteDesk, desk_for, made_with
from office.speaking import Speaks, no_more, only_prepares, speaks

_OF_THIS_PC = ("DB_", "DISK_")  # a full disk is no verdict on a file

_GOOD = (PackageStatus.TAKEN, PackageStatus.SUPERSEDED, PackageStatus.TAKEN_OUT)
"""What passed every question, whether its figures count now or not."""


def judge_file(desk: Desk, name: str, data: bytes, folder: Path | None) -> Receipt:
    """Judge one file's bytes and take in what may be taken in; `folder` is where its companion may lie."""
    judged = judge(desk, name, data, folder)
    receipt = looked_at(judged)  # first: it compares with what is here before
    settle(judged)
    return receipt


def judge(
    desk: Desk,
    name: str,
    data: bytes,
    folder: Path | None,
    *,
    before: Before | None = None,
    again: bool = False,
    reading: Reading = read_here,
) -> Judged:
    """Judge one file's bytes and change nothing.

    `before`: what would be here by then, where other files are looked at with it; `again`: bytes that are
    kept here are judged anew, whatever became of them; `reading`: what reads the workbook.
    """
    digest = hashlib.sha256(data).hexdigest()
    earlier = desk.received.packages(direction="received", digest=digest)
    case = Case(desk, name, data, folder, Package(direction="received", digest=digest, name=name))
    case.before = before or Before()
    case.came = _received_at(desk, earlier)
    verdict = verify(data, now=case.received, trust=desk.trust(case.day))
    case.verdict, case.parts = verdict, verdict.parts
    try:
        if not again:
            _already_here(case, earlier)
        parts = _whole(case, verdict)
        case.signer = verdict.signers[0]
        case.fingerprints = tuple(signer.fingerprint for signer in verdict.signers)
        cover = _meant_for_us(case, parts)
        _in_no_circle(case, cover)
        case.report = _content(case, parts, cover, reading)
        if cover.kind == PackageKind.IN_PLACE:
            _signed_here(case, verdict)
        else:
            _signed_by_the_unit(case, verdict)
            case.approved = approved(case, verdict)
        _newer(case)
        figures = checked(case)
        _still_open(case)
        files = _files(case, case.report.attachments)
        return Judged(case, PackageStatus.TAKEN, Problem("TAKEN"), (), figures, files, earlier)
    except Stop as stop:
        files = Files()
        if stop.status is PackageStatus.ALREADY_HERE and earlier:
            case.package = earlier[-1].package
            files = _late_files(case, earlier[-1])
        return Judged(case, stop.status, stop.problem, stop.details, {}, files, earlier)
    except Problem as problem:
        if problem.code.startswith(_OF_THIS_PC):
            raise
        return Judged(case, PackageStatus.REFUSED, problem, earlier=earlier)
    except Exception as unforeseen:  # noqa: BLE001 - C27: one odd file must not stop the others
        odd = Problem("UNREADABLE", where=type(unforeseen).__name__)
        return Judged(case, PackageStatus.REFUSED, odd, earlier=earlier)


def _received_at(desk: Desk, earlier: Sequence[KeptPackage]) -> datetime:
    """Say when a file came: one that waited for its signer, or was taken in, is judged for that day."""
    counted = (PackageStatus.WAITING_SIGNER, PackageStatus.WAITING_REOPENING, *_GOOD)
    now = desk.clock.now()
    return min(
        (one.received_at for one in earlier if one.status in counted and one.received_at < now), default=now
    )


def _already_here(case: Case, earlier: Sequence[KeptPackage]) -> None:
    final = (PackageStatus.TAKEN, PackageStatus.SUPERSEDED)
    if case.package.digest in case.before.digests or any(kept.status in final for kept in earlier):
        raise Stop(PackageStatus.ALREADY_HERE, Problem("ALREADY_HERE"))
    out = next((kept for kept in earlier if kept.status is PackageStatus.TAKEN_OUT), None)
    if out is not None:
        raise Stop(PackageStatus.ALREADY_HERE, Problem("TAKEN_OUT_HERE", why=out.detail.get("why", "")))


def _whole(case: Case, verdict: SignatureVerdict) -> Mapping[str, bytes]:
    """Return the signed parts; without them the file is refused for the verifier's own reason."""
    if verdict.parts is not None:
        return verdict.parts
    if verdict.state == "unsigned":
        found = resaved(case.desk, case.data)
        if found is not None:
            case.package = package_of(found.cover, case.package)
            raise Stop(PackageStatus.REFUSED, Problem("RESAVED", unit=found.cover.unit), found.details)
    raise Stop(PackageStatus.REFUSED, Problem(verdict.reason, where=verdict.detail, file=case.file))


def _meant_for_us(case: Case, parts: Mapping[str, bytes]) -> Cover:
    try:
        cover = read_cover(parts)
    except Problem as problem:
        raise Stop(PackageStatus.REFUSED, problem) from problem
    if cover is None:
        raise Stop(PackageStatus.REFUSED, Problem("NOT_OUR_PACKAGE", file=case.file))
    case.package = package_of(cover, case.package)
    case.version = cover.pack_version
    desk = case.desk = desk_for(case.desk, cover.campaign) or case.desk
    ours = campaign(desk)
    wrong: Problem | None = None
    if is_practice(cover.campaign):
        wrong = Problem("PRACTICE_PACKAGE", file=case.file)
    elif cover.format_version != FORMAT_VERSION:
        wrong = Problem("OTHER_FORMAT", found=cover.format_version)
    elif cover.campaign != ours.id:
        wrong = Problem("OTHER_CAMPAIGN", found=cover.campaign, campaign=ours.id)
    elif cover.standard != ours.standard:
        wrong = Problem("OTHER_STANDARD", found=cover.standard, standard=ours.standard)
    elif not _know_pack(case, cover):
        wrong = Problem("OTHER_PACK", found=f"{cover.pack} {cover.pack_version}")
    elif not desk.below(cover.unit):
        wrong = Problem("NOT_BELOW", unit=cover.unit)
    elif cover.kind not in _kinds_of(desk, cover.unit):
        wrong = Problem("OTHER_KIND", found=cover.kind)
    elif (cover.revision < 1) is not (cover.kind == PackageKind.IN_PLACE):
        wrong = Problem("LAYOUT", sheet=COVER, cell="c10", reason="revision")
    elif cover.recipient != desk.unit.code:
        wrong = Problem("OTHER_RECIPIENT", found=cover.recipient, unit=desk.unit.code)
    if wrong is not None:
        help_with = [what_to_do(desk, cover)] if wrong.code == "OTHER_PACK" else []
        if wrong.code == "NOT_BELOW":
            help_with = [_whose(desk, cover), *told_of_newer(desk, cover, parts)]
        raise Stop(PackageStatus.REFUSED, wrong, [line for line in help_with if line])
    return cover


def _whose(desk: Desk, cover: Cover) -> str:
    """Name the office that a package of a unit from elsewhere is addressed to; "" where nobody knows it."""
    office = desk.pack.units_by_code.get(cover.recipient)
    known = office is not None and office.code != desk.unit.code
    return sentence("MEANT_FOR", desk.language, office=office.name) if known and office else ""


def _know_pack(case: Case, cover: Cover) -> bool:
    """Find the pack the file was made with; raise SUPPLEMENT_NEEDED where only a supplement is missing."""
    case.shelved = known_pack(case.desk, cover.pack, cover.pack_version, cover.pack_hash)
    if case.shelved is not None and isinstance(case.desk, RouteDesk):
        case.shelved = made_with(case.desk, case.shelved)
    return case.shelved is not None


def _kinds_of(desk: Desk, unit: str) -> tuple[PackageKind, ...]:
    """Say what comes of a unit: who has units below passes on their figures, others report or have nothing.

    In a unit's place its figures may be typed here.
    """
    if desk.pack.reporting_units(unit):
        return (PackageKind.DISTRICT,)
    if desk.pack.part_of:
        return (PackageKind.ROUTED,)
    return (PackageKind.REPORT, PackageKind.NIL, PackageKind.IN_PLACE)


def _content(case: Case, parts: Mapping[str, bytes], cover: Cover, reading: Reading) -> Report:
    try:
        report = reading(case.package.digest, parts, case.pack)
    except Problem as problem:
        raise Stop(PackageStatus.REFUSED, problem) from problem
    told = case.pack.units_by_code.get(cover.unit) or case.desk.pack.units_by_code[cover.unit]
    if (report.header.level, report.header.unit_name) != (told.level, told.name):
        raise Stop(PackageStatus.REFUSED, Problem("COVER_DIFFERS", field="BM00.c06"))
    names = [file.name for file in report.attachments]
    twice = len({name.lower() for name in names}) != len(names)
    for name in names:
        if twice or not is_safe(name):
            raise Stop(PackageStatus.REFUSED, Problem("COMPANION_NAME", name=name))
    return report


def _signed_by_the_unit(case: Case, verdict: SignatureVerdict) -> None:
    """Ask for each signer whether it speaks for the unit (C26).

    The order of signatures in a file is not protected, so any one that counts for the unit will do.
    """
    unit = case.package.unit
    found: list[Speaks] = []
    for signer in verdict.signers:
        case.signer = signer
        found.append(speaks(case.desk, signer, unit, case.day))
        if found[-1].counts:
            if not signer.trusted:  # recognised, but expired, of the wrong use, or its list says revoked
                reason = Problem(verdict.reason, where=verdict.detail)
                raise Stop(PackageStatus.REFUSED, clock_first(case, reason))
            case.capacity = found[-1].line.capacity if found[-1].line else ""
            return
    ended = next((one.ended for one in found if one.ended is not None), None)
    if ended is not None:
        raise Stop(PackageStatus.REFUSED, no_more(ended))
    others = [other for one in found for other in one.others]
    if others:
        raise Stop(PackageStatus.REFUSED, Problem("SIGNER_OTHER_UNIT", found=others[0], unit=unit))
    person = signer_person(case.signer) if case.signer else ""
    raise Stop(PackageStatus.WAITING_SIGNER, Problem("SIGNER_UNKNOWN", person=person))


def _signed_here(case: Case, verdict: SignatureVerdict) -> None:
    """Ask whether somebody signed who speaks for this office: it typed this in the place of a unit."""
    for signer in verdict.signers:
        case.signer = signer
        if speaks(case.desk, signer, case.desk.unit.code, case.day).counts:
            if only_prepares(case.desk, signer.fingerprint, case.desk.unit.code):
                raise Stop(PackageStatus.REFUSED, Problem("IN_PLACE_PREPARER", person=signer_person(signer)))
            if not signer.trusted:
                reason = Problem(verdict.reason, where=verdict.detail)
                raise Stop(PackageStatus.REFUSED, clock_first(case, reason))
            return
    person = signer_person(case.signer) if case.signer else ""
    raise Stop(PackageStatus.WAITING_SIGNER, Problem("IN_PLACE_SIGNER", person=person))


def _newer(case: Case) -> None:
    said = case.package
    kept = case.latest
    if kept == 0 or said.revision > kept:
        return
    if said.revision == kept:
        raise Stop(PackageStatus.FORKED, Problem("FORKED", revision=said.revision))
    raise Stop(PackageStatus.SUPERSEDED, Problem("SUPERSEDED", revision=said.revision, kept=kept))


def _still_open(case: Case) -> None:
    """Keep a package aside where the campaign is closed here, or the unit's data are accepted."""
    lock = lock_of(case.desk, case.package.unit)
    if lock is None or (lock.accepted and isinstance(case.desk, RouteDesk)):
        return
    told = {"day": f"{lock.when.astimezone(VIET_NAM):%d/%m/%Y}", "who": lock.who, "reason": lock.reason}
    if lock.accepted:
        told["revision"] = str(lock.revision)
    code = "WAITS_ACCEPTED" if lock.accepted else "WAITS_CLOSED"
    raise Stop(PackageStatus.WAITING_REOPENING, Problem(code, **told))


def _in_no_circle(case: Case, cover: Cover) -> None:
    """Refuse a package that says it replaces itself, or one that replaces it in turn.

    Numbers only go up, so that a package which replaces a later one, or follows on one, stands in a circle.
    """
    case.replaces = cover.replaces
    said, loop = case.package, Problem("REPLACES_LOOP", revision=case.package.revision)
    if cover.replaces and cover.replaces == said.package_id:
        raise Stop(PackageStatus.REFUSED, loop)
    others = case.desk.received.packages(direction="received", unit=said.unit, campaign=said.campaign)
    for kept in others:
        one = kept.package
        if kept.status not in _GOOD or one.digest == said.digest:
            continue
        after = cover.replaces == one.package_id or said.previous_digest == one.digest
        instead = said.package_id and kept.detail.get("replaces") == said.package_id
        if (after and one.revision >= said.revision) or (instead and one.revision <= said.revision):
            raise Stop(PackageStatus.REFUSED, loop)


def _files(case: Case, named: Sequence[Attachment]) -> Files:
    """Look for the files beside a package; those that came before, with it or with another one, are here."""
    here = {file.name: file.sha256 for file in named if case.desk.received.has_content(file.sha256)}
    rest = [file for file in named if file.name not in here]
    return Files(companion.check_companion(case.folder, case.file, rest), here)


def _late_files(case: Case, kept: KeptPackage) -> Files:
    """Look for the asked-for files of a package that came without them."""
    asked = {name for why in ("missing", "differing", "altered") for name in kept.detail.get(why, ())}
    if not asked or case.folder is None or case.parts is None:
        return Files()
    cover = read_cover(case.parts)
    if cover is not None:
        case.desk = desk_for(case.desk, cover.campaign) or case.desk
        _know_pack(case, cover)
    report = read_workbook(case.parts, case.pack)
    wanted = [file for file in report.attachments if file.name in asked]
    return Files(companion.check_companion(case.folder, case.file, wanted), dict(kept.detail["files"]))
