"""The province's consolidated figures beside the published ones, line by line."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from forms.roll_up import TotalsView
from office.adding_up import totals
from office.blocks import gathered
from office.desk import Desk
from office.messages import sentence

_FROM = {
    "households": ("TH-02", "c18"),
    "minority_households": ("TH-02", "c19"),
    "poor": ("TH-02", "c14"),
    "poor_rate": ("TH-02", "r01"),
    "poor_minority": ("TH-02", "c15"),
    "poor_minority_rate": ("TH-02", "r02"),
    "near_poor": ("TH-03", "c10"),
    "near_poor_rate": ("TH-03", "r01"),
    "near_poor_minority": ("TH-03", "c11"),
    "near_poor_minority_rate": ("TH-03", "r02"),
    **{
        f"deprivation_{code}_rate": ("TH-06", f"{code}_pct")
        for code in ("A1", "A2", "B1", "B2", "C1", "C2", "D1", "D2", "E1", "E2")
    },
}
"""Where each published figure stands in the consolidated tables: table, column."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The lines to print, and whether every figure agrees."""

    lines: tuple[str, ...]
    agrees: bool


def compare(desk: Desk, published: Path, *, whole: bool, language: str = "vi") -> Comparison:
    """Compare the office's totals with a file of published figures; a part of the units is only shown."""
    views: dict[tuple[str, str], TotalsView] = {}
    found = gathered(desk)
    heads = sentence("DEMO_ADDED_UP", language), sentence("DEMO_PUBLISHED", language)
    lines, agrees = [f"{'':26}{heads[0]:>12}{heads[1]:>12}"], True
    with published.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            table, column = _FROM[row["figure"]]
            view = views.setdefault((table, row["year"]), totals(desk, table, row["year"], found))
            value = view.total[[one.code for one in view.columns].index(column)].value
            same = (
                value is not None and not isinstance(value, str) and Decimal(value) == Decimal(row["value"])
            )
            agrees = agrees and same
            mark = ("=" if same else "≠") if whole else ""
            lines.append(f"{row['figure']:26}{value!s:>12}{row['value']:>12} {mark} {row['certainty']}")
    return Comparison(tuple(lines), agrees or not whole)
