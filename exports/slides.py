"""A plain outline to talk by, as a PowerPoint file (ECMA-376): one thing a slide, nothing that moves.

    write_slides(Deck(...)) -> bytes

Pictures carry their words as alternative text and as notes, so that whoever talks has the figures at hand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any, Final

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Emu, Pt

FONT: Final = "Arial"
"""Has every Vietnamese letter and stands on every PC that shows slides."""
_WIDE, _HIGH = Emu(12_192_000), Emu(6_858_000)
_EDGE: Final = Emu(600_000)
_INK = RGBColor(0x1B, 0x26, 0x2C)  # type: ignore[no-untyped-call]
_ACCENT = RGBColor(0x15, 0x5E, 0x63)  # type: ignore[no-untyped-call]
_MUTED = RGBColor(0x58, 0x68, 0x72)  # type: ignore[no-untyped-call]
_TITLE_HIGH: Final = Emu(1_050_000)
_BODY_TOP: Final = Emu(1_450_000)
_FOOT_HIGH: Final = Emu(360_000)
_COVER_LAYOUT, _LIST_LAYOUT, _TITLE_LAYOUT = 0, 1, 5  # of the library's own template
_TITLE, _BODY, _SMALL = 30, 22, 12  # points
_MOST_LINES: Final = 8
_LONG_TITLE: Final = 60


@dataclass(frozen=True, slots=True)
class Cover:
    """The first slide: what, who, where and when."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """A slide of key figures: words and the figure with its unit."""

    title: str
    rows: tuple[tuple[str, str], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A slide of one chart; `width` and `height` in any unit; `told`: the chart in words."""

    title: str
    png: bytes
    width: float
    height: float
    told: str


@dataclass(frozen=True, slots=True)
class Listed:
    """Slides of a list; it goes on where one slide has no room."""

    title: str
    lines: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Deck:
    """All slides; `foot` stands small on each."""

    cover: Cover
    slides: tuple[Figures | Drawn | Listed, ...]
    foot: str
    made_at: datetime
    author: str = ""


def write_slides(deck: Deck) -> bytes:
    """Give the file's bytes."""
    show = Presentation()
    show.slide_width, show.slide_height = _WIDE, _HIGH
    about = show.core_properties
    about.title, about.author, about.language = deck.cover.title, deck.author, "vi-VN"
    about.created = about.modified = deck.made_at.replace(tzinfo=None)
    about.last_modified_by = deck.author
    _cover(show, deck)
    for one in deck.slides:
        match one:
            case Figures():
                _figures(show, deck, one)
            case Drawn():
                _drawn(show, deck, one)
            case Listed():
                _listed(show, deck, one)
    buffer = BytesIO()
    show.save(buffer)
    return buffer.getvalue()


def _cover(show: Any, deck: Deck) -> None:  # noqa: ANN401 - the library's classes are not typed
    slide = show.slides.add_slide(show.slide_layouts[_COVER_LAYOUT])
    box = _placed(slide.shapes.title, Emu(1_900_000), Emu(1_900_000))
    box.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM
    _write(box, [deck.cover.title], 38, bold=True, colour=_ACCENT, align=PP_ALIGN.CENTER)
    lines = _placed(slide.placeholders[1], Emu(4_000_000), Emu(1_600_000))
    _write(lines, deck.cover.lines, _BODY, colour=_MUTED, align=PP_ALIGN.CENTER)


def _placed(shape: Any, top: int, high: int) -> Any:  # noqa: ANN401 - as above
    """Put a title or a text where it stands on every slide; the outline of the file shows it."""
    shape.left, shape.top, shape.width, shape.height = _EDGE, top, _WIDE - 2 * _EDGE, high
    return shape


