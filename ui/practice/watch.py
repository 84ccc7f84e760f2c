"""Sees what the learner's hands do in a window: which keys, which cells; it never stands in their way."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from forms.answers import Address
from office.lesson import ARROW, ENTER, F2, F4, F9, F12, MOUSE, PASTE, UNDO, Seen

_KEYS = {
    Qt.Key.Key_Return: ENTER,
    Qt.Key.Key_Enter: ENTER,
    Qt.Key.Key_Left: ARROW,
    Qt.Key.Key_Right: ARROW,
    Qt.Key.Key_Up: ARROW,
    Qt.Key.Key_Down: ARROW,
    Qt.Key.Key_F2: F2,
    Qt.Key.Key_F4: F4,
    Qt.Key.Key_F9: F9,
    Qt.Key.Key_F12: F12,
}
_WITH_CTRL = {Qt.Key.Key_V: PASTE, Qt.Key.Key_Z: UNDO}
_EVENTS = (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride, QEvent.Type.MouseButtonPress)
"""A key that is a shortcut of the page comes as an override only."""


class Watch(QObject):
    """What was seen since `forget`; `moved` comes after the window has answered to a key or a click."""

    moved = Signal()

    def __init__(self, window: QWidget, where: Callable[[], Address | None], inside: QWidget) -> None:
        """Watch `window`; `where` gives the cell the keyboard stands in; clicks count inside `inside`."""
        super().__init__(window)
        self._window = window
        self._where = where
        self._inside = inside
        self._hands: set[str] = set()
        self._visited: dict[Address, None] = {}
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._look)
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)

    @property
    def seen(self) -> Seen:
        """What was seen."""
        return Seen(frozenset(self._hands), tuple(self._visited))

    def forget(self) -> None:
        """Begin to watch anew: another step."""
        self._hands.clear()
        self._visited.clear()

    def stop(self) -> None:
        """Watch no longer."""
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        self._later.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _EVENTS and isinstance(watched, QWidget) and watched.window() is self._window:
            self._note(watched, event)
        return False

    def _note(self, widget: QWidget, event: QEvent) -> None:
        if isinstance(event, QKeyEvent):
            ctrl = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            hand = (_WITH_CTRL if ctrl else _KEYS).get(Qt.Key(event.key()))
            if hand is not None:
                self._hands.add(hand)
        elif self._inside.isAncestorOf(widget):
            self._hands.add(MOUSE)
        self._visit()  # where the key was pressed; where it led to is seen later
        self._later.start()

    def _look(self) -> None:
        self._visit()
        self.moved.emit()

    def _visit(self) -> None:
        address = self._where()
        if address is not None:
            self._visited[address] = None
