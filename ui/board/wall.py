"""The board by itself, for a screen on a wall: it looks anew every minute, and nothing can be changed."""

from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QFont, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.board.panel import BoardPanel
from ui.widgets import label
from ui.words import tr
from ui.workplace import Workplace

_ANEW: Final = 60_000  # ms
_LARGE: Final = 1.2  # times the letters of the window


class Wall(QWidget):
    """A window of its own; F11 fills the screen or no longer, Esc closes it."""

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        desk = place.desk
        title = tr("Board", "{unit}: who has sent").format(unit=desk.unit.name)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.resize(1220, 740)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 16, 22, 16)
        campaign = place.words(desk.pack.campaign.title) if desk.pack.campaign else ""
        column.addWidget(label(" · ".join(part for part in (title, campaign) if part), role="title"))
        self.panel = BoardPanel(place, live=False)
        font = QFont(self.panel.table.font())
        font.setPixelSize(int(font.pixelSize() * _LARGE) if font.pixelSize() > 0 else 17)
        self.panel.table.setFont(font)
        self.panel.table.hide_contacts()
        self.panel.table.verticalHeader().setDefaultSectionSize(34)
        column.addWidget(self.panel, 1)
        column.addWidget(
            label(
                tr("Board", "Only to look at: renewed every minute. F11 full screen, Esc close."),
                role="small",
            )
        )
        self._anew = QTimer(self)
        self._anew.setInterval(_ANEW)
        self._anew.timeout.connect(self.panel.refresh)
        self._anew.start()
        self.panel.refresh()
        self.panel.table.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif event.key() == Qt.Key.Key_F11:
            self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._anew.stop()
        super().closeEvent(event)
