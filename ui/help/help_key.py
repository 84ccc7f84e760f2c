"""F1 anywhere: in every window and dialog it opens the manual at the page of what is shown."""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from office.manual import Manual
from ui.ask import WindowAsk
from ui.help.manual_window import ManualWindow

_NAME: Final = "help"


class HelpKey(QObject):
    """Stands in every window that gets the keyboard; what it needs is read when it is asked for first."""

    def __init__(
        self,
        app: QApplication,
        topics: Callable[[], Mapping[str, str]],
        read: Callable[[str], Manual],
        language: Callable[[], str],
    ) -> None:
        """`topics`: class -> chapter; `read`: the manual in a language; `language`: the one in use."""
        super().__init__(app)
        self._app = app
        self._read_topics = topics
        self._read = read
        self._language = language
        self.window: ManualWindow | None = None
        app.focusChanged.connect(self._follow)
        self._follow(None, app.focusWidget())

    def stop(self) -> None:
        """Listen no more and close the manual."""
        self._app.focusChanged.disconnect(self._follow)
        self._drop()
        for window in self._app.topLevelWidgets():
            for key in window.findChildren(QShortcut, _NAME, Qt.FindChildOption.FindDirectChildrenOnly):
                key.setParent(None)

    def _follow(self, _: QWidget | None, to: QWidget | None) -> None:
        """Give the window that the keyboard came to its F1: watching every event would slow all of them."""
        window = to.window() if to is not None else None
        if window is None:
            return
        there = window.findChild(QShortcut, _NAME, Qt.FindChildOption.FindDirectChildrenOnly)
        if there is not None:
            if there.property(_NAME) == id(self):
                return
            there.setParent(None)  # of a program that ended without a word: two of them would silence both
        key = QShortcut(QKeySequence(Qt.Key.Key_F1), window)
        key.setObjectName(_NAME)
        key.setProperty(_NAME, id(self))
        key.activated.connect(self._on_key)

    def _on_key(self) -> None:
        shown = QApplication.focusWidget()
        if shown is not None and not (self.window and self.window.isActiveWindow()):
            self.show_for(shown)

    @cached_property
    def _topics(self) -> Mapping[str, str]:
        return self._read_topics()

    def show_for(self, shown: QWidget) -> None:
        """Open the manual at the page for a widget."""
        self.show(self.topic_of(shown))

    def show(self, topic: str) -> None:
        """Open the manual at a chapter, beside the window or dialog the person works in."""
        above = QApplication.activeModalWidget() or QApplication.activeWindow()
        if isinstance(above, ManualWindow):
            above = above.parentWidget()
        if self.window is None or self.window.parentWidget() is not above:
            self._drop()
            asker = WindowAsk()
            self.window = ManualWindow(above, self._read, self._language(), asker)
            asker.stand_above(self.window)
            self.window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            self.window.destroyed.connect(self._gone)
        self.window.open(topic)
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()
        self.window.text.setFocus()

    def topic_of(self, shown: QWidget) -> str:
        """Find the chapter for a widget: of the nearest around it that has one, or of the page in front."""
        here: QWidget | None = shown
        while here is not None:
            found = self._topic(here)
            if found:
                return found
            if here.isWindow():
                break
            here = here.parentWidget()
        return self._inside(shown.window())

    def _inside(self, window: QWidget) -> str:
        """The keyboard stands on the rail or in the line on top: the page in front counts."""
        for stack in window.findChildren(QStackedWidget):
            page: QWidget | None = stack.currentWidget()
            found = self._topic(page) if stack.isVisible() and page else ""
            if found:
                return found
        return ""

    def _topic(self, shown: QWidget) -> str:
        """The chapter of a class: by its own name, or with its module where several have that name."""
        kind = type(shown)
        return self._topics.get(f"{kind.__module__}.{kind.__name__}") or self._topics.get(kind.__name__, "")

    def _drop(self) -> None:
        if self.window is not None:
            self.window.destroyed.disconnect(self._gone)
            self.window.close()
            self.window = None

    def _gone(self) -> None:
        self.window = None
