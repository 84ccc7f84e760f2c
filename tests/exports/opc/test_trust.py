"""Whom we believe: chains, purposes, dates and revocation decide, each with its own word."""

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID

from exports.keys import fingerprint, new_key
from exports.opc import sign, verify
from exports.trust import Standing, TrustStore, judge
from exports.trust_files import load_trust_folder
from forms.problems import Problem
from tests.exports.opc.authority import (
    CERTIFIES,
    IS_CA,
    SIGNS,
    certify,
    key_usage,
    middle,
    officer,
    revocation_list,
    root,
)
from tests.exports.opc.samples import END, NOW, SIGNED_AT, START, key_of, signed, workbook

LISTS = (revocation_list(root()), revocation_list(middle()))
STORE = TrustStore(roots=(root().certificate,), crls=LISTS)
DAY = timedelta(days=1)
LISTS_OF = datetime(2026, 11, 1, tzinfo=UTC)
GOOD = Standing(trusted=True, revocation="good", root="CN=CA gốc", lists_of=LISTS_OF)


def _judge(key, store=STORE, at=NOW) -> Standing:
    return judge(key.certificate, key.chain, store, at)


def test_a_signer_with_a_chain_and_current_lists_is_good():
    assert _judge(officer()) == GOOD
    verdict = verify(sign(workbook(), officer(), SIGNED_AT), now=NOW, trust=STORE)
    assert (verdict.state, verdict.signers[0].revocation) == ("valid", "good")


def test_the_way_to_the_root_may_lie_in_the_office_instead_of_the_file():
    alone = replace(officer(), chain=())
    assert _judge(alone).reason == "SIGNER_UNKNOWN"
    assert _judge(alone, replace(STORE, intermediates=(middle().certificate,))).trusted


def test_a_chain_to_another_root_of_the_same_name_is_unknown():
    impostor = certify("CA gốc", None, [IS_CA, CERTIFIES])
    assert _judge(officer(), replace(STORE, roots=(impostor.certificate,))).reason == "SIGNER_UNKNOWN"


def test_certificates_that_come_with_a_file_are_believed_in_nothing():
    assert _judge(officer(), TrustStore()).reason == "SIGNER_UNKNOWN"


@pytest.mark.parametrize(
    "at,reason",
    [(START - DAY, "NOT_YET_VALID"), (END + DAY, "EXPIRED")],
)
def test_a_certificate_counts_only_within_its_dates(at, reason):
    assert _judge(officer(), at=at).reason == reason
    recognised = TrustStore(recognised=frozenset({fingerprint(key_of().certificate)}))
    assert _judge(key_of(), recognised, at).reason == reason
    assert verify(signed(), now=at, trust=recognised).state == "valid-untrusted"


def test_a_wrong_clock_is_told_apart_from_a_certificate_of_the_future():
    stopped = datetime(2009, 1, 1, tzinfo=UTC)
    assert verify(signed(), now=stopped).reason == "CLOCK_WRONG"
    later = new_key("D", "1", "X", "", NOW + DAY, END)
    early = sign(workbook(), later, SIGNED_AT)
    assert verify(early, now=NOW).reason == "NOT_YET_VALID"


@pytest.mark.parametrize(
    "extensions,reason",
    [
        ([(key_usage("key_encipherment"), True)], "KEY_USAGE"),
        ([(key_usage("content_commitment"), True)], ""),
        ([], ""),
        ([IS_CA, CERTIFIES], "SIGNER_IS_CA"),
        ([SIGNS, (x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), True)], "KEY_USAGE"),
        ([SIGNS, (x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]), True)], ""),
        ([SIGNS, (x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), False)], ""),
        (
            [SIGNS, (x509.UnrecognizedExtension(x509.ObjectIdentifier("1.2.3.4"), b"\5\0"), True)],
            "CHAIN_BROKEN",
        ),
    ],
)
def test_a_key_signs_only_what_its_certificate_allows(extensions, reason):
    assert _judge(certify("E", middle(), extensions)).reason == reason


def test_a_certificate_that_cannot_be_read_to_its_end_is_not_believed():
    garbled = x509.UnrecognizedExtension(x509.ObjectIdentifier("2.5.29.17"), b"\x30\x05garbled")
    assert _judge(certify("Q", middle(), [SIGNS, (garbled, False)])).reason == "CHAIN_BROKEN"


def _below(issuer_extensions, **changes) -> Standing:
    issuer = certify("CA khác", root(), issuer_extensions, **changes)
    lists = (*LISTS, revocation_list(issuer))
    return _judge(certify("F", issuer, [SIGNS]), replace(STORE, crls=lists))


