"""Reads the cover, and with it the whole report, by the visible codes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final

from exports.layout_values import read_code, read_date
from exports.read_workbook_parts import layout, read_sheets, tidy_names
from exports.read_workbook_tables import (
    Coded,
    Found,
    find_coded,
    read_rows,
    read_states,
    text_of,
    whole_number,
)
from forms.answers import Address
from forms.pack import Pack
from forms.problems import Problem
from forms.report import (
    HEADER_TABLE,
    Attachment,
    Header,
    OpenError,
    PackageKind,
    Report,
    SendReason,
    Source,
    Status,
    ToFollow,
)
from forms.report_lists import KNOWN, Lists

COVER: Final = "Bìa"


@dataclass(frozen=True, slots=True)
class Cover:
    """What a cover says, as text; "" or 0 where it says nothing. Nothing of it is checked."""

    format_version: str
    kind: str
    package_id: str
    campaign: str
    pack: str
    pack_version: str
    pack_hash: str
    standard: str
    unit: str
    unit_name: str
    level: str
    recipient: str
    revision: int
    sequence: int
    data_date: str
    status: str
    replaces: str
    previous_digest: str
    made_at: str
    digest: str
    figures_code: str
    preparer: str
    telephone: str


def read_cover(parts: Mapping[str, bytes]) -> Cover | None:
    """Tell what package a workbook says it is, without its pack; None where it says nothing of the kind.

    Takes files re-saved by Excel or LibreOffice too. `parts`: part name -> bytes, from memory.
    """
    try:
        cover = next(iter(read_sheets(tidy_names(parts), strict=False, only=COVER)), None)
        coded = find_coded([cover], [HEADER_TABLE]) if cover else Coded()
    except Problem:
        return None
    cells = coded.tables.get(HEADER_TABLE, {}).get((), {})
    if not text_of(cells, "c01") or not text_of(cells, "kind"):
        return None

    def code(name: str) -> str:
        return read_code(text_of(cells, name))

    return Cover(
        format_version=text_of(cells, "format"),
        kind=code("kind"),
        package_id=text_of(cells, "c01"),
        campaign=code("c02"),
        pack=code("pack"),
        pack_version=text_of(cells, "c04"),
        pack_hash=text_of(cells, "pack_hash"),
        standard=code("c03"),
        unit=text_of(cells, "c05"),
        unit_name=text_of(cells, "c06"),
        level=code("c07"),
        recipient=code("recipient"),
        revision=whole_number(cells, "c10"),
        sequence=whole_number(cells, "sequence"),
        data_date=read_date(text_of(cells, "c08")),
        status=code("c09"),
        replaces=text_of(cells, "c11"),
        previous_digest=text_of(cells, "previous_digest"),
        made_at=text_of(cells, "made_at"),
        digest=text_of(cells, "c19"),
        figures_code=text_of(cells, "figures_code"),
        preparer=text_of(cells, "c12"),
        telephone=text_of(cells, "c14"),
    )


def read_header(coded: Coded) -> Header:
    """Read the cover as a header; raise `Problem("LAYOUT")` naming the cell that is none."""
    cells = coded.tables.get(HEADER_TABLE, {}).get((), {})
    for needed in ("c01", "kind", "c08", "c09", "made_at"):
        if needed not in cells:
            raise layout(COVER, "", f"no {needed}")
    signed = text_of(cells, "c18")
    return Header(
        kind=PackageKind(_one_of(cells["kind"], {kind.value for kind in PackageKind})),
        package_id=text_of(cells, "c01"),
        campaign=read_code(text_of(cells, "c02")),
        pack=read_code(text_of(cells, "pack")),
        pack_version=text_of(cells, "c04"),
        pack_hash=text_of(cells, "pack_hash"),
        standard=read_code(text_of(cells, "c03")),
        unit=text_of(cells, "c05"),
        unit_name=text_of(cells, "c06"),
        level=read_code(text_of(cells, "c07")),
        recipient=read_code(text_of(cells, "recipient")),
        revision=whole_number(cells, "c10"),
        sequence=whole_number(cells, "sequence"),
        data_date=_date(cells["c08"]),
        status=Status(_one_of(cells["c09"], {status.value for status in Status})),
        preparer=text_of(cells, "c12"),
        approver=text_of(cells, "c15"),
        made_at=_moment(cells["made_at"]),
        preparer_position=text_of(cells, "c13"),
        approver_position=text_of(cells, "c16"),
        telephone=text_of(cells, "c14"),
        report_number=text_of(cells, "c17"),
        date_signed=_date(cells["c18"]) if signed else None,
        replaces=text_of(cells, "c11"),
        previous_digest=text_of(cells, "previous_digest"),
        format_version=text_of(cells, "format"),
    )


def read_attachments(coded: Coded) -> tuple[Attachment, ...]:
    """Read the table of the files beside the workbook."""
    return tuple(
        Attachment(
            name=text_of(cells, "name"),
            size=whole_number(cells, "size"),
            sha256=text_of(cells, "sha256"),
            caption=text_of(cells, "caption"),
        )
        for cells in coded.tables.get("attachments", {}).values()
    )


def read_coded(coded: Coded, pack: Pack) -> Report:
    """Put the coded cells together as a report; nothing is compared yet."""
    states = read_states(coded)
    return Report(
        header=read_header(coded),
        tables=read_rows(coded, pack, states),
        states=states,
        sources=tuple(
            Source(
                unit="|".join(key),
                unit_name=text_of(cells, "unit_name"),
                package_id=text_of(cells, "package"),
                revision=whole_number(cells, "revision"),
                digest=text_of(cells, "digest"),
                status=_status(read_code(text_of(cells, "status"))),
            )
            for key, cells in coded.tables.get("sources", {}).items()
        ),
        attachments=read_attachments(coded),
        open_errors=tuple(
            OpenError(
                code=text_of(cells, "code"),
                place=_place(cells["place"]),
                sentence=text_of(cells, "sentence"),
                reason=_reason(cells["reason"]),
                text=text_of(cells, "text"),
            )
            for cells in coded.tables.get("open_errors", {}).values()
        ),
        to_follow=tuple(
            ToFollow(
                form=text_of(cells, "form"),
                reason=_reason(cells["reason"]),
                promised=_date(cells["promised"]),
                text=text_of(cells, "text"),
                unit=text_of(cells, "unit"),
            )
            for cells in coded.tables.get("to_follow", {}).values()
        ),
        lists=_lists(coded),
    )


def _lists(coded: Coded) -> Lists:
    return {
        name: tuple(
            {column.id: text for column in known.columns if (text := text_of(cells, column.id))}
            for cells in coded.tables[name].values()
        )
        for name, known in KNOWN.items()
        if name in coded.tables
    }


def _reason(found: Found) -> SendReason:
    return SendReason(_one_of(found, {reason.value for reason in SendReason}))


def _place(found: Found) -> Address:
    try:
        return Address.parse(found.written.text or "")
    except Problem:
        raise layout(found.sheet, found.place, "address") from None


def _status(code: str) -> Status:
    if code not in {status.value for status in Status}:
        raise layout("", "", "status")
    return Status(code)


def _one_of(found: Found, known: set[str]) -> str:
    code = read_code(found.written.text or "")
    if code not in known:
        raise layout(found.sheet, found.place, "code")
    return code


def _date(found: Found) -> date:
    try:
        return date.fromisoformat(read_date(found.written.text or ""))
    except ValueError:
        raise layout(found.sheet, found.place, "date") from None


def _moment(found: Found) -> datetime:
    try:
        return datetime.strptime(found.written.text or "", "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    except ValueError:
        raise layout(found.sheet, found.place, "moment") from None
