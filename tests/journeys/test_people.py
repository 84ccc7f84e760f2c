"""Three days on which people or keys change, by keyboard alone, from the commune to the district.

The first package of a new commune, recognised by telephone; a deputy signs for the chairman; a passphrase is
forgotten. Each time the district compares the words that the commune's screen shows.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox

from db.signers import DEPUTY, REPLACED
from office.people import own_signers
from office.receiving import receive, received, signers
from tests.offices import NGOC_LAY, PASSPHRASE, TU_MO_RONG, key_of, later, recognise_sender, send_to
from tests.ui.keyboard import CTRL, Key, press, target, unikey, write
from ui.sending.steps import PLACE, RESULT, SIGN
from ui.window import Window

NEW = "con voi mat nho 2018"
DEPUTY_POSITION = "KT. Chủ tịch, Phó Chủ tịch"

Quiet = Callable[[], None]


@pytest.fixture
def commune(place):
    with place.filled(NGOC_LAY) as desk:
        yield desk


@pytest.fixture
def district(place):
    with place.office(TU_MO_RONG) as desk:
        yield desk


@pytest.fixture
def known(commune, district, place):
    """A commune whose chairman's first package is in already."""
    key_of(commune)
    package = send_to(commune, place.stick("before")).path
    recognise_sender(district, package, NGOC_LAY)
    receive(district, [package])
    later(commune)
    later(district)
    return commune


def go_to(window: Window, name: str, quiet: Quiet) -> None:
    press(Key(Key.Key_1 + window.page_names.index(name)), modifiers=CTRL)
    quiet()
    assert window.page(name).isVisible()


def tab_to(wanted: object) -> None:
    """Press Tab until the keyboard stands where it is wanted."""
    for _ in range(60):
        if target() is wanted:
            return
        press(Key.Key_Tab)
    raise AssertionError(target())


def pick(box: QComboBox, words: str) -> None:
    """Choose in a list with the arrow keys."""
    tab_to(box)
    while words not in box.currentText():
        before = box.currentIndex()
        press(Key.Key_Down)
        assert box.currentIndex() != before, words


def send_signed(window: Window, secret: str, stick: Path, ask, quiet: Quiet) -> Path:
    """Send with the key that is offered first."""
    ask.chosen_folder = stick
    go_to(window, "send", quiet)
    press(Key.Key_Return, Key.Key_Return)
    assert window.sending.step == SIGN
    write(secret)
    press(Key.Key_Return)
    assert window.sending.step == PLACE
    tab_to(window.sending.where.choose_button)
    press(Key.Key_Return)
    tab_to(window.sending.next)
    press(Key.Key_Return)
    quiet()
    assert window.sending.step == RESULT, window.sending.notice.text
    (package,) = stick.glob("*.xlsx")
    return package


def verdict(window: Window) -> str:
    """Read what stands beside the file that was just judged."""
    item = window.receiving.inbox.list.item(0, 0)
    assert item is not None
    return item.text()


def take_in(window: Window, package: Path, ask, quiet: Quiet) -> str:
    """Pick a package on the receiving page; give the words it shows for the signer."""
    ask.files = (package,)
    go_to(window, "receive", quiet)
    tab_to(window.receiving.drop.files)
    press(Key.Key_Return)
    quiet()
    assert verdict(window) == "Chưa công nhận người ký"
    press(Key.Key_Return)
    quiet()
    assert target() is window.receiving.signers.how
    return window.receiving.signers.words.text()


def agree(window: Window, how: str, quiet: Quiet) -> None:
    """Say how the words were compared, and recognise."""
    tab_to(window.receiving.signers.how)
    unikey(how)
    press(Key.Key_Return)
    quiet()
    assert verdict(window) == "Đã nhận"


def make_new_key(window: Window, quiet: Quiet) -> str:
    """Type a passphrase twice and make the key; give the words to read aloud."""
    way = window.people.keys.way
    assert target() is way.first
    write(NEW)
    press(Key.Key_Return)
    assert target() is way.again
    write(NEW)
    press(Key.Key_Return)
    quiet()
    done = window.people.keys.done
    assert target() is done.finish
    words = done.words.text()
    press(Key.Key_Return)
    return words


