"""Writes the officers' workbook: every sheet of a pack source as text cells, ready to be edited in Excel.

Every cell is formatted as text, so that Excel turns no code into a number and no "1/2" into a date;
building the workbook again gives the pack of the folder it came from.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from forms.authoring import profile
from forms.authoring.build import read_source
from forms.authoring.hints import hint
from forms.authoring.sheets import FORM_SHEETS, GUIDE_SHEET, PACK_SHEETS, Complaints, Sheet, Source
from forms.authoring.tables import SHAPES

if TYPE_CHECKING:  # openpyxl is imported when first needed: it costs 0.3 s at start
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_EXTRA_ROWS = 300  # below the last row, still with drop-downs and hints for what is added
_WIDTHS = (9, 60)  # characters
_WORDS = {
    profile.ROLLUP: profile.ROLLUPS,
    profile.KIND: profile.TEXT_KINDS,
    profile.SENSITIVE: ("yes", "no"),
    "readonly": ("yes",),
    "attribute::vn:orientation": profile.ORIENTATIONS,
}
_GUIDE = (
    (
        "Mỗi trang tính là một phần của bộ biểu; dòng 1 là tên cột: không đổi, không gộp ô.",
        "Each sheet is a part of the pack; row 1 holds the column names: do not change or merge them.",
    ),
    ("Mọi ô là văn bản, không dùng công thức của Excel.", "Every cell is text; no Excel formulas."),
    ("Xong thì chạy: phieuxa pack build TỆP.xlsx", "When done, run: phieuxa pack build FILE.xlsx"),
)


def export_workbook(path: Path) -> bytes:
    """Write the pack source at `path` (a folder) as an .xlsx; raise `PackErrors` where it is unreadable."""
    complaints = Complaints()
    source = read_source(path, complaints)
    complaints.close()
    return write_source(source)


def write_source(source: Source) -> bytes:
    """Write the sheets of a source as an .xlsx: text cells with drop-downs and hints."""
    from openpyxl import Workbook

    book = Workbook()
    # A fixed time: the same source gives the same document properties.
    book.properties.created = book.properties.modified = datetime(2018, 1, 1)  # noqa: DTZ001 - openpyxl wants it naive
    book.properties.creator = "Phiếu Xã"
    _guide(book, source)
    for sheet in _in_order(source):
        _sheet(book.create_sheet(sheet.name), sheet)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def _in_order(source: Source) -> Iterator[Sheet]:
    for name in PACK_SHEETS:
        if name in source.tables:
            yield source.tables[name]
    for name in sorted(source.files):
        yield source.files[name]
    for word in sorted(source.forms):
        for kind in FORM_SHEETS:
            if kind in source.forms[word]:
                yield source.forms[word][kind]


def _guide(book: Workbook, source: Source) -> None:
    sheet = book.worksheets[0]
    sheet.title = GUIDE_SHEET
    rows = [("", "", *words) for words in _GUIDE]
    for one in _in_order(source):
        for column in one.columns:
            words = hint(one.name, column)
            if words:
                rows.append((one.name, column, words["vi"], words["en"]))
    for number, row in enumerate((("sheet", "column", "vi", "en"), *rows), start=1):
        for index, text in enumerate(row, start=1):
            _put(sheet, number, index, text, header=number == 1)
    for letter, width in zip("ABCD", (18, 26, 60, 60), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"


def _sheet(target: Worksheet, sheet: Sheet) -> None:
    places = {column: index for index, column in enumerate(sheet.columns, start=1)}
    for column, index in places.items():
        _put(target, 1, index, column, header=True)
        texts = [row.get(column) for row in sheet.rows]
        longest = max((len(line) for text in [column, *texts] for line in text.split("\n")), default=0)
        whole = target.column_dimensions[sheet.columns[column]]
        whole.width = min(max(longest + 2, _WIDTHS[0]), _WIDTHS[1])
        whole.number_format = "@"  # also for the cells that are blank now
    last = 1
    for row in sheet.rows:
        last = row.number
        for column, text in row.cells.items():
            _put(target, row.number, places[column], text)
    survey = sheet.name.endswith("survey")
    target.freeze_panes = "C2" if survey else "A2"
    for column, letter in sheet.columns.items():
        _validate(target, sheet.name, column, f"{letter}2:{letter}{last + _EXTRA_ROWS}")


def _put(target: Worksheet, row: int, column: int, text: str, *, header: bool = False) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    cell = target.cell(row, column, text or None)
    if text:
        cell.data_type = "s"  # a text that starts with "=" stays a text
    cell.number_format = "@"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if header:
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="DDE6F0")


def _validate(target: Worksheet, sheet: str, column: str, area: str) -> None:
    """Give a column its drop-down and the hint shown when one of its cells is chosen."""
    from openpyxl.worksheet.datavalidation import DataValidation

    words = hint(sheet, column)
    shape = SHAPES.get(sheet, {}).get(column)
    listed = _WORDS.get(column, ())
    if shape and "|" in shape.pattern and shape.allowed.count(",") == shape.pattern.count("|"):
        listed = tuple(shape.allowed.split(", "))
    if not words and not listed:
        return
    rule = DataValidation(
        type="list" if listed else None,
        formula1=f'"{",".join(listed)}"' if listed else None,
        allow_blank=True,
        showErrorMessage=False,  # the builder judges, with a better sentence
        showInputMessage=bool(words),
        promptTitle=column[:32] if words else None,
        prompt=f"{words['vi']}\n{words['en']}"[:250] if words else None,
    )
    rule.add(area)
    target.add_data_validation(rule)