@pytest.mark.parametrize(
    "extensions,changes",
    [
        ([], {}),
        ([(x509.BasicConstraints(ca=False, path_length=None), True), CERTIFIES], {}),
        ([IS_CA, (key_usage("crl_sign"), True)], {}),
        ([IS_CA, CERTIFIES], {"private_key": rsa.generate_private_key(65537, 1024)}),  # noqa: S505
        ([IS_CA, CERTIFIES], {"end": NOW - DAY}),
        ([IS_CA, CERTIFIES], {"start": NOW + DAY}),
        ([IS_CA, CERTIFIES, (x509.NameConstraints([x509.RFC822Name("a.invalid")], None), True)], {}),
    ],
)
def test_an_issuer_that_may_not_certify_breaks_the_chain(extensions, changes):
    assert _below([IS_CA, CERTIFIES]).reason == ""
    assert _below(extensions, **changes).reason == "CHAIN_BROKEN"


def test_a_promised_path_length_is_kept():
    narrow = certify("CA hẹp", root(), [(x509.BasicConstraints(ca=True, path_length=0), True), CERTIFIES])
    direct = certify("G", narrow, [SIGNS])
    further = certify("H", certify("CA dưới", narrow, [IS_CA, CERTIFIES]), [SIGNS])
    assert _judge(direct).reason == "CRL_MISSING"
    assert _judge(further).reason == "CHAIN_BROKEN"


@pytest.mark.parametrize("between,reason", [(3, "CRL_MISSING"), (4, "SIGNER_UNKNOWN")])
def test_five_certificates_are_the_longest_chain(between, reason):
    issuer = root()
    for number in range(between):
        issuer = certify(f"CA {number}", issuer, [IS_CA, CERTIFIES])
    assert _judge(certify("I", issuer, [SIGNS])).reason == reason


def test_a_signer_that_the_root_did_not_sign_breaks_nothing_but_is_unknown():
    forger = certify("CA phụ", None, [IS_CA, CERTIFIES])
    assert _judge(certify("J", forger, [SIGNS])).reason == "SIGNER_UNKNOWN"


def test_authorities_in_a_circle_are_walked_once():
    one = certify("CA vòng", None, [IS_CA, CERTIFIES])
    two = certify("CA vòng", one, [IS_CA, CERTIFIES])
    signer = certify("K", two, [SIGNS])
    assert (
        judge(signer.certificate, [one.certificate, two.certificate] * 9, STORE, NOW).reason
        == "SIGNER_UNKNOWN"
    )


def test_strangers_who_all_certify_one_another_cost_no_time():
    """Twenty certificates of one name and key: thousands of ways, and none to a root."""
    first = certify("CA kín", None, [IS_CA, CERTIFIES])
    crowd = [
        certify("CA kín", first, [IS_CA, CERTIFIES], public_key=first.private_key.public_key())
        for _ in range(20)
    ]
    signer = certify("K", first, [SIGNS])
    started = time.perf_counter()
    assert (
        judge(signer.certificate, [one.certificate for one in crowd], STORE, NOW).reason == "SIGNER_UNKNOWN"
    )
    assert time.perf_counter() - started < 2


REVOKED_ON = datetime(2026, 10, 1, tzinfo=UTC)


def test_a_revoked_signer_makes_the_file_invalid():
    lists = (LISTS[0], revocation_list(middle(), {4711: REVOKED_ON}))
    standing = _judge(officer(), replace(STORE, crls=lists))
    assert (standing.trusted, standing.revocation, standing.reason) == (False, "revoked", "REVOKED")
    verdict = verify(sign(workbook(), officer(), SIGNED_AT), now=NOW, trust=replace(STORE, crls=lists))
    assert (verdict.state, verdict.reason, verdict.parts) == ("invalid", "REVOKED", None)
    assert verdict.signers[0].revocation == "revoked"


def test_a_revoked_authority_revokes_its_signers():
    lists = (revocation_list(root(), {middle().certificate.serial_number: REVOKED_ON}), LISTS[1])
    assert _judge(officer(), replace(STORE, crls=lists)).reason == "REVOKED"


def test_a_signer_revoked_later_was_good_before():
    lists = (LISTS[0], revocation_list(middle(), {4711: NOW + DAY}))
    assert _judge(officer(), replace(STORE, crls=lists)).revocation == "good"


