"""How fast an office's lists and entries are: `python -m benchmarks.entry`.

Part "import of 50,000 rows": the whole road of the import dialog (reading, headings, damage, dry run, taking
in with history and undo, undo) over a real office with its encrypted file on disk. Beside it, in the same
run, openpyxl's bare reading of the same workbook, which does nothing of that.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from openpyxl import load_workbook

from benchmarks import import_pack
from db.packs import install_pack
from desktop_app.paths import shipped_packs
from office.clock import FixedClock
from office.desk import Desk, start
from office.entry import Entry
from office.importing import begin, dry_run, look, take_in
from office.packs import Shelf, ShelvedPack

MOMENT = datetime(2018, 9, 20, 2, 30, tzinfo=UTC)
_Answer = TypeVar("_Answer")


def timed(what: str, work: Callable[[], _Answer]) -> tuple[_Answer, float]:
    """Do a piece of work and tell how long it took."""
    begun = time.perf_counter()
    answer = work()
    took = time.perf_counter() - begun
    sys.stdout.write(f"  {what:<58}{took:8.2f} s\n")
    return answer, took


def bare_reading(path: Path) -> int:
    """Read every cell with openpyxl and count the rows."""
    book = load_workbook(path, read_only=True, data_only=True)
    sheets = [sum(1 for _ in sheet.iter_rows(values_only=True)) for sheet in book.worksheets]
    book.close()
    return sum(sheets)


def desk_of(folder: Path) -> Desk:
    """Set up an office that works on the form of households."""
    shelf = Shelf(shipped_packs(), MOMENT)
    owner = start(folder, unit="23404", person="Nguyễn Thử", shelf=shelf, clock=FixedClock(MOMENT))
    shelved = ShelvedPack(import_pack.pack(), b"", owner.shelved.signer)
    with owner.database.writing():
        install_pack(owner.database, shelved.pack, shelved.data, MOMENT)
    return owner.beside(shelved, "1")


def import_of_rows(rows: int = import_pack.ROWS) -> float:
    """Time the import of a list; give the ratio of reading and dry run to the bare reading."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = import_pack.workbook(folder / "list.xlsx", rows)
        desk = desk_of(folder / "office")
        sys.stdout.write(
            f"import of {rows:,} rows, {len(import_pack.pack().forms[0].tables[0].fields)} columns\n"
        )
        count, bare = timed("openpyxl, bare reading", lambda: bare_reading(path))
        listed, reading = timed("reading", lambda: look(desk, path))
        job, proposing = timed("headings and columns", lambda: begin(desk, listed, 0, import_pack.TABLE))
        dry, trying = timed("dry run: every cell judged", lambda: dry_run(desk, listed, job))
        taken, _ = timed("taking in: history, findings, one transaction", lambda: take_in(desk, dry))
        entry, _ = timed("opening the office's answers", lambda: Entry(desk))
        timed("undo of all of it", entry.undo)
        assert count == rows + 1  # noqa: S101 - the two read the same
        assert (taken.added, entry.rows(import_pack.TABLE)) == (rows, ())  # noqa: S101 - and nothing is left
        if desk.owner is not None:
            desk.owner.close()
        ratio = (reading + proposing + trying) / bare
        sys.stdout.write(f"  reading and dry run, in bare readings{ratio:29.2f}\n")
        return ratio


if __name__ == "__main__":
    import_of_rows(int(sys.argv[1]) if len(sys.argv) > 1 else import_pack.ROWS)
