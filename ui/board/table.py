"""The board's table: one line a unit, sorted by any column and filtered by words without accents."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QResizeEvent

from forms.letters import fold, text_order
from office.board import BoardRow, State
from ui import theme
from ui.board.states import TONES, word
from ui.icons import sign
from ui.widgets import ReadTable
from ui.words import tr

_WIDTHS: Final = (116, 146, 44, 76, 60, 52)
_NAME, _CALLS = 0.4, 0.36
"""Shares of the room that a unit's name and whom to call may take where not everything fits."""
_LEAST, _AROUND = 96, 26  # points: of what is missing, and around a text
_STATE, _UNIT, _REVISION, _RECEIVED, _LATE, _ERRORS, _MISSING, _CONTACT = range(8)
_ROW: Final = 28  # points


def _heads() -> tuple[str, ...]:
    return (
        tr("Board", "State"),
        tr("Board", "Unit"),
        tr("Board", "No."),
        tr("Board", "Received"),
        tr("Board", "Late"),
        tr("Board", "Errors"),
        tr("Board", "What is missing"),
        tr("Board", "Officer, telephone"),
    )


_KEYS: Final[dict[int, Callable[[BoardRow], tuple[object, ...]]]] = {
    _STATE: lambda row: (list(State).index(row.state), -row.days_late),
    _UNIT: lambda row: (row.unit.code,),
    _REVISION: lambda row: (row.revision,),
    _RECEIVED: lambda row: (row.received is None, row.received or 0),
    _LATE: lambda row: (-row.days_late,),
    _ERRORS: lambda row: (-row.errors, -row.explained),
    _MISSING: lambda row: (-len(row.missing), row.missing),
    _CONTACT: lambda row: (text_order(row.contact.name),),
}


class BoardTable(ReadTable):
    """Shows the lines of a board; `chosen` tells the unit of the line the keyboard stands in."""

    chosen = Signal(str)  # unit
    opened = Signal(str)  # unit

    def __init__(self) -> None:
        super().__init__(_heads(), _WIDTHS, tr("Board", "Units that send here"))
        self._rows: tuple[BoardRow, ...] = ()
        self.shown: tuple[BoardRow, ...] = ()
        self._by, self._falling = _STATE, False
        self._words, self._states = "", frozenset[State]()
        self._column = 0  # where the keyboard stands in a line
        self.verticalHeader().setDefaultSectionSize(_ROW)
        self.horizontalHeader().setSectionsClickable(True)
        self.horizontalHeader().setSortIndicatorShown(True)
        self.horizontalHeader().setSortIndicator(_STATE, Qt.SortOrder.AscendingOrder)
        self.horizontalHeader().sectionClicked.connect(self.sort_by)
        self.currentCellChanged.connect(lambda *_: self._tell())
        self.cellActivated.connect(lambda row, _: self.opened.emit(self.shown[row].unit.code))

    @property
    def current(self) -> BoardRow | None:
        """The line the keyboard stands in."""
        return self.shown[self.currentRow()] if 0 <= self.currentRow() < len(self.shown) else None

    def show_rows(self, rows: Sequence[BoardRow]) -> None:
        """Show these lines; the keyboard stays in the line of its unit."""
        self._rows = tuple(rows)
        self._lay()

    def sift(self, words: str, states: frozenset[State]) -> None:
        """Show only lines that hold every word, accents or not, and stand in one of `states`; () for all."""
        self._words, self._states = words, states
        self._lay()

    def sort_by(self, column: int) -> None:
        """Sort by a column; the same once more the other way round."""
        self._falling = not self._falling if column == self._by else False
        self._by = column
        order = Qt.SortOrder.DescendingOrder if self._falling else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(column, order)
        self._lay()

    def choose(self, unit: str) -> None:
        """Stand in a unit's line, if it is shown."""
        number = next((n for n, row in enumerate(self.shown) if row.unit.code == unit), None)
        if number is not None:
            self.setCurrentCell(number, self._column)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._spread()

    def _spread(self) -> None:
        """Give names and telephones what they need, and what is missing the rest; the last one stretches."""
        fixed = sum(width for column, width in enumerate(_WIDTHS) if column != _UNIT)
        room = self.viewport().width() - fixed
        calls = 0 if self.isColumnHidden(_CONTACT) else self._needed(_CONTACT)
        name, missing = self._needed(_UNIT), self._needed(_MISSING)
        if name + missing + calls > room:
            name = min(name, max(_WIDTHS[_UNIT], int(room * _NAME)))
            missing = min(missing, max(_LEAST, room - name - min(calls, int(room * _CALLS))))
        self.setColumnWidth(_UNIT, name)
        self.setColumnWidth(_MISSING, missing)

    def _needed(self, column: int) -> int:
        head = self.horizontalHeaderItem(column)
        metrics = self.fontMetrics()
        bold = metrics.horizontalAdvance(head.text()) * 6 // 5 if head is not None else 0
        texts = (_texts(row)[column] for row in self.shown)
        return max(bold, max((metrics.horizontalAdvance(text) for text in texts), default=0)) + _AROUND

    def hide_contacts(self) -> None:
        """Leave out whom to call: telephone numbers are nothing for a wall."""
        self.setColumnHidden(_CONTACT, True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if QKeySequence(event.keyCombination()) == QKeySequence("Shift+F9"):
            self.sort_by(max(self.currentColumn(), 0))
            return
        super().keyPressEvent(event)

    def _lay(self) -> None:
        here, self._column = self.current, max(self.currentColumn(), 0)
        wanted = fold(self._words).split()
        held = [row for row in self._rows if not self._states or row.state in self._states]
        held = [row for row in held if all(one in fold(" ".join(_texts(row))) for one in wanted)]
        self.shown = tuple(sorted(held, key=_KEYS[self._by], reverse=self._falling))
        with QSignalBlocker(self):
            self.fill([_texts(row) for row in self.shown], right=(_REVISION, _LATE, _ERRORS))
            for number, row in enumerate(self.shown):
                self._dress(number, row)
        self._spread()
        if here is not None:
            self.choose(here.unit.code)
        self._tell()

    def _dress(self, number: int, row: BoardRow) -> None:
        item = self.item(number, _STATE)
        if item is not None:
            tone = TONES[row.state]
            colours = {"error": theme.ERROR, "warning": theme.WARNING, "good": theme.GOOD, "note": theme.NOTE}
            item.setIcon(sign(tone, 16))
            item.setForeground(QColor(colours.get(tone, theme.MUTED)))
            item.setToolTip(row.why)

    def _tell(self) -> None:
        self.chosen.emit(self.current.unit.code if self.current else "")


def _texts(row: BoardRow) -> tuple[str, ...]:
    errors = f"{row.errors}/{row.explained}" if row.errors or row.explained else ""
    return (
        word(row.state),
        row.unit.name,
        str(row.revision or ""),
        f"{row.received:%d/%m}" if row.received else "",  # the year is the campaign's
        str(row.days_late or ""),
        errors,
        "; ".join(row.missing),
        row.contact.text,
    )
