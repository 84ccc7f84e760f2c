"""Typing in the place of a unit and adjustments, with the keyboard and prepared answers."""

from datetime import date
from decimal import Decimal

import pytest

from desktop_app.demo import enter
from forms.answers import Address
from forms.basis import Basis, BasisKind
from office import in_place
from office.adjustments import adjustments
from office.board import board
from office.entry import Entry
from office.in_place import Standing, Way
from office.in_place_told import in_place_units
from office.receiving import receive
from tests.offices import NGOC_LAY, PASSPHRASE, TE_XANG, demo_data, recognise_sender, unlock_of
from tests.ui.keyboard import ALT, Key, press, target, write

BASIS = Basis(BasisKind.DOCUMENT, date(2018, 9, 19), "31/BC-UBND")


@pytest.fixture
def window(open_window, district):
    return open_window(district)


def test_a_commune_is_typed_for_and_taken_in_with_the_keyboard_alone(window, district, quiet):
    unlock_of(district)
    window.ways.in_place(NGOC_LAY)
    page = window.in_place
    assert target() is page.units.list
    assert page.units.unit == NGOC_LAY
    press(Key.Key_Return)
    assert target() is page.units.what
    press(Key.Key_Tab)
    write("A Thu, 0905 000 111")
    press(Key.Key_Tab, Key.Key_Tab)
    write("31/BC-UBND")
    press(Key.Key_Tab)
    write("19/9/2018")
    press(Key.Key_Tab, Key.Key_Tab)
    assert target() is page.units.fill
    press(Key.Key_Return)
    assert page.filling is not None
    assert page.filling.live.entry.desk.unit.code == NGOC_LAY
    press(Key.Key_Left, modifiers=ALT)
    assert page.filling is None
    assert target() is page.units.list
    enter(in_place.at(district, NGOC_LAY), demo_data()[NGOC_LAY])
    assert [one.unit.code for one in in_place.begun(district)] == [NGOC_LAY]
    page.units.take.setFocus()
    press(Key.Key_Return)
    write(PASSPHRASE)
    press(Key.Key_Return)
    quiet()
    assert set(in_place_units(district)) == {NGOC_LAY}
    assert "nhập thay" in page.notice.text


def test_a_basis_that_says_nothing_is_told_beside_the_fields(window, district):
    window.ways.in_place(TE_XANG)
    page = window.in_place
    page.units.begin()
    assert page.units.notice.text
    assert page.filling is None
    assert in_place.begun(district) == ()


def test_errors_of_the_paper_are_listed_and_want_a_reason(window, district):
    Entry(in_place.begin(district, TE_XANG, Standing(Way.PAPER, BASIS, "A Thử"), None))
    unlock_of(district)
    window.ways.in_place(TE_XANG)
    panel = window.in_place.panel
    window.in_place.begin_take(TE_XANG)
    assert panel.list.rowCount() > 0
    assert panel.keys.passphrase.isVisible()
    panel.keys.passphrase.setText(PASSPHRASE)
    assert not panel.yes.isEnabled()
    panel.why.setText("Bản giấy ghi như vậy")
    assert panel.yes.isEnabled()


def test_a_row_of_adjustment_is_added_and_ended(window, district, place, ask):
    commune, package = place.sent(NGOC_LAY)
    commune.close()
    recognise_sender(district, package, NGOC_LAY)
    receive(district, [package])
    window.show_page("totals")
    window.totals.adjust.click()
    section = window.in_place.adjusting
    assert section.unit.currentData() == NGOC_LAY
    section.table.setCurrentIndex(section.table.findData("BM02"))
    section.row.setCurrentIndex(section.row.findData("2018"))
    section.field.setCurrentIndex(section.field.findData("c05"))
    assert section.figure.text().startswith(str(demo_data()[NGOC_LAY].tables["BM02"]["2018",]["c05"]))
    section.basis.show_basis(BASIS)
    section.amount.setText("-3")
    section.add()
    assert "ADJUST_REASON" in section.notice.text
    section.reason.setText("Nhầm hai hộ")
    section.add()
    (row,) = adjustments(district)
    assert (row.unit, row.place, row.amount) == (NGOC_LAY, Address("BM02", ("2018",), "c05"), Decimal(-3))
    assert section.list.rowCount() == 1
    section.list.selectRow(0)
    ask.filled = {"why": "Xã gửi lại"}
    section.end()
    assert adjustments(district)[0].ended_why == "Xã gửi lại"
    assert not section.stop.isEnabled()


def test_the_way_from_the_board_leads_to_the_unit(window, district, quiet):
    quiet()
    card = window.home.board.unit
    row = next(row for row in board(district).rows if row.unit.code == TE_XANG)
    card.show_unit(row)
    card.in_place.click()
    assert window.page_name == "in_place"
    assert window.in_place.units.unit == TE_XANG
