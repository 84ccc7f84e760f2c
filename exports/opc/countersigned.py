"""Compares a package that came back with the one that went out for a second signature."""

from typing import Final

from exports.opc.reasons import Rejected
from exports.opc.zipped import CONTENT_TYPES_ITEM, read_zip

_NAMES_THE_SIGNATURES: Final = frozenset({CONTENT_TYPES_ITEM, "_xmlsignatures/_rels/origin.sigs.rels"})


def only_adds_a_signature(before: bytes, after: bytes) -> bool:
    """Tell whether `after` is `before` with one more signature and nothing else changed.

    Every item but the two lists that name signatures is byte for byte the same, and one is new.
    Whether the signatures hold is the verifier's matter; False for what is no package at all.
    """
    try:
        old, new = read_zip(before), read_zip(after)
    except Rejected:
        return False
    same = all(new.get(name) == content for name, content in old.items() if name not in _NAMES_THE_SIGNATURES)
    return same and old.keys() < new.keys() and len(new) == len(old) + 1