def begin(window: Window, words: str, quiet: Quiet) -> None:
    """Go to the page of signers and choose what happened."""
    go_to(window, "people", quiet)
    chosen = next(one for one in window.people.keys.ways.values() if one.text() == words)
    tab_to(chosen)
    press(Key.Key_Return)


def test_the_first_package_of_a_new_commune_is_recognised_by_telephone(
    open_window, commune, district, place, ask, quiet
):
    window = open_window(commune)
    ask.chosen_folder = place.stick()
    go_to(window, "send", quiet)
    press(Key.Key_Return, Key.Key_Return)
    for secret in (NEW, NEW):  # name and position stand there from the cover
        write(secret)
        press(Key.Key_Return)
    quiet()
    press(Key.Key_Return)
    tab_to(window.sending.where.choose_button)
    press(Key.Key_Return)
    tab_to(window.sending.next)
    press(Key.Key_Return)
    quiet()
    go_to(window, "people", quiet)
    (mine,) = own_signers(commune)
    assert window.people.keys.list.item(0, 0).text() == f"A Chương, {DEPUTY_POSITION}"
    window.close()
    (package,) = place.stick().glob("*.xlsx")

    window = open_window(district)
    assert take_in(window, package, ask, quiet) == " · ".join(mine.words)
    agree(window, "Gọi 0260 3824 123, gặp ông A Chương", quiet)
    go_to(window, "people", quiet)
    press(Key.Key_Right)  # the arrows go through the sections
    register = window.people.register
    assert window.people.section == "register"
    assert [register.list.item(0, column).text() for column in (0, 1)] == [
        "Xã Ngọc Lây",
        f"A Chương, {DEPUTY_POSITION}",
    ]
    assert "Gọi 0260 3824 123" in register.detail.text()
    window.close()


def test_a_deputy_signs_for_the_chairman(open_window, known, district, place, ask, quiet):
    window = open_window(known)
    begin(window, "Cấp phó ký thay (KT.)", quiet)
    assert target() is window.people.keys.way.person
    unikey("Y Lan")
    press(Key.Key_Return)
    unikey(DEPUTY_POSITION)
    press(Key.Key_Return)
    words = make_new_key(window, quiet)
    package = send_signed(window, NEW, place.stick(), ask, quiet)
    window.close()

    window = open_window(district)
    assert take_in(window, package, ask, quiet) == words
    card = window.receiving.signers
    assert (card.person.text(), card.capacity.currentData()) == ("Y Lan", DEPUTY)
    agree(window, "Gọi điện cho Chủ tịch, có ủy quyền số 7", quiet)
    window.close()
    both = [one for one in signers(district) if one.unit == NGOC_LAY]
    assert [(one.person, one.capacity, one.until) for one in both] == [
        ("A Chương", "", ""),
        ("Y Lan", DEPUTY, ""),
    ]


def test_a_forgotten_passphrase_costs_a_telephone_call_and_no_figure(
    open_window, known, district, place, ask, quiet
):
    figures = known.own_document()
    window = open_window(known)
    begin(window, "Quên mật khẩu khóa", quiet)
    words = make_new_key(window, quiet)
    assert known.own_document() == figures
    listed = window.people.keys.list
    assert [listed.item(row, 0).text() for row in (0, 1)] == ["A Chương, Chủ tịch"] * 2
    assert "đã có khóa mới" in listed.item(1, 2).text()
    package = send_signed(window, NEW, place.stick(), ask, quiet)
    window.close()

    window = open_window(district)
    assert take_in(window, package, ask, quiet) == words
    pick(window.receiving.signers.instead, "Khóa mới thay khóa của A Chương")
    agree(window, "Gọi 0260 3824 123, gặp ông A Chương", quiet)
    go_to(window, "people", quiet)
    press(Key.Key_Right)
    register = window.people.register
    assert register.list.rowCount() == 1
    tab_to(register.ended)
    press(Key.Key_Space)
    assert register.list.rowCount() == 2
    window.close()
    old = next(one for one in signers(district) if one.until)
    assert old.end_kind == REPLACED
    assert [one.verdict for one in received(district)] == ["taken", "superseded"]
    assert PASSPHRASE != NEW
