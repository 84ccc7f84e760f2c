"""Every kind of signature that we write, for foreign programs to judge; and some tampered with.

Where there is no SoftHSM2 those of tokens are left out: `demand` then says so, and the others are judged.
"""

import shutil
from collections.abc import Mapping
from functools import cache

from exports.keys import fingerprint
from exports.opc import read_zip, sign, write_zip
from exports.tokens import token_key
from tests.conftest import require_tool
from tests.exports.opc.authority import officer
from tests.exports.opc.samples import BOOK_RELS, SHEET, SIGNATURE, SIGNED_AT, key_of, signed, workbook
from tests.packages.attacks.times_and_keys import signature_value, stamped
from tests.tokens.owners import CURVE, OLD, slots
from tests.tokens.soft import PIN, plugged_in

# File name -> how many people signed it.
GOOD: Mapping[str, int] = {
    "p256.xlsx": 1,
    "rsa.xlsx": 1,
    "two.xlsx": 2,
    "two_kinds.xlsx": 2,
    "chain.xlsx": 1,
    "timestamp.xlsx": 1,
    "token_p256.xlsx": 1,
    "token_rsa.xlsx": 1,
    "token_and_file.xlsx": 2,
}
NEEDED_FOR_TOKENS = ("softhsm2-util", "gcc")
BAD = ("changed_sheet.xlsx", "changed_value.xlsx", "changed_manifest.xlsx", "changed_relationship.xlsx")


def demand(name: str) -> None:
    """Skip the test of a file that needs a token where none can be made (fail in `.ci/run`)."""
    if name not in flavours():
        for tool in NEEDED_FOR_TOKENS:
            require_tool(tool)


def _by_token() -> dict[str, bytes]:
    """Sign with tokens; nothing where there is no software for one."""
    if not all(shutil.which(tool) for tool in NEEDED_FOR_TOKENS):
        return {}
    chairman = slots()[0]
    made = {}
    with plugged_in() as tokens:
        for name, key in (("token_p256.xlsx", CURVE), ("token_rsa.xlsx", OLD)):
            with token_key(tokens.plain, chairman, fingerprint(key.certificate), PIN) as holder:
                made[name] = sign(workbook(), holder, SIGNED_AT)
    made["token_and_file.xlsx"] = sign(made["token_rsa.xlsx"], key_of("Trần Thị B"), SIGNED_AT)
    return made


@cache
def flavours() -> Mapping[str, bytes]:
    """Make the files of ``GOOD`` and ``BAD``."""
    from tests.exports.opc.authority import token

    chain = sign(workbook(), officer(), SIGNED_AT)
    return {
        "p256.xlsx": signed(),
        "rsa.xlsx": signed("RSA-2048"),
        "two.xlsx": sign(signed(), key_of("Trần Thị B"), SIGNED_AT),
        "two_kinds.xlsx": sign(signed("RSA-2048"), key_of("Trần Thị B"), SIGNED_AT),
        "chain.xlsx": chain,
        "timestamp.xlsx": stamped(chain, token(signature_value(chain), SIGNED_AT)),
        **_by_token(),
        "changed_sheet.xlsx": _changed(SHEET, b"1234", b"1235"),
        "changed_value.xlsx": _changed(SIGNATURE, b"<SignatureValue>", b"<SignatureValue>AAAA"),
        "changed_manifest.xlsx": _changed(SIGNATURE, b"sheet1.xml", b"sheet2.xml"),
        "changed_relationship.xlsx": _changed(BOOK_RELS, b"sheet1.xml", b"sheet2.xml"),
    }


def _changed(name: str, old: bytes, new: bytes) -> bytes:
    items = read_zip(signed())
    assert old in items[name]
    return write_zip({**items, name: items[name].replace(old, new, 1)})
