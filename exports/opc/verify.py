"""Judges a signed package: the one place where bytes from outside become bytes we believe.

Follows the checks C1 to C27 of ``docs/signature.md`` in their order and stops at the first broken
one. The caller reads data only from ``Verdict.parts``, which is built from the signed parts in
memory; the file is never opened a second time.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from exports.keys import certificate_unit, fingerprint, readable_name
from exports.opc import reasons
from exports.opc.algorithms import check_method, check_signature
from exports.opc.content_types import RELATIONSHIPS, ContentTypes
from exports.opc.manifest import (
    Asked,
    Covered,
    asked,
    check_digest,
    check_main,
    check_manifest,
    unsigned_part,
    unsigned_relationship,
)
from exports.opc.package import (
    Package,
    SignatureParts,
    find_signatures,
    is_signed_at_all,
    main_part,
    open_package,
)
from exports.opc.profiles import FOREIGN, WORKBOOK, Profile
from exports.opc.reasons import Rejected
from exports.opc.relationships import Relationship, transform
from exports.opc.signature import Signature, parse_signature
from exports.opc.strict_xml import canonical
from exports.opc.timestamps import believed_stamp
from exports.opc.verdict import Signer, State, TimeSource, Verdict
from exports.opc.xades import Claims, read_claims
from exports.opc.zipped import CONTENT_TYPES_ITEM, read_zip
from exports.trust import CRL_MISSING, NOT_YET_VALID, REVOKED, Standing, TrustStore, judge
from exports.unit_names import unit_path

__all__ = ["verify", "verify_any"]


@dataclass(frozen=True, slots=True)
class _Checked:
    """One signature that fits: what it covers, who made it, and what we hold of them."""

    covered: Covered
    gap: tuple[str, str] | None
    signer: Signer
    standing: Standing


def verify(
    data: bytes, *, now: datetime, trust: TrustStore | None = None, profile: Profile = WORKBOOK
) -> Verdict:
    """Judge the file ``data`` as of ``now`` (with time zone); never raises over the file's content.

    Certificates are judged at the time of a verified timestamp, else at ``now``.
    """
    if now.tzinfo is None:
        raise ValueError("now needs a time zone")
    whole = hashlib.sha256(data).hexdigest()
    try:
        return _judge_file(data, whole, now, trust or TrustStore(), profile)
    except Rejected as refusal:
        return Verdict("invalid", refusal.code, refusal.where, (), None, whole)
    except Exception as error:  # noqa: BLE001 - C27: what no rule foresaw is a refusal too
        return Verdict("invalid", reasons.UNREADABLE, type(error).__name__, (), None, whole)


def verify_any(
    data: bytes,
    *,
    now: datetime,
    is_own: Callable[[Mapping[str, bytes]], bool],
    trust: TrustStore | None = None,
) -> Verdict:
    """Judge a workbook of anyone's: our own packages strictly, others as Office signs them.

    ``is_own`` looks at signed parts (item name -> bytes) and tells whether they are a package of
    ours; one that fails counts as ours.
    """
    verdict = verify(data, now=now, trust=trust, profile=FOREIGN)
    if verdict.parts is None:
        return verdict  # what the wide rules refuse, the strict ones refuse as well
    try:
        own = is_own(verdict.parts)
    except Exception:  # noqa: BLE001 - C27: content that cannot be looked at gets no leniency
        own = True
    return verify(data, now=now, trust=trust, profile=WORKBOOK) if own else verdict


def _judge_file(data: bytes, whole: str, now: datetime, trust: TrustStore, profile: Profile) -> Verdict:
    """Run every check; raise ``Rejected`` where the file is invalid."""
    items = read_zip(data)
    if not is_signed_at_all(items):
        return Verdict("unsigned", reasons.UNSIGNED, "", (), None, whole)
    package = open_package(items, profile)
    main = main_part(package, profile)
    infra = find_signatures(package)
    wanted = asked(package, main, infra, profile)

    def judged(name: str) -> _Checked | Rejected:
        try:
            return _judge_signature(name, package, main, infra, wanted, now, trust)
        except Rejected as refusal:
            return refusal

    checked = demand_all([judged(name) for name in infra.signatures])
    state, reason, detail = _conclude(checked)
    parts = _rebuild(package, checked, infra) if state.startswith("valid") else None
    return Verdict(state, reason, detail, tuple(one.signer for one in checked), parts, whole)


def demand_all(judged: Sequence[_Checked | Rejected]) -> Sequence[_Checked]:
    """Demand that every signature passes alone: one that does not makes the whole file invalid (C21)."""
    checked: list[_Checked] = []
    for one in judged:
        if isinstance(one, Rejected):
            raise one
        checked.append(one)
    return checked


def _judge_signature(
    name: str,
    package: Package,
    main: Relationship,
    infra: SignatureParts,
    wanted: Asked,
    now: datetime,
    trust: TrustStore,
) -> _Checked:
    """Check one signature from its shape to its signer (C11-C20, C22-C25)."""
    signature = parse_signature(package.parts[name], name)
    certificate = _verify_core(signature)
    claims = read_claims(signature, certificate)
    covered = check_manifest(package, signature.manifest, infra)
    check_main(covered, main)
    signer, standing = _judge_signer(signature, certificate, claims, now, trust)
    return _Checked(covered, _gap(covered, wanted), signer, standing)


def _gap(covered: Covered, wanted: Asked) -> tuple[str, str] | None:
    """Give reason and place of the first thing left unsigned, or None (C19, C20)."""
    part = unsigned_part(covered, wanted)
    if part is not None:
        return reasons.PART_UNSIGNED, part
    relationship = unsigned_relationship(covered, wanted)
    return None if relationship is None else (reasons.REL_UNSIGNED, relationship)


def _verify_core(signature: Signature) -> x509.Certificate:
    """Check the signature value and what SignedInfo refers to (C14, C15); give the certificate."""
    try:
        certificate = x509.load_der_x509_certificate(signature.certificate)
        public_key = certificate.public_key()
    except Exception as error:
        raise Rejected(reasons.CERTIFICATE, "X509Certificate") from error
    check_method(signature.method, public_key)
    check_signature(signature.method, public_key, signature.value, canonical(signature.signed_info))
    for reference, element in signature.signed:
        check_digest(reference, canonical(element), reference.uri)
    return certificate


def _judge_signer(
    signature: Signature, certificate: x509.Certificate, claims: Claims, now: datetime, trust: TrustStore
) -> tuple[Signer, Standing]:
    """Say who signed and what we hold of the certificate at the time that counts (C23-C25)."""
    octets = canonical(signature.value_element)
    stamp = believed_stamp(claims.timestamps, octets, claims.certificates, trust, now)
    standing = judge(certificate, claims.certificates, trust, stamp.time if stamp else now)
    early = claims.time is not None and now < claims.time
    if standing.reason == NOT_YET_VALID and stamp is None and early:
        standing = replace(standing, reason=reasons.CLOCK_WRONG, detail=f"{claims.time:%Y-%m-%d}")
    if stamp and stamp.revocation == "unknown" and standing.revocation in {"good", "none-needed"}:
        standing = replace(standing, revocation="unknown", reason=CRL_MISSING, detail="timestamp")
    source: TimeSource = "timestamp" if stamp else "claim"
    signer = Signer(
        subject=readable_name(certificate.subject),
        unit=certificate_unit(certificate),
        serial=str(certificate.serial_number),
        time=stamp.time if stamp else claims.time,
        time_source=source,
        trusted=standing.trusted,
        revocation=standing.revocation,
        fingerprint=fingerprint(certificate),
        certificate=certificate.public_bytes(Encoding.DER),
        path=unit_path(certificate),
        reason=standing.reason,
        detail=standing.detail,
        root=standing.root,
        lists_of=standing.lists_of,
    )
    return signer, standing


def _conclude(checked: Sequence[_Checked]) -> tuple[State, str, str]:
    """Give the worst answer that any signature deserves (C21)."""
    for one in checked:
        if one.standing.reason == REVOKED:
            return "invalid", REVOKED, one.standing.detail
    for one in checked:
        if one.gap is not None:
            return "partial", *one.gap
    for one in checked:
        if not one.standing.trusted:
            return "valid-untrusted", one.standing.reason, one.standing.detail
    for one in checked:
        if one.standing.revocation == "unknown":
            return "valid-revocation-unknown", one.standing.reason, one.standing.detail
    return "valid", reasons.VALID, ""


def _rebuild(package: Package, checked: Sequence[_Checked], infra: SignatureParts) -> Mapping[str, bytes]:
    """Build a package of what every signer signed, with content types that the signatures state."""
    signed = frozenset.intersection(*(one.covered.parts for one in checked))
    rebuilt: dict[str, bytes] = {}
    overrides: dict[str, str] = {}
    for name, content in package.parts.items():
        if name not in signed or name in infra.all:
            continue
        if name in package.relations:
            ids = frozenset.intersection(*(one.covered.relationships[name] for one in checked))
            rebuilt[name] = transform(content, name, ids)
        else:
            rebuilt[name] = content
            overrides[name] = package.types.of(name) or ""
    types = ContentTypes({"rels": RELATIONSHIPS}, overrides)
    items = {name[1:]: content for name, content in rebuilt.items()}
    return MappingProxyType({CONTENT_TYPES_ITEM: types.to_xml()} | items)
