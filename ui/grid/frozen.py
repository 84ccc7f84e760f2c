"""Keeps the first columns of a wide table in sight: the ones after them are taken out of sight from the left.

A second view over the frozen columns would need its own editors and selection; hiding columns needs neither.
"""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QScrollBar, QTableView

from ui import theme

_EDGE = QPen(QColor(theme.ACCENT), 1)


class Frozen(QObject):
    """The horizontal movement of one table view of which `columns` stay in place; `slider` goes below it."""

    def __init__(self, view: QTableView, columns: int) -> None:
        super().__init__(view)
        self._view = view
        self._widths: tuple[int, ...] = ()
        self.columns = columns
        self.slider = QScrollBar(Qt.Orientation.Horizontal, view)  # else a window of its own
        self.slider.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.slider.setVisible(False)
        self.slider.valueChanged.connect(self._show)
        if columns:
            view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            view.horizontalScrollBar().valueChanged.connect(lambda: view.horizontalScrollBar().setValue(0))

    @property
    def moves(self) -> bool:
        """Whether there is more than fits into the window."""
        return self.slider.maximum() > 0

    def measure(self, widths: Sequence[int]) -> None:
        """Take the widths of all columns, and hide none more than the last ones need to be seen."""
        if not self.columns:
            return
        self._widths = tuple(widths)
        room = self._view.viewport().width() - sum(widths[: self.columns])
        rest, taken = list(widths[self.columns :]), 0
        while rest and taken + rest[-1] <= room:
            taken += rest.pop()
        most = len(rest) if len(rest) < len(widths) - self.columns else max(len(rest) - 1, 0)
        self.slider.setRange(0, most)
        self.slider.setPageStep(max(1, len(widths) - self.columns - most))
        self.slider.setVisible(most > 0)
        self._show()

    def reveal(self, column: int) -> None:
        """Move until a column is in sight."""
        if column < self.columns or not self.moves:
            return
        place = column - self.columns
        if place < self.slider.value():
            self.slider.setValue(place)
            return
        room = self._view.viewport().width() - sum(self._widths[: self.columns])
        while (
            sum(self._widths[self.columns + self.slider.value() : column + 1]) > room
            and self.slider.value() < place
        ):
            self.slider.setValue(self.slider.value() + 1)

    def paint(self, painter: QPainter, height: int) -> None:
        """Draw the edge of the columns that stay."""
        if self.moves:
            edge = sum(self._widths[: self.columns]) - 1
            painter.setPen(_EDGE)
            painter.drawLine(QPoint(edge, 0), QPoint(edge, height))

    def _show(self) -> None:
        for number in range(self.columns, len(self._widths)):
            self._view.setColumnHidden(number, number < self.columns + self.slider.value())
        self._view.horizontalScrollBar().setValue(0)
