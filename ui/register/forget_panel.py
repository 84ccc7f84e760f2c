"""Deleting a book once its retention date is past: what goes, the year typed by hand, and a reason."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QLineEdit, QWidget

from office.register_view import Contents
from office.registers import Book
from ui.register.book_panel import covers_words
from ui.register.panel import Panel
from ui.widgets import Card, button, label
from ui.words import tr
from ui.workplace import day


class ForgetPanel(Panel):
    """Shows what would be deleted; `agreed` tells the reason once the year was typed."""

    agreed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._book: Book | None = None
        self._gone = label(wrap=True)
        card = Card(tr("Register", "What is deleted"))
        card.body.addWidget(self._gone)
        self.year = QLineEdit()
        self.year.setAccessibleName(tr("Register", "Type the year of the book"))
        self.year.setMaximumWidth(120)
        self.year.textChanged.connect(lambda _: self._wake())
        self.why = QLineEdit()
        self.why.setAccessibleName(tr("Register", "Reason, for the log"))
        self.why.textChanged.connect(lambda _: self._wake())
        asked = QFormLayout()
        asked.setVerticalSpacing(10)
        asked.setHorizontalSpacing(14)
        asked.addRow(tr("Register", "Type the year of the book"), self.year)
        asked.addRow(tr("Register", "Reason, for the log"), self.why)
        self.body.addWidget(card)
        self.body.addLayout(asked)
        self.body.addStretch(1)
        self.yes = button(tr("Register", "Delete for good"), kind="main")
        self.yes.clicked.connect(self._ask)
        self.acts.addWidget(self.yes)

    def show_book(self, book: Book, held: Contents, today: date) -> None:
        """Tell what would go, or from when it may."""
        self._book = book
        self.year.clear()
        self.why.clear()
        self.notice.clear()
        self.tell(tr("Register", "Delete the register of {year}").format(year=book.year))
        self._gone.setText(
            "\n".join(
                (
                    tr("Register", "• {n} households ({covers}) and {m} members").format(
                        n=held.households, m=held.members, covers=covers_words(book.covers)
                    ),
                    tr("Register", "• their notes, their history, unfinished texts and the steps of undo"),
                    tr("Register", "• the list of who saw ID numbers"),
                    tr(
                        "Register",
                        "What stays: the figures of the forms, and a line in the log: who, when, why.",
                    ),
                )
            )
        )
        early = book.keep_until is None or today <= book.keep_until
        for one in (self.year, self.why):
            one.setEnabled(not early)
        if book.keep_until is None:
            self.notice.tell(
                "note",
                tr(
                    "Register",
                    "No retention date is set: set it first (Keep until…), then this is possible.",
                ),
            )
        elif early:
            self.notice.tell(
                "note",
                tr("Register", "This book is kept until {day}; it can be deleted from the day after.").format(
                    day=day(book.keep_until)
                ),
            )
        self._wake()

    def _wake(self) -> None:
        book = self._book
        typed = book is not None and self.year.text().strip() == str(book.year)
        self.yes.setEnabled(typed and bool(self.why.text().strip()) and self.year.isEnabled())

    def _ask(self) -> None:
        self.agreed.emit(self.why.text().strip())

    def first_focus(self) -> QWidget | None:
        return self.year if self.year.isEnabled() else self.back
