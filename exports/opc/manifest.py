"""Checks what the manifest of one signature covers, and what it leaves out.

Checks C16 to C20 of ``docs/signature.md``. A broken rule or a wrong digest makes the file invalid;
a part or relationship that no one signed makes it *partial*, which is a different answer.
"""

from collections.abc import Mapping
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
        name, separator, media_type = reference.uri.partition("?ContentType=")
        if not separator or name not in package.parts or name in parts or name in infra.all:
            raise Rejected(reasons.MANIFEST_URI, reference.uri)
        if media_type != package.types.of(name):
            raise Rejected(reasons.MANIFEST_TYPE, name)
        octets = package.parts[name]
        if name in package.relations:
            relationships[name] = _chosen(package, name, reference)
            octets = transform(octets, name, relationships[name])
        elif reference.transforms:
            raise Rejected(reasons.MANIFEST_TRANSFORM, name)
        if digest(reference.algorithm, octets) != reference.digest:
            raise Rejected(reasons.DIGEST_MISMATCH, name)
        parts.add(name)
    return Covered(frozenset(parts), relationships)


def _chosen(package: Package, name: str, reference: Reference) -> frozenset[str]:
    """Give the relationships that the reference signs; they must exist, each once (C17)."""
    wanted = [names.RELATIONSHIP_TRANSFORM, names.C14N]
    if [one.algorithm for one in reference.transforms] != wanted:
        raise Rejected(reasons.MANIFEST_TRANSFORM, name)
    ids = reference.transforms[0].source_ids
    present = {one.id for one in package.relations[name]}
    if len(set(ids)) != len(ids) or not present.issuperset(ids):
        raise Rejected(reasons.MANIFEST_TRANSFORM, name)
    return frozenset(ids)


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


def uncovered(
    package: Package, covered: Covered, infra: SignatureParts, profile: Profile
) -> tuple[str, str] | None:
    """Give reason and place of the first part or relationship left unsigned (C19, C20), or None."""
    exempt = exempt_properties(package, profile)
    for name in package.parts:
        if name not in covered.parts and name not in infra.all and name not in exempt.values():
            return reasons.PART_UNSIGNED, name
    for holder, relationships in package.relations.items():
        if holder == infra.origin_relationships:
            continue
        for one in relationships:
            free = holder == ROOT and (one.id == infra.origin_id or one.id in exempt)
            if not free and not covered.has(holder, one):
                return reasons.REL_UNSIGNED, f"{holder} {one.id}"
    return None
