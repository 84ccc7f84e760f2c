"""Reads and writes relationships: which part leads to which (ECMA-376-2, 6.5 and 10.6).

Part names carry their leading slash here: ``/xl/workbook.xml``; the package itself is ``/``.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import quoteattr

from exports.opc import reasons
from exports.opc.reasons import Rejected
from exports.opc.strict_xml import Element, attributes, canonical, children, parse, qualified
from exports.opc.zipped import is_part_name

NAMESPACE: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
ROOT: Final = "/_rels/.rels"

_IDENTIFIER: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_HAS_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


@dataclass(frozen=True, slots=True)
class Relationship:
    """One arrow of the package; ``part`` is the name of the part that ``target`` leads to.

    One that leads out of the package (``mode`` is not Internal) has no part: ``part`` is empty.
    """

    id: str
    type: str
    target: str
    part: str
    mode: str = "Internal"


def is_relationships_part(name: str) -> bool:
    """Tell by its name whether the part holds relationships (ECMA-376-2, 6.5.2)."""
    folders, _, file = name.lower().rpartition("/")
    return folders.endswith("/_rels") and file.endswith(".rels")


def source_of(name: str) -> str:
    """Give the part whose relationships the part ``name`` holds; ``/`` for the package."""
    folders, _, file = name.rpartition("/")
    source = folders.removesuffix("_rels") + file.removesuffix(".rels")
    return source or "/"


def relationships_of(source: str) -> str:
    """Give the name of the part that holds the relationships of ``source``."""
    folder, _, file = source.rpartition("/")
    return f"{folder}/_rels/{file}.rels"


def parse_relationships(data: bytes, name: str, present: Collection[str]) -> tuple[Relationship, ...]:
    """Read the relationships part ``name``; every target must be among the parts ``present`` (C6).

    Raises ``Rejected``: ``REL_BROKEN``, ``REL_EXTERNAL``, ``REL_TARGET`` or an XML reason.
    """
    root = parse(data, name, [NAMESPACE])
    if root.tag != qualified(NAMESPACE, "Relationships") or root.attrib:
        raise Rejected(reasons.REL_BROKEN, name)
    found = tuple(_read(child, name) for child in children(root, reasons.REL_BROKEN))
    check_relationships(found, name, present)
    return found


def _read(element: Element, name: str) -> Relationship:
    """Read one element of the relationships part ``name``."""
    if element.tag != qualified(NAMESPACE, "Relationship") or children(element, reasons.REL_BROKEN):
        raise Rejected(reasons.REL_BROKEN, name)
    values = attributes(element, reasons.REL_BROKEN, ["Id", "Type", "Target"], ["TargetMode"])
    mode = values.get("TargetMode", "Internal")
    part = resolve(source_of(name), values["Target"]) if mode == "Internal" else ""
    return Relationship(values["Id"], values["Type"], values["Target"], part, mode)


def check_relationships(found: Sequence[Relationship], name: str, present: Collection[str]) -> None:
    """Demand of the relationships in ``name`` Ids that differ, and targets that are parts (C6)."""
    source = source_of(name)
    if source != "/" and source not in present:
        raise Rejected(reasons.REL_BROKEN, name)
    if any(one.mode == "External" for one in found):
        raise Rejected(reasons.REL_EXTERNAL, name)
    if any(one.mode != "Internal" or not _IDENTIFIER.fullmatch(one.id) for one in found):
        raise Rejected(reasons.REL_BROKEN, name)
    if len({one.id for one in found}) != len(found):
        raise Rejected(reasons.REL_BROKEN, name)
    if any(one.part not in present or is_relationships_part(one.part) for one in found):
        raise Rejected(reasons.REL_TARGET, name)


def resolve(source: str, target: str) -> str:
    """Give the part name that ``target`` means when written in the relationships of ``source``.

    Raises ``Rejected(REL_TARGET)`` for a reference out of the package, a query or a fragment.
    """
    path = target if target.startswith("/") else source.rpartition("/")[0] + "/" + target
    if target.startswith("//") or _HAS_SCHEME.match(target) or not target:
        raise Rejected(reasons.REL_TARGET, target)
    steps: list[str] = []
    for step in path.split("/")[1:]:
        if step == "..":
            if not steps:
                raise Rejected(reasons.REL_TARGET, target)
            steps.pop()
        elif step != ".":
            steps.append(step)
    resolved = "/" + "/".join(steps)
    if not is_part_name(resolved):
        raise Rejected(reasons.REL_TARGET, target)
    return resolved


def relative(source: str, part: str) -> str:
    """Write the way from ``source`` to ``part`` without a leading slash."""
    here, there = source.split("/")[1:-1], part.split("/")[1:]
    shared = 0
    while shared < min(len(here), len(there) - 1) and here[shared] == there[shared]:
        shared += 1
    return "/".join([".."] * (len(here) - shared) + there[shared:])


def write_relationships(relationships: Iterable[Relationship]) -> bytes:
    """Write a relationships part; the targets stand as given."""
    lines = "".join(
        f"<Relationship Id={quoteattr(one.id)} Type={quoteattr(one.type)} Target={quoteattr(one.target)}/>"
        for one in relationships
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f'{head}<Relationships xmlns="{NAMESPACE}">{lines}</Relationships>'.encode()


def transform(data: bytes, name: str, ids: Collection[str]) -> bytes:
    """Give what a signature over the relationships ``ids`` of the part hashes.

    The relationships transform of ECMA-376-2, 10.6.2, followed by Canonical XML 1.0: the chosen
    elements sorted by Id, ``TargetMode`` written out, without white space.
    """
    root = parse(data, name, [NAMESPACE])
    chosen = [child for child in root if child.get("Id") in ids]
    for child in list(root):
        root.remove(child)
    root.text = None
    for child in sorted(chosen, key=lambda child: child.get("Id", "")):
        child.text = child.tail = None
        child.set("TargetMode", child.get("TargetMode", "Internal"))
        root.append(child)
    return canonical(root)
