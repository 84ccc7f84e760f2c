"""Choices that are all in sight: one of few, several, or several in an order of preference.

Up and Down move, Space chooses or takes away, the digits 1 to 9 choose at once, Delete takes every choice
away; Tab and Enter leave. In an order of preference Alt+Up and Alt+Down move an item. Each choice is told at
once by `picked`: other questions may depend on it.
"""

from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from forms.letters import fold
from ui import theme

Index = QModelIndex | QPersistentModelIndex
Offered = Sequence[tuple[str, str]]
"""Code and words of each choice."""

ONE, MANY, RANKED = "one", "many", "ranked"
HIGHEST = 470  # pixels; a longer list scrolls
_CODE = Qt.ItemDataRole.UserRole
_CHOSEN = Qt.ItemDataRole.UserRole + 1
_LEFT, _ROOM = 36, 46


class OptionsEditor(QListWidget):
    """The choices of one question; `answer` is a code, or codes parted by spaces."""

    edited = Signal()
    left = Signal()
    picked = Signal()

    def __init__(self, way: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("options")
        self.way = way
        self.composing = False
        self._codes: tuple[str, ...] = ()
        self._offered: Offered = ()
        self._locked = False
        self.setItemDelegate(_Painter(self))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)

    # --- what an editor of a cell can do -----------------------------------------------------

    @property
    def answer(self) -> str:
        """The codes that are chosen."""
        return " ".join(self._codes)

    def load(self, text: str) -> None:
        """Show what is chosen."""
        self._codes = tuple(text.split()) if self.way != ONE else tuple(text for text in (text,) if text)
        if self.way == RANKED:
            self._fill()
        self._mark()

    def setReadOnly(self, locked: bool) -> None:
        """Let nothing be chosen."""
        self._locked = locked
        self.viewport().update()

    def isReadOnly(self) -> bool:
        """Whether nothing can be chosen."""
        return self._locked

    def setPlaceholderText(self, _: str) -> None:
        """Every choice is in sight: there is nothing to hint at."""

    # --- choices -----------------------------------------------------------------------------

    def offer(self, offered: Offered) -> None:
        """Offer these choices; what was chosen before stays chosen where it is still offered."""
        if tuple(offered) == self._offered:
            return
        self._offered = tuple(offered)
        self._fill()
        self._mark()

    @property
    def offered(self) -> tuple[str, ...]:
        """The codes that can be chosen, in the order shown."""
        return tuple(str(self.item(row).data(_CODE)) for row in range(self.count()))

    def _fill(self) -> None:
        row = self.currentRow()
        words = dict(self._offered)
        order = list(words)
        if self.way == RANKED and self._codes:
            ranked = [code for code in self._codes if code in words]
            order = [*ranked, *(code for code in order if code not in ranked)]
        self.clear()
        for code in order:
            item = QListWidgetItem(words[code])
            item.setData(_CODE, code)
            self.addItem(item)
        if self.count():
            self.setCurrentRow(min(max(row, 0), self.count() - 1))
        self._fit()

    def _mark(self) -> None:
        for row in range(self.count()):
            item = self.item(row)
            code = item.data(_CODE)
            place = self._codes.index(code) + 1 if code in self._codes else 0
            if item.data(_CHOSEN) != place:
                item.setData(_CHOSEN, place)
                state = "✓ " if place else ""
                number = f"{place}. " if place and self.way == RANKED else state
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{number}{item.text()}")
        if self.way == ONE and self._codes and not self.hasFocus():
            rows = [row for row in range(self.count()) if self.item(row).data(_CHOSEN)]
            self.setCurrentRow(rows[0] if rows else 0)
        self.viewport().update()

    def choose(self, row: int) -> None:
        """Choose an item, or take the choice away where it is chosen already."""
        if self._locked or not 0 <= row < self.count():
            return
        code = str(self.item(row).data(_CODE))
        self.setCurrentRow(row)
        if self.way == RANKED:
            self._codes = self.offered  # the order as it stands is the answer
        elif self.way == ONE:
            self._codes = () if self._codes == (code,) else (code,)
        else:
            chosen = {*self._codes} ^ {code}
            self._codes = tuple(one for one in self.offered if one in chosen)
        self._tell()

    def _move(self, step: int) -> None:
        row = self.currentRow()
        if self._locked or not 0 <= row + step < self.count():
            return
        order = list(self.offered)
        order[row], order[row + step] = order[row + step], order[row]
        self._codes = tuple(order)
        self._fill()
        self.setCurrentRow(row + step)
        self._tell()

    def _tell(self) -> None:
        self._mark()
        self.edited.emit()
        self.picked.emit()

    # --- keys and mouse ----------------------------------------------------------------------

    def takes(self, event: QKeyEvent) -> bool:
        """Use a key that moves or chooses; False for one that leaves."""
        key, row = event.key(), self.currentRow()
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if key in steps:
            step = steps[Qt.Key(key)]
            if alt and self.way == RANKED:
                self._move(step)
                return True
            if alt or not 0 <= row + step < self.count():
                return False
            self.setCurrentRow(row + step)
            return True
        if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            return False
        if key == Qt.Key.Key_Space:
            self.choose(row)
            return True
        if Qt.Key.Key_1 <= key <= Qt.Key.Key_9 and self.way != RANKED:
            self.choose(key - Qt.Key.Key_1)
            return True
        if key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            if self._codes and not self._locked:
                self._codes = ()
                self._tell()
            return True
        if event.text().isalpha():
            self._search(event.text())
            return True
        return False

    def _search(self, letter: str) -> None:
        """Go to the next choice that begins with a letter, whatever its marks."""
        for step in range(1, self.count() + 1):
            row = (self.currentRow() + step) % self.count()
            if fold(self.item(row).text()).startswith(fold(letter)):
                self.setCurrentRow(row)
                return

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            self.choose(index.row())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    # --- size --------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        """Be as high as the choices are, and scroll beyond that."""
        self.scheduleDelayedItemsLayout()
        height = sum(self.sizeHintForRow(row) for row in range(self.count())) + 6
        self.setFixedHeight(min(max(height, 36), HIGHEST))

    def row_height(self, text: str) -> int:
        """How high a choice is with its words broken into lines."""
        width = max(self.width() - _ROOM - 14, 120)
        flags = int(Qt.TextFlag.TextWordWrap)
        return max(30, self.fontMetrics().boundingRect(QRect(0, 0, width, 4000), flags, text).height() + 12)


