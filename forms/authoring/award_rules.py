"""Reads out of a pack source how models and nominees are marked and classed, and how many a level chooses."""

from __future__ import annotations

from forms.authoring.shapes import number
from forms.authoring.tables import Tables
from forms.award_rules import Criterion, Grade, Quota


def award_rules(
    tables: Tables,
) -> tuple[tuple[Criterion, ...], tuple[Grade, ...], tuple[Quota, ...]]:
    """Read the sheets `criteria`, `grades` and `quotas`."""
    return (
        tuple(
            Criterion(
                row.get("table"),
                row.get("code"),
                tables.words(row, "criteria", "label"),
                number(row, "most") or 0,
                tables.words(row, "criteria", "hint"),
            )
            for row in tables.rows("criteria")
        ),
        tuple(
            Grade(
                row.get("table"),
                row.get("code"),
                tables.words(row, "grades", "label"),
                number(row, "least") or 0,
            )
            for row in tables.rows("grades")
        ),
        tuple(
            Quota(
                row.get("level"),
                row.get("table"),
                number(row, "most") or 0,
                row.get("award"),
                row.get("kind"),
                row.get("basis"),
            )
            for row in tables.rows("quotas")
        ),
    )
