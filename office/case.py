"""One received file on its way through the questions; the first "no" is its verdict.

Is it a whole signed package; is it meant for this office, campaign, standard and pack; does its
content read strictly; is its signer recognised for its unit; is it newer than what is kept; do its
figures pass the same checks again. Whatever the verdict, the exact bytes are kept aside with it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from db.received import KeptPackage, Package, PackageStatus
from db.received import UnitFigures as KeptFigures
from exports import companion
from exports.file_names import is_safe
from exports.keys import certificate_facts, fingerprint_words, load_certificate
from exports.opc import Signer, verify
from exports.opc import Verdict as SignatureVerdict
from exports.read_workbook import Cover, read_cover, read_workbook
from exports.read_workbook_cover import COVER
from forms.problems import Problem
from forms.report import (
    FORMAT_VERSION,
    OpenError,
    PackageKind,
    Report,
    plain_open_error,
    plain_to_follow,
)
from office.case_answer import answered, clock_first
from office.case_approval import approved, told_approval
from office.case_figures import checked
from office.case_state import Case, Receipt, Stop
from office.cover import campaign
from office.desk import Desk
from office.known_packs import known_pack
from office.messages import LANGUAGES, sentence
from office.older import (
    about_older,
    plain_left,
    what_to_do,
)
from office.open_errors import (
    EXPLANATIONS_ROLE,
    told,
)
from office.practice_mark import is_practice
from office.resaved import resaved
from office.routed import RouteDesk, desk_for, made_with
from office.speaking import Speaks, no_more, speaks

_SHOWN_FINDINGS = 5

_OF_THIS_PC = ("DB_", "DISK_")  # a full disk is no verdict on a file

TAKEN, REFUSED = "taken", "refused"


def judge_file(desk: Desk, name: str, data: bytes, folder: Path | None) -> Receipt:
    """Judge one file's bytes and take in what may be taken in; `folder` is where its companion may lie."""
    digest = hashlib.sha256(data).hexdigest()
    earlier = desk.received.packages(direction="received", digest=digest)
    case = Case(desk, name, data, folder, Package(direction="received", digest=digest, name=name))
    case.came = _received_at(desk, earlier)
    verdict = verify(data, now=case.received, trust=desk.trust(case.day))
    case.verdict, case.parts = verdict, verdict.parts
    try:
        _already_here(earlier)
        parts = _whole(case, verdict)
        case.signer = verdict.signers[0]
        case.fingerprints = tuple(signer.fingerprint for signer in verdict.signers)
        cover = _meant_for_us(case, parts)
        case.report = _content(case, parts, cover)
        _signed_by_the_unit(case, verdict)
        case.approved = approved(case, verdict)
        _newer(case)
        return _take_in(case, earlier, checked(case))
    except Stop as stop:
        return _keep_verdict(case, earlier, stop)
    except Problem as problem:
        if problem.code.startswith(_OF_THIS_PC):
            raise
        return _keep_verdict(case, earlier, Stop(PackageStatus.REFUSED, problem))
    except Exception as unforeseen:  # noqa: BLE001 - C27: one odd file must not stop the others
        odd = Problem("UNREADABLE", where=type(unforeseen).__name__)
        return _keep_verdict(case, earlier, Stop(PackageStatus.REFUSED, odd))


def _received_at(desk: Desk, earlier: Sequence[KeptPackage]) -> datetime:
    """Say when a file came: one that waited for its signer, or was taken in, is judged for that day."""
    counted = (PackageStatus.WAITING_SIGNER, PackageStatus.TAKEN, PackageStatus.SUPERSEDED)
    now = desk.clock.now()
    return min(
        (one.received_at for one in earlier if one.status in counted and one.received_at < now), default=now
    )


def _already_here(earlier: Sequence[KeptPackage]) -> None:
    final = (PackageStatus.TAKEN, PackageStatus.SUPERSEDED)
    if any(kept.status in final for kept in earlier):
        raise Stop(PackageStatus.ALREADY_HERE, Problem("ALREADY_HERE"))


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
    elif cover.kind != _kind_of(desk, cover.unit):
        wrong = Problem("OTHER_KIND", found=cover.kind)
    elif cover.revision < 1:
        wrong = Problem("LAYOUT", sheet=COVER, cell="c10", reason="revision")
    elif cover.recipient != desk.unit.code:
        wrong = Problem("OTHER_RECIPIENT", found=cover.recipient, unit=desk.unit.code)
    if wrong is not None:
        help_with = [what_to_do(desk, cover)] if wrong.code == "OTHER_PACK" else []
        raise Stop(PackageStatus.REFUSED, wrong, [line for line in help_with if line])
    return cover


def _know_pack(case: Case, cover: Cover) -> bool:
    """Find the pack the file was made with; raise SUPPLEMENT_NEEDED where only a supplement is missing."""
    case.shelved = known_pack(case.desk, cover.pack, cover.pack_version, cover.pack_hash)
    if case.shelved is not None and isinstance(case.desk, RouteDesk):
        case.shelved = made_with(case.desk, case.shelved)
    return case.shelved is not None


