"""One book: what it covers and holds, whether figures follow it, until when it is kept; what to do next."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from office.register_view import Contents
from office.registers import ALL, Book
from ui.register.panel import Panel
from ui.widgets import Card, badge, button, clear, label
from ui.words import tr
from ui.workplace import day, day_of


def covers_words(covers: str) -> str:
    """Which households a book holds."""
    return (
        tr("Register", "all households")
        if covers == ALL
        else tr("Register", "only poor and near-poor households")
    )


def used_words(book: Book) -> str:
    """Whether the figures of the forms follow a book."""
    if book.deleted is not None:
        return tr("Register", "deleted")
    return tr("Register", "in use") if book.used else tr("Register", "not in use")


class BookPanel(Panel):
    """The book that is chosen in the list of years."""

    open_wanted = Signal()
    import_wanted = Signal()
    use_wanted = Signal()
    moves_wanted = Signal()
    keep_wanted = Signal()
    delete_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(back=False)
        self._badges = QHBoxLayout()
        self._badges.setSpacing(8)
        self._facts = QGridLayout()
        self._facts.setHorizontalSpacing(18)
        self._facts.setVerticalSpacing(8)
        self._facts.setColumnStretch(1, 1)
        card = Card()
        card.body.addLayout(self._facts)
        self.open_button = button(tr("Register", "Open the book (Enter)"), kind="main")
        self.open_button.clicked.connect(self.open_wanted)
        self.import_button = button(tr("Register", "Import a list…"))
        self.import_button.clicked.connect(self.import_wanted)
        self.moves_button = button(tr("Register", "Moves between years"))
        self.moves_button.clicked.connect(self.moves_wanted)
        self.use_button = button("")
        self.use_button.clicked.connect(self.use_wanted)
        self.keep_button = button(tr("Register", "Keep until…"), kind="quiet")
        self.keep_button.clicked.connect(self.keep_wanted)
        self.delete_button = button(tr("Register", "Delete the book…"), kind="quiet")
        self.delete_button.clicked.connect(self.delete_wanted)
        self.kept = label(role="small", wrap=True)
        self.body.addLayout(self._badges)
        self.body.addWidget(card)
        first = QHBoxLayout()
        first.setSpacing(8)
        for one in (self.open_button, self.import_button, self.moves_button):
            first.addWidget(one)
        first.addStretch(1)
        second = QHBoxLayout()
        second.setSpacing(8)
        for one in (self.use_button, self.keep_button, self.delete_button):
            second.addWidget(one)
        second.addStretch(1)
        self.body.addLayout(first)
        self.body.addLayout(second)
        self.body.addWidget(self.kept)
        self.body.addStretch(1)

    def show_book(self, book: Book, held: Contents, targets: str) -> None:
        """Tell about a book; `targets` names the forms whose figures may follow it."""
        there = book.deleted is None
        self.tell(tr("Register", "Household register {year}").format(year=book.year))
        self._show_badges(book, targets)
        clear(self._facts)
        self._fact(tr("Register", "Covers"), covers_words(book.covers))
        self._fact(tr("Register", "Households"), _count(held.households))
        if there:
            self._fact(tr("Register", "Members listed"), _count(held.members))
        self._fact(tr("Register", "Opened"), day_of(book.opened))
        kept = day(book.keep_until) or tr("Register", "no date is set")
        self._fact(tr("Register", "Kept until"), kept)
        if book.deleted is not None:
            gone = tr("Register", "{day}, {who}: {why}").format(
                day=day_of(book.deleted), who=book.deleted_by, why=book.deleted_why
            )
            self._fact(tr("Register", "Deleted"), gone)
        self.use_button.setText(
            tr("Register", "Put out of use…") if book.used else tr("Register", "Take into use…")
        )
        for one in (
            *(self.open_button, self.import_button, self.moves_button),
            *(self.use_button, self.keep_button, self.delete_button),
        ):
            one.setVisible(there)
        self.kept.setText(
            tr(
                "Register",
                "Names and ID numbers stay at this office: no package carries them. F10 shows an ID number.",
            )
            if there
            else ""
        )

    def _show_badges(self, book: Book, targets: str) -> None:
        clear(self._badges)
        self._badges.addWidget(badge(used_words(book), "good" if book.used else "plain"))
        told = ""
        if book.used:
            told = tr("Register", "{forms} of {year} are computed from it and locked.").format(
                forms=targets, year=book.year
            )
        elif book.deleted is None:
            told = tr("Register", "{forms} of {year} are typed.").format(forms=targets, year=book.year)
        self._badges.addWidget(label(told, role="muted", wrap=True), 1)

    def _fact(self, name: str, text: str) -> None:
        row = self._facts.rowCount()
        self._facts.addWidget(label(name, role="muted"), row, 0)
        self._facts.addWidget(label(text, wrap=True), row, 1)

    def first_focus(self) -> QWidget | None:
        return self.open_button


def _count(number: int) -> str:
    return f"{number:,}".replace(",", ".")
