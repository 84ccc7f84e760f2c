"""The nodes of a form's instance, in its order: what the reader and the writer of submissions share.

A compiled pack keeps tables and fields with their paths. The tree between them (groups, repeats, the
counts that pyxform puts beside a repeat) follows from the paths.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as filled

from forms.pack import Field, Form, Table, TableKind

NAMESPACE = "urn:phieuxa:xlsform:1"
STATE = f"{{{NAMESPACE}}}state"
"""The attribute that says why a cell is blank: `none` or `unknown`."""

_ROW = re.compile(r"!(\d+)\Z")
_PATH = re.compile(r"\s*/?[\w.\-:]+(?:/[\w.\-:]+)*\s*\Z")


@dataclass(slots=True)
class Node:
    """A node of the instance; a repeat has its table, a question its field, a group neither."""

    name: str  # with its prefix
    path: str
    table: Table | None = None
    field: Field | None = None
    counted: Table | None = None  # the node stands beside a repeat and holds the number of its rows
    children: list[Node] = filled(default_factory=list)


@dataclass(frozen=True, slots=True)
class Shape:
    """The tree of a form, and what stands where: by path without prefixes."""

    top: Node
    root: str
    repeats: Mapping[str, Table]
    fields: Mapping[str, Field]
    groups: frozenset[str]
    counts: frozenset[str]


def plain(path: str) -> str:
    """Leave out the prefixes of names: a submission may choose others than its form."""
    return "/".join(step.rpartition(":")[2] for step in path.split("/"))


def shape_of(form: Form) -> Shape:
    """Put the tree of a form together."""
    root = f"/{form.tables[0].path.split('/')[1]}"
    tables = {table.path: table for table in form.tables if table.path != root}
    fields = {field.path: field for table in form.tables for field in table.fields}
    counted = {path: count for path, table in tables.items() if (count := _count_beside(table, fields))}
    nodes = {root: Node(root[1:], root)}

    def node(path: str) -> Node:
        known = nodes.get(path)
        if known is None:
            above, _, name = path.rpartition("/")
            outer = node(above)
            if path in counted:
                name_beside = counted[path].rpartition("/")[2]
                outer.children.append(Node(name_beside, counted[path], counted=tables[path]))
            known = nodes[path] = Node(name, path, tables.get(path), fields.get(path))
            outer.children.append(known)
        return known

    for path in form.order or _in_order(form, root):
        node(path)
    for path in (*fields, *tables):  # an order that does not name all of them
        node(path)
    return Shape(
        nodes[root],
        plain(root),
        {plain(path): table for path, table in tables.items()},
        {plain(path): field for path, field in fields.items()},
        frozenset(plain(path) for path, one in nodes.items() if one.table is None and one.field is None),
        frozenset(plain(path) for path in counted.values()),
    )


def _in_order(form: Form, root: str) -> list[str]:
    """Give the paths of a form of ours: by the row of its source, else fields before what is below them."""
    found: list[tuple[int, int, str]] = []
    numbered = True
    for table in form.tables:
        sources = [(table.path, table.source), *((one.path, one.source) for one in table.fields)]
        for place, (path, source) in enumerate(sources):
            if path == root:
                continue
            row = _ROW.search(source)
            numbered = numbered and row is not None
            found.append((int(row[1]) if row else 0, place, path))
    return [path for _, _, path in (sorted(found) if numbered else found)]


def _count_beside(table: Table, fields: Mapping[str, Field]) -> str:
    """Name the node that pyxform puts beside a repeat whose count is a formula; "" where it has none."""
    beside = f"{table.path}_count"
    if beside in fields:
        return ""
    if table.kind is TableKind.FIXED:
        return beside
    return beside if table.count and not _PATH.match(table.count) else ""
