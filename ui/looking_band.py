"""The band over every page of a second program: who works on these data, and how to go on here."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from forms.problems import Problem
from office.messages import sentence
from ui.widgets import Elided, badge, button
from ui.words import tr
from ui.workplace import Workplace


class LookingBand(QWidget):
    """Says who writes these data and tries again once they stopped; hidden where this program writes."""

    wanted = Signal()  # to write here

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        self.setObjectName("trial")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(38)
        row = QHBoxLayout(self)
        row.setContentsMargins(22, 0, 16, 0)
        row.setSpacing(10)
        row.addWidget(badge(tr("Looking", "ONLY TO LOOK"), "trial"), 0, Qt.AlignmentFlag.AlignVCenter)
        self.words = Elided("")
        row.addWidget(self.words, 1)
        self.button = button(tr("Looking", "Closed there: work here"), kind="quiet")
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.clicked.connect(self.wanted)
        row.addWidget(self.button)
        self.hide()
        problem = place.desk.database.only_reading
        if problem is not None:
            self.tell(problem)

    def tell(self, problem: Problem) -> None:
        """Name who writes, as it is known now."""
        self.words.setText(sentence(problem, self._place.desk.language))
        self.setHidden(False)
