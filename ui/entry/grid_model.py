"""The model of a grid over the live answers: rows down or years across, headings, totals, cells.

Everything a repaint needs is kept ready per cell; an entry repaints only the cells it moved. The model never
holds a value of its own: `Live` does.
"""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt

from forms.answers import Address, Key
from forms.pack import Field, FixedRow, Kind, Layout, Roll, TableKind
from forms.table_rows import depth, wants_total
from office.column_total import ColumnTotal
from ui.entry.live import NUMBERS, Cell, Live, Moved
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
        self._cells: dict[Address, Cell] = {}
        self._at: dict[Address, tuple[int, int]] = {}
        self._placed: list[list[Cell | None]] = []  # by line and column, for the painter
        self._sums: dict[int, ColumnTotal] = {}  # by column
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
        """The fields that are shown: the axes stand in the heads, subtotals in the columns they are of."""
        return tuple(f for f in self.table.fields if f.kind is not Kind.KEY and not f.hidden)

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
        for number, key in enumerate(self.keys, 1):
            row = self._row(key)
            keys.append(
                Strip(
                    "cells",
                    words(row.label) if row else str(number),
                    group=words(row.heading) if row and row.heading and self._section is None else "",
                    key=key,
                    unit=words(row.unit) if row and row.unit else "",
                    level=depth(self.table, row) if row else 0,
                    strong=row is not None and row.total,
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
        self._placed = [[None] * len(self.columns) for _ in self.lines]
        for address, (line_number, column_number) in self._at.items():
            self._placed[line_number][column_number] = self._cells[address]
        self._add_up()

    def _adds_up(self) -> bool:
        """Totals make sense where rows are parts of one whole: records, a section, a grid without its own."""
        parts = self.table.kind is TableKind.RECORDS or self._section is not None or wants_total(self.table)
        return parts and len(self._parts) > 1 and any(self._is_part(field) for field in self.fields)

    @property
    def _parts(self) -> tuple[Key, ...]:
        """The rows a total is the sum of: a subtotal would add its rows a second time."""
        return tuple(key for key in self.keys if (row := self._row(key)) is None or not row.total)

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
        self._sums, self._totals = {}, {}
        if not self.lines or self.lines[-1].kind != "total":
            return
        for column, strip in enumerate(self.columns):
            if strip.field is None or not self._is_part(strip.field):
                continue
            total = self._sums[column] = ColumnTotal()
            for line, placed in zip(self.lines, self._placed, strict=True):
                cell = placed[column]
                if cell is not None and not line.strong:
                    total.take(cell.view)
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
        found = self._at.get(address)
        return self.index(*found) if found else QModelIndex()

    def cell_at(self, row: int, column: int) -> Cell | None:
        """The cell painted at a place."""
        return self._placed[row][column]

    def total_at(self, row: int, column: int) -> str:
        """The text of a total."""
        return self._totals.get((row, column), "")

    def field_at(self, row: int, column: int) -> Field | None:
        """The field shown at a place."""
        return self.lines[row].field if self.years_across else self.columns[column].field

    def strong_at(self, row: int, column: int) -> bool:
        """Whether a cell is a subtotal."""
        return self.lines[row].strong or self.columns[column].strong

    def name_of(self, address: Address) -> str:
        """A cell in words: "Tổng số hộ, 2018"."""
        row, column = self._at[address]
        return f"{self._whole(self.lines[row])}, {self._whole(self.columns[column])}"

    def _whole(self, strip: Strip) -> str:
        """What a strip says where its heading is not seen."""
        return self.live.place.words(strip.field.label) if strip.field is not None else strip.text

    def texts_of(self, column: int, most: int) -> list[str]:
        """What stands in a column, for its width: of its first `most` lines, and its total."""
        cells = [placed[column] for placed in self._placed[:most]]
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
            return f"{self.name_of(address)}: {cell.text}"
        return None

    def why(self, address: Address) -> str:
        """Why a cell is as it is: its findings, or the reason it is locked."""
        said = [f"{f.code} · {self.live.place.words(f.sentence)}" for f in self.live.findings_at(address)]
        if said and self.live.stated(address):
            said.append(both_figures(self.live, address))
        why = "\n".join(said) or why_locked(self.live, address)
        note = self.live.notes.at(address)
        noted = tr("Grid", "Note ({who}): {text}").format(who=note.who, text=note.text) if note else ""
        return "\n".join(filter(None, (why, self.live.published(address), noted)))

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
        return tuple(other for other in self._at if other.key == address.key)

    def on_changed(self, moved: Moved) -> None:
        """Repaint what moved; lay out anew when rows came or went."""
        if self.table.id in moved.tables:
            self.beginResetModel()
            self._lay_out()
            self.endResetModel()
            return
        mine = moved.cells & self._at.keys()
        added: set[int] = set()
        for address in mine:
            line, column = self._at[address]
            before, now = self._cells[address], self.live.cell(address)
            self._cells[address] = self._placed[line][column] = now
            index = self.index(line, column)
            self.dataChanged.emit(index, index)
            if column in self._sums and not self.lines[line].strong and before.view != now.view:
                self._sums[column].take(before.view, -1)
                self._sums[column].take(now.view)
                added.add(column)
        for column in added:
            self._write_total(column)
            index = self.index(len(self.lines) - 1, column)
            self.dataChanged.emit(index, index)


def why_locked(live: Live, address: Address) -> str:
    """Why nothing can be typed into a cell; "" when it can."""
    cell = live.cell(address)
    row = next((one for one in live.table(address.table).rows if one.key == address.key), None)
    if row is not None and address.field in row.blocked:
        return tr("Grid", "This row has no such cell: the table leaves it out.")
    if not cell.view.relevant:
        return tr("Grid", "Not asked here: the answers above do not call for it.")
    if cell.computed and cell.view.stated is not None:
        return both_figures(live, address)
    if cell.computed and row is not None and row.total:
        return tr("Grid", "Subtotal: added by the program from the rows below it.")
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
