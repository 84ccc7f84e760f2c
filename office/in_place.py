"""Typing in the place of a unit below: its filled Excel form, or its stamped paper, made into a package here.

    begin(desk, unit, Standing(...), scan)     on what it stands: the way, a basis, who of the unit said so
    at(desk, unit)                             the desk to type at: the unit's forms, beside the office's own
    review(desk, unit, knowing)                what the package would hold, and what stands in its way
    take(desk, unit, unlock, knowing)          signed by the officer of this office, judged, taken in

Such a package is never the unit's own: it says who typed it and on what basis, is counted apart, has no
revision, and any package that the unit signs takes its place. It travels up with its basis and its scan.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Any

from db.packages import PackageStatus
from exports.file_names import name_of, plain
from exports.layout_tidy import tidy
from exports.opc import sign
from exports.write_workbook import write_workbook
from forms.basis import Basis, basis_of, demand
from forms.findings import Finding
from forms.letters import normalise
from forms.pack import Unit
from forms.problems import Problem
from forms.report import Attachment, Header, PackageKind, Report
from forms.report_lists import IN_PLACE
from office.acts import Act, note
from office.basis_words import basis_said
from office.case import judge
from office.case_state import Receipt
from office.case_verdict import looked_at, settle
from office.clock import VIET_NAM
from office.cover import header
from office.desk import Desk, OrderOfSending
from office.in_place_told import SCAN
from office.messages import sentence
from office.open_errors import ORDINARY, Knowing
from office.outgoing import Draft, gathered, report_of
from office.photos import Redraw, attachable, made_ready, read_file
from office.presenting import SCAN_CAPS
from office.roles import Doing, demand_may
from office.sending import read_strictly
from office.signing_keys import Unlock, opened, remember_key
from office.speaking import demand_speaks

INSTANCE = "in-place"
"""What the answers typed here are kept under, with the unit's code."""
MOST_NAME = 120
_PAPER = "vi"  # the language of packages


class Way(StrEnum):
    """From what the figures are typed."""

    EXCEL = "excel"  # the unit's filled Excel form
    PAPER = "paper"  # its stamped paper


@dataclass(frozen=True, slots=True)
class Standing:
    """On what figures typed in place stand. `caller`: who of the unit said so, by name or telephone."""

    way: Way
    basis: Basis
    caller: str


@dataclass(frozen=True, slots=True)
class Begun:
    """A unit whose figures are being typed here; `scan`: the file's name, "" without one."""

    unit: Unit
    standing: Standing
    scan: str
    since: datetime
    who: str


@dataclass(frozen=True, slots=True)
class Review:
    """What a package in place would hold, and what stands in its way."""

    errors: tuple[Finding, ...]  # without a reason
    warnings: int
    figures_code: str
    blockers: tuple[Problem, ...]


class InPlaceDesk(Desk):
    """The desk at which an office types in the place of a unit below; it shares the office's file."""

    in_place = True

    def __init__(self, owner: Desk, unit: Unit, *, shares: bool = True) -> None:
        """Sit down beside the office's own desk, which closes the data file while it `shares` it."""
        super().__init__(
            *(owner.home, owner.clock, owner.database, owner.shelved),
            instance=f"{INSTANCE}:{unit.code}",
            owner=owner,
            shares=shares,
        )
        self.language = owner.language
        self._unit = unit

    @cached_property
    def unit(self) -> Unit:
        """Return the unit in whose place is typed."""
        return self._unit

    def again(self) -> InPlaceDesk:
        """Open the same desk once more, for a background thread."""
        assert self.owner is not None  # noqa: S101 - it is made with one
        return InPlaceDesk(self.owner.again(), self._unit, shares=False)

    def order_of_sending(self, recipient: str) -> OrderOfSending:
        """Return no numbers: a package in place is none that the unit sent to `recipient`."""
        del recipient
        return OrderOfSending(0, 0, "", "")


# --- beginning ---------------------------------------------------------------------------------


