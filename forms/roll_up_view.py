"""A consolidated table put together, ready for a screen or a sheet: its columns, lines, blocks and totals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as filled
from decimal import Decimal

from forms.answers import Address, Key
from forms.pack import Field, Words
from forms.roll_up_figures import Cell

URBAN, RURAL, OTHER, OWN, ADJUSTED = "urban", "rural", "", "own", "adjusted"
BLOCKS = (URBAN, RURAL, OTHER, OWN, ADJUSTED)
"""The order of the blocks: I urban, II rural, units that are neither (agencies), own rows, adjustments."""

BLOCK_WORDS: Mapping[str, Words] = {
    URBAN: {"vi": "Khu vực thành thị", "en": "Urban area"},
    RURAL: {"vi": "Khu vực nông thôn", "en": "Rural area"},
    OTHER: {"vi": "Đơn vị khác", "en": "Other units"},
    OWN: {"vi": "Số liệu cấp trên tự nhập", "en": "Entered at the levels above"},
    ADJUSTED: {"vi": "Điều chỉnh", "en": "Adjustments"},
}

REPORTED: Words = {"vi": "Số liệu các đơn vị gửi lên", "en": "Reported by the units"}
"""What heads the lines of a table that are no units, above those entered at the levels above."""


@dataclass(frozen=True, slots=True)
class TotalsColumn:
    """A column: `field` is the field it shows, None for an expression or a percentage.

    `address`: the cell of each unit's report that is added up in it, without a key where the lines have one.
    """

    code: str
    label: Words
    decimals: int = 0
    unit: Words = filled(default_factory=dict)
    field: Field | None = None
    list: str | None = None  # the list whose labels stand for the column's codes
    address: Address | None = None


@dataclass(frozen=True, slots=True)
class TotalsRow:
    """A unit's line; in a list one record, `key` being the record's key in the unit's own report.

    `places`: the reporting units behind the line, each with the row of the source in its own report; the
    key is () where the column's address has it.
    """

    unit: str
    name: str
    block: str
    cells: tuple[Cell, ...]
    key: Key = ()
    label: Words = filled(default_factory=dict)  # of a line that is no unit's
    total: bool = False  # the sum of other lines
    places: tuple[tuple[str, Key], ...] = ()


@dataclass(frozen=True, slots=True)
class Subtotal:
    """The total of a block."""

    block: str
    cells: tuple[Cell, ...]
    units_in: int
    units_all: int


@dataclass(frozen=True, slots=True)
class Published:
    """What an official decision says of a cell in which the table says something else.

    `split`: the unit has several lines here, and both figures are of all of them together.
    """

    theirs: Decimal
    ours: Decimal | None
    split: bool = False


@dataclass(frozen=True, slots=True)
class TotalsView:
    """A consolidated table, ready for a screen or a sheet.

    `rows` are in blocks, so that a district with wards and communes has a line in both; `whole_rows`
    have one line a unit. `units_in` of `units_all` reporting units have sent; while some are `missing`
    the table is provisional. `blocks` names the blocks where they are no areas.
    """

    table: str
    title: Words
    year: str
    columns: tuple[TotalsColumn, ...]
    rows: tuple[TotalsRow, ...]
    whole_rows: tuple[TotalsRow, ...]
    subtotals: tuple[Subtotal, ...]
    total: tuple[Cell, ...]
    units_in: int
    units_all: int
    missing: tuple[str, ...]
    notes: tuple[Words, ...] = ()
    unsure: tuple[str, ...] = ()  # units that sent with errors still open, or forms to follow
    blocks: Mapping[str, Words] = filled(default_factory=lambda: BLOCK_WORDS)
    in_place: tuple[str, ...] = ()  # units that did not sign: their figures were typed above in their place
    published: Mapping[tuple[str, str], Published] = filled(default_factory=dict)
    """By unit ("" for the total) and column: what the decision that is compared with says otherwise."""
    decision: str = ""  # its number and day
    waiting: int = 0  # adjustments that do not count: their unit has sent another figure since
    by_units: bool = True  # each line is a unit's or a record's; else the lines are rows of a form or classes

    @property
    def provisional(self) -> bool:
        """Units are missing, or sent figures that they do not stand by yet: the total is *tạm tính*."""
        return bool(self.missing or self.unsure)

    def block_words(self, block: str) -> Words:
        """Name a block."""
        return self.blocks.get(block) or BLOCK_WORDS.get(block) or {"vi": block, "en": block}
