"""A package taken apart under the rules of ECMA-376-2, before any signature is looked at.

Checks C6 to C10 of ``docs/signature.md``: relationships, content types, the one main part and the
one place of signatures. Part names carry a leading slash.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from exports.opc import names, reasons
from exports.opc.content_types import RELATIONSHIPS, ContentTypes, parse_content_types
from exports.opc.profiles import Profile
from exports.opc.reasons import Rejected
from exports.opc.relationships import (
    ROOT,
    Relationship,
    is_relationships_part,
    parse_relationships,
    relationships_of,
    source_of,
)
from exports.opc.strict_xml import check_part
from exports.opc.zipped import CONTENT_TYPES_ITEM

_SIGNATURE_MARK: Final = b"digital-signature"
_XML_ENDINGS: Final = ("+xml", "/xml")
_MOST_SIGNATURES: Final = 10  # each hashes the whole package again
_MOST_STEERING: Final = 5_000_000  # bytes of content types and relationships together
_MOST_SIGNING: Final = 2_000_000  # bytes of all signature parts together; they may hold two pictures each


@dataclass(frozen=True, slots=True)
class Package:
    """The parts, what each is, and the relationships by the part that holds them."""

    parts: Mapping[str, bytes]
    types: ContentTypes
    relations: Mapping[str, tuple[Relationship, ...]]


@dataclass(frozen=True, slots=True)
class SignatureParts:
    """Where the signatures lie: the origin, its relationships, and the signature parts in order."""

    origin: str
    origin_relationships: str
    origin_id: str
    signatures: tuple[str, ...]

    @property
    def all(self) -> frozenset[str]:
        """Every part that belongs to the signatures and so cannot be signed by them."""
        return frozenset({self.origin, self.origin_relationships, *self.signatures})


def is_signed_at_all(items: Mapping[str, bytes]) -> bool:
    """Tell whether any trace of a signature stands in the items of a zip (item name -> bytes)."""
    folder = names.SIGNATURE_FOLDER.strip("/")
    return any(
        name.lower().startswith(folder)
        or (name.lower().endswith(".rels") and _SIGNATURE_MARK in content.lower())
        for name, content in items.items()
    )


def open_package(items: Mapping[str, bytes], profile: Profile) -> Package:
    """Take the items of a zip apart (C5-C8); raise ``Rejected`` at the first broken rule."""
    if CONTENT_TYPES_ITEM not in items:
        raise Rejected(reasons.CONTENT_TYPES, CONTENT_TYPES_ITEM)
    steering = [name for name in items if name == CONTENT_TYPES_ITEM or name.lower().endswith(".rels")]
    check_size(items, steering, _MOST_STEERING)
    types = parse_content_types(items[CONTENT_TYPES_ITEM])
    parts = {"/" + name: content for name, content in items.items() if name != CONTENT_TYPES_ITEM}
    check_types(types, parts)
    for name, content in parts.items():
        media_type = types.of(name) or ""
        check_relationships_type(name, media_type)
        if media_type.lower().endswith(_XML_ENDINGS):
            check_part(content, name, strict=profile.strict_xml)
    relations = {
        name: parse_relationships(content, name, parts)
        for name, content in parts.items()
        if is_relationships_part(name)
    }
    return Package(MappingProxyType(parts), types, MappingProxyType(relations))


def check_size(parts: Mapping[str, bytes], names_of: Sequence[str], most: int) -> None:
    """Refuse more of what has to be parsed than any package needs (C4)."""
    if sum(len(parts[name]) for name in names_of) > most:
        raise Rejected(reasons.ZIP_LIMIT, max(names_of, key=lambda name: len(parts[name])))


def check_types(types: ContentTypes, parts: Mapping[str, bytes]) -> None:
    """Demand a content type for every part, and none for a part that is missing (C7)."""
    for name in types.overrides:
        if name not in parts:
            raise Rejected(reasons.CONTENT_TYPES, name)
    for name in parts:
        if types.of(name) is None:
            raise Rejected(reasons.CONTENT_TYPES, name)


def check_relationships_type(name: str, media_type: str) -> None:
    """Demand that name and media type agree on what is a relationships part (C8)."""
    looks = is_relationships_part(name)
    exact = relationships_of(source_of(name)) == name or name == ROOT
    if looks != (media_type.lower() == RELATIONSHIPS) or (looks and not exact):
        raise Rejected(reasons.RELS_TYPE, name)


def main_part(package: Package, profile: Profile) -> Relationship:
    """Find the one relationship from the package to its main part (C9)."""
    leading = [
        one
        for one in package.relations.get(ROOT, ())
        if one.type in profile.root_types or one.type.lower().endswith("/officedocument")
    ]
    if not leading:
        raise Rejected(reasons.MAIN_PART, ROOT)
    check_main_part(leading, package, profile)
    return leading[0]


def check_main_part(leading: Sequence[Relationship], package: Package, profile: Profile) -> None:
    """Demand one main part, of a type that the profile allows (C9)."""
    main = leading[0]
    if len(leading) != 1 or main.type not in profile.root_types:
        raise Rejected(reasons.MAIN_PART, ROOT)
    if package.types.of(main.part) not in profile.main_types:
        raise Rejected(reasons.MAIN_PART, main.part)
    if profile.main_part not in {None, main.part}:
        raise Rejected(reasons.MAIN_PART, main.part)


def find_signatures(package: Package) -> SignatureParts:
    """Find the signature parts; nothing else may pose as one (C10)."""
    origins = [one for one in package.relations.get(ROOT, ()) if one.type == names.ORIGIN_RELATIONSHIP]
    if len(origins) != 1:
        raise Rejected(reasons.INFRASTRUCTURE, ROOT)
    origin = origins[0].part
    holder = relationships_of(origin)
    arrows = package.relations.get(holder, ())
    found = SignatureParts(origin, holder, origins[0].id, tuple(arrow.part for arrow in arrows))
    if not 1 <= len(arrows) <= _MOST_SIGNATURES:
        raise Rejected(reasons.INFRASTRUCTURE, holder)
    check_size(package.parts, found.signatures, _MOST_SIGNING)
    check_signature_parts(package, found)
    return found


def check_signature_parts(package: Package, found: SignatureParts) -> None:
    """Demand that nothing poses as a signature, or leads to one, but what the origin names (C10)."""
    origin, holder = found.origin, found.origin_relationships
    arrows = package.relations[holder]
    if package.types.of(origin) != names.ORIGIN_TYPE or package.parts[origin]:
        raise Rejected(reasons.INFRASTRUCTURE, origin)
    if any(arrow.type != names.SIGNATURE_RELATIONSHIP for arrow in arrows):
        raise Rejected(reasons.INFRASTRUCTURE, holder)
    if len(set(found.signatures)) != len(found.signatures) or origin in found.signatures:
        raise Rejected(reasons.INFRASTRUCTURE, holder)
    for name in package.parts:
        _check_pose(package, name, found)
    for name, relationships in package.relations.items():
        for one in relationships:
            expected = name == holder or (name == ROOT and one.id == found.origin_id)
            marked = _SIGNATURE_MARK.decode() in one.type.lower()
            if not expected and (marked or one.part in found.all):
                raise Rejected(reasons.INFRASTRUCTURE, name)


def _check_pose(package: Package, name: str, found: SignatureParts) -> None:
    """Demand of one part that it is a signature part by name, type and relationship, or by none."""
    media_type = (package.types.of(name) or "").lower()
    if (
        (media_type == names.SIGNATURE_TYPE) != (name in found.signatures)
        or (media_type == names.ORIGIN_TYPE) != (name == found.origin)
        or (name.lower().startswith(names.SIGNATURE_FOLDER) and name not in found.all)
        or (
            name != found.origin_relationships
            and is_relationships_part(name)
            and source_of(name) in found.all
        )
    ):
        raise Rejected(reasons.INFRASTRUCTURE, name)


def reachable(package: Package, start: str) -> frozenset[str]:
    """Give every part that relationships lead to from ``start``, with it and the relationships parts."""
    found: set[str] = set()
    waiting = [start]
    while waiting:
        part = waiting.pop()
        if part in found:
            continue
        found.add(part)
        holder = relationships_of(part)
        if holder in package.relations:
            found.add(holder)
            waiting.extend(one.part for one in package.relations[holder])
    return frozenset(found)
