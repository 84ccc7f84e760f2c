"""Reads one signature part and demands the one shape in which nothing can be wrapped or hidden.

Checks C11 to C14 of ``docs/signature.md``. Every element is found by its place, and only then must
its Id agree with the reference to it; so a signed element moved elsewhere, with a forged one in its
place, is refused (signature wrapping; Rohlmann et al., "Every Signature is Broken", 2023).
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from exports.opc import names, reasons
from exports.opc.algorithms import decode_base64
from exports.opc.reasons import Rejected
from exports.opc.strict_xml import Element, attributes, children, local_name, parse, qualified, text

_NAMESPACES: Final = (names.DSIG, names.MDSSI, names.OFFICE, names.XADES, names.XADES_141)
_ONCE: Final = ("Signature", "SignedInfo", "SignatureValue", "KeyInfo", "X509Data", "Manifest")
# What XMLDSig's own elements may do inside the carrier of the XAdES properties.
_IN_PROPERTIES: Final = frozenset({
    "DigestMethod", "DigestValue", "X509IssuerName", "X509SerialNumber", "CanonicalizationMethod",
})  # fmt: skip
_MOST_OBJECTS: Final = 10  # Office writes three, and two more for a visible signature line
_IDENTIFIER: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")


def _dsig(name: str) -> str:
    return qualified(names.DSIG, name)


@dataclass(frozen=True, slots=True)
class Transform:
    """One transform; ``source_ids`` only for the relationships transform."""

    algorithm: str
    source_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """One thing that is hashed: where it is, how it is prepared, and the hash it must give."""

    uri: str
    transforms: tuple[Transform, ...]
    algorithm: str
    digest: bytes


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature taken apart; nothing of it has been verified yet."""

    id: str
    signed_info: Element
    method: str
    references: tuple[Reference, ...]
    value_element: Element
    value: bytes
    certificate: bytes
    manifest: tuple[Reference, ...]
    time: str
    qualifying: Element
    signed: tuple[tuple[Reference, Element], ...]


def parse_signature(data: bytes, where: str) -> Signature:
    """Take the signature part ``where`` apart (C11-C14); raise ``Rejected`` at the first fault."""
    root = parse(data, where, _NAMESPACES)
    check_counts(root)
    check_ids(root)
    identified = {str(node.get("Id")): node for node in root.iter() if node.get("Id")}
    signed_info, value, key_info, *objects = _sequence(
        root, [_dsig("SignedInfo"), _dsig("SignatureValue"), _dsig("KeyInfo")], _dsig("Object")
    )
    if len(objects) > _MOST_OBJECTS:
        raise Rejected(reasons.SIG_STRUCTURE, "Object")
    method, references = _read_signed_info(signed_info)
    package_object, carrier = _sort_objects(objects)
    manifest, time = _read_package_object(package_object)
    [qualifying] = children(carrier, reasons.SIG_STRUCTURE)
    signed = _pair(references, identified)
    check_references(signed, objects, carrier)
    check_key_info(key_info)
    attributes(value, reasons.SIG_STRUCTURE, optional=["Id"])
    return Signature(
        id=attributes(root, reasons.SIG_STRUCTURE, ["Id"])["Id"],
        signed_info=signed_info,
        method=method,
        references=references,
        value_element=value,
        value=decode_base64(text(value, reasons.SIG_STRUCTURE), "SignatureValue"),
        certificate=_read_certificate(key_info),
        manifest=manifest,
        time=time,
        qualifying=qualifying,
        signed=signed,
    )


def check_counts(root: Element) -> None:
    """Demand that what stands once in a signature stands once, and no Object within another (C11, C13)."""
    if root.tag != _dsig("Signature"):
        raise Rejected(reasons.SIG_STRUCTURE, local_name(root))
    counted = Counter(str(node.tag) for node in root.iter())
    for name in _ONCE:
        if counted[_dsig(name)] != 1:
            raise Rejected(reasons.PACKAGE_OBJECT if name == "Manifest" else reasons.SIG_STRUCTURE, name)
    if counted[_dsig("Object")] != len(root.findall(_dsig("Object"))):
        raise Rejected(reasons.PACKAGE_OBJECT, "Object")


