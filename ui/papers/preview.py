"""The pages of a paper on the screen, one at a time, as they will be printed."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from exports.paper_pages import PaperPage
from ui.papers.draw import draw
from ui.widgets import button, label
from ui.words import tr

_DOTS = 96  # an inch, before the screen's own scaling


class Preview(QDialog):
    """Pages to leaf through with PgDn and PgUp; Esc closes them."""

    def __init__(self, parent: QWidget | None, pages: Sequence[PaperPage]) -> None:
        super().__init__(parent)
        self._pages = tuple(pages)
        self.number = 0
        title = tr("Papers", "As it will be printed")
        self.setWindowTitle(title)
        self.resize(900, 640)
        self.paper = _Paper(self._pages[0])
        self._area = QScrollArea()
        self._area.setWidget(self.paper)
        self._area.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._area.setAccessibleName(title)
        self._where = label(role="muted")
        self.before = button(tr("Papers", "Page before (PgUp)"))
        self.before.clicked.connect(lambda: self.turn(-1))
        self.after = button(tr("Papers", "Next page (PgDn)"))
        self.after.clicked.connect(lambda: self.turn(1))
        close = button(tr("Papers", "Close (Esc)"), kind="quiet")
        close.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addWidget(label(title, role="heading"))
        row.addStretch(1)
        row.addWidget(self._where)
        row.addWidget(self.before)
        row.addWidget(self.after)
        row.addWidget(close)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 12, 16, 12)
        outer.addLayout(row)
        outer.addWidget(self._area, 1)
        for keys, step in (("PgDown", 1), ("PgUp", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(self.before.click if step < 0 else self.after.click)
        self._show()
        self._area.setFocus()

    def turn(self, step: int) -> None:
        """Go to the page before or after."""
        self.number = min(max(self.number + step, 0), len(self._pages) - 1)
        self._show()

    def _show(self) -> None:
        page = self._pages[self.number]
        self.paper.show_page(page)
        self._area.verticalScrollBar().setValue(0)
        said = tr("Papers", "Page {n} of {all}: {sheet}").format(
            n=self.number + 1, all=len(self._pages), sheet=page.sheet
        )
        self._where.setText(said)
        self.paper.setAccessibleName(said)
        self.before.setEnabled(self.number > 0)
        self.after.setEnabled(self.number < len(self._pages) - 1)


class _Paper(QWidget):
    """One page, drawn as the printer draws it."""

    def __init__(self, page: PaperPage) -> None:
        super().__init__()
        self._page = page

    def show_page(self, page: PaperPage) -> None:
        self._page = page
        self.resize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        width, height = self._page.size
        return QSize(round(width * _DOTS / 72), round(height * _DOTS / 72))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(QRectF(self.rect()), QColor("#FFFFFF"))
        draw(painter, self._page, _DOTS / 72)
        painter.end()
