"""Where files are dropped, or picked with buttons."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout

from ui.widgets import button, label, set_look
from ui.words import tr


class DropField(QFrame):
    """Where files are dropped or picked with buttons; where packages come in, drives are searched too."""

    dropped = Signal(object)  # tuple[Path, ...]
    files_wanted = Signal()
    folder_wanted = Signal()
    drives_wanted = Signal()

    def __init__(self, words: str = "") -> None:
        super().__init__()
        self.setObjectName("drop")
        self.setAcceptDrops(True)
        self.files = button(tr("Receive", "Choose files …"), kind="main")
        self.files.clicked.connect(self.files_wanted)
        self.folder = button(tr("Receive", "Choose a folder …"))
        self.folder.clicked.connect(self.folder_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 14, 18, 14)
        self.drives = button(tr("Receive", "Search the USB drives"))
        self.drives.clicked.connect(self.drives_wanted)
        if words:
            self.drives.hide()
        packages = tr(
            "Receive", "Drop packages, letters (.eml) or .zip here, or choose them. They stay there."
        )
        words = words or packages
        self.words = label(words, role="muted", wrap=True)
        row.addWidget(self.words, 1)
        row.addWidget(self.files)
        row.addWidget(self.drives)
        row.addWidget(self.folder)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            set_look(self, "active", "yes")
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        set_look(self, "active", "")

    def dropEvent(self, event: QDropEvent) -> None:
        set_look(self, "active", "")
        paths = tuple(Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile())
        event.acceptProposedAction()
        if paths:
            self.dropped.emit(paths)
