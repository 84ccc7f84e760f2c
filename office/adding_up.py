"""Consolidated tables: what the units below reported, added up as the pack says, and who has reported."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from db.received import AcceptedPackage
from forms.answers import Value
from forms.pack import Field, Kind, Unit, Words
from forms.problems import Problem
from forms.report import PackageKind, SendReason
from forms.roll_up import (
    BLOCKS,
    Cell,
    TotalsColumn,
    TotalsRow,
    TotalsView,
    asks_year,
)
from forms.roll_up import totals as roll_up
from forms.roll_up_reads import tables_read
from forms.totals_tables import TotalsTable
from office.blocks import Gathered, gathered
from office.changes_table import KIND as CHANGES
from office.changes_table import changes_table
from office.chosen_columns import with_choices
from office.clock import VIET_NAM
from office.desk import Desk
from office.in_place_told import in_place_units, said_by
from office.messages import sentence
from office.nil import nil_units
from office.open_errors import forms_to_send
from office.queries import units_in_question, waiting_for
from office.routed import without_details

TRACKER = "tracker"
_TRACKED: tuple[tuple[str, Kind, str, str], ...] = (
    ("revision", Kind.INTEGER, "Lần gửi", "Revision"),
    ("received", Kind.DATE, "Ngày nhận", "Received on"),
    ("deadline", Kind.DATE, "Hạn nộp", "Deadline"),
    ("late", Kind.INTEGER, "Số ngày chậm", "Days late"),
    ("signature", Kind.TEXT, "Chữ ký", "Signature"),
    ("in_place", Kind.INTEGER, "Số đơn vị nhập thay", "Units typed in place"),
    ("signer", Kind.TEXT, "Người ký", "Signer"),
    ("certificate", Kind.TEXT, "Vân tay chứng thư (12 ký tự đầu)", "Certificate's fingerprint (first 12)"),
    ("signed", Kind.DATE, "Ngày ký (theo máy gửi)", "Signed on (sender's clock)"),
    ("standard", Kind.TEXT, "Chuẩn nghèo", "Standard"),
    ("status", Kind.TEXT, "Số liệu năm cuối", "Last year's figures"),
    ("digest", Kind.TEXT, "SHA-256 (12 ký tự đầu)", "SHA-256 (first 12)"),
    ("explained", Kind.INTEGER, "Giải trình", "Explanations"),
    ("open", Kind.INTEGER, "Lỗi còn mở", "Errors still open"),
    ("why", Kind.TEXT, "Tạm tính vì", "Provisional because"),
    ("follow", Kind.TEXT, "Biểu gửi sau", "Forms to follow"),
    ("owes", Kind.TEXT, "Biểu được giao", "Forms assigned"),
    ("files", Kind.INTEGER, "Tệp kèm còn thiếu", "Files missing"),
    ("accepted_by", Kind.TEXT, "Người nhận", "Accepted by"),
    ("pack", Kind.TEXT, "Phiên bản bộ biểu", "Version of the pack"),
)
_SHOWN_DIGEST = 12
_MOST_WAITING = 8  # adjustments that a note names


def tables(desk: Desk) -> tuple[TotalsTable, ...]:
    """Return the consolidated tables of the office's level."""
    return tuple(table for table in desk.pack.totals if desk.unit.level in table.levels)


def years(desk: Desk, table_id: str | None = None) -> tuple[str, ...]:
    """Return the years a table can be asked for, oldest first; () for one that has no year of its own."""
    if table_id is None:
        return desk.pack.campaign.years if desk.pack.campaign else ()
    table = _table(desk, table_id)
    source = desk.pack.tables_by_id.get(table.source)
    if source is None or not asks_year(table, source):
        return ()
    place = source.axes.index("year")
    wanted = [
        row.key[place]
        for row in source.rows
        if all(row.key[source.axes.index(axis)] == value for axis, value in table.filter.items())
    ]
    return tuple(sorted(set(wanted)))


