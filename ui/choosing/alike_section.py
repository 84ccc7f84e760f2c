"""Nominees that may be one person: why they look alike, and what this office says of each pair."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QLineEdit, QVBoxLayout, QWidget

from forms.problems import Problem
from office.awards import NOMINEE
from office.choices import Choosing, look
from office.desk import Desk
from office.duplicates import SAME, TWO, Pair, pairs, say
from ui.background import at_own_desk
from ui.choosing.allowed import let
from ui.widgets import Card, Notice, ReadTable, button, label
from ui.words import tr
from ui.workplace import Workplace, moment


class AlikeSection(QWidget):
    """The list of pairs, and what is said of the one that is picked."""

    changed = Signal()

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        self._seen: Choosing | None = None
        self.pairs: tuple[Pair, ...] = ()
        self.notice = Notice()
        heads = (
            tr("Choosing", "Points"),
            tr("Choosing", "One"),
            tr("Choosing", "The other"),
            tr("Choosing", "Why"),
            tr("Choosing", "Said"),
        )
        self.table = ReadTable(heads, (64, 210, 210, 230), tr("Choosing", "Looks alike"))
        for wide in (1, 2, 3):
            self.table.horizontalHeader().setSectionResizeMode(wide, QHeaderView.ResizeMode.Stretch)
        self.table.currentCellChanged.connect(lambda *_: self._show())
        self.both = label(wrap=True)
        self.reason: QLineEdit = QLineEdit()
        self.table.cellActivated.connect(lambda *_: self.reason.setFocus(Qt.FocusReason.OtherFocusReason))
        self.reason.setAccessibleName(tr("Choosing", "How this is known"))
        self.reason.setPlaceholderText(tr("Choosing", "such as: asked both communes by telephone"))
        self.two = button(tr("Choosing", "They are two people"))
        self.two.clicked.connect(lambda: self.decide(TWO))
        self.same = button(tr("Choosing", "It is one person"))
        self.same.clicked.connect(lambda: self.decide(SAME))
        card = Card()
        card.body.addWidget(self.both)
        row = QHBoxLayout()
        row.addWidget(label(self.reason.accessibleName(), role="muted"))
        row.addWidget(self.reason, 1)
        row.addWidget(self.two)
        row.addWidget(self.same)
        card.body.addLayout(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.notice)
        column.addWidget(self.table, 1)
        column.addWidget(card)
        self._show()

    def refresh(self) -> None:
        """Look for pairs anew."""

        def found(desk: Desk) -> tuple[Choosing, tuple[Pair, ...]]:
            seen = look(desk, NOMINEE)
            return seen, pairs(desk, seen)

        self._place.runner.run(
            at_own_desk(self._place.desk, lambda desk, _: found(desk)),
            done=lambda both: self.show_pairs(*both),
            failed=self._tell,
        )

    def show_pairs(self, seen: Choosing, there: tuple[Pair, ...]) -> None:
        """Show pairs, the first one picked."""
        self._seen, self.pairs = seen, there
        self.table.fill([self._row(pair) for pair in there], right=(0,))
        if there:
            self.table.selectRow(0)
            self.notice.clear()
        else:
            self.notice.tell("good", tr("Choosing", "No two nominees look alike."))
        self._show()

    def _row(self, pair: Pair) -> tuple[str, ...]:
        said = {SAME: tr("Choosing", "one person"), TWO: tr("Choosing", "two people")}
        why = pair.told(self._place.desk.language)
        return (str(pair.points), _named(pair, 0), _named(pair, 1), why, said.get(pair.said, ""))

    def _show(self) -> None:
        row = self.table.currentRow()
        known = 0 <= row < len(self.pairs)
        for widget in (self.reason, self.two, self.same):
            widget.setEnabled(known)
        if known:
            let(self._place, self.two, self.same)
        if not known:
            self.both.setText("")
            return
        pair = self.pairs[row]
        lines = []
        for side, one in enumerate((pair.one, pair.other)):
            parts = (_named(pair, side), one.proposed["born"], one.proposed["address"])
            lines.append(" · ".join(part for part in parts if part))
        if pair.at is not None:
            told = tr("Choosing", "Said by {who}, {when}: {reason}")
            lines.append(told.format(who=pair.who, when=moment(pair.at), reason=pair.reason))
        self.both.setText("\n".join(lines))
        self.reason.setText(pair.reason)

    def decide(self, said: str) -> None:
        """Remember what is said of the picked pair."""
        row = self.table.currentRow()
        if self._seen is None or not 0 <= row < len(self.pairs):
            return
        try:
            there = say(self._place.desk, self._seen, self.pairs[row], said, self.reason.text())
        except Problem as problem:
            self._tell(problem)
            return
        self.show_pairs(self._seen, there)
        self.notice.tell("good", tr("Choosing", "Remembered."))
        self.changed.emit()

    def _tell(self, problem: Problem) -> None:
        self.notice.tell("error", self._place.sentence(problem))


def _named(pair: Pair, side: int) -> str:
    one = pair.other if side else pair.one
    return f"{one.name} ({one.unit_name})"
