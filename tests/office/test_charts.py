"""What charts show: figures of the tables, found through the pack and not by the names of its forms."""

from dataclasses import replace
from decimal import Decimal

import pytest

from forms.answers import Address
from forms.problems import Problem
from forms.roll_up_figures import Cell
from forms.roll_up_view import TotalsColumn, TotalsRow, TotalsView
from forms.totals_tables import Column, TotalsTable
from office.adding_up import totals
from office.chart import Chart, Series, in_parts
from office.charts import BELOW, OWN, chart, offers
from office.entry import Entry
from office.grouped_bars import bars, counted
from office.working_year import choose_working_year
from tests.levels import three_levels
from tests.offices import NGOC_LAY, TU_MO_RONG, Place, shelf

LAST = "2018"
ANNUAL = "vn-2026-annual-review"


@pytest.fixture(scope="module")
def commune(tmp_path_factory):
    with Place(tmp_path_factory.mktemp("charts")).filled(NGOC_LAY) as desk:
        yield desk


@pytest.fixture(scope="module")
def own(commune):
    return Entry(commune).open


def shown(shows: Chart) -> dict[tuple[str, str], Decimal | None]:
    """Series and category -> value."""
    return {
        (one.name, name): value
        for one in shows.series
        for name, value in zip(shows.categories, one.values, strict=True)
    }


def test_a_commune_is_offered_rates_profiles_money_and_completeness(commune):
    found = [one.id for one in offers(commune)]
    assert found[0] == "TH-04"
    assert {"TH-03", "TH-06", "TH-07", "TH-08", "BM09", OWN} <= set(found)
    assert BELOW not in found


def test_the_rate_by_year_is_that_of_the_form(commune, own):
    shows = chart(commune, "TH-04", own)
    assert shows.shape == "columns"
    assert shows.categories == ("31/12/2015", "cuối 2016", "cuối 2017", "cuối 2018")
    values = shown(shows)
    for year in ("2016", "2017", "2018"):
        rate = own.view(Address("BM02", (year,), "r01")).value
        assert values["Tỷ lệ hộ nghèo", f"cuối {year}"] == rate
    rate = own.view(Address("BM02", ("2018",), "r02")).value
    assert values["Tỷ lệ hộ nghèo DTTS", "cuối 2018"] == rate


def test_a_profile_shows_a_year_beside_the_one_before(commune, own):
    shows = chart(commune, "TH-06", own, "2017")
    assert [one.name for one in shows.series] == ["2017", "2016"]
    assert len(shows.categories) == 10
    for year in ("2017", "2016"):
        for place, row in enumerate(("A1", "B1", "D2")):
            rate = own.view(Address("BM05", (row, "NG", year), "r01")).value
            name = next(one for one in shows.categories if one.startswith(row))
            got = shown(shows)[year, name]
            assert (got is None) == (rate is None), place
            assert got is None or abs(got - Decimal(rate)) <= Decimal("0.005")


def test_plan_and_spent_stand_side_by_side_in_millions(commune, own):
    shows = chart(commune, "BM09", own, "2018")
    assert [one.name for one in shows.series] == ["Kế hoạch vốn", "Giải ngân"]
    assert shows.unit == "triệu đồng"
    plan = sum(value for value in shows.series[0].values if value)
    rows = [
        row.key for row in commune.pack.tables_by_id["BM09"].rows if row.key[1] == "2018" and not row.total
    ]
    whole = sum(own.view(Address("BM09", key, "k09")).value or 0 for key in rows)
    assert plan == Decimal(whole) / 1_000_000


def test_completeness_counts_the_cells_of_each_form(commune, own):
    shows = chart(commune, OWN, own)
    assert set(shows.series[0].values) == {Decimal(100)}
    assert shows.most == 100


def test_the_year_worked_on_is_shown_unless_another_is_asked_for(commune, own):
    try:
        choose_working_year(commune, "2016")
        assert chart(commune, "BM09", own).title.endswith("2016")
        assert chart(commune, "BM09", own, "2017").title.endswith("2017")
    finally:
        choose_working_year(commune, "")
    assert chart(commune, "BM09", own).title.endswith("2018")


@pytest.mark.parametrize("asked,code", [(("TH-99", ""), "NO_CHART"), (("TH-06", "1999"), "NO_YEAR")])
def test_what_there_is_not_is_told(commune, own, asked, code):
    with pytest.raises(Problem) as told:
        chart(commune, asked[0], own, asked[1])
    assert told.value.code == code


