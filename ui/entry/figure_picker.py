"""The figure that is to stand in a text, found by words, codes or numbers of any form."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from forms.answers import Address
from forms.pack import TableKind
from office.linked_figures import field_at, figure
from office.report_draft import draft
from office.totals_links import find_totals, is_total
from ui.entry.live import Live
from ui.widgets import key_hint, label
from ui.words import tr

_ROWS = 6
_MOST = 400


class FigurePicker(QWidget):
    """A line to search in and the figures found; Enter takes one, Esc closes."""

    picked = Signal(object)  # Address
    closed = Signal()

    def __init__(self, live: Live) -> None:
        super().__init__()
        self._live = live
        self.box = QLineEdit()
        self.box.setAccessibleName(tr("Figures", "Search a figure"))
        self.box.setPlaceholderText(tr("Figures", "words of the row or column; accents do not matter"))
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Figures", "Figures found"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.box.textEdited.connect(lambda _: self._search())
        self.box.installEventFilter(self)
        self.list.itemClicked.connect(lambda _: self._take())
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(label(tr("Figures", "Figure:"), role="muted"))
        row.addWidget(self.box, 1)
        for key, what in (
            ("Enter", tr("Figures", "put it into the text")),
            ("Esc", tr("Problems", "close")),
        ):
            row.addWidget(key_hint(key))
            row.addWidget(label(what, role="small"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(4)
        outer.addLayout(row)
        outer.addWidget(self.list)

    def open(self) -> None:
        """Show it with the figures that reports tell most, and take the keyboard."""
        self._live.index.read(
            table.id
            for form in self._live.forms
            for table in form.tables
            if table.kind is not TableKind.RECORDS
        )
        self.list.setFixedHeight(_ROWS * (self.list.fontMetrics().height() + 10))
        self.show()
        self.box.clear()
        self._search()
        self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @property
    def places(self) -> tuple[Address, ...]:
        """The cells that are offered."""
        role = Qt.ItemDataRole.UserRole
        return tuple(self.list.item(row).data(role) for row in range(self.list.count()))

    def _search(self) -> None:
        entry, text = self._live.entry, self.box.text().strip()
        if text:
            found = [one.place for one in find_totals(entry, text)]
            found += [hit.address for hit in self._live.index.search(text, (), _MOST).hits]
        else:
            found = [one.place for one in draft(entry)[1]]
        self.list.clear()
        for place in dict.fromkeys(found):
            shown = figure(entry, place)
            if not shown:
                continue
            item = QListWidgetItem(self._words(place, shown))
            item.setToolTip(item.text())
            item.setData(Qt.ItemDataRole.UserRole, place)
            self.list.addItem(item)
        self.list.setCurrentRow(0 if self.list.count() else -1)

    def _words(self, place: Address, shown: str) -> str:
        """Name a figure: its value first, then row, column and form."""
        if is_total(self._live.entry, place):
            told = field_at(self._live.entry, place)
            words = self._live.place.words
            value = f"{shown} {words(told.unit) if told.unit else ''}".strip()
            return " · ".join((value, words(told.label), *place.key, place.table))
        table = self._live.table(place.table)
        row = next((self._live.place.words(one.label) for one in table.rows if one.key == place.key), "")
        form = next(one for one in self._live.forms if one.id == table.form)
        unit = self._live.place.words(self._live.field(place).unit)
        value = f"{shown} {unit}".strip()
        named = row or " ".join(place.key)
        return " · ".join(filter(None, (value, self._live.name(place), named, form.number)))

    def _take(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.hide()
            self.picked.emit(item.data(Qt.ItemDataRole.UserRole))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        key, rows = event.key(), self.list.count()
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(key), 0)
        if step and rows:
            self.list.setCurrentRow(min(max(self.list.currentRow() + step, 0), rows - 1))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take()
        elif key == Qt.Key.Key_Escape:
            self.hide()
            self.closed.emit()
        else:
            return False
        return True
