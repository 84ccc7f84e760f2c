"""The list of places both sides changed: three answers side by side, keys 1, 2 and 3 take one of them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from forms.merging import Side
from office.parts_decided import ConflictLine
from ui.widgets import ReadTable, button, key_hint, label
from ui.words import tr

KEYS = {Qt.Key.Key_1: Side.OURS, Qt.Key.Key_2: Side.THEIRS, Qt.Key.Key_3: Side.BASE}
_CHOSEN = 4


def side_word(side: Side | None) -> str:
    """Say whose answer was taken."""
    if side is None:
        return tr("Parts", "not decided")
    return {
        Side.OURS: tr("Parts", "1 here"),
        Side.THEIRS: tr("Parts", "2 colleague"),
        Side.BASE: tr("Parts", "3 before"),
    }[side]


class _Table(ReadTable):
    """Takes 1, 2 and 3, on either row of the keyboard."""

    key = Signal(object)  # Side

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        side = KEYS.get(Qt.Key(event.key())) if plain == Qt.KeyboardModifier.NoModifier else None
        if side is None:
            super().keyPressEvent(event)
            return
        self.key.emit(side)


class ConflictList(QWidget):
    """The places with their three answers; what does not fit into a line stands below it."""

    decided = Signal(int, object)  # line, Side

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[ConflictLine, ...] = ()
        self._sides: list[Side | None] = []
        heads = (
            tr("Parts", "Place"),
            tr("Parts", "Here (1)"),
            tr("Parts", "Colleague (2)"),
            tr("Parts", "Before (3)"),
            tr("Parts", "Taken"),
        )
        self.table = _Table(heads, [262, 130, 130, 130], tr("Parts", "Places both sides changed"))
        self.table.verticalHeader().setDefaultSectionSize(28)
        self.table.currentCellChanged.connect(lambda *_: self._show())
        self.table.key.connect(self.decide)
        self._place = label(role="heading", wrap=True)
        self._texts = {side: label(wrap=True) for side in (Side.OURS, Side.THEIRS, Side.BASE)}
        self._buttons = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(2, 1)
        for row, (side, words) in enumerate(
            (
                (Side.OURS, tr("Parts", "Keep what is here")),
                (Side.THEIRS, tr("Parts", "Take the colleague's")),
                (Side.BASE, tr("Parts", "As it was before")),
            )
        ):
            made = button(words)
            made.clicked.connect(lambda _=False, one=side: self.decide(one))
            self._buttons[side] = made
            grid.addWidget(key_hint(str(row + 1)), row, 0)
            grid.addWidget(made, row, 1)
            grid.addWidget(self._texts[side], row, 2)
        several = QHBoxLayout()
        self.all_ours = button(tr("Parts", "The rest: keep what is here"), kind="quiet")
        self.all_ours.clicked.connect(lambda: self._decide_rest(Side.OURS))
        self.all_theirs = button(tr("Parts", "The rest: take the colleague's"), kind="quiet")
        self.all_theirs.clicked.connect(lambda: self._decide_rest(Side.THEIRS))
        several.addWidget(self.all_ours)
        several.addWidget(self.all_theirs)
        several.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.table, 1)
        column.addWidget(self._place)
        column.addLayout(grid)
        column.addLayout(several)

    def fill(self, lines: Sequence[ConflictLine], sides: Sequence[Side | None]) -> None:
        """Show places with what was taken so far, and stand on the first that is not decided."""
        self._lines, self._sides = tuple(lines), list(sides)
        self.table.fill([self._row(number) for number in range(len(lines))])
        self._only_open()
        if lines:
            self.table.setCurrentCell(self._next(0), 0)
        self._show()

    def decide(self, side: Side) -> None:
        """Take a side's answer in the current place and go to the next one that is not decided."""
        row = self.table.currentRow()
        if not 0 <= row < len(self._lines):
            return
        waiting = self._sides[row] is None
        self._set(row, side)
        self.decided.emit(row, side)
        if waiting:
            self.table.setCurrentCell(self._next(row), 0)
        self._only_open()
        self._show()

    def take_back(self, row: int, side: Side | None) -> None:
        """Show again what was taken before: another choice was refused."""
        self._set(row, side)
        self._show()

    def _decide_rest(self, side: Side) -> None:
        for row, known in enumerate(self._sides):
            if known is None:
                self._set(row, side)
                self.decided.emit(row, side)
        self._only_open()
        self.table.setFocus()

    def _only_open(self) -> None:
        for made in (self.all_ours, self.all_theirs):
            made.setVisible(None in self._sides)

    def _set(self, row: int, side: Side | None) -> None:
        self._sides[row] = side
        item = self.table.item(row, _CHOSEN)
        if item is not None:
            item.setText(side_word(side))

    def _row(self, number: int) -> tuple[str, ...]:
        line = self._lines[number]
        answers = (" ".join(text.split()) for text in (line.ours, line.theirs, line.base))
        return (where(line), *answers, side_word(self._sides[number]))

    def _next(self, row: int) -> int:
        open_ones = [n for n, side in enumerate(self._sides) if side is None]
        return next((n for n in open_ones if n >= row), open_ones[0] if open_ones else row)

    def _show(self) -> None:
        row = self.table.currentRow()
        known = 0 <= row < len(self._lines)
        for side, made in self._buttons.items():
            made.setEnabled(known)
            text = getattr(self._lines[row], side.value) if known else ""
            self._texts[side].setText(text)
            made.setAccessibleDescription(text)
        self._place.setText(where(self._lines[row]) if known else "")


def where(line: ConflictLine) -> str:
    """Say a place: form, row and question."""
    return " · ".join(part for part in (line.form, line.row, line.label) if part)
