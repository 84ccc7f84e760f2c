"""Answers of an earlier version of a pack, moved to where a newer version has room for them.

    move(document, old, new) -> Moved(document, left, marked)
    move_figures(figures, old, new) -> the same for figures of a received package, computed ones too

A field's answers go where its id goes, whatever the question is called now; a field with another kind of
value (`Field.replaces`) takes over what reads as its kind. What has no place is listed with its reason:
every answer of the old document stands in the new one or in the list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from typing import TypeVar

from forms.answers import Address, Document, Key, Rows, State, Value
from forms.differences import key_shape, renamed_fields, stays_one_kind
from forms.pack import Choice, Field, Kind, Pack, Table, TableKind
from forms.problems import Problem
from forms.strictness import read_as_before
from forms.values import edit_text, parse, show

_Name = TypeVar("_Name")
_Held = TypeVar("_Held")
_LISTS = (Kind.CHOICE, Kind.CHOICES)


class Reason(StrEnum):
    """Why an answer has no place in the newer version."""

    FORM = "form-removed"
    TABLE = "table-removed"
    KEYS = "keys-changed"  # the rows of the table are told apart otherwise now
    ROW = "row-removed"
    FIELD = "field-removed"
    KIND = "kind-changed"  # what was answered does not read as the new kind
    COMPUTED = "computed-now"  # the program works it out: a blank has no state there
    TYPED = "typed-now"  # what had arrived for a computed cell is nobody's answer
    CALCULATION = "calculation-changed"  # a received figure that was worked out otherwise
    TAKEN = "place-taken"  # another answer stands there already


@dataclass(frozen=True, slots=True)
class Left:
    """An answer without a place in the newer version: a value, or why the cell was blank."""

    address: Address
    reason: Reason
    value: Value | None = None
    state: State | None = None
    stated: bool = False  # it had arrived for a computed cell


@dataclass(frozen=True, slots=True)
class Moved:
    """A document as the newer version holds it; `marked`: choices that its lists no longer have."""

    document: Document
    left: tuple[Left, ...] = ()
    marked: tuple[Address, ...] = ()


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an answer goes, and as which value."""

    address: Address
    old: Field
    new: Field
    value: Value = ""

    @property
    def computed(self) -> bool:
        return self.new.calculate is not None

    def worked_out_otherwise(self, former: Mapping[str, str]) -> bool:
        was, now = self.old.calculate, self.new.calculate
        return was is not None and now is not None and was not in (now, read_as_before(now, former))


def move(document: Document, old: Pack, new: Pack) -> Moved:
    """Move one unit's answers from the version `old` to the version `new`."""
    made = _Made(_Mover(document.tables, old, new))
    for table, key, values in _rows(document.tables):
        made.begin_row(table, key, empty=not values)
        for name, value in values.items():
            made.answer(Address(table, key, name), value)
    for address, state in document.states.items():
        made.blank(address, state)
    for address, value in document.stated.items():
        made.arrived(address, value)
    moved = made.document()
    return Moved(moved, tuple(made.left), tuple(_no_longer_offered(moved, new)))


def move_figures(values: Mapping[str, Rows], states: Mapping[Address, State], old: Pack, new: Pack) -> Moved:
    """Move figures of a received package that cannot be worked out again: typed and computed alike.

    A figure whose calculation is another one now is left out: it would be added up with unlike ones.
    """
    made = _Made(_Mover(values, old, new), figures=True)
    former = renamed_fields(old, new)
    for table, key, row in _rows(values):
        for name, value in row.items():
            made.figure(Address(table, key, name), value, former)
    for address, state in states.items():
        made.blank(address, state)
    return Moved(made.document(), tuple(made.left))


def new_place(address: Address, document: Document, old: Pack, new: Pack) -> Address | None:
    """Say where a cell of the document stands in the newer version; None where it has no place."""
    place = _Mover(document.tables, old, new).cell(address)
    return None if isinstance(place, Reason) else place.address


def holds(pack: Pack, address: Address) -> bool:
    """Tell whether a pack has a cell of this address, as far as its fixed rows say."""
    table = pack.tables_by_id.get(address.table)
    if table is None or len(address.key) != depth(pack, table) or not _rows_there(pack, table, address.key):
        return False
    return any(field.id == address.field and field.kind is not Kind.KEY for field in table.fields)


