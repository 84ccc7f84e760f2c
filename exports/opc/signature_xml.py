"""Writes the signature part: the skeleton that Excel 16 writes, element for element.

XMLDSig with the package Object of ECMA-376-2 10.5, SignatureInfoV1 of [MS-OFFCRYPTO] 2.5.2.5 and
XAdES-BES 1.3.2. Prefixes and order are fixed: LibreOffice looks for ``mdssi:`` and ``xd:`` by name.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from exports.keys import KeyHolder, readable_name
from exports.opc import names
from exports.opc.algorithms import digest, encode_base64, signature_method
from exports.opc.strict_xml import Element, canonical, parse

_NAMESPACES: Final = (names.DSIG, names.MDSSI, names.OFFICE, names.XADES)
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n'
_SHA256_METHOD: Final = f'<DigestMethod Algorithm="{names.SHA256}"/>'
_C14N_TRANSFORM: Final = f'<Transform Algorithm="{names.C14N}"/>'


@dataclass(frozen=True, slots=True)
class Covering:
    """One part to sign: its manifest address, the octets to hash, and its relationship Ids if any."""

    uri: str
    octets: bytes
    source_ids: tuple[str, ...] = ()


def write_signature(key: KeyHolder, covering: Sequence[Covering], when: datetime, comment: str) -> bytes:
    """Sign the parts and give the signature part; ``when`` is UTC to the second."""
    stamp = when.strftime("%Y-%m-%dT%H:%M:%SZ")
    objects = _package_object(covering, stamp) + _office_object(comment) + _properties_object(key, stamp)
    draft = _parse(f"{_open_tag()}{objects}</Signature>")
    signed_info = _signed_info(draft, signature_method(key.certificate.public_key()))
    head = _parse(f"{_open_tag()}{signed_info}</Signature>")
    value = key.sign(canonical(head[0]))
    der = key.certificate.public_bytes(Encoding.DER)
    return (
        f"{_HEAD}{_open_tag()}{signed_info}"
        f"<SignatureValue>{encode_base64(value)}</SignatureValue>"
        f"<KeyInfo><X509Data><X509Certificate>{encode_base64(der)}</X509Certificate></X509Data></KeyInfo>"
        f"{objects}</Signature>"
    ).encode()


def _open_tag() -> str:
    return f'<Signature xmlns="{names.DSIG}" Id="{names.SIGNATURE_ID}">'


def _parse(written: str) -> Element:
    return parse(written.encode(), "signature", _NAMESPACES)


def _hashed(octets: bytes) -> str:
    """Write digest method and value."""
    return f"{_SHA256_METHOD}<DigestValue>{encode_base64(digest(names.SHA256, octets))}</DigestValue>"


def _signed_info(draft: Element, method: str) -> str:
    """Write SignedInfo over the three objects of the draft."""
    package, office, carrier = draft
    properties = carrier[0][0]
    references = [
        (names.OBJECT_REFERENCE, names.PACKAGE_OBJECT_ID, "", package),
        (names.OBJECT_REFERENCE, names.OFFICE_OBJECT_ID, "", office),
        (
            names.PROPERTIES_REFERENCE,
            names.PROPERTIES_ID,
            f"<Transforms>{_C14N_TRANSFORM}</Transforms>",
            properties,
        ),
    ]
    written = "".join(
        f'<Reference Type="{kind}" URI="#{identifier}">{transforms}{_hashed(canonical(element))}</Reference>'
        for kind, identifier, transforms, element in references
    )
    return (
        f'<SignedInfo><CanonicalizationMethod Algorithm="{names.C14N}"/>'
        f'<SignatureMethod Algorithm="{method}"/>{written}</SignedInfo>'
    )


def _package_object(covering: Sequence[Covering], stamp: str) -> str:
    """Write the manifest, sorted by address, and the claimed time."""
    references = "".join(_manifest_reference(one) for one in sorted(covering, key=lambda one: one.uri))
    return (
        f'<Object Id="{names.PACKAGE_OBJECT_ID}"><Manifest>{references}</Manifest>'
        f'<SignatureProperties><SignatureProperty Id="idSignatureTime" Target="#{names.SIGNATURE_ID}">'
        f'<mdssi:SignatureTime xmlns:mdssi="{names.MDSSI}">'
        f"<mdssi:Format>YYYY-MM-DDThh:mm:ssTZD</mdssi:Format><mdssi:Value>{stamp}</mdssi:Value>"
        f"</mdssi:SignatureTime></SignatureProperty></SignatureProperties></Object>"
    )


def _manifest_reference(one: Covering) -> str:
    """Write one Reference; relationships parts go through the relationships transform."""
    transforms = ""
    if one.source_ids:
        chosen = "".join(
            f'<mdssi:RelationshipReference xmlns:mdssi="{names.MDSSI}" SourceId={quoteattr(identifier)}/>'
            for identifier in one.source_ids
        )
        transforms = (
            f'<Transforms><Transform Algorithm="{names.RELATIONSHIP_TRANSFORM}">{chosen}</Transform>'
            f"{_C14N_TRANSFORM}</Transforms>"
        )
    return f"<Reference URI={quoteattr(one.uri)}>{transforms}{_hashed(one.octets)}</Reference>"


def _office_object(comment: str) -> str:
    """Write SignatureInfoV1; every element stands, in the order of its schema."""
    fields = [
        ("SetupID", ""),
        ("SignatureText", ""),
        ("SignatureImage", ""),
        ("SignatureComments", comment),
        ("WindowsVersion", "10.0"),
        ("OfficeVersion", "16.0"),
        ("ApplicationVersion", "16.0"),
        ("Monitors", "1"),
        ("HorizontalResolution", "1920"),
        ("VerticalResolution", "1080"),
        ("ColorDepth", "32"),
        ("SignatureProviderId", "{00000000-0000-0000-0000-000000000000}"),
        ("SignatureProviderUrl", ""),
        ("SignatureProviderDetails", "9"),
        ("SignatureType", "1"),
    ]
    written = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in fields)
    return (
        f'<Object Id="{names.OFFICE_OBJECT_ID}"><SignatureProperties>'
        f'<SignatureProperty Id="idOfficeV1Details" Target="#{names.SIGNATURE_ID}">'
        f'<SignatureInfoV1 xmlns="{names.OFFICE}">{written}</SignatureInfoV1>'
        f"</SignatureProperty></SignatureProperties></Object>"
    )


def _properties_object(key: KeyHolder, stamp: str) -> str:
    """Write the XAdES properties: time, binding of the certificate, and the chain unsigned."""
    certificate = key.certificate
    chain = "".join(
        "<xd:EncapsulatedX509Certificate>"
        f"{encode_base64(one.public_bytes(Encoding.DER))}</xd:EncapsulatedX509Certificate>"
        for one in key.chain
    )
    values = f"<xd:CertificateValues>{chain}</xd:CertificateValues>" if chain else ""
    return (
        f'<Object><xd:QualifyingProperties xmlns:xd="{names.XADES}" Target="#{names.SIGNATURE_ID}">'
        f'<xd:SignedProperties Id="{names.PROPERTIES_ID}"><xd:SignedSignatureProperties>'
        f"<xd:SigningTime>{stamp}</xd:SigningTime>"
        f"<xd:SigningCertificate><xd:Cert>"
        f"<xd:CertDigest>{_hashed(certificate.public_bytes(Encoding.DER))}</xd:CertDigest>"
        f"<xd:IssuerSerial><X509IssuerName>{escape(_issuer_name(certificate))}</X509IssuerName>"
        f"<X509SerialNumber>{certificate.serial_number}</X509SerialNumber></xd:IssuerSerial>"
        f"</xd:Cert></xd:SigningCertificate>"
        f"<xd:SignaturePolicyIdentifier><xd:SignaturePolicyImplied/></xd:SignaturePolicyIdentifier>"
        f"</xd:SignedSignatureProperties></xd:SignedProperties>"
        # Office 2010 wants this element even when nothing stands in it.
        f"<xd:UnsignedProperties><xd:UnsignedSignatureProperties>{values}"
        f"</xd:UnsignedSignatureProperties></xd:UnsignedProperties>"
        f"</xd:QualifyingProperties></Object>"
    )


def _issuer_name(certificate: x509.Certificate) -> str:
    """Write the issuer as Office does: RFC 4514 order, comma and blank between."""
    return ", ".join(readable_name(x509.Name([rdn])) for rdn in reversed(certificate.issuer.rdns))
