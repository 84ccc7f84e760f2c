"""Presents the XML of a case as rows and places, so that the product's own binder works its expression out.

Elements that stand exactly once below every parent become places in a row, all others tables, as the
repeats of a form are; attributes are places named "@name". Nothing here evaluates XPath.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from lxml import etree

from forms.xpath.bound import World
from forms.xpath.nodes import Node, Row, Shape, Store
from forms.xpath.trees import absolute

_STEP = re.compile(
    r"/(?:\*\[(\d+)\]|(text|comment|processing-instruction)\(\)\[(\d+)\]|@\*\[name\(\)=\"([^\"]+)\"\])"
)
_NO_DAY = date(1970, 1, 1)
Element = etree._Element  # the type has no public name


class NotPresentable(Exception):
    """A context that is not in the document."""


@dataclass
class XmlWorld:
    """A document as tables: `world` for the binder, the rows for its closures."""

    world: World
    start: Row  # the row of the context
    node: Node  # and the place in it
    found: Mapping[tuple[int, int], str]  # (row, place) -> path of what stands there in the document
    order: Mapping[str, int]  # path -> place in document order

    def path(self, row: Row, node: Node) -> str | None:
        """Give the path of what stands at a place in a row; None where nothing does."""
        return self.found.get((id(row), id(node)))


@dataclass
class _Builder:
    store: Store
    document: Node = field(default_factory=lambda: Node(""))
    forms: dict[str, Node] = field(default_factory=dict)
    widths: dict[int, int] = field(default_factory=dict)
    repeats: frozenset[str] = frozenset()  # paths an XForm's body repeats
    shapes: int = 0
    rows: list[Row] = field(default_factory=list)
    found: dict[tuple[int, int], str] = field(default_factory=dict)
    element_at: dict[Element, tuple[Row, Node]] = field(default_factory=dict)

    def slot(self, shape: Shape) -> int:
        place = self.widths.get(id(shape), 0)
        self.widths[id(shape)] = place + 1
        return place

    def table(self, name: str, above: Node, *, listed: bool = False, single: bool = False) -> Node:
        """Add a table below a place."""
        chain = above.shape.chain if above.shape else ()
        index = -1 if listed else self.shapes
        shape = Shape(index, name, chain=() if listed else (*chain, index), single=single, grows=not single)
        if not listed:
            self.shapes += 1
            self.store.tables.append([])
        shape.node = Node(name, above, shape=shape, is_row=True)
        return shape.node

    def describe(self, node: Node, elements: Sequence[Element]) -> None:
        """Add the places below a place, which stands for these elements."""
        assert node.shape is not None
        node.slot = self.slot(node.shape)
        for name in dict.fromkeys(_written(one, str(key)) for one in elements for key in one.attrib):
            attribute = node.child(f"@{name}")
            attribute.slot = self.slot(node.shape)
        for name in dict.fromkeys(name for one in elements for name, _ in _leaves(one)):
            node.child(name).slot = self.slot(node.shape)
        for name in dict.fromkeys(_name(child) for one in elements for child in _children(one)):
            below = [[child for child in _children(one) if _name(child) == name] for one in elements]
            inside = [child for group in below for child in group]
            if all(len(group) == 1 for group in below) and absolute(node.child(name)) not in self.repeats:
                place = node.child(name)
            else:
                place = node.children[name] = self.table(name, node)
            self.describe(place, inside)

    def row(self, node: Node, element: Element, parent: Row | None, *, index: int) -> Row:
        """Add the row of an element that is a row of a table, and all rows below it."""
        shape = node.shape
        assert shape is not None
        row = Row(shape, (), self.widths[id(shape)], self.store, parent)
        row.index = index
        self.rows.append(row)
        if shape.index < 0:
            shape.rows.append(row)
        else:
            self.store.tables[shape.index].append(row)
        if parent is not None and shape.index >= 0:
            parent.children.setdefault(shape.index, []).append(row)
        self.fill(row, node, element)
        return row

    def fill(self, row: Row, node: Node, element: Element) -> None:
        """Write an element's text and attributes into its row, then its children's."""
        assert node.slot is not None
        row.v[node.slot] = "".join(str(part) for part in element.xpath("string()"))
        self.found[id(row), id(node)] = _path(element)
        self.element_at[element] = row, node
        for key, value in element.attrib.items():
            name = _written(element, str(key))
            place = node.children[f"@{name}"]
            assert place.slot is not None
            row.v[place.slot] = str(value)
            self.found[id(row), id(place)] = f'{_path(element)}/@*[name()="{name}"]'
        for name, value in _leaves(element):
            place = node.children[name]
            assert place.slot is not None
            row.v[place.slot] = value
            self.found[id(row), id(place)] = _leaf_path(element, name)
        seen: dict[str, int] = {}
        for child in _children(element):
            below = node.children[_name(child)]
            if below.is_row:
                self.row(below, child, row, index=seen.get(_name(child), 0))
                seen[_name(child)] = seen.get(_name(child), 0) + 1
            else:
                self.fill(row, below, child)


def xml_world(
    xml: str, context: str, root: str | None, language: str | None, now: datetime | None
) -> XmlWorld:
    """Read a document and stand at `context`; `root`: where absolute paths begin, if not at the document."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    top = etree.fromstring(xml.strip().encode(), parser)
    builder = _Builder(Store(0, now.date() if now else _NO_DAY, now))
    start = _element(top, root) if root else None
    roots = [top] if start is None else list(_children(start))
    if start is not None:
        builder.document.name = _name(start)
    builder.repeats = frozenset(
        f"{above}{one.get('nodeset')}"
        for one in top.iter("{*}repeat")
        for above in ("/", f"/{builder.document.name}")
    )
    for name in dict.fromkeys(map(_name, roots)):
        same = [one for one in roots if _name(one) == name]
        node = builder.table(name, builder.document, single=len(same) == 1)
        builder.document.children[name] = builder.forms[name] = node
        builder.describe(node, same)
        for index, one in enumerate(same):
            builder.row(node, one, None, index=index)
    instances = _instances(top, builder)
    world = World(builder.forms, instances, {}, {}, _texts(top, language), loose=True)
    row, node = _context(top, context, root, builder)
    builder.found[id(row), id(builder.document)] = "/" if start is None else _path(start)
    order = {path: place for place, path in enumerate(_in_order(top))}
    return XmlWorld(world, row, node, builder.found, order)


