"""Long work on the live answers: done on another connection, while a small sheet keeps the keyboard.

The work gets an entry of its own, opened anew. Where it saves, what it leaves open takes the place of the
live answers when it has ended: the window neither reads them again nor waits.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QProgressBar, QVBoxLayout

from forms.answers import Address
from forms.findings import Finding
from forms.pack import Form, TableKind
from forms.problems import Problem
from office.desk import Desk
from office.entry import Entry
from office.progress import Progress
from ui.background import at_own_desk
from ui.entry.marks import Marks
from ui.widgets import button, label
from ui.words import tr
from ui.workplace import Workplace

Answer = TypeVar("Answer")

MANY_CELLS = 1_000
"""Pasted cells from which the work is done at length; fewer take some tens of milliseconds."""
LARGE_STEP = 50_000
"""Characters of a step of undo from which the same holds."""


@dataclass(frozen=True, slots=True)
class Renewed:
    """Answers opened elsewhere, with all that the window wants to know of them."""

    entry: Entry
    marks: Marks
    findings: tuple[Finding, ...]
    cells: frozenset[Address]
    tables: frozenset[str]


def renewed(entry: Entry) -> Renewed:
    """Gather what a repaint of everything needs; takes as long as there are answers."""
    marks = Marks(entry.findings())
    records, cells = everything(entry, entry.forms)
    return Renewed(entry, marks, marks.told(entry.findings()), cells, records)


def everything(entry: Entry, forms: Iterable[Form]) -> tuple[frozenset[str], frozenset[Address]]:
    """Name the tables whose rows come and go, and every cell of the others."""
    tables = [table for form in forms for table in form.tables]
    records = frozenset(table.id for table in tables if table.kind is TableKind.RECORDS)
    cells = frozenset(
        Address(table.id, key, field.id)
        for table in tables
        if table.id not in records
        for key in entry.rows(table.id)
        for field in table.fields
    )
    return records, cells


class LongSheet(QDialog):
    """Says what is under way and how far it is; Esc or the button stop it."""

    stopped = Signal()

    def __init__(self, title: str) -> None:
        super().__init__(QApplication.activeWindow())
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.setMinimumWidth(420)
        self.stopping = False
        self.bar = QProgressBar()
        self.bar.setAccessibleName(title)
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.stop = button(tr("Entry", "Stop (Esc)"))
        self.stop.clicked.connect(self.reject)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 20, 24, 18)
        rows.setSpacing(14)
        rows.addWidget(label(title, role="heading"))
        rows.addWidget(label(tr("Entry", "What is here stays as it is until this has ended."), wrap=True))
        rows.addWidget(self.bar)
        last = QHBoxLayout()
        last.addStretch(1)
        last.addWidget(self.stop)
        rows.addLayout(last)
        self.stop.setFocus()

    def tell(self, done: int, total: int, _what: str) -> None:
        """Show how far it is."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def reject(self) -> None:
        """Ask the work to stop; the sheet goes when it has."""
        self.stopping = True
        self.stop.setEnabled(False)
        self.stopped.emit()

    def end(self) -> None:
        """Go, whatever came of it."""
        self.hide()
        self.deleteLater()


def at_length(
    place: Workplace,
    title: str,
    work: Callable[[Entry, Progress], Answer],
    done: Callable[[Answer], object],
    refused: Callable[[Problem], object],
    *,
    saves: bool = False,
) -> None:
    """Do long work on an entry of its own; nobody can type meanwhile. Stopped, it has done nothing.

    `saves`: its answer counts also where the wish to stop came too late.
    """
    sheet = LongSheet(title)

    def whole(desk: Desk, progress: Progress) -> Answer:
        return work(Entry(desk), progress)

    def came(answer: Answer) -> None:
        sheet.hide()
        if saves or not sheet.stopping:
            done(answer)

    task = place.runner.run(
        at_own_desk(place.desk, whole), done=came, failed=refused, progress=sheet.tell, ended=sheet.end
    )
    sheet.stopped.connect(task.stop)
    sheet.open()
