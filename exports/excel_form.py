"""The Excel form: a pack as an empty workbook for an office without the program, and its reading back.

    data, told = write_excel_form(blank, pack)     the package's sheets, open cells, drop-downs, formulas
    form = read_excel_form(data, name, pack)       what was filled in, by table, row and field, with its place

The sheets are laid out exactly like a package's (`exports.layout`), so the visible codes say what each cell
is. Cells to fill are open and pale yellow, all others protected without a password. No macros.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from openpyxl import load_workbook
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from exports.excel_form_rules import CELLS, LOOK, WRONG, count_reference, plain_message, write_rules
from exports.excel_form_rules import Written as RulesWritten
from exports.excel_formulas import Compiler, NotAFormula, Place
from exports.layout import as_written
from exports.layout_sheet import Cell, Page, Sheet
from exports.layout_values import Written, with_code, word
from exports.lists import Content, ListSheet, place_name, read_lists
from exports.read_workbook_parts import RawSheet
from exports.read_workbook_tables import find_coded
from exports.styles import FONT
from exports.write_workbook_book import render
from forms.answers import Address, Key
from forms.pack import Field, Kind, Pack, Severity, Table, TableKind
from forms.problems import Problem
from forms.report import Report
from forms.table_rows import own_key, rows_by_key, shown_in

GUIDE: Final = "Hướng dẫn"
LISTS: Final = "Danh mục"
CHECKS: Final = "Kiểm tra"
_LEFT_OUT: Final = frozenset({"Bìa", "Ô trống, giải trình", "Nguồn số liệu", "Tệp kèm theo"})
_MARK: Final = "phieuxa-form"
_YELLOW: Final = PatternFill("solid", fgColor="FFFFF9DB")
_AMOUNT: Final = "#,##0.0##"
_MOST_CHECKS: Final = 1_500
_NUMBERS: Final = (Kind.INTEGER, Kind.DECIMAL)
_RANGE_LIMIT: Final = 999_999_999_999_999
_INK: Final = Font(name=FONT, size=11)
_BOLD: Final = Font(name=FONT, size=11, bold=True)
_TITLE: Final = Font(name=FONT, size=14, bold=True)
_WRAP: Final = Alignment(horizontal="left", vertical="top", wrap_text=True)


@dataclass(frozen=True, slots=True)
class Told:
    """What a written form holds, and which computed cells and checks are left to the import."""

    open_cells: int
    drop_downs: int
    formulas: int
    left: tuple[str, ...]  # computed fields without a formula
    checks: int
    checks_left: tuple[str, ...]  # checks without a formula
    rules: int = 0  # rules of single cells that the workbook tries by itself
    rules_left: tuple[str, ...] = ()  # those without a formula


@dataclass(frozen=True, slots=True)
class FormCell:
    """One cell of a filled form."""

    sheet: str
    place: str
    content: Content


@dataclass(frozen=True, slots=True)
class ExcelForm:
    """A filled form: `cells` of each table by row and field; whose form it was and of which pack."""

    pack: str
    version: str
    unit: str
    cells: Mapping[str, Mapping[Key, Mapping[str, FormCell]]]


@dataclass
class _Book:
    """A workbook under way."""

    pack: Pack
    book: Any  # openpyxl's Workbook
    places: dict[Address, Place]
    lists: dict[str, str] = field(default_factory=dict)  # list id -> defined name
    open_cells: int = 0
    drop_downs: int = 0
    formulas: int = 0
    left: dict[str, None] = field(default_factory=dict)
    opened: list[Address] = field(default_factory=list)  # the cells to fill


def write_excel_form(blank: Report, pack: Pack) -> tuple[bytes, Told]:
    """Write the form of the unit of `blank`, whose records are the blank lines of its lists.

    Raises `Problem` UNIT_UNKNOWN or TOO_MANY_SHEETS.
    """
    _, sheets = as_written(blank, _as_shown(pack))
    kept = [sheet for sheet in sheets if sheet.name not in _LEFT_OUT]
    places = _places(kept, pack)
    book = load_workbook(io.BytesIO(render(_without_footers(kept))))
    work = _Book(pack, book, places)
    _open(work)
    rules = write_rules(book, pack, places, work.opened)
    checks, checks_left = _checks(work)
    _write_lists(work)
    _guide(work, blank, checks, _not_tried(pack, rules, checks_left))
    book.active = 0
    for number, page in enumerate(book.worksheets):
        page.sheet_view.tabSelected = number == 0
        page.protection.sheet = True
    book.calculation.fullCalcOnLoad = True
    out = io.BytesIO()
    book.save(out)
    told = Told(
        work.open_cells, work.drop_downs, work.formulas, tuple(work.left), checks, tuple(sorted(checks_left)),
        len(rules.rules), tuple(rules.left),
    )  # fmt: skip
    return out.getvalue(), told


def _as_shown(pack: Pack) -> Pack:
    """Give the pack with amounts as people write them: in triệu đồng where they are stored in đồng."""
    forms = []
    for form in pack.forms:
        tables = []
        for table in form.tables:
            fields = (
                replace(one, scale=1, kind=Kind.DECIMAL) if one.scale > 1 else one for one in table.fields
            )
            tables.append(replace(table, fields=tuple(fields)))
        forms.append(replace(form, tables=tuple(tables)))
    return replace(pack, forms=tuple(forms))


def _without_footers(sheets: list[Sheet]) -> list[Sheet]:
    """Take the figures code off the pages: an empty form has none."""
    out = []
    for sheet in sheets:
        page = sheet.page
        left = page.footer[0]
        plain = Page(
            page.landscape, (left, "Trang &P/&N", ""), page.one_page, page.repeated_rows, page.pages_wide,
            page.a3, page.protected, page.frozen,
        )  # fmt: skip
        out.append(Sheet(sheet.name, sheet.cells, sheet.widths, sheet.heights, sheet.merges, plain))
    return out


def _places(sheets: list[Sheet], pack: Pack) -> dict[Address, Place]:
    """Find where each cell of the forms stands, by the codes that the reader goes by."""
    coded = find_coded([RawSheet(sheet.name, sheet.cells, {}, b"") for sheet in sheets], pack.tables_by_id)
    found: dict[Address, Place] = {}
    for table, rows in coded.tables.items():
        if table not in pack.tables_by_id:
            continue
        for key, cells in rows.items():
            for code, one in cells.items():
                found[Address(table, key, code)] = Place(one.sheet, one.place)
    for (table, key, code), parts in coded.parts.items():
        found[Address(table, key, code)] = Place(parts[0][1].sheet, parts[0][1].place)
    return found


# --- cells -----------------------------------------------------------------------------------


def _open(work: _Book) -> None:
    """Open the cells to fill, with their drop-downs; write formulas into the computed ones."""
    rules: dict[tuple[str, str], DataValidation] = {}
    for address, field_, fixed_blocked in _each(work):
        place = work.places[address]
        page = work.book[place.sheet]
        cell = page[place.cell]
        if fixed_blocked:
            continue
        if field_.scale > 1:
            cell.number_format = _AMOUNT
        if field_.calculate is not None:
            _compute(work, address, field_, cell)
            continue
        if field_.kind is Kind.FILES or field_.locked:
            continue
        cell.protection = Protection(locked=False)
        cell.fill = _YELLOW
        work.open_cells += 1
        work.opened.append(address)
        rule = _rule(work, field_, place.sheet, rules)
        if rule is not None:
            rule.add(place.cell)
            work.drop_downs += field_.kind is Kind.CHOICE


def _each(work: _Book) -> Iterator[tuple[Address, Field, bool]]:
    for table in work.pack.tables_by_id.values():
        fields = {one.id: one for one in table.fields}
        fixed = rows_by_key(table)
        for address in [one for one in work.places if one.table == table.id]:
            row = fixed.get(own_key(table, address.key))
            shown = shown_in(table, fields[address.field], row)
            blocked = row is not None and address.field in row.blocked
            yield address, shown, blocked


def _compute(work: _Book, address: Address, one: Field, cell: Any) -> None:  # noqa: ANN401 - openpyxl
    name = f"{address.table}.{one.id}"
    try:
        text = Compiler(work.pack, work.places).value(address, one)
    except NotAFormula:
        work.left[name] = None
        return
    cell.value = (
        text[1:-1].replace('""', '"') if text.startswith('"') and text.count('"') == 2 else f"={text}"
    )
    work.formulas += 1


def _rule(
    work: _Book, one: Field, sheet: str, rules: dict[tuple[str, str], DataValidation]
) -> DataValidation | None:
    """Give the rule of a field on a sheet: a list to choose from, or a number within bounds."""
    if one.kind is Kind.CHOICE and one.list and not one.itemset:
        name = _list_name(work, one.list)
        known = (sheet, name)
        if known not in rules:
            rules[known] = DataValidation(
                type="list", formula1=f"={name}", allow_blank=True, showErrorMessage=True, errorStyle="stop",
                errorTitle="Danh mục", error="Chọn một mục trong danh sách (Alt+↓).",
            )  # fmt: skip
            work.book[sheet].add_data_validation(rules[known])
        return rules[known]
    if one.kind in _NUMBERS:
        whole = one.kind is Kind.INTEGER and one.scale == 1
        known = (sheet, "whole" if whole else "decimal")
        if known not in rules:
            told = "Chỉ gõ số nguyên, không gõ chữ." if whole else "Chỉ gõ số, không gõ chữ."
            rules[known] = DataValidation(
                type="whole" if whole else "decimal", operator="between", formula1=str(-_RANGE_LIMIT),
                formula2=str(_RANGE_LIMIT), allow_blank=True, showErrorMessage=True, errorStyle="stop",
                errorTitle="Số", error=told,
            )  # fmt: skip
            work.book[sheet].add_data_validation(rules[known])
        return rules[known]
    return None


def _list_name(work: _Book, name: str) -> str:
    return work.lists.setdefault(name, f"dm_{len(work.lists) + 1}_{''.join(c for c in name if c.isalnum())}")


def _write_lists(work: _Book) -> None:
    """Write the lists of the drop-downs, each a column, on a visible sheet at the end."""
    if not work.lists:
        return
    page = work.book.create_sheet(LISTS)
    for column, (name, defined) in enumerate(work.lists.items(), start=2):
        choices = work.pack.lists.get(name, ())
        letter = get_column_letter(column)
        head = page.cell(1, column, name)
        head.font = _BOLD
        for row, choice in enumerate(choices, start=2):
            cell = page.cell(row, column, with_code(word(choice.label), choice.name))
            cell.font, cell.number_format, cell.data_type = _INK, "@", "s"
        longest = max((len(word(choice.label)) + len(choice.name) for choice in choices), default=10)
        page.column_dimensions[letter].width = min(longest + 6, 60)
        last = max(len(choices) + 1, 2)
        ref = f"{quote_sheetname(LISTS)}!${letter}$2:${letter}${last}"
        work.book.defined_names[defined] = DefinedName(defined, attr_text=ref)
    page.column_dimensions["A"].width = 3
    page.freeze_panes = "A2"


# --- checks ----------------------------------------------------------------------------------


def _checks(work: _Book) -> tuple[int, set[str]]:
    """Write the checks that a workbook can try by itself on a sheet of their own."""
    page = work.book.create_sheet(CHECKS)
    for column, (head, width) in enumerate(
        (("", 3), ("Mã", 9), ("Dòng", 44), ("Kết quả", 12), ("Điều kiện", 90)), 1
    ):
        cell = page.cell(3, column, head)
        cell.font = _BOLD
        page.column_dimensions[get_column_letter(column)].width = width
    page.freeze_panes = "A4"
    compiler, row, left = Compiler(work.pack, work.places), 4, set()
    tables = {address.table for address in work.places}
    for check in work.pack.checks:
        table = work.pack.tables_by_id.get(check.context)
        if table is None or table.id not in tables or table.role:
            continue
        written = 0
        for key, label in _rows_of(table):
            if row - 4 >= _MOST_CHECKS:
                break
            try:
                told = compiler.check(table, key, check.expression, check.when, CHECKS)
            except NotAFormula:
                continue
            message = plain_message(word(check.message))
            page.cell(row, 2, check.id)
            page.cell(row, 3, label)
            bad = WRONG if check.severity is Severity.ERROR else LOOK
            page.cell(row, 4, f'=IF(ISLOGICAL({told}),IF({told},"đúng","{bad}"),"")')
            page.cell(row, 5, message)
            for column in range(2, 6):
                page.cell(row, column).font = _INK
                page.cell(row, column).alignment = _WRAP
            row, written = row + 1, written + 1
        if not written:
            left.add(check.id)
    head = page.cell(
        1, 2, "Kiểm tra nhanh: SAI là lỗi, XEM LẠI là cảnh báo. Kiểm tra khác làm khi nhập vào chương trình."
    )
    head.font = _BOLD
    page.cell(2, 2, "Số dòng cần xem:").font = _INK
    counts = "+".join(f'COUNTIF(D4:D{max(row - 1, 4)},"{one}")' for one in (WRONG, LOOK))
    page.cell(2, 4, f"={counts}").font = _BOLD
    page.page_setup.orientation, page.page_setup.fitToHeight = "landscape", 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    return row - 4, left


def _rows_of(table: Table) -> Iterator[tuple[Key, str]]:
    if table.kind is TableKind.SINGLE:
        yield (), word(table.label)
    if table.kind is TableKind.FIXED and table.parent is None:
        for row in table.rows:
            heading = word(row.heading)
            yield row.key, f"{heading} · {word(row.label)}" if heading else word(row.label)


# --- the guide -------------------------------------------------------------------------------


def _not_tried(pack: Pack, rules: RulesWritten, checks_left: set[str]) -> dict[str, str]:
    """Name the checks and rules that only the program can try, with what they say."""
    said = {check.id: plain_message(word(check.message)) for check in pack.checks if check.id in checks_left}
    return dict(sorted(said.items())) | {name: plain_message(text) for name, text in rules.left.items()}


def _guide(work: _Book, blank: Report, checks: int, untried: Mapping[str, str]) -> None:
    """Write the first sheet: whose form this is, how to fill it; column A stays free of codes."""
    page = work.book.create_sheet(GUIDE, 0)
    page.column_dimensions["A"].width = 3
    page.column_dimensions["B"].width = 26
    page.column_dimensions["C"].width = 84
    header = blank.header
    page.cell(1, 2, word(work.pack.title)).font = _TITLE
    lines = (
        ("Đơn vị", f"{header.unit_name} [{header.unit}]"),
        ("Bộ biểu", f"{work.pack.id} {work.pack.version}"),
        ("Loại tệp", f"Biểu Excel trống [{_MARK}]"),
        (
            "Ô màu vàng nhạt",
            "Điền vào các ô này. Ô khác đã khóa, không mật khẩu; giữ nguyên mã ở cột A, B.",
        ),
        (
            "Danh sách thả xuống",
            "Bấm Alt+↓ để chọn, hoặc gõ mã hay tên mục rồi để chương trình hiểu khi nhập.",
        ),
        ("Số", "Gõ số như thường. Tiền ghi theo đơn vị in cạnh ô. Ngày ghi dd/mm/yyyy."),
        ("Không có, chưa rõ", "Ô số không có: gõ 0 hoặc dấu -; chưa rõ: gõ dấu ?. Ô bỏ trống là chưa điền."),
        ("Tổng và tỷ lệ", "Tự tính khi điền. Ô không tự tính được sẽ do chương trình tính khi nhập."),
        (
            "Kiểm tra",
            f"Trang “{CELLS}”, “{CHECKS}” ({checks} dòng) tự tính: SAI là lỗi, XEM LẠI là cảnh báo.",
        ),
        ("Số dòng cần xem", f"={count_reference()}+{quote_sheetname(CHECKS)}!D2"),
        ("Gửi lại", "Lưu tệp dạng .xlsx và gửi lại cho nơi đã giao; không thêm, xóa dòng hay cột."),
    )
    for row, (left, right) in enumerate(lines, start=3):
        page.cell(row, 2, left).font = _BOLD
        cell = page.cell(row, 3, right)
        cell.font = _INK
        page.cell(row, 2).alignment = cell.alignment = _WRAP
        page.row_dimensions[row].height = 16.5 * (1 + len(right) // 84)
    _list_left(page, len(lines) + 4, untried)
    page.sheet_view.showGridLines = False
    page.page_setup.fitToHeight = 0
    page.page_setup.orientation = "landscape"
    page.sheet_properties.pageSetUpPr.fitToPage = True


def _list_left(page: Any, row: int, left: Mapping[str, str]) -> None:  # noqa: ANN401 - openpyxl
    """List what the workbook cannot try by itself: the program does it when the form is taken in."""
    if not left:
        return
    page.cell(row, 2, "Chương trình kiểm tra khi nhập; tệp này không tự tính được:").font = _BOLD
    for number, (name, text) in enumerate(left.items(), start=row + 1):
        first, cell = page.cell(number, 2, name), page.cell(number, 3, text)
        first.font = cell.font = _INK
        first.alignment = cell.alignment = _WRAP
        cell.data_type = "s"
        page.row_dimensions[number].height = 16.5 * (1 + len(text) // 84)


# --- reading ---------------------------------------------------------------------------------


def is_excel_form(sheets: tuple[ListSheet, ...]) -> bool:
    """Tell whether a workbook is one of these forms."""
    return any(sheet.name == GUIDE and _said(sheet, "Loại tệp").endswith(f"[{_MARK}]") for sheet in sheets)


def _said(sheet: ListSheet, name: str) -> str:
    for row in sheet.rows[:30]:
        if len(row.cells) > 2 and row.cells[1] == name:
            return str(row.cells[2])
    return ""


def read_excel_form(data: bytes, name: str, pack: Pack) -> ExcelForm:
    """Read a filled form.

    Raises `Problem`: those of `read_lists`, FORM_NOT_OURS (no such form), LAYOUT (sheet, cell: the codes in
    columns A and B were changed).
    """
    sheets = read_lists(data, name)
    if not is_excel_form(sheets):
        raise Problem("FORM_NOT_OURS", file=name)
    guide = next(sheet for sheet in sheets if sheet.name == GUIDE)
    contents = {
        (sheet.name, place_name(row.number, column)): content
        for sheet in sheets
        for row in sheet.rows
        for column, content in enumerate(row.cells, start=1)
    }
    coded_sheets = [_written(sheet) for sheet in sheets if sheet.name not in (GUIDE, LISTS, CHECKS, CELLS)]
    known = {table.id for table in pack.tables_by_id.values()}
    coded = find_coded(coded_sheets, known)
    cells: dict[str, dict[Key, dict[str, FormCell]]] = {}
    for table, rows in coded.tables.items():
        for key, values in rows.items():
            for code, found in values.items():
                content = contents.get((found.sheet, found.place))
                cells.setdefault(table, {}).setdefault(key, {})[code] = FormCell(
                    found.sheet, found.place, content
                )
    for (table, key, code), parts in coded.parts.items():
        texts = [contents.get((found.sheet, found.place)) for _, found in parts]
        whole = "\n".join(str(one) for one in texts if one is not None) or None
        first = parts[0][1]
        cells.setdefault(table, {}).setdefault(key, {})[code] = FormCell(first.sheet, first.place, whole)
    unit = _said(guide, "Đơn vị").rpartition("[")[2].rstrip("]")
    pack_id, _, version = _said(guide, "Bộ biểu").rpartition(" ")
    return ExcelForm(pack_id, version, unit, cells)


def _written(sheet: ListSheet) -> RawSheet:
    cells = {}
    for row in sheet.rows:
        for column, content in enumerate(row.cells, start=1):
            if content is not None:
                cells[row.number, column] = Cell(Written(str(content)), "")
    return RawSheet(sheet.name, cells, {}, b"")
