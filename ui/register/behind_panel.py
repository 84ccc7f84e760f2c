"""The households behind one figure of a form, and the way back to its cell."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from office.register_view import Lines
from ui.register.household_list import HouseholdList, open_hint
from ui.register.panel import Panel
from ui.words import tr


class BehindPanel(Panel):
    """Enter opens a household; Esc goes back to the figure."""

    opened = Signal(object)  # Key

    def __init__(self) -> None:
        super().__init__(scroll=False)
        self.back.setText(tr("Register", "Back to the figure (Esc)"))
        self.households = HouseholdList()
        self.households.opened.connect(self.opened)
        self.body.addWidget(self.households, 1)
        for one in open_hint():
            self.acts.addWidget(one)

    def wait(self, title: str) -> None:
        """Say that the households are being looked for."""
        self.tell(title, tr("Register", "Counting the households…"))
        self.households.hide()

    def show_lines(self, title: str, figure: str, lines: Lines) -> None:
        """Show the households behind a figure."""
        told = tr("Register", "{figure}: {n} households of the register stand behind it.").format(
            figure=figure or "0", n=len(lines.rows)
        )
        self.tell(title, told)
        self.households.show_lines(lines)
        self.households.setVisible(bool(lines.rows))

    def first_focus(self) -> QWidget | None:
        return self.households if self.households.isVisible() else self.back
