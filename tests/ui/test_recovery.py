"""A sitting that nobody closed: the next start names form, record and time, and leads back."""

import pytest
from PySide6.QtWidgets import QPushButton

from desktop_app.app import Program, application
from forms.answers import Address
from office.clock import FixedClock
from office.entry import Entry
from office.recovery import begin_sitting, end_sitting, place_of
from tests.offices import MOMENT, shelf
from ui.entry.live import Live
from ui.home_page import HomePage
from ui.widgets import Notice
from ui.window import Window

CELL = Address("BM02", ("2018",), "c20")


def notices(page: HomePage):
    return [one.text for one in page.findChildren(Notice) if one.text]


@pytest.fixture
def page(desk, at):
    """The first page after a sitting in which a cell was saved."""

    def opened(left):
        made = HomePage(place := at(desk), Live(place, Entry(desk)))
        made.tell_left_off(left)
        return made

    return opened


def test_a_sitting_that_was_closed_is_not_spoken_of(desk, live):
    assert begin_sitting(desk) is None
    live.put(CELL, "1088")
    end_sitting(desk)
    assert begin_sitting(desk) is None


def test_one_in_which_nothing_was_saved_is_not_spoken_of_either(desk):
    begin_sitting(desk)
    assert begin_sitting(desk) is None


def test_a_record_is_named_as_the_person_named_it(desk, live, page):
    begin_sitting(desk)
    key = live.add_record("BM16")
    live.put(Address("BM16", key, "c01"), "Nuôi bò ở thôn 2")
    shown = page(begin_sitting(desk))
    told = " ".join(notices(shown))
    assert "BM-16" in told
    assert "“Nuôi bò ở thôn 2”" in told
    assert "20/09/2018 09:30" in told


def test_a_text_that_was_not_saved_is_named_in_words(desk, live, page):
    live.keep_draft(CELL, "10")
    told = " ".join(notices(page(None)))
    assert "BM-02" in told
    assert "dòng 2018" in told
    assert "Nhân khẩu trong hộ nghèo cuối kỳ" in told


def test_a_cell_that_no_form_has_any_more_has_no_place(desk):
    assert place_of(desk, Address("BM77", (), "c01")) is None


def test_the_program_tells_it_at_the_next_start_and_leads_there(desk, qtbot):
    home = desk.home
    desk.close()
    first = Program(application([]), home, shelf(), FixedClock(MOMENT))
    window = first.open()
    assert isinstance(window, Window)
    window.live.put(CELL, "1088")
    window.close()
    window.place.desk.close()  # the power is cut: the program itself closes nothing
    again = Program(application([]), home, shelf(), FixedClock(MOMENT))
    window = again.open()
    assert isinstance(window, Window)
    told = [text for text in notices(window.home) if "tắt đột ngột" in text]
    assert len(told) == 1
    assert "BM-02" in told[0]
    go = next(one for one in window.home.findChildren(QPushButton) if one.text() == "Tới ô đó")
    go.click()
    assert window.entry.view is not None
    assert window.entry.view.address == CELL
    again.close()
    third = Program(application([]), home, shelf(), FixedClock(MOMENT))
    window = third.open()
    assert isinstance(window, Window)
    assert not [text for text in notices(window.home) if "tắt đột ngột" in text]
    third.close()
