"""A file let go over a widget, as from Explorer."""

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent


def drop(field, path):
    """Let a file go over a field that takes files."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    field.dropEvent(
        QDropEvent(
            QPointF(5, 5),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
