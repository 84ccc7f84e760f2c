from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from forms.answers import Document
from forms.authoring import build, export_workbook
from forms.engine import FormSet
from forms.pack import Kind, Layout, Pack, Roll, TableKind, dump, load
from forms.unit_moves import UnitMove
from forms.unit_zones import said_of
from tests.conftest import ROOT
from tests.forms.authoring.sources import change, write_pack

REAL_PACKS = sorted(path.parent for path in (ROOT / "packs").glob("*/pack.csv"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_pack(tmp_path_factory.mktemp("source") / "small")


@pytest.fixture(scope="module")
def pack(folder: Path) -> Pack:
    return build(folder)


def test_the_head_of_the_pack_comes_from_its_sheets(pack):
    assert (pack.id, pack.version, pack.title) == ("small", "1.2.0", {"vi": "Nhỏ", "en": "Small"})
    assert pack.notes == {"synthetic": "made up"}
    assert [level.code for level in pack.levels] == ["province", "commune"]
    assert pack.units[1].code == "01234"
    assert pack.units[1].variants == ("Ia H'Drai", "Ia Hdrai")
    assert [(a.form, a.required) for a in pack.assignments] == [("F1", True), ("F2", False)]


def test_the_standard_and_the_campaign_are_data(pack):
    (standard,) = pack.standards
    assert (standard.lines[0].amount, standard.lines[0].verified) == (700_000, True)
    assert standard.indicators[0].service == {"vi": "Y tế", "en": "Health"}
    rule = standard.score_rules[0]
    assert (rule.b1_over, rule.b1_to, rule.verified) == (None, 120, False)
    assert pack.campaign is not None
    assert pack.campaign.years == ("2016", "2017")
    assert pack.campaign.deadlines == {"commune": "2018-09-30"}
    assert pack.campaign.parameters == {"award_limit": "5"}


def test_a_fixed_table_has_the_rows_of_its_list(pack):
    form = pack.forms[0]
    (table,) = form.tables
    assert (form.id, form.number, form.version, form.sheet) == ("F1", "F-1", "3", "stock")
    assert form.title == {"vi": "Diễn biến hộ nghèo", "en": "Movement of the poor"}
    assert (table.id, table.path, table.kind, table.layout) == (
        "F1",
        "/F1/rows",
        TableKind.FIXED,
        Layout.COLUMNS,
    )
    assert table.axes == ("year",)
    assert [row.key for row in table.rows] == [("2016",), ("2017",)]
    assert table.rows[0].label == {"vi": "Năm 2016", "en": "2016"}
    year, c01, c02, r01 = table.fields
    assert (year.kind, year.label) == (Kind.KEY, {})
    assert (c01.kind, c01.path, c01.rollup) == (Kind.INTEGER, "/F1/rows/stock/c01", Roll.SUM)
    assert c01.group == {"vi": "Số hộ", "en": "Households"}
    assert (c01.constraint, c01.warn) == (". >= 1", ". < 5000")
    assert c01.warn_message == {"vi": "Nhiều hộ quá", "en": "Many households"}
    assert c02.constraint == ". <= ../c01"
    assert c02.constraint_message == {"vi": "Không quá tổng", "en": "Not above all"}
    assert (r01.kind, r01.decimals, r01.check, r01.readonly) == (Kind.DECIMAL, 2, "K01", "true()")
    assert r01.calculate == "round( ../stock/c02 div ../stock/c01 * 100, 2)"
    assert r01.unit == {"vi": "%", "en": "%"}
    assert c01.source == "F-1 survey!5"


def test_questions_become_a_single_table_with_its_list_of_records(pack):
    main, people = pack.forms[1].tables
    assert (main.id, main.kind, people.id, people.kind) == (
        "F2",
        TableKind.SINGLE,
        "F2.people",
        TableKind.RECORDS,
    )
    assert (people.parent, people.role) == (None, "explanations")
    c01, c02, c03, money, c05 = main.fields
    assert (c01.kind, c01.list, c01.required, c01.default) == (Kind.CHOICE, "yes_no", "true()", "'1'")
    assert c01.required_message == {"vi": "Chọn", "en": "Choose"}
    assert (c02.kind, c02.relevant, c02.choice_filter) == (Kind.CHOICES, "../c01 = '1'", "name != 'red'")
    assert c02.label["vi"] == "Màu | sắc"
    assert (c03.kind, c03.max_length, c03.sensitive, c03.default) == (Kind.MEMO, 300, True, '"it\'s"')
    assert c03.hint == {"vi": "Viết ngắn", "en": "Keep it short"}
    assert c03.relevant == "instance('unit')/root/item/level = 'commune'"
    assert (money.id, money.scale, money.rollup, money.weight) == ("c04", 1_000_000, Roll.WAVG, "F1.c01")
    assert c05.kind is Kind.DATE
    assert pack.forms[1].orientation == "portrait"


def test_shared_lists_are_there_even_when_only_checks_use_them(pack):
    assert sorted(pack.lists) == ["colour", "unused", "years", "yes_no"]
    assert pack.lists["years"][1].attributes == {"rank": "2"}


def test_checks_and_totals_keep_their_places_in_the_source(pack):
    (check,) = pack.checks
    assert (check.id, check.when, check.cells, check.source) == (
        "K07",
        "year = '2017'",
        ("c01", "c02"),
        "checks!2",
    )
    (table,) = pack.totals
    assert (table.filter, table.levels) == ({"year": "2017"}, ("province", "commune"))
    assert [column.code for column in table.columns] == ["c01", "r01"]


def test_a_built_pack_opens_in_the_engine(pack):

    forms = FormSet(pack).open(
        pack.units[1], Document({"F1": {("2017",): {"c01": 8, "c02": 1}}}), date(2018, 9, 1)
    )
    assert forms.values()["F1"][("2017",)]["r01"] == Decimal("12.5")


def test_what_a_unit_has_become_stands_in_its_row(pack):
    (move,) = pack.unit_moves
    assert move == UnitMove(
        "01234", "01240", "Xã Ia Mới", "51", "Tỉnh Quảng Ngãi", "2025-07-01", area="rural", part=False
    )


def test_a_unit_that_was_divided_has_a_row_for_each_part(tmp_path):
    folder = write_pack(tmp_path / "divided")
    change(
        folder / "unit_moves.csv",
        "01,\n",
        "01,yes\n01234,01250,Xã Ia Khác,rural,51,Tỉnh Quảng Ngãi,2025-07-01,yes\n",
    )
    moves = build(folder).unit_moves
    assert [(move.unit, move.code, move.part) for move in moves] == [
        ("01234", "01240", True),
        ("01234", "01250", True),
    ]


def test_two_builds_are_equal_and_a_dumped_pack_loads(folder, pack):
    again = build(folder)
    assert again == pack
    assert again.hash == pack.hash
    assert load(dump(pack)) == pack


def test_the_exported_workbook_builds_the_same_pack(folder, pack, tmp_path):
    book = tmp_path / "small.xlsx"
    book.write_bytes(export_workbook(folder))
    assert build(book) == pack
    assert build(book).hash == pack.hash


@pytest.mark.parametrize("path", REAL_PACKS, ids=lambda path: path.name)
def test_every_pack_of_the_house_builds_and_survives_its_workbook(path, tmp_path):
    pack = build(path)
    book = tmp_path / "pack.xlsx"
    book.write_bytes(export_workbook(path))
    assert build(book) == pack


def test_a_single_form_is_a_pack_of_its_own(folder, tmp_path):
    form = tmp_path / "model.md"
    form.write_text((folder / "forms" / "F-2.md").read_text("utf-8"), "utf-8")
    for old, new in (
        ("select_one yes_no", "select_one colour"),
        ("= '1'", "= 'red'"),
        ("| commune |", "| |"),
        ("| 1 |", "| red |"),
    ):
        change(form, old, new)
    pack = build(form)
    assert (pack.id, pack.version, pack.title["vi"]) == ("F2", "1", "Mô hình")
    assert [table.id for table in pack.forms[0].tables] == ["F2", "F2.people"]


def test_what_areas_a_unit_lies_in_is_said_of_it_or_of_one_above_it(pack):
    units = pack.units_by_code
    said = said_of(units, pack.unit_zones, "30a", "2018-12-31")
    assert {code: one.inside for code, one in said.items()} == {"62": False, "01234": True}
    assert not said["01234"].verified
    above = [one for one in pack.unit_zones if one.unit == "62"]
    assert {code: one.inside for code, one in said_of(units, above, "30a", "2018-12-31").items()} == {
        "62": False,
        "01234": False,
    }
    assert said_of(units, pack.unit_zones, "30a", "2017-12-31") == {}
    assert said_of(units, pack.unit_zones, "border", "2018-12-31") == {}
