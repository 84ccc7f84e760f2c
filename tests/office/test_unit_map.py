"""The tables of 2018 by the communes of today: nothing is lost, nothing is split that cannot be."""

import pytest

from forms.problems import Problem
from office.adding_up import tables, totals
from office.asked_table import Asked, asked_table, parts_of
from office.unit_map import MOVED_KINDS, NewUnit, by_new_units, can_move, moves
from tests.offices import NGOC_LAY, TU_MO_RONG
from tests.passed_on import passed_on

DIVIDED = "00007"  # Phường Cống Vị, to two wards


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    with passed_on(tmp_path_factory.mktemp("moves")) as there:
        yield there


def test_every_unit_of_the_campaign_has_become_one_known_unit(house):
    _, province, _ = house
    assert can_move(province)
    known = moves()
    assert all(len(known[unit.code]) == 1 for unit in province.reporting_units)
    assert len({known[unit.code][0].code for unit in province.reporting_units}) < 102


def test_a_divided_unit_names_all_it_went_to():
    assert {one.code for one in moves()[DIVIDED]} == {"00008", "00025"}


def test_the_lines_of_new_units_add_up_to_the_same_total_and_lead_to_the_old_ones(house):
    _, province, _ = house
    view = totals(province, "TH-02", "2018")
    moved = by_new_units(province, view)
    assert moved.total == view.total
    (line,) = [row for row in moved.rows if (NGOC_LAY, ()) in row.places]
    assert line.unit == moves()[NGOC_LAY][0].code
    number = next(n for n, column in enumerate(view.columns) if column.code == "c14")
    assert line.cells[number].value == view.total[number].value
    assert line.cells[number].known == 1
    old = [unit.code for unit in province.reporting_units if moves()[unit.code][0].code == line.unit]
    assert line.cells[number].units == len(old) > 1
    assert "01/7/2025" in moved.notes[-1]["vi"]


def test_a_table_of_each_kind_of_unit_lines_is_laid_anew_and_no_other(house):
    district, _, _ = house
    one_of_each = {table.kind: table for table in tables(district)}
    assert {*MOVED_KINDS} <= {*one_of_each}
    for kind, table in one_of_each.items():
        view = totals(district, table.id)
        if kind in MOVED_KINDS:
            assert by_new_units(district, view).total == view.total
        else:
            with pytest.raises(Problem, match="UNITS_NOT_LINES"):
                by_new_units(district, view)


def test_the_province_sees_a_districts_table_as_the_district_does(house):
    district, province, _ = house
    assert TU_MO_RONG in {unit.code for unit in parts_of(province)}
    there = asked_table(province, Asked("TH-02", "2018", TU_MO_RONG))
    here = totals(district, "TH-02", "2018")
    assert [row.cells for row in there.rows] == [row.cells for row in here.rows]
    assert (there.total, there.missing) == (here.total, here.missing)
    with pytest.raises(Problem, match="UNIT_UNKNOWN"):
        asked_table(province, Asked("TH-02", "2018", NGOC_LAY))
    with pytest.raises(Problem, match="NO_YEAR"):
        asked_table(province, Asked("TH-02", "2031", TU_MO_RONG))


def test_a_divided_unit_keeps_its_line_and_the_table_says_so(house, monkeypatch):
    district, _, _ = house
    divided = {**moves(), NGOC_LAY: (NewUnit("1", "Xã Một", "rural"), NewUnit("2", "Xã Hai", "rural"))}
    monkeypatch.setattr("office.unit_map.moves", lambda: divided)
    moved = by_new_units(district, totals(district, "TH-02", "2018"))
    assert [row.name for row in moved.rows if (NGOC_LAY, ()) in row.places] == ["Xã Ngọc Lây"]
    assert "Xã Ngọc Lây" in moved.notes[-1]["vi"]
