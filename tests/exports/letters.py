"""A report in blocks with everything that a report can have, for the tests of pages and of Word files."""

from datetime import date
from struct import pack
from zlib import compress, crc32

from exports.layout_sheet import Cell, Merge, Page, Sheet
from exports.layout_values import Written
from exports.paper_blocks import Appendix, Block, Gap, Grid, PageBreak, Paper, Picture, Run, paragraph
from exports.paper_letter import (
    Letterhead,
    Signature,
    appendix_heading,
    body,
    closing,
    heading,
    named,
    section_title,
)
from exports.paper_profiles import profile

LONG = (
    "Trong ba năm có nhiều lượt hộ thoát nghèo, tái nghèo, phát sinh hoặc từ cận nghèo trở thành nghèo. " * 4
)
TAG = "BM02[2018].c14"


def width_of(text, style):
    return len(text) * style.size * 0.5


def sheet(rows=3, *, landscape=True):
    cells = {(1, 1): Cell(Written("BM-02. Biểu thử"), "title"), (1, 2): Cell(Written(None), "title")}
    cells |= {(2, 1): Cell(Written("Nội dung"), "heading"), (2, 2): Cell(Written("Số hộ"), "heading")}
    for n in range(rows):
        cells[n + 3, 1] = Cell(Written(f"Dòng {n}"), "label")
        cells[n + 3, 2] = Cell(Written(str(n * 1000), is_number=True), "number0")
    foot = ("BM-02 (1) – Xã Thử", "Trang &P/&N", "Mã số liệu K7MP-3XRT")
    return Sheet("BM-02", cells, (60.0, 20.0), {}, (Merge(1, 1, 1, 2),), Page(landscape, foot))


def picture():
    """Make a white PNG of 4 by 2 dots."""
    parts = [
        (b"IHDR", pack(">IIBBBBB", 4, 2, 8, 0, 0, 0, 0)),
        (b"IDAT", compress(b"\0\xff\xff\xff\xff" * 2)),
        (b"IEND", b""),
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        pack(">I", len(data)) + kind + data + pack(">I", crc32(kind + data)) for kind, data in parts
    )


def letter(name="ND30-2020", *, sections=4, foot=""):
    look = profile(name)
    head = Letterhead("UBND HUYỆN THỬ", "ỦY BAN NHÂN DÂN\nXÃ THỬ", "Thử", "05/BC-UBND", date(2018, 9, 5))
    blocks: list[Block] = [heading(look, head), *named(look, "Báo cáo", "Kết quả giảm nghèo bền vững")]
    tied = Run("302", tag=TAG, changed=True)
    for number in range(1, sections + 1):
        blocks += [
            section_title(look, f"{number}. Mục thử"),
            body(
                look,
                (Run(LONG), tied, Run(" hộ nghèo, "), Run("ít", italic=True)),
            ),
            body(look, (Run(LONG),)),
        ]
    rows = tuple((str(n), "Dòng của bảng", Run(str(n), bold=True)) for n in range(60))
    blocks += [Grid((1, 5, 2), ("TT", "Nội dung", "Số hộ"), rows, ("center", "left", "right"))]
    blocks += [Picture(picture(), 200, 100, "Biểu đồ hộ nghèo"), Gap(20, rule=True)]
    blocks += [paragraph("Họ và tên:", leader=True)]
    blocks += closing(
        look, ("- Như trên;", "- Lưu: VT."), Signature("KT. Chủ tịch, Phó Chủ tịch", "A Mới", True)
    )
    blocks += [PageBreak(landscape=True), paragraph("Trang ngang", bold=True, align="center")]
    blocks += [Appendix(appendix_heading("I", "BIỂU THỬ", "Báo cáo số 05/BC-UBND"), (sheet(80), sheet()))]
    return Paper("Báo cáo thử", look, tuple(blocks), foot)
