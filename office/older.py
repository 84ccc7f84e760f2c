"""Figures of a package made with an older version of the pack, as the version at work here has room for them.

A unit's own report is worked out again under the newer version; the lines of an upward package cannot be,
since their texts stayed below, and move as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from db.packages import UnitFigures as KeptFigures
from db.versions import Versions
from exports.read_workbook import Cover
from forms.answers import Address, Value
from forms.findings import Finding
from forms.moving import Left, move, move_figures
from forms.pack import Unit
from forms.report import HEADER_TABLE, plain_value
from forms.roll_up import UnitFigures
from forms.supplements import base_version
from office.desk import Desk
from office.messages import sentence
from office.packs import ShelvedPack, version_key
from office.upward import typed_part

_SHOWN = 5  # lines of a kind in a receipt


@dataclass(frozen=True, slots=True)
class Carried:
    """One unit's figures under the newer version, what had no place, and what its rules find in them."""

    figures: KeptFigures
    left: tuple[Left, ...] = ()
    findings: tuple[Finding, ...] = ()


def is_other_version(made_with: ShelvedPack, at_work: ShelvedPack) -> bool:
    """Tell whether a package was made with another version; supplements alone make no version."""
    return made_with.origin.pack.hash != at_work.origin.pack.hash


def carry(
    figures: UnitFigures,
    old: ShelvedPack,
    new: ShelvedPack,
    unit: Unit,
    today: date,
    *,
    cover: Mapping[str, Value] | None = None,
    official: Mapping[Address, Value] | None = None,
    judged: bool = True,
) -> Carried:
    """Move one unit's own report to the newer version and work it out again.

    `cover`: the answers of its cover, which travel beside its figures. `judged`: tell what the newer
    rules find.
    """
    document = replace(typed_part(old.pack, figures), stated={})
    if cover:
        document = replace(document, tables={**document.tables, HEADER_TABLE: {(): cover}})
    moved = move(document, old.pack, new.pack)
    opened = new.form_set.open(unit, moved.document, today, official=official)
    asked = {table.id for form in opened.forms for table in form.tables if table.role != "header"}
    kept = KeptFigures(
        {table: rows for table, rows in opened.values().items() if table in asked and rows},
        {place: state for place, state in opened.states().items() if place.table in asked},
        {place: value for place, value in moved.document.stated.items() if place.table in asked},
    )
    left = tuple(one for one in moved.left if one.address.table != HEADER_TABLE)
    if not judged:
        return Carried(kept, left)
    before = old.form_set.open(unit, document, today, official=official).findings()
    known = {(one.code, one.place) for one in before}
    fresh = tuple(
        one
        for one in opened.findings()
        if (one.code, one.place) not in known and one.place.table != HEADER_TABLE
    )
    return Carried(kept, left, fresh)


def carry_lines(figures: UnitFigures, old: ShelvedPack, new: ShelvedPack) -> Carried:
    """Move one unit's lines of an upward package to the newer version."""
    moved = move_figures(figures.values, figures.states, old.pack, new.pack)
    return Carried(KeptFigures(moved.document.tables, moved.document.states), moved.left)


def about_older(desk: Desk, carried: Iterable[Carried]) -> list[str]:
    """Tell what became of figures made under an older version: what had no place, what is to be looked at."""
    ones = tuple(carried)
    here, language = desk.pack.version, desk.language
    left = [one for of in ones for one in of.left]
    found = [one for of in ones for one in of.findings]
    lines = []
    if left:
        lines.append(sentence("OLDER_LEFT", language, count=len(left), here=here))
        lines.extend(left_line(one, language) for one in left[:_SHOWN])
    if found:
        lines.append(sentence("OLDER_FINDINGS", language, count=len(found), here=here))
        lines.extend(f"{one.code} {one.place}: {one.sentence.get(language, '')}" for one in found[:_SHOWN])
    return lines


def what_to_do(desk: Desk, cover: Cover) -> str:
    """Say how a package made with a version that is not known here can yet be taken in.

    Gives "" for another pack: nothing helps there.
    """
    here = desk.shelved.origin.pack
    if cover.pack != here.id:
        return ""
    theirs, ours = version_key(cover.pack_version), version_key(here.version)
    waits = Versions(desk.database).waiting(here.id)
    if theirs == ours:
        code = "OTHER_PACK_CONTENT"
    elif theirs < ours:
        code = "OTHER_PACK_OLDER"
    elif waits is not None and version_key(waits.version) == theirs:
        code = "OTHER_PACK_WAITING"
    else:
        code = "OTHER_PACK_NEWER"
    return sentence(code, desk.language, version=base_version(cover.pack_version), here=here.version)


def left_line(left: Left, language: str) -> str:
    """Say an answer without a place, with its reason."""
    value, reason = left_parts(left, language)
    return sentence("LEFT_LINE", language, place=left.address, value=value, reason=reason)


def left_parts(left: Left, language: str) -> tuple[str, str]:
    """Say an answer without a place and its reason, one by one."""
    value = "…" if left.value is None else plain_value(left.value)
    if left.state is not None:
        value = {"none": "–", "unknown": "?"}[left.state.value]
    return value, sentence(f"LEFT_{left.reason.value.upper().replace('-', '_')}", language)


def plain_left(left: Left) -> dict[str, str | None]:
    """Give an answer without a place as plain content."""
    return {
        "place": str(left.address),
        "value": None if left.value is None else plain_value(left.value),
        "state": left.state.value if left.state else None,
        "reason": left.reason.value,
    }
