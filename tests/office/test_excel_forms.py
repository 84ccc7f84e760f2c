"""The Excel form: written empty, filled as people fill it, taken back with the same figures."""

import io

import pytest
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell

from exports.excel_form import CHECKS, GUIDE, LISTS
from forms.answers import Address
from forms.problems import Problem
from office.entry import Entry
from office.excel_forms import look_at_form, take_form, write_form
from office.import_rows import Verdict
from tests.offices import NGOC_LAY, TE_XANG, Place


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """The empty form of a commune, written once."""
    folder = tmp_path_factory.mktemp("form")
    with Place(folder).office(NGOC_LAY) as desk:
        told = write_form(desk, folder / "trống.xlsx")
    return (folder / "trống.xlsx").read_bytes(), told


@pytest.fixture
def book(written):
    return load_workbook(io.BytesIO(written[0]))


@pytest.fixture
def desk(tmp_path):
    with Place(tmp_path).office(NGOC_LAY) as desk:
        yield desk


def cell_of(book, sheet, table, row, column):
    """Find a cell by the visible codes: in column A or in the code row."""
    page = book[sheet]
    heads = [r for r in range(1, page.max_row) if page.cell(r, 1).value == table]
    found = {
        page.cell(head, c).value: (head, c) for head in heads for c in range(3, page.max_column + 1)
    }  # a wide table lies in several bands
    head, place = found[column]
    down = next(r for r in range(head + 1, page.max_row + 1) if page.cell(r, 1).value == row)
    return page.cell(down, place)


def saved(book, path):
    book.save(path)
    return path


def test_only_the_cells_to_fill_are_open_and_nothing_needs_a_password(written, book):
    _, told = written
    open_cells = 0
    for page in book.worksheets:
        assert page.protection.sheet
        assert not page.protection.password
        assert page.sheet_state == "visible"
        open_cells += sum(
            isinstance(cell, Cell) and not cell.protection.locked for row in page.iter_rows() for cell in row
        )
    assert open_cells == told.open_cells > 4000
    assert book.sheetnames[0] == GUIDE
    assert {LISTS, CHECKS, "BM-04"} <= set(book.sheetnames)
    assert book.vba_archive is None


def test_choices_have_drop_downs_and_totals_are_formulas(book):
    total = cell_of(book, "BM-09", "BM09", next(iter(_keys(book, "BM-09", "BM09"))), "k09")
    assert str(total.value).startswith("=IF(COUNT(")
    assert total.protection.locked
    rules = book["BM-10"].data_validations.dataValidation
    assert {rule.type for rule in rules} == {"list", "whole", "decimal"}
    names = {rule.formula1.lstrip("=") for rule in rules if rule.type == "list"}
    assert names <= set(book.defined_names)


def _keys(book, sheet, table):
    page = book[sheet]
    head = next(r for r in range(1, page.max_row) if page.cell(r, 1).value == table)
    return [page.cell(r, 1).value for r in range(head + 1, page.max_row) if page.cell(r, 1).value]


def test_what_a_workbook_cannot_work_out_is_named(written):
    _, told = written
    assert told.left == ("BM15.c05", "BM15.c06"), "counted from slips"
    assert told.formulas > 1000
    assert told.checks > 300


def test_a_filled_form_comes_back_with_its_figures_and_one_undo(desk, book, tmp_path):
    cell_of(book, "BM-04", "BM04", "14|2015", "c01").value = 300
    cell_of(book, "BM-04", "BM04", "14|2015", "c03").value = "1.250"
    first = cell_of(book, "BM-10", "BM10", "2", "c02")
    first.value = "Đường thôn 1"
    cell_of(book, "BM-10", "BM10", "2", "c03").value = "Giao thông [road]"
    cell_of(book, "BM-10", "BM10", "2", "c11").value = 1250.5
    path = saved(book, tmp_path / "đã điền.xlsx")
    seen = look_at_form(desk, path)
    assert [seen.count(one) for one in (Verdict.NEW, Verdict.CHANGED, Verdict.REFUSED)] == [1, 1, 0]
    assert Entry(desk).rows("BM10") == ()
    taken = take_form(desk, path)
    assert (taken.added, taken.changed, taken.cells) == (1, 1, 5)
    entry = Entry(desk)
    assert entry.view(Address("BM04", ("14", "2015"), "c03")).value == 1250
    assert entry.view(Address("BM10", ("1",), "c03")).value == "road"
    assert entry.view(Address("BM10", ("1",), "c11")).value == 1_250_500_000, "typed in triệu đồng"
    assert look_at_form(desk, path).count(Verdict.SAME) == 2
    entry.undo()
    assert entry.rows("BM10") == ()


def test_what_is_no_value_is_told_by_sheet_and_cell(desk, book, tmp_path):
    wrong = cell_of(book, "BM-04", "BM04", "14|2015", "c01")
    wrong.value = "nhiều"
    seen = look_at_form(desk, saved(book, tmp_path / "a.xlsx"))
    assert [(one.cell, one.problem.code) for one in seen.troubles if one.problem is not None] == [
        (f"BM-04!{wrong.coordinate}", "NOT_A_NUMBER")
    ]
    assert seen.count(Verdict.REFUSED) == 1


def test_a_form_of_another_unit_or_no_form_at_all_is_refused(desk, written, tmp_path):
    with Place(tmp_path / "other").office(TE_XANG) as other:
        path = tmp_path / "a.xlsx"
        path.write_bytes(written[0])
        with pytest.raises(Problem, match="FORM_OTHER_UNIT"):
            look_at_form(other, path)
    book = load_workbook(io.BytesIO(written[0]))
    del book[GUIDE]
    with pytest.raises(Problem, match="FORM_NOT_OURS"):
        look_at_form(desk, saved(book, path))
