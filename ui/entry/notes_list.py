"""All notes of this office in one list: on cells, rows and whole records, with a box to search them."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QLineEdit, QVBoxLayout, QWidget

from db.notes import Note
from forms.answers import Address
from forms.pack import Kind, TableKind
from office.earlier import naming
from office.noting import WHOLE
from ui.entry.live import Live, Moved
from ui.widgets import ReadTable, add_key_hints, label
from ui.words import tr
from ui.workplace import moment


class NotesPanel(QWidget):
    """Stands below the form; Enter goes to the place of a note, Esc closes."""

    jump = Signal(object)  # Address
    closed = Signal()

    def __init__(self, live: Live) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._live = live
        self._notes: tuple[Note, ...] = ()
        self.box = QLineEdit()
        self.box.setAccessibleName(tr("Notes", "Search the notes"))
        self.box.setPlaceholderText(tr("Notes", "search the notes; accents do not matter"))
        self.box.textEdited.connect(lambda _: self.refresh())
        self._count = label(role="small")
        heads = (tr("Notes", "Where"), tr("Notes", "Note"), tr("Notes", "Who"), tr("Notes", "When"))
        self.list = ReadTable(heads, [250, 200, 110, 140], tr("Notes", "Notes"))
        self.list.horizontalHeader().setStretchLastSection(False)
        self.list.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.list.cellDoubleClicked.connect(lambda *_: self._go())
        for part in (self.box, self.list):
            part.installEventFilter(self)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(label(tr("Notes", "Notes"), role="heading"))
        top.addWidget(self.box, 1)
        top.addWidget(self._count)
        add_key_hints(top, ("Enter", tr("Notes", "go there")), ("Esc", tr("Problems", "close")))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 8, 16, 10)
        outer.setSpacing(6)
        outer.addLayout(top)
        outer.addWidget(self.list, 1)
        live.changed.connect(self._on_changed)

    @property
    def shown(self) -> tuple[Note, ...]:
        """The notes in the list."""
        return self._notes

    def open(self) -> None:
        """Show every note and give the box the keyboard."""
        self.show()
        self.box.clear()
        self.refresh()
        self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def refresh(self) -> None:
        """Read the notes again."""
        self._notes = self._live.notes.found(self.box.text())
        self.list.fill([(self._where(n.address), n.text, n.who, moment(n.when)) for n in self._notes])
        if self._notes:
            self.list.selectRow(0)
        self._count.setText(tr("Notes", "{n} notes").format(n=len(self._notes)))

    def _where(self, address: Address) -> str:
        live = self._live
        form = next((f for f in live.forms if any(t.id == address.table for t in f.tables)), None)
        if form is None:
            return str(address)
        table = live.table(address.table)
        named = naming(table) if table.kind is TableKind.RECORDS else None
        row = ""
        if named is not None and address.key in live.rows(table.id):
            row = live.cell(Address(table.id, address.key, named.id)).text
        fixed = next((one for one in table.rows if one.key == address.key), None)
        row = row or (live.words(fixed.label) if fixed is not None else " ".join(address.key))
        field = live.name(address) if address.field else tr("Notes", "the whole row")
        return " · ".join(filter(None, (form.number, row, field)))

    def _go(self) -> None:
        row = self.list.currentRow()
        if not 0 <= row < len(self._notes):
            return
        address = self._notes[row].address
        if address.field == WHOLE:
            fields = self._live.table(address.table).fields
            first = next(one for one in fields if one.kind is not Kind.KEY and not one.hidden)
            address = Address(address.table, address.key, first.id)
        self.hide()
        self.jump.emit(address)

    def _on_changed(self, moved: Moved) -> None:
        if self.isVisible() and moved.cells:
            self.refresh()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        key = event.key()
        if key in (Qt.Key.Key_Escape, Qt.Key.Key_F8):
            self.hide()
            self.closed.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go()
        elif watched is self.box and key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if key == Qt.Key.Key_Down else -1
            self.list.selectRow(max(0, min(self.list.currentRow() + step, len(self._notes) - 1)))
        else:
            return False
        return True
