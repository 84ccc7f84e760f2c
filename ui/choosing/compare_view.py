"""Two or three records side by side: a line a question, long texts whole, photos below; Esc goes back."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QStackedWidget,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from office.record_files import RecordFile
from office.side_by_side import SideBySide
from ui.choosing.files_strip import FilesStrip, PictureView
from ui.widgets import button, clear, key_hint, label, tip
from ui.words import tr

_LABELS = 210
_LONGEST_HEAD = 30
_AROUND = (24, 14)
_HIGHEST = 100_000


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
        self.shown: SideBySide | None = None
        self._from: QWidget | None = None  # where the keyboard was before a photo was shown large
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
        self.strips: list[FilesStrip] = []
        self.large = PictureView()
        self.large.left.connect(self._from_large)
        records = QWidget()
        below = QVBoxLayout(records)
        below.setContentsMargins(0, 0, 0, 0)
        below.addWidget(self.table, 1)
        below.addLayout(self.photos)
        self._stack = QStackedWidget()
        self._stack.addWidget(records)
        self._stack.addWidget(self.large)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(top)
        column.addWidget(self._stack, 1)

    def show_records(self, shown: SideBySide) -> None:
        """Show records beside one another, the keyboard in the table."""
        self.shown = shown
        self._fill()
        self._stack.setCurrentIndex(0)
        self._show_files(shown)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.table.selectRow(0)

    def _show_files(self, shown: SideBySide) -> None:
        clear(self.photos)
        self.strips = []
        if not any(shown.files):
            return
        heading = label(tr("Choosing", "Photos and papers"), role="muted", wrap=True)
        heading.setFixedWidth(_LABELS)
        self.photos.addWidget(heading, 0, Qt.AlignmentFlag.AlignTop)
        before: QWidget = self.table
        for one, files in zip(shown.candidates, shown.files, strict=True):
            made = FilesStrip(files, one.name)
            made.wanted.connect(self._show_large)
            self.photos.addWidget(made, 1)
            self.setTabOrder(before, made.list)
            before = made.list
            self.strips.append(made)

    def _show_large(self, one: RecordFile) -> None:
        self._from = self.focusWidget()
        self._stack.setCurrentWidget(self.large)
        self.large.show_file(one)

    def _from_large(self) -> None:
        self._stack.setCurrentIndex(0)
        (self._from or self.table).setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self) -> None:
        shown = self.shown
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
