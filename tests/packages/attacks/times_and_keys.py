"""Hostile certificates and timestamps: the package is whole, its signer is not to be believed (C23-C25)."""

import base64
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID
from lxml import etree

from exports.keys import SigningKey, fingerprint, new_key
from exports.opc import read_zip, sign, write_zip
from exports.opc.strict_xml import canonical
from exports.trust import TrustStore
from tests.exports.opc.authority import (
    CERTIFIES,
    IS_CA,
    SIGNS,
    STAMPS,
    certify,
    key_usage,
    middle,
    officer,
    revocation_list,
    root,
    stamper,
    token,
)
from tests.exports.opc.samples import END, NOW, SIGNATURE, SIGNED_AT, START, key_of, signed, swap, workbook
from tests.packages.attacks.forging import C14N, Attacks

ATTACKS = Attacks()
DSIG = "{http://www.w3.org/2000/09/xmldsig#}"
REVOKED_ON = datetime(2026, 11, 1, tzinfo=UTC)
END_OF_KEY = datetime(2026, 6, 1, tzinfo=UTC)
STAMPED = datetime(2026, 5, 2, 8, tzinfo=UTC)
UNTRUSTED = "valid-untrusted"


@cache
def dismissed() -> SigningKey:
    """An officer whose certificate was revoked three weeks ago."""
    return certify("Cán bộ thôi việc", middle(), [SIGNS], serial=6001)


@cache
def fallen() -> SigningKey:
    """An authority that was revoked."""
    return certify("CA bị thu hồi", root(), [IS_CA, CERTIFIES], serial=6002)


@cache
def lapsed() -> SigningKey:
    """An officer the office recognised by telephone, whose certificate ended in June."""
    return new_key("Phạm Văn D", "23311", "UBND xã Đăk Hà", "Chủ tịch", START, END_OF_KEY)


@cache
def short() -> SigningKey:
    """An officer whose certificate by the authority ended in June."""
    return certify("M", middle(), [SIGNS], end=END_OF_KEY)


@cache
def retired_stamper() -> SigningKey:
    """A timestamp service that was revoked before it stamped."""
    return certify("TSA bị thu hồi", root(), [STAMPS, (key_usage("digital_signature"), True)], serial=6003)


@cache
def store() -> TrustStore:
    """What the office of all these tests believes: two officers it knows, one root, its lists."""
    gone = {6002: REVOKED_ON, 6003: START}
    return TrustStore(
        roots=(root().certificate,),
        crls=(
            revocation_list(root(), gone),
            revocation_list(middle(), {6001: REVOKED_ON}),
            revocation_list(fallen()),
        ),
        recognised=frozenset(
            fingerprint(key.certificate) for key in (key_of(), key_of("Trần Thị B"), lapsed())
        ),
    )


def _by(make: Callable[[], SigningKey], when: datetime = SIGNED_AT) -> Callable[[], bytes]:
    return lambda: sign(workbook(), make(), when)


def _note(name: str, reason: str, make: Callable[[], SigningKey], state: str = UNTRUSTED) -> None:
    ATTACKS[name] = (_by(make), state, reason)


# Chain and purpose: check C24

