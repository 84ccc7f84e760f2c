"""Reads out of a pack source what its units have become, and refuses what cannot be laid out by new units.

A table by the new units puts each old unit in one line. So a unit goes whole into one new one, or in parts
into several; a new unit is written alike wherever it stands; and a unit whose code goes on says what it is.
"""

from __future__ import annotations

from forms.authoring.sheets import Complaints, Row, Source
from forms.authoring.tables import Tables
from forms.pack import Pack
from forms.unit_moves import UnitMove

SHEET = "unit_moves"
_NEW = ("name", "area", "parent", "parent_name", "since")


def unit_moves(tables: Tables) -> tuple[UnitMove, ...]:
    """Read the sheet `unit_moves`."""
    return tuple(
        UnitMove(
            row.get("unit"),
            row.get("new"),
            row.get("name"),
            row.get("parent"),
            row.get("parent_name"),
            row.get("since"),
            row.get("area"),
            row.get("part") == "yes",
        )
        for row in tables.rows(SHEET)
    )


def check_unit_moves(source: Source, pack: Pack, complaints: Complaints) -> None:
    """Refuse moves that contradict one another or the list of units."""
    sheet = source.sheet(SHEET)
    moved: dict[str, list[Row]] = {}
    news: dict[str, Row] = {}
    for row in sheet.rows:
        old, new = row.get("unit"), row.get("new")
        moved.setdefault(old, []).append(row)
        first = news.setdefault(new, row)
        for column in _NEW:
            if row.get(column) != first.get(column):
                details = {"new": new, "text": row.get(column)[:60], "other": first.get(column)[:60]}
                complaints.add("PACK_MOVE_DIFFERS", sheet, row, column, row=first.number, **details)
        unit = pack.units_by_code.get(old)
        if unit and unit.valid_from and row.get("since") <= unit.valid_from:
            details = {"text": old, "since": row.get("since"), "valid_from": unit.valid_from}
            complaints.add("PACK_MOVE_EARLY", sheet, row, "since", **details)
    for old, rows in moved.items():
        whole = [row for row in rows if row.get("part") != "yes"]
        different = dict.fromkeys(row.get("new") for row in rows)
        if len(different) > 1 and whole:
            complaints.add(
                "PACK_MOVE_TWICE", sheet, whole[-1], "new", text=old, news=", ".join(different)[:60]
            )
        elif len(different) == 1 and not whole:
            complaints.add("PACK_MOVE_PART", sheet, rows[0], "part", text=old, new=rows[0].get("new"))
    for new, row in news.items():
        if new in pack.units_by_code and new not in moved:
            complaints.add("PACK_MOVE_STAYS", sheet, row, "new", text=new)
