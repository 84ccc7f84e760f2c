"""One line on the home page: where the data lie, how far the last copy goes, whether the code was printed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from office.copies import last_copy
from office.recovery_code import is_printed
from ui.copies.words import freshness_words
from ui.flow import Flow
from ui.widgets import Elided, badge, button, label
from ui.words import tr
from ui.workplace import Workplace, moment


class CopyLine(QFrame):
    """Read anew with the page; the button leads to the section of copies."""

    wanted = Signal()

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self.setObjectName("card")
        desk = place.desk
        last = last_copy(desk)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 16, 6)
        row.setSpacing(10)
        column = QVBoxLayout()
        column.setSpacing(2)
        told = Flow(10)
        if last.copy is not None and last.copy.facts is not None:
            said = tr("Copies", "Last copy: {when}").format(when=moment(last.copy.facts.made_at))
        else:
            said = tr("Copies", "Copies of the data")
        told.addWidget(label(said))
        told.addWidget(badge(*freshness_words(last, desk.clock)))
        if not is_printed(desk):
            told.addWidget(badge(tr("Copies", "recovery code not printed yet"), "warning"))
        column.addLayout(told)
        where = tr("Copies", "Data: {folder}").format(folder=str(desk.home))
        column.addWidget(Elided(where, role="small"))
        row.addLayout(column, 1)
        self.open = button(tr("Copies", "Copies"), kind="quiet")
        self.open.clicked.connect(self.wanted)
        row.addWidget(self.open)
