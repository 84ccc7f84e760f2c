"""The keys people sign with: made, kept in PKCS#12 files, and told apart over the telephone.

A key made here certifies itself; what makes it count is that the receiving office recognises it, by
comparing the words of its fingerprint with its owner (``fingerprint_words``).
"""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, Protocol

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import NameOID

from exports.unit_names import UNIT_SUFFIX, path_in, unit_path
from forms.problems import Problem

Algorithm = Literal["RSA-2048", "P-256"]
Hash = Literal["sha256", "sha384", "sha512"]
PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey

_UNIT: Final = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,48}[A-Za-z0-9])?")
_LONGEST_NAME: Final = 64  # characters; ub-common-name, ub-organization-name, ub-title of RFC 5280
_SMALLEST_RSA: Final = 2048
_CURVES: Final = ("secp256r1", "secp384r1", "secp521r1")

_GROUPS: Final = 6
# One syllable each, and no two alike when tones are lost on a bad line or n is said for l.
_WORDS: Final = (
    "trâu", "bò", "lợn", "gà", "vịt", "ngựa", "dê", "mèo", "cá", "tôm", "ếch", "ong", "kiến", "bưởi",
    "cam", "chuối", "dừa", "mít", "xoài", "sắn", "lúa", "khoai", "tre", "rừng", "suối", "biển", "gió",
    "đất", "trăng", "vàng", "nhà", "thuyền",
)  # fmt: skip
_HEX: Final = re.compile(r"[0-9a-f]{64}")
_HASHES: Final[dict[Hash, hashes.HashAlgorithm]] = {
    "sha256": hashes.SHA256(),
    "sha384": hashes.SHA384(),
    "sha512": hashes.SHA512(),
}


