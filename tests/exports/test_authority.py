"""An office's own authority: what it issues, to whom, what it may not, and what openssl says of it."""

import subprocess
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding

from exports.authority import (
    Named,
    Revoked,
    issue,
    key_digest,
    limited_to,
    list_is_by,
    may_issue,
    new_authority,
    new_request_key,
    read_list,
    read_request,
    request,
    revocation_list,
    with_certificate,
)
from exports.keys import SigningKey, certificate_unit, new_key
from exports.opc import sign, verify
from exports.trust import TrustStore, judge
from exports.unit_names import fits_path, unit_dns, unit_path
from forms.problems import Problem
from tests.exports.opc.authority import CERTIFIES, IS_CA, SIGNS, certify
from tests.exports.opc.samples import workbook

NOW = datetime(2018, 9, 20, 2, 30, tzinfo=UTC)
YEAR = timedelta(days=365)
DAY = timedelta(days=1)
PROVINCE = Named("Tỉnh Kon Tum", "", "UBND tỉnh Kon Tum", ("62",))
DISTRICT = Named("Lê Thị Duyệt", "Phó chủ tịch", "Huyện Tu Mơ Rông", ("617", "62"))
COMMUNE = Named("A Chương", "Chủ tịch", "Xã Ngọc Lây", ("23404", "617", "62"))


@pytest.fixture(scope="module")
def root() -> SigningKey:
    return new_authority(PROVINCE, NOW - DAY, NOW + 10 * YEAR)


@pytest.fixture(scope="module")
def office(root) -> SigningKey:
    """The district's issuing office, certified by the province."""
    key = new_request_key(DISTRICT, "issuing", NOW, NOW + YEAR)
    made = issue(root, request(key, DISTRICT, "issuing"), DISTRICT, "issuing", NOW, NOW + 5 * YEAR)
    return with_certificate(key, made, [root.certificate])


@pytest.fixture(scope="module")
def rsa_key() -> SigningKey:
    return new_request_key(COMMUNE, "encryption", NOW, NOW + YEAR)


def _commune(by: SigningKey, named: Named = COMMUNE, until: datetime = NOW + 3 * YEAR) -> SigningKey:
    key = new_request_key(named, "signing", NOW, NOW + YEAR)
    made = issue(by, request(key, named, "signing"), named, "signing", NOW, until)
    return with_certificate(key, made, [by.certificate, *by.chain])


@pytest.fixture(scope="module")
def commune(office) -> SigningKey:
    return _commune(office)


def _store(root: SigningKey, *lists: bytes) -> TrustStore:
    return TrustStore((root.certificate,), crls=tuple(x509.load_der_x509_crl(one) for one in lists))


def _reason(key: SigningKey, store: TrustStore, at: datetime = NOW) -> tuple[str, str]:
    standing = judge(key.certificate, key.chain, store, at)
    return standing.reason, standing.revocation


def _lists(root: SigningKey, office: SigningKey, *revoked: Revoked) -> tuple[bytes, bytes]:
    until = NOW + 90 * DAY
    return revocation_list(root, [], 1, NOW, until), revocation_list(office, revoked, 1, NOW, until)


# --- names


def test_a_unit_is_named_with_the_units_above_it():
    assert unit_dns(("23404", "617", "62")) == "u23404.u617.u62.unit.phieuxa.invalid"
    for wrong in ((), ("23 404",), ("xã",), ("a.b",), ("a" * 63,), tuple(["123456789"] * 30)):
        with pytest.raises(Problem, match="KEY_UNIT"):
            unit_dns(wrong)


def test_a_certificate_names_one_unit_and_its_place(commune):
    assert unit_path(commune.certificate) == ("23404", "617", "62")
    assert certificate_unit(commune.certificate) == "23404"
    two = x509.SubjectAlternativeName([x509.DNSName(unit_dns(("1",))), x509.DNSName(unit_dns(("2",)))])
    assert unit_path(certify("X", None, [(two, False)]).certificate) == ()


