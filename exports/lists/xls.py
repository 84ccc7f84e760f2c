"""Reads .xls, the workbooks of Excel 97-2003, which communes still have by the hundred."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from exports.lists.cells import Content, Flaw, Gathering, ListSheet, shown_number
from forms.problems import Problem

_TEXT, _NUMBER, _DATE, _BOOLEAN, _ERROR = 1, 2, 3, 4, 5


def read_xls(data: bytes, name: str, told: Callable[[int], object]) -> tuple[ListSheet, ...]:
    """Read every sheet of an old workbook."""
    import xlrd
    from xlrd.biffh import error_text_from_code

    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
        sheets = [_sheet(book, sheet, name, told, error_text_from_code) for sheet in book.sheets()]
    except xlrd.XLRDError as wrong:
        code = "IMPORT_PASSWORD" if "encrypted" in str(wrong).lower() else "IMPORT_BROKEN"
        raise Problem(code, file=name) from wrong
    except (AssertionError, IndexError, KeyError, ValueError, TypeError, OverflowError, MemoryError) as wrong:
        raise Problem("IMPORT_BROKEN", file=name) from wrong  # whatever a broken record makes of the reader
    except Exception as wrong:
        if type(wrong).__module__.partition(".")[0] in {"xlrd", "struct"}:
            raise Problem("IMPORT_BROKEN", file=name) from wrong
        raise
    return tuple(sheets)


def _sheet(
    book: Any,  # noqa: ANN401 - xlrd has no types
    sheet: Any,  # noqa: ANN401 - as above
    file: str,
    told: Callable[[int], object],
    errors: dict[int, str],
) -> ListSheet:
    gathered = Gathering(file, sheet.name)
    for row in range(sheet.nrows):
        if row % 1000 == 0:
            told(row)
        cells: list[Content] = []
        for cell in sheet.row(row):
            kind, value = cell.ctype, cell.value
            if kind == _TEXT:
                cells.append(value)
            elif kind in {_NUMBER, _DATE}:
                look = book.xf_list[cell.xf_index].format_key if cell.xf_index is not None else 0
                pattern = book.format_map[look].format_str if look in book.format_map else ""
                cells.append(shown_number(value, pattern, since_1904=book.datemode == 1))
            elif kind == _BOOLEAN:
                cells.append(int(value))
            else:
                cells.append(Flaw(errors.get(value, "#?")) if kind == _ERROR else None)
        gathered.add(row + 1, cells)
    merged = tuple((top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells)
    return ListSheet(sheet.name, tuple(gathered.rows), merged)
