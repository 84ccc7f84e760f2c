"""Paper: the package's sheets on pages of A4, the same on every device, with nothing cut off."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.layout_sheet import Cell, Merge, Page, Sheet
from exports.layout_values import Written
from exports.paper_pages import BOTTOM, LEFT, PADDING, RIGHT, TOP, broken, pages_of, shown_number
from exports.paper_sheets import without_codes
from exports.styles import STYLE_BY_NAME

FOOT = ("BM-01 – Xã Thử", "Trang &P/&N", "Mã số liệu K7MP-3XRT")


def width_of(text, style):
    return len(text) * style.size * 0.5


def words(text, style="text"):
    return Cell(Written(text), style)


def table(rows, *, words_of=lambda n: f"dòng {n}", landscape=False):
    cells = {(1, 1): words("BM-01. Biểu thử", "title"), (1, 2): words("", "title")}
    cells |= {(2, 1): words("Nội dung", "heading"), (2, 2): words("Số hộ", "heading")}
    for n in range(rows):
        cells[n + 3, 1] = words(words_of(n))
        cells[n + 3, 2] = Cell(Written(str(n * 1000), is_number=True), "number0")
    return Sheet("BM-01", cells, (40.0, 20.0), {}, (Merge(1, 1, 1, 2),), Page(landscape, FOOT))


def lines_of(page):
    return [" ".join(box.lines) for box in page.boxes]


def test_each_page_bears_its_number_and_the_figures_code():
    pages = pages_of([table(100), table(1, landscape=True)], width_of)
    assert len(pages) > 3
    assert [page.foot[1] for page in pages] == [f"Trang {n}/{len(pages)}" for n in range(1, len(pages) + 1)]
    assert {page.foot[2] for page in pages} == {"Mã số liệu K7MP-3XRT"}
    assert [page.landscape for page in pages] == [*[False] * (len(pages) - 1), True]


def test_the_headings_of_a_long_table_come_again_on_each_page():
    pages = pages_of([table(100)], width_of)
    assert all("Nội dung" in lines_of(page)[:3] for page in pages)
    assert sum("BM-01. Biểu thử" in lines_of(page) for page in pages) == 1


def test_a_heading_is_not_left_alone_at_the_end_of_a_page():
    for filler in range(20, 40):
        cells = {(n, 1): words(f"dòng {n}") for n in range(1, filler)}
        cells |= {(filler, 1): words("Biểu sau", "title"), (filler + 1, 1): words("Nội dung", "heading")}
        cells[filler + 2, 1] = words("một")
        pages = pages_of([Sheet("x", cells, (60.0,), {}, (), Page(True, FOOT))], width_of)
        where = {line: number for number, page in enumerate(pages) for line in lines_of(page)}
        assert where["Biểu sau"] == where["Nội dung"] == where["một"]


def test_a_range_merged_downwards_stays_on_one_page():
    cells = {(n, 1): words(f"dòng {n}") for n in range(1, 60)}
    for top in range(30, 50):
        merges = (Merge(top, 1, top + 2, 1),)
        pages = pages_of([Sheet("x", cells, (60.0,), {}, merges, Page(False, FOOT))], width_of)
        seen = [line for page in pages for line in lines_of(page)]
        assert seen == [f"dòng {n}" for n in range(1, 60) if n not in {top + 1, top + 2}]
        high = next(box for page in pages for box in page.boxes if box.lines == (f"dòng {top}",))
        assert high.y + high.height <= 841.89 - BOTTOM + 0.01


@given(
    st.lists(st.text("aăâ đ\n", max_size=400), min_size=1, max_size=40),
    st.lists(st.floats(6, 90), min_size=1, max_size=3),
    st.booleans(),
)
def test_nothing_stands_outside_the_margins_and_no_word_is_lost(texts, widths, landscape):
    cells = {(n, c): words(text) for n, text in enumerate(texts, 1) for c in range(1, len(widths) + 1)}
    pages = pages_of([Sheet("x", cells, tuple(widths), {}, (), Page(landscape, FOOT))], width_of)
    for page in pages:
        width, height = page.size
        for box in page.boxes:
            assert box.x >= LEFT - 0.01
            assert box.x + box.width <= width - RIGHT + 0.01
            assert box.y >= TOP - 0.01
            assert box.y + box.height <= height - BOTTOM + 0.01
            for line in box.lines:
                room = box.width - 2 * PADDING * box.scale
                assert width_of(line, box.style) * box.scale <= room + 0.01
    shown = "".join("".join(box.lines) for page in pages for box in page.boxes)
    assert shown.replace(" ", "") == "".join(
        text.replace("\n", "").replace(" ", "") * len(widths) for text in texts
    )


@pytest.mark.parametrize(
    "digits, look, shown",
    [
        ("22851", "number0", "22.851"),
        ("17.285", "number2", "17,29"),
        ("-0.5", "number1", "-0,5"),
        ("1424000000", "number3", "1.424.000.000"),
        ("1424000000.5", "number3", "1.424.000.000,500"),
    ],
)
def test_numbers_are_written_the_vietnamese_way(digits, look, shown):
    assert shown_number(digits, STYLE_BY_NAME[look]) == shown


@given(st.decimals(-(10**12), 10**12, places=2))
def test_a_number_on_paper_reads_back(number):
    shown = shown_number(str(number), STYLE_BY_NAME["number2"])
    assert Decimal(shown.replace(".", "").replace(",", ".")) == number


def test_a_word_longer_than_its_line_is_broken_and_kept_whole():
    style = STYLE_BY_NAME["text"]
    assert "".join(broken("x" * 100, style, 60.0, width_of)) == "x" * 100
    assert all(width_of(line, style) <= 60 for line in broken("x" * 100, style, 60.0, width_of))


def test_columns_and_rows_of_codes_are_taken_off():
    cells = {
        (1, 1): words("BM01", "code"),
        (1, 3): words("c01", "code_head"),
        (2, 3): words("Nội dung", "heading"),
        (3, 1): words("2018", "code"),
        (3, 3): words("Số hộ"),
        (3, 4): words(""),
    }
    page = Page(False, FOOT, repeated_rows="1:2")
    made = without_codes(
        Sheet("x", cells, (9.0, 6.0, 40.0, 8.0), {1: 11.0, 3: 16.5}, (Merge(3, 3, 3, 4),), page)
    )
    assert {place: cell.written.text for place, cell in made.cells.items()} == {
        (1, 1): "Nội dung",
        (2, 1): "Số hộ",
        (2, 2): "",
    }
    assert (made.widths, made.heights, made.merges) == ((40.0, 8.0), {2: 16.5}, (Merge(2, 1, 2, 2),))
    assert made.page.repeated_rows == "1:1"
