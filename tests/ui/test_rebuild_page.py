"""The page that rebuilds an office: what it shows, what it waits for, and what it says no to."""

import pytest
from PySide6.QtWidgets import QApplication

from office.clock import FixedClock
from office.desk import is_started, open_desk
from office.rebuilding import look
from tests.offices import MOMENT, NGOC_LAY, shelf
from tests.ui.screen_reader import unnamed
from ui.coming_back.rebuild_page import RebuildPage


@pytest.fixture
def package(place):
    desk, path = place.sent(NGOC_LAY)
    desk.close()
    return path


@pytest.fixture
def page(qtbot, ask, runner, tmp_path):
    made = RebuildPage(ask, runner, tmp_path / "new", shelf(), FixedClock(MOMENT), "vi")
    qtbot.addWidget(made)
    made.resize(1024, 768)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def test_nothing_is_made_before_the_words_agree(page, package, ask, quiet):
    ask.files = (package,)
    page.files.click()
    quiet()
    words = {
        word
        for one in look([package], shelf=shelf(), clock=FixedClock(MOMENT)).offices[0].signed
        for word in one.words
    }
    shown = {label.text() for label in page.compare.findChildren(type(page.unit))}
    assert any(words == set(text.split(" · ")) for text in shown)
    page.make()
    assert not page.go.isEnabled()
    page.agree.setChecked(True)
    page.name.clear()
    assert not page.go.isEnabled()
    page.name.setText("Y Mới")
    assert page.go.isEnabled()
    assert unnamed(page) == []
    page.make()
    quiet()
    assert page.open.isVisible()
    assert unnamed(page) == []
    with open_desk(page.home, clock=FixedClock(MOMENT), shelf=shelf()) as desk:
        assert desk.person.name == "Y Mới"


def test_what_is_no_package_is_said_in_place(page, ask, quiet, tmp_path):
    (tmp_path / "x.xlsx").write_bytes(b"PK no zip")
    ask.files = (tmp_path / "x.xlsx",)
    page.files.click()
    quiet()
    assert "NOT_ZIP" in page.notice.text
    assert page.office.isHidden()
    ask.chosen_folder = tmp_path
    page.folder.click()
    quiet()
    assert page.notice.text
    assert page.go.isHidden()
    assert not is_started(page.home)


def test_nothing_is_wider_than_the_smallest_screen(page, package, quiet):
    page.look_at((package,))
    quiet()
    QApplication.processEvents()
    inside = page.office.parentWidget()
    assert inside is not None
    assert inside.width() <= 1024
