"""Reads lists that other programs made: xlsx, xls, ods and csv, as plain contents with their places.

    sheets = read_lists(data, "ho-ngheo.xls")  -> (ListSheet(name, rows, merged), ...)

Only what stands in cells is read: no formula is worked out, no macro looked at, no link followed.
"""

from exports.lists.cells import Content, Flaw, ListRow, ListSheet, column_number
from exports.lists.files import read_lists
from exports.read_workbook_parts import place_name

__all__ = ["Content", "Flaw", "ListRow", "ListSheet", "column_number", "place_name", "read_lists"]
