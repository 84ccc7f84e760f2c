"""The look of each cell of a table, figures with their decimals, and how wide its column is."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final

from exports.layout_sheet import Cell, blank_cell
from exports.layout_values import BLANK, NUMBERS, Written, write_number
from exports.styles import MOST_DECIMALS
from forms.engine_cells import places
from forms.pack import Field, Kind, Table

_FIELD_WIDTHS: Final = {
    Kind.INTEGER: 12.0,
    Kind.DECIMAL: 12.0,
    Kind.CHOICE: 20.0,
    Kind.CHOICES: 26.0,
    Kind.DATE: 12.0,
    Kind.MONTH: 10.0,
    Kind.YEAR: 9.0,
    Kind.DATE_OR_YEAR: 12.0,
    Kind.FILES: 28.0,
    Kind.MEMO: 40.0,
}


def _places(decimals: int, written: Written) -> int:
    """Count the decimals shown: as many as the field has, more where the value has more."""
    return min(max(len((written.text or "").partition(".")[2]), decimals), MOST_DECIMALS)


@dataclass(frozen=True, slots=True)
class Way:
    """How the cells of one column are written in rows of one kind; in a record, of one answer.

    `look`: of numbers, without their decimals, "" where the field holds none; `words`: of texts;
    `blank`: the cell that holds nothing; `width`: of the column, None where a long text may stand in place.
    """

    id: str
    field: Field
    width: float | None
    look: str
    words: str
    decimals: int
    blank: Cell


def way_of(table: Table, f: Field, width: float | None, *, total: bool = False) -> Way:
    """Choose the looks of a field's cells; `total`: in a subtotal row."""
    words = "text_computed" if f.calculate else "text"
    # Money of a table that is shown in millions stands here in whole đồng.
    decimals = places(f) if table.appearance else f.decimals
    if f.kind not in NUMBERS:
        words = "long" if width is None and f.kind is Kind.MEMO and words == "text" else words
        return Way(f.id, f, width, "", words, decimals, blank_cell(words))
    look = _look(f, single=width is None, total=total)
    return Way(f.id, f, width, look, words, decimals, blank_cell(f"{look}{_places(decimals, BLANK)}"))


def style_of(f: Field, written: Written) -> str:
    """Name the look of a value that is told of elsewhere."""
    if f.kind not in NUMBERS or (written.text and not written.is_number):
        return "text_computed" if f.calculate else "text"
    return f"{_look(f, single=False)}{_places(f.decimals, written)}"


def _look(f: Field, *, single: bool, total: bool = False) -> str:
    """Name the look of a field's numbers, without their decimals; `single`: beside its label."""
    if total and f.calculate and not single:
        return "total"
    if single:
        return "single_computed" if f.calculate else "single"
    return "computed" if f.calculate else "number"


@lru_cache(maxsize=1 << 14)  # most figures are small, and come again and again
def number_cell(value: int | Decimal, look: str, decimals: int) -> Cell:
    """Write a number with the decimals of its field, or more where it has more."""
    written = write_number(value)
    return Cell(written, f"{look}{_places(decimals, written)}")


def width_of_field(f: Field) -> float:
    """Say how wide the column of a field is."""
    if f.kind is Kind.TEXT:
        longest = f.max_length or 100
        return 16.0 if longest <= 40 else 26.0 if longest <= 200 else 44.0
    if f.kind in NUMBERS and f.scale > 1:
        return 16.0
    return _FIELD_WIDTHS[f.kind]
