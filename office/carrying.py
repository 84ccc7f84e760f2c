"""New from last year: records of the period before begun again, with their names but without figures.

    offered = records_before(entry, earlier, table)     which records there were, and which are here already
    fields = fields_before(entry, earlier, table)       what of them can be carried, and what is proposed
    carry(entry, earlier, table, keys, fields)          all chosen as one step of undo

Names, texts of one line and choices are proposed; figures, days, long texts only when somebody asks for them,
files and computed cells never. Records below a carried one come along where one of their fields is chosen.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from forms.answers import Address, Key, Value
from forms.findings import Change
from forms.letters import fold
from forms.pack import Field, Kind, Table, TableKind
from forms.problems import Problem
from office.earlier import Earlier, Period, naming
from office.entry import Entry
from office.undo import joined

_PROPOSED = (Kind.TEXT, Kind.CHOICE, Kind.CHOICES)
_NEVER = (Kind.KEY, Kind.FILES)


@dataclass(frozen=True, slots=True)
class RecordBefore:
    """A record of the period before: its name, and whether one of that name is here already."""

    key: Key
    name: str
    here: bool


@dataclass(frozen=True, slots=True)
class FieldBefore:
    """A field that can be carried; `proposed` is what holds for a new year."""

    table: str
    field: Field
    proposed: bool


def can_carry(earlier: Earlier, table: Table) -> bool:
    """Tell whether a table is one of records that can be begun from the period before."""
    whole = table.kind is TableKind.RECORDS and table.parent is None and not table.closed
    return whole and not table.role and not table.count and bool(earlier.records(table.id))


def records_before(entry: Entry, earlier: Earlier, table: Table) -> tuple[RecordBefore, ...]:
    """List the records there were, in their order."""
    period, named = earlier.period, naming(table)
    if period is None:
        return ()
    here = set()
    if named is not None:
        here = {fold(entry.shown(Address(table.id, key, named.id))) for key in entry.rows(table.id)}
    found = []
    for number, key in enumerate(period.rows(table.id), 1):
        name = period.text(Address(table.id, key, named.id)) if named is not None else ""
        found.append(RecordBefore(key, name or str(number), bool(name) and fold(name) in here))
    return tuple(found)


def fields_before(entry: Entry, earlier: Earlier, table: Table) -> tuple[FieldBefore, ...]:
    """List what can be carried: fields that people type here and that held something there."""
    period = earlier.period
    if period is None:
        return ()
    found = []
    for one in (table, *_below(entry, table)):
        rows = period.document.tables.get(one.id, {})
        for field in one.fields:
            typed = field.calculate is None and not field.locked and field.kind not in _NEVER
            if typed and not field.hidden and any(field.id in row for row in rows.values()):
                found.append(FieldBefore(one.id, field, field.kind in _PROPOSED))
    return tuple(found)


def carry(
    entry: Entry, earlier: Earlier, table: Table, keys: Collection[Key], fields: Iterable[FieldBefore]
) -> tuple[tuple[Key, ...], Change]:
    """Begin the chosen records with the chosen fields; give their keys and what changed.

    One step of undo. Choices that are no longer offered are left out; NOTHING_CHOSEN without a record.
    """
    period = earlier.period
    wanted = [key for key in earlier.records(table.id) if key in keys]
    if period is None or not wanted:
        raise Problem("NOTHING_CHOSEN")
    chosen = tuple(fields)
    with entry.together("carried"):
        made, changes = _lay(entry, period, table, [((), key) for key in wanted], chosen)
        new = dict(zip(wanted, made, strict=True))
        for child in _below(entry, table):
            if any(one.table == child.id for one in chosen):
                there = [(new[key[:-1]], key) for key in period.rows(child.id) if key[:-1] in new]
                changes += _lay(entry, period, child, there, chosen)[1]
    return tuple(made), joined(changes)


def _below(entry: Entry, table: Table) -> Iterator[Table]:
    """The tables of records that stand directly in a record of a table."""
    for one in entry.desk.pack.tables_by_id.values():
        if one.parent == table.id and one.kind is TableKind.RECORDS and not one.role and not one.closed:
            yield one


def _lay(
    entry: Entry,
    period: Period,
    table: Table,
    there: Sequence[tuple[Key, Key]],
    chosen: Sequence[FieldBefore],
) -> tuple[list[Key], list[Change]]:
    """Add a record for each of `there`, the new parent and the old key, with what is chosen of it."""
    fields = [one.field for one in chosen if one.table == table.id]
    records = []
    for parent, old in there:
        held = [(one, period.view(Address(table.id, old, one.id), one).value) for one in fields]
        answers = [
            (one.id, value, None) for one, value in held if value is not None and _offered(entry, one, value)
        ]
        records.append((parent, answers))
    if not records:
        return [], []
    keys, change = entry.add_filled(table.id, records, (), how="carried")
    return list(keys), [change]


def _offered(entry: Entry, field: Field, value: Value) -> bool:
    """Tell whether a choice is still in its list; every other value is."""
    if field.kind not in (Kind.CHOICE, Kind.CHOICES) or not field.list:
        return True
    known = {choice.name for choice in entry.desk.pack.lists.get(field.list, ())}
    return set(str(value).split()) <= known if field.kind is Kind.CHOICES else str(value) in known
