"""A table typed as labels becomes a form that builds, adds up and stands in a workbook."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyxform.xls2xform import convert

from forms.authoring import build, export_workbook
from forms.authoring.table_wizard import as_text, into_workbook, new_workbook, sheets
from forms.pack import TableKind
from forms.problems import Problem
from forms.table_wizard import WizardColumn, WizardRow, WizardTable, read_rows, subtotals
from tests.forms.authoring.sources import write_pack
from tests.packs.test_tables import validated

TEXT = "Tổng số\tTotal\n  Nông thôn\n    Xã A\n    Xã B\n  Thành thị\nGhi chú\n"
TABLE = WizardTable(
    "BM20",
    "BM-20",
    "Kinh phí",
    "Funding",
    read_rows(TEXT),
    (
        WizardColumn(
            "Đầu tư", "Investment", unit_vi="triệu đồng", unit_en="million đồng", group_vi="Trung ương"
        ),
        WizardColumn("Sự nghiệp", type="decimal", group_vi="Trung ương"),
        WizardColumn("Nơi", type="text"),
    ),
)


def test_indentation_is_the_depth_and_a_second_cell_is_english():
    assert [(row.vi, row.level) for row in read_rows(TEXT)] == [
        ("Tổng số", 0),
        ("Nông thôn", 1),
        ("Xã A", 2),
        ("Xã B", 2),
        ("Thành thị", 1),
        ("Ghi chú", 0),
    ]
    assert read_rows(TEXT)[0].en == "Total"


@pytest.mark.parametrize("step", [" ", "  ", "    ", "\t", "\xa0\xa0"])
def test_any_indentation_is_one_step(step):
    rows = read_rows(f"A\n{step}B\n{step}{step}C\nD")
    assert [row.level for row in rows] == [0, 1, 2, 0]


def test_rows_with_rows_below_them_are_subtotals():
    assert subtotals(TABLE.rows) == (True, True, False, False, False, False)


@pytest.fixture
def built(tmp_path):
    book = tmp_path / "BM20.xlsx"
    book.write_bytes(new_workbook(TABLE))
    return build(book)


def test_the_workbook_builds_without_an_error(built):
    (table,) = built.forms[0].tables
    assert (built.id, table.kind) == ("BM20", TableKind.FIXED)
    assert [row.label["vi"] for row in table.rows] == [row.vi for row in TABLE.rows]
    assert [(row.level, row.total) for row in table.rows] == [
        *((0, True), (1, True), (2, False), (2, False), (1, False), (0, False)),
    ]
    shown = [field for field in table.fields if field.label]
    assert {"Đầu tư", "Sự nghiệp", "Nơi"} <= {field.label["vi"] for field in shown}


def test_a_row_without_rows_below_makes_a_plain_table(tmp_path):
    book = tmp_path / "plain.xlsx"
    book.write_bytes(new_workbook(replace(TABLE, rows=read_rows("A\nB\nC"))))
    (table,) = build(book).forms[0].tables
    assert not any(row.total for row in table.rows)


def test_the_table_joins_the_workbook_of_a_pack_and_nothing_else_changes(tmp_path):
    source = write_pack(tmp_path / "small")
    book = tmp_path / "small.xlsx"
    book.write_bytes(export_workbook(source))
    joined = tmp_path / "joined.xlsx"
    joined.write_bytes(into_workbook(book, TABLE))
    pack, before = build(joined), build(book)
    assert {form.id for form in pack.forms} == {form.id for form in before.forms} | {"BM20"}
    assert pack.units == before.units
    with pytest.raises(Problem, match="WIZARD_FORM_THERE"):
        into_workbook(joined, TABLE)


def test_a_workbook_of_one_form_takes_no_second(tmp_path):
    book = tmp_path / "one.xlsx"
    book.write_bytes(new_workbook(TABLE))
    with pytest.raises(Problem, match="WIZARD_ONE_FORM"):
        into_workbook(book, replace(TABLE, form_id="BM21", number="BM-21"))


@pytest.mark.parametrize(
    "changed, code",
    [
        ({"form_id": "20 biểu"}, "WIZARD_FORM_ID"),
        ({"title_vi": ""}, "WIZARD_TITLE"),
        ({"rows": ()}, "WIZARD_ROWS"),
        ({"columns": ()}, "WIZARD_COLUMNS"),
        ({"columns": (WizardColumn(""),)}, "WIZARD_COLUMN_LABEL"),
        ({"columns": (WizardColumn("A", type="photo"),)}, "WIZARD_TYPE"),
        ({"rows": tuple(WizardRow("A", level=n) for n in range(11))}, "WIZARD_DEEP"),
    ],
)
def test_what_is_missing_is_named(changed, code):
    with pytest.raises(Problem, match=code):
        sheets(replace(TABLE, **changed))


def test_pasting_gives_one_line_a_row_and_one_cell_a_column():
    rows = sheets(TABLE)["survey"]
    lines = as_text(rows).split("\n")
    assert len(lines) == len(rows)
    assert {line.count("\t") for line in lines} == {len(rows[0]) - 1}


DEPTHS = st.lists(st.integers(0, 3), min_size=1, max_size=12)


@settings(max_examples=8, deadline=None)
@given(depths=DEPTHS)
def test_every_shape_of_rows_builds(depths, tmp_path_factory):
    text = "\n".join(f"{'  ' * depth}Dòng {number}" for number, depth in enumerate(depths))
    table = replace(TABLE, rows=read_rows(text))
    book = tmp_path_factory.mktemp("shape") / "BM20.xlsx"
    book.write_bytes(new_workbook(table))
    pack = build(book)
    assert len(pack.forms[0].tables[0].rows) == len(depths)


@pytest.mark.oracle
def test_other_tools_read_the_workbook_as_it_is(tmp_path):
    book = tmp_path / "BM20.xlsx"
    book.write_bytes(new_workbook(TABLE))
    assert "Xform is valid" in validated(convert(book).xform, tmp_path)
