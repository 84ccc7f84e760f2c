"""A statistics table as an officer describes it: labels of rows with their depth, columns, titles.

What becomes of it is written by `forms.authoring.table_wizard`, which is loaded only where it is needed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from forms.letters import normalise

TYPES = ("integer", "decimal", "text")
_TAB = 8  # spaces that a tab counts for: staggered columns of Excel are tabs


@dataclass(frozen=True, slots=True)
class WizardRow:
    """One row of the table. `level`: 0 at the left, one more for each step of indentation."""

    vi: str
    en: str = ""
    level: int = 0


@dataclass(frozen=True, slots=True)
class WizardColumn:
    """One column. `type`: one of `TYPES`; `total`: numbers of it are added up."""

    vi: str
    en: str = ""
    type: str = "integer"
    unit_vi: str = ""
    unit_en: str = ""
    group_vi: str = ""
    group_en: str = ""
    total: bool = True


@dataclass(frozen=True, slots=True)
class WizardTable:
    """A table as the officer wants it. `form_id` BM20, `number` BM-20 as printed."""

    form_id: str
    number: str
    title_vi: str
    title_en: str
    rows: tuple[WizardRow, ...]
    columns: tuple[WizardColumn, ...]
    head_vi: str = "Chỉ tiêu"
    head_en: str = "Indicator"


def read_rows(text: str) -> tuple[WizardRow, ...]:
    """Read row labels, one a line: leading spaces or empty cells are its depth, a second cell is English.

    Depths are taken by comparison, so two, four or eight spaces all mean one step. Raises the problems of
    `normalise` for letters that cannot be printed.
    """
    found = []
    open_at: list[int] = []
    for line in text.replace("\xa0", " ").splitlines():
        if not line.strip():
            continue
        bare = line.lstrip(" \t")
        depth = sum(_TAB if letter == "\t" else 1 for letter in line[: len(line) - len(bare)])
        while open_at and depth < open_at[-1]:
            open_at.pop()
        if not open_at or depth > open_at[-1]:
            open_at.append(depth)
        vi, _, en = bare.partition("\t")
        found.append(WizardRow(normalise(vi), normalise(en.partition("\t")[0]), len(open_at) - 1))
    return tuple(found)


def subtotals(rows: Sequence[WizardRow]) -> tuple[bool, ...]:
    """Tell which rows have rows below them."""
    below = [*(row.level for row in rows[1:]), 0]
    return tuple(after > row.level for row, after in zip(rows, below, strict=False))
