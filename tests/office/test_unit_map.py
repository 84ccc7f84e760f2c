"""The tables of 2018 by the communes of today: nothing is lost, nothing is split that cannot be."""

from dataclasses import replace

import pytest

from forms.problems import Problem
from forms.unit_moves import UnitMove, by_unit
from office.adding_up import tables, totals
from office.asked_table import Asked, asked_table, parts_of
from office.unit_map import by_new_units, can_move
from tests.offices import NGOC_LAY, TU_MO_RONG
from tests.passed_on import passed_on


def tables_by_id(desk):
    return {one.id: one for one in tables(desk)}


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    with passed_on(tmp_path_factory.mktemp("moves")) as there:
        yield there


@pytest.fixture
def with_moves(house, monkeypatch):
    """Give the district a pack that says something else of what its units have become."""
    district, _, _ = house
    shelved = district.shelved

    def say(*moves):
        monkeypatch.setattr(
            district, "shelved", replace(shelved, pack=replace(shelved.pack, unit_moves=moves))
        )
        return district

    return say


def test_every_unit_of_the_campaign_has_become_one_known_unit(house):
    _, province, _ = house
    assert can_move(province)
    known = by_unit(province.pack.unit_moves)
    assert all(len(known[unit.code]) == 1 for unit in province.reporting_units)
    assert len({known[unit.code][0].code for unit in province.reporting_units}) == 40


def test_a_pack_that_says_nothing_of_moves_offers_none(house, with_moves):
    _, province, _ = house
    elsewhere = next(move for move in province.pack.unit_moves if move.unit == "23281")  # of another district
    for moves in ((), (elsewhere,)):
        district = with_moves(*moves)
        assert not can_move(district)
        with pytest.raises(Problem, match="UNITS_NOT_MOVED"):
            by_new_units(district, totals(district, "TH-02", "2018"))


def test_a_unit_without_a_move_stays_what_it_is(with_moves):
    move = UnitMove(NGOC_LAY, "99999", "Xã Mới", "9", "Tỉnh Mới", "2030-02-01", "urban")
    district = with_moves(move)
    moved = by_new_units(district, totals(district, "TH-02", "2018"))
    assert moved.rows[0].name == "Xã Mới"
    names = {unit.name for unit in district.reporting_units if unit.code != NGOC_LAY}
    assert {row.name for row in moved.rows[1:] if row.block == "rural"} == names
    assert "từ 01/02/2030 (Tỉnh Mới)" in moved.notes[-1]["vi"]


def test_the_lines_of_new_units_add_up_to_the_same_total_and_lead_to_the_old_ones(house):
    _, province, _ = house
    view = totals(province, "TH-02", "2018")
    moved = by_new_units(province, view)
    assert moved.total == view.total
    (line,) = [row for row in moved.rows if (NGOC_LAY, ()) in row.places]
    known = by_unit(province.pack.unit_moves)
    assert line.unit == known[NGOC_LAY][0].code
    number = next(n for n, column in enumerate(view.columns) if column.code == "c14")
    assert line.cells[number].value == view.total[number].value
    assert line.cells[number].known == 1
    old = [unit.code for unit in province.reporting_units if known[unit.code][0].code == line.unit]
    assert line.cells[number].units == len(old) > 1
    assert "01/07/2025 (Tỉnh Quảng Ngãi)" in moved.notes[-1]["vi"]


def test_every_table_is_laid_anew_or_says_why_it_is_not(house):
    _, province, _ = house
    stays = {}
    anew = {"TH-02", "TH-04", "TH-05", "TH-06", "TH-20", "TH-23"}
    of_all, of_packages = {"TH-05b", "TH-12a", "TH-15"}, {"TH-01", "TH-22"}
    for name in sorted({*anew, *of_all, *of_packages, "TH-24"}):
        table = tables_by_id(province)[name]
        view = totals(province, table.id)
        moved = by_new_units(province, view)
        if moved.rows == view.rows and "Theo đơn vị mới" in moved.notes[-1]["vi"]:
            stays[table.id] = moved.notes[-1]["en"]
        else:
            assert "01/07/2025" in moved.notes[-1]["vi"], table.id
        if table.id != "TH-23":  # which counts the newer units
            assert moved.total == view.total
    assert {name for name, why in stays.items() if "packages" in why} == of_packages
    assert {name for name, why in stays.items() if "priority areas" in why} == {"TH-24"}
    assert {name for name, why in stays.items() if "same" in why} == of_all
    assert not anew & stays.keys()


def test_lines_below_units_and_records_go_with_their_unit(house):
    _, province, _ = house
    new = by_unit(province.pack.unit_moves)[NGOC_LAY][0]
    ethnic = by_new_units(province, totals(province, "TH-05", "2018"))
    inside = [row for row in ethnic.rows if row.block == new.code]
    old = [row for row in totals(province, "TH-05", "2018").rows if row.block == TU_MO_RONG]
    assert [row.label for row in inside] == [row.label for row in old]
    assert [[c.value for c in row.cells] for row in inside] == [[c.value for c in row.cells] for row in old]
    assert ethnic.block_words(new.code)["vi"] == new.name
    subtotal = next(one for one in ethnic.subtotals if one.block == new.code)
    assert (subtotal.units_in, subtotal.units_all > 1) == (1, True)
    text = by_new_units(province, totals(province, "TH-25"))
    (row,) = [row for row in text.rows if row.unit == NGOC_LAY]
    assert row.name == f"{new.name} (Xã Ngọc Lây)"


def test_classes_are_those_of_the_newer_units(house):
    _, province, _ = house
    view = totals(province, "TH-23", "2018")
    moved = by_new_units(province, view)
    number = next(n for n, column in enumerate(view.columns) if column.code == "n1")
    assert [row.key for row in moved.rows] == [(one.code,) for one in tables_by_id(province)["TH-23"].classes]
    assert [row.cells[number].value for row in moved.rows].count(1) == moved.total[number].value == 1
    (line,) = [row for row in moved.rows if row.places]
    assert line.cells[number].value == 1
    assert [c.value for c in line.cells] == [c.value for c in moved.total]


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


def test_a_divided_unit_keeps_its_line_and_the_table_says_so(with_moves):
    above = ("9", "Tỉnh Mới", "2025-07-01", "rural")
    parts = [UnitMove(NGOC_LAY, code, name, *above, part=True) for code, name in (("1", "Một"), ("2", "Hai"))]
    district = with_moves(*parts)
    moved = by_new_units(district, totals(district, "TH-02", "2018"))
    assert [row.name for row in moved.rows if (NGOC_LAY, ()) in row.places] == ["Xã Ngọc Lây"]
    assert "Xã Ngọc Lây" in moved.notes[-1]["vi"]
