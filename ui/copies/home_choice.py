"""At the first start: where the data will lie, changed with one button; data already there are told."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from forms.problems import Problem
from office.desk import is_started
from office.home_place import NAME, Proposal
from office.messages import sentence
from ui.ask import Ask
from ui.widgets import Elided, Notice, button, clear, label
from ui.words import tr


@dataclass(frozen=True)
class Homes:
    """Folders that may hold the data, the best first; `demand` raises a Problem for one that may not."""

    proposals: tuple[Proposal, ...]
    demand: Callable[[Path], None]


class HomeChoice(QWidget):
    """The folder and a button to change it; `found` where an office's data are there already."""

    found = Signal(object)  # Path

    def __init__(self, homes: Homes, language: str, ask: Ask) -> None:
        super().__init__()
        self._homes = homes
        self._language = language
        self._ask = ask
        first = homes.proposals[0]
        fresh = next((one for one in homes.proposals if not one.begun), first)
        self.folder = fresh.folder
        self.notice = Notice()
        self.shown = Elided()
        self.change = button(tr("Copies", "Change …"), kind="quiet")
        self.change.clicked.connect(self.choose)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(label(tr("Copies", "The data are kept in"), role="muted"))
        row.addWidget(self.shown, 1)
        row.addWidget(self.change)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.notice)
        column.addLayout(row)
        self._show()
        if first.begun:
            self._tell_found(first.folder)

    def choose(self) -> None:
        """Ask for another folder; one that is no place for data is refused with the reason."""
        folder = self._ask.folder(tr("Copies", "Choose the folder for the data"))
        if folder is None:
            return
        begun = is_started(folder)
        home = folder if begun or folder.name == NAME else folder / NAME
        try:
            self._homes.demand(home)
        except Problem as problem:
            self.notice.tell("error", sentence(problem, self._language))
            return
        self.notice.clear()
        if is_started(home):
            self._tell_found(home)
            return
        self.folder = home
        self._show()

    def _show(self) -> None:
        self.shown.setText(str(self.folder))
        self.shown.setAccessibleName(tr("Copies", "Data folder: {folder}").format(folder=str(self.folder)))

    def _tell_found(self, folder: Path) -> None:
        words = tr("Copies", "Data of an office lie in {folder} already.")
        self.notice.tell("note", words.format(folder=str(folder)))
        clear(self.notice.buttons)
        opens = button(tr("Copies", "Open the data found there"))
        opens.clicked.connect(lambda: self.found.emit(folder))
        self.notice.buttons.addWidget(opens)
