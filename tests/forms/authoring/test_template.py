"""The workbook officers start from builds as it is, offers what may be typed, and opens elsewhere."""

import io
import subprocess
from datetime import date

import pytest
from openpyxl import load_workbook

from forms.answers import Address, Document
from forms.authoring import build, profile
from forms.authoring.judge import judge
from forms.authoring.template import template_workbook
from forms.engine import FormSet
from forms.pack import TableKind
from office.messages import sentence
from tests.conftest import ROOT, require_tool

FOLDER = ROOT / "forms" / "authoring" / "template"


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    book = tmp_path_factory.mktemp("template") / "mau.xlsx"
    book.write_bytes(template_workbook())
    return book


@pytest.fixture(scope="module")
def book(path):
    return load_workbook(path)


def test_it_builds_as_it_is_without_a_remark(path):
    judged = judge(path)
    assert [sentence(one) for one in (*judged.errors, *judged.warnings)] == []
    pack = judged.pack
    assert pack == build(FOLDER)
    assert len(pack.units) == 3
    assert pack.campaign is not None
    assert {check.severity.value for check in pack.checks} == {"error", "warning"}


def test_it_shows_one_form_of_each_kind(path):
    pack = build(path)
    assert [form.id for form in pack.forms] == ["BM00", "BM01", "BM02", "BM03"]
    grid, roster = pack.tables_by_id["BM02"], pack.tables_by_id["BM03"]
    assert (grid.kind, [row.level for row in grid.rows]) == (TableKind.FIXED, [0, 1, 2, 2, 1, 2, 2])
    assert [row.total for row in grid.rows] == [True, True, False, False, True, False, False]
    assert roster.kind is TableKind.RECORDS
    assert pack.tables_by_id["BM01.giai_trinh"].role == "explanations"


def test_its_subtotals_and_its_check_work(path):
    pack = build(path)
    form = FormSet(pack).open(pack.units_by_code["99001"], Document(), date(2027, 1, 5))
    for row, value in (("d03", 4), ("d04", 6), ("d06", 3), ("d07", 2)):
        form.put(Address("BM02", (row,), "c02"), value)
    sums = [form.view(Address("BM02", (row,), "c02_ht")).value for row in ("d01", "d02", "d05")]
    assert sums == [15, 10, 5]
    form.put(Address("BM01", (), "a02"), 14)
    assert "K01" in {found.code for found in form.findings()}
    form.put(Address("BM01", (), "a02"), 15)
    assert "K01" not in {found.code for found in form.findings()}


def menus(book, title):
    """The drop-downs of a sheet by the first cell they stand in."""
    rules = book[title].data_validations.dataValidation
    return {str(rule.sqref).partition(":")[0]: rule.formula1 for rule in rules if rule.type == "list"}


def words(book, reference):
    """What a drop-down offers that reads its words from cells."""
    title, _, area = reference.replace("'", "").replace("$", "").partition("!")
    return [cell.value for row in book[title][area] for cell in row]


def test_columns_of_known_words_offer_them(book):
    survey = menus(book, "BM-01 survey")
    kinds = words(book, survey["A2"])
    assert {"integer", "text", "begin repeat", "calculate", "select_one yes_no", "select_one sex"} <= set(
        kinds
    )
    assert {kind.split()[0] for kind in kinds} <= {
        *profile.QUESTIONS, *profile.SELECTS, *profile.SELECTS_FROM_FILE, profile.EXTERNAL, "begin", "end",
    }  # fmt: skip
    assert '"yes"' in survey.values()
    units = menus(book, "units")
    assert words(book, units["D2"])[:2] == ["province", "commune"]
    assert words(book, menus(book, "assignments")["A2"]) == ["BM00", "BM01", "BM02", "BM03"]
    assert words(book, menus(book, "checks")["C2"]) == ["BM00", "BM01", "BM02", "BM03", "BM01.giai_trinh"]


def test_every_heading_says_in_vietnamese_what_its_column_holds(book):
    titles = [sheet.title for sheet in book if sheet.title != "guide"]
    headings = [(title, cell) for title in titles for cell in book[title][1] if cell.value]
    # What pyxform alone reads of our settings, and the columns of the list that the example's table needs.
    own = {"name", "default_language", "namespaces", "cap", "la_tong", "tren"}
    assert [
        f"{title} {cell.value}" for title, cell in headings if not cell.comment and cell.value not in own
    ] == []
    assert "mỗi trang tính" in book["guide"]["C2"].value.lower()


def test_nothing_in_it_is_hidden_merged_or_a_number(book):
    for sheet in book:
        assert (sheet.sheet_state, list(sheet.merged_cells.ranges)) == ("visible", [])
        assert {type(cell.value) for row in sheet.iter_rows() for cell in row} <= {str, type(None)}
        letters = [cell.column_letter for cell in sheet[1] if cell.value and sheet.title != "guide"]
        assert {sheet.column_dimensions[letter].number_format for letter in letters} <= {"@"}


@pytest.mark.oracle
@pytest.mark.slow
@pytest.mark.timeout(180)
def test_libreoffice_opens_it_and_what_it_saves_builds_the_same(path, tmp_path):
    program = require_tool("soffice")
    profile_folder = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    order = [
        program,
        profile_folder,
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        tmp_path / "saved",
        path,
    ]
    subprocess.run(order, check=True, capture_output=True, timeout=170)
    saved = tmp_path / "saved" / path.name
    assert build(saved) == build(path)
    again = load_workbook(io.BytesIO(saved.read_bytes()))
    assert again.sheetnames == load_workbook(path).sheetnames
    assert again["units"].data_validations.dataValidation
