"""Rows that an office with units below leads itself: its own works and money, credit, models, narrative.

It fills the forms its level is assigned on the entry page as everybody does. The figures stand in the
consolidated tables in lines of their own, with the prefix of their level, are counted in the totals and
travel up under the office's own code; "n of N units" does not know them.
"""

from __future__ import annotations

from forms.pack import Pack
from forms.roll_up import UnitFigures
from office import official
from office.desk import Desk
from office.own_figures import own_figures


def leads(pack: Pack, unit: str) -> bool:
    """Tell whether a unit has units below it that report: what comes under its own code are own rows."""
    return bool(pack.reporting_units(unit))


def own_of(desk: Desk) -> UnitFigures | None:
    """Give what this office leads itself, as it stands entered now; None where that is nothing.

    Only rows that somebody began: the forms of a level are long, and little of them is its matter.
    """
    if not desk.has_below:
        return None
    document = desk.own_document()
    begun = {(table, key) for table, rows in document.tables.items() for key in rows}
    begun |= {(place.table, place.key) for place in document.states}
    if all(desk.pack.tables_by_id[table].role == "header" for table, _ in begun):
        return None
    told = own_figures(desk.pack, official.opened(desk, document))
    tables = {
        table: kept
        for table, rows in told.tables.items()
        if (kept := {key: row for key, row in rows.items() if (table, key) in begun})
    }
    return UnitFigures(desk.unit.code, tables, told.states) if tables or told.states else None
