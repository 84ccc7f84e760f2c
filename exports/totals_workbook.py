"""A consolidated table as a workbook to print, send round and work on: unsigned, no package.

Domain.md section 13: blocks of urban and rural units with their subtotals, "n/N units" under the table
and under each column that is not known of all units, *tạm tính* while units are missing. A table of
long texts (TH-25) stands text under text: no row of a workbook is high enough for them side by side.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import Final

from exports.layout_sheet import Page, Pen, Sheet
from exports.layout_values import NUMBERS, Written, write_date, write_number
from exports.styles import MOST_DECIMALS
from forms.answers import Value
from forms.numerals import roman
from forms.pack import Kind, Pack, Words
from forms.roll_up import ADJUSTED, OWN, Cell, Subtotal, TotalsColumn, TotalsRow, TotalsView
from forms.roll_up_view import Published

_VIET_NAM: Final = timezone(timedelta(hours=7))
_TOTAL: Final[Words] = {"vi": "Tổng cộng", "en": "Total"}
_PROVISIONAL: Final[Words] = {"vi": "Tổng cộng (tạm tính)", "en": "Total (provisional)"}
_KNOWN: Final[Words] = {"vi": "Số đơn vị có số liệu", "en": "Units with figures"}
_UNSPLIT: Final[Words] = {"vi": "Chưa tách (đơn vị)", "en": "Not split (units)"}
_UNIT: Final[Words] = {"vi": "Đơn vị", "en": "Unit"}
_ITEM: Final[Words] = {"vi": "Nội dung", "en": "Item"}
_CODE: Final[Words] = {"vi": "Mã", "en": "Code"}
_YEAR: Final[Words] = {"vi": "Năm", "en": "Year"}
_MADE: Final[Words] = {"vi": "Lập ngày", "en": "Made on"}
_DECISION: Final[Words] = {"vi": "Quyết định", "en": "Decision"}
_DATES: Final = frozenset({Kind.DATE, Kind.MONTH, Kind.DATE_OR_YEAR})
FRONT: Final = 3
"""Columns before the figures: number, code, name."""
_LONG: Final = 900
"""Characters of a text from which on a table is set text under text."""
_SENTENCE, _WIDEST = 300, 72.0
"""A text so long makes its column so wide."""
_TEXT_WIDTH: Final = 104.0
_PARAGRAPH: Final = 1_500
"""Characters that a row of this width can show at its greatest height."""
_A3_FROM: Final = 190.0
_A3_HOLDS: Final = 340.0
_LANDSCAPE_FROM: Final = 110.0


def write_totals(view: TotalsView, pack: Pack, *, unit_name: str, made_at: datetime, language: str) -> bytes:
    """Give the workbook of a consolidated table in `language` ("vi" or "en")."""
    from exports.write_workbook_book import render

    return render([totals_sheet(view, pack, unit_name=unit_name, made_at=made_at, language=language)])


def write_totals_book(sheets: Sequence[Sheet]) -> bytes:
    """Give one workbook of several tables."""
    from exports.write_workbook_book import render

    return render(list(sheets))


def totals_sheet(view: TotalsView, pack: Pack, *, unit_name: str, made_at: datetime, language: str) -> Sheet:
    """Lay a consolidated table out as one sheet, for the workbook and for paper."""
    paper = _Paper(_with_published(view, language), pack, unit_name, made_at, language)
    return paper.text_sheet() if paper.is_long else paper.sheet()


@dataclass(frozen=True, slots=True)
class _Paper:
    """One table on its way to paper."""

    view: TotalsView
    pack: Pack
    unit_name: str
    made_at: datetime
    language: str

    def sheet(self) -> Sheet:
        view = self.view
        pen = Pen([5.0, 9.0, 26.0, *(self._width(place) for place in range(len(view.columns)))])
        self._write_title(pen)
        top = pen.row
        self._write_headings(pen)
        heading = f"{top}:{pen.row - 1}"
        self._write_rows(pen)
        if any(cell.value is not None for cell in view.total):
            self._write_line(
                pen, "", "", self._say(_PROVISIONAL if view.provisional else _TOTAL), view.total, bold=True
            )
            self._write_known(pen)
            self._write_unsplit(pen)
        self._write_notes(pen)
        width = sum(pen.widths)
        page = Page(
            landscape=width > _LANDSCAPE_FROM,
            footer=(f"{view.table} – {self.unit_name}".replace("&", "&&"), "&P/&N", ""),
            repeated_rows=heading,
            a3=width > _A3_FROM,
            pages_wide=math.ceil(width / _A3_HOLDS),
            protected=False,
            frozen=f"D{_row_after(heading)}",
        )
        return Sheet(view.table, pen.cells, tuple(pen.widths), pen.heights, tuple(pen.merges), page)

    def text_sheet(self) -> Sheet:
        """Set texts one under another: by column where all are texts, else record by record."""
        view = self.view
        pen = Pen([5.0, 9.0, 26.0, _TEXT_WIDTH])
        self._write_title(pen)
        if self._all_texts:
            for place, column in enumerate(view.columns):
                self._write_band(pen, self._say(column.label))
                for number, row in enumerate(view.rows, start=1):
                    self._write_text(pen, str(number), row.unit, _name(row), place, row)
        else:
            for number, row in enumerate(view.rows, start=1):
                self._write_band(pen, f"{number}. {row.unit} {_name(row)}")
                for place, column in enumerate(view.columns):
                    self._write_text(pen, "", "", self._say(column.label), place, row)
        self._write_notes(pen)
        footer = (f"{view.table} – {self.unit_name}".replace("&", "&&"), "&P/&N", "")
        page = Page(landscape=True, footer=footer, protected=False)
        return Sheet(view.table, pen.cells, tuple(pen.widths), pen.heights, tuple(pen.merges), page)

    @property
    def is_long(self) -> bool:
        """Texts alone stand in the table, or texts that no row is high enough for."""
        return self._all_texts or any(
            isinstance(cell.value, str) and len(cell.value) > _LONG
            for row in self.view.rows
            for column, cell in zip(self.view.columns, row.cells, strict=True)
            if column.field is not None and column.field.kind is Kind.MEMO
        )

    @property
    def _all_texts(self) -> bool:
        kinds = {column.field.kind if column.field else None for column in self.view.columns}
        return kinds == {Kind.MEMO}

    def _write_band(self, pen: Pen, text: str) -> None:
        pen.spread(1, pen.last, text, "band")
        pen.down()

    def _write_text(self, pen: Pen, number: str, code: str, name: str, place: int, row: TotalsRow) -> None:
        """Write one text, a row a paragraph; one that is blank has no row."""
        written, _ = self._shown(self.view.columns[place], row.cells[place])
        if not written.text:
            return
        for part in _paragraphs(written.text):
            for column, text in enumerate((number, code, name), start=1):
                pen.put(column, text, "label")
            pen.put(pen.last, Written(part), "text")
            pen.down()
            number = code = name = ""

    def _write_notes(self, pen: Pen) -> None:
        for note in self.view.notes:
            pen.spread(1, pen.last, self._say(note), "note")
            pen.down()

    def _say(self, words: Words) -> str:
        return words.get(self.language) or words.get("vi") or next(iter(words.values()), "")

    def _width(self, place: int) -> float:
        column = self.view.columns[place]
        longest = max(
            (len(self._shown(column, row.cells[place])[0].text or "") for row in self.view.rows), default=0
        )
        if longest > _SENTENCE:
            return _WIDEST
        if column.field and column.field.kind not in NUMBERS:
            return min(max(12.0, longest * 0.95), 36.0)
        return min(max(10.0, longest * 1.4), 24.0)

    def _write_title(self, pen: Pen) -> None:
        view = self.view
        year = f" – {self._say(_YEAR).lower()} {view.year}" if view.year else ""
        made = self.made_at.astimezone(_VIET_NAM)
        pen.spread(1, pen.last, f"{view.table}. {self._say(view.title)}{year}", "cover_title")
        pen.down()
        dated = f"{self._say(_MADE)} {made:%d/%m/%Y %H:%M}"
        pen.spread(1, pen.last, f"{self.unit_name}. {dated}.", "cover_line")
        pen.down(2)

    def _write_headings(self, pen: Pen) -> None:
        for place, column in enumerate(self.view.columns, start=FRONT + 1):
            pen.put(place, column.code, "code_head")
        pen.down()
        front = _UNIT if self.view.by_units else _ITEM
        for place, words in enumerate(({"vi": "TT", "en": "No."}, _CODE, front), start=1):
            pen.put(place, self._say(words), "heading")
        for place, column in enumerate(self.view.columns, start=FRONT + 1):
            unit = self._unit(column)
            pen.put(place, self._say(column.label) + (f"\n({unit})" if unit else ""), "heading")
        pen.down()

    def _unit(self, column: TotalsColumn) -> str:
        return self._say(column.unit or (column.field.unit if column.field else {}))

    def _write_rows(self, pen: Pen) -> None:
        view = self.view
        subtotals = {subtotal.block: subtotal for subtotal in view.subtotals}
        blocks = list(dict.fromkeys(row.block for row in view.rows))
        for number, block in enumerate(blocks, start=1):
            rows = [row for row in view.rows if row.block == block]
            if len(blocks) > 1 or block or view.by_units:
                self._write_block(pen, number, block, subtotals.get(block))
            for place, row in enumerate(rows, start=1):
                name = self._say(row.label) if row.label else _name(row)
                code = row.unit if view.by_units else row.key[-1]
                self._write_line(pen, str(place), code, name, row.cells, bold=row.total)

    def _write_block(self, pen: Pen, number: int, block: str, subtotal: Subtotal | None) -> None:
        title = f"{roman(number)}. {self._say(self.view.block_words(block))}"
        if subtotal and any(cell.value is not None for cell in subtotal.cells):
            known = f"{title} ({subtotal.units_in}/{subtotal.units_all})"
            self._write_line(pen, "", "", known, subtotal.cells, bold=True)
        else:
            self._write_band(pen, title)

    def _write_line(
        self, pen: Pen, number: str, code: str, name: str, cells: Sequence[Cell], *, bold: bool = False
    ) -> None:
        for place, text in enumerate((number, code, name), start=1):
            pen.put(place, text, "label_bold" if bold else "label")
        for place, (column, cell) in enumerate(zip(self.view.columns, cells, strict=True), start=FRONT + 1):
            written, style = self._shown(column, cell)
            pen.put(place, written, f"computed{style[-1]}" if bold and style.startswith("number") else style)
        pen.down(at_least=16.5)

    def _write_known(self, pen: Pen) -> None:
        """Under the total, each column that is not known of all units says of how many it is."""
        if all(cell.whole for cell in self.view.total):
            return
        for place, text in enumerate(("", "", self._say(_KNOWN)), start=1):
            pen.put(place, text, "unit")
        for place, cell in enumerate(self.view.total, start=FRONT + 1):
            pen.put(place, "" if cell.whole else f"{cell.known}/{cell.units}", "unit")
        pen.down()

    def _write_unsplit(self, pen: Pen) -> None:
        """Under the total, say of how many units a figure is part of a total that they cannot split."""
        if not any(cell.unsplit for cell in self.view.total):
            return
        for place, text in enumerate(("", "", self._say(_UNSPLIT)), start=1):
            pen.put(place, text, "unit")
        for place, cell in enumerate(self.view.total, start=FRONT + 1):
            pen.put(place, str(cell.unsplit) if cell.unsplit else "", "unit")
        pen.down()

    def _shown(self, column: TotalsColumn, cell: Cell) -> tuple[Written, str]:
        """Give what a cell holds and its look; numbers stay numbers, codes become their labels."""
        if cell.value is None:
            return Written(), "text"
        if isinstance(cell.value, str):
            return Written(self._text(column, cell.value) or None), "text"
        written = write_number(_scaled(column, cell.value))
        decimals = len((written.text or "").partition(".")[2])
        wanted = 0 if column.field and column.field.scale > 1 else column.decimals  # money: as it needs
        places = min(max(decimals, wanted), MOST_DECIMALS)
        return written, f"number{places}" if written.is_number else "text"

    def _text(self, column: TotalsColumn, value: Value) -> str:
        text = str(value)
        choices = self.pack.lists.get(column.list or (column.field.list if column.field else "") or "", ())
        if choices:
            labels = {choice.name: self._say(choice.label) for choice in choices}
            several = bool(column.field and column.field.kind is Kind.CHOICES)
            codes = text.split(" ") if several else [text]
            return "; ".join(labels.get(code) or code for code in codes)
        return write_date(text) if column.field and column.field.kind in _DATES else text


def _with_published(view: TotalsView, language: str) -> TotalsView:
    """Put beside each column in which a decision says something else what it says, a column of its own."""
    differing = {code for _, code in view.published}
    if not differing:
        return view
    columns: list[TotalsColumn] = []
    for column in view.columns:
        columns.append(column)
        if column.code in differing:
            label = {name: f"≠ {_DECISION.get(name, '')}: {text}" for name, text in column.label.items()}
            columns.append(replace(column, code=f"≠{column.code}", label=label, address=None))

    def widened(cells: Sequence[Cell], unit: str | None) -> tuple[Cell, ...]:
        made: list[Cell] = []
        for column, cell in zip(view.columns, cells, strict=True):
            made.append(cell)
            if column.code in differing:
                found = view.published.get((unit, column.code)) if unit is not None else None
                made.append(Cell(_theirs(found, language), cell.units, cell.units))
        return tuple(made)

    def row(one: TotalsRow) -> TotalsRow:
        return replace(one, cells=widened(one.cells, None if one.block in (OWN, ADJUSTED) else one.unit))

    return replace(
        view,
        columns=tuple(columns),
        rows=tuple(map(row, view.rows)),
        whole_rows=tuple(map(row, view.whole_rows)),
        subtotals=tuple(replace(one, cells=widened(one.cells, None)) for one in view.subtotals),
        total=widened(view.total, ""),
    )


def _theirs(found: Published | None, language: str) -> Value | None:
    """Give a published figure; one of all lines of a unit is told once more in words, for it is no line's."""
    if found is None:
        return None
    value = found.theirs
    whole = int(value) if value == value.to_integral_value() else value
    if not found.split:
        return whole
    return f"cả đơn vị: {whole}".replace(".", ",") if language == "vi" else f"whole unit: {whole}"


def _scaled(column: TotalsColumn, value: int | Decimal) -> int | Decimal:
    """Give money as it is shown, in triệu đồng; every đồng of it stays in the decimals."""
    scale = column.field.scale if column.field else 1
    if scale == 1:
        return value
    exact = Decimal(value) / scale
    return int(exact) if exact == exact.to_integral_value() else exact


def _paragraphs(text: str) -> Iterator[str]:
    """Part a long text at its lines, and a line too long for a row at a space."""
    for line in text.split("\n"):
        rest = line.strip()
        while len(rest) > _PARAGRAPH:
            cut = rest.rfind(" ", 0, _PARAGRAPH)
            cut = cut if cut > 0 else _PARAGRAPH
            yield rest[:cut]
            rest = rest[cut:].strip()
        if rest:
            yield rest


def _row_after(rows: str) -> int:
    """Give the row below a range of rows such as "4:5"."""
    return int(rows.partition(":")[2]) + 1


def _name(row: TotalsRow) -> str:
    return f"{row.name} ({'.'.join(row.key)})" if len(row.key) > 1 else row.name
