"""Letters set on pages: nothing lost, nothing beyond the margins, the page number where the rule has it."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.paper_blocks import Columns, Gap, Grid, Paper, Paragraph, Run, paragraph
from exports.paper_letter import Letterhead, Signature, authority, heading
from exports.paper_pages import A4, PADDING
from exports.paper_profiles import BNV_2011, ND30_2020, POINTS_A_MM, profile, profile_of_year, profiles
from exports.paper_setting import set_pages
from forms.problems import Problem
from tests.exports.letters import letter, width_of

NUMBERS = {"margin_top", "margin_bottom", "margin_left", "margin_right"}


def texts(page):
    return [line for box in page.boxes for line in box.lines]


def numbers(page):
    return [box for box in page.boxes if box.style.name == "page_number"]


@pytest.mark.parametrize("name", [BNV_2011, ND30_2020])
def test_every_value_of_a_profile_is_within_its_rule(name):
    for rule in profile(name).rules.values():
        span = re.search(r"(\d+)(?:–| or )(\d+)", rule.text)
        if rule.name in NUMBERS:
            assert span is not None
        if (
            span
            and rule.value.replace(".", "").isdigit()
            and rule.name not in ("first_indent", "line_spacing")
        ):
            assert int(span[1]) <= float(rule.value) <= int(span[2]), rule
        assert rule.source
        assert rule.seen


def test_both_profiles_have_the_same_rules_and_the_year_chooses_one():
    assert profile(BNV_2011).rules.keys() == profile(ND30_2020).rules.keys()
    assert [profile_of_year(year).id for year in (2009, 2018, 2020, 2026)] == [
        BNV_2011,
        BNV_2011,
        ND30_2020,
        ND30_2020,
    ]
    assert list(profiles()) == [BNV_2011, ND30_2020]
    with pytest.raises(Problem, match="PAPER_PROFILE"):
        profile("TT-25")


@pytest.mark.parametrize("name", [BNV_2011, ND30_2020])
def test_nothing_stands_beyond_the_margins_of_the_profile(name):
    left, top, right, bottom = profile(name).margins
    assert left >= 30 * POINTS_A_MM - 0.01
    for page in set_pages(letter(name), width_of):
        if page.sheet != "Báo cáo thử":
            continue  # an appendix keeps the margins of the tables
        wide, high = page.size
        for box in page.boxes:
            if box not in numbers(page):
                assert box.x >= left - PADDING - 0.1
                assert box.x + box.width <= wide - right + PADDING + 0.1
                assert box.y >= top - 0.1
                assert box.y + box.height <= high - bottom + 0.1


def test_the_page_number_stands_on_top_in_the_middle_or_at_the_bottom_right_but_not_on_page_one():
    for name, on_top in ((ND30_2020, True), (BNV_2011, False)):
        pages = [page for page in set_pages(letter(name), width_of) if page.sheet == "Báo cáo thử"]
        assert len(pages) > 3
        assert not numbers(pages[0])
        for number, page in enumerate(pages[1:], start=2):
            (box,) = numbers(page)
            assert box.lines == (str(number),)
            assert (box.y < profile(name).margins[1]) is on_top
            assert box.style.across == ("center" if on_top else "right")
            assert box.style.size in (13, 14)


def test_an_appendix_counts_its_own_pages_and_keeps_the_figures_code():
    pages = [page for page in set_pages(letter(), width_of) if page.sheet == "BM-02"]
    assert [page.foot[1] for page in pages] == [f"Trang {n}/{len(pages)}" for n in range(1, len(pages) + 1)]
    assert {page.foot[2] for page in pages} == {"Mã số liệu K7MP-3XRT"}
    assert all(page.landscape for page in pages)
    assert texts(pages[0])[:3] == ["Phụ lục I", "BIỂU THỬ", "(Kèm theo Báo cáo số 05/BC-UBND)"]


def test_a_justified_line_ends_at_the_right_margin_and_the_last_one_does_not():
    paper = Paper("x", profile(ND30_2020), (Paragraph((Run("một hai ba bốn " * 30),), "justify"),))
    (page,) = set_pages(paper, width_of)
    right = A4[0] - profile(ND30_2020).margins[2] + PADDING
    *full, last = page.boxes
    assert full
    assert {round(box.x + box.width, 3) for box in full} == {round(right, 3)}
    assert last.x + last.width < right
    assert last.stretch == 0


def test_the_title_of_a_section_never_stands_alone_at_the_end_of_a_page():
    for sections in range(3, 12):
        pages = set_pages(letter(sections=sections), width_of)
        for page in pages:
            lines = [line for line in texts(page) if line.strip()]
            assert not re.fullmatch(r"\d+\. Mục thử", lines[-1]) or page is pages[-1]


def test_room_left_free_goes_with_what_follows_it():
    look = profile(ND30_2020)
    for before in range(35, 50):
        blocks = [paragraph(f"dòng {n}") for n in range(before)]
        grid = Grid((1,), ("Đầu",), (("ô",), ("ô",)))
        pages = set_pages(
            Paper("x", look, (*blocks, paragraph("Đề mục", keep=True), Gap(4.0), grid)), width_of
        )
        (page,) = (page for page in pages if "Đề mục" in texts(page))
        assert "ô" in texts(page)


def test_no_line_of_a_paragraph_is_left_alone_on_a_page():
    look = profile(ND30_2020)
    for before in range(30, 45):
        blocks = [paragraph(f"dòng {n}") for n in range(before)]
        blocks.append(Paragraph((Run("từ " * 200),)))
        for above, below in pairwise(set_pages(Paper("x", look, tuple(blocks)), width_of)):
            assert len([line for line in texts(above) if line.startswith("từ")]) != 1
            assert len([line for line in texts(below) if line.startswith("từ")]) != 1


def test_the_heads_of_a_table_come_again_on_each_page():
    pages = [page for page in set_pages(letter(), width_of) if "Dòng của bảng" in texts(page)]
    assert len(pages) > 1
    for page in pages:
        assert [line for line in texts(page) if line == "Số hộ"] == ["Số hộ"]


def test_a_changed_figure_is_marked_where_marks_are_wanted_and_never_on_paper():
    marked = [
        box for page in set_pages(letter(), width_of, marks=True) for box in page.boxes if box.style.fill
    ]
    plain = [box for page in set_pages(letter(), width_of) for box in page.boxes if box.style.fill]
    figures = [box for box in marked if box.lines == ("302",)]
    assert len(figures) == 4
    assert all(box.style.border for box in figures)  # not by colour alone
    assert not any(box.lines == ("302",) for box in plain)


def test_who_signs_for_whom_stands_in_lines_of_capitals():
    assert authority(Signature("KT. Chủ tịch, Phó Chủ tịch", "A", committee=True)) == (
        "TM. ỦY BAN NHÂN DÂN",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
    )
    assert authority(Signature("Giám đốc", "A", committee=False)) == ("GIÁM ĐỐC",)
    assert authority(Signature("TM. UBND; Chủ tịch", "A", committee=True)) == ("TM. UBND", "CHỦ TỊCH")


def test_a_number_still_to_come_leaves_room_for_it():
    columns = heading(profile(ND30_2020), Letterhead("", "CHI NHÁNH THỬ", "Thử", kind="BC"))
    assert isinstance(columns, Columns)
    assert columns.left[-1].text == "Số: ........../BC"
    assert columns.right[-1].text == "Thử, ngày ..... tháng ..... năm ........"


@given(
    st.lists(st.text("ab ế\n0,5", max_size=80), min_size=1, max_size=5),
    st.sampled_from(["left", "center", "right", "justify"]),
    st.floats(0, 60),
)
def test_every_word_is_set_once_and_in_order(parts, align, indent):
    runs = tuple(Run(part, bold=bool(n % 2), size=float(10 + n)) for n, part in enumerate(parts))
    pages = set_pages(Paper("x", profile(BNV_2011), (Paragraph(runs, align, indent),)), width_of)
    boxes = [box for page in pages for box in page.boxes if box not in numbers(page)]
    told = "".join(line for box in boxes for line in box.lines)
    right = A4[0] - profile(BNV_2011).margins[2] + PADDING
    assert all(box.x + box.width <= right + 0.1 for box in boxes)
    assert told.replace(" ", "") == "".join(parts).replace("\n", "").replace(" ", "")


@given(st.lists(st.text("ab ế", max_size=40), min_size=2, max_size=12), st.integers(1, 4))
def test_every_cell_of_a_table_is_set_within_its_column(cells, columns):
    rows = tuple(tuple((*cells, *("",) * columns)[n : n + columns]) for n in range(0, len(cells), columns))
    grid = Grid(tuple(range(1, columns + 1)), (), rows)
    pages = set_pages(Paper("x", profile(BNV_2011), (grid,)), width_of)
    for page in pages:
        for box in page.boxes:
            if box.style.name != "page_number":
                assert all(width_of(line, box.style) <= box.width + 0.01 for line in box.lines)
    told = [box for page in pages for box in page.boxes if box not in numbers(page)]
    assert ["".join(box.lines).replace(" ", "") for box in told] == [
        cell.replace(" ", "") for row in rows for cell in row
    ]
