"""The form that the grid is timed on: a fixed table of 2,000 rows and 21 columns, with sums beside it."""

from __future__ import annotations

from collections.abc import Iterator

from forms.answers import Address
from forms.pack import Field, FixedRow, Form, Kind, Pack, Roll, Table, TableKind, Words

ROWS, TYPED = 2_000, 18
FORM, TABLE = "G", "G.rows"
COMPUTED = {
    "total": "../c0 + ../c1 + ../c2 + ../c3",
    "share": "if(../total = 0, '', ../c0 div ../total * 100)",
    "rest": "../total - ../c4",
}
COLUMNS = TYPED + len(COMPUTED)


def _words(text: str) -> Words:
    return {"vi": text, "en": text}


def _field(name: str, path: str, calculate: str | None = None, kind: Kind = Kind.INTEGER) -> Field:
    rollup = Roll.NONE if kind is Kind.KEY else Roll.SUM
    return Field(name, f"{path}/{name}", kind, _words(name), calculate=calculate, decimals=2, rollup=rollup)


def pack() -> Pack:
    """Make the pack: the table, and a page with sums over it."""
    rows = tuple(FixedRow((str(number),), _words(f"Thôn {number}")) for number in range(1, ROWS + 1))
    inside = (
        _field("place", "/G/rows", kind=Kind.KEY),
        *(_field(f"c{n}", "/G/rows") for n in range(TYPED)),
        *(_field(name, "/G/rows", text, Kind.DECIMAL) for name, text in COMPUTED.items()),
    )
    outside = (
        *(_field(f"sum{n}", "/G", f"sum(/G/rows/c{n})") for n in range(6)),
        _field("all", "/G", "sum(/G/rows/total)"),
        _field("poor", "/G", "sum(/G/rows[share > 50]/total)"),
    )
    tables = (
        Table(FORM, FORM, "/G", TableKind.SINGLE, _words("Tổng hợp"), outside),
        Table(
            TABLE,
            FORM,
            "/G/rows",
            TableKind.FIXED,
            _words("Thôn"),
            inside,
            axes=("place",),
            rows=rows,
            appearance="vn-grid",
        ),
    )
    return Pack("grid", "1", _words("grid"), forms=(Form(FORM, FORM, "1", _words("G"), tables),))


def answers() -> Iterator[tuple[Address, int]]:
    """Fill every cell that is typed."""
    for row in range(1, ROWS + 1):
        for column in range(TYPED):
            yield Address(TABLE, (str(row),), f"c{column}"), row * 7 % 1000 + column
