"""Consolidated tables by newer units: what the units of a campaign have become since.

    can_move(desk)                     whether any unit that reports here is another one now
    by_new_units(desk, view, found)    a table with one line a new unit

What became of which unit is data of the pack (`unit_moves`): old unit, new unit, its name, area and the unit
above it, since when, and whether only a part of the old one went there. A unit that was divided cannot be
split into figures: it keeps its own line, and the table says so. Totals, own rows and adjustments are those
of the table itself.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

from forms.pack import Words
from forms.problems import Problem
from forms.roll_up import ADJUSTED, BLOCKS, OWN, Cell, Subtotal, TotalsRow, TotalsView, UnitFigures
from forms.roll_up import totals as roll_up
from forms.unit_moves import UnitMove, by_unit
from office.adding_up import tables
from office.blocks import Gathered, gathered
from office.desk import Desk

MOVED_KINDS = ("sum", "series", "matrix")
"""Kinds of tables whose lines are units, so that they can be laid anew by other units."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A unit that gets a line."""

    code: str
    name: str
    area: str


def can_move(desk: Desk) -> bool:
    """Tell whether the pack says of any unit that reports here what it has become."""
    return bool(_moves(desk))


def _moves(desk: Desk) -> Mapping[str, tuple[UnitMove, ...]]:
    """Give what each unit that reports here has become; one that the pack is silent of stays what it is."""
    moved = by_unit(desk.pack.unit_moves)
    return {unit.code: moved[unit.code] for unit in desk.reporting_units if unit.code in moved}


def by_new_units(desk: Desk, view: TotalsView, found: Gathered | None = None) -> TotalsView:
    """Lay a table anew by the newer units.

    Raise UNITS_NOT_LINES for one whose lines are no units, UNITS_NOT_MOVED where the pack has no newer units.
    """
    table = next((one for one in tables(desk) if one.id == view.table), None)
    if table is None or table.kind not in MOVED_KINDS:
        raise Problem("UNITS_NOT_LINES", table=view.table)
    known = _moves(desk)
    if not known:
        raise Problem("UNITS_NOT_MOVED", unit=desk.unit.name)
    parts: dict[_Line, list[str]] = {}
    divided: list[str] = []
    for unit in desk.reporting_units:
        now = known.get(unit.code, ())
        if len(now) > 1:
            divided.append(unit.code)
            parts[_Line(unit.code, unit.name, "")] = [unit.code]
        else:
            here = now[0] if now else unit
            line = _Line(here.code, here.name, here.area)
            parts.setdefault(line, []).append(unit.code)
    figures = (found or gathered(desk)).behind(table)
    rows = []
    for new, units in sorted(parts.items(), key=lambda one: (BLOCKS.index(one[0].area), one[0].code)):
        inside = {unit: figures[unit] for unit in units if unit in figures}
        rows.append(_row(desk, view, new, units, inside))
    beside = tuple(row for row in view.rows if row.block in (OWN, ADJUSTED))
    made = tuple(rows)
    return replace(
        view,
        rows=(*made, *beside),
        whole_rows=(*made, *beside),
        subtotals=_subtotals(desk, view, made, figures),
        notes=(*view.notes, *_notes(desk, known.values(), len(made), divided)),
    )


def _row(
    desk: Desk, view: TotalsView, new: _Line, units: list[str], here: Mapping[str, UnitFigures]
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
    desk: Desk, view: TotalsView, rows: tuple[TotalsRow, ...], figures: Mapping[str, UnitFigures]
) -> tuple[Subtotal, ...]:
    made = []
    for block in dict.fromkeys(row.block for row in rows):
        inside = [row for row in rows if row.block == block]
        units = {unit for row in inside for unit, _ in row.places}
        known = sum(bool(row.places) for row in inside)
        present = {unit: figures[unit] for unit in sorted(units)}
        cells = _added(desk, view, present, len(units))
        made.append(Subtotal(block, cells, known, len(inside)))
    return tuple(made)


def _notes(
    desk: Desk, known: Collection[tuple[UnitMove, ...]], lines: int, divided: list[str]
) -> tuple[Words, ...]:
    before = len(desk.reporting_units)
    moves = [move for several in known for move in several]
    above = ", ".join(dict.fromkeys(move.parent_name for move in moves))
    days = ", ".join(f"{date.fromisoformat(day):%d/%m/%Y}" for day in sorted({move.since for move in moves}))
    told: Words = {
        "vi": f"Theo đơn vị hành chính từ {days} ({above}): {before} đơn vị cũ thành {lines} dòng",
        "en": f"By the administrative units since {days} ({above}): {before} old units in {lines} lines",
    }
    if not divided:
        return (told,)
    names = ", ".join(desk.pack.units_by_code[unit].name for unit in divided)
    apart: Words = {
        "vi": f"Đơn vị bị chia, không tách được số liệu, để dòng riêng: {names}",
        "en": f"Divided units, whose figures cannot be split, keep a line of their own: {names}",
    }
    return (told, apart)
