"""A chart on the screen: drawn large enough to be read, gone through value by value with the arrow keys."""

from PySide6.QtCore import QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy

from office.chart import Chart
from ui.charts.draw import draw, height_for
from ui.charts.lay import Bar, Laid, lay_out
from ui.widgets import tip
from ui.words import tr

_COLUMNS_HIGH, _HIGHEST = 300, 460  # pixels
_RIM = 8


class ChartView(QFrame):
    """One chart; arrows go from value to value, the value stood on is told by `stood_on` and read aloud."""

    stood_on = Signal(str)
    wanted = Signal()  # it is in sight, and its figures are old

    def __init__(self) -> None:
        super().__init__()
        self.chart: Chart | None = None
        self._laid: Laid | None = None
        self._here: tuple[int, int] | None = None  # series and category
        self._stale = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setObjectName("chart")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setAccessibleName(tr("Charts", "Chart"))

    def show_chart(self, chart: Chart) -> None:
        """Show another chart, or the same with other figures."""
        self.chart = chart
        self._here = None
        self.setAccessibleName(chart.title)
        self.setAccessibleDescription(chart.told())
        self._fit()

    def grow_stale(self) -> None:
        """Ask for newer figures when the chart is painted next: one that nobody looks at costs nothing."""
        self._stale = True
        self.update()

    @property
    def told(self) -> str:
        """The value the keyboard stands on, in words; "" where it stands on none."""
        if self.chart is None or self._here is None:
            return ""
        return self.chart.said(*self._here)

    # --- size and drawing --------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(480, _COLUMNS_HIGH)

    def minimumSizeHint(self) -> QSize:
        return QSize(280, 120)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Lay the chart out in the width there is, and be as high as it needs."""
        if self.chart is None:
            return
        width = max(self.width() - 2 * _RIM, 200)
        need = height_for(self.chart, width, self.font()) + 2 * _RIM
        least = round(max(need, _COLUMNS_HIGH) if self.chart.shape == "columns" else need)
        if self.minimumHeight() != least:
            self.setMinimumHeight(least)
        high = min(max(self.height(), least), _HIGHEST) - 2 * _RIM
        self._laid = lay_out(self.chart, width, high, self.font())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._stale:
            self._stale = False
            QTimer.singleShot(0, self, self.wanted.emit)
        if self._laid is None:
            return
        painter = QPainter(self)
        painter.translate(QPointF(_RIM, _RIM))
        draw(painter, self._laid, self.font(), here=self._bar() if self.hasFocus() else None)
        painter.end()

    def _bar(self) -> Bar | None:
        bars = self._laid.bars if self._laid else ()
        return next((one for one in bars if (one.series, one.category) == self._here), None)

    # --- keys and mouse ----------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Up: -1,
        }
        step = steps.get(Qt.Key(event.key()))
        if event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._stand(0 if event.key() == Qt.Key.Key_Home else -1)
        elif step is None:
            super().keyPressEvent(event)
        else:
            self._step(step)

    def _order(self) -> list[tuple[int, int]]:
        """All values in the order they are read."""
        if self.chart is None:
            return []
        series = range(len(self.chart.series))
        return [(number, place) for place in range(len(self.chart.categories)) for number in series]

    def _step(self, step: int) -> None:
        order = self._order()
        if order:
            now = order.index(self._here) if self._here in order else -1
            self._stand(min(max(now + step, 0), len(order) - 1))

    def _stand(self, number: int) -> None:
        order = self._order()
        if not order:
            return
        self._here = order[number]
        self.setAccessibleDescription(self.told)
        self.stood_on.emit(self.told)
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._here is None:
            self._stand(0)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        found = self._under(event.position())
        self.setToolTip(tip(self.chart.said(found.series, found.category)) if found and self.chart else "")

    def _under(self, at: QPointF) -> Bar | None:
        """The value at a place; bars too small to be hit have some room around them."""
        inside = at - QPointF(_RIM, _RIM)
        bars = self._laid.bars if self._laid else ()
        return next((one for one in bars if one.box.adjusted(-6, -6, 6, 6).contains(inside)), None)
