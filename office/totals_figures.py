"""Figures out of the consolidated tables' total line, by name: "TH-04.t18" is column t18 of TH-04.

Which of them a conference is shown is the campaign's parameter `conference_figures`, in its order.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from forms.pack import Field, Kind
from forms.roll_up import Cell, TotalsColumn, TotalsView
from forms.values import show
from office.adding_up import tables, totals
from office.blocks import Gathered
from office.desk import Desk

LANGUAGE: Final = "vi"
"""Papers and slides speak Vietnamese, whatever the screen speaks."""
CONFERENCE: Final = "conference_figures"


@dataclass(frozen=True, slots=True)
class TotalsFigure:
    """A figure of a total line: its words, how it is written, and its unit."""

    name: str
    words: str
    shown: str
    unit: str

    @property
    def text(self) -> str:
        """Write it with its unit."""
        return f"{self.shown} {self.unit}".rstrip()


def named(desk: Desk, parameter: str) -> tuple[str, ...]:
    """Read the names that a parameter of the campaign lists."""
    said = desk.pack.campaign.parameters.get(parameter, "") if desk.pack.campaign else ""
    return tuple(part.strip() for part in said.split(";") if part.strip())


def key_figures(desk: Desk, found: Gathered) -> tuple[tuple[tuple[str, str], ...], str]:
    """Give the figures of a conference as words and figure, and how many units stand behind them."""
    known = list(figures(desk, named(desk, CONFERENCE), found))
    rows = tuple((one.words, one.text) for one, _ in known)
    notes = [view.notes[0].get(LANGUAGE, "") for _, view in known if view.notes]
    return rows, notes[0] if notes else ""


def figures(desk: Desk, names: tuple[str, ...], found: Gathered) -> Iterator[tuple[TotalsFigure, TotalsView]]:
    """Give the figures of these names that are known here, each with its table; each table is read once."""
    there = {table.id for table in tables(desk)}
    views: dict[str, TotalsView] = {}
    for name in names:
        table, _, code = name.partition(".")
        if table not in there:
            continue
        view = views.get(table) or totals(desk, table, found=found)
        views[table] = view
        place = next((n for n, column in enumerate(view.columns) if column.code == code), None)
        if place is not None and view.total[place].value is not None:
            yield _figure(name, view.columns[place], view.total[place]), view


def field_of(column: TotalsColumn, cell: Cell) -> Field:
    """Say how the figure of a column is written and in what unit."""
    kind = Kind.INTEGER if isinstance(cell.value, int) else Kind.DECIMAL
    unit = column.unit or (column.field.unit if column.field else {})
    scale = column.field.scale if column.field else 1
    return Field(column.code, "", kind, column.label, decimals=column.decimals, unit=unit, scale=scale)


def _figure(name: str, column: TotalsColumn, cell: Cell) -> TotalsFigure:
    field = field_of(column, cell)
    assert cell.value is not None  # noqa: S101 - asked before
    words = field.label.get(LANGUAGE) or column.code
    return TotalsFigure(name, words, show(cell.value, field, (), LANGUAGE), field.unit.get(LANGUAGE, ""))
