"""Every consolidated table of an office as workbooks in one folder."""

from __future__ import annotations

from pathlib import Path

from office.adding_up import export_totals, gathered, tables, years
from office.desk import Desk


def write_tables(desk: Desk, folder: Path) -> int:
    """Write every table of the office's level, of the last year where it has years; give how many."""
    folder.mkdir(parents=True, exist_ok=True)
    found = gathered(desk)
    for table in tables(desk):
        year = next(iter(years(desk, table.id)[-1:]), None)
        export_totals(desk, table.id, year, folder / f"{table.id}{f'-{year}' if year else ''}.xlsx", found)
    return len(tables(desk))
