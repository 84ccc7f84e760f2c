"""Opening a book, step by step: the year, what it will cover, and where its households come from."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from office.registers import ALL, POOR
from ui.register.book_panel import covers_words
from ui.register.panel import Panel
from ui.widgets import Card, Picker, button, label
from ui.words import tr

LAST_YEAR, EMPTY, IMPORT = "last year", "empty", "import"


class OpenPanel(Panel):
    """Asks the three things a new book needs; `wanted` tells year, coverage and source."""

    wanted = Signal(int, str, str)

    def __init__(self) -> None:
        super().__init__()
        self._has_book: Callable[[int], str] = lambda _: ""
        self.year = Picker(tr("Register", "Year of the book"))
        self.year.currentIndexChanged.connect(lambda _: self._wake())
        self.covers = Choices(
            tr("Register", "2. Which households"),
            (
                (ALL, covers_words(ALL), tr("Register", "All figures of the year can be computed.")),
                (POOR, covers_words(POOR), ""),
            ),
        )
        self.source = Choices(
            tr("Register", "3. Where the households come from"),
            (
                (LAST_YEAR, tr("Register", "From last year's book"), ""),
                (EMPTY, tr("Register", "Empty: households are typed"), ""),
                (IMPORT, tr("Register", "A list: Excel, ODS or CSV"), ""),
            ),
        )
        first = Card(tr("Register", "1. Year"))
        self.year.setMaximumWidth(160)
        first.body.addWidget(self.year)
        for card in (first, self.covers, self.source):
            self.body.addWidget(card)
        self.body.addStretch(1)
        self.yes = button(tr("Register", "Open the book"), kind="main")
        self.yes.clicked.connect(self._ask)
        self.acts.addWidget(self.yes)
        self.tell(tr("Register", "Open a new book"))

    def offer(self, years: Sequence[int], covers_of: Callable[[int], str], typed: str) -> None:
        """Offer the years without a book.

        `covers_of`: what the book of a year covers, "" where none is; `typed`: the figures that stay typed
        where a book holds only poor and near-poor households.
        """
        self._has_book = covers_of
        self.covers.say(
            POOR, tr("Register", "Figures of all households stay typed: {cells}.").format(cells=typed)
        )
        self.year.blockSignals(True)
        self.year.clear()
        for year in years:
            self.year.addItem(str(year), year)
        self.year.setCurrentIndex(self.year.count() - 1)
        self.year.blockSignals(False)
        self.notice.clear()
        if not years:
            self.notice.tell("note", tr("Register", "Every year of this campaign has its book already."))
        self._wake()

    def _wake(self) -> None:
        year = self.year.currentData()
        self.yes.setEnabled(year is not None)
        before = self._has_book(year - 1) if year is not None else ""
        self.source.choices[LAST_YEAR].setEnabled(bool(before))
        self.source.say(
            LAST_YEAR,
            tr("Register", "Members are carried over; the class of {year} becomes the previous one.").format(
                year=year - 1
            )
            if before
            else tr("Register", "There is no book of the year before."),
        )
        self.source.choose(LAST_YEAR if before else EMPTY)
        if before:
            self.covers.choose(before)

    def _ask(self) -> None:
        self.wanted.emit(self.year.currentData(), self.covers.chosen, self.source.chosen)

    def first_focus(self) -> QWidget | None:
        return self.year


class Choices(Card):
    """A question with its answers one below the other, each with a line that tells what follows from it."""

    def __init__(self, title: str, offered: Sequence[tuple[str, str, str]]) -> None:
        super().__init__(title)
        self.body.setSpacing(4)
        group = QButtonGroup(self)
        self.choices: dict[str, QRadioButton] = {}
        self._told = {}
        for name, words, follows in offered:
            choice = QRadioButton(words)
            group.addButton(choice)
            self.choices[name] = choice
            told = label(follows, role="small", wrap=True)
            self._told[name] = told
            lines = QVBoxLayout()
            lines.setSpacing(0)
            lines.addWidget(choice)
            told.setContentsMargins(26, 0, 0, 2)
            lines.addWidget(told)
            if not follows:  # nothing is shown here: outside of the card it would be a window of its own
                told.hide()
            self.body.addLayout(lines)
        self.choose(offered[0][0])

    @property
    def chosen(self) -> str:
        """The answer."""
        return next(name for name, choice in self.choices.items() if choice.isChecked())

    def choose(self, name: str) -> None:
        """Choose an answer."""
        self.choices[name].setChecked(True)

    def say(self, name: str, text: str) -> None:
        """Tell what follows from an answer."""
        self._told[name].setText(text)
        self._told[name].setVisible(bool(text))
