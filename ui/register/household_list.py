"""Households to read through: those behind a figure, or those that moved in one way. Enter opens one."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from forms.answers import Key
from office.register_view import Lines
from ui.widgets import ReadTable, key_hint, label
from ui.words import tr

_MEASURED = 200  # lines that are looked at for the width of a column


class HouseholdList(ReadTable):
    """Lines of households; `opened` names the one to open."""

    opened = Signal(object)  # Key

    def __init__(self) -> None:
        super().__init__((), (), tr("Register", "Households"))
        self._keys: tuple[Key, ...] = ()
        self.verticalHeader().setDefaultSectionSize(28)
        self.horizontalHeader().setResizeContentsPrecision(_MEASURED)
        self.setHorizontalScrollMode(HouseholdList.ScrollMode.ScrollPerPixel)
        self.cellActivated.connect(lambda row, _: self._open(row))
        self.cellDoubleClicked.connect(lambda row, _: self._open(row))

    def show_lines(self, lines: Lines) -> None:
        """Show other households, the keyboard on the first of them."""
        self._keys = tuple(key for key, _ in lines.rows)
        self.setColumnCount(len(lines.heads))
        self.setHorizontalHeaderLabels(list(lines.heads))
        self.fill([texts for _, texts in lines.rows])
        head = self.horizontalHeader()
        head.setStretchLastSection(False)
        self.resizeColumnsToContents()
        head.setStretchLastSection(head.length() < self.viewport().width())
        if lines.rows:
            self.selectRow(0)

    def stand_on(self, key: Key) -> None:
        """Go to the line of a household, if it is there."""
        if key in self._keys:
            self.selectRow(self._keys.index(key))

    def _open(self, row: int) -> None:
        if 0 <= row < len(self._keys):
            self.opened.emit(self._keys[row])


def open_hint() -> tuple[QWidget, QWidget]:
    """The key that opens a household, and what it does."""
    return key_hint("Enter"), label(tr("Register", "open the household"), role="small")
