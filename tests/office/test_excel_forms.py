"""The Excel form: written empty, filled as people fill it, taken back with the same figures."""

import io
import subprocess
from dataclasses import replace

import pytest
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell

from exports.excel_form import CHECKS, GUIDE, LISTS
from exports.excel_form_rules import CELLS
from forms.answers import Address
from forms.problems import Problem
from office.entry import Entry
from office.excel_forms import look_at_form, take_form, write_form
from office.import_rows import Verdict
from office.packs import ShelvedPack
from office.registers import open_book
from tests.conftest import require_tool
from tests.offices import NGOC_LAY, TE_XANG, Place


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """The empty form of a commune, written once."""
    folder = tmp_path_factory.mktemp("form")
    with Place(folder).office(NGOC_LAY) as desk:
        told = write_form(desk, folder / "trống.xlsx")
    return (folder / "trống.xlsx").read_bytes(), told


@pytest.fixture(scope="module")
def empty(written):
    """The form to look at."""
    return load_workbook(io.BytesIO(written[0]))


@pytest.fixture
def book(written):
    """The form to fill."""
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


def test_only_the_cells_to_fill_are_open_and_nothing_needs_a_password(written, empty):
    _, told = written
    open_cells = 0
    for page in empty.worksheets:
        assert page.protection.sheet
        assert not page.protection.password
        assert page.sheet_state == "visible"
        open_cells += sum(
            isinstance(cell, Cell) and not cell.protection.locked for row in page.iter_rows() for cell in row
        )
    assert open_cells == told.open_cells > 4000
    assert empty.sheetnames[0] == GUIDE
    assert {LISTS, CHECKS, "BM-04"} <= set(empty.sheetnames)
    assert empty.vba_archive is None


def test_choices_have_drop_downs_and_totals_are_formulas(empty):
    total = cell_of(empty, "BM-09", "BM09", next(iter(_keys(empty, "BM-09", "BM09"))), "k09")
    assert str(total.value).startswith("=IF(COUNT(")
    assert total.protection.locked
    rules = empty["BM-10"].data_validations.dataValidation
    assert {rule.type for rule in rules} == {"list", "whole", "decimal"}
    names = {rule.formula1.lstrip("=") for rule in rules if rule.type == "list"}
    assert names <= set(empty.defined_names)


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


@pytest.fixture(scope="module")
def reckoned(tmp_path_factory):
    """Two filled forms as LibreOffice works them out in one start: with broken rules, and without."""
    folder = tmp_path_factory.mktemp("office")
    with Place(folder).office(NGOC_LAY) as desk:
        forms = tuple(one for one in desk.pack.forms if one.id in ("BM00", "BM04", "BM09", "BM10"))
        few = ShelvedPack(replace(desk.pack, forms=forms), desk.shelved.data, desk.shelved.signer)
        write_form(desk.beside(few, "vài biểu"), folder / "trống.xlsx")
    empty_form = (folder / "trống.xlsx").read_bytes()
    filled = []
    for name, poor, plan in (("sai", "400", 50), ("đúng", "100", 90)):
        book = load_workbook(io.BytesIO(empty_form))
        cell_of(book, "BM-04", "BM04", "14|2015", "c01").value = 300
        cell_of(book, "BM-04", "BM04", "14|2015", "c03").value = int(poor)
        cell_of(book, "BM-10", "BM10", "1", "c12").value = 80
        funds = _keys(book, "BM-09", "BM09")[0]
        cell_of(book, "BM-09", "BM09", funds, "k01").value = plan
        cell_of(book, "BM-09", "BM09", funds, "g01").value = 70
        answers = {
            "c01": 1,
            "c02": "Đường thôn 1",
            "c03": "Giao thông [road]",
            "c07": "a [x]",
            "c16": "b [x]",
        }
        for column, text in answers.items() if name == "đúng" else ():
            cell_of(book, "BM-10", "BM10", "1", column).value = text
        filled.append(saved(book, folder / f"{name}.xlsx"))
    (folder / "lo").mkdir()
    own = f"-env:UserInstallation=file://{folder}/profile"
    program = require_tool("soffice")
    subprocess.run(
        [program, own, "--headless", "--convert-to", "xlsx", "--outdir", folder / "lo", *filled],
        check=True,
        capture_output=True,
        timeout=100,
    )  # fmt: skip
    return tuple(load_workbook(folder / "lo" / one.name, data_only=True) for one in filled)


def words_of(book):
    page = book[CELLS]
    return [
        str(page.cell(row, 4).value).strip() for row in range(5, page.max_row + 1) if page.cell(row, 4).value
    ]


def test_a_filled_form_says_which_rules_it_breaks_and_a_right_one_says_nothing(reckoned):
    wrong, right = reckoned
    told = " ".join(words_of(wrong))
    assert "SAI c03 (F8): Hộ nghèo không được lớn hơn tổng số hộ của dân tộc này." in told
    assert "SAI c02 (D6): Ghi tên công trình." in told
    assert "XEM LẠI g01" in told
    assert words_of(right) == []
    for book, lines in ((wrong, 3), (right, 0)):
        counted = next(row for row in range(1, 30) if book[GUIDE].cell(row, 2).value == "Số dòng cần xem")
        assert book[CELLS]["C2"].value == lines
        assert book[GUIDE].cell(counted, 3).value == lines + book[CHECKS]["D2"].value


def test_cells_that_break_a_rule_change_their_colour_too(empty):
    place = cell_of(empty, "BM-04", "BM04", "14|2015", "c03")
    rules = [
        rule
        for ranges, found in empty["BM-04"].conditional_formatting._cf_rules.items()
        if place.coordinate in ranges.sqref
        for rule in found
    ]
    assert {rule.dxf.fill.bgColor.rgb for rule in rules} == {"FFF8D0CC"}
    assert all("NOT(" in rule.formula[0] for rule in rules)


def test_rules_that_only_the_program_can_try_are_listed_on_the_guides_page(written, empty):
    _, told = written
    assert told.rules > 200
    assert "BM10.c01 (quy tắc)" in told.rules_left
    listed = [empty[GUIDE].cell(row, 2).value for row in range(1, empty[GUIDE].max_row + 1)]
    assert set(told.rules_left) | set(told.checks_left) <= set(listed)


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


def test_the_register_is_an_excel_form_too_and_comes_back_as_households_with_members(desk, tmp_path):
    register = open_book(desk, 2018, "all")
    told = write_form(register, tmp_path / "sổ.xlsx")
    assert told.open_cells > 150 * 15
    assert told.drop_downs > 500
    book = load_workbook(tmp_path / "sổ.xlsx")
    first = {"c01": "2340400001", "c02": "Y Thu", "c07": "Đăk Kinh 1"}
    for column, text in first.items():
        cell_of(book, "BM-19", "BM19", "1", column).value = text
    page = book["BM-19"]
    head = next(row for row in range(1, page.max_row) if page.cell(row, 1).value == "BM19.c20")
    page.cell(head + 2, 4).value = "A Bình"  # the first line below household 1
    saved(book, tmp_path / "sổ.xlsx")
    seen = look_at_form(register, tmp_path / "sổ.xlsx")
    assert seen.count(Verdict.NEW) == 2
    take_form(register, tmp_path / "sổ.xlsx")
    entry = Entry(register)
    (key,) = entry.rows("BM19")
    assert entry.shown(Address("BM19", key, "c02")) == "Y Thu"
    ((_, number),) = entry.rows("BM19.c20")
    assert entry.shown(Address("BM19.c20", (*key, number), "c01")) == "A Bình"
