"""The books by year on the left; on the right the one that is chosen, or the step taken with it."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QStackedWidget, QVBoxLayout, QWidget

from office.registers import Book
from ui.register.book_panel import covers_words, used_words
from ui.register.panel import Panel
from ui.widgets import button, label
from ui.words import tr

SIDE = 232


class Years(QWidget):
    """The list of books; `panels` holds the step on the right."""

    chosen = Signal()
    new_wanted = Signal()
    open_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.books: tuple[Book, ...] = ()
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Register", "Household registers by year"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentRowChanged.connect(lambda _: self.chosen.emit())
        self.list.itemActivated.connect(lambda _: self.open_wanted.emit())
        self.new_button = button(tr("Register", "Open a new book… (Ctrl+N)"), kind="main")
        self.new_button.clicked.connect(self.new_wanted)
        shortcut = QShortcut(QKeySequence("Ctrl+N"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.new_wanted)
        self.panels = QStackedWidget()
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(label(tr("Register", "Household register"), role="title"))
        left.addWidget(self.new_button)
        left.addWidget(self.list, 1)
        self._side = side = QWidget()
        side.setFixedWidth(SIDE)
        left.setContentsMargins(0, 0, 0, 0)
        side.setLayout(left)
        row = QHBoxLayout(self)
        row.setContentsMargins(22, 16, 22, 16)
        row.setSpacing(18)
        row.addWidget(side)
        row.addWidget(self.panels, 1)

    @property
    def book(self) -> Book | None:
        """The book that is chosen."""
        row = self.list.currentRow()
        return self.books[row] if 0 <= row < len(self.books) else None

    def fill(self, books: Sequence[Book]) -> None:
        """List the books, the newest year first; the chosen one stays chosen."""
        kept = self.book
        self.books = tuple(sorted(books, key=lambda one: (one.year, one.deleted is None), reverse=True))
        self.list.blockSignals(True)
        self.list.clear()
        for book in self.books:
            held = tr("Register", "{n} households").format(n=f"{book.households:,}".replace(",", "."))
            item = QListWidgetItem(f"{book.year} · {used_words(book)}\n{held}\n{covers_words(book.covers)}")
            item.setToolTip(item.text())
            item.setSizeHint(QSize(SIDE - 20, self.list.fontMetrics().lineSpacing() * 3 + 20))
            self.list.addItem(item)
        years = [(one.year, one.opened) for one in self.books]
        same = (kept.year, kept.opened) if kept is not None else None
        self.list.setCurrentRow(years.index(same) if same in years else 0 if years else -1)
        self.list.blockSignals(False)

    def choose(self, year: int) -> None:
        """Choose the book of a year that is there."""
        rows = [n for n, one in enumerate(self.books) if one.year == year and one.deleted is None]
        if rows:
            self.list.setCurrentRow(rows[0])

    def show_panel(self, panel: Panel, *, beside: bool = False) -> None:
        """Show a step and give it the keyboard; the list stands `beside` a book, a step has all the room."""
        self.panels.setCurrentWidget(panel)
        self._side.setVisible(beside)
        if beside:
            return
        target = panel.first_focus()
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)
