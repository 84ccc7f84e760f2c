"""The totals page: a table, a year, and which units are still missing."""

from PySide6.QtWidgets import QWidget

from ui.widgets import Page
from ui.words import tr
from ui.workplace import Workplace


class TotalsPage(Page):
    """The consolidated tables."""

    def __init__(self, place: Workplace) -> None:
        super().__init__(tr("Totals", "Totals"))
        self._place = place

    def first_focus(self) -> QWidget | None:
        return None
