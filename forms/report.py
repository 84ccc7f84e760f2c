"""The frozen report that stands at both ends of the road: `read(open(sign(write(report)))) == report`.

Its canonical answer document is RFC 8785 JSON (docs/package-format.md): numbers as decimal strings,
text NFC with LF. The digest of that document and the figures code are computed here and nowhere else.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from forms.answers import Address, Rows, State, Value
from forms.pack import canonical
from forms.report_lists import Lists

FORMAT_VERSION = "1"
ANSWERS = "urn:phieuxa:answers:1"
HEADER_TABLE = "BM00"
_NOT_IN_FIGURES = ("c01", "c10", "c11", "c17", "c18", "c19")
STAMPED_SCAN = "ban-dong-dau_"
"""A companion file so named, with the figures code after it, is the scan of the stamped paper."""
FIGURES_ALPHABET = "ABCDEFGHKLMNPRTUVXY2346789"  # no I, J, O, Q, S, W, Z, 0, 1, 5: unlike each other by hand


class PackageKind(StrEnum):
    """What a package is (docs/package-format.md)."""

    REPORT = "report"
    NIL = "nil"
    RECEIPT = "receipt"
    RETURN = "return"
    DISTRICT = "district"
    HAND_OVER = "hand-over"
    IN_PLACE = "in-place"  # a unit's report, typed and signed by the office above in its place
    ROUTED = "routed"  # what the campaign has travel beside the report (forms/routed.py)


class Status(StrEnum):
    """Whether the last year's figures are final (BM-00 c09)."""

    ESTIMATED = "estimated"
    OFFICIAL = "official"


class SendReason(StrEnum):
    """Why figures are sent with an open error, or a form is sent later (docs/package-format.md)."""

    AWAITING = "awaiting"
    SOURCE = "source"
    CHECKING = "checking"
    RULE = "rule"
    OTHER = "other"  # the text says which


@dataclass(frozen=True, slots=True)
class Header:
    """The cover: who reports what to whom, in which order of sending (BM-00 and the package's own data)."""

    kind: PackageKind
    package_id: str  # uuid
    campaign: str
    pack: str
    pack_version: str
    pack_hash: str
    standard: str
    unit: str
    unit_name: str
    level: str
    recipient: str  # unit code
    revision: int  # 1, 2, ... per unit and campaign
    sequence: int  # every signed file the unit sends to this recipient
    data_date: date
    status: Status
    preparer: str
    approver: str
    made_at: datetime  # UTC, whole seconds
    preparer_position: str = ""
    approver_position: str = ""
    telephone: str = ""
    report_number: str = ""
    date_signed: date | None = None
    replaces: str = ""  # package id
    previous_digest: str = ""  # SHA-256 hex of the previous package sent to this recipient
    format_version: str = FORMAT_VERSION

    def answers(self) -> dict[str, Value]:
        """Give the cover as the fields c01-c18 of BM-00; blanks are left out."""
        fields: dict[str, Value] = {
            "c01": self.package_id,
            "c02": self.campaign,
            "c03": self.standard,
            "c04": self.pack_version,
            "c05": self.unit,
            "c06": self.unit_name,
            "c07": self.level,
            "c08": self.data_date.isoformat(),
            "c09": self.status.value,
            "c10": self.revision,
            "c11": self.replaces,
            "c12": self.preparer,
            "c13": self.preparer_position,
            "c14": self.telephone,
            "c15": self.approver,
            "c16": self.approver_position,
            "c17": self.report_number,
            "c18": self.date_signed.isoformat() if self.date_signed else "",
        }
        return {name: value for name, value in fields.items() if value != ""}


