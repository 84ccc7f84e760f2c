"""What merging parts decided, kept and opened again: any decision can be changed, each change a step of undo.

merges(desk) -> DecidedMerge, the newest first; redecide(entry, merge, number, side)
lines(entry, conflicts) -> what a list shows of each: where, and the three answers as text
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from db.journal import Files
from db.parts import Parts
from exports.part_file import document_of, plain_document
from forms.answers import Address, Document, parse_key, row_name
from forms.findings import CellView, Change
from forms.merging import Conflict, Side, put_at
from forms.pack import TableKind, canonical
from forms.problems import Problem
from office.desk import Desk
from office.entry import Entry
from office.messages import sentence
from office.parts import named_files
from office.undo import leap_between

REDECIDED = "decided"
"""How the history calls what another decision wrote."""
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class Decision:
    """Whose answer was taken in a place: by a person, or by the program where only one side changed it."""

    conflict: Conflict
    side: Side
    by_person: bool = False


@dataclass(frozen=True, slots=True)
class DecidedMerge:
    """A merge with its decisions. `undone`: the merge was taken back as a whole."""

    number: int
    part: str
    person: str
    at: datetime
    who: str
    pack_version: str
    undone: bool
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class ConflictLine:
    """A place as a list shows it: form, row and question, and what each side has."""

    place: Address
    form: str
    row: str
    label: str
    base: str
    ours: str
    theirs: str


def written(decisions: Iterable[Decision]) -> bytes:
    """Write decisions for the data file."""
    return canonical(
        [
            {
                "place": [
                    one.conflict.place.table,
                    "|".join(one.conflict.place.key),
                    one.conflict.place.field,
                ],
                "side": one.side.value,
                "person": one.by_person,
                **{side.value: plain_document(one.conflict.side(side)) for side in Side},
            }
            for one in decisions
        ]
    )


def merges(desk: Desk) -> tuple[DecidedMerge, ...]:
    """List the merges of these answers with their decisions, the newest first."""
    return tuple(
        DecidedMerge(
            one.id, one.part, one.person, one.at, one.who, one.pack_version, one.undone, _read(one.body)
        )
        for one in Parts(desk.database).merges(desk.own_submission())
    )


def redecide(entry: Entry, merge: DecidedMerge, number: int, side: Side) -> tuple[DecidedMerge, Change]:
    """Take another side's answer in one place, as a step of undo; the list of decisions tells it.

    Raises PART_MERGE_UNDONE, PART_MERGE_OLDER (made under another version of the pack), NO_SUCH_RECORD.
    """
    desk = entry.desk
    if merge.undone:
        raise Problem("PART_MERGE_UNDONE")
    if merge.pack_version != desk.pack.version:
        raise Problem("PART_MERGE_OLDER", version=merge.pack_version)
    before = desk.own_document()
    after = put_at(desk.pack, before, [(merge.decisions[number].conflict, side)])
    changed = [
        replace(one, side=side, by_person=True) if place == number else one
        for place, one in enumerate(merge.decisions)
    ]
    with entry.together(REDECIDED):
        files = _files(desk, before, after)
        change = entry.lay(leap_between(desk.pack, before, after), REDECIDED, files)
        Parts(desk.database).decide(merge.number, written(changed))
    return replace(merge, decisions=tuple(changed)), change


def lines(entry: Entry, conflicts: Iterable[Conflict]) -> tuple[ConflictLine, ...]:
    """Say each place and its three answers as a person reads them."""
    return tuple(_line(entry, one) for one in conflicts)


def _files(desk: Desk, before: Document, after: Document) -> Files:
    was, now = named_files(desk.pack, before), named_files(desk.pack, after)
    come, gone = tuple(sorted(now.keys() - was.keys())), tuple(sorted(was.keys() - now.keys()))
    for name in come:
        desk.attachments.bring_back(name)
    for name in gone:
        desk.attachments.drop(name)
    return Files(come, gone)


def _read(body: bytes) -> tuple[Decision, ...]:
    found = []
    for one in json.loads(body):
        table, key, name = one["place"]
        sides = (document_of(one[side.value]) for side in (Side.BASE, Side.OURS, Side.THEIRS))
        conflict = Conflict(Address(table, parse_key(key), name), *sides)
        found.append(Decision(conflict, Side(one["side"]), by_person=one["person"]))
    return tuple(found)


def _line(entry: Entry, conflict: Conflict) -> ConflictLine:
    language, place = entry.desk.language, conflict.place
    table = entry.table(place.table)
    form = next(one for one in entry.desk.pack.forms if one.id == table.form)
    field = next((one for one in table.fields if one.id == place.field), None)
    label = field.label.get(language, field.id) if field else sentence("PART_WHOLE_RECORD", language)
    base, ours, theirs = (_said(entry, conflict, side) for side in (Side.BASE, Side.OURS, Side.THEIRS))
    return ConflictLine(
        place, form.number, _row(entry, conflict), " ".join(label.split()), base, ours, theirs
    )


def _row(entry: Entry, conflict: Conflict) -> str:
    place, language = conflict.place, entry.desk.language
    table = entry.table(place.table)
    for row in table.rows:
        if row.key == place.key[len(place.key) - len(row.key) :]:
            return " ".join(row.label.get(language, row_name(table.id, place.key)).split())
    if table.kind is TableKind.RECORDS:
        return sentence("PART_RECORD", language, number=".".join(place.key))
    return ""


def _said(entry: Entry, conflict: Conflict, side: Side) -> str:
    language, place = entry.desk.language, conflict.place
    document = conflict.side(side)
    if conflict.of_record:
        if not conflict.stands(side):
            return sentence("PART_RECORD_GONE", language)
        row = document.tables[place.table][place.key]
        told = [
            entry.show(Address(place.table, place.key, name), CellView(value)) for name, value in row.items()
        ]
        return "; ".join(text for text in told if text)[:_LONGEST] or sentence("PART_RECORD_EMPTY", language)
    arrived = document.stated.get(place)
    value = document.value(place) if arrived is None else arrived
    text = entry.show(place, CellView(value, document.states.get(place)))
    return text[:_LONGEST] or sentence("PART_BLANK", language)