class _Made:
    """The document of the newer version as it comes together, and what found no place in it."""

    def __init__(self, mover: _Mover, *, figures: bool = False) -> None:
        self._mover = mover
        self._figures = figures
        self._tables: dict[str, dict[Key, dict[str, Value]]] = {}
        self._states: dict[Address, State] = {}
        self._stated: dict[Address, Value] = {}
        self.left: list[Left] = []

    def document(self) -> Document:
        """Give what has come together."""
        return Document(self._tables, self._states, self._stated)

    def begin_row(self, table: str, key: Key, *, empty: bool) -> None:
        """Keep a row that stands without any answer: a record, or one that was begun."""
        target = self._mover.row(table, key)
        if not isinstance(target, Reason) and (empty or self._mover.is_record(target[0])):
            self._row(*target)

    def answer(self, address: Address, value: Value) -> None:
        """Move a typed answer; where the program works the cell out now, it is kept beside and compared."""
        place = self._mover.place_of(address, value)
        if isinstance(place, Reason):
            self.left.append(Left(address, place, value))
        elif place.computed:
            self._lay(self._stated, place.address, Left(address, Reason.TAKEN, value), place.value)
        else:
            row = self._row(place.address.table, place.address.key)
            self._lay(row, place.address.field, Left(address, Reason.TAKEN, value), place.value)

    def arrived(self, address: Address, value: Value) -> None:
        """Move what had arrived for a computed cell."""
        place = self._mover.place_of(address, value)
        if isinstance(place, Reason) or not place.computed:
            reason = place if isinstance(place, Reason) else Reason.TYPED
            self.left.append(Left(address, reason, value, stated=True))
        else:
            taken = Left(address, Reason.TAKEN, value, stated=True)
            self._lay(self._stated, place.address, taken, place.value)

    def figure(self, address: Address, value: Value, former: Mapping[str, str]) -> None:
        """Move a received figure."""
        place = self._mover.place_of(address, value)
        if isinstance(place, Reason):
            self.left.append(Left(address, place, value))
        elif place.worked_out_otherwise(former):
            self.left.append(Left(address, Reason.CALCULATION, value))
        else:
            row = self._row(place.address.table, place.address.key)
            self._lay(row, place.address.field, Left(address, Reason.TAKEN, value), place.value)

    def blank(self, address: Address, state: State) -> None:
        """Move why a cell is blank."""
        place = self._mover.cell(address)
        if isinstance(place, Reason):
            self.left.append(Left(address, place, state=state))
        elif place.computed and not self._figures:
            self.left.append(Left(address, Reason.COMPUTED, state=state))
        else:
            self._lay(self._states, place.address, Left(address, Reason.TAKEN, state=state), state)

    def _row(self, table: str, key: Key) -> dict[str, Value]:
        return self._tables.setdefault(table, {}).setdefault(key, {})

    def _lay(self, into: dict[_Name, _Held], name: _Name, taken: Left, held: _Held) -> None:
        """Lay something down unless another thing lies there."""
        if into.setdefault(name, held) != held:
            self.left.append(taken)


