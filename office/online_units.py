"""The units of an online meeting: who to call where, so that whoever sets it up need not ask."""

from __future__ import annotations

from exports.layout_sheet import Page, Pen, Sheet
from office.board import board
from office.clock import VIET_NAM
from office.desk import Desk

_HEADS = ("TT", "Mã", "Đơn vị", "Người phụ trách", "Điện thoại", "Điểm cầu, ghi chú")
_WIDTHS = (5.0, 9.0, 30.0, 28.0, 20.0, 34.0)


def units_sheet(desk: Desk) -> Sheet:
    """Lay the units below out with their officer and telephone, in the order of the tables."""
    pen = Pen(list(_WIDTHS))
    today = desk.clock.now().astimezone(VIET_NAM)
    pen.spread(1, pen.last, "Danh sách đơn vị dự họp trực tuyến", "cover_title")
    pen.down()
    pen.spread(1, pen.last, f"{desk.unit.name}. Lập ngày {today:%d/%m/%Y}.", "cover_line")
    pen.down(2)
    top = pen.row
    for place, words in enumerate(_HEADS, 1):
        pen.put(place, words, "heading")
    pen.down()
    rows = sorted(board(desk).rows, key=lambda row: row.unit.code)
    for number, row in enumerate(rows, 1):
        texts = (str(number), row.unit.code, row.unit.name, row.contact.name, row.contact.telephone, "")
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
    return Sheet("Don vi", pen.cells, tuple(pen.widths), pen.heights, tuple(pen.merges), page)
