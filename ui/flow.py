"""A row that goes on in the next line where the window is narrow, as words do."""

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class Flow(QLayout):
    """Puts its items side by side and begins a new line where the next one has no room.

    An item wider than the whole line gets the line's width. The items of `spread` get the room that is left
    in their line; the lines' heights depend on the width (`heightForWidth`).
    """

    def __init__(self, gap: int = 6) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._spread: list[QWidget] = []
        self.setContentsMargins(QMargins())
        self.setSpacing(gap)

    def add_spread(self, widget: QWidget) -> None:
        """Add an item that takes the room left in its line."""
        self._spread.append(widget)
        self.addWidget(widget)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]  # as above
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._lay_out(QRect(0, 0, width, 0), place=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._lay_out(rect, place=True)

    def sizeHint(self) -> QSize:
        shown = self._shown()
        width = sum(item.sizeHint().width() for item in shown) + self.spacing() * max(len(shown) - 1, 0)
        return QSize(width, max((item.sizeHint().height() for item in shown), default=0))

    def minimumSize(self) -> QSize:
        least = QSize()
        for item in self._shown():
            least = least.expandedTo(item.minimumSize())
        return least

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        taken = 0
        for item in self._shown():
            wide = min(item.sizeHint().width(), width)
            if not lines or taken + self.spacing() + wide > width:
                lines.append([])
                taken = wide
            else:
                taken += self.spacing() + wide
            lines[-1].append(item)
        return lines

    def _lay_out(self, rect: QRect, *, place: bool) -> int:
        """Place the items in `rect`, or only work out how high they come."""
        top = rect.y()
        for number, line in enumerate(self._lines(rect.width())):
            top += self.spacing() if number else 0
            high = max(item.sizeHint().height() for item in line)
            if place:
                self._place(line, QRect(rect.x(), top, rect.width(), high))
            top += high
        return top - rect.y()

    def _place(self, line: list[QLayoutItem], room: QRect) -> None:
        widths = [min(item.sizeHint().width(), room.width()) for item in line]
        left = room.width() - sum(widths) - self.spacing() * (len(line) - 1)
        greedy = [n for n, item in enumerate(line) if item.widget() in self._spread]
        for n in greedy:
            widths[n] += left // len(greedy)
        x = room.x()
        for item, wide in zip(line, widths, strict=True):
            high = item.sizeHint().height()
            item.setGeometry(QRect(QPoint(x, room.y() + (room.height() - high) // 2), QSize(wide, high)))
            x += wide + self.spacing()
