"""The page "in the place of": typing for a unit that cannot send, and rows of adjustment."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from forms.problems import Problem
from office import in_place
from office.case_state import Receipt
from office.entry import Entry
from ui.entry.live import Live
from ui.entry.page import EntryPage
from ui.importing.list_sheet import ListImport
from ui.in_place.adjust_section import AdjustSection
from ui.in_place.take_panel import TakePanel
from ui.in_place.units_section import UnitsSection
from ui.sections import SectionPage
from ui.widgets import Elided, Notice, button
from ui.words import tr
from ui.workplace import Workplace

UNITS, ADJUST = "units", "adjust"


class InPlacePage(SectionPage):
    """Opened from the pages Receive and Totals and from the board."""

    moved = Signal()  # what is received, or what is added to it, is another now

    def __init__(self, place: Workplace) -> None:
        super().__init__(tr("InPlace", "In place, adjustments"))
        self._place = place
        self.filling: EntryPage | None = None
        self.unit = ""  # whose figures are being typed
        self.import_sheet: ListImport | None = None
        self.notice = Notice()
        self.body.addWidget(self.notice)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._sections)
        self.body.addWidget(self._stack, 1)
        self.units = UnitsSection(place)
        self.adjusting = AdjustSection(place)
        self.panel = TakePanel(place)
        self._stack.addWidget(self.panel)
        self.add_section(UNITS, tr("InPlace", "In the place of a unit"), self.units)
        self.add_section(ADJUST, tr("InPlace", "Adjustments"), self.adjusting)
        self.units.fill_wanted.connect(self.open)
        self.units.take_wanted.connect(self.begin_take)
        self.panel.taken.connect(self._on_taken)
        self.panel.left.connect(self.go_back)
        for keys, act in (("Alt+Left", self.go_back), ("Ctrl+Shift+I", self.import_form)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        self._select(UNITS)

    # --- showing -----------------------------------------------------------------------------

    def refresh(self) -> None:
        if self.filling is not None:
            self.filling.refresh()
        elif self._stack.currentWidget() is self._sections:
            super().refresh()

    def first_focus(self) -> QWidget | None:
        if self.filling is not None:
            return self.filling.first_focus()
        if self._stack.currentWidget() is self.panel:
            return self.panel.first_focus()
        return self.units.first_focus() if self.section == UNITS else self.adjusting.first_focus()

    def show_unit(self, unit: str) -> None:
        """Show what can be typed in the place of a unit."""
        self.go_back()
        self.show_section(UNITS)
        self.units.show_unit(unit)

    def show_adjustments(self) -> None:
        """Show the rows of adjustment."""
        self.go_back()
        self.show_section(ADJUST)

    # --- typing ------------------------------------------------------------------------------

    def open(self, unit: str) -> None:
        """Open the forms of a unit, to be typed in its place."""
        self.go_back()
        place = self._at(unit)
        live = Live(place, Entry(place.desk))
        page = EntryPage(live)
        live.setParent(page)
        page.above.addLayout(self._over(unit, place.desk.unit.name))
        self.unit, self.filling = unit, page
        self._show(page)
        page.start()

    def _over(self, unit: str, name: str) -> QHBoxLayout:
        """The line over the forms: whose figures these are, the way back and the way on."""
        back = button(tr("InPlace", "← Units"), kind="quiet")
        back.setToolTip(tr("InPlace", "Back (Alt+Left); everything is saved"))
        back.clicked.connect(self.go_back)
        take = button(tr("InPlace", "Import a list or form…"))
        take.setToolTip("Ctrl+Shift+I")
        take.clicked.connect(self.import_form)
        done = button(tr("InPlace", "Done: sign …"), kind="main")
        done.clicked.connect(lambda: self.begin_take(unit))
        row = QHBoxLayout()
        row.setContentsMargins(16, 2, 16, 4)
        row.addWidget(back)
        row.addWidget(Elided(tr("InPlace", "In the place of {unit}").format(unit=name), role="heading"), 1)
        row.addWidget(take)
        row.addWidget(done)
        return row

    def _at(self, unit: str) -> Workplace:
        return Workplace(in_place.at(self._place.desk, unit), self._place.ask, self._place.runner)

    def import_form(self) -> None:
        """Take in the unit's filled Excel form, or a list, through the dialog that takes every list in."""
        page = self.filling
        if page is None:
            return
        focus = self.window().focusWidget()
        if focus is not None:
            focus.clearFocus()
        sheet = ListImport(page.live.place, self.window(), page.form.id)
        sheet.taken.connect(page.live.reload)
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.import_sheet = sheet
        sheet.open()

    def go_back(self) -> None:
        """Leave the forms, or the signing, for the list; what was typed is saved."""
        page, self.filling, self.unit = self.filling, None, ""
        if page is not None:
            page.leave()
        self._show(self._sections)
        if page is not None:
            self._stack.removeWidget(page)
            page.deleteLater()
        self._refresh_section()
        focus = self.first_focus()
        if focus is not None and self.isVisible():
            focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, widget: QWidget) -> None:
        """Show the sections, the forms or the signing; the buttons of the sections only with these."""
        if self._stack.indexOf(widget) < 0:
            self._stack.addWidget(widget)
        self._stack.setCurrentWidget(widget)
        sections = widget is self._sections
        self._chips.setVisible(sections)
        self.title.setVisible(sections)
        self.notice.clear()

    # --- taking in ---------------------------------------------------------------------------

    def begin_take(self, unit: str) -> None:
        """Show what the package of a unit would hold, and who signs."""
        self.go_back()
        try:
            self.panel.begin(unit)
        except Problem as problem:
            self.notice.tell("error", self._place.sentence(problem))
            return
        self._show(self.panel)
        focus = self.panel.first_focus()
        if focus is not None:
            focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_taken(self, receipt: Receipt) -> None:
        self.go_back()
        self.notice.tell("good", f"{receipt.unit_name}: {receipt.sentence}")
        self.moved.emit()
