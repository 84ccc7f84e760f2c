"""The page "settings": a list of its sections at the left, the chosen one beside it, scrolling by itself.

A section is any widget; one that has a `refresh` is read anew each time it is shown.
"""

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QListWidget, QListWidgetItem, QStackedWidget, QWidget

from office.practice_mark import is_practice
from ui.copies.section import Section as CopiesSection
from ui.sections import Section
from ui.settings.about import AboutSection
from ui.settings.folders import FoldersSection
from ui.settings.general import GeneralSection
from ui.settings.history import HistorySection
from ui.settings.keys import KeysSection
from ui.settings.people import PeopleSection
from ui.settings.printing import PrintingSection
from ui.updates.section import Section as UpdatesSection
from ui.widgets import Page
from ui.words import tr
from ui.workplace import Workplace

NARROW = 720  # pixels: below it the list stands above the section


class SettingsPage(Page):
    """Small things that are set once."""

    language_chosen = Signal(str)
    person_chosen = Signal(bool)  # whether somebody else works now
    practice_wanted = Signal()
    look_chosen = Signal(object)  # Look
    cell_wanted = Signal(object)  # Address
    restore_wanted = Signal()
    start_wanted = Signal()

    def __init__(self, place: Workplace, version: str) -> None:
        super().__init__(tr("Settings", "Settings"), scroll=False)
        self._names: list[str] = []
        self.list = QListWidget()
        self.list.setObjectName("side")
        self.list.setAccessibleName(tr("Settings", "Sections of the settings"))
        self._sections = QStackedWidget()
        self._row = QHBoxLayout()
        self._row.setSpacing(12)
        self._row.addWidget(self.list)
        self._row.addWidget(self._sections, 1)
        self.body.addLayout(self._row, 1)
        self.general = GeneralSection(place)
        self.general.language_chosen.connect(self.language_chosen)
        self.general.practice_wanted.connect(self.practice_wanted)
        self.general.look_chosen.connect(self.look_chosen)
        self.add_section("general", tr("Settings", "General"), self.general)
        self.people = PeopleSection(place)
        self.people.person_chosen.connect(self.person_chosen)
        self.add_section("people", tr("Settings", "People"), self.people)
        self.folders = FoldersSection(place)
        self.add_section("folders", tr("Settings", "Folders"), self.folders)
        self.printing = PrintingSection(place)
        if not is_practice(place.desk.campaign_id):
            self.copies = CopiesSection(place)
            self.copies.restore_wanted.connect(self.restore_wanted)
            self.add_section("copies", tr("Copies", "Copies"), self.copies)
            self.updates = UpdatesSection(place)
            self.updates.start_wanted.connect(self.start_wanted)
            self.add_section("updates", tr("Updates", "Updates"), self.updates)
        self.add_section("printing", tr("Settings", "Printing"), self.printing)
        self.history = HistorySection(place)
        self.history.cell_wanted.connect(self.cell_wanted)
        self.add_section("history", tr("Settings", "History"), self.history)
        self.add_section("keys", tr("Settings", "Keys"), KeysSection())
        self.add_section("about", tr("Settings", "About"), AboutSection(place, version))
        self.list.currentRowChanged.connect(self._on_row)
        self.list.setCurrentRow(0)
        self._fit()

    def add_section(self, name: str, word: str, inside: QWidget) -> None:
        """Add a section below the others; `word` stands in the list."""
        self._names.append(name)
        self._sections.addWidget(Section(inside))
        QListWidgetItem(word, self.list)

    @property
    def section(self) -> str:
        """The section that is shown."""
        return self._names[self._sections.currentIndex()]

    @property
    def section_names(self) -> tuple[str, ...]:
        """The sections, in the order of the list."""
        return tuple(self._names)

    def show_section(self, name: str) -> None:
        """Show a section, read anew."""
        number = self._names.index(name)
        if number == self.list.currentRow():
            self.refresh()
        self.list.setCurrentRow(number)

    def _on_row(self, number: int) -> None:
        if number >= 0:
            self._sections.setCurrentIndex(number)
            if self.isVisible():  # a page is read when it is shown, not when the window is built
                self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Give the list the width of its words; on a small, scaled screen it lies above its section."""
        narrow = self.width() < NARROW
        self.title.setVisible(not narrow)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._row.setDirection(down if narrow else across)
        self.list.setFlow(QListWidget.Flow.LeftToRight if narrow else QListWidget.Flow.TopToBottom)
        most = QSize(16_777_215, 16_777_215)
        self.list.setMinimumSize(0, 0)
        self.list.setMaximumSize(most)
        if narrow:
            row = self.list.sizeHintForRow(0) + 2 * self.list.frameWidth()
            self.list.setFixedHeight(row + self.list.horizontalScrollBar().sizeHint().height())
        else:
            self.list.setFixedWidth(self.list.sizeHintForColumn(0) + 2 * self.list.frameWidth() + 12)

    def refresh(self) -> None:
        area = self._sections.currentWidget()
        refresh = getattr(area.inside, "refresh", None) if isinstance(area, Section) else None
        if refresh is not None:
            refresh()

    def first_focus(self) -> QWidget | None:
        return self.list