def totals(desk: Desk, table_id: str, year: str | None = None, found: Gathered | None = None) -> TotalsView:
    """Put a consolidated table together; `found`: what was gathered for several. Raises NO_TABLE, NO_YEAR."""
    table = _table(desk, table_id)
    if table.kind == TRACKER:
        return _tracker(desk, table)
    if table.kind == CHANGES:
        return changes_table(desk, table)
    known = years(desk, table_id)
    if year is not None and known and year not in known:
        raise Problem("NO_YEAR", table=table_id, year=year, years=", ".join(known))
    found = found or gathered(desk)
    figures = found.behind(table)
    view = roll_up(desk.form_set, desk.unit.code, table, figures, year, found.beside)
    view = with_choices(desk, view, found)
    view = with_waiting(desk, view, found)
    told = _told_apart(desk, view, without_details(desk, figures, table.source))
    return _typed_above(desk, _marked(desk, told, found), found)


def with_waiting(
    desk: Desk, view: TotalsView, found: Gathered, units: Container[str] | None = None
) -> TotalsView:
    """Say which adjustments wait because the unit has sent another figure; `units`: of these alone."""
    read = tables_read(desk.form_set, _table(desk, view.table))
    here = [one for one in found.waiting if one.place.table in read and (units is None or one.unit in units)]
    if not here:
        return view
    names = desk.pack.units_by_code
    told = [f"{names[one.unit].name if one.unit in names else one.unit} {one.place}" for one in here]
    places = ", ".join(told[:_MOST_WAITING]) + (" …" if len(told) > _MOST_WAITING else "")
    note = {
        "vi": f"{len(here)} dòng điều chỉnh đang chờ, chưa tính (đơn vị đã gửi số khác): {places}",
        "en": f"{len(here)} adjustments wait and do not count (the unit sent another figure): {places}",
    }
    return replace(view, waiting=len(here), notes=(*view.notes, note))


def _told_apart(desk: Desk, view: TotalsView, units: Sequence[str]) -> TotalsView:
    """Say whose rows lack what travels in a package beside the report."""
    if not units:
        return view
    names = ", ".join(desk.pack.units_by_code[unit].name for unit in units)
    note = {
        "vi": f"{len(units)} đơn vị chưa có gói gửi riêng khớp với báo cáo: {names}",
        "en": f"{len(units)} units without a package beside the report that fits it: {names}",
    }
    return replace(view, notes=(*view.notes, note))


def unsure_units(desk: Desk, accepted: Sequence[AcceptedPackage] | None = None) -> frozenset[str]:
    """Name the reporting units whose figures do not stand yet; `accepted`: the packages, where at hand.

    They were sent with errors still open or forms to follow, or questions about them wait for an answer.
    """
    sent_so = frozenset(
        str(told["unit"])
        for one in (desk.received.accepted(desk.campaign_id) if accepted is None else accepted)
        for name in ("open_errors", "to_follow")
        for told in one.kept.detail.get(name, ())
    )
    return sent_so | units_in_question(desk)


def _marked(desk: Desk, view: TotalsView, found: Gathered) -> TotalsView:
    """Mark a table as provisional where a unit in it does not stand by its figures yet."""
    here = tuple(sorted(unsure_units(desk, found.accepted) - {*view.missing}))
    if not here:
        return view
    names = ", ".join(desk.pack.units_by_code[unit].name for unit in here)
    tracker = next((table.id for table in desk.pack.totals if table.kind == TRACKER), "–")
    note = {
        "vi": f"{len(here)} đơn vị tạm tính (lỗi mở, biểu gửi sau, chờ trả lời; lý do ở {tracker}): {names}",
        "en": f"{len(here)} units provisional (open errors, forms to follow, asked; see {tracker}): {names}",
    }
    return replace(view, unsure=here, notes=(*view.notes, note))


