"""Filled forms as other programs of the ODK family keep them: one XForm instance, one file.

    open_submission(bytes) -> Envelope (which form, which version, which instance)
    read_filled(form, lists, envelope.element) -> Filled (a document, what does not fit, what is unknown)
    write_submission(opened, form, meta) -> the text of an instance

Law: `read_submission(form, write_submission(opened, form, meta)) == opened.document()`, for answers that
are asked, records numbered from 1. What is not asked is left out, as ODK Collect does; figures that were
stated for computed cells are no answers and do not travel. Why a cell is blank travels as the attribute
`vn:state`, which other programs pass over.
"""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from forms.answers import Address, Document, Key, State, Value
from forms.engine_cells import LARGEST, outward_text, places, well_formed
from forms.letters import normalise
from forms.pack import Choice, Field, Form, Kind, Table, TableKind
from forms.problems import Problem
from forms.submission_shape import STATE, plain, shape_of
from forms.submission_writer import Meta, write_submission
from forms.table_rows import own_key

__all__ = [
    "Envelope",
    "Filled",
    "Left",
    "Meta",
    "open_submission",
    "read_filled",
    "read_submission",
    "write_submission",
]

LARGEST_FILE = 20_000_000  # bytes of one submission
_MOST_NODES = 500_000
_DEEPEST = 100
_ENCRYPTED = "http://www.opendatakit.org/xforms/encrypted"
_ENVELOPE = "http://opendatakit.org/submissions"
_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,60}(?:\.[0-9]{0,60})?|\.[0-9]{1,60})(?:[eE][+-]?[0-9]{1,3})?\Z")
_TECHNICAL = frozenset({"meta", "formhub", "__version__", "_version_", "_version"})
_SHOWN = 60  # characters of a text that is told
_WRONG_TIME = {
    Kind.DATE: "NOT_A_DATE",
    Kind.MONTH: "NOT_A_MONTH",
    Kind.YEAR: "NOT_A_YEAR",
    Kind.DATE_OR_YEAR: "NOT_A_DATE",
}


@dataclass(frozen=True, slots=True)
class Envelope:
    """What a submission says of itself; `element` is its root."""

    root: str
    form: str
    version: str
    instance: str  # meta/instanceID, "" where it has none
    deprecated: str  # the instance it is a corrected edition of
    name: str  # meta/instanceName
    started: str
    element: ET.Element


@dataclass(frozen=True, slots=True)
class Left:
    """A text of a submission that is not taken: where it stood, what it was, and why."""

    path: str
    text: str
    code: str  # UNKNOWN_FIELD, or why the value does not fit
    address: Address | None = None
    details: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Filled:
    """What a submission holds for a form: `values` answers that fit, and what was left."""

    document: Document
    values: int
    left: tuple[Left, ...]


