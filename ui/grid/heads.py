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
INDENT = 16
BAND = 24
HIGHEST = 190
_GROUND = QColor(theme.GROUND)
_HEADING = QColor(theme.HEADING)
_TOTAL = QColor(theme.TOTAL)
_SUBTOTAL = QColor(theme.LOCKED)
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
            room = QRect(0, 0, self._width - 16, 1000)
            box = QFontMetrics(_bold(self.font())).boundingRect(room, int(_WRAP), strip.text)
            return max(LINE_HEIGHT, box.height() + 6)
        metrics = QFontMetrics(_bold(self.font())) if strip.strong else self.fontMetrics()
        box = metrics.boundingRect(QRect(0, 0, self._label_width(strip), 1000), int(_WRAP), strip.said)
        return max(LINE_HEIGHT, box.height() + 12)

    def wish(self, strip: Strip) -> int:
        """How wide a line's label would like to be, with its indent and its unit."""
        unit = QFontMetrics(_small(self.font())).horizontalAdvance(strip.unit) + 8 if strip.unit else 0
        text = self.fontMetrics().horizontalAdvance(strip.text)
        return text + strip.level * INDENT + min(unit, LONGEST_UNIT)

    def _label_width(self, strip: Strip) -> int:
        taken = (CODE_WIDTH if strip.code else 0) + self._unit_room(strip)
        return self._width - 18 - taken - strip.level * INDENT

    def _unit_room(self, strip: Strip) -> int:
        """The room of a line's unit: what it needs, but in several lines rather than half the width."""
        if not strip.unit:
            return 0
        needed = QFontMetrics(_small(self.font())).horizontalAdvance(strip.unit) + 8
        return min(needed, self._unit_width, max(self._width * 2 // 5, 60))

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        model = self.model()
        if not isinstance(model, StripModel) or logicalIndex >= len(model.lines):
            return
        strip = model.lines[logicalIndex]
        painter.save()
        ground = {"heading": _HEADING, "total": _TOTAL}.get(
            strip.kind, _SUBTOTAL if strip.strong else _GROUND
        )
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
            room = self._unit_room(strip)
            unit = QRect(box.right() - room + 4, box.y(), room - 4, box.height())
            flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(unit, int(flags), strip.unit)
            box.setRight(box.right() - room)
        box.setLeft(box.left() + strip.level * INDENT)
        painter.setFont(_bold(self.font()) if strip.strong else self.font())
        painter.setPen(_INK)
        painter.drawText(box, _WRAP, strip.said)
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
        self._widths: tuple[int, ...] = ()

    @property
    def bold(self) -> QFont:
        """The font of the labels."""
        return _bold(self.font())

    def measure(self, widths: Sequence[int]) -> None:
        """Take the widths of all columns, also of those out of sight: the head stays as high as it is."""
        self._widths = tuple(widths)

    def room_for(self, widths: Sequence[int]) -> list[int]:
        """Widen columns where a heading above several of them would not be read whole."""
        model, wide = self.model(), list(widths)
        columns = model.columns if isinstance(model, StripModel) else ()
        metrics = QFontMetrics(_bold(self.font()))
        for number, strip in enumerate(columns):
            longest = max((metrics.horizontalAdvance(word) for word in strip.text.split()), default=0)
            wide[number] = max(wide[number], longest + 14)
        for depth in range(self._bands()):
            first = 0
            while first < len(columns):
                path, last = columns[first].path[: depth + 1], first
                while last + 1 < len(columns) and columns[last + 1].path[: depth + 1] == path:
                    last += 1
                if len(path) > depth:
                    lacks = metrics.horizontalAdvance(path[-1]) + 16 - sum(wide[first : last + 1])
                    each = -(-max(lacks, 0) // (last + 1 - first))
                    wide[first : last + 1] = [width + each for width in wide[first : last + 1]]
                first = last + 1
        return wide

    def _wide(self, number: int) -> int:
        return self._widths[number] if number < len(self._widths) else self.sectionSize(number)

    def _bands(self) -> int:
        """How many headings stand above one another."""
        model = self.model()
        return (
            max((len(strip.path) for strip in model.columns), default=0)
            if isinstance(model, StripModel)
            else 0
        )

    def sizeHint(self) -> QSize:
        model = self.model()
        if not isinstance(model, StripModel):
            return super().sizeHint()
        highest = LINE_HEIGHT
        for number, strip in enumerate(model.columns):
            room = QRect(0, 0, self._wide(number) - 14, 1000)
            flags = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
            box = QFontMetrics(_bold(self.font())).boundingRect(room, flags, strip.said)
            highest = max(highest, box.height() + 12 + (17 if strip.code or strip.unit else 0))
        return QSize(super().sizeHint().width(), min(highest, HIGHEST) + BAND * self._bands())

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
        for depth in range(len(strip.path)):
            top = self._paint_band(painter, rect, logicalIndex, model, depth)
        painter.setPen(_LINE)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.right(), top, rect.right(), rect.bottom())
        box = QRect(rect.left() + 6, top + 4, rect.width() - 12, rect.bottom() - top - 6)
        below = " · ".join(part for part in (strip.code, strip.unit) if part)
        if below:
            painter.setFont(_small(self.font()))
            painter.setPen(_MUTED)
            if strip.unit and painter.fontMetrics().horizontalAdvance(below) > box.width():
                below = strip.unit  # a figure without its unit says less than one without its code
            text = painter.fontMetrics().elidedText(below, Qt.TextElideMode.ElideRight, box.width())
            painter.drawText(box, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom), text)
            box.setBottom(box.bottom() - 17)
        painter.setFont(_bold(self.font()))
        painter.setPen(_INK)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), strip.said)
        painter.restore()

    def _paint_band(self, painter: QPainter, rect: QRect, logical: int, model: StripModel, depth: int) -> int:
        """Draw the part of a heading's band that lies above one column; return where the next starts."""
        wanted = model.columns[logical].path[: depth + 1]
        first = last = logical
        while first > 0 and model.columns[first - 1].path[: depth + 1] == wanted:
            first -= 1
        while last + 1 < len(model.columns) and model.columns[last + 1].path[: depth + 1] == wanted:
            last += 1
        seen = [number for number in range(first, last + 1) if not self.isSectionHidden(number)]
        left = self.sectionViewportPosition(seen[0])
        right = self.sectionViewportPosition(seen[-1]) + self.sectionSize(seen[-1])
        top = rect.top() + depth * BAND
        painter.save()
        painter.setClipRect(rect)
        painter.fillRect(QRect(rect.left(), top, rect.width(), BAND), _HEADING)
        painter.setPen(_ACCENT)
        painter.setFont(_bold(self.font()))
        right = min(right, self.viewport().width())
        whole = QRect(left + 6, top, right - left - 12, BAND)
        text = painter.fontMetrics().elidedText(wanted[-1], Qt.TextElideMode.ElideRight, whole.width())
        painter.drawText(whole, int(Qt.AlignmentFlag.AlignCenter), text)
        painter.setPen(_LINE)
        painter.drawLine(rect.left(), top + BAND, rect.right(), top + BAND)
        if logical == last:
            painter.drawLine(rect.right(), top, rect.right(), top + BAND)
        painter.restore()
        return top + BAND


def _bold(font: QFont) -> QFont:
    made = QFont(font)
    made.setWeight(QFont.Weight.DemiBold)
    return made


def _small(font: QFont) -> QFont:
    made = QFont(font)
    made.setPixelSize(12)
    made.setBold(False)
    return made
