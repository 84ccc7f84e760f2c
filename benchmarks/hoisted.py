"""A table of 2,000 rows with what hidden nodes are for: filtered sums, and fields that every row reads."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from forms.answers import Address, Document, Rows
from forms.engine import OpenForms
from forms.pack import Field, Form, Kind, Pack, Table, TableKind, Words

ROWS, TURNS = 2_000, 15
FORM, TABLE = "H", "H.ho"
OUTSIDE = {
    "poor": "sum(/H/ho[loai = 'ngheo' and tuoi >= 15 and tuoi < 60 and not(xa = '')]/tien)",
    "old": "count(/H/ho[tuoi >= 60])",
}
INSIDE = {
    "share": "../tien div sum(/H/ho[loai = 'ngheo']/tien) * 100",
    "over": "if(../tien > /H/limit * 1000 + count(/H/ho[tuoi >= 60]), 1, 0)",
}


def _words(text: str) -> Words:
    return {"vi": text, "en": text}


def _field(name: str, path: str, calculate: str | None = None, kind: Kind = Kind.DECIMAL) -> Field:
    return Field(name, f"{path}/{name}", kind, _words(name), calculate=calculate, decimals=2)


def pack() -> Pack:
    """Make the pack: households in records, sums over them, and rows that read the sums."""
    outside = (_field("limit", "/H"), *(_field(name, "/H", text) for name, text in OUTSIDE.items()))
    inside = (
        *(_field(name, "/H/ho", kind=Kind.TEXT) for name in ("loai", "xa")),
        *(_field(name, "/H/ho") for name in ("tuoi", "tien")),
        *(_field(name, "/H/ho", text) for name, text in INSIDE.items()),
    )
    tables = (
        Table(FORM, FORM, "/H", TableKind.SINGLE, _words("H"), outside),
        Table(TABLE, FORM, "/H/ho", TableKind.RECORDS, _words("Ho"), inside),
    )
    return Pack("hoisted", "1", _words("H"), forms=(Form(FORM, FORM, "1", _words("H"), tables),))


def answers() -> Document:
    """Fill every cell."""
    kinds = ("ngheo", "can_ngheo", "khac")
    rows: Rows = {
        (str(number),): {
            "loai": kinds[number % 3],
            "xa": "x",
            "tuoi": number * 7 % 90,
            "tien": number * 13 % 5_000 + 1,
        }
        for number in range(1, ROWS + 1)
    }
    return Document({FORM: {(): {"limit": 2}}, TABLE: rows})


def _put(field: str, *values: int | str, table: str = TABLE) -> Callable[[OpenForms, int], object]:
    address = Address(table, ("999",) if table == TABLE else (), field)
    return lambda opened, turn: opened.put(address, values[turn % len(values)])


ENTRIES: Mapping[str, Callable[[OpenForms, int], object]] = {
    "a cell that a filter reads, passing as before": _put("tuoi", 30, 31),
    "a cell that a filter reads, passing no more": _put("tuoi", 30, 70),
    "a field that every row reads": _put("limit", 2, 3, table=FORM),
    "a figure of a sum that every row reads": _put("tien", 700, 800),
}
