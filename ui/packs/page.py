"""The page "packs": its sections one behind the other, and the trial of a form that covers them all."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
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

from forms.pack import Pack
from ui.packs.builder import BuilderSection
from ui.packs.installed import InstalledSection
from ui.packs.kit import KitSection
from ui.packs.new_version import NewVersionSection
from ui.packs.preview import Preview
from ui.packs.supplement import SupplementSection
from ui.packs.table_screen import TableSection
from ui.widgets import PAGE_MARGIN, Page, button, set_look
from ui.words import tr
from ui.workplace import Workplace

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


class PacksPage(Page):
    """What this office works with, and the workshop where packs are made."""

    desk_changed = Signal(str, str)  # the pack is another now: section and what is told there
    open_cell = Signal(object)  # Address

    def __init__(self, place: Workplace) -> None:
        super().__init__(tr("Packs", "Form packs"), scroll=False)
        self._place = place
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
        self.installed = InstalledSection(place)
        self.builder = BuilderSection(place)
        self.builder.preview_wanted.connect(self.preview_pack)
        self.installed.newer_wanted.connect(lambda: self.show_section("new"))
        self._add("installed", tr("Packs", "Installed here"), self.installed)
        self.new_version = NewVersionSection(place)
        self.new_version.desk_changed.connect(lambda text: self.desk_changed.emit("new", text))
        self.new_version.open_cell.connect(self.open_cell)
        self._add("new", tr("Packs", "New version"), self.new_version)
        self.kit = KitSection(place)
        self.kit.desk_changed.connect(lambda text: self.desk_changed.emit("kit", text))
        self.kit.pack_wanted.connect(self._look_at_pack)
        self.supplement = SupplementSection(place)
        self.supplement.desk_changed.connect(lambda text: self.desk_changed.emit("supplement", text))
        self._add("kit", tr("Packs", "Campaign kit"), self.kit)
        self._add("supplement", tr("Packs", "Added rows"), self.supplement)
        self._add("build", tr("Packs", "Build a pack"), self.builder)
        self.tables = TableSection(place)
        self.tables.preview_wanted.connect(self.preview_pack)
        self._add("table", tr("Packs", "Table"), self.tables)
        self.preview = Preview(place)
        self.preview.closed.connect(self.close_preview)
        self._whole = QStackedWidget()
        self._whole.addWidget(self._sections)
        self._whole.addWidget(self.preview)
        self.body.addWidget(self._whole, 1)
        self._select("installed")  # read when the page is shown, not when the window is built

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a small, scaled screen the sections need the room of the title."""
        super().resizeEvent(event)
        self._fit_title()

    def _fit_title(self) -> None:
        trying = self._whole.currentWidget() is self.preview
        roomy = self.width() >= ROOM_FOR_TITLE
        self.title.setVisible(not trying and roomy)
        self._chip_row.setSpacing(6 if roomy else 3)
        for chip in self._buttons:
            set_look(chip, "tight", "" if roomy else "yes")

    def _add(self, name: str, word: str, inside: QWidget) -> None:
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

    def tell(self, name: str, text: str) -> None:
        """Show the section "new", "kit" or "supplement" and tell there what was done."""
        self.show_section(name)
        notices = {
            "new": self.new_version.notice,
            "kit": self.kit.notice,
            "supplement": self.supplement.notice,
        }
        notices[name].tell("good", text)
        self.chip(name).setFocus()

    def _look_at_pack(self, path: Path) -> None:
        self.show_section("new")
        self.new_version.look(path)

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
        if self.previewing:
            return self.preview.first_focus()
        return self.chip(self.section)

    # --- trying out ------------------------------------------------------------------------

    @property
    def previewing(self) -> bool:
        """Whether the trial covers the sections."""
        return self._whole.currentWidget() is self.preview

    def preview_pack(self, pack: Pack) -> None:
        """Open a compiled pack in the real entry view, in an office that goes away again."""
        self.title.hide()
        self._chips.hide()
        self.body.setContentsMargins(0, 0, 0, 0)
        self._whole.setCurrentWidget(self.preview)
        self.preview.show_pack(pack)

    def close_preview(self) -> None:
        """Go back to the sections."""
        self._whole.setCurrentWidget(self._sections)
        self.body.setContentsMargins(PAGE_MARGIN, 16, PAGE_MARGIN, 16)
        self._fit_title()
        self._chips.show()
        if self.section == "build":
            self.builder.take_focus()
        else:
            self.chip(self.section).setFocus()
