"""A band over every page: a mark, what there is to know on one line, and the one way on from there."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.widgets import Elided, badge, button


class Band(QWidget):
    """Hidden until it is told something."""

    wanted = Signal()  # its button was pressed

    def __init__(self, mark: str, way_on: str) -> None:
        super().__init__()
        self.setObjectName("trial")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(38)
        row = QHBoxLayout(self)
        row.setContentsMargins(22, 0, 16, 0)
        row.setSpacing(10)
        row.addWidget(badge(mark, "trial"), 0, Qt.AlignmentFlag.AlignVCenter)
        self.words = Elided("")
        row.addWidget(self.words, 1)
        self.button = button(way_on, kind="quiet")
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.clicked.connect(self.wanted)
        row.addWidget(self.button)
        self.hide()

    def tell(self, text: str) -> None:
        """Show a line; an empty one hides the band."""
        self.words.setText(text)
        self.setHidden(not text)
