"""Two files of one number: shown side by side, and told apart as far as can be.

    fork(desk, digests) -> Fork        what each says of itself, what differs, what it looks like

The office's data on two PCs, data that came back from a copy, figures signed twice, a stranger's key: each
leaves its marks in keys, moments, the digest before and the files after. Nothing is decided here: the
sentence says what to ask on the telephone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import islice
from typing import Any, Final

from db.received import KeptPackage, PackageStatus
from exports.keys import certificate_facts, fingerprint_words, load_certificate
from exports.loose_zip import read_loosely
from exports.read_workbook import read_cover, read_resaved
from forms.problems import Problem
from forms.report import Report
from office.approval_page import CellChange, in_words
from office.courier import what_it_is
from office.desk import Desk
from office.known_packs import known_pack
from office.messages import sentence
from office.resaved import compare
from office.routed import RouteDesk, desk_for, made_with

MOST_CELLS: Final = 200
"""Differing cells that are shown."""


class Guess(StrEnum):
    """What a fork looks like."""

    STRANGER = "stranger"  # one of the two is signed by nobody who is recognised for the unit
    SAME_ID = "same-id"  # one package id, two contents: one was made out of the other
    TWO_KEYS = "two-keys"  # each signed with another key of the unit: two PCs, most often
    SAME_FIGURES = "same-figures"  # the same figures signed twice
    TWO_PCS = "two-pcs"  # both were followed by further files
    RESTORED = "restored"  # the later one goes on where the data stood before the earlier one
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Side:
    """What one of the files says of itself. `counts`: its figures are in the tables now."""

    digest: str
    name: str
    what: str
    number: int
    revision: int
    made: datetime | None
    received: datetime
    counts: bool
    recognised: bool
    signer: str
    key_words: tuple[str, ...]
    preparer: str
    telephone: str
    package_id: str
    figures_code: str
    before_words: tuple[str, ...]  # of the digest before it
    followed_by: tuple[int, ...]  # numbers of the files that name it as the one before


@dataclass(frozen=True, slots=True)
class Fork:
    """Two files or more of one number, the earlier made first; `cells`: where the first two differ."""

    sides: tuple[Side, ...]
    guess: Guess
    sentence: str
    cells: tuple[CellChange, ...]
    differing: int


def fork(desk: Desk, digests: Sequence[str]) -> Fork:
    """Lay files side by side; raise NO_FORK where fewer than two of them are here."""
    found: dict[str, KeptPackage] = {}
    for digest in digests:
        for kept in desk.received.packages(direction="received", digest=digest):
            found[digest] = kept
    if len(found) < 2:
        raise Problem("NO_FORK")
    reports = {digest: kept_report(desk, kept) for digest, kept in found.items()}
    sides = sorted(
        (_side(desk, kept, reports[digest]) for digest, kept in found.items()),
        key=lambda side: side.made or side.received,
    )
    first, *others = (reports[side.digest] for side in sides)
    alike = first is not None and all(_same_figures(first, other) for other in others)
    guess = _guess(sides, alike=alike)
    changes = list(compare(first.tables, others[0].tables)) if first and others[0] else []
    cells = tuple(islice(in_words(changes, desk.pack, desk.language), MOST_CELLS))
    unit = desk.pack.units_by_code[next(iter(found.values())).package.unit].name
    words = sentence(f"FORK_{guess.name}", desk.language, unit=unit, number=sides[0].number)
    return Fork(tuple(sides), guess, words, cells, len(changes))


def kept_report(desk: Desk, kept: KeptPackage) -> Report | None:
    """Read a kept package again; None where its bytes or the pack it was made with are not here."""
    try:
        parts = read_loosely(desk.received.data(kept.id))
        cover = read_cover(parts)
        if cover is None:
            return None
        made = known_pack(desk, cover.pack, cover.pack_version, cover.pack_hash)
        beside = desk_for(desk, cover.campaign)
        if made is not None and isinstance(beside, RouteDesk):
            made = made_with(beside, made)
        return read_resaved(parts, made.pack) if made else None
    except Problem:
        return None


def _side(desk: Desk, kept: KeptPackage, report: Report | None) -> Side:
    said, detail = kept.package, kept.detail
    key = str(detail.get("fingerprint", ""))
    cover = report.header if report else None
    after = desk.received.packages(direction="received", unit=said.unit)
    follow = {one.package.sequence for one in after if one.package.previous_digest == said.digest}
    return Side(
        digest=said.digest,
        name=said.name,
        what=what_it_is(desk, kept),
        number=said.sequence,
        revision=said.revision,
        made=cover.made_at if cover else None,
        received=kept.received_at,
        counts=kept.status is PackageStatus.TAKEN,
        recognised=any(one.fingerprint == key and one.unit == said.unit for one in desk.signers.list()),
        signer=_signer(detail),
        key_words=fingerprint_words(key) if key else (),
        preparer=cover.preparer if cover else "",
        telephone=cover.telephone if cover else "",
        package_id=said.package_id,
        figures_code=report.figures_code() if report else "",
        before_words=fingerprint_words(said.previous_digest) if said.previous_digest else (),
        followed_by=tuple(sorted(follow)),
    )


def _signer(detail: Mapping[str, Any]) -> str:
    """Name who signed, as the certificate does."""
    kept = str(detail.get("certificate", ""))
    facts = certificate_facts(load_certificate(bytes.fromhex(kept))) if kept else None
    return ", ".join(part for part in (facts.person, facts.position) if part) if facts else ""


def _same_figures(one: Report, other: Report | None) -> bool:
    return other is not None and (one.tables, one.states) == (other.tables, other.states)


def _guess(sides: Sequence[Side], *, alike: bool) -> Guess:
    """Say what the marks of a fork look like; the first that fits."""
    if not all(side.recognised for side in sides):
        return Guess.STRANGER
    if len({side.package_id for side in sides}) < len(sides):
        return Guess.SAME_ID
    if len({side.key_words for side in sides}) > 1:
        return Guess.TWO_KEYS
    if alike:
        return Guess.SAME_FIGURES
    if all(side.followed_by for side in sides):
        return Guess.TWO_PCS
    earlier, *later = sides
    place = (earlier.before_words, earlier.number)
    goes_on = all((side.before_words, side.number) == place for side in later)
    return Guess.RESTORED if goes_on else Guess.UNCLEAR
