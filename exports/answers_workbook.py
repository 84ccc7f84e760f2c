"""Answers as a workbook to work on: one sheet a table, unsigned, no package.

Texts are text cells (a code keeps its zeros, "=1+1" stays a text), numbers are number cells as long as
a workbook carries them without loss. The first sheet says what the others hold.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from exports.answers_table import AnswerTable, Column, Content, plain_number, sheet_names
from exports.layout_text import height_of, lines_of
from exports.layout_values import escape, is_number_cell
from exports.styles import FONT, MOST_DECIMALS

MOST_ROWS: Final = 1_048_575
_LONGEST: Final = 32_767  # characters of a cell
_NO_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_WIDEST, _NARROWEST = 46.0, 7.0
_LOOKED_AT: Final = 200  # rows that a column's width is taken from
_SIDE: Final = Side(style="thin", color="FF808080")
_BORDER: Final = Border(left=_SIDE, right=_SIDE, top=_SIDE, bottom=_SIDE)
_SIZE: Final = 11.0
_A4: Final = 9
_ABOUT: Final = 58.0
_HIGHEST: Final = 400.0  # points
_FITS: Final = 220.0  # widths together that a landscape page still shows readably
_PLAIN: Final = Font(name=FONT, size=_SIZE)
_BOLD: Final = Font(name=FONT, size=_SIZE, bold=True)
_TITLE: Final = Font(name=FONT, size=14, bold=True)
_SHADE: Final = PatternFill("solid", fgColor="FFD9D9D9")
_HEADING: Final = Alignment(horizontal="center", vertical="center", wrap_text=True)
_TEXT: Final = Alignment(vertical="top", wrap_text=True)
_NUMBER: Final = Alignment(vertical="top")


def write_answers(
    tables: Sequence[AnswerTable],
    *,
    title: str,
    about: Sequence[tuple[str, str]],
    about_name: str,
    headings: bool,
) -> bytes:
    """Give the workbook; `headings`: with the words of the questions, else with their codes.

    `about`: lines of the first sheet, which is called `about_name`.
    """
    book = Workbook(write_only=True)
    wanted = [table.title if headings else table.name for table in tables]
    front, *names = sheet_names([about_name, *wanted])
    known = zip(wanted, (str(len(table.rows)) for table in tables), strict=True)
    _about(book, front, title, [*about, *known])
    for name, table in zip(names, tables, strict=True):
        _table(book, name, table, headings=headings)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _about(book: Workbook, name: str, title: str, lines: Iterable[tuple[str, str]]) -> None:
    sheet = book.create_sheet(name)
    sheet.column_dimensions["A"].width = _ABOUT
    sheet.column_dimensions["B"].width = _ABOUT
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToHeight = 0
    sheet.append([_text(sheet, title, _TITLE)])
    sheet.append([])
    for number, (left, right) in enumerate(lines, start=3):
        _raise(sheet, number, max(lines_of(left, _ABOUT * 0.9, _SIZE), lines_of(right, _ABOUT, _SIZE)))
        sheet.append([_text(sheet, left, _BOLD, _TEXT), _text(sheet, right, _PLAIN, _TEXT)])


def _table(book: Workbook, name: str, table: AnswerTable, *, headings: bool) -> None:
    sheet = book.create_sheet(name)
    named = [_heading(column, headings=headings) for column in table.columns]
    widths = [_width(table, place, heading) for place, heading in enumerate(named)]
    for place, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    lines = [lines_of(heading, width, _SIZE) for heading, width in zip(named, widths, strict=True)]
    _raise(sheet, 1, max(lines, default=1) + 0.3)
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    if sum(widths) <= _FITS:
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_setup.fitToHeight = 0
    if table.rows:
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.columns))}{len(table.rows) + 1}"
    heads = []
    for heading in named:
        cell = _text(sheet, heading, _BOLD, _HEADING)
        cell.fill, cell.border = _SHADE, _BORDER
        heads.append(cell)
    sheet.append(heads)
    for number, row in enumerate(table.rows[:MOST_ROWS], start=2):
        texts = [(one, width) for one, width in zip(row, widths, strict=True) if isinstance(one, str)]
        long = [lines_of(one, width, _SIZE) for one, width in texts if len(one) > width - 2 or "\n" in one]
        _raise(sheet, number, max(long, default=1))
        sheet.append(list(_cells(sheet, table.columns, row)))


def _raise(sheet: Any, row: int, lines: float) -> None:  # noqa: ANN401 - openpyxl
    """Make a row high enough: not every program does so by itself."""
    if lines > 1:
        sheet.row_dimensions[row].height = min(height_of(1, _SIZE) * lines, _HIGHEST)


def _cells(sheet: Any, columns: Sequence[Column], row: Sequence[Content]) -> Iterator[Any]:  # noqa: ANN401 - openpyxl
    for column, content in zip(columns, row, strict=True):
        if isinstance(content, str) or content is None:
            cell = _text(sheet, content or "", _PLAIN, _TEXT)
        else:
            digits = plain_number(content)
            cell = _text(sheet, digits, _PLAIN, _NUMBER)
            if is_number_cell(digits):
                places = min(max(len(digits.partition(".")[2]), column.decimals), MOST_DECIMALS)
                cell.value, cell.data_type = content, "n"
                cell.number_format = f"#,##0.{'0' * places}" if places else "#,##0"
        cell.border = _BORDER
        yield cell


def _text(sheet: Any, text: str, font: Font, alignment: Alignment | None = None) -> Any:  # noqa: ANN401 - openpyxl
    cell = WriteOnlyCell(sheet)
    cell.font, cell.number_format = font, "@"
    if alignment is not None:
        cell.alignment = alignment
    if text:
        text = _NO_XML.sub("\ufffd", text)
        cell.value = escape(text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…")
        cell.data_type = "s"  # said outright: openpyxl takes "=1+1" for a formula
    return cell


def _heading(column: Column, *, headings: bool) -> str:
    return column.heading if headings else column.code


def _width(table: AnswerTable, place: int, heading: str) -> float:
    texts = (row[place] for row in table.rows[:_LOOKED_AT])
    longest = max((max(map(len, str(one).split("\n"))) for one in texts if one is not None), default=0)
    words = max((len(word) for word in re.split(r"\s+", heading)), default=0)
    return min(max(_NARROWEST, longest * 1.15 + 2, words * 1.3 + 4, min(len(heading) * 0.6, 28.0)), _WIDEST)
