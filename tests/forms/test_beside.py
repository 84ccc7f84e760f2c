"""Below the units' lines: rows a level leads itself and adjustments, each in a line, all in the total."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from forms.answers import Address, State
from forms.beside import Beside, counted, rows_of, with_added
from forms.roll_up import Cell, UnitFigures, adds_up, totals
from tests.forms.engine_packs import POVERTY_FORMS, at
from tests.forms.test_roll_up import TABLES, by_code, reported, stock


def adjusted(unit, **cells):
    added = rows_of({at(f"BM02[2018].{name}"): value for name, value in cells.items()})
    words = {"vi": f"Điều chỉnh: Xã {unit}"}
    return Beside(f"ĐC-{unit}", unit, words, UnitFigures(unit, added), own=False)


def led(unit, **cells):
    own = rows_of({at(f"BM02[2018].{name}"): value for name, value in cells.items()})
    return Beside(f"H-{unit}", unit, {"vi": "Huyện quản lý"}, UnitFigures(unit, own), own=True)


def district(*beside):
    figures = {"101": reported("101", stock(100, 10)), "102": reported("102", stock(200, 20))}
    return totals(POVERTY_FORMS, "1", TABLES["TH-02"], figures, "2018", beside)


def test_an_adjustment_stands_below_the_units_and_counts_in_the_total_alone():
    plain, view = district(), district(adjusted("101", c03=7, c14=7))
    assert view.whole_rows == plain.whole_rows
    assert view.subtotals == plain.subtotals
    (line,) = view.beside
    assert (line.unit, line.name) == ("ĐC-101", "Điều chỉnh: Xã 101")
    assert by_code(view, line.cells)["c14"] == Cell(7, 1, 1)
    assert by_code(view, line.cells)["r01"].value is None
    total = by_code(view, view.total)
    assert total["c14"] == Cell(277, 2, 3)
    assert total["r01"].value == Decimal("13.85")
    assert (view.units_in, view.units_all) == (2, 3)


def test_the_rows_a_level_leads_count_and_are_no_unit_of_the_table():
    view = district(led("1", c03=40))
    assert [(row.unit, by_code(view, row.cells)["c03"].value) for row in view.beside] == [("H-1", 40)]
    assert by_code(view, view.total)["c03"] == Cell(340, 2, 3)
    assert by_code(view, view.total)["c18"] == by_code(district(), district().total)["c18"]
    assert (view.units_in, view.units_all, view.missing) == (2, 3, ("103",))


def test_a_line_with_nothing_in_a_table_is_not_shown_there():
    other = Beside("H-1", "1", {"vi": "Huyện"}, UnitFigures("1", {"BM05": {}}), own=True)
    assert district(other) == district()


def test_own_records_stand_in_a_list_with_the_prefix_of_their_level():
    own = reported("101", BM16={("1",): {"c01": "Nuôi dê", "c08": 12}})
    line = Beside("H-1", "1", {"vi": "Huyện"}, replace(own, unit="1"), own=True)
    view = totals(POVERTY_FORMS, "1", TABLES["TH-19"], {"101": own}, None, [line])
    assert [(row.unit, row.key, row.cells[0].value) for row in view.beside] == [("H-1", ("1",), "Nuôi dê")]
    assert by_code(view, view.total)["c08"].value == 24


def test_what_is_added_to_a_blank_takes_its_state_away_and_a_text_is_left():
    place = at("BM02[2018].c03")
    unit = UnitFigures("101", {"BM16": {("1",): {"c01": "Nuôi dê"}}}, {place: State.NONE})
    added = UnitFigures("101", rows_of({place: 4, Address("BM16", ("1",), "c01"): 2}))
    found = with_added(unit, added)
    assert found.values["BM02"]["2018",] == {"c03": 4}
    assert found.values["BM16"]["1",] == {"c01": "Nuôi dê"}
    assert not found.states


@given(
    st.dictionaries(st.sampled_from(["101", "102"]), st.integers(-50, 50), max_size=2),
    st.integers(0, 500),
)
def test_units_lines_and_the_lines_below_come_to_the_total_in_every_column_that_adds_up(amounts, own):
    beside = [adjusted(unit, c03=amount) for unit, amount in amounts.items()] + [led("1", c03=own, c18=own)]
    view = district(*beside)
    for place, column in enumerate(view.columns):
        if adds_up(column):
            lines = [row.cells[place].value or 0 for row in (*view.whole_rows, *view.beside)]
            assert sum(lines) == view.total[place].value


def test_an_adjustment_of_a_unit_without_figures_adds_nothing():
    assert counted([UnitFigures("101", {})], [adjusted("103", c03=5)]) == (UnitFigures("101", {}),)
    assert district(adjusted("103", c03=5)) == district()
