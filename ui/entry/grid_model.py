"""The model of a grid over the live answers: rows down or years across, headings, totals, cells.

What a cell is painted from is read when it is first seen and kept; an entry repaints only the cells it moved.
The model never holds a value of its own: `Live` does. Rows may be left out or sorted (`arrangement`): totals
stay those of all rows.
"""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt

from forms.answers import Address, Key
from forms.findings import CellView
from forms.pack import Field, FixedRow, Kind, Layout, Roll, TableKind
from forms.table_rows import depth, wants_total
from office.column_total import ColumnTotal
from office.earlier import Compared, year_after
from office.noting import WHOLE
from office.records import Arrangement
from ui.entry.before import sentence_of
from ui.entry.live import NUMBERS, Cell, Live, Moved
from ui.entry.spoken import both_figures, guidance_of, spoken, why_locked
from ui.grid.strips import Index, Strip, StripModel
from ui.words import tr

_SEEN = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_TYPED = _SEEN | Qt.ItemFlag.ItemIsEditable


class GridModel(StripModel):
    """One table, or one section of it."""

    def __init__(
        self,
        live: Live,
        table: str,
        *,
        keys: Sequence[Key] | None = None,
        parent_key: Key = (),
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.live = live
        self.table = live.table(table)
        self.parent_key = parent_key
        self._section = tuple(keys) if keys is not None else None
        self._rows = {row.key: row for row in self.table.rows}
        self.arrangement = Arrangement()
        self.rearranged = False  # while rows are filtered or sorted
        self._lines_of: dict[Key | str, int] = {}  # rows, or fields where years run across
        self._columns_of: dict[Key | str, int] = {}
        self._placed: dict[tuple[int, int], Cell | None] = {}  # by line and column, as far as they were seen
        self._sums: dict[int, ColumnTotal] = {}  # by column
        self._summed: dict[Address, CellView] = {}  # what was added up, also of rows that are not shown
        self._totals: dict[tuple[int, int], str] = {}
        self._before: dict[Address, Compared | None] = {}  # as far as they were looked at
        self._lay_out()
        live.changed.connect(self.on_changed)
        live.beside.connect(self.layoutChanged)

    # --- layout ------------------------------------------------------------------------------

    @property
    def years_across(self) -> bool:
        """Whether fields run down and rows across."""
        return self.table.layout is Layout.COLUMNS

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields that are shown: the axes stand in the heads, subtotals in the columns they are of."""
        return tuple(f for f in self.table.fields if f.kind is not Kind.KEY and not f.hidden)

    @property
    def all_keys(self) -> tuple[Key, ...]:
        """The rows that there are, of the section that is shown."""
        rows = self.live.rows(self.table.id, self.parent_key)
        return rows if self._section is None else tuple(key for key in rows if key in self._section)

    @property
    def keys(self) -> tuple[Key, ...]:
        """The rows that are shown, in the order in which they are."""
        return self.arrangement.keys(self.all_keys)

    def arrange(self) -> None:
        """Show the rows as they are arranged now."""
        self.rearranged = True
        self.beginResetModel()
        self._lay_out()
        self.endResetModel()
        self.rearranged = False

    def show_section(self, keys: Sequence[Key]) -> None:
        """Show other rows of the same table."""
        self.beginResetModel()
        self._section = tuple(keys)
        self._sums, self._summed = {}, {}
        self._lay_out()
        self.endResetModel()

    def _lay_out(self) -> None:
        words = self.live.place.words
        fields = tuple(
            Strip(
                "cells",
                short(words(field.label), words(field.group) if field.group else ""),
                field.id,
                words(field.unit) if field.unit else "",
                words(field.group) if field.group else "",
                field=field,
                outer=tuple(words(heading) for heading in field.outer),
            )
            for field in self.fields
        )
        keys = []
        all_keys = self.all_keys
        numbers = {key: number for number, key in enumerate(all_keys, 1)}
        for key in self.arrangement.keys(all_keys):
            row = self._row(key)
            keys.append(
                Strip(
                    "cells",
                    words(row.label) if row else str(numbers[key]),
                    group=words(row.heading) if row and row.heading and self._section is None else "",
                    key=key,
                    unit=words(row.unit) if row and row.unit else "",
                    level=depth(self.table, row) if row else 0,
                    strong=row is not None and row.total,
                    noted=self._note_mark(key),
                )
            )
        if self.years_across:
            self.lines, self.columns = _with_headings(fields), tuple(keys)
        else:
            self.lines, self.columns = _with_headings(keys), fields
            if self._adds_up():
                self.lines += (Strip("total", tr("Grid", "Total")),)
        self._lines_of, self._columns_of = _places(self.lines), _places(self.columns)
        self._before = {}
        self._placed = {}
        self._add_up()

    def place_of(self, address: Address) -> tuple[int, int] | None:
        """The line and column of a cell; None where it is not shown."""
        if address.table != self.table.id:
            return None
        names: tuple[Key | str, Key | str] = address.key, address.field
        line, column = names[::-1] if self.years_across else names
        place = self._lines_of.get(line, -1), self._columns_of.get(column, -1)
        if min(place) < 0 or self._address(self.lines[place[0]], self.columns[place[1]]) != address:
            return None
        return place

    def _note_mark(self, key: Key) -> str:
        return tr("Grid", "✎ has a note") if self.live.notes.on_row(self.table.id, key) is not None else ""

    def _adds_up(self) -> bool:
        """Totals make sense where rows are parts of one whole: records, a section, a grid without its own."""
        parts = self.table.kind is TableKind.RECORDS or self._section is not None or wants_total(self.table)
        return parts and len(self._parts) > 1 and any(self._is_part(field) for field in self.fields)

    @property
    def _parts(self) -> tuple[Key, ...]:
        """The rows a total is the sum of: a subtotal would add its rows a second time."""
        return tuple(key for key in self.all_keys if (row := self._row(key)) is None or not row.total)

    def _row(self, key: Key) -> FixedRow | None:
        """The fixed row of a key, which may stand below a record's."""
        return self._rows.get(key[len(self.parent_key) :])

    def _is_part(self, field: Field) -> bool:
        typed = field.calculate is None or bool(self.table.appearance)
        return field.rollup is Roll.SUM and field.kind in NUMBERS and typed

    def _address(self, line: Strip, column: Strip) -> Address | None:
        if line.kind != "cells":
            return None
        if self.years_across:
            field, key = line.field, column.key
        else:
            field, key = column.field, line.key
        if field is None or key is None:
            return None
        subtotal = field.total and (line.strong or column.strong)
        return Address(self.table.id, key, field.total if subtotal else field.id)

    def _add_up(self) -> None:
        """Take the rows that came into the totals and those that went out of them."""
        self._totals = {}
        if not self.lines or self.lines[-1].kind != "total":
            self._sums, self._summed = {}, {}
            return
        parts = self._parts
        there = frozenset(parts)
        for address in [address for address in self._summed if address.key not in there]:
            self._sums[self._columns_of[address.field]].take(self._summed.pop(address), -1)
        for column, strip in enumerate(self.columns):
            if strip.field is None or not self._is_part(strip.field):
                continue
            total = self._sums.setdefault(column, ColumnTotal())
            for key in parts:
                address = Address(self.table.id, key, strip.field.id)
                if address not in self._summed:
                    self._summed[address] = self.live.entry.view(address)
                    total.take(self._summed[address])
            self._write_total(column)

    def _write_total(self, column: int) -> None:
        field = self.columns[column].field
        if field is not None:
            total = self.live.total(self._sums[column], field)
            part = f"  {total.known}/{total.units}" if total.known < total.units else ""
            self._totals[len(self.lines) - 1, column] = f"{total.text}{part}".strip()

    # --- reading -----------------------------------------------------------------------------

    def address(self, index: Index) -> Address | None:
        """The cell at an index; None on a heading or a total."""
        if not index.isValid():
            return None
        return self._address(self.lines[index.row()], self.columns[index.column()])

    def index_of(self, address: Address) -> QModelIndex:
        """Where a cell stands; an invalid index when it is not shown."""
        found = self.place_of(address)
        return self.index(*found) if found else QModelIndex()

    def cell_at(self, row: int, column: int) -> Cell | None:
        """The cell painted at a place."""
        place = row, column
        if place not in self._placed:
            address = self._address(self.lines[row], self.columns[column])
            self._placed[place] = self.live.cell(address) if address is not None else None
        return self._placed[place]

    def total_at(self, row: int, column: int) -> str:
        """The text of a total."""
        return self._totals.get((row, column), "")

    def field_at(self, row: int, column: int) -> Field | None:
        """The field shown at a place."""
        return self.lines[row].field if self.years_across else self.columns[column].field

    def strong_at(self, row: int, column: int) -> bool:
        """Whether a cell is a subtotal."""
        return self.lines[row].strong or self.columns[column].strong

    @property
    def shows_before(self) -> bool:
        """Whether the figures of the period before stand below those of this one."""
        return self.live.shows_before(self.table.id)

    def stretched(self, row: int) -> bool:
        """Whether a line is higher for the sake of the period before: some cell of it has one."""
        if not self.shows_before or self.lines[row].kind != "cells":
            return False
        return any(self.before_at(row, column) is not None for column in range(len(self.columns)))

    def before_at(self, row: int, column: int) -> Compared | None:
        """What stood in a cell the period before."""
        address = self._address(self.lines[row], self.columns[column])
        if address is None:
            return None
        if address not in self._before:
            self._before[address] = self.live.before(address)
        return self._before[address]

    def name_of(self, address: Address) -> str:
        """A cell in words: "Tổng số hộ, 2018"."""
        row, column = self.place_of(address) or (0, 0)
        return f"{self._whole(self.lines[row])}, {self._whole(self.columns[column])}"

    def _whole(self, strip: Strip) -> str:
        """What a strip says where its heading is not seen."""
        return self.live.place.words(strip.field.label) if strip.field is not None else strip.text

    def texts_of(self, column: int, most: int) -> list[str]:
        """What stands in a column, for its width: of its first `most` lines, and its total."""
        cells = [self.cell_at(line, column) for line in range(min(most, len(self.lines)))]
        return [cell.text for cell in cells if cell is not None] + [
            self.total_at(len(self.lines) - 1, column)
        ]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's variant
        if not index.isValid():
            return None
        cell = self.cell_at(index.row(), index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text if cell else self.total_at(index.row(), index.column())
        address = self.address(index)
        if cell is None or address is None:
            tip = role == Qt.ItemDataRole.ToolTipRole
            return self.total_at(index.row(), index.column()) or None if tip else None
        if role == Qt.ItemDataRole.EditRole:
            return self.live.edit_text(address)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.why(address)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            found = self.before_at(index.row(), index.column()) if self.shows_before else None
            before = f"; {sentence_of(found)}" if found is not None else ""
            return f"{self.name_of(address)}: {cell.text}{before}"
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return spoken(self.live, address)
        return None

    def why(self, address: Address) -> str:
        """Why a cell is as it is and how it is filled: findings, the reason it is locked, guidance."""
        said = [f"{f.code} · {self.live.place.words(f.sentence)}" for f in self.live.findings_at(address)]
        if said and self.live.stated(address):
            said.append(both_figures(self.live, address))
        why = "\n".join(said) or why_locked(self.live, address)
        note = self.live.notes.at(address)
        noted = tr("Grid", "Note ({who}): {text}").format(who=note.who, text=note.text) if note else ""
        found = self.live.before(address)
        before = sentence_of(found) if found is not None and found.text else ""
        guided = guidance_of(self.live, address)
        return "\n".join(filter(None, (why, guided, self.live.published(address), before, noted)))

    def flags(self, index: Index) -> Qt.ItemFlag:
        cell = self.cell_at(index.row(), index.column()) if index.isValid() else None
        if cell is None:
            return Qt.ItemFlag.NoItemFlags
        field = self.field_at(index.row(), index.column())
        files = field is not None and field.kind is Kind.FILES  # names without their files mean nothing
        return _SEEN if cell.locked or files else _TYPED

    # --- writing -----------------------------------------------------------------------------

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Save what was typed; False when it was refused."""
        address = self.address(index)
        return address is not None and role == Qt.ItemDataRole.EditRole and self.live.put(address, str(value))

    def same_strip(self, address: Address) -> tuple[Address, ...]:
        """The cells that F11 fills: those of the same row (the same year where years run across)."""
        fields = [field.id for field in self.fields] + [field.total for field in self.fields if field.total]
        row = (Address(self.table.id, address.key, field) for field in fields)
        return tuple(other for other in row if self.place_of(other) is not None)

    def on_changed(self, moved: Moved) -> None:
        """Repaint what moved; lay out anew when rows came or went."""
        if self.table.id in moved.tables:
            self.beginResetModel()
            there = frozenset(self.all_keys)
            for address in moved.cells & self._summed.keys():
                if address.key in there:
                    self._sum_again(address)
            self._lay_out()
            self.endResetModel()
            return
        added: set[int] = set()
        if any(one.field == WHOLE and one.table == self.table.id for one in moved.cells):
            self._lay_out()
            self.layoutChanged.emit()
        for address in moved.cells:
            if address.table == self.table.id:
                self._repaint(address)
                if address in self._summed:
                    added.add(self._sum_again(address))
        for column in added:
            self._write_total(column)
            index = self.index(len(self.lines) - 1, column)
            self.dataChanged.emit(index, index)

    def _repaint(self, address: Address) -> None:
        place = self.place_of(address)
        if place is not None:
            self._placed.pop(place, None)
            index = self.index(*place)
            self.dataChanged.emit(index, index)
            self._forget_before(address)

    def _sum_again(self, address: Address) -> int:
        """Take a cell out of its total as it was and in as it is; give the column."""
        column = self._columns_of[address.field]
        now = self.live.entry.view(address)
        self._sums[column].take(self._summed[address], -1)
        self._sums[column].take(now)
        self._summed[address] = now
        return column

    def _forget_before(self, address: Address) -> None:
        """A figure moved: it is compared anew, and so is the one of the year after."""
        self._before.pop(address, None)
        later = year_after(self.table, address)
        place = self.place_of(later) if later is not None else None
        if later is not None and place is not None:
            self._before.pop(later, None)
            if self.shows_before:
                index = self.index(*place)
                self.dataChanged.emit(index, index)


def short(label: str, group: str) -> str:
    """A label below its heading, without the heading's words: "Kế hoạch vốn: NSTW" -> "NSTW"."""
    rest = label[len(group) :].lstrip() if group and label.casefold().startswith(group.casefold()) else ""
    if not rest or rest[0] not in ":–-":
        return label
    rest = rest[1:].lstrip()
    return rest[:1].upper() + rest[1:] if rest else label


def _with_headings(strips: Sequence[Strip]) -> tuple[Strip, ...]:
    """Put a heading line before each change of group."""
    made: list[Strip] = []
    group = ""
    for strip in strips:
        if strip.group and strip.group != group:
            made.append(Strip("heading", strip.group))
        group = strip.group
        made.append(strip)
    return tuple(made)


def _places(strips: Sequence[Strip]) -> dict[Key | str, int]:
    """Where the rows and fields stand among the strips; a field also under the name of its subtotals."""
    found: dict[Key | str, int] = {}
    for number, strip in enumerate(strips):
        if strip.kind != "cells":
            continue
        if strip.key is not None:
            found[strip.key] = number
        elif strip.field is not None:
            found[strip.field.id] = number
            if strip.field.total:
                found.setdefault(strip.field.total, number)
    return found
