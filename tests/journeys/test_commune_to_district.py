"""From key presses in a commune's window to the district's table: keyboard only, in Vietnamese, real files.

The figures come from the demonstration's source table, two of them changed as a paper would have it; the
expected total is added up here by hand, never by the code under test.
"""

import re

import pytest
from PySide6.QtWidgets import QLabel

from desktop_app.app import Program, application
from forms.answers import Address
from office.clock import FixedClock
from office.entry import Entry
from tests.offices import MOMENT, NGOC_LAY, TU_MO_RONG, demo_data, shelf
from tests.ui.keyboard import CTRL, Key, press, target, unikey, write
from ui.entry.grid_form import GridForm
from ui.first_start import FirstStart
from ui.sending.steps import PLACE, RESULT, SIGN
from ui.window import Window

PASSPHRASE = "con trâu đi trước 2018"
REASON = "Hộ chuyển đi và hộ tách ra, có giấy của công an xã."
YEAR = ("2018",)
SIX_GROUPS = re.compile(r"\d{4} \w+( \d{4} \w+){5}")
"""How a fingerprint is read aloud."""


@pytest.fixture(scope="module")
def paper():
    """BM-02 of 2018 as it stands on the paper: one household moved away, one came; the sum is the same."""
    row = dict(demo_data()[NGOC_LAY].tables["BM02"][YEAR])
    row["c09"] = str(int(row["c09"]) + 1)
    row["c13"] = str(int(row["c13"]) + 1)
    return row


@pytest.fixture(scope="module")
def poor_at_the_end(paper):
    n = {field: int(paper[field]) for field in ("c03", "c05", "c06", "c09", "c10", "c11", "c12", "c13")}
    return n["c03"] - n["c05"] - n["c06"] - n["c09"] + n["c10"] + n["c11"] + n["c12"] + n["c13"]


@pytest.fixture
def commune(place, paper):
    """A commune that has typed everything but the year 2018 of BM-02."""
    with place.filled(NGOC_LAY) as desk:
        entry = Entry(desk)
        entry.put_block([(Address("BM02", YEAR, field), "") for field in typed(entry) if field in paper])
        yield desk


def typed(entry):
    """The fields the keyboard comes to in the year, in the order of the paper."""
    fields = entry.table("BM02").fields
    return [
        field.id
        for field in fields
        if field.calculate is None
        and field.id != "year"
        and entry.view(Address("BM02", YEAR, field.id)).relevant
    ]


def page_key(window, name):
    return Key(Key.Key_1 + window.page_names.index(name))


def go_to(window, name, quiet):
    press(page_key(window, name), modifiers=CTRL)
    quiet()
    assert window.page(name).isVisible()