@pytest.mark.parametrize(
    "named,path,fits",
    [
        (("23404", "617", "62"), ("23404", "617", "62"), True),
        (("62a01", "62"), ("62A01", "62"), True),
        (("23404",), ("23404", "617", "62"), True),
        (("618", "617", "62"), ("618", "62"), False),
        (("23404", "618", "62"), ("23404", "617", "62"), False),
        ((), ("23404",), False),
    ],
)
def test_a_unit_that_stands_elsewhere_is_another(named, path, fits):
    assert fits_path(named, path) is fits


# --- requests


@pytest.mark.parametrize("use", ["signing", "encryption", "issuing"])
def test_a_request_tells_who_asks_for_what(use, rsa_key):
    key = rsa_key if use == "encryption" else new_key("A", "1", "", "", NOW, NOW + YEAR)
    found = read_request(request(key, COMMUNE, use))
    wanted = replace(COMMUNE, person="Xã Ngọc Lây", position="") if use == "issuing" else COMMUNE
    assert (found.named, found.use) == (wanted, use)
    assert found.key == key_digest(key.private_key.public_key())
    assert found.is_rsa is (use == "encryption")


def test_openssl_reads_a_request_and_finds_its_signature_right(tmp_path, rsa_key):
    for name, key in (("ec", new_key("A", "1", "", "", NOW, NOW + YEAR)), ("rsa", rsa_key)):
        path = tmp_path / name
        path.write_bytes(request(key, COMMUNE, "signing"))
        told = _openssl("req", "-inform", "DER", "-in", path, "-verify", "-noout", "-text")
        assert "DNS:u23404.u617.u62.unit.phieuxa.invalid" in told
        assert "Digital Signature, Non Repudiation" in told


def test_a_request_that_its_key_did_not_sign_is_refused(rsa_key):
    good = request(new_key("A", "1", "", "", NOW, NOW + YEAR), COMMUNE, "signing")
    for wrong in (b"", b"rubbish", good[:-3], good.replace(b"23404", b"23405"), good + b"\0" * 30_000):
        with pytest.raises(Problem, match="REQUEST_BROKEN"):
            read_request(wrong)


WEAK = (rsa.generate_private_key(65537, 1024), ec.generate_private_key(ec.SECP256K1()))  # noqa: S505


@pytest.mark.parametrize("weak", WEAK)
def test_a_request_for_a_weak_key_is_refused(weak):
    holder = SigningKey(weak, certify("W", None, [], public_key=weak.public_key()).certificate)
    with pytest.raises(Problem, match="KEY_TOO_WEAK"):
        read_request(request(holder, COMMUNE, "signing"))


def test_a_key_on_a_curve_cannot_ask_to_be_encrypted_to():
    with pytest.raises(Problem, match="KEY_TOO_WEAK"):
        read_request(request(new_key("A", "1", "", "", NOW, NOW + YEAR), COMMUNE, "encryption"))


# --- certificates


def test_a_commune_certified_by_its_districts_office_is_trusted_by_the_provinces_root(root, office, commune):
    standing = judge(commune.certificate, commune.chain, _store(root, *_lists(root, office)), NOW)
    assert (standing.trusted, standing.revocation) == (True, "good")
    assert "UBND tỉnh Kon Tum" in standing.root
    verdict = verify(sign(workbook(), commune, NOW), now=NOW, trust=_store(root, *_lists(root, office)))
    assert verdict.state == "valid"
    assert verdict.signers[0].path == ("23404", "617", "62")


def test_an_authority_says_below_which_unit_it_may_issue(root, office, commune):
    assert (limited_to(root.certificate), limited_to(office.certificate)) == (("62",), ("617", "62"))
    assert may_issue(office.certificate)
    assert not may_issue(commune.certificate)
    free = certify("CA", None, [IS_CA, CERTIFIES])
    assert limited_to(free.certificate) == ()


def test_an_office_issues_nothing_beside_its_own_area(office):
    elsewhere = replace(COMMUNE, path=("23535", "618", "62"))
    key = new_request_key(elsewhere, "signing", NOW, NOW + YEAR)
    with pytest.raises(Problem, match="ISSUE_NOT_BELOW"):
        issue(office, request(key, elsewhere, "signing"), elsewhere, "signing", NOW, NOW + YEAR)


