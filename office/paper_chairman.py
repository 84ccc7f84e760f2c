"""One A4 for the chairman before signing: key figures, what changed, what is explained, what is still open.

The same page that an approver reads of a signed package (`office.approval_page`), made of the answers as
they stand now. It never grows beyond one page: longer lists end with how many lines more there are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from exports.layout_text import width_of
from exports.opc import verify
from exports.paper_blocks import Across, Block, Columns, Grid, Paper, paragraph
from exports.paper_profiles import Profile
from exports.paper_setting import set_pages
from exports.read_workbook import read_workbook
from exports.read_workbook_cover import read_cover
from exports.styles import Style
from forms.problems import Problem
from forms.report import PackageKind
from office.approval_page import ApprovalPage, Earlier, approval_page
from office.clock import VIET_NAM
from office.cover import draft_header
from office.desk import Desk
from office.open_errors import ORDINARY
from office.outgoing import Draft, gathered, report_of

TITLE: Final = "Tóm tắt số liệu trình ký"
LANGUAGE: Final = "vi"
"""Papers speak Vietnamese, whatever the screen speaks."""
_SIZE: Final = 11.0
_MOST: Final = (14, 10, 8, 6, 5, 4, 3, 2)
"""Lines of each list, fewer and fewer until the page is one page."""
_LEAST_FIGURES: Final = 8
_LONGEST: Final = 150
_POINTS_A_WIDTH: Final = 5.25  # of a digit of 11 points


def chairman(desk: Desk, profile: Profile) -> Paper:
    """Make the page; raises what gathering the answers raises."""
    draft = gathered(desk, ORDINARY)
    page = summary(desk, draft)
    tried = (_page(desk, page, draft, profile, most) for most in _MOST)
    fitting = (paper for paper in tried if len(set_pages(paper, cautious)) == 1)
    return next(fitting, _page(desk, page, draft, profile, _MOST[-1]))


def cautious(text: str, style: Style) -> float:
    """Estimate the width of a line in points, rather too wide: only the screen measures letters."""
    return width_of(text, style.size) * _POINTS_A_WIDTH


def _page(desk: Desk, page: ApprovalPage, draft: Draft, profile: Profile, most: int) -> Paper:
    """Put the page together with at most so many lines a list."""
    today = desk.clock.now().astimezone(VIET_NAM)
    head = Columns(
        (paragraph(desk.unit.name.upper(), bold=True),),
        (paragraph(f"In lúc {today:%H:%M} ngày {today:%d/%m/%Y}", italic=True, size=_SIZE, align="right"),),
        0.55,
    )
    state = "chính thức" if page.official else "ước thực hiện"
    about = (
        f"Lần gửi {page.revision} đến {page.recipient or '…'}; số liệu chốt ngày {page.data_date:%d/%m/%Y},"
        f" năm cuối {state}; người lập: {page.preparer or '…'}. Mã số liệu: {page.figures_code}."
    )
    blocks: tuple[Block, ...] = (
        head,
        paragraph(TITLE.upper(), bold=True, align="center", before=6.0),
        paragraph(page.campaign, align="center"),
        paragraph(about, size=_SIZE, before=4.0),
        *_figures(page, most),
        *_changes(page, most),
        *_list(
            "Cảnh báo đã giải trình",
            [f"{one.place}: {one.reason}" for one in page.explained],
            "Không có cảnh báo nào phải giải trình.",
            most,
        ),
        *_list("Lỗi còn mở, biểu gửi sau", _open(page, draft), "Không còn lỗi nào.", most),
        *(_list("Đơn vị chưa có số liệu", page.missing, "", most) if page.missing else ()),
        Columns(
            (),
            (
                paragraph("Ý KIẾN CỦA NGƯỜI KÝ", bold=True, size=_SIZE, align="center", before=6.0),
                paragraph("□ Đồng ý ký      □ Xem lại các điểm đã đánh dấu", size=_SIZE, align="center"),
            ),
            0.4,
        ),
    )
    return Paper(TITLE, profile, blocks, f"{desk.unit.name} – {desk.campaign_id} – {page.figures_code}")


def summary(desk: Desk, draft: Draft) -> ApprovalPage:
    """Put together what the page says, of the answers as they stand."""
    header = draft_header(desk, draft.document)
    if desk.has_below:
        header = replace(header, kind=PackageKind.DISTRICT)
    return approval_page(report_of(desk, header, draft), desk.form_set, _last_sent(desk), LANGUAGE)


def _last_sent(desk: Desk) -> Earlier | None:
    """Read the package that was sent last, where it was made with the pack as it is now."""
    kept = desk.received.packages(direction="sent", unit=desk.unit.code, campaign=desk.campaign_id)
    if not kept:
        return None
    last = max(kept, key=lambda one: one.package.revision)
    parts = verify(desk.received.data(last.id), now=desk.clock.now()).parts
    cover = read_cover(parts) if parts is not None else None
    if parts is None or cover is None or cover.pack_hash != desk.pack.hash:
        return None
    try:
        return Earlier(read_workbook(parts, desk.pack), desk.form_set)
    except Problem:
        return None


def _figures(page: ApprovalPage, most: int) -> Iterator[Block]:
    yield _heading("Số liệu chính")
    before = f"Lần gửi {page.compared}" if page.compared else "Lần gửi trước"
    rows = tuple(
        (one.label, one.unit, one.before or "–", one.now or "–")
        for one in page.figures[: max(most, _LEAST_FIGURES)]
    )
    yield Grid(
        (0.52, 0.12, 0.18, 0.18),
        ("Chỉ tiêu", "Đơn vị tính", before, "Lần này"),
        rows,
        ("left", "center", "right", "right"),
        _SIZE,
    )


def _changes(page: ApprovalPage, most: int) -> Iterator[Block]:
    yield _heading("Thay đổi so với gói gửi lần trước")
    if page.compared is None:
        yield paragraph("Chưa gửi gói nào của kỳ này, hoặc gói trước dùng bộ biểu khác.", size=_SIZE)
        return
    if not page.changes:
        yield paragraph(f"Không có ô nào khác với lần gửi {page.compared}.", size=_SIZE)
        return
    why = any(one.why for one in page.changes)
    rows = tuple(
        (_short(one.place), one.old, one.new, *((_short(one.why),) if why else ()))
        for one in page.changes[:most]
    )
    heads = ("Ô", f"Lần gửi {page.compared}", "Lần này", *(("Lý do, căn cứ",) if why else ()))
    widths = (0.38, 0.14, 0.14, 0.34) if why else (0.64, 0.18, 0.18)
    sides: tuple[Across, ...] = ("left", "right", "right", *(("left",) if why else ()))
    yield Grid(widths, heads, rows, sides, _SIZE)
    more = max(len(page.changes) - most, 0) + page.more_changes
    if more > 0:
        yield paragraph(f"… và {more} ô khác.", size=_SIZE, italic=True)


def _open(page: ApprovalPage, draft: Draft) -> list[str]:
    bare = [f"{one.code} · {one.sentence.get(LANGUAGE, '')}" for one in draft.bare]
    return [*bare, *page.still_open]


def _list(title: str, lines: Sequence[str], none: str, most: int) -> Iterator[Block]:
    yield _heading(f"{title} ({len(lines)})" if lines else title)
    if not lines:
        yield paragraph(none, size=_SIZE)
    for line in lines[:most]:
        yield paragraph(f"– {_short(line)}", size=_SIZE)
    if len(lines) > most:
        yield paragraph(f"… và {len(lines) - most} dòng khác.", size=_SIZE, italic=True)


def _heading(text: str) -> Block:
    return paragraph(text, bold=True, size=_SIZE + 1, before=7.0, after=2.0, keep=True)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
