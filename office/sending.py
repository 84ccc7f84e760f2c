"""Sending: check, make the package, sign it, read it back strictly, carry it, and keep its exact bytes.

The number of a revision and the place in the sequence are used up in the same transaction that
writes the file: a full disk or a drive pulled out leaves neither a half-written package nor a gap.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from db.attachments import KeptFile
from db.received import KeptPackage, Package, PackageStatus
from exports import companion
from exports.carriers import Drive, deliver, removable_drives, withdraw
from exports.file_names import name_of, package_name
from exports.keys import KeyHolder, certificate_facts, fingerprint_words
from exports.layout_tidy import tidy
from exports.opc import sign, verify
from exports.read_workbook import read_workbook
from exports.write_workbook import write_workbook
from forms.answers import Address, Document
from forms.engine import OpenForms
from forms.findings import Finding
from forms.pack import Severity, Unit
from forms.problems import Problem
from forms.report import (
    Attachment,
    Header,
    OpenError,
    PackageKind,
    Report,
    SendReason,
    Source,
    Status,
    ToFollow,
    plain_open_error,
    plain_to_follow,
)
from office import official
from office.cover import header
from office.desk import Desk
from office.open_errors import (
    ORDINARY,
    Excuse,
    Knowing,
    checked,
    errors_in,
    matched,
    tables_left_out,
    unreadable,
    without,
)
from office.part_lock import works_on_parts
from office.parts import still_out
from office.progress import Progress, silent
from office.registers import follow
from office.signing_keys import Unlock, opened, remember_key
from office.upward import current_figures, lines, open_below

_STEPS = 6


@dataclass(frozen=True, slots=True)
class UpwardView:
    """For an office with units below: which reporting units are in the next package and which are missing."""

    units_in: tuple[Unit, ...]
    missing: tuple[Unit, ...]


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
    said_before: Knowing = ORDINARY  # of the last package: offered again where it still fits

    @property
    def only_errors_block(self) -> bool:
        """Whether the approver could send all the same, with a reason for each error."""
        return bool(self.errors_found) and all(one.code == "OPEN_ERRORS" for one in self.blockers)


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


@dataclass(frozen=True, slots=True)
class _Draft:
    """The next package's content before it has a cover."""

    document: Document  # without the forms that follow later
    open_forms: OpenForms
    findings: tuple[Finding, ...]
    errors: tuple[Finding, ...]
    open_errors: tuple[OpenError, ...]
    bare: tuple[Finding, ...]  # errors without a reason
    to_follow: tuple[ToFollow, ...]


def _draft(desk: Desk, knowing: Knowing) -> _Draft:
    """Put together what would be sent; raises what `checked` and `matched` do."""
    if any(form.register for form in desk.pack.forms):
        raise Problem("REGISTER_STAYS")
    knowing = checked(desk, knowing)
    follow(desk)
    left_out = tables_left_out(desk.pack, knowing.to_follow)
    document = without(desk.own_document(), left_out)
    open_forms = official.opened(desk, document)
    findings = tuple(one for one in open_forms.findings() if one.place.table not in left_out)
    errors = errors_in(findings)
    listed, bare = matched(errors, knowing)
    return _Draft(document, open_forms, findings, errors, listed, bare, knowing.to_follow)


def review(desk: Desk, knowing: Knowing = ORDINARY) -> SendReview:
    """Say what the next package would hold and what still blocks it.

    `knowing`: what the approver says of errors left open and forms sent later; raises what `checked`
    and `matched` do.
    """
    draft = _draft(desk, knowing)
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
    cover, code = None, ""
    try:
        cover = header(desk, draft.document)
        if odd is None:
            code = _report(desk, cover, draft).figures_code()
    except Problem as problem:
        blockers.append(problem)
    return SendReview(
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
        said_before=_said_before(desk),
    )


def _said_before(desk: Desk) -> Knowing:
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


