"""Sending: check, make the package, sign it, read it back strictly, carry it, and keep its exact bytes.

The number of a revision and the place in the sequence are used up in the same transaction that
writes the file: a full disk or a drive pulled out leaves neither a half-written package nor a gap.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from db.approvals import Approvals
from db.received import KeptPackage, Package, PackageStatus
from exports import companion
from exports.carriers import Drive, deliver, demand_folder, removable_drives, taken_back, withdraw
from exports.file_names import package_name
from exports.keys import fingerprint_words
from exports.opc import Verdict, sign, verify
from exports.read_workbook import read_workbook
from exports.write_workbook import write_workbook
from forms.findings import Finding
from forms.pack import Form, Severity, Unit
from forms.problems import Problem
from forms.report import (
    Header,
    OpenError,
    PackageKind,
    Report,
    SendReason,
    ToFollow,
    plain_open_error,
    plain_to_follow,
)
from office import register_file
from office.approval_roles import Signatures, signatures_asked
from office.carrying_out import own_folder
from office.changed import Changed, changed_in, demand_explained, kept_changes
from office.confidential import Sealing, leaving, sealing_of
from office.cover import header, package_of
from office.desk import Desk
from office.nil import Nil
from office.open_errors import (
    ORDINARY,
    Excuse,
    Knowing,
    unreadable,
)
from office.outdated import plain_sources
from office.outgoing import Draft, files_of, gathered, report_of
from office.part_lock import works_on_parts
from office.parts import still_out
from office.presented import demand_same, presented, went_out
from office.progress import Progress, silent
from office.queries import answers_went, unanswered
from office.record_files import RecordFile, going_up
from office.roles import Doing, demand_may
from office.routed import RouteOffer, must_confirm, offer_of
from office.signing_keys import Unlock, opened, remember_key

_STEPS = 6


@dataclass(frozen=True, slots=True)
class UpwardView:
    """For an office with units below: which reporting units are in the next package and which are missing.

    `files`: photos and papers of the records that are passed on.
    """

    units_in: tuple[Unit, ...]
    missing: tuple[Unit, ...]
    files: tuple[RecordFile, ...] = ()


@dataclass(frozen=True, slots=True)
class SendReview:
    """What the next package would be, and what stands in its way."""

    findings: tuple[Finding, ...]
    errors: int
    warnings_unexplained: int
    header: Header | None
    figures_code: str
    recipient: Unit | None
    revision: int
    first_time: bool
    blockers: tuple[Problem, ...]
    upward: UpwardView | None
    errors_found: tuple[Finding, ...] = ()  # those that stop an ordinary send
    open_errors: tuple[OpenError, ...] = ()  # those with a reason
    to_follow: tuple[ToFollow, ...] = ()
    parts_out: tuple[Problem, ...] = ()  # what is still with colleagues: a warning, nothing more
    unanswered: int = 0  # questions of the office above without an answer: a warning, nothing more
    said_before: Knowing = ORDINARY  # of the last package: offered again where it still fits
    forms: tuple[Form, ...] = ()  # that the unit fills, of the report or of what goes beside it
    beside: RouteOffer | None = None  # what goes beside the report, None for the report itself
    sealing: Sealing | None = None  # whether it leaves sealed; None while its content is not known
    changed: tuple[Changed, ...] = ()  # since the last package, each with the reason given so far
    nil: Nil | None = None  # that there is nothing to report, and why

    @property
    def only_errors_block(self) -> bool:
        """Whether the approver could send all the same, with a reason for each error."""
        return bool(self.errors_found) and all(one.code == "OPEN_ERRORS" for one in self.blockers)

    @property
    def unsaid(self) -> int:
        """Return how many changes since the last package have no reason yet."""
        return sum(one.kept is None for one in self.changed)


@dataclass(frozen=True, slots=True)
class SentView:
    """A package as it was sent."""

    path: Path
    companion: Path | None
    name: str
    digest: str
    figures_code: str
    revision: int
    sequence: int
    fingerprint_words: tuple[str, ...]
    when: datetime
    read_back: bool
    second_words: tuple[str, ...] = ()  # of the approver's signature, where there are two
    campaign: str = ""  # on its cover: another than that of the report where it went beside it
    sealed: bool = False  # only its recipient can open what was written
    by_stick: bool = False  # it should be sealed and is not: from hand to hand only
    nil: bool = False  # it says that there is nothing to report


def review(desk: Desk, knowing: Knowing = ORDINARY) -> SendReview:
    """Say what the next package would hold and what still blocks it.

    `knowing`: what the approver says of errors left open and forms sent later; raises what `checked`
    and `matched` do.
    """
    return _reviewed(desk, knowing)[0]


def _reviewed(desk: Desk, knowing: Knowing) -> tuple[SendReview, Draft]:
    """Review the next package; give also what it would be made of."""
    draft = gathered(desk, knowing)
    unexplained = sum(f.severity is Severity.WARNING and not f.explained for f in draft.findings)
    blockers: list[Problem] = []
    if works_on_parts(desk):
        blockers.append(Problem("PART_WORK_HERE"))
    if draft.bare:
        blockers.append(Problem("OPEN_ERRORS", count=len(draft.bare)))
    if (odd := unreadable(desk.pack, draft.open_forms, draft.errors)) is not None:
        blockers.append(Problem("CANNOT_TRAVEL", place=odd))
    upward = _upward(desk) if desk.has_below else None
    if upward is not None and not desk.received.accepted(desk.campaign_id):
        blockers.append(Problem("NOTHING_RECEIVED"))
    cover, code, sealing = None, "", None
    changes: tuple[Changed, ...] = ()
    try:
        cover = header(desk, draft.document)
        if odd is None:
            report = report_of(desk, cover, draft)
            code, sealing = report.figures_code(), sealing_of(desk, report)
            changes = changed_in(desk, report)
            demand_explained(changes)
            demand_same(desk, code)
    except Problem as problem:
        blockers.append(problem)
    reviewed = SendReview(
        findings=draft.findings,
        errors=len(draft.errors),
        warnings_unexplained=unexplained,
        header=cover,
        figures_code=code,
        recipient=desk.parent,
        revision=cover.revision if cover else 0,
        first_time=not sent(desk),
        blockers=tuple(blockers),
        upward=upward,
        errors_found=draft.errors,
        open_errors=draft.open_errors,
        to_follow=draft.to_follow,
        parts_out=still_out(desk),
        unanswered=0 if desk.pack.part_of else len(unanswered(desk)),
        said_before=said_before(desk),
        forms=desk.pack.forms_for(desk.unit),
        beside=offer_of(desk),
        sealing=sealing,
        changed=changes,
        nil=draft.nil,
    )
    return reviewed, draft


def said_before(desk: Desk) -> Knowing:
    """Give what was said of the last package: an error still there has the same reason, most often."""
    kept = desk.received.packages(direction="sent", unit=desk.unit.code, campaign=desk.campaign_id)
    if not kept:
        return ORDINARY
    last = kept[-1].detail
    return Knowing(
        tuple(
            dict.fromkeys(
                Excuse(one["code"], one["place"], SendReason(one["reason"]), one["text"])
                for one in last.get("open_errors", ())
            )
        ),
        tuple(
            ToFollow(one["form"], SendReason(one["reason"]), date.fromisoformat(one["promised"]), one["text"])
            for one in last.get("to_follow", ())
        ),
    )


@dataclass(frozen=True, slots=True)
class Made:
    """The next package, signed and not sent yet; its numbers are used up when it is handed on."""

    report: Report
    data: bytes
    companion: bytes | None
    register: bytes | None = None  # of signers, where the office above does not know it as it is now


def send(
    desk: Desk,
    *,
    unlock: Unlock,
    folder: Path,
    knowing: Knowing = ORDINARY,
    sealed: bool | None = None,
    progress: Progress = silent,
) -> SentView:
    """Make, sign, check, write and keep the next package; raise a Problem with nothing changed.

    `unlock`: the key that signs; `knowing`: the errors left open with their reasons, and the forms that
    follow later, and that a register may travel; `sealed`: only the recipient can open what is written,
    None as the package needs it and the office can.
    """
    demand_may(desk, Doing.SEND)
    demand_folder(folder)
    _demand_enough(desk)
    return hand_on(desk, make(desk, unlock, knowing, progress), folder, progress, sealed=sealed)


def _demand_enough(desk: Desk) -> None:
    """Refuse one signature where the campaign asks two and the stamped paper is not entered instead."""
    asked = signatures_asked(desk.pack.campaign)
    if asked is Signatures.ONE:
        return
    if Approvals(desk.database).open(desk.own_submission()) is not None:  # its numbers are the next ones
        raise Problem("APPROVAL_WAITS")
    if desk.pack.part_of:  # what travels beside the report is signed once
        return
    if asked is Signatures.TWO:
        raise Problem("TWO_SIGNATURES")
    if not paper_is_complete(desk):
        raise Problem("TWO_OR_PAPER")


def paper_is_complete(desk: Desk) -> bool:
    """Tell whether number, date and scan of the stamped paper are entered."""
    paper = presented(desk)
    return paper is not None and bool(paper.number and paper.day and paper.scan)


def make(desk: Desk, unlock: Unlock, knowing: Knowing = ORDINARY, progress: Progress = silent) -> Made:
    """Make the next package and sign it once; raise what stands in the way of sending it."""
    if must_confirm(desk) and not knowing.confirmed:
        raise Problem("REGISTER_NOT_CONFIRMED")
    found, draft = _reviewed(desk, knowing)
    if found.blockers:
        raise found.blockers[0]
    with opened(desk, unlock) as signing:
        progress(1, _STEPS, "report")
        report = report_of(desk, header(desk, draft.document), draft)
        files = files_of(desk, draft.document)
        progress(2, _STEPS, "workbook")
        data = sign(write_workbook(report, desk.pack), signing, report.header.made_at)
        remember_key(desk, unlock, signing)
        register = register_file.beside_package(desk, signing)
    return Made(report, data, companion.write_companion(files) if files else None, register)


def hand_on(
    desk: Desk, made: Made, folder: Path, progress: Progress = silent, *, sealed: bool | None = None
) -> SentView:
    """Read a signed package as the office above will, write it into `folder` and keep it, or do nothing.

    `sealed`: see `send`. What is kept here, and a copy in the office's own folder, stays readable.
    """
    demand_folder(folder)
    progress(3, _STEPS, "verify")
    verdict = read_strictly(desk, made.data, made.report)
    sealing = sealing_of(desk, made.report)
    sealed = sealing.wanted and sealing.possible if sealed is None else sealed
    files = leaving(desk, _files(made), made.report.header.recipient, sealed=sealed)
    progress(4, _STEPS, "write")
    with taken_back() as written, desk.database.writing():
        if made.register is not None:
            deliver(made.register, folder, register_file.file_name(desk.unit.code))
        view = _keep_sent(desk, made, verdict, sealed=sealed, by_stick=sealing.wanted and not sealed)
        path, beside = _written(files, folder)
        written.extend(one for one in (path, beside) if one is not None)
        if sealed:
            own = own_folder(desk)
            deliver(made.data, own, package_name(made.report.header))
    progress(_STEPS, _STEPS, "done")
    return replace(view, path=path, companion=beside, read_back=True)


def _files(made: Made) -> dict[str, bytes]:
    """Give a package and its companion by their names."""
    name = package_name(made.report.header)
    beside = {companion.companion_name(name): made.companion} if made.companion else {}
    return {name: made.data, **beside}


def _written(files: Mapping[str, bytes], folder: Path) -> tuple[Path, Path | None]:
    """Write a package and its companion; the one without the other is taken away again.

    The companion first: a drive pulled out in between then holds no package that was never sent.
    """
    (name, data), *others = files.items()
    beside = [deliver(content, folder, other) for other, content in others]
    try:
        return deliver(data, folder, name), next(iter(beside), None)
    except Problem:
        for path in beside:
            withdraw(path)
        raise


def sent(desk: Desk) -> tuple[SentView, ...]:
    """Return the packages this office sent, the newest first."""
    kept = desk.received.packages(direction="sent", unit=desk.unit.code)
    return tuple(_sent_view(one) for one in reversed(kept))


def send_again(desk: Desk, digest: str, folder: Path) -> Path:
    """Write the kept bytes of a sent package once more, with its companion where it had one."""
    demand_may(desk, Doing.PREPARE)
    kept = next(iter(desk.received.packages(direction="sent", digest=digest)), None)
    if kept is None:
        raise Problem("NOT_SENT_BY_US", digest=digest)
    demand_folder(folder)
    files = {kept.package.name: desk.received.data(kept.id)}
    beside = desk.received.content(kept.detail["companion"]) if kept.detail.get("companion") else None
    if beside is not None:
        files[companion.companion_name(kept.package.name)] = beside
    left = leaving(desk, files, kept.package.recipient, sealed=bool(kept.detail.get("sealed")))
    return _written(left, folder)[0]


def drives() -> tuple[Drive, ...]:
    """Return the removable drives of this PC."""
    return removable_drives()


def _upward(desk: Desk) -> UpwardView:
    here = desk.received.figures(desk.campaign_id, frozenset())
    return UpwardView(
        tuple(unit for unit in desk.reporting_units if unit.code in here),
        tuple(unit for unit in desk.reporting_units if unit.code not in here),
        going_up(desk),
    )


def read_strictly(desk: Desk, data: bytes, report: Report) -> Verdict:
    """Open our own package as the office above will; what it reads must be what was meant."""
    verdict = verify(data, now=desk.clock.now())
    if verdict.parts is None:
        raise Problem(verdict.reason, where=verdict.detail)
    if read_workbook(verdict.parts, desk.pack) != report:
        raise Problem("LAYOUT", sheet="", cell="", reason="READ_BACK")
    return verdict


def _keep_sent(desk: Desk, made: Made, verdict: Verdict, *, sealed: bool, by_stick: bool) -> SentView:
    report, cover = made.report, made.report.header
    package = package_of(cover, Package("sent", verdict.digest, package_name(cover)))
    beside = desk.received.keep_content(made.companion) if made.companion else ""
    detail = told_of(report, [signer.fingerprint for signer in verdict.signers], beside)
    if sealed or by_stick:
        detail |= {"sealed": sealed, "by_stick": by_stick}
    if must_confirm(desk):
        detail["confirmed"] = {"approver": cover.approver, "on_this_pc": desk.person.name}
    who, when = desk.person.name, desk.clock.now()
    number = desk.received.keep(
        package, made.data, status=PackageStatus.SENT, detail=detail, who=who, when=when
    )
    desk.answers.sent(desk.own_submission(), cover.revision, number, verdict.digest, when)
    went_out(desk, number)
    answers_went(desk, cover.revision)
    return _sent_view(desk.received.package(number))


def told_of(report: Report, fingerprints: Sequence[str], beside: str) -> dict[str, object]:
    """Say what is kept with a sent package; `beside`: digest of its companion, "" without one."""
    return {
        "figures_code": report.figures_code(),
        "fingerprint": fingerprints[0],
        "second_fingerprint": next(iter(fingerprints[1:]), ""),
        "companion": beside,
        "open_errors": [plain_open_error(one) for one in report.open_errors],
        "to_follow": [plain_to_follow(one) for one in report.to_follow],
        "changes": kept_changes(report),
        "sources": plain_sources(report),
    }


def _sent_view(kept: KeptPackage) -> SentView:
    said, second = kept.package, kept.detail.get("second_fingerprint")
    return SentView(
        path=Path(said.name),
        companion=None,
        name=said.name,
        digest=said.digest,
        figures_code=kept.detail["figures_code"],
        revision=said.revision,
        sequence=said.sequence,
        fingerprint_words=fingerprint_words(kept.detail["fingerprint"]),
        second_words=fingerprint_words(second) if second else (),
        when=kept.received_at,
        read_back=True,
        campaign=said.campaign,
        sealed=bool(kept.detail.get("sealed")),
        by_stick=bool(kept.detail.get("by_stick")),
        nil=said.kind == PackageKind.NIL,
    )
