"""Consolidated tables over tables with subtotals: worked out again above, never added twice."""

from datetime import date

import pytest

from forms.answers import Address, Document, State
from forms.engine import FormSet
from forms.pack import CARRIED_UPWARD, Kind
from forms.roll_up import UnitFigures, add_up, totals
from tests.packs import tables

COMMUNES = ("23404", "23407", "23410")
LEAVES = ("DA1.1", "DA1.3a", "DA1.3b", "DA1.4", "DA2.1", "DA2.2", "DA2.3", "DA3", "DA4", "DA5")
MILLION = 1_000_000


@pytest.fixture(scope="module")
def form_set():
    return FormSet(tables.funding())


def reported(form_set, unit, figures, states=None):
    forms = form_set.open(form_set.pack.units_by_code[unit], Document(), date(2018, 9, 20))
    forms.put_many([(Address("BM09", (row,), "k02"), value, None) for row, value in figures.items()])
    forms.put_many([(Address("BM09", (row,), "k02"), None, state) for row, state in (states or {}).items()])
    return UnitFigures(unit, forms.values(), forms.states())


def carried(form_set, figures):
    """Keep what an upward package carries: nothing that is computed from it."""
    table = form_set.pack.tables_by_id["BM09"]
    names = {
        f.id for f in table.fields if f.rollup in CARRIED_UPWARD and f.kind is not Kind.KEY and not f.hidden
    }
    rows = {
        key: {name: value for name, value in row.items() if name in names}
        for key, row in figures.values["BM09"].items()
    }
    return UnitFigures(figures.unit, {"BM09": rows}, figures.states)


@pytest.fixture(scope="module")
def figures(form_set):
    return [
        reported(form_set, unit, dict.fromkeys(LEAVES, (place + 1) * MILLION))
        for place, unit in enumerate(COMMUNES)
    ]


@pytest.mark.parametrize("row,rows", [("DA1.3", 2), ("DA1", 4), ("DA2", 3), ("TS", 10)])
def test_a_subtotal_of_many_units_is_that_of_their_rows(form_set, figures, row, rows):
    cell = add_up(form_set, Address("BM09", (row,), "k02"), figures)
    assert (cell.value, cell.known) == (rows * 6 * MILLION, 3)
    upward = [carried(form_set, one) for one in figures]
    assert add_up(form_set, Address("BM09", (row,), "k02"), upward) == cell


def test_what_a_unit_made_of_its_subtotal_does_not_count(form_set, figures):
    (first, *others) = figures
    rows = dict(first.values["BM09"])
    rows["DA1",] = {**rows["DA1",], "k02_ht": 999 * MILLION}
    forged = UnitFigures(first.unit, {**first.values, "BM09": rows}, first.states)
    cell = add_up(form_set, Address("BM09", ("DA1",), "k02"), [forged, *others])
    assert cell.value == 24 * MILLION


def test_a_subtotal_says_of_how_many_units_it_is_whole(form_set, figures):
    gap = reported(form_set, "23413", {"DA1.1": 5 * MILLION}, {"DA1.4": State.UNKNOWN, "DA1.3a": State.NONE})
    cell = add_up(form_set, Address("BM09", ("DA1",), "k02"), [*figures, gap], 5)
    assert (cell.value, cell.known, cell.units) == (29 * MILLION, 3, 5)


def test_a_matrix_of_projects_shows_subtotals_that_fit_their_rows(form_set, figures):
    table = next(one for one in form_set.pack.totals if one.id == "TH-10")
    view = totals(form_set, "617", table, {one.unit: one for one in figures})
    shown = {column.code: cell.value for column, cell in zip(view.columns, view.total, strict=True)}
    rows = [shown[code] for code in ("DA1.1", "DA1.3", "DA1.4")]
    assert rows == [6 * MILLION, 12 * MILLION, 6 * MILLION]
    assert shown["DA1"] == 24 * MILLION
    assert shown["TS"] == 60 * MILLION


def test_a_table_of_one_row_may_be_a_subtotal(form_set, figures):
    table = next(one for one in form_set.pack.totals if one.id == "TH-09")
    view = totals(form_set, "617", table, {one.unit: one for one in figures})
    shown = {column.code: cell.value for column, cell in zip(view.columns, view.total, strict=True)}
    assert (shown["k02"], shown["k09"]) == (60 * MILLION, 60 * MILLION)
