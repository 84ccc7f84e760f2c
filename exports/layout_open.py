"""What the approver sends knowingly: errors still open, each with its reason, and forms that come later.

A package has this sheet only where there is something to list, so that all others look as they always did.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from exports.layout_blocks import ROWS, Column, Grid, Line, Words
from exports.layout_sheet import Block, Cell
from exports.layout_tables import Tables
from exports.layout_values import Written, with_code, word, write_date
from forms.report import OpenError, SendReason, ToFollow

REASONS: Final = {
    SendReason.AWAITING: "Chờ số liệu của nơi khác",
    SendReason.SOURCE: "Sổ sách, hồ sơ gốc chưa khớp",
    SendReason.CHECKING: "Đang rà soát lại, sẽ đính chính",
    SendReason.RULE: "Quy tắc kiểm tra không hợp với thực tế",
    SendReason.OTHER: "Lý do khác",
}
_PROVISIONAL: Final = (
    "Người ký duyệt biết các lỗi và các biểu còn thiếu dưới đây và vẫn gửi: số liệu của gói này là tạm tính."
    " Nơi nhận có thể trả lại; gói sửa đổi là lần gửi sau."
)
_TEXT: Final = "text"


def open_blocks(tables: Tables) -> Iterator[Block]:
    """Give the blocks of the sheet: a warning in words, the errors, the forms."""
    report = tables.report
    yield Words(((_PROVISIONAL, "label_bold"),))
    if report.open_errors:
        columns = (
            Column("", "Ở đâu", 36.0),
            Column("code", "Mã lỗi", 11.0),
            Column("place", "Ô", 24.0),
            Column("sentence", "Lỗi", 44.0),
            Column("reason", "Vì sao vẫn gửi", 26.0),
            Column("text", "Nói thêm", 30.0),
        )
        lines = tuple(_error(tables, str(n), one) for n, one in enumerate(report.open_errors, start=1))
        yield Grid("Lỗi còn mở", "open_errors", ROWS, columns, lines)
    if report.to_follow:
        columns = (
            Column("", "Biểu", 46.0),
            Column("form", "Mã biểu", 11.0),
            Column("unit", "Đơn vị", 11.0),
            Column("promised", "Hẹn gửi ngày", 14.0),
            Column("reason", "Vì sao gửi sau", 30.0),
            Column("text", "Nói thêm", 40.0),
        )
        lines = tuple(_form(tables, str(n), one) for n, one in enumerate(report.to_follow, start=1))
        yield Grid("Biểu gửi sau", "to_follow", ROWS, columns, lines)


def _error(tables: Tables, number: str, one: OpenError) -> Line:
    table = tables.pack.tables_by_id[one.place.table]
    field = next(f for f in table.fields if f.id == one.place.field)
    where = f"{tables.row_label(table, one.place.key)}: {word(field.label, field.id)}"
    return Line(
        number,
        "",
        (
            Cell(Written(where), "label"),
            _text(one.code),
            _text(str(one.place)),
            _text(one.sentence),
            _text(with_code(REASONS[one.reason], one.reason.value)),
            _text(one.text),
        ),
    )


def _form(tables: Tables, number: str, one: ToFollow) -> Line:
    form = next((form for form in tables.pack.forms if form.id == one.form), None)
    if form is None:
        raise ValueError(f"no form {one.form} in this package")
    name = f"{form.number}. {word(form.title)}"
    if one.unit:
        name = f"{tables.units.get(one.unit, one.unit)}: {name}"
    return Line(
        number,
        "",
        (
            Cell(Written(name), "label"),
            _text(one.form),
            _text(one.unit),
            _text(write_date(one.promised.isoformat())),
            _text(with_code(REASONS[one.reason], one.reason.value)),
            _text(one.text),
        ),
    )


def _text(text: str) -> Cell:
    return Cell(Written(text or None), _TEXT)
