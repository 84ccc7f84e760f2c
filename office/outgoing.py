"""What the next package of an office holds: its answers, or those of the units below, as one report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from db.attachments import KeptFile
from db.received import KeptPackage
from exports.file_names import name_of
from exports.layout_lists import tidy_lists
from exports.layout_tidy import HEADER_ROLE, tidy
from forms.answers import Address, Document
from forms.engine import OpenForms
from forms.findings import Finding
from forms.problems import Problem
from forms.report import Attachment, Header, OpenError, PackageKind, Report, Source, Status, ToFollow
from forms.report_lists import ADJUSTMENTS, CHANGES, CHOICES, IN_PLACE, NIL, REPLIES
from forms.routed import of_report, without_apart
from office import in_place_told, official
from office.adjustments import travelling
from office.awards import Awards
from office.blocks import Gathered
from office.changed import lines as lines_of_changes
from office.choosing import lines_for_above, only_passed_on
from office.desk import Desk
from office.in_place_told import scans
from office.nil import Nil, passed_on
from office.nil import lines_of as lines_of_nil
from office.open_errors import Knowing, checked, errors_in, matched, tables_left_out, without
from office.own_figures import own_figures
from office.presented import as_presented, scan_of
from office.queries import replies
from office.record_files import Lies, going_up
from office.registers import follow
from office.upward import lines, open_below


@dataclass(frozen=True, slots=True)
class Draft:
    """The next package's content before it has a cover."""

    document: Document  # without the forms that follow later
    open_forms: OpenForms
    findings: tuple[Finding, ...]
    errors: tuple[Finding, ...]
    open_errors: tuple[OpenError, ...]
    bare: tuple[Finding, ...]  # errors without a reason
    to_follow: tuple[ToFollow, ...]
    nil: Nil | None = None  # nothing to report: of the document only the cover travels


def gathered(desk: Desk, knowing: Knowing) -> Draft:
    """Put together what would be sent; raises what `checked` and `matched` do."""
    if any(form.register for form in desk.pack.forms) and not desk.pack.part_of:
        raise Problem("REGISTER_STAYS")
    knowing = checked(desk, as_presented(desk, knowing))
    follow(desk)
    left_out = tables_left_out(desk.pack, knowing.to_follow)
    if knowing.nil is not None:
        left_out = frozenset(name for name, one in desk.pack.tables_by_id.items() if one.role != HEADER_ROLE)
    document = without_apart(desk.pack, without(desk.own_document(), left_out))
    open_forms = official.opened(desk, document)
    findings = of_report(desk.pack, open_forms.findings())
    findings = tuple(one for one in findings if one.place.table not in left_out)
    errors = errors_in(findings)
    listed, bare = matched(errors, knowing)
    return Draft(document, open_forms, findings, errors, listed, bare, knowing.to_follow, knowing.nil)


def report_of(desk: Desk, cover: Header, of: Draft) -> Report:
    """Make the next package's content, in the one form that is hashed, written and read back."""
    report = tidy(_content(desk, cover, of), desk.pack)
    changes = lines_of_changes(desk, report)
    beside = {CHANGES.id: changes, REPLIES.id: replies(desk)}
    return replace(report, lists=tidy_lists({**report.lists, **beside}))


def _content(desk: Desk, cover: Header, of: Draft) -> Report:
    attached = tuple(
        Attachment(file.name, len(file.data), file.sha256, file.caption)
        for file in _attached(desk, of.document)
    )
    if (scan := scan_of(desk)) is not None:
        attached = (*attached, scan[0])
    if of.nil is not None:
        cover = replace(cover, kind=PackageKind.NIL)
        return Report(cover, attachments=attached, lists={NIL.id: lines_of_nil(desk, of.nil)})
    if not desk.has_below:
        told = own_figures(desk.pack, of.open_forms, tables_left_out(desk.pack, of.to_follow))
        return Report(
            cover,
            told.tables,
            told.states,
            attachments=attached,
            open_errors=of.open_errors,
            to_follow=of.to_follow,
        )
    found = Gathered(desk)
    awards = Awards(desk, found)
    tables, states = only_passed_on(desk, *lines(desk.pack, found.in_table), awards)
    below = found.accepted
    still_open, to_follow = open_below(desk)
    return Report(
        cover,
        tables,
        states,
        tuple(_source(desk, one.kept) for one in below),
        (
            *attached,
            *(_as_attachment(desk, one.kept) for one in below),
            *(file for file, _ in scans(desk)),
            *(one.file for one in going_up(desk, awards)),
        ),
        still_open,
        to_follow,
        {
            NIL.id: passed_on(desk),
            IN_PLACE.id: in_place_told.passed_on(desk),
            ADJUSTMENTS.id: travelling(desk, found.moved),
            CHOICES.id: lines_for_above(desk, awards),
        },
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


def files_of(desk: Desk, document: Document) -> Mapping[str, bytes]:
    """Give what lies beside the next package, by name.

    Attachments, scan, packages from below, and the photos of the records that are passed on.
    """
    files = {file.name: file.data for file in _attached(desk, document)}
    if (scan := scan_of(desk)) is not None:
        files[scan[0].name] = scan[1]
    if desk.has_below:
        for one in desk.received.accepted(desk.campaign_id):
            files[_carried_name(desk, one.kept)] = desk.received.data(one.kept.id)
        files |= {file.name: data for file, data in scans(desk)}
        files |= {one.file.name: one.data for one in going_up(desk) if one.lies is Lies.HERE}
    return files