def check_ids(root: Element) -> None:
    """Demand Ids that differ, and no attribute that some reader takes for one (C11)."""
    seen: set[str] = set()
    for node in root.iter():
        for name, value in node.attrib.items():
            if str(name).lower() != "id":
                continue
            if name != "Id" or value in seen or not _IDENTIFIER.fullmatch(str(value)):
                raise Rejected(reasons.SIG_IDS, local_name(node))
            seen.add(str(value))


def _sequence(element: Element, exact: Sequence[str], then: str | None = None) -> Sequence[Element]:
    """Give the children: the ``exact`` ones in order, then one or more of ``then`` (if given)."""
    found = children(element, reasons.SIG_STRUCTURE)
    tags = [child.tag for child in found]
    rest = tags[len(exact) :]
    if tags[: len(exact)] != list(exact) or bool(rest) != (then is not None) or set(rest) - {then}:
        raise Rejected(reasons.SIG_STRUCTURE, local_name(element))
    return found


def _read_signed_info(signed_info: Element) -> tuple[str, tuple[Reference, ...]]:
    """Read signature method and references."""
    attributes(signed_info, reasons.SIG_STRUCTURE)
    method_of_form, method, *references = _sequence(
        signed_info, [_dsig("CanonicalizationMethod"), _dsig("SignatureMethod")], _dsig("Reference")
    )
    if len(references) > _MOST_OBJECTS + 1:
        raise Rejected(reasons.SIG_STRUCTURE, "SignedInfo")
    check_canonical_form(_algorithm(method_of_form))
    return _algorithm(method), tuple(_read_reference(reference) for reference in references)


def check_canonical_form(algorithm: str) -> None:
    """Demand Canonical XML 1.0, the only form in which SignedInfo is hashed here (C12)."""
    if algorithm != names.C14N:
        raise Rejected(reasons.ALGORITHM, "CanonicalizationMethod")


def _algorithm(element: Element) -> str:
    """Give the algorithm of a method element, which must be empty (no HMACOutputLength, no XSLT)."""
    if children(element, reasons.ALGORITHM) or element.text:
        raise Rejected(reasons.ALGORITHM, local_name(element))
    return attributes(element, reasons.SIG_STRUCTURE, ["Algorithm"])["Algorithm"]


def _read_reference(element: Element) -> Reference:
    """Read one Reference of SignedInfo or Manifest."""
    values = attributes(element, reasons.SIG_STRUCTURE, ["URI"], ["Type"])
    found = children(element, reasons.SIG_STRUCTURE)
    transforms: tuple[Transform, ...] = ()
    if found and found[0].tag == _dsig("Transforms"):
        attributes(found[0], reasons.SIG_STRUCTURE)
        transforms = tuple(_read_transform(one) for one in _sequence(found[0], [], _dsig("Transform")))
        found = found[1:]
    if [child.tag for child in found] != [_dsig("DigestMethod"), _dsig("DigestValue")]:
        raise Rejected(reasons.SIG_STRUCTURE, "Reference")
    method, value = found
    attributes(value, reasons.SIG_STRUCTURE)
    digest = decode_base64(text(value, reasons.SIG_STRUCTURE), "DigestValue")
    return Reference(values["URI"], transforms, _algorithm(method), digest)


def _read_transform(element: Element) -> Transform:
    """Read one Transform: canonical form, or the relationships transform with its Ids."""
    algorithm = attributes(element, reasons.SIG_STRUCTURE, ["Algorithm"])["Algorithm"]
    if algorithm == names.C14N:
        return Transform(_algorithm(element))
    if algorithm != names.RELATIONSHIP_TRANSFORM:
        raise Rejected(reasons.ALGORITHM, algorithm)
    chosen = _sequence(element, [], qualified(names.MDSSI, "RelationshipReference"))
    ids = tuple(attributes(one, reasons.MANIFEST_TRANSFORM, ["SourceId"])["SourceId"] for one in chosen)
    if any(len(one) or one.text for one in chosen):
        raise Rejected(reasons.SIG_STRUCTURE, "RelationshipReference")
    return Transform(algorithm, ids)


def check_key_info(key_info: Element) -> None:
    """Demand one certificate in KeyInfo; nothing else may offer a key (C15)."""
    attributes(key_info, reasons.SIG_STRUCTURE)
    if [child.tag for child in children(key_info, reasons.CERTIFICATE)] != [_dsig("X509Data")]:
        raise Rejected(reasons.CERTIFICATE, "KeyInfo")
    data = key_info[0]
    attributes(data, reasons.SIG_STRUCTURE)
    if [child.tag for child in children(data, reasons.CERTIFICATE)] != [_dsig("X509Certificate")]:
        raise Rejected(reasons.CERTIFICATE, "X509Data")
    attributes(data[0], reasons.SIG_STRUCTURE)


