"""A consolidated table as Qt reads it: blocks, lines of units, subtotals, the total."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from PySide6.QtCore import QObject, Qt

from forms.answers import Value
from forms.pack import Field, Kind
from forms.roll_up import Cell, TotalsColumn, TotalsView
from forms.values import show
from ui.grid.strips import Index, Strip, StripModel
from ui.words import tr
from ui.workplace import Workplace, day

_ROMAN = ("I", "II", "III")


@dataclass(frozen=True, slots=True)
class Shown:
    """One figure: its text, and n/N where not every unit's part is known."""

    text: str
    part: str
    number: bool


class TotalsModel(StripModel):
    """One consolidated table."""

    def __init__(self, place: Workplace, view: TotalsView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._view = view
        words = place.words
        kinds = {table.id: table.kind for table in place.desk.pack.totals}
        coded = kinds.get(view.table) != "tracker"  # the tracker's columns are no fields of a form
        self.columns = tuple(
            Strip(
                "cells",
                words(column.label),
                column.code if coded else "",
                words(column.unit) if column.unit else "",
            )
            for column in view.columns
        )
        lines: list[Strip] = []
        cells: list[tuple[Shown, ...]] = []
        nothing = tuple(Shown("", "", number=False) for _ in view.columns)
        blocks = list(dict.fromkeys(row.block for row in view.rows))
        for number, block in enumerate(blocks):
            if len(blocks) > 1 or block:
                lines.append(Strip("heading", f"{_ROMAN[min(number, 2)]}. {block_word(block)}"))
                cells.append(nothing)
            for row in view.rows:
                if row.block == block:
                    lines.append(Strip("cells", row.name, "|".join(row.key)))
                    cells.append(self._shown(row.cells))
            subtotal = next((one for one in view.subtotals if one.block == block), None)
            if subtotal is not None and len(blocks) > 1:
                count = f"{subtotal.units_in}/{subtotal.units_all}"
                lines.append(Strip("total", tr("Totals", "Subtotal, {count} units").format(count=count)))
                cells.append(self._shown(subtotal.cells))
        if any(cell.value is not None for cell in view.total):
            lines.append(Strip("total", tr("Totals", "Total")))
            cells.append(self._shown(view.total))
        self.lines = tuple(lines)
        self._cells = cells

    def _shown(self, cells: Sequence[Cell]) -> tuple[Shown, ...]:
        return tuple(self._one(column, cell) for column, cell in zip(self._view.columns, cells, strict=True))

    def _one(self, column: TotalsColumn, cell: Cell) -> Shown:
        part = "" if cell.whole or cell.value is None else f"{cell.known}/{cell.units}"
        if cell.unsplit:
            unsplit = tr("Totals", "not split: {n} units").format(n=cell.unsplit)
            part = f"{part} · {unsplit}" if part else unsplit
        if cell.value is None:
            return Shown("", part, number=False)
        text = self.text(column, cell.value)
        return Shown(text, part, number=isinstance(cell.value, int | Decimal))

    def text(self, column: TotalsColumn, value: Value) -> str:
        """Write a figure in the person's language."""
        pack, language = self._place.desk.pack, self._place.desk.language
        kind = Kind.DECIMAL if isinstance(value, Decimal) or column.decimals else Kind.INTEGER
        number = Field(column.code, "", kind, {}, decimals=column.decimals)
        if column.field is not None:
            listed = column.list or column.field.list
            return show(value, column.field, pack.lists.get(listed or "", ()), language)
        if isinstance(value, str):
            if column.list:
                labels = {choice.name: self._place.words(choice.label) for choice in pack.lists[column.list]}
                return labels.get(value, value)
            return _day(value)
        return show(value, number, (), language)

    def shown(self, row: int, column: int) -> Shown:
        """What is painted at a place."""
        return self._cells[row][column]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        if not index.isValid():
            return None
        cell = self.shown(index.row(), index.column())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{cell.text} {cell.part}".strip()
        if role == Qt.ItemDataRole.ToolTipRole:
            if cell.part:
                return _known_of(cell.part)
            return cell.text if len(cell.text) > 14 else None
        return None


def _known_of(part: str) -> str:
    known, _, unsplit = part.partition(" · ")
    if "/" not in known:
        return known
    told = tr("Totals", "Known of {part} units").format(part=known)
    return f"{told}; {unsplit}" if unsplit else told


def block_word(block: str) -> str:
    """The name of a block of units."""
    return {
        "urban": tr("Totals", "Urban area"),
        "rural": tr("Totals", "Rural area"),
    }.get(block, tr("Totals", "Other units"))


def _day(text: str) -> str:
    """A date, or a date with its time, in a text column as people write it."""
    try:
        written = day(date.fromisoformat(text[:10]))
    except ValueError:
        return text
    return f"{written}{text[10:]}"
