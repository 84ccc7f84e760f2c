"""What kinds of signed package there are, and how much of each must be signed."""

from dataclasses import dataclass
from typing import Final

_OFFICE_DOCUMENT: Final = frozenset(
    {
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument",
        "http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument",
    }
)
_WORKBOOK_MAIN: Final = frozenset(
    {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"}
)


@dataclass(frozen=True, slots=True)
class Profile:
    """The rules of one kind of package (``docs/signature.md``, C9, C19, C20).

    ``main_types``: media types the main part may have (no macros, no templates);
    ``root_types``: relationship types that lead from the package to its main part;
    ``main_part``: the name it must have, None for any;
    ``properties_unsigned``: whether docProps/core and app may stand outside the signature, as
    Microsoft Office leaves them;
    ``strict_xml``: whether every XML part must be UTF-8 without a document type.
    """

    name: str
    main_types: frozenset[str]
    root_types: frozenset[str]
    main_part: str | None = None
    properties_unsigned: bool = False
    strict_xml: bool = True


WORKBOOK: Final = Profile("workbook", _WORKBOOK_MAIN, _OFFICE_DOCUMENT)
FOREIGN: Final = Profile(
    "foreign", _WORKBOOK_MAIN, _OFFICE_DOCUMENT, properties_unsigned=True, strict_xml=False
)
PACK: Final = Profile(
    "pack",
    frozenset({"application/vnd.phieuxa.pack+json"}),
    frozenset({"urn:phieuxa:pack:1"}),
    main_part="/pack/pack.json",
)
SUPPLEMENT: Final = Profile(
    "supplement",
    frozenset({"application/vnd.phieuxa.supplement+json"}),
    frozenset({"urn:phieuxa:supplement:1"}),
    main_part="/supplement/supplement.json",
)
KIT: Final = Profile(
    "kit",
    frozenset({"application/vnd.phieuxa.kit+json"}),
    frozenset({"urn:phieuxa:kit:1"}),
    main_part="/kit/kit.json",
)
REGISTER: Final = Profile(
    "register",
    frozenset({"application/vnd.phieuxa.register+json"}),
    frozenset({"urn:phieuxa:register:1"}),
    main_part="/register/register.json",
)
REQUEST: Final = Profile(
    "request",
    frozenset({"application/vnd.phieuxa.request+json"}),
    frozenset({"urn:phieuxa:request:1"}),
    main_part="/request/request.json",
)
CERTIFICATES: Final = Profile(
    "certificates",
    frozenset({"application/vnd.phieuxa.certificates+json"}),
    frozenset({"urn:phieuxa:certificates:1"}),
    main_part="/certificates/certificates.json",
)
UPDATE: Final = Profile(
    "update",
    frozenset({"application/vnd.phieuxa.update+json"}),
    frozenset({"urn:phieuxa:update:1"}),
    main_part="/update/update.json",
)
DOWNWARD: Final = Profile(
    "downward",
    frozenset({"application/vnd.phieuxa.downward+json"}),
    frozenset({"urn:phieuxa:downward:1"}),
    main_part="/downward/downward.json",
)
LOG: Final = Profile(
    "log",
    frozenset({"application/vnd.phieuxa.log+json"}),
    frozenset({"urn:phieuxa:log:1"}),
    main_part="/log/log.json",
)
