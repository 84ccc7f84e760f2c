"""Merging a part that came back, or opening one to work on: what it brings, and what a person must decide."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from forms.merging import Side
from forms.problems import Problem
from office.entry import Entry
from office.older import left_line
from office.parts import scope_words
from office.parts_decided import lines
from office.parts_merging import Merged, Merging
from ui.parts.conflicts import ConflictList
from ui.widgets import Notice, button, label
from ui.words import tr
from ui.workplace import Workplace

_LEFT_SHOWN = 5


class MergeSheet(QDialog):
    """What a part holds, before it is taken in."""

    merged = Signal(object)  # Merged

    def __init__(self, place: Workplace, entry: Entry, merging: Merging, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._place = place
        self._entry = entry
        self.merging = merging
        head = merging.head
        opens = merging.opens
        title = tr("Parts", "Open a part to work on") if opens else tr("Parts", "Merge a part that came back")
        self.setWindowTitle(title)
        self.resize(860, 560 if merging.conflicts else 240)
        forms = tuple(form for form in place.desk.pack.forms if form.id in head.scope.forms)
        who = tr("Parts", "{forms} · from {person}").format(
            forms=scope_words(head.scope, forms), person=head.giver
        )
        self.conflicts = ConflictList()
        self.conflicts.decided.connect(self._decide)
        self.notice = Notice()
        self.cancel = button(tr("Parts", "Not now"))
        self.cancel.clicked.connect(self.reject)
        self.yes = button("", kind="main")
        self.yes.clicked.connect(self.finish)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.finish)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 20, 24, 18)
        outer.setSpacing(10)
        outer.addWidget(label(title, role="heading"))
        outer.addWidget(label(who, role="muted", wrap=True))
        outer.addWidget(label(self._summary(), wrap=True))
        outer.addWidget(self.conflicts, 1)
        outer.addWidget(self.notice)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.yes)
        outer.addLayout(buttons)
        self._tell_left()
        if merging.conflicts:
            self.conflicts.fill(lines(entry, merging.conflicts), merging.choices)
            self.conflicts.table.setFocus()
        else:
            self.conflicts.hide()
            self.yes.setFocus()
        self._wake()

    def _summary(self) -> str:
        """Say how much comes without a question, and what waits for one."""
        made = self.merging.merge
        if not self.merging.changes:
            if self.merging.opens:
                return tr("Parts", "The part is ready to be worked on.")
            return tr("Parts", "The part brings nothing new: it was merged already, or nothing was typed.")
        parts = []
        if made.taken:
            parts.append(tr("Parts", "{n} cells that only the colleague changed").format(n=len(made.taken)))
        if made.added:
            parts.append(tr("Parts", "{n} new records").format(n=len(made.added)))
        if made.removed:
            parts.append(tr("Parts", "{n} records taken out").format(n=len(made.removed)))
        brought = tr("Parts", "Taken in without a question: {what}.").format(what="; ".join(parts))
        told = [brought] if parts else []
        if self.merging.kept and not self.merging.opens:
            kept = tr("Parts", "{n} cells changed only here stay.").format(n=len(self.merging.kept))
            told.append(kept)
        if made.conflicts:
            asked = tr("Parts", "{n} places were changed on both sides: decide each with 1, 2 or 3.")
            told.append(asked.format(n=len(made.conflicts)))
        return " ".join(told)

    def _tell_left(self) -> None:
        left = self.merging.left
        if not left:
            return
        told = [tr("Parts", "{n} answers have no place in this version of the pack:").format(n=len(left))]
        told += [left_line(one, self._place.desk.language) for one in left[:_LEFT_SHOWN]]
        self.notice.tell("warning", "\n".join(told))

    def _decide(self, number: int, side: Side) -> None:
        self.merging.decide(number, side)
        self._wake()
        if not self.merging.undecided:
            self.yes.setFocus()

    def _wake(self) -> None:
        left = self.merging.undecided
        words = (
            tr("Parts", "Open it (Ctrl+Enter)") if self.merging.opens else tr("Parts", "Merge (Ctrl+Enter)")
        )
        if left:
            words = tr("Parts", "{n} still to decide").format(n=left)
        self.yes.setText(words)
        self.yes.setEnabled(not left)

    def finish(self) -> None:
        """Take the part in; a refusal is told here and changes nothing."""
        if self.merging.undecided:
            return
        try:
            done: Merged = self.merging.finish(self._entry)
        except Problem as problem:
            self.notice.tell("error", self._place.sentence(problem))
            return
        self.merged.emit(done)
        self.accept()
