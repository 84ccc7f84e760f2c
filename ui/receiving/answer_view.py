"""The answer to a file in parts: each question with a sign and one sentence, the clock first."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from office.answer import Answer
from ui.icons import sign
from ui.widgets import clear, label


class AnswerView(QWidget):
    """Shows an answer; hidden where there is none."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 4, 0, 4)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(2, 1)
        self.hide()

    def show_answer(self, answer: Answer, language: str) -> None:
        """Show the parts in the order in which they are asked."""
        clear(self._grid)
        told: list[str] = []
        for row, part in enumerate(answer.parts):
            asked, said = part.asked(language), part.said(language)
            icon = QLabel()
            icon.setPixmap(sign(part.tone, 16).pixmap(16))
            question = label(asked, role="muted")
            self._grid.addWidget(icon, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(question, row, 1, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(label(said, wrap=True), row, 2)
            told.append(f"{asked} {said}")
        self.setAccessibleName("\n".join(told))
        self.setVisible(bool(told))
