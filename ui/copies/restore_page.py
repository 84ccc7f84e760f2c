"""Bringing a copy back: choose it, see what it holds beside what is here, then switch; nothing is deleted.

The same page serves the office at work and the first start of another PC.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLineEdit, QWidget

from exports.copy_file import SUFFIX
from forms.problems import Problem
from office.bringing_back import Compared, Restored, look, restore
from office.clock import Clock
from office.copies import KeptCopy, all_copies, copies_folder, copies_in, copies_on_sticks
from office.desk import Desk
from office.messages import sentence
from office.packs import Shelf
from office.recovery_code import unit_beside
from ui.ask import Ask
from ui.background import Runner
from ui.copies.words import ALWAYS, copy_row, facts_heads, facts_rows
from ui.widgets import Card, Notice, Page, ReadTable, button, label
from ui.words import tr


class RestorePage(Page):
    """What a person does who wants the data of a copy back."""

    left = Signal()
    made = Signal()  # the data are there

    def __init__(
        self,
        ask: Ask,
        runner: Runner,
        home: Path,
        shelf: Shelf,
        clock: Clock,
        language: str,
        desk: Desk | None = None,
        release: Callable[[], object] = lambda: None,
    ) -> None:
        """`desk`: the office that is open now; `release` closes it before its data are replaced."""
        super().__init__(tr("Copies", "Bring our data back from a copy"))
        self._ask = ask
        self._runner = runner
        self._home = home
        self._shelf = shelf
        self._clock = clock
        self._language = language
        self._desk = desk
        self._release = release
        self._copies: tuple[KeptCopy, ...] = ()
        self._busy = False
        self.path: Path | None = None
        self.notice = Notice()
        self.body.addWidget(self._choose_card())
        self.body.addWidget(self.notice)
        self.body.addWidget(self._compare_card())
        self.back = button(tr("Copies", "Close"))
        self.back.clicked.connect(self._leave)
        self.go = button(tr("Copies", "Bring this copy back"), kind="main")
        self.go.clicked.connect(self.bring)
        self.open = button(tr("Copies", "Open the office"), kind="main")
        self.open.clicked.connect(self.made)
        row = QHBoxLayout()
        row.addWidget(self.back)
        row.addStretch(1)
        row.addWidget(self.go)
        row.addWidget(self.open)
        self.body.addLayout(row)
        self.body.addStretch(1)
        for part in (self.second, self.go, self.open):
            part.hide()
        self.refresh()

    def _choose_card(self) -> Card:
        card = self.first = Card(tr("Copies", "1. Choose the copy"))
        words = tr("Copies", "A file ending in {end}: on this PC, on a stick, on the disk of the old PC.")
        card.body.addWidget(label(words.format(end=SUFFIX), role="muted", wrap=True))
        heads = (
            tr("Copies", "Made"),
            tr("Copies", "Why"),
            tr("Copies", "Last edit"),
            tr("Copies", "Packages"),
            tr("Copies", "Where"),
        )
        self.table = ReadTable(heads, (140, 190, 140, 152), tr("Copies", "Copies found"))
        self.table.cellActivated.connect(lambda row, _: self._choose(row))
        self.table.cellClicked.connect(lambda row, _: self._choose(row))
        card.body.addWidget(self.table)
        self.file = button(tr("Copies", "Choose another file …"))
        self.file.clicked.connect(self._choose_file)
        row = QHBoxLayout()
        row.addWidget(self.file)
        row.addStretch(1)
        card.body.addLayout(row)
        return card

    def _compare_card(self) -> Card:
        card = self.second = Card(tr("Copies", "2. What it holds, beside what is here"))
        self.compared = ReadTable(
            ("", tr("Copies", "In the copy"), tr("Copies", "Here now")),
            (170, 330),
            tr("Copies", "The copy compared with what is here"),
        )
        card.body.addWidget(self.compared)
        self.code_words = label(
            tr("Copies", "This copy was made on another PC or with another key. Take the paper in the safe."),
            wrap=True,
        )
        self.code = QLineEdit()
        self.code.setAccessibleName(tr("Copies", "Recovery code"))
        self.code.setPlaceholderText("XXXXX-XXXXX-XXXXX-XXXXX-XXXXX-XXXXX")
        self.code.textChanged.connect(lambda _: self._wake())
        self.code.returnPressed.connect(self._press_go)
        self.code_line = QWidget()
        form = QFormLayout(self.code_line)
        form.setContentsMargins(0, 0, 0, 0)
        form.addRow(self.code_words)
        form.addRow(tr("Copies", "Recovery code"), self.code)
        card.body.addWidget(self.code_line)
        kept = tr("Copies", "What is here now is not deleted: it goes into the folder {folder}.")
        card.body.addWidget(label(kept.format(folder=str(self._home / "replaced")), role="small", wrap=True))
        return card

    def _leave(self) -> None:
        if not self._busy:
            self.left.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        (self.first_focus() or self.file).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):  # a line of text passes Enter on
            super().keyPressEvent(event)

    def _press_go(self) -> None:
        if self.go.isEnabled():
            self.go.click()

    def refresh(self) -> None:
        here = all_copies(self._desk) if self._desk else copies_in(copies_folder(self._home))
        self.show_copies((*copies_on_sticks(), *here))

    def show_copies(self, found: Sequence[KeptCopy]) -> None:
        """List copies to choose from."""
        self._copies = tuple(found)
        self.table.fill([copy_row(one) for one in self._copies])
        self.table.fit(1, 4)
        self.table.setVisible(bool(self._copies))

    def first_focus(self) -> QWidget | None:
        return self.table if self._copies else self.file

    def _choose(self, row: int) -> None:
        if 0 <= row < len(self._copies):
            self.look_at(self._copies[row].path)

    def _choose_file(self) -> None:
        kinds = f"{tr('Copies', 'Copies of data')} (*{SUFFIX})"
        files = self._ask.open_files(tr("Copies", "Choose a copy"), kinds)
        if files:
            self.look_at(files[0])

    def look_at(self, path: Path) -> None:
        """Show what a copy holds; every byte of it is read first."""
        if self._busy:
            return
        self.path = None
        self._wake()
        try:
            seen = look(path, self._desk, unit="" if self._desk else unit_beside(self._home))
        except Problem as problem:
            self.second.hide()
            self._tell(problem)
            return
        self.path = path
        self.notice.clear()
        self._show(seen)
        first = self.code if seen.needs_code else self.go
        first.setFocus()
        QTimer.singleShot(0, self, lambda: self.bring_into_view(self.go))  # once it has its place

    def _show(self, seen: Compared) -> None:
        rows = zip(facts_heads(), facts_rows(seen.copy), facts_rows(seen.here), strict=True)
        shown = [row for number, row in enumerate(rows) if number in ALWAYS or row[1] != row[2]]
        self.compared.fill(shown)
        self.compared.fit(len(shown), len(shown))
        self.code_line.setVisible(seen.needs_code)
        self.second.show()
        self._wake()
        self.bring_into_view(self.go)

    def _wake(self) -> None:
        self.go.setVisible(self.path is not None)
        self.go.setEnabled(self.code_line.isHidden() or bool(self.code.text().strip()))

    def bring(self) -> None:
        """Switch to the copy; the office is closed for it, and opened again when this page is left."""
        path = self.path
        if path is None or self._busy:
            return
        home, clock, shelf = self._home, self._clock, self._shelf
        code = "" if self.code_line.isHidden() else self.code.text()
        self._busy = True
        self.notice.tell("note", tr("Copies", "Checking the copy and putting it in place …"))
        self._release()
        self._desk = None
        self._runner.run(
            lambda _: restore(home, path, clock=clock, code=code, shelf=shelf),
            done=self._on_done,
            failed=self._on_failed,
        )

    def _on_failed(self, problem: Problem) -> None:
        self._busy = False
        self._tell(problem)
        (self.go if self.code_line.isHidden() else self.code).setFocus()

    def _on_done(self, done: Restored) -> None:
        self._busy = False
        for part in (self.first, self.second, self.go, self.back):
            part.hide()
        told: Sequence[str] = [tr("Copies", "The data of the copy are in place.")]
        if done.aside is not None:
            kept = tr("Copies", "What stood here before is kept in {folder}.")
            told = [*told, kept.format(folder=str(done.aside))]
        if done.before is not None:
            undo = tr("Copies", "To undo this, bring the copy “{file}” back.")
            told = [*told, undo.format(file=done.before.path.name)]
        self.notice.tell("good", " ".join(told))
        self.open.show()
        self.open.setFocus()

    def _tell(self, problem: Problem) -> None:
        self.notice.tell("error", f"{problem.code} · {sentence(problem, self._language)}")
        self.bring_into_view(self.notice)
