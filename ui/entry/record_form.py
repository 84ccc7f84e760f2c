"""Records as forms: one record with its questions and small tables, and the list of all records."""

from PySide6.QtCore import QItemSelectionModel, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from forms.answers import Address, Key
from forms.pack import Kind, Table, TableKind
from office.records import Arrangement
from ui.entry.editors import DraftKeeper
from ui.entry.field_line import FieldLine, Heading
from ui.entry.files_line import FilesLine
from ui.entry.live import Live, Moved, children
from ui.entry.records_view import Records, RecordsView
from ui.entry.rows_form import RowsForm
from ui.widgets import button, label, line
from ui.words import tr

Question = FieldLine | FilesLine


class RecordForm(QScrollArea):
    """The questions of one record, with its child tables below."""

    stood_on = Signal(object)

    def __init__(self, live: Live, table: Table, key: Key) -> None:
        super().__init__()
        self._live = live
        self._table = table
        self.key = key
        self._keeper = DraftKeeper(live, self)
        self._lines: dict[Address, Question] = {}
        self._children: list[RowsForm] = []
        self._headings: list[tuple[Heading, list[Question]]] = []
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setObjectName("sheet")
        self._inside = QWidget()
        self._inside.setObjectName("sheet")
        self._body = QVBoxLayout(self._inside)
        self._body.setContentsMargins(16, 8, 16, 24)
        self._body.setSpacing(8)
        self._build()
        self._body.addStretch(1)
        self.setWidget(self._inside)
        live.changed.connect(self._on_changed)
        self._show_headings()

    def _build(self) -> None:
        group, members = "", list[Question]()
        for field in self._table.fields:
            if field.kind is Kind.KEY or field.hidden:
                continue
            address = Address(self._table.id, self.key, field.id)
            words = self._live.place.words(field.group) if field.group else ""
            if words and words != group:
                heading = Heading(words)
                members = []
                self._headings.append((heading, members))
                self._body.addWidget(heading)
            group = words
            made = self._question(address, field.kind)
            made.move_on.connect(self._move_on)
            made.stood_on.connect(self._on_stood)
            if words:
                members.append(made)
            self._lines[address] = made
            self._body.addWidget(made)
        for child in children(self._live, self._table):
            if child.kind is not TableKind.SINGLE:
                self._body.addWidget(line())
                rows = RowsForm(self._live, child.id, self.key)
                rows.stood_on.connect(self._on_child_stood)
                self._children.append(rows)
                self._body.addWidget(rows)

    def _question(self, address: Address, kind: Kind) -> Question:
        if kind is Kind.FILES:
            return FilesLine(self._live, address, self._inside)
        return FieldLine(self._live, address, self._keeper, self._inside)

    def _on_stood(self, address: Address) -> None:
        self.ensureWidgetVisible(self._lines[address], 0, 60)
        self.stood_on.emit(address)

    def _on_child_stood(self, address: Address | None) -> None:
        self.stood_on.emit(address)
        rows = next((one for one in self._children if address and one.model.table.id == address.table), None)
        if rows is not None:  # once the new row has made the small table higher
            QTimer.singleShot(0, rows, lambda: self.ensureWidgetVisible(rows, 0, 20))

    def _move_on(self, step: int) -> None:
        """Go to the next question asked; after the last one to the small tables, never back to the top."""
        sender = self.sender()
        asked = [made for made in self._lines.values() if made is sender or made.asked]
        place = asked.index(sender) + step if isinstance(sender, Question) else 0
        if 0 <= place < len(asked):
            asked[place].take_keyboard()
        elif place >= len(asked) and self._children:
            self._children[0].start()

    def _on_changed(self, moved: Moved) -> None:
        for address in moved.cells & self._lines.keys():
            self._lines[address].repaint_cell()
        self._show_headings()

    def let_go(self) -> None:
        """Listen no more: the record may be gone."""
        self._live.changed.disconnect(self._on_changed)
        for made in self._lines.values():
            made.let_go()
        for rows in self._children:
            rows.let_go()

    def _show_headings(self) -> None:
        for heading, members in self._headings:
            heading.setVisible(any(not made.isHidden() for made in members))

    def start(self) -> None:
        """Put the keyboard into the first question that is asked."""
        for made in self._lines.values():
            if made.asked:
                made.take_keyboard()
                return

    @property
    def address(self) -> Address | None:
        """The cell the keyboard stands in."""
        for address, made in self._lines.items():
            if made.has_keyboard:
                return address
        return next((rows.address for rows in self._children if rows.view.hasFocus()), None)

    def jump_to(self, address: Address) -> bool:
        """Put the keyboard into a question or a cell of a child table."""
        made = self._lines.get(address)
        if made is not None:
            self.ensureWidgetVisible(made, 0, 60)
            made.take_keyboard()
            self.stood_on.emit(address)
            return True
        return any(rows.jump_to(address) for rows in self._children)

    def line(self, address: Address) -> Question:
        """The question of a cell."""
        return self._lines[address]

    @property
    def last_asked(self) -> Address:
        """The last question that is asked."""
        return [address for address, made in self._lines.items() if made.asked][-1]

    def child(self, table: str) -> RowsForm:
        """A small table inside the record."""
        return next(rows for rows in self._children if rows.model.table.id == table)

    def child_under_focus(self) -> RowsForm | None:
        """The small table the keyboard stands in."""
        focus = QApplication.focusWidget()
        return next((rows for rows in self._children if focus is not None and rows.isAncestorOf(focus)), None)

    @property
    def rows_here(self) -> RowsForm | None:
        """The small table the keyboard stands in, else the only one."""
        only = self._children[0] if len(self._children) == 1 else None
        return self.child_under_focus() or only

    def add(self) -> None:
        """Add a row to the small table the keyboard stands in, else to the first one."""
        child = self.child_under_focus() or next(iter(self._children), None)
        if child is not None:
            child.add()

    def remove(self) -> None:
        """Remove the row the keyboard stands on in a small table."""
        child = self.child_under_focus()
        if child is not None:
            child.remove()

    def turn(self, step: int) -> bool:
        """There are no sections in one record."""
        return False