def send(
    desk: Desk,
    *,
    unlock: Unlock,
    folder: Path,
    knowing: Knowing = ORDINARY,
    progress: Progress = silent,
) -> SentView:
    """Make, sign, check, write and keep the next package; raise a Problem with nothing changed.

    `unlock`: the key that signs; `knowing`: the errors left open with their reasons, and the forms that
    follow later.
    """
    if not folder.is_dir():
        raise Problem("FOLDER_MISSING", folder=folder)
    found = review(desk, knowing)
    if found.blockers:
        raise found.blockers[0]
    with opened(desk, unlock) as signing:
        progress(1, _STEPS, "report")
        draft = _draft(desk, knowing)
        report = _report(desk, header(desk, draft.document), draft)
        files = _files(desk, draft.document)
        progress(2, _STEPS, "workbook")
        data = sign(write_workbook(report, desk.pack), signing, report.header.made_at)
    progress(3, _STEPS, "verify")
    digest = _read_strictly(desk, data, report)
    name = package_name(report.header)
    beside_data = companion.write_companion(files) if files else None
    progress(4, _STEPS, "write")
    with desk.database.writing():
        view = _keep_sent(desk, report, data, digest, signing, beside_data)
        path = deliver(data, folder, name)
        try:
            beside = deliver(beside_data, folder, companion.companion_name(name)) if beside_data else None
        except Problem:
            # One without the other would ask the receiver for files nobody has.
            withdraw(path)
            raise
    remember_key(desk, unlock, signing)
    progress(_STEPS, _STEPS, "done")
    return replace(view, path=path, companion=beside, read_back=True)


def sent(desk: Desk) -> tuple[SentView, ...]:
    """Return the packages this office sent, the newest first."""
    kept = desk.received.packages(direction="sent", unit=desk.unit.code)
    return tuple(_sent_view(one) for one in reversed(kept))


def send_again(desk: Desk, digest: str, folder: Path) -> Path:
    """Write the kept bytes of a sent package once more, with its companion where it had one."""
    kept = next(iter(desk.received.packages(direction="sent", digest=digest)), None)
    if kept is None:
        raise Problem("NOT_SENT_BY_US", digest=digest)
    if not folder.is_dir():
        raise Problem("FOLDER_MISSING", folder=folder)
    beside = desk.received.content(kept.detail["companion"]) if kept.detail.get("companion") else None
    if beside is not None:
        deliver(beside, folder, companion.companion_name(kept.package.name))
    return deliver(desk.received.data(kept.id), folder, kept.package.name)


def drives() -> tuple[Drive, ...]:
    """Return the removable drives of this PC."""
    return removable_drives()


def _upward(desk: Desk) -> UpwardView:
    here = desk.received.figures(desk.campaign_id, frozenset())
    return UpwardView(
        tuple(unit for unit in desk.reporting_units if unit.code in here),
        tuple(unit for unit in desk.reporting_units if unit.code not in here),
    )


def _report(desk: Desk, cover: Header, draft: _Draft) -> Report:
    """Make the next package's content, in the one form that is hashed, written and read back."""
    return tidy(_content(desk, cover, draft), desk.pack)


def _content(desk: Desk, cover: Header, draft: _Draft) -> Report:
    attached = tuple(
        Attachment(file.name, len(file.data), file.sha256, file.caption)
        for file in _attached(desk, draft.document)
    )
    if not desk.has_below:
        open_forms = draft.open_forms
        left_out = tables_left_out(desk.pack, draft.to_follow)
        # The engine works out every table of the pack; an agency fills and sends a few of them.
        own = {table.id for form in open_forms.forms for table in form.tables if table.role != "header"}
        own -= left_out
        values = {table: rows for table, rows in open_forms.values().items() if rows and table in own}
        states = {place: state for place, state in open_forms.states().items() if place.table in own}
        return Report(
            cover,
            values,
            states,
            attachments=attached,
            open_errors=draft.open_errors,
            to_follow=draft.to_follow,
        )
    tables, states = lines(desk.pack, current_figures(desk))
    below = desk.received.accepted(desk.campaign_id)
    still_open, to_follow = open_below(desk)
    return Report(
        cover,
        tables,
        states,
        tuple(_source(desk, one.kept) for one in below),
        (*attached, *(_as_attachment(desk, one.kept) for one in below)),
        still_open,
        to_follow,
    )


