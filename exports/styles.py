"""The closed list of looks a package's cells may have, in a fixed order.

Every package carries the whole list, so `xl/styles.xml` is the same in each and the reader compares it
as a whole; a cell then only says which entry it uses (docs/package-format.md, "Looks"). Nothing in the
list can hide a figure: black or grey on white or light grey, 7 points or more, no shrinking.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

FONT: Final = "Times New Roman"
SIZE: Final = 11
MOST_DECIMALS: Final = 6
NUMBER_FORMATS: Final = ("#,##0", *("#,##0." + "0" * places for places in range(1, MOST_DECIMALS + 1)))
TEXT_FORMAT: Final = "@"

_INK, _GREY, _SHADE, _PALE = "000000", "595959", "D9D9D9", "F2F2F2"


@dataclass(frozen=True, slots=True)
class Style:
    """One look. `size` in points; `fill` and `colour` as RRGGBB, "" for none."""

    name: str
    size: float = SIZE
    bold: bool = False
    italic: bool = False
    colour: str = _INK
    fill: str = ""
    border: bool = False
    across: str = "left"
    down: str = "center"
    wrap: bool = True
    hatched: bool = False  # no place for a figure
    number_format: str = TEXT_FORMAT


def _numbers(name: str, across: str, fill: str = "", *, bold: bool = False) -> tuple[Style, ...]:
    return tuple(
        Style(
            *(f"{name}{places}", SIZE, bold),
            border=True,
            across=across,
            wrap=False,
            fill=fill,
            number_format=shown,
        )
        for places, shown in enumerate(NUMBER_FORMATS)
    )


STYLES: Final[tuple[Style, ...]] = (
    Style("code", size=7, colour=_GREY, wrap=False),
    Style("code_head", size=7, colour=_GREY, wrap=False, across="center"),
    Style("title", size=13, bold=True),
    Style("note", size=10, italic=True),
    Style("band", bold=True, fill=_PALE, border=True),
    Style("heading", bold=True, fill=_SHADE, border=True, across="center"),
    Style("label", border=True),
    Style("label_bold", bold=True, border=True, fill=_PALE),
    Style("unit", size=10, italic=True, border=True, across="center"),
    Style("text", border=True),
    Style("text_computed", border=True, fill=_PALE),
    Style("long", border=True, across="justify", down="top"),
    Style("see", size=9, italic=True, colour=_GREY, border=True, across="center"),
    Style("state", colour=_GREY, border=True, across="center"),
    *_numbers("number", "right"),
    *_numbers("computed", "right", _PALE),
    *_numbers("single", "left"),
    *_numbers("single_computed", "left", _PALE),
    Style("organ", size=12, across="center"),
    Style("organ_bold", size=12, bold=True, across="center"),
    Style("motto", size=13, bold=True, across="center"),
    Style("place", size=13, italic=True, across="center"),
    Style("cover_title", size=16, bold=True, across="center"),
    Style("cover_line", size=13, across="center"),
    Style("figures_code", size=16, bold=True, border=True),
    Style("signer", size=12, bold=True, across="center", down="top"),
    Style("signer_note", size=11, italic=True, across="center", down="top"),
)
TABLE_STYLES: Final[tuple[Style, ...]] = (
    Style("blocked", border=True, fill="808080", hatched=True),
    *_numbers("total", "right", _PALE, bold=True),
)
"""Looks of tables with subtotals and blocked cells; a package without one of them does not carry them."""
STYLE_BY_NAME: Final = {style.name: style for style in (*STYLES, *TABLE_STYLES)}
STYLE_INDEX: Final = {style.name: index for index, style in enumerate((*STYLES, *TABLE_STYLES), start=1)}
"""Index in cellXfs; 0 is the workbook's own default, which no cell of ours uses."""
