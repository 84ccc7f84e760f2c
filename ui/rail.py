"""The rail at the left of the window: which pages an office has, their words and their buttons."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget

from office.choices import PAPERS, can_choose
from office.desk import Desk
from office.registers import has_registers
from ui.icons import page_icon
from ui.widgets import set_look
from ui.words import tr

RAIL_WIDTH, RAIL_BUTTON, RAIL_LEAST = 88, 64, 43
"""The rail: ten pages of the least height fit into the least window."""

OFF_RAIL = ("in_place", "courier", "queries", "papers")
"""Pages without a button on the rail: other pages and the top line lead to them."""


def page_names(desk: Desk) -> tuple[str, ...]:
    """Name the pages an office has, in the order of the rail; last those that are opened from elsewhere."""
    return (
        "home",
        "entry",
        *(("register",) if has_registers(desk) else ()),
        *(("send",) if desk.parent is not None else ()),
        *(("receive", "totals") if desk.has_below else ()),
        *(("choose",) if any(can_choose(desk, paper) for paper in PAPERS) else ()),
        "packs",
        "other",
        "people",
        "settings",
        *(name for name in OFF_RAIL if name not in ("in_place", "courier") or desk.has_below),
    )


class RailButton(QToolButton):
    """A page of the rail: a sign above a word; both draw closer where many pages share a low screen."""

    def __init__(self, word: str) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setText(word)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.setMaximumHeight(RAIL_BUTTON)
        self.setIconSize(QSize(24, 24))

    def sizeHint(self) -> QSize:
        return QSize(RAIL_WIDTH, RAIL_BUTTON)

    def minimumSizeHint(self) -> QSize:
        return QSize(RAIL_WIDTH, RAIL_LEAST)

    def resizeEvent(self, event: QResizeEvent) -> None:
        tight = self.height() < RAIL_BUTTON - 4
        self.setIconSize(QSize(20, 20) if tight else QSize(24, 24))
        set_look(self, "tight", "yes" if tight else "")
        super().resizeEvent(event)


class Rail(QWidget):
    """The buttons of an office's pages from top to bottom, each with its key."""

    wanted = Signal(str)  # a page by its name

    def __init__(self, names: Iterable[str], window: QWidget) -> None:
        super().__init__()
        self.buttons: dict[str, RailButton] = {}
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(RAIL_WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for number, name in enumerate((name for name in names if name not in OFF_RAIL), 1):
            made = RailButton(page_word(name))
            made.setIcon(page_icon(name))
            keys = f"Ctrl+{number % 10}"  # the tenth is Ctrl+0
            made.setToolTip(f"{page_word(name)} ({keys})")
            made.clicked.connect(self._asker(name))
            QShortcut(QKeySequence(keys), window).activated.connect(self._asker(name))
            self.buttons[name] = made
            if name == "people":
                column.addStretch(1)
            column.addWidget(made)

    def _asker(self, name: str) -> Callable[[], None]:
        return lambda: self.wanted.emit(name)


def page_word(name: str) -> str:
    """The short word of a page."""
    return {
        "home": tr("Window", "Home"),
        "entry": tr("Window", "Entry"),
        "register": tr("Window", "Register"),
        "send": tr("Window", "Send"),
        "receive": tr("Window", "Receive"),
        "totals": tr("Window", "Totals"),
        "choose": tr("Window", "Choose"),
        "other": tr("Window", "Other forms"),
        "packs": tr("Window", "Packs"),
        "people": tr("Window", "Signers"),
        "settings": tr("Window", "Settings"),
        "papers": tr("Window", "Papers"),
        "queries": tr("Window", "Questions"),
        "in_place": tr("Window", "In place"),
        "courier": tr("Window", "Numbers and receipts"),
    }[name]
