"""Writes a report as the workbook that people read and programs read back (docs/package-format.md)."""

from __future__ import annotations

from exports.layout import as_written
from forms.pack import Pack
from forms.report import Report


def write_workbook(report: Report, pack: Pack) -> bytes:
    """Give the unsigned workbook of a report; `read_workbook` gives `tidy(report, pack)` back.

    Always Vietnamese. Raises `Problem` UNPRINTABLE (characters nobody can see), UNIT_UNKNOWN or
    TOO_MANY_SHEETS, and `ValueError` for a report that does not fit its pack.
    """
    from exports.write_workbook_book import render

    _, sheets = as_written(report, pack)
    return render(sheets)
