"""Two programs on one office: the second one shows, says who works there, and goes on once it may."""

from contextlib import closing

import pytest
from PySide6.QtWidgets import QApplication

from desktop_app.app import Program, application
from desktop_app.crash import Crashes
from forms.answers import Address
from forms.problems import Problem
from office.clock import FixedClock
from tests.offices import MOMENT, NGOC_LAY, shelf
from tests.ui.keyboard import Key, press
from ui.window import Window

CELL = Address("BM02", ("2018",), "c01")


@pytest.fixture
def home(place):
    with place.filled(NGOC_LAY) as desk:
        return desk.home


def started(home):
    program = Program(application([]), home, shelf(), FixedClock(MOMENT))
    assert isinstance(program.open(), Window)
    return program


def test_the_second_one_only_shows_until_the_first_one_is_closed(home, qtbot):
    first, second = started(home), started(home)
    with closing(second):
        assert first.shown.looking.isHidden()
        window = second.shown
        assert not window.looking.isHidden()
        assert "Y Bưih đang làm việc ở máy " in window.looking.words.text()
        for name in window.page_names:
            window.show_page(name)
        window.ways.cell(CELL)
        assert window.live.cell(CELL).locked
        window.looking.button.click()
        QApplication.processEvents()
        assert second.shown is window
        first.close()
        window.looking.button.setFocus()
        press(Key.Key_Return)
        QApplication.processEvents()
        window = second.shown
        assert isinstance(window, Window)
        assert window.looking.isHidden()
        window.live.put(CELL, "1301")
        assert second.desk.own_document().value(CELL) == 1301


def test_what_nobody_foresaw_is_refused_in_words_and_is_no_failure(qtbot):
    failures: list[str] = []
    refusals: list[Problem] = []
    crashes = Crashes(failures.append, None, refusals.append)
    crashes.tell(Problem("ROLE_MAY_NOT", who="A Ba"))
    QApplication.processEvents()
    assert [one.code for one in refusals] == ["ROLE_MAY_NOT"]
    crashes.tell(Problem("DISK_FULL"))
    QApplication.processEvents()
    assert len(failures) == 1
