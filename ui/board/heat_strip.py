"""The heat strip: one small cell a unit, in the official order, read with the pointer or the arrows."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QFocusEvent,
    QFont,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from office.board import BoardRow, State
from ui import theme
from ui.board.states import MARKS, TONES, word
from ui.words import tr

_CELL: Final = QSize(20, 20)
_GAP: Final = 2


def _ground(state: State) -> tuple[str, str]:
    """Give ground and ink; both meet the contrast of the theme."""
    return {
        State.WAITING: (theme.NOTE, theme.ON_ACCENT),
        State.RETURNED: (theme.WARNING, theme.ON_ACCENT),
        State.LATE: (theme.ERROR, theme.ON_ACCENT),
        State.DUE: (theme.LOCKED, theme.MUTED),
        State.UNFINISHED: (theme.WARNING_TINT, theme.WARNING),
        State.IN_PLACE: (theme.NOTE_TINT, theme.NOTE),
        State.NIL: (theme.GOOD_TINT, theme.GOOD),
        State.DONE: (theme.GOOD, theme.ON_ACCENT),
    }[state]


def told(row: BoardRow) -> str:
    """Say a unit and its state, as the strip and a screen reader do."""
    days = tr("Board", "{n} days late").format(n=row.days_late) if row.days_late else ""
    return " · ".join(part for part in (row.unit.name, word(row.state), days) if part)


class HeatStrip(QWidget):
    """Paints the units; `moved` tells over which one the keyboard stands, `opened` which one is wanted."""

    moved = Signal(str)  # unit
    opened = Signal(str)  # unit

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[BoardRow, ...] = ()
        self._at = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._name()

    def show_rows(self, rows: Sequence[BoardRow]) -> None:
        """Show these units in the order of their codes."""
        self._rows = tuple(sorted(rows, key=lambda row: row.unit.code))
        self._at = min(self._at, max(len(self._rows) - 1, 0))
        self._name()
        self.updateGeometry()
        self.update()

    @property
    def at(self) -> BoardRow | None:
        """The unit over which the keyboard stands."""
        return self._rows[self._at] if self._rows else None

    def _name(self) -> None:
        here = told(self.at) if self.at else ""
        self.setAccessibleName(
            " – ".join(part for part in (tr("Board", "All units at a glance"), here) if part)
        )

    # --- size --------------------------------------------------------------------------------

    def _in_a_line(self, width: int) -> int:
        return max(1, (width + _GAP) // (_CELL.width() + _GAP))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        lines = -(-max(len(self._rows), 1) // self._in_a_line(width))
        return lines * (_CELL.height() + _GAP) + _GAP

    def sizeHint(self) -> QSize:
        return QSize(400, self.heightForWidth(max(self.width(), 400)))

    def minimumSizeHint(self) -> QSize:
        return QSize(100, self.heightForWidth(max(self.width(), 100)))

    def _box(self, number: int) -> QRect:
        line, place = divmod(number, self._in_a_line(self.width()))
        return QRect(
            place * (_CELL.width() + _GAP),
            line * (_CELL.height() + _GAP) + 1,
            _CELL.width(),
            _CELL.height(),
        )

    def _number_at(self, x: int, y: int) -> int | None:
        return next((n for n in range(len(self._rows)) if self._box(n).contains(x, y)), None)

    # --- painting and events -----------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        font = QFont(self.font())
        font.setPixelSize(13)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        for number, row in enumerate(self._rows):
            box = self._box(number)
            ground, ink = _ground(row.state)
            painter.fillRect(box, QColor(ground))
            painter.setPen(QColor(ink))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), MARKS[row.state])
            if self.hasFocus() and number == self._at:
                painter.setPen(QPen(QColor(theme.INK), 2))
                painter.drawRect(box.adjusted(1, 1, -1, -1))
        painter.end()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            number = self._number_at(event.pos().x(), event.pos().y())
            QToolTip.showText(event.globalPos(), told(self._rows[number]) if number is not None else "", self)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = self._number_at(int(event.position().x()), int(event.position().y()))
        if number is not None:
            self._go(number)
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        number = self._number_at(int(event.position().x()), int(event.position().y()))
        if number is not None:
            self.opened.emit(self._rows[number].unit.code)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, wide = Qt.Key(event.key()), self._in_a_line(self.width())
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -wide, Qt.Key.Key_Down: wide}
        if key in steps:
            self._go(max(0, min(self._at + steps[key], len(self._rows) - 1)))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.at:
            self.opened.emit(self.at.unit.code)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.at:
            self.moved.emit(self.at.unit.code)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def _go(self, number: int) -> None:
        self._at = number
        self._name()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))
        self.update()
        if self.at:
            self.moved.emit(self.at.unit.code)


def tone_of(row: BoardRow) -> str:
    """The tone of a unit's word."""
    return TONES[row.state]
