"""Writing a signed file that is carried down or up: which key signs, and where to."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from forms.problems import Problem
from office.desk import Desk
from office.signing_keys import Unlock
from ui.background import at_own_desk
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


class Writes(Protocol):
    """A use case that signs a file and writes it into a folder; gives the file's path."""

    def __call__(self, desk: Desk, /, *, unlock: Unlock, folder: Path) -> Path: ...


class WritePanel(Panel):
    """Asks for a key and a place; `agreed` when both are there."""

    agreed = Signal()

    def __init__(self, place: Workplace, words: WriteWords) -> None:
        super().__init__(scroll=False)
        self._place = place
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

    def write(self, write: Writes, done: Callable[[Path], object]) -> None:
        """Write with the key and into the folder that were chosen; what stops it is told here."""
        unlock, folder = self.keys.unlock, self.where.folder
        if unlock is None or folder is None:
            return
        self.yes.setEnabled(False)
        self._place.runner.run(
            at_own_desk(self._place.desk, lambda desk, _: write(desk, unlock=unlock, folder=folder)),
            done=done,
            failed=self._on_failed,
        )

    def _on_failed(self, problem: Problem) -> None:
        self.yes.setEnabled(True)
        self.keys.refused()
        self.notice.tell("error", self._place.sentence(problem))

    def first_focus(self) -> QWidget | None:
        return self.where.first_focus()
