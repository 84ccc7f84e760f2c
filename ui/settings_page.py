"""Settings: language, the people of the office, the keys of the keyboard, and what this program is."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QGridLayout, QHBoxLayout, QRadioButton, QVBoxLayout

from forms.problems import Problem
from office.practice_mark import is_practice
from ui.ask import Line
from ui.widgets import Card, Notice, Page, ReadTable, button, copyable, key_hint, label
from ui.words import LANGUAGES, tr
from ui.workplace import Workplace, day

NARROW = 720  # pixels: below it what stands side by side stands one above the other


class SettingsPage(Page):
    """Small things that are set once."""

    language_chosen = Signal(str)
    person_chosen = Signal()
    practice_wanted = Signal()

    def __init__(self, place: Workplace, version: str) -> None:
        super().__init__(tr("Settings", "Settings"))
        self._place = place
        self._version = version
        self.notice = Notice()
        self.body.addWidget(self.notice)
        self._top, self._first = QHBoxLayout(), QVBoxLayout()
        self._top.setSpacing(12)
        self._first.setSpacing(12)
        self._first.addWidget(self._language())
        self._first.addWidget(self._practice(), 1)
        self._top.addLayout(self._first)
        self._top.addWidget(self._about(), 1)
        self.body.addLayout(self._top)
        self.body.addWidget(self._people())
        self.body.addWidget(self._keys())
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < NARROW
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._top.setDirection(down if narrow else across)
        self._first.setDirection(across if narrow else down)

    def _language(self) -> Card:
        card = Card(tr("Settings", "Language"))
        group = QButtonGroup(self)
        for code, name in LANGUAGES.items():
            choice = QRadioButton(name)
            choice.setChecked(code == self._place.desk.language)
            choice.clicked.connect(lambda _=False, c=code: self.language_chosen.emit(c))
            group.addButton(choice)
            card.body.addWidget(choice)
        card.body.addStretch(1)
        card.setFixedWidth(230)
        return card

    def _practice(self) -> Card:
        card = Card(tr("Settings", "Practice"))
        words = tr("Settings", "A made-up commune with a short guided lesson. Your own data stay untouched.")
        card.body.addWidget(label(words, role="muted", wrap=True))
        self.practise = button(tr("Settings", "Practise"))
        self.practise.clicked.connect(self.practice_wanted)
        self.practise.setEnabled(not is_practice(self._place.desk.campaign_id))
        card.body.addWidget(self.practise)
        card.body.addStretch(1)
        card.setFixedWidth(230)
        return card

    def _people(self) -> Card:
        card = Card(tr("Settings", "People of the office"))
        explain = tr(
            "Settings", "Who is chosen here stands in the history of every cell and in the signature block."
        )
        card.body.addWidget(label(explain, role="muted", wrap=True))
        heads = (
            tr("Settings", "Name"),
            tr("Settings", "Position"),
            tr("Settings", "Telephone"),
            tr("Settings", "Since"),
            tr("Settings", "Working now"),
        )
        self.people = ReadTable(heads, (220, 200, 130, 100), tr("Settings", "People of the office"))
        self.people.cellActivated.connect(lambda *_: self.choose())
        card.body.addWidget(self.people, 1)
        row = QHBoxLayout()
        for text, act in (
            (tr("Settings", "Add a person"), self.add),
            (tr("Settings", "This person works now"), self.choose),
            (tr("Settings", "This person has left"), self.end),
        ):
            made = button(text)
            made.clicked.connect(act)
            row.addWidget(made)
        row.addStretch(1)
        card.body.addLayout(row)
        return card

    def _about(self) -> Card:
        card = Card(tr("Settings", "About this program"))
        pack = self._place.desk.pack
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setColumnStretch(1, 1)
        rows = (
            (tr("Settings", "Program"), f"Phiếu Xã {self._version}"),
            (tr("Settings", "Form pack"), f"{self._place.words(pack.title)} ({pack.id} {pack.version})"),
            (tr("Settings", "Hash of the pack"), f"{pack.hash[:32]}\n{pack.hash[32:]}"),
            (tr("Settings", "Data folder"), str(self._place.desk.home)),
        )
        for number, (what, text) in enumerate(rows):
            grid.addWidget(label(what, role="muted"), number, 0)
            shown = copyable(text)
            shown.setWordWrap(True)
            shown.setAccessibleName(what)
            grid.addWidget(shown, number, 1)
        card.body.addLayout(grid)
        card.body.addStretch(1)
        return card

    def _keys(self) -> Card:
        card = Card(tr("Settings", "Keys"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(5)
        keys = (
            ("Ctrl+1 … Ctrl+9", tr("Settings", "the pages of the window")),
            ("Enter, Tab", tr("Settings", "save and go to the next cell; Shift goes back")),
            ("F2", tr("Settings", "edit the cell; Esc gives up")),
            ("F4", tr("Settings", "a blank becomes: none (–), not known (?), blank")),
            ("F5, F6", tr("Settings", "add, remove a row or a sheet")),
            ("F9, F12", tr("Settings", "check everything; explain a warning")),
            ("F11", tr("Settings", "0 into the remaining blanks of the row or year")),
            ("Ctrl+C, Ctrl+V", tr("Settings", "copy and paste a block, also from Excel")),
            ("Ctrl+Z, Ctrl+Y", tr("Settings", "take back, do again")),
            ("Ctrl+Enter", tr("Settings", "history of the cell")),
            ("Alt+↓", tr("Settings", "open the list of choices")),
            ("PgUp, PgDn", tr("Settings", "the section before, after")),
        )
        half = (len(keys) + 1) // 2
        for number, (key, what) in enumerate(keys):
            column = 0 if number < half else 2
            grid.addWidget(key_hint(key), number % half, column)
            grid.addWidget(label(what, role="small", wrap=True), number % half, column + 1)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        card.body.addLayout(grid)
        return card

    def refresh(self) -> None:
        desk = self._place.desk
        now = desk.person
        people = desk.people()
        self.people.fill(
            [
                (
                    person.name,
                    person.position,
                    person.telephone,
                    day(person.since),
                    tr("Settings", "✓ works now") if person.id == now.id else "",
                )
                for person in people
            ]
        )
        self.people.fit(2, 6)

    def add(self) -> None:
        """Add a person to the office's list."""
        answers = self._place.ask.fill(
            tr("Settings", "Add a person"),
            "",
            (
                Line("name", tr("Settings", "Name")),
                Line("position", tr("Settings", "Position"), required=False),
                Line("telephone", tr("Settings", "Telephone"), required=False),
            ),
            tr("Settings", "Add"),
        )
        if answers is not None:
            desk = self._place.desk
            self._do(lambda: desk.add_person(answers["name"], answers["position"], answers["telephone"]))

    def choose(self) -> None:
        """Say who works now."""
        person = self._person()
        if person is not None:
            self._do(lambda: self._place.desk.choose_person(person))

    def end(self) -> None:
        """Take a person off the list."""
        person = self._person()
        if person is None:
            return
        name = self._place.desk.people()[self.people.currentRow()].name
        question = tr("Settings", "Take {name} off the list? What they typed stays under their name.")
        if self._place.ask.confirm(
            tr("Settings", "This person has left"),
            question.format(name=name),
            tr("Settings", "Take off the list"),
        ):
            self._do(lambda: self._place.desk.end_person(person))

    def _person(self) -> int | None:
        people = self._place.desk.people()
        row = self.people.currentRow()
        return people[row].id if 0 <= row < len(people) else None

    def _do(self, step: Callable[[], object]) -> None:
        try:
            step()
        except Problem as problem:
            self.notice.tell("error", self._place.sentence(problem))
        else:
            self.notice.clear()
        self.refresh()
        self.person_chosen.emit()