def _attached(desk: Desk, document: Document) -> tuple[KeptFile, ...]:
    """Return the attachments that a cell still names, in its order; those of removed records stay at home."""
    files = desk.attachments.files()
    cells = {file.place: document.value(Address.parse(file.place)) for file in files}
    order = {place: str(value or "").splitlines() for place, value in cells.items()}
    still = [file for file in files if file.name in order[file.place]]
    return tuple(sorted(still, key=lambda file: (file.place, order[file.place].index(file.name))))


def _source(desk: Desk, kept: KeptPackage) -> Source:
    said = kept.package
    name = desk.pack.units_by_code[said.unit].name
    return Source(said.unit, name, said.package_id, said.revision, said.digest, Status(kept.detail["status"]))


def _as_attachment(desk: Desk, kept: KeptPackage) -> Attachment:
    unit_name = desk.pack.units_by_code[kept.package.unit].name
    return Attachment(_carried_name(desk, kept), kept.size, kept.package.digest, unit_name)


def _carried_name(desk: Desk, kept: KeptPackage) -> str:
    """Name a package from below in the companion: its file may have come as any "Copy (1)", even twice."""
    said = kept.package
    unit_name = desk.pack.units_by_code[said.unit].name
    return name_of(PackageKind(said.kind), said.campaign, said.unit, unit_name, said.revision)


def _files(desk: Desk, document: Document) -> Mapping[str, bytes]:
    files = {file.name: file.data for file in _attached(desk, document)}
    if desk.has_below:
        for one in desk.received.accepted(desk.campaign_id):
            files[_carried_name(desk, one.kept)] = desk.received.data(one.kept.id)
    return files


def _read_strictly(desk: Desk, data: bytes, report: Report) -> str:
    """Open our own package as the office above will; what it reads must be what was meant."""
    verdict = verify(data, now=desk.clock.now())
    if verdict.parts is None:
        raise Problem(verdict.reason, where=verdict.detail)
    if read_workbook(verdict.parts, desk.pack) != report:
        raise Problem("LAYOUT", sheet="", cell="", reason="READ_BACK")
    return verdict.digest


def _keep_sent(
    desk: Desk, report: Report, data: bytes, digest: str, signing: KeyHolder, beside: bytes | None
) -> SentView:
    cover = report.header
    facts = certificate_facts(signing.certificate)
    package = Package(
        direction="sent",
        digest=digest,
        name=package_name(cover),
        kind=cover.kind.value,
        campaign=cover.campaign,
        unit=cover.unit,
        recipient=cover.recipient,
        package_id=cover.package_id,
        revision=cover.revision,
        sequence=cover.sequence,
        previous_digest=cover.previous_digest,
    )
    detail = {
        "figures_code": report.figures_code(),
        "fingerprint": facts.fingerprint,
        "companion": desk.received.keep_content(beside) if beside else "",
        "open_errors": [plain_open_error(one) for one in report.open_errors],
        "to_follow": [plain_to_follow(one) for one in report.to_follow],
    }
    number = desk.received.keep(
        package, data, status=PackageStatus.SENT, detail=detail, who=desk.person.name, when=cover.made_at
    )
    desk.answers.sent(desk.own_submission(), cover.revision, number, digest, cover.made_at)
    return _sent_view(desk.received.package(number))


def _sent_view(kept: KeptPackage) -> SentView:
    said = kept.package
    return SentView(
        path=Path(said.name),
        companion=None,
        name=said.name,
        digest=said.digest,
        figures_code=kept.detail["figures_code"],
        revision=said.revision,
        sequence=said.sequence,
        fingerprint_words=fingerprint_words(kept.detail["fingerprint"]),
        when=kept.received_at,
        read_back=True,
    )
