"""An office's own authority: certificates bound to a unit's code, asked for, issued, revoked, all offline.

Everything is of a standard kind, so openssl reads and checks it: requests are PKCS#10 (RFC 2986),
certificates X.509v3 and revocation lists of version 2 (RFC 5280). Requests and certificates travel
inside signed files of ours (``office.authority_files``), never as bare files.

    new_authority(named, ...) -> SigningKey          may issue for its own unit and those below it
    request(holder, named, use) -> PKCS#10           signed by the key it asks for
    issue(authority, data, named, use, ...)          a certificate for the key of a request
    revocation_list(authority, revoked, ...) -> CRL
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from asn1crypto import algos, core, csr, keys
from asn1crypto import x509 as plain_x509
from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.oid import NameOID

from exports.keys import KeyHolder, PrivateKey, SigningKey, readable_name
from exports.unit_names import path_in, unit_dns, unit_path
from forms.problems import Problem

Use = Literal["signing", "encryption", "issuing"]
Reason = Literal["key_compromise", "affiliation_changed", "superseded", "cessation_of_operation"]

_LONGEST_NAME: Final = 64  # characters; ub-common-name, ub-organization-name, ub-title of RFC 5280
_SMALLEST_RSA: Final = 2048
_CURVES: Final = ("secp256r1", "secp384r1", "secp521r1")
_LARGEST_REQUEST: Final = 20_000  # bytes
_USES: Final = (
    "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
    "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
)  # fmt: skip
_KEY_USAGE: Final[dict[Use, tuple[str, ...]]] = {
    "signing": ("digital_signature", "content_commitment"),
    "encryption": ("key_encipherment",),
    "issuing": ("key_cert_sign", "crl_sign"),
}


@dataclass(frozen=True, slots=True)
class Named:
    """Whom a certificate is for: a person of a unit; ``path`` as ``unit_dns`` takes it."""

    person: str
    position: str
    unit_name: str
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Request:
    """What a PKCS#10 request asks for, once its own signature was found right; all of it is a claim."""

    named: Named
    use: Use
    key: str  # SHA-256 hex of the SubjectPublicKeyInfo
    is_rsa: bool


@dataclass(frozen=True, slots=True)
class Revoked:
    """A certificate that no longer counts, from a moment on and for a reason."""

    serial: int
    since: datetime
    reason: Reason


@dataclass(frozen=True, slots=True)
class ListFacts:
    """What a revocation list says of itself; ``issuer`` is readable, ``number`` 0 where it has none."""

    issuer: str
    number: int
    made: datetime
    until: datetime
    revoked: int
    data: bytes  # DER


def new_authority(
    named: Named, not_before: datetime, not_after: datetime, *, path_length: int = 1
) -> SigningKey:
    """Make an authority that certifies itself: P-256, for ``named.path`` and units below it only.

    ``path_length``: how many issuing offices may stand one below another under it.
    """
    key = ec.generate_private_key(ec.SECP256R1())
    return SigningKey(
        key, _certificate(key, None, key.public_key(), named, "issuing", not_before, not_after, path_length)
    )


def new_request_key(named: Named, use: Use, not_before: datetime, not_after: datetime) -> SigningKey:
    """Make a key that asks for a certificate: RSA-2048 to encrypt to, P-256 for the rest.

    Until the certificate comes it has one of its own, which says whom it is for and is no authority's.
    """
    key: PrivateKey
    if use == "encryption":
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    else:
        key = ec.generate_private_key(ec.SECP256R1())
    waiting: Use = "signing" if use == "issuing" else use
    return SigningKey(
        key, _certificate(key, None, key.public_key(), named, waiting, not_before, not_after, 0)
    )


def request(holder: KeyHolder, named: Named, use: Use) -> bytes:
    """Write a PKCS#10 request (DER) for the holder's key, signed by that key, wherever it is kept."""
    public = holder.certificate.public_key()
    if not isinstance(public, rsa.RSAPublicKey | ec.EllipticCurvePublicKey):
        raise Problem("KEY_BROKEN")
    is_rsa = isinstance(public, rsa.RSAPublicKey)
    usage = x509.KeyUsage(**{name: name in _KEY_USAGE[use] for name in _USES})
    names = x509.SubjectAlternativeName([x509.DNSName(unit_dns(named.path))])
    asked = [
        {"extn_id": kind, "critical": critical, "extn_value": core.ParsableOctetString(value.public_bytes())}
        for kind, critical, value in (("subject_alt_name", False, names), ("key_usage", True, usage))
    ]
    info = csr.CertificationRequestInfo(
        {
            "version": "v1",
            "subject": plain_x509.Name.load(_subject(named, use).public_bytes()),
            "subject_pk_info": keys.PublicKeyInfo.load(
                public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
            ),
            "attributes": csr.CRIAttributes(
                [csr.CRIAttribute({"type": "extension_request", "values": [asked]})]
            ),
        }
    )
    value = holder.sign(info.dump())
    if not is_rsa:
        half = len(value) // 2
        value = encode_dss_signature(int.from_bytes(value[:half], "big"), int.from_bytes(value[half:], "big"))
    algorithm = algos.SignedDigestAlgorithm({"algorithm": "sha256_rsa" if is_rsa else "sha256_ecdsa"})
    whole = csr.CertificationRequest(
        {
            "certification_request_info": info,
            "signature_algorithm": algorithm,
            "signature": value,
        }
    )
    return bytes(whole.dump())


