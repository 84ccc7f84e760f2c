"""The consolidated tables over all communes of the demo, against plain sums and the published result."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest

from forms.answers import Document
from forms.engine import FormSet
from forms.roll_up import ROLLED_UP, TotalsRow, TotalsView, UnitFigures, totals
from forms.unit_zones import said_of
from tests.packs.offices import TODAY
from tests.packs.sources import DEMO, KONTUM, read_csv

Figures = Mapping[str, UnitFigures]


@pytest.fixture(scope="module")
def figures(form_set: FormSet, offices: Mapping[str, Document]) -> Figures:
    units = form_set.pack.units_by_code
    opened = {unit: form_set.open(units[unit], document, TODAY) for unit, document in offices.items()}
    return {unit: UnitFigures(unit, forms.values(), forms.states()) for unit, forms in opened.items()}


@pytest.fixture(scope="module")
def published() -> dict[str, Decimal]:
    return {row["figure"]: Decimal(row["value"]) for row in read_csv(DEMO / "published.csv")}


def table_of(form_set: FormSet, figures: Figures, id_: str, unit: str = "62") -> TotalsView:
    table = next(table for table in form_set.pack.totals if table.id == id_)
    return totals(form_set, unit, table, figures)


def line(view: TotalsView, row: TotalsRow | None = None) -> dict[str, Any]:
    cells = view.total if row is None else row.cells
    return {column.code: cell.value for column, cell in zip(view.columns, cells, strict=True)}


def rate(part: int, whole: int) -> Decimal:
    return (Decimal(part) * 100 / whole).quantize(Decimal("0.01"), ROUND_HALF_UP)


def plain_sum(form: str, column: str, year: str, inside: str = "") -> int:
    parents = {row["code"]: row["parent"] for row in read_csv(KONTUM / "units.csv")}
    total = 0
    for row in read_csv(DEMO / f"{form}.csv"):
        if row["year"] == year and inside in ("", parents[row["unit"]]):
            total += int(row[column])
    return total


def test_the_provinces_tables_give_the_published_result(form_set, figures, published):
    poor, near = table_of(form_set, figures, "TH-02"), table_of(form_set, figures, "TH-03")
    assert (poor.units_in, poor.units_all) == (102, 102)
    total = line(poor)
    assert total["c14"] == published["poor"]
    assert total["c15"] == published["poor_minority"]
    assert total["c18"] == published["households"]
    assert total["r01"] == published["poor_rate"]
    assert total["r02"] == published["poor_minority_rate"]
    total = line(near)
    assert total["c10"] == published["near_poor"]
    assert total["c11"] == published["near_poor_minority"]
    assert total["r01"] == published["near_poor_rate"]
    assert total["r02"] == published["near_poor_minority_rate"]


def test_the_deprivation_table_gives_the_ten_published_rates(form_set, figures, published):
    view = table_of(form_set, figures, "TH-06")
    total = line(view)
    assert total["c00"] == published["poor"]
    for indicator in ("A1", "A2", "B1", "B2", "C1", "C2", "D1", "D2", "E1", "E2"):
        assert total[f"{indicator}_pct"] == published[f"deprivation_{indicator}_rate"]
    assert line(table_of(form_set, figures, "TH-07"))["c00"] == plain_sum("BM02", "c17", "2018")
    assert line(table_of(form_set, figures, "TH-08"))["c00"] == published["near_poor"]


@pytest.mark.parametrize("unit", ["608", "617"])
def test_a_districts_line_is_the_sum_of_its_communes(form_set, figures, unit):
    province = table_of(form_set, figures, "TH-02")
    own = next(row for row in province.whole_rows if row.unit == unit)
    district = table_of(form_set, figures, "TH-02", unit)
    for column in ("c01", "c03", "c05", "c08", "c12", "c18", "c20"):
        expected = plain_sum("BM02", column, "2018", unit)
        assert line(province, own)[column] == line(district)[column] == expected


def test_three_years_are_put_side_by_side(form_set, figures):
    total = line(table_of(form_set, figures, "TH-04"))
    poor = {"15": plain_sum("BM02", "c03", "2016"), "16": plain_sum("BM02", "c03", "2017")}
    poor["17"] = plain_sum("BM02", "c03", "2018")
    households = {"15": plain_sum("BM02", "c01", "2016"), "18": plain_sum("BM02", "c18", "2018")}
    assert {year: total[f"p{year}"] for year in poor} == poor
    assert (total["t15"], total["t16"], total["t17"]) == (
        Decimal("26.11"),
        Decimal("23.03"),
        Decimal("20.10"),
    )
    assert total["t18"] == rate(22851, households["18"])
    assert total["tnet"] == rate(poor["15"], households["15"]) - rate(22851, households["18"])
    escaped = sum(
        plain_sum("BM02", column, year) for column in ("c05", "c06") for year in ("2016", "2017", "2018")
    )
    again = sum(
        plain_sum("BM02", column, year)
        for column in ("c10", "c11", "c12")
        for year in ("2016", "2017", "2018")
    )
    minority = sum(plain_sum("BM02", "c08", year) for year in ("2016", "2017", "2018"))
    assert (total["e"], total["n"], total["de"]) == (escaped, again, minority)


def test_lists_show_every_record_with_its_decision_pending_and_room_for_what_is_chosen(form_set, figures):
    models, awards = table_of(form_set, figures, "TH-19"), table_of(form_set, figures, "TH-20")
    assert (len(models.whole_rows), len(awards.whole_rows)) == (12, 15)
    chosen = ("chosen_grade", "chosen", "chosen_reason")
    assert {line(models, row)[name] for row in models.whole_rows for name in chosen} == {None}
    assert {line(awards, row)[name] for row in awards.whole_rows for name in chosen} == {None}
    assert {line(awards, row)["c24"] for row in awards.whole_rows} == {"pending"}
    assert next(column.list for column in awards.columns if column.code == "c24") == "decision"


def test_a_missing_commune_makes_the_table_provisional(form_set, figures):
    fewer = {unit: ours for unit, ours in figures.items() if unit != "23392"}
    view = table_of(form_set, fewer, "TH-02")
    assert (view.units_in, view.units_all, view.missing) == (101, 102, ("23392",))
    assert view.provisional


def test_every_heading_of_a_table_is_short_and_in_two_languages(form_set, figures):
    for table in form_set.pack.totals:
        if table.kind not in ROLLED_UP:
            continue
        view = table_of(form_set, figures, table.id)
        for column in view.columns:
            assert set(column.label) == {"vi", "en"}, (table.id, column.code)
            assert all(0 < len(text) <= 70 for text in column.label.values()), (table.id, column.code)


def rows_of(form: str, **wanted: str) -> list[dict[str, str]]:
    return [row for row in read_csv(DEMO / f"{form}.csv") if all(row[n] == v for n, v in wanted.items())]


def summed(rows: list[dict[str, str]], column: str) -> int:
    return sum(int(row[column] or 0) for row in rows)


def by_key(view: TotalsView) -> dict[tuple[str, ...], dict[str, Any]]:
    return {row.key: line(view, row) for row in view.rows}


AXES = {
    "TH-05b": ("BM04", ("ethnic",), {"year": "2018"}, ("c01", "c03", "c05")),
    "TH-09b": ("BM06", ("cause",), {"year": "2018"}, ("c01", "c02", "c03")),
    "TH-10b": ("BM07", ("group",), {"year": "2018"}, ("c01", "c02", "c03")),
    "TH-12a": ("BM09", ("project",), {"year": "2018"}, ("k01", "k07", "g01")),
    "TH-12c": ("BM09", ("year",), {}, ("k01", "k02", "g01")),
    "TH-15": ("BM12", ("year", "activity"), {}, ("c01", "c02", "c08")),
    "TH-16": ("BM13", ("year", "policy"), {}, ("c02", "c03", "c09")),
    "TH-17": ("BM14", ("year", "loan"), {}, ("c01", "c03", "c05")),
}


@pytest.mark.parametrize("table", AXES)
def test_the_lines_of_a_table_of_rows_are_plain_sums_of_the_communes(form_set, figures, table):
    form, axes, wanted, columns = AXES[table]
    told = by_key(table_of(form_set, figures, table))
    rows = rows_of(form, **wanted)
    assert set(told) == {tuple(row[axis] for axis in axes) for row in rows}
    for key, values in told.items():
        here = [row for row in rows if tuple(row[axis] for axis in axes) == key]
        for column in columns:
            assert values[column] == summed(here, column), (table, key, column)


def test_each_unit_has_its_ethnic_groups_and_their_sum_is_the_movement_of_the_poor(form_set, figures):
    ethnic, poor = (table_of(form_set, figures, name) for name in ("TH-05", "TH-02"))
    subtotals = {one.block: one.cells[2].value for one in ethnic.subtotals}
    assert subtotals == {row.unit: line(poor, row)["c14"] for row in poor.whole_rows}
    assert line(ethnic)["c03"] == line(poor)["c14"]


def test_policies_in_different_units_and_what_is_owed_at_the_end_of_a_year_are_never_added(form_set, figures):
    policies, credit = (table_of(form_set, figures, name) for name in ("TH-16", "TH-17"))
    assert (line(policies)["c02"], line(policies)["c09"]) == (None, summed(rows_of("BM13"), "c09"))
    assert (line(credit)["c05"], line(credit)["r01"]) == (None, None)
    yearly = {
        one.block: dict(zip([c.code for c in credit.columns], one.cells, strict=True))
        for one in credit.subtotals
    }
    assert yearly["2018"]["c05"].value == summed(rows_of("BM14", year="2018"), "c05")
    assert {value["c01"] for value in by_key(policies).values()} >= {"card", "pupil", "house"}


def test_works_and_projects_are_counted_by_kind_as_the_lists_name_them(form_set, figures):
    works, projects = (table_of(form_set, figures, name) for name in ("TH-13b", "TH-14b"))
    told = rows_of("BM10")
    for (kind, state), values in by_key(works).items():
        here = [row for row in told if (row["c03"], row["c16"]) == (kind, state)]
        assert (values["n1"], values["c18"]) == (len(here), summed(here, "c18"))
    assert line(works)["n1"] == len(told) == len(table_of(form_set, figures, "TH-13").rows)
    alive = [row for row in rows_of("BM11") if row["c25"] == "1"]
    assert line(projects)["r2"] == rate(len(alive), len(rows_of("BM11")))
    assert projects.rows[0].label["vi"].count(" – ") == 1


def test_communes_fall_into_classes_of_poverty_and_priority_areas(form_set, figures):
    classes, areas = (table_of(form_set, figures, name) for name in ("TH-23", "TH-24"))
    counted = {row.key[0]: line(classes, row) for row in classes.rows}
    assert sum(values["n1"] for values in counted.values()) == 102
    below = [r for r in rows_of("BM02", year="2018") if rate(end_of(r), int(r["c18"])) < 5]
    assert counted["k1"]["n1"] == len(below)
    told = {row.key[0]: line(areas, row)["n1"] for row in areas.rows}
    assert (told["a"], told["d"]) == (23, 13)  # Kon Plông, Tu Mơ Rông, Ia H'Drai; border: domain.md section 7
    declared = {row["unit"] for row in rows_of("BM01", year="2018") if row["c03"] == "1"}
    assert len(declared) == 54  # domain.md section 7: programme 135
    said = said_of(form_set.pack.units_by_code, form_set.pack.unit_zones, "ct135", "2018-12-31")
    communes = {unit.code for unit in form_set.pack.reporting_units("62")}
    listed = {code for code in communes & said.keys() if said[code].inside}
    assert len(listed) == 36 + 3  # six districts whole and Ia H'Drai, and three of Sa Thầy
    assert told["b"] == len(listed | (declared - said.keys()))
    note = next(one["vi"] for one in areas.notes if one["vi"].startswith("Xã ĐBKK"))
    other = (declared & said.keys()) ^ listed
    assert f"{len(communes - said.keys())} đơn vị chưa có trong danh mục, theo đơn vị khai" in note
    assert f"{len(other)} đơn vị khai khác: " in note
    assert line(areas)["p"] == line(classes)["p"] == 22_851


def end_of(row: dict[str, str]) -> int:
    left = int(row["c05"]) + int(row["c06"]) + int(row["c09"])
    return int(row["c03"]) - left + sum(int(row[name]) for name in ("c10", "c11", "c12", "c13"))


def test_targets_are_worked_out_again_and_units_that_missed_them_are_named(form_set, figures):
    targets, poor = table_of(form_set, figures, "TH-11"), table_of(form_set, figures, "TH-02")
    first = by_key(targets)["MT01",]
    assert first["c04"] == line(poor)["r01"]
    assert (first["n1"], first["n2"] + first["n3"]) == (102, 102)
    assert len(str(first["n4"]).split(", ")) == first["n3"]
    district = table_of(form_set, figures, "TH-11", "617")
    assert by_key(district)["MT01",]["n1"] == 11


def test_answers_on_policies_are_counted_and_proposals_stand_below_their_policy(form_set, figures):
    impact, proposals = (table_of(form_set, figures, name) for name in ("TH-18", "TH-18b"))
    first = by_key(impact)["CS01",]
    scores = [row["c01"] for row in rows_of("BM15", item="CS01") if row["c01"]]
    assert [first[f"c01_{n}"] for n in "12345"] == [scores.count(n) for n in "12345"]
    assert len(proposals.rows) == sum(bool(row["c11"]) for row in rows_of("BM15"))
    assert proposals.block_words(proposals.rows[0].block)["vi"].startswith("CS01")


def test_both_meanings_of_reduction_and_of_the_rate_of_minorities_are_named_in_full(form_set, figures):
    words = {column.code: column.label["vi"] for column in table_of(form_set, figures, "TH-02").columns}
    assert "giảm ròng" in words["r04"]
    assert "thoát nghèo so với tổng số hộ" in words["r05"]
    assert words["r02"] == "Tỷ lệ hộ nghèo DTTS trên tổng số hộ DTTS"
    assert words["r03"] == "Tỷ trọng hộ DTTS trong tổng số hộ nghèo"


def test_units_are_ranked_by_their_fall_and_measured_against_their_plan(form_set, figures):
    view = table_of(form_set, figures, "TH-04", "617")
    told = [line(view, row) for row in view.whole_rows]
    assert min(one["xh"] for one in told) == 1
    best = max(told, key=lambda one: one["tnet"])
    assert best["xh"] == 1
    for one in told:
        assert one["ht"] == ((one["t15"] - one["t18"]) * 100 / (one["t15"] - one["kh"])).quantize(
            Decimal("0.01"), ROUND_HALF_UP
        )