def test_what_an_office_issued_elsewhere_all_the_same_breaks_the_chain(root, office):
    """The district's key in hands that do not ask our program."""
    name = x509.SubjectAlternativeName([x509.DNSName(unit_dns(("23535", "618", "62")))])
    forged = certify("Kẻ gian", office, [SIGNS, (name, False)], start=NOW - DAY, end=NOW + YEAR)
    reason, _ = _reason(forged, _store(root, *_lists(root, office)))
    assert reason == "CHAIN_BROKEN"
    name = x509.SubjectAlternativeName([x509.DNSName(unit_dns(("1", "617", "62")))])
    within = certify("Người nhà", office, [SIGNS, (name, False)], start=NOW - DAY, end=NOW + YEAR)
    assert _reason(within, _store(root, *_lists(root, office))) == ("", "good")


def test_a_name_that_ends_alike_is_not_below(root, office):
    district = "u617.u62.unit.phieuxa.invalid"
    for name in (f"u1.x{district}", "u62.unit.phieuxa.invalid", f"u1.{district}.a.vn", f"u1.{district}."):
        names = x509.SubjectAlternativeName([x509.DNSName(name)])
        forged = certify("Kẻ gian", office, [SIGNS, (names, False)], start=NOW - DAY, end=NOW + YEAR)
        assert _reason(forged, _store(root, *_lists(root, office)))[0] == "CHAIN_BROKEN"


def test_excluded_names_are_refused_too(root):
    limit = x509.NameConstraints(None, [x509.DNSName(unit_dns(("617", "62")))])
    narrow = certify("CA hẹp", root, [IS_CA, CERTIFIES, (limit, True)], start=NOW - DAY, end=NOW + YEAR)
    lists = (revocation_list(root, [], 1, NOW, NOW + DAY), revocation_list(narrow, [], 1, NOW, NOW + DAY))
    for unit, reason in (("617", "CHAIN_BROKEN"), ("618", "")):
        names = x509.SubjectAlternativeName([x509.DNSName(unit_dns((unit, "62")))])
        signer = certify("N", narrow, [SIGNS, (names, False)], start=NOW - DAY, end=NOW + YEAR)
        assert _reason(signer, _store(root, *lists))[0] == reason


def test_limits_in_a_signers_own_certificate_are_strange(root):
    limit = x509.NameConstraints([x509.DNSName("a.invalid")], None)
    signer = certify("N", root, [SIGNS, (limit, False)], start=NOW - DAY, end=NOW + YEAR)
    assert _reason(signer, _store(root))[0] == "CHAIN_BROKEN"


def test_an_office_below_has_no_offices_below_itself(root, office):
    key = new_request_key(COMMUNE, "issuing", NOW, NOW + YEAR)
    with pytest.raises(Problem, match="ISSUE_NOT_BELOW"):
        issue(office, request(key, COMMUNE, "issuing"), COMMUNE, "issuing", NOW, NOW + YEAR)


def test_a_certificate_is_named_as_the_authority_says_and_ends_with_it(root):
    asked = replace(COMMUNE, person="Ai đó", path=("1", "62"))
    key = new_request_key(asked, "signing", NOW, NOW + YEAR)
    made = issue(root, request(key, asked, "signing"), COMMUNE, "signing", NOW, NOW + 50 * YEAR)
    assert unit_path(made) == COMMUNE.path
    assert "A Chương" in made.subject.rfc4514_string()
    assert made.not_valid_after_utc == root.certificate.not_valid_after_utc
    with pytest.raises(Problem, match="REQUEST_BROKEN"):
        issue(root, request(key, asked, "signing"), COMMUNE, "issuing", NOW, NOW + YEAR)


def test_a_certificate_is_put_beside_its_own_key_only(root, commune):
    with pytest.raises(Problem, match="CERTIFICATE_OTHER_KEY"):
        with_certificate(root, commune.certificate, [])


