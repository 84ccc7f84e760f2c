"""Replays a recorded form session through the product's own compiler and engine.

A session opens an XForm, answers questions, adds and removes rows of repeats; after every step the
recording holds the state of every node. This adapter writes our state in the recording's words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from forms.answers import Address, Document, Key, Value
from forms.authoring.any_xform import Compiled, compile_xform
from forms.engine import FormSet, OpenForms
from forms.pack import Field, Group, Kind, Table, TableKind, Unit
from forms.problems import Problem
from forms.submissions import read_submission

ZONE = ZoneInfo("America/Phoenix")
UNIT = Unit("1", "Unit", "Unit", "commune", "area", "Xã", "")
Node = Mapping[str, Any]
State = dict[str, dict[str, Any]]
_UUID = re.compile(r"uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\Z")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")
# Nodes the recorder itself adds to a form that has no instanceID: they stand in no form.
_ADDED = re.compile(r"/(?:\w+:)?meta(?:/(?:\w+:)?(?:instanceID|deprecatedID))?\|")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e-?\d+)?\Z")
_LAST_BITS = Decimal("1e-9")
COMPARED = ("rel", "ro", "req", "v", "bad", "ch", "label")


@dataclass(frozen=True, slots=True)
class Difference:
    """One node that is not as recorded; `key` is "" for a node that is missing or too many."""

    ref: str
    kind: str
    key: str
    theirs: Any
    ours: Any

    def __str__(self) -> str:
        """Say it in one line."""
        if not self.key:
            return f"{self.ref} {'missing' if self.theirs else 'too many'}"
        return f"{self.ref} {self.key}: {self.theirs!r}, ours {self.ours!r}"


class Disagrees(Exception):
    """A step whose state is not the recorded one."""

    def __init__(self, step: int, what: str, differences: Sequence[Difference]) -> None:
        """Keep the step's number and how the states differ."""
        told = "; ".join(str(one) for one in differences[:4])
        more = f" (+{len(differences) - 4})" if len(differences) > 4 else ""
        super().__init__(f"step {step} {what}: {told}{more}")
        self.step = step
        self.differences = tuple(differences)


def replay(steps: Sequence[Mapping[str, Any]]) -> Compiled:
    """Replay a session; raise `Disagrees` at the first step whose state differs."""
    first = steps[0]
    compiled = compile_xform(first["form"])
    session = Session(compiled, first["now"], first.get("edit"))
    expected: State = {}
    for number, step in enumerate(steps):
        expected = after(expected, step["state"])
        try:
            if number:
                session.take(step["op"], step["args"])
        except Problem as problem:
            refused = Difference(str(step["args"]), step["op"], "refused", "", str(problem))
            raise Disagrees(number, step["op"], [refused]) from problem
        differences = compare(expected, session.state())
        if differences:
            raise Disagrees(number, f"{step['op']} {step['args']}", differences)
    return compiled


def after(before: State, state: Sequence[Node] | Mapping[str, Any]) -> State:
    """Apply what a step records (all nodes, or those that moved and went) to the state before it."""
    if isinstance(state, Mapping):
        gone = set(state["gone"])
        kept = {name: node for name, node in before.items() if name not in gone}
        return {**kept, **_by_name(state["set"])}
    return _by_name(state)


def _by_name(nodes: Iterable[Node]) -> State:
    return {f"{node['ref']}|{node['t']}": dict(node) for node in nodes}


def compare(expected: State, ours: State) -> list[Difference]:
    """Say how two states differ."""
    found = []
    for name, node in expected.items():
        ref, kind = node["ref"], node["t"]
        mine = ours.get(name)
        if mine is None:
            if not _ADDED.search(name):
                found.append(Difference(ref, kind, "", theirs=True, ours=False))
            continue
        found.extend(
            Difference(ref, kind, key, node.get(key), mine.get(key))
            for key in COMPARED
            if not _same(key, node.get(key), mine.get(key), number=mine.get("number", False))
        )
    found.extend(
        Difference(node["ref"], node["t"], "", theirs=False, ours=True)
        for name, node in ours.items()
        if name not in expected
    )
    return found


def _same(key: str, theirs: object, ours: object, *, number: bool) -> bool:
    numbers = key == "v" and _NUMBER.match(str(theirs)) and _NUMBER.match(str(ours))
    if numbers and (number or "." in f"{theirs}{ours}"):
        # "89.0" is 89; and the last bits of a sum of fractions of days are not what is compared.
        return abs(Decimal(str(theirs)) - Decimal(str(ours))) < _LAST_BITS
    if key == "label":
        return _label(theirs) == _label(ours)
    if key == "v" and isinstance(theirs, str) and isinstance(ours, str):
        if _UUID.match(theirs):
            return _UUID.match(ours) is not None
        if _MOMENT.match(theirs) and _MOMENT.match(ours) and theirs != ours:
            # The recorder's clock ran on while it recorded: the moment itself is not in the recording.
            return _near(theirs, ours)
    return theirs == ours


def _label(text: object) -> str:
    """Write a label with single spaces and no number finer than the last bits compared."""
    plain = " ".join(str(text or "").split())
    return re.sub(r"\d+\.\d{9,}", lambda found: f"{float(found[0]):.9f}".rstrip("0").rstrip("."), plain)


def _near(one: str, other: str) -> bool:
    try:
        apart = datetime.fromisoformat(one) - datetime.fromisoformat(other)
    except (ValueError, TypeError):
        return False
    return abs(apart.total_seconds()) < 30


@dataclass(frozen=True, slots=True)
class _Place:
    ref: str
    table: Table
    key: Key


