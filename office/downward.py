"""What goes down in one signed file: receipts of all units, or a package returned with questions.

    issue(desk, key, outgoing) -> Issued       the next answer, signed, numbered and kept
    open_answer(desk, data) -> Answer          an answer as the file holds it, strictly
    seen_here(desk, answer) -> AnswerView      who signed it, whether it is for this office, and new here

A file holds `content` of its kind; what that means is the matter of whoever makes and takes it
(`office.receipts`). Format: docs/package-format.md, section 8e.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from db.courier import Answers, Direction, KeptAnswer
from exports.file_names import plain
from exports.keys import KeyHolder
from exports.opc import DOWNWARD, Signer
from forms.problems import Problem
from office.desk import Desk
from office.handed_in import ANSWER_SUFFIX
from office.sealed import is_text, seal, unseal
from office.signer_seen import SignerSeen, seen
from office.speaking import only_prepares

SUFFIX: Final = ANSWER_SUFFIX
FORMAT: Final = 1
LARGEST: Final = 20_000_000  # bytes of a file
_FIELDS: Final = frozenset(("format", "kind", "issuer", "recipient", "campaign", "number", "made", "content"))
NUMBERS_FROM: Final = "answers_from"
"""A setting: the least number of the next answer, after a copy was brought back; "" without one."""
_MOST_NUMBER: Final = 1_000_000  # answers of one office
_AHEAD: Final = timedelta(days=2)  # a PC's clock may be a little wrong


class AnswerKind(StrEnum):
    """What an answer holds."""

    RECEIPTS = "receipts"  # of every package of every unit below
    RETURN = "return"  # a package with questions, to one unit


_NAMES: Final = {AnswerKind.RECEIPTS: "bien-nhan", AnswerKind.RETURN: "tra-lai"}


@dataclass(frozen=True, slots=True)
class Outgoing:
    """An answer to be made. `recipient`: the code of a unit below, "" for all of them; `content`: JSON."""

    kind: AnswerKind
    content: Mapping[str, Any]
    recipient: str = ""


@dataclass(frozen=True, slots=True)
class Issued:
    """An answer as it was signed and kept."""

    name: str
    data: bytes
    digest: str
    number: int


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as its file holds it. `number`: 1, 2, ... of its issuer; `recipient`: "" for all below."""

    kind: AnswerKind
    issuer: str
    recipient: str
    campaign: str
    number: int
    made: datetime
    content: Mapping[str, Any]
    signer: Signer
    digest: str
    data: bytes


@dataclass(frozen=True, slots=True)
class AnswerView:
    """An answer before it is taken in; `here`: this very file was taken in."""

    answer: Answer
    issuer_name: str
    signer: SignerSeen
    here: bool


def issue(desk: Desk, key: KeyHolder, outgoing: Outgoing) -> Issued:
    """Sign the next answer and keep it; its number is used up in the transaction this stands in.

    Raises DOWN_NOT_BELOW where the recipient is no unit that sends to this office.
    """
    if outgoing.recipient and not desk.below(outgoing.recipient):
        raise Problem("DOWN_NOT_BELOW", unit=outgoing.recipient)
    now = desk.clock.now()
    with desk.database.writing():
        kept = Answers(desk.database)
        number = max(kept.next_number(desk.unit.code), int(desk.office.setting(NUMBERS_FROM) or 0))
        content = {
            "format": FORMAT,
            "kind": outgoing.kind.value,
            "issuer": desk.unit.code,
            "recipient": outgoing.recipient,
            "campaign": desk.campaign_id,
            "number": number,
            "made": now.astimezone(UTC).isoformat(timespec="seconds"),
            "content": outgoing.content,
        }
        data = seal(content, {}, DOWNWARD, key, now)
        answer = open_answer(desk, data)
        name = file_name(answer)
        desk.received.keep_content(data)
        kept.keep(_kept(desk, answer, "made", name))
    return Issued(name, data, answer.digest, number)


def file_name(answer: Answer) -> str:
    """Name an answer's file: `bien-nhan-617-so-4.phieuxa-tra-loi`."""
    whose = f"{plain(answer.issuer, 20)}-{plain(answer.recipient, 20)}".strip("-")
    return f"{_NAMES[answer.kind]}-{whose}-so-{answer.number}{SUFFIX}"


