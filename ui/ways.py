"""The ways that lead from one page to a place on another: the unit asked about, a paper, who works here."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Qt

from forms.answers import Address
from office.kit_file import Kit
from office.papers import Group

if TYPE_CHECKING:  # each page is imported when it is first wanted
    from ui.courier.page import CourierPage
    from ui.entry.page import EntryPage
    from ui.in_place.page import InPlacePage
    from ui.packs.page import PacksPage
    from ui.papers.page import PapersPage
    from ui.people.page import PeoplePage
    from ui.queries.page import QueriesPage
    from ui.register.page import RegisterPage
    from ui.sending.page import SendPage
    from ui.settings.page import SettingsPage


class House(Protocol):
    """What has the pages; each is built when it is first named."""

    @property
    def page_name(self) -> str: ...
    @property
    def entry(self) -> EntryPage: ...
    @property
    def courier(self) -> CourierPage: ...
    @property
    def in_place(self) -> InPlacePage: ...
    @property
    def packs(self) -> PacksPage: ...
    @property
    def papers(self) -> PapersPage: ...
    @property
    def people(self) -> PeoplePage: ...
    @property
    def queries(self) -> QueriesPage: ...
    @property
    def register(self) -> RegisterPage: ...
    @property
    def sending(self) -> SendPage: ...
    @property
    def settings(self) -> SettingsPage: ...
    def show_page(self, name: str) -> None: ...


class Ways(QObject):
    """Goes to a page of the house and stands there where it is wanted."""

    def __init__(self, house: House) -> None:
        super().__init__()
        self._house = house

    def cell(self, address: Address) -> None:
        """Go to a cell of the forms."""
        self._house.show_page("entry")
        self._house.entry.jump_to(address)

    def form(self, form: str) -> None:
        """Go to a form."""
        self._house.entry.open_form(form)
        self._house.show_page("entry")

    def errors(self) -> None:
        """Check all forms and show what is wrong."""
        self._house.show_page("entry")
        self._house.entry.check()

    def question(self, thread: str = "") -> None:
        """Show what the office above asks, at a question if one is named."""
        self._house.show_page("queries")
        self._house.queries.show_answering(thread)

    def unit(self, unit: str) -> None:
        """Show what a unit below sent, to be read and asked about."""
        self._house.show_page("queries")
        self._house.queries.show_unit(unit)

    def locks(self, unit: str = "") -> None:
        """Show what is closed or accepted."""
        self._house.show_page("queries")
        self._house.queries.show_locks(unit)

    def in_place(self, unit: str) -> None:
        """Show what can be typed in the place of a unit."""
        self._house.show_page("in_place")
        self._house.in_place.show_unit(unit)

    def adjustments(self) -> None:
        """Show what is added to figures of units, and taken from them."""
        self._house.show_page("in_place")
        self._house.in_place.show_adjustments()

    def courier(self, unit: str = "") -> None:
        """Show which numbered files of the units below came, of one unit where it is named."""
        self._house.show_page("courier")
        self._house.courier.show_unit(unit)

    def answer(self, path: Path) -> None:
        """Show an answer of the office above that was found."""
        self._house.show_page("send")
        self._house.sending.answer.open_file(path)

    def who_works(self) -> None:
        """Show who works here, with the keyboard in the list."""
        self._house.show_page("settings")
        self._house.settings.show_section("people")
        self._house.settings.people.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def copies(self) -> None:
        """Show how old the last copy is, and all that is done with copies."""
        self._house.show_page("settings")
        self._house.settings.show_section("copies")

    def update(self, path: Path) -> None:
        """Show what an update that was found would bring."""
        self._house.show_page("settings")
        self._house.settings.show_section("updates")
        self._house.settings.updates.offer(path)

    def kit(self, kit: Kit) -> None:
        """Show what a campaign kit that was found would bring."""
        self._house.show_page("packs")
        self._house.packs.show_section("kit")
        self._house.packs.kit.offer(kit)

    def new_version(self) -> None:
        """Show what a newer version of the pack changes."""
        self._house.show_page("packs")
        self._house.packs.show_section("new")

    def signers(self, path: Path) -> None:
        """Show what a register of signers would change, on its own page."""
        self._house.show_page("people")
        self._house.people.show_section("register")
        self._house.people.register.open_file(path)

    def behind(self, address: Address) -> None:
        """Show the households behind a figure; the page of the register knows the way back."""
        self._house.show_page("register")
        self._house.register.show_behind(address)

    def papers(self) -> None:
        """Show the papers; beside a form the paper of that form."""
        if self._house.page_name == "entry":
            self._house.papers.chosen = f"{Group.FORMS}:{self._house.entry.form.id}"
        self._house.show_page("papers")

    def paper(self, paper: str) -> None:
        """Show one paper."""
        self._house.papers.chosen = paper
        self._house.show_page("papers")
