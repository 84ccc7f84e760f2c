"""The totals page: from any figure to the signed cell and back, filters, who is counted; all by keyboard."""

import pytest
from PySide6.QtWidgets import QLabel

from tests.passed_on import passed_on
from tests.ui.keyboard import CTRL, Key, press, target, write
from ui.totals.drill import DrillView


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    with passed_on(tmp_path_factory.mktemp("totals")) as (district, province, _):
        yield district, province


@pytest.fixture
def totals(open_window, quiet):
    def opened(desk, table="TH-02"):
        window = open_window(desk)
        window.show_page("totals")
        window.totals.show_table(table)
        quiet()
        return window.totals

    return opened


def go_to(page, name, code):
    """Move to a figure with the arrows alone, as a hand does."""
    page.grid.setFocus()
    model = page.grid.model()
    line = next(n for n, strip in enumerate(model.lines) if strip.text.startswith(name))
    column = next(n for n, strip in enumerate(model.columns) if strip.code == code)
    press(Key.Key_Home, modifiers=CTRL)
    for _ in range(line):
        press(Key.Key_Down)
    for _ in range(column):
        press(Key.Key_Right)
    assert (page.grid.currentIndex().row(), page.grid.currentIndex().column()) == (line, column)


def facts(drill: DrillView):
    """Give what is told of the signed cell, by name."""
    form, role = drill._facts, drill._facts.ItemRole
    lines = range(form.rowCount())
    sides = [
        [form.itemAt(line, side).widget() for line in lines] for side in (role.LabelRole, role.FieldRole)
    ]
    names, texts = ([one.text() for one in side if isinstance(one, QLabel)] for side in sides)
    return dict(zip(names, texts, strict=True))


def test_at_the_district_enter_leads_to_the_signed_cell_and_escape_back(totals, house, quiet):
    page = totals(house[0])
    go_to(page, "Xã Ngọc Lây", "c14")
    press(Key.Key_Return)
    quiet()
    assert target() == page.drill.table
    assert page.drill.table.item(0, 1).text() == "Xã Ngọc Lây"
    press(Key.Key_Return)
    quiet()
    told = facts(page.drill)
    assert "BM-02" in told["Ô đã ký"]
    assert "đã xác nhận ở đây" in told["Người ký"]
    assert "khớp" in page.drill.notice.text
    press(Key.Key_Escape)
    assert target() == page.drill.table
    press(Key.Key_Escape)
    assert target() == page.grid


def test_at_the_province_the_total_leads_down_to_the_communes_own_file(totals, house, quiet):
    page = totals(house[1])
    go_to(page, "Tổng cộng", "c14")
    press(Key.Key_Return)
    quiet()
    assert page.drill.table.item(0, 0).text() == "Huyện Tu Mơ Rông"
    press(Key.Key_Return)
    quiet()
    assert [page.drill.table.item(0, n).text() for n in (0, 1)] == ["Huyện Tu Mơ Rông", "Xã Ngọc Lây"]
    press(Key.Key_Return)
    quiet()
    told = facts(page.drill)
    assert "Huyện Tu Mơ Rông" in told["Gói"]
    assert "Huyện Tu Mơ Rông" in told["Người ký"]
    for _ in range(3):
        press(Key.Key_Escape)
    assert target() == page.grid


def test_how_many_units_are_counted_is_always_in_sight(totals, house, quiet):
    page = totals(house[0])
    assert page.count.text() == "1/11 đơn vị, tạm tính"
    go_to(page, "Xã Ngọc Lây", "c14")
    press(Key.Key_Return)
    quiet()
    assert page.count.isVisible()


def test_lines_are_filtered_by_words_and_by_how_units_stand(totals, house):
    page = totals(house[0])
    every = page.grid.model().rowCount()
    press(Key.Key_F, modifiers=CTRL)
    write("te xang")
    names = [strip.text for strip in page.grid.model().lines]
    assert "Xã Tê Xăng" in names
    assert "Xã Ngọc Lây" not in names
    assert names[-1] == "Tổng cộng"
    page.sift.search.clear()
    page.sift.state.setCurrentIndex(page.sift.state.findData("nothing"))
    assert "Xã Ngọc Lây" not in [strip.text for strip in page.grid.model().lines]
    page.sift.state.setCurrentIndex(0)
    assert page.grid.model().rowCount() == every


