"""What becomes of a judged file: it is taken in, or kept aside with its verdict, in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from db.packages import CAME_AGAIN
from db.received import KeptPackage, PackageStatus
from exports import companion
from exports.keys import certificate_facts, fingerprint_words, load_certificate
from exports.opc import Signer
from forms.problems import Problem
from forms.report import OpenError, PackageKind, Report, plain_open_error, plain_to_follow
from forms.report_lists import IN_PLACE, NIL, REPLIES
from office.acts import Act, note
from office.case_answer import answered
from office.case_approval import told_approval
from office.case_state import Case, Files, Judged, Receipt
from office.changed import kept_changes, told_against
from office.desk import Desk
from office.messages import LANGUAGES, sentence
from office.older import about_older, plain_left
from office.open_errors import EXPLANATIONS_ROLE, told
from office.outdated import plain_sources
from office.queries import take_replies
from office.routed import RouteDesk

TAKEN, REFUSED = "taken", "refused"


def settle(judged: Judged) -> None:
    """Do what was judged, wholly or not at all: take the figures in, or keep the bytes with the verdict."""
    with judged.case.desk.database.writing():
        if judged.status is PackageStatus.TAKEN:
            _take_in(judged)
        else:
            _keep_verdict(judged)


def _take_in(judged: Judged) -> None:
    case, files = judged.case, judged.files
    desk, report, signer = case.desk, case.report, case.signer
    assert report is not None  # noqa: S101 - only a whole and readable package comes here
    assert signer is not None  # noqa: S101 - as above
    when, who = desk.clock.now(), desk.person.name
    unit = report.header.unit
    problem = how_taken(case, report)
    detail = {
        **_told(case, problem),
        "route": desk.title if isinstance(desk, RouteDesk) else "",
        "status": report.header.status.value,
        "contact": [report.header.preparer, report.header.telephone],
        "lists": {name: [dict(line) for line in lines] for name, lines in report.lists.items()},
        "subject": signer.subject,
        "person": signer_person(signer),
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
        "standard": report.header.standard,
        "sources": plain_sources(report),
        "left": [plain_left(one) for carried in case.carried.values() for one in carried.left],
        "open_errors": [_plain_error(one, report) for one in report.open_errors],
        "to_follow": [{**plain_to_follow(one), "unit": one.unit or unit} for one in report.to_follow],
        "changes": kept_changes(report),
        "explained": sum(
            len(report.tables.get(table.id, {}))
            for table in case.pack.tables_by_id.values()
            if table.role == EXPLANATIONS_ROLE
        ),
        "replaces": case.replaces,
        **_plain_files(desk, files),
    }
    kept = _kept_before(case, judged.earlier)
    number = kept.id if kept else desk.received.keep(
        case.package, case.data, status=PackageStatus.WAITING_SIGNER, who=who, when=when
    )  # fmt: skip
    desk.received.take_in(number, judged.figures, detail=detail, who=who, when=when)
    said = case.package
    desk.received.keep_receipt(number, who=who, how="taken in", detail={"digest": said.digest}, when=when)
    take_replies(desk, said.unit, report.lists.get(REPLIES.id, ()), said.revision, judged.figures)
    note(desk, Act.TAKEN, {"digest": said.digest, "unit": said.unit, "revision": said.revision})


def how_taken(case: Case, report: Report) -> Problem:
    """Say what there is to know of a package that was taken in."""
    if report.header.kind is PackageKind.NIL:
        return Problem("TAKEN_NIL", why=report.lists[NIL.id][0]["reason"])
    if report.header.kind is PackageKind.IN_PLACE:
        return Problem("TAKEN_IN_PLACE", who=report.lists[IN_PLACE.id][0]["who"])
    if report.provisional:
        errors, forms = len(report.open_errors), len(report.to_follow)
        return Problem("TAKEN_PROVISIONAL", errors=errors, forms=forms)
    if case.older is not None:
        return Problem("TAKEN_OLDER", version=case.pack.version, here=case.desk.pack.version)
    if case.approved.kind == "paper":
        return Problem("TAKEN_PAPER")
    if isinstance(case.desk, RouteDesk):
        return Problem("TAKEN_ROUTED", what=case.desk.title)
    return Problem("TAKEN")


def _about_taken(judged: Judged) -> list[str]:
    """Give the further lines on a package whose figures count: what is open, moved, missing."""
    case, report = judged.case, judged.case.report
    assert report is not None  # noqa: S101 - only a whole and readable package comes here
    unsure = case.signer is not None and case.signer.revocation == "unknown"
    language = case.desk.language
    return [
        *([sentence("TAKEN_UNSURE", language)] if unsure else []),
        *told_approval(case.approved, report, language),
        *told(case.pack, report.open_errors, report.to_follow, language),
        *told_against(case.desk, case.pack, report),
        *about_older(case.desk, case.carried.values()),
        *_about_files(case.desk, replace(judged.files.found, whole={})),
    ]


def _plain_files(desk: Desk, files: Files) -> dict[str, Any]:
    """Keep the files beside a package; say which are here and which are still asked for."""
    new = {name: desk.received.keep_content(data) for name, data in files.found.whole.items()}
    return {
        "files": {**files.here, **new},
        "missing": list(files.found.missing),
        "differing": list(files.found.differing),
        "altered": list(files.found.altered),
    }


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


def _keep_verdict(judged: Judged) -> None:
    """Keep the file aside with its verdict; what is here already is not kept twice."""
    case, status, problem = judged.case, judged.status, judged.problem
    desk = case.desk
    when, who = desk.clock.now(), desk.person.name
    if status is PackageStatus.ALREADY_HERE:
        kept = judged.earlier[-1]
        if judged.files.found.whole:
            detail = {**kept.detail, **_plain_files(desk, judged.files)}
            desk.received.judge(
                kept.id, status=kept.status, reason=kept.reason, detail=detail, who=who, when=when
            )
        else:
            desk.received.keep_receipt(
                kept.id, who=who, how=CAME_AGAIN, detail={"file": case.file}, when=when
            )
        return
    detail = _told(case, problem)
    if case.signer is not None:
        detail |= {
            "subject": case.signer.subject,
            "fingerprint": case.signer.fingerprint,
            "fingerprints": list(case.fingerprints),
            "certificate": case.signer.certificate.hex(),
        }
    before = _kept_before(case, judged.earlier)
    number = before.id if before else None
    if number is None:
        desk.received.keep(
            case.package, case.data, status=status, reason=problem.code, detail=detail, who=who, when=when
        )
    else:
        desk.received.judge(number, status=status, reason=problem.code, detail=detail, who=who, when=when)


def looked_at(judged: Judged) -> Receipt:
    """Give the answer to a file as it was judged, with nothing done."""
    case, report = judged.case, judged.case.report
    if judged.status is PackageStatus.TAKEN and report is not None:
        taken = _receipt(case, TAKEN, how_taken(case, report), _about_taken(judged))
        return replace(taken, provisional=report.provisional)
    details = [*judged.details, *_about_files(case.desk, judged.files.found)]
    return _receipt(case, verdict_word(judged.status), judged.problem, details)


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
    """Put together what is said of a file."""
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


def signer_person(signer: Signer) -> str:
    """Name the person a certificate names."""
    return certificate_facts(load_certificate(signer.certificate)).person


def verdict_word(status: PackageStatus) -> str:
    """Say what is kept in the five words of the receipt: a fork is a refusal with its own reason."""
    return REFUSED if status is PackageStatus.FORKED else status.value


def unit_name(desk: Desk, unit: str) -> str:
    """Name a unit of the pack; "" for one it does not know."""
    known = desk.pack.units_by_code.get(unit)
    return known.name if known else ""
