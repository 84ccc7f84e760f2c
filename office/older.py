"""Figures of a package made with an older version of the pack, as the version at work here has room for them.

A unit's own report is worked out again under the newer version; the lines of an upward package cannot be,
since their texts stayed below, and move as they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from db.packages import UnitFigures as KeptFigures
from forms.answers import Address, Value
from forms.findings import Finding
from forms.moving import Left, move, move_figures
from forms.pack import Unit
from forms.report import HEADER_TABLE
from forms.roll_up import UnitFigures
from office.packs import ShelvedPack
from office.upward import typed_part


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
) -> Carried:
    """Move one unit's own report to the newer version and work it out again.

    `cover`: the answers of its cover, which travel beside its figures.
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
    before = old.form_set.open(unit, document, today, official=official).findings()
    known = {(one.code, one.place) for one in before}
    fresh = tuple(
        one
        for one in opened.findings()
        if (one.code, one.place) not in known and one.place.table != HEADER_TABLE
    )
    return Carried(kept, tuple(one for one in moved.left if one.address.table != HEADER_TABLE), fresh)


def carry_lines(figures: UnitFigures, old: ShelvedPack, new: ShelvedPack) -> Carried:
    """Move one unit's lines of an upward package to the newer version."""
    moved = move_figures(figures.values, figures.states, old.pack, new.pack)
    return Carried(KeptFigures(moved.document.tables, moved.document.states), moved.left)
