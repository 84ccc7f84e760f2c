"""The demo's CSV files, added up and checked by plain loops, without any code of the program."""

import subprocess
import sys
from decimal import ROUND_HALF_UP, Decimal

import pytest

from tests.conftest import require_shared
from tests.packs.sources import DEMO, KONTUM, read_csv

Rows = dict[tuple[str, ...], dict[str, int]]


def numbers(row: dict[str, str]) -> dict[str, int]:
    return {name: int(text) for name, text in row.items() if name[0] == "c" and text.lstrip("-").isdigit()}


@pytest.fixture(scope="module")
def profile() -> Rows:
    return {(row["unit"], row["year"]): numbers(row) for row in read_csv(DEMO / "BM01.csv")}


@pytest.fixture(scope="module")
def poor() -> Rows:
    return {(row["unit"], row["year"]): numbers(row) for row in read_csv(DEMO / "BM02.csv")}


@pytest.fixture(scope="module")
def near() -> Rows:
    return {(row["unit"], row["year"]): numbers(row) for row in read_csv(DEMO / "BM03.csv")}


@pytest.fixture(scope="module")
def lacking() -> Rows:
    return {
        (row["unit"], row["indicator"], row["group"], row["year"]): numbers(row)
        for row in read_csv(DEMO / "BM05.csv")
    }


@pytest.fixture(scope="module")
def published() -> dict[str, str]:
    return {row["figure"]: row["value"] for row in read_csv(DEMO / "published.csv")}


def poor_end(row: dict[str, int]) -> int:
    escaped = row["c05"] + row["c06"]
    return row["c03"] - escaped - row["c09"] + row["c10"] + row["c11"] + row["c12"] + row["c13"]


def near_end(row: dict[str, int]) -> int:
    return (
        row["c01"] - row["c03"] - row["c04"] - row["c05"] + row["c06"] + row["c07"] + row["c08"] + row["c09"]
    )


def rate(part: int, whole: int) -> str:
    return str((Decimal(part) * 100 / whole).quantize(Decimal("0.01"), ROUND_HALF_UP))


def test_the_communes_of_2018_add_up_to_the_published_result(poor, near, published):
    total = {"households": 0, "minority_households": 0, "poor": 0, "poor_minority": 0}
    total |= {"near_poor": 0, "near_poor_minority": 0}
    for (_unit, year), row in poor.items():
        if year == "2018":
            total["households"] += row["c18"]
            total["minority_households"] += row["c19"]
            total["poor"] += poor_end(row)
            total["poor_minority"] += row["c15"]
    for (_unit, year), row in near.items():
        if year == "2018":
            total["near_poor"] += near_end(row)
            total["near_poor_minority"] += row["c11"]
    assert {name: str(value) for name, value in total.items()} == {name: published[name] for name in total}
    assert rate(total["poor"], total["households"]) == published["poor_rate"]
    assert rate(total["poor_minority"], total["minority_households"]) == published["poor_minority_rate"]
    assert rate(total["near_poor"], total["households"]) == published["near_poor_rate"]
    assert (
        rate(total["near_poor_minority"], total["minority_households"])
        == published["near_poor_minority_rate"]
    )


def test_the_ten_deprivation_rates_of_2018_are_the_published_ones(lacking, published):
    total: dict[str, int] = {}
    for (_unit, indicator, group, year), row in lacking.items():
        if (group, year) == ("NG", "2018"):
            total[indicator] = total.get(indicator, 0) + row["c01"]
    assert len(total) == 10
    for indicator, count in total.items():
        assert rate(count, int(published["poor"])) == published[f"deprivation_{indicator}_rate"]


def test_the_years_before_follow_the_approximate_series(poor):
    rates = {}
    for year, first in (("2016", "2015"), ("2017", "2016"), ("2018", "2017")):
        start = sum(row["c03"] for (_, y), row in poor.items() if y == year)
        households = sum(row["c01"] for (_, y), row in poor.items() if y == year)
        rates[first] = rate(start, households)
    assert rates == {"2015": "26.11", "2016": "23.03", "2017": "20.10"}
    assert sum(row["c03"] for (_, year), row in poor.items() if year == "2016") == 31496


