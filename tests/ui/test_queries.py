"""Questions by keyboard: asked of a cell above, answered beside the field below."""

import pytest
from PySide6.QtCore import Qt

from db.queries import ThreadState
from forms.answers import Address
from office.answers_above import take_in
from office.queries import ask, asked, to_answer
from office.receiving import receive
from office.returning import write
from tests.offices import NGOC_LAY, PASSPHRASE, TU_MO_RONG, Place, key_of, later, recognise_sender, unlock_of
from tests.ui.keyboard import CTRL, SHIFT, press
from tests.ui.keyboard import write as type_text

CELL = Address("BM02", ("2018",), "c21")


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """A commune has sent, the district has taken its package in."""
    place = Place(tmp_path_factory.mktemp("questions"))
    commune, package = place.sent(NGOC_LAY)
    district = place.office(TU_MO_RONG)
    recognise_sender(district, package, NGOC_LAY)
    receive(district, [package])
    key_of(district)
    with commune, district:
        yield place, commune, district


@pytest.fixture
def offices(house):
    place, commune, district = house
    for desk in (commune, district):
        with desk.database.writing():
            desk.database.conn.execute("DELETE FROM query_line")
            desk.database.conn.execute("DELETE FROM query_thread")
            desk.database.conn.execute("DELETE FROM return_file")
            desk.database.conn.execute("DELETE FROM downward")
            desk.database.conn.execute("DELETE FROM act")
    return place, commune, district


def test_a_district_asks_about_a_cell_and_writes_the_return(offices, open_window, ask, qtbot, quiet):
    place, _, district = offices
    window = open_window(district)
    quiet()
    window.show_unit(NGOC_LAY)
    quiet()
    section = window.queries.unit
    section.table.setCurrentIndex(section.table.findData("BM02"))
    section.show_unit(NGOC_LAY, CELL)
    quiet()
    section.grid.setFocus()
    assert "BM-02" in section.where.text()
    qtbot.keyClick(section.grid, Qt.Key.Key_F4)
    assert section.text.hasFocus()
    type_text("Sao lại giảm?")
    press(Qt.Key.Key_Return, modifiers=CTRL)
    assert [one.state for one in asked(district)] == [ThreadState.DRAFT]
    assert section.give_back.isEnabled()
    section.give_back.click()
    panel = window.queries.panel
    ask.chosen_folder = place.stick("down")
    panel.where.choose()
    panel.keys.passphrase.setText(PASSPHRASE)
    panel.write()
    quiet()
    assert [one.state for one in asked(district)] == [ThreadState.ASKED]
    assert "tra-lai" in window.queries.notice.text


def test_a_commune_answers_beside_the_field_and_is_led_from_one_question_to_the_next(
    offices, open_window, quiet
):
    place, commune, district = offices
    one = ask(district, NGOC_LAY, CELL, "Sao lại giảm?")
    ask(district, NGOC_LAY, Address("BM02", ("2017",), ""), "Dòng này lấy từ đâu?")
    written = write(district, NGOC_LAY, unlock=unlock_of(district), folder=place.stick("down"))
    later(commune)
    take_in(commune, written.path.read_bytes(), how="điện thoại")
    window = open_window(commune)
    quiet()
    window.show_page("entry")
    strip = window.query_strip
    assert "2" in strip.notice.text
    press(Qt.Key.Key_Q, modifiers=CTRL | SHIFT)
    assert window.entry.view.address == CELL
    assert "Sao lại giảm?" in strip.notice.text
    press(Qt.Key.Key_T, modifiers=CTRL | SHIFT)
    section = window.queries.answering
    assert window.page_name == "queries"
    assert section.list.currentRow() == 0
    section.text.setFocus()
    type_text("Gõ nhầm.")
    press(Qt.Key.Key_Return, modifiers=CTRL)
    states = {each.id: each.state for each in to_answer(commune)}
    assert states[one.id] is ThreadState.READY
    assert section.list.hasFocus()
    press(Qt.Key.Key_Return)
    assert window.page_name == "entry"
    assert window.entry.view.address.key == ("2017",)
    assert "Dòng này" in strip.notice.text
