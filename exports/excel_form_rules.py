"""The rules of single cells in an Excel form: words on a sheet of their own, colours in the cells themselves.

A line of the sheet speaks of one row of one table: it is blank while all is well, else it names each field
with what its rule says. Errors and warnings are told apart by their first word: no meaning rests on colour.
What Excel 2010 cannot work out is left to the import and listed on the guide's page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

from exports.excel_formulas import Compiler, NotAFormula, Place
from exports.layout_values import word
from exports.styles import FONT
from forms.answers import Address, Key
from forms.pack import Field, Pack, Table
from forms.table_rows import own_key, rows_by_key

CELLS: Final = "Kiểm tra ô"
WRONG: Final = "SAI"
LOOK: Final = "XEM LẠI"
_LONGEST: Final = 7_500  # characters of a formula
_INK: Final = Font(name=FONT, size=11)
_BOLD: Final = Font(name=FONT, size=11, bold=True)
_WRAP: Final = Alignment(vertical="top", wrap_text=True)
_RED: Final = PatternFill("solid", bgColor="FFF8D0CC")
_ORANGE: Final = PatternFill("solid", bgColor="FFFFE3B3")
_REFERENCE: Final = re.compile(r"('[^']+'!)?\$?([A-Z]{1,3})\$?([0-9]+)\b(?!\()")
_FIGURE: Final = re.compile(r"\{[^{}]*\}")
_FIRST_LINE: Final = 5


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a field: when it is broken a cell is wrong (an error) or to be looked at again."""

    field: Field
    expression: str
    message: str
    wrong: bool
    blank: bool = False  # a rule about a blank that must be filled


@dataclass
class Written:
    """What came of the rules: lines of the sheet, rules that are worked out, and those left to the import."""

    lines: int = 0
    rules: dict[str, None] = field(default_factory=dict)
    left: dict[str, str] = field(default_factory=dict)  # name -> what the rule says
    colours: dict[tuple[str, str, str, bool], list[str]] = field(default_factory=dict)


def rules_of(one: Field) -> Iterator[Rule]:
    """Give the rules of a field with their words; `required` is one."""
    if one.required:
        yield Rule(one, one.required, word(one.required_message) or "phải điền.", wrong=True, blank=True)
    if one.constraint:
        yield Rule(one, one.constraint, word(one.constraint_message) or "giá trị không hợp lệ.", wrong=True)
    if one.warn:
        yield Rule(one, one.warn, word(one.warn_message) or "cần xem lại.", wrong=False)


def plain_message(text: str) -> str:
    """Give a message on one line, with "…" for the figures that only the program puts into it."""
    return " ".join(_FIGURE.sub("…", text).split())


def write_rules(book: Any, pack: Pack, places: Mapping[Address, Place], opened: Sequence[Address]) -> Written:  # noqa: ANN401 - openpyxl
    """Write the sheet of rules and the colours for the cells in `opened`; gives what was written."""
    page = book.create_sheet(CELLS)
    _head(page)
    done, compiler, line = Written(), Compiler(pack, places), _FIRST_LINE
    rows: dict[tuple[str, Key], list[Address]] = {}
    for address in opened:
        rows.setdefault((address.table, address.key), []).append(address)
    for (table, key), cells in rows.items():
        of = pack.tables_by_id[table]
        for formula in _formulas(compiler, of, cells, done):
            where = places[cells[0]]
            page.cell(line, 2, f"{where.sheet}!{where.cell}")
            page.cell(line, 3, _name(of, key))
            page.cell(line, 4, f"={formula}")
            for column in (2, 3, 4):
                page.cell(line, column).font, page.cell(line, column).alignment = _INK, _WRAP
            line += 1
    done.lines = line - _FIRST_LINE
    last = max(line - 1, _FIRST_LINE)
    page.cell(2, 2, "Số dòng cần xem:").font = _INK
    count = page.cell(2, 3, f'=COUNTIF(D{_FIRST_LINE}:D{last},"?*")')
    count.font, count.alignment = _BOLD, Alignment(horizontal="left")
    page.auto_filter.ref = f"B{_FIRST_LINE - 1}:D{last}"
    page.protection.autoFilter = False
    _colour(book, done)
    return done


def _head(page: Any) -> None:  # noqa: ANN401 - openpyxl
    page.cell(
        1, 2, "Kiểm tra từng ô: dòng có chữ ở cột D cần xem lại; lọc cột D lấy dòng không trống."
    ).font = _BOLD
    for column, (head, width) in enumerate((("", 3), ("Ô đầu dòng", 16), ("Dòng", 50), ("Cần xem", 100)), 1):
        cell = page.cell(_FIRST_LINE - 1, column, head or None)
        cell.font = _BOLD
        page.column_dimensions[get_column_letter(column)].width = width
    page.freeze_panes = f"A{_FIRST_LINE}"
    page.page_setup.orientation, page.page_setup.fitToHeight = "landscape", 0
    page.sheet_properties.pageSetUpPr.fitToPage = True


