"""Which lines of a consolidated table are shown: by block, by how they stand, by words without accents."""

from collections.abc import Callable

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QWidget

from forms.letters import fold
from forms.roll_up import TotalsRow, TotalsView
from office.asked_table import Asked, parts_of
from office.unit_map import can_move
from ui.flow import Flow
from ui.widgets import Elided, Picker, button
from ui.words import tr
from ui.workplace import Workplace

_ALL, _FIRM, _UNSURE, _NOTHING = "all", "firm", "unsure", "nothing"


class _Told(Elided):
    """Words beside the filters, which stay where they are however long these are."""

    def sizeHint(self) -> QSize:
        return QSize(220, super().sizeHint().height())


class Sift(QWidget):
    """The line of filters above a table; `moved` asks for the lines to be laid out anew."""

    moved = Signal()
    asked_anew = Signal()  # another table is wanted: of one unit below, or by new units

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        row = Flow(10)
        self.setLayout(row)
        self.search = QLineEdit()
        self.search.setAccessibleName(tr("Totals", "Lines that hold these words"))
        self.search.setPlaceholderText(tr("Totals", "Lines with … (Ctrl+F)"))
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(190)
        self.search.textChanged.connect(lambda _: self.moved.emit())
        self.block = Picker(tr("Totals", "Block"))
        self.block.currentIndexChanged.connect(lambda _: self.moved.emit())
        self.state = Picker(tr("Totals", "State of the units"))
        for name, words in (
            (_ALL, tr("Totals", "all units")),
            (_FIRM, tr("Totals", "with final figures")),
            (_UNSURE, tr("Totals", "provisional")),
            (_NOTHING, tr("Totals", "nothing sent")),
        ):
            self.state.addItem(words, name)
        self.state.currentIndexChanged.connect(lambda _: self.moved.emit())
        self.told = _Told("", role="small")
        self._usual = ""
        self.part = Picker(tr("Totals", "Of which unit"))
        self.part.addItem(tr("Totals", "of all units"), "")
        for unit in parts_of(place.desk):
            self.part.addItem(unit.name, unit.code)
        self.part.currentIndexChanged.connect(lambda _: self.asked_anew.emit())
        self.new = button(tr("Totals", "By the units of today"), kind="chip")
        self.new.setCheckable(True)
        self.new.toggled.connect(lambda _: self.asked_anew.emit())
        for picker in (self.part, self.block, self.state):
            picker.setMinimumContentsLength(11)
        for one in (self.search, self.part, self.block, self.state, self.new):
            row.addWidget(one)
        row.add_spread(self.told)
        self.part.setVisible(self.part.count() > 1)  # "of all units" and one at least
        self.new.setVisible(can_move(place.desk))
        shortcut = QShortcut(QKeySequence("Ctrl+F"), self)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.activated.connect(self.search.setFocus)

    def asked(self, table: str, year: str | None) -> Asked:
        """Say which table is wanted."""
        return Asked(table, year, str(self.part.currentData() or ""), self.new.isChecked())

    def offer(self, view: TotalsView) -> None:
        """Offer the blocks of a table; what was chosen stays where it is there."""
        words = self._place.words
        kept = self.block.currentData()
        with QSignalBlocker(self.block):
            self.block.clear()
            self.block.addItem(tr("Totals", "all blocks"), None)
            for block in dict.fromkeys(row.block for row in view.rows):
                self.block.addItem(words(view.block_words(block)), block)
            self.block.setCurrentIndex(max(self.block.findData(kept), 0))
        self.block.setVisible(self.block.count() > 2)
        self.state.setVisible(_has_states(view))

    def tell(self, words: str) -> None:
        """Say something of the figure the keyboard stands on, "" for what is always said."""
        self.told.setText(words or self._usual)

    def wanted(self, view: TotalsView) -> Callable[[TotalsRow], bool] | None:
        """Say which lines are wanted, None for all of them."""
        words = fold(self.search.text()).split()
        block = self.block.currentData() if self.block.count() > 1 else None
        state = self.state.currentData() if _has_states(view) else _ALL
        told = tr("Totals", "Totals below are of all lines.")
        sifted = bool(words) or block is not None or state != _ALL
        self._usual = told if sifted else tr("Totals", "Enter: where the figure comes from")
        self.tell("")
        if not sifted:
            return None

        def fits(row: TotalsRow) -> bool:
            name = fold(f"{row.name} {' '.join(row.label.values())}")
            if not all(word in name for word in words) or block not in (None, row.block):
                return False
            return state in (_ALL, _state_of(row, view))

        return fits


def _has_states(view: TotalsView) -> bool:
    """Say whether the lines are units' lines that hold figures."""
    return view.by_units and any(row.places for row in view.rows)


def _state_of(row: TotalsRow, view: TotalsView) -> str:
    """Say how a line's units stand: nothing came of them, some of it is provisional, or all stand."""
    units = {unit for unit, _ in row.places}
    if not units:
        return _NOTHING
    return _UNSURE if units & {*view.unsure} else _FIRM