def read_request(data: bytes) -> Request:
    """Read a PKCS#10 request strictly and check that whoever wrote it holds its key.

    Raises ``Problem``: ``REQUEST_BROKEN`` (unreadable, not signed by its key, no unit, an odd use),
    ``KEY_TOO_WEAK``.
    """
    if len(data) > _LARGEST_REQUEST:
        raise Problem("REQUEST_BROKEN")
    try:
        asked = x509.load_der_x509_csr(data)
        public = asked.public_key()
        whole = asked.is_signature_valid
        usage = asked.extensions.get_extension_for_class(x509.KeyUsage).value
        names = asked.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        path = path_in(names.get_values_for_type(x509.DNSName))
    except (ValueError, UnsupportedAlgorithm, InvalidSignature, x509.ExtensionNotFound, TypeError) as odd:
        raise Problem("REQUEST_BROKEN") from odd
    use = next((use for use, wanted in _KEY_USAGE.items() if _is_usage(usage, wanted)), None)
    if not whole or use is None or not path:
        raise Problem("REQUEST_BROKEN")
    _demand_strong(public, use)

    def said(kind: x509.ObjectIdentifier) -> str:
        found = asked.subject.get_attributes_for_oid(kind)
        return str(found[0].value) if found else ""

    named = Named(said(NameOID.COMMON_NAME), said(NameOID.TITLE), said(NameOID.ORGANIZATION_NAME), path)
    return Request(named, use, key_digest(public), isinstance(public, rsa.RSAPublicKey))


def issue(
    authority: SigningKey, data: bytes, named: Named, use: Use, not_before: datetime, not_after: datetime
) -> x509.Certificate:
    """Issue a certificate for the key of a request, named as the authority says and not as was asked.

    It ends no later than the authority's own. Raises what ``read_request`` does, ``KEY_UNIT``, and
    ``ISSUE_NOT_BELOW`` for a unit that the authority may not certify, or an issuing office under one
    that may have none below it.
    """
    asked = read_request(data)
    if asked.use != use:
        raise Problem("REQUEST_BROKEN")
    limit = unit_path(authority.certificate)
    if not limit or tuple(code.lower() for code in named.path)[-len(limit) :] != limit:
        raise Problem("ISSUE_NOT_BELOW", unit=named.path[0] if named.path else "")
    room = authority.certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.path_length
    if use == "issuing" and room is not None and room < 1:
        raise Problem("ISSUE_NOT_BELOW", unit=named.path[0])
    public = x509.load_der_x509_csr(data).public_key()
    if not isinstance(public, rsa.RSAPublicKey | ec.EllipticCurvePublicKey):
        raise Problem("REQUEST_BROKEN")
    end = min(not_after, authority.certificate.not_valid_after_utc)
    below = 0 if room is None else max(room - 1, 0)
    return _certificate(
        authority.private_key, authority.certificate, public, named, use, not_before, end, below
    )


def with_certificate(
    key: SigningKey, certificate: x509.Certificate, chain: Sequence[x509.Certificate]
) -> SigningKey:
    """Put an issued certificate beside its key; raise ``CERTIFICATE_OTHER_KEY`` where they differ."""
    if key.private_key.public_key() != certificate.public_key():
        raise Problem("CERTIFICATE_OTHER_KEY")
    return SigningKey(key.private_key, certificate, tuple(chain))


def revocation_list(
    authority: SigningKey, revoked: Iterable[Revoked], number: int, made: datetime, until: datetime
) -> bytes:
    """Write the whole revocation list (DER); ``number`` only goes up, ``until`` is the next one's day."""
    public = authority.private_key.public_key()
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(authority.certificate.subject)
        .last_update(made)
        .next_update(until)
        .add_extension(x509.CRLNumber(number), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(public), critical=False)
    )
    for one in revoked:
        builder = builder.add_revoked_certificate(
            x509.RevokedCertificateBuilder()
            .serial_number(one.serial)
            .revocation_date(one.since)
            .add_extension(x509.CRLReason(x509.ReasonFlags[one.reason]), critical=False)
            .build()
        )
    return builder.sign(authority.private_key, hashes.SHA256()).public_bytes(Encoding.DER)


def read_list(data: bytes) -> ListFacts:
    """Tell what a revocation list (DER or PEM) says of itself; raise ``LIST_BROKEN``."""
    try:
        pem = b"-----BEGIN " in data
        found = x509.load_pem_x509_crl(data) if pem else x509.load_der_x509_crl(data)
        until = found.next_update_utc
        numbers = [one.value for one in found.extensions if isinstance(one.value, x509.CRLNumber)]
    except (ValueError, UnsupportedAlgorithm) as odd:
        raise Problem("LIST_BROKEN") from odd
    if until is None:
        raise Problem("LIST_BROKEN")
    number = numbers[0].crl_number if numbers else 0
    der = found.public_bytes(Encoding.DER)
    return ListFacts(readable_name(found.issuer), number, found.last_update_utc, until, len(found), der)