def _name(table: Table, key: Key) -> str:
    row = rows_by_key(table).get(own_key(table, key))
    if row is None:
        return " ".join(filter(None, (word(table.label), ".".join(key))))
    return " · ".join(filter(None, (word(row.heading), word(row.label))))


def _formulas(compiler: Compiler, table: Table, cells: Sequence[Address], done: Written) -> Iterator[str]:
    """Give the formulas of one row: the words of all its broken rules, one formula where they fit."""
    fields = {one.id: one for one in table.fields}
    begun = ",".join(compiler.places[address].seen_from(CELLS) for address in cells[:200])
    parts: list[str] = []
    length = 0
    for address in cells:
        one = fields[address.field]
        for rule in rules_of(one):
            part = _part(compiler, address, rule, begun, done)
            if not part:
                continue
            if parts and length + len(part) > _LONGEST:
                yield "&".join(parts)
                parts, length = [], 0
            parts.append(part)
            length += len(part) + 1
    if parts:
        yield "&".join(parts)


def _part(compiler: Compiler, address: Address, rule: Rule, begun: str, done: Written) -> str:
    """Give the words of one rule of one cell as a formula that is "" while it holds."""
    one, name = rule.field, f"{address.table}.{rule.field.id}"
    try:
        broken = _broken(compiler, address, rule, CELLS, f"COUNTA({begun})>0")
    except NotAFormula:
        done.left[f"{name} ({'bắt buộc' if rule.blank else 'quy tắc' if rule.wrong else 'lưu ý'})"] = (
            rule.message
        )
        return ""
    if not broken:
        return ""
    done.rules[f"{name}:{rule.blank}:{rule.wrong}"] = None
    place = compiler.places[address]
    if not rule.blank:  # a blank has no colour: most cells are blank while people are at work
        here = _broken(compiler, address, rule, place.sheet, "")
        letter, _ = coordinate_from_string(place.cell)
        group = (place.sheet, letter, _relative(here, place.cell), rule.wrong)
        done.colours.setdefault(group, []).append(place.cell)
    told = f"{WRONG if rule.wrong else LOOK} {one.id} ({place.cell}): {plain_message(rule.message)}"
    return f'IF({broken},"{told[:240].replace(chr(34), chr(34) * 2)} ","")'


def _broken(compiler: Compiler, address: Address, rule: Rule, sheet: str, begun: str) -> str:
    """Give the condition under which a rule is broken, as a formula of `sheet`; "" where it always holds."""
    own = compiler.places[address].seen_from(sheet)
    asked = (
        "TRUE" if not rule.field.relevant else compiler.rule(address, rule.field, rule.field.relevant, sheet)
    )
    told = compiler.rule(address, rule.field, rule.expression, sheet)
    if rule.blank:
        if "FALSE" in (asked, told):
            return ""
        return f'AND(IFERROR({begun},FALSE),{own}="",IFERROR({asked},FALSE),IFERROR({told},FALSE))'
    if told == "TRUE" or asked == "FALSE":
        return ""
    return f'AND({own}<>"",IFERROR({asked},FALSE),NOT(IFERROR({told},TRUE)))'


def _relative(formula: str, cell: str) -> str:
    """Write references as steps from `cell`, so that the same rule of another row reads the same."""
    letter, row = coordinate_from_string(cell)
    column = column_index_from_string(letter)

    def step(found: re.Match[str]) -> str:
        if found[1]:
            return found[0]
        return f"R[{int(found[3]) - row}]C[{column_index_from_string(found[2]) - column}]"

    return _REFERENCE.sub(step, formula)


def _absolute(formula: str, cell: str) -> str:
    letter, row = coordinate_from_string(cell)
    column = column_index_from_string(letter)
    return re.sub(
        r"R\[(-?[0-9]+)\]C\[(-?[0-9]+)\]",
        lambda found: f"{get_column_letter(column + int(found[2]))}{row + int(found[1])}",
        formula,
    )


def _colour(book: Any, done: Written) -> None:  # noqa: ANN401 - openpyxl
    """Colour cells whose rule is broken; cells of one column with the same rule share one condition."""
    for (sheet, _, relative, wrong), cells in done.colours.items():
        ordered = sorted(cells, key=lambda cell: coordinate_from_string(cell)[1])
        formula = _absolute(relative, ordered[0])
        rule = FormulaRule(formula=[formula], fill=_RED if wrong else _ORANGE)  # type: ignore[no-untyped-call]
        book[sheet].conditional_formatting.add(" ".join(ordered), rule)


def count_reference() -> str:
    """Give the reference of the number of lines to look at, for the guide's page."""
    return f"{quote_sheetname(CELLS)}!C2"
