"""What stands over a form for a while: a preview, a review. Esc closes it; the form below hears no key."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

_LEFT_ALONE = tuple(QKeySequence(keys) for keys in ("F1", "Ctrl+F1", "Ctrl+P", "Ctrl+PgUp", "Ctrl+PgDown"))


class Cover(QWidget):
    """A page over a form."""

    closed = Signal()

    def start(self) -> None:
        """Give it the keyboard."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def event(self, event: QEvent) -> bool:
        """Keep the keys of the form below from being pressed unseen."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            pressed = QKeySequence(event.keyCombination())
            if pressed not in _LEFT_ALONE:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)
