"""Practice in the real window: the band, the lesson that watches, and real data that stay untouched."""

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from desktop_app.app import Program, application
from desktop_app.practice_data import load_practice
from office.clock import FixedClock
from office.desk import Desk
from office.practice import forget_practice, open_practice
from office.sending import sent
from tests.offices import MOMENT, NGOC_LAY, Place, shelf
from tests.ui.keyboard import CTRL, Key, press, write
from ui.first_start import FirstStart
from ui.sending.steps import CHECK, PLACE, RESULT, REVIEW, SIGN
from ui.version import VERSION
from ui.window import Window
from ui.workplace import Workplace

CLOCK = FixedClock(MOMENT)


@pytest.fixture(scope="module")
def practice():
    return load_practice()


@pytest.fixture
def opened(tmp_path, practice, qtbot, at):
    """Open the practice window, as it was left; the last one is closed first."""
    stood: list[tuple[Window, Desk]] = []

    def close():
        for window, desk in stood:
            window.close()
            desk.close()
        stood.clear()

    def again():
        close()
        desk = open_practice(tmp_path, practice, shelf(), CLOCK, "vi")
        place = at(desk)
        window = Window(Workplace(desk, place.ask, place.runner), VERSION, practice)
        qtbot.addWidget(window)
        window.resize(1024, 768)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        window.show_page("entry")
        stood.append((window, desk))
        return window

    yield again
    close()


def settle():
    for _ in range(3):
        QApplication.processEvents()


def told(window):
    settle()
    return window.learning.panel.told.text


def step(window):
    settle()
    return window.learning.panel.lesson.step


def go(window):
    window.learning.panel.show_button.click()
    settle()


def does_moving(window):
    assert step(window) == "move"
    window.ways.form("BM02")
    press(Key.Key_Return, Key.Key_Return, Key.Key_Return, Key.Key_Return)
    assert "mũi tên" in told(window)
    press(Key.Key_Up, Key.Key_Left)


def does_typing(window):
    assert step(window) == "type"
    go(window)
    write("1808")
    press(Key.Key_Return)
    assert "1808" in told(window)
    go(window)
    write("1088")
    press(Key.Key_Return)


def does_editing(window):
    assert step(window) == "edit"
    go(window)
    write("520")
    press(Key.Key_Return)
    assert "F2" in told(window)
    press(Key.Key_Z, modifiers=CTRL)
    go(window)
    press(Key.Key_F2, Key.Key_End, Key.Key_Backspace, Key.Key_Backspace)
    write("20")
    press(Key.Key_Return)


def does_pasting(window):
    assert step(window) == "paste"
    window.learning.panel.copy_button.click()
    press(Key.Key_V, modifiers=CTRL)
    assert window.place.ask.checks  # the review was shown


def does_blank(window):
    assert step(window) == "blank"
    go(window)
    press(Key.Key_F4)


def does_reason(window):
    assert step(window) == "reason"
    go(window)
    press(Key.Key_F12)
    assert "Ctrl+Enter" in told(window)
    write("Một số hộ dùng thẻ của diện khác.")
    press(Key.Key_Return, modifiers=CTRL)


def does_finding(window):
    assert step(window) == "find"
    press(Key.Key_F9)
    settle()
    press(Key.Key_Home, Key.Key_Return)
    write("225")
    press(Key.Key_Return)


def does_undoing(window):
    assert step(window) == "undo"
    go(window)
    write("77")
    press(Key.Key_Return)
    assert "Ctrl+Z" in told(window)
    press(Key.Key_Z, modifiers=CTRL)


DOES = (
    does_moving,
    does_typing,
    does_editing,
    does_pasting,
    does_blank,
    does_reason,
    does_finding,
    does_undoing,
)


def test_the_whole_lesson_is_done_by_keys_and_ends_with_a_package(opened, quiet, practice):
    window = opened()
    for does in DOES:
        before = step(window)
        does(window)
        assert told(window).startswith("Đúng rồi"), before
        assert step(window) != before, [line.text for line in window.entry.problems.lines]
    assert step(window) == "send"
    go(window)
    for number in (CHECK, REVIEW, SIGN, PLACE):
        quiet()
        assert window.sending.step == number
        if number == SIGN:
            write(practice.passphrase)
        window.sending.next.setFocus()
        press(Key.Key_Return)
    quiet()
    assert window.sending.step == RESULT
    assert told(window).startswith("Đúng rồi")
    assert window.learning.panel.lesson.finished
    assert "LUYỆN TẬP" in window.windowTitle()
    for name in window.page_names:
        window.show_page(name)
        quiet()
        assert "LUYỆN TẬP" in [one.text() for one in window.findChildren(QLabel) if one.isVisible()], name
    assert sent(window.place.desk)[0].name.startswith("LUYEN-TAP_")


def test_the_lesson_goes_on_where_it_was_left(opened, tmp_path):
    window = opened()
    window.ways.form("BM02")
    press(Key.Key_Return, Key.Key_Return, Key.Key_Return, Key.Key_Return, Key.Key_Up)
    assert step(window) == "type"
    window.learning.panel.leave_button.click()
    assert window.learning.panel.isHidden()
    assert window.learning.band.isVisible()
    window = opened()
    assert step(window) == "type"
    window.close()
    window.place.desk.close()
    forget_practice(tmp_path, CLOCK)
    assert step(opened()) == "move"


def window_of(program):
    """The window that stands on the screen, not the first start."""
    assert isinstance(program.shown, Window)
    return program.shown


def unit_of(program):
    return program.desk.unit.code if program.desk else ""


def test_practice_opens_from_the_first_start_and_leads_back_to_it(qtbot, tmp_path, qapp):
    program = Program(application([]), tmp_path / "home", shelf(), CLOCK)
    page = program.open()
    assert isinstance(page, FirstStart)
    page.practise.click()
    qtbot.waitUntil(lambda: isinstance(program.shown, Window))
    assert window_of(program).learning is not None
    window_of(program).practice_left.emit()
    qtbot.waitUntil(lambda: isinstance(program.shown, FirstStart))
    program.close()


def test_practice_leaves_the_offices_own_data_untouched(qtbot, tmp_path):
    with Place(tmp_path).filled(NGOC_LAY) as desk:
        before, home = desk.own_document(), desk.home
    program = Program(application([]), home, shelf(), CLOCK)
    program.open()
    assert window_of(program).learning is None
    window_of(program).settings.general.practise.click()
    qtbot.waitUntil(lambda: unit_of(program) == "LT-XA")
    window_of(program).live.put(load_practice().lesson[1].address, "1088")
    practised = window_of(program)
    practised.practice_again.emit()
    qtbot.waitUntil(lambda: program.shown is not practised)
    window_of(program).practice_left.emit()
    qtbot.waitUntil(lambda: unit_of(program) == NGOC_LAY)
    assert program.desk is not None
    assert program.desk.own_document() == before
    program.close()
