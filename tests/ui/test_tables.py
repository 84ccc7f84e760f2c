"""Tables with a hierarchy on the screen: what stands where, what the keyboard passes over, what is pasted."""

from dataclasses import replace

import pytest
from PySide6.QtGui import QGuiApplication

from forms.answers import Address
from office.entry import Entry
from office.packs import seal
from tests.offices import MOMENT, NGOC_LAY
from tests.packs import tables
from tests.ui.keyboard import CTRL, Key, press, write
from ui.entry.grid_form import GridForm
from ui.entry.grid_model import GridModel
from ui.entry.live import Live
from ui.entry.rows_form import RowsForm

MILLION = 1_000_000


@pytest.fixture
def desk(place):
    with place.office(NGOC_LAY, pack=seal(tables.funding(), MOMENT)) as desk:
        yield desk


@pytest.fixture
def live(desk, at):
    return Live(at(desk), Entry(desk))


@pytest.fixture
def funding(live):
    return GridModel(live, "BM09")


def cell(row, field):
    return Address("BM09", (row,), field)


@pytest.fixture
def form(qtbot, live):
    """The funding table with the keyboard in it, as wide as on the smallest screen."""
    form = GridForm(live, "BM09")
    qtbot.addWidget(form)
    form.resize(690, 560)
    with qtbot.waitActive(form):
        form.show()
        form.activateWindow()
    form.jump_to(cell("DA1.1", "k02"))
    return form


@pytest.fixture
def grid(form):
    return form.view


def test_rows_are_indented_by_their_level_and_subtotals_stand_out(funding):
    lines = {strip.key[0]: (strip.level, strip.strong) for strip in funding.lines if strip.key}
    assert lines["TS"] == (0, True)
    assert lines["DA1"] == (1, True)
    assert lines["DA1.3b"] == (3, False)


def test_a_column_shows_its_computed_field_on_subtotal_rows(funding, live):
    column = next(n for n, strip in enumerate(funding.columns) if strip.code == "k02")
    shown = {strip.key[0]: funding.address(funding.index(n, column)) for n, strip in enumerate(funding.lines)}
    assert shown["DA1"] == cell("DA1", "k02_ht")
    assert shown["DA1.1"] == cell("DA1.1", "k02")
    assert "k02_ht" not in [strip.code for strip in funding.columns]
    live.put(cell("DA1.1", "k02"), "15")
    live.put(cell("DA1.3a", "k02"), "7")
    assert funding.data(funding.index_of(cell("DA1", "k02_ht"))) == "22,0"
    assert funding.data(funding.index_of(cell("TS", "k02_ht"))) == "22,0"


def test_headings_stand_above_headings(funding):
    paths = {strip.code: strip.path for strip in funding.columns}
    assert paths["k09"] == ("Kế hoạch vốn",)
    assert paths["k01"] == ("Kế hoạch vốn", "Ngân sách trung ương")
    assert paths["r01"] == ()


def test_a_table_with_a_row_over_all_others_has_no_further_line_of_totals(funding, live):
    assert all(strip.kind == "cells" for strip in funding.lines)
    works = GridModel(live, "BM10")
    assert works.lines == ()


def test_rows_show_the_units_they_are_counted_in(live):
    targets = GridModel(live, "BM08")
    units = {strip.key[0]: strip.unit for strip in targets.lines if strip.key}
    assert (units["MT01"], units["MT00"], units["MT17"]) == ("%", "", "hộ")


def test_why_a_cell_takes_nothing_is_said_in_words(funding):
    assert funding.why(cell("DA1.1", "k07")) == "Dòng này không có ô này: biểu để trống, không phải trả lời."
    assert funding.why(cell("DA1", "k02_ht")) == "Dòng cộng: chương trình cộng từ các dòng bên dưới."


def test_keys_pass_over_blocked_cells_and_subtotals(grid):
    assert grid.address == cell("DA1.1", "k02")
    press(Key.Key_Return)  # down: DA1.3 is a subtotal
    assert grid.address == cell("DA1.3a", "k02")
    grid.jump_to(cell("DA1.1", "k06"))
    press(Key.Key_Tab)  # right: k07 is blocked in this row
    assert grid.address == cell("DA1.1", "k08")
    grid.jump_to(cell("DA1.3b", "k02"))
    press(Key.Key_Up, Key.Key_Up)  # arrows visit every cell
    assert grid.address == cell("DA1.3", "k02_ht")
    write("5")
    assert grid.live.cell(cell("DA1.3", "k02_ht")).text == "0,0"


def test_the_grid_opens_on_a_cell_that_can_be_typed_into(open_window, desk):
    window = open_window(desk)
    window.ways.form("BM09")
    assert window.page("entry").view.address == cell("DA1.1", "k01")


