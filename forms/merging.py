"""Answers typed on two PCs, merged field by field against what both began with.

    merge(pack, base, ours, theirs) -> Merge(document, conflicts, ...)
    settled(pack, base, ours, theirs) -> theirs, with its new records numbered so that none of ours is meant
    put_at(pack, document, chosen) -> the document with the chosen sides' answers in the conflicts' places

A cell that one side changed is taken, one that both changed alike is agreed upon, and one that both changed
differently is a conflict. A record that one side took out and the other changed is a conflict as a whole. A
record is known by its number; records that both sides added under one number are two records.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from forms.answers import Address, Document, Key, State, Value, row_name
from forms.moving import depth
from forms.pack import Pack, TableKind
from forms.problems import Problem

Row = tuple[str, Key]
Content = tuple[Value | None, State | None, Value | None]
"""A cell's value, why it is blank, and what had arrived for it where it is computed."""

_BLANK: Content = (None, None, None)
_Place = tuple[str, Key, str]
"""Table, what the row's key adds to that of its record, field."""


class Side(StrEnum):
    """Whose answer."""

    OURS = "ours"
    THEIRS = "theirs"
    BASE = "base"


@dataclass(frozen=True, slots=True)
class Conflict:
    """A place both sides changed: a cell, or a whole record where the field is "".

    Each side has a document of what is there; one that does not have the record is a document without it.
    """

    place: Address
    base: Document
    ours: Document
    theirs: Document

    @property
    def of_record(self) -> bool:
        """Tell whether a whole record is in question: one side took it out."""
        return not self.place.field

    def side(self, side: Side) -> Document:
        """Return what one side has there."""
        return {Side.OURS: self.ours, Side.THEIRS: self.theirs, Side.BASE: self.base}[side]

    def stands(self, side: Side) -> bool:
        """Tell whether a side has the record."""
        return self.place.key in self.side(side).tables.get(self.place.table, {})


@dataclass(frozen=True, slots=True)
class Merge:
    """What came of two sides; in `document` every conflict stands as ours."""

    document: Document
    conflicts: tuple[Conflict, ...] = ()
    taken: tuple[Address, ...] = ()  # changed there alone
    kept: tuple[Address, ...] = ()  # changed here alone
    alike: tuple[Address, ...] = ()  # changed to the same on both sides
    added: tuple[Row, ...] = ()  # records that came from there
    removed: tuple[Row, ...] = ()  # records that were taken out there

    @property
    def changes(self) -> bool:
        """Tell whether there is anything to take in or to decide."""
        return bool(self.conflicts or self.taken or self.added or self.removed)


@dataclass(frozen=True, slots=True)
class Settled:
    """The other side's answers as they are numbered here; `moved`: its own number of a record -> ours."""

    document: Document
    moved: Mapping[Row, Row] = field(default_factory=dict)


@dataclass(slots=True)
class _Node:
    """A record (the outermost one is the whole document): its cells and the records below it, in order."""

    cells: dict[_Place, Content] = field(default_factory=dict)
    kids: dict[tuple[str, Key], _Node] = field(default_factory=dict)


@dataclass(slots=True)
class _Found:
    """What a merge has come upon so far."""

    conflicts: list[Conflict] = field(default_factory=list)
    taken: list[Address] = field(default_factory=list)
    kept: list[Address] = field(default_factory=list)
    alike: list[Address] = field(default_factory=list)
    added: list[Row] = field(default_factory=list)
    removed: list[Row] = field(default_factory=list)


def merge(pack: Pack, base: Document, ours: Document, theirs: Document) -> Merge:
    """Merge `theirs`, settled before, into `ours`; both come from `base`."""
    tree = Tree(pack)
    found = _Found()
    made = _merged(tree.grow(base), tree.grow(ours), tree.grow(theirs), (), found)
    return Merge(
        _document(made),
        tuple(found.conflicts),
        tuple(found.taken),
        tuple(found.kept),
        tuple(found.alike),
        tuple(found.added),
        tuple(found.removed),
    )


def settled(
    pack: Pack, base: Document, ours: Document, theirs: Document, moved: Mapping[Row, Row] | None = None
) -> Settled:
    """Number the records that came anew on the other side so that they are none of ours.

    `moved`: what an earlier merge of the same part made of the numbers. Reasons given for warnings follow the
    records they speak of, and the same reason on both sides is one record.
    """
    tree = Tree(pack)
    root = tree.grow(theirs)
    known = dict(moved or {})
    now: dict[Row, Row] = {}
    _renumber(tree, (tree.grow(base), tree.grow(ours), root), ((), ()), known, now)
    return Settled(_followed(tree, _document(root), now), {**known, **now})


