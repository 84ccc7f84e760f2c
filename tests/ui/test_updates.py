"""The section of updates by keyboard: a signed file is looked at, taken, and the program begins anew."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from desktop_app.app import Program, application
from office.clock import FixedClock
from office.copies import Why, copies_folder, copies_in
from office.installed import Current, Installed, Standing
from office.updating import Settled, settle, take
from tests.offices import MOMENT, NGOC_LAY, shelf
from tests.updates import NEW, OLD, install, update_on
from ui.updates.news import UpdateNews, tell_news
from ui.updates.section import Section
from ui.widgets import Notice
from ui.window import Window
from ui.workplace import Workplace


@pytest.fixture
def here(tmp_path):
    return install(tmp_path / "PhieuXa")


@pytest.fixture
def section(desk, ask, runner, here, qtbot):
    made = Section(Workplace(desk, ask, runner, here))
    qtbot.addWidget(made)
    made.refresh()
    made.show()
    return made


def press(qtbot, widget):
    widget.setFocus()
    qtbot.keyClick(widget, Qt.Key.Key_Return)


def button_of(window, word):
    return lambda: next((one for one in window.home.findChildren(QPushButton) if one.text() == word), None)


def test_by_keys_an_update_is_looked_at_and_taken_and_the_data_are_copied_first(
    section, desk, ask, here, qtbot, tmp_path
):
    ask.files = (update_on(tmp_path / "stick").path,)
    press(qtbot, section.choose)
    qtbot.waitUntil(section.take.isVisible, timeout=20_000)
    assert here.current() == Current(OLD)  # looking takes nothing
    press(qtbot, section.take)
    qtbot.waitUntil(section.start.isVisible, timeout=30_000)
    assert here.current() == Current(NEW, OLD, Standing.NEW)
    (copy,) = copies_in(copies_folder(desk.home))
    assert copy.facts is not None
    assert copy.facts.why == Why.UPDATE.value
    assert NEW in section.notice.text
    with qtbot.waitSignal(section.start_wanted):
        press(qtbot, section.start)


def test_a_stranger_s_update_is_refused_in_a_sentence(section, ask, here, qtbot, tmp_path):
    ask.files = (update_on(tmp_path / "stick", person="Kẻ lạ").path,)
    press(qtbot, section.choose)
    qtbot.waitUntil(lambda: "UPDATE_FOREIGN" in section.notice.text, timeout=20_000)
    assert not section.take.isVisible()
    assert here.current() == Current(OLD)


def test_an_update_whose_program_fails_leaves_the_version_in_use(section, ask, here, qtbot, tmp_path):
    ask.files = (update_on(tmp_path / "stick", broken=True).path,)
    press(qtbot, section.choose)
    qtbot.waitUntil(section.take.isVisible, timeout=20_000)
    press(qtbot, section.take)
    qtbot.waitUntil(lambda: "UPDATE_SELFTEST" in section.notice.text, timeout=30_000)
    assert here.current() == Current(OLD)
    qtbot.waitUntil(section.take.isEnabled)


def test_the_version_before_is_taken_back_after_a_question(desk, ask, runner, here, qtbot, tmp_path):
    take(update_on(tmp_path / "stick").path, here, MOMENT, lambda: None)
    there = Installed(here.root, NEW)
    settle(there)
    section = Section(Workplace(desk, ask, runner, there))
    qtbot.addWidget(section)
    section.refresh()
    section.show()
    ask.yes = False
    press(qtbot, section.back)
    assert there.current().version == NEW
    ask.yes = True
    press(qtbot, section.back)
    qtbot.waitUntil(section.start.isVisible, timeout=30_000)
    assert there.current() == Current(OLD, NEW)


def test_a_program_that_takes_no_updates_says_why(desk, ask, runner, qtbot):
    section = Section(Workplace(desk, ask, runner))
    qtbot.addWidget(section)
    section.refresh()
    assert not section.choose.isEnabled()
    assert "bộ cài" in section._why_not.text()


@pytest.mark.parametrize(
    "news, word",
    [
        (UpdateNews(Settled(failed=NEW)), "không khởi động được"),
        (UpdateNews(Settled(came=NEW)), "nay là bản 0.2.0"),
    ],
)
def test_the_home_page_tells_what_became_of_a_version(qtbot, news, word):
    notice = Notice()
    qtbot.addWidget(notice)
    tell_news(notice, news, print)
    assert word in notice.text


def test_a_start_settles_the_version_and_finds_the_next_one_on_a_stick(place, qtbot, tmp_path):
    with place.office(NGOC_LAY) as desk:
        home = desk.home
    here = install(tmp_path / "PhieuXa")
    here.switch(Current(OLD, NEW, Standing.FAILED))  # as the launcher leaves it
    update_on(tmp_path / "stick")
    program = Program(application([]), home, shelf(), FixedClock(MOMENT))
    program.updates.installed = here
    window = program.open()
    assert isinstance(window, Window)
    program.updates.window_reached()
    assert here.current() == Current(OLD)
    assert any(NEW in line.text for line in window.home.findChildren(Notice))
    program.updates.seek(lambda: (tmp_path / "stick",))
    found = button_of(window, "Xem")
    qtbot.waitUntil(lambda: found() is not None, timeout=20_000)
    found().click()
    qtbot.waitUntil(window.settings.updates.take.isVisible, timeout=20_000)
    assert window.settings.section == "updates"
    assert not program.again
    window.settings.updates.start_wanted.emit()
    qtbot.waitUntil(lambda: program.again)
    program.close()
