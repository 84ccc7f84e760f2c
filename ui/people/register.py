"""The register of signers: whose signature counts here for which unit, since when, and who confirmed it."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from office.receiving import SignerView, signers
from ui.widgets import GAP, Card, Notice, ReadTable
from ui.words import tr
from ui.workplace import Workplace


class RegisterSection(QWidget):
    """Everybody recognised here, ended recognitions too."""

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        self._signers: tuple[SignerView, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        self.notice = Notice()
        column.addWidget(self.notice)
        card = Card(tr("People", "Register of signers"))
        heads = (
            tr("People", "Unit"),
            tr("People", "Signer"),
            tr("People", "From"),
            tr("People", "To"),
            tr("People", "Confirmed by"),
        )
        self.list = ReadTable(heads, (170, 240, 90, 90), tr("People", "Register of signers"))
        card.body.addWidget(self.list)
        column.addWidget(card)
        column.addStretch(1)

    def refresh(self) -> None:
        """Read the register anew."""
        self._signers = signers(self._place.desk)
        units = self._place.desk.pack.units_by_code
        self.list.fill(
            [
                (
                    units[one.unit].name if one.unit in units else one.unit,
                    ", ".join(part for part in (one.person, one.position) if part),
                    one.since,
                    one.until,
                    f"{one.confirmed_by}: {one.how}",
                )
                for one in self._signers
            ]
        )
        self.list.fit(1, 10)
