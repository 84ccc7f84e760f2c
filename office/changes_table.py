"""TH-22: what units changed between their packages, cell by cell, with the reason and what it stands on."""

from __future__ import annotations

from forms.answers import Address
from forms.pack import Field, Kind, Words
from forms.problems import Problem
from forms.roll_up import Cell, TotalsColumn, TotalsRow, TotalsView
from forms.totals_tables import TotalsTable
from office.asked_places import place_words
from office.changed import ChangeRow, changes_of
from office.desk import Desk

KIND = "changes"
"""The kind of table in a pack."""

_COLUMNS: tuple[tuple[str, Kind, str, str], ...] = (
    ("revision", Kind.INTEGER, "Lần gửi", "Revision"),
    ("place", Kind.TEXT, "Ô", "Cell"),
    ("old", Kind.TEXT, "Số cũ", "Before"),
    ("new", Kind.TEXT, "Số mới", "Now"),
    ("reason", Kind.TEXT, "Lý do", "Reason"),
    ("basis", Kind.TEXT, "Căn cứ", "Basis"),
    ("who", Kind.TEXT, "Người sửa", "Changed by"),
    ("when", Kind.TEXT, "Lúc", "When"),
)


def changes_table(desk: Desk, table: TotalsTable) -> TotalsView:
    """Put the table together: one line a changed cell, by unit and package."""
    here = {one.kept.package.unit for one in desk.received.accepted(desk.campaign_id)}
    units = desk.pack.units_by_code
    counted = {code for code in desk.received.counted(desk.campaign_id) if code in units} | here
    reporting = desk.reporting_units
    missing = tuple(unit.code for unit in reporting if unit.code not in counted)
    rows = tuple(_row(desk, one) for one in changes_of(desk))
    note: Words = {
        "vi": f"{len(rows)} ô thay đổi của {len({row.unit for row in rows})} đơn vị",
        "en": f"{len(rows)} cells changed by {len({row.unit for row in rows})} units",
    }
    columns = tuple(_column(code, kind, {"vi": vi, "en": en}) for code, kind, vi, en in _COLUMNS)
    return TotalsView(
        table=table.id,
        title=table.title,
        year="",
        columns=columns,
        rows=rows,
        whole_rows=rows,
        subtotals=(),
        total=tuple(Cell(None, len(reporting), len(reporting)) for _ in columns),
        units_in=len(reporting) - len(missing),
        units_all=len(reporting),
        missing=missing,
        notes=(note,),
    )


def _column(code: str, kind: Kind, label: Words) -> TotalsColumn:
    return TotalsColumn(code, label, field=Field(code, path="", kind=kind, label=label))


def _row(desk: Desk, one: ChangeRow) -> TotalsRow:
    unit = desk.pack.units_by_code.get(one.unit)
    values = (
        one.revision,
        _place(desk, one.place),
        one.old or None,
        one.new or None,
        one.reason or None,
        one.basis or None,
        one.who or None,
        one.when or None,
    )
    cells = tuple(Cell(value, int(value is not None), 1) for value in values)
    name = unit.name if unit else one.unit
    return TotalsRow(one.unit, name, unit.area if unit else "", cells, places=_places(one))


def _place(desk: Desk, place: str) -> str:
    """Name the cell as the form does; one that the pack has no more by its code."""
    try:
        return f"{place_words(desk, Address.parse(place))} ({place})"
    except (Problem, KeyError):
        return place


def _places(one: ChangeRow) -> tuple[tuple[str, tuple[str, ...]], ...]:
    try:
        return ((one.unit, Address.parse(one.place).key),)
    except Problem:
        return ()