def may_begin(desk: Desk, unit: str) -> Problem | None:
    """Say why nothing can be typed in the place of a unit; None where it can."""
    found = desk.pack.units_by_code.get(unit)
    if found is None or not desk.below(unit) or desk.pack.reporting_units(unit):
        return Problem("IN_PLACE_UNIT", unit=found.name if found else unit)
    kept = desk.received.latest(unit, desk.campaign_id)
    if kept is not None and kept.package.kind != PackageKind.IN_PLACE:
        return Problem("IN_PLACE_SENT", unit=found.name, revision=kept.package.revision)
    return None


def units_to_begin(desk: Desk) -> tuple[Unit, ...]:
    """List the units below whose own package has not come, in code order."""
    return tuple(one for one in desk.pack.children(desk.unit.code) if may_begin(desk, one.code) is None)


def begin(
    desk: Desk, unit: str, standing: Standing, scan: Path | None, redraw: Redraw | None = None
) -> InPlaceDesk:
    """Begin to type in the place of a unit, or say anew on what it stands; what was typed stays.

    `scan`: of the paper or the letter, None keeps the one that is here. Raises IN_PLACE_UNIT (no unit that
    sends here), IN_PLACE_SENT (its own package counts), IN_PLACE_CALLER, what `forms.basis.demand` raises,
    and what `office.photos` raises of files nobody can attach.
    """
    demand_may(desk, Doing.ADJUST)
    wrong = may_begin(desk, unit)
    if wrong is not None:
        raise wrong
    caller = normalise(standing.caller)
    if not caller or len(caller) > MOST_NAME:
        raise Problem("IN_PLACE_CALLER", most=MOST_NAME)
    basis = demand(standing.basis, desk.clock.today())
    kept = _kept(desk, unit) or {}
    name, digest = kept.get("scan", ""), kept.get("digest", "")
    with desk.database.writing():
        if scan is not None:
            data = made_ready(scan.name, read_file(scan), SCAN_CAPS, redraw)
            ending = attachable(scan.name, data)
            digest = desk.received.keep_content(data)
            name = f"{SCAN}_{plain(unit, 20)}_{digest[:8]}{ending}"
        body = {
            "way": standing.way.value,
            "basis": dict(basis.plain()),
            "caller": caller,
            "scan": name,
            "digest": digest,
            "since": kept.get("since") or desk.clock.now().isoformat(),
            "who": desk.person.name,
        }
        desk.office.set_setting(_setting(desk, unit), json.dumps(body, ensure_ascii=False))
    return at(desk, unit)


def begun(desk: Desk) -> tuple[Begun, ...]:
    """List the units whose figures are being typed here."""
    found = []
    for unit in desk.pack.children(desk.unit.code):
        kept = _kept(desk, unit.code)
        if kept is not None:
            since = datetime.fromisoformat(kept["since"])
            found.append(Begun(unit, _standing(kept), kept["scan"], since, kept["who"]))
    return tuple(found)


def at(desk: Desk, unit: str) -> InPlaceDesk:
    """Sit down to the figures of a unit; raise IN_PLACE_NOT_BEGUN."""
    owner = desk.owner or desk
    if _kept(owner, unit) is None:
        raise Problem("IN_PLACE_NOT_BEGUN", unit=unit)
    return InPlaceDesk(owner, owner.pack.units_by_code[unit])


def give_up(desk: Desk, unit: str) -> None:
    """Put a unit aside: nothing is made of what was typed, which stays for another time."""
    demand_may(desk, Doing.ADJUST)
    if _kept(desk, unit) is None:
        raise Problem("IN_PLACE_NOT_BEGUN", unit=unit)
    desk.office.set_setting(_setting(desk, unit), "")


# --- making the package ------------------------------------------------------------------------


def review(desk: Desk, unit: str, knowing: Knowing = ORDINARY) -> Review:
    """Say what the package of a unit would hold and what still blocks it; raises IN_PLACE_NOT_BEGUN."""
    own = at(desk, unit)
    draft = gathered(own, knowing)
    blockers = [wrong] if (wrong := may_begin(desk, unit)) is not None else []
    if draft.bare:
        blockers.append(Problem("OPEN_ERRORS", count=len(draft.bare)))
    code = ""
    try:
        code = _report(own, draft).figures_code()
    except Problem as problem:
        blockers.append(problem)
    warnings = sum(not one.explained for one in draft.findings) - len(draft.errors)
    return Review(draft.bare, max(0, warnings), code, tuple(blockers))