def _begun(show: Any, deck: Deck, title: str, layout: int = _TITLE_LAYOUT) -> Any:  # noqa: ANN401 - as above
    """Begin a slide with its title, foot and number."""
    slide = show.slides.add_slide(show.slide_layouts[layout])
    box = _placed(slide.shapes.title, Emu(320_000), _TITLE_HIGH)
    box.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    size = _TITLE if len(title) <= _LONG_TITLE else _TITLE - 6
    _write(box, [title], size, bold=True, colour=_ACCENT)
    foot = slide.shapes.add_textbox(_EDGE, _HIGH - _FOOT_HIGH - Emu(60_000), _WIDE - 2 * _EDGE, _FOOT_HIGH)
    _write(foot, [f"{deck.foot} · {len(show.slides)}"], _SMALL, colour=_MUTED)
    return slide


def _figures(show: Any, deck: Deck, one: Figures) -> None:  # noqa: ANN401 - as above
    slide = _begun(show, deck, one.title)
    high = Emu(min(520_000, (_HIGH - _BODY_TOP - Emu(1_000_000)) // max(len(one.rows), 1)))
    shape = slide.shapes.add_table(
        len(one.rows), 2, _EDGE, _BODY_TOP, _WIDE - 2 * _EDGE, Emu(high * len(one.rows))
    )
    table = shape.table
    table.first_row = False
    table.columns[0].width = Emu(int((_WIDE - 2 * _EDGE) * 0.72))
    table.columns[1].width = Emu(int((_WIDE - 2 * _EDGE) * 0.28))
    for number, (words, figure) in enumerate(one.rows):
        table.rows[number].height = high
        for place, (text, align) in enumerate(((words, PP_ALIGN.LEFT), (figure, PP_ALIGN.RIGHT))):
            cell = table.cell(number, place)
            cell.vertical_anchor = MSO_ANCHOR.MIDDLE
            cell.fill.background()
            _write(cell, [text], 20, bold=place == 1, align=align)
    _note(slide, one.note)


def _drawn(show: Any, deck: Deck, one: Drawn) -> None:  # noqa: ANN401 - as above
    slide = _begun(show, deck, one.title)
    wide, high = _WIDE - 2 * _EDGE, _HIGH - _BODY_TOP - Emu(600_000)
    scale = min(wide / one.width, high / one.height)
    width, height = Emu(int(one.width * scale)), Emu(int(one.height * scale))
    left = Emu((_WIDE - width) // 2)
    picture = slide.shapes.add_picture(BytesIO(one.png), left, _BODY_TOP, width, height)
    picture._element.nvPicPr.cNvPr.set("descr", one.told)  # noqa: SLF001 - the library has no other way
    slide.notes_slide.notes_text_frame.text = one.told


def _listed(show: Any, deck: Deck, one: Listed) -> None:  # noqa: ANN401 - as above
    parts = [one.lines[start : start + _MOST_LINES] for start in range(0, len(one.lines), _MOST_LINES)]
    for number, lines in enumerate(parts, 1):
        count = f" ({number}/{len(parts)})" if len(parts) > 1 else ""
        slide = _begun(show, deck, f"{one.title}{count}", _LIST_LAYOUT)
        box = _placed(slide.placeholders[1], _BODY_TOP, _HIGH - _BODY_TOP - Emu(600_000))
        _write(box, lines, 18, after=8)
        if number == len(parts):
            _note(slide, one.note)


def _note(slide: Any, text: str) -> None:  # noqa: ANN401 - as above
    if text:
        top = _HIGH - Emu(900_000)
        box = slide.shapes.add_textbox(_EDGE, top, _WIDE - 2 * _EDGE, _FOOT_HIGH)
        _write(box, [text], 14, colour=_MUTED)


def _write(
    place: Any,  # noqa: ANN401 - as above
    lines: Sequence[str],
    size: int,
    *,
    bold: bool = False,
    colour: RGBColor = _INK,
    align: Any = PP_ALIGN.LEFT,  # noqa: ANN401 - an enumeration without types
    after: int = 0,
) -> None:
    frame = place.text_frame
    frame.word_wrap = True
    for number, text in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.alignment = align
        paragraph.space_after = Pt(after)
        run = paragraph.add_run()
        run.text = text
        run.font.name, run.font.size, run.font.bold = FONT, Pt(size), bold
        run.font.color.rgb = colour
