"""Small things that every page is put together from: labels, buttons, cards, notices, bars."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ui.icons import sign

GAP = 12
PAGE_MARGIN = 22


def set_look(widget: QWidget, name: str, value: str) -> None:
    """Change a property that the style sheet looks at, and repaint by it."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def tip(text: str) -> str:
    """Write a text that came from a file or a person as a tooltip: Qt would read its tags otherwise."""
    return f"<qt>{escape(text)}</qt>" if "<" in text or "&" in text else text


def label(text: str = "", *, role: str = "", tone: str = "", wrap: bool = False) -> QLabel:
    """A text; `role`: title, heading, muted, small, figure, code; `tone`: error, warning, good."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        made.setProperty("role", role)
    if tone:
        made.setProperty("tone", tone)
    made.setWordWrap(wrap)
    return made


class Elided(QLabel):
    """A text on one line that ends in "…" where there is no room for it; the whole of it is its tooltip."""

    def __init__(self, text: str = "", *, role: str = "") -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setToolTip(tip(text))
        self.setMinimumWidth(20)
        if role:
            self.setProperty("role", role)

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setToolTip(tip(text))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignVCenter), text)
        painter.end()


def two_lines(metrics: QFontMetrics, text: str, width: int) -> str:
    """Break a text into at most two lines of `width` pixels, the second one shortened by "…"."""
    if metrics.horizontalAdvance(text) <= width:
        return text
    words = text.split(" ")
    first = words[0]
    for number, word in enumerate(words[1:], 1):
        if metrics.horizontalAdvance(f"{first} {word}") > width:
            rest = " ".join(words[number:])
            return f"{first}\n{metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width)}"
        first = f"{first} {word}"
    return metrics.elidedText(first, Qt.TextElideMode.ElideRight, width)


def copyable(text: str, *, role: str = "") -> QLabel:
    """A text that can be marked and copied with the keyboard or the mouse."""
    made = label(text, role=role)
    made.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return made


def badge(text: str, tone: str) -> QLabel:
    """A word on a tinted ground; `tone`: error, warning, good, note, plain."""
    made = label(text)
    made.setProperty("badge", tone)
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return made


def key_hint(text: str) -> QLabel:
    """The name of a key, drawn as a key."""
    made = label(text, role="key")
    made.setFixedHeight(20)
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return made


def add_key_hints(row: QHBoxLayout, *hints: tuple[str, str]) -> None:
    """Add keys to a row, each with what it does."""
    for key, what in hints:
        row.addWidget(key_hint(key))
        row.addWidget(label(what, role="small"))


class Button(QPushButton):
    """A button that Enter presses too, as people expect who never learnt of Space."""

    _locked = False
    _on = True  # what its page says of it
    _hint = ""

    def lock(self, why: str) -> None:
        """Keep it from being pressed, whatever its page says, and tell why; "" lets it go again."""
        if not self._locked:
            self._hint = self.toolTip()
        self._locked = bool(why)
        self.setToolTip(why or self._hint)
        super().setEnabled(self._on and not why)

    def setEnabled(self, on: bool) -> None:
        self._on = on
        super().setEnabled(on and not self._locked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.isEnabled():
            self.click()
            return
        super().keyPressEvent(event)


def button(text: str, *, kind: str = "") -> Button:
    """A button; `kind`: main (one a page), quiet, chip."""
    made = Button(text)
    if kind:
        made.setProperty("kind", kind)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setAutoDefault(False)
    return made


class Picker(QComboBox):
    """A list to pick one thing from; the sheet takes Qt's own arrow away, so it is drawn here."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().color(self.foregroundRole()), 1.6))
        x, y = self.width() - 16, self.height() / 2
        painter.drawPolyline(
            QPolygonF([QPointF(x - 4.5, y - 2), QPointF(x, y + 2.5), QPointF(x + 4.5, y - 2)])
        )
        painter.end()


def line() -> QFrame:
    """A thin line across."""
    made = QFrame()
    made.setObjectName("line")
    return made


def column_in(widget: QWidget, gap: int = GAP) -> QVBoxLayout:
    """Let a widget's parts stand below each other, `gap` pixels apart, without a margin of its own."""
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(gap)
    return column


def section_in(widget: QWidget, explain: str, *parts: QWidget) -> None:
    """Let a section's parts stand below each other under a line that says what it is for."""
    widget.setObjectName("page")
    column = column_in(widget, 10)
    column.setContentsMargins(0, 0, 8, 0)
    for part in (label(explain, role="muted", wrap=True), *parts):
        column.addWidget(part)
    column.addStretch(1)


