"""Pages on the screen, one at a time, as they will be printed: PgDn and PgUp leaf through them."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from exports.paper_pages import PaperPage
from ui.papers.draw import draw
from ui.words import tr

LEAST_DOTS, MOST_DOTS = 53.0, 120.0
"""An inch on the screen, before its own scaling: below the least a page is scrolled sideways."""
_STEP, _MOST_STEPS = 1.25, 4
_EDGE = 8


class Leaves(QScrollArea):
    """Pages to leaf through; a page is as wide as the room for it, as far as it stays readable."""

    turned = Signal(int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.pages: tuple[PaperPage, ...] = ()
        self.number = 0
        self.steps = 0  # larger than the room asks for
        self.leaf = Leaf()
        self.setObjectName("leaves")
        self.setAccessibleName(name)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setWidget(self.leaf)

    def show_pages(self, pages: Sequence[PaperPage]) -> None:
        """Show other pages, the first of them."""
        self.pages = tuple(pages)
        self.number = 0
        self._show()

    def turn(self, step: int) -> None:
        """Go to the page before or after."""
        self.number = min(max(self.number + step, 0), max(len(self.pages) - 1, 0))
        self._show()

    @property
    def where(self) -> str:
        """Which page of how many is shown, and of what."""
        if not self.pages:
            return ""
        return tr("Papers", "Page {n} of {all}: {sheet}").format(
            n=self.number + 1, all=len(self.pages), sheet=self.pages[self.number].sheet
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}.get(Qt.Key(event.key()), 0)
        if step and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.turn(step)
        elif event.text() in ("+", "-"):
            self.enlarge(1 if event.text() == "+" else -1)
        else:
            super().keyPressEvent(event)

    def enlarge(self, step: int) -> None:
        """Show pages larger, or smaller again; + and - do it."""
        self.steps = min(max(self.steps + step, 0), _MOST_STEPS)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _show(self) -> None:
        self.leaf.show_page(self.pages[self.number] if self.pages else None)
        self.leaf.setAccessibleName(self.where)
        self._fit()
        self.verticalScrollBar().setValue(0)
        self.turned.emit(self.number)

    def _fit(self) -> None:
        if not self.pages:
            return
        room = self.viewport().width() - 2 * _EDGE
        dots = room * 72 / self.pages[self.number].size[0]
        self.leaf.use(min(max(dots, LEAST_DOTS), MOST_DOTS) * _STEP**self.steps)


class Leaf(QWidget):
    """One page, drawn as the printer draws it."""

    def __init__(self) -> None:
        super().__init__()
        self._page: PaperPage | None = None
        self._dots = LEAST_DOTS

    def show_page(self, page: PaperPage | None) -> None:
        """Show a page, or none."""
        self._page = page
        self._redraw()

    def use(self, dots: float) -> None:
        """Draw with so many dots an inch."""
        self._dots = dots
        self._redraw()

    def _redraw(self) -> None:
        self.resize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        if self._page is None:
            return QSize()
        width, height = self._page.size
        return QSize(round(width * self._dots / 72), round(height * self._dots / 72))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._page is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(QRectF(self.rect()), QColor("#FFFFFF"))  # paper is white in every look
        draw(painter, self._page, self._dots / 72)
        painter.end()