def put_at(pack: Pack, document: Document, chosen: Iterable[tuple[Conflict, Side]]) -> Document:
    """Give the document with the chosen side's answer in the place of each conflict.

    Raises NO_SUCH_RECORD where the record that a place is in, or below, is there no longer.
    """
    tree, chosen = Tree(pack), tuple(chosen)
    for conflict, _ in chosen:
        place = conflict.place
        around = tree.records(place.table, place.key)
        for table, key in around[:-1] if conflict.of_record else around:
            if key not in document.tables.get(table, {}):
                raise Problem("NO_SUCH_RECORD", place=row_name(table, key))
    rest = _without(tree, document, {conflict.place for conflict, _ in chosen})
    tables = {name: dict(rows) for name, rows in rest.tables.items()}
    states, stated = dict(rest.states), dict(rest.stated)
    for conflict, side in chosen:
        laid = conflict.side(side)
        for name, rows in laid.tables.items():
            into = tables.setdefault(name, {})
            for key, values in rows.items():
                into[key] = {**into.get(key, {}), **values}
        states |= laid.states
        stated |= laid.stated
    return _document(tree.grow(Document(tables, states, stated)))


def at_place(pack: Pack, place: Address, base: Document, ours: Document, theirs: Document) -> Conflict:
    """Give what each side has in a place that nobody needs to be asked about: a cell, or a record ("")."""
    tree = Tree(pack)

    def only(document: Document) -> Document:
        if place.field:
            content = (document.value(place), document.states.get(place), document.stated.get(place))
            return _cell(place, content)
        if place.key not in document.tables.get(place.table, {}):
            return Document({}, {}, {})
        return _part(tree, document, place)

    return Conflict(place, only(base), only(ours), only(theirs))


def merge_notes(
    base: Mapping[Address, str], ours: Mapping[Address, str], theirs: Mapping[Address, str]
) -> dict[Address, str]:
    """Merge notes: where both sides wrote, both texts stand, ours first."""
    made: dict[Address, str] = {}
    for place in dict.fromkeys((*ours, *theirs)):
        was, here, there = base.get(place, ""), ours.get(place, ""), theirs.get(place, "")
        text = there if here == was else here
        if here not in (was, there) and there != was:
            text = here if there in here else there if here in there else f"{here}\n{there}"
        if text:
            made[place] = text
    return made


def moved_address(pack: Pack, address: Address, moved: Mapping[Row, Row]) -> Address:
    """Give the address here of a cell of the other side."""
    return Tree(pack).moved(address, moved)


class Tree:
    """Knows which records a table's rows stand in."""

    def __init__(self, pack: Pack) -> None:
        self._ways: dict[str, tuple[tuple[str, int], ...]] = {}
        self.places: dict[str, tuple[str, ...]] = {}  # tables whose rows tell of a cell: its fields
        for table in pack.tables_by_id.values():
            way: list[tuple[str, int]] = []
            above = table
            while True:
                if above.kind is TableKind.RECORDS:
                    way.insert(0, (above.id, depth(pack, above)))
                if above.parent is None:
                    break
                above = pack.tables_by_id[above.parent]
            self._ways[table.id] = tuple(way)
            if table.role == "explanations":
                self.places[table.id] = ("c01", "c02")  # the warning's code and its cell

    def records(self, table: str, key: Key) -> list[Row]:
        """Name the records a row stands in, itself too where it is one, outermost first."""
        return [(name, key[:length]) for name, length in self._ways.get(table, ())]

    def grow(self, document: Document) -> _Node:
        """Turn a document into its records."""
        root = _Node()
        for table, rows in document.tables.items():
            for key, values in rows.items():
                node, rest = self._node(root, table, key)
                for name, value in values.items():
                    node.cells[table, rest, name] = (value, None, None)
        for address, state in document.states.items():
            node, rest = self._node(root, address.table, address.key)
            place = (address.table, rest, address.field)
            node.cells[place] = (node.cells.get(place, _BLANK)[0], state, None)
        for address, value in document.stated.items():
            node, rest = self._node(root, address.table, address.key)
            place = (address.table, rest, address.field)
            node.cells[place] = (*node.cells.get(place, _BLANK)[:2], value)
        return root

    def _node(self, root: _Node, table: str, key: Key) -> tuple[_Node, Key]:
        node, done = root, 0
        for name, length in self._ways.get(table, ()):
            node = node.kids.setdefault((name, key[done:length]), _Node())
            done = length
        return node, key[done:]

    def moved(self, address: Address, moved: Mapping[Row, Row]) -> Address:
        """Give an address with the numbers that its records have here."""
        for table, key in reversed(self.records(address.table, address.key)):
            if (table, key) in moved:
                return replace(address, key=(*moved[table, key][1], *address.key[len(key) :]))
        return address


