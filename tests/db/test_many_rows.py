"""Many rows at once come to the same as one after the other: answers, states and history."""

from decimal import Decimal

import pytest

from db.answers import Answers, StoredCell
from forms.answers import Address, State
from tests.db.conftest import WHEN
from tests.db.packs import PACK

ROWS = 70
KEYS = [(str(number),) for number in range(1, ROWS + 1)]
PARTS = [(*key, "1") for key in KEYS]


def cells(number):
    key = (str(number),)
    yield StoredCell(Address("BM17", key, "c01"), f"Mô hình {number}")
    yield StoredCell(Address("BM17", key, "c02"), None if number % 3 else number, State.NONE)
    yield StoredCell(Address("BM17.c16", (*key, "1"), "c02"), Decimal(number) / 4)


ALL = [cell for number in range(1, ROWS + 1) for cell in cells(number)]
ADDED = [*(("BM17", key) for key in KEYS), *(("BM17.c16", key) for key in PARTS)]
LEFT = {("BM17", key) for key in KEYS[1::2]}


@pytest.fixture
def beside(database):
    """A second submission in the same file."""
    answers = Answers(database, PACK)
    return answers, answers.own("62.01.002", "2018", WHEN)


def put(answers, own, cells=(), **more):
    return answers.put(own, cells, who="Y Hoa", when=WHEN, **more)


def lines(answers, own):
    wanted = [*(cell.address for cell in ALL), *(Address(table, key, "") for table, key in ADDED)]
    return {
        place: [(one.old, one.old_state, one.new, one.new_state, one.part) for one in found]
        for place in wanted
        if (found := answers.history(own, place))
    }


def test_rows_at_once_equal_rows_one_by_one(answers, own, beside):
    apart, other = beside
    moves = put(answers, own, ALL, added=ADDED)
    for table, key in ADDED:
        mine = [cell for cell in ALL if (cell.address.table, cell.address.key) == (table, key)]
        put(apart, other, mine, added=[(table, key)])
    assert answers.load(own) == apart.load(other)
    assert lines(answers, own) == lines(apart, other)
    assert set(moves.added) == set(ADDED)
    assert len(moves.cells) == len(ALL)
    gone = [("BM17", key) for key in KEYS[::2]]
    removed = put(answers, own, removed=gone)
    for row in gone:
        put(apart, other, removed=[row])
    assert answers.load(own) == apart.load(other)
    assert lines(answers, own) == lines(apart, other)
    assert len(removed.removed) == 2 * len(gone)
    assert {("BM17", key) for key in answers.load(own).tables["BM17"]} == LEFT


def test_changing_many_rows_writes_only_what_differs(answers, own):
    put(answers, own, ALL, added=ADDED)
    again = [*ALL, StoredCell(Address("BM17", ("5",), "c02"), 7)]
    moves = put(answers, own, [one for one in again if one != ALL[13]])
    assert [(move.address, move.old_state, move.new) for move in moves.cells] == [
        (Address("BM17", ("5",), "c02"), State.NONE, 7)
    ]