def open_answer(desk: Desk, data: bytes, name: str = "") -> Answer:
    """Open an answer strictly.

    Raises DOWN_NOT_WHOLE (unsigned, changed, too large), DOWN_FORMAT (not of this shape), DOWN_UNIT.
    """
    if len(data) > LARGEST:
        raise Problem("DOWN_NOT_WHOLE", file=name, reason="size")
    found = unseal(data, DOWNWARD, desk.clock.now(), code="DOWN_NOT_WHOLE", name=name, trust=desk.trust())
    said = found.content
    known = isinstance(said, dict) and set(said) == _FIELDS
    if not known or type(said["format"]) is not int or said["format"] != FORMAT:
        raise Problem("DOWN_FORMAT", where="fields")
    texts = [said[one] for one in ("kind", "issuer", "recipient", "campaign", "made")]
    if not all(isinstance(text, str) for text in texts) or not isinstance(said["content"], dict):
        raise Problem("DOWN_FORMAT", where="kind")
    if not is_text(said["campaign"]):
        raise Problem("DOWN_FORMAT", where="campaign")
    if type(said["number"]) is not int or not 1 <= said["number"] <= _MOST_NUMBER:
        raise Problem("DOWN_FORMAT", where="number")
    try:
        kind, made = AnswerKind(said["kind"]), datetime.fromisoformat(said["made"])
    except ValueError as wrong:
        raise Problem("DOWN_FORMAT", where="kind") from wrong
    if made.utcoffset() != timedelta(0) or made.microsecond:
        raise Problem("DOWN_FORMAT", where="made")
    for unit in (said["issuer"], *([said["recipient"]] if said["recipient"] else [])):
        if unit not in desk.pack.units_by_code:
            raise Problem("DOWN_UNIT", unit=unit[:40])
    return Answer(
        kind,
        said["issuer"],
        said["recipient"],
        said["campaign"],
        said["number"],
        made,
        said["content"],
        found.signer,
        found.digest,
        data,
    )


def seen_here(desk: Desk, answer: Answer) -> AnswerView:
    """Say who signed an answer and whether it is new here.

    Raises DOWN_NOT_ABOVE (not of the office this one sends to), DOWN_OTHER_UNIT (to another unit),
    DOWN_CLOCK (made on a day to come), DOWN_PREPARER (a return signed by somebody who only prepares).
    """
    above = desk.parent
    issuer = desk.pack.units_by_code[answer.issuer]
    if above is None or answer.issuer != above.code:
        raise Problem("DOWN_NOT_ABOVE", unit=issuer.name)
    if answer.recipient not in ("", desk.unit.code):
        other = desk.pack.units_by_code[answer.recipient]
        raise Problem("DOWN_OTHER_UNIT", unit=other.name)
    if answer.made > desk.clock.now() + _AHEAD:
        raise Problem("DOWN_CLOCK", made=f"{answer.made:%d/%m/%Y}")
    here = Answers(desk.database).has(answer.digest)
    signer = seen(answer.signer, answer.issuer, desk, preparer=answer.kind is AnswerKind.RECEIPTS)
    if not signer.recognised and only_prepares(desk, signer.fingerprint, answer.issuer):
        raise Problem("DOWN_PREPARER", person=signer.person, unit=issuer.name)
    return AnswerView(answer, issuer.name, signer, here)


def keep_taken(desk: Desk, answer: Answer) -> None:
    """Keep an answer that was taken in; part of the transaction that does what it says."""
    desk.received.keep_content(answer.data)
    Answers(desk.database).keep(_kept(desk, answer, "taken", file_name(answer)))


def _kept(desk: Desk, answer: Answer, direction: Direction, name: str) -> KeptAnswer:
    return KeptAnswer(
        direction,
        answer.issuer,
        answer.recipient,
        answer.kind.value,
        answer.campaign,
        answer.number,
        answer.digest,
        name,
        seen(answer.signer, answer.issuer, None).person,
        desk.clock.now(),
        desk.person.name,
    )
