"""A commune with two books of made-up households, and its window."""

from shutil import copytree

import pytest

from forms.answers import Address
from office.clock import FixedClock
from office.desk import open_desk
from office.entry import Entry
from office.registers import open_book
from tests.offices import MOMENT, NGOC_LAY, Place, shelf

HOUSE, MEMBER = "BM19", "BM19.c20"
NUMBER, OTHER, OF_MEMBER = "064000001234", "064000005555", "064200007777"


def household(code, head, **cells):
    """A household as a list of answers: reviewed, of the Kinh, in one village, unless told otherwise."""
    usual = {"c06": "01", "c07": "Thôn Mẫu", "c08": 4, "c18": "2018-09-10", "c19": "Nguyễn Thử"}
    told = {"c01": code, "c02": head} | usual | cells
    return (), [(name, value, None) for name, value in told.items()]


BEFORE = (
    household("HO1", "A Thử", c10=100, c11=20),
    household("HO2", "Y Mẫu", c10=100, c11=20),
    household("HO3", "A Ví Dụ", c10=140, c11=10),
    household("HO9", "Y Đã Đi", c10=100, c11=20),
)
"""Of 2017: three poor households and one near-poor."""

NOW = (
    household("HO1", "A Thử", c05=NUMBER, c06="25", c10=100, c11=20, c14="N1", c15="still"),
    household("HO2", "Y Mẫu", c05=OTHER, c10=160, c11=0, c14="N1", c15="escaped"),
    household("HO3", "A Ví Dụ", c10=100, c11=20, c14="N1", c15="still"),
    household("HO5", "Y Lạ", c10=100, c11=20, c14="N1", c15="still"),
    household("HO6", "A Đất", c10=100, c11=20, c14="KN", c15="arising"),
)
"""Of 2018: four poor ones, of which one is new, one is said otherwise last year and one was unknown then."""


def fill(desk, year, rows):
    """Open the book of a year with these households."""
    entry = Entry(open_book(desk, year, "all"))
    return entry, entry.add_filled(HOUSE, rows, [], "typed")[0]


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    """The folder of a commune with the books of 2017 and 2018; the first household has a member."""
    with Place(tmp_path_factory.mktemp("booked")).office(NGOC_LAY) as desk:
        fill(desk, 2017, BEFORE)
        entry, keys = fill(desk, 2018, NOW)
        member = [("c01", "Y Thành Viên", None), ("c05", OF_MEMBER, None)]
        entry.add_filled(MEMBER, [(keys[0], member)], [], "typed")
        return desk.home


@pytest.fixture
def booked(made, tmp_path):
    """A copy of that commune, open."""
    home = tmp_path / "office"
    copytree(made, home)
    with open_desk(home, clock=FixedClock(MOMENT), shelf=shelf()) as desk:
        yield desk


@pytest.fixture
def window(booked, open_window):
    window = open_window(booked)
    window.show_page("register")
    return window


@pytest.fixture
def page(window):
    return window.register


@pytest.fixture
def filling(page):
    """The book of 2018, open at its grid."""
    page.years.choose(2018)
    page.open_chosen()
    return page.filling


def cell(key, field, table=HOUSE):
    return Address(table, key, field)


def rows_of(table):
    """What stands in a table to read."""
    return [
        [table.item(row, column).text() for column in range(table.columnCount())]
        for row in range(table.rowCount())
    ]