def test_every_commune_has_every_row(profile, poor, near, lacking):
    units = {unit for unit, _ in profile}
    assert len(units) == 102
    assert len(profile) == 102 * 4
    assert len(poor) == len(near) == 102 * 3
    assert len(lacking) == 102 * 110
    assert {unit for unit, *_ in lacking} == {unit for unit, _ in poor} == units


def test_stocks_and_flows_close_in_every_commune(profile, poor, near):
    for (unit, year), row in poor.items():
        place = f"{unit} {year}"
        other = near[unit, year]
        before = str(int(year) - 1)
        assert min(row.values()) >= 0, place
        assert min(other.values()) >= 0, place
        if year == "2016":
            assert row["c03"] == profile[unit, "2015"]["c17"], place
            assert other["c01"] == profile[unit, "2015"]["c18"], place
        else:
            assert row["c03"] == poor_end(poor[unit, before]), place
            assert row["c01"] == poor[unit, before]["c18"], place
            assert other["c01"] == near_end(near[unit, before]), place
            assert row["c04"] == poor[unit, before]["c15"], place
        assert row["c05"] == other["c06"], place
        assert row["c10"] == other["c03"], place
        assert poor_end(row) + near_end(other) <= row["c18"], place
        assert row["c16"] + row["c17"] == poor_end(row), place
        assert row["c18"] == profile[unit, year]["c08"], place
        assert row["c19"] == profile[unit, year]["c10"], place


def test_field_rules_and_minority_bounds_hold_in_every_commune(poor, near):
    for (unit, year), row in poor.items():
        place = f"{unit} {year}"
        end, escaped = poor_end(row), row["c05"] + row["c06"]
        entered = row["c10"] + row["c11"] + row["c12"] + row["c13"]
        assert row["c02"] <= row["c01"], place
        assert row["c04"] <= min(row["c02"], row["c03"]), place
        assert escaped <= row["c03"], place
        assert row["c08"] <= min(escaped, row["c04"]), place
        assert row["c15"] <= min(end, row["c19"], row["c04"] - row["c08"] + entered), place
        assert end - row["c15"] <= row["c18"] - row["c19"], place
        assert row["c19"] <= row["c18"], place
        assert 2 * end <= row["c20"] <= 8 * end, place
        assert row["c21"] <= row["c20"], place
        other = near[unit, year]
        assert other["c02"] <= other["c01"], place
        assert other["c03"] + other["c04"] + other["c05"] <= other["c01"], place
        assert other["c11"] <= min(near_end(other), row["c19"]), place
        assert other["c12"] >= near_end(other), place


def test_profiles_keep_their_rules(profile):
    for place, row in profile.items():
        assert row["c01"] >= 1, place
        assert row["c02"] <= row["c01"], place
        assert 2 * row["c08"] <= row["c09"] <= 8 * row["c08"], place
        assert row["c10"] <= row["c08"], place
        assert row["c11"] <= row["c09"], place
        assert row["c14"] <= 1_300_000, place
        assert row["c16"] <= row["c15"] <= row["c09"], place
        if place[1] == "2015":
            assert row["c17"] + row["c18"] <= row["c08"], place
        else:
            assert "c17" not in row, place
            assert "c18" not in row, place


def test_deprivations_stay_inside_their_groups(profile, poor, near, lacking):
    indicators = {indicator for _, indicator, _, _ in lacking}
    for unit, year in profile:
        place = f"{unit} {year}"
        if year == "2015":
            size = {"NG": profile[unit, year]["c17"], "CN": profile[unit, year]["c18"]}
        else:
            row = poor[unit, year]
            size = {"NG": poor_end(row), "N2": row["c17"], "CN": near_end(near[unit, year])}
        total = dict.fromkeys(size, 0)
        for indicator in indicators:
            for group, households in size.items():
                cell = lacking[unit, indicator, group, year]
                assert 0 <= cell["c02"] <= cell["c01"] <= households, (place, indicator, group)
                total[group] += cell["c01"]
            if "N2" in size:
                part = lacking[unit, indicator, "N2", year]["c01"]
                whole = lacking[unit, indicator, "NG", year]["c01"]
                assert 0 <= whole - part <= poor[unit, year]["c16"], (place, indicator)
        assert total["CN"] <= 2 * size["CN"], place
        assert size["NG"] <= 2 * total["NG"] <= 12 * size["NG"], place
        if "N2" in size:
            assert 3 * size["N2"] <= total["N2"] <= 10 * size["N2"], place


