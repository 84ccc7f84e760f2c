"""The way out by e-mail and apps, and the way in from sticks, by the keyboard."""

import pytest
from PySide6.QtWidgets import QApplication

from exports.carriers import Drive
from office.mailing import account, outbox, post
from office.receiving import received
from office.sending import send_again, sent
from tests.mail_house import LOGIN, PASSWORD, mail_house, nobody
from tests.offices import NGOC_LAY, key_of, recognise_sender, send_to
from tests.ui.keyboard import Key, press, target, write
from ui.receiving import page as receiving_page
from ui.sending.steps import PLACE, RESULT, SIGN


@pytest.fixture(autouse=True)
def documents(tmp_path, monkeypatch):
    """The person's own documents are not ours to write into."""
    monkeypatch.setenv("HOME", str(tmp_path / "person"))
    return tmp_path / "person" / "Documents" / "Phieu Xa gui di"


@pytest.fixture
def sending(filled, place, open_window, quiet):
    """The sending page of a commune that has sent one package."""
    send_to(filled, place.stick())
    window = open_window(filled)
    window.show_page("send")
    quiet()
    return window.sending


def tab_to(widget):
    for _ in range(60):
        if target() is widget:
            return
        press(Key.Key_Tab)
    raise AssertionError(widget)


def show(page, quiet):
    page.sent.list.setFocus()
    press(Key.Key_Tab, Key.Key_Tab, Key.Key_Return)  # past "send the original again"
    quiet()


def test_the_folder_opens_with_the_covering_text_on_the_clipboard(sending, ask, quiet, documents, filled):
    show(sending, quiet)
    assert target() is sending.carry.folder_button
    press(Key.Key_Tab, Key.Key_Space)  # with a .zip copy
    assert sending.carry.zip_box.isChecked()
    tab_to(sending.carry.folder_button)
    press(Key.Key_Return)
    quiet()
    (view,) = sent(filled)
    folder = documents / view.name.removesuffix(".xlsx")
    assert ask.shown == [folder]
    assert {one.suffix for one in folder.iterdir()} == {".xlsx", ".zip", ".eml"}
    assert view.figures_code in QApplication.clipboard().text()
    assert "Ctrl+V" in sending.carry.notice.text
    QApplication.clipboard().clear()
    assert target() is sending.carry.copy_button
    press(Key.Key_Return)
    assert view.name in QApplication.clipboard().text()
    press(Key.Key_Tab, Key.Key_Return)
    assert ask.shown[-1] == next(folder.glob("*.eml"))
    ask.shows = False
    press(Key.Key_Return)
    assert "không có chương trình thư" in sending.carry.notice.text


def test_a_package_sent_by_mail_from_the_start_opens_its_folder_by_itself(
    filled, open_window, quiet, ask, documents
):
    key_of(filled)
    window = open_window(filled)
    window.show_page("send")
    quiet()
    page = window.sending
    page.show_step(SIGN)
    page.sign.passphrase.setFocus()
    write("mật khẩu thử 2018")
    page.show_step(PLACE)
    quiet()
    tab_to(page.where.choose_button)
    press(Key.Key_Backtab)
    press(Key.Key_Space)
    assert page.where.by_mail
    tab_to(page.next)
    press(Key.Key_Return)
    quiet()
    quiet()
    assert page.step == RESULT
    assert [one.parent for one in ask.shown] == [documents]
    assert page.carry.isVisible()


def test_mail_is_set_up_waits_for_the_network_and_goes_out_when_it_is_back(
    sending, ask, quiet, filled, tmp_path
):
    show(sending, quiet)
    card = sending.carry
    away = nobody()
    lines = {"to": "huyen@x.vn", "address": "xa@x.vn", "server": away.host, "port": str(away.port)}
    ask.filled = {**lines, "port": "x", "login": "", "password": ""}
    card.ask_account()
    assert card.notice.text.startswith("MAIL_SERVER")
    assert account(filled) is None
    ask.filled = {**lines, "login": LOGIN, "password": PASSWORD}
    tab_to(card.settings_button)
    press(Key.Key_Return)
    assert account(filled) is not None
    assert target() is card.mail_button
    press(Key.Key_Return)
    quiet()
    assert card.notice.text.startswith("MAIL_NO_NETWORK")
    assert "đang chờ" in card.state.text()
    sending.refresh()
    quiet()
    assert card.isVisible()  # a letter that waits is shown whenever the page is opened
    with mail_house(filled.home / "mail-trust") as house:
        ask.filled = {**lines, "port": str(house.server.port), "login": LOGIN, "password": ""}
        card.ask_account()  # a blank password keeps the one that is known
        tab_to(card.now_button)
        press(Key.Key_Return)
        quiet()
        assert len(house.letters) == 1
        assert "đã giao cho máy chủ thư" in card.state.text()
        post(filled, sent(filled)[0].digest)  # another time: the clock's tick finds it
        card.send_due()
        quiet()
        assert len(house.letters) == 2
    assert not card.now_button.isVisible()
    tab_to(card.forget_button)
    press(Key.Key_Return)
    assert (account(filled), [one.state for one in outbox(filled)]) == (None, ["sent", "sent"])


def test_a_stick_is_searched_by_one_button(filled, place, district, open_window, quiet, monkeypatch):
    made = send_to(filled, place.stick())
    recognise_sender(district, made.path, NGOC_LAY)
    stick = place.stick("usb2")
    send_again(filled, made.digest, stick)
    window = open_window(district)
    window.show_page("receive")
    page = window.receiving
    monkeypatch.setattr(receiving_page, "drives", tuple)
    tab_to(page.drop.drives)
    press(Key.Key_Return)
    assert "USB" in page.notice.text
    monkeypatch.setattr(receiving_page, "drives", lambda: (Drive(stick, "USB", 1),))
    press(Key.Key_Return)
    quiet()
    press(Key.Key_Return)  # looked at; taken in by a second key
    quiet()
    assert [one.verdict for one in received(district)] == ["taken"]
