"""The model of a grid over the live answers: rows down or years across, headings, totals, cells.

Everything a repaint needs is kept ready per cell; an entry repaints only the cells it moved. The model never
holds a value of its own: `Live` does.
"""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt

from forms.answers import Address, Key
from forms.pack import Field, Kind, Layout, Roll, TableKind
from ui.entry.live import NUMBERS, Cell, Live, Moved
from ui.grid.strips import Index, Strip, StripModel
from ui.words import tr


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
        self._cells: dict[Address, Cell] = {}
        self._at: dict[Address, tuple[int, int]] = {}
        self._totals: dict[tuple[int, int], str] = {}
        self._lay_out()
        live.changed.connect(self.on_changed)

    # --- layout ------------------------------------------------------------------------------

    @property
    def years_across(self) -> bool:
        """Whether fields run down and rows across."""
        return self.table.layout is Layout.COLUMNS

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields that are shown: the axes stand in the heads."""
        return tuple(field for field in self.table.fields if field.kind is not Kind.KEY)

    @property
    def keys(self) -> tuple[Key, ...]:
        """The rows that are shown."""
        rows = self.live.rows(self.table.id, self.parent_key)
        return rows if self._section is None else tuple(key for key in rows if key in self._section)

    def show_section(self, keys: Sequence[Key]) -> None:
        """Show other rows of the same table."""
        self.beginResetModel()
        self._section = tuple(keys)
        self._lay_out()
        self.endResetModel()

    def _lay_out(self) -> None:
        words = self.live.place.words
        fields = tuple(
            Strip(
                "cells",
                words(field.label),
                field.id,
                words(field.unit) if field.unit else "",
                words(field.group) if field.group else "",
                field=field,
            )
            for field in self.fields
        )
        labels = {row.key: row for row in self.table.rows}
        keys = []
        for number, key in enumerate(self.keys, 1):
            row = labels.get(key)
            keys.append(
                Strip(
                    "cells",
                    words(row.label) if row else str(number),
                    group=words(row.heading) if row and row.heading and self._section is None else "",
                    key=key,
                )
            )
        if self.years_across:
            self.lines, self.columns = _with_headings(fields), tuple(keys)
        else:
            self.lines, self.columns = _with_headings(keys), fields
            if self._adds_up():
                self.lines += (Strip("total", tr("Grid", "Total")),)
        self._at = {}
        for line_number, line in enumerate(self.lines):
            for column_number, column in enumerate(self.columns):
                address = self._address(line, column)
                if address is not None:
                    self._at[address] = (line_number, column_number)
        self._cells = {address: self.live.cell(address) for address in self._at}
        self._add_up()

    def _adds_up(self) -> bool:
        """Totals make sense where rows are parts of one whole: typed sums of records or of a section."""
        parts = self.table.kind is TableKind.RECORDS or self._section is not None
        return parts and len(self.keys) > 1 and any(_is_part(field) for field in self.fields)

    def _address(self, line: Strip, column: Strip) -> Address | None:
        if line.kind != "cells":
            return None
        if self.years_across:
            field, key = line.field, column.key
        else:
            field, key = column.field, line.key
        return Address(self.table.id, key, field.id) if field is not None and key is not None else None

    def _add_up(self) -> None:
        self._totals = {}
        for number, line in enumerate(self.lines):
            if line.kind != "total":
                continue
            for column, strip in enumerate(self.columns):
                if strip.field is not None and _is_part(strip.field):
                    total = self.live.total(self.table.id, strip.field.id, self.keys)
                    part = f"  {total.known}/{total.units}" if total.known < total.units else ""
                    self._totals[number, column] = f"{total.text}{part}".strip()

    # --- reading -----------------------------------------------------------------------------

    def address(self, index: Index) -> Address | None:
        """The cell at an index; None on a heading or a total."""
        if not index.isValid():
            return None
        return self._address(self.lines[index.row()], self.columns[index.column()])

    def index_of(self, address: Address) -> QModelIndex:
        """Where a cell stands; an invalid index when it is not shown."""
        found = self._at.get(address)
        return self.index(*found) if found else QModelIndex()

    def cell_at(self, row: int, column: int) -> Cell | None:
        """The cell painted at a place."""
        address = self._address(self.lines[row], self.columns[column])
        return self._cells.get(address) if address is not None else None

    def total_at(self, row: int, column: int) -> str:
        """The text of a total."""
        return self._totals.get((row, column), "")

    def field_at(self, row: int, column: int) -> Field | None:
        """The field shown at a place."""
        return self.lines[row].field if self.years_across else self.columns[column].field

    def name_of(self, address: Address) -> str:
        """A cell in words: "Tổng số hộ, 2018"."""
        row, column = self._at[address]
        return f"{self.lines[row].text}, {self.columns[column].text}"

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's variant
        if not index.isValid():
            return None
        cell = self.cell_at(index.row(), index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text if cell else self.total_at(index.row(), index.column())
        address = self.address(index)
        if cell is None or address is None:
            return None
        if role == Qt.ItemDataRole.EditRole:
            return self.live.edit_text(address)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.why(address)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.name_of(address)}: {cell.text}"
        return None

    def why(self, address: Address) -> str:
        """Why a cell is as it is: its findings, or the reason it is locked."""
        said = [f"{f.code} · {self.live.place.words(f.sentence)}" for f in self.live.findings_at(address)]
        if said and self.live.stated(address):
            said.append(both_figures(self.live, address))
        why = "\n".join(said) or why_locked(self.live, address)
        return "\n".join(filter(None, (why, self.live.published(address))))

    def flags(self, index: Index) -> Qt.ItemFlag:
        cell = self.cell_at(index.row(), index.column()) if index.isValid() else None
        if cell is None:
            return Qt.ItemFlag.NoItemFlags
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        field = self.field_at(index.row(), index.column())
        files = field is not None and field.kind is Kind.FILES  # names without their files mean nothing
        return usual if cell.locked or files else usual | Qt.ItemFlag.ItemIsEditable

    # --- writing -----------------------------------------------------------------------------

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Save what was typed; False when it was refused."""
        address = self.address(index)
        return address is not None and role == Qt.ItemDataRole.EditRole and self.live.put(address, str(value))

    def same_strip(self, address: Address) -> tuple[Address, ...]:
        """The cells that F11 fills: those of the same row (the same year where years run across)."""
        return tuple(other for other in self._at if other.key == address.key)

    def on_changed(self, moved: Moved) -> None:
        """Repaint what moved; lay out anew when rows came or went."""
        if self.table.id in moved.tables:
            self.beginResetModel()
            self._lay_out()
            self.endResetModel()
            return
        mine = moved.cells & self._at.keys()
        for address in mine:
            self._cells[address] = self.live.cell(address)
            index = self.index(*self._at[address])
            self.dataChanged.emit(index, index)
        if mine and self._totals:
            self._add_up()
            last = len(self.lines) - 1
            self.dataChanged.emit(self.index(last, 0), self.index(last, len(self.columns) - 1))


def why_locked(live: Live, address: Address) -> str:
    """Why nothing can be typed into a cell; "" when it can."""
    cell = live.cell(address)
    if not cell.view.relevant:
        return tr("Grid", "Not asked here: the answers above do not call for it.")
    if cell.computed and cell.view.stated is not None:
        return both_figures(live, address)
    if cell.computed:
        return tr("Grid", "Computed by the program from other cells; it cannot be typed.")
    if cell.view.readonly:
        return tr("Grid", "Filled by the program; it cannot be typed here.")
    return ""


def both_figures(live: Live, address: Address) -> str:
    """The two figures of a computed cell: what stood on the paper and what the program computes."""
    computed = live.cell(address).text or tr("Grid", "not yet")
    return tr("Grid", "On paper: {stated}; computed: {computed}. Delete forgets the paper's figure.").format(
        stated=live.stated(address), computed=computed
    )


def _is_part(field: Field) -> bool:
    return field.rollup is Roll.SUM and field.kind in NUMBERS and field.calculate is None


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
