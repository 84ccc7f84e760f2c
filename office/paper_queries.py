"""Questions on paper: one return as it went to a unit, and all rounds of question and answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from db.queries import KeptReturn, LineKind, Queries, Side, Thread
from exports.paper_blocks import Across, Block, Columns, Grid, Paper, Paragraph, Run, paragraph
from exports.paper_profiles import Profile
from forms.problems import Problem
from office.clock import VIET_NAM
from office.desk import Desk

RETURN_TITLE: Final = "Phiếu trả lại báo cáo"
ROUNDS_TITLE: Final = "Nhật ký hỏi đáp số liệu"
_SIZE: Final = 11.0
_KINDS: Final = {LineKind.QUESTION: "Hỏi", LineKind.ANSWER: "Trả lời", LineKind.CLOSED: "Đóng"}
_ROOM_TO_SIGN: Final = 50.0
_CENTER: Final[Across] = "center"


def kept_returns(desk: Desk) -> tuple[KeptReturn, ...]:
    """List the returns of this office, written and received, the newest first."""
    kept = Queries(desk.database)
    found = (*kept.returns(Side.ASKED), *kept.returns(Side.ANSWERING))
    here = [one for one in found if one.campaign == desk.campaign_id]
    return tuple(sorted(here, key=lambda one: one.at, reverse=True))


def return_id(one: KeptReturn) -> str:
    """Name a return among the papers."""
    return f"{one.side}-{one.number}"


def return_paper(desk: Desk, name: str, profile: Profile) -> Paper:
    """Print a return as it went out or came; raise PAPER_NONE for another."""
    found = next((one for one in kept_returns(desk) if return_id(one) == name), None)
    if found is None:
        raise Problem("PAPER_NONE", paper=name)
    threads = Queries(desk.database).threads(found.side, partner=found.partner)
    return Paper(RETURN_TITLE, profile, tuple(_return(desk, found, threads)))


def _return(desk: Desk, found: KeptReturn, threads: Sequence[Thread]) -> Iterator[Block]:
    partner = _name(desk, found.partner)
    asking, asked = (desk.unit.name, partner) if found.side is Side.ASKED else (partner, desk.unit.name)
    yield from _head(asking, f"Số {found.number}")
    yield paragraph(RETURN_TITLE.upper(), bold=True, align=_CENTER, before=6.0)
    when = found.at.astimezone(VIET_NAM)
    yield paragraph(f"Gửi: {asked}. Về báo cáo lần gửi {found.revision}, kỳ {found.campaign}.", align=_CENTER)
    until = f"Đề nghị trả lời trước ngày {found.until:%d/%m/%Y}." if found.until else ""
    told = f"Ngày {when:%d/%m/%Y}. {until} Số liệu đã gửi vẫn được tính, ghi là tạm tính cho đến khi trả lời."
    yield paragraph(" ".join(told.split()), italic=True, align=_CENTER, after=4.0)
    if found.text:
        yield paragraph(found.text, after=4.0)
    rows = tuple(
        (str(number), one.words, line.value, line.text, " ")
        for number, (one, line) in enumerate(
            (
                (one, line)
                for one in threads
                for line in one.lines
                if line.kind is LineKind.QUESTION and line.number == found.number
            ),
            start=1,
        )
    )
    heads = ("TT", "Chỗ cần xem lại", "Số đã gửi", "Câu hỏi", "Trả lời")
    yield Grid((0.06, 0.26, 0.14, 0.3, 0.24), heads, rows, (_CENTER,), size=_SIZE)
    yield Columns(
        tuple(_signer("NƠI TRẢ LỜI")),
        tuple(_signer("NGƯỜI HỎI", found.who if found.side is Side.ASKED else "")),
        0.5,
    )


def rounds_paper(desk: Desk, partner: str, profile: Profile) -> Paper:
    """Print every round with a unit that sends here, or with the office above where `partner` is ""."""
    side = Side.ASKED if partner else Side.ANSWERING
    threads = Queries(desk.database).threads(side, campaign=desk.campaign_id, partner=partner or None)
    return Paper(ROUNDS_TITLE, profile, tuple(_rounds(desk, partner, threads)))


def _rounds(desk: Desk, partner: str, threads: Sequence[Thread]) -> Iterator[Block]:
    yield from _head(desk.unit.name, f"{desk.clock.today():%d/%m/%Y}")
    yield paragraph(ROUNDS_TITLE.upper(), bold=True, align=_CENTER, before=6.0)
    with_whom = _name(desk, partner) if partner else "cơ quan cấp trên"
    yield paragraph(f"Với {with_whom}, kỳ {desk.campaign_id}.", align=_CENTER, after=4.0)
    if not threads:
        yield paragraph("Chưa có câu hỏi nào.", italic=True)
    for number, one in enumerate(threads, start=1):
        yield paragraph(f"{number}. {one.words}", bold=True, before=6.0, after=2.0, keep=True)
        rows = tuple(
            (
                str(line.round),
                Run(_KINDS[line.kind], bold=line.kind is LineKind.QUESTION),
                line.text,
                line.value,
                f"{line.who}, {line.at.astimezone(VIET_NAM):%d/%m/%Y %H:%M}",
            )
            for line in one.lines
        )
        heads = ("Lần", "", "Nội dung", "Số lúc đó", "Người, lúc")
        yield Grid((0.07, 0.11, 0.46, 0.14, 0.22), heads, rows, (_CENTER,), size=_SIZE)


def _head(unit: str, right: str) -> Iterator[Block]:
    yield Columns(
        (paragraph(unit.upper(), bold=True, size=_SIZE),),
        (paragraph(right, italic=True, size=_SIZE, align="right"),),
        0.6,
    )


def _signer(side: str, name: str = "") -> Iterator[Paragraph]:
    yield paragraph(side, bold=True, size=_SIZE, align=_CENTER, before=8.0)
    yield paragraph("(Ký, ghi rõ họ tên)", italic=True, size=_SIZE - 1, align=_CENTER, after=_ROOM_TO_SIGN)
    yield paragraph(name or " ", bold=True, size=_SIZE, align=_CENTER)


def _name(desk: Desk, unit: str) -> str:
    known = desk.pack.units_by_code.get(unit)
    return known.name if known else unit
