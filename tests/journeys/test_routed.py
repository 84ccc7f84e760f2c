"""By keyboard: a commune sends its report, nominees and register apart; the district sees whose each is."""

import os
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QRadioButton

from desktop_app.demo import enter
from forms.answers import Address
from office.entry import Entry
from office.receiving import received
from office.sending import sent
from tests.journeys.test_commune_to_district import go_to
from tests.offices import NGOC_LAY, PASSPHRASE, TU_MO_RONG, demo_data, key_of
from tests.routes import asking_for_all, household, make_envelopes, nominee
from tests.ui.keyboard import Key, press, target, write
from ui.sending.steps import CHECK, PLACE, RESULT, REVIEW, SIGN


@pytest.fixture
def offices(place):
    """A commune with a nominee and two households, whose campaign asks for both; its district issues keys."""
    pack = asking_for_all()
    with place.office(NGOC_LAY, pack=pack) as commune, place.office(TU_MO_RONG, pack=pack) as district:
        enter(commune, demo_data()[NGOC_LAY])
        nominee(commune)
        household(commune)
        household(commune, c02="Y Hai")
        make_envelopes(commune, district, place.stick("papers"))
        yield commune, district


def shot(window, name):
    """Keep a picture where the one who runs the test asked for pictures."""
    folder = os.environ.get("PHIEUXA_PICTURES")
    if folder:
        QApplication.processEvents()
        window.grab().save(str(Path(folder) / f"routed-{name}.png"))


def to_the_signature(page):
    """Go on from the check to the step where the passphrase is asked for."""
    assert page.next.isEnabled(), [label.text() for label in page.check.findChildren(type(page.result))]
    page.next.setFocus()
    press(Key.Key_Return)
    assert page.step == REVIEW


def sign_and_write(page, quiet):
    press(Key.Key_Return)
    assert page.step == SIGN
    write(PASSPHRASE)
    press(Key.Key_Return)
    assert page.step == PLACE
    shot(page.window(), f"place-{page.what.route or 'report'}")
    press(Key.Key_Return)
    press(Key.Key_Return)
    quiet()
    assert page.step == RESULT, page.notice.text


def test_report_nominees_and_register_go_one_after_the_other(  # noqa: PLR0915 - a whole way, told once
    open_window, offices, place, ask, quiet
):
    commune, district = offices
    window = open_window(commune)
    go_to(window, "send", quiet)
    page = window.sending
    assert page.step == CHECK
    assert page.what.isVisible()
    shot(window, "1-what")

    ask.chosen_folder = place.stick()
    to_the_signature(page)
    assert page.confirm.isHidden()
    sign_and_write(page, quiet)
    assert page.more.isVisible()
    shot(window, "2-report-sent")

    # The page names what is still to be sent; the arrow keys choose as well.
    page.more.setFocus()
    press(Key.Key_Return)
    quiet()
    assert (page.step, page.what.route) == (CHECK, "BM17")
    shot(window, "3-nominees")
    to_the_signature(page)
    sign_and_write(page, quiet)
    page.refresh()
    quiet()
    page.what.first_focus().setFocus()
    press(Key.Key_Down)
    quiet()
    assert page.what.route == "BM19-2018"

    # A register waits for the approver's word.
    to_the_signature(page)
    assert page.confirm.isVisible()
    assert not page.next.isEnabled()
    shot(window, "4-confirm")
    page.confirm.tick.setFocus()
    press(Key.Key_Space)
    assert page.next.isEnabled()
    page.next.setFocus()
    sign_and_write(page, quiet)
    assert page.seal.sealed
    assert page.more.isHidden()
    shot(window, "5-all-sent")
    assert [view.campaign for view in reversed(sent(commune))] == [
        "KT-2018-GK",
        "KT-2018-GK.BM17",
        "KT-2018-GK.BM19-2018",
    ]
    window.close()

    # The register came sealed: the district opens it with its key, by keyboard.
    window = open_window(district)
    go_to(window, "receive", quiet)
    ask.chosen_folder = place.stick()
    window.receiving.drop.folder.setFocus()
    press(Key.Key_Space)
    quiet()
    assert window.receiving.open.isVisible()
    shot(window, "6-sealed")
    assert target() is window.receiving.open.secret
    write(PASSPHRASE)
    press(Key.Key_Return)
    quiet()
    shot(window, "7-opened")
    assert window.receiving.open.isHidden()
    window.receiving.inbox.take.setFocus()  # a register of signers came along: its button has the keyboard
    press(Key.Key_Return)
    quiet()
    assert [one.verdict for one in received(district)] == ["taken"] * 3
    shown = [window.receiving.received.list.item(row, 1).text() for row in range(3)]
    assert sorted(shown) == ["Xã Ngọc Lây", "Xã Ngọc Lây · BM-17", "Xã Ngọc Lây · BM-19 2018"]
    window.receiving.received.list.selectRow(shown.index("Xã Ngọc Lây · BM-19 2018"))
    ask.chosen_folder = place.stick("read")
    window.receiving.received.copy.setFocus()
    press(Key.Key_Space)
    quiet()
    assert [path.suffix for path in place.stick("read").iterdir()] == [".xlsx"]
    assert "Đã có 1/11 đơn vị" in [made.text() for made in window.receiving.findChildren(QLabel)]
    window.close()


def test_without_the_districts_certificate_a_register_goes_by_stick_and_not_by_mail(
    open_window, place, ask, quiet
):
    with place.office(NGOC_LAY, pack=asking_for_all()) as commune:
        for field, text in (("c08", "20/09/2018"), ("c09", "Chính thức"), ("c12", "A Lập"), ("c15", "A Ký")):
            Entry(commune).put_text(Address("BM00", (), field), text)
        household(commune)
        key_of(commune)
        window = open_window(commune)
        go_to(window, "send", quiet)
        page = window.sending
        page.what.first_focus().setFocus()
        press(Key.Key_Down)
        quiet()
        assert page.what.route == "BM19-2018"
        to_the_signature(page)
        page.confirm.tick.setFocus()
        press(Key.Key_Space)
        page.next.setFocus()
        press(Key.Key_Return)
        write(PASSPHRASE)
        press(Key.Key_Return)
        assert page.step == PLACE
        shot(window, "8-by-stick")
        assert page.seal.isVisible()
        assert "Huyện Tu Mơ Rông" in page.seal.notice.text
        assert all("e-mail" not in one.text() for one in page.where.findChildren(QRadioButton))
        ask.chosen_folder = place.stick()
        page.where.choose_button.setFocus()
        press(Key.Key_Space)
        page.next.setFocus()
        press(Key.Key_Return)
        quiet()
        assert page.step == RESULT
        assert "USB" in page.notice.text
        assert page.carry.isHidden()
        shot(window, "9-by-stick-sent")
        window.close()
