"""The board on the home page of an office with units below: who has sent, what is wrong, whom to call."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from forms.problems import Problem
from office.adding_up import TRACKER, tables
from office.board import Board, BoardRow, State, board, keep_contact, reminder_of
from office.papers import Group
from ui.ask import Line
from ui.background import at_own_desk
from ui.board.heat_strip import HeatStrip
from ui.board.states import word
from ui.board.table import BoardTable
from ui.board.unit_card import UnitCard
from ui.flow import Flow
from ui.widgets import Button, Card, Notice, button, clear, label
from ui.words import tr
from ui.workplace import Workplace, day

_LEAST, _MOST = 4, 9  # lines of the table on the home page


class BoardPanel(Card):
    """Every unit that sends here. `live`: whoever looks may also do something; else it only shows."""

    go = Signal(str)  # name of a page
    paper_wanted = Signal(str)  # id of a paper
    wall_wanted = Signal()
    report_wanted = Signal(str)  # the unit whose figures are to be read and asked about
    in_place_wanted = Signal(str)  # the unit whose figures are to be typed here
    courier_wanted = Signal(str)  # the unit whose numbered files are to be looked at

    def __init__(self, place: Workplace, *, live: bool = True) -> None:
        super().__init__()
        self._place = place
        self._live = live
        self._view = Board((), None, 0, 0)
        self._states: set[State] = set()
        self._stack = QStackedWidget()
        self.body.addLayout(self._build_head())
        self.notice = Notice()
        self.body.addWidget(self.notice)
        self.strip = HeatStrip()
        self._chips = Flow(6)
        self.table = BoardTable()
        self.why = label(wrap=True, role="muted")
        self.unit = UnitCard(place, live=live)
        self._stack.addWidget(self._build_list())
        self._stack.addWidget(self.unit)
        self.body.addWidget(self._stack)
        self._connect()

    def _build_head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(label(tr("Board", "Units that send here"), role="heading"))
        self.count = label(role="muted")
        row.addWidget(self.count)
        row.addStretch(1)
        self.search = QLineEdit()
        self.search.setAccessibleName(tr("Board", "Search the units"))
        self.search.setPlaceholderText(tr("Board", "Search (Ctrl+F)"))
        self.search.setClearButtonEnabled(True)
        self.search.setMaximumWidth(220)
        row.addWidget(self.search)
        return row

    def _build_list(self) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.strip)
        column.addLayout(self._chips)
        column.addWidget(self.table)
        column.addWidget(self.why)
        self.ways = Flow(8)
        self.remind = button(tr("Board", "Copy a reminder (Ctrl+R)"), kind="main")
        self.call = button(tr("Board", "Whom to call …"))
        self.receive = button(tr("Board", "Receive packages"))
        self.print = button(tr("Board", "Print the list"))
        self.wall = button(tr("Board", "Show on a wall"), kind="quiet")
        for one in (self.remind, self.call, self.receive, self.print, self.wall) if self._live else ():
            self.ways.addWidget(one)
        column.addLayout(self.ways)
        return inside

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda _: self._sift())
        self.search.returnPressed.connect(self.table.setFocus)
        self.strip.moved.connect(self.table.choose)
        self.strip.opened.connect(self.open_unit)
        self.table.opened.connect(self.open_unit)
        self.table.chosen.connect(lambda _: self._on_chosen())
        self.unit.left.connect(self.close_unit)
        self.unit.go.connect(self.go)
        self.unit.report_wanted.connect(self.report_wanted)
        self.unit.in_place_wanted.connect(self.in_place_wanted)
        self.unit.courier_wanted.connect(self.courier_wanted)
        self._key("Ctrl+F", self.search.setFocus)
        if self._live:
            self.remind.clicked.connect(self.copy_reminder)
            self.call.clicked.connect(self.ask_contact)
            self.receive.clicked.connect(lambda: self.go.emit("receive"))
            self.print.clicked.connect(self._want_paper)
            self.wall.clicked.connect(self.wall_wanted)
            self._key("Ctrl+R", self.copy_reminder)

    def _key(self, keys: str, act: object) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)

    # --- showing -----------------------------------------------------------------------------

    def refresh(self) -> None:
        """Look at the units anew."""
        self._place.runner.run(
            at_own_desk(self._place.desk, lambda desk, _: board(desk)),
            done=self.show_board,
            failed=self._on_failed,
        )

    def show_board(self, view: Board) -> None:
        """Show a board."""
        self._view = view
        told = tr("Board", "{n}/{all} have sent").format(n=view.sent, all=view.expected)
        until = tr("Board", "deadline {day}").format(day=day(view.deadline)) if view.deadline else ""
        in_place = view.count(State.IN_PLACE)
        of_them = tr("Board", "{n} typed in place").format(n=in_place) if in_place else ""
        deep = tr("Board", "figures of {n}/{all} units").format(n=view.known, all=view.reporting)
        parts = (told, of_them, deep if view.reporting != view.expected else "", until)
        self.count.setText(" · ".join(part for part in parts if part))
        self.strip.show_rows(view.rows)
        self._show_chips()
        self.table.show_rows(view.rows)
        if self._live:
            self.table.fit(_LEAST, _MOST)
        if self._stack.currentWidget() is self.unit:
            self.open_unit(self.unit.code)

    def _show_chips(self) -> None:
        """One chip a state that occurs: its mark, its word, how many; pressed it shows only those."""
        focused = next((one.property("state") for one in self._chip_buttons() if one.hasFocus()), None)
        clear(self._chips)
        self._states &= {row.state for row in self._view.rows}
        for state in State:
            number = self._view.count(state)
            if not number:
                continue
            chip = button(f"{word(state)}: {number}", kind="chip")
            chip.setCheckable(True)
            chip.setProperty("state", state.value)
            chip.setChecked(state in self._states)
            chip.toggled.connect(partial(self._on_chip, state))
            self._chips.addWidget(chip)
            if focused == state.value:
                chip.setFocus()
        self._sift()

    def _chip_buttons(self) -> tuple[Button, ...]:
        found = [self._chips.itemAt(number) for number in range(self._chips.count())]
        return tuple(one for item in found if item and isinstance(one := item.widget(), Button))

    def _on_chip(self, state: State, on: bool) -> None:
        (self._states.add if on else self._states.discard)(state)
        self._sift()

    def _sift(self) -> None:
        self.table.sift(self.search.text(), frozenset(self._states))

    def _on_chosen(self) -> None:
        row = self.table.current
        told = f"{row.unit.name}: {row.why}" if row else ""
        if row is not None and row.contact.text and self._live:
            told += " " + tr("Board", "To call: {who}").format(who=row.contact.text)
        self.why.setText(told)
        for one in (self.remind, self.call):
            one.setEnabled(row is not None)
        self.remind.setEnabled(row is not None and row.awaited)

    def first_focus(self) -> QWidget:
        """Where the keyboard goes first."""
        return self.table

    # --- acts --------------------------------------------------------------------------------

    def open_unit(self, unit: str) -> None:
        """Show a unit: its packages and what to do about it."""
        row = next((one for one in self._view.rows if one.unit.code == unit), None)
        if row is None:
            return
        self.unit.show_unit(row)
        self.search.setFocus()  # what is hidden would give the keyboard to some other part of the page
        self._stack.setCurrentWidget(self.unit)
        self.unit.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def close_unit(self) -> None:
        """Go back to the list, to the line that was left."""
        self.search.setFocus()
        self._stack.setCurrentIndex(0)
        self.table.choose(self.unit.code)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def copy_reminder(self) -> None:
        """Put a ready reminder for the chosen unit on the clipboard."""
        row = self._chosen()
        if row is None or not row.awaited:
            return
        QGuiApplication.clipboard().setText(reminder_of(self._place.desk, row))
        said = tr("Board", "The reminder to {unit} is copied: paste it into a letter or a message (Ctrl+V).")
        self.notice.tell("good", said.format(unit=row.unit.name))

    def ask_contact(self) -> None:
        """Ask whom to call at the chosen unit."""
        row = self._chosen()
        if row is None:
            return
        given = self._place.ask.fill(
            tr("Board", "Whom to call"),
            tr("Board", "At {unit}. Two blanks: as the cover of the last package says.").format(
                unit=row.unit.name
            ),
            (
                Line("name", tr("Board", "Name"), row.contact.name, required=False),
                Line("telephone", tr("Board", "Telephone"), row.contact.telephone, required=False),
            ),
            tr("Board", "Keep"),
        )
        if given is None:
            return
        try:
            keep_contact(self._place.desk, row.unit.code, given["name"], given["telephone"])
        except Problem as problem:
            self._on_failed(problem)
            return
        self.refresh()

    def _chosen(self) -> BoardRow | None:
        if self._stack.currentWidget() is self.unit:
            return self.unit.row
        return self.table.current

    def _want_paper(self) -> None:
        tracker = next((one for one in tables(self._place.desk) if one.kind == TRACKER), None)
        if tracker is not None:
            self.paper_wanted.emit(f"{Group.TOTALS}:{tracker.id}")

    def _on_failed(self, problem: Problem) -> None:
        self.notice.tell("error", self._place.sentence(problem))
