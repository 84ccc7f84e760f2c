"""The report of a fault: shown word for word before it is written; nothing is sent by the program itself."""

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from forms.problems import Problem
from office.fault_report import LONGEST_NOTE, write_report
from office.messages import sentence
from ui.ask import Ask
from ui.widgets import Notice, button, label
from ui.words import tr

FILE = "phieuxa-su-co.txt"


class FaultSheet(QDialog):
    """`make` gives the report for a note and whether the unit is named; `who`: whom to send it to."""

    def __init__(
        self, parent: QWidget | None, ask: Ask, make: Callable[[str, bool], str], who: str, language: str
    ) -> None:
        super().__init__(parent)
        self._ask = ask
        self._make = make
        self._language = language
        self.setWindowTitle(tr("Fault", "Report a fault"))
        self.resize(720, 560)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, 16, 20, 14)
        outer.setSpacing(8)
        outer.addWidget(label(tr("Fault", "Report a fault"), role="heading"))
        why = tr(
            "Fault",
            "Exactly what stands below goes into a small file: no names, figures, passphrases or keys.",
        )
        outer.addWidget(label(why, wrap=True))
        if who:
            told = tr("Fault", "Give the file to: {who}.").format(who=who)
            outer.addWidget(label(told, wrap=True, role="heading"))
        words = tr("Fault", "What were you doing? (no names)")
        outer.addWidget(label(words))
        self.note = QLineEdit()
        self.note.setAccessibleName(words)
        self.note.setMaxLength(LONGEST_NOTE)
        self.note.textChanged.connect(self._fill)
        outer.addWidget(self.note)
        self.unit = QCheckBox(tr("Fault", "Name the code of my unit"))
        self.unit.toggled.connect(self._fill)
        outer.addWidget(self.unit)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(tr("Fault", "What goes into the file"))
        outer.addWidget(self.text, 1)
        self.notice = Notice()
        outer.addWidget(self.notice)
        outer.addLayout(self._below())
        self._fill()
        self.note.setFocus()

    def _below(self) -> QHBoxLayout:
        below = QHBoxLayout()
        below.addStretch(1)
        self.close_button = button(tr("Fault", "Close"))
        self.close_button.clicked.connect(self.reject)
        below.addWidget(self.close_button)
        self.write = button(tr("Fault", "Write the file…"), kind="main")
        self.write.clicked.connect(self.save)
        below.addWidget(self.write)
        return below

    def _fill(self) -> None:
        self.text.setPlainText(self._make(self.note.text(), self.unit.isChecked()))

    def save(self) -> None:
        """Write what is shown into a file of the person's choice."""
        path = self._ask.save_file(tr("Fault", "Write the fault report"), FILE, tr("Fault", "Text (*.txt)"))
        if path is None:
            return
        try:
            written = write_report(self.text.toPlainText(), path)
        except Problem as problem:
            self.notice.tell("error", f"{problem.code} · {sentence(problem, self._language)}")
            return
        self.notice.tell("good", tr("Fault", "Written: {file}").format(file=written))
