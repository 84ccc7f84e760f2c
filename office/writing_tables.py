"""Consolidated tables as workbooks: one with the checks of what is consolidated, or every one in a folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from exports.carriers import deliver
from exports.checks_sheet import checks_sheet
from exports.layout_sheet import Sheet
from exports.totals_workbook import totals_sheet, write_totals_book
from forms.problems import Problem
from forms.roll_up import TotalsView
from office.adding_up import tables, years
from office.asked_table import Asked, asked_table
from office.blocks import gathered
from office.consolidation_checks import check
from office.desk import Desk


def export_totals(desk: Desk, asked: Asked, path: Path) -> Path:
    """Write a consolidated table and the checks C01 to C10 as one workbook, whole or not at all.

    Raises NO_TABLE, NO_YEAR, UNIT_UNKNOWN, FOLDER_MISSING, FILE_IS_FOLDER.
    """
    view = asked_table(desk, asked)
    checks = checks_sheet(
        check(desk), unit_name=desk.unit.name, made_at=desk.clock.now(), language=desk.language
    )
    return _write((_sheet(desk, view), checks), path)


def write_tables(desk: Desk, folder: Path) -> int:
    """Write every table of the office's level, of the last year where it has years; give how many."""
    folder.mkdir(parents=True, exist_ok=True)
    found = gathered(desk)
    for table in tables(desk):
        year = next(iter(years(desk, table.id)[-1:]), None)
        name = f"{table.id}{f'-{year}' if year else ''}.xlsx"
        _write((_sheet(desk, asked_table(desk, Asked(table.id, year), found)),), folder / name)
    return len(tables(desk))


def _sheet(desk: Desk, view: TotalsView) -> Sheet:
    return totals_sheet(
        view, desk.pack, unit_name=desk.unit.name, made_at=desk.clock.now(), language=desk.language
    )


def _write(sheets: Sequence[Sheet], path: Path) -> Path:
    if not path.parent.is_dir():
        raise Problem("FOLDER_MISSING", folder=path.parent)
    if path.is_dir():
        raise Problem("FILE_IS_FOLDER", file=path)
    return deliver(write_totals_book(sheets), path.parent, path.name, read_only=False)