# --- merging ----------------------------------------------------------------------------------------


def _merged(base: _Node, ours: _Node, theirs: _Node, key: Key, found: _Found) -> _Node:
    made = _Node()
    for place in dict.fromkeys((*ours.cells, *theirs.cells, *base.cells)):
        was, here, there = (node.cells.get(place, _BLANK) for node in (base, ours, theirs))
        address = Address(place[0], (*key, *place[1]), place[2])
        chosen = here
        if here == there:
            found.alike.extend([address] if here != was else [])
        elif here == was:
            chosen = there
            found.taken.append(address)
        elif there == was:
            found.kept.append(address)
        else:
            found.conflicts.append(Conflict(address, *(_cell(address, one) for one in (was, here, there))))
        if chosen != _BLANK:
            made.cells[place] = chosen
    for name in _order(base, ours, theirs):
        row = (name[0], (*key, *name[1]))
        kid = _merged_kid([node.kids.get(name) for node in (base, ours, theirs)], row, found)
        if kid is not None:
            made.kids[name] = kid
    return made


def _merged_kid(sides: list[_Node | None], row: Row, found: _Found) -> _Node | None:
    was, here, there = sides
    if here is not None and there is not None:
        return here if here == there else _merged(was or _Node(), here, there, row[1], found)
    if was is None:
        if there is not None:
            found.added.append(row)
        return here or there
    if here is None and there is None:
        return None
    if there is None and here == was:
        found.removed.append(row)
        return None
    if here is None and there == was:
        return None
    parts = [_record(row, one) for one in (was, here, there)]
    found.conflicts.append(Conflict(Address(*row, ""), *parts))
    return here


def _order(base: _Node, ours: _Node, theirs: _Node) -> Iterable[tuple[str, Key]]:
    """Take the order of the side that changed it, ours where both or neither did; new records follow."""
    common = {name: None for name in base.kids if name in ours.kids and name in theirs.kids}
    here, there = ([name for name in side.kids if name in common] for side in (ours, theirs))
    first, then = (theirs, ours) if here == list(common) != there else (ours, theirs)
    return dict.fromkeys((*first.kids, *then.kids))


def _document(root: _Node) -> Document:
    made = Document({}, {}, {})
    _lay(made, root, ())
    return made


def _lay(into: Document, node: _Node, key: Key) -> None:
    tables: dict[str, dict[Key, dict[str, Value]]] = into.tables  # type: ignore[assignment]
    states: dict[Address, State] = into.states  # type: ignore[assignment]
    stated: dict[Address, Value] = into.stated  # type: ignore[assignment]
    for (table, rest, name), (value, state, arrived) in node.cells.items():
        address = Address(table, (*key, *rest), name)
        if value is not None:
            tables.setdefault(table, {}).setdefault(address.key, {})[name] = value
        if state is not None:
            states[address] = state
        if arrived is not None:
            stated[address] = arrived
    for (table, rest), kid in node.kids.items():
        tables.setdefault(table, {}).setdefault((*key, *rest), {})
        _lay(into, kid, (*key, *rest))


def _cell(address: Address, content: Content) -> Document:
    value, state, arrived = content
    return Document(
        {} if value is None else {address.table: {address.key: {address.field: value}}},
        {} if state is None else {address: state},
        {} if arrived is None else {address: arrived},
    )


def _record(row: Row, node: _Node | None) -> Document:
    table, key = row
    made = Document({}, {}, {})
    if node is not None:
        _lay(made, node, key)
        rows = {key: {}, **made.tables.get(table, {})}
        return replace(made, tables={**made.tables, table: rows})
    return made


def _part(tree: Tree, document: Document, place: Address) -> Document:
    """Leave out everything but one record with all that stands below it."""
    row = (place.table, place.key)
    found = {
        table: {key: values for key, values in rows.items() if row in tree.records(table, key)}
        for table, rows in document.tables.items()
    }
    return Document(
        {table: rows for table, rows in found.items() if rows},
        {one: state for one, state in document.states.items() if row in tree.records(one.table, one.key)},
        {one: value for one, value in document.stated.items() if row in tree.records(one.table, one.key)},
    )


def _without(tree: Tree, document: Document, places: Collection[Address]) -> Document:
    """Leave out cells, and records with all that stands below them."""

    def stays(table: str, key: Key, name: str) -> bool:
        inside = any(Address(*row, "") in places for row in tree.records(table, key))
        return not inside and Address(table, key, name) not in places

    tables: dict[str, dict[Key, dict[str, Value]]] = {}
    for table, rows in document.tables.items():
        for key, values in rows.items():
            if stays(table, key, ""):
                tables.setdefault(table, {})[key] = {
                    name: value for name, value in values.items() if stays(table, key, name)
                }
    return Document(
        tables,
        {one: state for one, state in document.states.items() if stays(one.table, one.key, one.field)},
        {one: value for one, value in document.stated.items() if stays(one.table, one.key, one.field)},
    )


