"""Lists that a package carries beside its figures, each only where there is something in it.

A list is data: its columns, and what its sheet says. Its lines are written, read, hashed and compared in
one way (docs/package-format.md, section 8c); what they mean is the matter of whoever makes and takes them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Line = Mapping[str, str]
"""Column -> text; what is blank is left out."""

Lists = Mapping[str, tuple[Line, ...]]
"""List -> its lines, in their order; a list without lines is left out."""


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column: its id, the words above it on paper, its width in characters."""

    id: str
    words: str
    width: float


@dataclass(frozen=True, slots=True)
class ReportList:
    """A list: its id, which is the table's code, its title and its columns."""

    id: str
    title: str
    columns: tuple[ListColumn, ...]


CHANGES = ReportList(
    "changes",
    "Các ô đã sửa so với lần gửi trước",
    (
        ListColumn("unit", "Đơn vị", 11.0),
        ListColumn("revision", "Lần gửi", 9.0),
        ListColumn("place", "Ô", 26.0),
        ListColumn("old", "Số cũ", 18.0),
        ListColumn("new", "Số mới", 18.0),
        ListColumn("reason", "Lý do", 40.0),
        ListColumn("basis", "Căn cứ", 34.0),
        ListColumn("who", "Người sửa", 22.0),
        ListColumn("at", "Lúc", 18.0),
    ),
)
REPLIES = ReportList(
    "replies",
    "Trả lời các câu hỏi của cấp trên",
    (
        ListColumn("query", "Mã câu hỏi", 36.0),
        ListColumn("round", "Lần hỏi", 8.0),
        ListColumn("place", "Ô", 26.0),
        ListColumn("text", "Trả lời", 60.0),
        ListColumn("who", "Người trả lời", 22.0),
        ListColumn("at", "Lúc", 18.0),
    ),
)
ADJUSTMENTS = ReportList(
    "adjustments",
    "Các dòng điều chỉnh của nơi tổng hợp",
    (
        ListColumn("id", "Mã dòng", 16.0),
        ListColumn("office", "Nơi điều chỉnh", 15.0),
        ListColumn("unit", "Đơn vị", 11.0),
        ListColumn("place", "Ô", 26.0),
        ListColumn("old", "Số đã báo cáo", 16.0),
        ListColumn("amount", "Tăng, giảm", 16.0),
        ListColumn("reason", "Lý do", 36.0),
        ListColumn("basis", "Căn cứ", 34.0),
        ListColumn("who", "Người điều chỉnh", 22.0),
        ListColumn("at", "Lúc", 18.0),
    ),
)
CHOICES = ReportList(
    "choices",
    "Mô hình, tập thể, cá nhân được chọn",
    (
        ListColumn("unit", "Đơn vị", 11.0),
        ListColumn("place", "Hồ sơ", 18.0),
        ListColumn("decision", "Quyết định", 20.0),
        ListColumn("grade", "Xếp loại", 14.0),
        ListColumn("rank", "Xếp thứ", 9.0),
        ListColumn("reason", "Lý do", 50.0),
        ListColumn("basis", "Biên bản", 34.0),
        ListColumn("who", "Người ghi", 22.0),
        ListColumn("at", "Lúc", 18.0),
    ),
)
NIL = ReportList(
    "nil",
    "Không phát sinh số liệu",
    (
        ListColumn("unit", "Đơn vị", 11.0),
        ListColumn("reason", "Lý do", 60.0),
        ListColumn("basis", "Căn cứ", 40.0),
    ),
)

IN_PLACE = ReportList(
    "in_place",
    "Số liệu nơi tổng hợp nhập thay đơn vị",
    (
        ListColumn("unit", "Đơn vị", 11.0),
        ListColumn("way", "Nhập từ", 22.0),
        ListColumn("basis", "Căn cứ", 36.0),
        ListColumn("caller", "Người báo của đơn vị", 30.0),
        ListColumn("scan", "Bản quét", 34.0),
        ListColumn("who", "Người nhập thay", 26.0),
        ListColumn("office", "Nơi nhập", 11.0),
        ListColumn("at", "Lúc", 18.0),
    ),
)

KNOWN: Mapping[str, ReportList] = {
    one.id: one for one in (CHANGES, REPLIES, ADJUSTMENTS, CHOICES, NIL, IN_PLACE)
}
"""Every list a package may carry, in the order of its blocks."""


MOST_TEXT = 800
"""Characters of a text in a list; its lines end with LF, at most eight of them."""
_MOST_LINES = 8


def short(text: str) -> str:
    """Cut a text to what a list has room for; what was cut ends with an ellipsis."""
    lines = text.split("\n")
    if len(text) <= MOST_TEXT and len(lines) <= _MOST_LINES:
        return text
    return "\n".join(lines[:_MOST_LINES])[: MOST_TEXT - 2] + " …"
