"""BM-19: every rule tried from its wrong side, classes by both ways, and which figures follow."""

from dataclasses import replace
from datetime import date

import pytest

from forms.answers import Address, Document
from forms.engine import FormSet
from forms.pack import Severity
from forms.problems import Problem
from forms.register import register_pack, standard_of
from forms.register_figures import RegisterFigures, given_by
from forms.standards import classify, classify_income
from tests.packs.offices import COMMUNE, Edit, codes, edited

TODAY = date(2018, 12, 20)
FLAGS = ("a1", "a2", "b1", "b2", "c1", "c2", "d1", "d2", "e1", "e2")
FIRST = {
    "c01": f"{COMMUNE}00001",
    "c02": "A Một",
    "c03": "male",
    "c04": "1970",
    "c05": "000234041234",
    "c06": "14",
    "c07": "Thôn 1",
    "c08": 4,
    "x01": 2,
    "c09": "rural",
    "c10": 140,
    "c11": 30,
    **{f"c12_{flag}": "1" if flag in ("c1", "d1", "d2") else "0" for flag in FLAGS},
    "c14": "CN",
    "c15": "arising",
    "c16": "N01 N06",
    "c17": "G01",
    "c18": "2018-11-20",
    "c19": "Y Rà Soát",
}
SECOND = {**FIRST, "c01": f"{COMMUNE}00002", "c02": "Trần Hai", "c05": "123456789", "c06": "01", "c17": "G04"}
SECOND |= {"c10": 100, "c14": "N1", "c15": "still"}
MEMBER = {"c01": "A Con", "c02": "child", "c03": "male", "c04": "2010-05-02", "c05": "234567890", "c06": "14"}
HOUSEHOLDS = Document(
    {
        "BM19": {("1",): FIRST, ("2",): SECOND},
        "BM19.c20": {("1", str(n)): {**MEMBER, "c01": f"A {n}"} for n in range(1, 5)},
    }
)


@pytest.fixture(scope="module")
def registers(kontum) -> FormSet:
    return FormSet(register_pack(kontum, 2018))


def standard(pack, year):
    found = standard_of(pack, year)
    assert found is not None
    return found


def opened(registers, document=HOUSEHOLDS):
    return registers.open(registers.pack.units_by_code[COMMUNE], document, TODAY)


def value(registers, document, field, row="1"):
    return opened(registers, document).view(Address("BM19", (row,), field)).value


def test_a_register_without_mistakes_has_no_findings(registers):
    assert opened(registers).findings() == ()


WRONG = (
    ("BM19.c01", {"BM19[1].c01": SECOND["c01"]}),
    ("BM19.c04", {"BM19[1].c04": "1899"}),
    ("BM19.c04", {"BM19[1].c04": "2019"}),
    ("BM19.c05", {"BM19[1].c05": "1234567"}),
    ("BM19.c05", {"BM19[1].c05": "12345678x"}),
    ("BM19.c05", {"BM19[1].c05": SECOND["c05"]}),
    ("BM19.c08", {"BM19[2].c08": 31}),
    ("BM19.x01", {"BM19[2].x01": 5}),
    ("BM19.c10", {"BM19[1].c10": 501}),
    ("BM19.c11", {"BM19[1].c11": 40}),
    ("BM19.c11", {"BM19[2].c11": 25}),
    ("BM19.x02", {"BM19[2].x02": -1}),
    ("BM19.c15", {"BM19[1].c15": "still"}),
    ("BM19.c15", {"BM19[2].c15": "escaped"}),
    ("BM19.c15", {"BM19[2].c15": "relapsed"}),
    ("BM19.c17", {"BM19[2].c17": "G01"}),
    ("BM19.c17", {"BM19[1].c17": "G06"}),
    ("BM19.c18", {"BM19[1].c18": "2018-12-21"}),
    ("BM19.c20.c04", {"BM19.c20[1|1].c04": "2019"}),
    ("BM19.c20.c05", {"BM19.c20[1|1].c05": "12"}),
)


@pytest.mark.parametrize(
    "code, edits",
    [pytest.param(*one, id=f"{n}-{one[0]}", marks=pytest.mark.covers(one[0])) for n, one in enumerate(WRONG)],
)
def test_a_rule_of_the_register_is_broken_by_its_opposite(registers, code, edits):
    assert code in codes(opened(registers, edited(HOUSEHOLDS, edits)).findings(), Severity.ERROR)


