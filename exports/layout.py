"""Where everything of a package stands: a report and its pack in, sheets out, always the same.

The writer renders these sheets; the reader lays them out again from what it read and compares
(docs/package-format.md). At most 25 sheets: with workbook, looks, theme and the two relationship parts
that makes the 30 references that other verifiers accept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from exports.layout_blocks import ROWS, Column, Grid, Line, Words
from exports.layout_cover import STATUSES, SheetCount, cover_blocks
from exports.layout_lists import list_blocks
from exports.layout_marks import marks_of
from exports.layout_open import open_blocks
from exports.layout_sheet import Block, Cell, Page, Sheet, lay_out
from exports.layout_tables import Tables, fields_of, parent_length
from exports.layout_tidy import counted, forms_of, states_in_order, tidy
from exports.layout_values import STATE_WORDS, Written, with_code, word, write_date, write_number
from forms.pack import Form, Kind, Pack, Table, TableKind
from forms.problems import Problem
from forms.report import Header, Report
from forms.routed import reported

MOST_SHEETS: Final = 25
COVER: Final = "Bìa"
STATES: Final = "Ô trống, giải trình"
OPEN: Final = "Lỗi còn mở, gửi sau"
LISTS: Final = "Thay đổi, trao đổi"
SOURCES: Final = "Nguồn số liệu"
ATTACHMENTS: Final = "Tệp kèm theo"
EXPLANATIONS_ROLE: Final = "explanations"
_NOT_IN_SHEET_NAME: Final = re.compile(r"[\[\]:*?/\\']")
_TEXT: Final = "text"


@dataclass(frozen=True, slots=True)
class _Part:
    """One sheet of forms to be: its tables, each with its form."""

    name: str
    tables: tuple[tuple[Form, Table], ...]


def sheets_of(report: Report, pack: Pack, *, on_paper: bool = False) -> tuple[Sheet, ...]:
    """Lay out the whole package of a tidy report (`tidy`).

    `on_paper`: without what is not known before the package is made (`exports.paper_sheets`).
    Raises `Problem("TOO_MANY_SHEETS")` for a pack that needs more than 25.
    """
    units = {unit.code: unit.name for unit in pack.units}
    tables = Tables(report, pack, units, marks=marks_of(report, pack))
    code = report.figures_code()
    parts = _parts(report, pack)
    explained = tuple(pair for part in parts for pair in part.tables if pair[1].role == EXPLANATIONS_ROLE)
    sheets, counts = [], []
    for part in parts:
        own = tuple(pair for pair in part.tables if pair not in explained)
        if own:
            sheets.append(_forms_sheet(part.name, own, tables, code))
            counts.append(SheetCount(part.name, *counted(report, {table.id for _, table in own})))
    sheets.append(_states_sheet(explained, tables, code))
    rows, total = counted(report, {table.id for _, table in explained})
    counts.append(SheetCount(STATES, rows + len(report.states), total))
    if report.provisional:
        page = Page(landscape=True, footer=footer_of(OPEN, report, code))
        sheets.append(lay_out(OPEN, [line_of_unit(report.header), *open_blocks(tables)], page))
        counts.append(SheetCount(OPEN, len(report.open_errors) + len(report.to_follow), Decimal(0)))
    if report.lists:
        page = Page(landscape=True, footer=footer_of(LISTS, report, code))
        sheets.append(lay_out(LISTS, [line_of_unit(report.header), *list_blocks(report.lists)], page))
        counts.append(SheetCount(LISTS, sum(len(lines) for lines in report.lists.values()), Decimal(0)))
    if report.sources:
        sheets.append(_sources_sheet(report, code))
        counts.append(SheetCount(SOURCES, *_counted_lines([source.revision for source in report.sources])))
    if report.attachments and not on_paper:
        sheets.append(_attachments_sheet(report, code))
        counts.append(SheetCount(ATTACHMENTS, *_counted_lines([file.size for file in report.attachments])))
    page = Page(landscape=False, footer=footer_of(COVER, report, code), one_page=True)
    cover = lay_out(COVER, cover_blocks(report, pack, code, tuple(counts), on_paper=on_paper), page)
    if len(sheets) + 1 > MOST_SHEETS:
        raise Problem("TOO_MANY_SHEETS", sheets=len(sheets) + 1, most=MOST_SHEETS)
    return (cover, *sheets)


def _parts(report: Report, pack: Pack) -> list[_Part]:
    """Group the tables by sheet: what has the same place in every unit first, lists that grow below."""
    grouped: dict[str, list[tuple[Form, Table]]] = {}
    kind = report.header.kind
    for form in forms_of(pack, report.header.unit, kind):
        carried = [(form, table) for table in form.tables if fields_of(table, kind)]
        if carried:
            name = _NOT_IN_SHEET_NAME.sub("-", form.sheet or form.number)[:31]
            grouped.setdefault(name, []).extend(carried)
    return [
        _Part(name, tuple(sorted(pairs, key=lambda pair: grows(pair[1], pack))))
        for name, pairs in grouped.items()
    ]


def grows(table: Table, pack: Pack) -> bool:
    """Tell whether a table takes more or fewer rows from unit to unit."""
    if table.kind is TableKind.RECORDS or parent_length(table, pack):
        return True
    return table.kind is TableKind.SINGLE and any(field.kind is Kind.MEMO for field in table.fields)


def _forms_sheet(name: str, pairs: tuple[tuple[Form, Table], ...], tables: Tables, code: str) -> Sheet:
    report, pack = tables.report, tables.pack
    tables.texts.clear()
    forms = list(dict.fromkeys(form.id for form, _ in pairs))
    versions = ", ".join(f"{form.number} ({form.version})" for form in pack.forms if form.id in forms)
    landscape = None if tables.upward else any(form.orientation != "portrait" for form, _ in pairs)
    blocks: list[Block] = [line_of_unit(report.header)]
    blocks += [tables.block(table, form) for form, table in pairs]
    blocks += tables.long_texts()
    return lay_out(name, blocks, Page(landscape, footer_of(versions, report, code)))


def line_of_unit(header: Header) -> Words:
    """Say whose sheet it is, of which period and sending."""
    text = (
        f"{header.unit_name} (mã {header.unit}). Kỳ báo cáo {header.campaign}, lần gửi {header.revision}."
        f" Số liệu chốt ngày {write_date(header.data_date.isoformat())};"
        f" năm cuối: {STATUSES[header.status].lower()}."
    )
    return Words(((text, "note"),))


def _counted_lines(numbers: Iterable[int]) -> tuple[int, Decimal]:
    listed = list(numbers)
    return len(listed), Decimal(sum(listed))


def _states_sheet(explained: tuple[tuple[Form, Table], ...], tables: Tables, code: str) -> Sheet:
    report, pack = tables.report, tables.pack
    tables.texts.clear()
    lines = []
    for address, state in states_in_order(report, pack):
        table = pack.tables_by_id[address.table]
        field = next(f for f in table.fields if f.id == address.field)
        label = f"{tables.row_label(table, address.key)}: {word(field.label, field.id)}"
        cells = (
            Cell(Written(label), "label"),
            Cell(Written(with_code(STATE_WORDS[state], state.value)), _TEXT),
        )
        lines.append(Line(str(address), "", cells))
    columns = (Column("", "Ô", 60.0), Column("state", "Vì sao để trống", 30.0))
    blocks: list[Block] = [line_of_unit(report.header)]
    blocks.append(Grid("Các ô để trống", "states", ROWS, columns, tuple(lines)))
    blocks += [tables.block(table, form) for form, table in explained]
    blocks += tables.long_texts()
    return lay_out(STATES, blocks, Page(landscape=True, footer=footer_of(STATES, report, code)))


def _sources_sheet(report: Report, code: str) -> Sheet:
    columns = (
        Column("unit_name", "Đơn vị", 28.0),
        Column("package", "Mã gói", 36.0),
        Column("revision", "Lần gửi", 8.0),
        Column("status", "Trạng thái số liệu", 24.0),
        Column("digest", "Mã băm SHA-256 của gói", 36.0),
    )
    lines = tuple(
        Line(
            source.unit,
            "",
            (
                Cell(Written(source.unit_name or None), _TEXT),
                Cell(Written(source.package_id or None), _TEXT),
                Cell(write_number(source.revision), "number0"),
                Cell(Written(with_code(STATUSES[source.status], source.status.value)), _TEXT),
                Cell(Written(source.digest or None), _TEXT),
            ),
        )
        for source in report.sources
    )
    grid = Grid("Các gói đã dùng để tổng hợp", "sources", ROWS, columns, lines)
    page = Page(landscape=True, footer=footer_of(SOURCES, report, code))
    return lay_out(SOURCES, [line_of_unit(report.header), grid], page)


def _attachments_sheet(report: Report, code: str) -> Sheet:
    columns = (
        Column("name", "Tên tệp", 34.0),
        Column("size", "Cỡ (byte)", 13.0),
        Column("caption", "Chú thích", 40.0),
        Column("sha256", "Mã băm SHA-256", 36.0),
    )
    lines = tuple(
        Line(
            str(number),
            "",
            (
                Cell(Written(file.name or None), _TEXT),
                Cell(write_number(file.size), "number0"),
                Cell(Written(file.caption or None), _TEXT),
                Cell(Written(file.sha256 or None), _TEXT),
            ),
        )
        for number, file in enumerate(report.attachments, start=1)
    )
    note = "Các tệp này nằm trong tệp đi kèm, cùng tên với gói, đuôi .kem.zip; đặt hai tệp cạnh nhau khi gửi."
    grid = Grid("Tệp kèm theo", "attachments", ROWS, columns, lines, note)
    page = Page(landscape=True, footer=footer_of(ATTACHMENTS, report, code))
    return lay_out(ATTACHMENTS, [line_of_unit(report.header), grid], page)


def footer_of(what: str, report: Report, code: str) -> tuple[str, str, str]:
    """Form code and version, unit | page x of y | figures code; Excel takes 255 characters in all."""
    left = f"{what[:90]} – {report.header.unit_name[:70]}".replace("&", "&&").replace("\n", " ")
    return (left, "Trang &P/&N", f"Mã số liệu {code}")


def as_written(report: Report, pack: Pack) -> tuple[Report, tuple[Sheet, ...]]:
    """Give a report's tidy form and its sheets; what the campaign has travel apart has no place in them."""
    carried = reported(pack)
    tidied = tidy(report, carried)
    return tidied, sheets_of(tidied, carried)
