"""Sending nothing, what was handed over, and answers of the office above: by keyboard, told in place."""

import os
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QPushButton

from desktop_app.demo import enter
from forms.report import PackageKind
from office.passage import Stage, passages
from office.receipts import write as write_receipts
from office.receiving import receive
from office.sending import sent
from tests.office.several_pcs import pcs
from tests.office.small_offices import district as small_district
from tests.offices import (
    NGOC_LAY,
    PASSPHRASE,
    TE_XANG,
    TU_MO_RONG,
    demo_data,
    key_of,
    opened,
    recognise_sender,
    unlock_of,
)
from tests.ui.keyboard import Key, press, target, write
from tests.ui.screen_reader import unnamed
from tests.ui.test_screenshots import cut_off
from ui.sending.steps import CHECK, PLACE, RESULT, REVIEW, SIGN
from ui.widgets import Notice

SHOTS = os.environ.get("PHIEUXA_SHOTS", "")


def shot(widget, name):
    """Keep a picture for whoever looks at pages."""
    if SHOTS:
        for _ in range(5):
            QApplication.processEvents()
        widget.window().grab().save(f"{SHOTS}/{name}.png")


def tab_to(widget):
    for _ in range(80):
        if target() is widget:
            return
        press(Key.Key_Tab)
    raise AssertionError(f"the keyboard does not come to {widget.accessibleName() or widget}")


@pytest.fixture
def bare(place):
    """A commune that has filled its cover and nothing else."""
    with place.office(TE_XANG) as desk:
        enter(desk, replace(demo_data()[TE_XANG], tables={}))
        key_of(desk)
        yield desk


def say_nothing(page):
    """Say by keyboard that there is nothing to report."""
    tab_to(page.check.nil_button)
    press(Key.Key_Return)
    assert target() is page.open.nil.reason
    assert not page.next.isEnabled()
    write("Xã không còn hộ nghèo")
    press(Key.Key_Tab, Key.Key_Tab)
    write("12/UBND")
    press(Key.Key_Tab)
    write("18/9/2018")
    assert unnamed(page) == []
    assert cut_off(page) == []
    shot(page, "nil")


def test_nothing_to_report_is_sent_by_keyboard_alone(open_window, bare, place, quiet, ask):
    window = open_window(bare)
    window.show_page("send")
    quiet()
    page = window.sending
    say_nothing(page)
    tab_to(page.next)
    press(Key.Key_Return)
    quiet()
    assert page.step == REVIEW
    shot(page, "nil-review")
    press(Key.Key_Return)
    assert page.step == SIGN
    write(PASSPHRASE)
    press(Key.Key_Return)
    assert page.step == PLACE
    ask.chosen_folder = place.stick()
    page.where.choose()
    tab_to(page.next)
    press(Key.Key_Return)
    quiet()
    assert page.step == RESULT
    (view,) = sent(bare)
    assert view.nil
    assert opened(place.stick() / view.name).header.kind is PackageKind.NIL
    page.refresh()
    quiet()
    assert (page.step, page.open.nil.reason.text()) == (CHECK, "")
    assert "không phát sinh" in page.sent.list.item(0, 1).text()
    shot(page, "nil-sent")


def test_back_from_nothing_to_report_leads_to_an_ordinary_sending(open_window, filled, quiet):
    window = open_window(filled)
    window.show_page("send")
    quiet()
    page = window.sending
    page.open_nil()
    assert not page.check.isVisible()
    page.back.click()
    quiet()
    assert page.check.isVisible()
    assert not page.open.is_nil
    assert page.next.isEnabled()
    page.open_knowingly()
    assert page.open.first_focus() is not page.open.nil.reason


@pytest.fixture
def answered(place):
    """A commune that sent, and the receipts that the district made."""
    commune, package = place.sent(NGOC_LAY)
    with commune, place.office(TU_MO_RONG) as district:
        recognise_sender(district, package, NGOC_LAY)
        receive(district, [package])
        yield commune, write_receipts(district, unlock=unlock_of(district), folder=place.stick("down"))


def test_what_was_handed_over_and_what_is_said_of_it_is_noted(open_window, answered, quiet):
    commune, _ = answered
    window = open_window(commune)
    window.show_page("send")
    quiet()
    page = window.sending
    assert page.sent.list.item(0, 2).text() == "đã ký"
    tab_to(page.sent.handed)
    press(Key.Key_Return)
    assert target() is page.sent.passage.whom
    press(Key.Key_Return)  # nobody is named yet
    assert page.sent.passage.notice.text.startswith("PASSAGE_WHOM")
    write("Chị Hoa")
    shot(page, "handed")
    press(Key.Key_Return)
    assert page.sent.list.item(0, 2).text() == "đã giao đi"
    page.sent.told.click()
    write("Chị Hoa")
    press(Key.Key_Return)
    assert passages(commune)[0].stage is Stage.TOLD
    assert unnamed(page) == []
    assert cut_off(page) == []


