"""Notes of an office and the figures of the period before."""

import pytest

from forms.answers import Address
from office.entry import Entry
from office.noting import NoteBook, before, compared
from tests.offices import NGOC_LAY, Place

NOW, WAS = Address("BM02", ("2018",), "c01"), Address("BM02", ("2017",), "c01")


@pytest.fixture
def entry(tmp_path):
    with Place(tmp_path).office(NGOC_LAY) as desk:
        yield Entry(desk)


def test_a_note_is_kept_with_who_wrote_it_and_never_travels(entry):
    book = NoteBook(entry)
    document = entry.desk.own_document()
    book.write(NOW, "  Theo Quyết định 45  ")
    note = NoteBook(entry).at(NOW)
    assert note is not None
    assert (note.text, note.who, note.when) == (
        "Theo Quyết định 45",
        entry.desk.person.name,
        entry.desk.clock.now(),
    )
    assert entry.desk.own_document() == document
    book.write(NOW, " ")
    assert NoteBook(entry).all == ()


def test_the_cell_before_is_that_of_the_year_before(entry):
    assert before(entry, NOW) == WAS
    first = entry.rows("BM02")[0]
    assert before(entry, Address("BM02", first, "c01")) is None


def test_the_record_before_is_the_one_above(entry):
    first, _ = entry.add_record("BM16")
    second, _ = entry.add_record("BM16")
    assert before(entry, Address("BM16", second, "c03")) == Address("BM16", first, "c03")
    assert before(entry, Address("BM16", first, "c03")) is None


@pytest.mark.parametrize(
    "was,now,difference,per_cent",
    [
        ("500", "450", "-50", "-10,0 %"),
        ("400", "1450", "+1.050", "+262,5 %"),
        ("0", "3", "+3", ""),
        ("7", "7", "0", "+0,0 %"),
        ("-", "7", "", ""),
        ("7", "", "", ""),
    ],
)
def test_a_figure_is_compared_with_the_year_before(entry, was, now, difference, per_cent):
    entry.put_text(WAS, was)
    entry.put_text(NOW, now)
    found = compared(entry, NOW)
    assert found is not None
    assert (found.difference, found.per_cent) == (difference, per_cent)
