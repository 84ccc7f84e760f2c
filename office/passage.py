"""How far a sent package has come: signed, handed over, said to be received, received by a signed receipt.

    passage(desk, digest) -> Passage           one package; `passages(desk)` all, the newest first
    hand_over(desk, digest, handing)           it left the house: to whom, how, when
    note_told(desk, digest, telling)           the office above says it has it: who said so, how, when

Only a signed receipt makes it received; what was said on the telephone or on a slip is kept beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from db.outbox import LetterState, Outbox
from db.received import KeptPackage, KeptReceipt, PackageStatus
from forms.letters import normalise
from forms.problems import Problem
from office.carrying_out import kept_package
from office.clock import VIET_NAM
from office.desk import Desk
from office.messages import sentence
from office.receipts import HOW as RECEIPT
from office.roles import Doing, demand_may

HANDED: Final = "handed over"
TOLD: Final = "told"
_MOST_TEXT: Final = 120  # characters of a name
_SIGNER: Final = ("SIGNER_", "CERT_", "REVOKED", "SECOND_SIGNATURE", "PAPER_", "ROLE_MISSING")
_ELSEWHERE: Final = ("OTHER_", "NOT_BELOW", "PRACTICE_PACKAGE", "SUPPLEMENT_NEEDED")


class Stage(StrEnum):
    """Where a sent package stands, as far as this office knows."""

    SIGNED = "signed"
    HANDED = "handed-over"
    TOLD = "told"  # the office above says it has it: no proof yet
    RECEIVED = "received"  # a signed receipt says so
    WAITING = "waiting"  # it is there and waits: for its signer, or for the campaign to be reopened
    REFUSED = "refused"
    TAKEN_OUT = "taken-out"


class Way(StrEnum):
    """How a package left the house, or how somebody said that it came."""

    STICK = "stick"
    MAIL = "mail"
    APP = "app"  # iOffice, Zalo
    TELEPHONE = "telephone"
    SLIP = "slip"
    PERSON = "person"


HANDING: Final = (Way.STICK, Way.MAIL, Way.APP)
TELLING: Final = (Way.TELEPHONE, Way.SLIP, Way.PERSON)

TONES: Final[Mapping[Stage, str]] = {
    Stage.SIGNED: "warning",
    Stage.HANDED: "note",
    Stage.TOLD: "note",
    Stage.RECEIVED: "good",
    Stage.WAITING: "warning",
    Stage.REFUSED: "error",
    Stage.TAKEN_OUT: "error",
}
"""How each stage is coloured; only a signed receipt is green."""

_STAGES: Final[Mapping[PackageStatus, Stage]] = {
    PackageStatus.TAKEN: Stage.RECEIVED,
    PackageStatus.SUPERSEDED: Stage.RECEIVED,
    PackageStatus.WAITING_SIGNER: Stage.WAITING,
    PackageStatus.WAITING_REOPENING: Stage.WAITING,
    PackageStatus.REFUSED: Stage.REFUSED,
    PackageStatus.FORKED: Stage.REFUSED,
    PackageStatus.TAKEN_OUT: Stage.TAKEN_OUT,
}


@dataclass(frozen=True, slots=True)
class Said:
    """What a person says of a package: `whom`: to whom it went, or who said that it came."""

    whom: str
    way: Way
    day: date


@dataclass(frozen=True, slots=True)
class Passage:
    """Where a package stands, and a line for each step that is known of, first to last."""

    digest: str
    revision: int
    campaign: str
    stage: Stage
    word: str  # the stage as it is read
    steps: tuple[str, ...]
    why: str = ""  # one sentence: why it is refused or waits, or what to do next

    @property
    def tone(self) -> str:
        """Say how it is coloured."""
        return TONES[self.stage]


def hand_over(desk: Desk, digest: str, said: Said) -> None:
    """Note that a package left the house; raises what `_keep` does."""
    _keep(desk, digest, HANDED, HANDING, said)


def note_told(desk: Desk, digest: str, said: Said) -> None:
    """Note that somebody of the office above says it has a package; raises what `_keep` does."""
    _keep(desk, digest, TOLD, TELLING, said)


def _keep(desk: Desk, digest: str, how: str, ways: tuple[Way, ...], said: Said) -> None:
    """Keep what a person says.

    Raises NOT_SENT_BY_US, PASSAGE_WHOM (no name), PASSAGE_LONG, PASSAGE_DAY (to come, or before the package
    was made), PASSAGE_WAY, and what who works now may not do.
    """
    demand_may(desk, Doing.PREPARE)
    kept, whom = kept_package(desk, digest), normalise(said.whom)
    if not whom:
        raise Problem("PASSAGE_WHOM")
    if len(whom) > _MOST_TEXT:
        raise Problem("PASSAGE_LONG", most=_MOST_TEXT)
    made = kept.received_at.astimezone(VIET_NAM).date()
    if not made <= said.day <= desk.clock.today():
        raise Problem("PASSAGE_DAY", day=f"{said.day:%d/%m/%Y}", made=f"{made:%d/%m/%Y}")
    if said.way not in ways:
        raise Problem("PASSAGE_WAY", way=said.way.value)
    desk.received.keep_receipt(
        kept.id,
        who=desk.person.name,
        how=how,
        detail={"whom": whom, "way": said.way.value, "day": said.day.isoformat()},
        when=desk.clock.now(),
    )


def passage(desk: Desk, digest: str) -> Passage:
    """Tell how far a sent package has come; raises NOT_SENT_BY_US."""
    return _passage(desk, kept_package(desk, digest))


def passages(desk: Desk) -> tuple[Passage, ...]:
    """Tell how far each sent package has come, the newest first."""
    sent = desk.received.packages(direction="sent", unit=desk.unit.code)
    return tuple(_passage(desk, kept) for kept in reversed(sent))


def _passage(desk: Desk, kept: KeptPackage) -> Passage:
    notes = desk.received.receipts(kept.id)
    newest = _newest_receipt(notes)
    told = [one for one in notes if one.how in (HANDED, TOLD)]
    mailed = _mailed(desk, kept)
    stage, why = Stage.SIGNED, ""
    if mailed is not None or any(one.how == HANDED for one in told):
        stage = Stage.HANDED
    if any(one.how == TOLD for one in told):
        stage = Stage.TOLD
    if newest is not None:
        stage = _STAGES[PackageStatus(newest.detail["status"])]
        why = _why(desk, newest)
    elif stage is Stage.SIGNED:
        why = sentence("PASSAGE_NEXT_HAND", desk.language)
    else:
        why = sentence("PASSAGE_NEXT_RECEIPT", desk.language)
    steps = [
        sentence("STEP_SIGNED", desk.language, when=_moment(kept.received_at)),
        *([sentence("STEP_MAILED", desk.language, when=_moment(mailed))] if mailed else []),
        *(_step(desk, one) for one in told),
        *([_receipt_step(desk, newest)] if newest else []),
    ]
    said = kept.package
    word = sentence(f"STAGE_{stage.name}", desk.language)
    return Passage(said.digest, said.revision, said.campaign, stage, word, tuple(steps), why)


def _newest_receipt(notes: tuple[KeptReceipt, ...]) -> KeptReceipt | None:
    """Give the last word of the office above: that of the file it made last, whatever its number."""
    signed = [one for one in notes if one.how == RECEIPT]
    return max(signed, key=lambda one: (str(one.detail["made"]), int(one.detail["number"])), default=None)


def _mailed(desk: Desk, kept: KeptPackage) -> datetime | None:
    """Say when the mail server had taken all letters of a package; None where it has not."""
    letters = Outbox(desk.database).letters(kept.id)
    if not letters or any(one.state is not LetterState.SENT or one.ended is None for one in letters):
        return None
    return max(one.ended for one in letters if one.ended is not None)


def _step(desk: Desk, note: KeptReceipt) -> str:
    day = date.fromisoformat(note.detail["day"])
    return sentence(
        "STEP_HANDED" if note.how == HANDED else "STEP_TOLD",
        desk.language,
        whom=note.detail["whom"],
        way=way_word(Way(note.detail["way"]), desk.language),
        day=f"{day:%d/%m/%Y}",
        who=note.who,
    )


def _receipt_step(desk: Desk, note: KeptReceipt) -> str:
    issuer = desk.pack.units_by_code.get(note.who)
    stage = _STAGES[PackageStatus(note.detail["status"])]
    return sentence(
        f"STEP_RECEIPT_{stage.name}",
        desk.language,
        unit=issuer.name if issuer else note.who,
        number=note.detail["number"],
        when=_moment(datetime.fromisoformat(note.detail["received"])),
    )


def _why(desk: Desk, note: KeptReceipt) -> str:
    """Say in one sentence why a package is refused or waits; the receipt brings a code and no details."""
    reason, status = str(note.detail["reason"]), PackageStatus(note.detail["status"])
    if status is PackageStatus.SUPERSEDED:
        return sentence("RECEIPT_SUPERSEDED", desk.language)
    if status is PackageStatus.TAKEN:
        return ""
    if status is PackageStatus.FORKED:
        return sentence("RECEIPT_FORKED", desk.language)
    if status is PackageStatus.WAITING_SIGNER:
        return sentence("RECEIPT_WAITING_SIGNER", desk.language)
    if status is PackageStatus.WAITING_REOPENING:
        return sentence("RECEIPT_WAITING_REOPENING", desk.language)
    if status is PackageStatus.TAKEN_OUT:
        return sentence("RECEIPT_TAKEN_OUT", desk.language)
    if reason.startswith(_SIGNER):
        return sentence("RECEIPT_REFUSED_SIGNER", desk.language)
    if reason.startswith(_ELSEWHERE):
        return sentence("RECEIPT_REFUSED_ELSEWHERE", desk.language)
    return sentence("RECEIPT_REFUSED", desk.language, reason=reason)


def way_word(way: Way, language: str) -> str:
    """Name a way in the person's language."""
    return sentence(f"WAY_{way.name}", language)


def _moment(when: datetime) -> str:
    return f"{when.astimezone(VIET_NAM):%H:%M %d/%m/%Y}"


def plain(passed: Passage) -> dict[str, Any]:
    """Give it as the command line prints it."""
    return {
        "digest": passed.digest,
        "revision": passed.revision,
        "campaign": passed.campaign,
        "stage": passed.stage.value,
        "steps": list(passed.steps),
        "why": passed.why,
    }