class _Painter(QStyledItemDelegate):
    """A ring, a box or a number before the words of each choice."""

    def __init__(self, editor: OptionsEditor) -> None:
        super().__init__(editor)
        self._editor = editor

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, self._editor.row_height(str(index.data())))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        box: QRect = option.rect  # type: ignore[attr-defined]  # missing in PySide's stubs
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        editor, place = self._editor, int(index.data(_CHOSEN) or 0)
        here = editor.hasFocus() and index.row() == editor.currentRow()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if here:
            painter.fillRect(box, QColor(theme.ACCENT_TINT))
        elif state & QStyle.StateFlag.State_MouseOver and not editor.isReadOnly():
            painter.fillRect(box, QColor(theme.GROUND))
        ink = QColor(theme.MUTED if editor.isReadOnly() else theme.INK)
        accent = QColor(theme.MUTED if editor.isReadOnly() else theme.ACCENT)
        mark = QRectF(box.x() + 10, box.y() + 8, 15, 15)
        if editor.way == RANKED:
            painter.setPen(accent if place else QColor(theme.FAINT))
            painter.drawText(mark, int(Qt.AlignmentFlag.AlignCenter), str(place or "·"))
        else:
            self._draw(painter, mark, accent, chosen=bool(place))
        painter.setPen(ink)
        flags = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.drawText(box.adjusted(_LEFT, 3, -10, -3), flags, str(index.data()))
        painter.restore()

    def _draw(self, painter: QPainter, mark: QRectF, accent: QColor, *, chosen: bool) -> None:
        painter.setPen(QPen(accent if chosen else QColor(theme.FAINT), 1.5))
        painter.setBrush(QColor(theme.SURFACE))
        if self._editor.way == ONE:
            painter.drawEllipse(mark)
            if chosen:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(accent)
                painter.drawEllipse(mark.adjusted(4, 4, -4, -4))
            return
        if chosen:
            painter.setBrush(accent)
        painter.drawRoundedRect(mark, 2, 2)
        if chosen:
            painter.setPen(QPen(QColor(theme.ON_ACCENT), 2))
            x, y = mark.x(), mark.y()
            painter.drawPolyline([_at(x + 3.2, y + 7.8), _at(x + 6.4, y + 11), _at(x + 11.8, y + 4.6)])


def _at(x: float, y: float) -> QPointF:
    return QPointF(x, y)
