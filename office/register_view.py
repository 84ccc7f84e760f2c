"""What the window of the register shows: a book in figures, households as lines, moves between two years.

contents(desk, year) -> households and members; changes(desk, entry, year, on=) -> figures before, after;
behind_lines(desk, address) -> households behind a figure; moves(desk, year) -> groups by their move
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from db.register_books import count_rows
from forms.answers import Address, Key, Value
from forms.findings import CellView
from forms.pack import Field, Kind, Table, TableKind
from forms.problems import Problem
from forms.values import parse
from office.desk import Desk
from office.entry import Entry
from office.masking import is_masked
from office.registers import behind, books, derived, desk_of, put_by, year_of

CHANGE, NOW, BEFORE = "household_change", "household_standing", "previous_standing"
"""Lists of a register's form: how a household moved, its class, its class in last year's book."""

_NAMES = 3  # texts that a household is shown by: its code, its head, its village


@dataclass(frozen=True, slots=True)
class Contents:
    """How much a book holds."""

    households: int
    members: int


@dataclass(frozen=True, slots=True)
class Changed:
    """A figure of the forms that is another once a book is used, or no longer used; texts as shown."""

    address: Address
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Lines:
    """Households to read through: headings, and of each the key and what stands under the headings."""

    heads: tuple[str, ...]
    rows: tuple[tuple[Key, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Households that moved in one way. `kind`: a code of the list of changes, or one of ours below.

    Ours compare with last year's book: GONE there and missing here, UNKNOWN there though said to have been
    poor or near-poor, OTHER_CLASS there than is said here. `year`: of the book the households stand in.
    """

    kind: str
    year: int
    lines: Lines


GONE, UNKNOWN, OTHER_CLASS = "gone", "unknown", "other_class"
_STAYED = ("still", "escaped")  # changes of households that were poor or near-poor here the year before


def main_table(desk: Desk) -> Table:
    """Give the table of households of a register's desk."""
    return desk.pack.forms[0].tables[0]


def read_day(text: str) -> date:
    """Read a day as it is typed into any cell, "31/12/2028" or "31122028"; raise NOT_A_DATE."""
    value = parse(text, Field("day", "", Kind.DATE, {}))
    if value is None:
        raise Problem("NOT_A_DATE", text="")
    return date.fromisoformat(str(value))


def contents(desk: Desk, year: int) -> Contents:
    """Count households and members without opening the book."""
    beside = desk_of(desk, year)
    submission = beside.own_submission()
    tables = [one for one in beside.pack.forms[0].tables if one.kind is TableKind.RECORDS]
    households, *inner = (count_rows(desk.database, beside.pack, one.id, submission) for one in tables)
    return Contents(households, sum(inner))


def targets(desk: Desk) -> tuple[str, ...]:
    """Name the forms whose figures may follow a book, by their numbers, in the order of the pack."""
    wanted = {one.table for one in desk.pack.derivations}
    return tuple(form.number for form in desk.pack.forms if any(one.id in wanted for one in form.tables))


def typed_when_poor(desk: Desk) -> tuple[str, ...]:
    """Name the cells that only a book of all households gives: "BM02.c01"."""
    return tuple(dict.fromkeys(f"{one.table}.{one.field}" for one in desk.pack.derivations if one.covers))


def changes(desk: Desk, entry: Entry, year: int, *, on: bool) -> tuple[Changed, ...]:
    """Tell which figures of the forms change when the book of a year is used, or is so no longer."""
    after: Mapping[Address, Value | None] = derived(desk, year) if on else put_by(desk, year)
    found = []
    for address, value in after.items():
        if not _is_asked(entry, address):
            continue
        now = entry.view(address)
        if now.value != value or now.state is not None:
            found.append(Changed(address, entry.shown(address), _text(entry, address, value)))
    return tuple(sorted(found, key=lambda one: _order(entry, one.address)))


def _is_asked(entry: Entry, address: Address) -> bool:
    """Tell whether the form has the cell: some rows leave columns out."""
    rows = entry.table(address.table).rows
    return not any(row.key == address.key and address.field in row.blocked for row in rows)


