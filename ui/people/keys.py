"""Who signs for this office: its keys, and the guided ways for the days when something changes."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from forms.problems import Problem
from office.people import Changed, OwnSigner, Wanted, Way, change, own_signers
from ui.background import at_own_desk
from ui.one_at_a_time import OneAtATime
from ui.people.way_done import DonePanel
from ui.people.way_panel import WayPanel
from ui.people.words import capacity_word, span, way_hint, way_word
from ui.widgets import Button, Card, Notice, ReadTable, button, column_in, label
from ui.words import tr
from ui.workplace import Workplace


class KeysSection(QWidget):
    """Who signs here; a way covers the list while it is gone."""

    cover_moved = Signal()  # another person is named on the cover of the next package

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        self._own: tuple[OwnSigner, ...] = ()
        self._list = QWidget()
        column = column_in(self._list)
        self.notice = Notice()
        column.addWidget(self.notice)
        column.addWidget(self._signers())
        column.addWidget(self._changes())
        column.addStretch(1)
        self.way = WayPanel(place)
        self.way.left.connect(self.go_back)
        self.way.agreed.connect(self._go)
        self.done = DonePanel(place)
        self.done.left.connect(self.go_back)
        self._all = OneAtATime()
        for part in (self._list, self.way, self.done):
            self._all.addWidget(part)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._all)

    def _signers(self) -> Card:
        card = Card(tr("People", "Who signs for this office"))
        self._none = label(
            tr("People", "Nobody yet: the first key is made when the first package is sent."),
            role="muted",
            wrap=True,
        )
        card.body.addWidget(self._none)
        heads = (
            tr("People", "Signer"),
            tr("People", "Signs as"),
            tr("People", "When"),
            tr("People", "Key"),
        )
        self.list = ReadTable(heads, (230, 190, 200), tr("People", "Who signs for this office"))
        self.list.currentCellChanged.connect(self._on_current)
        card.body.addWidget(self.list)
        self.words = label(role="muted", wrap=True)
        card.body.addWidget(self.words)
        return card

    def _changes(self) -> Card:
        card = Card(tr("People", "Has something changed? Choose what happened"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        self.ways: dict[Way, Button] = {}
        for row, way in enumerate(Way):
            made = button(way_word(way))
            made.clicked.connect(lambda _=False, chosen=way: self.begin(chosen))
            self.ways[way] = made
            grid.addWidget(made, row, 0)
            grid.addWidget(label(way_hint(way), role="muted", wrap=True), row, 1)
        card.body.addLayout(grid)
        return card

    # --- showing -----------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read who signs anew."""
        found = self._own = own_signers(self._place.desk)
        self.list.fill([self._told(one) for one in found])
        self.list.fit(1, 6)
        self.list.setVisible(bool(found))
        self._none.setVisible(not found)
        if found:
            self.list.selectRow(0)
        self._on_current()

    def _on_current(self, *_: int) -> None:
        """Show the words of the key under the cursor: the office above may call at any time."""
        row = self.list.currentRow()
        one = self._own[row] if 0 <= row < len(self._own) else None
        read = tr("People", "Words to read aloud when the office above calls: {words}")
        self.words.setText(read.format(words=" · ".join(one.words)) if one is not None and one.open else "")

    def _told(self, one: OwnSigner) -> tuple[str, str, str, str]:
        where = tr("Token", "USB token") if one.token else one.file or tr("People", "on another PC")
        return (
            ", ".join(part for part in (one.person, one.position) if part),
            capacity_word(one.capacity),
            span(one.since, one.until, one.end_kind, over=not one.open),
            where,
        )

    def begin(self, way: Way) -> None:
        """Show a way from its first line."""
        self.way.show_way(way)
        self._all.setCurrentWidget(self.way)
        target = self.way.first_focus()
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_back(self) -> None:
        """Show the list again, with the keyboard on the way that was chosen."""
        self.way.forget()
        self.refresh()
        self._all.setCurrentWidget(self._list)
        self.ways[self.way.way].setFocus(Qt.FocusReason.OtherFocusReason)

    # --- doing -------------------------------------------------------------------------------

    def _go(self, wanted: Wanted) -> None:
        self.way.yes.setEnabled(False)
        self.way.notice.tell("note", tr("Send", "Making the key …"))
        self._place.runner.run(
            at_own_desk(self._place.desk, lambda desk, _: change(desk, wanted)),
            done=self._on_changed,
            failed=self._on_failed,
        )

    def _on_failed(self, problem: Problem) -> None:
        self.way.yes.setEnabled(True)
        self.way.passphrase.clear()  # it may be a token's PIN, which is given once
        self.way.notice.tell("error", self._place.sentence(problem))

    def _on_changed(self, done: Changed) -> None:
        self.way.forget()
        self.done.show_change(done)
        self._all.setCurrentWidget(self.done)
        self.done.finish.setFocus(Qt.FocusReason.OtherFocusReason)
        if done.on_cover:
            self.cover_moved.emit()
