"""Notes of an office, on cells and on whole rows."""

from dataclasses import replace

import pytest

from forms.answers import Address
from office.entry import Entry
from office.noting import WHOLE, NoteBook
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


def test_a_note_on_a_whole_row_is_another_one_than_those_on_its_cells(entry):
    book = NoteBook(entry)
    book.write(NOW, "của ô")
    book.write(replace(NOW, field=WHOLE), "của cả dòng")
    again = NoteBook(entry)
    on_row, on_cell = again.on_row("BM02", ("2018",)), again.at(NOW)
    assert on_row is not None
    assert on_cell is not None
    assert (on_row.text, on_cell.text) == ("của cả dòng", "của ô")
    assert again.on_row("BM02", ("2017",)) is None
    assert [note.text for note in again.found("CA DONG")] == ["của cả dòng"]
    assert len(again.found("")) == 2
