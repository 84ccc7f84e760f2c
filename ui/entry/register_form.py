"""A household register: the grid of all households, and the sheet of one of them with its members.

Alt+Enter opens the sheet of the household one stands on, and goes back to its line. The grid and the sheet
are those of every other form; there is no second way of typing here.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from forms.answers import Address, Key
from forms.pack import Kind, Table
from ui.entry.live import Live, Moved
from ui.entry.record_form import RecordForm
from ui.entry.rows_form import RowsForm
from ui.widgets import Elided, button, key_hint, label
from ui.words import tr

_NAMES = 2  # texts that name a household: its code and its head


class RegisterForm(QStackedWidget):
    """All households of a book; one of them at a time as a sheet."""

    stood_on = Signal(object)

    def __init__(self, live: Live, table: str) -> None:
        super().__init__()
        self._live = live
        self._table: Table = live.table(table)
        self.sheet: RecordForm | None = None
        self.rows = RowsForm(live, table, fixed_height=False)
        self.rows.stood_on.connect(self.stood_on)
        self._page = QWidget()
        self._name = Elided(role="heading")
        self._place = label(role="muted")
        self._body = self._sheet_page()
        self.addWidget(self.rows)
        self.addWidget(self._page)
        for keys in ("Alt+Return", "Alt+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.turn_over)
        live.changed.connect(self._on_changed)

    def _sheet_page(self) -> QVBoxLayout:
        back = button(tr("Register", "← All households"), kind="quiet")
        back.clicked.connect(self.show_rows)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(back)
        head.addWidget(key_hint("Alt+Enter"))
        head.addWidget(self._name, 1)
        head.addWidget(self._place)
        head.addWidget(key_hint("Alt+PgUp/PgDn"))
        body = QVBoxLayout(self._page)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(6)
        body.addLayout(head)
        return body

    # --- one household -----------------------------------------------------------------------

    @property
    def key(self) -> Key | None:
        """The household that is shown as a sheet."""
        return self.sheet.key if self.sheet is not None and self.currentWidget() is self._page else None

    def turn_over(self) -> None:
        """From the line of a household to its sheet, and back."""
        if self.key is not None:
            self.show_rows()
            return
        address = self.rows.address
        if address is not None:
            self.show_household(address.key)

    def show_household(self, key: Key) -> None:
        """Show the sheet of a household and put the keyboard into it."""
        if self.sheet is None or self.sheet.key != key:
            self._drop()
            self.sheet = RecordForm(self._live, self._table, key)
            self.sheet.stood_on.connect(self.stood_on)
            self._body.addWidget(self.sheet, 1)
        self._tell()
        self.setCurrentWidget(self._page)
        self.sheet.start()

    def _drop(self) -> None:
        if self.sheet is not None:
            self.sheet.let_go()
            self.sheet.hide()
            self.sheet.deleteLater()
            self.sheet = None

    def _tell(self) -> None:
        if self.sheet is None:
            return
        self._name.setText(" · ".join(filter(None, self.name_of(self.sheet.key))))
        keys = self.rows.model.keys
        place = keys.index(self.sheet.key) + 1 if self.sheet.key in keys else 0
        self._place.setText(f"{place}/{len(keys)}" if place else "")

    def name_of(self, key: Key) -> tuple[str, ...]:
        """What a household is known by."""
        texts = [field for field in self._table.fields if field.kind is Kind.TEXT and not field.hidden]
        return tuple(self._live.cell(Address(self._table.id, key, one.id)).text for one in texts[:_NAMES])

    def show_rows(self) -> None:
        """Go back to the grid, onto the line of the household that was open."""
        key, field = self.key, self._table.fields[0].id
        here = self.sheet.address if self.sheet is not None else None
        if here is not None and here.table == self._table.id:
            field = here.field
        self.setCurrentWidget(self.rows)
        if key is None or not self.rows.jump_to(Address(self._table.id, key, field)):
            self.rows.start()

    def _on_changed(self, moved: Moved) -> None:
        if self.sheet is None:
            return
        if self._table.id in moved.tables and self.sheet.key not in self._live.rows(self._table.id):
            shown = self.key is not None
            self._drop()
            self.setCurrentWidget(self.rows)
            if shown:
                self.rows.start()
        elif any(one.key == self.sheet.key for one in moved.cells):
            self._tell()

    # --- what the page asks of every form ------------------------------------------------------

    def start(self) -> None:
        """Give the keyboard to what is shown."""
        if self.key is not None and self.sheet is not None:
            self.sheet.start()
        else:
            self.rows.start()

    @property
    def address(self) -> Address | None:
        """The cell the keyboard stands in."""
        return self.sheet.address if self.key is not None and self.sheet is not None else self.rows.address

    def jump_to(self, address: Address) -> bool:
        """Stand on a cell: in the sheet that is open or where members stand, else in the grid."""
        key = address.key[:1]
        if key not in self._live.rows(self._table.id):
            return False
        if self.key is None and address.table == self._table.id and self.rows.jump_to(address):
            return True
        self.show_household(key)
        return self.sheet is not None and self.sheet.jump_to(address)

    def turn(self, step: int) -> bool:
        """Go to the sheet of the household before or after."""
        key, keys = self.key, self.rows.model.keys
        if key is None or key not in keys or not 0 <= keys.index(key) + step < len(keys):
            return False
        self.show_household(keys[keys.index(key) + step])
        return True

    @property
    def rows_here(self) -> RowsForm:
        """The rows that are filtered, sorted and changed: members where the keyboard stands in them."""
        inner = self.sheet.child_under_focus() if self.key is not None and self.sheet is not None else None
        return inner or self.rows

    def add(self) -> None:
        """Add a household, or a member where a sheet is open."""
        if self.key is not None and self.sheet is not None:
            self.sheet.add()
        else:
            self.rows.add()

    def remove(self) -> None:
        """Remove the household, or the member, the keyboard stands on."""
        if self.key is not None and self.sheet is not None:
            self.sheet.remove()
        else:
            self.rows.remove()
