"""Checks RFC 3161 timestamps: the only thing that moves the time at which a certificate is judged.

Check C23 of ``docs/signature.md``. A token is a CMS SignedData (RFC 5652) over a TSTInfo whose
imprint is the SHA-2 of the canonical SignatureValue element (XAdES 7.3).
"""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from asn1crypto import cms, tsp
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding

from exports.opc import reasons
from exports.opc.reasons import Rejected
from exports.trust import Revocation, TrustStore, judge

_DER: Final = Encoding.DER
_LARGEST: Final = 100_000  # bytes; a token with its chain has under ten thousand
_HASHES: Final[dict[str, hashes.HashAlgorithm]] = {
    "sha256": hashes.SHA256(),
    "sha384": hashes.SHA384(),
    "sha512": hashes.SHA512(),
}


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time that a believed service proves; ``revocation`` is that of the service."""

    time: datetime
    revocation: Revocation


def believed_stamp(
    tokens: Sequence[bytes],
    octets: bytes,
    brought: Sequence[x509.Certificate],
    trust: TrustStore,
    now: datetime,
) -> Stamp | None:
    """Give the earliest believed timestamp for ``octets``, one surely not revoked first; or None.

    A token of a service that we do not know proves nothing and is passed over; a token that does
    not fit this signature raises ``Rejected(TIMESTAMP_WRONG)``, since it was made for another.
    """
    proven = [_check_token(token, octets, brought, trust, now) for token in tokens]
    stamps = [stamp for stamp in proven if stamp is not None]
    return min(stamps, key=lambda stamp: (stamp.revocation == "unknown", stamp.time), default=None)


def _check_token(
    token: bytes, octets: bytes, brought: Sequence[x509.Certificate], trust: TrustStore, now: datetime
) -> Stamp | None:
    """Check one token whole; give its stamp, or None when its service is not believed."""
    try:
        return _read_token(token, octets, brought, trust, now)
    except (ValueError, TypeError, KeyError, InvalidSignature):
        raise Rejected(reasons.TIMESTAMP_WRONG, "token") from None


def _read_token(
    token: bytes, octets: bytes, brought: Sequence[x509.Certificate], trust: TrustStore, now: datetime
) -> Stamp | None:
    if len(token) > _LARGEST:
        raise Rejected(reasons.TIMESTAMP_WRONG, "size")
    content = cms.ContentInfo.load(token, strict=True)
    if content["content_type"].native != "signed_data":
        raise Rejected(reasons.TIMESTAMP_WRONG, "content type")
    signed = content["content"]
    enclosed = signed["encap_content_info"]
    if enclosed["content_type"].native != "tst_info" or len(signed["signer_infos"]) != 1:
        raise Rejected(reasons.TIMESTAMP_WRONG, "signed data")
    body = bytes(enclosed["content"].contents)
    info = tsp.TSTInfo.load(body, strict=True)
    carried = [
        x509.load_der_x509_certificate(one.chosen.dump())
        for one in (signed["certificates"] or [])
        if one.name == "certificate"
    ]
    signer_info = signed["signer_infos"][0]
    certificate = _signer_of(signer_info, [*carried, *brought])
    check_imprint(info, octets)
    check_signer(signer_info, certificate, body)
    time: datetime = info["gen_time"].native
    if time > now:
        raise Rejected(reasons.TIMESTAMP_WRONG, "time")
    standing = judge(certificate, [*carried, *brought], trust, time, "timestamping", now)
    return Stamp(time, standing.revocation) if standing.trusted else None


def check_imprint(info: tsp.TSTInfo, octets: bytes) -> None:
    """Demand a token that was made for this signature value (C23)."""
    imprint = info["message_imprint"]
    algorithm = imprint["hash_algorithm"]["algorithm"].native
    if algorithm not in _HASHES:
        raise Rejected(reasons.TIMESTAMP_WRONG, "imprint")
    if not hmac.compare_digest(imprint["hashed_message"].native, hashlib.new(algorithm, octets).digest()):
        raise Rejected(reasons.TIMESTAMP_WRONG, "imprint")


def check_signer(signer_info: cms.SignerInfo, certificate: x509.Certificate, body: bytes) -> None:
    """Demand that the service of the certificate signed this token (C23)."""
    _check_attributes(signer_info, certificate, body)
    _check_value(signer_info, certificate)


def _signer_of(signer_info: cms.SignerInfo, candidates: Sequence[x509.Certificate]) -> x509.Certificate:
    """Find the certificate that the signer info names, by ESSCertID (RFC 5035, RFC 2634)."""
    attributes = _attributes(signer_info)
    if "signing_certificate_v2" in attributes:
        named = attributes["signing_certificate_v2"]["certs"][0]
        algorithm = named["hash_algorithm"]["algorithm"].native
    else:
        named = attributes["signing_certificate"]["certs"][0]
        algorithm = "sha1"  # the only hash that version 1 of the attribute knows
    if algorithm not in {*_HASHES, "sha1"}:
        raise Rejected(reasons.TIMESTAMP_WRONG, "certificate")
    for candidate in candidates:
        der = candidate.public_bytes(_DER)
        if hashlib.new(algorithm, der, usedforsecurity=False).digest() == named["cert_hash"].native:
            return candidate
    raise Rejected(reasons.TIMESTAMP_WRONG, "certificate")


def _attributes(signer_info: cms.SignerInfo) -> dict[str, cms.CMSAttribute]:
    """Give the signed attributes by name; each has one value and stands once."""
    found = {}
    for attribute in signer_info["signed_attrs"]:
        name = attribute["type"].native
        if name in found or len(attribute["values"]) != 1:
            raise Rejected(reasons.TIMESTAMP_WRONG, "attributes")
        found[name] = attribute["values"][0]
    return found


def _check_attributes(signer_info: cms.SignerInfo, certificate: x509.Certificate, body: bytes) -> None:
    """Check content type, message digest and the serial number beside the signature."""
    attributes = _attributes(signer_info)
    digest_name = signer_info["digest_algorithm"]["algorithm"].native
    if digest_name not in _HASHES:
        raise Rejected(reasons.TIMESTAMP_WRONG, "digest")
    if attributes["content_type"].native != "tst_info":
        raise Rejected(reasons.TIMESTAMP_WRONG, "content type")
    if attributes["message_digest"].native != hashlib.new(digest_name, body).digest():
        raise Rejected(reasons.TIMESTAMP_WRONG, "digest")
    identifier = signer_info["sid"]
    if (
        identifier.name == "issuer_and_serial_number"
        and identifier.chosen["serial_number"].native != certificate.serial_number
    ):
        raise Rejected(reasons.TIMESTAMP_WRONG, "certificate")


def _check_value(signer_info: cms.SignerInfo, certificate: x509.Certificate) -> None:
    """Check the signature over the signed attributes (RFC 5652, 5.4)."""
    octets = signer_info["signed_attrs"].untag().dump()
    value = signer_info["signature"].native
    algorithm = _HASHES[signer_info["digest_algorithm"]["algorithm"].native]
    kind = signer_info["signature_algorithm"].signature_algo
    key = certificate.public_key()
    if kind == "rsassa_pkcs1v15" and isinstance(key, rsa.RSAPublicKey) and key.key_size >= 2048:
        key.verify(value, octets, padding.PKCS1v15(), algorithm)
    elif kind == "ecdsa" and isinstance(key, ec.EllipticCurvePublicKey):
        key.verify(value, octets, ec.ECDSA(algorithm))
    else:
        raise Rejected(reasons.TIMESTAMP_WRONG, "algorithm")