def test_a_certificate_to_encrypt_to_cannot_sign(root, office, rsa_key):
    made = issue(office, request(rsa_key, COMMUNE, "encryption"), COMMUNE, "encryption", NOW, NOW + YEAR)
    sealed = with_certificate(rsa_key, made, [office.certificate])
    assert made.extensions.get_extension_for_class(x509.KeyUsage).value.key_encipherment
    assert _reason(sealed, _store(root))[0] == "KEY_USAGE"


# --- revocation


def test_a_revoked_certificate_is_refused_from_its_day_on(root, office, commune):
    stolen = Revoked(commune.certificate.serial_number, NOW + DAY, "key_compromise")
    store = _store(root, *_lists(root, office, stolen))
    assert _reason(commune, store) == ("", "good")
    assert _reason(commune, store, NOW + 2 * DAY) == ("REVOKED", "revoked")


def test_a_list_past_its_day_leaves_revocation_unknown(root, office, commune):
    store = _store(root, *_lists(root, office))
    assert _reason(commune, store, NOW + 100 * DAY) == ("CRL_STALE", "unknown")


def test_a_list_says_who_made_it_and_when(root, office):
    data = _lists(root, office, Revoked(7, NOW, "superseded"))[1]
    facts = read_list(data)
    assert (facts.number, facts.made, facts.until, facts.revoked) == (1, NOW, NOW + 90 * DAY, 1)
    assert "Tu Mơ Rông" in facts.issuer
    assert list_is_by(data, office.certificate)
    assert not list_is_by(data, root.certificate)
    assert not list_is_by(b"rubbish", root.certificate)
    with pytest.raises(Problem, match="LIST_BROKEN"):
        read_list(b"rubbish")


# --- openssl


def _openssl(*arguments: object) -> str:
    done = subprocess.run(["openssl", *map(str, arguments)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _pem(path, *ones: x509.Certificate | x509.CertificateRevocationList):
    path.write_bytes(b"".join(one.public_bytes(Encoding.PEM) for one in ones))
    return path


@pytest.mark.oracle
def test_openssl_walks_the_whole_chain_with_the_lists(tmp_path, root, office, commune):
    at = str(int((NOW + DAY).timestamp()))
    top, between = _pem(tmp_path / "root.pem", root.certificate), _pem(tmp_path / "a.pem", office.certificate)
    signer = _pem(tmp_path / "signer.pem", commune.certificate)
    lists = [x509.load_der_x509_crl(one) for one in _lists(root, office)]
    asked = ["verify", "-attime", at, "-CAfile", top, "-untrusted", between, "-crl_check_all", "-x509_strict"]
    assert "OK" in _openssl(*asked, "-CRLfile", _pem(tmp_path / "crl.pem", *lists), signer)
    stolen = Revoked(commune.certificate.serial_number, NOW, "key_compromise")
    lists = [x509.load_der_x509_crl(one) for one in _lists(root, office, stolen)]
    with pytest.raises(AssertionError, match="revoked"):
        _openssl(*asked, "-CRLfile", _pem(tmp_path / "crl.pem", *lists), signer)
    assert "Key Compromise" in _openssl("crl", "-in", tmp_path / "crl.pem", "-noout", "-text") + _openssl(
        "crl", "-inform", "DER", "-in", _der(tmp_path / "b.crl", lists[1]), "-noout", "-text"
    )


@pytest.mark.oracle
def test_openssl_refuses_a_unit_beside_the_offices_area_as_we_do(tmp_path, root, office):
    name = x509.SubjectAlternativeName([x509.DNSName(unit_dns(("23535", "618", "62")))])
    forged = certify("Kẻ gian", office, [SIGNS, (name, False)], start=NOW - DAY, end=NOW + YEAR)
    at = str(int((NOW + DAY).timestamp()))
    top, between = _pem(tmp_path / "root.pem", root.certificate), _pem(tmp_path / "a.pem", office.certificate)
    with pytest.raises(AssertionError, match="permitted subtree violation"):
        _openssl(
            *("verify", "-attime", at, "-CAfile", top, "-untrusted", between),
            _pem(tmp_path / "x.pem", forged.certificate),
        )


def _der(path, one):
    path.write_bytes(one.public_bytes(Encoding.DER))
    return path
