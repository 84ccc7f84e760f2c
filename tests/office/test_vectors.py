"""The test vectors of domain.md section 14 that concern whole tables, on the shipped pack."""

from decimal import Decimal

import pytest

from forms.answers import Address, Document
from forms.roll_up import UnitFigures, add_up
from office.packs import find_units
from tests.offices import MOMENT, NGOC_LAY, demo_data, shelf

ROW = ("2018",)
POOR_COLUMNS = ("c18", "c19", "c14", "c15")
# TV5: households, minority households, poor and minority poor by district at the start of 2022 (section 7).
DISTRICTS_2022 = {
    "610": (13389, 11710, 2532, 2510),
    "611": (16029, 9133, 986, 942),
    "612": (12572, 6302, 1891, 1795),
    "615": (18106, 8114, 2692, 2545),
    "616": (14118, 7885, 2815, 2633),
    "608": (44451, 12729, 1052, 772),
    "614": (7378, 4812, 1834, 1746),
    "613": (7551, 6495, 3353, 3353),
    "617": (6805, 6452, 3546, 3545),
    "618": (3162, 1944, 1288, 976),
}


@pytest.fixture(scope="module")
def shelved():
    return shelf().packs[0]


def movement(shelved, row, *, stated=None):
    """Open a commune's BM-02 for one year with these cells."""
    document = Document({"BM02": {ROW: row}}, {}, stated or {})
    return shelved.form_set.open(shelved.pack.units_by_code[NGOC_LAY], document, MOMENT.date())


def rate(shelved, field, known, table="BM02"):
    cells = {Address(name.partition(".")[0] if "." in name else table, ROW, name.rpartition(".")[2]): value
             for name, value in known.items()}  # fmt: skip
    return shelved.form_set.evaluate(Address(table, ROW, field), cells)


def codes(open_forms, code):
    return [found for found in open_forms.findings() if found.code == code and found.place.table == "BM02"]


@pytest.mark.covers("TV3")
def test_tv3_the_four_rates_of_2018(shelved):
    poor = {"c14": 22851, "c15": 21392, "c18": 132150, "c19": 69250}
    assert rate(shelved, "r01", poor) == Decimal("17.29")
    assert rate(shelved, "r02", poor) == Decimal("30.89")
    near = {"c10": 8700, "c11": 7807, "BM02.c18": 132150, "BM02.c19": 69250}
    assert rate(shelved, "r01", near, "BM03") == Decimal("6.58")
    assert rate(shelved, "r02", near, "BM03") == Decimal("11.27")


FLOWS_2022 = {"c03": 21989, "c05": 6782, "c06": 0, "c10": 169, "c11": 13, "c12": 594, "c13": 0}


@pytest.mark.covers("TV4")
def test_tv4_the_published_end_of_2022_needs_the_other_decrease(shelved):
    stated = {Address("BM02", ROW, "c14"): 15943}
    assert codes(movement(shelved, {**FLOWS_2022, "c09": 40}, stated=stated), "K01") == []
    (found,) = codes(movement(shelved, {**FLOWS_2022, "c09": 0}, stated=stated), "K01")
    assert found.place == Address("BM02", ROW, "c14")


@pytest.mark.covers("TV5")
def test_tv5_the_districts_of_2022_add_up_to_the_published_totals(shelved):
    figures = [
        UnitFigures(code, {"BM02": {ROW: dict(zip(POOR_COLUMNS, values, strict=True))}})
        for code, values in DISTRICTS_2022.items()
    ]
    told = {
        field: add_up(shelved.form_set, Address("BM02", ROW, field), figures).value
        for field in (*POOR_COLUMNS, "r01")
    }
    expected = [sum(values[place] for values in DISTRICTS_2022.values()) for place in range(4)]
    assert [told[field] for field in POOR_COLUMNS] == expected == [143561, 75576, 21989, 20817]
    assert told["r01"] == Decimal("15.32")


@pytest.mark.covers("TV6")
def test_tv6_a_stock_reported_as_a_flow_is_an_error_and_a_fast_fall(shelved):
    row = {"c01": 132150, "c18": 132150, "c03": 26164, "c05": 25230, "c06": 0}
    row |= {"c09": 0, "c10": 0, "c11": 0, "c12": 0, "c13": 0}
    told = movement(shelved, row, stated={Address("BM02", ROW, "c14"): 22851})
    assert codes(told, "K01")
    assert codes(told, "K19")


@pytest.mark.covers("TV7")
def test_tv7_two_reductions_have_two_names(shelved):
    """2020: 5,493 households escaped, 3.97 %; the rate fell from 13.74 to 10.29, 3.45 points."""
    assert rate(shelved, "r05", {"c07": 5493, "c01": 138360}) == Decimal("3.97")
    table = shelved.pack.tables_by_id["BM02"]
    names = {field.id: field.label for field in table.fields if field.id in ("r04", "r05")}
    assert names["r04"]["vi"] != names["r05"]["vi"]
    assert names["r04"]["en"] != names["r05"]["en"]


@pytest.mark.parametrize("typed", ["Ia H' Drai", "Ia H'Drai", "Ia Hdrai", "ia hdrai", "618"])
@pytest.mark.covers("TV11")
def test_tv11_every_spelling_finds_ia_hdrai(typed):
    assert find_units(shelf(), typed)[0].unit.code == "618"


@pytest.mark.parametrize("typed, code", [("ngoc lay", "23404"), ("te xang", "23446"), ("tu mo rong", "617")])
def test_units_are_found_without_diacritics(typed, code):
    assert code in [hit.unit.code for hit in find_units(shelf(), typed)]


def test_today_s_units_are_found_too():
    assert find_units(shelf(), "phuong ba dinh")[0].pack.id == "vn-2026-units"
    hits = find_units(shelf(), "phuong kon tum")
    assert any(hit.pack.id == "vn-2026-annual-review" for hit in hits)
    assert not any(hit.pack.id == "vn-2026-units" for hit in hits)  # a pack with forms knows them


@pytest.mark.covers("TV13")
def test_tv13_the_ten_deprivations_of_2018():
    """Percentages of section 7 x 22,851, within one household."""
    expected = {
        "A1": 1063, "A2": 1442, "B1": 5738, "B2": 1140, "C1": 8117,
        "C2": 9853, "D1": 5256, "D2": 17264, "E1": 8964, "E2": 5852,
    }  # fmt: skip
    told = dict.fromkeys(expected, 0)
    for data in demo_data().values():
        for (indicator, group, year), row in data.tables.get("BM05", {}).items():
            if (group, year) == ("NG", "2018"):
                told[indicator] += int(row["c01"])
    assert all(abs(told[code] - number) <= 1 for code, number in expected.items())
