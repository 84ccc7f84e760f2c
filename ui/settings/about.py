"""The section "about": what this program is, and with which forms it works."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.facts import facts
from ui.widgets import Card
from ui.words import tr
from ui.workplace import Workplace


class AboutSection(QWidget):
    """Program and form pack, as they are told on the telephone."""

    def __init__(self, place: Workplace, version: str) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        card = Card(tr("Settings", "About this program"))
        pack = place.desk.pack
        card.body.addLayout(
            facts(
                (
                    (tr("Settings", "Program"), f"Phiếu Xã {version}"),
                    (tr("Settings", "Form pack"), f"{place.words(pack.title)} ({pack.id} {pack.version})"),
                    (tr("Settings", "Hash of the pack"), f"{pack.hash[:32]}\n{pack.hash[32:]}"),
                    (tr("Settings", "Data folder"), str(place.desk.home)),
                )
            )
        )
        column.addWidget(card)
        column.addStretch(1)
