"""The folder of a conference: what it holds, one button, and what was written."""

from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from forms.problems import Problem
from office.conference import CONTENTS, Conference, conference
from ui.background import at_own_desk
from ui.papers.tools import tools
from ui.widgets import Card, Notice, ReadTable, button, label
from ui.words import tr
from ui.workplace import Workplace


class ConferenceSection(QWidget):
    """One button, and the list of what lies in the folder."""

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        self._folder: Path | None = None
        self.notice = Notice()
        self.make = button(tr("Choosing", "Make the folder …"), kind="main")
        self.make.clicked.connect(self.ask_folder)
        self.open = button(tr("Choosing", "Open the folder"))
        self.open.clicked.connect(self._show_folder)
        self.open.setEnabled(False)
        words = tr(
            "Choosing",
            "The report, all tables, the charts, the chosen models and awards, slides to talk by, and the "
            "list of units for an online meeting, in one folder. Nobody is named who did not agree to it.",
        )
        card = Card(tr("Choosing", "Folder for the conference"))
        card.body.addWidget(label(words, role="muted", wrap=True))
        row = QHBoxLayout()
        row.addWidget(self.make)
        row.addWidget(self.open)
        row.addStretch(1)
        card.body.addLayout(row)
        heads = (tr("Choosing", "No."), tr("Choosing", "What was written"))
        self.files = ReadTable(heads, (56,), tr("Choosing", "What was written"))
        self.missing = label(role="muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.notice)
        column.addWidget(card)
        column.addWidget(self.files, 1)
        column.addWidget(self.missing)

    def ask_folder(self) -> None:
        """Ask where the folder shall stand, and write it."""
        folder = self._place.ask.folder(tr("Choosing", "Where shall the folder stand?"))
        if folder is None:
            return
        self.make.setEnabled(False)
        self.notice.tell("note", tr("Choosing", "The folder is being made: this takes about a minute."))
        self._place.runner.run(
            at_own_desk(self._place.desk, lambda desk, progress: conference(desk, folder, tools(), progress)),
            done=self._on_made,
            failed=self._on_failed,
        )

    def _on_made(self, made: Conference) -> None:
        self.make.setEnabled(True)
        self.open.setEnabled(True)
        self._folder = made.folder
        self.notice.tell("good", tr("Choosing", "Written: {folder}").format(folder=str(made.folder)))
        self.files.fill([(str(number), name) for number, name in enumerate(made.files, 1)], right=(0,))
        self.missing.setText("\n".join(made.missing))

    def _on_failed(self, problem: Problem) -> None:
        self.make.setEnabled(True)
        self.notice.tell("error", self._place.sentence(problem))

    def _show_folder(self) -> None:
        if self._folder is not None:
            self._place.ask.show_file(self._folder / f"{CONTENTS}.pdf")
