"""A signer nobody has recognised yet: compare the words by telephone, then recognise once."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLineEdit

from office.receiving import Waiting
from ui.widgets import Card, Notice, ReadTable, button, label
from ui.words import tr
from ui.workplace import Workplace, moment


class SignerCard(Card):
    """The packages that wait for their signer, and what is asked before one is recognised."""

    recognise = Signal(object, str, str, str)  # Waiting, person, position, how

    def __init__(self, place: Workplace) -> None:
        super().__init__(tr("Receive", "Signers not recognised yet"))
        self._place = place
        self._waiting: tuple[Waiting, ...] = ()
        explain = tr(
            "Receive",
            "Their packages wait and are in no table. Call the unit on a number you know and compare the "
            "words below; then the package is taken in without being sent again.",
        )
        self.body.addWidget(label(explain, role="muted", wrap=True))
        heads = (
            tr("Receive", "Unit"),
            tr("Receive", "Signed by"),
            tr("Receive", "Received"),
            tr("Receive", "File"),
        )
        self.list = ReadTable(heads, (190, 190, 140), tr("Receive", "Signers not recognised yet"))
        self.list.currentCellChanged.connect(self._on_current)
        self.list.cellActivated.connect(self._on_activated)
        self.body.addWidget(self.list)
        self.words = label(role="code", wrap=True)
        self.words.setAccessibleName(tr("Receive", "Words of the signature"))
        self.body.addWidget(label(tr("Receive", "The unit must read exactly these words:"), role="muted"))
        self.body.addWidget(self.words)
        self.person = _line(tr("Receive", "Who signs"))
        self.position = _line(tr("Receive", "Position"))
        self.how = _line(tr("Receive", "How confirmed"))
        self.how.setPlaceholderText(tr("Receive", "For example: called 0260 3824 123, spoke with Mr A Nam"))
        self.how.returnPressed.connect(self._recognise)
        for editor in (self.person, self.how):
            editor.textChanged.connect(self._wake)
        form = QFormLayout()
        form.setHorizontalSpacing(14)
        form.setVerticalSpacing(8)
        for editor in (self.person, self.position, self.how):
            form.addRow(editor.accessibleName(), editor)
        self.body.addLayout(form)
        self.notice = Notice()
        self.body.addWidget(self.notice)
        self.button = button(tr("Receive", "The words agree: recognise"), kind="main")
        self.button.clicked.connect(self._recognise)
        row = QHBoxLayout()
        row.addWidget(self.button)
        row.addStretch(1)
        self.body.addLayout(row)

    def _on_activated(self, *_: int) -> None:
        self.how.setFocus()

    def show_waiting(self, waiting: tuple[Waiting, ...]) -> None:
        """Show who waits; the card hides when nobody does."""
        self._waiting = waiting
        self.list.fill([(one.unit_name, _signer(one), moment(one.received_at), one.file) for one in waiting])
        self.list.fit(1, 5)
        self.setVisible(bool(waiting))
        if waiting:
            self.list.selectRow(0)
            self._on_current()

    @property
    def now(self) -> Waiting | None:
        """The signer under the cursor."""
        row = self.list.currentRow()
        return self._waiting[row] if 0 <= row < len(self._waiting) else None

    def _on_current(self, *_: object) -> None:
        now = self.now
        if now is None:
            return
        self.words.setText(" · ".join(now.words))
        self.person.setText(now.person)
        self.position.setText(now.position)
        self.how.clear()
        self._wake()

    def _wake(self) -> None:
        self.button.setEnabled(
            self.now is not None and bool(self.person.text().strip() and self.how.text().strip())
        )

    def _recognise(self) -> None:
        if self.now is not None and self.button.isEnabled():
            self.recognise.emit(self.now, self.person.text(), self.position.text(), self.how.text().strip())


def _signer(one: Waiting) -> str:
    """Who signed, as people name them; the certificate's whole name where it names no person."""
    return ", ".join(part for part in (one.person, one.position) if part) or one.subject


def _line(name: str) -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(name)
    return made
