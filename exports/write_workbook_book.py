"""Renders sheets with openpyxl; the only file of the package's road that knows openpyxl."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from copy import copy

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as BookCell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from exports.layout_sheet import Cell, Merge, Sheet
from exports.layout_values import escape
from exports.styles import FONT, STYLE_INDEX, STYLES, TABLE_STYLES, Style

_LINES = "FF808080"
_A4, _A3 = 9, 8
_OF_TABLES = frozenset(style.name for style in TABLE_STYLES)


def render(sheets: Iterable[Sheet], *, with_cells: bool = True, with_looks: bool = True) -> bytes:
    """Give the workbook's bytes; without cells it is the frame that the reader compares.

    Without looks too where only the frames of sheets are wanted, which do not name them.
    """
    book = Workbook()
    first = book.active
    written = tuple(sheets)
    looks = _install(book, looks_of(written)) if with_looks else {}
    for sheet in written:
        page = book.create_sheet(sheet.name)
        _set_up(page, sheet)
        if with_cells:
            _fill(page, sheet, looks)
    if first is not None:
        book.remove(first)
    # No formula to work out: else Excel calls the file changed and offers to save it, losing the signature.
    book.calculation.fullCalcOnLoad = False
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def looks_of(sheets: Iterable[Sheet]) -> tuple[Style, ...]:
    """Give the looks a workbook carries: the whole list, and that of tables where a cell has one of these."""
    tables = any(style in _OF_TABLES for sheet in sheets for _, style in sheet.cells.values())
    return (*STYLES, *TABLE_STYLES) if tables else STYLES


def _install(book: Workbook, styles: Iterable[Style]) -> dict[str, StyleArray]:
    """Put the whole list of looks into a new workbook, in order (exports/styles.py); give what cells keep."""
    scratch = book.create_sheet()
    looks: dict[str, StyleArray] = {}
    for row, style in enumerate(styles, start=1):
        book.add_named_style(_named(style))
        cell = scratch.cell(row, 1)
        cell.style = _name(style.name)
        if cell.style_id != STYLE_INDEX[style.name]:
            raise RuntimeError(f"look {style.name} stands at {cell.style_id}")
        looks[style.name] = cell._style  # noqa: SLF001 - openpyxl's own manual copies looks so
    book.remove(scratch)
    return looks


def _name(style: str) -> str:
    return f"phieuxa {style}"


def _named(style: Style) -> NamedStyle:
    side = Side(style="thin", color=_LINES)
    font = Font(name=FONT, size=style.size, bold=style.bold, italic=style.italic, color=f"FF{style.colour}")
    return NamedStyle(
        name=_name(style.name),
        font=font,
        fill=_fill_of(style),
        border=Border(left=side, right=side, top=side, bottom=side) if style.border else Border(),
        alignment=Alignment(horizontal=style.across, vertical=style.down, wrap_text=style.wrap),
        number_format=style.number_format,
        protection=Protection(locked=True),
    )


def _fill_of(style: Style) -> PatternFill:
    if not style.fill:
        return PatternFill()
    return PatternFill("lightUp" if style.hatched else "solid", fgColor=f"FF{style.fill}")


def _set_up(page: Worksheet, sheet: Sheet) -> None:
    """Set paper, footer, widths, protection and merged ranges."""
    for column, width in enumerate(sheet.widths, start=1):
        page.column_dimensions[get_column_letter(column)].width = width
    page.page_setup.paperSize = _A3 if sheet.page.a3 else _A4
    page.page_setup.orientation = "landscape" if sheet.page.landscape else "portrait"
    page.page_setup.fitToWidth = sheet.page.pages_wide
    if sheet.page.pages_wide > 1:
        page.print_title_cols = "A:C"
    page.page_setup.fitToHeight = 1 if sheet.page.one_page else 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.page_margins = PageMargins(left=0.6, right=0.5, top=0.7, bottom=0.8, header=0.3, footer=0.4)
    page.print_options.horizontalCentered = True
    page.sheet_view.showGridLines = False
    if sheet.page.repeated_rows:
        page.print_title_rows = sheet.page.repeated_rows
    for part, text in zip(("left", "center", "right"), sheet.page.footer, strict=True):
        footer = getattr(page.oddFooter, part)
        footer.text, footer.font, footer.size = text, f"{FONT},Regular", 9
    # No password: everyone may select and copy, nobody changes a figure by a slip of the hand.
    page.protection.sheet = sheet.page.protected
    if sheet.page.frozen:
        page.freeze_panes = sheet.page.frozen
    # Not one by one: openpyxl looks each new range up in all the others, a minute for 500 records.
    page.merged_cells.ranges = {CellRange(merged_name(merge)) for merge in sheet.merges}


def _fill(page: Worksheet, sheet: Sheet, looks: Mapping[str, StyleArray]) -> None:
    for row, height in sheet.heights.items():
        page.row_dimensions[row].height = height
    for (row, column), cell in sorted(sheet.cells.items()):
        target = page.cell(row, column)
        if isinstance(target, BookCell):  # merged ranges are only named, so every cell is one
            _write(target, cell, looks)


def _write(target: BookCell, cell: Cell, looks: Mapping[str, StyleArray]) -> None:
    written = cell.written
    if written.text is not None:
        target.value = written.text if written.is_number else escape(written.text)
        # Said outright: openpyxl takes "=1+1" for a formula and "#N/A" for an error.
        target.data_type = "n" if written.is_number else "s"
    # By name openpyxl would search all the looks twice a cell.
    target._style = copy(looks[cell.style])  # type: ignore[attr-defined]  # noqa: SLF001


def merged_name(merge: Merge) -> str:
    """Write a merged range as workbooks do: C3:G3."""
    left, right = get_column_letter(merge.left), get_column_letter(merge.right)
    return f"{left}{merge.top}:{right}{merge.bottom}"
