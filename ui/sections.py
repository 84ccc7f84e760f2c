"""A page in sections one behind the other, each with a button beside the title, each scrolling by itself."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QWidget,
)

from ui.widgets import Page, button, set_look

ROOM_FOR_TITLE = 700
"""Points of width from which title and sections stand side by side."""


class Section(QScrollArea):
    """One section of the page, scrolling by itself."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self.inside = inside
        self.setWidgetResizable(True)
        self.setWidget(inside)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)


class SectionPage(Page):
    """Give sections with `add_section`; one that has a `refresh` is read anew each time it is shown."""

    def __init__(self, title: str) -> None:
        super().__init__(title, scroll=False)
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self._on_chip)
        self._chips = QWidget()
        self._chip_row = QHBoxLayout(self._chips)
        self._chip_row.setContentsMargins(0, 0, 0, 0)
        self._chip_row.setSpacing(6)
        self.head.insertWidget(1, self._chips)
        self._sections = QStackedWidget()
        self._names: list[str] = []
        self._buttons: list[QPushButton] = []

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a small, scaled screen the sections need the room of the title."""
        super().resizeEvent(event)
        self._fit_title()

    def _fit_title(self) -> None:
        roomy = self.width() >= ROOM_FOR_TITLE
        self.title.setVisible(roomy)
        self._chip_row.setSpacing(6 if roomy else 3)
        for chip in self._buttons:
            set_look(chip, "tight", "" if roomy else "yes")

    def add_section(self, name: str, word: str, inside: QWidget) -> None:
        """Add a section behind the others; `word` stands on its button."""
        chip = button(word, kind="chip")
        chip.setCheckable(True)
        self._group.addButton(chip, len(self._names))
        self._chip_row.addWidget(chip)
        self._buttons.append(chip)
        self._names.append(name)
        self._sections.addWidget(Section(inside))

    @property
    def section(self) -> str:
        """The section that is shown."""
        return self._names[self._sections.currentIndex()]

    @property
    def section_names(self) -> tuple[str, ...]:
        """The sections, in the order of their buttons."""
        return tuple(self._names)

    def chip(self, name: str) -> QPushButton:
        """The button of a section."""
        return self._buttons[self._names.index(name)]

    def show_section(self, name: str) -> None:
        """Show a section, read anew."""
        self._select(name)
        self._refresh_section()

    def _select(self, name: str) -> None:
        self._sections.setCurrentIndex(self._names.index(name))
        self.chip(name).setChecked(True)

    def _on_chip(self, number: int) -> None:
        self.show_section(self._names[number])

    def _refresh_section(self) -> None:
        area = self._sections.currentWidget()
        refresh = getattr(area.inside, "refresh", None) if isinstance(area, Section) else None
        if refresh is not None:
            refresh()

    def refresh(self) -> None:
        self._refresh_section()

    def first_focus(self) -> QWidget | None:
        return self.chip(self.section)
