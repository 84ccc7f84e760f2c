"""What is with colleagues, and what merging decided: called back, looked at again, decided anew."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from db.parts import PartState
from forms.merging import Side
from forms.problems import Problem
from office.entry import Entry
from office.parts import call_back, parts_out, scope_words
from office.parts_decided import DecidedMerge, lines, redecide
from office.parts_everywhere import all_merges
from ui.parts.conflicts import ConflictList
from ui.widgets import Notice, ReadTable, button, label
from ui.words import tr
from ui.workplace import Workplace, moment


class PartsOverview(QDialog):
    """Parts that were handed out and merges that were made; Enter opens what was decided."""

    changed = Signal()

    def __init__(self, place: Workplace, entry: Entry, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._place = place
        self._entry = entry
        self.decisions: DecisionsSheet | None = None
        title = tr("Parts", "Parts and decisions")
        self.setWindowTitle(title)
        self.resize(800, 520)
        heads = (tr("Parts", "Colleague"), tr("Parts", "What"), tr("Parts", "Since"), tr("Parts", "State"))
        self.out = ReadTable(heads, [170, 240, 150], tr("Parts", "Parts handed out"))
        self.out.itemSelectionChanged.connect(self._wake)
        self.back = button(tr("Parts", "Call it back"))
        self.back.clicked.connect(self.call_back)
        heads = (tr("Parts", "Merged"), tr("Parts", "From"), tr("Parts", "By"), tr("Parts", "Decisions"))
        self.made = ReadTable(heads, [150, 210, 180], tr("Parts", "Merges"))
        self.made.cellActivated.connect(lambda *_: self.open_decisions())
        self.made.itemSelectionChanged.connect(self._wake)
        self.look = button(tr("Parts", "Open the decisions"))
        self.look.clicked.connect(self.open_decisions)
        self.notice = Notice()
        close = button(tr("Parts", "Close"), kind="main")
        close.clicked.connect(self.reject)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 20, 24, 18)
        outer.setSpacing(8)
        outer.addWidget(label(title, role="heading"))
        outer.addWidget(label(tr("Parts", "Parts handed out"), role="muted"))
        outer.addWidget(self.out, 1)
        outer.addLayout(_row(self.back))
        outer.addWidget(label(tr("Parts", "Merges"), role="muted"))
        outer.addWidget(self.made, 1)
        outer.addLayout(_row(self.look))
        outer.addWidget(self.notice)
        last = QHBoxLayout()
        last.addStretch(1)
        last.addWidget(close)
        outer.addLayout(last)
        self.refresh()
        (self.out if self.out.rowCount() else self.made if self.made.rowCount() else close).setFocus()

    def refresh(self) -> None:
        """Read anew what is out and what was merged."""
        desk = self._place.desk
        self._parts = tuple(reversed(parts_out(desk, every=True)))
        self.out.fill(
            [
                (one.person, scope_words(one.scope, one.forms), moment(one.given), _state(one.state))
                for one in self._parts
            ]
        )
        self._merges = all_merges(desk)
        self.made.fill([self._line(one) for _, one in self._merges])
        for table in (self.out, self.made):
            if table.rowCount() and table.currentRow() < 0:
                table.setCurrentCell(0, 0)
        self._wake()

    def _line(self, merge: DecidedMerge) -> tuple[str, ...]:
        asked = sum(one.by_person for one in merge.decisions)
        said = tr("Parts", "{asked} by hand, {own} by itself").format(
            asked=asked, own=len(merge.decisions) - asked
        )
        if merge.undone:
            said = tr("Parts", "undone")
        return moment(merge.at), merge.person, merge.who, said

    def _wake(self) -> None:
        row = self.out.currentRow()
        self.back.setEnabled(0 <= row < len(self._parts) and self._parts[row].is_out)
        self.look.setEnabled(0 <= self.made.currentRow() < len(self._merges))

    def call_back(self) -> None:
        """Count the chosen part as here again."""
        row = self.out.currentRow()
        if not (0 <= row < len(self._parts) and self._parts[row].is_out):
            return
        part = self._parts[row]
        question = tr(
            "Parts",
            "{person} may go on typing; what comes back is merged all the same. Call the part back?",
        ).format(person=part.person)
        if self._place.ask.confirm(tr("Parts", "Call it back"), question, tr("Parts", "Call it back")):
            call_back(self._place.desk, part.id)
            self.refresh()
            self.changed.emit()

    def open_decisions(self) -> None:
        """Show what the chosen merge decided."""
        row = self.made.currentRow()
        if 0 <= row < len(self._merges):
            desk, merge = self._merges[row]
            entry = self._entry if desk is self._place.desk else Entry(desk)
            self.decisions = DecisionsSheet(self._place, entry, merge, self)
            self.decisions.changed.connect(self.changed)
            self.decisions.finished.connect(lambda _: self.refresh())
            self.decisions.open()


class DecisionsSheet(QDialog):
    """What a merge decided; another choice is written at once, as a step of undo of its own."""

    changed = Signal()

    def __init__(self, place: Workplace, entry: Entry, merge: DecidedMerge, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._place = place
        self._entry = entry
        self._merge = merge
        self.setWindowTitle(tr("Parts", "What was decided"))
        self.resize(860, 540)
        head = tr("Parts", "Part of {person}, merged {when} by {who}").format(
            person=merge.person, when=moment(merge.at), who=merge.who
        )
        told = tr("Parts", "1, 2 or 3 take another answer at once; Ctrl+Z on the entry page takes that back.")
        self.conflicts = ConflictList()
        self.conflicts.decided.connect(self._decide)
        self.notice = Notice()
        close = button(tr("Parts", "Close"), kind="main")
        close.clicked.connect(self.reject)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 20, 24, 18)
        outer.setSpacing(8)
        outer.addWidget(label(head, role="heading", wrap=True))
        outer.addWidget(label(told, role="muted", wrap=True))
        outer.addWidget(self.conflicts, 1)
        outer.addWidget(self.notice)
        last = QHBoxLayout()
        last.addStretch(1)
        last.addWidget(close)
        outer.addLayout(last)
        known = [one.conflict for one in merge.decisions]
        self.conflicts.fill(lines(entry, known), [one.side for one in merge.decisions])
        self.conflicts.table.setFocus()

    def _decide(self, number: int, side: Side) -> None:
        before = self._merge.decisions[number].side
        try:
            self._merge, _ = redecide(self._entry, self._merge, number, side)
        except Problem as problem:
            self.notice.tell("error", self._place.sentence(problem))
            self.conflicts.take_back(number, before)
            return
        self.notice.clear()
        self.changed.emit()


def _state(state: PartState) -> str:
    return {
        PartState.OUT: tr("Parts", "with the colleague"),
        PartState.BACK: tr("Parts", "back"),
        PartState.CALLED_BACK: tr("Parts", "called back"),
    }.get(state, "")


def _row(made: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addWidget(made)
    row.addStretch(1)
    return row
