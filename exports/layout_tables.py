"""Turns the tables of a report into blocks: which rows, which columns, which look each cell has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from exports.layout_blocks import (
    CHILD,
    COLUMNS,
    RECORD,
    RECORDS,
    ROWS,
    UNITS,
    Answer,
    Column,
    Entry,
    Grid,
    Line,
    LongTexts,
    Record,
)
from exports.layout_looks import Way, number_cell, style_of, way_of, width_of_field
from exports.layout_marks import Marks, has_reasons, raised
from exports.layout_sheet import Block, Cell, blank_cell
from exports.layout_text import is_long, lines_of
from exports.layout_values import (
    BLANK,
    NUMBERS,
    SEE_BELOW,
    STATE_MARK,
    Written,
    unit_of,
    word,
    write_number,
    write_value,
)
from forms.answers import Address, Key, Value
from forms.engine_cells import places
from forms.pack import Field, FixedRow, Form, Kind, Layout, Pack, Roll, Table, TableKind
from forms.report import PackageKind, Report
from forms.table_rows import TABLE, row_with, shown_in, wants_total

INDENT: Final = "\N{EM SPACE}"
"""What a label is indented by for each level: no look of the list has an indent, and labels are words."""
_MOST_LINES_IN_GRID = 12
_MARKED: Final = "Dấu ¹, ², … đứng sau tên dòng có ô được giải trình ở các biểu."


def fields_of(table: Table, kind: PackageKind) -> tuple[Field, ...]:
    """Give the fields a package of this kind carries: all but the axes, which are the row's key."""
    fields = table.carried_upward if kind is PackageKind.DISTRICT else table.fields
    return tuple(f for f in fields if f.kind is not Kind.KEY and f.id not in table.axes and not f.hidden)


def fields_in(table: Table, kind: PackageKind, row: FixedRow | None) -> tuple[Field, ...]:
    """Give the fields a package carries of one row: on a subtotal row the computed ones its columns show.

    Nothing computed goes further up: there the subtotals are worked out again.
    """
    shown = (shown_in(table, f, row) for f in fields_of(table, kind))
    return tuple(f for f in shown if not (kind is PackageKind.DISTRICT and f.hidden))


def shown_fields(table: Table, fields: Iterable[Field]) -> Mapping[bool, Mapping[str, Field]]:
    """Give by id what the columns of some fields show: in every row (False), in a subtotal row (True)."""
    usual = {f.id: f for f in fields}
    total = next((row for row in table.rows if row.total), None)
    return {False: usual, True: {name: shown_in(table, f, total) for name, f in usual.items()}}


def parent_length(table: Table, pack: Pack) -> int:
    """Count the parts of a row's key that are its parent's."""
    parent = pack.tables_by_id.get(table.parent or "")
    return key_length(parent, pack) if parent else 0


def key_length(table: Table, pack: Pack) -> int:
    """Count the parts of a row's key, without the unit that an upward package puts in front."""
    own = {TableKind.SINGLE: 0, TableKind.RECORDS: 1, TableKind.FIXED: len(table.axes)}[table.kind]
    return parent_length(table, pack) + own


def key_order(key: Key) -> tuple[tuple[int, str], ...]:
    """Sort records by their numbers, units by their codes."""
    return tuple((int(part), "") if part.isascii() and part.isdigit() else (-1, part) for part in key)


