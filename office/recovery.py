"""After a power cut: what the last sitting saved, and what it left unfinished, by form, record and time.

A sitting is noted when the office's window opens and struck out when it is closed. One that is still noted at
the next start ended by itself: the person is told how far everything is saved.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from forms.answers import Address
from forms.pack import Form, Kind, Table, TableKind
from office.desk import Desk

_SITTING = "sitting"  # a setting: the moment the window opened, "" once it was closed
_BY_HAND = ("typed", "pasted", "copied", "undo", "redo")


@dataclass(frozen=True, slots=True)
class Place:
    """A cell as people find it: form, record ("" where the form has none) and field."""

    address: Address
    form: Form
    record: str
    named: bool  # whether `record` is a name the person wrote, not a key of the form
    field: str


@dataclass(frozen=True, slots=True)
class LeftOff:
    """Where a sitting ended that nobody closed: the last cell it saved, and when."""

    place: Place
    when: datetime


def begin_sitting(desk: Desk) -> LeftOff | None:
    """Note that the office is being worked at; tell where the last sitting ended if nobody closed it."""
    begun = desk.office.setting(_SITTING)
    desk.office.set_setting(_SITTING, desk.clock.now().isoformat())
    return _left_off(desk, datetime.fromisoformat(begun)) if begun else None


def end_sitting(desk: Desk) -> None:
    """Note that the office was closed in order."""
    desk.office.set_setting(_SITTING, "")


def _left_off(desk: Desk, begun: datetime) -> LeftOff | None:
    """Find the last cell saved since `begun`; None where nothing was."""
    own = desk.own_submission()
    address = desk.answers.last_touched(own, _BY_HAND)
    place = place_of(desk, address) if address else None
    lines = desk.answers.history(own, address, limit=1) if address else ()
    if place is None or not lines or lines[0].when < begun:
        return None
    return LeftOff(place, lines[0].when)


def place_of(desk: Desk, address: Address) -> Place | None:
    """Give a cell's place in words; None where the pack has no such cell any more."""
    table = desk.pack.tables_by_id.get(address.table)
    form = next((one for one in desk.pack.forms if table in one.tables), None)
    if table is None or form is None:
        return None
    field = next((one for one in table.fields if one.id == address.field), None)
    record, named = _record(desk, table, address)
    word = field.label.get(desk.language) or field.label.get("vi", field.id) if field else address.field
    return Place(address, form, record, named, word)


def _record(desk: Desk, table: Table, address: Address) -> tuple[str, bool]:
    """Name a record by the first text the person wrote into it, else by its key."""
    if table.kind is TableKind.RECORDS:
        first = next((one.id for one in table.fields if one.kind is Kind.TEXT), None)
        text = desk.own_document().value(Address(table.id, address.key, first)) if first else None
        if text:
            return str(text), True
    return " ".join(address.key), False
