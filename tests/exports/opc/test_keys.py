"""Keys are made for a person of a unit, kept under a passphrase, and told apart by their words."""

import re
import unicodedata

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from hypothesis import assume, example, given
from hypothesis import strategies as st

from exports import keys
from exports.keys import (
    certificate_facts,
    certificate_unit,
    fingerprint,
    fingerprint_words,
    from_p12,
    load_certificate,
    new_key,
    to_p12,
)
from forms.problems import Problem
from tests.exports.opc.authority import certify, root
from tests.exports.opc.samples import END, START, key_of


@pytest.mark.parametrize(
    "algorithm,kind", [("P-256", ec.EllipticCurvePublicKey), ("RSA-2048", rsa.RSAPublicKey)]
)
def test_a_new_key_names_its_owner_and_may_only_sign(algorithm, kind):
    certificate = key_of(algorithm=algorithm).certificate
    assert isinstance(certificate.public_key(), kind)
    assert keys.readable_name(certificate.subject) == "CN=Nguyễn Văn Á,T=Chủ tịch,O=UBND xã Đăk Hà,C=VN"
    assert (certificate.not_valid_before_utc, certificate.not_valid_after_utc) == (START, END)
    assert not certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    assert (usage.digital_signature, usage.content_commitment) == (True, True)
    assert not any([usage.key_cert_sign, usage.crl_sign, usage.key_encipherment])


@given(st.from_regex(r"[A-Za-z0-9]([A-Za-z0-9.-]{0,20}[A-Za-z0-9])?", fullmatch=True))
@example("0.1u")
def test_the_unit_reads_back_from_the_certificate_in_lower_case(unit):
    assume(not re.search(r"\.u", unit.lower()))
    assert certificate_unit(new_key("A", unit, "", "", START, END).certificate) == unit.lower()


def test_a_code_that_would_read_as_a_unit_below_another_is_refused():
    with pytest.raises(Problem, match="KEY_UNIT"):
        new_key("A", "0.U1", "", "", START, END)


def test_a_certificate_of_others_names_no_unit():
    assert certificate_unit(root().certificate) is None
    for name in ("a.invalid", "x23311.unit.phieuxa.invalid"):
        other = certify("A", None, [(x509.SubjectAlternativeName([x509.DNSName(name)]), False)])
        assert certificate_unit(other.certificate) is None


def test_a_certificate_in_its_issuers_name_is_not_therefore_self_signed():
    assert keys.is_self_signed(root().certificate)
    assert not keys.is_self_signed(certify("CA gốc", root(), []).certificate)


@pytest.mark.parametrize("unit", ["", "xã", "23 311", ".", "a" * 80, "a/b"])
def test_a_unit_that_no_certificate_can_carry_is_refused(unit):
    with pytest.raises(Problem, match="KEY_UNIT"):
        new_key("A", unit, "", "", START, END)


@pytest.mark.parametrize("person", ["", "  ", "x" * 65])
def test_a_key_needs_a_name_that_fits(person):
    with pytest.raises(Problem, match="KEY_NAME"):
        new_key(person, "1", "", "", START, END)


def test_long_names_of_offices_are_cut_to_what_certificates_hold():
    certificate = new_key("A", "1", "Ủy ban " * 20, "Trưởng ban " * 20, START, END).certificate
    assert all(len(str(one.value)) <= 64 for one in certificate.subject)


@pytest.mark.parametrize("algorithm", ["P-256", "RSA-2048"])
def test_a_key_reads_back_from_its_file(algorithm):
    key = key_of(algorithm=algorithm)
    again = from_p12(to_p12(key, "mật khẩu dài"), "mật khẩu dài")
    assert again.certificate == key.certificate
    assert again.private_key.private_numbers() == key.private_key.private_numbers()


def test_a_key_reads_back_with_the_certificates_above_it():
    from tests.exports.opc.authority import middle, officer

    again = from_p12(to_p12(officer(), "x"), "x")
    assert set(again.chain) == {root().certificate, middle().certificate}


def test_a_key_is_never_written_without_a_passphrase():
    with pytest.raises(Problem, match="KEY_PASSPHRASE"):
        to_p12(key_of(), "")


@pytest.mark.parametrize("passphrase", ["", "other", "mật khẩu dàI"])
def test_a_wrong_passphrase_is_told_apart_from_a_broken_file(passphrase):
    with pytest.raises(Problem, match="KEY_PASSPHRASE"):
        from_p12(to_p12(key_of(), "mật khẩu dài"), passphrase)