def _typed_above(desk: Desk, view: TotalsView, found: Gathered) -> TotalsView:
    """Count apart the units whose figures were typed in their place: they signed nothing."""
    here = tuple(sorted(in_place_units(desk, found.accepted).keys() - {*view.missing}))
    if not here:
        return view
    names = ", ".join(desk.pack.units_by_code[unit].name for unit in here)
    note = {
        "vi": f"Trong đó {len(here)} đơn vị do nơi tổng hợp nhập thay, đơn vị không ký: {names}",
        "en": f"Of these {len(here)} units did not sign, their figures were typed in their place: {names}",
    }
    return replace(view, in_place=here, notes=(*view.notes, note))


def _table(desk: Desk, table_id: str) -> TotalsTable:
    found = next((table for table in tables(desk) if table.id == table_id), None)
    if found is None:
        raise Problem("NO_TABLE", table=table_id)
    return found


def _tracker(desk: Desk, table: TotalsTable) -> TotalsView:
    """TH-01: one line a unit that should send to this office, whether it has or not."""
    campaign = desk.pack.campaign
    accepted = desk.received.accepted(desk.campaign_id)
    here = {one.kept.package.unit: one for one in accepted}
    expected = senders(desk, here)
    typed, nil = in_place_units(desk, accepted), nil_units(desk)
    unsure, questions = tuple(sorted(unsure_units(desk, accepted))), waiting_for(desk)
    columns = tuple(_tracked(code, kind, {"vi": vi, "en": en}) for code, kind, vi, en in _TRACKED)
    rows = []
    for unit in (*expected, *may_send(desk, expected)):
        due = campaign.deadlines.get(unit.level, "") if campaign else ""
        cells = (
            _sent(here[unit.code], due, desk, questions.get(unit.code, 0))
            if unit.code in here
            else _not_sent(unit, due, desk)
        )
        rows.append(TotalsRow(unit.code, unit.name, unit.area, tuple(Cell(value, 1, 1) for value in cells)))
    in_blocks = sorted(rows, key=lambda row: BLOCKS.index(row.block))
    missing = tuple(unit.code for unit in expected if unit.code not in here)
    count = len(expected) - len(missing)
    within = {unit.code for unit in expected}
    told_apart = (typed.keys(), nil.keys(), {*unsure} - {*missing})
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
        unsure=unsure,
        in_place=tuple(sorted(typed)),
        notes=(
            {
                "vi": f"{count}/{len(expected)} đơn vị đã gửi" + _counted("vi", *told_apart, within=within),
                "en": f"{count} of {len(expected)} units have sent"
                + _counted("en", *told_apart, within=within),
            },
        ),
    )


_COUNTED: dict[str, tuple[str, str, tuple[str, str, str]]] = {
    "vi": (", trong đó ", "; cấp dưới nữa: ", ("{n} nhập thay", "{n} không phát sinh", "{n} tạm tính")),
    "en": (
        ", of them ",
        "; further below: ",
        ("{n} typed in their place", "{n} with nothing to report", "{n} provisional"),
    ),
}


def _counted(language: str, *groups: AbstractSet[str], within: AbstractSet[str]) -> str:
    """Count the units of each group among those that send here, and apart from them those further below."""
    of_them, below, words = _COUNTED[language]
    told = ""
    for lead, counts in (
        (of_them, [len(group & within) for group in groups]),
        (below, [len(group - within) for group in groups]),
    ):
        said = [word.format(n=n) for word, n in zip(words, counts, strict=True) if n]
        told += lead + ", ".join(said) if said else ""
    return told


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


def may_send(desk: Desk, expected: Sequence[Unit]) -> tuple[Unit, ...]:
    """Name the agencies that fill forms without having to: they stand in the list, and in no count."""
    return tuple(
        unit
        for unit in desk.pack.children(desk.unit.code)
        if unit not in expected and forms_to_send(desk.pack, unit)
    )


