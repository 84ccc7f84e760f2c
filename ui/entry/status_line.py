"""The line below every form: which cell, what it asks for, which rule holds or breaks, when it was saved."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from forms.answers import Address
from forms.pack import Severity
from ui.entry.before import sentence_of
from ui.entry.live import Live, Moved
from ui.entry.marks import BLANK
from ui.entry.spoken import both_figures, why_locked
from ui.icons import sign
from ui.widgets import Elided, label, set_look, tip
from ui.words import tr
from ui.workplace import time_of


class StatusLine(QWidget):
    """Two lines: the cell, and what there is to say of it."""

    stood = Signal(object)  # Address it tells about now, None where there is none

    def __init__(self, live: Live) -> None:
        super().__init__()
        self.setObjectName("statusline")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._live = live
        self._address: Address | None = None
        self._news: list[tuple[str, str]] = []  # told before; stays while the keyboard moves on once
        self._place = label(role="muted")
        self.cell = Elided()
        self.cell.setStyleSheet("font-weight: 600;")
        self.rule = label()
        self._sign = QLabel()
        self._sign.setFixedWidth(16)
        self.saved = label(role="muted")
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 5, 16, 6)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(1)
        grid.addWidget(self._place, 0, 0, 1, 2)
        grid.addWidget(self.cell, 0, 2)
        grid.addWidget(self.saved, 0, 3, Qt.AlignmentFlag.AlignRight)
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self._sign)
        below.addWidget(self.rule, 1)
        grid.addLayout(below, 1, 0, 1, 4)
        grid.setColumnStretch(2, 1)
        self.setFixedHeight(56)
        for text in (self.cell, self.rule):
            text.setMinimumWidth(10)
        live.changed.connect(self._on_changed)
        live.refused.connect(self._on_refused)
        live.told.connect(self._on_told)
        self._show_saved()

    def tell(self, tone: str, text: str) -> None:
        """Say something that stays while the keyboard moves on once."""
        self._on_told(tone, text)

    def forget(self) -> None:
        """Take the message away and tell about the cell again."""
        self._news.clear()
        self._show()

    def stand_on(self, address: Address | None) -> None:
        """Tell about a cell."""
        moved = address != self._address
        self._address = address
        self._show()
        if moved and self._news:
            self._tell(*self._news.pop())
        self.stood.emit(address)

    def _on_changed(self, moved: Moved) -> None:
        self._news.clear()
        here = self._address
        if here is not None and here.table in moved.tables and here.key not in self._live.rows(here.table):
            self._address = None  # its row has just gone
        self._show()
        self._show_saved()

    def _on_told(self, tone: str, text: str) -> None:
        self._news = [(tone, text)]
        self._tell(tone, text)

    def _on_refused(self, address: object, sentence: str) -> None:
        if isinstance(address, Address) and address != self._address:  # of a block: not where one stands
            sentence = f"{self._live.name(address) if self._live.foreign else address}: {sentence}"
        self._tell("error", f"{sentence} {tr('Status', 'The old value stays (Esc: give up).')}")

    def _show_saved(self) -> None:
        at = self._live.entry.saved_at
        text = (
            tr("Status", "Saved {time}").format(time=time_of(at))
            if at
            else tr("Status", "Every cell is saved when left")
        )
        self.saved.setText(text)

    def _show(self) -> None:
        address = self._address
        if address is None:
            self._place.setText("")
            self.cell.setText("")
            self._tell("", "")
            return
        field = self._live.field(address)
        words = self._live.words
        unit = f" ({words(field.unit)})" if field.unit else ""
        self._place.setText(address.field if self._live.foreign else str(address))
        published = self._live.published(address)
        note = self._live.notes.on_row(address.table, address.key)
        noted = tr("Status", "✎ note on the row: {text}").format(text=note.text) if note else ""
        self.cell.setText(" · ".join(filter(None, (f"{self._live.name(address)}{unit}", published, noted))))
        findings = [f for f in self._live.findings_at(address) if f.code != BLANK]
        if findings:
            worst = findings[0]
            tone = "error" if worst.severity is Severity.ERROR else "good" if worst.explained else "warning"
            more = f"  (+{len(findings) - 1})" if len(findings) > 1 else ""
            both = self._live.stated(address) and worst.place == address
            told = both_figures(self._live, address) if both else words(worst.sentence)
            said = f"{told}{more}" if self._live.foreign else f"{worst.code} · {told}{more}"
            if worst.severity is Severity.WARNING and self._live.explains:
                said += f" — {worst.explained or tr('Status', 'F12: give the reason')}"
            self._tell(tone, said)
            return
        locked = why_locked(self._live, address)
        draft = (
            tr("Status", "Typed but not saved yet: F2 opens the cell with it.")
            if self._live.draft(address)
            else ""
        )
        hint = (
            words(field.hint)
            if field.hint
            else words(field.constraint_message)
            if field.constraint_message
            else ""
        )
        self._tell("", locked or draft or hint or self._before(address))

    def _before(self, address: Address) -> str:
        found = self._live.before(address)
        return sentence_of(found) if found is not None and found.text else ""

    def _tell(self, tone: str, text: str) -> None:
        self._sign.setVisible(bool(tone))
        if tone:
            self._sign.setPixmap(sign(tone, 16).pixmap(16, 16))
        set_look(self.rule, "tone", tone)
        self.rule.setText(text)
        self.rule.setToolTip(tip(text))
