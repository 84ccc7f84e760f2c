"""The details of one cell: the period before beside it, the published figure, its note, its history."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from forms.answers import Address, State, Value
from forms.findings import CellView
from ui.entry.before import big_word
from ui.entry.live import Live, Moved
from ui.widgets import Elided, ReadTable, key_hint, label
from ui.words import tr
from ui.workplace import moment

NOTE_WIDTH = 230
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class DetailsPanel(QWidget):
    """Stands below the form, follows the keyboard, and is closed with Esc or Ctrl+Enter."""

    closed = Signal()

    def __init__(self, live: Live) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._live = live
        self._address: Address | None = None
        self._head = Elided(role="heading")
        self.facts = label(wrap=True)
        heads = (
            tr("Entry", "When"),
            tr("Entry", "Who"),
            tr("Entry", "Before"),
            tr("Entry", "After"),
            tr("Entry", "How"),
        )
        self.history = ReadTable(heads, [134, 84, 60, 60], tr("Details", "History of the cell"))
        self.history.verticalHeader().setDefaultSectionSize(26)
        self.note = QPlainTextEdit()
        self.note.setAccessibleName(tr("Details", "Note on the cell"))
        self.note.setPlaceholderText(tr("Details", "A note for this office; it is never sent."))
        self.note.setTabChangesFocus(True)
        self.noted = label(role="small", wrap=True)
        for part in (self.note, self.history):
            part.installEventFilter(self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 8, 16, 10)
        outer.setSpacing(6)
        outer.addLayout(self._top())
        outer.addWidget(self.facts)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.history, 1)
        row.addWidget(self._side())
        outer.addLayout(row, 1)
        live.changed.connect(self._on_changed)

    def _top(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.addWidget(self._head, 1)
        for key, what in (
            ("Shift+F2", tr("Details", "write the note")),
            ("F7", tr("Details", "take the figure before")),
            ("Esc", tr("Problems", "close")),
        ):
            head.addWidget(key_hint(key))
            head.addWidget(label(what, role="small"))
        return head

    def _side(self) -> QWidget:
        side = QWidget()
        side.setFixedWidth(NOTE_WIDTH)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label(tr("Details", "Note"), role="muted"))
        column.addWidget(self.note, 1)
        column.addWidget(self.noted)
        return side

    @property
    def address(self) -> Address | None:
        """The cell that is told about."""
        return self._address

    def stand_on(self, address: Address | None) -> None:
        """Tell about another cell; what was being written about the last one is saved first."""
        if address is None or address == self._address:
            return
        self.save()
        self._address = address
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Read the cell again."""
        address = self._address
        if address is None or not self._exists(address):
            return
        live = self._live
        place = live.name(address) if live.foreign else f"{address} · {live.name(address)}"
        self._head.setText(place)
        self.facts.setText("   ·   ".join(self.told(address)))
        self.history.fill(self._history(address))
        kept = live.notes.at(address)
        if not self.note.hasFocus():
            self.note.setPlainText(kept.text if kept else "")
        self.noted.setText(f"{kept.who}, {moment(kept.when)}" if kept else "")

    def told(self, address: Address) -> list[str]:
        """The figures of a cell: now, before, difference, per cent, published."""
        live = self._live
        said = [tr("Details", "Now: {text}").format(text=live.cell(address).text or "—")]
        earlier, above = live.before(address), live.above(address)
        if earlier is not None:
            text = earlier.text or "—"
            said.append(tr("Details", "Before ({key}): {text}").format(key=earlier.period, text=text))
            if earlier.difference:
                said.append(tr("Details", "Difference: {figure}").format(figure=earlier.difference))
            if earlier.per_cent:
                said.append(tr("Details", "Per cent: {figure}").format(figure=earlier.per_cent))
            said += filter(None, [big_word(earlier.big)])
        elif above is not None:
            text = live.cell(above).text or "—"
            said.append(
                tr("Details", "In the record above ({key}): {text}").format(key=above.key[-1], text=text)
            )
        published = live.published(address)
        return [*said, published] if published else said

    def _history(self, address: Address) -> list[tuple[str, ...]]:
        return [
            (
                moment(item.when),
                item.who,
                self._said(address, item.old, item.old_state),
                self._said(address, item.new, item.new_state),
                how_word(item.how),
            )
            for item in self._live.entry.history(address)
        ]

    def _said(self, address: Address, value: Value | None, state: State | None) -> str:
        """Write an answer of the history as the cell would show it."""
        return self._live.entry.show(address, CellView(value, state))

    def _exists(self, address: Address) -> bool:
        return not address.key or address.key in self._live.rows(address.table)

    def write_note(self) -> None:
        """Put the keyboard into the note."""
        self.note.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def save(self) -> None:
        """Save the note, where it was changed."""
        address = self._address
        if address is None or not self.isVisible():
            return
        kept = self._live.notes.at(address)
        if self.note.toPlainText().strip() != (kept.text if kept else ""):
            self._live.write_note(address, self.note.toPlainText())

    def _on_changed(self, moved: Moved) -> None:
        if self.isVisible() and self._address in moved.cells:
            self.refresh()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut and watched is self.note:
            self.save()
            self.refresh()
            return False
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        done = event.key() in _ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_F8) or done:
            self.save()
            self.closed.emit()
            return True
        return False


def how_word(how: str) -> str:
    """How a value came into its cell, in words."""
    if how.startswith("submission "):
        return tr("Entry", "from a filled form: {name}").format(name=how.partition(" ")[2])
    if how.startswith("import "):
        return tr("Entry", "from the list {name}").format(name=how.partition(" ")[2])
    return {
        "typed": tr("Entry", "typed"),
        "pasted": tr("Entry", "pasted"),
        "filled": tr("Entry", "filled from a file"),
        "undo": tr("Entry", "taken back"),
        "redo": tr("Entry", "done again"),
        "copied": tr("Entry", "from the period before"),
        "removed": tr("Entry", "removed"),
        "attached": tr("Entry", "file attached"),
        "detached": tr("Entry", "file taken out"),
        "program": tr("Entry", "by the program"),
        "register": tr("Entry", "from the household register"),
        "seen": tr("Entry", "number shown on the screen"),
    }.get(how, how)
