"""Writing a signed file that is carried down or up: which key signs, and where to."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.register.panel import Panel
from ui.sending.place_step import PlaceStep
from ui.sending.sign_step import SignStep
from ui.widgets import button
from ui.workplace import Workplace


@dataclass(frozen=True, slots=True)
class WriteWords:
    """What is written, what it is for, and the words of the button."""

    title: str
    told: str
    yes: str


class WritePanel(Panel):
    """Asks for a key and a place; `agreed` when both are there."""

    agreed = Signal()

    def __init__(self, place: Workplace, words: WriteWords) -> None:
        super().__init__(scroll=False)
        self._words = words
        self.keys = SignStep(place)
        self.where = PlaceStep(place)
        self.body.addWidget(self.where)
        self.body.addWidget(self.keys)
        self.keys.changed.connect(self._wake)
        self.where.changed.connect(self._wake)
        self.where.chosen.connect(self._on_folder)
        self.keys.entered.connect(self._agree)
        self.yes = button(words.yes, kind="main")
        self.yes.clicked.connect(self._agree)
        self.acts.addWidget(self.yes)

    def begin(self) -> None:
        """Read keys and drives anew."""
        self.tell(self._words.title, self._words.told)
        self.notice.clear()
        self.keys.refresh()
        self.where.refresh()
        self._wake()

    def _on_folder(self) -> None:
        self.keys.first_focus().setFocus()

    def _wake(self) -> None:
        self.yes.setEnabled(self.keys.ready and self.where.folder is not None)

    def _agree(self) -> None:
        if self.yes.isEnabled():
            self.agreed.emit()

    def first_focus(self) -> QWidget | None:
        return self.where.first_focus()
