"""The recycle bin as a person sees it: what was removed, by whom and when, and how it comes back.

removed(entry) -> BinLine ...          restore(entry, ids) -> Change, one step of undo
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from db.bin import Bin, RemovedRecord
from db.journal import Files
from db.pen import Row
from forms.answers import Address, Key
from forms.findings import CellView, Change
from forms.pack import Form, Kind, Table, TableKind
from forms.problems import Problem
from office.entry import Entry
from office.undo import Answer, Leap


@dataclass(frozen=True, slots=True)
class BinLine:
    """One removed record; `name` is what stood in its first text, `below` the number of rows under it."""

    id: int
    form: Form
    table: Table
    key: Key
    name: str
    below: int
    who: str
    when: datetime


def removed(entry: Entry) -> tuple[BinLine, ...]:
    """List the removed records of every form, the last removed in front."""
    forms = {table.id: (form, table) for form in entry.forms for table in form.tables}
    return tuple(
        BinLine(
            *(record.id, *forms[record.table], record.key, _name(entry, record, forms[record.table][1])),
            *(len(record.rows) - 1, record.who, record.when),
        )
        for record in _bin(entry).removed(entry.submission)
        if record.table in forms
    )


def restore(entry: Entry, ids: Collection[int]) -> Change:
    """Bring removed records back to their place, with all that stood under them and their files.

    Where another record has its number meanwhile, it comes at the end. Raises BIN_NO_PARENT where the record
    that it stood under is gone itself and not chosen too, or PART_NOT_HANDED; then nothing comes back.
    """
    known = _bin(entry)
    chosen = [record for record in known.removed(entry.submission) if record.id in ids]
    if entry.lock is not None:  # a table that was handed to a colleague
        entry.lock.demand(Address(record.table, (), "") for record in chosen)
    rows: list[Row] = []
    answers: list[Answer] = []
    files: list[str] = []
    moved: dict[str, str] = {}
    taken: dict[str, set[Key]] = {}
    came: dict[Row, Key] = {}
    for record in sorted(chosen, key=lambda one: len(one.key)):
        key = _place(entry, record, taken, came)
        came[record.table, record.key] = key
        here = {row: (*key, *row[1][len(record.key) :]) for row in record.rows}
        rows += [(table, here[table, old]) for table, old in record.rows if _is_record(entry, table)]
        for address, value, state in record.answers:
            at = Address(address.table, here.get((address.table, address.key), address.key), address.field)
            if _asked(entry, at):
                answers.append((at, value, state))
                moved |= {name: str(at) for name in str(value).splitlines() if name in record.files}
        files += record.files
    change = entry.lay(
        Leap(tuple(sorted(rows, key=_outermost)), tuple(answers), ()), "restored", Files(tuple(files))
    )
    for name in files:
        entry.desk.attachments.bring_back(name)
        if name in moved:
            entry.desk.attachments.move(name, moved[name])
    known.restored(entry.submission, [record.id for record in chosen])
    return change


def _bin(entry: Entry) -> Bin:
    return Bin(entry.desk.database, entry.desk.pack)


def _place(entry: Entry, record: RemovedRecord, taken: dict[str, set[Key]], came: dict[Row, Key]) -> Key:
    """Find the key a record comes back under: its own, else the next one free below its parent."""
    table = entry.table(record.table)
    above = record.key[:-1]
    if table.parent is not None:
        above = came.get((table.parent, above), above)
        single = entry.table(table.parent).kind is TableKind.SINGLE
        if not single and above not in entry.rows(table.parent) and above not in came.values():
            raise Problem("BIN_NO_PARENT", name=_name(entry, record, table))
    if record.table not in taken:
        taken[record.table] = set(entry.rows(record.table))
    used = taken[record.table]
    key = (*above, record.key[-1])
    if key in used:
        last = max(int(other[-1]) for other in used if other[:-1] == above)
        key = (*above, str(last + 1))
    used.add(key)
    return key


def _name(entry: Entry, record: RemovedRecord, table: Table) -> str:
    """Name a record by its first text that is not hidden from view."""
    named = next((f for f in table.fields if f.kind is Kind.TEXT and not f.hidden), None)
    value = next((v for at, v, _ in record.answers if named and _is_of(at, record, named.id)), None)
    if named is None or value is None:
        return ""
    return entry.show(Address(record.table, record.key, named.id), CellView(value))


def _is_of(address: Address, record: RemovedRecord, field: str) -> bool:
    return (address.table, address.key, address.field) == (record.table, record.key, field)


def _is_record(entry: Entry, table: str) -> bool:
    known = entry.desk.pack.tables_by_id.get(table)
    return known is not None and known.kind is TableKind.RECORDS


def _asked(entry: Entry, address: Address) -> bool:
    """Tell whether this version of the pack has the cell."""
    try:
        entry.field(address)
    except Problem:
        return False
    return True


def _outermost(row: Row) -> tuple[int, str, Iterable[int]]:
    return len(row[1]), row[0], tuple(int(part) if part.isdecimal() else 0 for part in row[1])
