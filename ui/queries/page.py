"""The page of questions: those asked of the units below, those of the office above, and what is closed."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from db.queries import Thread
from forms.answers import Address
from forms.problems import Problem
from office.asked_places import place_at
from office.papers import Group
from office.returning import Returned
from ui.queries.answering import AnswerSection
from ui.queries.asked import AskedSection
from ui.queries.locks import LocksSection
from ui.queries.return_panel import ReturnPanel
from ui.queries.thread_view import standing
from ui.queries.unit_view import UnitSection
from ui.sections import SectionPage
from ui.widgets import Notice
from ui.words import tr
from ui.workplace import Workplace

ANSWER, UNIT, ASKED, LOCKS = "answer", "unit", "asked", "locks"


class QueriesPage(SectionPage):
    """Opened from the home page, the strip above a form, the board and the page Receive."""

    cell_wanted = Signal(object)  # Address of this office's own answers
    answers_moved = Signal()  # an answer was written: the strip above the forms counts anew
    paper_wanted = Signal(str)  # id of a paper
    moved = Signal()  # the questions or what is received are other ones now

    def __init__(self, place: Workplace) -> None:
        super().__init__(tr("Queries", "Questions"))
        self._place = place
        self.notice = Notice()
        self.body.addWidget(self.notice)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._sections)
        self.body.addWidget(self._stack, 1)
        self.answering = AnswerSection(place)
        self.answering.cell_wanted.connect(self._want_cell)
        self.answering.unit_wanted.connect(lambda unit, cell: self.show_unit(unit, place_at(cell)))
        self.answering.answered.connect(self.answers_moved)
        self.answering.paper_wanted.connect(lambda: self.paper_wanted.emit(f"{Group.QUERIES}"))
        self.unit = UnitSection(place)
        self.asked = AskedSection(place)
        self.locks = LocksSection(place)
        self.panel = ReturnPanel(place)
        self._stack.addWidget(self.panel)
        if place.desk.parent is not None:
            self.add_section(ANSWER, tr("Queries", "To answer"), self.answering)
        if place.desk.has_below:
            self.add_section(UNIT, tr("Queries", "A unit's report"), self.unit)
            self.add_section(ASKED, tr("Queries", "Asked"), self.asked)
            self.add_section(LOCKS, tr("Queries", "Closing"), self.locks)
        self._connect()
        self._select(self.section_names[0])

    def _connect(self) -> None:
        self.unit.return_wanted.connect(self.begin_return)
        self.unit.asked.connect(self.moved)
        self.asked.return_wanted.connect(self.begin_return)
        self.asked.cell_wanted.connect(lambda unit, cell: self.show_unit(unit, place_at(cell)))
        self.asked.paper_wanted.connect(lambda unit: self.paper_wanted.emit(f"{Group.QUERIES}:{unit}"))
        self.locks.moved.connect(self.moved)
        self.panel.written.connect(self._on_written)
        self.panel.left.connect(self._leave)

    # --- showing -----------------------------------------------------------------------------

    def show_unit(self, unit: str, address: Address | None = None) -> None:
        """Show a unit's report, at a cell if one is named."""
        self._leave()
        self.show_section(UNIT)
        self.unit.show_unit(unit, address)
        self._give_keyboard()

    def show_locks(self, unit: str = "") -> None:
        """Show what is closed, with a unit chosen."""
        self._leave()
        self.show_section(LOCKS)
        self.locks.show_unit(unit)
        self._give_keyboard()

    def show_answering(self, thread: str = "") -> None:
        """Show what is to be answered, at a question if one is named."""
        self._leave()
        self.show_section(ANSWER)
        if thread:
            self.answering.show_thread(thread)
        self._give_keyboard()

    def _give_keyboard(self) -> None:
        focus = self.first_focus()
        if focus is not None:
            focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        if self._stack.currentWidget() is not self.panel:
            super().refresh()

    def first_focus(self) -> QWidget | None:
        if self._stack.currentWidget() is self.panel:
            return self.panel.first_focus()
        inside: Mapping[str, Callable[[], QWidget]] = {
            ANSWER: self.answering.first_focus,
            UNIT: self.unit.first_focus,
            ASKED: self.asked.first_focus,
            LOCKS: self.locks.first_focus,
        }
        return inside[self.section]()

    def show_section(self, name: str) -> None:
        """Show a section, read anew; what was told of a return goes."""
        self.notice.clear()
        self._leave()
        super().show_section(name)

    # --- doing -------------------------------------------------------------------------------

    def begin_return(self, unit: str) -> None:
        """Show what would go back to a unit."""
        self.notice.clear()
        if self.panel.begin(unit):
            self._chips.hide()
            self._stack.setCurrentWidget(self.panel)
            self._give_keyboard()
        else:
            self.notice.tell("error", self.panel.notice.text)

    def _leave(self) -> None:
        """Go back to the sections."""
        self._stack.setCurrentWidget(self._sections)
        self._chips.show()

    def _on_written(self, done: Returned) -> None:
        self._leave()
        self.refresh()
        words = tr("Queries", "Written: {file}. Hand it to the unit; it opens the file on its page Send.")
        self.notice.tell("good", words.format(file=str(done.path)))
        self.moved.emit()

    def _want_cell(self, thread: Thread) -> None:
        address = place_at(thread.place)
        table = self._place.desk.pack.tables_by_id.get(address.table)
        if table is None:  # of another version of the pack
            gone = Problem("NO_SUCH_CELL", place=thread.words)
            self.notice.tell("error", self._place.sentence(gone))
            return
        self.cell_wanted.emit(standing(address, table))
