"""Data folder and key are gone: with the keyboard alone the commune goes on from the returned package."""

import shutil

import pytest

from desktop_app.app import Program, application
from forms.answers import Address
from office.clock import FixedClock
from office.desk import open_desk
from office.entry import Entry
from office.kept_copies import copy_out
from office.receiving import receive
from office.sending import sent
from tests.journeys.test_commune_to_district import SIX_GROUPS, go_to
from tests.offices import MOMENT, NGOC_LAY, TU_MO_RONG, recognise_sender, shelf
from tests.ui.keyboard import SHIFT, Key, press, target, unikey, write
from ui.coming_back.rebuild_page import RebuildPage
from ui.first_start import FirstStart
from ui.sending.steps import RESULT, SIGN
from ui.window import Window

PASSPHRASE = "khoá mới của xã 2018"
COUNT = Address("BM02", ("2018",), "c02")  # no check ties it to another form


@pytest.fixture
def returned(place):
    """A package that the district took in and gives back; the commune has nothing left but its stick."""
    commune, package = place.sent(NGOC_LAY)
    with commune:
        home, value = commune.home, Entry(commune).edit_text(COUNT)
    with place.office(TU_MO_RONG) as district:
        recognise_sender(district, package, NGOC_LAY)
        (receipt,) = receive(district, [package])
        assert receipt.verdict == "taken"
        copy = copy_out(district, receipt.digest, place.stick("returned"))
    shutil.rmtree(home)
    package.unlink()
    return home, copy, value


@pytest.mark.timeout(120)
def test_a_commune_without_data_and_key_sends_its_next_revision(  # noqa: PLR0915 - a whole way, told once
    qtbot, place, ask, open_window, quiet, returned
):
    home, package, value = returned
    later = FixedClock(MOMENT.replace(month=11))
    program = Program(application([]), home, shelf(), later)
    first = program.open()
    assert isinstance(first, FirstStart)
    qtbot.waitUntil(first.isActiveWindow)

    # The first start offers the way back; the package is chosen, its words are compared by telephone.
    for _ in range(40):
        if target() is first.rebuild:
            break
        press(Key.Key_Tab, modifiers=SHIFT)
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(program.shown, RebuildPage))
    page = program.shown
    assert isinstance(page, RebuildPage)
    qtbot.waitUntil(page.isActiveWindow)
    page.ask = ask
    ask.files = (package,)
    assert target() is page.files
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: page.found is not None, timeout=20_000)
    assert page.unit.text().startswith("Xã Ngọc Lây, Huyện Tu Mơ Rông")
    assert "Lần 1, số 1" in page.told.text()
    assert target() is page.name
    press(Key.Key_Return)
    assert target() is page.agree
    assert not page.go.isEnabled()
    press(Key.Key_Space)
    for _ in range(4):
        if target() is page.go:
            break
        press(Key.Key_Tab)
    press(Key.Key_Return)
    qtbot.waitUntil(page.open.isVisible, timeout=20_000)
    assert "Lần gửi tới là lần 2" in page.notice.text
    assert target() is page.open
    press(Key.Key_Return)

    # The office is open with every figure; one is corrected, and the next package gets a new key.
    qtbot.waitUntil(lambda: isinstance(program.shown, Window))
    window = program.shown
    assert isinstance(window, Window)
    qtbot.waitUntil(window.isActiveWindow)
    desk = program.desk
    assert desk is not None
    assert Entry(desk).edit_text(COUNT) == value
    assert [one.revision for one in sent(desk)] == [1]
    program.close()
    with open_desk(home, clock=later, shelf=shelf()) as commune:
        Entry(commune).put_text(COUNT, str(int(value) + 1))
        window = open_window(commune)
        stick = place.stick("next")
        ask.chosen_folder = stick
        go_to(window, "send", quiet)
        for text in ("Đếm lại theo sổ hộ", "12/UBND", "1/9/2018"):  # why it is another one than was sent
            write(text)
            press(Key.Key_Return)
        quiet()
        press(Key.Key_Return, Key.Key_Return)
        assert window.sending.step == SIGN
        write(PASSPHRASE)
        press(Key.Key_Return)
        write(PASSPHRASE)
        press(Key.Key_Return)
        quiet()
        press(Key.Key_Return)
        press(Key.Key_Return)
        press(Key.Key_Return)
        quiet()
        assert window.sending.step == RESULT
        window.close()
    (after,) = stick.glob("*.xlsx")
    assert "_lan-2" in after.name

    # The district does not know the key: it calls, compares the words, and the second revision is in.
    with open_desk(place.folder / f"office-{TU_MO_RONG}", clock=later, shelf=shelf()) as district:
        window = open_window(district)
        ask.files = (after,)
        go_to(window, "receive", quiet)
        window.activateWindow()  # the closing of the windows before it may take that away
        qtbot.waitUntil(window.isActiveWindow)
        press(Key.Key_Return)
        quiet()
        page = window.receiving
        assert page.inbox.list.item(0, 0).text() == "Chưa công nhận người ký"
        press(Key.Key_Return)  # looked at first, taken in by a second key
        quiet()
        assert SIX_GROUPS.fullmatch(page.signers.words.text().replace(" · ", " "))
        unikey("Gọi điện, gặp ông Chủ tịch")
        press(Key.Key_Return)
        quiet()
        assert page.inbox.list.item(0, 0).text() == "Đã nhận"
        (figures,) = district.received.figures(district.campaign_id).values()
        assert figures.tables["BM02"]["2018",]["c02"] == int(value) + 1
        latest = district.received.latest(NGOC_LAY, district.campaign_id)
        assert latest is not None
        assert latest.package.revision == 2
        window.close()
