"""The section "folders": where the office's data lie."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.facts import facts
from ui.widgets import Card, label
from ui.words import tr
from ui.workplace import Workplace


class FoldersSection(QWidget):
    """Folders of this office."""

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        card = Card(tr("Settings", "Folders"))
        explain = tr("Settings", "Everything of this office lies in its data folder, encrypted.")
        card.body.addWidget(label(explain, role="muted", wrap=True))
        card.body.addLayout(facts(((tr("Settings", "Data folder"), str(place.desk.home)),)))
        column.addWidget(card)
        column.addStretch(1)
