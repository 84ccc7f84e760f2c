"""Beside a section of an office's own report: what the units wrote there, to read and to copy from."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from forms.answers import Address
from office.digest import Written, written_below
from ui.background import at_own_desk
from ui.entry.live import Live
from ui.widgets import button, label
from ui.words import tr

_HEIGHT = 220


class UnitsTexts(QWidget):
    """A button for the row of others, and the texts below it; Esc closes them."""

    closed = Signal()

    def __init__(self, live: Live, section: Address) -> None:
        super().__init__()
        self._live, self._section = live, section
        self.button = button(tr("Figures", "What the units wrote …"), kind="quiet")
        self.button.setCheckable(True)
        if not live.place.desk.has_below:
            self.button.hide()
        self.button.toggled.connect(self._toggle)
        self.told = label(role="small")
        self.texts = QPlainTextEdit()
        self.texts.setReadOnly(True)
        self.texts.setFixedHeight(_HEIGHT)
        self.texts.setAccessibleName(tr("Figures", "What the units wrote"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.told)
        outer.addWidget(self.texts)
        self.hide()

    def _toggle(self, on: bool) -> None:
        self.setVisible(on)
        if not on:
            self.closed.emit()
            return
        place, section = self._live.place, self._section
        place.runner.run(
            at_own_desk(place.desk, lambda desk, _: written_below(desk, section)),
            done=self.show_texts,
            failed=lambda problem: self.told.setText(place.sentence(problem)),
        )

    def show_texts(self, found: tuple[Written, ...]) -> None:
        """Show the texts, each below its unit's name."""
        self.told.setText(tr("Figures", "{n} units wrote in this section.").format(n=len(found)))
        self.texts.setPlainText("\n\n".join(f"{one.name.upper()}\n{one.text}" for one in found))
        self.texts.setVisible(bool(found))
        if found:
            self.texts.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.button.setChecked(False)
            return
        super().keyPressEvent(event)
