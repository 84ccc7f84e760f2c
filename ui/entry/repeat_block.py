"""A repeat of another maker's form: its rows as a list, the chosen row's questions below; nested as it is."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from forms.answers import Address, Key
from forms.pack import Kind, Table
from forms.problems import Problem
from ui.entry.form_parts import parts
from ui.entry.form_words import plain
from ui.entry.live import Live, Moved
from ui.entry.question_box import Words
from ui.widgets import button, key_hint, label
from ui.words import tr

ROWS_IN_SIGHT = 6


class RepeatBlock(QWidget):
    """The rows of a repeat under one row of the table above. F5 adds a row, F6 removes the chosen one."""

    stood_on = Signal(object)
    beyond = Signal(int)
    wanted = Signal(object)

    def __init__(
        self,
        live: Live,
        table: Table,
        parent_key: Key,
        column: Callable[..., Any],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._live = live
        self.table = table
        self._parent_key = parent_key
        self._make_column = column
        self._column: Any = None
        self._form = next(form for form in live.forms if any(one.id == table.id for one in form.tables))
        self._parts = parts(self._form, table)
        self._stale = False
        self._title = Words(self)
        self._title.setProperty("role", "heading")
        self._tally = label(role="muted")
        self.add_button = button(tr("Rows", "Add a row"), kind="quiet")
        self.add_button.clicked.connect(self.add)
        self.remove_button = button(tr("Rows", "Remove the row"), kind="quiet")
        self.remove_button.clicked.connect(self.remove)
        self.list = QListWidget()
        self.list.setObjectName("rows")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentRowChanged.connect(self._on_row)
        self.list.installEventFilter(self)
        self._nothing = label(role="muted", wrap=True)
        self._box = QFrame()
        self._box.setObjectName("row")
        self._inside = QVBoxLayout(self._box)
        self._inside.setContentsMargins(14, 8, 10, 8)
        self._lay_out()
        live.changed.connect(self._on_changed)
        self._fill()
        self.follow()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title)
        head.addWidget(self._tally)
        head.addStretch(1)
        if self.free:
            head.addWidget(self.add_button)
            head.addWidget(key_hint("F5"))
            head.addWidget(self.remove_button)
            head.addWidget(key_hint("F6"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self._nothing)
        column.addWidget(self.list)
        column.addWidget(self._box)

    # --- reading -----------------------------------------------------------------------------

    @property
    def free(self) -> bool:
        """Whether people add and remove rows here, rather than an answer above."""
        return not self.table.closed and self.table.count is None

    @property
    def keys(self) -> tuple[Key, ...]:
        """The rows that are there now."""
        return self._live.rows(self.table.id, self._parent_key)

    @property
    def key(self) -> Key | None:
        """The row that is shown."""
        item: QListWidgetItem | None = self.list.currentItem()
        found = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        return tuple(found) if found is not None else None

    @property
    def titles(self) -> tuple[str, ...]:
        """The rows as the list names them."""
        return tuple(self.list.item(row).text() for row in range(self.list.count()))

    @property
    def column(self) -> Any:  # noqa: ANN401 - a QuestionColumn; the two need each other
        """The questions of the row that is shown; None where there is none."""
        return self._column

    @property
    def asked(self) -> bool:
        """Whether anything can be done here."""
        return not self.isHidden() and (self.free or (self._column is not None and self._column.asked))

    def name(self) -> str:
        """What the repeat is called, on one line."""
        return self._live.words(self.table.label) or self.table.id.rpartition(".")[2]

    def _title_of(self, number: int, key: Key) -> str:
        for field in self.table.fields:
            if field.control in ("input", "select") and field.kind is not Kind.FILES:
                text = self._live.cell(Address(self.table.id, key, field.id)).text
                if text:
                    return f"{number}. {plain(text)}"
        try:
            words = plain(self._live.entry.group(self.table.path, key).label)
        except Problem:  # no row of this key any more
            words = ""
        return f"{number}. {words or tr('Rows', '(no name yet)')}"

    # --- what changes ------------------------------------------------------------------------

    def _on_changed(self, moved: Moved) -> None:
        if not self.isVisible() and self._column is not None:
            self._stale = True
            return
        if self.table.id in moved.tables:
            self._fill()
        elif any(address.table == self.table.id for address in moved.cells):
            self._retitle()

    def show_anew(self) -> None:
        """Bring the rows up to date: answers changed while another page was shown."""
        if self._stale:
            self._stale = False  # first: `follow` asks for it
            self._fill()
            self.follow()
        if self._column is not None:
            self._column.show_anew()

    def _retitle(self) -> None:
        for number, key in enumerate(self.keys, 1):
            item = self.list.item(number - 1)
            if item is not None:
                item.setText(self._title_of(number, key))

    def _fill(self) -> None:
        now, keys = self.key, self.keys
        row = self.list.currentRow()
        self.list.blockSignals(True)
        self.list.clear()
        for number, key in enumerate(keys, 1):
            item = QListWidgetItem(self._title_of(number, key))
            item.setData(Qt.ItemDataRole.UserRole, key)
            self.list.addItem(item)
        if keys:
            self.list.setCurrentRow(keys.index(now) if now in keys else min(max(row, 0), len(keys) - 1))
        self.list.blockSignals(False)
        height = max(self.list.sizeHintForRow(0), 24) if keys else 0
        self.list.setFixedHeight(min(len(keys), ROWS_IN_SIGHT) * height + 6)
        self._show(self.key)

    def follow(self) -> None:
        """Say the repeat's words as they now are, and hide it where it is not asked."""
        self._title.say(self._shown_title())
        keys = self.keys
        relevant = self._relevant(keys)
        self._tally.setText(f"({len(keys)})" if keys else "")
        self._nothing.setText(
            tr("Rows", "No row yet. F5 adds one.")
            if self.free
            else tr("Rows", "No row: an answer above says how many there are.")
        )
        self._nothing.setVisible(not keys)
        self.list.setVisible(len(keys) > 1 or (self.free and bool(keys)))
        self._box.setVisible(bool(keys))
        self.remove_button.setEnabled(bool(keys))
        self.setVisible(relevant)
        if relevant and self._stale:
            self.show_anew()

    def _shown_title(self) -> str:
        words = self.table.label
        known = words.get(self._live.entry.words_language) or self._live.place.words(words)
        return known or self.table.id.rpartition(".")[2]

    def _relevant(self, keys: tuple[Key, ...]) -> bool:
        entry = self._live.entry
        try:
            if not entry.open.above(self.table.path, self._parent_key).relevant:
                return False
            return not keys or any(entry.group(self.table.path, key).relevant for key in keys)
        except Problem:
            return True

    def _on_row(self, _: int) -> None:
        self._show(self.key)

    def _show(self, key: Key | None) -> None:
        if self._column is not None:
            if self._column.key == key:
                return
            self._column.let_go()
            self._column.hide()
            self._column.deleteLater()
            self._column = None
        if key is not None:
            self._column = self._make_column(self._live, self.table, key, self._parts, self._box)
            self._column.stood_on.connect(self.stood_on)
            self._column.wanted.connect(self.wanted)
            self._column.beyond.connect(self._on_beyond)
            self._inside.addWidget(self._column)
            self._column.show()  # at once: it listens to changes only while it can be seen

    def let_go(self) -> None:
        """Listen no more: the row above may be gone."""
        self._live.changed.disconnect(self._on_changed)
        if self._column is not None:
            self._column.let_go()

    # --- acting ------------------------------------------------------------------------------

    def add(self) -> None:
        """Add a row at the end and stand in its first question."""
        if not self.free:
            return
        key = self._live.add_record(self.table.id, self._parent_key)
        if key is None:
            return
        self._fill()
        self.follow()
        keys = self.keys
        self.list.setCurrentRow(keys.index(key) if key in keys else len(keys) - 1)
        if self._column is not None:
            self.wanted.emit(self._box)
            self._column.enter()

    def remove(self) -> None:
        """Remove the chosen row; Ctrl+Z brings it back."""
        key = self.key
        if key is None or not self.free:
            return
        self._live.remove_record(self.table.id, key)
        self._fill()
        self.follow()
        (self.list if self.keys else self.add_button).setFocus(Qt.FocusReason.OtherFocusReason)

    def enter(self, step: int = 1) -> None:
        """Give the keyboard to the rows, to the shown row's last question, or to the button that adds one."""
        if step < 0 and self._column is not None and self._column.enter(-1):
            return
        if self.list.count() > 1:
            self.list.setFocus(Qt.FocusReason.TabFocusReason)
            self.wanted.emit(self.list)
        elif self._column is not None and self._column.enter():
            return
        elif self.free:
            self.add_button.setFocus(Qt.FocusReason.TabFocusReason)
            self.wanted.emit(self.add_button)

    def _on_beyond(self, step: int) -> None:
        row = self.list.currentRow() + step
        if 0 <= row < self.list.count():
            self.list.setCurrentRow(row)
            if self._column is not None and self._column.enter(step):
                return
        self.beyond.emit(step)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            watched is not self.list
            or not isinstance(event, QKeyEvent)
            or event.type() != QEvent.Type.KeyPress
        ):
            return False
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Right):
            return bool(self._column is not None and self._column.enter())
        if key == Qt.Key.Key_Backtab:
            self.beyond.emit(-1)
            return True
        return False

    @property
    def address(self) -> Address | None:
        """The cell the keyboard stands in."""
        return self._column.address if self._column is not None else None

    def jump_to(self, address: Address) -> bool:
        """Choose the row of a cell and stand in it."""
        keys = self.keys
        mine = next((key for key in keys if address.key[: len(key)] == key), None)
        if mine is None or not self._holds(address.table):
            return False
        self.list.setCurrentRow(keys.index(mine))
        return self._column is not None and bool(self._column.jump_to(address))

    def _holds(self, table: str | None) -> bool:
        """Whether a table is this repeat or stands inside it."""
        while table is not None and table != self.table.id:
            table = self._live.table(table).parent
        return table is not None

    def with_keyboard(self) -> "RepeatBlock | None":
        """The innermost repeat the keyboard stands in."""
        inner = self._column.block_with_keyboard() if self._column is not None else None
        if isinstance(inner, RepeatBlock):
            return inner
        focus = QApplication.focusWidget()
        return self if focus is not None and self.isAncestorOf(focus) else None
