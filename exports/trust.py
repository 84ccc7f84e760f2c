"""Whether a certificate may be believed: chain to our own roots, purpose, dates, revocation.

Only the roots that the office configured count, never those of the operating system. Paths are
built and checked after RFC 5280 section 6, in the part of it that government certificates use; what
is not understood (limits on names other than DNS names, unknown critical extensions) breaks the path.
Revocation comes from CRL files, since the offices are offline (``docs/signature.md``, C24 and C25).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import pairwise
from typing import Final, Literal, TypeVar

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, ExtensionOID

from exports.keys import fingerprint, is_self_signed, readable_name
from exports.name_limits import name_fault

SIGNER_UNKNOWN: Final = "SIGNER_UNKNOWN"  # no chain to the roots, fingerprint not recognised
EXPIRED: Final = "EXPIRED"
NOT_YET_VALID: Final = "NOT_YET_VALID"
KEY_USAGE: Final = "KEY_USAGE"
SIGNER_IS_CA: Final = "SIGNER_IS_CA"
CHAIN_BROKEN: Final = "CHAIN_BROKEN"
REVOKED: Final = "REVOKED"
CRL_MISSING: Final = "CRL_MISSING"
CRL_STALE: Final = "CRL_STALE"

Revocation = Literal["good", "revoked", "unknown", "none-needed"]
Purpose = Literal["signing", "timestamping", "encryption"]

_LONGEST_PATH: Final = 5  # certificates, signer and root included
_MOST_STRANGERS: Final = 20  # certificates a file may bring along
_SMALLEST_RSA: Final = 2048
_SIGNING_KEYS: Final = (rsa.RSAPublicKey, ec.EllipticCurvePublicKey)
_STRONG: Final = (hashes.SHA256, hashes.SHA384, hashes.SHA512)
_UNDERSTOOD: Final = frozenset(
    {
        ExtensionOID.BASIC_CONSTRAINTS,
        ExtensionOID.KEY_USAGE,
        ExtensionOID.EXTENDED_KEY_USAGE,
        ExtensionOID.CERTIFICATE_POLICIES,
        ExtensionOID.SUBJECT_ALTERNATIVE_NAME,
    }
)
# Purposes of people; a critical list without any of them says the key is for something else.
_PERSONAL: Final = frozenset(
    {
        ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE,
        ExtendedKeyUsageOID.EMAIL_PROTECTION,
        ExtendedKeyUsageOID.CLIENT_AUTH,
        ExtendedKeyUsageOID.SMARTCARD_LOGON,
        x509.ObjectIdentifier("1.3.6.1.4.1.311.10.3.12"),  # Microsoft document signing
        x509.ObjectIdentifier("1.3.6.1.5.5.7.3.36"),  # RFC 9336 document signing
    }
)
_KEY_WAS_SAFE: Final = frozenset(
    {
        x509.ReasonFlags.unspecified,
        x509.ReasonFlags.affiliation_changed,
        x509.ReasonFlags.superseded,
        x509.ReasonFlags.cessation_of_operation,
    }
)


@dataclass(frozen=True, slots=True)
class TrustStore:
    """What the office believes: roots, helpers for the way to them, CRLs, recognised signers.

    ``recognised`` holds fingerprints (SHA-256 of the DER, hex) of signer certificates that the
    office confirmed itself, by telephone or on paper; ``own`` those of certificates for which it
    needs no revocation list, since it issued or registered them itself and would know.
    """

    roots: tuple[x509.Certificate, ...] = ()
    intermediates: tuple[x509.Certificate, ...] = ()
    crls: tuple[x509.CertificateRevocationList, ...] = ()
    recognised: frozenset[str] = field(default_factory=frozenset)
    own: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Standing:
    """What we hold of a certificate; ``reason`` is empty when all is well.

    ``root`` names the root it is trusted by, "" where the office recognised it without one; ``lists_of``
    is the day of the oldest list that says it is not revoked.
    """

    trusted: bool
    revocation: Revocation
    reason: str = ""
    detail: str = ""
    root: str = ""
    lists_of: datetime | None = None


def judge(
    certificate: x509.Certificate,
    brought: Sequence[x509.Certificate],
    store: TrustStore,
    at: datetime,
    purpose: Purpose = "signing",
    lists_at: datetime | None = None,
) -> Standing:
    """Judge a signer's certificate as of ``at``; revocation lists must be current at ``lists_at``.

    ``brought`` are certificates that came with the file; they may bridge to a root but are
    believed in nothing. A certificate recognised by the office needs no chain; if no CA issued it,
    or the office itself answers for it (``TrustStore.own``), it needs no revocation list either. One
    that cannot be read to its end is not believed.
    """
    try:
        standing = _judge(certificate, brought, store, at, purpose, lists_at or at)
    except (ValueError, UnsupportedAlgorithm):
        return _distrust(CHAIN_BROKEN, "extension")
    if standing.trusted and standing.revocation == "unknown" and fingerprint(certificate) in store.own:
        return replace(standing, revocation="none-needed", reason="", detail="")
    return standing


def _judge(
    certificate: x509.Certificate,
    brought: Sequence[x509.Certificate],
    store: TrustStore,
    at: datetime,
    purpose: Purpose,
    lists_at: datetime,
) -> Standing:
    fault = _own_fault(certificate, at, purpose)
    if fault is not None:
        return fault
    recognised = purpose == "signing" and fingerprint(certificate) in store.recognised
    if recognised and is_self_signed(certificate):
        return Standing(trusted=True, revocation="none-needed")
    first_fault: Standing | None = None
    strangers = tuple(dict.fromkeys([*store.intermediates, *brought[:_MOST_STRANGERS]]))
    for path in _paths((certificate,), store.roots, strangers, {}):
        broken = _path_fault(path, at)
        if not broken:
            standing = _revocation(path, store.crls, at, purpose, lists_at)
            return replace(standing, root=readable_name(path[-1].subject))
        first_fault = first_fault or _distrust(CHAIN_BROKEN, broken)
    if recognised:
        return Standing(trusted=True, revocation="unknown", reason=CRL_MISSING)
    return first_fault or _distrust(SIGNER_UNKNOWN)


def _distrust(reason: str, detail: str = "") -> Standing:
    """Say why a certificate is not believed."""
    return Standing(trusted=False, revocation="unknown", reason=reason, detail=detail)


def _own_fault(certificate: x509.Certificate, at: datetime, purpose: Purpose) -> Standing | None:
    """Find what forbids this certificate to sign at all, whoever issued it."""
    dates = f"{certificate.not_valid_before_utc:%Y-%m-%d} - {certificate.not_valid_after_utc:%Y-%m-%d}"
    if at < certificate.not_valid_before_utc:
        return _distrust(NOT_YET_VALID, dates)
    if at > certificate.not_valid_after_utc:
        return _distrust(EXPIRED, dates)
    constraints = _extension(certificate, x509.BasicConstraints)
    if constraints is not None and constraints.ca:
        return _distrust(SIGNER_IS_CA)
    usage = _extension(certificate, x509.KeyUsage)
    if purpose == "encryption":
        wrong_use = usage is None or not usage.key_encipherment
    else:
        wrong_use = usage is not None and not (usage.digital_signature or usage.content_commitment)
    if wrong_use or not _fits_purpose(certificate, purpose):
        return _distrust(KEY_USAGE)
    strange = _strange_extension(certificate)
    if strange:
        return _distrust(CHAIN_BROKEN, strange)
    return None


def _fits_purpose(certificate: x509.Certificate, purpose: Purpose) -> bool:
    """Tell whether the extended key usage allows the purpose (RFC 5280 4.2.1.12, RFC 3161 2.3)."""
    try:
        extension = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage)
    except x509.ExtensionNotFound:
        return purpose != "timestamping"
    uses = set(extension.value)
    if purpose == "timestamping":
        return extension.critical and uses == {ExtendedKeyUsageOID.TIME_STAMPING}
    return not extension.critical or bool(uses & _PERSONAL)


_Kind = TypeVar("_Kind", bound=x509.ExtensionType)


def _extension(certificate: x509.Certificate, kind: type[_Kind]) -> _Kind | None:
    """Give an extension of the certificate, or None."""
    try:
        return certificate.extensions.get_extension_for_class(kind).value
    except x509.ExtensionNotFound:
        return None


def _strange_extension(certificate: x509.Certificate, *, issues: bool = False) -> str:
    """Name a critical extension that we do not process, or give an empty text.

    Limits on names are for those who issue, critical or not; in anybody else's certificate they are strange.
    """
    for extension in certificate.extensions:
        if extension.oid == ExtensionOID.NAME_CONSTRAINTS:
            if not issues:
                return str(extension.oid.dotted_string)
        elif extension.critical and extension.oid not in _UNDERSTOOD:
            return str(extension.oid.dotted_string)
    return ""


def _paths(
    path: tuple[x509.Certificate, ...],
    roots: Sequence[x509.Certificate],
    strangers: Sequence[x509.Certificate],
    issuers: dict[x509.Certificate, list[x509.Certificate]],
) -> Iterator[tuple[x509.Certificate, ...]]:
    """Give every chain of at most five certificates from ``path[-1]`` to a root.

    ``issuers`` keeps who signed whom, so that strangers who all certify one another cost each
    pair one check of a signature and not one a path.
    """
    last = path[-1]
    if len(path) >= _LONGEST_PATH:
        return
    if last not in issuers:
        candidates = dict.fromkeys([*roots, *strangers])
        issuers[last] = [candidate for candidate in candidates if _issued(last, candidate)]
    for issuer in issuers[last]:
        if issuer in roots:
            yield (*path, issuer)
    for issuer in issuers[last]:
        if issuer not in path and issuer not in roots:
            yield from _paths((*path, issuer), roots, strangers, issuers)


def _issued(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    """Tell whether ``issuer`` signed ``certificate``, by name and by signature."""
    if certificate == issuer or certificate.issuer != issuer.subject:
        return False
    try:
        certificate.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
        return False
    return True


def _path_fault(path: Sequence[x509.Certificate], at: datetime) -> str:
    """Name what breaks the chain, or give an empty text; the signer itself was checked before."""
    for depth, issuer in enumerate(path[1:]):
        name = readable_name(issuer.subject)
        constraints = _extension(issuer, x509.BasicConstraints)
        usage = _extension(issuer, x509.KeyUsage)
        key = issuer.public_key()
        if constraints is None or not constraints.ca or (usage is not None and not usage.key_cert_sign):
            return f"{name}: CA"
        if constraints.path_length is not None and depth > constraints.path_length:
            return f"{name}: pathlen"
        if not issuer.not_valid_before_utc <= at <= issuer.not_valid_after_utc:
            return f"{name}: {issuer.not_valid_after_utc:%Y-%m-%d}"
        strange = _strange_extension(issuer, issues=True) or name_fault(issuer, path[: depth + 1])
        if strange:
            return f"{name}: {strange}"
        if isinstance(key, rsa.RSAPublicKey) and key.key_size < _SMALLEST_RSA:
            return f"{name}: RSA {key.key_size}"
    for certificate in path[:-1]:
        if not isinstance(certificate.signature_hash_algorithm, _STRONG):
            return f"{readable_name(certificate.subject)}: hash"
    return ""


def _revocation(
    path: Sequence[x509.Certificate],
    crls: Sequence[x509.CertificateRevocationList],
    at: datetime,
    purpose: Purpose,
    lists_at: datetime,
) -> Standing:
    """Look every certificate below the root up in the CRLs of its issuer (C25)."""
    worst: Standing | None = None
    days: list[datetime] = []
    for certificate, issuer in pairwise(path):
        ours = [crl for crl in crls if _speaks_for(crl, certificate, issuer)]
        for crl in ours:
            entry = crl.get_revoked_certificate_by_serial_number(certificate.serial_number)
            if entry is not None and _counts(entry, at, purpose):
                day = f"{entry.revocation_date_utc:%Y-%m-%d}"
                return Standing(trusted=False, revocation="revoked", reason=REVOKED, detail=day)
        current = [crl for crl in ours if crl.next_update_utc is not None and crl.next_update_utc >= lists_at]
        if current:
            days.append(max(crl.last_update_utc for crl in current))
            continue
        newest = max((crl.last_update_utc for crl in ours), default=None)
        worst = Standing(
            trusted=True,
            revocation="unknown",
            reason=CRL_MISSING if newest is None else CRL_STALE,
            detail="" if newest is None else f"{newest:%Y-%m-%d}",
        )
    return worst or Standing(trusted=True, revocation="good", lists_of=min(days, default=None))


def _counts(entry: x509.RevokedCertificate, at: datetime, purpose: Purpose) -> bool:
    """Tell whether a revocation undoes what was signed at ``at``.

    A timestamp service that lost its key can date anything back: what it stamped before counts no
    more either, unless the reason says that the key was safe (RFC 3161, 4).
    """
    if entry.revocation_date_utc <= at:
        return True
    if purpose != "timestamping":
        return False
    try:
        return entry.extensions.get_extension_for_class(x509.CRLReason).value.reason not in _KEY_WAS_SAFE
    except x509.ExtensionNotFound:
        return True


def _speaks_for(
    crl: x509.CertificateRevocationList, certificate: x509.Certificate, issuer: x509.Certificate
) -> bool:
    """Tell whether the CRL is the issuer's own complete list for this kind of certificate."""
    usage = _extension(issuer, x509.KeyUsage)
    key = issuer.public_key()
    if crl.issuer != issuer.subject or (usage is not None and not usage.crl_sign):
        return False
    try:
        if not isinstance(key, _SIGNING_KEYS) or not crl.is_signature_valid(key):
            return False
        scope = _scope(crl)
    except (TypeError, ValueError, UnsupportedAlgorithm):
        return False
    if scope is None:
        return True
    constraints = _extension(certificate, x509.BasicConstraints)
    is_ca = constraints is not None and constraints.ca
    return not (
        scope.indirect_crl
        or scope.only_some_reasons
        or scope.only_contains_attribute_certs
        or (scope.only_contains_user_certs and is_ca)
        or (scope.only_contains_ca_certs and not is_ca)
    )


def _scope(crl: x509.CertificateRevocationList) -> x509.IssuingDistributionPoint | None:
    """Give the scope of a CRL; ``ValueError`` for a delta list or anything unknown and critical."""
    scope = None
    for extension in crl.extensions:
        if isinstance(extension.value, x509.IssuingDistributionPoint):
            scope = extension.value
        elif extension.critical:
            raise ValueError(extension.oid.dotted_string)
    return scope
