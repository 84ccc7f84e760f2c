"""Finds a cell: by its code or words in any form (go to), or by what stands in it (find), this form first.

Neither accents nor đ matter. What stands in the cells is read in short turns while nobody types, so that a
key costs a search through text alone (`office.finding`); until all is read the count says so.
"""

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QVBoxLayout, QWidget

from forms.answers import Address
from forms.letters import fold
from forms.pack import Form, Kind, Table, TableKind
from office.finding import SHOWN, Found, Hit
from ui.entry.live import Live
from ui.widgets import key_hint, label
from ui.words import tr

LINES_IN_SIGHT = 6
TURN, PAUSE = 0.008, 25  # seconds of reading, and milliseconds between two turns of it


class Finder(QWidget):
    """A box with a list below it; Enter goes to the cell, Esc goes back to where one was."""

    jump = Signal(object)  # Address
    closed = Signal()

    def __init__(self, live: Live) -> None:
        super().__init__()
        self._live = live
        self._known: list[tuple[Hit, str]] = []  # places to go to, with their folded words
        self._form: Form | None = None  # whose contents are looked through first; None while going to a cell
        self._found = Found((), 0, complete=True)
        self._last = ""
        self.reading = QTimer(self)
        self.reading.setInterval(PAUSE)
        self.reading.timeout.connect(self._read_on)
        self._at: Address | None = None
        self.box = QLineEdit()
        self.box.setAccessibleName(tr("Finder", "Find"))
        self.list = QListWidget()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName(tr("Finder", "Cells found"))
        self._name = label(role="muted")
        self._count = label(role="small")
        self.box.textEdited.connect(lambda _: self._search())
        self.box.installEventFilter(self)
        self.list.itemClicked.connect(lambda _: self._go())
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._name)
        row.addWidget(self.box, 1)
        row.addWidget(self._count)
        for key, what in (
            ("Enter", tr("Problems", "go to the cell")),
            ("Esc", tr("Problems", "close")),
        ):
            row.addWidget(key_hint(key))
            row.addWidget(label(what, role="small"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 0, 16, 6)
        outer.setSpacing(4)
        outer.addLayout(row)
        outer.addWidget(self.list)
        self.hide()

    @property
    def hits(self) -> tuple[Hit, ...]:
        """The first of the cells found, in the order of the forms."""
        return self._found.hits

    @property
    def count(self) -> int:
        """How many cells were found."""
        return self._found.count

    def prepare(self) -> None:
        """Begin to read what stands in the forms, in short turns."""
        self.reading.start()

    def _read_on(self) -> None:
        if not self._read_a_turn():
            return
        self.reading.stop()
        if self.isVisible() and not self._found.complete:
            self._search()

    def _read_a_turn(self) -> bool:
        """Read for one turn; True when nothing is left to be read."""
        return self._live.index.work(TURN, _tables(self._form))

    def go_to(self, here: Address | None) -> None:
        """Ask for a cell of any form by its code or its words."""
        self._form = None
        self._known = [known for form in self._live.forms for known in places(self._live, form, here)]
        self._open(tr("Finder", "Go to"), "")

    def search(self, form: Form) -> None:
        """Ask for something that stands in a form, this one first."""
        self._form = form
        self._live.index.read(table.id for table in form.tables if table.kind is not TableKind.RECORDS)
        self.prepare()
        self._open(tr("Finder", "Find"), self._last)
        self.box.selectAll()

    def find_next(self, form: Form, here: Address | None) -> None:
        """Go to the next cell in which the last text stands; asks for one where there is none yet."""
        if not self._last:
            self.search(form)
            return
        self._live.index.read(table.id for table in form.tables)
        hit = self._live.index.after(self._last, here, _tables(form))
        if hit is None:
            self._live.told.emit(
                "warning", tr("Finder", "“{text}” stands in no form.").format(text=self._last)
            )
            return
        self.jump.emit(hit.address)

    def _open(self, name: str, text: str) -> None:
        self._name.setText(name)
        self.box.setAccessibleName(name)
        self.box.setText(text)
        self.box.setPlaceholderText(tr("Finder", "code or words; accents do not matter"))
        self.show()
        self._search()
        self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _search(self) -> None:
        text = self.box.text().strip()
        if self._form is not None:
            self._found = self._live.index.search(text, _tables(self._form))
        else:
            wanted = fold(text)
            hits = [hit for hit, folded in self._known if wanted in folded] if wanted else []
            self._found = Found(tuple(hits[:SHOWN]), len(hits), complete=True)
        self.list.clear()
        self.list.addItems([self._named(hit) for hit in self.hits])
        self.list.setCurrentRow(0 if self.hits else -1)
        self.list.setVisible(bool(self.hits))
        lines = min(len(self.hits), LINES_IN_SIGHT)
        self.list.setFixedHeight(max(1, lines) * max(self.list.sizeHintForRow(0), 20) + 6)
        found = (
            tr("Finder", "{n} found") if self._found.complete else tr("Finder", "{n} found, still reading")
        )
        self._count.setText(found.format(n=self.count) if text else "")

    def _named(self, hit: Hit) -> str:
        """A hit as the list shows it: one of another form begins with the form's number."""
        mine = self._form is None or hit.address.table in _tables(self._form)
        if mine:
            return hit.text
        of = next(form for form in self._live.forms if hit.address.table in _tables(form))
        return f"{of.number} · {hit.text}"

    def _go(self) -> None:
        row = self.list.currentRow()
        if not 0 <= row < len(self.hits):
            return
        if self._form is not None:
            self._last = self.box.text().strip()
        self.hide()
        self.jump.emit(self.hits[row].address)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 6, Qt.Key.Key_PageUp: -6}
        key = Qt.Key(event.key())
        if key in steps:
            last = self.list.count() - 1
            self.list.setCurrentRow(max(0, min(self.list.currentRow() + steps[key], last)))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go()
        elif key in (Qt.Key.Key_Escape, Qt.Key.Key_F8):
            self.hide()
            self.closed.emit()
        else:
            return False
        return True


def _shown(table: Table) -> Iterator[str]:
    return (field.id for field in table.fields if field.kind is not Kind.KEY and not field.hidden)


def _tables(form: Form | None) -> tuple[str, ...]:
    return tuple(table.id for table in form.tables) if form is not None else ()


def places(live: Live, form: Form, here: Address | None) -> Iterator[tuple[Hit, str]]:
    """Every field of a form as a place to go to, in the row one stands in or in the first one."""
    for table in form.tables:
        rows = live.rows(table.id)
        if table.kind is not TableKind.SINGLE and not rows:
            continue
        key = here.key if here and here.table == table.id else rows[0] if rows else ()
        for field in _shown(table):
            address = Address(table.id, key, field)
            words = live.name(address)
            text = f"{form.number} {field} · {words}"
            code = f"{table.id}.{field}"
            yield Hit(address, text), fold(f"{text} {code}")
