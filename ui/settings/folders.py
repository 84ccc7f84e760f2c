"""The section "folders": where the office's data lie, and where packages are written without a stick."""

from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from forms.problems import Problem
from office.own_folders import choose_outgoing, chosen_outgoing, outgoing_folder
from ui.facts import facts
from ui.widgets import Card, Notice, button, clear, label
from ui.words import tr
from ui.workplace import Workplace


class FoldersSection(QWidget):
    """Folders of this office."""

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.notice = Notice()
        column.addWidget(self.notice)
        data = Card(tr("Settings", "Data folder"))
        explain = tr("Settings", "Everything of this office lies in its data folder, encrypted.")
        data.body.addWidget(label(explain, role="muted", wrap=True))
        data.body.addLayout(facts(((tr("Settings", "Data folder"), str(place.desk.home)),)))
        column.addWidget(data)
        column.addWidget(self._outgoing())
        column.addStretch(1)
        self.refresh()

    def _outgoing(self) -> Card:
        card = Card(tr("Settings", "Folder for packages"))
        words = tr(
            "Settings", "Packages can be written there without a stick; a stick stays the first choice."
        )
        card.body.addWidget(label(words, role="muted", wrap=True))
        self._shown = QVBoxLayout()
        card.body.addLayout(self._shown)
        self.choose_button = button(tr("Settings", "Choose a folder …"))
        self.choose_button.clicked.connect(self.choose)
        self.none_button = button(tr("Settings", "No folder"), kind="quiet")
        self.none_button.clicked.connect(lambda: self._keep(None))
        row = QHBoxLayout()
        row.addWidget(self.choose_button)
        row.addWidget(self.none_button)
        row.addStretch(1)
        card.body.addLayout(row)
        return card

    def refresh(self) -> None:
        """Show the folders as they are now."""
        desk = self._place.desk
        chosen, there = chosen_outgoing(desk), outgoing_folder(desk)
        said = chosen or tr("Settings", "none chosen")
        if chosen and there is None:
            said = tr("Settings", "not there now: {folder}").format(folder=chosen)
        clear(self._shown)
        self._shown.addLayout(facts(((tr("Settings", "Folder for packages"), said),)))
        self.none_button.setEnabled(bool(chosen))

    def choose(self) -> None:
        """Let the person pick the folder for packages."""
        folder = self._place.ask.folder(tr("Settings", "Choose a folder"))
        if folder is not None:
            self._keep(folder)

    def _keep(self, folder: Path | None) -> None:
        try:
            choose_outgoing(self._place.desk, folder)
        except Problem as problem:
            self.notice.tell("error", self._place.sentence(problem))
        else:
            self.notice.clear()
        self.refresh()
