"""The one page an approver reads before signing: what the package says, and what changed since the last one.

Everything on it comes out of the signed package and, for the changes, out of the one sent before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from forms.answers import Address, Value, row_name
from forms.engine import FormSet
from forms.pack import Field, Pack, Words
from forms.problems import Problem
from forms.report import HEADER_TABLE, PackageKind, Report, Status
from forms.report_lists import ADJUSTMENTS, CHANGES
from forms.roll_up import Beside, TotalsColumn, TotalsView, UnitFigures, totals
from forms.totals_tables import Column, TotalsTable
from forms.values import show
from office.adjustments import adjusted_in, demand_true
from office.changed import place_name, place_of
from office.clock import VIET_NAM
from office.open_errors import EXPLANATIONS_ROLE, told
from office.own_rows import leads
from office.resaved import compare
from office.upward import figures_by_unit

PARAMETER = "key_figures"
MOST_CHANGES = 200  # lines; more are counted


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A figure of the page, as it is and as it was in the last package ("" where that is not known)."""

    label: str
    unit: str
    now: str
    before: str


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell that differs from the last package."""

    place: str
    old: str
    new: str
    why: str = ""  # the reason and the basis that travel with it


@dataclass(frozen=True, slots=True)
class Explained:
    """A warning that stands, and the reason that the sender gave."""

    place: str
    reason: str


@dataclass(frozen=True, slots=True)
class ApprovalPage:
    """What the approver reads. `compared`: the number of the package compared with, None where none was."""

    unit: str
    unit_name: str
    recipient: str
    campaign: str
    data_date: date
    official: bool
    figures_code: str
    revision: int
    made_at: datetime
    preparer: str
    preparer_position: str
    approver: str
    approver_position: str
    figures: tuple[KeyFigure, ...]
    compared: int | None
    changes: tuple[CellChange, ...]
    more_changes: int
    explained: tuple[Explained, ...]
    still_open: tuple[str, ...]  # open errors and forms to follow, a sentence each
    attachments: tuple[str, ...]
    units_in: int = 0  # of an upward package: how many units below are in it
    missing: tuple[str, ...] = ()  # and the names of those that are not


@dataclass(frozen=True, slots=True)
class Earlier:
    """The last package: its report, and the forms of the pack it was made with."""

    report: Report
    form_set: FormSet


def approval_page(report: Report, form_set: FormSet, earlier: Earlier | None, language: str) -> ApprovalPage:
    """Put the page together; `earlier` None: nothing to compare with."""
    pack, header = form_set.pack, report.header
    recipient = pack.units_by_code.get(header.recipient)
    differing = compare(earlier.report.tables, report.tables) if earlier else ()
    changes = list(in_words(differing, pack, language, reasons_in(report)))
    return ApprovalPage(
        unit=header.unit,
        unit_name=header.unit_name,
        recipient=recipient.name if recipient else header.recipient,
        campaign=_word(pack.campaign.title, language) if pack.campaign else header.campaign,
        data_date=header.data_date,
        official=header.status is Status.OFFICIAL,
        figures_code=report.figures_code(),
        revision=header.revision,
        made_at=header.made_at,
        preparer=header.preparer,
        preparer_position=header.preparer_position,
        approver=header.approver,
        approver_position=header.approver_position,
        figures=_key_figures(report, form_set, earlier, language),
        compared=earlier.report.header.revision if earlier else None,
        changes=tuple(changes[:MOST_CHANGES]),
        more_changes=max(0, len(changes) - MOST_CHANGES),
        explained=tuple(_explained(report, pack, language)),
        still_open=tuple(told(pack, report.open_errors, report.to_follow, language)),
        attachments=tuple(file.caption or file.name for file in report.attachments),
        units_in=len(report.sources),
        missing=tuple(_missing(report, pack)),
    )


def _missing(report: Report, pack: Pack) -> Iterator[str]:
    """Name the units that should be in an upward package and are not."""
    if report.header.kind is PackageKind.DISTRICT:
        here = {key[0] for rows in report.tables.values() for key in rows if key}
        for unit in pack.reporting_units(report.header.unit):
            if unit.code not in here:
                yield unit.name


# --- key figures -----------------------------------------------------------------------------


def _key_figures(
    report: Report, form_set: FormSet, earlier: Earlier | None, language: str
) -> tuple[KeyFigure, ...]:
    """Read the columns that the campaign names (parameter `key_figures`), else every result of its sums."""
    now = _columns(report, form_set, language)
    before = _columns(earlier.report, earlier.form_set, language) if earlier else {}
    return tuple(
        KeyFigure(label, unit, text, before.get(place, ("", "", ""))[2])
        for place, (label, unit, text) in now.items()
    )


def _columns(report: Report, form_set: FormSet, language: str) -> Mapping[str, tuple[str, str, str]]:
    """Give label, unit and figure of each key column: "TH-02.c14" -> ..."""
    pack, unit = form_set.pack, report.header.unit
    upward = report.header.kind is PackageKind.DISTRICT
    figures = figures_by_unit(report) if upward else {unit: UnitFigures(unit, report.tables, report.states)}
    above = unit if upward else pack.units_by_code[unit].parent
    beside = _beside(report, form_set, figures) if upward else Beside()
    named = (pack.campaign.parameters.get(PARAMETER, "") if pack.campaign else "").split()
    found: dict[str, tuple[str, str, str]] = {}
    for table in pack.totals:
        wanted = [one for one in table.columns if _is_key(pack, table, one, named)]
        if not wanted:
            continue
        try:
            view = totals(form_set, above, table, figures, beside=beside)
        except Problem:  # a table that this office's figures cannot fill
            continue
        for column, value in _values(view, unit, upward=upward):
            if column.code in {one.code for one in wanted} and value is not None:
                text = _figure(value, column, language)
                found[f"{table.id}.{column.code}"] = (
                    _word(column.label, language),
                    _word(column.unit, language),
                    text,
                )
    order = {name: place for place, name in enumerate(named)}
    return dict(sorted(found.items(), key=lambda item: order.get(item[0], 0)))


def _beside(report: Report, form_set: FormSet, figures: Mapping[str, UnitFigures]) -> Beside:
    """Give what the package adds to the units' own figures: rows levels lead themselves, and adjustments."""
    lines = report.lists.get(ADJUSTMENTS.id, ())
    demand_true(form_set.pack, lines, figures)
    changed = adjusted_in(form_set, lines, figures, report.header.made_at.astimezone(VIET_NAM).date())
    return Beside({code: one for code, one in figures.items() if leads(form_set.pack, code)}, changed)


