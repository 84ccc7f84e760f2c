"""The progress board: one line a unit that sends here, with what it waits for and whom to call about it.

    board(desk) -> Board             every unit, in the order of what is to be done first
    reminder(desk, unit) -> str      a ready Vietnamese letter of a few lines, to be copied
    keep_contact(desk, unit, …)      whom to call, where the cover of the package does not tell it

It reads only what was kept when packages were judged, so that 200 units are told at once.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from db.received import KeptPackage, PackageStatus
from forms.letters import normalise
from forms.pack import Unit
from forms.problems import Problem
from forms.report import PackageKind
from office.adding_up import days_late, following, may_send, senders
from office.clock import VIET_NAM
from office.courier import Trouble, findings
from office.desk import Desk
from office.messages import sentence
from office.nil import said_by
from office.queries import answered_by, waiting_for
from office.roles import Doing, demand_may

CONTACTS_SETTING: Final = "contacts"
"""A setting: whom to call at which unit, as it was typed here."""
_MOST_CONTACT: Final = 100  # characters


class State(StrEnum):
    """Where a unit stands, in the order in which somebody has to do something about it."""

    WAITING = "waiting"  # for this office: a signer to be recognised, two packages of one number, answers
    RETURNED = "returned"  # sent back with questions that are not answered yet
    LATE = "late"  # nothing came, and the deadline is over
    DUE = "due"  # nothing came, there is still time
    UNFINISHED = "unfinished"  # came with open errors, forms to follow or files missing
    IN_PLACE = "in-place"  # typed here in the place of the unit
    NIL = "nil"  # had nothing to report, and said so
    DONE = "done"


WAITS: Final = (PackageStatus.WAITING_SIGNER, PackageStatus.FORKED, PackageStatus.WAITING_REOPENING)
"""Verdicts that ask something of this office."""


_GAPS: Final = (Trouble.MISSING, Trouble.CHAIN)
"""What the numbers of a unit's files may tell that somebody has to ask about."""


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to call. `typed`: entered here; else it stands on the cover of the last package."""

    name: str = ""
    telephone: str = ""
    typed: bool = False

    @property
    def text(self) -> str:
        """Give both in one line, "" where nobody is known."""
        return " · ".join(part for part in (self.name, self.telephone) if part)


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One unit's line. `missing`: in words; `package`: id of the kept one that counts, None for none."""

    unit: Unit
    state: State
    why: str  # a sentence: what is to be done
    revision: int
    received: date | None
    days_late: int
    missing: tuple[str, ...]
    errors: int
    explained: int
    asked: int  # questions that wait for the unit's answer
    contact: Contact
    package: int | None
    must: bool  # an agency may send what it has, and need not: it is never late, and in no count
    unclear: bool = False  # two packages of one number: only the unit knows which is right
    unknown: bool = False  # its signer is not recognised yet

    @property
    def awaited(self) -> bool:
        """Whether the unit itself has something to do, so that it can be reminded."""
        if self.state is State.WAITING:
            return self.unclear or self.unknown or bool(self.missing or self.errors)
        return self.state not in (State.DONE, State.NIL)


@dataclass(frozen=True, slots=True)
class Board:
    """Every unit's line, first what is to be done first; how many count as sent, and the deadline."""

    rows: tuple[BoardRow, ...]
    deadline: date | None
    known: int  # reporting units at any depth below with figures here
    reporting: int  # all of them

    @property
    def sent(self) -> int:
        """Say how many units have sent, or had somebody type in their place."""
        return sum(row.package is not None for row in self.rows if row.must)

    @property
    def expected(self) -> int:
        """Say how many units have to send."""
        return sum(row.must for row in self.rows)

    def count(self, state: State) -> int:
        """Say how many units stand there."""
        return sum(row.state is state for row in self.rows)


