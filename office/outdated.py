"""Where a package that went up no longer agrees with what the units below say now, at both ends.

    moved_units(desk)       the office that adds up: whose package changed since its own last sending
    stale_cells(desk)       the cells of that sending which are others now
    newer_below(desk)       the office above it: units whose newer package it has seen pass by
    newer_cells(desk)       which cells of what counts here those packages contradict
    told_of_newer(...)      which cells of the kept package such a file contradicts

Nothing is put right here: the office that adds up sends a new revision, which takes the place of the old.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from db.received import KeptPackage, PackageStatus
from exports.opc import verify
from exports.read_workbook import Cover, read_cover, read_workbook
from forms.answers import Address, Document
from forms.problems import Problem
from forms.report import PackageKind, Report
from forms.routed import routed_fields
from office.acts import Act, acts
from office.blocks import Gathered
from office.changed import differing, place_name, sent_before
from office.clock import VIET_NAM
from office.desk import Desk
from office.known_packs import known_pack
from office.messages import sentence
from office.upward import lines

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class UnitMoved:
    """A unit of the last sending: the revision it was added up from and the one that counts now, 0: none."""

    unit: str
    name: str
    was: int
    now: int


@dataclass(frozen=True, slots=True)
class StaleCell:
    """A cell of an upward package that is another in what its unit says now, values as they travel.

    The place as its unit has it.
    """

    unit: str
    place: Address
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Outdated:
    """How the last sending differs from what is known now; `adjusted`: rows of adjustment came or ended."""

    revision: int
    sent_at: datetime
    units: tuple[UnitMoved, ...]
    adjusted: bool


def plain_sources(report: Report) -> list[dict[str, Any]]:
    """Give a package's sources as they are kept with it."""
    return [
        {"unit": one.unit, "package": one.package_id, "revision": one.revision, "digest": one.digest}
        for one in report.sources
    ]


def outdated(desk: Desk) -> Outdated | None:
    """Tell what changed below since the last sending; None before the first, or where it still agrees."""
    sent = _last_sent(desk)
    if sent is None:
        return None
    units = moved_units(desk)
    kinds = (Act.ADJUSTED, Act.ADJUSTMENT_ENDED)
    adjusted = any(act.at > sent.received_at for kind in kinds for act in acts(desk, kind))
    if not units and not adjusted:
        return None
    return Outdated(sent.package.revision, sent.received_at, units, adjusted)


def _last_sent(desk: Desk) -> KeptPackage | None:
    sent = desk.received.packages(direction="sent", unit=desk.unit.code, campaign=desk.campaign_id)
    last = sent[-1] if sent else None
    return last if last is not None and last.package.kind == PackageKind.DISTRICT else None


def moved_units(desk: Desk) -> tuple[UnitMoved, ...]:
    """List the units below whose package is another one now than in the last sending, in the pack's order."""
    sent = _last_sent(desk)
    if sent is None:
        return ()
    before = _sources(desk, sent)
    now = {
        one.kept.package.unit: (one.kept.package.revision, one.kept.package.digest)
        for one in desk.received.accepted(desk.campaign_id)
    }
    return tuple(
        UnitMoved(unit.code, unit.name, before.get(unit.code, (0, ""))[0], now.get(unit.code, (0, ""))[0])
        for unit in desk.pack.units
        if before.get(unit.code) != now.get(unit.code)
    )


def _sources(desk: Desk, kept: KeptPackage) -> dict[str, tuple[int, str]]:
    """Give revision and digest of each unit's package that an upward package was added up from."""
    told = kept.detail.get("sources")
    if told is None and kept.package.direction == "sent":  # sent by an older program
        before = sent_before(desk)
        told = plain_sources(before[1]) if before is not None else ()
    return {one["unit"]: (int(one["revision"]), str(one["digest"])) for one in told or ()}


def stale_cells(desk: Desk) -> tuple[StaleCell, ...]:
    """List the cells of the last sending that are others now, of units that are in both.

    It reads the whole package again: seconds, where many units are in it.
    """
    before = sent_before(desk) if _last_sent(desk) is not None else None
    if before is None:
        return ()
    report = before[1]
    tables, states = lines(desk.pack, Gathered(desk).in_table)
    old, new = Document(report.tables, report.states), Document(tables, states)
    both = _leads(old) & _leads(new)
    return tuple(
        StaleCell(place.key[0], Address(place.table, place.key[1:], place.field), was, now)
        for place, was, now in differing(desk.pack, old, new)
        if place.key[0] in both
    )


def _leads(document: Document) -> set[str]:
    """Name the units whose rows stand in an upward package."""
    return {key[0] for rows in document.tables.values() for key in rows}


