from datetime import timedelta

from db.connect import open_database
from db.notes import Note, Notes
from forms.answers import Address
from tests.db.conftest import KEY, WHEN

CELL = Address("BM02", ("2018",), "c01")
OTHER = Address("BM02", ("2017",), "c01")


def test_a_note_stands_on_its_cell_until_a_blank_one_takes_it_away(database, own):
    notes = Notes(database)
    notes.put(own, Note(CELL, "Theo Quyết định 45", "Y Hoa", WHEN))
    notes.put(own, Note(CELL, "Theo Quyết định 46", "A Kim", WHEN + timedelta(minutes=1)))
    notes.put(own, Note(OTHER, "Hỏi lại thôn 2", "Y Hoa", WHEN))
    assert [note.text for note in notes.of(own)] == ["Hỏi lại thôn 2", "Theo Quyết định 46"]
    notes.put(own, Note(CELL, "", "Y Hoa", WHEN))
    assert [note.address for note in notes.of(own)] == [OTHER]


def test_notes_outlive_the_program_and_keep_who_and_when(database, own, path):
    kept = Note(CELL, "Đã hỏi lại", "Y Hoa", WHEN)
    Notes(database).put(own, kept)
    database.close()
    again = open_database(path, KEY)
    assert Notes(again).of(own) == (kept,)
    again.close()
