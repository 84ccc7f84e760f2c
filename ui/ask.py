"""Every question to the person goes through this one seam, so that a test can answer it.

A page never opens a dialog by itself: it asks `Ask`. `WindowAsk` shows dialogs; tests prepare answers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ui.widgets import ReadTable, button, label
from ui.words import tr


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a small form: `name` is what the answer is filed under."""

    name: str
    label: str
    initial: str = ""
    required: bool = True
    secret: bool = False
    hint: str = ""


class Ask(Protocol):
    """What a page may ask the person."""

    def confirm(self, title: str, question: str, yes: str) -> bool:
        """Ask a question with the two answers `yes` and Cancel; Cancel is the one in focus."""
        ...

    def fill(self, title: str, explanation: str, lines: Sequence[Line], yes: str) -> dict[str, str] | None:
        """Let the person fill a few lines; None when they leave it."""
        ...

    def open_files(self, title: str, kinds: str) -> tuple[Path, ...]:
        """Let the person pick files; `kinds` is Qt's filter text."""
        ...

    def folder(self, title: str) -> Path | None:
        """Let the person pick a folder."""
        ...

    def save_file(self, title: str, name: str, kinds: str) -> Path | None:
        """Let the person name a file to write."""
        ...

    def show_table(self, title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Show a small table to read and close."""
        ...

    def show_file(self, path: Path) -> bool:
        """Show a file in the program this computer has for it; False when there is none."""
        ...


class WindowAsk:
    """Asks with dialogs above a window; files are looked for where the last ones were found."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._parent = parent
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        self._last = Path(documents) if Path(documents).is_dir() else Path.home()

    def stand_above(self, window: QWidget) -> None:
        """Name the window the dialogs belong to: it is built after the seam that it is handed."""
        self._parent = window

    def confirm(self, title: str, question: str, yes: str) -> bool:
        dialog = Sheet(self._parent, title, question, yes)
        dialog.cancel.setFocus()
        return dialog.exec() == QDialog.DialogCode.Accepted

    def fill(self, title: str, explanation: str, lines: Sequence[Line], yes: str) -> dict[str, str] | None:
        dialog = FillSheet(self._parent, title, explanation, lines, yes)
        return dialog.answers() if dialog.exec() == QDialog.DialogCode.Accepted else None

    def open_files(self, title: str, kinds: str) -> tuple[Path, ...]:
        names, _ = QFileDialog.getOpenFileNames(self._parent, title, str(self._last), kinds)
        if names:
            self._last = Path(names[0]).parent
        return tuple(Path(name) for name in names)

    def folder(self, title: str) -> Path | None:
        name = QFileDialog.getExistingDirectory(self._parent, title, str(self._last))
        if name:
            self._last = Path(name)
        return Path(name) if name else None

    def save_file(self, title: str, name: str, kinds: str) -> Path | None:
        chosen, _ = QFileDialog.getSaveFileName(self._parent, title, str(self._last / name), kinds)
        if chosen:
            self._last = Path(chosen).parent
        return Path(chosen) if chosen else None

    def show_table(self, title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        TableSheet(self._parent, title, heads, rows).exec()

    def show_file(self, path: Path) -> bool:
        return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


class Sheet(QDialog):
    """A question with its two buttons; what stands between them is added by its children."""

    def __init__(self, parent: QWidget | None, title: str, text: str, yes: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(440)
        self.body = QVBoxLayout()
        self.body.setSpacing(12)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 20, 24, 18)
        outer.setSpacing(16)
        outer.addWidget(label(title, role="heading"))
        if text:
            outer.addWidget(label(text, wrap=True))
        outer.addLayout(self.body)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        self.cancel = button(tr("Ask", "Cancel"))
        self.cancel.clicked.connect(self.reject)
        self.cancel.setAutoDefault(False)
        self.yes = button(yes, kind="main")
        self.yes.clicked.connect(self.accept)
        self.yes.setDefault(True)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.yes)
        outer.addLayout(buttons)


class FillSheet(Sheet):
    """A few lines to fill; the yes button wakes when the required ones are filled."""

    def __init__(
        self, parent: QWidget | None, title: str, text: str, lines: Sequence[Line], yes: str
    ) -> None:
        super().__init__(parent, title, text, yes)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.setVerticalSpacing(10)
        form.setHorizontalSpacing(14)
        self._editors: dict[str, QLineEdit] = {}
        self._lines = tuple(lines)
        for line in self._lines:
            editor = QLineEdit(line.initial)
            editor.setAccessibleName(line.label)
            if line.secret:
                editor.setEchoMode(QLineEdit.EchoMode.Password)
            editor.setPlaceholderText(line.hint)
            editor.textChanged.connect(self._wake)
            self._editors[line.name] = editor
            form.addRow(line.label, editor)
        self.body.addLayout(form)
        self._wake()
        if self._lines:
            self._editors[self._lines[0].name].setFocus()

    def answers(self) -> dict[str, str]:
        """What was filled in, trimmed (secrets as they are)."""
        return {
            line.name: text if line.secret else text.strip()
            for line in self._lines
            for text in [self._editors[line.name].text()]
        }

    def _wake(self) -> None:
        answers = self.answers()
        self.yes.setEnabled(all(answers[line.name] for line in self._lines if line.required))


class TableSheet(QDialog):
    """A table to read."""

    def __init__(
        self, parent: QWidget | None, title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.resize(760, 420)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, 18, 20, 16)
        outer.addWidget(label(title, role="heading"))
        self.table = ReadTable(heads, [150] * (len(heads) - 1), title)
        self.table.fill(rows)
        outer.addWidget(self.table)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.rejected.connect(self.reject)
        outer.addWidget(close)