def _kind_of(desk: Desk, unit: str) -> PackageKind:
    """Say what a unit sends: who has units below passes on their figures, everybody else reports."""
    if desk.pack.reporting_units(unit):
        return PackageKind.DISTRICT
    return PackageKind.ROUTED if desk.pack.part_of else PackageKind.REPORT


def package_of(cover: Cover, package: Package) -> Package:
    """Write onto a kept package what its cover says."""
    return replace(
        package,
        kind=cover.kind,
        campaign=cover.campaign,
        unit=cover.unit,
        recipient=cover.recipient,
        package_id=cover.package_id,
        revision=cover.revision,
        sequence=cover.sequence,
        previous_digest=cover.previous_digest,
    )


def _content(case: Case, parts: Mapping[str, bytes], cover: Cover) -> Report:
    try:
        report = read_workbook(parts, case.pack)
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
    person = _person(case.signer) if case.signer else ""
    raise Stop(PackageStatus.WAITING_SIGNER, Problem("SIGNER_UNKNOWN", person=person))


def _person(signer: Signer) -> str:
    return certificate_facts(load_certificate(signer.certificate)).person


def _newer(case: Case) -> None:
    said = case.package
    kept = case.desk.received.latest(said.unit, said.campaign)
    if kept is None or said.revision > kept.package.revision:
        return
    if said.revision == kept.package.revision:
        raise Stop(PackageStatus.FORKED, Problem("FORKED", revision=said.revision))
    older = Problem("SUPERSEDED", revision=said.revision, kept=kept.package.revision)
    raise Stop(PackageStatus.SUPERSEDED, older)


def _take_in(case: Case, earlier: Sequence[KeptPackage], figures: Mapping[str, KeptFigures]) -> Receipt:
    desk, report, signer = case.desk, case.report, case.signer
    assert report is not None  # noqa: S101 - only a whole and readable package comes here
    assert signer is not None  # noqa: S101 - as above
    when, who = desk.clock.now(), desk.person.name
    unit = report.header.unit
    files = companion.check_companion(case.folder, case.file, report.attachments)
    problem = Problem("TAKEN")
    if report.provisional:
        errors, forms = len(report.open_errors), len(report.to_follow)
        problem = Problem("TAKEN_PROVISIONAL", errors=errors, forms=forms)
    elif case.older is not None:
        problem = Problem("TAKEN_OLDER", version=case.pack.version, here=desk.pack.version)
    elif case.approved.kind == "paper":
        problem = Problem("TAKEN_PAPER")
    if isinstance(desk, RouteDesk) and problem.code == "TAKEN":
        problem = Problem("TAKEN_ROUTED", what=desk.title)
    detail = {
        **_told(case, problem),
        "route": desk.title if isinstance(desk, RouteDesk) else "",
        "status": report.header.status.value,
        "contact": [report.header.preparer, report.header.telephone],
        "subject": signer.subject,
        "person": _person(signer),
        "fingerprint": signer.fingerprint,
        "certificate": signer.certificate.hex(),
        "trusted": signer.trusted,
        "capacity": case.capacity,
        "approval": case.approved.kind,
        "signers": [one.plain() for one in case.approved.signed],
        "revocation": signer.revocation,
        "signed": signer.time.isoformat() if signer.time else "",
        "figures_code": report.figures_code(),
        "accepted_by": who,
        "digest": report.digest(),
        "version": case.pack.version,
        "left": [plain_left(one) for carried in case.carried.values() for one in carried.left],
        "open_errors": [_plain_error(one, report) for one in report.open_errors],
        "to_follow": [{**plain_to_follow(one), "unit": one.unit or unit} for one in report.to_follow],
        "explained": sum(
            len(report.tables.get(table.id, {}))
            for table in case.pack.tables_by_id.values()
            if table.role == EXPLANATIONS_ROLE
        ),
        "files": {name: desk.received.keep_content(data) for name, data in files.whole.items()},
        "missing": list(files.missing),
        "differing": list(files.differing),
        "altered": list(files.altered),
    }
    with desk.database.writing():
        kept = _kept_before(case, earlier)
        number = kept.id if kept else desk.received.keep(
            case.package, case.data, status=PackageStatus.WAITING_SIGNER, who=who, when=when
        )  # fmt: skip
        desk.received.take_in(number, figures, detail=detail, who=who, when=when)
        desk.received.keep_receipt(
            number, who=who, how="taken in", detail={"digest": case.package.digest}, when=when
        )
    details = [
        *([sentence("TAKEN_UNSURE", desk.language)] if signer.revocation == "unknown" else []),
        *told_approval(case.approved, report, desk.language),
        *told(case.pack, report.open_errors, report.to_follow, desk.language),
        *about_older(desk, case.carried.values()),
        *_about_files(desk, replace(files, whole={})),
    ]
    return replace(_receipt(case, TAKEN, problem, details), provisional=report.provisional)


