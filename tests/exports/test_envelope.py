"""Envelopes: whoever they are sealed to opens them, and nobody else learns anything."""

import secrets
from functools import cache

import pytest
from asn1crypto import cms
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.serialization import Encoding

from exports.envelope import is_envelope, is_for, seal, unseal
from exports.keys import SigningKey
from forms.problems import Problem
from tests.exports.opc.authority import certify, key_usage
from tests.exports.opc.samples import key_of

TEXT = "Hộ nghèo: 17 hộ, 63 khẩu. ".encode() * 400


@cache
def rsa_key(number: int) -> rsa.RSAPrivateKey:
    """One of a few RSA keys, made once a process."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@cache
def receiver(number: int = 0) -> SigningKey:
    """Somebody who may receive envelopes."""
    return certify(
        f"Văn thư {number}", None, [(key_usage("key_encipherment"), True)], private_key=rsa_key(number)
    )


def der(key: SigningKey) -> bytes:
    return key.certificate.public_bytes(Encoding.DER)


@cache
def sealed() -> bytes:
    return seal(TEXT, [der(receiver(0)), der(receiver(1))])


def refused(data: bytes, key: SigningKey) -> str:
    with pytest.raises(Problem) as told:
        unseal(data, key)
    assert not told.value.details
    return told.value.code


def test_every_recipient_opens_it_byte_for_byte():
    assert unseal(sealed(), receiver(0)) == TEXT
    assert unseal(sealed(), receiver(1)) == TEXT
    assert TEXT[:20] not in sealed()


def test_the_same_content_is_never_sealed_alike():
    assert seal(TEXT, [der(receiver())]) != seal(TEXT, [der(receiver())])


@pytest.mark.parametrize("size", [0, 1, 15, 16, 17, 100_000])
def test_any_length_of_bytes_comes_back(size):
    data = secrets.token_bytes(size)
    assert unseal(seal(data, [der(receiver())]), receiver()) == data


def test_an_envelope_says_for_whom_it_is():
    assert is_for(sealed(), receiver(0).certificate)
    assert not is_for(sealed(), key_of().certificate)
    assert is_envelope(sealed())
    assert not is_envelope(TEXT)
    assert not is_for(b"", receiver(0).certificate)


def test_an_algorithm_every_office_has_seals_it():
    envelope = cms.ContentInfo.load(sealed(), strict=True)["content"]
    content = envelope["encrypted_content_info"]
    assert content["content_encryption_algorithm"]["algorithm"].native == "aes256_cbc"
    assert content["content_type"].native == "data"
    assert {
        one.chosen["key_encryption_algorithm"]["algorithm"].native for one in envelope["recipient_infos"]
    } <= {"rsaes_pkcs1v15", "rsa"}


@pytest.mark.parametrize("what", ["signs only", "elliptic curve", "says nothing", "short"])
def test_a_certificate_not_made_for_envelopes_receives_none(what):
    asked = (key_usage("key_encipherment"), True)
    key = {
        "signs only": lambda: certify(
            "A", None, [(key_usage("digital_signature"), True)], private_key=rsa_key(0)
        ),
        "elliptic curve": lambda: certify("A", None, [asked]),
        "says nothing": lambda: certify("A", None, [], private_key=rsa_key(0)),
        "short": lambda: certify(
            "A",
            None,
            [asked],
            private_key=rsa.generate_private_key(public_exponent=65537, key_size=1024),  # noqa: S505
        ),
    }[what]()
    with pytest.raises(Problem, match="ENVELOPE_RECIPIENT"):
        seal(TEXT, [der(receiver()), der(key)])


def test_a_broken_certificate_is_named_as_such():
    with pytest.raises(Problem, match="CERTIFICATE_BROKEN"):
        seal(TEXT, [b"no certificate"])


def test_nothing_is_sealed_to_nobody():
    with pytest.raises(ValueError, match="nobody"):
        seal(TEXT, [])


class TestEveryFailureGivesOneAnswer:
    def test_a_stranger_s_key(self):
        assert refused(sealed(), receiver(2)) == "ENVELOPE"

    def test_a_key_that_cannot_decrypt(self):
        assert refused(sealed(), key_of()) == "ENVELOPE"

    def test_another_key_under_the_same_name_and_number(self):
        same = SigningKey(rsa_key(2), receiver(0).certificate)
        assert refused(sealed(), same) == "ENVELOPE"

    def test_a_key_that_opens_to_another_length(self):
        def shortened(info):
            public = receiver(0).certificate.public_key()
            assert isinstance(public, rsa.RSAPublicKey)
            info.chosen["encrypted_key"] = public.encrypt(secrets.token_bytes(16), PKCS1v15())

        assert refused(_changed_recipient(shortened), receiver(0)) == "ENVELOPE"

    @pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"0\x80", TEXT, b"\x30\x84\xff\xff\xff\xff"])
    def test_no_envelope_at_all(self, data):
        assert refused(data, receiver(0)) == "ENVELOPE"

    def test_an_envelope_cut_short_or_longer(self):
        assert refused(sealed()[:-1], receiver(0)) == "ENVELOPE"
        assert refused(sealed() + b"\x00", receiver(0)) == "ENVELOPE"

    def test_a_last_block_that_was_changed(self):
        changed = bytearray(sealed())
        changed[-17] ^= 1  # a block before the last byte: turns one bit of the padding's length
        assert refused(bytes(changed), receiver(0)) == "ENVELOPE"

    def test_an_envelope_of_another_content_type(self):
        changed = cms.ContentInfo.load(sealed()).copy()
        changed["content_type"] = "signed_and_enveloped_data"
        assert refused(changed.dump(force=True), receiver(0)) == "ENVELOPE"


def _changed_recipient(change) -> bytes:
    info = cms.ContentInfo.load(sealed()).copy()
    for one in info["content"]["recipient_infos"]:
        change(one)
    return info.dump(force=True)