class Session:
    """One open form, driven and shown in the words of a recording."""

    def __init__(self, compiled: Compiled, now: str, filled: str | None) -> None:
        """Open the form on the recording's day, with the answers it was filled in with before."""
        self.pack = compiled.pack
        (self.form,) = self.pack.forms
        moment = datetime.fromisoformat(now)
        document = read_submission(self.form, filled) if filled else Document()
        here = moment.astimezone(ZONE)
        self.open: OpenForms = FormSet(self.pack).open(UNIT, document, here.date(), here)
        self.language = "vi"
        self._fields: dict[Address, Field] = {}
        self.places: dict[str, Address] = {}
        self.ranges: dict[str, tuple[str, Key]] = {}
        self.rows: dict[str, tuple[str, Key]] = {}

    def take(self, op: str, args: Sequence[Any]) -> None:
        """Take one recorded step."""
        if op in {"answer", "answer-error"}:
            address = self.places.get(_numbered(args[0], self.places))
            if address is None:
                raise Problem("NO_SUCH_CELL", place=args[0])
            view = self.open.view(address)
            if self.open.locked(address) or not view.relevant:
                return  # no screen lets a locked or hidden question be answered
            given = _text(args[1])
            if isinstance(args[1], bool) and self._fields[address].control == "trigger":
                given = "OK" if args[1] else ""
            self.open.put_many([(address, self.open.read(address, given), None)])
        elif op == "createNewRepeat":
            table, key = self.ranges[_numbered(args[0], self.ranges)]
            self.open.add_record(table, key)
        elif op == "removeRepeat":
            self.open.remove_record(*self.rows[args[0]])
        elif op == "setLanguage":
            self.language = args[0]

        else:
            raise Problem("NO_SUCH_STEP", step=op)

    def state(self) -> State:
        """Write the whole state as the recording does."""
        self.places, self.ranges, self.rows = {}, {}, {}
        found = {finding.place for finding in self.open.findings()}
        nodes: list[Node] = []
        for table in self.form.tables:
            for place in self._rows(table):
                inside = [g for g in self.form.groups if _table_of(self.form.tables, g.path) is table]
                nodes.extend(self._group(group, place) for group in inside)
                nodes.extend(self._field(one, place, found) for one in table.fields)
                for inner in self.form.tables:
                    if inner.parent == table.id:
                        ref = place.ref + inner.path.removeprefix(table.path)
                        self.ranges[ref] = inner.id, place.key
                        kind = "controlled" if inner.count or inner.closed else "uncontrolled"
                        outer = self.open.above(inner.path, place.key)
                        asked = [
                            self.open.group(inner.path, k).relevant
                            for k in self.open.rows(inner.id)
                            if k[:-1] == place.key
                        ]
                        closed = any(
                            g.path == inner.path and g.relevant == "false()" for g in self.form.groups
                        )
                        label = inner.label.get(self.language, inner.label.get("vi", ""))
                        nodes.append(
                            {
                                "ref": ref,
                                "t": f"repeat-range:{kind}",
                                "rel": outer.relevant and not closed and (not asked or any(asked)),
                                "ro": outer.readonly,
                                "req": False,
                                "label": label,
                            }
                        )
        return _by_name(nodes)

    def _rows(self, table: Table) -> list[_Place]:
        if table.kind is TableKind.SINGLE:
            return [_Place(table.path, table, ())]
        parent = next(one for one in self.form.tables if one.id == table.parent)
        above = {place.key: place for place in self._rows(parent)}
        counts: dict[Key, int] = {}
        places = []
        for key in self.open.rows(table.id):
            counts[key[:-1]] = number = counts.get(key[:-1], 0) + 1
            ref = f"{above[key[:-1]].ref}{table.path.removeprefix(parent.path)}[{number}]"
            self.rows[ref] = table.id, key
            places.append(_Place(ref, table, key))
        return places

    def _group(self, group: Group, place: _Place) -> Node:
        view = self.open.group(group.path, place.key, self.language)
        kind = "group"
        if group.path == place.table.path:
            kind = "root" if place.table.kind is TableKind.SINGLE else "repeat-instance"
        return {
            "ref": place.ref + group.path.removeprefix(place.table.path),
            "t": kind,
            "rel": view.relevant,
            "ro": view.readonly,
            "req": view.required,
            "label": "" if kind == "root" else view.label,
        }

    def _field(self, one: Field, place: _Place, found: AbstractSet[Address]) -> Node:
        address = Address(place.table.id, place.key, one.id)
        ref = place.ref + one.path.removeprefix(place.table.path)
        self.places[ref] = address
        self._fields[address] = one
        view = self.open.view(address)
        blank = view.required and view.relevant and view.value is None  # also where nobody can fill it
        node = {
            "ref": ref,
            "t": one.control or "model-value",
            "rel": view.relevant,
            "ro": self.open.locked(address),
            "req": view.required,
            "v": _written(view.value),
            "number": one.kind is Kind.DECIMAL,
            "bad": "required" if blank else "constraint" if address in found else None,
            "label": self.open.label(address, self.language),
        }
        if one.control == "select":
            node["ch"] = [choice.name for choice in self.open.choices(address)]
        return node


def _table_of(tables: Sequence[Table], path: str) -> Table:
    fits = (one for one in tables if f"{path}/".startswith(f"{one.path}/"))
    return max(fits, key=lambda one: len(one.path))


def _numbered(ref: str, known: Mapping[str, object]) -> str:
    """Find a reference whose rows are not numbered: the first row is meant."""
    if ref in known:
        return ref
    plain = re.sub(r"\[1\]", "", ref)
    return next((one for one in known if re.sub(r"\[1\]", "", one) == plain), ref)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return " ".join(map(str, value))
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    return str(value)


def _written(value: Value | None) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        text = format(value, "f")
        return text.rstrip("0").rstrip(".") if "." in text else text
    return str(value)