@pytest.mark.parametrize("data", [b"", b"rubbish", b"\x30\x03\x02\x01\x03", b"\x30\x80"])
def test_a_file_that_holds_no_key_is_called_broken(data):
    with pytest.raises(Problem, match="KEY_BROKEN"):
        from_p12(data, "x")


def test_a_file_cut_short_is_called_broken():
    with pytest.raises(Problem, match="KEY_BROKEN"):
        from_p12(to_p12(key_of(), "x")[:-40], "x")


def _file_with(private_key, *, with_certificate=True) -> bytes:
    certificate = None
    if with_certificate:
        name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "P")])
        digest = None if isinstance(private_key, ed25519.Ed25519PrivateKey) else hashes.SHA256()
        builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).serial_number(1)
        builder = builder.not_valid_before(START).not_valid_after(END).public_key(private_key.public_key())
        certificate = builder.sign(private_key, digest)
    return pkcs12.serialize_key_and_certificates(
        None, private_key, certificate, None, BestAvailableEncryption(b"x")
    )


def test_keys_we_cannot_sign_with_are_refused():
    with pytest.raises(Problem, match="KEY_BROKEN"):
        from_p12(_file_with(ed25519.Ed25519PrivateKey.generate()), "x")
    with pytest.raises(Problem, match="KEY_BROKEN"):
        from_p12(_file_with(ec.generate_private_key(ec.SECP256R1()), with_certificate=False), "x")
    with pytest.raises(Problem, match="KEY_TOO_WEAK"):
        from_p12(_file_with(ec.generate_private_key(ec.SECP256K1())), "x")
    with pytest.raises(Problem, match="KEY_TOO_WEAK"):
        from_p12(_file_with(rsa.generate_private_key(65537, 1024)), "x")  # noqa: S505 - weak on purpose


def test_a_certificate_tells_its_facts_to_floors_that_hold_none():
    certificate = key_of().certificate
    facts = certificate_facts(certificate)
    assert (facts.person, facts.position, facts.unit) == ("Nguyễn Văn Á", "Chủ tịch", "23311")
    assert (facts.fingerprint, facts.valid_to) == (fingerprint(certificate), END)
    assert load_certificate(facts.data) == certificate
    assert certificate_facts(root().certificate).position == ""


@pytest.mark.parametrize("form", [Encoding.PEM, Encoding.DER])
def test_a_certificate_is_read_in_both_forms(form):
    certificate = key_of().certificate
    assert load_certificate(certificate.public_bytes(form)) == certificate


@pytest.mark.parametrize("data", [b"", b"rubbish", b"-----BEGIN CERTIFICATE-----\n"])
def test_a_file_that_is_no_certificate_is_refused(data):
    with pytest.raises(Problem, match="CERTIFICATE_BROKEN"):
        load_certificate(data)


FINGERPRINTS = st.binary(min_size=32, max_size=32).map(bytes.hex)


@given(FINGERPRINTS)
def test_a_fingerprint_is_six_groups_of_four_digits_and_a_word(digest):
    groups = fingerprint_words(digest)
    assert len(groups) == 6
    for group in groups:
        digits, word = group.split(" ")
        assert len(digits) == 4
        assert digits.isdecimal()
        assert word in keys._WORDS


@given(FINGERPRINTS, st.integers(0, 6 * 18 - 1))
def test_each_of_the_lowest_bits_changes_the_words(digest, bit):
    other = f"{int(digest, 16) ^ (1 << bit):064x}"
    assert fingerprint_words(digest) != fingerprint_words(other)


def test_the_words_differ_without_their_tones():
    bare = {
        unicodedata.normalize("NFD", word).encode("ascii", "ignore").decode().replace("đ", "d")
        for word in keys._WORDS
    }
    assert len(bare) == len(keys._WORDS) == 32
    assert all(unicodedata.is_normalized("NFC", word) and " " not in word for word in keys._WORDS)


def test_the_words_of_a_known_fingerprint_stay_what_they_are():
    assert fingerprint_words("00" * 31 + "01")[0] == "0001 trâu"
    assert fingerprint(key_of().certificate) == key_of().certificate.fingerprint(hashes.SHA256()).hex()


@pytest.mark.parametrize("text", ["", "ab", "g" * 64, "A" * 64])
def test_only_a_whole_fingerprint_has_words(text):
    with pytest.raises(ValueError, match=text or ".*"):
        fingerprint_words(text)