def test_an_empty_office_has_charts_without_figures(tmp_path):
    with Place(tmp_path).office(NGOC_LAY) as desk:
        for one in offers(desk):
            shows = chart(desk, one.id)
            assert shows.known is (one.id == OWN), one.id
            assert "–" in shows.told() or one.id == OWN or not shows.categories


def test_a_district_shows_what_it_has_taken_in(tmp_path):
    with Place(tmp_path).office(TU_MO_RONG) as desk:
        shows = chart(desk, BELOW)
        assert set(shows.series[0].values) == {Decimal(0)}
        assert len(shows.categories) == len(desk.reporting_units)
        assert shows.note.startswith("Tạm tính")
        profile = chart(desk, "TH-06")
        assert all(value is None for one in profile.series for value in one.values)
        assert totals(desk, "TH-06").units_in == 0


def test_what_is_grouped_is_shown_as_the_table_counts_it(place):
    with three_levels(place) as (commune, district, province):
        assert "TH-09b" not in {one.id for one in offers(commune)}
        causes = chart(district, "TH-09b", year="2018")
        lines = totals(district, "TH-09b", "2018").rows
        got, counted = shown(causes), [(row.label["vi"], row.cells[0].value) for row in lines]
        assert {name: got.get(("Số hộ nghèo", name), 0) for name, value in counted if value} == {
            name: value for name, value in counted if value
        }
        assert "TH-23" not in {one.id for one in offers(district)}  # a table of the province
        assert chart(district, "TH-18").title == "Tác động và đề xuất chính sách: Số đơn vị có thực hiện"
        classes = chart(province, "TH-23", year="2018")
        assert classes.title == "Nhóm xã theo tỷ lệ hộ nghèo: Số xã, phường, thị trấn, 2018"
        assert (classes.unit, [one.values for one in classes.series]) == ("xã", [(Decimal(1),)])


def test_bars_that_are_too_many_for_a_page_are_parted_evenly_and_none_is_lost():
    names = tuple(str(number) for number in range(25))
    values = tuple(Decimal(number) for number in range(25))
    whole = Chart("x", "bars", "Mục tiêu", "xã", names, (Series("a", values), Series("b", values)))
    parts = in_parts(whole, 24)
    assert [len(one.categories) for one in parts] == [9, 9, 7]
    assert [one.title for one in parts] == [f"Mục tiêu ({number}/3)" for number in (1, 2, 3)]
    assert tuple(value for one in parts for value in one.series[1].values) == values
    assert in_parts(whole, 50) == (whole,)
    assert in_parts(replace(whole, shape="columns"), 24)[0].categories == names


def test_of_very_many_groups_the_largest_are_shown_in_the_order_of_the_table():
    rows = tuple(
        TotalsRow("", "", "", (Cell(number % 30, 1, 1),), (str(number),), {"vi": str(number)})
        for number in range(60)
    )
    columns = (TotalsColumn("n", {"vi": "Số hộ"}),)
    view = TotalsView("X", {"vi": "X"}, LAST, columns, rows, (), (), (), 1, 1, ())
    table = TotalsTable("X", {}, "grouped", columns=(Column("n", {}, unit={"vi": "hộ"}),), by=("cause",))
    found = bars(view, table, counted(table))
    ((_, values),) = found.columns
    assert len(found.lines) == 20
    assert values == tuple(Decimal(number % 30) for number in range(60) if number % 30 >= 20)


def test_another_pack_gives_other_charts_without_a_word_about_it(tmp_path):
    packed = next(one for one in shelf().packs if one.pack.id == ANNUAL)
    unit = next(
        one
        for one in packed.pack.units
        if packed.pack.forms_for(one) and not packed.pack.reporting_units(one.code)
    )
    with Place(tmp_path).office(unit.code, pack=packed.data) as desk:
        kinds = {one.id: chart(desk, one.id).shape for one in offers(desk)}
        assert {"TH-01", "TH-04", "TH-10a", OWN} <= kinds.keys()
        assert set(kinds.values()) == {"bars"}


