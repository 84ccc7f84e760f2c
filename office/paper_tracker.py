"""Who has sent, on one A4: the tracker of the consolidated tables (TH-01), for a meeting or the wall.

With few units every column has room; with many the list goes on beside itself, in two or four parts with
fewer columns and smaller letters, so that 200 units still hang on the wall as one sheet. Only where even
that has no room does a second page follow.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from exports.paper_blocks import Across, Block, Columns, Grid, PageBreak, Paper, Run, paragraph
from exports.paper_profiles import Profile
from exports.paper_setting import set_pages
from forms.roll_up import TotalsColumn, TotalsRow, TotalsView
from office.adding_up import TRACKER, tables, totals
from office.clock import VIET_NAM
from office.desk import Desk
from office.paper_chairman import cautious

_HEADS: Final = {
    "revision": "Lần",
    "received": "Ngày nhận",
    "late": "Chậm",
    "signature": "Chữ ký",
    "signer": "Người ký",
    "signed": "Ngày ký",
    "digest": "SHA-256",
    "explained": "GT",
    "open": "Lỗi",
    "files": "Tệp thiếu",
    "accepted_by": "Người nhận",
}
"""What stands above a column of the tracker, by its code."""
_LEFT: Final = frozenset(("signature", "signer", "digest", "accepted_by"))
_NUMBER, _NAME = 0.035, 0.17


@dataclass(frozen=True, slots=True)
class _Way:
    """One way to lay the list out: columns with their shares, in so many parts, letters between two sizes."""

    landscape: bool
    parts: int
    columns: tuple[tuple[str, float], ...]
    largest: float
    smallest: float


_WAYS: Final = (
    _Way(
        landscape=True,
        parts=1,
        columns=(
            ("revision", 0.035),
            ("received", 0.075),
            ("late", 0.045),
            ("signature", 0.13),
            ("signer", 0.125),
            ("signed", 0.075),
            ("digest", 0.1),
            ("open", 0.04),
            ("explained", 0.04),
            ("files", 0.05),
            ("accepted_by", 0.115),
        ),
        largest=10.0,
        smallest=7.5,
    ),
    _Way(
        landscape=False,
        parts=1,
        columns=(("revision", 0.05), ("received", 0.13), ("late", 0.08), ("signer", 0.25), ("open", 0.06)),
        largest=10.0,
        smallest=8.0,
    ),
    _Way(
        landscape=False,
        parts=2,
        columns=(("revision", 0.05), ("received", 0.12), ("late", 0.08), ("open", 0.06)),
        largest=9.0,
        smallest=6.5,
    ),
    _Way(landscape=False, parts=4, columns=(("received", 0.13), ("late", 0.08)), largest=7.0, smallest=5.5),
)
"""From the roomiest way to the narrowest."""


def is_tracker(desk: Desk, table: str) -> bool:
    """Tell whether a consolidated table of this office is the one that tells who has sent."""
    return any(one.id == table and one.kind == TRACKER for one in tables(desk))


def tracker_paper(desk: Desk, table: str, profile: Profile) -> Paper:
    """Put the tracker on one page; more pages only for more units than any page has room for."""
    view = totals(desk, table)
    for way in _WAYS:
        size = way.largest
        while size >= way.smallest:
            paper = _laid(desk, view, profile, way, size)
            if len(set_pages(paper, cautious)) == 1:
                return paper
            size -= 0.5
    return _laid(desk, view, profile, _WAYS[-1], _WAYS[-1].smallest)


def _laid(desk: Desk, view: TotalsView, profile: Profile, way: _Way, size: float) -> Paper:
    campaign = desk.pack.campaign
    today = desk.clock.now().astimezone(VIET_NAM)
    title = f"{view.table}. {view.title.get('vi', '')}"
    facts = [campaign.title.get("vi", campaign.id)] if campaign else []
    by_code = {column.code: number for number, column in enumerate(view.columns)}
    due = {str(row.cells[by_code["deadline"]].value) for row in view.rows} - {"None"}
    facts += [f"hạn nộp {_day(min(due))}"] if len(due) == 1 else []
    facts += [note.get("vi", "") for note in view.notes]
    blocks: tuple[Block, ...] = (
        *((PageBreak(landscape=True),) if way.landscape else ()),
        Columns(
            (paragraph(desk.unit.name.upper(), bold=True, size=11.0),),
            (paragraph(f"In lúc {today:%H:%M} ngày {today:%d/%m/%Y}", italic=True, size=9.0, align="right"),),
            0.6,
        ),
        paragraph(title, bold=True, align="center", size=13.0),
        paragraph("; ".join(facts) + ".", italic=True, align="center", size=9.0, after=2.0),
        _grid(view, way, size),
    )
    return Paper(title, profile, blocks, f"{desk.unit.name} – {desk.campaign_id}")


def _grid(view: TotalsView, way: _Way, size: float) -> Grid:
    known = {column.code: number for number, column in enumerate(view.columns)}
    columns = [(code, share) for code, share in way.columns if code in known]
    lines = [
        _line(
            number,
            row,
            _name(view, row, columns),
            [(view.columns[known[code]], known[code]) for code, _ in columns],
        )
        for number, row in enumerate(view.rows, start=1)
    ]
    high = -(-len(lines) // way.parts) or 1
    parts = [lines[start : start + high] for start in range(0, max(len(lines), 1), high)]
    blank = ("",) * (len(columns) + 2)
    rows = [
        tuple(cell for part in parts for cell in (part[place] if place < len(part) else blank))
        for place in range(high)
    ]
    widths = (_NUMBER, _NAME, *(share for _, share in columns))
    heads = ("TT", "Đơn vị", *(_HEADS[code] for code, _ in columns))
    sides: tuple[Across, ...] = ("right", "left", *(_side(code) for code, _ in columns))
    return Grid(widths * len(parts), heads * len(parts), tuple(rows), sides * len(parts), size)


def _side(code: str) -> Across:
    return "left" if code in _LEFT else "center"


def _name(view: TotalsView, row: TotalsRow, columns: Sequence[tuple[str, float]]) -> str:
    """Name the unit; where no column tells how it signed, that its figures were typed in its place."""
    told = any(code == "signature" for code, _ in columns)
    return row.name if told or row.unit not in view.in_place else f"{row.name} (nhập thay)"


def _line(
    number: int, row: TotalsRow, name: str, columns: Sequence[tuple[TotalsColumn, int]]
) -> tuple[str | Run, ...]:
    return (str(number), name, *_texts(row, columns))


def _texts(row: TotalsRow, columns: Sequence[tuple[TotalsColumn, int]]) -> Iterator[str | Run]:
    """Write the figures; whoever has not sent says so where the day would stand."""
    codes = [column.code for column, _ in columns]
    for column, place in columns:
        value = row.cells[place].value
        if value is None:
            nothing = column.code == "received" and "signature" not in codes
            yield Run("chưa gửi", italic=True) if nothing else ""
        else:
            yield _day(str(value)) if column.code in ("received", "signed") else str(value)


def _day(text: str) -> str:
    year, month, day = text[:10].split("-")
    return f"{day}/{month}/{year}"
