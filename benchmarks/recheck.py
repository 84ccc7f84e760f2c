"""How long 20,000 households take to be worked out and checked: `python -m benchmarks.recheck`."""

import sys
from datetime import UTC, datetime

from benchmarks.offices import MOMENT, said, timed
from desktop_app.paths import shipped_packs
from forms.answers import Address, Document, Value
from forms.engine import FormSet
from forms.pack import Field, Kind, Pack
from forms.register import register_pack
from office.packs import Shelf

YEAR, ROWS, UNIT = 2018, 20_000, "23404"
MEMBERS = 4


def value_of(pack: Pack, field: Field, row: int) -> Value | None:
    """Give what a household of a register may have in a field; every fifth leaves it blank."""
    if field.calculate is not None or field.kind is Kind.KEY or row % 5 == 4:
        return None
    if field.kind in (Kind.CHOICE, Kind.CHOICES):
        listed = pack.lists.get(field.list or "", ())
        return listed[row % len(listed)].name if listed else None
    if field.kind is Kind.INTEGER:
        return row % 90
    if field.kind is Kind.YEAR or field.kind is Kind.DATE_OR_YEAR:
        return str(1950 + row % 60)
    return f"{YEAR}-03-01" if field.kind is Kind.DATE else f"Hộ {row}"


def households(pack: Pack, rows: int) -> Document:
    """Fill the register of one commune."""
    main, *inner = pack.forms[0].tables
    tables: dict[str, dict[tuple[str, ...], dict[str, Value]]] = {main.id: {}}
    for row in range(rows):
        found = {field.id: value_of(pack, field, row) for field in main.fields}
        tables[main.id][str(row + 1),] = {name: value for name, value in found.items() if value is not None}
    for table in inner:
        tables[table.id] = {
            (str(row + 1), str(member + 1)): {
                field.id: value
                for field in table.fields
                if (value := value_of(pack, field, row + member)) is not None
            }
            for row in range(rows)
            for member in range(MEMBERS)
        }
    return Document(tables)


def check_of_rows(rows: int = ROWS) -> None:
    """Time a register larger than any: opening it is working everything out and checking it."""
    shelf = Shelf(shipped_packs(), MOMENT)
    whole = next(one.pack for one in shelf.packs if one.pack.register_forms)
    pack = register_pack(whole, YEAR)
    forms = FormSet(pack)
    document = households(pack, rows)
    unit = whole.units_by_code[UNIT]
    said(f"check of {rows:,} households with {MEMBERS} members each, {pack.forms[0].number}")
    day = datetime(2018, 9, 20, tzinfo=UTC).date()
    opened, _ = timed("everything worked out, every rule tried", lambda: forms.open(unit, document, day))
    said(f"  {'findings':<58}{len(opened.findings()):8,}")
    name = next(f for f in pack.forms[0].tables[0].fields if f.kind is Kind.INTEGER and f.calculate is None)
    place = Address(pack.forms[0].tables[0].id, (str(rows // 2),), name.id)
    timed("one entry among them", lambda: opened.put(place, 3))


if __name__ == "__main__":
    check_of_rows(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