def test_a_value_is_told_in_words_with_its_unit():
    one = Chart(
        "x", "columns", "Tỷ lệ", "%", ("2017", "2018"),
        (Series("nghèo", (Decimal("17.29"), None)), Series("cận nghèo", (Decimal("1234.5"), Decimal(0)))),
        decimals=2,
    )  # fmt: skip
    assert one.said(0, 0) == "2017: 17,29 % (nghèo)"
    assert one.said(0, 1) == "2018: – (nghèo)"
    assert one.said(1, 0) == "2017: 1.234,50 % (cận nghèo)"
    assert one.told().count(";") == 3


def test_papers_of_charts_speak_vietnamese_on_an_english_screen(commune, own):
    try:
        commune.language = "en"
        assert "Poverty rate" in chart(commune, "TH-04", own).title
        assert chart(commune, "TH-04", own, language="vi").title == "Tỷ lệ hộ nghèo"
        assert chart(commune, "TH-04", own, language="vi").said(0, 1).endswith("% (Tỷ lệ hộ nghèo)")
    finally:
        commune.language = "vi"


def laid(by, keys, *columns, own=()):
    """Give a table laid out by `by` with one line a key, and the bars of it; a value a column."""
    table = TotalsTable("X", {}, "grouped", columns=columns, by=by)
    shown_columns = tuple(TotalsColumn(one.code, one.label, unit=one.unit) for one in columns)
    rows = tuple(
        TotalsRow(
            "",
            "",
            block,
            tuple(Cell(value, 1, 1) for value in values),
            key,
            {"vi": " – ".join(key[1:] or key)},
        )
        for lines, block in ((keys, ""), (own, "own"))
        for key, values in lines
    )
    return table, TotalsView("X", {"vi": "X"}, LAST, shown_columns, rows, (), (), (), 1, 1, ())


def count(code, unit="hộ", **more):
    return Column(code, {"vi": code}, code, unit={"vi": unit}, **more)


def told(table, view, year=""):
    found = bars(view, table, counted(table), year)
    return [one["vi"] for one in found.lines], {name["vi"]: values for name, values in found.columns}


def test_plan_and_spent_stand_beside_each_other_with_what_the_office_entered_itself():
    rate = Column("r", {"vi": "r"}, expression="if(k9 = 0, '', round(g9 div k9 * 100, 2))", unit={"vi": "%"})
    columns = (count("k1", "đ"), count("k9", "đ"), count("g1", "đ"), count("g9", "đ"), rate)
    lines = [(("DA1",), (1, 20, 1, 10, 50)), (("DA2",), (1, 30, 1, 30, 100))]
    table, view = laid(("project",), lines, *columns, own=[(("DA2",), (0, 5, 0, 4, 80))])
    assert told(table, view) == (["DA1", "DA2"], {"k9": (20, 35), "g9": (10, 34)})
    years, _ = laid(("year",), [], *columns)
    assert counted(years) == ("k9", "g9")


def test_of_a_table_by_years_and_things_one_year_is_shown_in_what_things_have_in_common():
    columns = (count("n", "lượt", apart=("activity",)), count("money", "đ"))
    lines = [(("2017", "A"), (7, 70)), (("2018", "A"), (8, 80)), (("2018", "B"), (9, 90))]
    table, view = laid(("year", "activity"), lines, *columns)
    assert told(table, view, "2018") == (["A", "B"], {"money": (80, 90)})
    assert told(table, view, "2017") == (["A"], {"money": (70,)})


def test_of_two_things_the_second_stands_beside_each_other_where_it_has_few_values():
    works = Column("n", {"vi": "n"}, tally="true()", unit={"vi": "công trình"})
    lines = [(("road", "done"), (3,)), (("road", "late"), (1,)), (("school", "done"), (2,))]
    table, view = laid(("kind", "state"), lines, works)
    assert told(table, view) == (["road", "school"], {"done": (3, 2), "late": (1, None)})
    many = [(("road", str(number)), (number,)) for number in range(1, 7)]
    table, view = laid(("kind", "state"), many, works)
    assert told(table, view) == (["road"], {"n": (21,)})
    deep = [(("road", "done", "x"), (3,)), (("road", "late", "y"), (4,))]
    table, view = laid(("kind", "state", "more"), deep, works)
    assert told(table, view) == (["road"], {"n": (7,)})


def test_a_table_of_units_or_of_rates_alone_has_no_bars():
    assert counted(laid(("unit", "ethnic"), [], count("n"))[0]) == ()
    assert counted(laid(("cause",), [], count("r", "%"))[0]) == ()
    assert counted(laid(("kind", "cause"), [], count("n", apart=("cause",)))[0]) == ()
