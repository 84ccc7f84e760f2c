"""The band over every screen of practice: nobody may take these figures for real ones."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from forms.answers import Address
from office.practice import Practice
from ui.entry.live import Live
from ui.entry.page import EntryPage
from ui.practice.lesson_panel import LessonPanel
from ui.practice.watch import Watch
from ui.widgets import Elided, badge, button
from ui.words import tr


class Learning(QWidget):
    """Band and lesson, on top of every page of a practice office."""

    left = Signal()
    again = Signal()

    def __init__(self, live: Live, practice: Practice) -> None:
        super().__init__()
        self._live = live
        self.band = PracticeBand()
        self.panel = LessonPanel(live, practice)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.band)
        column.addWidget(self.panel)
        self.band.left.connect(self.left)
        self.band.again_wanted.connect(self._begin_again)
        self.band.lesson_wanted.connect(self.show_lesson)
        self.panel.left.connect(self.panel.hide)

    def watch(self, window: QWidget, entry: EntryPage) -> None:
        """Watch what is done in the window from now on."""

        def where() -> Address | None:
            return entry.view.address if entry.view is not None else None

        self.panel.watch(Watch(window, where, entry))

    def stop(self) -> None:
        """Watch no longer: the window closes."""
        self.panel.stop()

    def show_lesson(self) -> None:
        """Go on with the lesson where it was left."""
        self.panel.show()
        self.panel.look()

    def _begin_again(self) -> None:
        question = tr("Practice", "Throw away what was practised here and begin with the first step?")
        begin = tr("Practice", "Begin again")
        if self._live.place.ask.confirm(begin, question, begin):
            self.again.emit()


class PracticeBand(QWidget):
    """Says that this is practice, and leads out of it."""

    lesson_wanted = Signal()
    again_wanted = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("trial")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(38)
        row = QHBoxLayout(self)
        row.setContentsMargins(22, 0, 16, 0)
        row.setSpacing(10)
        row.addWidget(badge(tr("Practice", "PRACTICE"), "trial"), 0, Qt.AlignmentFlag.AlignVCenter)
        words = tr("Practice", "Made-up figures: no office takes these packages.")
        row.addWidget(Elided(words), 1)
        for text, signal in (
            (tr("Practice", "Guided lesson"), self.lesson_wanted),
            (tr("Practice", "Begin again"), self.again_wanted),
            (tr("Practice", "Leave practice"), self.left),
        ):
            made = button(text, kind="quiet")
            made.clicked.connect(signal)
            made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.addWidget(made)
