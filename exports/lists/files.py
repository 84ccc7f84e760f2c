"""Which reader a file of lists gets: by its first bytes, not by its name."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Final

from exports.lists.cells import ListSheet
from exports.lists.text_file import read_text_file
from forms.problems import Problem

LARGEST: Final = 200_000_000  # bytes
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_OLD_BIFF: Final = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08")

Told = Callable[[int], object]
"""Hears of every thousandth row; may raise to stop the reading."""


def silent(_rows: int) -> None:
    """Tell nobody."""


def read_lists(data: bytes, name: str, told: Told = silent) -> tuple[ListSheet, ...]:
    """Read every sheet of a file.

    Raises `Problem`: IMPORT_LARGE, IMPORT_PASSWORD, IMPORT_BROKEN, IMPORT_KIND (no list at all),
    IMPORT_EMPTY, IMPORT_ROWS, IMPORT_COLUMNS, IMPORT_QUOTES (with the line).
    """
    if len(data) > LARGEST:
        raise Problem("IMPORT_LARGE", file=name, limit=LARGEST // 1_000_000)
    sheets = _reader(data, name)(data, name, told)
    if not any(sheet.rows for sheet in sheets):
        raise Problem("IMPORT_EMPTY", file=name)
    return sheets


def _reader(data: bytes, name: str) -> Callable[[bytes, str, Told], tuple[ListSheet, ...]]:
    if data.startswith(b"PK"):
        return _zipped(data, name)
    if data.startswith((_OLE, *_OLD_BIFF)):
        if _ENCRYPTED in data:
            raise Problem("IMPORT_PASSWORD", file=name)
        from exports.lists.xls import read_xls

        return read_xls
    if data.startswith((b"%PDF", b"\xff\xd8\xff", b"\x89PNG", b"Rar!", b"7z\xbc\xaf", b"{\\rtf")):
        raise Problem("IMPORT_KIND", file=name)
    return read_text_file


def _zipped(data: bytes, name: str) -> Callable[[bytes, str, Told], tuple[ListSheet, ...]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as box:
            names = frozenset(box.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as wrong:
        raise Problem("IMPORT_BROKEN", file=name) from wrong
    if any(one.lower() == "xl/workbook.xml" for one in names):
        from exports.lists.xlsx import read_xlsx

        return read_xlsx
    if "content.xml" in names:
        from exports.lists.ods import read_ods

        return read_ods
    raise Problem("IMPORT_KIND", file=name)
