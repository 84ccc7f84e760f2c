"""Giving answers out: which form, in which format, with words or codes, with or without personal data."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QProgressBar,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from forms.problems import Problem
from office.giving_out import Exported, export_answers, suggested_name
from office.other_forms import forms
from ui.background import Work, at_own_desk
from ui.widgets import Notice, Picker, button, label
from ui.words import tr
from ui.workplace import Workplace


class ExportSheet(QDialog):
    """The dialog; it stays open after writing, so that the next format can follow."""

    def __init__(self, place: Workplace, parent: QWidget | None, form: str = "") -> None:
        super().__init__(parent)
        self.place = place
        self._work: Work | None = None
        self.setWindowTitle(tr("Exchange", "Give answers out"))
        self.setMinimumWidth(620)
        self._ids = [""]
        self.form = Picker(tr("Exchange", "Which answers"))
        self._offer_forms(form)
        self._group = QButtonGroup(self)
        self._kinds: dict[str, QRadioButton] = {}
        self.words = QCheckBox(tr("Exchange", "Words of questions and choices instead of codes"))
        self.words.setChecked(True)
        self.personal = QCheckBox(tr("Exchange", "With personal data (names, years of birth …)"))
        self._warning = label(
            tr(
                "Exchange",
                "The file will hold personal data: give it only to those whose business it is, and erase it "
                "after use.",
            ),
            tone="warning",
            wrap=True,
        )
        self._warning.hide()
        self.personal.toggled.connect(self._warning.setVisible)
        self.notice = Notice()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.hide()
        self.close_button = button(tr("Exchange", "Close"))
        self.close_button.clicked.connect(self.reject)
        self.write_button = button(tr("Exchange", "Choose a place and write… (Ctrl+Enter)"), kind="main")
        self.write_button.clicked.connect(self.choose)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.choose)
        self._lay_out()
        self.form.setFocus()

    def _offer_forms(self, chosen: str) -> None:
        desk = self.place.desk
        own = desk.pack.forms_for(desk.unit)
        self.form.addItem(tr("Exchange", "The whole report of this unit"))
        for form in own:
            self.form.addItem(f"{form.number} · {self.place.words(form.title)}")
            self._ids.append(form.id)
        for other in forms(desk):
            words = " ".join(self.place.words(other.title).split()) or other.id
            self.form.addItem(tr("Exchange", "Other form: {title}").format(title=words))
            self._ids.append(other.id)
        if chosen in self._ids:
            self.form.setCurrentIndex(self._ids.index(chosen))
        self.form.setMinimumContentsLength(48)

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 20, 24, 18)
        outer.setSpacing(10)
        outer.addWidget(label(tr("Exchange", "Give answers out"), role="heading"))
        outer.addWidget(self.form)
        for kind, title, told in (
            (
                "xlsx",
                tr("Exchange", "Excel workbook (.xlsx)"),
                tr("Exchange", "One sheet a table; codes keep their zeros. To read and to work on."),
            ),
            (
                "csv",
                tr("Exchange", "CSV files"),
                tr(
                    "Exchange", "One file a table, for statistics programs; a double click opens it in Excel."
                ),
            ),
            (
                "xml",
                tr("Exchange", "Filled forms (XML) with their pictures"),
                tr(
                    "Exchange",
                    "As ODK Collect keeps them: for ODK, Kobo or another office with this program.",
                ),
            ),
        ):
            made = QRadioButton(title)
            made.setAccessibleDescription(told)
            made.toggled.connect(self._wake)
            self._kinds[kind] = made
            self._group.addButton(made)
            outer.addWidget(made)
            row = QHBoxLayout()
            row.setContentsMargins(26, 0, 0, 4)
            row.addWidget(label(told, role="small", wrap=True))
            outer.addLayout(row)
        self._kinds["xlsx"].setChecked(True)
        outer.addWidget(self.words)
        outer.addWidget(self.personal)
        outer.addWidget(self._warning)
        outer.addWidget(self.notice)
        outer.addWidget(self.bar)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        buttons.addWidget(self.write_button)
        outer.addLayout(buttons)

    @property
    def kind(self) -> str:
        """The format that is chosen."""
        return next(kind for kind, one in self._kinds.items() if one.isChecked())

    @property
    def form_id(self) -> str:
        """The form that is chosen, "" for the whole report."""
        return self._ids[self.form.currentIndex()]

    def choose(self) -> None:
        """Ask where to, then write."""
        if self._work is not None:
            return
        name = suggested_name(self.place.desk, self.form_id)
        title = tr("Exchange", "Give answers out")
        if self.kind == "xlsx":
            kinds = tr("Exchange", "Excel workbooks (*.xlsx)")
            path = self.place.ask.save_file(title, f"{name}.xlsx", kinds)
            if path is not None and path.suffix.lower() != ".xlsx":
                path = path.with_name(f"{path.name}.xlsx")
        else:
            folder = self.place.ask.folder(title)
            path = folder / f"{name}_{self.kind}" if folder is not None else None
        if path is not None:
            self.write(path)

    def write(self, path: Path) -> None:
        """Write to `path` in the background."""
        form, kind = self.form_id, self.kind
        labels, personal = self.words.isChecked(), self.personal.isChecked()
        language = self.place.desk.language
        self.notice.clear()
        self.bar.setRange(0, 0)
        self.bar.show()
        self.write_button.setEnabled(False)
        self._work = self.place.runner.run(
            at_own_desk(
                self.place.desk,
                lambda desk, progress: export_answers(
                    desk, path, kind=kind, form=form, labels=labels, personal=personal,
                    language=language, progress=progress,
                ),
            ),
            done=lambda made: self._wrote(made, path),
            failed=self._failed,
            ended=self._ended,
        )  # fmt: skip

    def _wrote(self, made: Exported, path: Path) -> None:
        told = tr("Exchange", "Written and read back: {path} – {n} files, {rows} rows.").format(
            path=path, n=len(made.files), rows=made.rows
        )
        if made.left_out:
            told += " " + tr("Exchange", "{n} personal fields were left out.").format(n=made.left_out)
        self.notice.tell("good", told)

    def _failed(self, problem: Problem) -> None:
        self.notice.tell("error", self.place.sentence(problem))

    def _ended(self) -> None:
        self._work = None
        self.bar.hide()
        self.write_button.setEnabled(True)
        self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.adjustSize()

    def _wake(self) -> None:
        self.words.setEnabled(not self._kinds["xml"].isChecked())  # an instance holds codes

    def reject(self) -> None:
        """Close; work under way is stopped."""
        if self._work is not None:
            self._work.stop()
            self._work.given_up = True
        super().reject()
