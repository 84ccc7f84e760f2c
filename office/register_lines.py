"""Lines of a register of signers as they travel, in kits and register files, and as they are taken in.

An area vouches for itself and the units below it, for no others. What travels proposes; a line that a person
here ended is not opened again by it, and a certificate recognised for one unit not given to another.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from db.signers import CAPACITIES, END_KINDS, RecognisedSigner
from exports.keys import certificate_facts, load_certificate
from forms.pack import Pack
from forms.problems import Problem
from office.desk import Desk
from office.sealed import is_text

_MUST = frozenset(("unit", "person", "position", "certificate"))
_MAY = frozenset(("capacity", "since", "until", "end"))


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """Whose certificate (DER) signs for a unit; what is not named of days and capacity is left open.

    `capacity` and `end` are words of `db.signers`; a line with an `end` tells that it counts no more.
    """

    unit: str
    person: str
    position: str
    certificate: bytes
    capacity: str = ""
    since: date | None = None
    until: date | None = None
    end: str = ""

    @property
    def fingerprint(self) -> str:
        """Return the SHA-256 (hex) of the certificate."""
        return certificate_facts(load_certificate(self.certificate)).fingerprint

    def plain(self) -> dict[str, str]:
        """Give the line as it is written; what is open is left out."""
        told = {
            "unit": self.unit,
            "person": self.person,
            "position": self.position,
            "certificate": self.certificate.hex(),
        }
        more = {
            "capacity": self.capacity,
            "since": self.since.isoformat() if self.since else "",
            "until": self.until.isoformat() if self.until else "",
            "end": self.end,
        }
        return told | {name: text for name, text in more.items() if text}


def read_line(pack: Pack, issuer: str, one: Mapping[str, Any]) -> RegisterLine:
    """Read a line that an issuer wrote.

    Raises KIT_FORMAT, KIT_UNIT, KIT_SIGNER_ABOVE (of a unit that is not below the issuer) and
    KIT_SIGNER_BROKEN; `ValueError`, `TypeError` or `KeyError` for what is no line at all.
    """
    texts = [one[name] for name in set(one) - {"certificate", "since", "until"}]
    good = (
        set(one) >= _MUST
        and set(one) <= _MUST | _MAY
        and all(is_text(text) for text in texts)
        and one["person"] != ""
        and one.get("capacity", "") in CAPACITIES
        and one.get("end", "") in ("", *END_KINDS)
    )
    if not good:
        raise Problem("KIT_FORMAT", where="signers")
    if one["unit"] not in pack.units_by_code:
        raise Problem("KIT_UNIT", unit=one["unit"][:40])
    if not is_within(pack, issuer, one["unit"]):
        raise Problem("KIT_SIGNER_ABOVE", unit=one["unit"], issuer=issuer)
    certificate = bytes.fromhex(one["certificate"])
    try:
        load_certificate(certificate)
    except Problem as broken:
        raise Problem("KIT_SIGNER_BROKEN", person=one["person"]) from broken
    since, until = (date.fromisoformat(one[name]) if name in one else None for name in ("since", "until"))
    return RegisterLine(
        one["unit"],
        one["person"],
        one["position"],
        certificate,
        one.get("capacity", ""),
        since,
        until,
        one.get("end", ""),
    )


def is_within(pack: Pack, area: str, unit: str) -> bool:
    """Tell whether a unit is an area or lies below it: an area vouches for these and no others."""
    here = pack.units_by_code.get(unit)
    while here is not None:
        if here.code == area:
            return True
        here = pack.units_by_code.get(here.parent)
    return False


class Step(Enum):
    """What a line would do here."""

    NEW = "new"  # recognise
    END = "end"  # end what is recognised here
    CHANGE = "change"  # another capacity or last day
    NOTE = "note"  # enter as ended: it never was recognised here
    CONFLICT = "conflict"  # recognised for another unit, or ended here by a person: left as it is


@dataclass(frozen=True, slots=True)
class Proposal:
    """What one line would change; `known`: the line here that it is about."""

    step: Step
    line: RegisterLine
    fingerprint: str
    known: RecognisedSigner | None = None


def compare(desk: Desk, lines: Iterable[RegisterLine]) -> tuple[Proposal, ...]:
    """Say what taking lines in would change here; lines that change nothing are left out."""
    register, today = desk.signers.list(), desk.clock.today()
    found: list[Proposal] = []
    given: dict[str, str] = {}  # certificates that these lines bring -> the unit
    for line in lines:
        unit = given.get(line.fingerprint, "")
        proposal = _compared(line, register, today, unit) if unit != line.unit else None
        if proposal is None:
            continue
        found.append(proposal)
        if proposal.step is Step.NEW:
            given[proposal.fingerprint] = line.unit
    return tuple(found)


def _compared(
    line: RegisterLine, register: Iterable[RecognisedSigner], today: date, given: str
) -> Proposal | None:
    fingerprint = line.fingerprint
    ours = [one for one in register if one.fingerprint == fingerprint]
    now = [one for one in ours if one.until is None or one.until >= today]
    open_here = next((one for one in now if one.unit == line.unit), None)
    ended = next((one for one in reversed(ours) if one.unit == line.unit and one.end_kind), None)
    over = bool(line.end) or (line.until is not None and line.until < today)
    if over:
        if open_here is not None:
            return Proposal(Step.END, line, fingerprint, open_here)
        known = any(one.unit == line.unit for one in ours)
        return None if known else Proposal(Step.NOTE, line, fingerprint)
    if open_here is not None:
        same = (line.capacity, line.until) == (open_here.capacity, open_here.until)
        bare = not line.capacity and line.until is None and line.since is None
        return None if same or bare else Proposal(Step.CHANGE, line, fingerprint, open_here)
    other = next((one for one in now if one.unit != line.unit), None)
    if other is not None or given or ended is not None:
        return Proposal(Step.CONFLICT, line, fingerprint, other or ended)
    return Proposal(Step.NEW, line, fingerprint)


def take(desk: Desk, proposals: Iterable[Proposal], *, role: str, who: str, how: str, when: datetime) -> None:
    """Do what was proposed; conflicts are left as they are. `role` says where the lines came from."""
    today = desk.clock.today()
    for one in proposals:
        line = one.line
        if one.step is Step.CONFLICT:
            continue
        if one.step in (Step.NEW, Step.NOTE):
            entered = desk.signers.recognise(
                fingerprint=one.fingerprint,
                certificate=line.certificate,
                unit=line.unit,
                person=line.person,
                position=line.position,
                role=role,
                since=line.since or today,
                until=line.until,
                capacity=line.capacity,
                who=who,
                how=how,
                when=when,
            )
            if one.step is Step.NOTE:
                last = line.until or today
                desk.signers.end(entered.id, until=last, who=who, how=how, when=when, kind=line.end)
        elif one.known is not None and one.step is Step.END:
            last = min(line.until or today, today)
            desk.signers.end(one.known.id, until=last, who=who, how=how, when=when, kind=line.end)
        elif one.known is not None:
            desk.signers.amend(one.known.id, capacity=line.capacity, until=line.until)
