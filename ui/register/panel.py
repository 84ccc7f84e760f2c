"""What every step of the register page is built from: a title, what is told, buttons, Esc to go back."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.widgets import Elided, Notice, button, label
from ui.words import tr


class Panel(QWidget):
    """One step: things go into `body`, what acts into `acts`; `left` asks for the step before."""

    left = Signal()

    def __init__(self, *, back: bool = True, scroll: bool = True) -> None:
        """`scroll`: what is in `body` scrolls where the window is low; tables do so by themselves."""
        super().__init__()
        self.name = Elided(role="title")
        self.told = label(role="muted", wrap=True)
        self.notice = Notice()
        self.body = QVBoxLayout()
        self.body.setSpacing(10)
        self.acts = QHBoxLayout()
        self.acts.setSpacing(8)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(10)
        outer.addWidget(self.name)
        outer.addWidget(self.told)
        outer.addWidget(self.notice)
        if scroll:
            inside = QWidget()
            inside.setObjectName("page")
            inside.setLayout(self.body)
            self.body.setContentsMargins(0, 0, 8, 0)
            area = QScrollArea()
            area.setWidgetResizable(True)
            area.setFrameShape(QFrame.Shape.NoFrame)
            area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            area.setWidget(inside)
            outer.addWidget(area, 1)
        else:
            outer.addLayout(self.body, 1)
        outer.addLayout(self.acts)
        if back:
            self.back = button(tr("Register", "Back (Esc)"), kind="quiet")
            self.back.clicked.connect(self.left)
            shortcut = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.left)
            self.acts.addWidget(self.back)
        self.acts.addStretch(1)

    def tell(self, title: str, text: str = "") -> None:
        """Name the step and say what it is about."""
        self.name.setText(title)
        self.told.setText(text)
        self.told.setVisible(bool(text))

    def first_focus(self) -> QWidget | None:
        """Return where the keyboard goes when the step opens."""
        return None
