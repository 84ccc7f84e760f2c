"""The units of an online meeting: who to call where, so that whoever sets it up need not ask.

units_sheets(desk) -> sheets, counts in words     who sends here; of three tiers also those further below
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from exports.layout_sheet import Page, Pen, Sheet
from forms.pack import Unit
from forms.problems import Problem
from forms.report import PackageKind
from office.board import Contact, board, contacts
from office.clock import VIET_NAM
from office.desk import Desk
from office.unit_packages import packages_of

_HEADS = ("TT", "Mã", "Đơn vị", "Người phụ trách", "Điện thoại", "Điểm cầu, ghi chú")
_WIDTHS = (5.0, 9.0, 30.0, 28.0, 20.0, 34.0)


@dataclass(frozen=True, slots=True)
class _Group:
    """Units that stand together, under the name of the unit that they belong to; "" for none."""

    name: str
    rows: tuple[tuple[Unit, Contact], ...]


def units_sheets(desk: Desk) -> tuple[tuple[Sheet, ...], tuple[str, ...]]:
    """Lay the units below out with their officer and telephone, in code order; and say how many there are.

    Where the units that send here have reporting units below them, those stand on a second sheet.
    """
    rows = sorted(board(desk).rows, key=lambda row: row.unit.code)
    direct = _Group("", tuple((row.unit, row.contact) for row in rows))
    groups = tuple(_further_below(desk, [row.unit for row in rows]))
    here = f"{len(direct.rows)} đơn vị"
    if not groups:
        return (_sheet(desk, "Don vi", here, (direct,)),), (here,)
    more = f"{sum(len(group.rows) for group in groups)} đơn vị cấp dưới"
    below = _sheet(desk, "Don vi cap duoi", f"{more} của {len(groups)} đơn vị", groups)
    return (_sheet(desk, "Don vi", here, (direct,)), below), (here, more)


def _further_below(desk: Desk, direct: Sequence[Unit]) -> Iterator[_Group]:
    typed = contacts(desk)
    for above in direct:
        units = desk.pack.reporting_units(above.code)
        if units:
            yield _Group(above.name, tuple((unit, _contact(desk, unit.code, typed)) for unit in units))


def _contact(desk: Desk, unit: str, typed: Mapping[str, Contact]) -> Contact:
    """Say whom to call: as typed here, else as the unit's own package says that another one brought along.

    Blank where none came or it cannot be trusted; who typed in a unit's place is none of its officers.
    """
    if unit in typed:
        return typed[unit]
    try:
        covers = [package.opened(desk).cover for package in packages_of(desk, unit)]
    except Problem:
        return Contact()
    own = (one for one in covers if one.unit == unit and one.kind != PackageKind.IN_PLACE)
    return next((Contact(one.preparer, one.telephone) for one in own if one.preparer), Contact())


def _sheet(desk: Desk, name: str, count: str, groups: Sequence[_Group]) -> Sheet:
    pen = Pen(list(_WIDTHS))
    today = desk.clock.now().astimezone(VIET_NAM)
    pen.spread(1, pen.last, "Danh sách đơn vị dự họp trực tuyến", "cover_title")
    pen.down()
    pen.spread(1, pen.last, f"{desk.unit.name}: {count}. Lập ngày {today:%d/%m/%Y}.", "cover_line")
    pen.down(2)
    top = pen.row
    for place, words in enumerate(_HEADS, 1):
        pen.put(place, words, "heading")
    pen.down()
    for group in groups:
        if group.name:
            pen.spread(1, pen.last, f"{group.name} ({len(group.rows)} đơn vị)", "band")
            pen.down()
        for number, (unit, contact) in enumerate(group.rows, 1):
            texts = (str(number), unit.code, unit.name, contact.name, contact.telephone, "")
            for place, text in enumerate(texts, 1):
                pen.put(place, text, "label")
            pen.down(at_least=18.0)
    page = Page(
        landscape=True,
        footer=(desk.unit.name.replace("&", "&&"), "&P/&N", ""),
        repeated_rows=f"{top}:{top}",
        protected=False,
        frozen=f"A{top + 1}",
    )
    return Sheet(name, pen.cells, tuple(pen.widths), pen.heights, tuple(pen.merges), page)