def _is_key(pack: Pack, table: TotalsTable, column: Column, named: list[str]) -> bool:
    if named:
        return f"{table.id}.{column.code}" in named
    source = pack.tables_by_id.get(table.source)
    fields: dict[str, Field] = {one.id: one for one in source.fields} if source else {}
    field = fields.get(column.field)
    return table.kind == "sum" and field is not None and field.calculate is not None


def _values(view: TotalsView, unit: str, *, upward: bool) -> Iterator[tuple[TotalsColumn, Value | None]]:
    cells = view.total if upward else next((row.cells for row in view.whole_rows if row.unit == unit), ())
    for column, cell in zip(view.columns, cells, strict=False):
        yield column, cell.value


def _figure(value: Value, column: TotalsColumn, language: str) -> str:
    return show(value, column.field, language=language) if column.field else str(value)


# --- changes, reasons ------------------------------------------------------------------------


def in_words(
    changes: Iterable[tuple[Address, Value | None, Value | None]],
    pack: Pack,
    language: str,
    reasons: Mapping[str, str] | None = None,
) -> Iterator[CellChange]:
    """Say cells that differ as people read them, without the cover; `reasons`: see `reasons_in`."""
    known = reasons or {}
    for place, old, new in changes:
        table = pack.tables_by_id.get(place.table)
        if table is None or place.table == HEADER_TABLE or table.role == EXPLANATIONS_ROLE:
            continue
        yield CellChange(
            place_in_words(pack, place, language),
            _shown(old, place, pack, language),
            _shown(new, place, pack, language),
            known.get(str(place)) or known.get(row_name(place.table, place.key), ""),
        )


def reasons_in(report: Report) -> dict[str, str]:
    """Give reason and basis of a package's changes by cell, or by record where it came or went as a whole."""
    found = {}
    for line in report.lists.get(CHANGES.id, ()):
        try:
            place = place_of(line.get("place", ""))
        except Problem:  # what another program wrote there
            continue
        if report.header.kind is PackageKind.DISTRICT:
            place = replace(place, key=(line.get("unit", report.header.unit), *place.key))
        basis = f" ({line['basis']})" if "basis" in line else ""
        found[place_name(place)] = f"{line.get('reason', '')}{basis}"
    return found


def _shown(value: Value | None, place: Address, pack: Pack, language: str) -> str:
    field = _field(pack, place)
    if value is None or field is None:
        return "–"
    return show(value, field, pack.lists.get(field.list or "", ()), language) or "–"


def _explained(report: Report, pack: Pack, language: str) -> Iterator[Explained]:
    for table in pack.tables_by_id.values():
        if table.role != EXPLANATIONS_ROLE:
            continue
        for row in report.tables.get(table.id, {}).values():
            where = str(row.get("c02", ""))
            try:
                where = place_in_words(pack, Address.parse(where), language)
            except (ValueError, KeyError, Problem):
                where = f"{row.get('c01', '')} {where}"
            yield Explained(where, str(row.get("c03", "")))


def place_in_words(pack: Pack, place: Address, language: str) -> str:
    """Name a cell as people read it: "BM-02 · 2018 · Số hộ nghèo cuối kỳ"."""
    table, field = pack.tables_by_id.get(place.table), _field(pack, place)
    form = next((one for one in pack.forms if table and one.id == table.form), None)
    if table is None or form is None:
        return str(place)
    unit, key = "", place.key
    if key and not any(one.key == key for one in table.rows) and key[0] in pack.units_by_code:
        unit, key = pack.units_by_code[key[0]].name, key[1:]  # of an upward package
    row = next((_word(one.label, language) for one in table.rows if one.key == key), "")
    row = " · ".join(part for part in (unit, row or " ".join(key)) if part)
    return " · ".join(
        part for part in (form.number, row, _word(field.label, language) if field else place.field) if part
    )


def _field(pack: Pack, place: Address) -> Field | None:
    table = pack.tables_by_id.get(place.table)
    return next((one for one in table.fields if one.id == place.field), None) if table else None


def _word(words: Words, language: str) -> str:
    return words.get(language) or words.get("vi") or next(iter(words.values()), "")