@dataclass(frozen=True, slots=True)
class Source:
    """A package from below that an upward package was added up from."""

    unit: str
    unit_name: str
    package_id: str
    revision: int
    digest: str  # SHA-256 hex of the signed bytes
    status: Status


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file in the companion beside the workbook."""

    name: str
    size: int  # bytes
    sha256: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class OpenError:
    """An error that the approver knows of and sends all the same, with a reason.

    `code` and `place` are those of the finding (in an upward package the place's key starts with the
    unit's code), `sentence` is what the check said to the sender, in Vietnamese.
    """

    code: str
    place: Address
    sentence: str
    reason: SendReason
    text: str = ""


@dataclass(frozen=True, slots=True)
class ToFollow:
    """A whole form that is sent later; `unit` is named in an upward package only."""

    form: str
    reason: SendReason
    promised: date
    text: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """One package's content.

    `tables`: table id -> row key -> field id -> value, typed and computed; blanks are left out. In an
    upward package (kind DISTRICT) each row key starts with the unit code, and a record list's rows are
    keyed unit, then record. `states`: why a blank is blank; in an upward package with the same keys.
    `lists`: what is listed beside the figures (`forms.report_lists`).
    """

    header: Header
    tables: Mapping[str, Rows] = field(default_factory=dict)
    states: Mapping[Address, State] = field(default_factory=dict)
    sources: tuple[Source, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    open_errors: tuple[OpenError, ...] = ()
    to_follow: tuple[ToFollow, ...] = ()
    lists: Lists = field(default_factory=dict)
    _worked_out: dict[str, str] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def provisional(self) -> bool:
        """Whether the sender itself says that something is still wrong or missing."""
        return bool(self.open_errors or self.to_follow)

    @property
    def stamped_scan(self) -> Attachment | None:
        """The scan of the stamped paper with this report's figures code; None where none came."""
        name = f"{STAMPED_SCAN}{self.figures_code()}."
        return next((file for file in self.attachments if file.name.startswith(name)), None)

    def content(self) -> dict[str, object]:
        """Give the answer document as plain JSON content, without what is computed from its digest."""
        return self._content(self.header.answers())

    def canonical(self) -> bytes:
        """Give the canonical answer document (RFC 8785)."""
        return canonical(self.content())

    def digest(self) -> str:
        """SHA-256 hex of the canonical answer document: BM-00 c19."""
        if "digest" not in self._worked_out:
            self._worked_out["digest"] = hashlib.sha256(self.canonical()).hexdigest()
        return self._worked_out["digest"]

    def figures_code(self) -> str:
        """Eight unambiguous characters in two blocks, `K7MP-3XRT`, of figures and texts only.

        Without BM-00 c01, c10, c11, c17, c18 and c19, signatures and scans, so that the code can be
        printed before number, date and stamp exist. 26 ** 8 is about 2 ** 37.6: enough against a slip
        between paper and file, not against an attacker, who is the signature's matter.
        """
        if "figures" not in self._worked_out:
            self._worked_out["figures"] = self._figures_code()
        return self._worked_out["figures"]

    def _figures_code(self) -> str:
        cover = {name: value for name, value in self.header.answers().items() if name not in _NOT_IN_FIGURES}
        content = self._content(cover)
        del content["attachments"]
        number = int.from_bytes(hashlib.sha256(canonical(content)).digest())
        letters = []
        for _ in range(8):
            number, index = divmod(number, len(FIGURES_ALPHABET))
            letters.append(FIGURES_ALPHABET[index])
        return f"{''.join(letters[:4])}-{''.join(letters[4:])}"

    def _content(self, cover: Mapping[str, Value]) -> dict[str, object]:
        tables: dict[str, object] = {HEADER_TABLE: {"": _plain(cover)}}
        for table, rows in self.tables.items():
            tables[table] = {"|".join(key): _plain(values) for key, values in rows.items()}
        content: dict[str, object] = {
            "format": ANSWERS,
            "kind": self.header.kind.value,
            "tables": tables,
            "states": {str(address): state.value for address, state in self.states.items()},
            "sources": [
                {
                    "unit": source.unit,
                    "package": source.package_id,
                    "revision": str(source.revision),
                    "digest": source.digest,
                    "status": source.status.value,
                }
                for source in self.sources
            ],
            "attachments": [
                {"name": file.name, "size": str(file.size), "sha256": file.sha256, "caption": file.caption}
                for file in self.attachments
            ],
        }
        if self.open_errors:  # a package without them keeps the digest it always had
            content["open_errors"] = [plain_open_error(one) for one in self.open_errors]
        if self.to_follow:
            content["to_follow"] = [plain_to_follow(one) for one in self.to_follow]
        if self.lists:
            content["lists"] = {name: [dict(line) for line in lines] for name, lines in self.lists.items()}
        return content


def plain_open_error(one: OpenError) -> dict[str, str]:
    """Give an open error as plain JSON content."""
    return {
        "code": one.code,
        "place": str(one.place),
        "sentence": normal_text(one.sentence),
        "reason": one.reason.value,
        "text": normal_text(one.text),
    }


def plain_to_follow(one: ToFollow) -> dict[str, str]:
    """Give a form to follow as plain JSON content."""
    return {
        "form": one.form,
        "unit": one.unit,
        "reason": one.reason.value,
        "text": normal_text(one.text),
        "promised": one.promised.isoformat(),
    }


def _plain(values: Mapping[str, Value]) -> dict[str, str]:
    return {name: plain_value(value) for name, value in values.items()}


def plain_value(value: Value) -> str:
    """Write a value for the canonical document: a decimal without exponent or trailing zeros, or NFC text."""
    if isinstance(value, str):
        return normal_text(value)
    if isinstance(value, Decimal):
        text = format(value, "f")
        text = text.rstrip("0").rstrip(".") if "." in text else text
        return "0" if text in ("-0", "") else text
    return str(value)


def normal_text(text: str) -> str:
    """NFC, every line end LF (docs/package-format.md, clause "text")."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