def board(desk: Desk) -> Board:
    """Look at every unit that should send here; reads only."""
    by_unit: dict[str, list[KeptPackage]] = {}
    for one in desk.received.packages(direction="received", campaign=desk.campaign_id):
        by_unit.setdefault(one.package.unit, []).append(one)
    counting = {
        unit: max(good, key=lambda one: one.package.revision)
        for unit, kept in by_unit.items()
        if (good := [one for one in kept if one.status is PackageStatus.TAKEN])
    }
    campaign = desk.pack.campaign
    typed, asked, answered = contacts(desk), waiting_for(desk), answered_by(desk)
    gaps: dict[str, list[str]] = {}
    for odd in findings(desk):
        if odd.trouble in _GAPS:
            gaps.setdefault(odd.unit, []).append(odd.sentence)
    rows = []
    must = senders(desk)
    for unit in (*must, *may_send(desk, must)):
        due = campaign.deadlines.get(unit.level, "") if campaign and unit in must else ""
        said = _Said(
            unit in must,
            due,
            by_unit.get(unit.code, ()),
            counting.get(unit.code),
            asked.get(unit.code, 0),
            answered.get(unit.code, 0),
            typed.get(unit.code),
            gaps.get(unit.code, ()),
        )
        rows.append(_row(desk, unit, said))
    order = list(State)
    rows.sort(key=lambda row: (order.index(row.state), -row.days_late))  # stable: codes stay in order
    dates = {campaign.deadlines.get(unit.level, "") for unit in must} - {""} if campaign else set()
    here = desk.received.figures(desk.campaign_id, frozenset())
    known = sum(unit.code in here for unit in desk.reporting_units)
    deadline = date.fromisoformat(min(dates)) if dates else None
    return Board(tuple(rows), deadline, known, len(desk.reporting_units))


@dataclass(frozen=True, slots=True)
class _Said:
    """What is known of a unit: its deadline, its packages and which one counts, whom to call."""

    must: bool
    due: str
    kept: Sequence[KeptPackage]
    counts: KeptPackage | None
    asked: int  # questions that wait for its answer
    answered: int  # answers that wait for this office
    typed: Contact | None
    gaps: Sequence[str]  # numbered files that did not come, in words


def _row(desk: Desk, unit: Unit, said: _Said) -> BoardRow:
    counts = said.counts
    detail: Mapping[str, Any] = counts.detail if counts else {}
    came = counts.received_at.astimezone(VIET_NAM).date() if counts else None
    late = days_late(came or desk.clock.today(), said.due) or 0
    errors = len(detail.get("open_errors", ()))
    missing = (*_missing(desk, detail), *said.gaps)
    state, why = _state(desk, said, late, unfinished=bool(errors or missing))
    waiting = _waiting(said.kept, counts)
    return BoardRow(
        unit=unit,
        state=state,
        why=why,
        revision=counts.package.revision if counts else 0,
        received=came,
        days_late=late,
        missing=missing,
        errors=errors,
        explained=int(detail.get("explained", 0)),
        asked=said.asked,
        contact=said.typed or _on_cover(said.kept, counts),
        package=counts.id if counts else None,
        must=said.must,
        unclear=waiting is not None and waiting.status is PackageStatus.FORKED,
        unknown=waiting is not None and waiting.status is PackageStatus.WAITING_SIGNER,
    )


def _waiting(kept: Sequence[KeptPackage], counts: KeptPackage | None) -> KeptPackage | None:
    """Give the newest package that waits for this office; what came before the one that counts is past."""
    least = counts.package.revision if counts else 0
    found = [one for one in kept if one.status in WAITS and one.package.revision >= least]
    return found[-1] if found else None


def _state(desk: Desk, said: _Said, late: int, *, unfinished: bool) -> tuple[State, str]:
    """Say where a unit stands, and in one sentence what is to be done."""
    counts, waiting = said.counts, _waiting(said.kept, said.counts)
    if waiting is not None:
        return State.WAITING, sentence(f"BOARD_{waiting.status.name}", desk.language)
    if said.asked:
        return State.RETURNED, sentence("BOARD_RETURNED", desk.language, count=said.asked)
    if said.answered:
        return State.WAITING, sentence("BOARD_ANSWERED", desk.language, count=said.answered)
    if counts is None and not said.must:
        return State.DUE, sentence("BOARD_MAY", desk.language)
    if counts is None:
        state = State.LATE if late else State.DUE
        return state, sentence(f"BOARD_{state.name}", desk.language, days=late)
    if counts.package.kind == PackageKind.NIL:
        why = next((told.reason for told in said_by(counts)), "")
        return State.NIL, sentence("BOARD_NIL", desk.language, why=why)
    if counts.package.kind == PackageKind.IN_PLACE:
        return State.IN_PLACE, sentence("BOARD_IN_PLACE", desk.language)
    if unfinished:
        return State.UNFINISHED, sentence("BOARD_UNFINISHED", desk.language)
    return State.DONE, sentence("BOARD_DONE", desk.language)


def _missing(desk: Desk, detail: Mapping[str, Any]) -> Iterable[str]:
    """Say in words what a package came without."""
    forms = following(detail, desk)
    if forms:
        yield forms
    files = [*detail.get("missing", ()), *detail.get("differing", ()), *detail.get("altered", ())]
    if files:
        yield sentence("BOARD_FILES", desk.language, count=len(files), names=", ".join(files))


