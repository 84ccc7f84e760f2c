"""Notes of an office, on cells and on whole rows."""

import pytest

from forms.answers import Address
from office.entry import Entry
from office.noting import NoteBook
from tests.offices import NGOC_LAY, Place

NOW = Address("BM02", ("2018",), "c01")


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