# --- numbers of records -----------------------------------------------------------------------------


def _renumber(
    tree: Tree,
    sides: tuple[_Node, _Node, _Node],
    keys: tuple[Key, Key],
    known: Mapping[Row, Row],
    now: dict[Row, Row],
) -> None:
    """Number the records below one of theirs; `keys`: of that record as it is numbered there, and here."""
    base, ours, theirs = sides
    targets = set(known.values())
    named: dict[tuple[str, Key], _Node] = {}
    places: list[tuple[tuple[str, Key], Row, _Node]] = []
    waiting: list[tuple[str, Row, _Node]] = []
    for (table, rest), kid in theirs.kids.items():
        row = (table, (*keys[0], *rest))
        here = (table, (*keys[1], *rest))
        if row in known:
            name = (table, known[row][1][len(keys[1]) :])
        elif here not in targets and _is_same(tree, (table, rest), kid, base, ours):
            name = (table, rest)
        else:
            twin = _twin(tree, table, kid, base, ours, named)
            if twin is None:
                waiting.append((table, row, kid))
                continue
            name = twin
        named[name] = kid
        places.append((name, row, kid))
    for table, row, kid in waiting:
        rest = row[1][len(keys[0]) :]
        name = (table, (*rest[:-1], _free(table, (base, ours, theirs), named, targets)))
        named[name] = kid
        places.append((name, row, kid))
    order = {id(kid): place for place, kid in enumerate(theirs.kids.values())}
    places.sort(key=lambda one: order[id(one[2])])
    theirs.kids = {name: kid for name, _, kid in places}
    for name, row, kid in places:
        here = (name[0], (*keys[1], *name[1]))
        if here != row:
            now[row] = here
        inner = (base.kids.get(name) or _Node(), ours.kids.get(name) or _Node(), kid)
        _renumber(tree, inner, (row[1], here[1]), known, now)


def _is_same(tree: Tree, name: tuple[str, Key], kid: _Node, base: _Node, ours: _Node) -> bool:
    """Tell whether a record of theirs keeps its number: it was there before, is only theirs, or the same."""
    here = ours.kids.get(name)
    if name in base.kids:
        return True
    if here is None:
        return _about(tree, name[0], kid) is None or _twin(tree, name[0], kid, base, ours, {}) is None
    about = _about(tree, name[0], kid)
    return here == kid or (about is not None and about == _about(tree, name[0], here))


def _about(tree: Tree, table: str, node: _Node) -> tuple[Content, ...] | None:
    """Tell which warning a reason is given for; None where the table holds no reasons."""
    if table not in tree.places:
        return None
    return tuple(node.cells.get((table, (), name), _BLANK) for name in tree.places[table])


def _twin(
    tree: Tree, table: str, kid: _Node, base: _Node, ours: _Node, taken: Mapping[tuple[str, Key], _Node]
) -> tuple[str, Key] | None:
    """Find the reason we gave meanwhile for the same warning."""
    about = _about(tree, table, kid)
    if about is None:
        return None
    mine = ((name, node) for name, node in ours.kids.items() if name[0] == table and name not in base.kids)
    return next(
        (name for name, node in mine if name not in taken and _about(tree, table, node) == about), None
    )


def _free(
    table: str, sides: Iterable[_Node], named: Mapping[tuple[str, Key], _Node], targets: Iterable[Row]
) -> str:
    keys = [key for side in (*(node.kids for node in sides), named) for name, key in side if name == table]
    keys += [key for name, key in targets if name == table]
    return str(max((int(key[-1]) for key in keys if key[-1].isdecimal()), default=0) + 1)


def _followed(tree: Tree, document: Document, moved: Mapping[Row, Row]) -> Document:
    """Let the reasons for warnings speak of the records by their numbers here."""
    if not moved:
        return document
    tables = {name: dict(rows) for name, rows in document.tables.items()}
    for table, key, name, text in _spoken(tree, document):
        try:
            place = Address.parse(text)
        except Problem:
            continue
        tables[table][key] = {**tables[table][key], name: str(tree.moved(place, moved))}
    return replace(document, tables=tables)


def _spoken(tree: Tree, document: Document) -> Iterator[tuple[str, Key, str, str]]:
    for table, (_, name) in tree.places.items():
        for key, values in document.tables.get(table, {}).items():
            if name in values:
                yield table, key, name, str(values[name])