def _context(top: Element, context: str, root: str | None, builder: _Builder) -> tuple[Row, Node]:
    if context in ("/", root):
        # A document without elements below its root still needs a row to be read from.
        blank = Row(Shape(-1, ""), (), 0, builder.store)
        return (builder.rows[0] if builder.rows else blank), builder.document
    steps = list(_steps(context))
    _, kind, place, attribute = steps[-1]
    element = _element(top, context)
    if element is None or element not in builder.element_at:
        raise NotPresentable(context)
    row, node = builder.element_at[element]
    leaf = f"@{attribute}" if attribute else f"#{kind}()[{place}]" if kind else ""
    if leaf and leaf not in node.children:
        raise NotPresentable(context)
    return row, node.children[leaf] if leaf else node


def _steps(path: str) -> Iterator[tuple[str, str, str, str]]:
    at = 0
    while at < len(path):
        found = _STEP.match(path, at)
        if not found:
            raise NotPresentable(path)
        yield found[1] or "", found[2] or "", found[3] or "", found[4] or ""
        at = found.end()


def _element(top: Element, path: str) -> Element | None:
    """Follow a path of numbered elements (the form in which cases name nodes)."""
    element: Element | None = None
    for place, kind, _, attribute in _steps(path):
        if kind or attribute:
            return element
        below = [top] if element is None else list(_children(element))
        if int(place) > len(below):
            return None
        element = below[int(place) - 1]
    return element


