"""A table of a unit's report as Qt reads it, with the marks of what was asked and what changed."""

from collections.abc import Mapping
from typing import cast

from PySide6.QtCore import QObject, QRect, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from db.queries import ThreadState
from forms.answers import Address
from office.unit_sheet import Sheet, SheetCell
from ui import theme
from ui.grid.strips import Index, Strip, StripModel
from ui.queries.thread_view import state_word
from ui.widgets import tip
from ui.words import tr

_LONGEST = 1_200  # characters of a text in a cell; all of it is told beside
FEW = 2
"""With so many columns texts are read whole, in their lines."""
_OPEN = (ThreadState.DRAFT, ThreadState.ASKED, ThreadState.ANSWERED)


class TintPainter(QStyledItemDelegate):
    """Paints the ground of a cell that was asked about or changed; the sheet of rules leaves it white."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        ground = index.data(Qt.ItemDataRole.BackgroundRole)
        if isinstance(ground, QColor):
            painter.fillRect(cast("QRect", option.rect), ground)  # type: ignore[attr-defined]  # PySide's stubs
        super().paint(painter, option, index)


class SheetModel(StripModel):
    """One table of one unit's report; nothing in it can be changed."""

    def __init__(
        self, sheet: Sheet, threads: Mapping[Address, ThreadState], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.sheet = sheet
        self._threads = threads
        self.columns = tuple(Strip("cells", text) for text in sheet.columns)
        self.lines = tuple(Strip("cells", text) for text in sheet.lines)

    def cell(self, index: Index) -> SheetCell:
        """The cell at a place."""
        return self.sheet.cells[index.row()][index.column()]

    def renew(self, threads: Mapping[Address, ThreadState]) -> None:
        """Repaint the marks: something was asked or taken back."""
        self._threads = threads
        if self.lines and self.columns:
            last = self.index(len(self.lines) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        cell = self.cell(index)
        state = self._threads.get(cell.address)
        if role == Qt.ItemDataRole.DisplayRole:
            mark = "❓ " if state in _OPEN else "✓ " if state is not None else ""
            text = cell.text if len(self.columns) <= FEW else " ".join(cell.text.split())
            changed = "● " if cell.changed is not None else ""
            return f"{mark}{changed}{text[:_LONGEST]}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if cell.number else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.BackgroundRole:
            ground = theme.WARNING_TINT if state in _OPEN else theme.NOTE_TINT
            return QColor(ground) if state in _OPEN or cell.changed is not None else None
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return tip(self._told(cell, state))
        return None

    def _told(self, cell: SheetCell, state: ThreadState | None) -> str:
        told = [cell.text]
        if cell.changed is not None:
            was = cell.changed or tr("Queries", "blank")
            told.append(tr("Queries", "Sent before: {old}").format(old=was))
        if state is not None:
            told.append(state_word(state))
        return "\n".join(part for part in told if part)
