"""Whether a package was approved as its campaign asks: two signatures, or one and the stamped page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from db.received import PackageStatus
from exports import companion
from exports.keys import CertificateFacts, certificate_facts, load_certificate
from exports.opc import Signer, Verdict
from forms.problems import Problem
from forms.report import Report
from office.approval_roles import Candidate, Role, Signatures, roles, signatures_asked
from office.case_state import Approved, Case, SignedAs, Stop
from office.cover import campaign
from office.messages import sentence
from office.speaking import Speaks, no_more, speaks


@dataclass(frozen=True, slots=True)
class _Judged:
    signer: Signer
    facts: CertificateFacts
    speaks: Speaks

    @property
    def counts(self) -> bool:
        return self.speaks.counts and self.signer.trusted

    @property
    def candidate(self) -> Candidate:
        line = self.speaks.line
        names = (self.facts.person, *((line.person,) if line else ()))
        return Candidate(self.signer.fingerprint, names, line.capacity if line else "")


def approved(case: Case, verdict: Verdict) -> Approved:
    """Say who prepared and who approved a package; raise `Stop` where the campaign asks for more.

    SECOND_SIGNATURE or PAPER_OR_SECOND (one signature), PAPER_SCAN (the stamped page is named and not there),
    ROLE_MISSING (nobody signed as the one whom the cover names); a second signer nobody recognised yet waits.
    """
    report = case.report
    assert report is not None  # noqa: S101 - the content was read before
    signers = {one.fingerprint: one for one in verdict.signers}.values()
    judged = [
        _Judged(
            one,
            certificate_facts(load_certificate(one.certificate)),
            speaks(case.desk, one, case.package.unit, case.day),
        )
        for one in signers
    ]
    played = roles(report.header, [one.candidate for one in judged if one.counts])
    signed = tuple(_signed_as(one, played.get(one.signer.fingerprint)) for one in judged)
    routed = bool(case.desk.pack.part_of)  # what travels beside the report is signed once
    wanted = Signatures.ONE if routed else signatures_asked(campaign(case.desk))
    if len(played) == len(Role):
        return Approved("two", signed)
    if wanted is Signatures.ONE:
        return Approved("", signed)
    if wanted is Signatures.PAPER and report.stamped_scan is not None:
        _scan_is_here(case, report)
        return Approved("paper", signed)
    if len(judged) == 1:
        code = "PAPER_OR_SECOND" if wanted is Signatures.PAPER else "SECOND_SIGNATURE"
        raise Stop(PackageStatus.REFUSED, Problem(code, person=judged[0].facts.person))
    raise _what_is_missing(case, judged, report, set(played.values()))


def _signed_as(one: _Judged, role: Role | None) -> SignedAs:
    line = one.speaks.line
    return SignedAs(
        fingerprint=one.signer.fingerprint,
        person=line.person if line else one.facts.person,
        position=(line.position if line else "") or one.facts.position,
        role=role.value if role else "",
        time=one.signer.time,
        counts=one.counts,
    )


def _scan_is_here(case: Case, report: Report) -> None:
    """Refuse paper approval whose stamped page did not come with the package, or says no number and date."""
    scan = report.stamped_scan
    assert scan is not None  # noqa: S101 - asked for by the caller
    if not report.header.report_number or report.header.date_signed is None:
        raise Stop(PackageStatus.REFUSED, Problem("PAPER_NUMBER", file=case.file))
    files = companion.check_companion(case.folder, case.file, [scan])
    if scan.name not in files.whole:
        raise Stop(PackageStatus.REFUSED, Problem("PAPER_SCAN", name=scan.name))


def _what_is_missing(case: Case, judged: Sequence[_Judged], report: Report, there: set[Role]) -> Stop:
    """Say why two signatures are not enough: a signer who does not count, else the role nobody has."""
    for one in judged:
        if one.counts:
            continue
        case.signer = one.signer
        if one.speaks.ended is not None:
            return Stop(PackageStatus.REFUSED, no_more(one.speaks.ended))
        if one.speaks.others:
            other = Problem("SIGNER_OTHER_UNIT", found=one.speaks.others[0], unit=case.package.unit)
            return Stop(PackageStatus.REFUSED, other)
        return Stop(PackageStatus.WAITING_SIGNER, Problem("SIGNER_UNKNOWN", person=one.facts.person))
    header = report.header
    name = header.approver if Role.APPROVER not in there else header.preparer
    return Stop(PackageStatus.REFUSED, Problem("ROLE_MISSING", person=name))


def told_approval(found: Approved, report: Report, language: str) -> list[str]:
    """Say who signed as what, one line a signer; approval on paper in a line of its own."""
    lines = []
    if found.kind == "paper" and report.stamped_scan is not None:
        number, day = report.header.report_number, report.header.date_signed
        lines.append(
            sentence(
                "APPROVED_ON_PAPER",
                language,
                number=number,
                day=f"{day:%d/%m/%Y}" if day else "",
                name=report.stamped_scan.name,
            )
        )
    for one in found.signed:
        code = f"SIGNED_AS_{one.role.upper()}" if one.role else "SIGNED_TOO"
        who = ", ".join(part for part in (one.person, one.position) if part)
        lines.append(sentence(code, language, person=who))
    return lines if found.kind else []
