"""What stands on paper: the sheets of the package without what only programs read.

Same cells, same words, same looks as in the workbook (`exports.layout`), so that a paper can be held beside
the package line by line. Left out are the codes in columns A and B with the code rows, and on the cover all
that does not exist yet when a paper is printed before it is signed: numbers of the file, its digest, its
companion. The figures code stands in the foot of every page (docs/package-format.md, section 6).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from exports.layout import sheets_of
from exports.layout_sheet import FIRST, Cell, Merge, Sheet
from exports.layout_tidy import tidy
from exports.layout_values import Written
from forms.pack import Pack
from forms.report import Report

_CODES: Final = frozenset({"code", "code_head"})
_WIDEST: Final = 185.0
"""A page across holds about 145 in full size: a wider table than this is parted."""
_GONE: Final = FIRST - 1  # columns before the first one


def paper_sheets(report: Report, pack: Pack) -> tuple[Sheet, ...]:
    """Give the cover and the tables of a report as they are printed for the signer.

    Raises what `sheets_of` raises.
    """
    sheets = (without_codes(sheet) for sheet in sheets_of(tidy(report, pack), pack, on_paper=True))
    return tuple(of_period(sheet, report.header.campaign) for sheet in sheets)


def of_period(sheet: Sheet, campaign: str) -> Sheet:
    """Name the period in the foot too: a page that went astray says whence it is."""
    left, centre, right = sheet.page.footer
    period = campaign.replace("&", "&&")
    return replace(sheet, page=replace(sheet.page, footer=(f"{left} – {period}", centre, right)))


def without_codes(sheet: Sheet) -> Sheet:
    """Take the columns and rows of codes off a sheet; the others move up and to the left."""
    styles: dict[int, set[str]] = {}
    for (row, _), cell in sheet.cells.items():
        styles.setdefault(row, set()).add(cell.style)
    last = max((*styles, *sheet.heights), default=0)
    kept = [row for row in range(1, last + 1) if not (row in styles and styles[row] <= _CODES)]
    new = {row: number for number, row in enumerate(kept, start=1)}
    return replace(
        sheet,
        cells={
            (new[row], column - _GONE): cell
            for (row, column), cell in sheet.cells.items()
            if row in new and column > _GONE
        },
        widths=sheet.widths[_GONE:],
        heights={new[row]: height for row, height in sheet.heights.items() if row in new},
        merges=tuple(
            Merge(new[merge.top], merge.left - _GONE, new[merge.bottom], merge.right - _GONE)
            for merge in sheet.merges
        ),
        page=replace(sheet.page, repeated_rows=_moved(sheet.page.repeated_rows, new)),
    )


def in_bands(sheet: Sheet, front: int) -> tuple[Sheet, ...]:
    """Part a table too wide to be read on one page; each part begins with its first `front` columns."""
    bands = _bands(sheet.widths, front)
    if len(bands) == 1:
        return (sheet,)
    return tuple(
        _band(sheet, [*range(1, front + 1), *band], f"(phần {number}/{len(bands)})")
        for number, band in enumerate(bands, start=1)
    )


def _bands(widths: Sequence[float], front: int) -> list[list[int]]:
    bands: list[list[int]] = [[]]
    used = start = sum(widths[:front])
    for column, width in enumerate(widths[front:], start=front + 1):
        if bands[-1] and used + width > _WIDEST:
            bands.append([])
            used = start
        bands[-1].append(column)
        used += width
    return bands


def _band(sheet: Sheet, columns: list[int], part: str) -> Sheet:
    new = {column: place for place, column in enumerate(columns, start=1)}
    cells = {(row, new[column]): cell for (row, column), cell in sheet.cells.items() if column in new}
    merges = []
    for merge in sheet.merges:
        inside = [new[column] for column in range(merge.left, merge.right + 1) if column in new]
        if inside:
            cells[merge.top, inside[0]] = sheet.cells[merge.top, merge.left]
            merges.append(Merge(merge.top, inside[0], merge.bottom, inside[-1]))
    title = cells[1, 1]
    cells[1, 1] = Cell(Written(f"{title.written.text or ''} {part}"), title.style)
    widths = tuple(sheet.widths[column - 1] for column in columns)
    return replace(sheet, cells=cells, widths=widths, merges=tuple(merges))


def _moved(repeated: str, new: dict[int, int]) -> str:
    if not repeated:
        return ""
    top, bottom = (int(part) for part in repeated.split(":"))
    rows = [new[row] for row in range(top, bottom + 1) if row in new]
    return f"{rows[0]}:{rows[-1]}" if rows else ""
