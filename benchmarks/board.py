"""The progress board of 200 units: how long a look at all of them takes, and showing it anew.

Run: QT_QPA_PLATFORM=offscreen python -m benchmarks.board [UNITS]

The district of the shipped pack is given so many communes; half of them have sent twice, a quarter waits for
its signer. Aim: under 200 ms of work from the data file to the painted list.
"""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtWidgets import QApplication

from benchmarks.consolidate import DESK, pack_with
from benchmarks.offices import MOMENT, said, timed
from db.packages import Package, PackageStatus
from desktop_app.paths import shipped_packs
from office.board import Board, board
from office.clock import FixedClock
from office.desk import Desk, start
from office.packs import Shelf, seal
from ui import theme
from ui.ask import WindowAsk
from ui.background import Runner
from ui.board.panel import BoardPanel
from ui.workplace import Workplace

AIM = 0.2
"""Seconds."""
ROUNDS = 5


def district(folder: Path, units: int) -> Desk:
    """Set up a district with so many communes."""
    data = seal(pack_with(units), MOMENT)
    shelf = Shelf(shipped_packs(), MOMENT)
    return start(folder, unit=DESK, person="Y Đo", shelf=shelf, pack=data, clock=FixedClock(MOMENT))


def fill(desk: Desk) -> None:
    """Keep packages as they are after weeks of work."""
    with desk.database.writing():
        for number, unit in enumerate(desk.pack.children(DESK)):
            statuses = (
                (PackageStatus.SUPERSEDED, PackageStatus.TAKEN)
                if number % 2
                else (PackageStatus.WAITING_SIGNER,)
                if number % 4
                else ()
            )
            for revision, status in enumerate(statuses, start=1):
                said_so = Package(
                    "received",
                    f"{unit.code}-{revision}",
                    f"{unit.code}_lan-{revision}.xlsx",
                    kind="report",
                    campaign=desk.campaign_id,
                    unit=unit.code,
                    recipient=DESK,
                    revision=revision,
                    sequence=revision,
                )
                detail = {"contact": ["Người lập", "0260 1"], "certificate": "00" * 900, "missing": ["a.jpg"]}
                desk.received.keep(said_so, b"", status=status, detail=detail, when=MOMENT)


def show(panel: BoardPanel, found: Board) -> None:
    """Show a board, painted."""
    panel.show_board(found)
    QApplication.processEvents()


def main(units: int) -> int:
    """Time it and tell; 1 where the aim is missed."""
    app = QApplication.instance() or QApplication([])
    if isinstance(app, QApplication):
        theme.dress(app)
    with TemporaryDirectory() as folder, district(Path(folder) / "office", units) as desk:
        fill(desk)
        panel = BoardPanel(Workplace(desk, WindowAsk(), Runner()))
        panel.resize(1000, 600)
        panel.show()
        took = []
        for number in range(ROUNDS):
            found, looked = timed(f"look at {units} units, round {number + 1}", lambda: board(desk))
            _, shown = timed("show them", partial(show, panel, found))
            took.append(looked + shown)
    best = min(took)
    said(f"{units} units: {best * 1000:.0f} ms (aim {AIM * 1000:.0f} ms)")
    return int(best > AIM)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 200))