class Card(QFrame):
    """A white sheet on the grey ground; things go into `body`."""

    def __init__(self, title: str = "", *, margin: int = 16) -> None:
        super().__init__()
        self.setObjectName("card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(margin, margin - 2, margin, margin)
        self.body.setSpacing(8)
        if title:
            self.body.addWidget(label(title, role="heading"))


class Notice(QFrame):
    """A line that tells something in place, never a box to be closed. `tone`: error, warning, good, note."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("notice")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(10)
        self._sign = QLabel()
        self._sign.setFixedWidth(18)
        self._text = label(wrap=True)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
        self.buttons = QHBoxLayout()
        row.addLayout(self.buttons)
        self.hide()

    def tell(self, tone: str, text: str) -> None:
        """Show `text`; an empty one hides the line."""
        if not text:
            self.hide()
            return
        set_look(self, "tone", tone)
        self._sign.setPixmap(sign(tone, 16).pixmap(16, 16))
        self._text.setText(text)
        self.setAccessibleName(text)
        self.show()

    def clear(self) -> None:
        """Hide the line."""
        self.tell("note", "")

    @property
    def text(self) -> str:
        """What it tells, "" while hidden."""
        return "" if self.isHidden() else self._text.text()


def bar(done: int, total: int) -> QProgressBar:
    """A bar of completeness."""
    made = QProgressBar()
    made.setTextVisible(False)
    set_bar(made, done, total)
    return made


def set_bar(made: QProgressBar, done: int, total: int) -> None:
    """Set a bar; green when nothing is left."""
    made.setRange(0, max(total, 1))
    made.setValue(done if total else 1)
    set_look(made, "tone", "good" if done >= total else "")
    made.setAccessibleName(f"{done}/{total}")


class ReadTable(QTableWidget):
    """A table to read and to pick a row from, with Enter as well as with the mouse."""

    def __init__(self, heads: Sequence[str], widths: Sequence[int], name: str) -> None:
        super().__init__(0, len(heads))
        self.setAccessibleName(name)
        self.setHorizontalHeaderLabels(list(heads))
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(34)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.horizontalHeader().setStretchLastSection(True)
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width)

    def fill(self, rows: Sequence[Sequence[str]], *, right: Sequence[int] = ()) -> None:
        """Replace all rows; the columns of `right` stand to the right."""
        self.setRowCount(len(rows))
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                item = QTableWidgetItem(text)
                item.setToolTip(tip(text))
                side = Qt.AlignmentFlag.AlignRight if column in right else Qt.AlignmentFlag.AlignLeft
                item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
                self.setItem(number, column, item)

    def fit(self, least: int, most: int) -> None:
        """Be as high as the rows are, between `least` and `most` of them."""
        rows = max(least, min(self.rowCount(), most))
        head = self.horizontalHeader().sizeHint().height()
        self.setFixedHeight(head + rows * self.verticalHeader().defaultSectionSize() + 6)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentRow() >= 0:
            self.cellActivated.emit(self.currentRow(), 0)
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.currentRow() < 0 < self.rowCount():
            self.selectRow(0)


class Page(QWidget):
    """A page of the window: a scrolling column with a title; `refresh` is called each time it is shown."""

    def __init__(self, title: str, *, scroll: bool = True) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAccessibleName(title)
        inside = QWidget()
        self.body = QVBoxLayout(inside)
        self.body.setContentsMargins(PAGE_MARGIN, 16, PAGE_MARGIN, 16)
        self.body.setSpacing(GAP)
        self.head = QHBoxLayout()
        self.head.setSpacing(GAP)
        self.title = label(title, role="title")
        self.head.addWidget(self.title)
        self.head.addStretch(1)
        self.body.addLayout(self.head)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._area: QScrollArea | None = None
        if scroll:
            area = self._area = QScrollArea()
            area.setWidgetResizable(True)
            area.setWidget(inside)
            area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            outer.addWidget(area)
        else:
            outer.addWidget(inside)

    def bring_into_view(self, part: QWidget) -> None:
        """Scroll so far that a part of the page can be seen."""
        if self._area is not None:
            self._area.ensureWidgetVisible(part, 0, 20)

    def refresh(self) -> None:
        """Read anew what this page shows."""

    def first_focus(self) -> QWidget | None:
        """Return where the keyboard goes when the page is opened."""
        return None


def as_wide_as_it_is(widget: QWidget) -> QWidget:
    """Keep a badge, a code or a quiet button as wide as its words, at the left of the room there is."""
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(widget)
    row.addStretch(1)
    return box


def clear(layout: QLayout) -> None:
    """Remove everything from a layout."""
    while layout.count():
        item = layout.takeAt(0)
        widget: QWidget | None = item.widget()
        inner: QLayout | None = item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)
