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

from exports.answers_table import AnswerTable, Column, Content, plain_number, sheet_names
from exports.layout_values import escape, is_number_cell
from exports.styles import FONT, MOST_DECIMALS

MOST_ROWS: Final = 1_048_575
_LONGEST: Final = 32_767  # characters of a cell
_NO_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_WIDEST, _NARROWEST = 46.0, 7.0
_LOOKED_AT: Final = 200  # rows that a column's width is taken from
_SIDE: Final = Side(style="thin", color="FF808080")
_BORDER: Final = Border(left=_SIDE, right=_SIDE, top=_SIDE, bottom=_SIDE)
_PLAIN: Final = Font(name=FONT, size=11)
_BOLD: Final = Font(name=FONT, size=11, bold=True)
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
    _about(book, front, title, [*about, *zip(names, (str(len(t.rows)) for t in tables), strict=True)])
    for name, table in zip(names, tables, strict=True):
        _table(book, name, table, headings=headings)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _about(book: Workbook, name: str, title: str, lines: Iterable[tuple[str, str]]) -> None:
    sheet = book.create_sheet(name)
    sheet.column_dimensions["A"].width = 34.0
    sheet.column_dimensions["B"].width = 60.0
    sheet.append([_text(sheet, title, _TITLE)])
    sheet.append([])
    for left, right in lines:
        sheet.append([_text(sheet, left, _BOLD, _TEXT), _text(sheet, right, _PLAIN, _TEXT)])


def _table(book: Workbook, name: str, table: AnswerTable, *, headings: bool) -> None:
    sheet = book.create_sheet(name)
    for place, column in enumerate(table.columns):
        letter = get_column_letter(place + 1)
        sheet.column_dimensions[letter].width = _width(table, place, _heading(column, headings=headings))
    sheet.freeze_panes = "A2"
    if table.rows:
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.columns))}{len(table.rows) + 1}"
    heads = []
    for column in table.columns:
        cell = _text(sheet, _heading(column, headings=headings), _BOLD, _HEADING)
        cell.fill, cell.border = _SHADE, _BORDER
        heads.append(cell)
    sheet.append(heads)
    for row in table.rows[:MOST_ROWS]:
        sheet.append(list(_cells(sheet, table.columns, row)))


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
    return min(max(_NARROWEST, longest * 1.15 + 2, words * 1.25 + 3, min(len(heading) * 0.5, 24.0)), _WIDEST)
