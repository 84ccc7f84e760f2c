"""The frame that a package is compared with is the one that our writer puts around the same sheets."""

import pytest
from hypothesis import example, given, settings

from exports.frame import frame_of
from exports.layout import as_written
from exports.layout_sheet import Cell, Merge, Page, Sheet
from exports.layout_values import BLANK
from exports.opc import read_zip
from exports.read_workbook_parts import COMMON, canonical, parse, read_sheets
from exports.write_workbook_book import render
from tests.exports.reports import reports
from tests.exports.small_pack import PACK
from tests.exports.test_refusals import report

A_PAGE = Page(landscape=True, footer=("BM-02 – Xã Đắk Na", "Trang &P/&N", "Mã số liệu K7MP-3XRT"))


def check(sheets):
    parts = read_zip(render(sheets))
    frame = frame_of(sheets)
    assert frame.sheets == tuple(one.frame for one in read_sheets(parts, strict=True))
    assert all(frame.common[name] == canonical(parse(parts[name], name)) for name in COMMON)


@settings(max_examples=8)
@given(reports())
@example(report())
def test_the_frame_of_a_report_is_that_of_its_workbook(report):
    check(as_written(report, PACK)[1])


@pytest.mark.parametrize(
    "merges",
    [
        (),
        (Merge(1, 1, 1, 2),),
        (Merge(10, 3, 10, 30), Merge(9, 3, 9, 5), Merge(100, 27, 101, 27)),
        (Merge(4, 3, 4, 5), Merge(4, 3, 4, 5)),
    ],
)
@pytest.mark.parametrize("left", ["BM-02 < BM-03", "", '<mergeCells count="1">', "A && B"])
def test_merged_ranges_and_foot_lines_stand_where_openpyxl_writes_them(merges, left):
    page = Page(landscape=True, footer=(left, *A_PAGE.footer[1:]))
    cells = {(1, 1): Cell(BLANK, "label")}
    heights = {1: 16.5}
    first = Sheet("Bìa", cells, (9.0,), heights, (), A_PAGE)
    check((first, Sheet("Biểu", cells, (9.0, 6.25), heights, merges, page)))
