"""A fixed table as a page: the grid, and chips above it where the table is too long to be seen at once."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from forms.answers import Address, Key
from forms.pack import Table
from office.working_year import working_year
from ui.entry.grid_model import GridModel
from ui.entry.grid_view import GridView
from ui.entry.live import Live, Moved
from ui.flow import Flow
from ui.widgets import Button, button, label
from ui.words import tr

LONGEST = 40  # rows; a longer table is shown one section at a time


def sections(live: Live, table: Table) -> dict[str, tuple[Key, ...]]:
    """The sections of a long table by their headings, in order; {} for a table that fits on a page."""
    if len(table.rows) <= LONGEST:
        return {}
    found: dict[str, list[Key]] = {}
    for row in table.rows:
        found.setdefault(live.place.words(row.heading), []).append(row.key)
    return {name: tuple(keys) for name, keys in found.items()} if len(found) > 1 else {}


class GridForm(QWidget):
    """One fixed table; PgUp and PgDn (with Alt from anywhere) go to the section before and after."""

    stood_on = Signal(object)  # Address or None

    def __init__(self, live: Live, table: str) -> None:
        super().__init__()
        self._live = live
        self._table = live.table(table)
        self._sections = sections(live, self._table)
        self._names = tuple(self._sections)
        opened = self._opened()
        first = self._sections[opened] if opened else None
        self.model = GridModel(live, table, keys=first, parent=self)
        self.view = GridView(self.model, live.place.words(self._table.label))
        self.view.stood_on.connect(self.stood_on)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(8)
        self.chips: Chips | None = None
        if self._names:
            self.chips = Chips(self._names)
            self.chips.show_chosen(opened)
            self.chips.chosen.connect(self.show_section)
            self.view.sectioned = True
            self.view.turned.connect(self.turn)
            outer.addWidget(self.chips)
            live.changed.connect(self._on_changed)
            self._tell_left()
        outer.addWidget(self.view, 1)
        outer.addWidget(self.view.frozen.slider)

    def _opened(self) -> str:
        """The section that is opened: the first of the year the office works on; "" in a short table."""
        year, axes = working_year(self._live.place.desk), self._table.axes
        if year and "year" in axes:
            for name, keys in self._sections.items():
                if keys[0][axes.index("year")] == year:
                    return name
        return self._names[0] if self._names else ""

    def show_section(self, name: str) -> None:
        """Show one section and put the keyboard into its first blank."""
        if self.chips is None or name not in self._sections:
            return
        column = max(self.view.currentIndex().column(), 0)
        self.model.show_section(self._sections[name])
        self.chips.show_chosen(name)
        target = self.model.index(0, column)
        self.view.setCurrentIndex(target)
        self.view.start()
        self.stood_on.emit(self.view.address)

    def turn(self, step: int) -> bool:
        """Go to the section before or after; False where there is none."""
        if self.chips is None:
            return False
        place = self._names.index(self.chips.now) + step
        if not 0 <= place < len(self._names):
            return False
        self.show_section(self._names[place])
        return True

    def start(self) -> None:
        """Give the grid the keyboard."""
        self.view.start()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def address(self) -> Address | None:
        """The cell the keyboard stands on."""
        return self.view.address

    def jump_to(self, address: Address) -> bool:
        """Show a cell of this table and stand on it."""
        if address.table != self._table.id:
            return False
        for name, keys in self._sections.items():
            if address.key in keys and self.chips is not None and self.chips.now != name:
                self.show_section(name)
        return self.view.jump_to(address)

    def _on_changed(self, moved: Moved) -> None:
        if any(address.table == self._table.id for address in moved.cells):
            self._tell_left()

    def _tell_left(self) -> None:
        """Mark the sections that still have blanks or errors."""
        if self.chips is None:
            return
        open_keys = {f.place.key for f in self._live.findings if f.place.table == self._table.id}
        done = {name: not open_keys.intersection(keys) for name, keys in self._sections.items()}
        self.chips.show_done(done)


class Chips(QWidget):
    """The sections as chips: in two rows where every name reads "first: second", else in one."""

    chosen = Signal(str)

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__()
        self._names = names
        parts = [name.split(": ", 1) for name in names]
        two = all(len(part) == 2 for part in parts)
        self.rows: tuple[dict[str, Button], ...] = tuple({} for _ in range(2 if two else 1))
        self._join = ": "
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(6)
        for number, row in enumerate(self.rows):
            line = Flow()
            group = QButtonGroup(self)
            for name in dict.fromkeys(part[number] if two else _whole(part) for part in parts):
                chip = button(name[:1].upper() + name[1:], kind="chip")
                chip.setCheckable(True)
                chip.setAccessibleName(name)
                chip.clicked.connect(self._on_clicked)
                group.addButton(chip)
                row[name] = chip
                line.addWidget(chip)
            if number == 0:
                line.addWidget(label(tr("Grid", "PgUp, PgDn: the part before, after"), role="small"))
            outer.addLayout(line)
        self.now = names[0]
        self.show_chosen(self.now)

    def show_chosen(self, name: str) -> None:
        """Press the chips of a section."""
        self.now = name
        for row, part in zip(self.rows, self._parts(name), strict=True):
            row[part].setChecked(True)

    def show_done(self, done: Mapping[str, bool]) -> None:
        """Put a tick on chips all of whose sections are complete."""
        for number, row in enumerate(self.rows):
            for part, chip in row.items():
                mine = [ready for name, ready in done.items() if self._parts(name)[number] == part]
                text = part[:1].upper() + part[1:]
                chip.setText(f"✓ {text}" if mine and all(mine) else text)

    def _parts(self, name: str) -> list[str]:
        return name.split(self._join, 1) if len(self.rows) == 2 else [name]

    def _on_clicked(self) -> None:
        pressed = [part for row in self.rows for part, chip in row.items() if chip.isChecked()]
        wanted = self._join.join(pressed)
        if wanted not in self._names:  # no such pair: keep the one just pressed and take its first partner
            sender = self.sender()
            wanted = next(
                name
                for name in self._names
                if any(
                    chip is sender and part in self._parts(name)
                    for row in self.rows
                    for part, chip in row.items()
                )
            )
        self.chosen.emit(wanted)


def _whole(part: list[str]) -> str:
    return ": ".join(part)
