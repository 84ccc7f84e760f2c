"""The digests and signatures that are accepted, and base64 that can be written in one way only.

Checks C12, C14 and C15 of ``docs/signature.md``. SHA-1, MD5, HMAC, DSA, short RSA keys and curves
other than NIST's are not in the tables and are refused by that.
"""

import base64
import binascii
import hashlib
from collections.abc import Mapping
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from exports.opc import names, reasons
from exports.opc.reasons import Rejected

SMALLEST_RSA: Final = 2048  # bits

_DIGESTS: Final[Mapping[str, str]] = {
    names.SHA256: "sha256",
    "http://www.w3.org/2001/04/xmldsig-more#sha384": "sha384",
    "http://www.w3.org/2001/04/xmlenc#sha512": "sha512",
}
_MORE: Final = "http://www.w3.org/2001/04/xmldsig-more#"
_RSA: Final[Mapping[str, hashes.HashAlgorithm]] = {
    f"{_MORE}rsa-sha256": hashes.SHA256(),
    f"{_MORE}rsa-sha384": hashes.SHA384(),
    f"{_MORE}rsa-sha512": hashes.SHA512(),
}
_ECDSA: Final[Mapping[str, hashes.HashAlgorithm]] = {
    f"{_MORE}ecdsa-sha256": hashes.SHA256(),
    f"{_MORE}ecdsa-sha384": hashes.SHA384(),
    f"{_MORE}ecdsa-sha512": hashes.SHA512(),
}
_CURVES: Final = frozenset({"secp256r1", "secp384r1", "secp521r1"})


def digest(algorithm: str, octets: bytes) -> bytes:
    """Hash with the algorithm that the address names, or refuse it (C14)."""
    if algorithm not in _DIGESTS:
        raise Rejected(reasons.ALGORITHM, algorithm)
    return hashlib.new(_DIGESTS[algorithm], octets).digest()


def decode_base64(text: str, where: str) -> bytes:
    """Decode base64, white space aside."""
    packed = "".join(text.split())
    try:
        octets = base64.b64decode(packed, validate=True)
    except (binascii.Error, ValueError):
        raise Rejected(reasons.BASE64, where) from None
    check_base64(packed, octets, where)
    return octets


def check_base64(packed: str, octets: bytes, where: str) -> None:
    """Demand exactly what an encoder writes: loose bits would be a second way to write it (C14)."""
    if not octets or base64.b64encode(octets).decode("ascii") != packed:
        raise Rejected(reasons.BASE64, where)


def encode_base64(octets: bytes) -> str:
    """Encode on one line."""
    return base64.b64encode(octets).decode("ascii")


def check_method(method: str, public_key: object) -> None:
    """Demand a method of the tables, and a strong key of the kind that it names (C12).

    Raises ``Rejected``: ``ALGORITHM`` or ``KEY_WEAK``.
    """
    if method in _RSA and isinstance(public_key, rsa.RSAPublicKey):
        if public_key.key_size < SMALLEST_RSA:
            raise Rejected(reasons.KEY_WEAK, f"RSA {public_key.key_size}")
    elif method in _ECDSA and isinstance(public_key, ec.EllipticCurvePublicKey):
        if public_key.curve.name not in _CURVES:
            raise Rejected(reasons.KEY_WEAK, public_key.curve.name)
    else:
        raise Rejected(reasons.ALGORITHM, method)


def check_signature(method: str, public_key: object, value: bytes, octets: bytes) -> None:
    """Demand that ``value`` is the owner's of the key over ``octets`` (C15).

    Raises ``Rejected``: ``SIGNATURE_WRONG``, or ``ALGORITHM`` for a key that the method does not fit.
    """
    try:
        if method in _RSA and isinstance(public_key, rsa.RSAPublicKey):
            public_key.verify(value, octets, padding.PKCS1v15(), _RSA[method])
        elif method in _ECDSA and isinstance(public_key, ec.EllipticCurvePublicKey):
            public_key.verify(_der(value, public_key), octets, ec.ECDSA(_ECDSA[method]))
        else:
            raise Rejected(reasons.ALGORITHM, method)
    except InvalidSignature:
        raise Rejected(reasons.SIGNATURE_WRONG) from None


def _der(value: bytes, public_key: ec.EllipticCurvePublicKey) -> bytes:
    """Turn r||s of XMLDSig (RFC 4050, 3.3) into the DER form that the library checks."""
    half = (public_key.key_size + 7) // 8
    if len(value) != 2 * half:
        raise Rejected(reasons.SIGNATURE_WRONG, "length")
    return encode_dss_signature(int.from_bytes(value[:half], "big"), int.from_bytes(value[half:], "big"))


def signature_method(public_key: object) -> str:
    """Give the address of the method by which the owner of this key signs with SHA-256."""
    return names.RSA_SHA256 if isinstance(public_key, rsa.RSAPublicKey) else names.ECDSA_SHA256
