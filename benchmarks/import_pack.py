"""The list that taking in is timed on: 50,000 households of ten columns, as a workbook and as a form."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook

from forms.pack import Choice, Field, Form, Kind, Pack, Table, TableKind, Words

ROWS = 50_000
TABLE = "H"
_KINDS = (Kind.TEXT, Kind.TEXT, Kind.CHOICE, Kind.YEAR, *(Kind.INTEGER,) * 4, Kind.DECIMAL, Kind.TEXT)
_HEADS = (
    "Mã hộ", "Họ và tên chủ hộ", "Phân loại", "Năm sinh", "Số nhân khẩu", "Số lao động", "Điểm B1", "Điểm B2",
    "Diện tích", "Ghi chú",
)  # fmt: skip


def _words(text: str) -> Words:
    return {"vi": text, "en": text}


def pack() -> Pack:
    """Make the pack: one table of records."""
    classes = tuple(Choice(code, _words(name)) for code, name in (("N", "Nghèo"), ("C", "Cận nghèo")))
    fields = tuple(
        Field(
            f"c{place:02d}", f"/H/c{place:02d}", kind, _words(head), decimals=2,
            list="classes" if kind is Kind.CHOICE else None,
        )
        for place, (head, kind) in enumerate(zip(_HEADS, _KINDS, strict=True), start=1)
    )  # fmt: skip
    table = Table(TABLE, TABLE, "/H", TableKind.RECORDS, _words("Hộ"), fields)
    form = Form(TABLE, TABLE, "1", _words("Hộ"), (table,))
    return Pack("households", "1", _words("Hộ"), forms=(form,), lists={"classes": classes})


def workbook(path: Path, rows: int = ROWS) -> Path:
    """Write the list as Excel would hold it."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Danh sách hộ")
    sheet.append(list(_HEADS))
    for number in range(1, rows + 1):
        sheet.append(
            [
                f"{number:06d}", f"Nguyễn Thị Hằng {number}", "Nghèo" if number % 3 else "Cận nghèo",
                1950 + number % 60, 1 + number % 9, number % 5, number % 150, number % 50, number % 400 / 4,
                f"Thôn {number % 12 + 1}",
            ]
        )  # fmt: skip
    book.save(path)
    return path
