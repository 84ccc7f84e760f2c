"""Writing the empty Excel form: what it is for, where to, and what it holds."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from exports.excel_form import Told
from forms.problems import Problem
from office.excel_forms import write_form
from office.messages import sentence
from ui.background import Work, at_own_desk
from ui.widgets import Notice, button, label
from ui.words import tr
from ui.workplace import Workplace


class FormSheet(QDialog):
    """The dialog; it stays open after writing, to say what is in the file."""

    def __init__(self, place: Workplace, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.place = place
        self._work: Work | None = None
        self.setWindowTitle(tr("Importing", "Empty Excel form"))
        self.setMinimumSize(660, 330)
        self.notice = Notice()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        self.bar.hide()
        self.close_button = button(tr("Importing", "Close"))
        self.close_button.clicked.connect(self.reject)
        self.write_button = button(tr("Importing", "Choose a place and write… (Ctrl+Enter)"), kind="main")
        self.write_button.clicked.connect(self.choose)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.choose)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 20, 24, 18)
        outer.setSpacing(12)
        outer.addWidget(label(tr("Importing", "Empty Excel form"), role="heading"))
        for words in (
            tr(
                "Importing",
                "All forms of this unit as one workbook, for a computer without the program: open cells, "
                "lists to choose from, totals and checks that work by themselves. Excel 2010 and "
                "LibreOffice.",
            ),
            tr("Importing", "When it comes back filled: “Import a list” (Ctrl+Shift+I) takes it in."),
        ):
            outer.addWidget(label(words, wrap=True))
        outer.addWidget(self.notice)
        outer.addWidget(self.bar)
        outer.addStretch(1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        buttons.addWidget(self.write_button)
        outer.addLayout(buttons)
        self.write_button.setFocus()

    def choose(self) -> None:
        """Ask where to, then write in the background."""
        if self._work is not None:
            return
        desk = self.place.desk
        name = f"{desk.pack.id}_{desk.unit.code}.xlsx"
        kinds = tr("Importing", "Excel workbooks (*.xlsx)")
        path = self.place.ask.save_file(tr("Importing", "Empty Excel form"), name, kinds)
        if path is None:
            return
        wanted = path if path.suffix.lower() == ".xlsx" else path.with_name(f"{path.name}.xlsx")
        self.notice.clear()
        self.bar.show()
        self.write_button.setEnabled(False)
        self._work = self.place.runner.run(
            at_own_desk(desk, lambda own, _: write_form(own, wanted)),
            done=lambda told: self._wrote(told, str(wanted)),
            failed=self._failed,
            ended=self._ended,
        )

    def _wrote(self, told: Told, path: str) -> None:
        words = sentence(
            "SAY_FORM_WRITTEN",
            self.place.desk.language,
            path=path,
            open=told.open_cells,
            lists=told.drop_downs,
            formulas=told.formulas,
            checks=told.checks,
        )
        self.notice.tell("good", words)

    def _failed(self, problem: Problem) -> None:
        self.notice.tell("error", self.place.sentence(problem))

    def _ended(self) -> None:
        self._work = None
        self.bar.hide()
        self.write_button.setEnabled(True)
        self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def reject(self) -> None:
        """Close; work under way ends unheard."""
        if self._work is not None:
            self._work.stop()
            self._work.given_up = True
        super().reject()
