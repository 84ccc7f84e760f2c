"""Footnote marks: a small number after the words of a row whose figure is explained in the appendix.

A mark never stands in a cell of data: it follows a label, which is words for people, and the appendix names
the cell (docs/decisions/0010-marks-of-explanations.md). Packs without a short list of reasons have none, so
that their packages look as they always did.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from forms.answers import Address, Key
from forms.pack import Kind, Pack, Table
from forms.problems import Problem
from forms.report import PackageKind, Report

EXPLANATIONS_ROLE: Final = "explanations"
_RAISED: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True)
class Marks:
    """The numbers of the explanations, by the cell explained and by the explanation's own row."""

    cells: Mapping[Address, tuple[int, ...]] = field(default_factory=dict)
    rows: Mapping[Key, tuple[int, Address | None]] = field(default_factory=dict)

    def of_row(self, table: str, key: Key) -> str:
        """Mark a row in which cells are explained."""
        return self._shown(place for place in self.cells if (place.table, place.key) == (table, key))

    def of_field(self, table: str, name: str) -> str:
        """Mark a field of which cells are explained, where fields go down the page."""
        return self._shown(place for place in self.cells if (place.table, place.field) == (table, name))

    def of_cell(self, place: Address) -> str:
        """Mark a single answer."""
        return self._shown(one for one in (place,) if one in self.cells)

    def _shown(self, places: Iterable[Address]) -> str:
        numbers = sorted(number for place in places for number in self.cells[place])
        return "".join(f" {raised(number)}" for number in numbers)


def raised(number: int) -> str:
    """Write a number as a footnote mark: ¹, ², ... ¹²."""
    return str(number).translate(_RAISED)


def has_reasons(table: Table) -> bool:
    """Tell whether explanations are given with a reason from a short list."""
    return table.role == EXPLANATIONS_ROLE and any(f.kind is Kind.CHOICE for f in table.fields)


def marks_of(report: Report, pack: Pack) -> Marks:
    """Number the explanations of a report in the order of their records."""
    if report.header.kind is PackageKind.DISTRICT:
        return Marks()
    cells: dict[Address, tuple[int, ...]] = {}
    rows: dict[Key, tuple[int, Address | None]] = {}
    for table in pack.tables_by_id.values():
        if not has_reasons(table):
            continue
        found = report.tables.get(table.id, {})
        for number, key in enumerate(sorted(found, key=_in_order), start=1):
            place = _place(str(found[key].get("c02", "")), pack)
            rows[key] = (number, place)
            if place is not None:
                cells[place] = (*cells.get(place, ()), number)
    return Marks(cells, rows)


def _in_order(key: Key) -> tuple[tuple[int, str], ...]:
    return tuple((int(part), "") if part.isascii() and part.isdigit() else (-1, part) for part in key)


def _place(text: str, pack: Pack) -> Address | None:
    """Find the cell an explanation names; what people typed by hand may name none."""
    try:
        place = Address.parse(text)
    except Problem:
        return None
    table = pack.tables_by_id.get(place.table)
    return place if table and any(f.id == place.field for f in table.fields) else None
