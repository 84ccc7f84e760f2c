"""A consolidated table for the command line: as JSON content and as lines of text."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from forms.answers import Value
from forms.roll_up import Cell, TotalsView
from office.messages import sentence


def as_plain(view: TotalsView) -> dict[str, object]:
    """Give the table as JSON content; a cell that nobody knows is null."""
    return {
        "table": view.table,
        "year": view.year,
        "units_in": view.units_in,
        "units_all": view.units_all,
        "missing": list(view.missing),
        "provisional": view.provisional,
        "rows": [{"unit": row.unit, "values": _values(view, row.cells)} for row in view.whole_rows],
        "total": _values(view, view.total),
    }


def as_text(view: TotalsView, language: str) -> Iterator[str]:
    """Give the table as tab-separated lines with a heading."""
    yield "\t".join(["", *(column.code for column in view.columns)])
    for part in view.subtotals or (None,):
        block = part.block if part else None
        if part and len(view.subtotals) > 1:
            yield sentence(f"SAY_BLOCK_{part.block.upper() or 'OTHER'}", language)
        for row in view.rows:
            if block is None or row.block == block:
                yield _line(row.name, row.cells, language)
        if part and len(view.subtotals) > 1:
            yield _line(sentence("SAY_SUBTOTAL", language), part.cells, language)
    yield _line(sentence("SAY_TOTAL", language), view.total, language)


def _line(name: str, cells: tuple[Cell, ...], language: str) -> str:
    return "\t".join([name, *(_shown(cell, language) for cell in cells)])


def _values(view: TotalsView, cells: tuple[Cell, ...]) -> dict[str, Value | None]:
    return {column.code: cell.value for column, cell in zip(view.columns, cells, strict=True)}


def _shown(cell: Cell, language: str) -> str:
    if cell.value is None:
        return ""
    if isinstance(cell.value, Decimal):
        text = format(cell.value, "f")
        return text.replace(".", ",") if language == "vi" else text
    return str(cell.value)