def test_every_warning_of_the_figures_has_its_explanation(poor, near):
    wanted = set()
    for (unit, year), row in poor.items():
        for column in ("c09", "c13"):
            if row[column]:
                wanted.add((unit, f"BM02.{column}", f"BM02[{year}].{column}"))
        if not 9 * row["c01"] <= 10 * row["c18"] <= 11 * row["c01"]:
            wanted.add((unit, "K20", f"BM02[{year}].c18"))
        fall = 100 * row["c03"] / row["c01"] - 100 * poor_end(row) / row["c18"]
        if not -5 <= fall <= 15:
            wanted.add((unit, "K19", f"BM02[{year}].r04"))
    for (unit, year), row in near.items():
        assert row["c05"] == row["c09"] == 0, (unit, year)
    explained = read_csv(DEMO / "BM18.c10.csv")
    assert {(row["unit"], row["c01"], row["c02"]) for row in explained} == wanted
    assert all(row["c03"] for row in explained)


def test_the_year_2018_is_the_shared_synthetic_set(poor, near, lacking):
    folder = require_shared("data/synthetic")
    for sums in read_csv(folder / "households_2018_by_commune.csv"):
        unit = sums["commune_code"]
        row, other = poor[unit, "2018"], near[unit, "2018"]
        ours = [row["c18"], row["c19"], poor_end(row), row["c15"], near_end(other), other["c11"], row["c17"]]
        names = ("households", "minority", "poor", "poor_minority", "near_poor", "near_poor_minority")
        assert ours == [int(sums[name]) for name in (*names, "poor_by_deprivation")], unit
    for counts in read_csv(folder / "deprivations_2018_by_commune.csv"):
        unit = counts["commune_code"]
        for column, text in counts.items():
            if "_d" not in column:
                continue
            which, _, tail = column.partition("_d")
            indicator = ("A1", "A2", "B1", "B2", "C1", "C2", "D1", "D2", "E1", "E2")[int(tail[:2]) - 1]
            group = {"poor": "NG", "n2": "N2", "near": "CN"}[which.removesuffix("_minority")]
            cell = lacking[unit, indicator, group, "2018"]
            assert cell["c02" if which.endswith("_minority") else "c01"] == int(text), (unit, column)


def test_people_and_texts_are_there_for_every_unit():
    people = read_csv(DEMO / "people.csv")
    units = read_csv(DEMO.parent / "units.csv")
    assert [row["unit"] for row in people] == [row["code"] for row in units]
    assert all(row["preparer"] and row["approver"] and row["approver_position"] for row in people)
    assert all(set(row["telephone"]) <= set("0123456789 ") and len(row["telephone"]) <= 15 for row in people)
    texts = read_csv(DEMO / "BM18.csv")
    assert len(texts) == 102
    for row in texts:
        assert all(len(row[f"c0{n}"]) > 150 for n in range(1, 10)), row["unit"]
    assert len(read_csv(DEMO / "BM16.csv")) == 12
    assert len(read_csv(DEMO / "BM17.csv")) == 15


def test_the_script_makes_the_same_files_again(tmp_path):
    shared = require_shared("data")
    script = [
        sys.executable,
        str(KONTUM / "synthesis" / "make_demo.py"),
        "--shared",
        str(shared),
        "--out",
        str(tmp_path),
    ]
    subprocess.run(script, check=True, timeout=25)
    made = sorted(path.name for path in tmp_path.glob("*.csv"))
    assert made == sorted(path.name for path in DEMO.glob("*.csv"))
    for name in made:
        assert (tmp_path / name).read_bytes() == (DEMO / name).read_bytes(), name
