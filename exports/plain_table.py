"""Reads the first sheet of any workbook as a table: a row of headings, then rows of texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from exports.loose_zip import read_loosely
from exports.read_workbook_parts import read_sheets, tidy_names
from forms.problems import Problem


def read_table(data: bytes) -> tuple[Sequence[str], Sequence[tuple[int, Mapping[str, str]]]]:
    """Give the headings, and each row that holds anything with its number; numbers are plain digits.

    Raises NOT_A_WORKBOOK, NOT_ZIP or LAYOUT (sheet, cell, reason) for what no workbook is or is too large.
    """
    sheets = read_sheets(tidy_names(read_loosely(data)), strict=False)
    if not sheets:
        raise Problem("NOT_A_WORKBOOK", reason="sheet")
    rows: dict[int, dict[int, str]] = {}
    for (row, column), cell in sheets[0].cells.items():
        text = (cell.written.text or "").strip()
        if text:
            rows.setdefault(row, {})[column] = text
    first = min(rows, default=1)
    headings = rows.pop(first, {})
    found = [
        (number, {name: cells.get(column, "") for column, name in headings.items()})
        for number, cells in sorted(rows.items())
    ]
    return tuple(headings[column] for column in sorted(headings)), found
