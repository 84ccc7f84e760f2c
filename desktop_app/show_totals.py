"""A consolidated table for the command line: as JSON content and as lines of text."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from forms.answers import Value
from forms.roll_up import Cell, TotalsRow, TotalsView
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
        "in_place": list(view.in_place),
        "rows": [_row(view, row) for row in view.whole_rows],
        "total": _values(view, view.total),
    }


def as_text(view: TotalsView, language: str) -> Iterator[str]:
    """Give the table as tab-separated lines with a heading."""
    yield "\t".join(["", *(column.code for column in view.columns)])
    subtotals = {part.block: part for part in view.subtotals}
    blocks = list(dict.fromkeys(row.block for row in view.rows))
    for block in blocks:
        if len(blocks) > 1:
            words = view.block_words(block)
            yield words.get(language) or words["vi"]
        for row in view.rows:
            if row.block == block:
                yield _line(row.label.get(language) or row.name, row.cells, language)
        if len(blocks) > 1 and block in subtotals:
            yield _line(sentence("SAY_SUBTOTAL", language), subtotals[block].cells, language)
    yield _line(sentence("SAY_TOTAL", language), view.total, language)


def _row(view: TotalsView, row: TotalsRow) -> dict[str, object]:
    """Name a line by its unit, one that is no unit's by its key too."""
    own = {"key": list(row.key)} if row.key else {}
    return {"unit": row.unit, **own, "values": _values(view, row.cells)}


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