@dataclass(slots=True)
class Tables:
    """Makes the blocks of one sheet's tables and gathers the texts too long for their cells."""

    report: Report
    pack: Pack
    units: Mapping[str, str]  # unit code -> name, for the lines of an upward package
    texts: list[tuple[str, str, str]] = field(default_factory=list)
    marks: Marks = field(default_factory=Marks)
    stated: frozenset[str] = field(init=False)  # tables in which the blank of a cell has a reason

    def __post_init__(self) -> None:
        self.stated = frozenset(place.table for place in self.report.states)

    @property
    def upward(self) -> bool:
        """Whether each line belongs to a unit from below."""
        return self.report.header.kind is PackageKind.DISTRICT

    def long_texts(self) -> Iterator[Block]:
        """Give the block of long texts, where there are any."""
        if self.texts:
            yield LongTexts("Văn bản dài", tuple(self.texts))

    def block(self, table: Table, form: Form) -> Block:
        """Make the block of one table."""
        title = f"{form.number}. {word(form.title)}" if table is form.tables[0] else word(table.label)
        if self.upward:
            return self._grid(table, title, UNITS)
        if parent_length(table, self.pack):
            return self._grid(table, title, CHILD)
        if table.kind is TableKind.SINGLE:
            return Record(title, table.id, RECORD, (self._entry(table, (), ""),))
        if table.kind is TableKind.RECORDS and table.layout is not Layout.ROWS:
            entries = (self._entry(table, key, f"Bản ghi số {key[0]}") for key in self._keys(table))
            return Record(title, table.id, RECORDS, tuple(entries))
        if table.kind is TableKind.FIXED and table.layout is Layout.RECORD:
            rows = (self._entry(table, row.key, word(row.label)) for row in table.rows)
            return Record(title, table.id, RECORDS, tuple(rows))
        if table.kind is TableKind.FIXED and table.layout is Layout.COLUMNS:
            return self._across(table, title)
        return self._grid(table, title, ROWS)

    def _keys(self, table: Table) -> list[Key]:
        """List the rows to write: every fixed row, else those that hold something."""
        if table.kind is TableKind.FIXED and not self.upward and not parent_length(table, self.pack):
            return [row.key for row in table.rows]
        found = set(self.report.tables.get(table.id, {}))
        found |= {address.key for address in self.report.states if address.table == table.id}
        if table.kind is not TableKind.FIXED:
            return sorted(found, key=key_order)
        place = {row.key: number for number, row in enumerate(table.rows)}
        length = len(table.axes)
        return sorted(found, key=lambda key: (key_order(key[:-length]), place[key[-length:]]))

    def _grid(self, table: Table, title: str, lies: str) -> Grid:
        fields = fields_of(table, self.report.header.kind)
        columns = [Column("", "Đơn vị", 24.0)] if self.upward else []
        appendix = not self.upward and has_reasons(table)
        if appendix:
            columns += [Column("", "Dấu, ở đâu", 40.0), Column("", "Số liệu", 14.0)]
        elif lies == CHILD:
            columns.append(Column("", "Thuộc", 24.0))
        fixed = {row.key: row for row in table.rows} if table.kind is TableKind.FIXED else {}
        units = not self.upward and any(row.unit for row in table.rows)
        if fixed:
            named = self._line_labels(table)
            longest = max(map(len, named.values()))
            columns.append(Column("", "Nội dung", 24.0 if longest <= 20 else 44.0 if longest <= 70 else 60.0))
        if units:
            columns.append(Column("", "Đơn vị tính", 13.0))
        columns += [_column(f) for f in fields]
        found, ways, lines = self.report.tables.get(table.id, {}), self._ways(table, fields), []
        front = 1 if self.upward else parent_length(table, self.pack)
        for key in self._keys(table):
            row = fixed.get(key[len(key) - len(table.axes) :])
            labels = [Cell(Written(self.units.get(key[0], key[0])), "label")] if self.upward else []
            if appendix:
                labels += self._explained(key)
            elif lies == CHILD:
                labels.append(Cell(Written(self._record_name(table, key[:front])), "label"))
            if row:
                look = "label_bold" if row.total else "label"
                marked = named[row.key] + self.marks.of_row(table.id, key)
                labels.append(Cell(Written(marked), look))
            if units:
                labels.append(Cell(Written(word(row.unit) or None if row else None), "unit"))
            values = found.get(key, {})
            shown = ways[row is not None and row.total]
            cells = [self._cell(table, key, way, values, row) for way in shown]
            a, b = (key[:front], key[front:]) if front else (key, ())
            heading = word(row.heading) if row and not self.upward else ""
            lines.append(Line("|".join(a), "|".join(b), (*labels, *cells), heading))
        if not self.upward and _adds_up(table) and len(lines) > 1:
            lines.append(self._total(table, fields, len(columns) - len(fields)))
        note = _MARKED if appendix and lines else ""
        return Grid(title, table.id, lies, tuple(columns), tuple(lines), note)

    def _explained(self, key: Key) -> list[Cell]:
        """Say in words which cell an explanation is about, with its mark and what stands there."""
        number, place = self.marks.rows.get(key, (0, None))
        mark = raised(number) if number else ""
        if place is None:
            return [Cell(Written(mark or None), "label"), Cell(BLANK, "label")]
        table = self.pack.tables_by_id[place.table]
        f = next(f for f in table.fields if f.id == place.field)
        value = self.report.tables.get(place.table, {}).get(place.key, {}).get(place.field)
        shown = BLANK if value is None or isinstance(value, str) else write_number(value)
        where = f"{mark} {self.row_label(table, place.key)}: {word(f.label, f.id)}"
        return [Cell(Written(where), "label"), Cell(shown, style_of(f, shown))]

    def _total(self, table: Table, fields: Sequence[Field], labels: int) -> Line:
        """Make the line below a table that adds its columns up: words for people, no code, no data."""
        subtotals = {row.key for row in table.rows if row.total}
        rows = self.report.tables.get(table.id, {})
        cells = [Cell(Written("Cộng" if not place else None), "label_bold") for place in range(labels)]
        for place, f in enumerate(fields):
            values = [row[f.id] for key, row in rows.items() if key not in subtotals and f.id in row]
            numbers = [Decimal(value) for value in values if not isinstance(value, str)]
            if f.rollup is Roll.SUM and f.kind in NUMBERS and numbers:
                total = sum(numbers, Decimal(0))
                cells.append(number_cell(total, "total", places(f)))
            else:
                cells.append(Cell(Written("Cộng" if not labels and not place else None), "label_bold"))
        return Line("", "", tuple(cells))

    def _record_name(self, table: Table, parent: Key) -> str:
        """Name the record a child's row belongs to: its number and its first text."""
        above = self.pack.tables_by_id[table.parent or ""]
        values = self.report.tables.get(above.id, {}).get(parent, {})
        names = (str(values[f.id]) for f in above.fields if f.kind is Kind.TEXT and f.id in values)
        return f"{'.'.join(parent)}. {next(names, '')[:60]}".replace("\n", " ").rstrip()

    def _line_labels(self, table: Table) -> dict[Key, str]:
        """Name the fixed rows; where a unit stands above a row, its heading goes before it."""
        if self.upward:
            above = {row.key: f"{word(row.heading)}. " if word(row.heading) else "" for row in table.rows}
        else:
            top = min(row.level for row in table.rows)
            above = {row.key: INDENT * (row.level - top) for row in table.rows}
        return {row.key: above[row.key] + word(row.label) for row in table.rows}

    def _across(self, table: Table, title: str) -> Grid:
        width = 14.0 if len(table.rows) <= 6 else 11.0
        columns = [Column("", "Chỉ tiêu", 48.0), Column("", "Đơn vị tính", 13.0)]
        columns += [Column("|".join(row.key), word(row.label), width) for row in table.rows]
        lines = []
        fields = fields_of(table, self.report.header.kind)
        ways = self._ways(table, fields, width)
        found = self.report.tables.get(table.id, {})
        rows = [(row, ways[row.total], found.get(row.key, {})) for row in table.rows]
        for place, f in enumerate(fields):
            marked = word(f.label, f.id) + self.marks.of_field(table.id, f.id)
            labels = (Cell(Written(marked), "label"), Cell(Written(unit_of(f) or None), "unit"))
            cells = (self._cell(table, row.key, shown[place], values, row) for row, shown, values in rows)
            lines.append(Line(f.id, "", (*labels, *cells), word(f.group)))
        return Grid(title, table.id, COLUMNS, tuple(columns), tuple(lines))

    def _entry(self, table: Table, key: Key, title: str) -> Entry:
        fields = fields_in(table, self.report.header.kind, row_with(table, key))
        answers = []
        values = self.report.tables.get(table.id, {}).get(key, {})
        for f in fields:
            cell = self._cell(table, key, way_of(table, f, None), values)
            unit = unit_of(f)
            label = f"{word(f.label, f.id)} ({unit})" if unit else word(f.label, f.id)
            if self.marks.cells:
                label += self.marks.of_cell(Address(table.id, key, f.id))
            answers.append(Answer(f.id, label, cell, wide=f.kind is Kind.MEMO, group=word(f.group)))
        return Entry("|".join(key), title, tuple(answers))

    def _ways(
        self, table: Table, fields: Sequence[Field], width: float | None = None
    ) -> Mapping[bool, Sequence[Way]]:
        """Say how the cells of some columns are written, in every row (False) and in a subtotal row (True).

        `width`: of each column, where that is not what its field has.
        """
        shown = shown_fields(table, fields)
        widths = {f.id: width or width_of_field(f) for f in fields}
        return {
            total: [way_of(table, f, widths[name], total=total) for name, f in shown[total].items()]
            for total in (False, True)
        }

    def _cell(
        self, table: Table, key: Key, way: Way, values: Mapping[str, Value], row: FixedRow | None = None
    ) -> Cell:
        """Write one cell of a row that holds `values`."""
        if row is not None and way.id in row.blocked:
            return blank_cell("blocked")
        if table.id in self.stated and (state := self.report.states.get(Address(table.id, key, way.id))):
            return Cell(Written(STATE_MARK[state]), "state")
        value = values.get(way.id)
        if value is None:
            return way.blank
        if way.look and not isinstance(value, str):
            cell = number_cell(value, way.look, way.decimals)
            return cell if cell.written.is_number else self._text(table, key, way, cell.written)
        return self._text(table, key, way, write_value(value, way.field, self.pack.lists))

    def _text(self, table: Table, key: Key, way: Way, written: Written) -> Cell:
        """Write what is no number; what is too long for a grid is told below all tables of the sheet."""
        text, f = written.text or "", way.field
        if way.width is None or not (is_long(text) or lines_of(text, way.width) > _MOST_LINES_IN_GRID):
            return Cell(written, way.words)
        place = str(Address(table.id, key, f.id))
        self.texts.append((place, f"{self.row_label(table, key)}: {word(f.label, f.id)}", text))
        return Cell(Written(SEE_BELOW), "see")

    def row_label(self, table: Table, key: Key) -> str:
        """Name a row for people: its table's form, its unit, its label or number."""
        form = next((form.number for form in self.pack.forms if table in form.tables), table.id)
        parts = [form]
        if self.upward and key:
            parts.append(self.units.get(key[0], key[0]))
            key = key[1:]
        row = next((row for row in table.rows if row.key == key), None) if key else None
        if row:
            parts.append(word(row.label))
        elif key:
            parts.append(f"số {'.'.join(key)}")
        return ", ".join(parts)


def _column(f: Field) -> Column:
    outer = tuple(word(heading) for heading in f.outer)
    return Column(f.id, word(f.label, f.id), width_of_field(f), unit_of(f), word(f.group), outer)


def _adds_up(table: Table) -> bool:
    """Tell whether a line of totals stands below a table."""
    return table.appearance == TABLE or wants_total(table)
