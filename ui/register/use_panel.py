"""Before a book is taken into use, or put out of it: which figures change, from what to what."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHeaderView, QWidget

from office.register_view import Changed
from office.registers import Book
from ui.register.panel import Panel
from ui.widgets import ReadTable, button
from ui.words import tr


class UsePanel(Panel):
    """The figures that will be others; `agreed` when the person wants it so."""

    agreed = Signal()

    def __init__(self) -> None:
        super().__init__(scroll=False)
        self.table = ReadTable(
            (
                tr("Register", "Cell"),
                tr("Register", "Figure"),
                tr("Register", "Now"),
                tr("Register", "Afterwards"),
            ),
            (180, 330, 110, 110),
            tr("Register", "Figures that change"),
        )
        heads = self.table.horizontalHeader()
        heads.setStretchLastSection(False)
        heads.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.table.verticalHeader().setDefaultSectionSize(28)
        self.body.addWidget(self.table, 1)
        self.yes = button("", kind="main")
        self.yes.clicked.connect(self.agreed)
        self.acts.addWidget(self.yes)

    def wait(self, book: Book) -> None:
        """Say that the figures are being counted."""
        self._name(book)
        self.told.setText(tr("Register", "Counting the households…"))
        self.told.show()
        self.table.hide()
        self.yes.setEnabled(False)

    def show_changes(self, book: Book, found: Sequence[Changed], name: Callable[[Changed], str]) -> None:
        """Show the figures; `name` gives a figure's words."""
        self._name(book)
        if found:
            text = tr("Register", "{n} figures of {year} will change. Nothing has been changed yet.")
        elif book.used:
            text = tr("Register", "No figure of {year} changes: they stay and can be typed again.")
        else:
            text = tr("Register", "No figure of {year} changes: they are computed and locked from then on.")
        self.told.setText(text.format(n=len(found), year=book.year))
        rows = [(str(one.address), name(one), one.before or "—", one.after or "—") for one in found]
        self.table.fill(rows, right=(2, 3))
        self.table.setVisible(bool(found))
        self.yes.setEnabled(True)

    def _name(self, book: Book) -> None:
        if book.used:
            self.tell(tr("Register", "Put the register of {year} out of use").format(year=book.year), " ")
            self.yes.setText(tr("Register", "Put out of use"))
        else:
            self.tell(tr("Register", "Take the register of {year} into use").format(year=book.year), " ")
            self.yes.setText(tr("Register", "Take into use"))

    def first_focus(self) -> QWidget | None:
        return self.table if self.table.isVisible() else self.yes if self.yes.isEnabled() else self.back
