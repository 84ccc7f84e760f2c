"""TH-04 of several communes: their plans put together by counts, and the own plan of a line."""

from decimal import Decimal
from typing import Any

import pytest

from forms.answers import Document
from forms.roll_up import Beside, UnitFigures, totals
from tests.packs.offices import TODAY

COUNTED = (
    *("c01", "c02", "c03", "c04", "c05", "c06", "c08", "c09", "c10", "c11", "c12", "c13", "c15", "c16"),
    *("c17", "c18", "c19", "c20", "c21"),
)
NGOC_LAY, DAK_NA, MANG_RI = "23404", "23407", "23410"


def commune(form_set, code, start, poor, end, left, plan):
    """Open a commune with `poor` of `start` households in 2015, `left` of `end` in 2018, and a plan in %."""
    rows: dict[tuple[str, ...], Any] = {}
    for year in ("2016", "2017", "2018"):
        row = {**dict.fromkeys(COUNTED, 0), "c01": start, "c03": poor, "c18": start}
        rows[(year,)] = {**row, "c06": poor - left, "c18": end} if year == "2018" else row
    tables: dict[str, dict[tuple[str, ...], Any]] = {"BM02": rows}
    if plan is not None:
        tables["BM08"] = {("MT01", "2018"): {"c03": Decimal(plan)}}
    forms = form_set.open(form_set.pack.units_by_code[code], Document(tables), TODAY)
    return UnitFigures(code, forms.values(), forms.states())


@pytest.fixture(scope="module")
def figures(form_set):
    return {
        NGOC_LAY: commune(form_set, NGOC_LAY, 400, 200, 500, 80, "20"),
        DAK_NA: commune(form_set, DAK_NA, 300, 150, 300, 60, "12.5"),
        MANG_RI: commune(form_set, MANG_RI, 200, 80, 200, 50, None),
    }


@pytest.fixture(scope="module")
def of(form_set, figures):
    table = next(one for one in form_set.pack.totals if one.id == "TH-04")

    def make(unit, own=None):
        plans = {
            code: UnitFigures(code, {"BM08": {("MT01", "2018"): {"c03": Decimal(plan)}}})
            for code, plan in (own or {}).items()
        }
        return totals(form_set, unit, table, figures, beside=Beside(own=plans))

    return make


def told(view, cells):
    return {column.code: cell for column, cell in zip(view.columns, cells, strict=True)}


def test_plans_of_several_communes_are_the_planned_households_of_all_households(of):
    view = of("617")
    total = told(view, view.total)
    # 20 % of 500 and 12.5 % of 300 households: 137.5 of 800; the mean of the two rates would be 16.25
    assert total["kh"].value == Decimal("17.19")
    assert total["kh"].known == 2  # the third has no plan
    # of those two alone: 350 of 700 poor in 2015, 140 of 800 in 2018, 32.5 of 32.81 points
    assert total["ht"].value == Decimal("99.06")
    assert total["ht"].known == 2
    assert total["t18"].value == Decimal("19.00")  # 190 of 1000: its own line tells of all three


def test_a_commune_is_measured_against_what_it_planned_itself(of):
    view = of("617")
    lines = {row.unit: told(view, row.cells) for row in view.whole_rows}
    ngoc_lay = lines[NGOC_LAY]
    assert ngoc_lay["kh"].value == ngoc_lay["ko"].value == Decimal("20.00")
    # 50 % to 16 %: 34 of 30 points
    assert ngoc_lay["ht"].value == ngoc_lay["hto"].value == Decimal("113.33")
    assert lines[MANG_RI]["kh"].value is lines[MANG_RI]["ht"].value is lines[MANG_RI]["ko"].value is None


def test_a_district_has_the_plan_it_entered_itself_beside_that_of_its_communes(of):
    view = of("617", own={"617": "18"})
    total = told(view, view.total)
    assert (total["kh"].value, total["ko"].value) == (Decimal("17.19"), Decimal(18))
    # 430 of 900 is 47.78 %, 190 of 1000 is 19 %: 28.78 of 29.78 points
    assert total["hto"].value == Decimal("96.64")
    assert told(of("617"), of("617").total)["ko"].value is None


def test_a_province_tells_the_districts_own_plan_in_its_line_and_its_own_in_the_total(of):
    view = of("62", own={"617": "18", "62": "15"})
    line = next(told(view, row.cells) for row in view.whole_rows if row.unit == "617")
    assert (line["ko"].value, line["kh"].value) == (Decimal(18), Decimal("17.19"))
    assert told(view, view.total)["ko"].value == Decimal(15)
    assert all(told(view, one.cells)["ko"].value is None for one in view.subtotals)
    assert not any(row.block == "own" for row in view.rows)  # a plan is no figure to be added


def test_a_district_of_townships_and_communes_tells_its_own_plan_in_a_line_of_its_own(form_set):
    town = commune(form_set, "23341", 100, 20, 100, 10, None)  # Thị trấn Đắk Glei
    rural = commune(form_set, "23347", 300, 160, 300, 90, None)
    table = next(one for one in form_set.pack.totals if one.id == "TH-04")
    plan = UnitFigures("610", {"BM08": {("MT01", "2018"): {"c03": Decimal(20)}}})
    beside = Beside(own={"610": plan}, prefixes={"610": "H-"})
    view = totals(form_set, "62", table, {"23341": town, "23347": rural}, beside=beside)
    lines = [(row.block, row.name, told(view, row.cells)) for row in view.rows if row.unit == "610"]
    assert [(block, one["ko"].value) for block, _, one in lines] == [
        ("urban", None),
        ("rural", None),
        ("own", Decimal(20)),
    ]
    own = lines[2]
    assert own[1] == "H-Huyện Đắk Glei"
    # 180 of 400 to 100 of 400: 20 of the 25 points planned
    assert own[2]["hto"].value == Decimal("80.00")
    assert {code for code, cell in own[2].items() if cell.value is not None} == {"ko", "hto"}


def test_what_the_columns_mean_stands_in_their_names_and_below_the_table(of):
    view = of("617")
    words = {column.code: column.label["vi"] for column in view.columns}
    assert "các xã cộng lại" in words["kh"]
    assert "chính đơn vị" in words["ko"]
    assert any("không phải bình quân" in note["vi"] for note in view.notes)