def take(desk: Desk, unit: str, unlock: Unlock, knowing: Knowing = ORDINARY) -> Receipt:
    """Make the package, sign it with the officer's key, judge it as any other and take it in.

    It goes the way of every package: the same engine, checks and tables. A Problem leaves nothing changed.
    """
    demand_may(desk, Doing.ADJUST)
    own = at(desk, unit)
    seen = review(desk, unit, knowing)
    if seen.blockers:
        raise seen.blockers[0]
    with opened(desk, unlock) as signing:
        demand_speaks(desk, signing)
        report = _report(own, gathered(own, knowing))
        data = sign(write_workbook(report, own.pack), signing, report.header.made_at)
        remember_key(desk, unlock, signing)
    read_strictly(own, data, report)
    kept = _kept(desk, unit) or {}
    cover = report.header
    name = name_of(cover.kind, cover.campaign, cover.unit, cover.unit_name, cover.revision)
    with desk.database.writing():
        judged = judge(desk, name, data, None)
        if judged.status is not PackageStatus.TAKEN:
            raise judged.problem
        receipt = looked_at(judged)
        settle(judged)
        digest = hashlib.sha256(data).hexdigest()
        on_what = {name: kept[name] for name in ("basis", "caller")}
        note(desk, Act.IN_PLACE, {"digest": digest, "unit": unit, **on_what})
        desk.office.set_setting(_setting(desk, unit), "")
    return receipt


def _report(own: InPlaceDesk, draft: Draft) -> Report:
    """Make the content: the unit's figures, with a line that says who typed them and why."""
    assert own.owner is not None  # noqa: S101 - it is made with one
    kept = _kept(own.owner, own.unit.code) or {}
    standing = _standing(kept)
    report = report_of(own, _answered_for(own, header(own, draft.document)), draft)
    when = f"{own.clock.now().astimezone(VIET_NAM):%H:%M %d/%m/%Y}"
    who = ", ".join(part for part in (own.person.name, own.person.position) if part)
    line = {
        "unit": own.unit.code,
        "way": sentence(f"IN_PLACE_WAY_{standing.way.name}", _PAPER),
        "basis": basis_said(standing.basis, _PAPER),
        "caller": standing.caller,
        "scan": kept["scan"],
        "who": who,
        "office": own.owner.unit.code,
        "at": when,
    }
    lists = {**report.lists, IN_PLACE.id: ({name: text for name, text in line.items() if text},)}
    return tidy(replace(report, lists=lists, attachments=(*report.attachments, *_scan(own, kept))), own.pack)


def _scan(own: InPlaceDesk, kept: Mapping[str, Any]) -> tuple[Attachment, ...]:
    if not kept["scan"]:
        return ()
    data = own.received.content(kept["digest"]) or b""
    return (Attachment(kept["scan"], len(data), kept["digest"], sentence("IN_PLACE_SCAN", _PAPER)),)


def _answered_for(own: InPlaceDesk, cover: Header) -> Header:
    """Put who types on the cover as the one who answers for it; nobody of the unit does."""
    person = own.person
    return replace(
        cover,
        preparer=person.name,
        preparer_position=person.position,
        telephone=person.telephone,
        approver=person.name,
        approver_position=person.position,
    )


def _setting(desk: Desk, unit: str) -> str:
    return f"{INSTANCE}:{desk.campaign_id}:{unit}"


def _kept(desk: Desk, unit: str) -> dict[str, Any] | None:
    text = desk.office.setting(_setting(desk, unit))
    return json.loads(text) if text else None


def _standing(kept: Mapping[str, Any]) -> Standing:
    return Standing(Way(kept["way"]), basis_of(kept["basis"]), kept["caller"])