def _text(entry: Entry, address: Address, value: Value | None) -> str:
    return "" if value is None else entry.show(address, CellView(value))


def _order(entry: Entry, address: Address) -> tuple[int, int, int]:
    tables = [table for form in entry.forms for table in form.tables]
    table = next(one for one in tables if one.id == address.table)
    keys = entry.rows(table.id)
    fields = [field.id for field in table.fields]
    return tables.index(table), keys.index(address.key), fields.index(address.field)


def behind_lines(desk: Desk, address: Address) -> Lines:
    """Give the households behind a figure as lines; none where it follows from no register."""
    year = year_of(desk, address)
    if year is None or all(one.year != year or one.deleted is not None for one in books(desk)):
        return Lines((), ())
    entry = Entry(desk_of(desk, year))
    return _lines(entry, behind(desk, address, entry.open))


def moves(desk: Desk, year: int) -> tuple[Group, ...]:
    """Group the households of a book by how they moved since last year's, largest questions last."""
    entry = Entry(desk_of(desk, year))
    table = main_table(entry.desk)
    change = _of_list(table, CHANGE)
    if change is None:
        return ()
    keys = entry.rows(table.id)
    said = {key: entry.view(Address(table.id, key, change.id)).value for key in keys}
    groups = [
        Group(choice.name, year, _lines(entry, [key for key in keys if said[key] == choice.name]))
        for choice in entry.desk.pack.lists.get(change.list or "", ())
    ]
    before = next((one for one in books(desk) if one.year == year - 1 and one.deleted is None), None)
    if before is not None:
        groups += _compared(entry, Entry(desk_of(desk, year - 1)), year, said)
    return tuple(groups)


def _compared(entry: Entry, last: Entry, year: int, said: dict[Key, Value | None]) -> list[Group]:
    """Find where the two books do not agree; households are recognised by their code, the first column."""
    table = main_table(entry.desk)
    now, before = _of_list(table, NOW), _of_list(table, BEFORE)
    here, there = _by_code(entry), _by_code(last)
    if now is None or before is None:
        return []

    def class_of(book: Entry, key: Key, field: Field) -> Value | None:
        return book.view(Address(table.id, key, field.id)).value

    exact = {choice.name for choice in entry.desk.pack.lists.get(NOW, ())}
    gone = [key for code, key in there.items() if code not in here]
    unknown, other = [], []
    for code, key in here.items():
        was = class_of(entry, key, before)
        if code in there:
            if was in exact and was != class_of(last, there[code], now):
                other.append(key)
        elif said[key] in _STAYED:
            unknown.append(key)
    return [
        Group(GONE, year - 1, _lines(last, gone)),
        Group(UNKNOWN, year, _lines(entry, unknown)),
        Group(OTHER_CLASS, year, _lines(entry, other)),
    ]


def _by_code(entry: Entry) -> dict[Value, Key]:
    table = main_table(entry.desk)
    code = table.fields[0] if table.fields[0].kind is not Kind.KEY else table.fields[1]
    found: dict[Value, Key] = {}
    for key in entry.rows(table.id):
        value = entry.view(Address(table.id, key, code.id)).value
        if value is not None:
            found[value] = key
    return found


def _of_list(table: Table, name: str) -> Field | None:
    return next((one for one in table.fields if one.list == name), None)


def _lines(entry: Entry, keys: Iterable[Key]) -> Lines:
    """Write households as lines: what names them, and the choices that figures are counted by."""
    table = main_table(entry.desk)
    fields = _told(table)
    rows = tuple((key, tuple(entry.shown(Address(table.id, key, one.id)) for one in fields)) for key in keys)
    language = entry.desk.language
    return Lines(tuple(one.label.get(language) or one.label.get("vi", one.id) for one in fields), rows)


def _told(table: Table) -> tuple[Field, ...]:
    seen = [one for one in table.fields if not one.hidden and not is_masked(one)]
    texts = [one for one in seen if one.kind is Kind.TEXT][:_NAMES]
    return (*texts, *(one for one in seen if one.list in (CHANGE, NOW, BEFORE)))
