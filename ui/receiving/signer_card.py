"""A signer nobody has recognised yet: compare the words by telephone, then recognise once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLineEdit, QWidget

from db.signers import ACTING, CAPACITIES, DEPUTY, LEFT, LOST, REPLACED
from forms.problems import Problem
from office.receiving import SignerView, Waiting, signers
from office.recognising import Ending
from office.register_view import read_day
from ui.people.words import capacity_word, likely_capacity
from ui.widgets import Card, Notice, Picker, ReadTable, button, label
from ui.words import tr
from ui.workplace import Workplace, moment


@dataclass(frozen=True, slots=True)
class Recognition:
    """What a person says of a signer whose words agree."""

    signer: Waiting
    person: str
    position: str
    how: str
    capacity: str
    until: date | None
    instead: Ending | None


class SignerCard(Card):
    """The packages that wait for their signer, and what is asked before one is recognised."""

    recognise = Signal(object)  # Recognition

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
        for one in (self.person, self.how):
            one.textChanged.connect(self._wake)
        self.capacity = Picker(tr("People", "Signs as"))
        for code in CAPACITIES:
            self.capacity.addItem(capacity_word(code), code)
        self.until = _line(tr("People", "Last day (may be blank)"))
        self.until.setPlaceholderText("31/12/2018")
        self.capacity.currentIndexChanged.connect(self._on_capacity)
        self.instead = Picker(tr("People", "Who signed before"))
        self._form = form = QFormLayout()
        form.setHorizontalSpacing(14)
        form.setVerticalSpacing(8)
        lines: tuple[QWidget, ...] = (
            self.person,
            self.position,
            self.capacity,
            self.until,
            self.instead,
            self.how,
        )
        for editor in lines:
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
        self.capacity.setCurrentIndex(CAPACITIES.index(likely_capacity(now.position)))
        self._on_capacity()
        self._offer_before(now)
        self._wake()

    def _on_capacity(self, *_: int) -> None:
        """Only who stands in for somebody has a last day."""
        self.until.clear()
        self._form.setRowVisible(self.until, self.capacity.currentData() in (DEPUTY, ACTING))

    def _offer_before(self, now: Waiting) -> None:
        """Where others sign for the unit already: ask whether they go on. Nothing is ended by itself."""
        today = self._place.desk.clock.today().isoformat()
        known = [
            one
            for one in signers(self._place.desk)
            if one.unit == now.unit and one.fingerprint != now.fingerprint
            if not one.until or one.until >= today
        ]
        self.instead.clear()
        self.instead.addItem(tr("People", "All others go on signing"), None)
        for one in known:
            for kind, words in _ENDINGS.items():
                self.instead.addItem(words().format(person=_named(one)), Ending(one.fingerprint, kind))
        self._form.setRowVisible(self.instead, bool(known))

    def _wake(self) -> None:
        self.button.setEnabled(
            self.now is not None and bool(self.person.text().strip() and self.how.text().strip())
        )

    def _recognise(self) -> None:
        if self.now is None or not self.button.isEnabled():
            return
        try:
            until = read_day(self.until.text()) if self.until.text().strip() else None
        except Problem as problem:
            self.notice.tell("error", self._place.sentence(problem))
            self.until.setFocus()
        else:
            self.recognise.emit(
                Recognition(
                    self.now,
                    self.person.text(),
                    self.position.text(),
                    self.how.text().strip(),
                    self.capacity.currentData(),
                    until,
                    self.instead.currentData(),
                )
            )


_ENDINGS: dict[str, Callable[[], str]] = {
    REPLACED: lambda: tr("People", "New key instead of that of {person}: the old one ends"),
    LEFT: lambda: tr("People", "{person} signs no more: this one follows"),
    LOST: lambda: tr("People", "The key of {person} is lost: block it"),
}


def _named(one: SignerView) -> str:
    return ", ".join(part for part in (one.person, one.position) if part)


def _signer(one: Waiting) -> str:
    """Who signed, as people name them; the certificate's whole name where it names no person."""
    return ", ".join(part for part in (one.person, one.position) if part) or one.subject


def _line(name: str) -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(name)
    return made