_note(
    "namesake_of_a_known_officer",
    "SIGNER_UNKNOWN",
    lambda: new_key("Nguyễn Văn Á", "23311", "UBND xã Đăk Hà", "Chủ tịch", START, END),
)
_note(
    "root_of_the_same_name",
    "SIGNER_UNKNOWN",
    lambda: certify("X", certify("CA gốc", None, [IS_CA, CERTIFIES]), [SIGNS]),
)
_note("authority_of_the_same_name", "SIGNER_UNKNOWN", lambda: certify("X", _impostor(), [SIGNS]))
_note("signer_past_its_end", "EXPIRED", short)
_note("known_officer_past_the_end", "EXPIRED", lapsed)
_note(
    "signer_before_its_beginning",
    "NOT_YET_VALID",
    lambda: certify("X", middle(), [SIGNS], start=NOW + timedelta(days=9)),
)
_note("authority_that_signs_reports", "SIGNER_IS_CA", lambda: certify("X", root(), [IS_CA, CERTIFIES]))
_note(
    "key_for_encryption_only",
    "KEY_USAGE",
    lambda: certify("X", middle(), [(key_usage("key_encipherment"), True)]),
)
_note(
    "key_for_agreement_only",
    "KEY_USAGE",
    lambda: certify("X", middle(), [(key_usage("key_agreement", "encipher_only"), True)]),
)
_note(
    "key_of_a_web_server",
    "KEY_USAGE",
    lambda: certify("X", middle(), [SIGNS, _purpose(ExtendedKeyUsageOID.SERVER_AUTH)]),
)
_note("key_of_a_timestamp_service", "KEY_USAGE", stamper)
_note("unknown_critical_extension", "CHAIN_BROKEN", lambda: certify("X", middle(), [SIGNS, _strange()]))
_note(
    "name_limits_on_a_signer",
    "CHAIN_BROKEN",
    lambda: certify("X", middle(), [SIGNS, _names_under("unit.phieuxa.invalid")]),
)
_note("issued_by_an_officer", "CHAIN_BROKEN", lambda: certify("X", officer(), [SIGNS]))
_note(
    "issued_by_an_authority_that_may_not",
    "CHAIN_BROKEN",
    lambda: certify("X", certify("CA", root(), [IS_CA, (key_usage("crl_sign"), True)]), [SIGNS]),
)
_note(
    "path_longer_than_the_authority_allows",
    "CHAIN_BROKEN",
    lambda: certify("X", certify("CA 2", _last_authority(), [IS_CA, CERTIFIES]), [SIGNS]),
)
_note("path_of_six", "SIGNER_UNKNOWN", lambda: _deep(4))
_note(
    "authority_past_its_end",
    "CHAIN_BROKEN",
    lambda: certify("X", certify("CA", root(), [IS_CA, CERTIFIES], end=END_OF_KEY), [SIGNS]),
)
_note(
    "certificate_with_a_short_hash",
    "CHAIN_BROKEN",
    lambda: certify("X", middle(), [SIGNS], digest=hashes.SHA224()),
)
_note(
    "authority_with_a_short_key",
    "CHAIN_BROKEN",
    lambda: certify("X", certify("CA", root(), [IS_CA, CERTIFIES], private_key=_weak()), [SIGNS]),
)
_note(
    "unit_outside_the_names_of_its_authority",
    "CHAIN_BROKEN",
    lambda: certify(
        "X",
        certify("CA huyện", root(), [IS_CA, CERTIFIES, _names_under("u608.unit.phieuxa.invalid")]),
        [SIGNS, (x509.SubjectAlternativeName([x509.DNSName("u23311.u611.unit.phieuxa.invalid")]), False)],
    ),
)


def _impostor() -> SigningKey:
    """An authority with the name and the issuer of a real one, and the attacker's key."""
    return certify("CA phụ", certify("CA gốc", None, [IS_CA, CERTIFIES]), [IS_CA, CERTIFIES])


def _purpose(*uses: x509.ObjectIdentifier) -> tuple[x509.ExtensionType, bool]:
    return x509.ExtendedKeyUsage(uses), True


def _strange() -> tuple[x509.ExtensionType, bool]:
    return x509.UnrecognizedExtension(x509.ObjectIdentifier("1.2.3.4.5"), b"\x05\x00"), True


def _names_under(domain: str) -> tuple[x509.ExtensionType, bool]:
    return x509.NameConstraints([x509.DNSName(domain)], None), True


def _last_authority() -> SigningKey:
    return certify("CA cuối", root(), [(x509.BasicConstraints(ca=True, path_length=0), True), CERTIFIES])


def _deep(authorities: int) -> SigningKey:
    above = root()
    for number in range(authorities):
        above = certify(f"CA {number}", above, [IS_CA, CERTIFIES])
    return certify("X", above, [SIGNS])


def _weak() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 1024)  # noqa: S505 - weak on purpose


@ATTACKS.on_file("SIGNER_UNKNOWN", UNTRUSTED)
def root_that_came_with_the_file():
    """A self-made root in CertificateValues is believed in nothing."""
    forged = certify("CA gốc", None, [IS_CA, CERTIFIES])
    key = certify("X", forged, [SIGNS])
    return sign(workbook(), SigningKey(key.private_key, key.certificate, (forged.certificate,)), SIGNED_AT)


