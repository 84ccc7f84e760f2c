"""Only a timestamp that fits this signature, by a service we know, moves the time that counts."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding

from exports.opc import Verdict, sign, verify
from exports.trust import TrustStore
from tests.exports.opc.authority import (
    SIGNS,
    STAMPS,
    certify,
    key_usage,
    middle,
    revocation_list,
    root,
    stamper,
    token,
)
from tests.exports.opc.samples import NOW, START, workbook
from tests.packages.attacks.times_and_keys import signature_value, stamped

END_OF_KEY = datetime(2026, 6, 1, tzinfo=UTC)
STAMPED = datetime(2026, 5, 2, 8, tzinfo=UTC)
STORE = TrustStore(roots=(root().certificate,), crls=(revocation_list(root()), revocation_list(middle())))
SHORT = certify("M", middle(), [SIGNS], end=END_OF_KEY)


@pytest.fixture(scope="module")
def package() -> bytes:
    """Signed in May by a key that expired in June; now is November."""
    return sign(workbook(), SHORT, datetime(2026, 5, 1, tzinfo=UTC))


def _verdict(package: bytes, *tokens: bytes, store: TrustStore = STORE) -> Verdict:
    return verify(stamped(package, *tokens), now=NOW, trust=store)


def test_an_expired_signer_with_a_timestamp_from_before_is_believed(package):
    assert verify(package, now=NOW, trust=STORE).reason == "EXPIRED"
    verdict = _verdict(package, token(signature_value(package), STAMPED))
    assert verdict.state == "valid"
    [signer] = verdict.signers
    assert (signer.time, signer.time_source) == (STAMPED, "timestamp")


def test_services_with_rsa_keys_and_the_first_binding_are_understood(package):
    uses = [STAMPS, (key_usage("digital_signature"), True)]
    service = certify("TSA RSA", root(), uses, private_key=rsa.generate_private_key(65537, 2048))
    assert _verdict(package, token(signature_value(package), STAMPED, service)).state == "valid"
    assert _verdict(package, token(signature_value(package), STAMPED, first_version=True)).state == "valid"


def test_a_service_with_a_short_key_makes_the_file_invalid(package):
    uses = [STAMPS, (key_usage("digital_signature"), True)]
    short = rsa.generate_private_key(65537, 1024)  # noqa: S505 - weak on purpose
    service = certify("TSA ngắn", root(), uses, private_key=short)
    assert _verdict(package, token(signature_value(package), STAMPED, service)).reason == "TIMESTAMP_WRONG"


def test_the_earliest_of_two_timestamps_counts(package):
    later = token(signature_value(package), END_OF_KEY + timedelta(days=30))
    assert _verdict(package, later).reason == "EXPIRED"
    assert _verdict(package, later, token(signature_value(package), STAMPED)).state == "valid"


def test_a_timestamp_from_a_service_we_do_not_know_proves_nothing(package):
    stranger = certify("TSA lạ", None, [STAMPS, (key_usage("digital_signature"), True)])
    verdict = _verdict(package, token(signature_value(package), STAMPED, stranger))
    assert (verdict.reason, verdict.signers[0].time_source) == ("EXPIRED", "claim")


def test_a_certificate_for_documents_makes_no_timestamps(package):
    ordinary = certify("N", root(), [SIGNS])
    assert _verdict(package, token(signature_value(package), STAMPED, ordinary)).reason == "EXPIRED"


def test_a_revoked_timestamp_service_proves_nothing(package):
    gone = {stamper().certificate.serial_number: START}
    store = replace(STORE, crls=(*STORE.crls, revocation_list(root(), gone)))
    assert _verdict(package, token(signature_value(package), STAMPED), store=store).reason == "EXPIRED"


@pytest.mark.parametrize(
    "reason,state",
    [
        (None, "valid-untrusted"),
        (x509.ReasonFlags.key_compromise, "valid-untrusted"),
        (x509.ReasonFlags.cessation_of_operation, "valid"),
    ],
)
def test_a_service_revoked_later_counts_only_if_its_key_was_safe(package, reason, state):
    gone = {stamper().certificate.serial_number: STAMPED + timedelta(days=9)}
    store = replace(STORE, crls=(*STORE.crls, revocation_list(root(), gone, reason=reason)))
    assert _verdict(package, token(signature_value(package), STAMPED), store=store).state == state


def test_a_service_without_a_list_that_is_current_today_leaves_revocation_unknown(package):
    # of the same age as the timestamp: what was found out since is not in it
    old = revocation_list(root(), made=STAMPED - timedelta(days=1), until=STAMPED + timedelta(days=1))
    store = replace(STORE, crls=(old, revocation_list(middle())))
    verdict = _verdict(package, token(signature_value(package), STAMPED), store=store)
    assert (verdict.state, verdict.reason) == ("valid-revocation-unknown", "CRL_MISSING")
    assert verdict.signers[0].time_source == "timestamp"


def _flipped(octets: bytes) -> bytes:
    return octets[:-1] + bytes([octets[-1] ^ 1])


@pytest.mark.parametrize(
    "spoil",
    [
        lambda octets: token(b"another signature", STAMPED),
        lambda octets: token(octets, NOW + timedelta(days=1)),
        lambda octets: token(octets, STAMPED, names=root()),
        lambda octets: _flipped(token(octets, STAMPED)),
        lambda octets: token(octets, STAMPED)[:-10],
        lambda octets: token(octets, STAMPED) + b"\0",
        lambda octets: b"\x30\x00",
        lambda octets: root().certificate.public_bytes(Encoding.DER),
    ],
    ids=["transplanted", "future", "other-certificate", "bad-value", "cut", "trailing", "empty", "no-token"],
)
def test_a_timestamp_that_does_not_fit_makes_the_file_invalid(package, spoil):
    verdict = _verdict(package, spoil(signature_value(package)))
    assert (verdict.state, verdict.reason) == ("invalid", "TIMESTAMP_WRONG")


def test_every_flipped_byte_of_a_token_is_answered_without_raising(package):
    good = token(signature_value(package), STAMPED)
    for position in range(0, len(good), 7):
        spoiled = good[:position] + bytes([good[position] ^ 0x55]) + good[position + 1 :]
        assert _verdict(package, spoiled).reason != "UNREADABLE"
