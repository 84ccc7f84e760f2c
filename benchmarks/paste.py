"""How long a pasted block of 2,000 x 30 takes: `python -m benchmarks.paste`.

The block goes into BM-17 of the shipped pack as new rows: every cell is parsed, the rules are tried on a
second set of the same answers, rows that repeat one another are looked for. Beside it others' bare reading of
the same block from a workbook.
"""

import sys
import tempfile
from pathlib import Path

from openpyxl import Workbook

from benchmarks.offices import bare_readings, compared, office, said, timed
from forms.pack import Field, Kind, Table
from office.desk import Desk
from office.entry import Entry
from office.pasting import Line, accept, read_block

TABLE, ROWS, COLUMNS = "BM17", 2_000, 30
_TYPED = {Kind.YEAR: "2017", Kind.MONTH: "03/2017", Kind.DATE: "01/03/2017", Kind.FILES: ""}


def text_of(desk: Desk, field: Field, row: int) -> str:
    """Give what a clerk's workbook may hold in a cell."""
    if field.kind in (Kind.INTEGER, Kind.DECIMAL):
        return str(row + 1)
    if field.kind is Kind.CHOICE:
        listed = desk.pack.lists[field.list or ""]
        return listed[row % len(listed)].name
    return _TYPED.get(field.kind, f"Nuôi bò sinh sản, thôn {row + 1}")


def block_of(desk: Desk, table: Table, rows: int) -> tuple[tuple[Field, ...], list[tuple[str, ...]]]:
    """Make a block: the columns that are typed, and the texts line by line."""
    typed = (
        field
        for field in table.fields
        if field.kind is not Kind.KEY and not field.hidden and field.calculate is None
    )
    fields = tuple(typed)[:COLUMNS]
    return fields, [tuple(text_of(desk, field, row) for field in fields) for row in range(rows)]


def paste_of_rows(rows: int = ROWS) -> None:
    """Time the steps of one large paste."""
    with tempfile.TemporaryDirectory() as name:
        desk = office(Path(name) / "office")
        entry = Entry(desk)
        fields, block = block_of(desk, entry.table(TABLE), rows)
        names = tuple(field.id for field in fields)
        lines = [Line(texts, names) for texts in block]
        said(f"paste of {rows:,} x {len(fields)} into {TABLE}")
        book = Workbook(write_only=True)
        sheet = book.create_sheet()
        for texts in block:
            sheet.append(texts)
        book.save(Path(name) / "block.xlsx")
        others = bare_readings(Path(name) / "block.xlsx")
        plan, reviewed = timed(
            "review: parsed, rules tried, copies found", lambda: read_block(entry, lines, TABLE)
        )
        chosen = range(len(plan.rows))
        _, saved = timed("saving: history, findings, one transaction", lambda: accept(entry, plan, chosen))
        assert len(entry.rows(TABLE)) == rows  # noqa: S101 - what was chosen is there
        timed("undo of all of it", entry.undo)
        assert entry.rows(TABLE) == ()  # noqa: S101 - and nothing is left
        desk.close()
        compared("review", reviewed, others)
        compared("saving", saved, others)


if __name__ == "__main__":
    paste_of_rows(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
