"""Two signatures at the office that sends: the preparer signs, then the approver, here or on another PC.

    ask -> approve                                  on this PC
    ask -> carry_out -> (office.approver) -> bring_back     on another one
    -> send_approved; or take_back, and nothing was sent

While a package waits its answers are frozen (`office.presenting`). Its numbers are used up when it is sent.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from db.approvals import Approvals, ApprovalState, KeptApproval
from exports.approval_file import ToApprove, file_name, read_to_approve, write_to_approve
from exports.carriers import deliver, demand_folder
from exports.file_names import package_name
from exports.keys import certificate_facts, load_certificate
from exports.opc import countersigned, verify
from exports.read_workbook import read_cover, read_workbook
from forms.problems import Problem
from forms.report import Report
from office.approval_roles import (
    Candidate,
    Signatures,
    demand_two_people,
    named,
    signatures_asked,
)
from office.approver import BeforeApprover, before_approver
from office.approver import approve as put_on
from office.cover import header
from office.desk import Desk
from office.known_packs import known_pack
from office.open_errors import ORDINARY, Knowing
from office.packs import ShelvedPack, seal
from office.presented import presented
from office.presenting import present, withdraw
from office.progress import Progress, silent
from office.roles import Doing, demand_may, may
from office.sending import Made, SentView, hand_on, make, paper_is_complete, read_strictly
from office.signing_keys import Unlock, demand_own, opened, remember_key


@dataclass(frozen=True, slots=True)
class Waiting:
    """A package between its two signatures, or between the second and its way out."""

    name: str
    figures_code: str
    preparer: str
    approver: str
    asked: datetime
    who: str
    approved: bool


def signatures(desk: Desk) -> Signatures:
    """Tell how many signatures this office's campaign asks for."""
    return signatures_asked(desk.pack.campaign)


def needs_approver(desk: Desk) -> bool:
    """Tell whether a package of this office goes to its approver now; a stamped paper may stand for that."""
    asked = signatures(desk)
    return asked is Signatures.TWO or (asked is Signatures.PAPER and not paper_is_complete(desk))


def waiting(desk: Desk) -> Waiting | None:
    """Tell which package waits for its approver, or for its way out; None where none does."""
    kept = _open(desk)
    if kept is None:
        return None
    return Waiting(
        *(kept.name, kept.code, kept.preparer, kept.approver, kept.asked, kept.who),
        approved=kept.state is ApprovalState.APPROVED,
    )


def ask(desk: Desk, unlock: Unlock, knowing: Knowing = ORDINARY, progress: Progress = silent) -> Waiting:
    """Sign as the preparer and lay the package before the approver; the answers are frozen from here on.

    What was presented on paper before goes on with the same figures. Raises `Problem`: PREPARER_OTHER (the
    key is not that of the preparer on the cover), TWO_PEOPLE, APPROVAL_WAITS, or what sending raises.
    """
    demand_may(desk, Doing.PREPARE)
    if waiting(desk) is not None:
        raise Problem("APPROVAL_WAITS")
    cover = header(desk, desk.own_document())
    demand_two_people(cover)
    with desk.database.writing():  # whatever goes wrong, nothing is frozen
        knowing = present(desk, knowing).knowing
        made = make(desk, unlock, knowing, progress)
        signer = read_strictly(desk, made.data, made.report).signers[0]
        person = certificate_facts(load_certificate(signer.certificate)).person
        if not named(cover.preparer, Candidate("", (person,))):
            raise Problem("PREPARER_OTHER", found=person, person=cover.preparer)
        Approvals(desk.database).ask(
            desk.own_submission(),
            code=made.report.figures_code(),
            name=package_name(made.report.header),
            preparer=cover.preparer,
            approver=cover.approver,
            package=desk.received.keep_content(made.data),
            companion=desk.received.keep_content(made.companion) if made.companion else "",
            register=desk.received.keep_content(made.register) if made.register else "",
            who=desk.person.name,
            when=desk.clock.now(),
        )
    return _demanded(desk)


def page(desk: Desk) -> BeforeApprover:
    """Give the waiting package as the approver reads it on this PC; raises NOTHING_WAITS."""
    one = _to_approve(desk, _demand_open(desk))
    return before_approver(one, _packs(desk, one), desk.clock.now(), desk.language)


def carry_out(desk: Desk, folder: Path) -> Path:
    """Write the file for an approver on another PC; it may be written as often as wanted."""
    demand_may(desk, Doing.PREPARE)
    demand_folder(folder)
    one = _to_approve(desk, _demand_open(desk))
    one = replace(one, pack=seal(desk.pack, desk.clock.now()))
    return deliver(write_to_approve(one), folder, file_name(one.name))


def approve(desk: Desk, unlock: Unlock) -> Waiting:
    """Put the approver's signature on, on this PC; raises what `office.approver.approve` does."""
    demand_may(desk, Doing.SEND)
    before = page(desk)
    with opened(desk, unlock) as key:
        data = put_on(before, key, desk.clock.now())
    remember_key(desk, unlock, key)
    return _keep_approved(desk, data)