class _Mover:
    """Finds the new place of a row, a cell and a value."""

    def __init__(self, tables: Mapping[str, Rows], old: Pack, new: Pack) -> None:
        self._tables = tables
        self._old = old
        self._new = new
        self._keys = cache(self._key_map)
        self._fields = cache(self._field_map)

    def row(self, table: str, key: Key) -> tuple[str, Key] | Reason:
        """Find the row of the newer version."""
        source = self._old.tables_by_id.get(table)
        target = self._new.tables_by_id.get(table)
        if target is None or source is None:
            there = source is None or any(form.id == source.form for form in self._new.forms)
            return Reason.TABLE if there else Reason.FORM
        moved = self._keys(table)(key)
        if moved is None:
            return Reason.KEYS
        return (table, moved) if _rows_there(self._new, target, moved) else Reason.ROW

    def cell(self, address: Address) -> _Place | Reason:
        """Find the cell of the newer version."""
        row = self.row(address.table, address.key)
        if isinstance(row, Reason):
            return row
        pair = self._fields(address.table).get(address.field)
        if pair is None:
            return Reason.FIELD
        return _Place(Address(*row, pair[1].id), *pair)

    def is_record(self, table: str) -> bool:
        """Tell whether rows of a newer table are added by people."""
        return self._new.tables_by_id[table].kind is TableKind.RECORDS

    def place_of(self, address: Address, value: Value) -> _Place | Reason:
        """Find where an answer goes."""
        place = self.cell(address)
        if isinstance(place, Reason):
            return place
        read = self._read(value, place)
        return Reason.KIND if read is None else replace(place, value=read)

    def _read(self, value: Value, place: _Place) -> Value | None:
        """Give the value as the new field holds it, None where it does not read as one."""
        if stays_one_kind(place.old.kind, place.new.kind):
            return value
        if place.old.kind in _LISTS:
            text = show(value, place.old, self._list(self._old, place.old))
        else:
            text = edit_text(value, place.old)
        try:
            return parse(text, place.new, self._list(self._new, place.new))
        except Problem:
            return None

    @staticmethod
    def _list(pack: Pack, field: Field) -> tuple[Choice, ...]:
        return pack.lists.get(field.list or "", ())

    def _field_map(self, table: str) -> dict[str, tuple[Field, Field]]:
        """Pair the fields of a table: by id, else by what a new field says it replaces."""
        new = {f.id: f for f in self._new.tables_by_id[table].fields if f.kind is not Kind.KEY}
        heirs = {former: f for f in new.values() for former in f.replaces.split()}
        pairs = {}
        for field in self._old.tables_by_id[table].fields:
            heir = new.get(field.id) or heirs.get(field.id)
            if heir is not None and field.kind is not Kind.KEY:
                pairs[field.id] = field, heir
        return pairs

    def _key_map(self, table: str) -> Callable[[Key], Key | None]:
        """Say how a row's key is written now; None for a row that the newer table cannot have."""
        before, after = self._old.tables_by_id[table], self._new.tables_by_id[table]
        shapes = key_shape(self._old, before), key_shape(self._new, after)
        if shapes[0] == shapes[1]:
            return lambda key: key
        if shapes == ("single", "records"):
            return lambda key: ("1",) if key == () else None
        if shapes == ("records", "single"):
            first = next(iter(self._tables.get(table, {})), None)
            return lambda key: () if key == first else None
        if before.parent is None and after.parent is None and sorted(before.axes) == sorted(after.axes):
            places = [before.axes.index(axis) for axis in after.axes]
            return lambda key: tuple(key[place] for place in places) if len(key) == len(places) else None
        return lambda _: None


def _rows(tables: Mapping[str, Rows]) -> Iterator[tuple[str, Key, Mapping[str, Value]]]:
    for table, rows in tables.items():
        for key, values in rows.items():
            yield table, key, values


def depth(pack: Pack, table: Table) -> int:
    """Say how many parts the key of a table's rows has."""
    above = pack.tables_by_id.get(table.parent or "")
    own = {TableKind.SINGLE: 0, TableKind.FIXED: len(table.axes), TableKind.RECORDS: 1}[table.kind]
    return own + (depth(pack, above) if above else 0)


def _rows_there(pack: Pack, table: Table, key: Key) -> bool:
    """Tell whether the fixed rows that a key names, its own and those above it, are in the pack."""
    above = pack.tables_by_id.get(table.parent or "")
    outer = depth(pack, above) if above else 0
    if above is not None and not _rows_there(pack, above, key[:outer]):
        return False
    return table.kind is not TableKind.FIXED or any(row.key == key[outer:] for row in table.rows)


def _no_longer_offered(document: Document, pack: Pack) -> Iterator[Address]:
    """Name the cells whose code their list no longer has."""
    for table, key, values in _rows(document.tables):
        fields = {field.id: field for field in pack.tables_by_id[table].fields}
        for name, value in values.items():
            field = fields[name]
            if field.kind in _LISTS and field.list and field.list in pack.lists:
                known = {choice.name for choice in pack.lists[field.list]}
                codes = str(value).split() if field.kind is Kind.CHOICES else [str(value)]
                if not known.issuperset(codes):
                    yield Address(table, key, name)
