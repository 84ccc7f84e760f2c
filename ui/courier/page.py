"""The page of the courier: what is missing or odd among the files of the units below, and their receipts."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.courier.receipts import ReceiptsSection
from ui.courier.trail import TrailSection
from ui.sections import SectionPage
from ui.words import tr
from ui.workplace import Workplace

NUMBERS, RECEIPTS = "numbers", "receipts"


class CourierPage(SectionPage):
    """Opened from the home page, the board and the page Receive."""

    def __init__(self, place: Workplace) -> None:
        super().__init__(tr("Courier", "Numbers and receipts"))
        self.trail = TrailSection(place)
        self.receipts = ReceiptsSection(place)
        self.add_section(NUMBERS, tr("Courier", "Numbers"), self.trail)
        self.add_section(RECEIPTS, tr("Courier", "Receipts"), self.receipts)
        self.body.addWidget(self._sections, 1)
        self._select(NUMBERS)

    def show_unit(self, unit: str = "") -> None:
        """Show what is odd, and the files of a unit where one is named."""
        self.show_section(NUMBERS)
        if unit:
            self.trail.show_unit(unit)
        self._give_keyboard(self.trail.first_focus())

    def show_receipts(self) -> None:
        """Show what a file of receipts would hold, ready to be signed."""
        self.show_section(RECEIPTS)
        self._give_keyboard(self.receipts.first_focus())

    def first_focus(self) -> QWidget | None:
        return self.trail.first_focus() if self.section == NUMBERS else self.receipts.first_focus()

    @staticmethod
    def _give_keyboard(target: QWidget | None) -> None:
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)