def test_an_answer_of_the_office_above_is_compared_and_taken_in(open_window, answered, quiet, ask):
    commune, path = answered
    window = open_window(commune)
    window.show_page("send")
    quiet()
    page = window.sending
    ask.files = (path,)
    tab_to(page.answers)
    press(Key.Key_Return)
    assert target() is page.answer.signer.how
    assert not page.answer.yes.isEnabled()
    assert unnamed(page) == []
    assert cut_off(page) == []
    write("gọi chị Hoa 0260 3824 123")
    shot(page, "answer")
    press(Key.Key_Return)
    quiet()
    assert passages(commune)[0].stage is Stage.RECEIVED
    assert "biên nhận 1 gói" in page.notice.text
    assert page.sent.list.item(0, 2).text() == "có biên nhận"
    assert not page.sent.handed.isEnabled()
    shot(page, "receipted")
    page.answer.open_file(path)
    assert "đã được nhận" in page.answer.notice.text
    assert not page.answer.yes.isEnabled()
    page.answer.no.click()
    assert page.answer.isHidden()


def test_a_file_that_is_no_answer_is_told_in_place(open_window, answered, quiet, tmp_path):
    commune, path = answered
    window = open_window(commune)
    window.show_page("send")
    quiet()
    card = window.sending.answer
    odd = tmp_path / path.name
    odd.write_bytes(path.read_bytes()[:-50])
    card.open_file(odd)
    assert card.notice.text.startswith("DOWN_NOT_WHOLE")
    assert not card.yes.isVisible()
    card.open_file(tmp_path / "gone")
    assert card.notice.text.startswith("FILE_UNREADABLE")


@pytest.fixture
def several(tmp_path):
    """A district where a commune's number 2 came twice and number 1 is missing."""
    with small_district(tmp_path / "district") as desk:
        recognise_sender(desk, pcs().second, NGOC_LAY)
        receive(desk, [pcs().second, pcs().restored])
        yield desk


def test_gaps_and_forks_are_told_at_home_and_looked_at_by_keyboard(open_window, several, quiet):
    window = open_window(several)
    quiet()
    told = [notice for notice in window.home.findChildren(Notice) if "thiếu 1 gói" in notice.text]
    assert len(told) == 1
    tab_to(told[0].findChild(QPushButton))
    press(Key.Key_Return)
    assert window.page_name == "courier"
    trail = window.courier.trail
    assert trail.odd.hasFocus()
    assert [trail.odd.item(row, 1).text() for row in range(2)] == ["2", "1"]
    assert [trail.files.item(row, 1).text() for row in range(3)] == [
        "thiếu",
        "Báo cáo lần gửi 2",
        "Báo cáo lần gửi 2",
    ]
    assert unnamed(window.courier) == []
    assert cut_off(window.courier) == []
    shot(window.courier, "courier")
    press(Key.Key_Return)
    quiet()
    view = trail.fork
    assert view.facts.hasFocus()
    assert "khôi phục" in view.notice.text
    assert (view.cells.item(0, 1).text(), view.cells.item(0, 2).text()) == ("8", "18")
    assert unnamed(window.courier) == []
    shot(window.courier, "fork")
    press(Key.Key_Escape)
    assert trail.odd.hasFocus()
    press(Key.Key_Down, Key.Key_Return)
    assert trail.files.hasFocus()


def test_receipts_for_all_units_are_signed_and_written(open_window, several, quiet, ask, place):
    key_of(several)
    window = open_window(several)
    window.show_page("receive")
    quiet()
    tab_to(window.receiving.numbers)
    press(Key.Key_Return)
    window.courier.show_receipts()
    section = window.courier.receipts
    assert section.lines.rowCount() == 2
    assert unnamed(window.courier) == []
    assert cut_off(window.courier) == []
    ask.chosen_folder = place.stick()
    section.writing.where.choose()
    section.writing.keys.first_focus().setFocus()
    write(PASSPHRASE)
    shot(window.courier, "receipts")
    press(Key.Key_Return)
    quiet()
    (answer,) = place.stick().glob("*.phieuxa-tra-loi")
    assert answer.name in section.notice.text


def test_an_answer_that_lies_on_a_stick_is_told_at_home_until_it_is_taken_in(open_window, answered, quiet):
    commune, path = answered
    window = open_window(commune)
    copy = path.with_name(f"z-{path.name}")
    copy.write_bytes(path.read_bytes())
    window.offer_answers((path, copy))
    told = [notice for notice in window.home.findChildren(Notice) if path.name in notice.text]
    assert "Còn 1 phiếu nữa" in told[0].text
    told[0].findChild(QPushButton).click()
    quiet()
    assert target() is window.sending.answer.signer.how  # the review that ended meanwhile takes no keyboard
    write("gọi chị Hoa")
    press(Key.Key_Return)
    quiet()
    window.show_page("home")
    quiet()
    assert passages(commune)[0].stage is Stage.RECEIVED
    assert [notice for notice in window.home.findChildren(Notice) if path.name in notice.text] == []
