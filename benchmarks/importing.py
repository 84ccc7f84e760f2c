"""How long the whole road of the import dialog takes for 50,000 rows: `python -m benchmarks.importing`.

Reading, headings, damage, dry run, taking in with history and undo, undo: over a real office with its
encrypted file on disk. Beside it, in the same run, others' bare reading of the same workbook.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from benchmarks import import_pack
from benchmarks.offices import bare_readings, compared, desk_of, said, timed
from office.entry import Entry
from office.importing import begin, dry_run, look, take_in


def import_of_rows(rows: int = import_pack.ROWS) -> None:
    """Time the import of a list and its undo."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = import_pack.workbook(folder / "list.xlsx", rows)
        desk = desk_of(folder / "office")
        said(f"import of {rows:,} rows, {len(import_pack.pack().forms[0].tables[0].fields)} columns")
        others = bare_readings(path)
        listed, reading = timed("reading", lambda: look(desk, path))
        job, proposing = timed("headings and columns", lambda: begin(desk, listed, 0, import_pack.TABLE))
        dry, trying = timed("dry run: every cell judged", lambda: dry_run(desk, listed, job))
        taken, _ = timed("taking in: history, findings, one transaction", lambda: take_in(desk, dry))
        entry, _ = timed("opening the office's answers", lambda: Entry(desk))
        timed("undo of all of it", entry.undo)
        assert (taken.added, entry.rows(import_pack.TABLE)) == (rows, ())  # noqa: S101 - and nothing is left
        if desk.owner is not None:
            desk.owner.close()
        compared("reading and dry run", reading + proposing + trying, others)


if __name__ == "__main__":
    import_of_rows(int(sys.argv[1]) if len(sys.argv) > 1 else import_pack.ROWS)
