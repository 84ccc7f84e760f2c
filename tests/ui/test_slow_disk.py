"""Typing does not wait for the disk: with 100 ms a sync no key is lost or late, and all of it is saved."""

import threading
import time
from statistics import median

import pytest

from forms.answers import Address
from office.clock import FixedClock
from office.desk import open_desk
from office.entry import Entry
from tests.offices import MOMENT, NGOC_LAY, Place
from tests.slow_disk import slow_disk
from tests.ui.keyboard import Key, press, send_letter
from ui.entry.grid_model import GridModel
from ui.entry.grid_view import GridView
from ui.entry.live import Live

FIELDS = ("c01", "c02", "c03", "c04", "c06", "c08", "c09", "c11", "c12")
YEAR = "2018"


@pytest.fixture
def disk():
    with slow_disk(0.1) as disk:
        yield disk


@pytest.fixture
def desk(tmp_path, disk):
    disk.seconds = 0.0  # an office is set up once
    with Place(tmp_path).office(NGOC_LAY) as desk:
        disk.seconds = 0.1
        yield desk
        disk.seconds = 0.0


def test_no_key_waits_for_the_disk_and_every_value_is_there_after(qtbot, desk, at, disk, tmp_path):
    live = Live(at(desk), Entry(desk))
    view = GridView(GridModel(live, "BM02"), "Biểu thử")
    qtbot.addWidget(view)
    view.resize(900, 600)
    with qtbot.waitActive(view):
        view.show()
        view.activateWindow()
    view.setFocus()
    before = len(disk.threads)
    late: list[float] = []
    for number, name in enumerate(FIELDS, 101):
        view.setCurrentIndex(view.grid.index_of(Address("BM02", (YEAR,), name)))
        for key in (*str(number), Key.Key_Return):
            begun = time.perf_counter()
            send_letter(key) if isinstance(key, str) else press(key)
            late.append(time.perf_counter() - begun)
    assert threading.get_ident() not in disk.threads[before:]
    assert median(late) < 0.05
    assert desk.database.flushed(5)
    assert len(disk.threads) > before
    with open_desk(tmp_path / f"office-{NGOC_LAY}", clock=FixedClock(MOMENT)) as other:
        row = other.answers.load(other.own_submission()).tables["BM02"][YEAR,]
    assert {name: row[name] for name in FIELDS} == dict(zip(FIELDS, range(101, 120), strict=False))


def test_unfinished_text_is_kept_without_waiting(desk, at, disk):
    live = Live(at(desk), Entry(desk))
    before = len(disk.threads)
    live.keep_draft(Address("BM18", (), "c01"), "Đang viết dở")
    assert threading.get_ident() not in disk.threads[before:]
    assert desk.database.flushed(5)
    assert [draft.text for draft in live.entry.drafts()] == ["Đang viết dở"]


def test_what_leaves_the_office_waits_for_the_disk(desk, disk):
    before = len(disk.threads)
    desk.office.set_setting("language", "en")
    assert threading.get_ident() in disk.threads[before:]