def test_a_pasted_block_fills_what_takes_figures_and_tells_of_the_rest(grid, qtbot):
    told = []
    grid.live.told.connect(lambda tone, text: told.append((tone, text)))
    grid.jump_to(cell("DA1.1", "k06"))
    QGuiApplication.clipboard().setText("1\t2\t3\n9\t9\t9\n4\t5\t6")
    press(Key.Key_V, modifiers=CTRL)
    assert grid.live.entry.view(cell("DA1.1", "k06")).value == MILLION
    assert grid.live.entry.view(cell("DA1.1", "k07")).value is None
    assert grid.live.entry.view(cell("DA1.1", "k08")).value == 3 * MILLION
    assert grid.live.entry.view(cell("DA1.3a", "k07")).value == 5 * MILLION
    ((tone, text),) = told
    assert tone == "warning"
    assert "Bỏ qua 1 ô" in text


def test_pasting_where_nothing_is_taken_says_so(grid):
    told = []
    grid.live.told.connect(lambda tone, text: told.append((tone, text)))
    grid.jump_to(cell("DA1.1", "k07"))
    QGuiApplication.clipboard().setText("12")
    press(Key.Key_V, modifiers=CTRL)
    assert told == [("warning", "Chưa dán gì: 1 ô ở đây không nhận số liệu.")]
    assert grid.live.entry.view(cell("DA1.1", "k07")).value is None


def test_filling_down_passes_over_subtotals_and_blocked_cells(grid):
    grid.live.put(cell("DA1.1", "k02"), "5")
    grid.jump_to(cell("DA1.3a", "k02"))
    press(Key.Key_D, modifiers=CTRL)  # what stands above it: not the subtotal between them
    assert grid.live.entry.view(cell("DA1.3a", "k02")).value == 5 * MILLION


def test_frozen_columns_stay_while_the_others_move(grid):
    assert grid.frozen.moves
    grid.jump_to(cell("DA5", "g08"))
    assert not grid.isColumnHidden(0)
    assert grid.isColumnHidden(1)
    x = grid.columnViewportPosition(grid.currentIndex().column())
    assert 0 < x <= grid.viewport().width() - grid.columnWidth(grid.currentIndex().column())
    for _ in range(30):
        press(Key.Key_Left)
    assert grid.currentIndex().column() == 0
    assert not any(grid.isColumnHidden(number) for number in range(4))


def test_a_table_of_records_has_totals_and_warns_in_place(live, qtbot):
    form = RowsForm(live, "BM10", fixed_height=False)
    qtbot.addWidget(form)
    for number in (1, 2):
        form.add()
        live.put(Address("BM10", (str(number),), "c05"), "10")
        live.put(Address("BM10", (str(number),), "c06"), "1,5")
        live.put(Address("BM10", (str(number),), "c07"), str(8 * number))
    model = form.model
    totals = {strip.code: model.total_at(2, n) for n, strip in enumerate(model.columns)}
    assert (totals["c05"], totals["c06"], totals["c08"]) == ("20,0", "3,0", "-1,0")
    assert live.cell(Address("BM10", ("2",), "c07")).mark == "warning"
    assert live.cell(Address("BM10", ("1",), "c07")).mark == ""


def test_a_line_of_totals_adds_no_subtotal(live):
    model = GridModel(live, "tong_hop")
    for row, text in (("G1.1", "5"), ("G1.2", "6"), ("G9.4", "7")):
        live.put(Address("tong_hop", (row,), "nam_nay"), text)
    last = len(model.lines) - 1
    column = next(n for n, strip in enumerate(model.columns) if strip.code == "nam_nay")
    assert model.lines[last].kind == "total"
    assert model.total_at(last, column).split() == ["18", "3/36"]


def test_a_table_of_given_rows_stands_inside_its_form(open_window, desk):
    window = open_window(desk)
    window.ways.form("BM14")
    form = window.page("entry").view
    rows = form.child("BM14.ct")
    assert [strip.text for strip in rows.model.lines] == [
        "Hộ nghèo",
        "Hộ cận nghèo",
        "Nước sạch, vệ sinh",
        "Cộng",
    ]
    window.ways.cell(Address("BM14.ct", ("TD02",), "c03"))
    assert form.address == Address("BM14.ct", ("TD02",), "c03")
    before = len(rows.model.keys)
    rows.add()
    rows.remove()
    assert len(rows.model.keys) == before


def test_levels_may_begin_at_any_number(live, monkeypatch):
    table = live.table("BM09")
    deeper = replace(table, rows=tuple(replace(row, level=row.level + 1) for row in table.rows))
    monkeypatch.setattr(live, "table", lambda _: deeper)
    model = GridModel(live, "BM09")
    assert [strip.level for strip in model.lines][:4] == [0, 1, 2, 2]
