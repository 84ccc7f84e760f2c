"""Finds a cell: by its code or words in any form (go to), or by what stands in it in this one (find).

Neither accents nor đ matter. The words are folded once when the box opens, so a key costs a plain search.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QVBoxLayout, QWidget

from forms.answers import Address
from forms.letters import fold
from forms.pack import Form, Kind, Table, TableKind
from ui.entry.live import Live
from ui.widgets import key_hint, label
from ui.words import tr

SHOWN = 200
LINES_IN_SIGHT = 6


@dataclass(frozen=True, slots=True)
class Hit:
    """A cell that was found, as the list names it."""

    address: Address
    text: str
    folded: str


class Finder(QWidget):
    """A box with a list below it; Enter goes to the cell, Esc goes back to where one was."""

    jump = Signal(object)  # Address
    closed = Signal()

    def __init__(self, live: Live) -> None:
        super().__init__()
        self._live = live
        self._known: list[Hit] = []
        self._hits: list[Hit] = []
        self._last = ""
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
        """The cells found, in the order of the forms."""
        return tuple(self._hits)

    def go_to(self, here: Address | None) -> None:
        """Ask for a cell of any form by its code or its words."""
        self._open(
            tr("Finder", "Go to"), [hit for f in self._live.forms for hit in places(self._live, f, here)], ""
        )

    def search(self, form: Form) -> None:
        """Ask for something that stands in a form."""
        self._open(tr("Finder", "Find"), list(contents(self._live, form)), self._last)
        self.box.selectAll()

    def find_next(self, form: Form, here: Address | None) -> None:
        """Go to the next cell in which the last text stands; asks for one where there is none yet."""
        if not self._last:
            self.search(form)
            return
        hits = [hit for hit in contents(self._live, form) if fold(self._last) in hit.folded]
        places_ = [hit.address for hit in hits]
        if not hits:
            self._live.told.emit(
                "warning", tr("Finder", "“{text}” is not in this form.").format(text=self._last)
            )
            return
        at = places_.index(here) + 1 if here in places_ else 0
        self.jump.emit(places_[at % len(places_)])

    def _open(self, name: str, known: list[Hit], text: str) -> None:
        self._known = known
        self._name.setText(name)
        self.box.setAccessibleName(name)
        self.box.setText(text)
        self.box.setPlaceholderText(tr("Finder", "code or words; accents do not matter"))
        self.show()
        self._search()
        self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _search(self) -> None:
        wanted = fold(self.box.text().strip())
        self._hits = [hit for hit in self._known if wanted in hit.folded] if wanted else []
        self.list.clear()
        self.list.addItems([hit.text for hit in self._hits[:SHOWN]])
        self.list.setCurrentRow(0 if self._hits else -1)
        self.list.setVisible(bool(self._hits))
        lines = min(len(self._hits), LINES_IN_SIGHT)
        self.list.setFixedHeight(max(1, lines) * max(self.list.sizeHintForRow(0), 20) + 6)
        self._count.setText(tr("Finder", "{n} found").format(n=len(self._hits)) if wanted else "")

    def _go(self) -> None:
        row = self.list.currentRow()
        if not 0 <= row < len(self._hits):
            return
        if self._name.text() == tr("Finder", "Find"):
            self._last = self.box.text().strip()
        self.hide()
        self.jump.emit(self._hits[row].address)

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


def places(live: Live, form: Form, here: Address | None) -> Iterator[Hit]:
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
            yield Hit(address, text, fold(f"{text} {code}"))


def contents(live: Live, form: Form) -> Iterator[Hit]:
    """Everything that stands in a form: rows and questions by their names, answers by their text."""
    for table in form.tables:
        fields = list(_shown(table))
        names = {row.key: live.place.words(row.label) for row in table.rows}
        labels = {name: live.words(live.field(Address(table.id, (), name)).label) for name in fields}
        keys = ((),) if table.kind is TableKind.SINGLE else live.rows(table.id)
        for number, key in enumerate(keys, 1):
            row = next((names[key[n:]] for n in range(len(key)) if key[n:] in names), str(number))
            row = row if table.kind is not TableKind.SINGLE else ""
            for name in fields:
                address = Address(table.id, key, name)
                answer = live.cell(address).text
                text = " · ".join(filter(None, (row, labels[name], answer)))
                wanted = text if table.kind is not TableKind.RECORDS else answer
                yield Hit(address, text, fold(wanted))
