"""How long signing and checking a package of 20,000 rows takes: `python -m benchmarks.signing`.

Beside it, in the same run, openpyxl's writing and reading of the same workbook and python-calamine's reading.
The aim: to check costs a tenth of openpyxl's reading at most, to sign a quarter of its writing.
"""

from __future__ import annotations

import io
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import openpyxl

from benchmarks.offices import bare_readings, compared, said, timed
from exports.keys import Algorithm, new_key
from exports.opc import sign, verify

ROWS = 20_000
COLUMNS = 20
START, NOW, END = (datetime(year, 1, 1, tzinfo=UTC) for year in (2018, 2026, 2036))
ALGORITHMS: tuple[Algorithm, ...] = ("P-256", "RSA-2048")


def written(rows: int) -> bytes:
    """Write a workbook of names and numbers, as our own writer does it with openpyxl."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in range(rows):
        sheet.append([f"Hộ Nguyễn Văn {row}", *(row * column % 977 for column in range(1, COLUMNS))])
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def signing(rows: int = ROWS) -> None:
    """Time signing and checking against others' writing and reading."""
    said(f"package of {rows:,} rows, {COLUMNS} columns")
    workbook, writing = timed("openpyxl writes it", lambda: written(rows))
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "list.xlsx"
        path.write_bytes(workbook)
        others = bare_readings(path)
    for algorithm in ALGORITHMS:
        key = new_key("Nguyễn Văn Á", "23311", "UBND xã", "Chủ tịch", START, END, algorithm)
        package, signed = timed(f"{algorithm}: signing", lambda key=key: sign(workbook, key, NOW))  # type: ignore[misc]
        verdict, checked = timed(f"{algorithm}: checking", lambda data=package: verify(data, now=NOW))  # type: ignore[misc]
        assert verdict.parts is not None  # noqa: S101 - a refusal would be quick
        said(f"  {f'{algorithm}: signing, in writings of openpyxl':<58}{signed / writing:8.2f}")
        compared(f"{algorithm}: checking", checked, others)


if __name__ == "__main__":
    signing(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
