"""A consolidated table as it is asked for: of all units or of one below, by old units or by new ones."""

from __future__ import annotations

from dataclasses import dataclass, replace

from forms.pack import Unit
from forms.problems import Problem
from forms.roll_up import ROLLED_UP, TotalsView
from forms.roll_up import totals as roll_up
from office.adding_up import tables, totals, unsure_units, with_waiting, years
from office.beside_published import with_published
from office.blocks import Gathered, gathered
from office.desk import Desk
from office.unit_map import by_new_units


@dataclass(frozen=True, slots=True)
class Asked:
    """What is wanted. `of`: a unit below this office that has units of its own, "" for all."""

    table: str
    year: str | None = None
    of: str = ""
    new_units: bool = False


def parts_of(desk: Desk) -> tuple[Unit, ...]:
    """Name the units directly below that have reporting units of their own."""
    return tuple(unit for unit in desk.pack.children(desk.unit.code) if desk.pack.reporting_units(unit.code))


def asked_table(desk: Desk, asked: Asked, found: Gathered | None = None) -> TotalsView:
    """Put the table together; raise NO_TABLE, NO_YEAR, UNIT_UNKNOWN.

    By new units only where the lines are units; by one unit only where the table is made of figures.
    """
    found = found or gathered(desk)
    kind = next((one.kind for one in tables(desk) if one.id == asked.table), "")
    if asked.of and kind in ROLLED_UP:
        return _narrowed(desk, asked, found)
    view = totals(desk, asked.table, asked.year, found)
    if asked.new_units:
        view = by_new_units(desk, view, found)
    return with_published(desk, view, desk.unit.code, lines=not asked.new_units)


def _narrowed(desk: Desk, asked: Asked, found: Gathered) -> TotalsView:
    """Put the table together for a unit below as that unit itself does, of what is here."""
    if asked.of not in {unit.code for unit in parts_of(desk)}:
        raise Problem("UNIT_UNKNOWN", unit=asked.of)
    known = years(desk, asked.table)
    if asked.year is not None and known and asked.year not in known:
        raise Problem("NO_YEAR", table=asked.table, year=asked.year, years=", ".join(known))
    table = next(one for one in tables(desk) if one.id == asked.table)
    inside = {unit.code for unit in desk.pack.reporting_units(asked.of)}
    beside = replace(
        found.beside, own={code: one for code, one in found.beside.own.items() if code == asked.of}
    )
    view = roll_up(desk.form_set, asked.of, table, found.behind(table), asked.year, beside)
    name = desk.pack.units_by_code[asked.of].name
    unsure = tuple(sorted((unsure_units(desk, found.accepted) & inside) - {*view.missing}))
    view = replace(view, unsure=unsure, notes=({"vi": name, "en": name}, *view.notes))
    return with_published(desk, with_waiting(desk, view, found, inside), asked.of)
