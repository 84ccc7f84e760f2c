"""The shipped pack with a few of its forms and units, in three tiers or in two: offices that open at once."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from desktop_app.demo import enter
from desktop_app.demo_data import DemoData
from forms.pack import Assignment
from forms.totals_tables import TotalsTable
from office.desk import Desk
from office.packs import seal
from tests.offices import IA_DAL, IA_HDRAI, KON_TUM, MOMENT, NGOC_LAY, TE_XANG, TU_MO_RONG, demo_data
from tests.versions import kontum

COMMUNES = (NGOC_LAY, TE_XANG, IA_DAL)
DISTRICTS = (TU_MO_RONG, IA_HDRAI)
_FORMS = ("BM00", "BM02", "BM03", "BM09", "BM16")
_REPORTED = ("BM00", "BM02", "BM03")
_LED = ("BM09", "BM16")


@cache
def few_forms(tiers: int = 3) -> bytes:
    """Give the pack: communes report BM-02 and BM-03, every office above may lead BM-09 and BM-16 itself."""
    whole = kontum()
    levels = ("province", "district", "commune") if tiers == 3 else ("province", "commune")
    above = levels[:-1]
    units = [
        replace(one, parent=KON_TUM) if tiers == 2 and one.level == "commune" else one
        for one in whole.units
        if one.code in (KON_TUM, *COMMUNES, *DISTRICTS) and one.level in levels
    ]
    assignments = [Assignment(form, "commune", "area", required=True) for form in _REPORTED]
    for level in above:
        assignments.append(Assignment("BM00", level, "area", required=True))
        assignments += [Assignment(form, level, "area", required=False) for form in _LED]
    pack = replace(
        whole,
        id=f"few-{tiers}",
        forms=tuple(form for form in whole.forms if form.id in _FORMS),
        checks=tuple(one for one in whole.checks if one.id in ("K01", "K07")),
        levels=tuple(
            replace(one, parent=levels[levels.index(one.code) - 1] if one.code != "province" else "")
            for one in whole.levels
            if one.code in levels
        ),
        units=tuple(units),
        assignments=tuple(assignments),
        totals=tuple(one for one in whole.totals if one.kind == "tracker" or _reads(one) <= set(_FORMS)),
        open_lists=(),
        register_forms=(),
        register_checks=(),
        derivations=(),
        carried=(),
    )
    return seal(pack, MOMENT)


def _reads(table: TotalsTable) -> set[str]:
    """Name the tables that a consolidated table reads."""
    others = {one.field.rpartition(".")[0] for one in table.columns}
    return {table.source, *others} - {""}


def fill(desk: Desk) -> None:
    """Enter the figures the demonstration has for the desk's unit, as far as these forms ask for them."""
    data = demo_data()[desk.unit.code]
    asked = {table.id for form in desk.pack.forms_for(desk.unit) for table in form.tables}
    tables = {name: rows for name, rows in data.tables.items() if name in asked}
    enter(desk, replace(data, tables=tables))


def cover(desk: Desk) -> None:
    """Fill the cover of an office that passes figures on."""
    enter(desk, DemoData("Y Lập", "Chuyên viên", "0260 3824 000", "A Duyệt", "Chủ tịch"))
