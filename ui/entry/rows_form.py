"""A table inside a form: a small grid, with two buttons where people add its rows (awards, explanations)."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from forms.answers import Address, Key
from forms.pack import TableKind
from ui.entry.grid_model import GridModel
from ui.entry.grid_view import GridView
from ui.entry.live import Live
from ui.entry.records_view import Records
from ui.widgets import button, key_hint, label
from ui.words import tr


class RowsForm(QWidget):
    """Rows of one table under one parent; F5 adds a row, F6 removes the one the keyboard stands on."""

    stood_on = Signal(object)

    def __init__(self, live: Live, table: str, parent_key: Key = (), *, fixed_height: bool = True) -> None:
        super().__init__()
        self._live = live
        self._table = live.table(table)
        self._parent_key = parent_key
        self._fixed_height = fixed_height
        self._given = self._table.kind is TableKind.FIXED  # its rows are those of a list
        self.model = GridModel(live, table, parent_key=parent_key, parent=self)
        name = live.place.words(self._table.label)
        self.records = Records(live, self._table, parent_key, self.model.arrangement, self)
        self.records.arranged.connect(self._arrange)
        self.records.left.connect(self._back)
        self.view = GridView(self.model, name)
        self.view.stood_on.connect(self.stood_on)
        self._add = button(tr("Rows", "Add a row"), kind="quiet")
        self._add.clicked.connect(self.add)
        self._remove = button(tr("Rows", "Remove the row"), kind="quiet")
        self._remove.clicked.connect(self.remove)
        head = QHBoxLayout()
        head.addWidget(label(name, role="heading"))
        head.addStretch(1)
        head.addWidget(self._add)
        head.addWidget(key_hint("F5"))
        head.addWidget(self._remove)
        head.addWidget(key_hint("F6"))
        for index in range(2, head.count()) if self._given else ():
            head.itemAt(index).widget().setVisible(False)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(6)
        outer.addLayout(head)
        self._nothing = label(tr("Rows", "No row yet. F5 adds one."), role="muted")
        outer.addWidget(self.records.filter)
        outer.addWidget(self.records.many)
        outer.addWidget(self._nothing)
        outer.addWidget(self.view, 1)
        outer.addWidget(self.view.frozen.slider)
        self.model.modelReset.connect(self._fit)
        self.model.layoutChanged.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        rows = self.model.rowCount()
        none = tr("Rows", "No row yet. F5 adds one.")
        self._nothing.setText(tr("Rows", "No row fits what is asked for.") if self.model.all_keys else none)
        self.records.tell()
        self._nothing.setVisible(not self.model.keys)
        self.view.setVisible(rows > 0)
        if not rows:
            self.view.frozen.slider.setVisible(False)
        self._remove.setEnabled(rows > 0)
        if self._fixed_height:
            most = 420 if self._given else 260
            self.view.setFixedHeight(min(self.view.content_height() + 14, most))

    @property
    def told(self) -> str:
        """What stands in place of rows, "" where rows are shown."""
        return "" if self._nothing.isHidden() else self._nothing.text()

    def add(self) -> None:
        """Add a row and stand on its first cell."""
        if self._given:
            return
        key = self._live.add_record(self._table.id, self._parent_key)
        if key is not None:
            self.view.jump_to(Address(self._table.id, key, self.model.fields[0].id))

    def _arrange(self) -> None:
        """Show the rows as they are asked for; the keyboard stays where it is."""
        address = self.view.address
        self.model.arrange()
        index = self.model.index_of(address) if address is not None else QModelIndex()
        if index.isValid():
            self.view.setCurrentIndex(index)

    def _back(self) -> None:
        """Give the keyboard back to the rows."""
        if self.model.rowCount():
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def chosen(self) -> tuple[Key, ...]:
        """The rows of which a cell is marked; () where the keyboard stands on none."""
        rows = sorted({index.row() for index in self.view.selectedIndexes()})
        return tuple(key for row in rows if (key := self.model.lines[row].key) is not None)

    def stand_in(self, key: Key) -> None:
        """Put the keyboard into the first cell of a row."""
        self.jump_to(Address(self._table.id, key, self.model.fields[0].id))

    def remove(self) -> None:
        """Remove the rows that are marked, several after a question; Ctrl+Z brings them back."""
        address, chosen = self.view.address, self.chosen
        if address is not None and not self._given:
            row = self.view.currentIndex().row()
            if len(chosen) > 1:
                if not self.records.remove_several(chosen):
                    return
            elif self._live.remove_record(self._table.id, address.key):
                self.records.gone()
            if self.model.rowCount():
                self.view.setCurrentIndex(self.model.index(min(row, self.model.rowCount() - 1), 0))
                self.view.setFocus(Qt.FocusReason.OtherFocusReason)
            else:
                self.start()  # the keyboard stays here: Ctrl+Z brings the row back

    def let_go(self) -> None:
        """Listen no more: the parent record may be gone."""
        self._live.changed.disconnect(self.model.on_changed)

    def start(self) -> None:
        """Give the keyboard to the grid, or to the button that adds a row."""
        target = self.view if self.model.rowCount() else self._add
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def address(self) -> Address | None:
        """The cell the keyboard stands on."""
        return self.view.address

    def jump_to(self, address: Address) -> bool:
        """Stand on a cell of this table."""
        if address.table != self._table.id:
            return False
        if self.view.jump_to(address):
            return True
        if address.key in self.model.all_keys and address.key not in self.model.keys:
            self.records.filter.close_bar()  # filtered out: everything is shown again
        return self.view.jump_to(address)

    def turn(self, step: int) -> bool:
        """There are no sections here."""
        return False
