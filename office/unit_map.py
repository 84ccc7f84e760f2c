"""Consolidated tables by the units of today: what the units of 2018 have become since 1 July 2025.

    can_move(desk)                     whether any unit that reports here is another one now
    by_new_units(desk, view, found)    a table with one line a new unit

The list of moves (`unit_moves.csv`) holds the whole country: old unit, new unit, its name and area, and
whether only a part of the old one went there. A part whose whole population moved counts as the whole; land
without people moves no figures. A unit that was divided cannot be split into figures: it keeps its own line,
and the table says so. Totals, own rows and adjustments are those of the table itself.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from forms.pack import Words
from forms.problems import Problem
from forms.roll_up import ADJUSTED, BLOCKS, OWN, Cell, Subtotal, TotalsRow, TotalsView, UnitFigures
from forms.roll_up import totals as roll_up
from office.adding_up import Gathered, gathered, tables
from office.desk import Desk

MOVED_KINDS = ("sum", "series", "matrix")
"""Kinds of tables whose lines are units, so that they can be laid anew by other units."""


@dataclass(frozen=True, slots=True)
class NewUnit:
    """A unit of today."""

    code: str
    name: str
    area: str


@cache
def moves() -> Mapping[str, tuple[NewUnit, ...]]:
    """Read what each old unit has become: one new unit, or several where it was divided."""
    found: dict[str, list[tuple[NewUnit, bool]]] = {}
    text = files(__package__).joinpath("unit_moves.csv").read_text("utf-8")
    for row in csv.DictReader(text.splitlines()):
        new = NewUnit(row["new"], row["name"], row["area"])
        found.setdefault(row["old"], []).append((new, bool(row["part"])))
    return {
        old: () if len(parts) == 1 and parts[0][1] else tuple(new for new, _ in parts)
        for old, parts in found.items()
    }


def can_move(desk: Desk) -> bool:
    """Tell whether any unit that reports here has become another one."""
    known = moves()
    return any(
        (now := known.get(unit.code)) is not None and [one.code for one in now] != [unit.code]
        for unit in desk.reporting_units
    )


def by_new_units(desk: Desk, view: TotalsView, found: Gathered | None = None) -> TotalsView:
    """Lay a table anew by the units of today; raise UNITS_NOT_LINES for one whose lines are no units."""
    table = next((one for one in tables(desk) if one.id == view.table), None)
    if table is None or table.kind not in MOVED_KINDS:
        raise Problem("UNITS_NOT_LINES", table=view.table)
    known = moves()
    parts: dict[NewUnit, list[str]] = {}
    divided: list[str] = []
    for unit in desk.reporting_units:
        now = known.get(unit.code, (NewUnit(unit.code, unit.name, unit.area),))
        if len(now) == 1:
            parts.setdefault(now[0], []).append(unit.code)
        else:
            divided.append(unit.code)
            parts[NewUnit(unit.code, unit.name, "")] = [unit.code]
    found = found or gathered(desk)
    rows = []
    for new, units in sorted(parts.items(), key=lambda one: (BLOCKS.index(one[0].area), one[0].code)):
        here = {unit: found.figures[unit] for unit in units if unit in found.figures}
        rows.append(_row(desk, view, new, units, here))
    beside = tuple(row for row in view.rows if row.block in (OWN, ADJUSTED))
    made = tuple(rows)
    return replace(
        view,
        rows=(*made, *beside),
        whole_rows=(*made, *beside),
        subtotals=_subtotals(desk, view, made, found),
        notes=(*view.notes, *_notes(desk, len(made), divided)),
    )


def _row(
    desk: Desk, view: TotalsView, new: NewUnit, units: list[str], here: Mapping[str, UnitFigures]
) -> TotalsRow:
    cells = _added(desk, view, here, len(units))
    places = tuple((unit, ()) for unit in here)
    return TotalsRow(new.code, new.name, new.area, cells, places=places)


def _added(desk: Desk, view: TotalsView, figures: Mapping[str, UnitFigures], units: int) -> tuple[Cell, ...]:
    """Add some units up as the table does; a cell knows of how many of them it is."""
    table = next(one for one in tables(desk) if one.id == view.table)
    added = roll_up(desk.form_set, desk.unit.code, table, figures, view.year or None)
    return tuple(replace(cell, units=units) for cell in added.total)


def _subtotals(
    desk: Desk, view: TotalsView, rows: tuple[TotalsRow, ...], found: Gathered
) -> tuple[Subtotal, ...]:
    made = []
    for block in dict.fromkeys(row.block for row in rows):
        inside = [row for row in rows if row.block == block]
        units = {unit for row in inside for unit, _ in row.places}
        known = sum(bool(row.places) for row in inside)
        figures = {unit: found.figures[unit] for unit in sorted(units)}
        cells = _added(desk, view, figures, len(units))
        made.append(Subtotal(block, cells, known, len(inside)))
    return tuple(made)


def _notes(desk: Desk, lines: int, divided: list[str]) -> tuple[Words, ...]:
    before = len(desk.reporting_units)
    told: Words = {
        "vi": f"Theo đơn vị hành chính từ 01/7/2025: {before} đơn vị cũ thành {lines} dòng",
        "en": f"By the administrative units since 1 July 2025: {before} old units in {lines} lines",
    }
    if not divided:
        return (told,)
    names = ", ".join(desk.pack.units_by_code[unit].name for unit in divided)
    apart: Words = {
        "vi": f"Đơn vị bị chia, không tách được số liệu, để dòng riêng: {names}",
        "en": f"Divided units, whose figures cannot be split, keep a line of their own: {names}",
    }
    return (told, apart)
