"""The section "asked": every question to the units below, where it stands, what was answered."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QWidget

from db.queries import Thread, ThreadState
from forms.problems import Problem
from office.queries import ask_again, asked, close
from office.returning import returns
from office.roles import Doing, may
from ui.flow import Flow
from ui.queries.thread_view import ThreadList, ThreadView, spread, state_word
from ui.widgets import Notice, Picker, button, column_in, label
from ui.words import tr
from ui.workplace import Workplace

_WIDTHS = (130, 120, 210, 190, 170, 130)
_BOX = 52
_OPEN = "open"


class AskedSection(QWidget):
    """The questions of this office."""

    cell_wanted = Signal(str, str)  # unit, place
    return_wanted = Signal(str)  # the unit that sends here
    paper_wanted = Signal(str)  # the unit whose rounds are to be printed

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self.setObjectName("page")
        self._place = place
        self.notice = Notice()
        self.which = Picker(tr("Queries", "Which questions"))
        self.which.addItem(tr("Queries", "Open questions"), _OPEN)
        self.which.addItem(tr("Queries", "All questions"), "")
        for state in ThreadState:
            if state is not ThreadState.READY:
                self.which.addItem(state_word(state), state.value)
        self.which.setMinimumContentsLength(20)
        self.which.currentIndexChanged.connect(lambda _: self._show())
        self.count = label(role="muted")
        heads = (
            tr("Queries", "State"),
            tr("Queries", "Unit"),
            tr("Queries", "Cell"),
            tr("Queries", "Question"),
            tr("Queries", "Answer"),
            tr("Queries", "Figure: before → now"),
        )
        self.list = ThreadList(heads, _WIDTHS, tr("Queries", "Questions to the units"))
        spread(self.list, 2, 3, 4)
        self.list.currentCellChanged.connect(lambda row, *_: self._show_thread(row))
        self.list.cellActivated.connect(lambda *_: self._want_cell())
        self.lines = ThreadView()
        self.text = QPlainTextEdit()
        self.text.setAccessibleName(tr("Queries", "What to ask again, or why it is closed"))
        self.text.setPlaceholderText(self.text.accessibleName())
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(_BOX)
        column = column_in(self, 8)
        head = QHBoxLayout()
        head.addWidget(self.which)
        head.addWidget(self.count, 1)
        column.addLayout(head)
        column.addWidget(self.notice)
        column.addWidget(self.list, 3)
        column.addWidget(self.lines, 2)
        column.addWidget(self.text)
        column.addLayout(self._acts())

    def _acts(self) -> Flow:
        row = Flow(8)
        self.shut = self._button(tr("Queries", "Close the question"), self.close_thread)
        self.again = self._button(tr("Queries", "Ask again"), self.ask_again)
        self.look = self._button(tr("Queries", "Show the cell"), self._want_cell)
        self.print = self._button(tr("Queries", "Print all rounds"), self._want_paper)
        self.give_back = self._button(tr("Queries", "Return …"), self._want_return, kind="main")
        for one in (self.shut, self.again, self.look, self.print, self.give_back):
            row.addWidget(one)
        return row

    @staticmethod
    def _button(words: str, act: Callable[[], object], kind: str = "") -> QWidget:
        made = button(words, kind=kind)
        made.clicked.connect(act)
        return made

    # --- showing -----------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the questions anew."""
        self.notice.clear()
        self._show()

    def _show(self) -> None:
        here = self.list.now
        every = asked(self._place.desk)
        wanted = self.which.currentData()
        self.list.threads = tuple(
            one
            for one in every
            if not wanted
            or one.state.value == wanted
            or (wanted == _OPEN and one.state is not ThreadState.CLOSED)
        )
        self.list.fill([self._line(one) for one in self.list.threads])
        words = tr("Queries", "{n} of {all} questions, {returns} returns written")
        told = words.format(n=len(self.list.threads), all=len(every), returns=len(returns(self._place.desk)))
        self.count.setText(told)
        self._show_thread(self.list.go_to(here.id if here else ""))

    def _line(self, one: Thread) -> tuple[str, ...]:
        unit = self._place.desk.pack.units_by_code.get(one.unit)
        given = one.answer
        moved = given is not None and given.value != one.question.value
        figures = f"{one.question.value} → {given.value}" if given and moved else one.question.value
        return (
            state_word(one.state),
            unit.name if unit else one.unit,
            one.words,
            one.question.text,
            given.text if given else "",
            figures,
        )

    def _show_thread(self, row: int) -> None:
        one = self.list.at(row)
        self.lines.show_thread(one)
        self.text.clear()
        asks = may(self._place.desk, Doing.RETURN)
        closed = one is None or one.state is ThreadState.CLOSED
        waits = one is not None and one.state is ThreadState.ASKED
        self.shut.setEnabled(not closed and asks)
        self.again.setEnabled(one is not None and not waits and asks)
        self.look.setEnabled(one is not None)
        self.print.setEnabled(one is not None)
        drafts = [
            each
            for each in asked(self._place.desk, one.partner if one else "")
            if each.state is ThreadState.DRAFT
            or (each.state is ThreadState.CLOSED and not each.lines[-1].number)
        ]
        self.give_back.setEnabled(bool(drafts) and asks)

    # --- doing -------------------------------------------------------------------------------

    def close_thread(self) -> None:
        """Close the question; what was written is kept as the reason."""
        self._act(lambda one: close(self._place.desk, one.id, self.text.toPlainText()))

    def ask_again(self) -> None:
        """Ask again what is written; it goes with the next return."""
        self._act(lambda one: ask_again(self._place.desk, one.id, self.text.toPlainText()))

    def _act(self, act: Callable[[Thread], object]) -> None:
        one = self.list.now
        if one is None:
            return
        try:
            act(one)
        except Problem as problem:
            self.notice.tell("error", self._place.sentence(problem))
            return
        self.refresh()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _want_cell(self) -> None:
        one = self.list.now
        if one is not None:
            self.cell_wanted.emit(one.unit, one.place)

    def _want_return(self) -> None:
        one = self.list.now
        if one is not None:
            self.return_wanted.emit(one.partner)

    def _want_paper(self) -> None:
        one = self.list.now
        if one is not None:
            self.paper_wanted.emit(one.partner)

    def first_focus(self) -> QWidget:
        """Where the keyboard goes first."""
        return self.list if self.list.threads else self.which
