"""Published figures are loaded strictly and laid beside the consolidated ones (C08)."""

from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from forms.consolidation import Tone
from forms.problems import Problem
from forms.roll_up_view import Published
from office.acts import Act, acts
from office.adding_up import totals
from office.asked_table import Asked, asked_table
from office.consolidation_checks import check
from office.decision import compared, decision, drop, load
from office.writing_tables import export_totals
from tests.offices import KON_TUM, NGOC_LAY, TU_MO_RONG
from tests.passed_on import passed_on

HEADS = "Đơn vị;Bảng;Cột;Năm;Số"
SOURCE = "Quyết định 1234/QĐ-UBND ngày 28/12/2018"


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    with passed_on(tmp_path_factory.mktemp("decision")) as there:
        yield there


@pytest.fixture
def district(house):
    yield house[0]
    if decision(house[0]) is not None:
        drop(house[0])


def text(*lines, heads=HEADS):
    return "\n".join((heads, *lines)).encode("utf-8-sig")


def ours(desk, code="c14"):
    view = totals(desk, "TH-02", "2018")
    number = next(n for n, column in enumerate(view.columns) if column.code == code)
    return view.total[number].value


def c08(desk):
    return next(one for one in check(desk) if one.code == "C08")


def test_without_a_decision_there_is_nothing_to_compare(district):
    assert compared(district) is None
    assert c08(district).tone is Tone.OPEN


def test_a_figure_that_agrees_or_differs_by_one_household_is_good(district):
    value = ours(district)
    lines = (f"{TU_MO_RONG};TH-02;c14;2018;{value}", f"Xã Ngọc Lây;th-02;c14;2018;{value + 1}")
    loaded = load(district, text(*lines), "cong-bo.csv", SOURCE)
    assert (loaded.source, len(loaded.figures)) == (SOURCE, 2)
    assert [one.ours for one in compared(district) or ()] == [Decimal(value)] * 2
    assert c08(district).tone is Tone.GOOD


def test_more_than_one_household_is_told_with_its_place(district):
    value = ours(district)
    load(district, text(f"{NGOC_LAY};TH-02;c14;2018;{value + 2}"), "cong-bo.csv", SOURCE)
    found = c08(district)
    assert found.tone is Tone.WARNING
    assert found.units == (NGOC_LAY,)
    assert str(value + 2) in found.places[0]["vi"]


def test_a_workbook_with_numbers_reads_as_a_text_with_thousands_does(district):
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(HEADS.split(";"))
    sheet.append([int(TU_MO_RONG), "TH-02", "c14", 2018, 1234.5])
    file = BytesIO()
    book.save(file)
    of_book = load(district, file.getvalue(), "cong-bo.xlsx", SOURCE).figures
    of_text = load(district, text(f"{TU_MO_RONG};TH-02;c14;2018;1.234,5"), "cong-bo.csv", SOURCE).figures
    assert of_book == of_text
    assert of_book[0].value == Decimal("1234.5")


def test_the_province_compares_a_commune_two_levels_down(house):
    _, province, _ = house
    value = ours(province)
    lines = (f"{unit};TH-02;c14;2018;{value}" for unit in (KON_TUM, TU_MO_RONG, NGOC_LAY))
    load(province, text(*lines), "cong-bo.csv", SOURCE)
    assert [one.ours for one in compared(province) or ()] == [Decimal(value)] * 3
    drop(province)


@pytest.mark.parametrize(
    "lines, heads, code",
    [
        ((f"{NGOC_LAY};TH-02;c14;2018;1",), "Đơn vị;Bảng;Cột;Năm", "DECISION_COLUMNS"),
        (("99999;TH-02;c14;2018;1",), HEADS, "DECISION_ROW"),
        ((f"{KON_TUM};TH-02;c14;2018;1",), HEADS, "DECISION_ROW"),
        ((f"{NGOC_LAY};TH-99;c14;2018;1",), HEADS, "DECISION_ROW"),
        ((f"{NGOC_LAY};TH-01;revision;2018;1",), HEADS, "DECISION_ROW"),
        ((f"{NGOC_LAY};TH-02;c99;2018;1",), HEADS, "DECISION_ROW"),
        ((f"{NGOC_LAY};TH-02;c14;2031;1",), HEADS, "DECISION_ROW"),
        ((f"{NGOC_LAY};TH-02;c14;2018;12.34",), HEADS, "DECISION_ROW"),
        ((f"{NGOC_LAY};TH-02;c14;2018;khoảng 100",), HEADS, "DECISION_ROW"),
        ((f"{NGOC_LAY};TH-02;c14;2018;1", "Xã Ngọc Lây;TH-02;c14;2018;2"), HEADS, "DECISION_TWICE"),
        ((), HEADS, "DECISION_NONE"),
    ],
)
def test_a_file_with_a_mistake_is_refused_whole(district, lines, heads, code):
    before = len(acts(district, Act.COMPARED))
    with pytest.raises(Problem, match=code):
        load(district, text(*lines, heads=heads), "cong-bo.csv", SOURCE)
    assert len(acts(district, Act.COMPARED)) == before