def bring_back(desk: Desk, path: Path) -> Waiting:
    """Take the file back in: the package that went out with a second signature, and nothing else changed.

    Raises `Problem`: FILE_MISSING, APPROVE_NOTHING, RETURNED_UNSIGNED (no second signature yet),
    RETURNED_OTHER (another package, or a changed one), APPROVER_OTHER,
    KEY_OTHER_UNIT.
    """
    demand_may(desk, Doing.PREPARE)
    if not path.is_file():
        raise Problem("FILE_MISSING", file=path.name)
    kept = _demand_open(desk)
    once = _content(desk, kept.package)
    returned = read_to_approve(path.read_bytes(), path.name).package
    if returned == once:
        raise Problem("RETURNED_UNSIGNED", file=path.name, person=kept.approver)
    data = countersigned(once, returned)
    verdict = verify(data, now=desk.clock.now()) if data else None
    if data is None or verdict is None or verdict.parts is None:
        raise Problem("RETURNED_OTHER", file=path.name)
    first = verify(once, now=desk.clock.now()).signers[0].fingerprint
    second = next((one for one in verdict.signers if one.fingerprint != first), None)
    if second is None:
        raise Problem("RETURNED_UNSIGNED", file=path.name, person=kept.approver)
    facts = certificate_facts(load_certificate(second.certificate))
    if not named(kept.approver, Candidate("", (facts.person,))):
        raise Problem("APPROVER_OTHER", found=facts.person, person=kept.approver)
    demand_own(desk, facts)
    return _keep_approved(desk, data)


def send_approved(
    desk: Desk, folder: Path, progress: Progress = silent, *, sealed: bool | None = None
) -> SentView:
    """Write and keep the package with both signatures; `sealed`: see `office.sending.send`.

    Raises `Problem`: NOTHING_WAITS, NOT_APPROVED, PAPER_AFTER (number, date or scan came after the
    signatures), or what sending raises.
    """
    demand_may(desk, Doing.SEND)
    kept = _demand_open(desk)
    if kept.state is not ApprovalState.APPROVED:
        raise Problem("NOT_APPROVED", person=kept.approver)
    beside, register = (
        _content(desk, digest) if digest else None for digest in (kept.companion, kept.register)
    )
    report = _report(desk, kept)
    there, cover = presented(desk), report.header
    if there is not None and (there.number, there.day, bool(there.scan)) != (
        cover.report_number, cover.date_signed, report.stamped_scan is not None,
    ):  # fmt: skip
        raise Problem("PAPER_AFTER", figures_code=kept.code)
    with desk.database.writing():
        made = Made(report, _content(desk, kept.approved), beside, register)
        sent = hand_on(desk, made, folder, progress, sealed=sealed)
        _end(desk, kept, ApprovalState.SENT)
    return sent


def take_back(desk: Desk, why: str) -> None:
    """Take the package back from the approver: the answers may be changed again, a printed copy is void."""
    demand_may(desk, Doing.PREPARE)
    kept = _demand_open(desk)
    with desk.database.writing():
        withdraw(desk, why)
        _end(desk, kept, ApprovalState.TAKEN_BACK, why)


# --- what is kept ----------------------------------------------------------------------------


def _open(desk: Desk) -> KeptApproval | None:
    """Give what waits; a package whose answers were set free meanwhile waits no longer."""
    kept = Approvals(desk.database).open(desk.own_submission())
    if kept is None:
        return None
    there = presented(desk)
    if there is None or there.figures_code != kept.code:
        if may(desk, Doing.PREPARE):
            _end(desk, kept, ApprovalState.TAKEN_BACK)
        return None
    return kept


def _demand_open(desk: Desk) -> KeptApproval:
    kept = _open(desk)
    if kept is None:
        raise Problem("NOTHING_WAITS")
    return kept


def _report(desk: Desk, kept: KeptApproval) -> Report:
    verdict = verify(_content(desk, kept.package), now=desk.clock.now())
    if verdict.parts is None:
        raise Problem(verdict.reason, where=verdict.detail)
    return read_workbook(verdict.parts, desk.pack)


def _demanded(desk: Desk) -> Waiting:
    found = waiting(desk)
    if found is None:
        raise Problem("NOTHING_WAITS")
    return found


def _content(desk: Desk, digest: str) -> bytes:
    data = desk.received.content(digest)
    if data is None:
        raise Problem("BYTES_NOT_KEPT", name=digest[:8])
    return data


def _to_approve(desk: Desk, kept: KeptApproval) -> ToApprove:
    data = _content(desk, kept.package)
    replaced = desk.order_of_sending(desk.parent.code).replaces if desk.parent else ""
    sent = desk.received.packages(direction="sent", unit=desk.unit.code, campaign=desk.campaign_id)
    last = next((one for one in sent if replaced and one.package.package_id == replaced), None)
    return ToApprove(kept.name, data, desk.received.data(last.id) if last else None)


def _packs(desk: Desk, one: ToApprove) -> tuple[ShelvedPack, ...]:
    """Give the packs that the waiting package and the one before it were made with."""
    parts = verify(one.earlier, now=desk.clock.now()).parts if one.earlier else None
    cover = read_cover(parts) if parts else None
    before = known_pack(desk, cover.pack, cover.pack_version, cover.pack_hash) if cover else None
    return (desk.shelved, before) if before else (desk.shelved,)


def _keep_approved(desk: Desk, data: bytes) -> Waiting:
    kept = _demand_open(desk)
    read_strictly(desk, data, _report(desk, kept))
    with desk.database.writing():
        Approvals(desk.database).approve(kept.id, desk.received.keep_content(data))
    return _demanded(desk)


def _end(desk: Desk, kept: KeptApproval, state: ApprovalState, why: str = "") -> None:
    Approvals(desk.database).end(kept.id, state, who=desk.person.name, when=desk.clock.now(), why=why)
