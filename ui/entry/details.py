"""The details of one cell: the period before beside it, the published figure, its note, its history."""

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from forms.answers import Address, State, Value
from forms.findings import CellView
from office.noting import WHOLE
from ui.entry.before import big_word
from ui.entry.live import Live, Moved
from ui.widgets import Elided, ReadTable, add_key_hints, button, label
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
        self._whole = False  # the note in sight is on the whole row or record
        self.on_cell = button(tr("Details", "Cell"), kind="chip")
        self.on_row = button(tr("Details", "Row"), kind="chip")
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
        add_key_hints(
            head,
            ("Shift+F2", tr("Details", "note on the cell")),
            ("Ctrl+F2", tr("Details", "on the row")),
            ("F7", tr("Details", "take the figure before")),
            ("Esc", tr("Problems", "close")),
        )
        return head

    def _side(self) -> QWidget:
        side = QWidget()
        side.setFixedWidth(NOTE_WIDTH)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        heads = QHBoxLayout()
        heads.setSpacing(4)
        heads.addWidget(label(tr("Details", "Note"), role="muted"))
        heads.addStretch(1)
        for whole, made in ((False, self.on_cell), (True, self.on_row)):
            made.setCheckable(True)
            made.setAutoExclusive(True)
            made.clicked.connect(lambda _=False, whole=whole: self.note_on(whole=whole))
            heads.addWidget(made)
        self.on_cell.setChecked(True)
        column.addLayout(heads)
        column.addWidget(self.note, 1)
        column.addWidget(self.noted)
        return side

    def note_on(self, *, whole: bool) -> None:
        """Show the note on the cell, or the one on its whole row or record; what was written is saved."""
        self.save()
        self._whole = whole
        self.on_row.setChecked(whole)
        self.on_cell.setChecked(not whole)
        name = tr("Details", "Note on the whole row") if whole else tr("Details", "Note on the cell")
        self.note.setAccessibleName(name)
        self._show_note(anew=True)

    @property
    def _noted_at(self) -> Address | None:
        """What the note in sight speaks of."""
        address = self._address
        return replace(address, field=WHOLE) if address is not None and self._whole else address

    def _show_note(self, *, anew: bool = False) -> None:
        """Show the note in sight; what is being written is left alone unless it is another note now."""
        place = self._noted_at
        kept = self._live.notes.at(place) if place is not None else None
        text = kept.text if kept else ""
        if (anew or not self.note.hasFocus()) and self.note.toPlainText() != text:
            self.note.setPlainText(text)
        self.noted.setText(f"{kept.who}, {moment(kept.when)}" if kept else "")
        address = self._address
        for made, there, words in (
            (self.on_cell, address, tr("Details", "Cell")),
            (self.on_row, replace(address, field=WHOLE) if address else None, tr("Details", "Row")),
        ):
            marked = there is not None and self._live.notes.at(there) is not None
            made.setText(f"✎ {words}" if marked else words)

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
            self._show_note(anew=True)
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
        self._show_note()

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

    def write_note(self, *, whole: bool = False) -> None:
        """Put the keyboard into the note on the cell, or on its whole row or record."""
        self.note_on(whole=whole)
        self.note.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def save(self) -> None:
        """Save the note, where it was changed."""
        address = self._noted_at
        if address is None or not self.isVisible():
            return
        kept = self._live.notes.at(address)
        if self.note.toPlainText().strip() != (kept.text if kept else ""):
            self._live.write_note(address, self.note.toPlainText())

    def _on_changed(self, moved: Moved) -> None:
        if self.isVisible() and {self._address, self._noted_at} & moved.cells:
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
        "carried": tr("Entry", "from the period before"),
        "removed": tr("Entry", "removed"),
        "restored": tr("Entry", "from the recycle bin"),
        "duplicated": tr("Entry", "copied from another record"),
        "changed in many": tr("Entry", "changed in several rows at once"),
        "attached": tr("Entry", "file attached"),
        "detached": tr("Entry", "file taken out"),
        "program": tr("Entry", "by the program"),
        "register": tr("Entry", "from the household register"),
        "merged": tr("Entry", "from a colleague's part"),
        "decided": tr("Entry", "decided anew after merging"),
        "part opened": tr("Entry", "came with the part"),
        "seen": tr("Entry", "number shown on the screen"),
        "rebuilt": tr("Entry", "from a package that was sent"),
        "salvaged": tr("Entry", "saved from a damaged file"),
    }.get(how, how)