@ATTACKS.on_file("SIGNER_UNKNOWN", UNTRUSTED)
def certificate_of_the_victim_brought_along():
    """The victim's certificate in CertificateValues lends the attacker nothing."""
    key = new_key("Kẻ giả", "23311", "UBND xã Đăk Hà", "Chủ tịch", START, END)
    return sign(workbook(), SigningKey(key.private_key, key.certificate, (key_of().certificate,)), SIGNED_AT)


@ATTACKS.on_file("SIGNER_UNKNOWN", UNTRUSTED)
def stranger_beside_a_known_officer():
    return sign(signed(), new_key("Kẻ giả", "23311", "UBND", "Chủ tịch", START, END), SIGNED_AT)


@ATTACKS.on_file("CLOCK_WRONG", UNTRUSTED)
def signed_in_the_future_by_a_key_of_the_future():
    later = NOW + timedelta(days=30)
    return sign(workbook(), certify("X", middle(), [SIGNS], start=later), later + timedelta(days=1))


@ATTACKS.on_file("SIGNER_UNKNOWN", UNTRUSTED)
def unit_of_another_claimed_by_a_stranger():
    return sign(workbook(), new_key("Lê Thị E", "23311", "UBND huyện", "Chủ tịch", START, END), SIGNED_AT)


# Revocation: check C25

_note("revoked_officer", "REVOKED", dismissed, "invalid")
_note("officer_of_a_revoked_authority", "REVOKED", lambda: certify("X", fallen(), [SIGNS]), "invalid")


@ATTACKS.on_file("REVOKED")
def revoked_officer_who_says_it_was_before():
    """The claimed time moves nothing: anyone's computer can be set back."""
    return sign(workbook(), dismissed(), REVOKED_ON - timedelta(days=30))


@ATTACKS.on_file("REVOKED")
def revoked_officer_beside_a_known_one():
    return sign(signed(), dismissed(), SIGNED_AT)


@ATTACKS.on_file("CRL_MISSING", "valid-revocation-unknown")
def authority_without_a_list():
    """Whoever keeps the lists from arriving gets no more than *revocation unknown*."""
    return sign(workbook(), certify("X", certify("CA mới", root(), [IS_CA, CERTIFIES]), [SIGNS]), SIGNED_AT)


# C23: timestamps that would revive a certificate that has ended, or move a revocation


def signature_value(package: bytes) -> bytes:
    """What a timestamp of the package is made over: the canonical SignatureValue."""
    found = etree.fromstring(read_zip(package)[SIGNATURE]).find(f"{DSIG}SignatureValue")
    assert found is not None
    return canonical(found)


def stamped(package: bytes, *tokens: bytes) -> bytes:
    """The package with timestamp tokens among its unsigned properties."""
    items = read_zip(package)
    written = "".join(
        f'<xd:SignatureTimeStamp><CanonicalizationMethod Algorithm="{C14N}"/>'
        f"<xd:EncapsulatedTimeStamp>{base64.b64encode(one).decode()}</xd:EncapsulatedTimeStamp>"
        "</xd:SignatureTimeStamp>"
        for one in tokens
    )
    place = "<xd:UnsignedSignatureProperties>"
    items[SIGNATURE] = swap(items[SIGNATURE].decode(), place, place + written).encode()
    return write_zip(items)


@cache
def of_may() -> bytes:
    """Signed in May by the officer whose certificate ended in June."""
    return sign(workbook(), short(), datetime(2026, 5, 1, tzinfo=UTC))


def _stamp(name: str, reason: str, spoil: Callable[[bytes], bytes], state: str = "invalid") -> None:
    ATTACKS[f"timestamp_{name}"] = (
        lambda: stamped(of_may(), spoil(signature_value(of_may()))),
        state,
        reason,
    )


def _flipped(octets: bytes) -> bytes:
    return octets[:-1] + bytes([octets[-1] ^ 1])


