"""Models or nominees of all units: the list, what is said of the one picked, and side-by-side reading."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from forms.answers import Key
from forms.letters import fold
from forms.problems import Problem
from office.choices import Candidate, Choosing, Council, Decision, award_words, look
from office.choosing import history, hold, judge
from office.chosen_columns import decision_words
from office.desk import Desk
from office.register_view import read_day
from office.side_by_side import SideBySide, side_by_side
from ui.ask import Line
from ui.background import at_own_desk
from ui.choosing.allowed import let
from ui.choosing.compare_view import CompareView
from ui.choosing.judge_panel import JudgePanel
from ui.choosing.places_panel import PlacesPanel
from ui.flow import Flow
from ui.widgets import Notice, Picker, ReadTable, button, label
from ui.words import tr
from ui.workplace import Workplace, moment

MOST_SIDE_BY_SIDE = 3
_PANEL = 360
_LEAST = 28
_NAME = 2
_ALL, _PASSED = "all", "passed"


class _List(ReadTable):
    """Takes Space to mark a record for side-by-side reading."""

    marked = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self.marked.emit()
            return
        super().keyPressEvent(event)


class RecordsSection(QWidget):
    """One kind of what is proposed."""

    changed = Signal()

    def __init__(self, place: Workplace, paper: str) -> None:
        super().__init__()
        self._place = place
        self._paper = paper
        self.seen: Choosing | None = None
        self._shown: tuple[Candidate, ...] = ()
        self._marked: list[Key] = []
        self._current: Key | None = None
        self.notice = Notice()
        self.table = self._make_table()
        self.panel = JudgePanel(place)
        self.panel.saved.connect(self._save)
        self.panel.refused.connect(self._tell)
        self.panel.meeting_wanted.connect(self.ask_meeting)
        self.panel.history_wanted.connect(self.show_history)
        self.compare = CompareView()
        self.compare.left.connect(self.show_list)
        self.places = PlacesPanel(place)
        self.places.left.connect(self.show_list)
        self.places.changed.connect(self._on_places)
        self._stack = QStackedWidget()
        for part in (self._work(), self.compare, self.places):
            self._stack.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.notice)
        column.addWidget(self._stack, 1)

    # --- building ----------------------------------------------------------------------------

    def _make_table(self) -> _List:
        heads = (
            "",
            tr("Choosing", "No."),
            tr("Choosing", "Name"),
            tr("Choosing", "Unit"),
            tr("Choosing", "Points"),
            tr("Choosing", "Decision"),
        )
        table = _List(heads, (28, 40, 160, 140, 56, 116), tr("Choosing", "Proposed"))
        head = table.horizontalHeader()
        head.setMinimumSectionSize(_LEAST)
        head.setStretchLastSection(False)
        head.setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
        table.setColumnWidth(0, _LEAST)
        table.setWordWrap(True)  # names of models are long, and the panel takes its room
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        table.marked.connect(self._mark)
        table.currentCellChanged.connect(lambda row, *_: self._on_row(row))
        table.cellActivated.connect(lambda *_: self._into_panel())
        return table

    def _work(self) -> QWidget:
        self.search = QLineEdit()
        self.search.setAccessibleName(tr("Choosing", "Search"))
        self.search.setPlaceholderText(tr("Choosing", "Name or unit"))
        self.search.textChanged.connect(lambda _: self._fill())
        self.filter = Picker(tr("Choosing", "Show"))
        self.filter.setMinimumContentsLength(9)
        self.filter.addItem(tr("Choosing", "All"), _ALL)
        self.filter.addItem(tr("Choosing", "Passed on from below"), _PASSED)
        for one in Decision:
            self.filter.addItem(decision_words(one, self._place.desk.language), f"={one.value}")
        self.filter.currentIndexChanged.connect(lambda _: self._fill())
        self.side = button(tr("Choosing", "Side by side"))
        self.side.clicked.connect(self.show_side_by_side)
        self.places_button = button(tr("Choosing", "Places …"))
        self.places_button.clicked.connect(self.show_places)
        bar = Flow(6)
        bar.add_spread(self.search)
        for part in (self.filter, self.side, self.places_button):
            bar.addWidget(part)
        self.taken = label(role="muted", wrap=True)
        left = QVBoxLayout()
        left.addLayout(bar)
        left.addWidget(self.taken)
        left.addWidget(self.table, 1)
        left.addWidget(
            label(
                tr("Choosing", "Space marks up to three for side-by-side reading."), role="small", wrap=True
            )
        )
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFixedWidth(_PANEL)
        area.setWidget(self.panel)
        work = QWidget()
        row = QHBoxLayout(work)
        row.setContentsMargins(0, 0, 0, 0)
        row.addLayout(left, 1)
        row.addWidget(area)
        return work

    # --- showing -----------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read anew what is proposed."""
        paper = self._paper
        self._place.runner.run(
            at_own_desk(self._place.desk, lambda desk, _: look(desk, paper)),
            done=self.show_seen,
            failed=self._tell,
        )

    def show_seen(self, seen: Choosing) -> None:
        """Show what is proposed, the same record picked as before."""
        self.seen = seen
        keys = {one.key for one in seen.candidates}
        self._marked = [key for key in self._marked if key in keys]
        parts = []
        for one in seen.places:
            what = award_words(self._place.desk, seen, one.quota, self._place.desk.language)
            parts.append(f"{what}: {one.taken}/{one.most}")
        told = tr("Choosing", "Places taken: {places}").format(places="; ".join(parts)) if parts else ""
        self.taken.setText(told)
        self.taken.setVisible(bool(told))
        self._fill()

    def _fill(self) -> None:
        seen = self.seen
        if seen is None:
            return
        wanted, words = str(self.filter.currentData()), fold(self.search.text()).split()
        self._shown = tuple(one for one in seen.candidates if _fits(one, wanted, words))
        kept = self._current
        order = {one.key: str(number) for number, one in enumerate(seen.candidates, 1)}
        self.table.blockSignals(True)
        self.table.fill([self._row(one, order[one.key]) for one in self._shown], right=(1, 4))
        row = next((n for n, one in enumerate(self._shown) if one.key == kept), 0 if self._shown else -1)
        if row >= 0:
            self.table.selectRow(row)
        self.table.blockSignals(False)
        self.panel.setEnabled(row >= 0)
        self._may()
        self.side.setEnabled(bool(self._shown))
        if row >= 0:
            self._current = self._shown[row].key
            self.panel.show_record(seen, self._shown[row])
        if not seen.candidates:
            self.notice.tell("note", tr("Choosing", "No unit has proposed anything yet."))

    def _may(self) -> None:
        """Who may not choose reads on."""
        told = let(self._place, self.panel.keep, self.panel.new_meeting, self.places.keep)
        if told:
            self.notice.tell("note", told)

    def _row(self, one: Candidate, number: str) -> tuple[str, ...]:
        decision = decision_words(one.judged.decision, self._place.desk.language)
        if one.other_now:
            decision = tr("Choosing", "decide again")
        return (
            "✓" if one.key in self._marked else "",
            number,
            one.name,
            one.unit_name,
            "" if one.points is None else str(one.points),
            decision,
        )

    def _on_row(self, row: int) -> None:
        """Show the record of a row; what was typed of the one before is kept if the person wants."""
        if self.seen is None or not 0 <= row < len(self._shown):
            return
        one = self._shown[row]
        if one.key == self._current:
            return
        if self._current is not None and self.panel.touched and self._asked_to_keep():
            self._keep(self._current)
        self._current = one.key
        self.panel.show_record(self.seen, self.seen.candidate(one.key))

    def _asked_to_keep(self) -> bool:
        question = tr("Choosing", "Save what you entered of “{name}”?").format(name=self.panel.name.text())
        return self._place.ask.confirm(tr("Choosing", "Not saved yet"), question, tr("Choosing", "Save"))

    def _into_panel(self) -> None:
        first = next(iter(self.panel.marks.values()), self.panel.votes)
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        first.selectAll()

    def _mark(self) -> None:
        row = self.table.currentRow()
        if not 0 <= row < len(self._shown):
            return
        key = self._shown[row].key
        if key in self._marked:
            self._marked.remove(key)
        else:
            self._marked = [*self._marked, key][-MOST_SIDE_BY_SIDE:]
        for number, one in enumerate(self._shown):
            item = self.table.item(number, 0)
            if item is not None:
                item.setText("✓" if one.key in self._marked else "")

    def show_list(self) -> None:
        """Show the list again, the keyboard in it."""
        self._stack.setCurrentIndex(0)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_side_by_side(self) -> None:
        """Show the marked records beside one another, else the picked one and the next."""
        seen, row = self.seen, self.table.currentRow()
        if seen is None or not self._shown:
            return
        keys = tuple(self._marked) or tuple(one.key for one in self._shown[max(row, 0) :][:2])
        self._run(lambda desk: side_by_side(desk, seen, keys), self._on_side)

    def _on_side(self, shown: SideBySide) -> None:
        self._stack.setCurrentWidget(self.compare)
        self.compare.show_records(shown)

    def show_history(self) -> None:
        """Show all that was ever said of the picked record, the newest first."""
        seen, key = self.seen, self._current
        if seen is None or key is None:
            return
        language = self._place.desk.language
        rows = [
            (
                moment(said.at),
                said.who,
                decision_words(said.decision, language),
                str(sum(said.marks.values())) if said.marks else "",
                "" if said.votes is None else str(said.votes),
                said.reason,
            )
            for said in history(self._place.desk, seen, key)
        ]
        heads = (
            tr("Choosing", "When"),
            tr("Choosing", "Who"),
            tr("Choosing", "Decision"),
            tr("Choosing", "Points"),
            tr("Choosing", "Votes for"),
            tr("Choosing", "Reason"),
        )
        self._place.ask.show_table(seen.candidate(key).name, heads, rows)

    def show_places(self) -> None:
        """Show how many may be chosen, to change it."""
        if self.seen is not None:
            self.places.show_seen(self.seen)
            self._stack.setCurrentWidget(self.places)

    def _on_places(self, seen: Choosing) -> None:
        self.show_seen(seen)
        self.changed.emit()

    # --- deciding ----------------------------------------------------------------------------

    def _save(self, _: object) -> None:
        """Keep what the panel says and go on to the next record."""
        key = self._current
        if key is None or not self._keep(key):
            return
        places = [one.key for one in self._shown]
        following = places.index(key) + 1 if key in places else 0
        if following < len(places):
            self.table.selectRow(following)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep(self, key: Key) -> bool:
        if self.seen is None:
            return False
        try:
            one = self.seen.candidate(key)
            seen = judge(self._place.desk, self.seen, key, self.panel.said_now())
        except Problem as problem:
            self._tell(problem)
            return False
        self.notice.tell("good", tr("Choosing", "Saved: {name}").format(name=one.name))
        self.show_seen(seen)
        self.changed.emit()
        return True

    def ask_meeting(self) -> None:
        """Ask for the meeting whose votes are entered."""
        if self.seen is None:
            return
        title = tr("Choosing", "Meeting of the council")
        lines = (
            Line("number", tr("Choosing", "Number of the minutes"), hint="12/BB-HĐTĐKT"),
            Line("day", tr("Choosing", "Day of the meeting"), hint="18/09/2018"),
            Line("members", tr("Choosing", "Members of the council"), hint="9"),
            Line("present", tr("Choosing", "Present"), hint="7"),
            Line("chair", tr("Choosing", "Chaired by"), required=False),
            Line("told", tr("Choosing", "Who was there"), required=False),
        )
        filled = self._place.ask.fill(title, "", lines, tr("Choosing", "Save"))
        if filled is None:
            return
        said = self.panel.said_now() if self.panel.touched else None
        try:
            self.seen = hold(self._place.desk, self.seen, _council(filled))
        except Problem as problem:
            self._tell(problem)
            return
        self.show_seen(self.seen)
        if said is not None:
            self.panel.put(said)
        self.panel.council.setCurrentIndex(self.panel.council.count() - 1)
        self.changed.emit()

    def _run(self, work: Callable[[Desk], SideBySide], done: Callable[[SideBySide], None]) -> None:
        self._place.runner.run(
            at_own_desk(self._place.desk, lambda desk, _: work(desk)), done=done, failed=self._tell
        )

    def _tell(self, problem: Problem) -> None:
        self.notice.tell("error", self._place.sentence(problem))


def _fits(one: Candidate, wanted: str, words: list[str]) -> bool:
    if wanted.startswith("=") and one.judged.decision.value != wanted[1:]:
        return False
    if wanted == _PASSED and not one.below:
        return False
    text = fold(f"{one.name} {one.unit_name}")
    return all(word in text for word in words)


def _council(filled: dict[str, str]) -> Council:
    day: date = read_day(filled["day"])
    members, present = _count(filled["members"]), _count(filled["present"])
    chair, there = filled.get("chair", ""), filled.get("told", "")
    return Council("", filled["number"], day, members, present, chair, there)


def _count(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() else 0
