"""One form on paper: as it is filled now, or blank to be written on by hand and typed in later.

    form_sheets(report, pack, form)    the same cells, words and looks as in the package (`exports.layout`)
    blank_sheets(report, pack, form)   the same cells in the same order, empty, each with its number

A blank form says how to fill it in: choices stand there to be ticked, what the program works out itself is
shaded, lists have empty lines, texts have room. `report` of a blank form holds its empty rows.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from exports.layout import footer_of, grows, line_of_unit
from exports.layout_blocks import CHILD, COLUMNS, Answer, Column, Entry, Grid, Line, Record, Words
from exports.layout_marks import EXPLANATIONS_ROLE, marks_of
from exports.layout_sheet import Block, Cell, Page, Sheet, lay_out
from exports.layout_tables import Tables, fields_of
from exports.layout_values import BLANK, Written, word
from exports.paper_sheets import of_period, without_codes
from forms.answers import Key
from forms.pack import Choice, Field, Form, Kind, Pack, Table, TableKind
from forms.report import Header, Report

WRITING_ROW: Final = 21.0
"""Points of a row that is written in by hand."""
_TICK: Final = "□"
_MOST_TICKS: Final = 14
"""Choices that stand in the cell itself; longer lists stand below the table, or are in the program."""
_MOST_LISTED: Final = 40
_LETTERS_A_LINE: Final = 110
"""Of a handwritten line over a whole upright page, with room to spare."""
_LEAST_LINES, _MOST_LINES = 5, 22
_WIDEST_NAME: Final = 70.0
"""Columns wider than this are not repeated in each part of a list."""
_BLANK_CODE: Final = "Biểu trống"
_HOW: Final = (
    "Ghi bằng mực, mỗi ô một số hoặc một chữ; chép lại vào máy theo số hiệu của ô (c01, c02, …)."
    " Ô nền xám do máy tính, không phải ghi. Không có thì ghi 0 hoặc gạch ngang; chưa biết thì ghi dấu ?."
)
_WHO: Final = (
    "Người ghi: ..............................  Ngày ghi: ...../...../..........  Ký: ...................."
)


def form_sheets(report: Report, pack: Pack, form: Form, *, code: str) -> tuple[Sheet, ...]:
    """Lay one form out as it is filled; `code` is the figures code for the foot of each page."""
    units = {unit.code: unit.name for unit in pack.units}
    tables = Tables(report, pack, units, marks=marks_of(report, pack))
    blocks: list[Block] = [
        _named_rows(tables.block(table, form), table) for table in _tables_of(form, report, pack)
    ]
    blocks += tables.long_texts()
    return _laid(form, report, line_of_unit(report.header), blocks, footer_of(_version(form), report, code))


def blank_sheets(report: Report, pack: Pack, form: Form) -> tuple[Sheet, ...]:
    """Lay one form out empty; `report` holds the empty rows of its lists."""
    tables = Tables(report, pack, {})
    head = Words(((_whose(report.header), "note"), (_HOW, "note"), (_WHO, "place")))
    blocks = [
        _named_rows(_blank(tables.block(table, form), table, pack), table)
        for table in _tables_of(form, report, pack)
        if table.role != EXPLANATIONS_ROLE  # written where the warning is
    ]
    left, centre, _ = footer_of(_version(form), report, "")
    sheets = _laid(form, report, head, blocks, (left, centre, _BLANK_CODE))
    return tuple(replace(one, page=replace(one.page, least_row=WRITING_ROW)) for one in sheets)


def _laid(
    form: Form, report: Report, head: Words, blocks: list[Block], footer: tuple[str, str, str]
) -> tuple[Sheet, ...]:
    """Lay blocks out below their head; tables beside questions get pages of their own, or both are small."""
    page = Page(landscape=form.orientation != "portrait" or None, footer=footer)
    asked = [block for block in blocks if not isinstance(block, Grid)]
    listed = [block for block in blocks if isinstance(block, Grid)]
    parts = [part for part in (asked, listed) if part] if asked else [blocks]
    return tuple(
        of_period(without_codes(lay_out(form.number, [head, *part], page)), report.header.campaign)
        for part in parts
    )


def _named_rows(block: Block, table: Table) -> Block:
    """Let a list that is parted by columns name its rows in each part: by all columns up to the name."""
    if not isinstance(block, Grid) or table.kind is not TableKind.RECORDS or len(block.bands()) == 1:
        return block
    texts = {field.id for field in table.fields if field.kind is Kind.TEXT}
    last = next((place for place, column in enumerate(block.columns) if column.code in texts), None)
    if last is None or sum(column.width for column in block.columns[: last + 1]) > _WIDEST_NAME:
        return block
    names = tuple(replace(column, code="") for column in block.columns[: last + 1])
    return replace(block, columns=(*names, *block.columns[last + 1 :]))


def _tables_of(form: Form, report: Report, pack: Pack) -> list[Table]:
    """Give the tables with something to show, fixed ones first as in the package."""
    shown = [table for table in form.tables if fields_of(table, report.header.kind)]
    return sorted(shown, key=lambda table: grows(table, pack))


def _version(form: Form) -> str:
    return f"{form.number} ({form.version})"


def _whose(header: Header) -> str:
    return f"{header.unit_name} (mã {header.unit}). Kỳ báo cáo {header.campaign}."


# --- blank -----------------------------------------------------------------------------------


def _blank(block: Block, table: Table, pack: Pack) -> Block:
    fields = {field.id: field for field in table.fields}
    if isinstance(block, Record):
        entries = tuple(_blank_entry(entry, fields, pack, known=bool(table.rows)) for entry in block.entries)
        return replace(block, entries=entries)
    if not isinstance(block, Grid):
        return block
    if block.word == COLUMNS:
        return replace(block, lines=tuple(_numbered_line(line, fields, pack) for line in block.lines))
    columns = tuple(_numbered_column(column) for column in block.columns)
    lines = block.lines
    if block.word == CHILD:
        lines = tuple(_unnamed(line, columns) for line in lines)
    return replace(block, columns=columns, lines=lines, note=_choices_below(fields, pack))


def _numbered_column(column: Column) -> Column:
    return replace(column, heading=f"{column.heading}\n({column.code})") if column.code else column


def _numbered_line(line: Line, fields: dict[str, Field], pack: Pack) -> Line:
    """Number a line of a form whose years run across; its choices stand behind its label."""
    field = fields.get(line.a)
    label = f"({line.a}) {line.cells[0].written.text or ''}"
    if field is not None and (ticks := _ticks(field, pack)):
        label = f"{label}\n{ticks}"
    return replace(line, cells=(Cell(Written(label), line.cells[0].style), *line.cells[1:]))


def _unnamed(line: Line, columns: tuple[Column, ...]) -> Line:
    """Leave the name of the record above blank: it is written by hand too."""
    heads = sum(not column.code for column in columns)
    return replace(
        line, cells=(*(Cell(BLANK, cell.style) for cell in line.cells[:heads]), *line.cells[heads:])
    )


def _blank_entry(entry: Entry, fields: dict[str, Field], pack: Pack, *, known: bool) -> Entry:
    answers = tuple(_blank_answer(answer, fields[answer.code], pack) for answer in entry.answers)
    title = entry.title if known or not entry.title else "Bản ghi số ......"
    return replace(entry, title=title, answers=answers)


def _blank_answer(answer: Answer, field: Field, pack: Pack) -> Answer:
    label = f"({answer.code}) {answer.label}"
    if field.kind is Kind.MEMO and not field.calculate:
        lines = (field.max_length or 0) // _LETTERS_A_LINE
        room = "\n" * min(max(lines, _LEAST_LINES), _MOST_LINES)
        return replace(answer, label=label, cell=Cell(Written(room), answer.cell.style), wide=True)
    ticks = _ticks(field, pack)
    cell = Cell(Written(ticks), "text") if ticks else answer.cell
    return replace(answer, label=label, cell=cell)


def _ticks(field: Field, pack: Pack) -> str:
    """Give the choices of a question to be ticked, "" where there are none or too many."""
    choices = _choices(field, pack)
    if not choices or len(choices) > _MOST_TICKS:
        return ""
    return "     ".join(f"{_TICK} {_choice(one)}" for one in choices)


def _choices_below(fields: dict[str, Field], pack: Pack) -> str:
    """Name below a table what may stand in its columns of choices."""
    said = [
        f"({field.id}) {'; '.join(_choice(one) for one in choices)}."
        for field in fields.values()
        if field.kind is not Kind.KEY and not field.hidden
        if (choices := _choices(field, pack)) and len(choices) <= _MOST_LISTED
    ]
    return "\n".join(said)


def _choices(field: Field, pack: Pack) -> tuple[Choice, ...]:
    if field.kind not in (Kind.CHOICE, Kind.CHOICES) or field.list is None or field.calculate:
        return ()
    return tuple(pack.lists.get(field.list, ()))


def _choice(choice: Choice) -> str:
    """Write a choice with its code where that is a short one, as people write it on paper."""
    label = word(choice.label, choice.name)
    return f"{choice.name} = {label}" if choice.name.isdigit() and label != choice.name else label


def empty_rows(table: Table, pack: Pack, *, lines: int, records: int, inside: int) -> tuple[Key, ...]:
    """Give the keys of the empty rows that a list gets: so many of a list, of records, below each record."""
    if table.parent is None:
        many = lines if table.layout.value == "rows" else records
        return tuple((str(number),) for number in range(1, many + 1))
    above = empty_rows(pack.tables_by_id[table.parent], pack, lines=1, records=1, inside=inside)
    return tuple((*key, str(number)) for key in above for number in range(1, inside + 1))
