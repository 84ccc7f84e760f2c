"""The page "register": books by year, the households of one, and the figures that follow from them."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from forms.answers import Address, Key
from forms.problems import Problem
from office import registers
from office.desk import Desk
from office.entry import Entry
from office.register_view import (
    CHANGE,
    Changed,
    Contents,
    Group,
    Lines,
    behind_lines,
    changes,
    contents,
    moves,
    read_day,
    targets,
    typed_when_poor,
)
from office.registers import Book, books, open_book, years
from ui.ask import Line
from ui.background import Progress, at_own_desk
from ui.entry.live import Live
from ui.entry.numbers import hide_numbers
from ui.entry.page import EntryPage
from ui.entry.register_form import RegisterForm
from ui.importing.list_sheet import ListImport
from ui.register.behind_panel import BehindPanel
from ui.register.book_panel import BookPanel
from ui.register.forget_panel import ForgetPanel
from ui.register.moves_panel import MovesPanel
from ui.register.open_panel import IMPORT, LAST_YEAR, OpenPanel
from ui.register.panel import Panel
from ui.register.use_panel import UsePanel
from ui.register.years import Years
from ui.widgets import Page, button, label
from ui.words import tr
from ui.workplace import Workplace, day

Answer = TypeVar("Answer")


class RegisterPage(Page):
    """The list of books with its steps, and the book that is open; both are one page of the window."""

    figures_moved = Signal()  # figures of the forms follow a book anew: they are to be read again
    back_to_figure = Signal(object)  # Address of the cell that one came from

    def __init__(self, place: Workplace, live: Live) -> None:
        """`live`: the answers of the main forms, which figures are compared with."""
        super().__init__(tr("Register", "Household register"), scroll=False)
        self.place = place
        self._main = live
        self.title.hide()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        self.filling: EntryPage | None = None
        self.year = 0  # of the book that is open
        self.import_sheet: ListImport | None = None
        self._figure: Address | None = None  # whose households are shown
        self._asked = 0  # of what is counted in the background only the last is shown
        self._build()
        for keys, act in (("Alt+Left", self.go_back), ("Ctrl+Shift+I", self.import_list)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _build(self) -> None:
        self.years = Years()
        self.years.chosen.connect(self._show_book)
        self.years.new_wanted.connect(self.begin)
        self.years.open_wanted.connect(self.open_chosen)
        self.none = Panel(back=False)
        self.none.tell(
            tr("Register", "No book yet"),
            tr(
                "Register",
                "A household register is kept by year and stays at this commune. Once a book is in use,"
                " figures in the forms are computed from it. Nobody has to keep one. Ctrl+N opens the first.",
            ),
        )
        self.none.body.addStretch(1)
        self.book = BookPanel()
        self.book.open_wanted.connect(self.open_chosen)
        self.book.import_wanted.connect(self.import_list)
        self.book.use_wanted.connect(self.ask_use)
        self.book.moves_wanted.connect(self.show_moves)
        self.book.keep_wanted.connect(self.ask_keep)
        self.book.delete_wanted.connect(self.ask_forget)
        self.opening = OpenPanel()
        self.opening.wanted.connect(self.open_new)
        self.using = UsePanel()
        self.using.agreed.connect(self.use)
        self.moving = MovesPanel()
        self.moving.opened.connect(self.open)
        self.forgetting = ForgetPanel()
        self.forgetting.agreed.connect(self.forget)
        self.behind = BehindPanel()
        self.behind.opened.connect(self._open_behind)
        self.behind.left.connect(self.go_back)
        steps: tuple[Panel, ...] = (self.opening, self.using, self.moving, self.forgetting)
        for step in steps:
            step.left.connect(self._show_book)
        panels: tuple[Panel, ...] = (self.none, self.book, *steps, self.behind)
        for panel in panels:
            self.years.panels.addWidget(panel)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.years)
        self.body.addWidget(self._stack, 1)

    # --- the books -----------------------------------------------------------------------------

    def refresh(self) -> None:
        if self.filling is not None:
            self.filling.refresh()
            return
        panel = self.years.panels.currentWidget()
        self.years.fill(books(self.place.desk))
        if panel in (self.none, self.book):
            self._fill_book()

    def first_focus(self) -> QWidget | None:
        if self.filling is not None:
            return self.filling.first_focus()
        panel = self.years.panels.currentWidget()
        if panel in (self.none, self.book):
            return self.years.list if self.years.books else self.years.new_button
        return panel.first_focus() if isinstance(panel, Panel) else None

    def _fill_book(self) -> None:
        chosen = self.years.book
        if chosen is None:
            self.years.show_panel(self.none, beside=True)
            return
        self.book.notice.clear()
        self.book.show_book(chosen, self._contents(chosen), self._targets())
        self.years.show_panel(self.book, beside=True)

    def _contents(self, chosen: Book) -> Contents:
        if chosen.deleted is not None:
            return Contents(chosen.households, 0)
        return contents(self.place.desk, chosen.year)

    def _targets(self) -> str:
        found = targets(self.place.desk)
        return f"{found[0]}–{found[-1]}" if len(found) > 1 else "".join(found)

    def _show_book(self) -> None:
        """Show the chosen book; where a step was open the keyboard goes back to the list."""
        step = self.years.panels.currentWidget()
        self._asked += 1
        self._figure = None
        self._fill_book()
        if step not in (self.none, self.book):
            self.years.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _told(self, text: str) -> None:
        """Read the books anew and tell what was done."""
        self.years.fill(books(self.place.desk))
        self._fill_book()
        self.book.notice.tell("good", text)
        self.years.list.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- a new book ----------------------------------------------------------------------------

    def begin(self) -> None:
        """Ask what a new book is to be."""
        there = {one.year: one for one in self.years.books if one.deleted is None}
        free = [year for year in years(self.place.desk) if year not in there]
        self.opening.offer(
            free,
            lambda year: there[year].covers if year in there else "",
            ", ".join(typed_when_poor(self.place.desk)),
        )
        self.years.show_panel(self.opening)

    def open_new(self, year: int, covers: str, source: str) -> None:
        """Open the book of a year: from last year's, empty, or with a list taken in."""
        try:
            if source == LAST_YEAR:
                registers.next_year(self.place.desk, year - 1)
            open_book(self.place.desk, year, covers)
        except Problem as problem:
            self.opening.notice.tell("error", self.place.sentence(problem))
            return
        self.years.fill(books(self.place.desk))
        self.years.choose(year)
        self._told(tr("Register", "The book of {year} is open.").format(year=year))
        if source == IMPORT:
            self.import_list()

    def import_list(self) -> None:
        """Take a list of households in, through the dialog that takes every list in."""
        chosen = self.years.book
        year = self.year if self.filling is not None else chosen.year if chosen and not chosen.deleted else 0
        if not year:
            return
        focus = self.window().focusWidget()
        if focus is not None:
            focus.clearFocus()
        desk = open_book(self.place.desk, year)
        place = Workplace(desk, self.place.ask, self.place.runner)
        sheet = ListImport(place, self.window(), desk.pack.forms[0].id)
        sheet.taken.connect(self._taken)
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.import_sheet = sheet
        sheet.open()

    def _taken(self) -> None:
        if self.filling is not None:
            self.filling.live.reload()
        self.follow()
        self.refresh()

    # --- the open book -------------------------------------------------------------------------

    def open_chosen(self) -> None:
        """Open the book that is chosen."""
        chosen = self.years.book
        if chosen is not None and chosen.deleted is None:
            self.open(chosen.year)

    def open(self, year: int, key: Key | None = None) -> None:
        """Open a book, at the sheet of a household if one is named."""
        desk = open_book(self.place.desk, year)
        live = Live(Workplace(desk, self.place.ask, self.place.runner), Entry(desk))
        page = EntryPage(live)
        live.setParent(page)
        back = button(tr("Register", "← Registers"), kind="quiet")
        back.setToolTip(tr("Register", "Back (Alt+Left); everything is saved"))
        back.clicked.connect(self.go_back)
        page.before.addWidget(back)
        page.before.addWidget(label(str(year), role="heading"))
        take = button(tr("Register", "Import a list…"))
        take.setToolTip("Ctrl+Shift+I")
        take.clicked.connect(self.import_list)
        page.after.addWidget(take)
        self.year, self.filling = year, page
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        view = page.view
        if key is not None and isinstance(view, RegisterForm):
            view.show_household(key)
        else:
            page.start()

    def go_back(self) -> None:
        """From a household to where it was opened from; from a figure's households to the figure."""
        if self.filling is not None:
            self.close_book()
            self.refresh()
            panel = self.years.panels.currentWidget()
            target = panel.first_focus() if isinstance(panel, Panel) else None
            (self.years.list if panel is self.book or target is None else target).setFocus()
        elif self._figure is not None:
            figure, self._figure = self._figure, None
            self._fill_book()
            self.back_to_figure.emit(figure)
        elif self.years.panels.currentWidget() not in (self.none, self.book):
            self._show_book()

    def close_book(self) -> None:
        """Leave the open book: what is being typed is saved, numbers are hidden, figures follow."""
        page, self.filling = self.filling, None
        if page is None:
            return
        page.leave()
        hide_numbers(page.live)
        self._stack.setCurrentWidget(self.years)
        self._stack.removeWidget(page)
        page.deleteLater()
        self.follow()

    def follow(self) -> None:
        """Let the figures of the forms follow the books in use; those that moved are read again."""
        try:
            moved = registers.follow(self.place.desk)
        except Problem as problem:
            self.book.notice.tell("error", self.place.sentence(problem))
            return
        if moved:
            self.figures_moved.emit()

    # --- in use --------------------------------------------------------------------------------

    def ask_use(self) -> None:
        """Show which figures change before a book is taken into use or put out of it."""
        chosen = self.years.book
        if chosen is None:
            return
        self.using.wait(chosen)
        self.years.show_panel(self.using)

        def count(own: Desk, _: Progress) -> tuple[Changed, ...]:
            return changes(own, Entry(own), chosen.year, on=not chosen.used)

        def show(found: tuple[Changed, ...]) -> None:
            self.using.show_changes(chosen, found, self._figure_name)
            self.years.show_panel(self.using)

        self._count(count, show, self.using)

    def _figure_name(self, one: Changed) -> str:
        return self.name_of(one.address)

    def name_of(self, address: Address) -> str:
        """A figure of the forms in words, with the row it stands in."""
        table = self._main.table(address.table)
        row = next((self.place.words(one.label) for one in table.rows if one.key == address.key), "")
        return ", ".join(filter(None, (self._main.name(address), row)))

    def use(self) -> None:
        """Take the chosen book into use, or put it out of it."""
        chosen = self.years.book
        if chosen is None:
            return
        text = (
            tr("Register", "{forms} of {year} can be typed again.")
            if chosen.used
            else tr("Register", "{forms} of {year} now follow the register.")
        )
        self.using.yes.setEnabled(False)

        def turn(own: Desk, _: Progress) -> None:
            registers.set_used(own, chosen.year, on=not chosen.used)

        def done(_: None) -> None:
            self.figures_moved.emit()
            self._told(text.format(forms=self._targets(), year=chosen.year))

        def failed(problem: Problem) -> None:
            self.using.notice.tell("error", self.place.sentence(problem))

        self.place.runner.run(at_own_desk(self.place.desk, turn), done=done, failed=failed)

    # --- moves ---------------------------------------------------------------------------------

    def show_moves(self) -> None:
        """Show how households moved since last year's book."""
        chosen = self.years.book
        if chosen is None:
            return
        self.moving.wait(chosen.year)
        self.years.show_panel(self.moving)
        there = any(one.year == chosen.year - 1 and one.deleted is None for one in self.years.books)
        known = self.place.desk.pack.lists.get(CHANGE, ())
        labels = {choice.name: self.place.words(choice.label) for choice in known}

        def show(found: tuple[Group, ...]) -> None:
            self.moving.show_groups(chosen.year, found, labels, compared=there)
            self.years.show_panel(self.moving)

        self._count(lambda own, _: moves(own, chosen.year), show, self.moving)

    # --- behind a figure -----------------------------------------------------------------------

    def show_behind(self, address: Address) -> None:
        """Show the households behind a figure of the forms."""
        if self.filling is not None:
            self.close_book()
        self.years.fill(books(self.place.desk))
        self._figure = address
        title = f"{address} · {self.name_of(address)}"
        self.behind.wait(title)
        self.years.show_panel(self.behind)
        figure = self._main.cell(address).text

        def show(found: Lines) -> None:
            self.behind.show_lines(title, figure, found)
            self.years.show_panel(self.behind)

        self._count(lambda own, _: behind_lines(own, address), show, self.behind)

    def _open_behind(self, key: Key) -> None:
        axes = self._main.table(self._figure.table).axes if self._figure is not None else ()
        if self._figure is not None and "year" in axes:
            self.open(int(self._figure.key[axes.index("year")]), key)

    # --- deleting ------------------------------------------------------------------------------

    def ask_keep(self) -> None:
        """Ask until when the chosen book is to be kept."""
        chosen = self.years.book
        if chosen is None:
            return
        title = tr("Register", "Keep the register of {year}").format(year=chosen.year)
        told = tr("Register", "It may be deleted from the day after; the campaign may name a least date.")
        asked = Line("day", tr("Register", "Kept until"), day(chosen.keep_until), hint="31/12/2028")
        answer = self.place.ask.fill(title, told, [asked], tr("Register", "Set the date"))
        if answer is None:
            return
        try:
            last = read_day(answer["day"])
            registers.keep_until(self.place.desk, chosen.year, last)
        except Problem as problem:
            self.book.notice.tell("error", self.place.sentence(problem))
            return
        self._told(tr("Register", "Kept until {day}.").format(day=day(last)))

    def ask_forget(self) -> None:
        """Show what deleting the chosen book means, and from when it may be done."""
        chosen = self.years.book
        if chosen is not None:
            self.forgetting.show_book(chosen, self._contents(chosen), self.place.desk.clock.today())
            self.years.show_panel(self.forgetting)

    def forget(self, why: str) -> None:
        """Delete the chosen book for good."""
        chosen = self.years.book
        if chosen is None:
            return
        try:
            copies = registers.forget(self.place.desk, chosen.year, why)
        except Problem as problem:
            self.forgetting.notice.tell("error", self.place.sentence(problem))
            return
        self.figures_moved.emit()
        text = tr("Register", "The register of {year} was deleted.").format(year=chosen.year)
        if copies:
            still = tr("Register", "Copies made earlier still hold it: {files}.")
            text = f"{text} {still.format(files=', '.join(copies))}"
        self._told(text)

    # --- inside --------------------------------------------------------------------------------

    def _count(
        self, work: Callable[[Desk, Progress], Answer], show: Callable[[Answer], None], panel: Panel
    ) -> None:
        """Count in the background; an answer that nobody waits for any more is not shown."""
        self._asked += 1
        asked = self._asked

        def done(answer: Answer) -> None:
            if asked == self._asked:
                show(answer)

        def failed(problem: Problem) -> None:
            if asked == self._asked:
                panel.told.setText("")
                panel.notice.tell("error", self.place.sentence(problem))

        panel.notice.clear()
        self.place.runner.run(at_own_desk(self.place.desk, work), done=done, failed=failed)
