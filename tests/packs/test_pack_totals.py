"""The consolidated tables over all communes of the demo, against plain sums and the published result."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

import pytest

from forms.answers import Document
from forms.engine import FormSet
from forms.roll_up import ROLLED_UP, TotalsRow, TotalsView, UnitFigures, totals
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


def line(view: TotalsView, row: TotalsRow | None = None) -> dict[str, object]:
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
