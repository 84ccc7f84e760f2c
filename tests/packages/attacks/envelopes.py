"""Hostile envelopes (``.p7m``): the sealed package was changed, exchanged, or nobody's to begin with.

Encryption in CBC mode hides and protects nothing else: an attacker can turn bits of what is inside without
opening it. So what an envelope gives is believed no more than any file, and every failure to open it has
one answer.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

from asn1crypto import cms, core
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from exports.envelope import seal, unseal
from exports.keys import new_key
from exports.opc import sign, verify
from forms.problems import Problem
from tests.exports.opc.samples import END, NOW, SHEET, SIGNED_AT, START, signed, workbook
from tests.exports.test_envelope import der, receiver, rsa_key
from tests.packages.attacks.forging import Attacks, Make
from tests.packages.attacks.times_and_keys import store

ATTACKS = Attacks()
CLOSED = "closed"  # the state of what does not open
ONE_ANSWER = "ENVELOPE"
_AES256_GCM = "2.16.840.1.101.3.4.1.46"


def answer(data: bytes) -> tuple[str, str]:
    """What an office answers to the envelope: it opens it, and judges what was inside like any file."""
    try:
        opened = unseal(data, receiver(0))
    except Problem as problem:
        return CLOSED, problem.code
    verdict = verify(opened, now=NOW, trust=store())
    return verdict.state, verdict.reason


@cache
def sealed() -> bytes:
    """The signed sample, sealed for the office."""
    return seal(signed(), [der(receiver(0))])


def _changed(change: Callable[[Any], None]) -> bytes:
    info = cms.ContentInfo.load(sealed())
    change(info["content"])
    return bytes(info.dump(force=True))


def _content(change: Callable[[bytes], bytes]) -> bytes:
    def edit(envelope: Any) -> None:
        info = envelope["encrypted_content_info"]
        info["encrypted_content"] = change(info["encrypted_content"].native)

    return _changed(edit)


def _flipped(octets: bytes, position: int) -> bytes:
    changed = bytearray(octets)
    changed[position] ^= 1
    return bytes(changed)


def on_envelope(reason: str = ONE_ANSWER, state: str = CLOSED) -> Callable[[Make], Make]:
    """Note a function that makes a hostile envelope."""
    return ATTACKS.on_file(reason, state)


@on_envelope("NOT_ZIP", "invalid")
def bit_turned_in_the_first_block():
    """A bit of the start value turns the same bit of what is inside, and nothing else."""

    def edit(envelope: Any) -> None:
        algorithm = envelope["encrypted_content_info"]["content_encryption_algorithm"]
        start = algorithm["parameters"].native
        algorithm["parameters"] = core.OctetString(_flipped(start, 0))

    return _changed(edit)


@on_envelope("ZIP_DATA", "invalid")
def bit_turned_within_a_sheet():
    """One block of the sheet becomes noise, in the next a chosen bit is turned."""
    place = signed().index(SHEET.encode()) + len(SHEET) + 64
    return _content(lambda octets: _flipped(octets, place))


@on_envelope()
def bit_turned_in_the_padding():
    return _content(lambda octets: _flipped(octets, len(octets) - 17))


@on_envelope()
def last_block_cut_off():
    return _content(lambda octets: octets[:-16])


@on_envelope()
def content_cut_within_a_block():
    return _content(lambda octets: octets[:-5])


@on_envelope()
def content_of_nothing():
    return _content(lambda octets: b"")


@on_envelope()
def envelope_cut_short():
    return sealed()[: len(sealed()) // 2]


@on_envelope()
def envelope_followed_by_more():
    return sealed() + b"\0"


@on_envelope()
def envelope_for_somebody_else():
    return seal(signed(), [der(receiver(1))])


@on_envelope()
def envelope_for_nobody():
    def edit(envelope: Any) -> None:
        envelope["recipient_infos"] = cms.RecipientInfos([])

    return _changed(edit)


@on_envelope()
def key_sealed_for_somebody_else_in_our_name():
    wrong = rsa_key(1).public_key().encrypt(bytes(32), padding.PKCS1v15())
    return _changed(lambda envelope: _recipient(envelope).__setitem__("encrypted_key", wrong))


def _recipient(envelope: Any) -> Any:
    return envelope["recipient_infos"][0].chosen


@on_envelope()
def key_of_another_length():
    short = rsa_key(0).public_key().encrypt(bytes(16), padding.PKCS1v15())
    return _changed(lambda envelope: _recipient(envelope).__setitem__("encrypted_key", short))


@on_envelope()
def key_sealed_in_another_way():
    """Optimal padding (OAEP), of which tokens and Kleopatra know nothing."""
    oaep = padding.OAEP(padding.MGF1(hashes.SHA256()), hashes.SHA256(), None)
    other = rsa_key(0).public_key().encrypt(bytes(32), oaep)
    return _changed(lambda envelope: _recipient(envelope).__setitem__("encrypted_key", other))


@on_envelope()
def key_of_zeros():
    return _changed(lambda envelope: _recipient(envelope).__setitem__("encrypted_key", bytes(256)))


@on_envelope()
def another_cipher_named():
    def edit(envelope: Any) -> None:
        envelope["encrypted_content_info"]["content_encryption_algorithm"]["algorithm"] = "aes128_cbc"

    return _changed(edit)


@on_envelope()
def cipher_that_nobody_asked_for():
    def edit(envelope: Any) -> None:
        envelope["encrypted_content_info"]["content_encryption_algorithm"]["algorithm"] = _AES256_GCM

    return _changed(edit)


@on_envelope()
def start_value_too_short():
    def edit(envelope: Any) -> None:
        algorithm = envelope["encrypted_content_info"]["content_encryption_algorithm"]
        algorithm["parameters"] = core.OctetString(bytes(8))

    return _changed(edit)


@on_envelope()
def flood_of_recipients():
    def edit(envelope: Any) -> None:
        one = envelope["recipient_infos"][0]
        envelope["recipient_infos"] = cms.RecipientInfos([one.copy() for _ in range(2000)])

    return _changed(edit)


@on_envelope()
def other_structure_in_an_envelope_s_place():
    return bytes(cms.ContentInfo({"content_type": "data", "content": core.OctetString(signed())}).dump())


@on_envelope()
def package_that_is_no_envelope():
    return signed()


@on_envelope("UNSIGNED", "unsigned")
def unsigned_package_sealed():
    """Sealing proves nothing: anyone can seal to a certificate that everyone may have."""
    return seal(workbook(), [der(receiver(0))])


@on_envelope("SIGNER_UNKNOWN", "valid-untrusted")
def package_of_a_stranger_sealed():
    stranger = new_key("Kẻ giả", "23311", "UBND xã Đăk Hà", "Chủ tịch", START, END)
    return seal(sign(workbook(), stranger, SIGNED_AT), [der(receiver(0))])


@on_envelope("NOT_ZIP", "invalid")
def envelope_within_an_envelope():
    return seal(sealed(), [der(receiver(0))])


@on_envelope("NOT_ZIP", "invalid")
def content_sealed_anew_under_a_key_of_the_attacker():
    """Who can seal can put anything inside; it is judged as a file from anywhere."""
    secret, start = bytes(range(32)), bytes(16)
    writer = Cipher(algorithms.AES(secret), modes.CBC(start)).encryptor()
    text = b"not a package at all".ljust(32, b"\x0c")
    content = writer.update(text) + writer.finalize()

    def edit(envelope: Any) -> None:
        info = envelope["encrypted_content_info"]
        info["encrypted_content"] = content
        info["content_encryption_algorithm"]["parameters"] = core.OctetString(start)
        _recipient(envelope)["encrypted_key"] = rsa_key(0).public_key().encrypt(secret, padding.PKCS1v15())

    return _changed(edit)