class KeyHolder(Protocol):
    """Whatever signs and opens with a private key: a key file in memory, or a token that keeps the key."""

    @property
    def certificate(self) -> x509.Certificate:
        """The certificate that names the key's owner."""

    @property
    def chain(self) -> tuple[x509.Certificate, ...]:
        """The certificates above it, as far as they came with the key."""

    def sign(self, data: bytes, hashed: Hash = "sha256") -> bytes:
        """Sign ``data`` as XMLDSig writes it: RSA by PKCS#1 v1.5, elliptic curves as r||s.

        A token raises ``Problem`` with a ``TOKEN_...`` code.
        """

    def decrypt(self, data: bytes) -> bytes:
        """Open what was sealed with RSA PKCS#1 v1.5; raise ``ValueError`` where that cannot be.

        A token raises ``Problem`` with a ``TOKEN_...`` code when it is gone, and ``ValueError`` for the rest.
        """


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A private key, the certificate that names its owner, and the certificates above that."""

    private_key: PrivateKey
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...] = ()

    def sign(self, data: bytes, hashed: Hash = "sha256") -> bytes:
        """Sign as `KeyHolder` says."""
        key = self.private_key
        if isinstance(key, rsa.RSAPrivateKey):
            return key.sign(data, padding.PKCS1v15(), _HASHES[hashed])
        half = (key.key_size + 7) // 8
        r, s = decode_dss_signature(key.sign(data, ec.ECDSA(_HASHES[hashed])))
        return r.to_bytes(half, "big") + s.to_bytes(half, "big")

    def decrypt(self, data: bytes) -> bytes:
        """Open as `KeyHolder` says."""
        if not isinstance(self.private_key, rsa.RSAPrivateKey):
            raise ValueError("no RSA key")  # noqa: TRY004 - of the kinds of failure one is told
        return self.private_key.decrypt(data, padding.PKCS1v15())


def new_key(
    person: str,
    unit: str,
    unit_name: str,
    position: str,
    not_before: datetime,
    not_after: datetime,
    algorithm: Algorithm = "P-256",
) -> SigningKey:
    """Make a key pair and a certificate that it signs itself.

    The certificate names person (CN), position (title) and unit name (O); the unit code stands as a
    DNS name under ``.unit.phieuxa.invalid`` in lower case. It may sign (digitalSignature,
    nonRepudiation) and is no CA. Raises ``Problem``: ``KEY_NAME`` for a person's name that is empty
    or over 64 characters, ``KEY_UNIT`` for a unit code that no certificate can carry.
    """
    if not person.strip() or len(person) > _LONGEST_NAME:
        raise Problem("KEY_NAME", name=person)
    named = f"u{unit.lower()}{UNIT_SUFFIX}"
    # A code such as "0.u1" would read as unit 0 below unit 1.
    if not _UNIT.fullmatch(unit) or path_in([named]) != (unit.lower(),):
        raise Problem("KEY_UNIT", unit=unit)
    private_key: PrivateKey
    if algorithm == "RSA-2048":
        private_key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    else:
        private_key = ec.generate_private_key(ec.SECP256R1())
    names = [
        (NameOID.COUNTRY_NAME, "VN"),
        (NameOID.ORGANIZATION_NAME, unit_name.strip()[:_LONGEST_NAME]),
        (NameOID.TITLE, position.strip()[:_LONGEST_NAME]),
        (NameOID.COMMON_NAME, person.strip()),
    ]
    subject = x509.Name([x509.NameAttribute(oid, value) for oid, value in names if value])
    public_key = private_key.public_key()
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(public_key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(not_before)
        .not_valid_after(not_after)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_SIGNS_DOCUMENTS, critical=True)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(named)]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public_key), critical=False)
        .sign(private_key, hashes.SHA256())
    )
    return SigningKey(private_key, certificate)


_SIGNS_DOCUMENTS: Final = x509.KeyUsage(
    digital_signature=True,
    content_commitment=True,
    key_encipherment=False,
    data_encipherment=False,
    key_agreement=False,
    key_cert_sign=False,
    crl_sign=False,
    encipher_only=False,
    decipher_only=False,
)


def to_p12(key: SigningKey, passphrase: str) -> bytes:
    """Pack the key into a PKCS#12 file under a passphrase (AES-256, PBKDF2).

    Raises ``Problem(KEY_PASSPHRASE)`` for an empty passphrase: a key is never written in the clear.
    """
    if not passphrase:
        raise Problem("KEY_PASSPHRASE")
    names = key.certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return pkcs12.serialize_key_and_certificates(
        str(names[0].value).encode() if names else None,
        key.private_key,
        key.certificate,
        key.chain or None,
        BestAvailableEncryption(passphrase.encode()),
    )


def from_p12(data: bytes, passphrase: str) -> SigningKey:
    """Open a PKCS#12 file.

    Raises ``Problem``: ``KEY_BROKEN`` (no PKCS#12 file, or no key and certificate in it that belong
    together and can sign), ``KEY_PASSPHRASE`` (the passphrase does not open it), ``KEY_TOO_WEAK``
    (RSA under 2048 bits, or a curve other than NIST's P-256, P-384, P-521).
    """
    try:
        from asn1crypto import pkcs12 as pkcs12_structure  # its tables cost a tenth of a second

        pkcs12_structure.Pfx.load(data, strict=True).native  # noqa: B018 - parses all of it
    except (ValueError, TypeError):
        raise Problem("KEY_BROKEN") from None
    try:
        private_key, certificate, others = pkcs12.load_key_and_certificates(data, passphrase.encode())
    except ValueError:
        raise Problem("KEY_PASSPHRASE") from None
    except (TypeError, UnsupportedAlgorithm):
        raise Problem("KEY_BROKEN") from None
    if certificate is None or not isinstance(private_key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise Problem("KEY_BROKEN")
    if private_key.public_key() != certificate.public_key():
        raise Problem("KEY_BROKEN")
    if isinstance(private_key, rsa.RSAPrivateKey):
        weak = private_key.key_size < _SMALLEST_RSA
    else:
        weak = private_key.curve.name not in _CURVES
    if weak:
        raise Problem("KEY_TOO_WEAK")
    return SigningKey(private_key, certificate, tuple(others))


def load_certificate(data: bytes) -> x509.Certificate:
    """Read one certificate, PEM or DER; raise ``Problem(CERTIFICATE_BROKEN)`` if it is none."""
    try:
        if b"-----BEGIN" in data:
            return x509.load_pem_x509_certificate(data)
        return x509.load_der_x509_certificate(data)
    except (ValueError, UnsupportedAlgorithm):
        raise Problem("CERTIFICATE_BROKEN") from None


@dataclass(frozen=True, slots=True)
class CertificateFacts:
    """What a certificate says, for the floors that hold no certificates of their own."""

    data: bytes  # DER
    subject: str
    person: str  # the common name, or the whole subject
    position: str  # the title, "" where there is none
    unit: str | None
    fingerprint: str
    valid_to: datetime


def certificate_facts(certificate: x509.Certificate) -> CertificateFacts:
    """Tell what a certificate says; nothing of it is believed here."""

    def named(kind: x509.ObjectIdentifier) -> str:
        found = certificate.subject.get_attributes_for_oid(kind)
        return str(found[0].value) if found else ""

    subject = readable_name(certificate.subject)
    return CertificateFacts(
        certificate.public_bytes(Encoding.DER),
        subject,
        named(NameOID.COMMON_NAME) or subject,
        named(NameOID.TITLE),
        certificate_unit(certificate),
        fingerprint(certificate),
        certificate.not_valid_after_utc,
    )


def is_self_signed(certificate: x509.Certificate) -> bool:
    """Tell whether the certificate's own key signed it."""
    if certificate.issuer != certificate.subject:
        return False
    try:
        certificate.verify_directly_issued_by(certificate)
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
        return False
    return True


def readable_name(name: x509.Name) -> str:
    """Write a distinguished name after RFC 4514, with ``T`` for the title as Windows writes it."""
    return name.rfc4514_string({NameOID.TITLE: "T"})


def certificate_unit(certificate: x509.Certificate) -> str | None:
    """Give the unit code (lower case) that a certificate of ours names, or None.

    It is a claim: anyone can make such a certificate. The register of signers, or the CA that
    issued it, makes it count.
    """
    path = unit_path(certificate)
    return path[0] if path else None


def fingerprint(certificate: x509.Certificate) -> str:
    """Give the SHA-256 of the certificate's DER, as 64 lower-case hexadecimal digits."""
    return certificate.fingerprint(hashes.SHA256()).hex()


def fingerprint_words(fingerprint: str) -> tuple[str, ...]:
    """Give a fingerprint as six groups to read aloud, each four digits and a word: ``4821 trâu``.

    Both sides see the groups on their screens and compare them, by telephone or on paper. A group
    holds 10,000 x 32 values, so six hold log2(320,000) x 6 = 109 bits of the SHA-256. That is
    enough: who wants to pass for another must make a certificate that gives the same groups
    (a second preimage, 2^109 trials; 2^60 would already be out of reach of all but states, at one
    key or certificate signature a trial). A chance agreement of one group has odds of 1 in 320,000,
    so even a comparison broken off after four groups (73 bits) tells certificates apart. The words
    differ in sound without their tones, so a bad line or another dialect does not confuse them.
    """
    if not _HEX.fullmatch(fingerprint):
        raise ValueError(fingerprint)
    rest = int(fingerprint, 16)
    groups = []
    for _ in range(_GROUPS):
        rest, digits = divmod(rest, 10_000)
        rest, word = divmod(rest, len(_WORDS))
        groups.append(f"{digits:04d} {_WORDS[word]}")
    return tuple(groups)
