"""The steps of undo in the office file: bounded, in order, with their files, forgotten when they fit not."""

from dataclasses import replace
from decimal import Decimal

import pytest

from db import journal as rules
from db.answers import StoredCell
from db.attachments import Attachments
from db.connect import open_database
from db.journal import Files, Journal
from db.pen import Moved, Moves
from forms.answers import Address, Document, State
from tests.db.conftest import KEY, WHEN
from tests.db.packs import PACK

C01, C03 = (Address("BM02", ("2018",), name) for name in ("c01", "c03"))


@pytest.fixture
def journal(database):
    return Journal(database, PACK)


def typed(old, new, cell=C01):
    return Moves(cells=(Moved(cell, old, None, new, None),))


def remember(journal, own, moves, files=Files()):  # noqa: B008
    journal.remember(own, moves, files, who="Y Hoa", when=WHEN, how="typed")


def news(journal, own):
    """The new values of all steps that can be undone, newest first."""
    found = []
    while (step := journal.last(own)) is not None:
        found.append(step.moves.cells[0].new)
        journal.turn(step, undone=True)
    return found


def test_a_step_reads_back_as_it_was_after_opening_the_file_again(journal, own, database, path):
    moves = Moves(
        (("BM17", ("3",)),),
        (("BM17.c16", ("1", "2")),),
        (
            Moved(C01, None, State.NONE, 10**30, None),
            Moved(C03, Decimal("1.50"), None, None, State.UNKNOWN),
            Moved(Address("BM18", (), "c01"), "cũ | \n", None, "", None),
        ),
    )
    remember(journal, own, moves, Files(("a.jpg",), ("b.pdf",)))
    database.close()
    again = open_database(path, KEY)
    step = Journal(again, PACK).last(own)
    again.close()
    assert step is not None
    assert (step.moves, step.files) == (moves, Files(("a.jpg",), ("b.pdf",)))
    assert (step.who, step.when, step.how) == ("Y Hoa", WHEN, "typed")


def test_steps_are_taken_back_from_the_newest_and_done_again_from_the_oldest(journal, own):
    for number in range(3):
        remember(journal, own, typed(number, number + 1))
    assert news(journal, own) == [3, 2, 1]
    following = journal.following(own)
    assert following.moves.cells[0].new == 1
    journal.turn(following, undone=False)
    assert journal.last(own).id == following.id


def test_a_new_step_leaves_nothing_to_redo(journal, own):
    remember(journal, own, typed(1, 2))
    journal.turn(journal.last(own), undone=True)
    remember(journal, own, typed(1, 3))
    assert journal.following(own) is None
    assert news(journal, own) == [3]


def test_the_number_of_steps_has_a_bound(journal, own, monkeypatch):
    monkeypatch.setattr(rules, "MOST_STEPS", 3)
    for number in range(6):
        remember(journal, own, typed(number, number + 1))
    assert news(journal, own) == [6, 5, 4]


def test_their_size_has_a_bound_and_the_newest_stays_however_large(journal, own, monkeypatch):
    monkeypatch.setattr(rules, "MOST_CHARACTERS", 500)
    for number in range(9):
        remember(journal, own, typed(number, number + 1))
    kept = news(journal, own)
    assert kept[0] == 9
    assert 2 <= len(kept) < 9
    remember(journal, own, typed("x" * 600, "y" * 600, Address("BM18", (), "c01")))
    assert news(journal, own) == ["y" * 600]


def test_steps_of_another_version_of_the_pack_are_neither_offered_nor_kept(journal, own, database):
    remember(journal, own, typed(1, 2))
    newer = Journal(database, replace(PACK, version="99"))
    assert newer.last(own) is None
    remember(newer, own, typed(2, 3))
    assert journal.last(own) is None


def test_submissions_have_steps_of_their_own(journal, answers, own):
    other = answers.own("62.01.002", "2018", WHEN)
    remember(journal, own, typed(1, 2))
    assert journal.last(other) is None


def test_replacing_the_answers_forgets_the_steps(journal, answers, own):
    remember(journal, own, typed(1, 2))
    answers.replace(own, Document({}, {}, {}), who="Y Hoa", when=WHEN)
    assert journal.last(own) is None


class TestFiles:
    @pytest.fixture
    def attachments(self, database):
        kept = Attachments(database)
        kept.keep("a.jpg", b"bytes", place="BM18.c01", caption="", when=WHEN)
        return kept

    def test_that_were_dropped_come_back_with_their_bytes(self, journal, own, attachments):
        attachments.drop("a.jpg")
        remember(journal, own, typed("a.jpg", None), Files(dropped=("a.jpg",)))
        assert attachments.files() == ()
        assert attachments.places() == {}
        assert attachments.names() == {"a.jpg"}
        attachments.bring_back("a.jpg")
        assert [file.data for file in attachments.files()] == [b"bytes"]

    def test_are_let_go_when_no_step_names_them_any_more(self, journal, own, attachments):
        attachments.drop("a.jpg")
        remember(journal, own, typed("a.jpg", None), Files(dropped=("a.jpg",)))
        journal.forget(own)
        assert attachments.names() == frozenset()

    def test_that_stand_in_their_cell_stay_whatever_the_journal_forgets(self, journal, own, attachments):
        remember(journal, own, typed(None, "a.jpg"), Files(kept=("a.jpg",)))
        journal.forget(own)
        assert [file.name for file in attachments.files()] == ["a.jpg"]


def test_saving_tells_what_it_changed_and_nothing_else(answers, own):
    first = answers.put(own, [StoredCell(C01, 5)], who="Y Hoa", when=WHEN)
    same = answers.put(own, [StoredCell(C01, 5)], who="Y Hoa", when=WHEN)
    assert first.cells == (Moved(C01, None, None, 5, None),)
    assert not same
