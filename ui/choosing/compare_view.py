"""Two or three records side by side: a line a question, long texts whole, photos below; Esc goes back."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from office.side_by_side import Photo, SideBySide
from ui.widgets import button, clear, key_hint, label, tip
from ui.words import tr

_PHOTO_WIDTH, _PHOTO_HEIGHT = 210, 140
_LABELS = 210
_LONGEST_HEAD = 30
_AROUND = (24, 14)
_HIGHEST = 100_000
_MOST_PHOTOS = 3
"""Of one record in the row below; the others are in its file."""


class _Wrapping(QStyledItemDelegate):
    """Knows of the room that the sheet of rules leaves around a text: no last line is cut off."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        table = self.parent()
        width = table.columnWidth(index.column()) if isinstance(table, QTableWidget) else _LABELS
        room = QRect(0, 0, width - _AROUND[0], _HIGHEST)
        flags = int(Qt.TextFlag.TextWordWrap)
        metrics = QFontMetrics(table.font() if isinstance(table, QTableWidget) else QFont())
        box = metrics.boundingRect(room, flags, str(index.data() or ""))
        return QSize(width, box.height() + _AROUND[1])


class CompareView(QWidget):
    """The table of answers and the photos below it."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._shown: SideBySide | None = None
        self.back = button(tr("Choosing", "Back to the list"))
        self.back.clicked.connect(self.left)
        self.only = button(tr("Choosing", "Only what differs"), kind="chip")
        self.only.setCheckable(True)
        self.only.toggled.connect(lambda _: self._fill())
        top = QHBoxLayout()
        top.addWidget(self.back)
        top.addWidget(key_hint("Esc"))
        top.addStretch(1)
        top.addWidget(self.only)
        self.table = QTableWidget()
        self.table.setAccessibleName(tr("Choosing", "Side by side"))
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.setWordWrap(True)
        self.table.setItemDelegate(_Wrapping(self.table))
        self.table.setTabKeyNavigation(False)
        self.table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.horizontalHeader().setHighlightSections(False)
        self.photos = QHBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(top)
        column.addWidget(self.table, 1)
        column.addLayout(self.photos)

    def show_records(self, shown: SideBySide) -> None:
        """Show records beside one another, the keyboard in the table."""
        self._shown = shown
        self._fill()
        clear(self.photos)
        if any(shown.photos):
            self.photos.addSpacing(_LABELS)
            for there in shown.photos:
                self.photos.addLayout(_strip(there), 1)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.table.selectRow(0)

    def _fill(self) -> None:
        shown = self._shown
        if shown is None:
            return
        lines = [one for one in shown.lines if one.differs or not self.only.isChecked()]
        named = (f"{_short(one.name)}\n{one.unit_name}" for one in shown.candidates)
        heads = (tr("Choosing", "Question"), *named)
        self.table.setColumnCount(len(heads))
        self.table.setHorizontalHeaderLabels(list(heads))
        self.table.setRowCount(len(lines))
        for row, one in enumerate(lines):
            for column, text in enumerate((one.label, *one.texts)):
                item = QTableWidgetItem(text)
                item.setToolTip(tip(text))
                item.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
                self.table.setItem(row, column, item)
        head = self.table.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        self.table.setColumnWidth(0, _LABELS)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST_HEAD else f"{name[: _LONGEST_HEAD - 2].rstrip()} …"


def _strip(photos: tuple[Photo, ...]) -> QHBoxLayout:
    row = QHBoxLayout()
    for one in photos[:_MOST_PHOTOS]:
        picture = QPixmap()
        if picture.loadFromData(one.data):
            made = label()
            made.setPixmap(
                picture.scaled(
                    _PHOTO_WIDTH,
                    _PHOTO_HEIGHT,
                    Qt.AspectRatioMode.KeepAspectRatio,
                    Qt.TransformationMode.SmoothTransformation,
                )
            )
            made.setAccessibleName(one.name)
            made.setToolTip(tip(one.name))
            row.addWidget(made)
    row.addStretch(1)
    return row
