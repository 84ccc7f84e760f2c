"""Refuses columns of consolidated tables that point at nothing, and lists of priority areas that contradict.

A column is weighed by one before it that shows a figure of the units (`weight`), ranked by one of its table
(`rank`), and takes an area that the pack lists (`zone`). Of a unit and an area a list says one thing a day.
"""

from __future__ import annotations

from collections.abc import Collection

from forms.authoring.sheets import Complaints, Row, Sheet, Source, nearest
from forms.authoring.tables import Tables
from forms.unit_zones import UnitZone

ZONES = "unit_zones"
_WEIGHED = ("sum", "series")


def unit_zones(tables: Tables) -> tuple[UnitZone, ...]:
    """Read the sheet `unit_zones`."""
    return tuple(
        UnitZone(
            row.get("unit"),
            row.get("zone"),
            row.get("inside") != "no",
            row.get("since"),
            row.get("until"),
            row.get("verified") != "no",
            row.get("source"),
        )
        for row in tables.rows(ZONES)
    )


def check_columns(source: Source, complaints: Complaints) -> None:
    """Refuse columns that point at what is not there."""
    sheet = source.sheet("columns")
    kinds = {row.get("id"): row.get("kind") for row in source.sheet("totals").rows}
    zones = {row.get("zone") for row in source.sheet(ZONES).rows}
    codes: dict[str, set[str]] = {}
    for row in sheet.rows:
        codes.setdefault(row.get("table"), set()).add(row.get("code"))
    shown: dict[str, set[str]] = {}
    for row in sheet.rows:
        table = row.get("table")
        _demand(sheet, row, "rank", codes[table], complaints)
        _demand(sheet, row, "weight", shown.get(table, set()), complaints)
        _demand(sheet, row, "zone", zones, complaints)
        if row.get("field") and not row.get("weight") and row.get("own") != "yes":
            shown.setdefault(table, set()).add(row.get("code"))
        for column, fits in (("weight", _WEIGHED), ("own", _WEIGHED), ("zone", ("grouped",))):
            if row.get(column) in ("", "no"):
                continue
            if kinds.get(table) not in fits or not row.get("field"):
                told = {"text": row.get(column), "allowed": f"{', '.join(fits)}; field"}
                complaints.add("PACK_VALUE", sheet, row, column, column=column, **told)


def _demand(sheet: Sheet, row: Row, column: str, known: Collection[str], complaints: Complaints) -> None:
    word = row.get(column)
    if word and word not in known:
        told = {"text": word[:60], "suggestion": nearest(word, known)}
        complaints.add("PACK_REFERENCE", sheet, row, column, column=column, **told)


def check_unit_zones(source: Source, complaints: Complaints) -> None:
    """Refuse two lines of one unit and area whose days overlap."""
    sheet = source.sheet(ZONES)
    seen: dict[tuple[str, str], list[Row]] = {}
    for row in sheet.rows:
        before = seen.setdefault((row.get("unit"), row.get("zone")), [])
        if any(_overlap(row, one) for one in before):
            complaints.add("PACK_DUPLICATE", sheet, row, "since", text=f"{row.get('unit')} {row.get('zone')}")
        before.append(row)


def _overlap(one: Row, other: Row) -> bool:
    """Say whether two spans of days have one in common; blank is no bound."""
    return all(
        not a.get("until") or b.get("since") <= a.get("until") for a, b in ((one, other), (other, one))
    )
