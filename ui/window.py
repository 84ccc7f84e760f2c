"""The window: the rail of pages on the left, unit and campaign on top, one page at a time."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from forms.problems import Problem
from office.entry import Entry
from office.handing_over import hand_over, handed_over
from office.kit_file import Kit
from office.papers import Group
from office.practice import Practice
from ui.changes.strip import ChangesStrip
from ui.entry.live import Live
from ui.entry.page import EntryPage
from ui.exchange.menu import ExchangeMenu
from ui.home_page import HomePage
from ui.in_place.own_line import own_line
from ui.keys import KeyCard
from ui.looking_band import LookingBand, RoleBand
from ui.parts.menu import PartsMenu
from ui.parts.strip import PartsStrip
from ui.practice.band import Learning
from ui.queries.strip import QueryStrip
from ui.rail import Rail, page_names
from ui.sending.presented_band import PresentedBand
from ui.top_bar import TopBar, window_title
from ui.ways import Ways
from ui.widgets import Page
from ui.workplace import Workplace

if TYPE_CHECKING:  # each is imported when its page is first wanted: half of the start, on a slow disk
    from ui.board.wall import Wall
    from ui.choosing.page import ChoosingPage
    from ui.courier.page import CourierPage
    from ui.in_place.page import InPlacePage
    from ui.other_forms.page import OtherFormsPage
    from ui.packs.page import PacksPage
    from ui.papers.page import PapersPage
    from ui.people.page import PeoplePage
    from ui.queries.page import QueriesPage
    from ui.receiving.page import ReceivePage
    from ui.register.page import RegisterPage
    from ui.sending.page import SendPage
    from ui.settings.page import SettingsPage
    from ui.totals.page import TotalsPage

_ATTRIBUTES: Final = {"send": "sending", "receive": "receiving", "choose": "choosing"}
_P = TypeVar("_P", bound=Page)


class Window(QMainWindow):
    """One office at work. Built anew when the language changes; the desk stays open."""

    language_wanted = Signal(str)
    look_wanted = Signal(object)  # Look: the program begins anew with it
    again_wanted = Signal()  # other forms are to be seen now: build the window anew
    desk_changed = Signal(str, str)  # the pack is another now: section of the packs page, what is told there
    practice_wanted = Signal()
    approver_wanted = Signal()
    restore_wanted = Signal()
    start_wanted = Signal()
    practice_left = Signal()
    practice_again = Signal()
    help_wanted = Signal(QWidget)  # the page that is shown
    fault_wanted = Signal(str)  # the name of the page that is shown
    entry: EntryPage

    def __init__(self, place: Workplace, version: str, practice: Practice | None = None) -> None:
        """`practice` is what a practice office is made of, None at a real one."""
        super().__init__()
        self.place = place
        self.ways = Ways(self)
        self._pages: dict[str, Page] = {}
        self._before_papers = "home"
        self.key_card: KeyCard | None = None
        self.wall: Wall | None = None
        desk = place.desk
        self.setWindowTitle(window_title(place))
        self.setMinimumSize(680, 440)  # 1024 x 768 pixels at 150 %, less the task bar
        self.live = Live(place, Entry(desk), self)
        self._stack = QStackedWidget()
        self._version = version
        self._names = page_names(desk)
        self._build_first_pages()
        centre = QWidget()
        row = QHBoxLayout(centre)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        rail = Rail(self._names, self)
        rail.wanted.connect(self.show_page)
        self._buttons = rail.buttons
        row.addWidget(rail)
        right = QVBoxLayout()
        right.setSpacing(0)
        self.learning = self._learning(practice) if practice else None
        if self.learning is not None:
            right.addWidget(self.learning)
        self.top_bar = self._topbar()
        right.addWidget(self.top_bar)
        self._add_bands(right)
        right.addWidget(self._stack, 1)
        row.addLayout(right, 1)
        self.setCentralWidget(centre)
        if self.learning is not None:
            self.learning.watch(self, self.entry)
        self.show_page("home")

    def _add_bands(self, column: QVBoxLayout) -> None:
        """What is told over every page, whichever is shown."""
        self.presented = PresentedBand(self.place)
        self.presented.wanted.connect(lambda: self.show_page("send"))
        self.looking = LookingBand(self.place)
        self.role_band = RoleBand(self.place)
        self.role_band.wanted.connect(self.ways.who_works)
        for band in (self.presented, self.looking, self.role_band):
            column.addWidget(band)

    def _learning(self, practice: Practice) -> Learning:
        made = Learning(self.live, practice)
        made.left.connect(self.practice_left)
        made.again.connect(self.practice_again)
        made.panel.cell_wanted.connect(self.ways.cell)
        made.panel.page_wanted.connect(self.show_page)
        return made

    # --- building ----------------------------------------------------------------------------

    def _build_first_pages(self) -> None:
        """Build what the office begins with; every other page is built when it is first wanted."""
        self.home = self._built("home", HomePage(self.place, self.live))
        self.home.open_form.connect(self.ways.form)
        self.home.open_cell.connect(self.ways.cell)
        self.home.go.connect(self.show_page)
        self.home.report_wanted.connect(self.ways.unit)
        self.home.in_place_wanted.connect(self.ways.in_place)
        self.home.courier_wanted.connect(self.ways.courier)
        self.home.kit_wanted.connect(self.ways.kit)
        self.home.version_wanted.connect(self.ways.new_version)
        self.home.copies_wanted.connect(self.ways.copies)
        self.home.update_wanted.connect(self.ways.update)
        self.home.answer_wanted.connect(self.ways.answer)
        self.home.paper_wanted.connect(self.ways.paper)
        self.home.wall_wanted.connect(self._show_wall)
        self.entry = self._built("entry", EntryPage(self.live))
        self.entry.behind_wanted.connect(self.ways.behind)
        # the button for answers of other programs stands where answers are
        self.exchange = ExchangeMenu(self.place, self.entry, lambda: self.entry.form.id, lists=True)
        self.exchange.taken.connect(self._on_answers)
        self.entry.after.addWidget(self.exchange.button)
        self.parts = PartsMenu(self.place, self.live, self.exchange, lambda: self.entry.form.id, self.entry)
        self.parts_strip = PartsStrip(self.place, self.entry)
        self.parts.taken.connect(self._on_part)
        self.parts.moved.connect(self.parts_strip.refresh)
        self.parts.opened.connect(self.again_wanted)
        if self.place.desk.has_below:
            self.entry.above.addWidget(own_line())
        self.query_strip = QueryStrip(self.place, self.entry)
        self.query_strip.answer_wanted.connect(self.ways.question)
        self.changes_strip = ChangesStrip(self.place, self.entry)
        self.changes_strip.wanted.connect(lambda: self.show_page("send"))

    @cached_property
    def register(self) -> RegisterPage:
        """The household book; not every campaign has one."""
        from ui.register.page import RegisterPage

        page = self._built("register", RegisterPage(self.place, self.live))
        page.figures_moved.connect(self.live.reload)
        page.back_to_figure.connect(self.ways.cell)
        return page

    @cached_property
    def sending(self) -> SendPage:
        """Sending to the office above."""
        from ui.sending.page import SendPage

        page = self._built("send", SendPage(self.place))
        page.mend.connect(self.ways.errors)
        page.cell_wanted.connect(self.ways.cell)
        page.done.connect(lambda: self.show_page("home"))
        page.froze.connect(self._on_frozen)
        page.approver_wanted.connect(self.approver_wanted)
        page.sent.slip.connect(lambda digest: self.ways.paper(f"{Group.SLIP}:{digest}"))
        page.answered.connect(self.query_strip.refresh)
        page.answered.connect(self.home.refresh)
        return page

    @cached_property
    def receiving(self) -> ReceivePage:
        """What came from the offices below."""
        from ui.receiving.page import ReceivePage

        page = self._built("receive", ReceivePage(self.place))
        page.register_wanted.connect(self.ways.signers)
        page.pack_wanted.connect(self.ways.new_version)
        page.received.report_wanted.connect(self.ways.unit)
        page.received.locks_wanted.connect(self.ways.locks)
        page.in_place_wanted.connect(self.ways.in_place)
        page.courier_wanted.connect(self.ways.courier)
        return page

    @cached_property
    def totals(self) -> TotalsPage:
        """The tables that add up what came."""
        from ui.totals.page import TotalsPage

        page = self._built("totals", TotalsPage(self.place))
        page.adjust_wanted.connect(self.ways.adjustments)
        return page

    @cached_property
    def choosing(self) -> ChoosingPage:
        """Models and nominees: what is proposed, what is chosen."""
        from ui.choosing.page import ChoosingPage

        return self._built("choose", ChoosingPage(self.place))

    @cached_property
    def packs(self) -> PacksPage:
        """The pack worked with, newer ones, kits, and the workshop of packs."""
        from ui.packs.page import PacksPage

        page = self._built("packs", PacksPage(self.place))
        page.desk_changed.connect(self.desk_changed)
        page.open_cell.connect(self.ways.cell)
        return page

    @cached_property
    def other(self) -> OtherFormsPage:
        """Forms of other makers, with the button for answers of other programs."""
        from ui.other_forms.page import OtherFormsPage

        page = self._built("other", OtherFormsPage(self.place))
        overview = page.overview
        self.other_exchange = ExchangeMenu(
            self.place, overview, lambda: overview.form.id if overview.form else ""
        )
        self.other_exchange.taken.connect(self._on_answers)
        overview.further.addWidget(self.other_exchange.button)
        return page

    @cached_property
    def people(self) -> PeoplePage:
        """Who signs."""
        from ui.people.page import PeoplePage

        page = self._built("people", PeoplePage(self.place))
        page.keys.cover_moved.connect(self.live.reload)
        return page

    @cached_property
    def settings(self) -> SettingsPage:
        """What is set once."""
        from ui.settings.page import SettingsPage

        page = self._built("settings", SettingsPage(self.place, self._version))
        page.language_chosen.connect(self.language_wanted)
        page.look_chosen.connect(self.look_wanted)
        page.practice_wanted.connect(self.practice_wanted)
        page.cell_wanted.connect(self.ways.cell)
        page.restore_wanted.connect(self.restore_wanted)
        page.start_wanted.connect(self.start_wanted)
        page.person_chosen.connect(self._on_person)
        return page

    @cached_property
    def in_place(self) -> InPlacePage:
        """Typing in the place of a unit below, and adjustments."""
        from ui.in_place.page import InPlacePage

        return self._built("in_place", InPlacePage(self.place))

    @cached_property
    def courier(self) -> CourierPage:
        """Numbers of the files of the units below, and their receipts."""
        from ui.courier.page import CourierPage

        return self._built("courier", CourierPage(self.place))

    @cached_property
    def queries(self) -> QueriesPage:
        """Questions asked of the units below, those of the office above, and what is closed."""
        from ui.queries.page import QueriesPage

        page = self._built("queries", QueriesPage(self.place))
        page.cell_wanted.connect(self.ways.cell)
        page.paper_wanted.connect(self.ways.paper)
        page.answers_moved.connect(self.query_strip.refresh)
        return page

    @cached_property
    def papers(self) -> PapersPage:
        """The papers to print."""
        from ui.papers.page import PapersPage

        page = self._built("papers", PapersPage(self.place))
        page.left.connect(lambda: self.show_page(self._before_papers))
        page.follow(self.live)
        return page

    def _built(self, name: str, page: _P) -> _P:
        self._pages[name] = page
        self._stack.addWidget(page)
        return page

    def _on_answers(self) -> None:
        """Answers came from elsewhere."""
        self.live.reload()
        if "other" in self._pages:
            self.other.overview.refresh()

    def _on_part(self) -> None:
        """A colleague's part came back: the rows of the register may be other ones now."""
        self.live.reload()
        if "register" in self._pages:
            self.register.close_book()

    def _topbar(self) -> TopBar:
        bar = TopBar(self.place)
        bar.keys_wanted.connect(self.show_keys)
        bar.help_wanted.connect(lambda: self.help_wanted.emit(self._stack.currentWidget()))
        bar.fault_wanted.connect(lambda: self.fault_wanted.emit(self.page_name))
        bar.papers_wanted.connect(self.ways.papers)
        bar.person_wanted.connect(self.ways.who_works)
        bar.person_chosen.connect(self._hand_over)
        return bar

    # --- pages -------------------------------------------------------------------------------

    @property
    def page_names(self) -> tuple[str, ...]:
        """The pages of this office, in the order of the rail; last those that have no button there."""
        return self._names

    @property
    def page_name(self) -> str:
        """The page that is shown."""
        return next(name for name, page in self._pages.items() if page is self._stack.currentWidget())

    @property
    def rail_buttons(self) -> tuple[QToolButton, ...]:
        """The buttons of the rail."""
        return tuple(self._buttons.values())

    def page(self, name: str) -> Page:
        """A page by its name; built now where nobody has been there yet."""
        if name not in self._pages:
            if name not in self._names:
                raise KeyError(name)
            getattr(self, _ATTRIBUTES.get(name, name))
        return self._pages[name]

    def show_page(self, name: str) -> None:
        """Show a page, read anew, with the keyboard where it is wanted first."""
        if name not in self._names:
            return
        self._let_go()
        page = self.page(name)
        if name in self._buttons:
            self._before_papers = name
        button = self._buttons[self._before_papers]
        button.setAutoExclusive(name in self._buttons)  # no page of the rail is shown with the papers
        button.setChecked(name in self._buttons)
        self._stack.setCurrentWidget(page)
        self.role_band.show_page(name, page)
        page.refresh()
        if page is self.entry:
            self.changes_strip.refresh()
        target = page.first_focus()
        if target is not None and target.isEnabled():
            target.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not self._inside(page, self.focusWidget()):
            self._buttons[self._before_papers].setFocus(Qt.FocusReason.OtherFocusReason)

    @staticmethod
    def _inside(page: Page, focus: QWidget | None) -> bool:
        """Whether the page has taken the keyboard for itself."""
        return focus is not None and page.isAncestorOf(focus)

    def show_keys(self) -> None:
        """Show the card of keys beside the work."""
        if self.key_card is None:
            self.key_card = KeyCard(self, self.place.ask)
            self.key_card.practice_wanted.connect(self._practise)
        self.key_card.show()
        self.key_card.raise_()

    def _practise(self) -> None:
        """From the card of keys: to practice, or back to its lesson."""
        if self.key_card is not None:
            self.key_card.hide()
        if self.learning is not None:
            self.learning.show_lesson()
        else:
            self.practice_wanted.emit()

    def offer_answers(self, paths: tuple[Path, ...]) -> None:
        """Tell on the home page of answers that were found; nothing is taken in by that."""
        self.home.offer_answers(paths)

    def offer_kit(self, kit: Kit) -> None:
        """Tell on the home page of a campaign kit that was found; nothing is installed by that."""
        self.home.offer_kit(kit)

    def _show_wall(self) -> None:
        """Show the board by itself, large, for everybody in the room; nothing can be changed there."""
        from ui.board.wall import Wall

        self.wall = Wall(self.place)
        self.wall.show()

    def _on_frozen(self) -> None:
        """The answers are locked now, or no longer: every page shows them so."""
        self.presented.refresh()
        self.live.relock()

    def _hand_over(self, person: int) -> None:
        """Let somebody else work; what stands in the box being typed in is saved as the last one's."""
        self._let_go()
        name = self.page_name
        try:
            hand_over(self.place.desk, person)
        except Problem as problem:
            self.ways.who_works()
            self.settings.people.notice.tell("error", self.place.sentence(problem))
            return
        self._on_person(handed=True)
        if "settings" in self._pages:
            self.settings.people.refresh()
        if self.page_name == name:
            self.show_page(name)

    def _on_person(self, handed: bool) -> None:
        """Another person works now, with other roles; what the last one left is told first."""
        self.top_bar.people.show_person()
        self.live.relock()
        if handed and handed_over(self.place.desk, self.live.entry.open) is not None:
            self.show_page("home")

    def _let_go(self) -> None:
        """Leave the box the keyboard stands in, so that what it holds is saved."""
        focus = QApplication.focusWidget()
        if focus is not None and self.isAncestorOf(focus):
            focus.clearFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+P where no page has a print of its own: it came up to here unheard."""
        if QKeySequence(event.keyCombination()) == QKeySequence("Ctrl+P"):
            self.ways.papers()
            return
        super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._let_go()
        if self.learning is not None:
            self.learning.stop()
        if self.wall is not None:
            self.wall.close()
        if "other" in self._pages:
            self.other.drop_untouched()
        if "register" in self._pages:
            self.register.close_book()
        self.place.runner.wait()
        if "packs" in self._pages:
            self.packs.preview.end()
        super().closeEvent(event)