def test_a_heading_and_the_list_of_senders_open_nothing(totals, house):
    page = totals(house[0], "TH-01")
    page.grid.setFocus()
    page.grid.setCurrentIndex(page.grid.model().index(1, 0))
    press(Key.Key_Return)
    assert target() == page.grid


def test_the_checks_stand_in_the_place_of_the_table_and_tell_their_places(totals, house, quiet):
    page = totals(house[0])
    page.look_over.setFocus()
    press(Key.Key_Return)
    quiet()
    assert target() == page.checks.table
    codes = [page.checks.table.item(row, 0).text() for row in range(page.checks.table.rowCount())]
    assert codes == [f"C{number:02}" for number in range(1, 11)]
    press(Key.Key_Down, Key.Key_Down)
    assert page.checks.said.text().startswith("C03")
    places = [page.checks.places.item(row, 0).text() for row in range(page.checks.places.rowCount())]
    assert any(place.startswith("Xã Tê Xăng") for place in places)
    press(Key.Key_Escape)
    assert target() == page.grid
    assert not page.look_over.isChecked()


def test_published_figures_are_loaded_and_taken_away_again(totals, house, quiet, ask, tmp_path):
    page = totals(house[0])
    file = tmp_path / "cong-bo.csv"
    file.write_text("Đơn vị;Bảng;Cột;Năm;Số\n23404;TH-02;c14;2018;1\n", "utf-8-sig")
    ask.files, ask.filled = (file,), {"source": "Quyết định 12/QĐ-UBND"}
    page.look_over.setChecked(True)
    quiet()
    page.checks.load.click()
    quiet()
    c08 = page.checks.found[7]
    assert (c08.code, c08.tone.value) == ("C08", "warning")
    assert "Quyết định 12/QĐ-UBND" in page.checks.loaded.text()
    page.look_over.setChecked(False)
    quiet()
    assert (page.apart.isVisibleTo(page), page.apart.text()) == (True, "≠ 1")
    page.apart.setFocus()
    press(Key.Key_Return)
    here = page.grid.currentIndex()
    model = page.grid.model()
    assert (model.lines[here.row()].text, model.columns[here.column()].code) == ("Xã Ngọc Lây", "c14")
    assert model.shown(here.row(), here.column()).apart == "≠ 1"
    assert page.sift.told.text().startswith("Quyết định 12/QĐ-UBND: 1; bảng này: ")
    assert "≠ 1 trong 1 ô đã so" in page.notice.text
    press(Key.Key_Down)
    assert page.sift.told.text() != model.told(here.row(), here.column())
    page.look_over.setChecked(True)
    quiet()
    page.checks.drop.click()
    quiet()
    assert page.checks.found[7].tone.value == "open"
    page.look_over.setChecked(False)
    quiet()
    assert not page.apart.isVisibleTo(page)
    page.look_over.setChecked(True)
    quiet()
    file.write_text("Đơn vị;Bảng\n", "utf-8-sig")
    page.checks.load.click()
    quiet()
    assert "DECISION_COLUMNS" in page.checks.notice.text


def test_the_province_asks_for_one_districts_table_and_for_the_units_of_today(totals, house, quiet):
    page = totals(house[1])
    page.sift.part.setCurrentIndex(page.sift.part.findText("Huyện Tu Mơ Rông"))
    quiet()
    assert "Xã Ngọc Lây" in [strip.text for strip in page.grid.model().lines]
    assert page.count.text() == "1/11 đơn vị, tạm tính"
    page.sift.part.setCurrentIndex(0)
    page.sift.new.setFocus()
    press(Key.Key_Return)
    quiet()
    names = [strip.text for strip in page.grid.model().lines]
    assert "Phường Kon Tum" in names
    assert "Huyện Tu Mơ Rông" not in names
    assert "01/07/2025" in page.notice.text
