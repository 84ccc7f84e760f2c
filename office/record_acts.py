"""What is done to whole records: a copy of one, one value in many. Each is one step of undo.

duplicate(entry, table, key) -> the new record's key
many = in_many(entry, table, keys, field, text) -> what would change; put_in_many(entry, many)
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from forms.answers import Address, Key, row_name
from forms.findings import Change
from forms.pack import Field, Kind, Table, TableKind
from forms.problems import Problem
from office.entry import Entry
from office.undo import Answer, joined

_ONCE = re.compile(r"count\([^\[\]]*\[[^\]]*current\(\)/\.[^\]]*\]\)\s*(?:<=?|=)\s*[12]")
"""A rule that counts the rows holding the same value: it may stand in one row alone."""


def unique(field: Field) -> bool:
    """Tell whether a field's value may stand in one record alone."""
    return bool(field.constraint and _ONCE.search(field.constraint))


def duplicate(entry: Entry, table: str, key: Key) -> tuple[Key, Change]:
    """Add a copy of a record with all that stands under it, at the end of its table.

    Unique numbers and files are not copied: a default that the form gives them stands, else they are blank.
    Raises NO_SUCH_RECORD, and CELL_LOCKED where nobody adds rows.
    """
    of = entry.table(table)
    if key not in entry.rows(table):
        raise Problem("NO_SUCH_RECORD", place=row_name(table, key))
    if of.closed or of.kind is not TableKind.RECORDS:
        raise Problem("CELL_LOCKED", place=row_name(table, key))
    with entry.together("duplicated"):
        new, change = entry.add_record(table, key[:-1], "duplicated")
        changes = [change]
        answers = _copied(entry, of, key, new)
        for child in _children(entry, of):
            answers += _copied_below(entry, child, key, new, changes)
        changes.append(entry.put(answers, "duplicated"))
    return new, joined(changes)


def _children(entry: Entry, table: Table) -> tuple[Table, ...]:
    form = next(form for form in entry.forms if form.id == table.form)
    return tuple(child for child in form.tables if child.parent == table.id)


def _copied_below(entry: Entry, table: Table, old: Key, new: Key, changes: list[Change]) -> list[Answer]:
    """Copy the rows of a child table, with theirs below; what was added goes to `changes`."""
    answers: list[Answer] = []
    there = {key for key in entry.rows(table.id) if key[: len(new)] == new}
    for key in [key for key in entry.rows(table.id) if key[: len(old)] == old]:
        copy = (*new, *key[len(old) :])
        if table.kind is TableKind.RECORDS and copy not in there:
            copy, change = entry.add_record(table.id, new, "duplicated")
            changes.append(change)
        answers += _copied(entry, table, key, copy)
        for child in _children(entry, table):
            answers += _copied_below(entry, child, key, copy, changes)
    return answers


def _copied(entry: Entry, table: Table, old: Key, new: Key) -> list[Answer]:
    """Give the typed answers of a row as those of its copy."""
    answers: list[Answer] = []
    for field in table.fields:
        if field.kind in (Kind.KEY, Kind.FILES) or field.calculate is not None or field.locked:
            continue
        value, state, _ = entry.open.typed(Address(table.id, old, field.id))
        if not unique(field):
            answers.append((Address(table.id, new, field.id), value, state))
    return answers


@dataclass(frozen=True, slots=True)
class Many:
    """One value for a column in several records, read before anything is saved.

    `blank` and `other` cells would change, `same` hold it already, `locked` take nothing; `problem` is why
    the text is no value of the column (in the first record where it is not).
    """

    answers: tuple[Answer, ...] = ()
    blank: int = 0
    other: int = 0
    same: int = 0
    locked: int = 0
    problem: Problem | None = None


def in_many(entry: Entry, table: str, keys: Sequence[Key], field: str, text: str) -> Many:
    """Read a text as the value of one column of several records; nothing is saved."""
    answers: list[Answer] = []
    blank = other = same = locked = 0
    for key in keys:
        address = Address(table, key, field)
        view = entry.view(address)
        try:
            value, state = entry.parse(address, text)
        except Problem as problem:
            if problem.code in ("CELL_LOCKED", "CELL_NOT_ASKED"):
                locked += 1
                continue
            return Many(problem=problem)
        if (view.value, view.state) == (value, state):
            same += 1
            continue
        before = view.value is None and view.state is None
        blank, other = blank + before, other + (not before)
        answers.append((address, value, state))
    return Many(tuple(answers), blank, other, same, locked)


def put_in_many(entry: Entry, many: Many) -> Change:
    """Save what was read."""
    return entry.put(many.answers, "changed in many")
