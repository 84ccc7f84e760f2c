"""The line above a form that tells what the office above asks: how much is open, and what of this cell."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.queries import Thread, ThreadState
from forms.answers import Address
from office.asked_places import place_at
from office.noting import WHOLE
from office.queries import to_answer
from ui.entry.page import EntryPage
from ui.queries.thread_view import standing
from ui.widgets import Notice, button
from ui.words import tr
from ui.workplace import Workplace

_OPEN = (ThreadState.ASKED, ThreadState.READY)


class QueryStrip(QWidget):
    """Stands above the form of the entry page; hidden where nothing is asked."""

    answer_wanted = Signal(str)  # id of a thread

    def __init__(self, place: Workplace, page: EntryPage) -> None:
        super().__init__()
        self._place = place
        self._page = page
        self._threads: tuple[tuple[Address, Thread], ...] = ()
        self._here: Thread | None = None
        self.notice = Notice()
        self.next = button(tr("Queries", "Next question (Ctrl+Shift+Q)"))
        self.next.clicked.connect(self.go_on)
        self.answer = button(tr("Queries", "Answer (Ctrl+Shift+T)"))
        self.answer.clicked.connect(self._want_answer)
        self.notice.buttons.addWidget(self.next)
        self.notice.buttons.addWidget(self.answer)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 0, 16, 4)
        column.addWidget(self.notice)
        page.above.addWidget(self)
        page.status.stood.connect(self.stand_on)
        for keys, act in (("Ctrl+Shift+Q", self.go_on), ("Ctrl+Shift+T", self._want_answer)):
            shortcut = QShortcut(QKeySequence(keys), page)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        self.refresh()

    def refresh(self) -> None:
        """Read anew what is asked and what has an answer."""
        own, known = self._place.desk.unit.code, self._place.desk.pack.tables_by_id
        found = ((place_at(one.place), one) for one in to_answer(self._place.desk) if one.unit == own)
        self._threads = tuple(
            (place, one)
            for place, one in found
            if one.state in _OPEN and place.table in known  # not of another version of the pack
        )
        view = self._page.view if self._page.live.forms else None
        self.stand_on(view.address if view is not None else None)

    def stand_on(self, address: Address | None) -> None:
        """Tell of the cell the keyboard stands on."""
        self._here = next((one for place, one in self._threads if _speaks_of(place, address)), None)
        open_ones = [one for _, one in self._threads if one.state is ThreadState.ASKED]
        tone, text = "note", ""
        if self._here is not None:
            line = self._here.question
            words = tr("Queries", "{who} asks about this cell: {text}")
            text = words.format(who=line.who, text=" ".join(line.text.split()))
            if self._here.answer is not None:
                tone = "good"
                told = tr("Queries", "Answer: {text}")
                text = f"{text} · {told.format(text=' '.join(self._here.answer.text.split()))}"
            else:
                tone = "warning"
        elif open_ones:
            words = tr("Queries", "The office above asks about {n} cells of this report.")
            text, tone = words.format(n=len(open_ones)), "warning"
        elif self._threads:
            text = tr("Queries", "All questions of the office above are answered: send again now.")
            tone = "good"
        self.next.setVisible(bool(self._threads))
        self.answer.setVisible(self._here is not None)
        self.notice.tell(tone, text)
        self.setVisible(bool(text))

    def go_on(self) -> None:
        """Stand on the next cell that is asked about, those without an answer first."""
        wanted = [pair for pair in self._threads if pair[1].state is ThreadState.ASKED] or [*self._threads]
        if not wanted:
            return
        ids = [one.id for _, one in wanted]
        here = ids.index(self._here.id) if self._here is not None and self._here.id in ids else -1
        place = wanted[(here + 1) % len(wanted)][0]
        cell = standing(place, self._page.live.table(place.table))
        self._page.jump_to(cell)
        self.stand_on(cell)

    def _want_answer(self) -> None:
        if self._here is not None:
            self.answer_wanted.emit(self._here.id)


def _speaks_of(place: Address, address: Address | None) -> bool:
    """Tell whether a question is about a cell, or about the row it stands in."""
    if address is None or (place.table, place.key) != (address.table, address.key):
        return False
    return place.field in (WHOLE, address.field)
