"""The button "Exchange" with its two dialogs; it stands where answers are: entry and other forms."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QMenu, QWidget
from shiboken6 import isValid

from office.roles import Doing, may
from ui.widgets import Button, button
from ui.words import tr
from ui.workplace import Workplace

if TYPE_CHECKING:  # each sheet is imported when it is first wanted
    from ui.exchange.export_sheet import ExportSheet
    from ui.exchange.import_sheet import ImportSheet
    from ui.importing.form_sheet import FormSheet
    from ui.importing.list_sheet import ListImport


class ExchangeMenu(QObject):
    """Opens the dialogs from a button, or with Ctrl+I and Ctrl+E anywhere on `page`."""

    taken = Signal()  # answers came in: read again what is shown

    def __init__(
        self, place: Workplace, page: QWidget, form: Callable[[], str], *, lists: bool = False
    ) -> None:
        """`form`: names the form that stands there now, which the export begins with.

        `lists`: the page holds tables that lists of Excel or CSV may go into.
        """
        super().__init__(page)
        self._place = place
        self._page = page
        self._form = form
        self.import_sheet: ImportSheet | None = None
        self.export_sheet: ExportSheet | None = None
        self.list_import: ListImport | None = None
        self.form_sheet: FormSheet | None = None
        self.button: Button = button(tr("Exchange", "Exchange"))
        self.button.setToolTip(
            tr("Exchange", "Take answers in from phones (Ctrl+I), give answers out (Ctrl+E)")
        )
        menu = QMenu(self.button)
        self._menu = menu
        self._writing: list[QAction] = []  # offered only to who may type
        menu.aboutToShow.connect(self._lock)
        if lists:
            self.offer([(tr("Exchange", "Import a list: Excel, CSV…"), "Ctrl+Shift+I", self.import_list)])
        self.offer([(tr("Exchange", "Take in filled forms of ODK or Kobo…"), "Ctrl+I", self.take_in)])
        out = [(tr("Exchange", "Give answers out: Excel, CSV, XML…"), "Ctrl+E", self.give_out)]
        if lists:
            out.append((tr("Exchange", "Empty Excel form…"), "Ctrl+Shift+E", self.write_form))
        self.offer(out, looking=True)
        self.button.setMenu(menu)

    def _lock(self) -> None:
        types = may(self._place.desk, Doing.TYPE)
        for action in self._writing:
            action.setEnabled(types)

    def offer(self, acts: Iterable[tuple[str, str, Callable[[], None]]], *, looking: bool = False) -> None:
        """Put further acts into the menu: words, keys, and what to do; `looking`: they change no answers."""
        for words, keys, act in acts:
            action = QAction(f"{words}\t{keys}", self._menu)
            action.triggered.connect(act)
            self._menu.addAction(action)
            if not looking:
                self._writing.append(action)
            shortcut = QShortcut(QKeySequence(keys), self._page)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def divide(self) -> None:
        """Draw a line below what the menu holds."""
        self._menu.addSeparator()

    def take_in(self) -> None:
        """Open the dialog that takes submissions in."""
        from ui.exchange.import_sheet import ImportSheet

        self.import_sheet = ImportSheet(self._place, self._page.window())
        self.import_sheet.taken.connect(self.taken)
        self.show_sheet(self.import_sheet)

    def import_list(self) -> None:
        """Open the dialog that takes a list in."""
        from ui.importing.list_sheet import ListImport

        self.list_import = ListImport(self._place, self._page.window(), self._form())
        self.list_import.taken.connect(self.taken)
        self.show_sheet(self.list_import)

    def write_form(self) -> None:
        """Open the dialog that writes the empty Excel form."""
        from ui.importing.form_sheet import FormSheet

        self.form_sheet = FormSheet(self._place, self._page.window())
        self.show_sheet(self.form_sheet)

    def give_out(self) -> None:
        """Open the dialog that gives answers out."""
        from ui.exchange.export_sheet import ExportSheet

        self.export_sheet = ExportSheet(self._place, self._page.window(), self._form())
        self.show_sheet(self.export_sheet)

    def show_sheet(self, sheet: QDialog) -> None:
        """Open a dialog once what is being typed is saved; the keyboard comes back where it was."""
        focus = self._page.window().focusWidget()
        if focus is not None:
            focus.clearFocus()  # what an open cell holds is saved before anything else is done with answers
        sheet.finished.connect(lambda _: self.back_to(focus))
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet.open()

    def back_to(self, focus: QWidget | None) -> None:
        """Give the keyboard back to where it was, if that still stands."""
        self._page.window().activateWindow()
        if focus is not None and isValid(focus) and focus.isVisible():
            focus.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._page.setFocus(Qt.FocusReason.OtherFocusReason)
