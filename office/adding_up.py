"""Consolidated tables: what the units below reported, added up as the pack says, and who has reported."""

from __future__ import annotations

from collections.abc import Container, Sequence
from datetime import date, datetime
from pathlib import Path

from db.received import AcceptedPackage
from exports.carriers import deliver
from exports.totals_workbook import write_totals
from forms.answers import Value
from forms.pack import Field, Kind, TotalsTable, Unit, Words
from forms.problems import Problem
from forms.roll_up import BLOCKS, Cell, TotalsColumn, TotalsRow, TotalsView
from forms.roll_up import totals as roll_up
from office.clock import VIET_NAM
from office.desk import Desk
from office.upward import current_figures

TRACKER = "tracker"
_TRACKED: tuple[tuple[str, Kind, str, str], ...] = (
    ("revision", Kind.INTEGER, "Lần gửi", "Revision"),
    ("received", Kind.DATE, "Ngày nhận", "Received on"),
    ("deadline", Kind.DATE, "Hạn nộp", "Deadline"),
    ("late", Kind.INTEGER, "Số ngày chậm", "Days late"),
    ("signature", Kind.TEXT, "Chữ ký", "Signature"),
    ("signer", Kind.TEXT, "Người ký", "Signer"),
    ("signed", Kind.DATE, "Ngày ký (theo máy gửi)", "Signed on (sender's clock)"),
    ("standard", Kind.TEXT, "Chuẩn nghèo", "Standard"),
    ("status", Kind.TEXT, "Số liệu năm cuối", "Last year's figures"),
    ("digest", Kind.TEXT, "SHA-256 (12 ký tự đầu)", "SHA-256 (first 12)"),
    ("explained", Kind.INTEGER, "Giải trình", "Explanations"),
    ("files", Kind.INTEGER, "Tệp kèm còn thiếu", "Files missing"),
    ("accepted_by", Kind.TEXT, "Người nhận", "Accepted by"),
    ("pack", Kind.TEXT, "Phiên bản bộ biểu", "Version of the pack"),
)
_SHOWN_DIGEST = 12


def tables(desk: Desk) -> tuple[TotalsTable, ...]:
    """Return the consolidated tables of the office's level."""
    return tuple(table for table in desk.pack.totals if desk.unit.level in table.levels)


def years(desk: Desk, table_id: str | None = None) -> tuple[str, ...]:
    """Return the years a table can be asked for, oldest first; () for one that has no year of its own."""
    if table_id is None:
        return desk.pack.campaign.years if desk.pack.campaign else ()
    table = _table(desk, table_id)
    source = desk.pack.tables_by_id.get(table.source)
    if source is None or table.kind not in ("sum", "matrix") or "year" not in source.axes:
        return ()
    place = source.axes.index("year")
    wanted = [
        row.key[place]
        for row in source.rows
        if all(row.key[source.axes.index(axis)] == value for axis, value in table.filter.items())
    ]
    return tuple(sorted(set(wanted)))


def totals(desk: Desk, table_id: str, year: str | None = None) -> TotalsView:
    """Put a consolidated table together; raise NO_TABLE or NO_YEAR."""
    table = _table(desk, table_id)
    if table.kind == TRACKER:
        return _tracker(desk, table)
    known = years(desk, table_id)
    if year is not None and known and year not in known:
        raise Problem("NO_YEAR", table=table_id, year=year, years=", ".join(known))
    return roll_up(desk.form_set, desk.unit.code, table, current_figures(desk), year)


def export_totals(desk: Desk, table_id: str, year: str | None, path: Path) -> Path:
    """Write a consolidated table as a workbook, whole or not at all."""
    view = totals(desk, table_id, year)
    if not path.parent.is_dir():
        raise Problem("FOLDER_MISSING", folder=path.parent)
    if path.is_dir():
        raise Problem("FILE_IS_FOLDER", file=path)
    data = write_totals(
        view, desk.pack, unit_name=desk.unit.name, made_at=desk.clock.now(), language=desk.language
    )
    return deliver(data, path.parent, path.name, read_only=False)


