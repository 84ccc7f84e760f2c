"""Ending a recognition: why, the last day, who said so; what was taken in before stays."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QLineEdit, QWidget

from db.signers import LEFT, LOST, REPLACED, WRONG
from forms.problems import Problem
from office.receiving import SignerView
from office.register_view import read_day
from ui.register.open_panel import Choices
from ui.register.panel import Panel
from ui.widgets import button
from ui.words import tr
from ui.workplace import Workplace


class EndPanel(Panel):
    """Asks why a signer counts no more; `agreed` tells kind, last day (None: from today) and how."""

    agreed = Signal(str, object, str)

    def __init__(self, place: Workplace) -> None:
        super().__init__(scroll=False)
        self._place = place
        self.why = Choices(
            tr("People", "Why?"),
            (
                (
                    LEFT,
                    tr("People", "Signs no more: moved, retired, or the deputising is over"),
                    tr("People", "What came up to the last day stays good."),
                ),
                (
                    REPLACED,
                    tr("People", "Has a new key: passphrase forgotten, PC changed"),
                    tr("People", "The new key is recognised on its own."),
                ),
                (
                    LOST,
                    tr("People", "Key lost, stolen or in other hands"),
                    tr(
                        "People",
                        "Nothing signed with it is taken in, and it is never recognised again.",
                    ),
                ),
                (
                    WRONG,
                    tr("People", "Entered by mistake: wrong unit or wrong person"),
                    tr("People", "Afterwards the signer can be recognised for the right unit."),
                ),
            ),
        )
        self.body.addWidget(self.why)
        self.last = QLineEdit()
        self.last.setAccessibleName(tr("People", "Last day it counts (blank: yesterday)"))
        self.last.setMaximumWidth(160)
        self.how = QLineEdit()
        self.how.setAccessibleName(tr("People", "Who said so, and how"))
        self.how.setPlaceholderText(tr("People", "For example: decision 12/QĐ-UBND, the chairman called"))
        self.how.textChanged.connect(lambda _: self._wake())
        self.how.returnPressed.connect(self._agree)
        self.last.returnPressed.connect(self.how.setFocus)
        asked = QFormLayout()
        asked.setVerticalSpacing(10)
        asked.setHorizontalSpacing(14)
        for editor in (self.last, self.how):
            asked.addRow(editor.accessibleName(), editor)
        self.body.addLayout(asked)
        self.body.addStretch(1)
        self.yes = button(tr("People", "End the recognition"), kind="main")
        self.yes.clicked.connect(self._agree)
        self.acts.addWidget(self.yes)

    def show_signer(self, one: SignerView, unit: str) -> None:
        """Begin with a signer of the register."""
        person = ", ".join(part for part in (one.person, one.position) if part)
        self.tell(
            tr("People", "{person} signs for {unit} no more").format(person=person, unit=unit),
            tr("People", "Packages taken in before stay as they are. The line stays in the register."),
        )
        self.notice.clear()
        self.why.choose(LEFT)
        self.last.clear()
        self.how.clear()
        self._wake()

    def _wake(self) -> None:
        self.yes.setEnabled(bool(self.how.text().strip()))

    def _agree(self) -> None:
        if not self.yes.isEnabled():
            return
        last: date | None = None
        try:
            if self.last.text().strip():
                last = read_day(self.last.text())
        except Problem as problem:
            self.notice.tell("error", self._place.sentence(problem))
            self.last.setFocus()
            return
        self.agreed.emit(self.why.chosen, last, self.how.text().strip())

    def first_focus(self) -> QWidget | None:
        return self.why.choices[LEFT]
