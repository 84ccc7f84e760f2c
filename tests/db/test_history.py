"""A long history is read piece by piece: every line once, newest first, whatever is asked for.

With PHIEUXA_SOAK set it has 100,000 lines.
"""

import os
from datetime import timedelta

import pytest

from db.database import stamp
from db.history import Filter, count_history, every_line, named_in_history, read_history
from forms.answers import Address
from office.entry import Entry
from tests.offices import MOMENT, NGOC_LAY, Place

LINES = 100_000 if "PHIEUXA_SOAK" in os.environ else 3_000
PEOPLE, WAYS = ("An", "Bình", "Chi"), ("typed", "pasted")


@pytest.fixture(scope="module")
def long(tmp_path_factory):
    """The data file and the submission of an office that changed one cell very often."""
    with Place(tmp_path_factory.mktemp("history")).office(NGOC_LAY) as desk:
        Entry(desk).put_text(Address("BM02", ("2018",), "c01"), "1")
        own = desk.own_submission()
        with desk.database.writing():
            desk.database.conn.execute("DELETE FROM history")
            desk.database.conn.executemany(
                "INSERT INTO history (submission, table_id, row_key, field, at, who, how, part, old, new) "
                "VALUES (?, 'BM02', '2018', 'c01', ?, ?, ?, 'answer', ?, ?)",
                [
                    (own, stamp(MOMENT + timedelta(seconds=n)), PEOPLE[n % 3], WAYS[n % 2], n, n + 1)
                    for n in range(LINES)
                ],
            )
        yield desk.database, own


def test_every_line_comes_once_newest_first(long):
    news = [one.line.new for one in every_line(long[0], long[1], Filter(), piece=700)]
    assert news == list(range(LINES, 0, -1))


@pytest.mark.parametrize(
    "wanted,kept",
    [
        (Filter(who="An"), lambda n: n % 3 == 0),
        (Filter(hows=("pasted",)), lambda n: n % 2 == 1),
        (Filter(who="Chi", hows=WAYS), lambda n: n % 3 == 2),
        (Filter(tables=("BM02", "BM03")), lambda n: True),
        (Filter(tables=("BM03",)), lambda n: False),
        (Filter(since=stamp(MOMENT + timedelta(seconds=LINES - 10))), lambda n: n >= LINES - 10),
        (Filter(until=stamp(MOMENT + timedelta(seconds=10))), lambda n: n < 10),
        (Filter(holds=lambda text: text == "77"), lambda n: n in (76, 77)),
    ],
)
def test_a_filter_keeps_exactly_what_it_asks_for(long, wanted, kept):
    expected = [n + 1 for n in reversed(range(LINES)) if kept(n)]
    assert [one.line.new for one in every_line(long[0], long[1], wanted, piece=500)] == expected
    assert count_history(long[0], long[1], wanted) == len(expected)


def test_a_piece_begins_below_a_line_and_has_no_more_than_asked_for(long):
    first = read_history(long[0], long[1], Filter(), limit=5)
    second = read_history(long[0], long[1], Filter(), below=first[-1].number, limit=5)
    assert [one.line.new for one in second] == [LINES - 5 - n for n in range(5)]
    assert read_history(long[0], long[1], Filter(), below=1) == ()


def test_people_and_ways_are_named_once(long):
    assert named_in_history(long[0], long[1]) == (PEOPLE, tuple(sorted(WAYS)))
    assert named_in_history(long[0], 999) == ((), ())
