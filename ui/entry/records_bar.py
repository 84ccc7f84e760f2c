"""The bars above rows and records: what is shown of them and in which order, and one value for many of them.

Both stand in the page, not in dialogs: what they would do is seen while it is chosen.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from forms.pack import Choice, Field, Kind, Table
from office.record_acts import Many
from office.records import By, Only, Wanted
from ui.entry.live import Live
from ui.widgets import Elided, Picker, key_hint, label
from ui.words import tr

LEAST = 9  # letters that a list is wide enough for
CLOSING = (Qt.Key.Key_Escape,)
GOING = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_WORDS = (Kind.TEXT, Kind.MEMO)


class ValueBox(QStackedWidget):
    """A value of any column: a box for text, or a list where the column has one."""

    changed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.box = QLineEdit()
        self.box.setAccessibleName(name)
        self.box.textEdited.connect(self.changed)
        self.list = Picker(name)
        self.list.setMinimumContentsLength(LEAST)
        self.list.activated.connect(self.changed)
        self.addWidget(self.box)
        self.addWidget(self.list)
        self.setFocusProxy(self.box)

    def ask_for(self, live: Live, field: Field | None, first: str) -> None:
        """Ask for a value of another column; `first` stands for none of a list's items."""
        listed: Sequence[Choice] = ()
        if field is not None and field.kind is Kind.CHOICE and not field.itemset:
            listed = live.entry.desk.pack.lists.get(field.list or "", ())
        self.list.clear()
        self.list.addItem(first, "")
        for choice in listed:
            self.list.addItem(live.words(choice.label), choice.name)
        self.box.clear()
        self.box.setEnabled(field is not None)
        chosen = self.list if listed else self.box
        self.setCurrentWidget(chosen)
        self.setFocusProxy(chosen)

    @property
    def text(self) -> str:
        """What is asked for: typed text, or the code of an item."""
        return str(self.list.currentData() or "") if self.currentWidget() is self.list else self.box.text()

    def forget(self) -> None:
        """Ask for nothing any more."""
        self.box.clear()
        self.list.setCurrentIndex(0)


class Bar(QWidget):
    """What both bars share: they listen to Enter and Esc in all that stands in them."""

    closed = Signal()
    leave = Signal()  # to the rows

    def listen(self, *boxes: QWidget) -> None:
        """Hear the keys of some boxes."""
        for box in boxes:
            box.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        key = Qt.Key(event.key())
        if key in CLOSING:
            self.close_bar()
        elif key in GOING or (key == Qt.Key.Key_Down and isinstance(watched, QLineEdit)):
            self.done()
        else:
            return False
        return True

    def close_bar(self) -> None:
        """Put the bar away."""
        self.hide()
        self.closed.emit()

    def done(self) -> None:
        """Enter was pressed."""
        self.leave.emit()


def columns(table: Table) -> tuple[Field, ...]:
    """The columns that can be looked at by their values."""
    return tuple(f for f in table.fields if f.kind not in (Kind.KEY, Kind.FILES) and not f.hidden)


def column_list(live: Live, name: str, first: str, fields: Sequence[Field]) -> Picker:
    """A list of columns with a line for none of them."""
    made = Picker(name)
    made.setMinimumContentsLength(LEAST)
    if first:
        made.addItem(first, "")
    for field in fields:
        made.addItem(live.words(field.label), field.id)
    return made