def _read_certificate(key_info: Element) -> bytes:
    """Give the DER of the signer's certificate."""
    certificate = key_info.find(f"{_dsig('X509Data')}/{_dsig('X509Certificate')}")
    if certificate is None:
        raise Rejected(reasons.CERTIFICATE, "KeyInfo")
    return decode_base64(text(certificate, reasons.SIG_STRUCTURE), "X509Certificate")


def _sort_objects(objects: Sequence[Element]) -> tuple[Element, Element]:
    """Find by place the package Object and the carrier of the XAdES properties; check the others."""
    package_objects = [one for one in objects if one.find(_dsig("Manifest")) is not None]
    properties = qualified(names.XADES, "QualifyingProperties")
    carriers = [one for one in objects if one.find(properties) is not None]
    if len(package_objects) != 1 or package_objects[0].get("Id") != names.PACKAGE_OBJECT_ID:
        raise Rejected(reasons.PACKAGE_OBJECT, "Object")
    if len(carriers) != 1 or len(carriers[0]) != 1:
        raise Rejected(reasons.XADES, "QualifyingProperties")
    for one in objects:
        attributes(one, reasons.SIG_STRUCTURE, optional=["Id"])
        allowed = _IN_PROPERTIES if one is carriers[0] else {"SignatureProperties", "SignatureProperty"}
        if one is package_objects[0]:
            continue  # read element by element in _read_package_object
        for node in one.iterdescendants():
            if str(node.tag).startswith(f"{{{names.DSIG}}}") and local_name(node) not in allowed:
                raise Rejected(reasons.SIG_STRUCTURE, local_name(node))
    return package_objects[0], carriers[0]


def _read_package_object(package_object: Element) -> tuple[tuple[Reference, ...], str]:
    """Read manifest and claimed time from the package Object (ECMA-376-2, 10.5.6)."""
    manifest, properties = _sequence(package_object, [_dsig("Manifest"), _dsig("SignatureProperties")])
    attributes(manifest, reasons.SIG_STRUCTURE)
    attributes(properties, reasons.SIG_STRUCTURE)
    references = tuple(_read_reference(one) for one in _sequence(manifest, [], _dsig("Reference")))
    [prop] = _sequence(properties, [_dsig("SignatureProperty")])
    attributes(prop, reasons.SIG_STRUCTURE, ["Id", "Target"])
    [time] = _sequence(prop, [qualified(names.MDSSI, "SignatureTime")])
    _, value = _sequence(time, [qualified(names.MDSSI, "Format"), qualified(names.MDSSI, "Value")])
    return references, text(value, reasons.SIG_STRUCTURE)


def _pair(
    references: Sequence[Reference], identified: dict[str, Element]
) -> tuple[tuple[Reference, Element], ...]:
    """Pair each Reference of SignedInfo with the element whose Id it names."""
    paired: list[tuple[Reference, Element]] = []
    for reference in references:
        element = identified.get(reference.uri.removeprefix("#")) if reference.uri.startswith("#") else None
        if element is None:
            raise Rejected(reasons.PACKAGE_OBJECT, reference.uri)
        paired.append((reference, element))
    return tuple(paired)


def check_references(
    paired: Sequence[tuple[Reference, Element]], objects: Sequence[Element], carrier: Element
) -> None:
    """Demand that every Object but the carrier, and its SignedProperties, are signed once (C13, C22).

    They are the ones found by their place; so the package Object that is read is the one signed.
    """
    properties = carrier[0].find(qualified(names.XADES, "SignedProperties"))
    covered: list[Element] = []
    for reference, element in paired:
        if element in covered or (element not in objects and element is not properties):
            raise Rejected(reasons.PACKAGE_OBJECT, reference.uri)
        if [one.algorithm for one in reference.transforms] not in ([], [names.C14N]):
            raise Rejected(reasons.ALGORITHM, reference.uri)
        covered.append(element)
    if properties is None or properties not in covered:
        raise Rejected(reasons.XADES, "SignedProperties")
    if any(one not in covered and one is not carrier for one in objects):
        raise Rejected(reasons.PACKAGE_OBJECT, "Object")
