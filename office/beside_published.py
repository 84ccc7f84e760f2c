"""The cells of a consolidated table that a loaded decision says otherwise, marked where they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from forms.pack import Words
from forms.roll_up_figures import Cell
from forms.roll_up_view import ADJUSTED, OWN, Published, TotalsView
from office.consolidation_rules import Difference, disagrees
from office.decision import decision
from office.desk import Desk

DIFFERS = "≠"
"""Marks a cell that the decision says otherwise, on the screen and in the workbook."""


def with_published(desk: Desk, view: TotalsView, unit: str, *, lines: bool = True) -> TotalsView:
    """Mark what differs from the decision that is loaded, by the measure of check C08.

    `unit`: whose table and total it is. `lines`: the lines are units of the campaign; else the total alone
    is looked at.
    """
    loaded = decision(desk)
    if loaded is None:
        return view
    places = {column.code: place for place, column in enumerate(view.columns)}
    cells = {unit: view.total, **(_lines(view) if lines else {})}
    several = Counter(row.unit for row in view.rows if row.block not in (OWN, ADJUSTED))
    found: dict[tuple[str, str], Published] = {}
    compared = 0
    for one in loaded.figures:
        here = cells.get(one.unit)
        if one.table != view.table or one.year not in ("", view.year) or here is None:
            continue
        if one.column not in places:
            continue
        compared += 1
        value = here[places[one.column]].value
        ours = Decimal(value) if isinstance(value, int | Decimal) else None
        if disagrees(Difference(one.unit, {}, one.value, ours)):
            at = "" if one.unit == unit else one.unit
            split = bool(at) and several[one.unit] > 1
            found[at, one.column] = Published(one.value, ours, split)
    if not compared:
        return view
    note = _note(loaded.source, compared, len(found))
    return replace(view, published=found, decision=loaded.source, notes=(*view.notes, note))


def _lines(view: TotalsView) -> Mapping[str, Sequence[Cell]]:
    """Give the cells of each unit's whole line; lines of a form's rows and records are nobody's total."""
    if not view.by_units or any(row.key for row in view.rows):
        return {}
    return {row.unit: row.cells for row in view.whole_rows if row.block not in (OWN, ADJUSTED)}


def _note(source: str, compared: int, differing: int) -> Words:
    if not differing:
        return {
            "vi": f"Khớp {source}: đã so {compared} ô",
            "en": f"Agrees with {source}: {compared} cells compared",
        }
    vi = f"{differing} trong {compared} ô đã so khác {source}; số công bố ghi cạnh dấu {DIFFERS}"
    en = f"{differing} of {compared} cells compared differ from {source}, whose figure stands at {DIFFERS}"
    return {"vi": f"{DIFFERS} {vi}", "en": f"{DIFFERS} {en}"}
