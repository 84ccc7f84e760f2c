"""Checks what the manifest of one signature covers, and what it leaves out.

Checks C16 to C20 of ``docs/signature.md``. A broken rule or a wrong digest makes the file invalid;
a part or relationship that no one signed makes it *partial*, which is a different answer.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from exports.opc import names, reasons
from exports.opc.algorithms import digest
from exports.opc.package import Package, SignatureParts
from exports.opc.profiles import Profile
from exports.opc.reasons import Rejected
from exports.opc.relationships import ROOT, Relationship, relationships_of, transform
from exports.opc.signature import Reference

_PROPERTIES: Final[Mapping[str, tuple[str, str]]] = {
    "/docProps/core.xml": (names.CORE_PROPERTIES_TYPE, names.CORE_PROPERTIES_RELATIONSHIP),
    "/docProps/app.xml": (names.EXTENDED_PROPERTIES_TYPE, names.EXTENDED_PROPERTIES_RELATIONSHIP),
}


@dataclass(frozen=True, slots=True)
class Covered:
    """What a signature covers: whole parts, and relationships by the part that holds them."""

    parts: frozenset[str]
    relationships: Mapping[str, frozenset[str]]

    def has(self, holder: str, relationship: Relationship) -> bool:
        """Tell whether the relationship is signed."""
        return relationship.id in self.relationships.get(holder, frozenset())


def check_manifest(package: Package, references: tuple[Reference, ...], infra: SignatureParts) -> Covered:
    """Check every reference of the manifest and its digest (C16, C17)."""
    parts: set[str] = set()
    relationships: dict[str, frozenset[str]] = {}
    for reference in references:
        name = reference.uri.partition("?")[0]
        check_address(package, reference, infra, parts)
        check_media_type(package, reference)
        check_transforms(package, reference)
        octets = package.parts[name]
        if name in package.relations:
            ids = frozenset(source for one in reference.transforms for source in one.source_ids)
            relationships[name] = ids
            octets = transform(octets, name, ids)
        check_digest(reference, octets, name)
        parts.add(name)
    return Covered(frozenset(parts), relationships)


def check_address(
    package: Package, reference: Reference, infra: SignatureParts, earlier: Collection[str]
) -> None:
    """Demand the exact name of a part, named once, that is none of the signatures' own (C16)."""
    name, separator, _ = reference.uri.partition("?ContentType=")
    if not separator or name not in package.parts or name in earlier or name in infra.all:
        raise Rejected(reasons.MANIFEST_URI, reference.uri)


def check_media_type(package: Package, reference: Reference) -> None:
    """Demand that the signed content type is the one that the package gives the part (C17)."""
    name, _, media_type = reference.uri.partition("?ContentType=")
    if media_type != package.types.of(name):
        raise Rejected(reasons.MANIFEST_TYPE, name)


def check_transforms(package: Package, reference: Reference) -> None:
    """Demand the relationships transform where it belongs, over Ids that exist, each once (C17)."""
    name = reference.uri.partition("?")[0]
    holds = name in package.relations
    wanted = [names.RELATIONSHIP_TRANSFORM, names.C14N] if holds else []
    if [one.algorithm for one in reference.transforms] != wanted:
        raise Rejected(reasons.MANIFEST_TRANSFORM, name)
    if holds:
        ids = reference.transforms[0].source_ids
        present = {one.id for one in package.relations[name]}
        if len(set(ids)) != len(ids) or not present.issuperset(ids):
            raise Rejected(reasons.MANIFEST_TRANSFORM, name)


def check_digest(reference: Reference, octets: bytes, where: str) -> None:
    """Demand that what is there is what was hashed (C14, C19)."""
    if digest(reference.algorithm, octets) != reference.digest:
        raise Rejected(reasons.DIGEST_MISMATCH, where)


def check_main(covered: Covered, main: Relationship) -> None:
    """Demand that the main part and the relationship to it are signed (C18)."""
    if main.part not in covered.parts or not covered.has(ROOT, main):
        raise Rejected(reasons.MAIN_UNSIGNED, main.part)


def exempt_properties(package: Package, profile: Profile) -> Mapping[str, str]:
    """Give the document properties that may stay unsigned: relationship Id at the root -> part."""
    if not profile.properties_unsigned:
        return {}
    exempt: dict[str, str] = {}
    for part, (media_type, relationship_type) in _PROPERTIES.items():
        arrows = [
            (holder, one)
            for holder, relationships in package.relations.items()
            for one in relationships
            if one.part == part
        ]
        if (
            len(arrows) == 1
            and arrows[0][0] == ROOT
            and arrows[0][1].type == relationship_type
            and package.types.of(part) == media_type
            and relationships_of(part) not in package.parts
        ):
            exempt[arrows[0][1].id] = part
    return exempt


@dataclass(frozen=True, slots=True)
class Asked:
    """What has to be covered: everything but the signatures' own, the exempt, and the main part.

    The main part and the way to it are asked for by ``check_main`` alone, so that each check
    stands on its own feet.
    """

    parts: frozenset[str]
    relationships: tuple[tuple[str, Relationship], ...]


def asked(package: Package, main: Relationship, infra: SignatureParts, profile: Profile) -> Asked:
    """Say what the signatures of the package have to cover besides its main part."""
    exempt = exempt_properties(package, profile)
    free = {infra.origin_id, main.id, *exempt}
    parts = package.parts.keys() - infra.all - set(exempt.values()) - {main.part}
    relationships = tuple(
        (holder, one)
        for holder, found in package.relations.items()
        if holder != infra.origin_relationships
        for one in found
        if holder != ROOT or one.id not in free
    )
    return Asked(frozenset(parts), relationships)


def unsigned_part(covered: Covered, wanted: Asked) -> str | None:
    """Give the first part that is left unsigned (C19)."""
    return min(wanted.parts - covered.parts, default=None)


def unsigned_relationship(covered: Covered, wanted: Asked) -> str | None:
    """Give the first relationship that is left unsigned (C20)."""
    for holder, one in wanted.relationships:
        if not covered.has(holder, one):
            return f"{holder} {one.id}"
    return None
