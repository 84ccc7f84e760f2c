"""Sheets of the package as appendices: the appendix's heading stands above the table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from exports.layout_sheet import Cell, Merge, Sheet
from exports.layout_values import BLANK, Written
from exports.paper_blocks import Paragraph

_BOLD: Final = "organ_bold"
_PLAIN: Final = "place"


def with_heading(sheets: Sequence[Sheet], heading: Sequence[Paragraph]) -> tuple[Sheet, ...]:
    """Put a heading above the first of several sheets; it is fitted to the page with the sheet."""
    if not sheets or not heading:
        return tuple(sheets)
    return (_headed(sheets[0], heading), *sheets[1:])


def _headed(sheet: Sheet, heading: Sequence[Paragraph]) -> Sheet:
    down, last = len(heading), len(sheet.widths)
    cells = {(row + down, column): cell for (row, column), cell in sheet.cells.items()}
    merges = [Merge(one.top + down, one.left, one.bottom + down, one.right) for one in sheet.merges]
    for row, one in enumerate(heading, start=1):
        look = _BOLD if one.runs and one.runs[0].bold else _PLAIN
        cells |= {(row, column): Cell(BLANK, look) for column in range(1, last + 1)}
        cells[row, 1] = Cell(Written(one.text), look)
        if last > 1:
            merges.append(Merge(row, 1, row, last))
    return replace(
        sheet,
        cells=cells,
        merges=tuple(merges),
        heights={row + down: height for row, height in sheet.heights.items()},
        page=replace(sheet.page, repeated_rows=_moved(sheet.page.repeated_rows, down)),
    )


def _moved(rows: str, down: int) -> str:
    return ":".join(str(int(row) + down) for row in _parts(rows))


def _parts(rows: str) -> Iterator[str]:
    yield from rows.split(":") if rows else ()
