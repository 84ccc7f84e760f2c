"""Sharing the work from the entry page: hand over, merge or open, write back, decide anew."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from exports.part_file import SUFFIX
from forms.problems import Problem
from office.entry import Entry
from office.part_lock import works_on_parts
from office.parts import scope_words
from office.parts_everywhere import all_works
from office.parts_merging import Merged, look
from office.registers import books, has_registers, open_book
from ui.ask import Line
from ui.entry.live import Live
from ui.exchange.menu import ExchangeMenu
from ui.parts.give_back_sheet import GiveBackSheet
from ui.parts.give_sheet import GiveSheet
from ui.parts.merge_sheet import MergeSheet
from ui.parts.overview import PartsOverview
from ui.words import tr
from ui.workplace import Workplace


class PartsMenu(QObject):
    """Adds its acts to the menu of exchange; a colleague's PC writes back where the office's hands over."""

    taken = Signal()  # answers came in: read again what is shown
    moved = Signal()  # what is out, or worked on here, is another now
    opened = Signal()  # a part was opened here: other forms are to be seen

    def __init__(
        self, place: Workplace, live: Live, exchange: ExchangeMenu, form: Callable[[], str], page: QWidget
    ) -> None:
        super().__init__(page)
        self._place = place
        self._live = live
        self._exchange = exchange
        self._form = form
        self._page = page
        self.give_sheet: GiveSheet | None = None
        self.back_sheet: GiveBackSheet | None = None
        self.merge_sheet: MergeSheet | None = None
        self.overview: PartsOverview | None = None
        exchange.divide()
        exchange.offer(
            [
                (tr("Parts", "Hand forms to a colleague…"), "Ctrl+Shift+G", self.give),
                *self._of_register(),
                (tr("Parts", "Merge or open a part…"), "Ctrl+Shift+M", self.take),
                (tr("Parts", "Write the part back…"), "Ctrl+Shift+B", self.give_back),
            ]
        )
        decisions = tr("Parts", "Parts and decisions…")
        exchange.offer([(decisions, "Ctrl+Shift+D", self.show_overview)], looking=True)

    def give(self) -> None:
        """Hand forms over."""
        self.give_sheet = GiveSheet(self._place, self._page.window(), self._form())
        self.give_sheet.finished.connect(lambda _: self.moved.emit())
        self._exchange.show_sheet(self.give_sheet)

    def _of_register(self) -> list[tuple[str, str, Callable[[], None]]]:
        if not has_registers(self._place.desk):
            return []
        return [(tr("Parts", "Hand villages of the register…"), "Ctrl+Shift+H", self.give_register)]

    def give_register(self) -> None:
        """Hand records of the newest register over, most often by village."""
        known = [one for one in books(self._place.desk) if one.households]
        if not known:
            self._live.told.emit("warning", tr("Parts", "No register has households yet."))
            return
        desk = open_book(self._place.desk, max(one.year for one in known))
        self.give_sheet = GiveSheet(
            replace(self._place, desk=desk), self._page.window(), desk.pack.forms[0].id
        )
        self.give_sheet.finished.connect(lambda _: self.moved.emit())
        self._exchange.show_sheet(self.give_sheet)

    def give_back(self) -> None:
        """Write back what was typed for a part."""
        if not all_works(self._place.desk):
            self._live.told.emit("warning", tr("Parts", "No part is worked on at this PC."))
            return
        self.back_sheet = GiveBackSheet(self._place, self._page.window())
        self.back_sheet.finished.connect(lambda _: self.moved.emit())
        self._exchange.show_sheet(self.back_sheet)

    def take(self) -> None:
        """Choose a part's file, look at it, and show what it brings."""
        focus = self._page.window().focusWidget()
        if focus is not None:
            focus.clearFocus()  # what an open cell holds is saved before the answers are compared
        kinds = f"{tr('Parts', 'Parts')} (*{SUFFIX})"
        files = self._place.ask.open_files(tr("Parts", "Merge or open a part"), kinds)
        if not files or not self.look_at(files[0]):
            self._exchange.back_to(focus)

    def look_at(self, path: Path, code: str = "") -> bool:
        """Look at a part's file and show what it brings; ask for its code where that is not known here.

        False where it was refused, which is told on the page.
        """
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            merging = look(self._place.desk, path, code)
        except Problem as problem:
            QGuiApplication.restoreOverrideCursor()
            if problem.code in ("PART_CODE_NEEDED", "PART_CODE"):
                typed = self._ask_code(problem)
                if typed:
                    return self.look_at(path, typed)
            self._live.refuse(problem, None)
            return False
        QGuiApplication.restoreOverrideCursor()
        here = merging.desk is self._place.desk  # a part of a register belongs to that register's desk
        entry = self._live.entry if here else Entry(merging.desk)
        place = self._place if here else replace(self._place, desk=merging.desk)
        self.merge_sheet = MergeSheet(place, entry, merging, self._page.window())
        self.merge_sheet.merged.connect(self._on_merged)
        self._exchange.show_sheet(self.merge_sheet)
        return True

    def _ask_code(self, problem: Problem) -> str:
        said = self._place.ask.fill(
            tr("Parts", "Code of the part"),
            self._place.sentence(problem),
            [Line("code", tr("Parts", "Code"))],
            tr("Parts", "Open"),
        )
        return said["code"] if said else ""

    def show_overview(self) -> None:
        """Show what is out and what was decided."""
        self.overview = PartsOverview(self._place, self._live.entry, self._page.window())
        self.overview.changed.connect(self.taken)
        self.overview.changed.connect(self.moved)
        self._exchange.show_sheet(self.overview)

    def _on_merged(self, done: Merged) -> None:
        self.taken.emit()
        self.moved.emit()
        if self.merge_sheet is not None and self.merge_sheet.merging.opens:
            self.opened.emit()
        if done.number:
            told = tr(
                "Parts", "Merged: {taken} cells, {added} new records, {asked} decisions. Ctrl+Z undoes it."
            )
            self._live.told.emit(
                "good", told.format(taken=done.taken, added=done.added, asked=done.conflicts)
            )


def work_words(place: Workplace) -> str:
    """Say what this PC works on, "" where it is the office's."""
    if not works_on_parts(place.desk):
        return ""
    found = [
        tr("Parts", "{forms} from {person}").format(forms=scope_words(one.scope, one.forms), person=one.giver)
        for _, one in all_works(place.desk)
    ]
    return "; ".join(found) or tr("Parts", "no part at present")
