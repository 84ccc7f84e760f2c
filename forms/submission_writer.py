"""Writes answers as the XForm instance that ODK Collect would have written for them."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from html import escape

from forms.answers import Address, Key, Value
from forms.engine_open import OpenForms
from forms.pack import Field, Form, Kind, Table, TableKind
from forms.submission_shape import NAMESPACE, Node, shape_of
from forms.table_rows import own_key, row_with

_KNOWN = {
    "h": "http://www.w3.org/1999/xhtml",
    "jr": "http://openrosa.org/javarosa",
    "orx": "http://openrosa.org/xforms",
    "odk": "http://www.opendatakit.org/xforms",
    "ev": "http://www.w3.org/2001/xml-events",
    "xsd": "http://www.w3.org/2001/XMLSchema",
    "entities": "http://www.opendatakit.org/xforms/entities",
    "vn": NAMESPACE,
}
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_PART_OF_DATE = {Kind.MONTH: ("month-year", "-01"), Kind.YEAR: ("year", "-01-01")}


@dataclass(frozen=True, slots=True)
class Meta:
    """What a submission says of itself beside its answers; times in ISO 8601 with their zone."""

    instance: str  # "uuid:..."
    started: str = ""
    ended: str = ""
    name: str = ""


def write_submission(opened: OpenForms, form: Form, meta: Meta, hidden: Collection[str] = frozenset()) -> str:
    """Write the answers to one form; what is not asked is left out, computed values are written.

    A form that keeps an instanceID of its own keeps it; else `meta.instance` is written. `hidden`: paths of
    fields that are not to be given out.
    """
    return _Writer(opened, form, meta, frozenset(hidden)).text()


class _Writer:
    def __init__(self, opened: OpenForms, form: Form, meta: Meta, hidden: frozenset[str]) -> None:
        self._opened = opened
        self._hidden = hidden
        self._form = form
        self._meta = meta
        self._shape = shape_of(form)
        self._groups = {group.path for group in form.groups}
        self._lines: list[str] = []
        self._prefixes: set[str] = set()
        self._has_meta = False

    def text(self) -> str:
        form, top = self._form, self._shape.top
        main = form.tables[0]
        single = main if main.kind is TableKind.SINGLE else None
        self._inside(top, single, (), 1)
        if not self._has_meta:
            self._write_meta()
        name = self._name(top.name)
        declared = {**_KNOWN, **form.namespaces}
        spaces = "".join(
            f' xmlns:{prefix}="{_quoted(declared.get(prefix, f"urn:prefix:{prefix}"))}"'
            for prefix in sorted(self._prefixes)
        )
        version = f' version="{_quoted(form.version)}"' if form.version else ""
        head = f'<{name} id="{_quoted(form.xform_id or form.id)}"{version}{spaces}>'
        return "\n".join(('<?xml version="1.0" encoding="UTF-8"?>', head, *self._lines, f"</{name}>", ""))

    def _inside(self, node: Node, table: Table | None, key: Key, depth: int) -> None:
        for child in node.children:
            if child.table is not None:
                self._rows(child, child.table, key, depth)
            elif child.counted is not None:
                self._leaf(child.name, str(len(self._below(child.counted, key))), depth)
            elif child.field is not None:
                if table is not None and child.path not in self._hidden:
                    self._answer(child, child.field, table, key, depth)
            elif self._asked(child.path, key):
                self._open(child.name, depth)
                self._has_meta = self._has_meta or child.path == f"{self._shape.top.path}/meta"
                self._inside(child, table, key, depth + 1)
                self._close(child.name, depth)

    def _rows(self, node: Node, table: Table, above: Key, depth: int) -> None:
        for key in self._below(table, above):
            if self._asked(node.path, key):
                self._open(node.name, depth)
                self._inside(node, table, key, depth + 1)
                self._close(node.name, depth)

    def _below(self, table: Table, above: Key) -> list[Key]:
        return [key for key in self._opened.rows(table.id) if key[: len(above)] == above]

    def _asked(self, path: str, key: Key) -> bool:
        return path not in self._groups or self._opened.group(path, key).relevant

    def _answer(self, node: Node, field: Field, table: Table, key: Key, depth: int) -> None:
        if field.kind is Kind.KEY:
            self._leaf(node.name, key_text(table, field, key), depth)
            return
        view = self._opened.view(Address(table.id, key, field.id))
        last = node.path.rpartition("/")[2].rpartition(":")[2]
        if last == "instanceID":
            self._has_meta = True
            self._leaf(node.name, str(view.value or self._meta.instance), depth)
        elif view.relevant:
            state = ""
            if view.state is not None:
                self._prefixes.add("vn")
                state = f' vn:state="{view.state.value}"'
            self._leaf(node.name, instance_text(field, view.value), depth, state)

    def _write_meta(self) -> None:
        meta = self._meta
        self._open("meta", 1)
        self._leaf("instanceID", meta.instance, 2)
        for name, text in (
            ("orx:timeStart", meta.started),
            ("orx:timeEnd", meta.ended),
            ("instanceName", meta.name),
        ):
            if text:
                self._leaf(name, text, 2)
        self._close("meta", 1)

    def _name(self, name: str) -> str:
        prefix, colon, _ = name.partition(":")
        if colon:
            self._prefixes.add(prefix)
        return name

    def _open(self, name: str, depth: int) -> None:
        self._lines.append(f"{'  ' * depth}<{self._name(name)}>")

    def _close(self, name: str, depth: int) -> None:
        self._lines.append(f"{'  ' * depth}</{name}>")

    def _leaf(self, name: str, text: str, depth: int, attributes: str = "") -> None:
        name = self._name(name)
        inner = f">{_escaped(text)}</{name}>" if text else "/>"
        self._lines.append(f"{'  ' * depth}<{name}{attributes}{inner}")


def key_text(table: Table, field: Field, key: Key) -> str:
    """Give what a row's list says of it: its part of the key, or another column of the list."""
    name = field.path.rpartition("/")[2]
    for axis, part in zip(table.axes, own_key(table, key), strict=True):
        if axis in (field.id, name):
            return part
    row = row_with(table, key)
    return row.values.get(field.id, "") if row is not None else ""


def instance_text(field: Field, value: Value | None) -> str:
    """Write a value as an XForm instance holds it."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        text = format(value, "f")
        return text.rstrip("0").rstrip(".") if "." in text else text
    appearance, rest = _PART_OF_DATE.get(field.kind, ("", ""))
    if appearance and appearance in field.appearance.split():
        return f"{value}{rest}"
    return str(value)


def _escaped(text: str) -> str:
    """Escape text for XML; what no XML may hold becomes the sign of replacement, not nothing."""
    return escape(_NO_XML.sub("\ufffd", text), quote=False).replace("\r", "&#13;")


def _quoted(text: str) -> str:
    return escape(_NO_XML.sub("\ufffd", " ".join(text.split())), quote=True)