class FilterBar(Bar):
    """What of a table is shown and in which order; it stays in sight as long as it is not everything."""

    wanted = Signal(object)  # Wanted

    def __init__(self, live: Live, table: Table) -> None:
        super().__init__()
        self._live = live
        self._fields = {field.id: field for field in columns(table)}
        self.text = QLineEdit()
        self.text.setAccessibleName(tr("Records", "Words in the row"))
        self.text.setPlaceholderText(tr("Records", "words in the row; accents do not matter"))
        self.column = column_list(
            live, tr("Records", "Column"), tr("Records", "any column"), tuple(self._fields.values())
        )
        self.value = ValueBox(tr("Records", "Value of the column"))
        self.only = Picker(tr("Records", "Which rows"))
        self.only.setMinimumContentsLength(LEAST)
        for only, words in (
            (Only.ALL, tr("Records", "all rows")),
            (Only.PROBLEMS, tr("Records", "with problems")),
            (Only.BLANKS, tr("Records", "with blanks to fill")),
            (Only.NOTED, tr("Records", "with notes")),
        ):
            self.only.addItem(words, only)
        self.sorted_by = column_list(
            live,
            tr("Records", "Sorted by"),
            tr("Records", "order of entry"),
            [field for field in self._fields.values() if field.kind is not Kind.CHOICES],
        )
        self.by = Picker(tr("Records", "How it is sorted"))
        self.by.setMinimumContentsLength(LEAST)
        self.told = label(role="muted")
        self._place()
        self._on_column()
        self._on_sorted()
        self.text.textEdited.connect(self._tell)
        self.value.changed.connect(self._tell)
        self.column.activated.connect(self._on_column)
        self.sorted_by.activated.connect(self._on_sorted)
        for box in (self.column, self.only, self.sorted_by, self.by):
            box.activated.connect(self._tell)
        self.listen(
            *(self.text, self.value.box, self.value.list),
            *(self.column, self.only, self.sorted_by, self.by),
        )
        self.hide()

    def _place(self) -> None:
        first, second = QHBoxLayout(), QHBoxLayout()
        for line in (first, second):
            line.setSpacing(8)
        first.addWidget(label(tr("Records", "Filter"), role="muted"))
        first.addWidget(self.text, 3)
        first.addWidget(self.column, 1)
        first.addWidget(self.value, 2)
        second.addWidget(self.only)
        second.addWidget(label(tr("Records", "sorted by"), role="muted"))
        second.addWidget(self.sorted_by, 1)
        second.addWidget(self.by)
        second.addStretch(1)
        second.addWidget(self.told)
        second.addWidget(key_hint("Esc"))
        second.addWidget(label(tr("Records", "show all"), role="small"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 4)
        outer.setSpacing(6)
        outer.addLayout(first)
        outer.addLayout(second)

    def open_bar(self) -> None:
        """Show the bar and type into it."""
        self.show()
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.text.selectAll()

    def asked(self) -> Wanted:
        """What is asked for now."""
        sorted_by = str(self.sorted_by.currentData() or "")
        return Wanted(
            self.text.text(),
            str(self.column.currentData() or ""),
            self.value.text,
            Only(self.only.currentData()),
            sorted_by,
            By(self.by.currentData()) if sorted_by else By.ENTRY,
        )

    def sort_on(self, field: str) -> str:
        """Sort by a column, the next way with each call, at last in the order of entry; tell the way."""
        if self.sorted_by.currentData() != field:
            self.sorted_by.setCurrentIndex(max(self.sorted_by.findData(field), 0))
            self._on_sorted()
        elif self.by.currentIndex() + 1 < self.by.count():
            self.by.setCurrentIndex(self.by.currentIndex() + 1)
        else:
            self.sorted_by.setCurrentIndex(0)
            self._on_sorted()
        self.show()
        self._tell()
        if not self.sorted_by.currentData():
            return tr("Records", "Rows stand in the order of entry.")
        return tr("Records", "Sorted by “{column}”: {how}. What is stored keeps its order.").format(
            column=self.sorted_by.currentText(), how=self.by.currentText()
        )

    def tell(self, shown: int, all_rows: int) -> None:
        """Say how many rows are shown."""
        self.told.setText(tr("Records", "{n} of {all} shown").format(n=shown, all=all_rows))

    def close_bar(self) -> None:
        self.text.clear()
        for box in (self.column, self.only, self.sorted_by):
            box.setCurrentIndex(0)
        self._on_column()
        self._on_sorted()
        self._tell()
        super().close_bar()

    def _on_column(self) -> None:
        field = self._fields.get(str(self.column.currentData() or ""))
        self.value.ask_for(self._live, field, tr("Records", "any value"))
        numbers = field is not None and field.kind in (Kind.INTEGER, Kind.DECIMAL)
        hint = tr("Records", "5 or >= 5 or 2..4") if numbers else tr("Records", "value")
        self.value.box.setPlaceholderText(hint if field is not None else "")

    def _on_sorted(self) -> None:
        field = self._fields.get(str(self.sorted_by.currentData() or ""))
        words = field is not None and field.kind in (*_WORDS, Kind.CHOICE)
        self.by.clear()
        rising = tr("Records", "A to Y") if words else tr("Records", "rising")
        falling = tr("Records", "Y to A") if words else tr("Records", "falling")
        self.by.addItem(rising, By.RISING)
        if field is not None and field.kind in _WORDS:
            self.by.addItem(tr("Records", "by given name"), By.GIVEN_NAME)
        self.by.addItem(falling, By.FALLING)
        self.by.setVisible(field is not None)

    def _tell(self) -> None:
        self.wanted.emit(self.asked())


class ManyBar(Bar):
    """One value for a column in many rows: how many would change is told before it is asked and done."""

    asked = Signal()  # the column or the value is another
    wanted = Signal()  # do it

    def __init__(self, live: Live, table: Table) -> None:
        super().__init__()
        self._live = live
        self._fields = {f.id: f for f in columns(table) if f.calculate is None and not f.locked}
        self.name = label(role="muted")
        self.column = column_list(live, tr("Records", "Column to change"), "", tuple(self._fields.values()))
        self.value = ValueBox(tr("Records", "New value"))
        self.told = Elided(role="small")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.name)
        row.addWidget(self.column, 2)
        row.addWidget(self.value, 2)
        row.addWidget(key_hint("Enter"))
        row.addWidget(label(tr("Records", "change"), role="small"))
        row.addWidget(key_hint("Esc"))
        row.addWidget(label(tr("Problems", "close"), role="small"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 4)
        outer.setSpacing(4)
        outer.addLayout(row)
        outer.addWidget(self.told)
        self.column.activated.connect(self._on_column)
        self.value.changed.connect(self.asked)
        self.listen(self.column, self.value.box, self.value.list)
        self._on_column()
        self.hide()

    @property
    def field(self) -> str:
        """The column that is to be changed."""
        return str(self.column.currentData() or "")

    def open_bar(self, rows: str, field: str | None) -> None:
        """Show the bar for some rows (in words), at a column."""
        self.name.setText(rows)
        place = self.column.findData(field) if field else -1
        if place >= 0:
            self.column.setCurrentIndex(place)
        self._on_column()
        self.show()
        self.value.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def tell(self, many: Many, reason: str) -> None:
        """Say what would change, or why nothing can."""
        if many.problem is not None:
            self.told.setText(reason)
            return
        parts = [
            tr("Records", "{n} cells change: {blank} blank ones, {other} with another value").format(
                n=len(many.answers), blank=many.blank, other=many.other
            )
        ]
        if many.same:
            parts.append(tr("Records", "{n} hold it already").format(n=many.same))
        if many.locked:
            parts.append(tr("Records", "{n} take nothing").format(n=many.locked))
        self.told.setText("; ".join(parts))

    def done(self) -> None:
        self.wanted.emit()

    def _on_column(self) -> None:
        field = self._fields.get(self.field)
        self.value.ask_for(self._live, field, tr("Records", "blank"))
        self.value.box.setPlaceholderText(tr("Records", "new value; nothing typed empties the cells"))
        self.asked.emit()
