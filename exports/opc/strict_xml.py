"""Parses the small XML parts that steer a package, and puts XML into canonical form.

Content types, relationships and signatures are read with the same rules everywhere: UTF-8 only, no
document type, no entity, comment or processing instruction, no namespace but the named ones
(``docs/signature.md``, C5; ECMA-376-2, 7.2). Nothing is fetched and nothing is expanded.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from typing import Final

from lxml import etree
from lxml.etree import _Element as Element

from exports.opc import reasons
from exports.opc.reasons import Rejected

__all__ = ["Element", "attributes", "canonical", "children", "local_name", "parse", "qualified", "text"]

_BOM: Final = b"\xef\xbb\xbf"
_DECLARATION: Final = re.compile(
    rb"""<\?xml\s+version\s*=\s*["']1\.0["'](?:\s+encoding\s*=\s*["'](?P<encoding>[A-Za-z0-9._-]+)["'])?"""
    rb"""(?:\s+standalone\s*=\s*["'](?:yes|no)["'])?\s*\?>"""
)
_BLANK: Final = " \t\r\n"
_MOST_ATTRIBUTES: Final = 2_000
_MOST_PREFIXES: Final = 20
_ATTRIBUTE: Final = re.compile(rb"""=\s*["']""")
_WINDOW: Final = (
    2_000  # bytes; more attributes than the most do not fit between two tags nearer than two of it
)


def parse(data: bytes, where: str, namespaces: Iterable[str]) -> Element:
    """Parse ``data``, whose elements may belong to ``namespaces`` only and have plain attributes.

    ``where`` names the part in a refusal: ``XML_BROKEN``, ``XML_DOCTYPE`` or ``XML_MARKUP``.
    """
    check_bytes(data, where)
    try:
        root = etree.fromstring(data, _parser())
    except etree.XMLSyntaxError:
        raise Rejected(reasons.XML_BROKEN, where) from None
    check_nodes(root, where, frozenset(namespaces))
    return root


def check_nodes(root: Element, where: str, allowed: frozenset[str]) -> None:
    """Demand elements of the allowed namespaces only, with attributes of none (C5)."""
    prefixes: set[str] = set()
    for event, found in etree.iterwalk(root, events=("start-ns", "start", "comment", "pi")):
        if isinstance(found, tuple):
            prefix, address = found
            prefixes.add(prefix)
            # Every prefix in scope is worked through again for each element that is made canonical.
            if address not in allowed or len(prefixes) > _MOST_PREFIXES:
                raise Rejected(reasons.XML_MARKUP, where)
            continue
        if event != "start" or found is None or etree.QName(found).namespace not in allowed:
            raise Rejected(reasons.XML_MARKUP, where)
        if any("{" in str(name) for name in found.attrib):
            raise Rejected(reasons.XML_MARKUP, where)


def _parser() -> etree.XMLParser:
    """Make a parser that resolves nothing, fetches nothing and keeps libxml2's own limits."""
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def check_bytes(data: bytes, where: str) -> None:
    """Refuse, before any parser sees them, encodings and markup that readers treat differently (C5)."""
    check_attribute_floods(data, where)
    body = data.removeprefix(_BOM)
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        raise Rejected(reasons.XML_BROKEN, where) from None
    if declaration := _DECLARATION.match(body):
        if (declaration["encoding"] or b"utf-8").lower() != b"utf-8":
            raise Rejected(reasons.XML_BROKEN, where)
        body = body[declaration.end() :]
    if b"<!DOCTYPE" in body or b"<!ENTITY" in body:
        raise Rejected(reasons.XML_DOCTYPE, where)
    if b"<!" in body or b"<?" in body:
        raise Rejected(reasons.XML_MARKUP, where)


def check_attribute_floods(data: bytes, where: str) -> None:
    """Refuse an element with thousands of attributes (C4).

    libxml2 compares each with all the others: a megabyte of them would keep it busy for minutes. A
    tag ends before the next ``<``, which no attribute can hold, so only long stretches without one
    are looked at.
    """
    start = 0
    while start + _WINDOW <= len(data):
        if data.find(b"<", start, start + _WINDOW) >= 0:
            start += _WINDOW
            continue
        opened, closed = data.rfind(b"<", 0, start), data.find(b"<", start)
        stretch = data[max(opened, 0) : closed if closed >= 0 else len(data)]
        if sum(1 for _ in _ATTRIBUTE.finditer(stretch)) > _MOST_ATTRIBUTES:
            raise Rejected(reasons.ZIP_LIMIT, where)
        start = closed if closed >= 0 else len(data)


def says_utf8(data: bytes) -> bool:
    """Tell whether a part declares no other encoding than UTF-8, and no other XML than 1.0."""
    body = data.removeprefix(_BOM).lstrip()
    if not body.startswith(b"<?xml"):
        return True
    declaration = _DECLARATION.match(body)
    return declaration is not None and (declaration["encoding"] or b"utf-8").lower() == b"utf-8"


def check_part(data: bytes, where: str, *, strict: bool) -> None:
    """Check an XML part that does not steer the package, before any reader parses it (C4, C5)."""
    check_attribute_floods(data, where)
    if strict:
        forbid_doctype(data, where)


def forbid_doctype(data: bytes, where: str) -> None:
    """Refuse an XML part that is no UTF-8 or declares a document type; its elements are free."""
    if not says_utf8(data):
        raise Rejected(reasons.XML_BROKEN, where)
    try:
        body = data.decode("utf-8")
    except UnicodeDecodeError:
        raise Rejected(reasons.XML_BROKEN, where) from None
    if "<!DOCTYPE" in body or "<!ENTITY" in body or "\0" in body:
        raise Rejected(reasons.XML_DOCTYPE, where)


def canonical(element: Element) -> bytes:
    """Give the Canonical XML 1.0 (inclusive, without comments) of an element as document subset.

    libxml2 writes spurious ``xmlns=""`` when asked for a part of a tree below a default namespace,
    so the element is serialised with the namespaces it inherits, parsed again, and canonicalised
    as a whole document.
    """
    alone = etree.fromstring(etree.tostring(element, encoding="utf-8", with_tail=False), _parser())
    return etree.tostring(alone, method="c14n")


def qualified(namespace: str, name: str) -> str:
    """Give lxml's name of an element: ``{namespace}name``."""
    return f"{{{namespace}}}{name}"


def local_name(element: Element) -> str:
    """Give the element's name without its namespace, for the place in a refusal."""
    return etree.QName(element).localname


def children(element: Element, reason: str) -> Sequence[Element]:
    """Give the child elements, with nothing but white space between them."""
    if (element.text or "").strip(_BLANK) or any((child.tail or "").strip(_BLANK) for child in element):
        raise Rejected(reason, local_name(element))
    return list(element)


def text(element: Element, reason: str) -> str:
    """Give the text of an element that has no child elements."""
    if len(element):
        raise Rejected(reason, local_name(element))
    return element.text or ""


def attributes(
    element: Element, reason: str, required: Sequence[str] = (), optional: Sequence[str] = ()
) -> dict[str, str]:
    """Give the attributes: all of ``required``, any of ``optional``, none besides."""
    found = {str(name): str(value) for name, value in element.attrib.items()}
    if not set(required) <= found.keys():
        raise Rejected(reason, local_name(element))
    check_attributes(element, reason, [*required, *optional])
    return found


def check_attributes(element: Element, reason: str, known: Collection[str]) -> None:
    """Refuse attributes that no one reads (C11; of relationships C6, of content types C7)."""
    if not set(map(str, element.attrib)) <= set(known):
        raise Rejected(reason, local_name(element))
