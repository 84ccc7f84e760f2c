import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.pack import IncomeLine, Indicator, ScoreRule, Standard
from forms.problems import Problem
from forms.standards import classify, classify_income

CODES_2016 = ("A1", "A2", "B1", "B2", "C1", "C2", "D1", "D2", "E1", "E2")


def rules(area: str, low: int, high: int) -> tuple[ScoreRule, ...]:
    return (
        ScoreRule(area, "N1", None, low, None, None),
        ScoreRule(area, "N2", low, high, 30, None),
        ScoreRule(area, "CN", low, high, None, 30),
        ScoreRule(area, "KN", high, None, None, None),
    )


def rules_2022(area: str, line: int) -> tuple[ScoreRule, ...]:
    return (
        ScoreRule(area, "N2", None, line, 30, None),
        ScoreRule(area, "CN", None, line, None, 30),
        ScoreRule(area, "KN", line, None, None, None),
    )


VN_2016 = Standard(  # domain.md sections 1.1 and 2.3
    "VN-2016",
    {"vi": "Chuẩn nghèo 2016–2020"},
    "QĐ 59/2015/QĐ-TTg",
    2016,
    2021,
    lines=(
        IncomeLine("rural", "poor", 700_000),
        IncomeLine("rural", "near-poor", 1_000_000),
        IncomeLine("rural", "middle", 1_500_000),
        IncomeLine("urban", "poor", 900_000),
        IncomeLine("urban", "near-poor", 1_300_000),
        IncomeLine("urban", "middle", 1_950_000),
    ),
    indicators=tuple(Indicator(code, {}, {}, 10) for code in CODES_2016),
    score_rules=(*rules("rural", 120, 150), *rules("urban", 140, 175)),
)
VN_2022 = Standard(  # domain.md section 8.1
    "VN-2022",
    {"vi": "Chuẩn nghèo 2022–2025"},
    "NĐ 07/2021/NĐ-CP",
    2022,
    2026,
    lines=(
        IncomeLine("rural", "near-poor", 1_500_000),
        IncomeLine("rural", "middle", 2_250_000),
        IncomeLine("urban", "near-poor", 2_000_000),
        IncomeLine("urban", "middle", 3_000_000),
    ),
    indicators=tuple(Indicator(f"I{number}", {}, {}, 10) for number in range(1, 13)),
    score_rules=(*rules_2022("rural", 140), *rules_2022("urban", 175)),
)


@pytest.mark.parametrize(
    "b1, b2, result",
    [(120, 0, "N1"), (121, 30, "N2"), (121, 20, "CN"), (150, 30, "N2"), (150, 20, "CN"), (151, 100, "KN")],
)
@pytest.mark.covers("TV1")
def test_rural_households_of_2016_are_classed_by_points(b1, b2, result):  # TV1
    assert classify(VN_2016, "rural", b1, b2) == result


@pytest.mark.parametrize(
    "b1, b2, result",
    [(140, 0, "N1"), (141, 30, "N2"), (175, 20, "CN"), (175, 30, "N2"), (176, 90, "KN")],
)
@pytest.mark.covers("TV2")
def test_urban_households_of_2016_are_classed_by_points(b1, b2, result):  # TV2
    assert classify(VN_2016, "urban", b1, b2) == result


@pytest.mark.parametrize(
    "area, b1, b2, result",
    [
        ("rural", 140, 30, "N2"),
        ("rural", 140, 20, "CN"),
        ("rural", 141, 90, "KN"),
        ("urban", 175, 30, "N2"),
        ("urban", 176, 30, "KN"),
    ],
)
@pytest.mark.covers("TV8")
def test_the_same_points_mean_something_else_in_2022(area, b1, b2, result):  # TV8
    assert classify(VN_2022, area, b1, b2) == result


@pytest.mark.parametrize(
    "area, income, lacks, result",
    [
        ("rural", 700_000, 0, "N1"),
        ("rural", 700_001, 3, "N2"),
        ("rural", 1_000_000, 2, "CN"),
        ("rural", 1_000_000, 10, "N2"),
        ("rural", 1_000_001, 10, "TB"),
        ("rural", 1_500_000, 0, "TB"),
        ("rural", 1_500_001, 0, "KN"),
        ("urban", 900_000, 0, "N1"),
        ("urban", 1_300_000, 3, "N2"),
        ("urban", 1_950_000, 0, "TB"),
    ],
)
def test_income_lines_are_inclusive_at_the_top(area, income, lacks, result):
    assert classify_income(VN_2016, area, income, lacks) == result


@pytest.mark.parametrize(
    "income, lacks, result",
    [(1_500_000, 3, "N2"), (0, 2, "CN"), (1_500_001, 12, "TB"), (2_250_001, 12, "KN")],
)
def test_without_a_poor_line_only_lacks_make_poor(income, lacks, result):
    assert classify_income(VN_2022, "rural", income, lacks) == result


def test_an_area_without_rules_has_no_class():
    assert classify(VN_2016, "mixed", 100, 0) is None
    assert classify_income(VN_2016, "", 100, 0) is None


def test_a_standard_without_the_points_that_make_poor_is_named():
    bare = Standard("X", {}, "", 2016, 2021, VN_2016.lines, (), ())
    with pytest.raises(Problem) as caught:
        classify_income(bare, "rural", 800_000, 3)
    assert (caught.value.code, caught.value.details["standard"]) == ("STANDARD_INCOMPLETE", "X")


@given(st.sampled_from(["rural", "urban"]), st.integers(0, 400), st.integers(0, 100))
def test_every_household_of_2016_has_exactly_one_class(area, b1, b2):
    fitting = [
        rule.result
        for rule in VN_2016.score_rules
        if classify(Standard("X", {}, "", 0, 0, (), (), (rule,)), area, b1, b2)
    ]
    assert len(fitting) == 1
