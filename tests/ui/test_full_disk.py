"""The disk fills up while somebody types: earlier values stay, the new one is told, and typing goes on."""

import pytest

from forms.answers import Address
from office.clock import FixedClock
from office.desk import open_desk
from office.entry import Entry
from tests.offices import MOMENT, NGOC_LAY, Place
from tests.small_disk import fill, small_disk
from tests.ui.keyboard import Key, press, write
from ui.entry.grid_model import GridModel
from ui.entry.grid_view import GridView
from ui.entry.live import Live

FIELDS = ("c01", "c03", "c04", "c06", "c08", "c09", "c15", "c18")
YEARS = ("2016", "2017", "2018")


@pytest.fixture
def disk(tmp_path):
    with small_disk(tmp_path / "disk", 24_000) as place:
        yield place


@pytest.fixture
def live(disk, at):
    with Place(disk).office(NGOC_LAY) as desk:
        yield Live(at(desk), Entry(desk))


def kept(disk):
    """What another start of the program finds."""
    with open_desk(disk / f"office-{NGOC_LAY}", clock=FixedClock(MOMENT)) as desk:
        rows = desk.answers.load(desk.own_submission()).tables.get("BM02", {})
        return {Address("BM02", key, name): value for key, row in rows.items() for name, value in row.items()}


def test_a_disk_that_fills_up_costs_nothing_that_was_saved(qtbot, live, disk):
    view = GridView(GridModel(live, "BM02"), "Biểu thử")
    qtbot.addWidget(view)
    view.resize(900, 600)
    with qtbot.waitActive(view):
        view.show()
        view.activateWindow()
    view.setFocus()
    told: list[tuple[Address, str]] = []
    live.refused.connect(lambda place, words: told.append((place, words)))
    filler = fill(disk, 120_000)
    typed: dict[Address, int] = {}
    number = 100
    while not told and number < 2_000:
        place = Address("BM02", (YEARS[number % 3],), FIELDS[number % len(FIELDS)])
        view.setCurrentIndex(view.grid.index_of(place))
        write(str(number))
        press(Key.Key_Return)
        if not told:
            typed[place] = number
        number += 1
    assert told, "the disk never filled up"
    refused, words = told[0]
    assert "đã đầy" in words
    assert len(words) <= 120 + len(str(disk)) + 30
    shown = {place: live.entry.view(place).value for place in typed}
    assert shown == typed
    assert kept(disk) == typed
    filler.unlink()
    assert live.put(refused, "7")
    assert kept(disk) == {**typed, refused: 7}
