"""Which numbered files of the units below came, what is odd among them, and forks laid side by side."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from exports.keys import fingerprint_words
from forms.problems import Problem
from office.adding_up import senders
from office.case_verdict import verdict_word
from office.courier import Carried, Finding, Trail, Trouble, courier, findings
from office.forks import Fork, fork
from ui.background import at_own_desk
from ui.courier.fork_view import ForkView
from ui.icons import sign
from ui.one_at_a_time import OneAtATime
from ui.receiving.words import verdict_text
from ui.widgets import Card, Notice, Picker, ReadTable, button, column_in, copyable, label
from ui.words import tr
from ui.workplace import Workplace, moment

_WORDS: Final = 4  # the column with the words of a file
_FEW: Final = 6  # lines of what is odd that are seen at once


class TrailSection(QWidget):
    """What is odd with any unit, and one unit's files by number."""

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        self._found: tuple[Finding, ...] = ()
        self._trail: Trail | None = None
        self._rows: list[tuple[int, Carried | None]] = []
        self._units: list[str] = []
        self._all = OneAtATime()
        self._list = self._lists()
        self._all.addWidget(self._list)
        self.fork = ForkView(place)
        self.fork.left.connect(self._leave_fork)
        self._all.addWidget(self.fork)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._all)

    def _lists(self) -> QWidget:
        page = QWidget()
        column = column_in(page)
        self.notice = Notice()
        column.addWidget(self.notice)
        odd = Card(tr("Courier", "What is odd"))
        words = tr(
            "Courier",
            "Every file of a unit has a number. For a gap, or two files of one number, call the unit.",
        )
        odd.body.addWidget(label(words, role="muted", wrap=True))
        heads = (tr("Courier", "Unit"), tr("Courier", "No."), tr("Courier", "What to do"))
        self.odd = ReadTable(heads, (200, 60), tr("Courier", "What is odd"))
        self.odd.cellActivated.connect(lambda *_: self._open_finding())
        self.odd.currentCellChanged.connect(lambda *_: self._wake())
        odd.body.addWidget(self.odd)
        self.said = label(wrap=True)
        odd.body.addWidget(self.said)
        self.see = button(tr("Courier", "Lay the two files side by side"))
        self.see.clicked.connect(self._open_fork)
        row = QHBoxLayout()
        row.addWidget(self.see)
        row.addStretch(1)
        odd.body.addLayout(row)
        column.addWidget(odd)
        column.addWidget(self._unit_card())
        column.addStretch(1)
        return page

    def _unit_card(self) -> Card:
        card = Card(tr("Courier", "Files of one unit by their numbers"))
        self.unit = Picker(tr("Courier", "Unit"))
        self.unit.setMinimumContentsLength(28)
        self.unit.currentIndexChanged.connect(lambda _: self._show_trail())
        row = QHBoxLayout()
        row.addWidget(self.unit)
        row.addStretch(1)
        card.body.addLayout(row)
        heads = (
            tr("Courier", "No."),
            tr("Courier", "What it is"),
            tr("Courier", "Received"),
            tr("Courier", "Verdict"),
            tr("Courier", "Words of the file"),
        )
        name = tr("Courier", "Files of one unit by their numbers")
        self.files = ReadTable(heads, (60, 220, 140, 150), name)
        self.files.currentCellChanged.connect(lambda *_: self._say_words())
        card.body.addWidget(self.files)
        self.words = copyable("", role="code")
        card.body.addWidget(self.words)
        return card

    # --- showing -----------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read anew what came."""
        desk = self._place.desk
        self._all.setCurrentWidget(self._list)
        self.notice.clear()
        self._found = findings(desk)
        units = desk.pack.units_by_code
        self.odd.fill(
            [(units[one.unit].name, str(one.number), one.sentence) for one in self._found], right=(1,)
        )
        for row, one in enumerate(self._found):
            item = self.odd.item(row, 0)
            if item is not None:
                item.setIcon(QIcon(sign(one.tone, 14)))
        self.odd.fit(1, _FEW)
        if self._found:
            self.odd.selectRow(0)
        else:
            self.notice.tell(
                "good", tr("Courier", "All numbers follow on each other; there is nothing to ask.")
            )
        chosen = self._units[self.unit.currentIndex()] if self._units else ""
        self._units = [unit.code for unit in senders(desk)]
        self.unit.blockSignals(True)
        self.unit.clear()
        for code in self._units:
            self.unit.addItem(units[code].name)
        self.unit.setCurrentIndex(self._units.index(chosen) if chosen in self._units else 0)
        self.unit.blockSignals(False)
        self._show_trail()
        self._wake()

    def show_unit(self, unit: str) -> None:
        """Show the files of a unit, and what is odd among them."""
        if unit in self._units:
            self.unit.setCurrentIndex(self._units.index(unit))
        row = next((row for row, one in enumerate(self._found) if one.unit == unit), None)
        if row is not None:
            self.odd.selectRow(row)

    def _show_trail(self) -> None:
        number = self.unit.currentIndex()
        if not 0 <= number < len(self._units):
            self.files.fill([])
            return
        self._trail = courier(self._place.desk, self._units[number])
        lines = [_line(step, one) for step, files in self._trail.steps for one in (files or (None,))]
        self.files.fill(lines, right=(0,))
        self.files.fit(2, 8)
        self._say_words()

    def _say_words(self) -> None:
        """Write out the words of the file under the cursor, to be read over the telephone."""
        item = self.files.item(self.files.currentRow(), _WORDS)
        words = item.text() if item is not None else ""
        self.words.setText(words)
        self.words.setVisible(bool(words))

    @property
    def now(self) -> Finding | None:
        """The finding under the cursor."""
        row = self.odd.currentRow()
        return self._found[row] if 0 <= row < len(self._found) else None

    def _wake(self) -> None:
        one = self.now
        self.said.setText(one.sentence if one else "")
        self.see.setVisible(one is not None and one.trouble is Trouble.FORKED)

    def _open_finding(self) -> None:
        one = self.now
        if one is None:
            return
        if one.trouble is Trouble.FORKED:
            self._open_fork()
            return
        self.show_unit(one.unit)
        self.files.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- forks -------------------------------------------------------------------------------

    def _open_fork(self) -> None:
        one = self.now
        if one is None or one.trouble is not Trouble.FORKED:
            return
        self._place.runner.run(
            at_own_desk(self._place.desk, lambda desk, _: fork(desk, one.digests)),
            done=self._show_fork,
            failed=self._on_failed,
        )

    def _show_fork(self, found: Fork) -> None:
        one = self.now
        self.fork.show_fork(found, one.unit_name if one else "")
        self._all.setCurrentWidget(self.fork)
        target = self.fork.first_focus()
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave_fork(self) -> None:
        self._all.setCurrentWidget(self._list)
        self.odd.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_failed(self, problem: Problem) -> None:
        self.notice.tell("error", self._place.sentence(problem))

    def first_focus(self) -> QWidget:
        """Where the keyboard goes when the section opens."""
        return self.odd if self._found else self.unit


def _line(number: int, one: Carried | None) -> tuple[str, ...]:
    if one is None:
        return (str(number), tr("Courier", "missing"), "", "", "")
    kept = one.kept
    words = " · ".join(fingerprint_words(kept.package.digest))
    return (str(number), one.what, moment(kept.received_at), verdict_text(verdict_word(kept.status)), words)
