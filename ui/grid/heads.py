"""The heads of a grid: labels with code and unit on the left, wrapped labels and groups on top."""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from ui import theme
from ui.grid.strips import Strip, StripModel

LINE_HEIGHT = 30
CODE_WIDTH = 38
LONGEST_UNIT = 112
_GROUND = QColor(theme.GROUND)
_HEADING = QColor("#E9EFF0")
_TOTAL = QColor("#E3EBEC")
_INK, _MUTED, _LINE = QColor(theme.INK), QColor(theme.MUTED), QColor(theme.LINE)
_ACCENT = QColor(theme.ACCENT_DARK)
_CURRENT = QColor(theme.ACCENT_TINT)
_WRAP = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap


class LineHead(QHeaderView):
    """The frozen left side: code, label, unit."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._width = 380
        self._unit_width = 0
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSectionsClickable(False)
        self.setHighlightSections(True)

    def measure(self, strips: Sequence[Strip]) -> None:
        """Give the units the room that the longest of them needs."""
        metrics = QFontMetrics(_small(self.font()))
        longest = max((metrics.horizontalAdvance(strip.unit) for strip in strips), default=0)
        self._unit_width = min(longest + 8, LONGEST_UNIT) if longest else 0

    def set_width(self, width: int) -> None:
        """Give the labels more or less room."""
        if width != self._width:
            self._width = width
            self.updateGeometry()
            self.viewport().update()

    def sizeHint(self) -> QSize:
        return QSize(self._width, super().sizeHint().height())

    def height_for(self, strip: Strip) -> int:
        """How high a line must be for its label to be read whole."""
        if strip.kind == "heading":
            return LINE_HEIGHT
        metrics = self.fontMetrics()
        box = metrics.boundingRect(QRect(0, 0, self._label_width(strip), 1000), int(_WRAP), strip.text)
        return max(LINE_HEIGHT, box.height() + 12)

    def _label_width(self, strip: Strip) -> int:
        return self._width - 18 - (CODE_WIDTH if strip.code else 0) - (self._unit_width if strip.unit else 0)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        model = self.model()
        if not isinstance(model, StripModel) or logicalIndex >= len(model.lines):
            return
        strip = model.lines[logicalIndex]
        painter.save()
        ground = {"heading": _HEADING, "total": _TOTAL}.get(strip.kind, _GROUND)
        current = self.parent_row() == logicalIndex and strip.kind == "cells"
        painter.fillRect(rect, _CURRENT if current else ground)
        painter.setPen(_LINE)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if strip.kind != "heading":
            painter.drawLine(rect.topRight(), rect.bottomRight())
        box = rect.adjusted(10, 0, -6, 0)
        if strip.kind != "cells":
            painter.setFont(_bold(painter.font()))
            painter.setPen(_ACCENT)
            painter.drawText(box, _WRAP, strip.text)
            painter.restore()
            return
        if strip.code:
            painter.setPen(_MUTED)
            painter.setFont(_small(self.font()))
            painter.drawText(QRect(box.x(), box.y(), CODE_WIDTH, box.height()), _WRAP, strip.code)
            box.setLeft(box.left() + CODE_WIDTH)
        if strip.unit:
            painter.setPen(_MUTED)
            painter.setFont(_small(self.font()))
            unit = QRect(box.right() - self._unit_width + 4, box.y(), self._unit_width - 4, box.height())
            text = painter.fontMetrics().elidedText(strip.unit, Qt.TextElideMode.ElideRight, unit.width())
            painter.drawText(unit, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), text)
            box.setRight(box.right() - self._unit_width)
        painter.setFont(self.font())
        painter.setPen(_INK)
        painter.drawText(box, _WRAP, strip.text)
        painter.restore()

    def parent_row(self) -> int:
        """The line of the current cell."""
        selection: QItemSelectionModel | None = self.selectionModel()
        return selection.currentIndex().row() if selection is not None else -1


class ColumnHead(QHeaderView):
    """The frozen top: wrapped labels, groups above them where the table has any."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSectionsClickable(False)

    def _grouped(self) -> bool:
        model = self.model()
        return isinstance(model, StripModel) and any(strip.group for strip in model.columns)

    def sizeHint(self) -> QSize:
        model = self.model()
        if not isinstance(model, StripModel):
            return super().sizeHint()
        highest = LINE_HEIGHT
        for number, strip in enumerate(model.columns):
            room = QRect(0, 0, self.sectionSize(number) - 14, 1000)
            flags = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
            box = QFontMetrics(_bold(self.font())).boundingRect(room, flags, strip.text)
            highest = max(highest, box.height() + 12 + (17 if strip.code or strip.unit else 0))
        return QSize(super().sizeHint().width(), min(highest, 128) + (24 if self._grouped() else 0))

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        model = self.model()
        if not isinstance(model, StripModel) or logicalIndex >= len(model.columns):
            return
        strip = model.columns[logicalIndex]
        painter.save()
        selection: QItemSelectionModel | None = self.selectionModel()
        current = selection is not None and selection.currentIndex().column() == logicalIndex
        painter.fillRect(rect, _CURRENT if current else _GROUND)
        top = rect.top()
        if self._grouped():
            top = self._paint_group(painter, rect, logicalIndex, model)
        painter.setPen(_LINE)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.right(), top, rect.right(), rect.bottom())
        box = QRect(rect.left() + 6, top + 4, rect.width() - 12, rect.bottom() - top - 6)
        below = " · ".join(part for part in (strip.code, strip.unit) if part)
        if below:
            painter.setFont(_small(self.font()))
            painter.setPen(_MUTED)
            text = painter.fontMetrics().elidedText(below, Qt.TextElideMode.ElideRight, box.width())
            painter.drawText(box, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom), text)
            box.setBottom(box.bottom() - 17)
        painter.setFont(_bold(self.font()))
        painter.setPen(_INK)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), strip.text)
        painter.restore()

    def _paint_group(self, painter: QPainter, rect: QRect, logical: int, model: StripModel) -> int:
        """Draw the part of the group's band that lies above one column; return where the label begins."""
        band = 24
        group = model.columns[logical].group
        if not group:
            return rect.top()
        first = last = logical
        while first > 0 and model.columns[first - 1].group == group:
            first -= 1
        while last + 1 < len(model.columns) and model.columns[last + 1].group == group:
            last += 1
        left = self.sectionViewportPosition(first)
        right = self.sectionViewportPosition(last) + self.sectionSize(last)
        painter.save()
        painter.setClipRect(rect)
        painter.fillRect(QRect(rect.left(), rect.top(), rect.width(), band), _HEADING)
        painter.setPen(_ACCENT)
        painter.setFont(_bold(self.font()))
        whole = QRect(left + 6, rect.top(), right - left - 12, band)
        text = painter.fontMetrics().elidedText(group, Qt.TextElideMode.ElideRight, whole.width())
        painter.drawText(whole, int(Qt.AlignmentFlag.AlignCenter), text)
        painter.setPen(_LINE)
        painter.drawLine(rect.left(), rect.top() + band, rect.right(), rect.top() + band)
        if logical == last:
            painter.drawLine(rect.right(), rect.top(), rect.right(), rect.top() + band)
        painter.restore()
        return rect.top() + band


def _bold(font: QFont) -> QFont:
    made = QFont(font)
    made.setWeight(QFont.Weight.DemiBold)
    return made


def _small(font: QFont) -> QFont:
    made = QFont(font)
    made.setPixelSize(12)
    made.setBold(False)
    return made
