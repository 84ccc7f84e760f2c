"""The slip that goes with a stick: the same words twice on one A4, one copy for each side.

Whoever receives the stick compares the words of the digest with those on the screen, signs, and hands one
copy back: so both sides know which file went over, and when (docs/package-format.md, section 6).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from exports.keys import fingerprint_words
from exports.paper_blocks import Block, Columns, Gap, Grid, Paper, Paragraph, Run, paragraph
from exports.paper_profiles import Profile
from forms.problems import Problem
from office.clock import VIET_NAM
from office.desk import Desk
from office.sending import SentView, sent

TITLE: Final = "Phiếu bàn giao gói số liệu"
_COPIES: Final = (
    "Liên 1: bên nhận giữ",
    "Liên 2: bên giao giữ",
)
_SIZE, _WORDS = 11.0, 12.0
_ROOM_TO_SIGN: Final = 40.0
_HOW: Final = (
    "Bên nhận mở tệp bằng Phiếu Xã (trang Nhận), so hai dòng từ trên với màn hình rồi mới ký. Từ khác nhau là"
    " tệp khác hoặc người ký khác: không nhận, báo lại bên giao."
)


def slip(desk: Desk, digest: str, profile: Profile) -> Paper:
    """Make the slip of a package this office sent; raise NOT_SENT_BY_US for another."""
    found = next((one for one in sent(desk) if one.digest == digest), None)
    if found is None:
        raise Problem("NOT_SENT_BY_US", digest=digest)
    first, second = (tuple(_copy(desk, found, copy)) for copy in _COPIES)
    return Paper(TITLE, profile, (*first, Gap(16.0, rule=True), Gap(8.0), *second))


def _copy(desk: Desk, of: SentView, copy: str) -> Iterator[Block]:
    unit, above = desk.unit, desk.parent
    yield Columns(
        (paragraph(unit.name.upper(), bold=True, size=_SIZE),),
        (paragraph(copy, italic=True, size=_SIZE, align="right"),),
        0.6,
    )
    yield paragraph(TITLE.upper(), bold=True, align="center", before=3.0, after=3.0)
    period = of.campaign or desk.campaign_id
    when = of.when.astimezone(VIET_NAM)
    rows = (
        ("Bên giao", f"{unit.name} (mã {unit.code})"),
        ("Bên nhận", f"{above.name} (mã {above.code})" if above else "…"),
        ("Kỳ báo cáo", f"{period}, lần gửi {of.revision}, số thứ tự gói {of.sequence}"),
        ("Tên tệp", of.name),
        ("Mã số liệu", of.figures_code),
        ("Lập lúc", f"{when:%H:%M} ngày {when:%d/%m/%Y}"),
        ("Từ của người ký", " · ".join(of.fingerprint_words)),
        ("Từ của tệp", Run(" · ".join(fingerprint_words(of.digest)), bold=True)),
    )
    yield Grid((0.2, 0.8), (), tuple(rows), size=_SIZE)
    yield paragraph(_HOW, italic=True, size=_SIZE - 1, before=3.0)
    yield Columns(tuple(_signer("BÊN GIAO", desk.person.name)), tuple(_signer("BÊN NHẬN", "")), 0.5)


def _signer(side: str, name: str) -> Iterator[Paragraph]:
    yield paragraph(side, bold=True, size=_SIZE, align="center", before=4.0)
    yield paragraph(
        "Ngày ..... tháng ..... năm ......... , lúc ..... giờ .....",
        italic=True,
        size=_SIZE - 1,
        align="center",
    )
    yield paragraph("(Ký, ghi rõ họ tên)", italic=True, size=_SIZE - 1, align="center", after=_ROOM_TO_SIGN)
    yield paragraph(name or " ", bold=True, size=_SIZE, align="center")
