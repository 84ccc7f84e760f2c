"""The signature on a package: a strict zip reader, ECMA-376 signing and verifying.

``sign`` writes what Excel calls a valid signature; ``verify`` accepts only packages in which every
byte that is read was signed. See ``docs/signature.md``.
"""

from exports.opc.countersigned import countersigned
from exports.opc.profiles import DOWNWARD, FOREIGN, KIT, LOG, PACK, REGISTER, SUPPLEMENT, WORKBOOK, Profile
from exports.opc.sign import sign
from exports.opc.verdict import Signer, Verdict
from exports.opc.verify import verify, verify_any
from exports.opc.zipped import Limits, read_zip, write_zip

__all__ = [
    "DOWNWARD",
    "FOREIGN",
    "KIT",
    "LOG",
    "PACK",
    "REGISTER",
    "SUPPLEMENT",
    "WORKBOOK",
    "Limits",
    "Profile",
    "Signer",
    "Verdict",
    "countersigned",
    "read_zip",
    "sign",
    "verify",
    "verify_any",
    "write_zip",
]
