"""Sealed envelopes: a signed package that only its recipients can open (``.p7m``).

CMS EnvelopedData (RFC 5652): the content is encrypted with AES-256-CBC under a fresh key, and that key with
RSA PKCS#1 v1.5 for each recipient: what USB tokens, Kleopatra, openssl and Windows all open. The envelope
proves nothing of who sent it; that is the signature's work, inside. Why one answer stands for every failure:
who may try envelopes on us must not learn from the answers what was inside (docs/tokens.md).
"""

import secrets
from collections.abc import Sequence
from typing import Final

from asn1crypto import cms
from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import padding
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.hazmat.primitives.serialization.pkcs7 import PKCS7EnvelopeBuilder, PKCS7Options

from exports.keys import KeyHolder, load_certificate, readable_name
from forms.problems import Problem

ENDING: Final = ".p7m"
_SMALLEST_RSA: Final = 2048  # bits
_KEY_BYTES: Final = 32  # AES-256
_BLOCK: Final = 16  # bytes of an AES block
_MOST_RECIPIENTS: Final = 100


def can_receive(certificate: x509.Certificate) -> bool:
    """Tell whether envelopes may be sealed to a certificate: RSA of 2048 bits, made for key encipherment."""
    key = certificate.public_key()
    if not isinstance(key, rsa.RSAPublicKey) or key.key_size < _SMALLEST_RSA:
        return False
    try:
        return certificate.extensions.get_extension_for_class(x509.KeyUsage).value.key_encipherment
    except (x509.ExtensionNotFound, ValueError):
        return False


def seal(data: bytes, recipients: Sequence[bytes]) -> bytes:
    """Encrypt ``data`` so that each of the recipients (certificates, DER) can open it; give DER.

    Whoever calls has looked whether the certificates are theirs: here only what they are made for is looked
    at. Raises ``Problem``: ``CERTIFICATE_BROKEN``, or ``ENVELOPE_RECIPIENT`` (detail: subject) for a
    certificate that is not made for receiving envelopes.
    """
    certificates = [load_certificate(one) for one in dict.fromkeys(recipients)]
    if not certificates:
        raise ValueError("nobody could open it")
    builder = PKCS7EnvelopeBuilder().set_data(data).set_content_encryption_algorithm(algorithms.AES256)
    for certificate in certificates:
        if not can_receive(certificate):
            raise Problem("ENVELOPE_RECIPIENT", subject=readable_name(certificate.subject))
        builder = builder.add_recipient(certificate)
    return builder.encrypt(Encoding.DER, [PKCS7Options.Binary])


def is_envelope(data: bytes) -> bool:
    """Tell whether these bytes are an envelope at all, for anybody."""
    try:
        return bool(_recipients(_opened(data)))
    except _FAILURES:
        return False


def is_for(data: bytes, certificate: x509.Certificate) -> bool:
    """Tell whether an envelope is sealed to this certificate; False for what is no envelope."""
    try:
        return _sealed_key(_opened(data), certificate) is not None
    except _FAILURES:
        return False


def unseal(data: bytes, key: KeyHolder) -> bytes:
    """Open an envelope with a key file or a token.

    Raises ``Problem("ENVELOPE")``, and nothing more, for every way in which it does not open: no envelope,
    not for this key, changed on the way. A token that is gone or locked raises its own ``TOKEN_...`` code.
    """
    try:
        envelope = _opened(data)
        sealed = _sealed_key(envelope, key.certificate)
        content = envelope["encrypted_content_info"]
        method = content["content_encryption_algorithm"]
        if sealed is None or method["algorithm"].native != "aes256_cbc":
            raise Problem("ENVELOPE")
        start, encrypted = method["parameters"].native, content["encrypted_content"].native
        found, fits = _content_key(sealed, key)
        opened = _decrypt(found, start, encrypted)
        if not fits:
            raise Problem("ENVELOPE")
    except _FAILURES:
        raise Problem("ENVELOPE") from None
    return opened


_FAILURES: Final = (ValueError, TypeError, KeyError, RecursionError, UnsupportedAlgorithm)


def _opened(data: bytes) -> cms.EnvelopedData:
    info = cms.ContentInfo.load(data, strict=True)
    if info["content_type"].native != "enveloped_data":
        raise ValueError(info["content_type"].native)
    return info["content"]


def _recipients(envelope: cms.EnvelopedData) -> list[cms.KeyTransRecipientInfo]:
    """Give those for whom an RSA key opens it; what else stands there is not ours to open."""
    infos = envelope["recipient_infos"]
    if not 0 < len(infos) <= _MOST_RECIPIENTS:
        raise ValueError(len(infos))
    return [one.chosen for one in infos if one.name == "ktri"]


def _sealed_key(envelope: cms.EnvelopedData, certificate: x509.Certificate) -> bytes | None:
    """Find the content's key as it was sealed for the owner of a certificate."""
    for one in _recipients(envelope):
        if one["rid"].name != "issuer_and_serial_number":
            continue
        named = one["rid"].chosen
        if (
            named["serial_number"].native == certificate.serial_number
            and named["issuer"].dump() == certificate.issuer.public_bytes()
            and one["key_encryption_algorithm"]["algorithm"].native in ("rsaes_pkcs1v15", "rsa")
        ):
            return bytes(one["encrypted_key"].native)
    return None


def _content_key(sealed: bytes, key: KeyHolder) -> tuple[bytes, bool]:
    """Open the content's key; one that does not open is replaced by chance, as RFC 3218 asks.

    So a wrong key fails where changed content fails, with the same work done. Also tells whether it opened.
    """
    instead = secrets.token_bytes(_KEY_BYTES)
    try:
        found = key.decrypt(sealed)
    except ValueError:
        return instead, False
    return (found, True) if len(found) == _KEY_BYTES else (instead, False)


def _decrypt(key: bytes, start: bytes, encrypted: bytes) -> bytes:
    """Take AES-CBC and its PKCS#7 padding off; raise ``ValueError`` where they do not fit."""
    reader = Cipher(algorithms.AES(key), modes.CBC(start)).decryptor()
    padded = reader.update(encrypted) + reader.finalize()
    unpadder = padding.PKCS7(8 * _BLOCK).unpadder()
    return unpadder.update(padded) + unpadder.finalize()
