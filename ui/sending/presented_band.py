"""The band over every page while the report lies before the signer: why nothing can be changed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from office.presented import open_paper
from ui.widgets import Elided, badge, button
from ui.words import tr
from ui.workplace import Workplace, day_of


class PresentedBand(QWidget):
    """Says that the figures are locked under a code, and leads to where that ends."""

    wanted = Signal()  # to the page where the paper is sent or withdrawn

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        self.setObjectName("trial")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(38)
        row = QHBoxLayout(self)
        row.setContentsMargins(22, 0, 16, 0)
        row.setSpacing(10)
        row.addWidget(badge(tr("Present", "BEFORE THE SIGNER"), "trial"), 0, Qt.AlignmentFlag.AlignVCenter)
        self.words = Elided("")
        row.addWidget(self.words, 1)
        made = button(tr("Present", "Paper and sending"), kind="quiet")
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.clicked.connect(self.wanted)
        row.addWidget(made)
        self.refresh()

    def refresh(self) -> None:
        """Show the band while something lies before the signer."""
        paper = open_paper(self._place.desk)
        self.setVisible(paper is not None)
        if paper is not None:
            words = tr("Present", "Figures locked since {day}; the paper bears the code {code}.")
            self.words.setText(words.format(day=day_of(paper.since), code=paper.code))
