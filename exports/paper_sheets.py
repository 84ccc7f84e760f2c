"""What stands on paper: the sheets of the package without what only programs read.

Same cells, same words, same looks as in the workbook (`exports.layout`), so that a paper can be held beside
the package line by line. Left out are the codes in columns A and B with the code rows, and on the cover all
that does not exist yet when a paper is printed before it is signed: numbers of the file, its digest, its
companion. The figures code stands in the foot of every page (docs/package-format.md, section 6).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from exports.layout import sheets_of
from exports.layout_sheet import FIRST, Merge, Sheet
from exports.layout_tidy import tidy
from forms.pack import Pack
from forms.report import Report

_CODES: Final = frozenset({"code", "code_head"})
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


def _moved(repeated: str, new: dict[int, int]) -> str:
    if not repeated:
        return ""
    top, bottom = (int(part) for part in repeated.split(":"))
    rows = [new[row] for row in range(top, bottom + 1) if row in new]
    return f"{rows[0]}:{rows[-1]}" if rows else ""