def _table(desk: Desk, table_id: str) -> TotalsTable:
    found = next((table for table in tables(desk) if table.id == table_id), None)
    if found is None:
        raise Problem("NO_TABLE", table=table_id)
    return found


def _tracker(desk: Desk, table: TotalsTable) -> TotalsView:
    """TH-01: one line a unit that should send to this office, whether it has or not."""
    campaign = desk.pack.campaign
    here = {one.kept.package.unit: one for one in desk.received.accepted(desk.campaign_id)}
    expected = senders(desk, here)
    columns = tuple(_tracked(code, kind, {"vi": vi, "en": en}) for code, kind, vi, en in _TRACKED)
    rows = []
    for unit in expected:
        due = campaign.deadlines.get(unit.level, "") if campaign else ""
        cells = _sent(here[unit.code], due, desk) if unit.code in here else _not_sent(due, desk)
        rows.append(TotalsRow(unit.code, unit.name, unit.area, tuple(Cell(value, 1, 1) for value in cells)))
    in_blocks = sorted(rows, key=lambda row: BLOCKS.index(row.block))
    missing = tuple(unit.code for unit in expected if unit.code not in here)
    count = len(expected) - len(missing)
    return TotalsView(
        table=table.id,
        title=table.title,
        year="",
        columns=columns,
        rows=tuple(in_blocks),
        whole_rows=tuple(rows),
        subtotals=(),
        total=tuple(Cell(None, 0, len(expected)) for _ in columns),
        units_in=count,
        units_all=len(expected),
        missing=missing,
        notes=(
            {
                "vi": f"{count}/{len(expected)} đơn vị đã gửi",
                "en": f"{count} of {len(expected)} units have sent",
            },
        ),
    )


def _tracked(code: str, kind: Kind, label: Words) -> TotalsColumn:
    return TotalsColumn(code, label, field=Field(code, path="", kind=kind, label=label))


def senders(desk: Desk, here: Container[str] = ()) -> tuple[Unit, ...]:
    """Name who should send here: units below that report, or pass on what is reported; and who did."""
    reporting = {unit.code for unit in desk.reporting_units}
    return tuple(
        unit
        for unit in desk.pack.children(desk.unit.code)
        if unit.code in reporting or unit.code in here or desk.pack.reporting_units(unit.code)
    )


def _sent(one: AcceptedPackage, due: str, desk: Desk) -> Sequence[Value | None]:
    kept, detail = one.kept, one.kept.detail
    came = kept.received_at.astimezone(VIET_NAM).date()
    signed = (
        datetime.fromisoformat(str(detail["signed"])).astimezone(VIET_NAM) if detail.get("signed") else None
    )
    return (
        kept.package.revision,
        came.isoformat(),
        due or None,
        _late(came, due),
        _words(desk, "Toàn vẹn, đã xác nhận", "Whole, recognised"),
        str(detail["person"]),
        signed.date().isoformat() if signed else None,
        desk.pack.campaign.standard if desk.pack.campaign else None,
        _words(desk, *_STATUS[str(detail["status"])]),
        kept.package.digest[:_SHOWN_DIGEST],
        int(detail.get("explained", 0)),
        len(detail.get("missing", ())) or None,
        str(detail.get("accepted_by", "")) or None,
        str(detail.get("version", "")) or None,
    )


_STATUS = {"estimated": ("Ước thực hiện", "Estimated"), "official": ("Chính thức", "Official")}


def _not_sent(due: str, desk: Desk) -> Sequence[Value | None]:
    late = _late(desk.clock.today(), due)
    return (
        None,
        None,
        due or None,
        late,
        _words(desk, "Chưa gửi", "Not sent"),
        *[None] * (len(_TRACKED) - 5),
    )


def _late(day: date, due: str) -> int | None:
    if not due:
        return None
    return max(0, (day - date.fromisoformat(due)).days) or None


def _words(desk: Desk, vi: str, en: str) -> str:
    words: Words = {"vi": vi, "en": en}
    return words.get(desk.language, vi)