@pytest.mark.parametrize("field", ["c01", "c02", "c06", "c07", "c15", "c16", "c18", "c19"])
def test_what_a_household_needs_is_asked_for(registers, field):
    found = opened(registers, edited(HOUSEHOLDS, {f"BM19[1].{field}": None})).findings()
    assert [(one.code, str(one.place)) for one in found] == [("K36", f"BM19[1].{field}")]


def test_a_household_above_the_line_needs_neither_change_nor_cause(registers):
    above: Edit = {"BM19[2].c10": 220, "BM19[2].c14": "TR", "BM19[2].c15": None, "BM19[2].c16": None}
    assert opened(registers, edited(HOUSEHOLDS, above)).findings() == ()


@pytest.mark.covers("BM19.c03")
@pytest.mark.covers("BM19.c14")
@pytest.mark.covers("BM19.c09")
def test_a_warning_tells_of_members_that_are_not_listed(registers):
    found = opened(registers, edited(HOUSEHOLDS, {"BM19[1].c08": 5})).findings()
    assert [(one.code, one.severity) for one in found] == [("BM19.c08", Severity.WARNING)]


@pytest.mark.covers("BM19.c13")
@pytest.mark.parametrize(
    "area, b1, b2",
    [
        (area, b1, b2)
        for area in ("rural", "urban")
        for b1 in (0, 120, 121, 140, 141, 150, 151, 175, 176)
        for b2 in (0, 20, 30, 100)
    ],
)
def test_the_class_by_points_is_that_of_the_standard_as_far_as_it_is_verified(
    registers, kontum, area, b1, b2
):
    points = {f"BM19[1].c12_{flag}": "1" if n < b2 // 10 else "0" for n, flag in enumerate(FLAGS)}
    document = edited(HOUSEHOLDS, {"BM19[1].c09": area, "BM19[1].c10": b1, "BM19[1].c11": b2, **points})
    wanted = classify(standard(kontum, 2018), area, b1, b2)
    assert value(registers, document, "c13") == (None if wanted == "KN" else wanted)


@pytest.mark.covers("BM19.x02")
@pytest.mark.parametrize("income", [0, 700_000, 700_001, 1_000_000, 1_000_001, 1_500_000, 1_500_001])
@pytest.mark.parametrize("lacks", [2, 3])
def test_without_points_the_class_is_by_income_and_lacks(registers, kontum, income, lacks):
    flags = {f"BM19[1].c12_{flag}": "1" if n < lacks else "0" for n, flag in enumerate(FLAGS)}
    edits = {"BM19[1].c10": None, "BM19[1].c11": None, "BM19[1].x02": income, **flags}
    wanted = classify_income(standard(kontum, 2018), "rural", income, lacks)
    assert value(registers, edited(HOUSEHOLDS, edits), "c13") == wanted


def test_the_standard_is_that_of_the_year(kontum):
    assert [standard(kontum, year).id for year in (2015, 2016, 2018, 2023)] == [
        *("VN-2016", "VN-2016", "VN-2016", "VN-2022"),
    ]
    newer = FormSet(register_pack(kontum, 2023))
    edits: Edit = {"BM19[1].c10": 140, "BM19[2].c10": 140, "BM19[2].c11": 20, "BM19[2].c12_c1": "0"}
    document = edited(HOUSEHOLDS, edits)
    assert [value(newer, document, "c13", row) for row in ("1", "2")] == ["N2", "CN"]


@pytest.mark.parametrize(
    "now, before, change, fits",
    [
        (100, "N1", "still", True),
        (100, "CN", "arising", True),
        (100, "TR", "relapsed", True),
        (100, "CN", "still", False),
        (100, "N", "arising", False),
        (300, "N2", "escaped", True),
        (300, "CN", "escaped", True),
        (300, "TR", "escaped", False),
        (300, "N1", "still", False),
        (100, "N1", "moved_out", True),
        (100, None, "moved_in", True),
        (100, None, "split", True),
        (300, "KN", "left", True),
        (100, None, "other", True),
    ],
)
def test_how_a_household_changed_fits_where_it_stands_and_stood(registers, now, before, change, fits):
    edits = {"BM19[2].c10": now, "BM19[2].c14": before, "BM19[2].c15": change}
    found = codes(opened(registers, edited(HOUSEHOLDS, edits)).findings(), Severity.ERROR)
    assert ("BM19.c15" not in found) is fits


@pytest.mark.covers("BM19.c16")
def test_one_main_cause_where_the_campaign_wants_it(kontum):
    campaign = replace(kontum.campaign, parameters={**kontum.campaign.parameters, "cause_mode": "main"})
    main = FormSet(register_pack(replace(kontum, campaign=campaign), 2018))
    assert codes(opened(main).findings(), Severity.ERROR) == {"BM19.c16"}


def figures(registers, document, covers="all"):
    given = given_by(registers.pack.derivations, covers)
    found = RegisterFigures(opened(registers, document), given)
    return {str(cell): value for cell, value in found.values().items()}


@pytest.mark.covers("BM19.c20.c01")
@pytest.mark.covers("BM19.c20.c02")
@pytest.mark.covers("BM19.c20.c03")
@pytest.mark.covers("BM19.c20.c06")
def test_figures_follow_from_households_and_members(registers):
    found = figures(registers, HOUSEHOLDS)
    wanted = {
        "BM02[2018].c01": 2,
        "BM02[2018].c02": 1,
        "BM02[2018].c03": 1,
        "BM02[2018].c10": 1,
        "BM02[2018].c16": 1,
        "BM02[2018].c17": 1,
        "BM02[2018].c20": 8,
        "BM02[2018].c21": 4,
        "BM03[2018].c01": 1,
        "BM03[2018].c03": 1,
        "BM04[14|2018].c03": 1,
        "BM04[01|2018].c04": 4,
        "BM05[D2|NG|2018].c01": 2,
        "BM05[D2|N2|2018].c02": 1,
        "BM06[N06|2018].c01": 2,
        "BM07[G01|2018].c01": 1,
        "BM07[G04|2018].c01": 1,
        "BM07[G07|2018].c05": 6,
    }
    assert {cell: found[cell] for cell in wanted} == wanted
    assert "BM02[2018].c01" not in figures(registers, HOUSEHOLDS, "poor")


@pytest.mark.parametrize(
    "edits, wanted",
    [
        ({"c10": 300, "c15": "escaped"}, {"c03": 1, "c06": 1, "c16": 0}),
        ({"c10": 140, "c11": 20, "c12_c1": "0", "c15": "escaped"}, {"c05": 1, "c06": 0}),
        ({"c15": "moved_out"}, {"c03": 1, "c09": 1, "c16": 0, "c18": 1}),
        ({"c14": None, "c15": "moved_in"}, {"c01": 1, "c03": 0, "c13": 1, "c16": 1}),
        ({"c14": "TR", "c15": "relapsed"}, {"c11": 1, "c12": 0, "c16": 1}),
        ({"c14": "TR", "c15": "arising"}, {"c11": 0, "c12": 1, "c16": 1}),
    ],
)
def test_each_move_of_a_household_is_counted_where_it_belongs(registers, edits, wanted):
    document = edited(HOUSEHOLDS, {f"BM19[2].{name}": text for name, text in edits.items()})
    found = figures(registers, document)
    assert {name: found[f"BM02[2018].{name}"] for name in wanted} == wanted
    flow = {
        name: found[f"BM02[2018].{name}"] for name in ("c03", "c05", "c06", "c09", "c10", "c11", "c12", "c13")
    }
    end = flow["c03"] - flow["c05"] - flow["c06"] - flow["c09"] + sum(flow[f"c{n}"] for n in range(10, 14))
    assert end == found["BM02[2018].c16"] + found["BM02[2018].c17"]


@pytest.mark.parametrize(
    "field", [pytest.param(f"c12_{flag}", marks=pytest.mark.covers(f"BM19.c12_{flag}")) for flag in FLAGS]
)
def test_a_lack_is_counted_for_its_indicator(registers, field):
    now = "1" if FIRST[field] == "0" else "0"
    cell = f"BM05[{field[4:].upper()}|NG|2018].c01"
    before = figures(registers, HOUSEHOLDS)[cell]
    assert figures(registers, edited(HOUSEHOLDS, {f"BM19[1].{field}": now}))[cell] == before + (
        1 if now == "1" else -1
    )


def test_a_register_takes_no_state_for_its_blanks(registers):
    with pytest.raises(Problem, match="NO_SUCH_CELL"):
        opened(registers).view(Address("BM02", ("2018",), "c16"))
