"""The photos and papers of one record: small pictures with captions, and what is not here in words."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QMouseEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QListView, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from office.photos import is_photo
from office.record_files import Lies, RecordFile
from ui.icons import sign
from ui.photos import decoded
from ui.widgets import label, tip
from ui.words import tr

_PICTURE = QSize(120, 84)
_CELL = QSize(132, 112)
_SIGN = 32
_LARGEST = 1600  # pixels of a photo shown large
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FilesStrip(QWidget):
    """One row of small pictures; Enter shows the chosen one large."""

    wanted = Signal(object)  # RecordFile

    def __init__(self, files: tuple[RecordFile, ...], of: str) -> None:
        super().__init__()
        self.files = files
        self.list = _Pictures(self._want)
        self.list.setAccessibleName(tr("Choosing", "Photos and papers of {name}").format(name=of))
        for one in files:
            item = QListWidgetItem(_icon(one), one.file.caption or one.file.name)
            item.setToolTip(tip(f"{one.file.caption}\n{one.file.name}\n{_said(one)}".strip()))
            item.setSizeHint(_CELL)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.told = label("\n".join(_missing(files)), role="muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.list)
        column.addWidget(self.told)
        column.addStretch(1)
        self.list.setVisible(bool(files))
        self.told.setVisible(bool(self.told.text()))

    def _want(self) -> None:
        row = self.list.currentRow()
        if 0 <= row < len(self.files) and self.files[row].lies is Lies.HERE:
            self.wanted.emit(self.files[row])


class _Pictures(QListWidget):
    """A row of pictures in which Enter and a click open one."""

    def __init__(self, wanted: Callable[[], None]) -> None:
        super().__init__()
        self._wanted = wanted
        self.setObjectName("files")
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setMovement(QListView.Movement.Static)
        self.setIconSize(_PICTURE)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedHeight(_CELL.height() + 20)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if self.itemAt(event.position().toPoint()) is not None:
            self._wanted()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self._wanted()
            return
        super().keyPressEvent(event)


class PictureView(QWidget):
    """One photo as large as there is room; Enter, Esc and a click go back."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.words = label(wrap=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._picture = label()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._image: QPixmap | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._picture, 1)
        column.addWidget(self.words)

    def show_file(self, one: RecordFile) -> None:
        """Show a photo with its caption, and who sent it."""
        image = decoded(one.data, _LARGEST) if is_photo(one.data) else None
        self._image = QPixmap.fromImage(image) if image is not None else None
        self.words.setText(f"{one.file.caption or one.file.name}\n{tr('Choosing', 'Esc: back')}")
        self.setAccessibleName(one.file.caption or one.file.name)
        self._draw()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _draw(self) -> None:
        room = QSize(self.width(), max(self.height() - self.words.sizeHint().height() - 12, 80))
        if self._image is None:
            self._picture.setPixmap(sign("plain", 48).pixmap(48, 48))
        elif room.width() < self._image.width() or room.height() < self._image.height():
            ratio, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            self._picture.setPixmap(self._image.scaled(room, ratio, smooth))
        else:
            self._picture.setPixmap(self._image)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._draw()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (*_ENTER, Qt.Key.Key_Escape):
            self.left.emit()
            return
        super().keyPressEvent(event)


def _icon(one: RecordFile) -> QIcon:
    """A small picture of a photo, the sign of a paper for the rest, a warning for what is not here."""
    if one.lies is not Lies.HERE:
        tone = "warning" if one.lies is Lies.ASKED else "note"
        return QIcon(sign(tone, _SIGN).pixmap(_SIGN, _SIGN))
    image = decoded(one.data, _PICTURE.width() * 2) if is_photo(one.data) else None
    shown = QPixmap.fromImage(image) if image is not None else sign("plain", _SIGN).pixmap(_SIGN, _SIGN)
    return QIcon(shown)


def _said(one: RecordFile) -> str:
    """Say where a file lies, "" where it is here."""
    if one.lies is Lies.ASKED:
        return tr("Choosing", "Not here yet: asked of {office}.").format(office=one.through)
    if one.lies is Lies.BELOW:
        return tr("Choosing", "Lies at {office}: it comes along with what is passed on.").format(
            office=one.through
        )
    return ""


def _missing(files: tuple[RecordFile, ...]) -> list[str]:
    """One line for each place where files lie that are not here."""
    told = []
    for said in dict.fromkeys(_said(one) for one in files):
        if said:
            names = ", ".join(one.file.caption or one.file.name for one in files if _said(one) == said)
            told.append(f"{names}. {said}")
    return told
