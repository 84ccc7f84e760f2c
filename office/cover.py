"""The package's cover: what the office knows of itself, and the header made from form BM-00."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from db.packages import Package
from exports.read_workbook_cover import Cover
from forms.answers import Address, Document, Value
from forms.pack import Campaign
from forms.problems import Problem
from forms.report import HEADER_TABLE, Header, PackageKind, Status
from office.desk import Desk, OrderOfSending

NO_PACKAGE = "00000000-0000-0000-0000-000000000000"
"""The id of what is no package: a paper, an empty form."""
_MUST = ("c08", "c09", "c12", "c15")


def generated_cells(desk: Desk) -> Mapping[str, Value]:
    """Give the cells of BM-00 that the office fills itself, and the defaults of those it may change."""
    person = desk.person
    cells: dict[str, Value] = {
        "c02": campaign(desk).id,
        "c03": campaign(desk).standard,
        "c04": desk.pack.version,
        "c05": desk.unit.code,
        "c06": desk.unit.name,
        "c07": desk.unit.level,
        "c08": min(campaign(desk).data_date, desk.clock.today().isoformat()),
        "c09": Status.ESTIMATED.value,
        "c12": person.name,
        "c13": person.position,
        "c14": person.telephone,
    }
    if desk.in_place:  # who types answers for it: nobody of the unit signs
        cells |= {"c15": person.name, "c16": person.position}
    return {name: value for name, value in cells.items() if value != ""}


def campaign(desk: Desk) -> Campaign:
    """Return the campaign of the office's pack; a pack of units only has none."""
    if desk.pack.campaign is None:
        raise Problem("NO_FORMS", unit=desk.unit.code)
    return desk.pack.campaign


def header(desk: Desk, document: Document, *, package_id: str | None = None) -> Header:
    """Make the header of the next package from BM-00; raise NO_FORMS, HEADER_MISSING or NO_PARENT."""
    ours = campaign(desk)
    for name in _MUST:
        if document.value(Address(HEADER_TABLE, (), name)) is None:
            raise Problem("HEADER_MISSING", field=_label(desk, name))
    if desk.parent is None:
        raise Problem("NO_PARENT", unit=desk.unit.code)
    made = draft_header(desk, document)
    return replace(
        made, kind=package_kind(desk), package_id=package_id or str(uuid.uuid4()), campaign=ours.id
    )


def package_kind(desk: Desk) -> PackageKind:
    """Say what the office sends: its own report, what was put together below it, or what travels apart."""
    if desk.in_place:
        return PackageKind.IN_PLACE
    if desk.has_below:
        return PackageKind.DISTRICT
    return PackageKind.ROUTED if desk.pack.part_of else PackageKind.REPORT


def draft_header(desk: Desk, document: Document) -> Header:
    """Make the header of a paper of the office's own forms, which may be printed before the cover is whole.

    What the cover does not say yet is blank; the day of the data is the campaign's.
    """
    ours = desk.pack.campaign
    order = desk.order_of_sending(desk.parent.code) if desk.parent else OrderOfSending(1, 1, "", "")
    day = _text(document, "c08") or (ours.data_date if ours else desk.clock.today().isoformat())
    return Header(
        kind=PackageKind.REPORT,
        package_id=NO_PACKAGE,
        campaign=ours.id if ours else desk.pack.id,
        pack=desk.pack.id,
        pack_version=desk.pack.version,
        pack_hash=desk.pack.hash,
        standard=ours.standard if ours else "",
        unit=desk.unit.code,
        unit_name=desk.unit.name,
        level=desk.unit.level,
        recipient=desk.parent.code if desk.parent else "",
        revision=order.revision,
        sequence=order.sequence,
        data_date=date.fromisoformat(day),
        status=Status(_text(document, "c09") or Status.ESTIMATED),
        preparer=_text(document, "c12"),
        approver=_text(document, "c15"),
        made_at=desk.clock.now(),
        preparer_position=_text(document, "c13"),
        approver_position=_text(document, "c16"),
        telephone=_text(document, "c14"),
        report_number=_text(document, "c17"),
        date_signed=date.fromisoformat(_text(document, "c18")) if _text(document, "c18") else None,
        replaces=order.replaces,
        previous_digest=order.previous_digest,
    )


def _text(document: Document, name: str) -> str:
    value = document.value(Address(HEADER_TABLE, (), name))
    return "" if value is None else str(value)


def _label(desk: Desk, name: str) -> str:
    table = desk.pack.tables_by_id[HEADER_TABLE]
    field = next(item for item in table.fields if item.id == name)
    return field.label.get(desk.language, name)


def package_of(cover: Cover | Header, package: Package) -> Package:
    """Write onto a kept package what its cover says."""
    return replace(
        package,
        kind=str(cover.kind),
        campaign=cover.campaign,
        unit=cover.unit,
        recipient=cover.recipient,
        package_id=cover.package_id,
        revision=cover.revision,
        sequence=cover.sequence,
        previous_digest=cover.previous_digest,
    )
