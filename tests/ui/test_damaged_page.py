"""A data file that does not open: the program shows the ways back, and each of them works."""

import shutil

import pytest
from PySide6.QtWidgets import QApplication

from db.database import PAGE
from desktop_app.app import Program, application
from forms.answers import Address
from office.clock import FixedClock
from office.contact import FILE as CONTACT
from office.copies import Why, make
from office.desk import DATABASE
from office.entry import Entry
from office.rebuilding import look
from office.recovery_code import recovery_of
from tests.offices import MOMENT, NGOC_LAY, Place, later, shelf
from tests.ui.keyboard import Key, press, target, write
from tests.ui.screen_reader import unnamed
from ui.coming_back.damaged_page import DamagedPage
from ui.coming_back.rebuild_page import RebuildPage
from ui.copies.restore_page import RestorePage
from ui.window import Window

CELL = Address("BM02", ("2018",), "c02")


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    """An office with a copy, in which somebody typed 77 after the copy was made; its recovery code."""
    place = Place(tmp_path_factory.mktemp("sound"))
    desk, package = place.sent(NGOC_LAY)
    with desk:
        make(desk, Why.CLOSING)
        code, before = recovery_of(desk).code, Entry(desk).edit_text(CELL)
        later(desk, 3)
        Entry(desk).put_text(CELL, "77")
    return desk.home, code, before, package


@pytest.fixture
def home(sound, tmp_path):
    return shutil.copytree(sound[0], tmp_path / "home")


@pytest.fixture
def started(qtbot, home, monkeypatch):
    """Start the program on the office as it is, and wait until it has looked for what can be saved."""
    programs = []

    def start():
        program = Program(application([]), home, shelf(), FixedClock(MOMENT.replace(month=10)))
        programs.append(program)
        shown = program.open()
        qtbot.waitUntil(shown.isActiveWindow)
        assert isinstance(shown, DamagedPage)
        qtbot.waitUntil(shown.other.isVisible, timeout=20_000)
        assert unnamed(shown) == []
        return program, shown

    yield start
    for program in programs:
        program.close()


def break_pages(home, share=0.5, count=6):
    data = bytearray((home / DATABASE).read_bytes())
    pages = len(data) // PAGE
    for page in range(int(pages * share), int(pages * share) + count):
        data[page * PAGE + 50] ^= 1
    (home / DATABASE).write_bytes(data)


def value(program):
    assert program.desk is not None
    return Entry(program.desk).edit_text(CELL)


def test_what_was_saved_is_taken_with_one_key_and_the_damaged_file_is_kept(started, home, qtbot):
    break_pages(home)
    damaged = (home / DATABASE).read_bytes()
    (home / CONTACT).write_text("Ông Huyện, 0260 222", "utf-8")
    program, page = started()
    assert page.why.text.endswith("Hỏi: Ông Huyện, 0260 222.")
    assert page.table.rowCount() > 4
    assert target() is page.go
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(program.shown, Window), timeout=20_000)
    assert value(program) == "77"
    (kept,) = home.glob(f"replaced/*/{DATABASE}")
    assert kept.read_bytes() == damaged


def test_the_newest_copy_is_brought_back_where_nothing_can_be_saved(started, home, qtbot, sound):
    (home / DATABASE).write_bytes(bytes(3 * PAGE))
    program, page = started()
    assert page.go.isHidden()
    page.bring.setFocus()
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(program.shown, Window), timeout=20_000)
    assert value(program) == sound[2]


def test_without_its_key_the_file_opens_with_the_code_from_the_safe(started, home, qtbot, sound):
    (home / "office.key").unlink()
    program, page = started()
    assert page.code.hasFocus()
    write("nhầm mã")
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: " · " in page.notice.text)
    page.code.clear()
    page.code.setFocus()
    write(sound[1])
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(program.shown, Window), timeout=20_000)
    assert value(program) == "77"


def test_with_neither_copy_nor_key_it_is_rebuilt_from_the_package(started, home, qtbot, sound, ask):
    shutil.rmtree(home / "copies")
    (home / "office.recovery").unlink()
    (home / "office.key").unlink()
    program, page = started()
    assert target() is page.rebuild
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(program.shown, RebuildPage))
    rebuild = program.shown
    rebuild.show_found(look([sound[3]], shelf=shelf(), clock=FixedClock(MOMENT)))
    rebuild.agree.setChecked(True)
    rebuild.make()
    qtbot.waitUntil(rebuild.open.isVisible, timeout=20_000)
    rebuild.open.click()
    qtbot.waitUntil(lambda: isinstance(program.shown, Window), timeout=20_000)
    assert value(program) == sound[2]
    assert list(home.glob(f"replaced/*/{DATABASE}"))


def test_leaving_the_page_of_copies_comes_back_here(started, home, qtbot):
    break_pages(home)
    program, page = started()
    page.other.click()
    qtbot.waitUntil(lambda: isinstance(program.shown, RestorePage))
    program.shown.back.click()
    qtbot.waitUntil(lambda: isinstance(program.shown, DamagedPage))
    QApplication.processEvents()
    qtbot.waitUntil(program.shown.other.isVisible, timeout=20_000)
