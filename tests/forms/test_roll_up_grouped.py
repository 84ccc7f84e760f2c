"""Tables whose lines are rows of a form, kinds of records or classes of units; what stands beside them."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.answers import State
from forms.engine import FormSet
from forms.pack import Kind, Roll
from forms.roll_up import ADJUSTED, OWN, Beside, Cell, asks_year, totals
from forms.totals_tables import Column, TotalsClass, TotalsTable
from tests.forms.engine_packs import BM16, POVERTY, POVERTY_FORMS, at, form, item, text, words
from tests.forms.test_roll_up import by_code, reported, stock


def column(code, field="", **more):
    return Column(code, words(code), field, **more)


def grouped(*columns, source="BM02", by=("year",), **more):
    return TotalsTable("TH", words("T"), "grouped", source, columns=columns, by=by, **more)


RATE = column("r", expression="if(h = 0, '', round(p div h * 100, 2))", decimals=2)
YEARLY = grouped(column("p", "c03"), column("h", "c18", apart=("year",)), RATE)
CLASSED = grouped(
    column("n", tally="true()"),
    column("h", "c18"),
    column("p", "c03"),
    RATE,
    by=("class",),
    classes=(
        TotalsClass("low", words("Dưới 10 %"), "r < 10"),
        TotalsClass("high", words("Từ 10 %"), "r >= 10"),
        TotalsClass("big", words("Trên 500 hộ"), "h > 500"),
    ),
)


def models(*rows):
    return {(str(number),): row for number, row in enumerate(rows, start=1)}


def view(table, figures, unit="1", **more):
    return totals(POVERTY_FORMS, unit, table, {one.unit: one for one in figures}, **more)


def lines(made):
    return {row.key: by_code(made, row.cells) for row in made.rows}


def test_a_line_a_year_adds_units_and_the_total_leaves_out_what_stands_at_the_end_of_a_year():
    figures = [reported("101", stock(100)), reported("102", stock(50, all_households=500))]
    made = view(YEARLY, figures)
    told = lines(made)
    assert list(told) == [("2016",), ("2017",), ("2018",)]
    assert told["2018",]["p"] == Cell(150, 2, 3)
    assert told["2018",]["r"].value == Decimal("10.00")
    assert told["2016",]["p"] == Cell(None, 0, 3)
    total = by_code(made, made.total)
    assert total["p"].value == 150
    assert total["h"].value is None
    assert (made.year, made.by_units, made.units_in, made.missing) == ("", False, 2, ("103",))


def test_a_table_of_all_years_asks_for_none_and_one_of_a_year_does():
    source = POVERTY.tables_by_id["BM05"]
    by_indicator = grouped(column("n", "c01"), source="BM05", by=("indicator",), filter={"group": "NG"})
    assert not asks_year(YEARLY, POVERTY.tables_by_id["BM02"])
    assert asks_year(by_indicator, source)
    assert not asks_year(replace(by_indicator, filter={"group": "NG", "year": "2017"}), source)


def test_lines_within_each_unit_stand_in_its_block_with_its_subtotal():
    table = grouped(column("n", "c01"), source="BM05", by=("unit", "indicator"), filter={"group": "NG"})
    deprived = {(name, "NG", "2018"): {"c01": n} for n, name in enumerate(("A1", "A2", "B1"), start=1)}
    made = view(table, [reported("101", stock(9), BM05=deprived), reported("102", stock(9), BM05=deprived)])
    assert [(row.block, row.key[1], row.cells[0].value) for row in made.rows[:4]] == [
        ("101", "A1", 1),
        ("101", "A2", 2),
        ("101", "B1", 3),
        ("102", "A1", 1),
    ]
    assert {one.block: (one.cells[0].value, one.units_in) for one in made.subtotals} == {
        "101": (6, 1),
        "102": (6, 1),
        "103": (None, 0),
    }
    assert made.block_words("101")["vi"] == "Xã 101"
    assert made.total[0].value == 12
    assert made.rows[0].places == (("101", ("A1", "NG", "2018")),)


def test_records_are_counted_and_added_by_their_kind_in_the_order_of_the_list():
    table = grouped(
        column("n", tally="true()"),
        column("h", "c08"),
        column("e", tally="c17 > 3"),
        column("w", tally="c17 > 3", names=True),
        source="BM16",
        by=("c02",),
    )
    first = reported(
        "101", BM16=models({"c01": "A", "c02": "crops", "c08": 5, "c17": 4}, {"c01": "B", "c08": 1})
    )
    second = reported("102", BM16=models({"c01": "C", "c02": "credit", "c08": 7, "c17": 9}))
    made = view(table, [first, second])
    told = lines(made)
    assert list(told) == [("credit",), ("crops",), ("",)]
    assert [told[key]["n"].value for key in told] == [1, 1, 1]
    assert [told[key]["h"].value for key in told] == [7, 5, 1]
    assert [told[key]["w"].value for key in told] == ["102", "101", None]
    assert [cell.value for cell in made.total[:3]] == [3, 13, 2]
    assert [row.label["vi"] for row in made.rows] == ["Tín dụng", "Trồng trọt", "(không ghi)"]
    assert made.rows[1].places == (("101", ("1",)),)


def test_answers_are_counted_in_a_column_each():
    bm16 = replace(
        BM16, fields=tuple(replace(f, rollup=Roll.DIST) if f.id == "c02" else f for f in BM16.fields)
    )
    forms = tuple(form(bm16) if one.id == "BM16" else one for one in POVERTY.forms)
    pack = FormSet(replace(POVERTY, forms=forms))
    table = grouped(column("n", tally="true()"), column("c02", "c02"), source="BM16", by=("c01",))
    one = reported("101", form_set=pack, BM16=models({"c01": "A", "c02": "crops"}, {"c01": "B"}))
    made = totals(pack, "1", table, {"101": one})
    assert [c.code for c in made.columns] == ["n", "c02_credit", "c02_crops"]
    assert [c.label["vi"] for c in made.columns[1:]] == ["c02: Tín dụng", "c02: Trồng trọt"]
    assert [[cell.value for cell in row.cells] for row in made.rows] == [[1, 0, 1], [1, None, None]]


def test_units_fall_into_every_class_that_holds_and_into_none_for_want_of_figures():
    figures = [
        reported("101", stock(50)),  # 5 %
        reported("102", stock(300)),  # 30 %
        reported("103", {"c18": 100}),
    ]
    made = view(CLASSED, figures)
    told = lines(made)
    assert list(told) == [("low",), ("high",), ("big",), ("?",)]
    assert [told[key]["n"].value for key in told] == [1, 1, 2, 1]
    assert told["low",]["r"].value == Decimal("5.00")
    assert told["big",]["p"].value == 350
    assert made.rows[3].label["vi"].startswith("Chưa xếp được")
    total = by_code(made, made.total)
    assert (total["n"].value, total["h"].value, total["r"].value) == (3, 2100, Decimal("17.50"))


def test_the_bounds_of_classes_are_sharp():
    (low, high) = (reported("101", stock(99)), reported("102", stock(100)))
    told = lines(view(CLASSED, [low, high]))
    assert (told["low",]["p"].value, told["high",]["p"].value) == (99, 100)


def test_a_rate_of_a_line_uses_only_units_of_which_both_parts_are_known():
    figures = [
        reported("101", stock(50)),
        reported("102", {"c18": 9_000}, {at("BM02[2018].c03"): State.UNKNOWN}),
    ]
    told = lines(view(YEARLY, figures))
    assert told["2018",]["h"].value == 10_000
    assert told["2018",]["r"] == Cell(Decimal("5.00"), 1, 3)


def test_only_rows_that_are_wanted_stand_in_a_list_below_the_values_of_one_field():
    table = TotalsTable(
        "TH", words("T"), "list", "BM16", columns=(column("c01", "c01"),), by=("c02",), when="c08 > 1"
    )
    first = reported(
        "101", BM16=models({"c01": "A", "c02": "crops", "c08": 5}, {"c01": "B", "c02": "credit", "c08": 1})
    )
    second = reported("102", BM16=models({"c01": "C", "c02": "credit", "c08": 7}))
    made = view(table, [first, second])
    assert [(row.block, row.unit, row.cells[0].value) for row in made.rows] == [
        ("credit", "102", "C"),
        ("crops", "101", "A"),
    ]
    assert made.block_words("credit")["vi"] == "Tín dụng"


def test_units_are_ranked_by_a_column_and_the_total_has_no_place():
    sums = next(table for table in POVERTY.totals if table.id == "TH-02")
    table = replace(sums, columns=(*sums.columns, column("place", rank="c03")))
    figures = [reported("101", stock(5)), reported("102", stock(9)), reported("103", stock(5))]
    made = view(table, figures)
    assert {row.unit: row.cells[-1].value for row in made.rows} == {"102": 1, "101": 2, "103": 2}
    assert made.total[-1].value is None


def test_a_plan_is_that_of_one_unit_and_never_of_several():
    planned = text("c21", kind=Kind.INTEGER)
    bm16 = replace(BM16, fields=(*BM16.fields, replace(planned, path="/BM16/models/c21", rollup=Roll.CALC)))
    forms = tuple(form(bm16) if one.id == "BM16" else one for one in POVERTY.forms)
    pack = FormSet(replace(POVERTY, forms=forms))
    table = grouped(column("plan", "c21"), source="BM16", by=("unit",))
    one, two = (
        reported(unit, form_set=pack, BM16=models({"c01": "A", "c21": 40})) for unit in ("101", "102")
    )
    alone = totals(pack, "1", table, {"101": one})
    assert [row.cells[0].value for row in alone.rows] == [40, None, None]
    both = totals(pack, "1", table, {"101": one, "102": two})
    assert both.total[0].value is None


# --- beside the units ----------------------------------------------------------------------------

PREFIXES = {"1": "H-", "0": "T-"}


def beside(own=None, **adjusted):
    figures = {"1": replace(own, unit="1")} if own else {}
    return Beside(figures, adjusted, PREFIXES)


def test_own_rows_stand_below_the_lines_with_the_prefix_of_their_level_and_in_the_total():
    own = reported("101", stock(40))
    made = view(YEARLY, [reported("101", stock(100))], beside=beside(own))
    below = [row for row in made.rows if row.block == OWN]
    assert [(row.label["vi"], row.unit, row.cells[0].value) for row in below] == [("H-Năm 2018", "1", 40)]
    assert (made.total[0].value, made.units_in, made.units_all) == (140, 1, 3)
    assert made.block_words(OWN)["vi"] == "Số liệu cấp trên tự nhập"


def test_own_records_stand_in_a_list_of_their_own_block():
    table = next(one for one in POVERTY.totals if one.id == "TH-19")
    own = reported("101", BM16=models({"c01": "Mô hình huyện", "c08": 3}))
    made = view(table, [reported("102", BM16=models({"c01": "A", "c08": 5}))], beside=beside(own))
    assert [(row.block, row.name, row.cells[0].value) for row in made.rows] == [
        ("rural", "Xã 102", "A"),
        (OWN, "H-Huyện Một", "Mô hình huyện"),
    ]
    assert by_code(made, made.total)["c08"].value == 8


def test_an_adjustment_keeps_the_units_line_and_stands_in_a_line_of_its_own():
    table = next(one for one in POVERTY.totals if one.id == "TH-02")
    signed, now = reported("101", stock(100)), reported("101", stock(93))
    made = view(table, [signed, reported("102", stock(10))], beside=beside(None, **{"101": now}))
    told = {(row.block, row.unit): by_code(made, row.cells) for row in made.whole_rows}
    assert told["urban", "101"]["c03"].value == 100
    difference = told[ADJUSTED, "101"]
    assert (difference["c03"].value, difference["c14"].value, difference["r01"].value) == (-7, -7, None)
    total = by_code(made, made.total)
    assert (total["c03"], total["c14"].value) == (Cell(103, 2, 3), 103)
    assert total["r01"].value == Decimal("5.15")


def test_a_unit_is_classed_by_what_counts_of_it():
    figures = [reported("101", stock(99))]
    made = view(CLASSED, figures, beside=beside(None, **{"101": reported("101", stock(101))}))
    assert lines(made)["high",]["p"].value == 101
    assert made.total[2].value == 101


COUNT = st.integers(0, 400)
UNITS = ("101", "102", "103")


@given(
    st.dictionaries(st.sampled_from(UNITS), COUNT),
    COUNT | st.none(),
    st.dictionaries(st.sampled_from(UNITS), COUNT),
)
def test_lines_own_rows_and_adjustments_make_the_total_whatever_was_sent(sent, own, adjusted):
    for table in (next(one for one in POVERTY.totals if one.id == "TH-02"), YEARLY):
        figures = [reported(unit, stock(poor)) for unit, poor in sent.items()]
        made = view(
            table,
            figures,
            beside=beside(
                reported("101", stock(own)) if own is not None else None,
                **{unit: reported(unit, stock(poor)) for unit, poor in adjusted.items()},
            ),
        )
        for place, shown in enumerate(made.columns):
            if shown.field is not None and shown.field.rollup is Roll.SUM and shown.code != "h":
                parts = [row.cells[place].value or 0 for row in made.whole_rows]
                assert sum(parts) == (made.total[place].value or 0)
        counted = sum(adjusted.get(unit, poor) for unit, poor in sent.items()) + (own or 0)
        place = [column.code for column in made.columns].index("p" if table is YEARLY else "c03")
        assert (made.total[place].value or 0) == counted


@pytest.mark.parametrize("unit", ["0", "1"])
def test_the_order_in_which_units_came_changes_nothing(unit):
    figures = [reported(one, stock(10 * n)) for n, one in enumerate(UNITS, start=1)]
    for table in (YEARLY, CLASSED):
        assert view(table, figures, unit) == view(table, figures[::-1], unit)


def test_a_list_item_is_named_by_its_list_and_an_unknown_one_by_itself():
    table = grouped(column("n", tally="true()"), source="BM16", by=("c02",))
    made = view(table, [reported("101", BM16=models({"c01": "A", "c02": "crops"}))])
    pack = FormSet(replace(POVERTY, lists={"kind": (item("credit"),)}))
    other = totals(pack, "1", table, {"101": reported("101", BM16=models({"c01": "A", "c02": "crops"}))})
    assert (made.rows[0].label["vi"], other.rows[0].label["vi"]) == ("Trồng trọt", "crops")