_SIGNS_STAMPS = (key_usage("digital_signature"), True)
_WRONG = "TIMESTAMP_WRONG"
_stamp("of_another_signature", _WRONG, lambda octets: token(b"another signature", STAMPED))
_stamp("of_the_value_without_its_element", _WRONG, lambda octets: token(base64.b64encode(octets), STAMPED))
_stamp("of_tomorrow", _WRONG, lambda octets: token(octets, NOW + timedelta(days=1)))
_stamp("in_the_name_of_another_service", _WRONG, lambda octets: token(octets, STAMPED, names=root()))
_stamp("with_a_changed_value", _WRONG, lambda octets: _flipped(token(octets, STAMPED)))
_stamp("cut_short", _WRONG, lambda octets: token(octets, STAMPED)[:-10])
_stamp("followed_by_more", _WRONG, lambda octets: token(octets, STAMPED) + b"\0")
_stamp("that_is_empty", _WRONG, lambda octets: b"\x30\x00")
_stamp("that_is_a_certificate", _WRONG, lambda octets: root().certificate.public_bytes(Encoding.DER))
_stamp(
    "by_a_service_with_a_short_key",
    _WRONG,
    lambda octets: token(
        octets, STAMPED, certify("TSA", root(), [STAMPS, _SIGNS_STAMPS], private_key=_weak())
    ),
)
_stamp(
    "by_an_unknown_service",
    "EXPIRED",
    lambda octets: token(octets, STAMPED, certify("TSA lạ", None, [STAMPS, _SIGNS_STAMPS])),
    UNTRUSTED,
)
_stamp("by_an_officer", "EXPIRED", lambda octets: token(octets, STAMPED, officer()), UNTRUSTED)
_stamp("by_a_revoked_service", "EXPIRED", lambda octets: token(octets, STAMPED, retired_stamper()), UNTRUSTED)
_stamp(
    "after_the_end_of_the_key", "EXPIRED", lambda octets: token(octets, NOW - timedelta(days=1)), UNTRUSTED
)
_stamp(
    "by_a_service_for_other_purposes_too",
    "EXPIRED",
    lambda octets: token(octets, STAMPED, _handyman()),
    UNTRUSTED,
)
_stamp(
    "by_a_service_past_its_end",
    "EXPIRED",
    lambda octets: token(
        octets, STAMPED, certify("TSA", root(), [STAMPS, _SIGNS_STAMPS], end=STAMPED - timedelta(days=9))
    ),
    UNTRUSTED,
)


_stamp("too_long_to_be_one", _WRONG, lambda octets: bytes(100_001))
_stamp("nested_without_end", _WRONG, lambda octets: _nested(20_000))


def _nested(levels: int) -> bytes:
    """Sequences within sequences, deeper than a parser may go down."""
    headers: list[bytes] = []
    length = 0
    for _ in range(levels):
        header = b"\x30\x83" + length.to_bytes(3, "big")
        headers.append(header)
        length += len(header)
    return b"".join(reversed(headers))


def _handyman() -> SigningKey:
    both = _purpose(ExtendedKeyUsageOID.TIME_STAMPING, ExtendedKeyUsageOID.EMAIL_PROTECTION)
    return certify("TSA", root(), [both, _SIGNS_STAMPS])


@ATTACKS.on_file(_WRONG)
def timestamp_of_another_package():
    """A good token of the same officer's other package."""
    other = sign(workbook(), short(), datetime(2026, 5, 1, tzinfo=UTC), comment="another")
    return stamped(of_may(), token(signature_value(other), STAMPED))


@ATTACKS.on_file(_WRONG)
def bad_timestamp_beside_a_good_one():
    octets = signature_value(of_may())
    return stamped(of_may(), token(octets, STAMPED), token(b"another", STAMPED))


@ATTACKS.on_file("REVOKED")
def revoked_officer_with_a_timestamp_of_afterwards():
    package = sign(workbook(), dismissed(), SIGNED_AT)
    return stamped(package, token(signature_value(package), REVOKED_ON + timedelta(days=1)))


@ATTACKS.on_file("NOT_YET_VALID", UNTRUSTED)
def timestamp_of_before_the_key_was_certified():
    key = certify("X", middle(), [SIGNS], start=STAMPED + timedelta(days=30))
    package = sign(workbook(), key, SIGNED_AT)
    return stamped(package, token(signature_value(package), STAMPED))
