"""The recovery code on the paper in the safe, and what it locks (docs/copies.md).

    new_code() -> "K7MQA-..."; read_code(typed) -> the same spelling, or which group is wrong

Six groups of five signs: four by chance and one that checks the group and its place. 120 bits by chance, made
costly to guess by scrypt. The alphabet has neither 0 and O nor 1 and I.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from forms.letters import normalise
from forms.problems import Problem

ALPHABET: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
GROUPS, SIGNS = 6, 5
SALT: Final = 16
_NONCE: Final = 12
_SCRYPT: Final = {"length": 32, "n": 2**15, "r": 8, "p": 1}
_REDUCE: Final = 0b100101  # x^5 + x^2 + 1: arithmetic with 32 values, in which every sign counts alone


@dataclass(frozen=True, slots=True)
class Lock:
    """A secret locked with a key of 32 bytes by AES-256-GCM; what it is bound to stands elsewhere."""

    nonce: bytes
    box: bytes

    def plain(self) -> dict[str, str]:
        """Give it for a file."""
        return {"nonce": self.nonce.hex(), "box": self.box.hex()}


def new_code() -> str:
    """Make a code: 120 bits by chance."""
    groups = (
        "".join(secrets.choice(ALPHABET) for _ in range(SIGNS - 1)) for _ in range(GROUPS)
    )  # fmt: skip
    return "-".join(group + _check(group, number) for number, group in enumerate(groups))


def read_code(typed: str) -> str:
    """Give a typed code in its own spelling, however blanks, hyphens and capitals were typed.

    Raises RECOVERY_CODE_LENGTH (count, all) or RECOVERY_CODE_GROUP (number: of the group, text).
    """
    signs = "".join(sign for sign in normalise(typed).upper() if sign.isalnum())
    if len(signs) != GROUPS * SIGNS:
        raise Problem("RECOVERY_CODE_LENGTH", count=len(signs), all=GROUPS * SIGNS)
    groups = [signs[start : start + SIGNS] for start in range(0, len(signs), SIGNS)]
    for number, group in enumerate(groups):
        if not set(group) <= set(ALPHABET) or _check(group[:-1], number) != group[-1]:
            raise Problem("RECOVERY_CODE_GROUP", number=number + 1, text=group)
    return "-".join(groups)


def key_of_code(code: str, salt: bytes) -> bytes:
    """Derive the key of a code; slow on purpose. Raises what `read_code` raises."""
    return Scrypt(salt=salt, **_SCRYPT).derive(read_code(code).replace("-", "").encode("ascii"))


def key_of_office(key: bytes, salt: bytes) -> bytes:
    """Derive what locks copies on the office's own PC from the key of its data file."""
    return HKDF(SHA256(), 32, salt, b"phieuxa copy").derive(key)


def lock(key: bytes, secret: bytes, bound: bytes) -> Lock:
    """Lock a secret; it opens only beside the same `bound`."""
    nonce = secrets.token_bytes(_NONCE)
    return Lock(nonce, AESGCM(key).encrypt(nonce, secret, bound))


def unlock(key: bytes, locked: Lock, bound: bytes) -> bytes | None:
    """Open a lock; None where it is another key, or what it is bound to was changed."""
    try:
        return AESGCM(key).decrypt(locked.nonce, locked.box, bound)
    except InvalidTag:
        return None


def lock_of(plain: Any) -> Lock:  # noqa: ANN401 - JSON from a file
    """Read a lock of a file; raise ValueError, TypeError or KeyError where it is none."""
    if set(plain) != {"nonce", "box"}:
        raise ValueError("not a lock")
    made = Lock(bytes.fromhex(plain["nonce"]), bytes.fromhex(plain["box"]))
    if len(made.nonce) != _NONCE:
        raise ValueError("not a lock")
    return made


def _check(group: str, number: int) -> str:
    """Give the sign that checks a group at its place: any one wrong sign or two swapped ones show."""
    total, weight = number + 1, 1
    for sign in group:
        weight = _times(weight, 2)
        total ^= _times(weight, ALPHABET.index(sign))
    return ALPHABET[total]


def _times(left: int, right: int) -> int:
    product = 0
    while right:
        if right & 1:
            product ^= left
        left <<= 1
        if left & 0b100000:
            left ^= _REDUCE
        right >>= 1
    return product
