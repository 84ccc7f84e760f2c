"""The recycle bin: what was removed waits there, also after a restart and many other steps."""

import pytest

from db import journal
from forms.answers import Address
from forms.problems import Problem
from office.clock import FixedClock
from office.desk import open_desk
from office.entry import Entry
from office.recycling import removed, restore
from tests.offices import MOMENT, NGOC_LAY


@pytest.fixture
def desk(place):
    with place.office(NGOC_LAY) as desk:
        yield desk


@pytest.fixture
def entry(desk):
    """Two nominations, the first with two rows of evidence."""
    entry = Entry(desk)
    for name in ("Nguyễn Thị Hằng", "Y Phơm"):
        key, _ = entry.add_record("BM17")
        entry.put_text(Address("BM17", key, "c01"), "ca nhan")
        entry.put_text(Address("BM17", key, "c03"), name)
    for text in ("Hộ nghèo", "Hộ cận nghèo"):
        row, _ = entry.add_record("BM17.c15", ("1",))
        entry.put_text(Address("BM17.c15", row, "c01"), text)
    return entry


def standing(entry):
    document = entry.open.document()
    kept = entry.desk.answers.load(entry.submission)
    assert (document.tables, document.states) == (kept.tables, kept.states)
    return document, [(file.name, file.place) for file in entry.desk.attachments.files()]


def names(entry):
    return [(line.name, line.below, line.who) for line in removed(entry)]


def test_a_removed_record_is_listed_with_who_removed_it(entry):
    assert removed(entry) == ()
    entry.remove_record("BM17", ("1",))
    (line,) = removed(entry)
    assert (line.name, line.form.id, line.below) == ("Nguyễn Thị Hằng", "BM17", 2)
    assert (line.who, line.when) == (entry.desk.person.name, MOMENT)


def test_it_comes_back_to_its_place_with_all_that_stood_under_it(entry):
    before = standing(entry)
    entry.remove_record("BM17", ("1",))
    (line,) = removed(entry)
    restore(entry, [line.id])
    assert standing(entry) == before
    assert entry.rows("BM17") == (("1",), ("2",))
    assert removed(entry) == ()


def test_it_outlives_the_program_and_the_steps_of_undo(entry, desk, monkeypatch):
    monkeypatch.setattr(journal, "MOST_STEPS", 3)
    before = standing(entry)
    entry.remove_record("BM17", ("1",))
    for number in range(5):
        entry.put_text(Address("BM02", ("2018",), "c01"), str(number))
    entry.put_text(Address("BM02", ("2018",), "c01"), "")
    desk.close()
    with open_desk(desk.home, clock=FixedClock(MOMENT)) as again:
        later = Entry(again)
        (line,) = removed(later)
        restore(later, [line.id])
        assert standing(later) == before


def test_what_undo_brought_back_is_in_it_no_more_and_redo_puts_it_in_again(entry):
    entry.remove_record("BM17", ("1",))
    entry.undo()
    assert removed(entry) == ()
    entry.redo()
    assert names(entry) == [("Nguyễn Thị Hằng", 2, entry.desk.person.name)]
    entry.undo()
    entry.put_text(Address("BM02", ("2018",), "c01"), "1")  # nothing is left to redo
    assert removed(entry) == ()


def test_a_restoring_that_is_taken_back_is_in_it_again(entry):
    entry.remove_record("BM17", ("1",))
    gone = standing(entry)
    (line,) = removed(entry)
    restore(entry, [line.id])
    entry.undo()
    assert standing(entry) == gone
    assert [one.id for one in removed(entry)] == [line.id]
    entry.put_text(Address("BM02", ("2018",), "c01"), "1")
    assert [one.id for one in removed(entry)] == [line.id]


def test_where_its_number_was_given_again_it_comes_at_the_end(entry):
    entry.remove_record("BM17", ("2",))
    key, _ = entry.add_record("BM17")
    entry.put_text(Address("BM17", key, "c03"), "A Dũng")
    assert key == ("2",)
    restore(entry, [line.id for line in removed(entry)])
    told = [entry.shown(Address("BM17", one, "c03")) for one in entry.rows("BM17")]
    assert told == ["Nguyễn Thị Hằng", "A Dũng", "Y Phơm"]


def test_a_row_comes_back_with_the_record_it_stood_under_or_not_at_all(entry):
    before = standing(entry)
    entry.remove_record("BM17.c15", ("1", "1"))
    entry.remove_record("BM17", ("1",))
    row = next(line for line in removed(entry) if line.table.id == "BM17.c15")
    with pytest.raises(Problem) as refused:
        restore(entry, [row.id])
    assert refused.value.code == "BIN_NO_PARENT"
    restore(entry, [line.id for line in removed(entry)])
    assert standing(entry) == before


def test_files_come_back_too_after_their_steps_are_forgotten(entry, tmp_path, monkeypatch):
    paper = tmp_path / "biên bản.pdf"
    paper.write_bytes(b"%PDF-1.4 minutes")
    key, _ = entry.add_record("BM16")
    entry.attach(Address("BM16", key, "c23"), paper)
    before = standing(entry)
    monkeypatch.setattr(journal, "MOST_STEPS", 1)
    entry.remove_record("BM16", key)
    entry.put_text(Address("BM02", ("2018",), "c01"), "1")
    entry.put_text(Address("BM02", ("2018",), "c01"), "")
    restore(entry, [line.id for line in removed(entry)])
    assert standing(entry) == before


def test_several_removed_at_once_are_listed_one_by_one(entry):
    entry.remove_records("BM17", [("1",), ("2",)])
    assert {name for name, _, _ in names(entry)} == {"Nguyễn Thị Hằng", "Y Phơm"}


def test_a_row_that_undo_of_its_adding_took_out_is_not_in_it(entry):
    entry.add_record("BM16")
    entry.undo()
    assert removed(entry) == ()
