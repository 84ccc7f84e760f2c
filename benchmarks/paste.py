"""How long a pasted block of 2,000 x 26 takes: `python -m benchmarks.paste`.

The block goes into BM-11 of the shipped pack as new rows: every cell is parsed, the rules are tried on a
second set of the same answers, rows that repeat one another are looked for. Nothing is read from a file.
"""

import sys
import tempfile
from pathlib import Path

from benchmarks.entry import MOMENT, timed
from desktop_app.paths import shipped_packs
from forms.pack import Field, Kind
from office.clock import FixedClock
from office.desk import Desk, start
from office.entry import Entry
from office.packs import Shelf
from office.pasting import Line, accept, read_block

TABLE, ROWS, UNIT = "BM11", 2_000, "23404"
_TYPED = {Kind.YEAR: "2017", Kind.MONTH: "03/2017", Kind.DATE: "01/03/2017", Kind.FILES: ""}


def text_of(desk: Desk, field: Field, row: int) -> str:
    """Give what a clerk's workbook may hold in a cell."""
    if field.kind in (Kind.INTEGER, Kind.DECIMAL):
        return str(row + 1)
    if field.kind is Kind.CHOICE:
        listed = desk.pack.lists[field.list or ""]
        return listed[row % len(listed)].name
    return _TYPED.get(field.kind, f"Nuôi bò sinh sản, thôn {row + 1}")


def paste_of_rows(rows: int = ROWS) -> None:
    """Time the steps of one large paste."""
    with tempfile.TemporaryDirectory() as name:
        shelf = Shelf(shipped_packs(), MOMENT)
        desk = start(Path(name), unit=UNIT, person="Nguyễn Thử", shelf=shelf, clock=FixedClock(MOMENT))
        entry = Entry(desk)
        fields = [
            field
            for field in entry.table(TABLE).fields
            if field.kind is not Kind.KEY and not field.hidden and field.calculate is None
        ]
        names = tuple(field.id for field in fields)
        lines = [Line(tuple(text_of(desk, field, row) for field in fields), names) for row in range(rows)]
        sys.stdout.write(f"paste of {rows:,} x {len(fields)} into {TABLE}\n")
        plan, _ = timed("review: parsed, rules tried, copies found", lambda: read_block(entry, lines, TABLE))
        timed("saving: history, findings, one transaction", lambda: accept(entry, plan, plan.sound))
        assert len(entry.rows(TABLE)) == len(plan.sound)  # noqa: S101 - what was chosen is there
        timed("undo of all of it", entry.undo)
        assert entry.rows(TABLE) == ()  # noqa: S101 - and nothing is left
        desk.close()


if __name__ == "__main__":
    paste_of_rows(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
