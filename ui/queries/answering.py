"""The section "to answer": what the office above asks of this one, one question after another."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QWidget

from db.queries import Thread, ThreadState
from forms.problems import Problem
from office.answer_order import missing
from office.asking_below import ask_below, asked_below, can_ask_below, ready_words
from office.queries import answer, to_answer
from office.returning import received_returns
from office.roles import Doing, may
from ui.queries.thread_view import ThreadList, ThreadView, spread, state_word
from ui.widgets import Elided, Notice, add_key_hints, button, column_in, label
from ui.words import tr
from ui.workplace import Workplace, day

_WIDTHS = (150, 260, 260)
_BOX = 64


class AnswerSection(QWidget):
    """A list of things to do; each leads to its field."""

    cell_wanted = Signal(object)  # Thread: of this office's own answers
    unit_wanted = Signal(str, str)  # unit, place: of a unit below
    paper_wanted = Signal()
    answered = Signal()

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self.setObjectName("page")
        self._place = place
        self.notice = Notice()
        self.told = label(role="muted", wrap=True)
        heads = (
            tr("Queries", "State"),
            tr("Queries", "Cell"),
            tr("Queries", "Question"),
            tr("Queries", "Answer"),
        )
        self.list = ThreadList(heads, _WIDTHS, tr("Queries", "Questions of the office above"))
        spread(self.list, 1, 2, 3)
        self.list.currentCellChanged.connect(lambda row, *_: self._show_thread(row))
        self.list.cellActivated.connect(lambda *_: self._go())
        self.where = Elided(role="heading")
        self.lines = ThreadView()
        self.below = label(role="muted", wrap=True)
        self.text = QPlainTextEdit()
        self.text.setAccessibleName(tr("Queries", "Answer to the question"))
        self.text.setPlaceholderText(
            tr(
                "Queries",
                "The answer; correct the figure too where it is wrong. Both go with the next sending.",
            )
        )
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(_BOX)
        column = column_in(self, 8)
        for part in (self.told, self.notice):
            column.addWidget(part)
        column.addWidget(self.list, 3)
        head = QHBoxLayout()
        head.addWidget(self.where, 1)
        add_key_hints(
            head,
            ("Enter", tr("Queries", "to the field")),
            ("Ctrl+Enter", tr("Queries", "keep the answer")),
        )
        column.addLayout(head)
        column.addWidget(self.lines, 2)
        column.addWidget(self.below)
        column.addWidget(self.text)
        column.addLayout(self._acts())
        for keys, act in (
            ("Ctrl+Return", self.keep_answer),
            ("Ctrl+Enter", self.keep_answer),
            ("F4", self.ask_on),
            ("Esc", self.list.setFocus),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _acts(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.keep = button(tr("Queries", "Keep the answer"), kind="main")
        self.keep.clicked.connect(self.keep_answer)
        self.go = button(tr("Queries", "Go to the field"))
        self.go.clicked.connect(self._go)
        self.on = button(tr("Queries", "Ask the unit the same (F4)"))
        self.on.clicked.connect(self.ask_on)
        if not self._place.desk.has_below:
            self.on.hide()
        self.print = button(tr("Queries", "Print all rounds"))
        self.print.clicked.connect(self.paper_wanted)
        for one in (self.keep, self.go, self.on, self.print):
            row.addWidget(one)
        row.addStretch(1)
        return row

    # --- showing -----------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the questions anew, open ones first."""
        here, desk = self.list.now, self._place.desk
        order = (ThreadState.ASKED, ThreadState.READY, ThreadState.ANSWERED, ThreadState.CLOSED)
        self.list.threads = tuple(sorted(to_answer(desk), key=lambda one: order.index(one.state)))
        self.list.fill(
            [
                (
                    state_word(one.state),
                    self._words(one),
                    one.question.text,
                    one.answer.text if one.answer else self._told_below(one),
                )
                for one in self.list.threads
            ]
        )
        self._tell()
        self._show_thread(self.list.go_to(here.id if here else ""))

    def _tell(self) -> None:
        came = received_returns(self._place.desk)
        if not came:
            self.told.setText(tr("Queries", "The office above has asked nothing."))
            return
        last = came[-1]
        open_ones = sum(one.state is ThreadState.ASKED for one in self.list.threads)
        words = [
            tr(
                "Queries", "Return no. {n} of sending no. {revision}; still without an answer: {open}."
            ).format(n=last.number, revision=last.revision, open=open_ones)
        ]
        if last.until is not None:
            words.append(tr("Queries", "Wanted by {day}.").format(day=day(last.until)))
        if lost := missing(self._place.desk):
            told = tr("Queries", "Not here: return no. {n}. Ask the office above for it.")
            words.append(told.format(n=", ".join(str(one) for one in lost)))
        if last.text:
            words.append(" ".join(last.text.split()))
        self.told.setText(" ".join(words))

    def _show_thread(self, row: int) -> None:
        one = self.list.at(row)
        self.where.setText(self._words(one) if one else "")
        self.lines.show_thread(one)
        desk = self._place.desk
        ready = ready_words(desk, one) if one is not None and one.answer is None else ""
        self.text.setPlainText(one.answer.text if one and one.answer else ready)
        open_one = one is not None and one.state is not ThreadState.CLOSED
        for part in (self.text, self.keep):
            part.setEnabled(open_one and may(desk, Doing.TYPE))
        self.on.setEnabled(one is not None and can_ask_below(desk, one) and may(desk, Doing.RETURN))
        told = self._told_below(one) if one is not None else ""
        if ready:
            more = tr("Queries", "Its words stand in the box: change them if need be, Ctrl+Enter keeps them.")
            told = f"{told} {more}"
        self.below.setText(told)
        self.below.setVisible(bool(told))
        for part in (self.go, self.print):
            part.setEnabled(one is not None)

    def _words(self, one: Thread) -> str:
        """Name the cell, with its unit where it is not this office's own."""
        known = self._place.desk.pack.units_by_code.get(one.unit)
        own = known is None or one.unit == self._place.desk.unit.code
        return one.words if own or known is None else f"{known.name} · {one.words}"

    def _told_below(self, one: Thread) -> str:
        """Say how far the question to the unit is that goes with one from above; "" where there is none."""
        desk = self._place.desk
        below = asked_below(desk, one) if can_ask_below(desk, one) else None
        if below is None:
            return ""
        words = {
            ThreadState.DRAFT: tr("Queries", "{unit} will be asked with the next return."),
            ThreadState.ASKED: tr("Queries", "{unit} was asked and has not answered yet."),
            ThreadState.CLOSED: tr("Queries", "The question to {unit} is closed."),
        }
        answered = tr("Queries", "{unit} has answered.")
        return words.get(below.state, answered).format(unit=desk.pack.units_by_code[below.unit].name)

    # --- doing -------------------------------------------------------------------------------

    def ask_on(self) -> None:
        """Ask the unit below what the office above asks, and show its cell with the draft to be changed."""
        one = self.list.now
        if one is None or not self.on.isEnabled():
            return
        try:
            ask_below(self._place.desk, one.id)
        except Problem as problem:
            self.notice.tell("error", self._place.sentence(problem))
            return
        self.refresh()
        self.answered.emit()
        self.unit_wanted.emit(one.unit, one.place)

    def show_thread(self, thread: str) -> None:
        """Stand on a thread."""
        self.list.go_to(thread)

    def keep_answer(self) -> None:
        """Keep the answer and go on with the next question that has none."""
        one = self.list.now
        if one is None:
            return
        try:
            answer(self._place.desk, one.id, self.text.toPlainText())
        except Problem as problem:
            self.notice.tell("error", self._place.sentence(problem))
            return
        self.refresh()
        self.answered.emit()
        open_ones = [n for n, each in enumerate(self.list.threads) if each.state is ThreadState.ASKED]
        if open_ones:
            self.list.selectRow(open_ones[0])
            self.notice.tell("good", tr("Queries", "The answer is kept. Next question."))
        else:
            self.notice.tell("good", tr("Queries", "Every question is answered: send again now."))
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go(self) -> None:
        one = self.list.now
        if one is None:
            return
        if one.unit == self._place.desk.unit.code:
            self.cell_wanted.emit(one)
        else:
            self.unit_wanted.emit(one.unit, one.place)

    def first_focus(self) -> QWidget:
        """Where the keyboard goes first."""
        return self.list