def _children(element: Element) -> Iterator[Element]:
    return (child for child in element if isinstance(child.tag, str))


def _in_order(element: Element) -> Iterator[str]:
    """Give the paths of an element, its attributes and all inside it in document order."""
    path = _path(element)
    if path == "/*[1]":
        yield "/"
    yield path
    for key in element.attrib:
        yield f'{path}/@*[name()="{_written(element, str(key))}"]'
    counts: dict[str, int] = {}

    def leaf(kind: str) -> str:
        counts[kind] = counts.get(kind, 0) + 1
        return f"{path}/{kind}()[{counts[kind]}]"

    if element.text:
        yield leaf("text")
    for child in element:
        if isinstance(child, etree._Comment):
            yield leaf("comment")
        elif isinstance(child, etree._ProcessingInstruction):
            yield leaf("processing-instruction")
        else:
            yield from _in_order(child)
        if child.tail:
            yield leaf("text")


def _leaves(element: Element) -> Iterator[tuple[str, str]]:
    """Give the texts, comments and instructions directly inside an element."""
    count = {"text": 0, "comment": 0, "processing-instruction": 0}

    def leaf(kind: str, value: str) -> tuple[str, str]:
        count[kind] += 1
        return f"#{kind}()[{count[kind]}]", value

    if element.text:
        yield leaf("text", element.text)
    for child in element:
        if isinstance(child, etree._Comment):
            yield leaf("comment", child.text or "")
        elif isinstance(child, etree._ProcessingInstruction):
            yield leaf("processing-instruction", child.text or "")
        if child.tail:
            yield leaf("text", child.tail)


def _leaf_path(element: Element, name: str) -> str:
    return f"{_path(element)}/{name[1:]}"


def _name(element: Element) -> str:
    """Write an element's name as the document does; XHTML's own names get their usual prefix."""
    local = etree.QName(element).localname
    if element.prefix is None and etree.QName(element).namespace == "http://www.w3.org/1999/xhtml":
        return f"xhtml:{local}"
    return f"{element.prefix}:{local}" if element.prefix else local


def _written(element: Element, key: str) -> str:
    """Write an attribute's name as the document does."""
    qualified = etree.QName(key)
    if not qualified.namespace:
        return qualified.localname
    prefixes = {uri: prefix for prefix, uri in element.nsmap.items() if prefix}
    prefixes["http://www.w3.org/XML/1998/namespace"] = "xml"
    return f"{prefixes.get(qualified.namespace, '?')}:{qualified.localname}"


def _path(element: Element) -> str:
    parent = element.getparent()
    if parent is None:
        return "/*[1]"
    return f"{_path(parent)}/*[{list(_children(parent)).index(element) + 1}]"


def _instances(top: Element, builder: _Builder) -> dict[str, Shape]:
    """Read the secondary instances of an XForm: the items below their roots."""
    shapes: dict[str, Shape] = {}
    for one in top.iter("{*}instance"):
        children = list(_children(one))
        if not one.get("id") or len(children) != 1:
            continue
        items = [child for child in _children(children[0]) if _name(child) == "item"]
        if not items:
            continue
        node = builder.table("item", Node("root"), listed=True)
        builder.describe(node, items)
        for index, item in enumerate(items):
            builder.row(node, item, None, index=index)
        assert node.shape is not None
        shapes[str(one.get("id"))] = node.shape
    return shapes


def _texts(top: Element, language: str | None) -> dict[str, str]:
    """Read the texts of one language, by default the one marked, else the first."""
    languages = list(top.iter("{*}translation"))
    chosen = [one for one in languages if one.get("lang") == language] if language else []
    chosen = chosen or [one for one in languages if "default" in one.attrib] or languages[:1]
    texts: dict[str, str] = {}
    for one in chosen:
        for text in one.iter("{*}text"):
            plain = [value for value in text.iter("{*}value") if "form" not in value.attrib]
            if plain:
                texts[str(text.get("id"))] = plain[0].text or ""
    return texts