# --- the office above it -----------------------------------------------------------------------


def newer_below(desk: Desk) -> tuple[UnitMoved, ...]:
    """List units further below whose newer package was seen here than the one their office sent up."""
    names = {unit.code: unit.name for unit in desk.pack.units}
    return tuple(
        UnitMoved(code, names[code], one.revision, one.newer.package.revision)
        for code, one in _passed_by(desk).items()
    )


def newer_cells(desk: Desk) -> tuple[StaleCell, ...]:
    """List the cells of what counts here that the newer files of units further below contradict.

    The kept bytes are verified and read again, seconds for many; a file that cannot be read gives no cell.
    """
    found: list[StaleCell] = []
    for one in _passed_by(desk).values():
        try:
            data = desk.received.data(one.newer.id)
            trust = desk.trust(one.newer.received_at.astimezone(VIET_NAM).date())
            parts = verify(data, now=one.newer.received_at, trust=trust).parts
            cover = read_cover(parts) if parts is not None else None
        except Problem:
            continue
        if parts is not None and cover is not None:
            found += _contradicted(desk, cover, parts, one.used)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Passed:
    """A unit's newest file that passed by, and the upward package that counts, made with its `revision`."""

    newer: KeptPackage
    used: KeptPackage
    revision: int


def _passed_by(desk: Desk) -> dict[str, _Passed]:
    """Find them by unit, in the pack's order; of two files of one revision the later one."""
    seen: dict[str, KeptPackage] = {}
    for kept in desk.received.packages(
        direction="received", campaign=desk.campaign_id, status=PackageStatus.REFUSED
    ):
        before = seen.get(kept.package.unit)
        if kept.reason == "NOT_BELOW" and (
            before is None or before.package.revision <= kept.package.revision
        ):
            seen[kept.package.unit] = kept
    found = {}
    for unit in desk.pack.units:
        used = _used(desk, unit.code) if unit.code in seen else None
        if used is not None and used[1] < seen[unit.code].package.revision:
            found[unit.code] = _Passed(seen[unit.code], *used)
    return found


def _used(desk: Desk, unit: str) -> tuple[KeptPackage, int] | None:
    """Find the package kept here that a unit further below was added up into, and which revision of it."""
    known = desk.pack.units_by_code.get(unit)
    if known is None or not desk.below(known.parent):
        return None
    kept = desk.received.latest(known.parent, desk.campaign_id)
    source = _sources(desk, kept).get(unit) if kept is not None else None
    return (kept, source[0]) if kept is not None and source is not None else None


def told_of_newer(desk: Desk, cover: Cover, parts: Mapping[str, bytes]) -> list[str]:
    """Say which cells of a kept upward package a unit's newer file contradicts; [] where it is no newer one.

    The file itself does not count here: it goes to the office that adds it up.
    """
    used = _used(desk, cover.unit)
    if used is None or used[1] >= cover.revision:
        return []
    kept, revision = used
    above = desk.pack.units_by_code[kept.package.unit]
    told = [
        sentence(
            "NEWER_BELOW",
            desk.language,
            unit=above.name,
            revision=kept.package.revision,
            used=revision,
            newer=cover.revision,
        )
    ]
    cells = _contradicted(desk, cover, parts, kept)
    if cells:
        told.append(
            sentence(
                "NEWER_CELLS",
                desk.language,
                count=len(cells),
                places=_few([place_name(one.place) for one in cells]),
            )
        )
    return told


def _contradicted(
    desk: Desk, cover: Cover, parts: Mapping[str, bytes], kept: KeptPackage
) -> tuple[StaleCell, ...]:
    """List the cells that differ, of those that an upward package carries."""
    made = known_pack(desk, cover.pack, cover.pack_version, cover.pack_hash) or desk.shelved
    figures = desk.received.figures_of(kept.id).get(cover.unit)
    if figures is None:
        return ()
    try:
        report = read_workbook(parts, made.pack)
    except Problem:
        return ()
    apart = routed_fields(desk.pack)
    carried = {
        table.id: {field.id for field in table.carried_upward} - apart.get(table.id, frozenset())
        for table in desk.pack.tables_by_id.values()
    }
    found = differing(
        desk.pack, Document(figures.tables, figures.states), Document(report.tables, report.states)
    )
    return tuple(
        StaleCell(cover.unit, place, was, now)
        for place, was, now in found
        if (place.field in carried[place.table] if place.field else carried[place.table])
    )


def _few(places: Sequence[str]) -> str:
    return ", ".join(places[:_SHOWN]) + (" …" if len(places) > _SHOWN else "")
