"""How fast a grid of 2,000 rows and 21 columns answers an entry: `python -m benchmarks.grid`.

The program's own grid over a real office with its data file on disk: what was typed is judged, worked on,
saved, marked and painted. Beside it, in the same run, a bare `QTableView` over a list of texts, which does
nothing of that. Aim (../shared/design/xlsform.md section 2.1): 8 ms for an entry at the 99th percentile.
"""

from __future__ import annotations

import gc
import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt
from PySide6.QtWidgets import QApplication, QTableView, QWidget

from benchmarks.grid_pack import COLUMNS, ROWS, TABLE, answers, pack
from db.packs import install_pack
from desktop_app.paths import shipped_packs
from forms.answers import Address
from office.clock import FixedClock
from office.desk import Desk, start
from office.entry import Entry
from office.packs import Shelf, ShelvedPack
from ui import theme
from ui.ask import WindowAsk
from ui.background import Runner
from ui.entry.grid_form import GridForm
from ui.entry.live import Live
from ui.grid.strips import NO_INDEX, Index
from ui.workplace import Workplace

MOMENT = datetime(2018, 9, 20, 2, 30, tzinfo=UTC)
TURNS = 300
WARM = 20
WIDTH, HEIGHT = 1366, 768


class Bare(QAbstractTableModel):
    """A list of texts."""

    def __init__(self) -> None:
        super().__init__()
        self.texts = [[str(row * 7 % 1000 + column) for column in range(COLUMNS)] for row in range(ROWS)]

    def rowCount(self, parent: Index = NO_INDEX) -> int:  # noqa: N802 - Qt's name
        """Count the rows."""
        return 0 if parent.isValid() else ROWS

    def columnCount(self, parent: Index = NO_INDEX) -> int:  # noqa: N802 - Qt's name
        """Count the columns."""
        return 0 if parent.isValid() else COLUMNS

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's variant
        """Give a text."""
        return self.texts[index.row()][index.column()] if role == Qt.ItemDataRole.DisplayRole else None

    def put(self, row: int, column: int, text: str) -> None:
        """Take a text."""
        self.texts[row][column] = text
        index: QModelIndex = self.index(row, column)
        self.dataChanged.emit(index, index)


def shown(app: QApplication, widget: QWidget) -> None:
    """Show a widget at the size of a small screen and let it settle."""
    widget.resize(WIDTH, HEIGHT)
    widget.show()
    for _ in range(5):
        app.processEvents()


@dataclass(frozen=True)
class Times:
    """How long something took again and again, in milliseconds: by the clock, and of the processor alone."""

    clock: list[float]
    processor: list[float]

    def at(self, percent: int) -> tuple[float, float]:
        """Give a percentile of both."""
        return quantiles(self.clock, n=100)[percent - 1], quantiles(self.processor, n=100)[percent - 1]


def timed(app: QApplication, act: Callable[[int], object]) -> Times:
    """Time an act with the painting that follows."""
    found = Times([], [])
    gc.collect()
    gc.freeze()  # as the window does once it stands
    for turn in range(WARM + TURNS):
        begun, worked = time.perf_counter(), time.thread_time()
        act(turn)
        app.processEvents()
        found.processor.append((time.thread_time() - worked) * 1000)
        found.clock.append((time.perf_counter() - begun) * 1000)
    return Times(found.clock[WARM:], found.processor[WARM:])


def bare(app: QApplication) -> dict[str, Times]:
    """Time the bare view."""
    model, view = Bare(), QTableView()
    view.setModel(model)
    shown(app, view)
    spent = {"an entry": timed(app, lambda turn: model.put(turn % 15, turn % 8, str(turn)))}
    bar = view.verticalScrollBar()
    spent["a page turned"] = timed(app, lambda turn: bar.setValue((turn * 15) % (ROWS - 20)))
    view.close()
    return spent


def ours(app: QApplication, desk: Desk, *, filled: bool) -> dict[str, Times]:
    """Time the program's grid."""
    live = Live(Workplace(desk, WindowAsk(), Runner()), Entry(desk))
    if filled:
        live.put_block([(address, str(value)) for address, value in answers()])
    page = GridForm(live, TABLE)
    shown(app, page)
    keys = [row.key for row in live.table(TABLE).rows]

    def put(turn: int, column: str) -> None:
        if not live.put(Address(TABLE, keys[turn % 15], column), str(turn % 90 + 5)):
            raise AssertionError

    spent = {
        "an entry": timed(app, lambda turn: put(turn, "c17")),
        "an entry that feeds sums of its row and of the column": timed(app, lambda turn: put(turn, "c0")),
    }
    bar = page.view.verticalScrollBar()
    page_high = page.view.viewport().height()
    spent["a page turned"] = timed(app, lambda turn: bar.setValue((turn * page_high) % bar.maximum()))
    page.close()
    return spent


def office(folder: Path, name: str) -> Desk:
    """Set an office up that fills the form of the grid beside its campaign."""
    shelf = Shelf(shipped_packs(), MOMENT)
    unit = next(one for one in shelf.packs[0].pack.units if one.level == "commune").code
    desk = start(folder / name, unit=unit, person="Nguyễn Thử", shelf=shelf, clock=FixedClock(MOMENT))
    shelved = ShelvedPack(pack(), b"", desk.shelved.signer)
    with desk.database.writing():
        install_pack(desk.database, shelved.pack, shelved.data, MOMENT)
    return desk.beside(shelved, "1")


def told(name: str, times: Times, plain: Times | None) -> str:
    """Write one line: median and 99th percentile, and how much more than the bare view the median is."""
    line = f"{name:68}" + "".join(f"{spent:9.2f}" for percent in (50, 99) for spent in times.at(percent))
    return f"{line}{times.at(50)[0] / plain.at(50)[0]:10.1f}" if plain else line


def main() -> None:
    """Print the times."""
    out = sys.stdout.write
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)  # noqa: S101 - nothing else was made
    plain = bare(app)
    theme.dress(app)
    out(f"{'milliseconds':68}{'median':>9}{'(cpu)':>9}{'99 %':>9}{'(cpu)':>9}{'to bare':>10}\n")
    for name, times in plain.items():
        out(told(f"bare view: {name}", times, None) + "\n")
    with tempfile.TemporaryDirectory() as folder:
        for filled in (True, False):
            desk = office(Path(folder), str(filled))
            state = "filled" if filled else "blank"
            for name, times in ours(app, desk, filled=filled).items():
                base = plain["a page turned" if "page" in name else "an entry"]
                out(told(f"{state} grid: {name}", times, base) + "\n")
            if desk.owner is not None:
                desk.owner.close()


if __name__ == "__main__":
    main()