class RecordsForm(QWidget):
    """All records of a table: the list on the left, the chosen record on the right. F5 adds, F6 removes."""

    stood_on = Signal(object)

    def __init__(self, live: Live, table: str) -> None:
        super().__init__()
        self._live = live
        self._table = live.table(table)
        self._form: RecordForm | None = None
        self._items: dict[Key, tuple[int, QListWidgetItem]] = {}  # with their numbers in the order of entry
        self._list = QListWidget()
        self._list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._list.setAccessibleName(live.place.words(self._table.label))
        self.records = Records(live, self._table, (), Arrangement(), self)
        self.records.arranged.connect(self._fill)
        self.records.left.connect(lambda: self._list.setFocus(Qt.FocusReason.OtherFocusReason))
        self._list.currentRowChanged.connect(self._on_row)
        self._list.itemActivated.connect(lambda _: self._start_record())
        self._build()
        live.changed.connect(self._on_changed)
        self._fill()

    def _build(self) -> None:
        self._add = button(tr("Rows", "Add a sheet"))
        self._add.clicked.connect(self.add)
        self._remove = button(tr("Rows", "Remove"), kind="quiet")
        self._remove.clicked.connect(self.remove)
        left = QVBoxLayout()
        left.setSpacing(8)
        buttons = QHBoxLayout()
        buttons.addWidget(self._add)
        buttons.addStretch(1)
        buttons.addWidget(self._remove)
        left.addLayout(buttons)
        left.addWidget(self._list, 1)
        side = QWidget()
        side.setLayout(left)
        left.setContentsMargins(0, 0, 0, 0)
        side.setFixedWidth(206)
        self._nothing = label(
            tr("Rows", "No sheet yet. F5 adds one; leave it empty if there is nothing to report.")
        )
        self._nothing.setProperty("role", "muted")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.setWordWrap(True)
        self._right = QVBoxLayout()
        self._right.addWidget(self._nothing, 1)
        below = QHBoxLayout()
        below.setSpacing(12)
        below.addWidget(side)
        below.addLayout(self._right, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.records.filter)
        outer.addWidget(self.records.many)
        outer.addLayout(below, 1)

    def _fill(self) -> None:
        now = self.key
        numbers = {key: number for number, key in enumerate(self._live.rows(self._table.id), 1)}
        keys = self.records.keys
        self._items = {}
        self._list.blockSignals(True)
        self._list.clear()
        for key in keys:
            item = QListWidgetItem(self._title(numbers[key], key))
            item.setData(Qt.ItemDataRole.UserRole, key)
            self._list.addItem(item)
            self._items[key] = (numbers[key], item)
        self._list.blockSignals(False)
        if keys:
            alone = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self._list.setCurrentRow(keys.index(now) if now in keys else len(keys) - 1, alone)
        self._show(self.key)
        self._remove.setEnabled(bool(keys))
        self.records.tell()

    def _title(self, number: int, key: Key) -> str:
        named = next((f for f in self._table.fields if f.kind is Kind.TEXT), None)
        text = self._live.cell(Address(self._table.id, key, named.id)).text if named else ""
        note = f"\n{tr('Grid', '✎ has a note')}" if self._live.notes.on_row(self._table.id, key) else ""
        return f"{number}. {text or tr('Rows', '(no name yet)')}{note}"

    @property
    def key(self) -> Key | None:
        """The record that is shown."""
        item: QListWidgetItem | None = self._list.currentItem()
        found = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        return tuple(found) if found is not None else None

    @property
    def titles(self) -> tuple[str, ...]:
        """The records as the list names them."""
        return tuple(self._list.item(row).text() for row in range(self._list.count()))

    def line(self, address: Address) -> Question:
        """The question of a cell of the record that is shown; KeyError for another one."""
        if self._form is None:
            raise KeyError(address)
        return self._form.line(address)

    def child(self, table: str) -> RowsForm:
        """A small table inside the record that is shown; KeyError where none is shown."""
        if self._form is None:
            raise KeyError(table)
        return self._form.child(table)

    @property
    def last_asked(self) -> Address:
        """The last question of the record that is shown; KeyError where none is shown."""
        if self._form is None:
            raise KeyError
        return self._form.last_asked

    def _on_row(self, _: int) -> None:
        self._show(self.key)

    def _show(self, key: Key | None) -> None:
        if self._form is not None and self._form.key == key:
            return
        if self._form is not None:
            self._form.let_go()
            self._form.hide()
            self._form.deleteLater()
            self._form = None
        self._nothing.setVisible(key is None)
        if key is not None:
            self._form = RecordForm(self._live, self._table, key)
            self._form.stood_on.connect(self.stood_on)
            self._right.addWidget(self._form, 1)

    def _on_changed(self, moved: Moved) -> None:
        if self._table.id in moved.tables:
            self._fill()
            return
        for key in {address.key for address in moved.cells if address.table == self._table.id}:
            if key in self._items:
                number, item = self._items[key]
                item.setText(self._title(number, key))

    def _start_record(self) -> None:
        if self._form is not None:
            self._form.start()

    def add(self) -> None:
        """Add a row where the keyboard stands in a small table, else a record."""
        child = self._form.child_under_focus() if self._form else None
        if child is not None:
            child.add()
            return
        key = self._live.add_record(self._table.id)
        if key is not None:
            self.stand_in(key)

    def remove(self) -> None:
        """Remove the row of a small table, or the whole record after a question."""
        child = self._form.child_under_focus() if self._form else None
        if child is not None:
            child.remove()
            return
        key, item = self.key, self._list.currentItem()
        if key is None or item is None:
            return
        if len(self.chosen) > 1:
            self.records.remove_several(self.chosen)
            return
        question = tr(
            "Rows", "Remove the sheet “{name}” with everything in it? Ctrl+Z brings it back."
        ).format(name=item.text())
        if self._live.place.ask.confirm(tr("Rows", "Remove the sheet"), question, tr("Rows", "Remove")):
            if self._live.remove_record(self._table.id, key):
                self.records.gone()
            self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def rows_here(self) -> RecordsView:
        """The small table the keyboard stands in, else the records."""
        child = self._form.child_under_focus() if self._form else None
        return child if child is not None else self

    @property
    def chosen(self) -> tuple[Key, ...]:
        """The records that are marked in the list."""
        rows = sorted(self._list.row(item) for item in self._list.selectedItems())
        return tuple(tuple(self._list.item(row).data(Qt.ItemDataRole.UserRole)) for row in rows)

    def stand_in(self, key: Key) -> None:
        """Open a record and put the keyboard into its first question."""
        if key in self._items:
            self._choose(key)
            self._start_record()

    def _choose(self, key: Key) -> None:
        alone = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self._list.setCurrentRow(self._list.row(self._items[key][1]), alone)

    def start(self) -> None:
        """Give the keyboard to the record, or to the button that adds one."""
        if self._form is not None:
            self._form.start()
        else:
            self._add.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def address(self) -> Address | None:
        """The cell the keyboard stands in."""
        return self._form.address if self._form else None

    def jump_to(self, address: Address) -> bool:
        """Open the record of a cell and stand in it."""
        keys = self._live.rows(self._table.id)
        mine = next((key for key in keys if address.key[: len(key)] == key), None)
        if mine is None:
            return False
        if mine not in self._items:  # filtered out: everything is shown again
            self.records.filter.close_bar()
        self._choose(mine)
        return self._form is not None and self._form.jump_to(address)

    def turn(self, step: int) -> bool:
        """Go to the record before or after."""
        row = self._list.currentRow() + step
        if not 0 <= row < self._list.count():
            return False
        self._list.setCurrentRow(row, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._start_record()
        return True