def plain(row: BoardRow) -> dict[str, object]:
    """Give a line of the board as the command line prints it in JSON."""
    return {
        "unit": row.unit.code,
        "name": row.unit.name,
        "state": row.state.value,
        "revision": row.revision,
        "received": row.received.isoformat() if row.received else None,
        "days_late": row.days_late,
        "missing": list(row.missing),
        "errors": row.errors,
        "explained": row.explained,
        "asked": row.asked,
        "officer": row.contact.name,
        "telephone": row.contact.telephone,
    }


# --- whom to call --------------------------------------------------------------------------------


def contacts(desk: Desk) -> Mapping[str, Contact]:
    """Give whom to call at which unit, where it was typed here."""
    kept = json.loads(desk.office.setting(CONTACTS_SETTING) or "{}")
    return {unit: Contact(told[0], told[1], typed=True) for unit, told in kept.items()}


def keep_contact(desk: Desk, unit: str, name: str, telephone: str) -> Contact:
    """Keep whom to call at a unit; two blanks take it away. Raises UNIT_UNKNOWN, CONTACT_LONG."""
    demand_may(desk, Doing.KEEP)
    if unit not in desk.pack.units_by_code:
        raise Problem("UNIT_UNKNOWN", unit=unit)
    name, telephone = normalise(name), normalise(telephone)
    if max(len(name), len(telephone)) > _MOST_CONTACT:
        raise Problem("CONTACT_LONG", most=_MOST_CONTACT)
    known = {code: [one.name, one.telephone] for code, one in contacts(desk).items()}
    known.pop(unit, None)
    if name or telephone:
        known[unit] = [name, telephone]
    desk.office.set_setting(CONTACTS_SETTING, json.dumps(known, ensure_ascii=False, sort_keys=True))
    return Contact(name, telephone, typed=bool(name or telephone))


def _on_cover(kept: Sequence[KeptPackage], counts: KeptPackage | None) -> Contact:
    """Read whom to call from the cover of the package that counts, or of the last one that was read.

    What was typed in a unit's place names who typed it, at this very office: nobody to call.
    """
    for one in ([counts] if counts else []) + [*reversed(kept)]:
        told = one.detail.get("contact")
        if told and one.package.kind != PackageKind.IN_PLACE:
            return Contact(told[0], told[1])
    return Contact()


# --- the reminder --------------------------------------------------------------------------------


def reminder(desk: Desk, unit: str) -> str:
    """Write a few Vietnamese lines to a unit: what is awaited of it, by when, and whom to ask.

    Raises UNIT_UNKNOWN for a unit that does not send here, REMINDER_NONE for one of which nothing is awaited.
    """
    told = board(desk)
    row = next((one for one in told.rows if one.unit.code == unit), None)
    if row is None:
        raise Problem("UNIT_UNKNOWN", unit=unit)
    if not row.awaited:
        raise Problem("REMINDER_NONE", unit=row.unit.name)
    return reminder_of(desk, row)


def reminder_of(desk: Desk, row: BoardRow) -> str:
    """Write the reminder for a line of the board."""
    campaign = desk.pack.campaign
    due = campaign.deadlines.get(row.unit.level, "") if campaign and row.must else ""
    words = {
        "unit": row.unit.name,
        "office": desk.unit.name,
        "campaign": campaign.title.get("vi", campaign.id) if campaign else "",
        "deadline": f"{date.fromisoformat(due):%d/%m/%Y}" if due else "",
        "days": row.days_late,
        "officer": row.contact.name,
        "revision": row.revision,
        "missing": "; ".join(row.missing),
        "errors": row.errors,
        "asked": row.asked,
        "person": desk.person.name,
        "telephone": desk.person.telephone,
    }
    codes = ["REMINDER_TO" if row.contact.name else "REMINDER_TO_UNIT"]
    codes.append(f"REMINDER_{_why_reminded(row)}")
    if due:
        codes.append("REMINDER_LATE_BY" if row.days_late and row.package is None else "REMINDER_DEADLINE")
    if row.missing:
        codes.append("REMINDER_MISSING")
    if row.errors:
        codes.append("REMINDER_ERRORS")
    codes.append("REMINDER_ASK" if desk.person.telephone else "REMINDER_ASK_PERSON")
    return "\n".join(sentence(code, "vi", **words) for code in codes)


def _why_reminded(row: BoardRow) -> str:
    if row.state is not State.WAITING:
        return row.state.name
    return "FORKED" if row.unclear else "WAITING" if row.unknown else "UNFINISHED"
