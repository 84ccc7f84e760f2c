"""The line above a form that tells how many figures were changed since the last package without a reason."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from office.changed import changed_since_sent, sent_before
from office.part_lock import works_on_parts
from ui.entry.page import EntryPage
from ui.widgets import Notice, button
from ui.words import tr
from ui.workplace import Workplace

_PAUSE = 1500
"""Milliseconds without a change after which the line is counted anew: never between two keys."""


class ChangesStrip(QWidget):
    """Stands above the form of the entry page; hidden where everything has its reason."""

    wanted = Signal()  # to the page where the reasons are written

    def __init__(self, place: Workplace, page: EntryPage) -> None:
        super().__init__()
        self._place = place
        self._page = page
        self.notice = Notice()
        say = button(tr("Changes", "Say why …"))
        say.clicked.connect(self.wanted)
        self.notice.buttons.addWidget(say)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 0, 16, 4)
        column.addWidget(self.notice)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self._on_pause)
        page.above.addWidget(self)
        page.live.changed.connect(lambda _: self._timer.start())
        self.hide()

    def _on_pause(self) -> None:
        """Count anew while the page is seen: a closed window may have no data any more."""
        if self._page.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Count what has no reason."""
        self._timer.stop()
        desk = self._place.desk
        sent = None if desk.has_below or works_on_parts(desk) else sent_before(desk)
        if sent is None:
            self.hide()
            return
        found = changed_since_sent(desk, self._page.live.entry.open)
        bare = sum(one.kept is None for one in found)
        words = tr("Changes", "{n} figures differ from sending {sending} and have no reason yet.")
        self.notice.tell("warning", words.format(n=bare, sending=sent[1].header.revision) if bare else "")
        self.setVisible(bool(bare))
