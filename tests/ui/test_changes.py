"""The card that asks why figures were changed after they had been sent, worked with the keyboard."""

import pytest

from forms.answers import Address
from office.entry import Entry
from office.receiving import receive
from tests.levels import sent_anew, three_levels
from tests.offices import NGOC_LAY, later
from tests.ui.keyboard import Key, press, target, write
from ui.changes.outdated_notice import OutdatedNotice
from ui.sending.steps import CHECK, REVIEW

NUMBER, NEXT = Address("BM02", ("2016",), "c22"), Address("BM02", ("2017",), "c22")


@pytest.fixture
def window(place, open_window, quiet):
    desk, _ = place.sent(NGOC_LAY)
    later(desk)
    entry = Entry(desk)
    for cell in (NUMBER, NEXT):
        entry.put_text(cell, "99/QĐ")
    with desk:
        window = open_window(desk)
        yield window
        quiet()
        window.close()


def test_the_strip_above_the_form_counts_what_has_no_reason_and_leads_to_it(window, quiet):
    assert window.changes_strip.isHidden()
    window.show_page("entry")
    assert window.changes_strip.notice.text == "2 ô khác lần gửi 1 mà chưa có lý do."
    window.entry.live.put(NUMBER, "17/QĐ-UBND, 11/12/2016")
    window.changes_strip.refresh()
    assert window.changes_strip.notice.text.startswith("1 ô")
    window.changes_strip.wanted.emit()
    quiet()
    assert window.page_name == "send"
    assert target() is window.sending.changes.reason


def test_one_reason_for_all_is_said_with_the_keyboard_alone_and_the_way_is_free(window, quiet):
    window.show_page("send")
    quiet()
    page = window.sending
    assert page.step == CHECK
    assert not page.next.isEnabled()
    assert len(page.changes.chosen) == 2
    write("Ghi nhầm số quyết định")
    press(Key.Key_Return)
    write("12/UBND-VX")
    press(Key.Key_Return)
    write("19092018")
    press(Key.Key_Return)
    quiet()
    assert page.changes.verdict.text == "2 ô khác lần gửi 1; ô nào cũng đã có lý do."
    assert "12/UBND-VX" in page.changes.table.item(0, 3).text()
    assert target() is page.next
    press(Key.Key_Return)
    assert page.step == REVIEW
    assert page.changes.isHidden()


def test_a_reason_for_one_line_leaves_the_others_open(window, quiet):
    window.show_page("send")
    quiet()
    card = window.sending.changes
    card.table.setFocus()
    press(Key.Key_Home, Key.Key_Down)
    card.reason.setFocus()
    write("Ghi nhầm")
    press(Key.Key_Return)
    write("12/UBND")
    press(Key.Key_Return)
    press(Key.Key_Return)
    assert "NOT_A_DATE" in card.notice.text
    write("19/09/2018")
    press(Key.Key_Return)
    quiet()
    assert [card.table.item(row, 3).text()[:8] for row in range(2)] == ["—", "Ghi nhầm"]
    assert [str(one.changed.place) for one in card.chosen] == [str(NUMBER)]


def test_enter_on_a_line_goes_to_its_cell(window, quiet):
    window.show_page("send")
    quiet()
    window.sending.changes.table.setFocus()
    press(Key.Key_Home, Key.Key_Return)
    assert window.page_name == "entry"
    assert window.entry.form.id == "BM02"


def test_a_district_is_told_which_cells_of_its_package_are_others_now_and_sends_anew(
    place, open_window, quiet, ask
):
    with three_levels(place) as (commune, district, _):
        receive(district, [sent_anew(commune, place.stick("second"))])
        window = open_window(district)
        (notice,) = (one for one in window.home.findChildren(OutdatedNotice) if one.text)
        assert "Xã Ngọc Lây (1 → 2)" in notice.text
        notice.cells.setFocus()
        press(Key.Key_Return)
        quiet()
        (rows,) = ask.tables
        assert [row[2:] for row in rows] == [("2.047", "2.048"), ("17/QĐ-UBND, 11/12/2016", "99/QĐ")]
        notice.send.setFocus()
        press(Key.Key_Return)
        quiet()
        assert window.page_name == "send"
        (here,) = (one for one in window.sending.check.findChildren(OutdatedNotice) if one.text)
        assert not here.send.isVisible()
        window.close()


def test_the_office_above_lists_the_cells_that_a_newer_file_which_passed_by_contradicts(
    place, open_window, quiet, ask, language
):
    with three_levels(place) as (commune, _, province):
        receive(province, [sent_anew(commune, place.stick("second"))])
        for speech, title, people in (
            ("vi", "Các ô đang tính ở đây khác gói mới hơn của xã: 2", ("2.047", "2.048")),
            ("en", "Cells counted here that newer files contradict: 2", ("2,047", "2,048")),
        ):
            language.use(speech)
            province.language = speech
            window = open_window(province)
            (notice,) = (one for one in window.home.findChildren(OutdatedNotice) if one.text)
            assert "Xã Ngọc Lây (1 → 2)" in notice.text
            assert notice.send.isHidden()
            notice.cells.setFocus()
            press(Key.Key_Return)
            quiet()
            assert ask.asked[-1] == title
            assert [(row[0], *row[2:]) for row in ask.tables[-1]] == [
                ("Xã Ngọc Lây", *people),
                ("Xã Ngọc Lây", "17/QĐ-UBND, 11/12/2016", "99/QĐ"),
            ]
            window.close()
