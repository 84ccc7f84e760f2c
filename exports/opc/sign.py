"""Signs a package: makes it fit to be signed whole, adds the signature parts, and checks the result.

The recipe is section "What we write" of ``docs/signature.md``.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from exports.keys import KeyHolder
from exports.opc import names
from exports.opc.content_types import parse_content_types
from exports.opc.manifest import exempt_properties
from exports.opc.package import (
    Package,
    SignatureParts,
    find_signatures,
    is_signed_at_all,
    main_part,
    open_package,
    reachable,
)
from exports.opc.profiles import WORKBOOK, Profile
from exports.opc.relationships import (
    ROOT,
    Relationship,
    parse_relationships,
    relationships_of,
    relative,
    source_of,
    transform,
    write_relationships,
)
from exports.opc.signature_xml import Covering, write_signature
from exports.opc.verify import verify
from exports.opc.zipped import CONTENT_TYPES_ITEM, read_zip, write_zip
from forms.problems import Problem

MOST_REFERENCES: Final = 30  # Apache POI refuses manifests with more
LONGEST_COMMENT: Final = 255  # characters, [MS-OFFCRYPTO] SignatureComments

_ORIGIN: Final = "/_xmlsignatures/origin.sigs"
_DOCUMENT_PROPERTIES: Final = "docProps/"


def sign(
    package: bytes, key: KeyHolder, when: datetime, *, profile: Profile = WORKBOOK, comment: str = ""
) -> bytes:
    """Give the package with a signature by ``key`` over all of it, claimed at ``when``.

    A package without a signature is first made fit: docProps are dropped (unless the profile leaves
    them unsigned) and relationship targets made relative. A signed one gets a second signature that
    changes no signed part. Raises ``Problem``: ``TOO_MANY_PARTS`` (details: parts, most),
    ``SIGN_COMMENT``, ``SIGN_BROKEN`` (details: reason, where) when the package cannot be signed so
    that it verifies, or a reason of the zip and package rules.
    """
    if when.tzinfo is None:
        raise ValueError("when needs a time zone")
    if len(comment) > LONGEST_COMMENT or not comment.replace("\n", " ").isprintable():
        raise Problem("SIGN_COMMENT")
    items = read_zip(package)
    if is_signed_at_all(items):
        _demand_valid(package, when, profile)
    else:
        items = _fit_to_sign(items, profile)
    items, place = with_place(items, profile)
    opened = open_package({**items, place[1:]: b""}, profile)
    covering = _cover(opened, find_signatures(opened), profile)
    if len(covering) > MOST_REFERENCES:
        raise Problem("TOO_MANY_PARTS", parts=len(covering), most=MOST_REFERENCES)
    seconds = when.astimezone(UTC).replace(microsecond=0)
    items[place[1:]] = write_signature(key, covering, seconds, comment)
    signed = write_zip(items)
    _demand_valid(signed, when, profile)
    return signed


def _demand_valid(package: bytes, when: datetime, profile: Profile) -> None:
    """Refuse to hand out, or to sign again, what our own verifier would not take."""
    verdict = verify(package, now=when, profile=profile)
    if not verdict.state.startswith("valid"):
        raise Problem("SIGN_BROKEN", reason=verdict.reason, where=verdict.detail)


def _fit_to_sign(items: Mapping[str, bytes], profile: Profile) -> dict[str, bytes]:
    """Drop document properties and make relationship targets relative, as Excel writes them."""
    if profile.properties_unsigned:
        return dict(items)
    kept = {name: content for name, content in items.items() if not name.startswith(_DOCUMENT_PROPERTIES)}
    parts = {"/" + name: content for name, content in items.items()}
    for name in [name for name in kept if name.endswith(".rels")]:
        source = source_of("/" + name)
        arrows = [
            replace(one, target=relative(source, one.part))
            for one in parse_relationships(kept[name], "/" + name, parts)
            if one.part[1:] in kept
        ]
        if arrows:
            kept[name] = write_relationships(arrows)
        else:
            del kept[name]  # nothing in it could be signed
    present = {"/" + name: content for name, content in kept.items()}
    types = parse_content_types(items[CONTENT_TYPES_ITEM])
    kept[CONTENT_TYPES_ITEM] = types.only(present).to_xml()
    return kept


def with_place(items: Mapping[str, bytes], profile: Profile) -> tuple[dict[str, bytes], str]:
    """Add origin, relationships and content type for one more signature; give its part name."""
    prepared = dict(items)
    types = parse_content_types(prepared[CONTENT_TYPES_ITEM])
    holder = relationships_of(_ORIGIN)
    earlier: tuple[Relationship, ...] = ()
    if is_signed_at_all(items):
        opened = open_package(items, profile)
        found = find_signatures(opened)
        holder = found.origin_relationships
        earlier = opened.relations[holder]
    else:
        parts = {"/" + name: content for name, content in items.items()}
        at_root = parse_relationships(prepared[ROOT[1:]], ROOT, parts)
        origin = Relationship(
            _free("rId", {one.id for one in at_root}), names.ORIGIN_RELATIONSHIP, _ORIGIN[1:], _ORIGIN
        )
        prepared[ROOT[1:]] = write_relationships([*at_root, origin])
        prepared[_ORIGIN[1:]] = b""
        types = types.with_default("sigs", names.ORIGIN_TYPE)
    folder = source_of(holder).rpartition("/")[0]
    file = _free("sig", {name.removeprefix(folder[1:] + "/").removesuffix(".xml") for name in items}) + ".xml"
    place = f"{folder}/{file}"
    arrow = Relationship(_free("rId", {one.id for one in earlier}), names.SIGNATURE_RELATIONSHIP, file, place)
    prepared[holder[1:]] = write_relationships([*earlier, arrow])
    prepared[CONTENT_TYPES_ITEM] = types.with_override(place, names.SIGNATURE_TYPE).to_xml()
    return prepared, place


def _free(stem: str, taken: set[str]) -> str:
    """Give the first of stem1, stem2, ... that is not taken."""
    number = 1
    while f"{stem}{number}" in taken:
        number += 1
    return f"{stem}{number}"


def _cover(package: Package, infra: SignatureParts, profile: Profile) -> list[Covering]:
    """Choose what to sign: every part and every relationship but the signatures' own.

    A part that nothing leads to would be signed and never be seen, so it is refused.
    """
    main_part(package, profile)
    exempt = exempt_properties(package, profile)
    led_to = {ROOT} | {
        part
        for one in package.relations[ROOT]
        if one.id != infra.origin_id
        for part in reachable(package, one.part)
    }
    covering: list[Covering] = []
    for name, content in package.parts.items():
        if name in infra.all or name in exempt.values():
            continue
        if name not in led_to:
            raise Problem("SIGN_BROKEN", reason="PART_UNREACHABLE", where=name)
        uri = f"{name}?ContentType={package.types.of(name)}"
        if name not in package.relations:
            covering.append(Covering(uri, content))
            continue
        signed = [one for one in package.relations[name] if not _is_free(name, one, infra, exempt)]
        ids = tuple(sorted(one.id for one in signed))
        covering.append(Covering(uri, transform(content, name, frozenset(ids)), ids))
    return covering


def _is_free(holder: str, one: Relationship, infra: SignatureParts, exempt: Mapping[str, str]) -> bool:
    """Tell whether a relationship stays outside the signature: to the signatures, to docProps."""
    return holder == ROOT and (one.id == infra.origin_id or one.id in exempt)
