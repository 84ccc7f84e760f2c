"""The checks of consolidated figures (C01 to C10) as a sheet beside a consolidated table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from typing import Final

from exports.layout_sheet import Page, Pen, Sheet
from exports.layout_values import Written
from forms.consolidation import Consolidated, Tone
from forms.pack import Words

_VIET_NAM: Final = timezone(timedelta(hours=7))
_TITLE: Final[Words] = {"vi": "Kiểm tra số liệu tổng hợp", "en": "Checks of the consolidated figures"}
_MADE: Final[Words] = {"vi": "Lập ngày", "en": "Made on"}
_HEADS: Final[tuple[Words, ...]] = (
    {"vi": "Mã", "en": "Code"},
    {"vi": "Nội dung kiểm tra", "en": "What is looked at"},
    {"vi": "Kết quả", "en": "Result"},
    {"vi": "Chi tiết", "en": "Details"},
)
_TONES: Final[dict[Tone, Words]] = {
    Tone.GOOD: {"vi": "Đạt", "en": "Holds"},
    Tone.OPEN: {"vi": "Chưa so sánh", "en": "Not compared"},
    Tone.WARNING: {"vi": "Cần xem", "en": "To look at"},
    Tone.ERROR: {"vi": "Không đạt", "en": "Does not hold"},
}
_MORE: Final[Words] = {"vi": "và {n} chỗ khác", "en": "and {n} more"}
_MOST = 200
"""Places that are told of one check."""
_NAME: Final = "C01-C10"


def checks_sheet(
    checks: Sequence[Consolidated], *, unit_name: str, made_at: datetime, language: str
) -> Sheet:
    """Lay the checks out, each with the places it speaks of below it."""

    def say(words: Words) -> str:
        return words.get(language) or words["vi"]

    pen = Pen([9.0, 52.0, 18.0, 80.0])
    made = made_at.astimezone(_VIET_NAM)
    pen.spread(1, pen.last, say(_TITLE), "cover_title")
    pen.down()
    pen.spread(1, pen.last, f"{unit_name}. {say(_MADE)} {made:%d/%m/%Y %H:%M}.", "cover_line")
    pen.down(2)
    heading = pen.row
    for place, words in enumerate(_HEADS, start=1):
        pen.put(place, say(words), "heading")
    pen.down()
    for one in checks:
        style = "label" if one.tone in (Tone.GOOD, Tone.OPEN) else "label_bold"
        for place, text in enumerate(
            (one.code, say(one.title), say(_TONES[one.tone]), say(one.said)), start=1
        ):
            pen.put(place, text, style)
        pen.down()
        told = [say(words) for words in one.places[:_MOST]]
        if len(one.places) > _MOST:
            told.append(say(_MORE).format(n=len(one.places) - _MOST))
        for text in told:
            for place in range(1, pen.last):
                pen.put(place, "", "label")
            pen.put(pen.last, Written(text), "text")
            pen.down()
    footer = (f"{_NAME} – {unit_name}".replace("&", "&&"), "&P/&N", "")
    page = Page(
        landscape=True,
        footer=footer,
        repeated_rows=f"{heading}:{heading}",
        protected=False,
        frozen=f"A{heading + 1}",
    )
    return Sheet(_NAME, pen.cells, tuple(pen.widths), pen.heights, tuple(pen.merges), page)
