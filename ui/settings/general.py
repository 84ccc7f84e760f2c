"""The section "general": the language of the screen, and practice."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from office.practice_mark import is_practice
from ui.widgets import Card, button, label
from ui.words import LANGUAGES, tr
from ui.workplace import Workplace


class GeneralSection(QWidget):
    """What everybody may want otherwise."""

    language_chosen = Signal(str)
    practice_wanted = Signal()

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._language())
        column.addWidget(self._practice())
        column.addStretch(1)

    def _language(self) -> Card:
        card = Card(tr("Settings", "Language"))
        group = QButtonGroup(self)
        for code, name in LANGUAGES.items():
            choice = QRadioButton(name)
            choice.setChecked(code == self._place.desk.language)
            choice.clicked.connect(lambda _=False, c=code: self.language_chosen.emit(c))
            group.addButton(choice)
            card.body.addWidget(choice)
        return card

    def _practice(self) -> Card:
        card = Card(tr("Settings", "Practice"))
        words = tr("Settings", "A made-up commune with a short guided lesson. Your own data stay untouched.")
        card.body.addWidget(label(words, role="muted", wrap=True))
        self.practise = button(tr("Settings", "Practise"))
        self.practise.clicked.connect(self.practice_wanted)
        self.practise.setEnabled(not is_practice(self._place.desk.campaign_id))
        card.body.addWidget(self.practise)
        return card
