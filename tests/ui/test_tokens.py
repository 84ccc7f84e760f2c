"""Signing with a USB token in the window, by the keyboard alone."""

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QRadioButton

from exports.opc import verify
from office.signing_keys import keys, unlocked
from office.tokens import choose, plugged_in
from tests.exports.test_envelope import der
from tests.offices import MOMENT, PASSPHRASE, key_of
from tests.tokens.owners import CURVE, DEPUTY, slots
from tests.tokens.soft import PIN
from tests.tokens.soft import plugged_in as with_tokens
from tests.ui.keyboard import Key, press, target, write
from ui.sending.approver_key import ApproverKey
from ui.sending.sign_step import SignStep
from ui.sending.steps import PLACE, RESULT, SIGN


@pytest.fixture
def tokens():
    slots()
    with with_tokens() as plugged:
        yield plugged


def words() -> str:
    """What the button or choice with the keyboard says."""
    here = target()
    return here.text() if isinstance(here, QPushButton | QRadioButton) else ""


def go_to(name: str) -> None:
    """Tab until the button or choice with these words has the keyboard."""
    for _ in range(40):
        if words().startswith(name):
            return
        press(Key.Key_Tab)
    raise AssertionError(name)


def chosen(desk, library, owner=CURVE) -> None:
    """Choose a key on a token as it was chosen at an earlier sending."""
    found, _ = plugged_in([library])
    choose(desk, *next((one, who) for one in found for who in one.certificates if who.data == der(owner)))


@pytest.fixture
def step(qtbot, at, filled):
    """The Sign step alone."""

    def opened() -> SignStep:
        made = SignStep(at(filled))
        qtbot.addWidget(made)
        with qtbot.waitActive(made):
            made.show()
            made.activateWindow()
        return made

    return opened


def test_a_commune_signs_with_a_token_by_the_keyboard_alone(tokens, open_window, filled, quiet, ask, place):
    window = open_window(filled)
    window.show_page("send")
    quiet()
    page = window.sending
    page.show_step(SIGN)
    go_to("Dùng USB token")
    press(Key.Key_Space)
    quiet()
    shown = {one.text().partition(" · ")[0] for one in page.sign.token.findChildren(QRadioButton)}
    assert shown == {"A Chương", "Y Blố", "A Phó", "A Lẻ"}  # not who only opens envelopes
    while "A Phó" not in words():  # the choices follow each other by the arrows
        press(Key.Key_Down)
    press(Key.Key_Space)
    go_to("Dùng chứng thư")
    press(Key.Key_Space)
    quiet()
    secret = page.sign.passphrase
    assert target() is page.sign.passphrase
    assert page.sign.passphrase.accessibleName() == "PIN của token"
    write(PIN)
    press(Key.Key_Return)
    assert page.step == PLACE
    ask.chosen_folder = place.stick()
    press(Key.Key_Space)
    page.next.setFocus()
    press(Key.Key_Return)
    quiet()
    assert page.step == RESULT
    (written,) = place.stick().glob("*.xlsx")
    assert verify(written.read_bytes(), now=filled.clock.now()).signers[0].certificate == der(DEPUTY)
    assert secret.text() == ""


def test_a_wrong_pin_is_asked_anew_and_never_given_twice(tokens, open_window, filled, quiet, ask, place):
    key_of(filled)
    chosen(filled, tokens.locking)
    window = open_window(filled)
    window.show_page("send")
    quiet()
    page = window.sending
    page.show_step(SIGN)
    quiet()
    write("sai-123456")
    press(Key.Key_Return)
    ask.chosen_folder = place.stick()
    press(Key.Key_Space)
    page.next.setFocus()
    press(Key.Key_Return)
    quiet()
    assert page.step == SIGN
    assert "TOKEN_PIN" in page.notice.text
    assert page.sign.unlock is None
    assert target() is page.sign.passphrase
    assert "gõ sai PIN" in page.sign.pin.text
    press(Key.Key_Return)  # nothing typed: nothing happens
    quiet()
    assert tokens.counted("logins") == 1
    assert list(place.stick().glob("*.xlsx")) == []


@pytest.mark.parametrize(
    "asked, times, told",
    [
        ("wrong", 1, "gõ sai PIN"),
        ("wrong", 2, "CHỈ CÒN MỘT LẦN"),
        ("wrong", 3, "TOKEN_LOCKED"),
        ("gone", 1, "TOKEN_ABSENT"),
    ],
)
def test_what_the_token_tells_stands_there_before_a_pin_is_typed(
    tokens, step, filled, quiet, asked, times, told
):
    chosen(filled, tokens.locking)
    tokens.ask(asked, times)
    made = step()
    quiet()
    assert told in made.pin.text
    assert tokens.counted("logins") == 0


def test_a_file_beside_a_token_asks_for_a_passphrase_again(tokens, step, filled, quiet):
    key_of(filled)
    chosen(filled, tokens.plain)
    made = step()
    quiet()
    made.passphrase.setText(PIN)
    made.findChildren(QRadioButton)[1].click()
    assert made.passphrase.text() == ""  # no PIN is tried on a file, and no passphrase on a token
    assert made.passphrase.accessibleName() == "Mật khẩu của khoá"
    made.passphrase.setText(PASSPHRASE)
    assert made.unlock.path == keys(filled)[1].path


def test_leaving_the_tokens_leaves_everything_as_it_was(tokens, step, filled, quiet):
    key_of(filled)
    made = step()
    go_to("Dùng USB token")
    press(Key.Key_Space)
    quiet()
    go_to("Thôi")
    press(Key.Key_Space)
    assert target() is made.passphrase
    assert not made.token.isVisible()
    assert len(keys(filled)) == 1


def test_a_pc_without_a_driver_is_told_what_to_do(tokens, step, quiet, ask, monkeypatch):
    monkeypatch.setattr("office.tokens.found_libraries", tuple)
    made = step()
    go_to("Dùng USB token")
    press(Key.Key_Space)
    quiet()
    assert "Hãy cài phần mềm" in made.token.notice.text
    ask.files = (tokens.locking,)
    tokens.ask("gone")
    go_to("Chọn tệp")
    press(Key.Key_Space)
    quiet()
    assert "TOKEN_ABSENT" in made.token.notice.text
    tokens.calm()  # plugged in
    go_to("Tìm lại")
    press(Key.Key_Space)
    quiet()
    assert made.token.use.isEnabled()
    shown = " ".join(one.text() for one in made.token.findChildren(QRadioButton))
    assert "A Chương" in shown
    assert "Chủ tịch" in shown
    assert not any(one.text().isascii() and "Token" in one.text() for one in made.findChildren(QLabel))


def test_an_approver_without_an_office_signs_with_a_token_too(tokens, qtbot, ask, runner, quiet):
    made = ApproverKey(ask, runner, lambda problem: problem.code, lambda: MOMENT)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.offer_file(tokens.folder / "khoá.p12")
    write(PASSPHRASE)
    go_to("Dùng USB token")
    press(Key.Key_Space)
    quiet()
    while "A Chương" not in words():
        press(Key.Key_Down)
    press(Key.Key_Space)
    go_to("Dùng chứng thư")
    press(Key.Key_Space)
    assert target() is made.secret
    assert made.secret.text() == ""  # no passphrase is tried on a token
    write(PIN)
    assert made.unlock is not None
    with unlocked(made.unlock) as holder:
        assert holder.certificate == CURVE.certificate
    made.refused()
    assert made.unlock is None