def test_where_the_figures_are_from_must_be_said_and_they_can_be_taken_away(district):
    with pytest.raises(Problem, match="DECISION_SOURCE"):
        load(district, text(f"{NGOC_LAY};TH-02;c14;2018;1"), "cong-bo.csv", "  ")
    load(district, text(f"{NGOC_LAY};TH-02;c14;2018;1"), "cong-bo.csv", SOURCE)
    drop(district)
    assert decision(district) is None
    with pytest.raises(Problem, match="DECISION_NOT_LOADED"):
        drop(district)


def marked(desk, *lines, of=""):
    load(desk, text(*lines), "cong-bo.csv", SOURCE)
    return asked_table(desk, Asked("TH-02", "2018", of))


def test_a_cell_that_the_decision_says_otherwise_is_marked_where_it_stands(district):
    value = ours(district)
    agrees = f"{TU_MO_RONG};TH-02;c18;2018;{ours(district, 'c18')}"
    view = marked(district, f"{NGOC_LAY};TH-02;c14;2018;{value + 2}", agrees)
    assert view.decision == SOURCE
    assert dict(view.published) == {
        (NGOC_LAY, "c14"): Published(Decimal(value + 2), Decimal(value)),
    }
    assert any("1 trong 2 ô đã so" in note["vi"] for note in view.notes)
    assert not marked(district, agrees).published
    assert any(note["en"].startswith("Agrees with") for note in marked(district, agrees).notes)


def test_a_units_figure_of_all_its_lines_is_told_as_one_of_them_together(house, district):
    _, province, _ = house
    whole = next(row for row in totals(province, "TH-02", "2018").whole_rows if row.unit == TU_MO_RONG)
    figure = int(
        whole.cells[[one.code for one in totals(province, "TH-02", "2018").columns].index("c14")].value or 0
    )
    line = f"{TU_MO_RONG};TH-02;c14;2018;{figure + 9}"
    try:
        view = marked(province, line, f"{NGOC_LAY};TH-02;c14;2018;{figure + 5}")
        assert list(view.published) == [(TU_MO_RONG, "c14")]
        assert not view.published[TU_MO_RONG, "c14"].split  # it has communes alone, no township
        below = asked_table(province, Asked("TH-02", "2018", TU_MO_RONG))
        assert set(below.published) == {("", "c14"), (NGOC_LAY, "c14")}
        new = asked_table(province, Asked("TH-02", "2018", new_units=True))
        assert not new.published  # its lines are other units
    finally:
        drop(province)


def test_what_differs_stands_beside_the_figure_in_the_workbook(district, tmp_path):
    value = ours(district)
    load(district, text(f"{NGOC_LAY};TH-02;c14;2018;{value + 2}"), "cong-bo.csv", SOURCE)
    book = load_workbook(export_totals(district, Asked("TH-02", "2018"), tmp_path / "th-02.xlsx"))
    sheet = book.worksheets[0]
    codes = next(row for row in sheet.iter_rows() if any(cell.value == "≠c14" for cell in row))
    place = next(n for n, cell in enumerate(codes) if cell.value == "≠c14")
    assert codes[place - 1].value == "c14"
    line = next(row for row in sheet.iter_rows() if row[1].value == NGOC_LAY)
    assert (line[place - 1].value, line[place].value) == (value, value + 2)
    others = [row[place].value for row in sheet.iter_rows() if row[1].value not in (None, "", NGOC_LAY)]
    assert {other for other in others[2:] if other} == set()
    assert any("≠ 1 trong 1 ô" in str(row[0].value) for row in sheet.iter_rows())