def list_is_by(data: bytes, issuer: x509.Certificate) -> bool:
    """Tell whether a revocation list (DER) is signed by this authority."""
    key = issuer.public_key()
    if not isinstance(key, rsa.RSAPublicKey | ec.EllipticCurvePublicKey):
        return False
    try:
        found = x509.load_der_x509_crl(data)
        return found.issuer == issuer.subject and found.is_signature_valid(key)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        return False


def may_issue(certificate: x509.Certificate) -> bool:
    """Tell whether a certificate is an authority's."""
    try:
        return certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except (x509.ExtensionNotFound, ValueError):
        return False


def limited_to(certificate: x509.Certificate) -> tuple[str, ...]:
    """Give the unit (see ``unit_path``) below which alone an authority may issue; () for no such limit."""
    try:
        limits = certificate.extensions.get_extension_for_class(x509.NameConstraints).value
    except (x509.ExtensionNotFound, ValueError):
        return ()
    own = unit_path(certificate)
    permitted = limits.permitted_subtrees or []
    if not own or len(permitted) != 1 or not isinstance(permitted[0], x509.DNSName):
        return ()
    return own if permitted[0].value == unit_dns(own) else ()


def use_of(certificate: x509.Certificate) -> Use | None:
    """Tell what a certificate is for by its key usage, None where that is none of ours."""
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except (x509.ExtensionNotFound, ValueError):
        return None
    return next((use for use, wanted in _KEY_USAGE.items() if _is_usage(usage, wanted)), None)


def key_of(certificate: x509.Certificate) -> str:
    """Give the digest of a certificate's key, as ``key_digest`` does."""
    return key_digest(certificate.public_key())


def key_digest(key: object) -> str:
    """Give the SHA-256 (hex) of a public key's SubjectPublicKeyInfo: the key, whatever certificate it has."""
    if not isinstance(key, rsa.RSAPublicKey | ec.EllipticCurvePublicKey):
        raise Problem("REQUEST_BROKEN")
    whole = hashes.Hash(hashes.SHA256())
    whole.update(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo))
    return whole.finalize().hex()


# --- making -----------------------------------------------------------------------------------


def _certificate(
    private: PrivateKey,
    issuer: x509.Certificate | None,
    public: rsa.RSAPublicKey | ec.EllipticCurvePublicKey,
    named: Named,
    use: Use,
    not_before: datetime,
    not_after: datetime,
    path_length: int,
) -> x509.Certificate:
    subject = _subject(named, use)
    own = x509.DNSName(unit_dns(named.path))
    ca = use == "issuing"
    usage = x509.KeyUsage(**{name: name in _KEY_USAGE[use] for name in _USES})
    constraints = x509.BasicConstraints(ca=ca, path_length=path_length if ca else None)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.subject if issuer else subject)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(not_before)
        .not_valid_after(not_after)
        .add_extension(constraints, critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectAlternativeName([own]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(private.public_key()), critical=False
        )
    )
    if ca:
        builder = builder.add_extension(x509.NameConstraints([own], None), critical=True)
    return builder.sign(private, hashes.SHA256())


def _subject(named: Named, use: Use) -> x509.Name:
    """Name a person, or the office itself where it issues."""
    person = named.person.strip()
    if not person or len(person) > _LONGEST_NAME:
        raise Problem("KEY_NAME", name=named.person)
    office = named.unit_name.strip()[:_LONGEST_NAME]
    names = [
        (NameOID.COUNTRY_NAME, "VN"),
        (NameOID.ORGANIZATION_NAME, office),
        (NameOID.ORGANIZATIONAL_UNIT_NAME, _ISSUING_OFFICE if use == "issuing" else ""),
        (NameOID.TITLE, "" if use == "issuing" else named.position.strip()[:_LONGEST_NAME]),
        (NameOID.COMMON_NAME, (office or person) if use == "issuing" else person),
    ]
    return x509.Name([x509.NameAttribute(kind, value) for kind, value in names if value])


_ISSUING_OFFICE: Final = "Nơi cấp chứng thư Phiếu Xã"


def _is_usage(usage: x509.KeyUsage, wanted: Sequence[str]) -> bool:
    asked = {name for name in _USES[:7] if getattr(usage, name)}
    return asked == set(wanted)


def _demand_strong(key: object, use: Use) -> None:
    if isinstance(key, rsa.RSAPublicKey):
        weak = key.key_size < _SMALLEST_RSA
    elif isinstance(key, ec.EllipticCurvePublicKey):
        weak = use == "encryption" or key.curve.name not in _CURVES
    else:
        raise Problem("REQUEST_BROKEN")
    if weak:
        raise Problem("KEY_TOO_WEAK")
