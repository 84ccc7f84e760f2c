"""Writes the officers' workbook: every sheet of a pack source as text cells, ready to be edited in Excel.

Every cell is formatted as text, so that Excel turns no code into a number and no "1/2" into a date;
building the workbook again gives the pack of the folder it came from.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from forms.authoring import profile
from forms.authoring.build import read_source
from forms.authoring.grid_words import read_grid
from forms.authoring.hints import hint
from forms.authoring.shapes import SHAPES
from forms.authoring.sheets import (
    FORM_SHEETS,
    GUIDE_SHEET,
    LIST_SUFFIX,
    PACK_SHEETS,
    Complaints,
    Sheet,
    Source,
    column_letter,
)
from forms.pack import Words

if TYPE_CHECKING:  # openpyxl is imported when first needed: it costs 0.3 s at start
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_EXTRA_ROWS = 300  # below the last row, still with drop-downs and hints for what is added
_WIDTHS = (9, 60)  # characters
_LINE, _MOST_LINES = 15.0, 12  # height of a line in points; of how many a row may be
_WORDS = {
    "required": ("yes",),
    "appearance": ("multiline", "masked", "month-year", "year", "vn-grid", "vn-table"),
    "bind::type": ("int", "decimal", "string", "date"),
    profile.KEY: ("yes",),
    profile.DECIMALS: tuple("0123456"),
    profile.SCALE: ("1", "1000", "1000000", "1000000000"),
    profile.ROLLUP: profile.ROLLUPS,
    profile.KIND: profile.TEXT_KINDS,
    profile.SENSITIVE: ("yes", "no"),
    "readonly": ("yes",),
    "attribute::vn:orientation": profile.ORIENTATIONS,
    "attribute::vn:register": ("yes",),
}
_GUIDE = (
    (
        "Mỗi trang tính là một phần của bộ biểu; dòng 1 là tên cột: không đổi, không gộp ô.",
        "Each sheet is a part of the pack; row 1 holds the column names: do not change or merge them.",
    ),
    (
        "Mọi ô là văn bản, không dùng công thức của Excel. Rê chuột lên tên cột để xem cột ghi gì.",
        "Every cell is text; no Excel formulas. Rest on a heading to read what its column holds.",
    ),
    (
        "Trang pack: mã, phiên bản, tên bộ biểu. Trang campaign: kỳ báo cáo, ngày chốt, thời hạn.",
        "Sheet pack: id, version, titles. Sheet campaign: the period, the data date, the deadlines.",
    ),
    (
        "Trang levels, units, assignments: các cấp, các đơn vị, ai phải làm biểu nào.",
        "Sheets levels, units, assignments: the levels, the units, who fills which form.",
    ),
    (
        "Mỗi biểu có ba trang: “BM-01 survey” (câu hỏi), “… choices” (danh sách), “… settings” (tên).",
        "Each form has three sheets: “BM-01 survey” (questions), “… choices” (lists), “… settings” (titles).",
    ),
    (
        "Thêm biểu mới: chép ba trang ấy, đổi BM-01 thành số biểu mới, đổi form_id trong settings.",
        "For a new form: copy the three sheets, change BM-01 to its number, and form_id in settings.",
    ),
    (
        "Trang lists: danh sách dùng chung cho nhiều biểu. Trang checks: kiểm tra giữa các biểu.",
        "Sheet lists: lists shared by several forms. Sheet checks: rules across forms.",
    ),
    (
        "Trang totals, columns: các bảng tổng hợp của cấp trên và cột của chúng.",
        "Sheets totals, columns: the consolidated tables of the offices above, and their columns.",
    ),
    (
        "Xong thì vào trang Bộ biểu của chương trình, hoặc chạy: phieuxa pack check TỆP.xlsx",
        "When done, open the page of packs in the program, or run: phieuxa pack check FILE.xlsx",
    ),
)
_GUIDE_WIDTHS = (20, 28, 70, 70)
_GUIDE_HEAD = ("trang tính / sheet", "cột / column", "ghi gì", "what it holds")
_KINDS = (
    *("integer", "decimal", "text", "date", "note", "calculate", "file", "image", "time", "range"),
    *("begin group", "end group", "begin repeat", "end repeat", "csv-external"),
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
    menus = _menus(source)
    _guide(book, source, menus)
    for sheet in _in_order(source):
        _sheet(book.create_sheet(sheet.name), sheet, menus)
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


@dataclass(frozen=True, slots=True)
class _Menu:
    """What a drop-down offers: words kept on the guide, or the cells of another sheet."""

    words: tuple[str, ...] = ()
    cells: str = ""


def _menus(source: Source) -> dict[str, _Menu]:
    """Gather the drop-downs of columns that name what stands elsewhere in this workbook."""
    choices = [source.sheet("lists"), *(f["choices"] for f in source.forms.values() if "choices" in f)]
    names = {row.get("list_name") or row.get("list name") for sheet in choices for row in sheet.rows}
    lists = sorted(names - {""})
    settings = [f["settings"] for f in source.forms.values() if "settings" in f]
    forms = tuple(row.get("form_id") for sheet in settings for row in sheet.rows)
    surveys = [f["survey"] for f in source.forms.values() if "survey" in f]
    grids = [read_grid(row.get(profile.GRID))[0] for sheet in surveys for row in sheet.rows]
    tables = dict.fromkeys([*forms, *(grid["id"] for grid in grids if "id" in grid)])
    selects = [f"{kind} {name}" for name in lists for kind in ("select_one", "select_multiple")]
    selects += [f"select_one_from_file {name}{LIST_SUFFIX}" for name in sorted(source.files)]
    menus = {
        "type": _Menu((*_KINDS, *selects)),
        "form": _Menu(forms),
        "table": _Menu(tuple(tables)),
        "list": _Menu(tuple(lists)),
    }
    for name, (sheet, column) in _ELSEWHERE.items():
        letter = source.sheet(sheet).columns.get(column)
        if letter:
            menus[name] = _Menu(
                cells=f"'{sheet}'!${letter}$2:${letter}${_EXTRA_ROWS + len(source.sheet(sheet).rows)}"
            )
    return menus


_ELSEWHERE = {
    "level": ("levels", "code"),
    "unit": ("units", "code"),
    "standard": ("standards", "standard"),
    "totals": ("totals", "id"),
}
_MENU_OF = {
    ("survey", "type"): "type",
    ("levels", "parent"): "level",
    ("units", "level"): "level",
    ("units", "parent"): "unit",
    ("unit_moves", "unit"): "unit",
    ("unit_zones", "unit"): "unit",
    ("assignments", "form"): "form",
    ("assignments", "level"): "level",
    ("lines", "standard"): "standard",
    ("indicators", "standard"): "standard",
    ("score_rules", "standard"): "standard",
    ("checks", "context"): "table",
    ("totals", "source"): "table",
    ("columns", "table"): "totals",
    ("classes", "table"): "totals",
    ("open_lists", "list"): "list",
    ("criteria", "table"): "table",
    ("grades", "table"): "table",
    ("quotas", "level"): "level",
    ("quotas", "table"): "table",
}


def _guide(book: Workbook, source: Source, menus: dict[str, _Menu]) -> None:
    sheet = book.worksheets[0]
    sheet.title = GUIDE_SHEET
    rows = [("", "", *words) for words in _GUIDE]
    told: dict[tuple[str, str], Words] = {}
    for one in _in_order(source):
        for column in one.columns:
            kind = one.name.rpartition(" ")[2]
            words = hint(one.name, column)
            if words:
                told.setdefault((f"… {kind}" if kind in FORM_SHEETS else one.name, column), words)
    rows += [(name, column, words["vi"], words["en"]) for (name, column), words in told.items()]
    for number, row in enumerate((_GUIDE_HEAD, *rows), start=1):
        for index, text in enumerate(row, start=1):
            _put(sheet, number, index, text, header=number == 1)
        _tall(sheet, number, [(text, width) for text, width in zip(row, _GUIDE_WIDTHS, strict=True)])
    _paper(sheet)
    sheet.print_area = f"A1:D{len(rows) + 1}"
    for letter, width in zip("ABCD", _GUIDE_WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    # The words of long drop-downs stand here in the open: nothing in the workbook is hidden.
    for index, (name, menu) in enumerate(((n, m) for n, m in menus.items() if m.words), start=6):
        for number, word in enumerate((name, *menu.words), start=1):
            _put(sheet, number, index, word, header=number == 1)
        letter = column_letter(index - 1)
        sheet.column_dimensions[letter].width = 26
        menus[name] = _Menu(cells=f"'{GUIDE_SHEET}'!${letter}$2:${letter}${1 + len(menu.words)}")
    sheet.freeze_panes = "A2"


def _sheet(target: Worksheet, sheet: Sheet, menus: dict[str, _Menu]) -> None:
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
        widths = {column: target.column_dimensions[letter].width for column, letter in sheet.columns.items()}
        _tall(target, row.number, [(text, widths[column]) for column, text in row.cells.items()])
    _paper(target)
    survey = sheet.name.endswith("survey")
    target.freeze_panes = "C2" if survey else "A2"
    for column, letter in sheet.columns.items():
        menu = menus.get(_MENU_OF.get((sheet.name.rpartition(" ")[2], column), ""), _Menu())
        _validate(target, sheet.name, column, f"{letter}2:{letter}{last + _EXTRA_ROWS}", menu)
        _comment(target, sheet.name, column, letter)


def _tall(target: Worksheet, row: int, cells: Sequence[tuple[str, float]]) -> None:
    """Make a row as tall as its longest text; programs that open the file do not all do it."""
    lines = (sum(1 + len(line) // int(width) for line in text.split("\n")) for text, width in cells)
    most = min(max(lines, default=1), _MOST_LINES)
    if most > 1:
        target.row_dimensions[row].height = _LINE * most


def _paper(target: Worksheet) -> None:
    """Print a sheet on landscape A4, as wide as one page."""
    from openpyxl.worksheet.properties import PageSetupProperties

    target.page_setup.orientation = "landscape"
    target.page_setup.paperSize = target.PAPERSIZE_A4
    target.page_setup.fitToHeight = 0
    target.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


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


def _comment(target: Worksheet, sheet: str, column: str, letter: str) -> None:
    """Say at a heading what its column holds."""
    from openpyxl.comments import Comment

    words = hint(sheet, column)
    if words:
        target[f"{letter}1"].comment = Comment(words["vi"], "Phiếu Xã", height=90, width=320)


def _validate(target: Worksheet, sheet: str, column: str, area: str, menu: _Menu) -> None:
    """Give a column its drop-down and the hint shown when one of its cells is chosen."""
    from openpyxl.worksheet.datavalidation import DataValidation

    words = hint(sheet, column)
    shape = SHAPES.get(sheet, {}).get(column)
    listed = _WORDS.get(column, ())
    if shape and "|" in shape.pattern and shape.allowed.count(",") == shape.pattern.count("|"):
        listed = tuple(shape.allowed.split(", "))
    offered = menu.cells or (f'"{",".join(listed)}"' if listed else None)
    if not words and not offered:
        return
    rule = DataValidation(
        type="list" if offered else None,
        formula1=offered,
        allow_blank=True,
        showErrorMessage=False,  # the builder judges, with a better sentence
        showInputMessage=bool(words),
        promptTitle=column[:32] if words else None,
        prompt=f"{words['vi']}\n{words['en']}"[:250] if words else None,
    )
    rule.add(area)
    target.add_data_validation(rule)