def open_submission(data: bytes) -> Envelope:
    """Open one submission without knowing its form.

    Raises `Problem`: SUBMISSION_LARGE, SUBMISSION_NOT_XML, SUBMISSION_DOCTYPE (a document type or entities:
    no program of the family writes them), SUBMISSION_DEEP, SUBMISSION_ENCRYPTED, SUBMISSION_IS_FORM (an
    empty form, a web page).
    """
    if len(data) > LARGEST_FILE:
        raise Problem("SUBMISSION_LARGE", limit=LARGEST_FILE // 1_000_000)
    root = _parsed(data)
    if root.tag == f"{{{_ENVELOPE}}}submission":  # as a server hands a submission out
        inner = next((child for part in root if _local(part) == "data" for child in part), None)
        if inner is None:
            raise Problem("SUBMISSION_IS_FORM", root="submission")
        root = inner
    name = _local(root)
    if name.lower() == "html":
        raise Problem("SUBMISSION_IS_FORM", root=name)
    if root.get("encrypted") == "yes" or root.tag.startswith(f"{{{_ENCRYPTED}}}"):
        raise Problem("SUBMISSION_ENCRYPTED")
    meta: dict[str, str] = {}
    for part in root:
        if _local(part) == "meta":
            for one in part:
                meta.setdefault(_local(one), _text(one))
    started = meta.get("timeStart", "") or next((_text(one) for one in root if _local(one) == "start"), "")
    return Envelope(
        name,
        root.get("id", ""),
        root.get("version", ""),
        meta.get("instanceID", "") or root.get("instanceID", ""),
        meta.get("deprecatedID", ""),
        meta.get("instanceName", "")[:_SHOWN],
        started or root.get("submissionDate", ""),
        root,
    )


def _parsed(data: bytes) -> ET.Element:
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import iterparse

    root: ET.Element | None = None
    depth = nodes = 0
    try:
        for event, element in iterparse(io.BytesIO(data), ("start", "end"), forbid_dtd=True):
            depth += 1 if event == "start" else -1
            nodes += event == "start"
            root = element if root is None else root
            if depth > _DEEPEST or nodes > _MOST_NODES:
                raise Problem("SUBMISSION_DEEP", depth=_DEEPEST)
    except DefusedXmlException as error:
        raise Problem("SUBMISSION_DOCTYPE") from error
    except (ET.ParseError, ValueError, LookupError) as error:
        raise Problem("SUBMISSION_NOT_XML", reason=" ".join(str(error).split())[:_SHOWN]) from error
    if root is None:
        raise Problem("SUBMISSION_NOT_XML", reason="")
    return root


def read_submission(form: Form, text: str) -> Document:
    """Read a submission of `form`; nodes the form has not, and values that do not fit, are passed over.

    Raises `Problem("SUBMISSION")` for text that is no instance of this form.
    """
    try:
        envelope = open_submission(text.strip().encode())
    except Problem as problem:
        raise Problem(
            "SUBMISSION", form=form.id, reason=problem.details.get("reason", problem.code)
        ) from problem
    if envelope.root != plain(form.tables[0].path).split("/")[1]:
        raise Problem("SUBMISSION", form=form.id, reason=envelope.root[:_SHOWN])
    return read_filled(form, {}, envelope.element).document


def read_filled(form: Form, lists: Mapping[str, Sequence[Choice]], root: ET.Element) -> Filled:
    """Read a submission's answers to `form`, whatever the root is called.

    A choice is held against `lists` (a list that is not there, or empty, takes every code).
    """
    return _Reader(form, lists).read(root)


class _Reader:
    def __init__(self, form: Form, lists: Mapping[str, Sequence[Choice]]) -> None:
        self._shape = shape_of(form)
        self._form = form
        self._blocked = {(table.id, row.key): row.blocked for table in form.tables for row in table.rows}
        self._codes = {name: {choice.name for choice in items} for name, items in lists.items()}
        self._tables: dict[str, dict[Key, dict[str, Value]]] = {}
        self._states: dict[Address, State] = {}
        self._left: list[Left] = []
        self._values = 0

    def read(self, root: ET.Element) -> Filled:
        top = self._form.tables[0]
        alone = top.kind is TableKind.SINGLE
        self._inside(root, self._shape.root, top if alone else None, ())
        return Filled(Document(self._tables, self._states), self._values, tuple(self._left))

    def _inside(self, element: ET.Element, path: str, table: Table | None, key: Key) -> None:
        """Read the nodes below one node of the row `key` of `table`."""
        counts: dict[str, int] = {}
        names = Counter(map(_local, element))
        for child in element:
            place = f"{path}/{_local(child)}"
            repeat = self._shape.repeats.get(place)
            field = self._shape.fields.get(place)
            if repeat is not None:
                counts[place] = counts.get(place, 0) + 1
                self._row(child, place, repeat, key, counts[place])
            elif field is not None and table is not None and len(child) == 0:
                self._answer(child, place, table, key, field)
            elif place in self._shape.groups:
                self._inside(child, place, table, key)
            elif _local(child) not in _TECHNICAL and place not in self._shape.counts:
                self._elsewhere(child, place, table, key, alone=names[_local(child)] == 1)

    def _elsewhere(
        self, element: ET.Element, place: str, table: Table | None, key: Key, *, alone: bool
    ) -> None:
        """Read a node that stands in no such place: other versions group the same questions otherwise."""
        if table is None or not alone:
            self._left.extend(_unknown(element, place))
        elif len(element):
            self._inside(element, place, table, key)
        else:
            name = f"/{_local(element)}"
            found = [one for one in table.fields if plain(one.path).endswith(name)]
            answered = found and found[0].id in self._tables.get(table.id, {}).get(key, {})
            if len(found) == 1 and not answered:
                self._answer(element, place, table, key, found[0])
            else:
                self._left.extend(_unknown(element, place))

    def _row(self, element: ET.Element, place: str, table: Table, above: Key, number: int) -> None:
        key: Key = (*above, str(number))
        if table.kind is TableKind.FIXED:
            found = self._fixed(element, place, table, number)
            if found is None:
                self._left.extend(_unknown(element, place))
                return
            key = (*above, *found)
        else:  # a record without any answer is a record
            self._tables.setdefault(table.id, {}).setdefault(key, {})
        self._inside(element, place, table, key)

    def _fixed(self, element: ET.Element, place: str, table: Table, number: int) -> Key | None:
        """Find the row of a fixed table by its axes, or by its place where they were not kept."""
        known = {row.key for row in table.rows}
        axes = {
            field.path.rpartition("/")[2]: plain(field.path)
            for field in table.fields
            if field.kind is Kind.KEY
        }
        steps = {axis: path.removeprefix(f"{place}/") for axis, path in axes.items()}
        told = tuple(_at(element, steps[axis]) if axis in steps else "" for axis in table.axes)
        if any(told):
            return told if told in known else None
        return table.rows[number - 1].key if number <= len(table.rows) else None

    def _answer(self, element: ET.Element, place: str, table: Table, key: Key, field: Field) -> None:
        if field.calculate is not None or field.kind is Kind.KEY:
            return
        address = Address(table.id, key, field.id)
        text = _text(element)
        if not text:
            state = element.get(STATE)
            if state in {one.value for one in State}:
                self._states[address] = State(state)
            return
        if table.rows and field.id in self._blocked.get((table.id, own_key(table, key)), ()):
            told = (("place", str(address)),)
            self._left.append(Left(place, text[:_SHOWN], "CELL_NOT_ASKED", address, told))
            return
        try:
            value = self._value(field, text)
        except Problem as problem:
            details = tuple((name, str(one)) for name, one in problem.details.items())
            self._left.append(Left(place, text[:_SHOWN], problem.code, address, details))
            return
        if value is None:
            return
        self._tables.setdefault(table.id, {}).setdefault(key, {})[field.id] = value
        self._values += 1

    def _value(self, field: Field, text: str) -> Value | None:
        told = text[:_SHOWN]
        if field.kind in (Kind.INTEGER, Kind.DECIMAL):
            return _number(field, text)
        if field.kind in (Kind.CHOICE, Kind.CHOICES):
            codes = text.split() if field.kind is Kind.CHOICES else [text]
            known = self._codes.get(field.list or "") if field.itemset is None else None
            strange = next((code for code in codes if known and code not in known), None)
            if strange is not None:
                raise Problem("NOT_IN_LIST", text=strange[:_SHOWN])
            return " ".join(codes)
        if field.kind is Kind.FILES:
            return "\n".join(filter(None, (line.strip() for line in text.splitlines())))
        if field.kind is Kind.DATE:
            date = outward_text(field, text)
            if date is None or not well_formed(Kind.DATE, str(date)):
                raise Problem("NOT_A_DATE", text=told)
            return date
        if field.kind in (Kind.MONTH, Kind.YEAR) and well_formed(Kind.DATE, text):
            text = text[:7] if field.kind is Kind.MONTH else text[:4]  # Collect keeps the whole day
        if not well_formed(field.kind, text, field.type):
            raise Problem(_WRONG_TIME.get(field.kind, "NOT_A_TIME"), text=told)
        words = normalise(text, lines=field.kind is Kind.MEMO or not self._form.blanks_told)
        if field.max_length is not None and len(words) > field.max_length:
            raise Problem("TOO_LONG", text=told, found=len(words), limit=field.max_length)
        return words or None


def _number(field: Field, text: str) -> Value:
    """Read a number exactly; a foreign form's whole number is cut off, as in JavaRosa."""
    told = text[:_SHOWN]
    if not _NUMBER.match(text):
        raise Problem("NOT_A_NUMBER", text=told)
    number = Decimal(text)
    if abs(number) >= Decimal(LARGEST):
        raise Problem("TOO_LARGE", text=told, digits=18)
    if field.kind is Kind.INTEGER:
        if number != number.to_integral_value() and field.type not in {"int", "integer"}:
            raise Problem("NOT_WHOLE", text=told)
        return int(number)
    step = Decimal(1).scaleb(-places(field))
    rounded = number.quantize(step, ROUND_HALF_UP)
    if rounded != number and field.type != "decimal":
        raise Problem("TOO_MANY_DECIMALS", text=told, limit=places(field))
    exact = rounded.normalize()
    return exact if int(exact.as_tuple().exponent) <= 0 else rounded.quantize(Decimal(1))


def _unknown(element: ET.Element, path: str) -> Iterator[Left]:
    """List the texts below a node that the form does not know."""
    inner = list(element)
    text = "" if inner else _text(element)
    if text:
        yield Left(path, text[:_SHOWN], "UNKNOWN_FIELD")
    for child in inner:
        if _local(child) not in _TECHNICAL:
            yield from _unknown(child, f"{path}/{_local(child)}")


def _at(element: ET.Element, steps: str) -> str:
    here: ET.Element | None = element
    for step in steps.split("/"):
        here = next((child for child in here if _local(child) == step), None) if here is not None else None
    return _text(here) if here is not None else ""


def _text(element: ET.Element) -> str:
    return "".join(element.itertext()).strip()


def _local(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]
