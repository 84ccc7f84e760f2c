"""Takes the second signature out of a file that came back, and nothing else."""

from typing import Final

from exports.opc.profiles import WORKBOOK
from exports.opc.reasons import Rejected
from exports.opc.sign import with_place
from exports.opc.zipped import CONTENT_TYPES_ITEM, read_zip, write_zip

_NAMES_THE_SIGNATURES: Final = frozenset({CONTENT_TYPES_ITEM, "_xmlsignatures/_rels/origin.sigs.rels"})


def countersigned(before: bytes, after: bytes) -> bytes | None:
    """Give `before` with the one signature that `after` has more; None where anything else differs.

    Every item of `after` but the two lists that name signatures must be byte for byte that of `before`, and
    one is new. Only that one is taken; the container and the lists are written here, so that nothing
    unsigned comes in. Whether the signature holds is the verifier's matter.
    """
    try:
        old, new = read_zip(before), read_zip(after)
        items, place = with_place(old, WORKBOOK)
    except Rejected:
        return None
    same = all(new.get(name) == content for name, content in old.items() if name not in _NAMES_THE_SIGNATURES)
    if not same or new.keys() != {*old, place[1:]}:
        return None
    items[place[1:]] = new[place[1:]]
    return write_zip(items)