def _sent(one: AcceptedPackage, due: str, desk: Desk, questions: int) -> Sequence[Value | None]:
    kept, detail = one.kept, one.kept.detail
    came = kept.received_at.astimezone(VIET_NAM).date()
    signed = (
        datetime.fromisoformat(str(detail["signed"])).astimezone(VIET_NAM) if detail.get("signed") else None
    )
    typed = [said for said in said_by(kept) if said.unit in one.units]
    own = kept.package.kind == PackageKind.IN_PLACE
    nothing = kept.package.kind == PackageKind.NIL
    return (
        kept.package.revision or None,
        came.isoformat(),
        due or None,
        days_late(came, due),
        _words(desk, "Đơn vị không ký: nhập thay", "Not signed by the unit: typed in its place")
        if own
        else _words(desk, "Toàn vẹn, đã xác nhận", "Whole, recognised"),
        len(typed) or None,
        typed[0].who if own and typed else str(detail["person"]),
        str(detail.get("fingerprint", ""))[:_SHOWN_DIGEST] or None,
        signed.date().isoformat() if signed else None,
        str(detail.get("standard", "")) or (desk.pack.campaign.standard if desk.pack.campaign else None),
        _words(desk, *(_NIL if nothing else _STATUS[str(detail["status"])])),
        kept.package.digest[:_SHOWN_DIGEST],
        int(detail.get("explained", 0)),
        len(detail.get("open_errors", ())) or None,
        _why(detail, desk, questions) or None,
        following(detail, desk) or None,
        None,
        len(detail.get("missing", ())) or None,
        str(detail.get("accepted_by", "")) or None,
        str(detail.get("version", "")) or None,
    )


def _why(detail: Mapping[str, Any], desk: Desk, questions: int) -> str:
    """Say why a unit's figures are provisional: each reason once, with its count; and what is asked."""
    counts = Counter(str(one["reason"]) for one in detail.get("open_errors", ()))
    told = [
        f"{sentence(f'REASON_{SendReason(reason).name}', desk.language)} ({count})"
        for reason, count in counts.items()
    ]
    if questions:
        told.append(_words(desk, f"trả lại, {questions} câu hỏi", f"returned, {questions} questions"))
    return "; ".join(told)


def following(detail: Mapping[str, Any], desk: Desk) -> str:
    """Name the forms still to come, each with the day it was promised for, and how late it is."""
    numbers = {form.id: form.number for form in desk.pack.forms}
    today = desk.clock.today()
    told = []
    for one in detail.get("to_follow", ()):
        promised = date.fromisoformat(one["promised"])
        late = (today - promised).days
        line = (
            f"{numbers.get(one['form'], one['form'])}: {_words(desk, 'hẹn', 'promised')} {promised:%d/%m/%Y}"
        )
        if late > 0:
            line += _words(desk, f", quá hẹn {late} ngày", f", {late} days overdue")
        told.append(line)
    return "; ".join(told)


_NIL = ("Không phát sinh", "Nothing to report")
_STATUS = {"estimated": ("Ước thực hiện", "Estimated"), "official": ("Chính thức", "Official")}


def _not_sent(unit: Unit, due: str, desk: Desk) -> Sequence[Value | None]:
    """Fill the line of a unit of which nothing came; forms it need not send are named, and never late."""
    must = any(
        one.required and (one.level, one.kind) == (unit.level, unit.kind) for one in desk.pack.assignments
    )
    forms = forms_to_send(desk.pack, unit)
    free = not must and bool(forms) and not desk.pack.reporting_units(unit.code)
    told: dict[str, Value | None] = {
        "deadline": due or None,
        "late": None if free else days_late(desk.clock.today(), due),
        "signature": _words(desk, "Chưa gửi", "Not sent"),
        "owes": ", ".join(form.number for form in forms) + _words(desk, " (nếu có)", " (if any)")
        if free
        else None,
    }
    return tuple(told.get(code) for code, *_ in _TRACKED)


def days_late(day: date, due: str) -> int | None:
    """Count the days after a deadline (ISO date, "" for none); None where there are none."""
    if not due:
        return None
    return max(0, (day - date.fromisoformat(due)).days) or None


def _words(desk: Desk, vi: str, en: str) -> str:
    words: Words = {"vi": vi, "en": en}
    return words.get(desk.language, vi)
