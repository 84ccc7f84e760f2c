"""The cover: who reports what to whom, with the figures code and the control totals.

Codes `c01` to `c19` are the fields of BM-00; the others are the package's own (docs/package-format.md).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from exports.layout_blocks import RECORD, ROWS, Answer, Column, Entry, Grid, Line, Record, Words
from exports.layout_sheet import FIRST, Block, Cell, Pen
from exports.layout_values import Written, with_code, word, write_date, write_number
from exports.organ_words import BLANK_NUMBER, COUNTRY, MOTTO, above_of, dated, organ_of, place_of
from forms.pack import Pack
from forms.report import HEADER_TABLE, Header, PackageKind, Report, Status

KINDS: Final = {
    PackageKind.REPORT: "Báo cáo",
    PackageKind.NIL: "Báo cáo không phát sinh",
    PackageKind.RECEIPT: "Biên nhận",
    PackageKind.RETURN: "Phiếu trả lại",
    PackageKind.DISTRICT: "Tổng hợp từ cấp dưới",
    PackageKind.HAND_OVER: "Bàn giao",
    PackageKind.IN_PLACE: "Nơi tổng hợp nhập thay (đơn vị không ký)",
    PackageKind.ROUTED: "Gói gửi riêng",
}
_TO_SIGN: Final = ("(Ký, ghi rõ họ tên)", "(Ký, ghi rõ họ tên, đóng dấu)")
_TYPED_BY: Final = ("NGƯỜI NHẬP THAY", "ĐƠN VỊ KHÔNG KÝ")
_NOT_SIGNED: Final = ("(Ký, ghi rõ họ tên)", "(gói do đơn vị ký sẽ thay thế)")
STATUSES: Final = {Status.ESTIMATED: "Ước thực hiện", Status.OFFICIAL: "Chính thức"}
_OFFICE_SAYS: Final = (
    (
        "Khi mở bằng Excel hoặc LibreOffice có thể hiện dòng báo chữ ký không hợp lệ hay không xác minh"
        " được người ký: máy chưa cài chứng thư gốc của người ký. Số liệu không vì thế mà sai."
    ),
    (
        "Không bấm Sửa, không ghi lại tệp (ghi lại là mất chữ ký). Hãy cài chứng thư gốc do nơi gửi cung"
        " cấp, hoặc kiểm tra chữ ký bằng Phiếu Xã; nếu đã lỡ ghi lại, đề nghị nơi gửi gửi lại gói gốc."
    ),
)
_PAPER_SAYS: Final = (
    "Mã số liệu ở chân mỗi trang gắn bản giấy này với tệp số liệu: nơi nhận gõ một khối của mã để đối chiếu."
    " Mã không phải là chữ ký."
)
_OF_THE_FILE: Final = frozenset(
    ("c01", "c11", "c17", "c18", "c19", "sequence", "previous_digest", "made_at", "format", "pack_hash")
)
"""Not known, or of no use to people, before the package is made; number and date are written by hand."""
_TEXT = "text"


@dataclass(frozen=True, slots=True)
class SheetCount:
    """What the cover says of one sheet."""

    name: str
    rows: int
    total: Decimal


def cover_blocks(
    report: Report, pack: Pack, code: str, counts: tuple[SheetCount, ...], *, on_paper: bool = False
) -> Iterator[Block]:
    """Give the blocks of the cover from the national heading to the signatures.

    `on_paper`: without what only the file has, and how Office shows it.
    """
    yield _Heading(report.header, pack)
    answers = _answers(report, pack, code)
    if on_paper:
        answers = tuple(one for one in answers if one.code not in _OF_THE_FILE)
    yield Record("Thông tin gói số liệu", HEADER_TABLE, RECORD, (Entry("", "", answers),))
    lines = tuple(
        Line(
            str(number),
            "",
            (
                Cell(Written(count.name), _TEXT),
                Cell(write_number(count.rows), "number0"),
                _total(count.total),
            ),
        )
        for number, count in enumerate(counts, start=1)
    )
    columns = (
        Column("sheet", "Trang tính", 38.0),
        Column("rows", "Số dòng", 14.0),
        Column("total", "Tổng kiểm soát (cộng mọi con số)", 22.0),
    )
    if not on_paper:  # for whoever holds the file: the paper shows the figures themselves
        yield Grid("Các trang tính và số kiểm soát", "sheets", ROWS, columns, lines)
    yield Words(tuple((text, "note") for text in ((_PAPER_SAYS,) if on_paper else _OFFICE_SAYS)))
    yield _Signatures(report.header)


def _total(total: Decimal) -> Cell:
    written = write_number(total)
    decimals = len((written.text or "").partition(".")[2])
    return Cell(written, f"number{decimals}" if written.is_number else _TEXT)


def _answers(report: Report, pack: Pack, code: str) -> tuple[Answer, ...]:
    header = report.header
    recipient = pack.units_by_code.get(header.recipient)
    level = next((word(level.label) for level in pack.levels if level.code == header.level), "")
    campaign = word(pack.campaign.title) if pack.campaign and pack.campaign.id == header.campaign else ""
    standard = next((word(s.title) for s in pack.standards if s.id == header.standard), "")
    made_at = header.made_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    signed = write_date(header.date_signed.isoformat()) if header.date_signed else ""
    status = with_code(STATUSES[header.status], header.status.value)
    package, unit = "Gói", "Đơn vị"
    period, people = "Kỳ báo cáo và bộ biểu", "Người lập và người ký"
    texts = (
        (package, "figures_code", "Mã số liệu (in ở chân mỗi trang)", code),
        (package, "kind", "Loại gói", with_code(KINDS[header.kind], header.kind.value)),
        (package, "c01", "Mã gói", header.package_id),
        (package, "c10", "Lần gửi", header.revision),
        (package, "c11", "Thay thế gói", header.replaces),
        (package, "sequence", "Số thứ tự gói gửi cho nơi nhận", header.sequence),
        (package, "previous_digest", "Mã băm gói gửi trước", header.previous_digest),
        (package, "made_at", "Thời điểm lập gói (giờ UTC)", made_at),
        (package, "c19", "Mã băm SHA-256 của nội dung", report.digest()),
        (package, "format", "Phiên bản khuôn gói", header.format_version),
        (unit, "c05", "Mã đơn vị", header.unit),
        (unit, "c06", "Tên đơn vị", header.unit_name),
        (unit, "c07", "Cấp báo cáo", with_code(level, header.level)),
        (unit, "recipient", "Nơi nhận", with_code(recipient.name if recipient else "", header.recipient)),
        (period, "c02", "Kỳ báo cáo", with_code(campaign, header.campaign)),
        (period, "c03", "Chuẩn nghèo áp dụng", with_code(standard, header.standard)),
        (period, "c08", "Ngày chốt số liệu", write_date(header.data_date.isoformat())),
        (
            period,
            "c09",
            "Trạng thái số liệu năm cuối",
            status,
        ),
        (period, "pack", "Bộ biểu", with_code(word(pack.title), header.pack)),
        (period, "c04", "Phiên bản bộ biểu", header.pack_version),
        (period, "pack_hash", "Mã băm SHA-256 của bộ biểu", header.pack_hash),
        (people, "c12", "Người lập biểu", header.preparer),
        (people, "c13", "Chức vụ người lập", header.preparer_position),
        (people, "c14", "Điện thoại", header.telephone),
        (people, "c15", "Người ký duyệt", header.approver),
        (people, "c16", "Chức vụ người ký", header.approver_position),
        (people, "c17", "Số, ký hiệu báo cáo", header.report_number),
        (people, "c18", "Ngày ký", signed),
    )
    return tuple(_answer(*text) for text in texts)


def _answer(group: str, code: str, label: str, value: str | int) -> Answer:
    if isinstance(value, int):
        cell = Cell(write_number(value), "single0")
    else:
        cell = Cell(Written(value or None), "figures_code" if code == "figures_code" else _TEXT)
    return Answer(code, label, cell, group=group)


@dataclass(frozen=True, slots=True)
class _Heading:
    """The national heading (NĐ 30/2020/NĐ-CP, Phụ lục I) and the package's title."""

    header: Header
    pack: Pack

    def wishes(self) -> tuple[float, ...]:
        return (38.0,)

    def write(self, pen: Pen) -> tuple[str, ...]:
        header = self.header
        in_place = header.kind is PackageKind.IN_PLACE
        unit = self.pack.units_by_code.get(header.recipient if in_place else header.unit)
        name = unit.name if in_place and unit else header.unit_name
        parent = self.pack.units_by_code.get(unit.parent) if unit else None
        right = FIRST + 1
        pen.put(FIRST, above_of(parent), "organ")
        pen.spread(right, pen.last, COUNTRY, "organ_bold")
        pen.down()
        pen.put(FIRST, organ_of(unit, name), "organ_bold")
        pen.spread(right, pen.last, MOTTO, "motto")
        pen.down()
        pen.put(FIRST, f"Số: {header.report_number or BLANK_NUMBER}", "organ")
        day = f"{place_of(unit, name)}, {dated(header.date_signed)}"
        pen.spread(right, pen.last, day, "place")
        pen.down()
        pen.down(at_least=10.0)
        pen.spread(FIRST, pen.last, f"GÓI SỐ LIỆU: {KINDS[header.kind].upper()}", "cover_title")
        pen.down()
        title = word(self.pack.campaign.title) if self.pack.campaign else ""
        pen.spread(FIRST, pen.last, title or header.campaign, "cover_line")
        pen.down()
        sending = "nhập thay" if in_place else f"lần gửi {header.revision}"
        pen.spread(FIRST, pen.last, f"{header.unit_name} (mã {header.unit}), {sending}", "cover_line")
        pen.down()
        return ()


@dataclass(frozen=True, slots=True)
class _Signatures:
    """Where people sign the printed cover."""

    header: Header

    def wishes(self) -> tuple[float, ...]:
        return (38.0,)

    def write(self, pen: Pen) -> tuple[str, ...]:
        header, right = self.header, FIRST + 1
        titles = ("NGƯỜI LẬP BIỂU", header.approver_position.upper() or "THỦ TRƯỞNG ĐƠN VỊ")
        notes, names = _TO_SIGN, (header.preparer, header.approver)
        if header.kind is PackageKind.IN_PLACE:
            titles, notes, names = _TYPED_BY, _NOT_SIGNED, (header.preparer, "")
        for words, look in ((titles, "signer"), (notes, "signer_note"), (names, "signer")):
            if words is names:
                pen.down(at_least=60.0)
            pen.put(FIRST, words[0], look)
            pen.spread(right, pen.last, words[1], look)
            pen.down()
        return ()