def _plain_error(one: OpenError, report: Report) -> dict[str, str]:
    """Keep an open error with its unit beside it, its cell as the unit itself names it."""
    unit = report.header.unit
    if report.header.kind is PackageKind.DISTRICT:
        unit = one.place.key[0]
        one = replace(one, place=replace(one.place, key=one.place.key[1:]))
    return {**plain_open_error(one), "unit": unit}


def _kept_before(case: Case, earlier: Sequence[KeptPackage]) -> KeptPackage | None:
    """Give the entry of these bytes, if it says what we now know of them.

    A file whose certificate was revoked was not read; judged again it has a unit and a revision.
    """
    said = case.package
    return next((one for one in reversed(earlier) if replace(one.package, name=said.name) == said), None)


def _keep_verdict(case: Case, earlier: Sequence[KeptPackage], stop: Stop) -> Receipt:
    """Keep the file aside with its verdict; what is here already is not kept twice."""
    desk = case.desk
    verdict = verdict_word(stop.status)
    if stop.status is PackageStatus.ALREADY_HERE:
        case.package = earlier[-1].package
        return _receipt(case, verdict, stop.problem, _late_files(case, earlier[-1]))
    detail = _told(case, stop.problem)
    if case.signer is not None:
        detail |= {
            "subject": case.signer.subject,
            "fingerprint": case.signer.fingerprint,
            "fingerprints": list(case.fingerprints),
            "certificate": case.signer.certificate.hex(),
        }
    when, who = desk.clock.now(), desk.person.name
    kept = _kept_before(case, earlier)
    if kept:
        desk.received.judge(
            kept.id, status=stop.status, reason=stop.problem.code, detail=detail, who=who, when=when
        )
    else:
        desk.received.keep(
            case.package,
            case.data,
            status=stop.status,
            reason=stop.problem.code,
            detail=detail,
            who=who,
            when=when,
        )
    return _receipt(case, verdict, stop.problem, stop.details)


def _late_files(case: Case, kept: KeptPackage) -> list[str]:
    """Take in the asked-for files of a package that came without them; say what is still missing."""
    asked = {name for why in ("missing", "differing", "altered") for name in kept.detail.get(why, ())}
    if not asked or case.folder is None or case.parts is None:
        return []
    cover = read_cover(case.parts)
    if cover is not None:
        case.desk = desk_for(case.desk, cover.campaign) or case.desk
        _know_pack(case, cover)
    report = read_workbook(case.parts, case.pack)
    wanted = [file for file in report.attachments if file.name in asked]
    found = companion.check_companion(case.folder, case.file, wanted)
    if found.whole:
        received = case.desk.received
        with case.desk.database.writing():
            files = {name: received.keep_content(data) for name, data in found.whole.items()}
            detail = {
                **kept.detail,
                "files": {**kept.detail["files"], **files},
                "missing": list(found.missing),
                "differing": list(found.differing),
                "altered": list(found.altered),
            }
            received.judge(
                kept.id,
                status=kept.status,
                reason=kept.reason,
                detail=detail,
                who=case.desk.person.name,
                when=case.desk.clock.now(),
            )
    return _about_files(case.desk, found)


def _about_files(desk: Desk, files: companion.Checked) -> list[str]:
    codes = (
        ("COMPANION_TAKEN", files.whole),
        ("COMPANION_MISSING", files.missing),
        ("COMPANION_DIFFERS", files.differing),
        ("COMPANION_ALTERED", files.altered),
    )
    return [sentence(code, desk.language, name=name) for code, names in codes for name in names]


def _told(case: Case, problem: Problem) -> dict[str, Any]:
    return {f"sentence_{language}": sentence(problem, language) for language in LANGUAGES} | {
        "file": case.file,
        "answer": answered(case, problem).plain(),
    }


def _receipt(case: Case, verdict: str, problem: Problem, details: Sequence[str]) -> Receipt:
    said, signer = case.package, case.signer
    return Receipt(
        file=case.file,
        verdict=verdict,
        reason=problem.code,
        sentence=sentence(problem, case.desk.language),
        unit=said.unit,
        unit_name=unit_name(case.desk, said.unit),
        revision=said.revision,
        digest=said.digest,
        signer=signer,
        words=fingerprint_words(signer.fingerprint) if signer else (),
        answer=answered(case, problem),
        details=tuple(details),
        version=case.version,
    )


def verdict_word(status: PackageStatus) -> str:
    """Say what is kept in the five words of the receipt: a fork is a refusal with its own reason."""
    return REFUSED if status is PackageStatus.FORKED else status.value


def unit_name(desk: Desk, unit: str) -> str:
    """Name a unit of the pack; "" for one it does not know."""
    known = desk.pack.units_by_code.get(unit)
    return known.name if known else ""
