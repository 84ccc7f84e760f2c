"""Every question to the person goes through this one seam, so that a test can answer it.

A page never opens a dialog by itself: it asks `Ask`. `WindowAsk` shows dialogs; tests prepare answers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from unicodedata import normalize

from PySide6.QtCore import QSignalBlocker, QStandardPaths, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QPageSize
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from forms.problems import Problem
from ui.widgets import ReadTable, button, key_hint, label
from ui.words import tr

_LEAST, _MOST, _WIDEST, _SPARE = 620, 960, 400, 14
"""Points: how wide a table to read stands, how wide a column of it, and what each has to spare."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a small form: `name` is what the answer is filed under."""

    name: str
    label: str
    initial: str = ""
    required: bool = True
    secret: bool = False
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """One line of a list to tick: its texts, what is told of it below, whether it may be and is ticked."""

    texts: tuple[str, ...]
    detail: str = ""
    ticked: bool = True
    open: bool = True


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

    def tick(
        self, title: str, text: str, heads: Sequence[str], lines: Sequence[Check], yes: str
    ) -> frozenset[int] | None:
        """Let the person choose lines; gives their numbers, None when they leave it."""
        ...

    def show_file(self, path: Path) -> bool:
        """Show a file in the program this computer has for it; False when there is none."""
        ...

    def printer(self, title: str, pages: int) -> QPrinter | None:
        """Let the person choose a printer and which of `pages` it prints; None when they leave it.

        Raises `Problem("NO_PRINTER")` where this computer has none.
        """
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

    def tick(
        self, title: str, text: str, heads: Sequence[str], lines: Sequence[Check], yes: str
    ) -> frozenset[int] | None:
        sheet = TickSheet(self._parent, title, text, heads, lines, yes)
        return sheet.chosen() if sheet.exec() == QDialog.DialogCode.Accepted else None

    def show_file(self, path: Path) -> bool:
        return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def printer(self, title: str, pages: int) -> QPrinter | None:
        if not QPrinterInfo.availablePrinterNames():
            raise Problem("NO_PRINTER")
        chosen = QPrinter(QPrinter.PrinterMode.HighResolution)
        chosen.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        chosen.setFullPage(True)
        dialog = QPrintDialog(chosen, self._parent)
        dialog.setWindowTitle(title)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        dialog.setMinMax(1, pages)
        return chosen if dialog.exec() == QDialog.DialogCode.Accepted else None


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
        """What was filled in, trimmed and in NFC (secrets as they are)."""
        return {
            line.name: text if line.secret else normalize("NFC", text.strip())
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
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, 18, 20, 16)
        outer.addWidget(label(title, role="heading"))
        self.table = ReadTable(heads, (), title)
        self.table.fill(rows)
        self.table.resizeColumnsToContents()
        wide = [min(_WIDEST, self.table.columnWidth(column) + _SPARE) for column in range(len(heads))]
        for column, width in enumerate(wide[:-1]):
            self.table.setColumnWidth(column, width)
        self.resize(min(_MOST, max(_LEAST, sum(wide) + 4 * _SPARE)), 420)
        outer.addWidget(self.table)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.rejected.connect(self.reject)
        outer.addWidget(close)


class TickSheet(Sheet):
    """A list of which lines are chosen with Space; what there is to say of one stands below the list."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        text: str,
        heads: Sequence[str],
        lines: Sequence[Check],
        yes: str,
    ) -> None:
        super().__init__(parent, title, text, yes)
        self.resize(860, 560)
        self._lines = tuple(lines)
        self.table = ReadTable(heads, [190, *([86] * (len(heads) - 2))], title)
        self.table.verticalHeader().setDefaultSectionSize(28)
        self.table.fill([line.texts for line in self._lines], right=range(1, len(heads) - 1))
        self._boxes = [QTableWidgetItem(line.texts[0]) for line in self._lines]
        for row, (line, item) in enumerate(zip(self._lines, self._boxes, strict=True)):
            flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
            item.setFlags(flags | Qt.ItemFlag.ItemIsUserCheckable if line.open else flags)
            item.setCheckState(Qt.CheckState.Checked if line.ticked else Qt.CheckState.Unchecked)
            self.table.setItem(row, 0, item)
        self.detail = label(wrap=True)
        self.detail.setMinimumHeight(84)
        self.detail.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.table.currentCellChanged.connect(lambda *_: self._show())
        self.table.itemChanged.connect(lambda _: self._wake())
        several = QHBoxLayout()
        self.all = button(tr("Ask", "Tick all that can be"), kind="quiet")
        self.all.clicked.connect(lambda: self._tick(ticked=True))
        self.none = button(tr("Ask", "Tick none"), kind="quiet")
        self.none.clicked.connect(lambda: self._tick(ticked=False))
        self._count = label(role="muted")
        several.addWidget(self.all)
        several.addWidget(self.none)
        several.addWidget(key_hint("Space"))
        several.addWidget(label(tr("Ask", "tick the line"), role="small"))
        several.addStretch(1)
        several.addWidget(self._count)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.detail)
        self.body.addLayout(several)
        self.cancel.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if self._lines:
            self.table.setCurrentCell(0, 0)
        self._wake()
        self.table.setFocus()

    def chosen(self) -> frozenset[int]:
        """The numbers of the ticked lines."""
        return frozenset(
            row
            for row, line in enumerate(self._lines)
            if line.open and self._boxes[row].checkState() == Qt.CheckState.Checked
        )

    def _tick(self, *, ticked: bool) -> None:
        state = Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        with QSignalBlocker(self.table):  # all are counted once, not with each of them
            for line, box in zip(self._lines, self._boxes, strict=True):
                if line.open:
                    box.setCheckState(state)
        self.table.viewport().update()
        self._wake()

    def _show(self) -> None:
        row = self.table.currentRow()
        self.detail.setText(self._lines[row].detail if 0 <= row < len(self._lines) else "")

    def _wake(self) -> None:
        chosen = len(self.chosen())
        self.yes.setEnabled(chosen > 0)
        self._count.setText(tr("Ask", "{n} of {all} ticked").format(n=chosen, all=len(self._lines)))
