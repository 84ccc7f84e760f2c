"""The page "packs": its sections one behind the other, and the trial of a form that covers them all."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from forms.pack import Pack
from ui.packs.builder import BuilderSection
from ui.packs.installed import InstalledSection
from ui.packs.kit import KitSection
from ui.packs.new_version import NewVersionSection
from ui.packs.preview import Preview
from ui.packs.supplement import SupplementSection
from ui.packs.table_screen import TableSection
from ui.sections import SectionPage
from ui.widgets import PAGE_MARGIN
from ui.words import tr
from ui.workplace import Workplace


class PacksPage(SectionPage):
    """What this office works with, and the workshop where packs are made."""

    desk_changed = Signal(str, str)  # the pack is another now: section and what is told there
    open_cell = Signal(object)  # Address

    def __init__(self, place: Workplace) -> None:
        super().__init__(tr("Packs", "Form packs"))
        self._place = place
        self.installed = InstalledSection(place)
        self.builder = BuilderSection(place)
        self.builder.preview_wanted.connect(self.preview_pack)
        self.installed.newer_wanted.connect(lambda: self.show_section("new"))
        self.add_section("installed", tr("Packs", "Installed here"), self.installed)
        self.new_version = NewVersionSection(place)
        self.new_version.desk_changed.connect(lambda text: self.desk_changed.emit("new", text))
        self.new_version.open_cell.connect(self.open_cell)
        self.add_section("new", tr("Packs", "New version"), self.new_version)
        self.kit = KitSection(place)
        self.kit.desk_changed.connect(lambda text: self.desk_changed.emit("kit", text))
        self.kit.pack_wanted.connect(self._look_at_pack)
        self.supplement = SupplementSection(place)
        self.supplement.desk_changed.connect(lambda text: self.desk_changed.emit("supplement", text))
        self.add_section("kit", tr("Packs", "Campaign kit"), self.kit)
        self.add_section("supplement", tr("Packs", "Added rows"), self.supplement)
        self.add_section("build", tr("Packs", "Build a pack"), self.builder)
        self.tables = TableSection(place)
        self.tables.preview_wanted.connect(self.preview_pack)
        self.add_section("table", tr("Packs", "Table"), self.tables)
        self.preview = Preview(place)
        self.preview.closed.connect(self.close_preview)
        self._whole = QStackedWidget()
        self._whole.addWidget(self._sections)
        self._whole.addWidget(self.preview)
        self.body.addWidget(self._whole, 1)
        self._select("installed")  # read when the page is shown, not when the window is built

    def _fit_title(self) -> None:
        super()._fit_title()
        if self.previewing:
            self.title.hide()

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

    def first_focus(self) -> QWidget | None:
        if self.previewing:
            return self.preview.first_focus()
        return super().first_focus()

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