@pytest.mark.parametrize(
    "theirs,reason",
    [
        ((), "CRL_MISSING"),
        ((revocation_list(middle(), until=NOW - DAY),), "CRL_STALE"),
        ((revocation_list(middle(), by=root()),), "CRL_MISSING"),
        ((revocation_list(middle(), extension=(x509.DeltaCRLIndicator(1), True)),), "CRL_MISSING"),
        (
            (
                revocation_list(
                    middle(),
                    extension=(
                        x509.IssuingDistributionPoint(
                            full_name=None,
                            relative_name=None,
                            only_contains_user_certs=False,
                            only_contains_ca_certs=True,
                            only_some_reasons=None,
                            indirect_crl=False,
                            only_contains_attribute_certs=False,
                        ),
                        True,
                    ),
                ),
            ),
            "CRL_MISSING",
        ),
    ],
)
def test_without_a_current_list_revocation_is_unknown(theirs, reason):
    store = replace(STORE, crls=(LISTS[0], *theirs))
    standing = _judge(officer(), store)
    assert (standing.trusted, standing.revocation, standing.reason) == (True, "unknown", reason)
    verdict = verify(sign(workbook(), officer(), SIGNED_AT), now=NOW, trust=store)
    assert verdict.state == "valid-revocation-unknown"
    assert verdict.parts is not None


def test_a_stale_list_still_revokes():
    lists = (LISTS[0], revocation_list(middle(), {4711: REVOKED_ON}, until=NOW - DAY))
    assert _judge(officer(), replace(STORE, crls=lists)).reason == "REVOKED"


def test_a_forged_list_revokes_nobody():
    forged = revocation_list(middle(), {4711: REVOKED_ON}, by=key_of())
    assert _judge(officer(), replace(STORE, crls=(*LISTS, forged))).revocation == "good"


def test_a_recognised_signer_without_a_chain_waits_for_no_root():
    store = TrustStore(recognised=frozenset({fingerprint(officer().certificate)}))
    assert _judge(officer(), store) == Standing(trusted=True, revocation="unknown", reason="CRL_MISSING")


def test_what_the_office_answers_for_itself_needs_no_list_but_may_be_revoked():
    own = frozenset({fingerprint(officer().certificate)})
    standing = _judge(officer(), TrustStore(roots=STORE.roots, own=own))
    assert standing == replace(GOOD, revocation="none-needed", lists_of=None)
    registered = TrustStore(recognised=own, own=own)
    assert _judge(officer(), registered) == Standing(trusted=True, revocation="none-needed")
    lists = (LISTS[0], revocation_list(middle(), {4711: REVOKED_ON}))
    assert _judge(officer(), replace(STORE, crls=lists, own=own)).reason == "REVOKED"
    assert _judge(officer(), TrustStore(own=own)).reason == "SIGNER_UNKNOWN"


def test_a_recognised_signer_that_its_authority_revoked_is_not_believed():
    lists = (LISTS[0], revocation_list(middle(), {4711: REVOKED_ON}))
    store = replace(STORE, crls=lists, recognised=frozenset({fingerprint(officer().certificate)}))
    assert _judge(officer(), store).reason == "REVOKED"


def test_weakly_hashed_certificates_break_the_chain():
    weak = certify("L", middle(), [SIGNS], digest=hashes.SHA224())
    assert _judge(weak).reason == "CHAIN_BROKEN"


# The folder


def test_a_folder_of_certificates_and_lists_is_read_pem_and_der(tmp_path):
    (tmp_path / "goc.crt").write_bytes(root().certificate.public_bytes(Encoding.PEM))
    (tmp_path / "phu.cer").write_bytes(middle().certificate.public_bytes(Encoding.DER))
    (tmp_path / "goc.crl").write_bytes(LISTS[0].public_bytes(Encoding.DER))
    (tmp_path / "phu.crl").write_bytes(LISTS[1].public_bytes(Encoding.PEM))
    (tmp_path / "nguoi-ky.crt").write_bytes(key_of().certificate.public_bytes(Encoding.PEM))
    (tmp_path / "README.txt").write_text("CA của tỉnh", encoding="utf-8")
    store = load_trust_folder(tmp_path)
    assert store.roots == (root().certificate,)
    assert store.intermediates == (middle().certificate,)
    assert _judge(replace(officer(), chain=()), store) == GOOD
    assert _judge(key_of(), store).revocation == "none-needed"


def test_several_certificates_may_stand_in_one_file(tmp_path):
    both = [one.certificate.public_bytes(Encoding.PEM) for one in (root(), middle())]
    (tmp_path / "tat-ca.pem").write_bytes(b"\n".join([*both, LISTS[0].public_bytes(Encoding.PEM)]))
    store = load_trust_folder(tmp_path)
    assert (len(store.roots), len(store.intermediates), len(store.crls)) == (1, 1, 1)


@pytest.mark.parametrize(
    "content", [b"", b"rubbish", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"]
)
def test_a_broken_file_in_the_folder_is_named(tmp_path, content):
    (tmp_path / "hong.crt").write_bytes(content)
    with pytest.raises(Problem) as refused:
        load_trust_folder(tmp_path)
    assert (refused.value.code, refused.value.details) == ("TRUST_FILE", {"file": "hong.crt"})


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(Problem, match="TRUST_FOLDER"):
        load_trust_folder(tmp_path / "khong-co")