def test_a_communes_keystrokes_reach_the_districts_table(  # noqa: PLR0915 - a whole way, told once
    open_window, commune, place, ask, quiet, paper, poor_at_the_end
):
    # The commune opens BM-02 with the keyboard and types the year 2018 as it reads it from the paper.
    window = open_window(commune)
    go_to(window, "entry", quiet)
    while window.entry.form.id != "BM01":  # entry goes on where it ended
        press(Key.Key_PageUp, modifiers=CTRL)
    press(Key.Key_PageDown, modifiers=CTRL)
    assert window.entry.form.id == "BM02"
    press(Key.Key_Home, modifiers=CTRL)
    press(Key.Key_Tab, Key.Key_Tab)
    for field in typed(window.live.entry):
        assert window.entry.view.address == Address("BM02", YEAR, field)
        if field in paper:
            unikey(paper[field])
        press(Key.Key_Return)
    assert window.live.cell(Address("BM02", YEAR, "c14")).text == f"{poor_at_the_end:,}".replace(",", ".")

    # F9 lists what is left: two warnings; each is explained where it is listed.
    press(Key.Key_F9)
    panel = window.entry.problems
    assert {line.mark for line in panel.lines} == {"warning"}
    assert sorted(line.code for line in panel.lines) == ["BM02.c09", "BM02.c13"]
    for _ in range(2):
        press(Key.Key_F12)
        assert target() is panel.box
        unikey(REASON)
        press(Key.Key_Return, modifiers=CTRL)
    assert {line.mark for line in panel.lines} == {"good"}
    press(Key.Key_Escape)

    # It makes its key at the first sending, signs, writes to a stick and sees the proof.
    stick = place.stick()
    ask.chosen_folder = stick
    go_to(window, "send", quiet)
    press(Key.Key_Return, Key.Key_Return)
    assert window.sending.step == SIGN
    write(PASSPHRASE)
    press(Key.Key_Return)
    write(PASSPHRASE)
    press(Key.Key_Return)
    quiet()
    press(Key.Key_Return)
    assert window.sending.step == PLACE
    press(Key.Key_Return)
    assert target() is window.sending.next  # with the folder chosen, signing is the next thing
    press(Key.Key_Return)
    quiet()
    assert window.sending.step == RESULT
    (package,) = stick.glob("*.xlsx")
    told = {label.text() for label in window.sending.result.findChildren(QLabel)}
    (words_at_the_commune,) = (text for text in told if SIX_GROUPS.fullmatch(text))
    window.close()

    # The district picks the file, compares the words by telephone, recognises the signer: the figures are in.
    with place.office(TU_MO_RONG) as district:
        window = open_window(district)
        ask.files = (package,)
        go_to(window, "receive", quiet)
        press(Key.Key_Return)
        quiet()
        page = window.receiving
        press(Key.Key_Return)
        quiet()
        assert page.inbox.list.item(0, 0).text() == "Chưa công nhận người ký"
        assert page.signers.words.text().replace(" · ", " ") == words_at_the_commune
        unikey("Gọi điện, gặp ông Chủ tịch")
        press(Key.Key_Return)
        quiet()
        assert page.inbox.list.item(0, 0).text() == "Đã nhận"

        # The consolidated table holds exactly what was typed.
        go_to(window, "totals", quiet)
        press(Key.Key_Down)
        assert window.totals.table.currentData() == "TH-02"
        quiet()
        model = window.totals.grid.model()
        codes = [strip.code for strip in model.columns]
        row = next(n for n, strip in enumerate(model.lines) if strip.text == commune.unit.name)
        last = len(model.lines) - 1
        for line in (row, last):
            assert model.shown(line, codes.index("c14")).text == f"{poor_at_the_end:,}".replace(",", ".")
            for field in ("c01", "c03", "c09", "c13", "c18"):
                assert model.shown(line, codes.index(field)).text.replace(".", "") == paper[field]
        assert "tạm tính" in window.totals.notice.text
        window.close()


def test_a_new_office_types_at_once_and_finds_its_figures_again(qtbot, tmp_path, qapp):
    home = tmp_path / "home"
    program = Program(application([]), home, shelf(), FixedClock(MOMENT))
    first = program.open()
    assert isinstance(first, FirstStart)
    qtbot.waitUntil(first.isActiveWindow)
    unikey("ngọc lây")
    press(Key.Key_Return)
    unikey("Y Bưih")
    press(Key.Key_Return, Key.Key_Return, Key.Key_Return, Key.Key_Return)
    window = program.shown
    assert isinstance(window, Window)
    qtbot.waitUntil(window.isActiveWindow)
    view = window.entry.view
    assert isinstance(view, GridForm)
    at = view.address
    assert at is not None
    assert target() is view.view
    write("3")
    press(Key.Key_Return)
    assert window.live.cell(at).text == "3"
    program.close()

    again = Program(application([]), home, shelf(), FixedClock(MOMENT))
    window = again.open()
    assert isinstance(window, Window)
    assert window.live.cell(at).text == "3"
    assert window.place.desk.person.name == "Y Bưih"
    again.close()


def test_the_language_changes_while_the_window_stands_open(qtbot, tmp_path, language):
    language.use("en")  # the fixture speaks no more: from here on the program itself does
    home = tmp_path / "home"
    program = Program(application([]), home, shelf(), FixedClock(MOMENT))
    first = program.open()
    assert isinstance(first, FirstStart)
    qtbot.waitUntil(first.isActiveWindow)
    unikey("ngọc lây")
    press(Key.Key_Return)
    unikey("Y Bưih")
    press(Key.Key_Return, Key.Key_Return, Key.Key_Return, Key.Key_Return)
    window = program.shown
    assert isinstance(window, Window)
    assert "Trang chủ" in words_of(window)
    window.settings.language_chosen.emit("en")
    qtbot.waitUntil(lambda: isinstance(program.shown, Window) and "Home" in words_of(program.shown))
    assert program.shown is not window
    assert "Settings" in words_of(program.shown)
    assert "Trang chủ" not in words_of(program.shown)
    program.close()


def words_of(window):
    return {button.text() for button in window.rail_buttons}
