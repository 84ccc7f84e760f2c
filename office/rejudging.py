"""Received packages judged once more when something came that says more of their signers.

A package whose signer's revocation was not known is taken in and marked. When a revocation list, a root or
an authority comes, it is judged again for the day it came: the mark goes, or stays, or the signer turns
out to have been revoked by then. Then its figures leave the tables, and the unit is asked to sign again.
"""

from __future__ import annotations

from dataclasses import dataclass

from db.received import KeptPackage, PackageStatus
from exports.keys import load_certificate
from exports.opc import verify
from exports.trust import REVOKED, TrustStore, judge
from forms.problems import Problem
from office.acts import Act, note
from office.case import judge_file
from office.case_answer import answered
from office.case_state import Case
from office.case_verdict import unit_name
from office.clock import VIET_NAM
from office.desk import Desk
from office.messages import LANGUAGES, sentence
from office.routed import desk_for


@dataclass(frozen=True, slots=True)
class Rejudged:
    """A package whose verdict changed; `reason`: NOT_REVOKED, REVOKED, or that of its receipt."""

    file: str
    unit_name: str
    reason: str
    sentence: str


def rejudge(desk: Desk) -> tuple[Rejudged, ...]:
    """Judge again what is marked, what waits for its signer, and whom a new list revokes."""
    changed: list[Rejudged] = []
    for kept in desk.received.packages(direction="received", status=PackageStatus.TAKEN):
        changed += _taken(desk, kept)
    for kept in desk.received.packages(direction="received", status=PackageStatus.WAITING_SIGNER):
        receipt = judge_file(desk, kept.package.name, desk.received.data(kept.id), None)
        if receipt.verdict != PackageStatus.WAITING_SIGNER.value:
            changed.append(Rejudged(receipt.file, receipt.unit_name, receipt.reason, receipt.sentence))
    return tuple(changed)


def _taken(desk: Desk, kept: KeptPackage) -> list[Rejudged]:
    trust = desk.trust(kept.received_at.astimezone(VIET_NAM).date())
    unknown = kept.detail.get("revocation") == "unknown"
    if not unknown and not _is_revoked(kept, trust):
        return []
    data = desk.received.data(kept.id)
    verdict = verify(data, now=kept.received_at, trust=trust)
    case = Case(desk, kept.package.name, data, None, kept.package)
    case.verdict, case.parts, case.came = verdict, verdict.parts, kept.received_at
    if verdict.reason == REVOKED:
        return [_withdrawn(desk, kept, case, Problem("REVOKED_SINCE", where=verdict.detail))]
    signer = next((one for one in verdict.signers if one.fingerprint == kept.detail.get("fingerprint")), None)
    if signer is None or not signer.trusted or signer.revocation == "unknown":
        return []
    problem = Problem("TAKEN")
    detail = {
        **kept.detail,
        "revocation": signer.revocation,
        "answer": answered(case, problem).plain(),
    }
    desk.received.judge(
        kept.id,
        status=PackageStatus.TAKEN,
        reason=kept.reason,
        detail=detail,
        who=desk.person.name,
        when=desk.clock.now(),
    )
    return [_told(desk, kept, Problem("NOT_REVOKED", file=kept.package.name))]


def _is_revoked(kept: KeptPackage, trust: TrustStore) -> bool:
    written = kept.detail.get("certificate")
    if not written:
        return False
    certificate = load_certificate(bytes.fromhex(written))
    return judge(certificate, (), trust, kept.received_at).reason == REVOKED


def _withdrawn(desk: Desk, kept: KeptPackage, case: Case, problem: Problem) -> Rejudged:
    detail = {
        **kept.detail,
        **{f"sentence_{language}": sentence(problem, language) for language in LANGUAGES},
        "revocation": "revoked",
        "trusted": False,
        "answer": answered(case, problem).plain(),
    }
    said = kept.package
    with desk.database.writing():
        desk.received.withdraw(
            kept.id, reason=problem.code, detail=detail, who=desk.person.name, when=desk.clock.now()
        )
        note(
            desk_for(desk, said.campaign) or desk,
            Act.TAKEN_OUT,
            {
                "digest": said.digest,
                "unit": said.unit,
                "revision": said.revision,
                "reason": problem.code,
                "again": "",
            },
        )
    return _told(desk, kept, problem)


def _told(desk: Desk, kept: KeptPackage, problem: Problem) -> Rejudged:
    name = unit_name(desk, kept.package.unit)
    return Rejudged(kept.package.name, name, problem.code, sentence(problem, desk.language))
