"""Reads the XAdES properties of a signature: claimed time, bound certificate, what came along.

ETSI TS 101 903 v1.3.2, clauses 6.3 and 7; check C22 of ``docs/signature.md``.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from exports.opc import names, reasons
from exports.opc.algorithms import decode_base64, digest
from exports.opc.reasons import Rejected
from exports.opc.signature import Signature
from exports.opc.strict_xml import Element, attributes, children, qualified, text

_DER: Final = Encoding.DER
_MOST_CERTIFICATES: Final = 20
_MOST_TIMESTAMPS: Final = 4


def _xades(name: str) -> str:
    return qualified(names.XADES, name)


def _dsig(name: str) -> str:
    return qualified(names.DSIG, name)


@dataclass(frozen=True, slots=True)
class Claims:
    """What the properties say; only the binding of the certificate has been checked.

    ``time`` is what the signer's computer said, None when it said nothing. ``certificates`` and
    ``timestamps`` (DER) are not signed: they may help, and prove nothing by standing here.
    """

    time: datetime | None
    certificates: tuple[x509.Certificate, ...]
    timestamps: tuple[bytes, ...]


def read_claims(signature: Signature, certificate: x509.Certificate) -> Claims:
    """Read the properties and demand that they name this certificate and this signature.

    Raises ``Rejected``: ``XADES``, ``CERT_MISMATCH`` or ``TIME_MISMATCH``.
    """
    qualifying = signature.qualifying
    if attributes(qualifying, reasons.XADES, ["Target"], ["Id"])["Target"] != f"#{signature.id}":
        raise Rejected(reasons.XADES, "Target")
    found = children(qualifying, reasons.XADES)
    if [child.tag for child in found] not in (
        [_xades("SignedProperties")],
        [_xades("SignedProperties"), _xades("UnsignedProperties")],
    ):
        raise Rejected(reasons.XADES, "QualifyingProperties")
    time = _read_signed(found[0], certificate)
    check_times(signature.time, time)
    claimed = time or signature.time
    certificates, timestamps = _read_unsigned(found[1]) if len(found) > 1 else ((), ())
    return Claims(_moment(claimed) if claimed else None, certificates, timestamps)


def check_times(office: str, properties: str) -> None:
    """Demand that Office's claim of the time and the properties' are the same, where both stand (C22)."""
    if office and properties and _moment(office) != _moment(properties):
        raise Rejected(reasons.TIME_MISMATCH, f"{office} / {properties}")


def _read_signed(properties: Element, certificate: x509.Certificate) -> str:
    """Check the binding of the certificate; give the claimed signing time as written."""
    attributes(properties, reasons.XADES, ["Id"])
    found = children(properties, reasons.XADES)
    if [child.tag for child in found] not in (
        [_xades("SignedSignatureProperties")],
        [_xades("SignedSignatureProperties"), _xades("SignedDataObjectProperties")],
    ):
        raise Rejected(reasons.XADES, "SignedProperties")
    inner = children(found[0], reasons.XADES)
    times = [child for child in inner if child.tag == _xades("SigningTime")]
    bindings = [child for child in inner if child.tag == _xades("SigningCertificate")]
    if len(bindings) != 1 or len(times) > 1:
        raise Rejected(reasons.XADES, "SignedSignatureProperties")
    check_binding(bindings[0], certificate)
    return text(times[0], reasons.XADES) if times else ""


def check_binding(binding: Element, certificate: x509.Certificate) -> None:
    """Demand that the signed digest and serial number are the certificate's (C22)."""
    certs = children(binding, reasons.XADES)
    if [child.tag for child in certs] != [_xades("Cert")]:
        raise Rejected(reasons.XADES, "SigningCertificate")
    parts = children(certs[0], reasons.XADES)
    if [child.tag for child in parts] != [_xades("CertDigest"), _xades("IssuerSerial")]:
        raise Rejected(reasons.XADES, "Cert")
    hashed, issuer = (children(part, reasons.XADES) for part in parts)
    if [child.tag for child in hashed] != [_dsig("DigestMethod"), _dsig("DigestValue")]:
        raise Rejected(reasons.XADES, "CertDigest")
    if [child.tag for child in issuer] != [_dsig("X509IssuerName"), _dsig("X509SerialNumber")]:
        raise Rejected(reasons.XADES, "IssuerSerial")
    algorithm = attributes(hashed[0], reasons.XADES, ["Algorithm"])["Algorithm"]
    expected = decode_base64(text(hashed[1], reasons.XADES), "CertDigest")
    if digest(algorithm, certificate.public_bytes(_DER)) != expected:
        raise Rejected(reasons.CERT_MISMATCH, "CertDigest")
    if text(issuer[1], reasons.XADES).strip() != str(certificate.serial_number):
        raise Rejected(reasons.CERT_MISMATCH, "X509SerialNumber")


def _read_unsigned(properties: Element) -> tuple[tuple[x509.Certificate, ...], tuple[bytes, ...]]:
    """Collect certificates and time-stamp tokens; anything else that is unsigned is passed over."""
    certificates = [_certificate(node) for node in properties.iter(_xades("EncapsulatedX509Certificate"))]
    stamps = [
        decode_base64(text(token, reasons.XADES), "EncapsulatedTimeStamp")
        for stamp in properties.iter(_xades("SignatureTimeStamp"))
        for token in stamp.iter(_xades("EncapsulatedTimeStamp"))
    ]
    if len(certificates) > _MOST_CERTIFICATES or len(stamps) > _MOST_TIMESTAMPS:
        raise Rejected(reasons.XADES, "UnsignedProperties")
    return tuple(certificates), tuple(stamps)


def _certificate(node: Element) -> x509.Certificate:
    """Read one certificate that came along."""
    try:
        return x509.load_der_x509_certificate(decode_base64(text(node, reasons.XADES), "CertificateValues"))
    except ValueError:
        raise Rejected(reasons.XADES, "CertificateValues") from None


def _moment(written: str) -> datetime:
    """Read an xsd:dateTime; one without a zone is taken as UTC."""
    try:
        moment = datetime.fromisoformat(written.strip())
    except ValueError:
        raise Rejected(reasons.XADES, "SigningTime") from None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
