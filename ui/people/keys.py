"""Who signs for this office: its keys, and the guided paths for the days when something changes."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from office.signing_keys import keys
from ui.widgets import GAP, Card, Notice, ReadTable, label
from ui.words import tr
from ui.workplace import Workplace, day_of


class KeysSection(QWidget):
    """The keys this PC signs with."""

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        self.notice = Notice()
        column.addWidget(self.notice)
        card = Card(tr("People", "Keys on this PC"))
        explain = tr("People", "Who is named here can sign for the office on this PC.")
        card.body.addWidget(label(explain, role="muted", wrap=True))
        heads = (
            tr("People", "Signer"),
            tr("People", "Valid until"),
            tr("People", "File"),
        )
        self.list = ReadTable(heads, (280, 120), tr("People", "Keys on this PC"))
        card.body.addWidget(self.list)
        column.addWidget(card)
        column.addStretch(1)

    def refresh(self) -> None:
        """Read the keys anew."""
        found = keys(self._place.desk)
        self.list.fill([(one.subject, day_of(one.valid_to), one.path.name) for one in found])
        self.list.fit(1, 5)
