"""Many units become one table: sums of what is known, rates from the sums, blocks, what is missing."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.answers import Document, State
from forms.engine import FormSet
from forms.pack import FixedRow, Kind, Roll, TableKind
from forms.problems import Problem
from forms.roll_up import Cell, UnitFigures, add_up, distribution, is_known, totals
from tests.forms.engine_packs import (
    COMMUNES,
    POVERTY,
    POVERTY_FORMS,
    TODAY,
    at,
    cell,
    key,
    one_form,
    table,
    text,
    words,
)

TABLES = {table.id: table for table in POVERTY.totals}


def reported(unit, figures=None, states=None, form_set=POVERTY_FORMS, **tables):
    """What a unit reports that typed these figures of 2018 into BM02, and these other tables."""
    typed = {"BM02": {("2018",): figures}, **tables} if figures else tables
    opened = form_set.open(
        next(one for one in COMMUNES if one.code == unit), Document(typed, states or {}), TODAY
    )
    return UnitFigures(unit, opened.values(), opened.states())


def stock(start, escaped=0, all_households=1000):
    return {
        "c01": all_households,
        "c03": start,
        "c05": escaped,
        "c06": 0,
        "c09": 0,
        "c10": 0,
        "c11": 0,
        "c12": 0,
        "c13": 0,
        "c18": all_households,
    }


def by_code(view, cells):
    return {column.code: cell for column, cell in zip(view.columns, cells, strict=True)}


def test_a_sum_adds_known_values_and_says_of_how_many():
    units = [
        reported("101", stock(100)),
        reported("102", {"c03": 7}),
        reported("103", {"c18": 5}, {at("BM02[2018].c03"): State.UNKNOWN}),
        reported("201", {"c18": 5}, {at("BM02[2018].c03"): State.NONE}),
        reported("202", {"c18": 5}),
    ]
    assert add_up(POVERTY_FORMS, at("BM02[2018].c03"), units) == Cell(107, 3, 5)
    assert add_up(POVERTY_FORMS, at("BM02[2018].c14"), units) == Cell(100, 1, 5)
    assert add_up(POVERTY_FORMS, at("BM02[2017].c03"), units) == Cell(None, 0, 5)
    assert add_up(POVERTY_FORMS, at("BM02[2018].c03"), units[:1], 9) == Cell(100, 1, 9)


def test_a_rate_is_worked_out_from_sums_and_never_averaged():
    units = [reported("101", stock(10, 0, 100)), reported("102", stock(10, 0, 900))]
    assert add_up(POVERTY_FORMS, at("BM02[2018].r01"), units) == Cell(Decimal("2.00"), 2, 2)


def test_a_rate_uses_only_units_of_which_both_parts_are_known():
    whole, half = reported("101", stock(10, 0, 100)), reported("102", {"c18": 900})
    assert add_up(POVERTY_FORMS, at("BM02[2018].r01"), [whole, half]) == Cell(Decimal("10.00"), 1, 2)
    across = reported("103", {"c18": 900}, BM03={("2018",): {"c10": 90}})
    alone = reported("201", None, BM03={("2018",): {"c10": 90}})
    assert add_up(POVERTY_FORMS, at("BM03[2018].r01"), [across, alone]) == Cell(Decimal("10.00"), 1, 2)


def test_a_rate_made_of_a_rate_comes_from_the_sums_too():
    units = [reported("101", stock(300, 100, 1000)), reported("102", stock(100, 50, 1000))]
    # 400 of 2000 at the start are 20 %, 250 of 2000 at the end 12.5 %
    assert add_up(POVERTY_FORMS, at("BM02[2018].r04"), units) == Cell(Decimal("7.50"), 2, 2)


def test_a_unit_with_no_household_in_a_group_still_counts_in_the_rate():
    units = [reported("101", stock(0, 0, 0)), reported("102", stock(10, 0, 100))]
    assert add_up(POVERTY_FORMS, at("BM02[2018].r01"), units) == Cell(Decimal("10.00"), 2, 2)
    assert add_up(POVERTY_FORMS, at("BM02[2018].r01"), units[:1]) == Cell(None, 0 + 1, 1)


def test_a_sum_over_cells_that_are_not_all_known_is_not_known():
    part = reported("101", stock(50), BM05={("A1", "NG", "2018"): {"c01": 4}})
    every = reported("102", stock(50), BM05={(i, "NG", "2018"): {"c01": 5} for i in ("A1", "A2", "B1")})
    total, mean = at("BM05[A1|NG|2018].c03"), at("BM05[A1|NG|2018].r02")
    assert not is_known(POVERTY_FORMS, part, total)
    assert is_known(POVERTY_FORMS, every, total)
    assert add_up(POVERTY_FORMS, total, [part, every]) == Cell(19, 1, 2)
    assert add_up(POVERTY_FORMS, mean, [part, every]) == Cell(Decimal("0.30"), 1, 2)


def test_counts_means_and_distributions():
    fields = (
        key("year"),
        cell("poor", kind=Kind.CHOICE, rollup=Roll.COUNT),
        cell("people"),
        cell("income", rollup=Roll.WAVG, weight="people"),
        cell("share", kind=Kind.DECIMAL, decimals=2, rollup=Roll.WAVG, weight="people"),
        text("how", kind=Kind.CHOICES),
        text("note"),
    )
    shape = table(
        "T",
        "/T/rows",
        fields,
        TableKind.FIXED,
        axes=("year",),
        rows=(FixedRow(("2018",), words("2018")),),
    )
    form_set = FormSet(one_form(shape, units=POVERTY.units))

    def unit(code, **values):
        return reported(code, form_set=form_set, T={("2018",): values})

    units = [
        unit("101", poor="1", people=100, income=10, share=Decimal("1.5"), how="a b"),
        unit("102", poor="0", people=300, income=20, share=Decimal("2.5"), how="b"),
        unit("103", poor="1", people=500),
        unit("201", income=99),
    ]
    assert add_up(form_set, at("T[2018].poor"), units) == Cell(2, 3, 4)
    assert add_up(form_set, at("T[2018].income"), units) == Cell(18, 2, 4)  # 17.5, half up
    assert add_up(form_set, at("T[2018].share"), units) == Cell(Decimal("2.25"), 2, 4)
    assert add_up(form_set, at("T[2018].note"), units) == Cell(None, 0, 4)
    assert distribution(form_set, "T", "how", units) == {"a": 1, "b": 2}


def test_a_cell_the_pack_has_not_is_refused():
    with pytest.raises(Problem, match="NO_SUCH_CELL"):
        add_up(POVERTY_FORMS, at("BM02[2018].c99"), [])


def district(year="2018"):
    figures = {
        "101": reported("101", stock(100, 10)),
        "102": reported("102", stock(200, 20)),
        "103": reported("103", stock(300, 30)),
    }
    return totals(POVERTY_FORMS, "1", TABLES["TH-02"], figures, year)


def test_a_district_has_its_communes_in_code_order_in_two_blocks():
    view = district()
    assert [(row.block, row.unit, row.name) for row in view.rows] == [
        ("urban", "101", "Xã 101"),
        ("rural", "102", "Xã 102"),
        ("rural", "103", "Xã 103"),
    ]
    assert [row.unit for row in view.whole_rows] == ["101", "102", "103"]
    assert by_code(view, view.rows[1].cells)["c14"] == Cell(180, 1, 1)
    assert [(part.block, by_code(view, part.cells)["c14"].value) for part in view.subtotals] == [
        ("urban", 90),
        ("rural", 450),
    ]
    total = by_code(view, view.total)
    assert total["c14"] == Cell(540, 3, 3)
    assert total["r01"] == Cell(Decimal("18.00"), 3, 3)
    assert (view.units_in, view.units_all, view.missing, view.provisional) == (3, 3, (), False)
    assert view.notes[0]["vi"] == "3/3 đơn vị đã có số liệu"


def test_a_province_has_a_district_in_both_blocks_and_names_what_is_missing():
    figures = {code: reported(code, stock(100 * int(code[-1]))) for code in ("101", "102", "202")}
    view = totals(POVERTY_FORMS, "0", TABLES["TH-02"], figures, "2018")
    lines = [(row.block, row.unit, by_code(view, row.cells)["c03"]) for row in view.rows]
    assert lines == [
        ("urban", "1", Cell(100, 1, 1)),
        ("urban", "2", Cell(None, 0, 1)),
        ("rural", "1", Cell(200, 1, 2)),
        ("rural", "2", Cell(200, 1, 1)),
    ]
    whole = [(row.unit, row.block, by_code(view, row.cells)["c03"]) for row in view.whole_rows]
    assert whole == [("1", "", Cell(300, 2, 3)), ("2", "", Cell(200, 1, 2))]
    assert by_code(view, view.total)["c03"] == Cell(500, 3, 5)
    assert (view.units_in, view.units_all, view.missing) == (3, 5, ("103", "201"))
    assert view.provisional
    assert view.notes[0] == {
        "vi": "3/5 đơn vị đã có số liệu (tạm tính)",
        "en": "figures of 3 of 5 units (provisional)",
    }
    assert [(part.units_in, part.units_all) for part in view.subtotals] == [(1, 2), (2, 3)]


def test_the_year_asked_is_the_year_shown_and_the_last_by_default():
    assert district("2017").total[0].value is None
    assert district(None).year == "2018"
    with pytest.raises(Problem, match="TOTALS_YEAR"):
        district("2013")


def test_a_series_lays_years_side_by_side_with_columns_worked_out_from_columns():
    def unit(code, p16, p18, households):
        return reported(
            code,
            BM02={
                ("2016",): {**stock(p16), "c18": 1000},
                ("2018",): {**stock(p18), "c18": households},
            },
        )

    figures = {"101": unit("101", 100, 50, 1000), "102": unit("102", 100, 70, 3000)}
    view = totals(POVERTY_FORMS, "1", TABLES["TH-04"], figures)
    assert view.year == ""
    found = {code: cell.value for code, cell in by_code(view, view.total).items()}
    assert found == {"h18": 4000, "p16": 200, "p18": 120, "t18": Decimal("3.00"), "e": 80}
    half = {**figures, "103": reported("103", {"c18": 6000})}
    view = totals(POVERTY_FORMS, "1", TABLES["TH-04"], half)
    found = by_code(view, view.total)
    assert found["h18"] == Cell(10_000, 3, 3)
    assert found["t18"] == Cell(Decimal("3.00"), 2, 3)
    assert found["e"] == Cell(80, 2, 3)


def test_a_matrix_has_a_column_for_each_indicator_in_numbers_and_percent():
    rows = {("A1", "NG", "2018"): {"c01": 5}, ("A2", "NG", "2018"): {"c01": 20}}
    figures = {
        "101": reported("101", stock(100), BM05=rows),
        "102": reported("102", stock(300), BM05={("A1", "NG", "2018"): {"c01": 15}}),
    }
    view = totals(POVERTY_FORMS, "1", TABLES["TH-06"], figures, "2018")
    assert [c.code for c in view.columns] == ["c00", "A1", "A2", "B1", "A1_pct", "A2_pct", "B1_pct"]
    found = by_code(view, view.total)
    assert found["c00"] == Cell(400, 2, 3)
    assert found["A1"] == Cell(20, 2, 3)
    assert found["A1_pct"] == Cell(Decimal("5.00"), 2, 3)
    assert found["A2_pct"] == Cell(Decimal("20.00"), 1, 3)
    assert found["B1_pct"] == Cell(None, 0, 3)


def test_a_list_has_every_record_with_its_unit_in_front():
    figures = {
        "102": reported("102", BM16={("1",): {"c01": "Dê", "c08": 5}, ("10",): {"c01": "Cà phê", "c08": 7}}),
        "101": reported("101", BM16={("2",): {"c01": "Bò", "c02": "credit"}}),
    }
    view = totals(POVERTY_FORMS, "1", TABLES["TH-19"], figures)
    lines = [(row.unit, row.key, *(cell.value for cell in row.cells)) for row in view.whole_rows]
    assert lines == [
        ("101", ("2",), "Bò", None, "credit"),
        ("102", ("1",), "Dê", 5, "pending"),
        ("102", ("10",), "Cà phê", 7, "pending"),
    ]
    assert by_code(view, view.total)["c08"].value == 12
    assert by_code(view, view.total)["c01"].value is None


def test_the_tracker_is_no_table_of_figures():
    with pytest.raises(Problem, match="TOTALS_KIND"):
        totals(POVERTY_FORMS, "1", TABLES["TH-01"], {})


def test_a_column_with_an_unknown_name_is_refused():
    broken = replace(TABLES["TH-04"], columns=(replace(TABLES["TH-04"].columns[3], expression="nope div 2"),))
    with pytest.raises(Problem, match="PACK_EXPRESSION"):
        totals(POVERTY_FORMS, "1", broken, {})


FIGURE = st.one_of(st.none(), st.integers(0, 500))
UNIT = st.fixed_dictionaries(dict.fromkeys(("c01", "c03", "c05", "c06", "c18"), FIGURE))


@given(st.lists(UNIT, min_size=1, max_size=5), st.randoms(use_true_random=False))
def test_the_order_of_units_does_not_matter_and_sums_are_plain_sums(units, chance):
    figures = [
        reported(one.code, {name: value for name, value in unit.items() if value is not None})
        for one, unit in zip(COMMUNES, units, strict=False)
    ]
    shuffled = list(figures)
    chance.shuffle(shuffled)
    for name in ("c03", "c07", "r01", "r04"):
        address = at(f"BM02[2018].{name}")
        assert add_up(POVERTY_FORMS, address, figures) == add_up(POVERTY_FORMS, address, shuffled)
    given_values = [unit["c03"] for unit in units if unit["c03"] is not None]
    total = 0
    for one in given_values:
        total += one
    expected = Cell(total if given_values else None, len(given_values), len(units))
    assert add_up(POVERTY_FORMS, at("BM02[2018].c03"), figures) == expected
    one_way = totals(POVERTY_FORMS, "0", TABLES["TH-02"], {f.unit: f for f in figures})
    other_way = totals(POVERTY_FORMS, "0", TABLES["TH-02"], {f.unit: f for f in shuffled})
    assert one_way == other_way
