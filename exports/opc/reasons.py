"""Why a package was refused: stable words that scripts, tests and the message tables share.

The letters and numbers beside the constants are the checks of ``docs/signature.md``. The reasons
that concern the signer's certificate stand in ``exports.trust``.
"""

from typing import Final

from forms.problems import Problem

# The file as a whole
NOT_ZIP: Final = "NOT_ZIP"
OLE_FILE: Final = "OLE_FILE"
TRUNCATED: Final = "TRUNCATED"
UNREADABLE: Final = "UNREADABLE"  # C27: an exception that no other rule foresaw

# The zip container
ZIP_TRAILING: Final = "ZIP_TRAILING"  # C1: bytes before, between or after the records
ZIP_LAYOUT: Final = "ZIP_LAYOUT"  # C1: records that overlap, leave gaps or point elsewhere
ZIP_NAME: Final = "ZIP_NAME"  # C2
ZIP_HEADER: Final = "ZIP_HEADER"  # C3: the two headers of an item disagree
ZIP_METHOD: Final = "ZIP_METHOD"  # C3: encrypted, zip64, unknown compression or extras
ZIP_DATA: Final = "ZIP_DATA"  # C3: the data are not what the headers promise
ZIP_LIMIT: Final = "ZIP_LIMIT"  # C4

# The XML that steers the package
XML_BROKEN: Final = "XML_BROKEN"  # C5: not well-formed UTF-8
XML_DOCTYPE: Final = "XML_DOCTYPE"  # C5
XML_MARKUP: Final = "XML_MARKUP"  # C5: comments, instructions, foreign namespaces

# Package rules
REL_BROKEN: Final = "REL_BROKEN"  # C6
REL_TARGET: Final = "REL_TARGET"  # C6
REL_EXTERNAL: Final = "REL_EXTERNAL"  # C6
CONTENT_TYPES: Final = "CONTENT_TYPES"  # C7
RELS_TYPE: Final = "RELS_TYPE"  # C8
MAIN_PART: Final = "MAIN_PART"  # C9

# Signature parts
UNSIGNED: Final = "UNSIGNED"  # C10: no signature at all
INFRASTRUCTURE: Final = "INFRASTRUCTURE"  # C10
SIG_STRUCTURE: Final = "SIG_STRUCTURE"  # C11
SIG_IDS: Final = "SIG_IDS"  # C11
ALGORITHM: Final = "ALGORITHM"  # C12, C14
KEY_WEAK: Final = "KEY_WEAK"  # C12
PACKAGE_OBJECT: Final = "PACKAGE_OBJECT"  # C13
BASE64: Final = "BASE64"  # C14
DIGEST_MISMATCH: Final = "DIGEST_MISMATCH"  # C14, C19
SIGNATURE_WRONG: Final = "SIGNATURE_WRONG"  # C15
CERTIFICATE: Final = "CERTIFICATE"  # C15: none, several, or unreadable

# What is covered
MANIFEST_URI: Final = "MANIFEST_URI"  # C16
MANIFEST_TYPE: Final = "MANIFEST_TYPE"  # C17
MANIFEST_TRANSFORM: Final = "MANIFEST_TRANSFORM"  # C17
MAIN_UNSIGNED: Final = "MAIN_UNSIGNED"  # C18
PART_UNSIGNED: Final = "PART_UNSIGNED"  # C19
REL_UNSIGNED: Final = "REL_UNSIGNED"  # C20

# Who signed, and when
XADES: Final = "XADES"  # C22
CERT_MISMATCH: Final = "CERT_MISMATCH"  # C22
TIME_MISMATCH: Final = "TIME_MISMATCH"  # C23
TIMESTAMP_WRONG: Final = "TIMESTAMP_WRONG"  # C23
CLOCK_WRONG: Final = "CLOCK_WRONG"  # C24: now lies before both certificate and claimed signing

VALID: Final = "VALID"


class Rejected(Problem):
    """One rule is broken: ``code`` is a reason of this module, ``where`` the place in the file."""

    def __init__(self, reason: str, where: str = "") -> None:
        """Keep reason and place; ``where`` is a part name or an element, never file content."""
        super().__init__(reason, where=where)
        self.where = where
