"""Where the last sitting ended, and what the list of forms says of text that was not saved."""

import pytest

from forms.answers import Address
from office.entry import Entry
from tests.ui.keyboard import Key, press, write
from ui.entry.form_list import form_line, state_word

CELL = Address("BM03", ("2017",), "c03")


def line_of(live, form_id):
    return form_line(live, next(form for form in live.forms if form.id == form_id))


def test_the_page_opens_at_the_cell_that_was_saved_last(open_window, desk):
    window = open_window(desk)
    window.ways.cell(CELL)
    write("512")
    press(Key.Key_Return)
    window.close()
    again = open_window(desk)
    again.show_page("entry")
    assert again.entry.view.address == CELL
    again.show_page("home")
    again.ways.form("BM02")
    assert again.entry.form.id == "BM02"


@pytest.mark.parametrize("form_id,cell", [("BM02", Address("BM02", ("2016",), "c04"))])
def test_text_that_was_being_typed_counts_more_than_what_was_saved(open_window, desk, form_id, cell):
    window = open_window(desk)
    window.live.put(CELL, "512")
    window.live.keep_draft(cell, "48")
    assert line_of(window.live, form_id).state == "unsaved"
    window.close()
    again = open_window(desk)
    again.show_page("entry")
    assert again.entry.view.address == cell
    assert again.live.edit_text(cell) == "48"


def test_a_form_with_unsaved_text_says_so_until_it_is_saved(live):
    assert line_of(live, "BM03").state == "empty"
    live.keep_draft(CELL, "51")
    assert state_word(line_of(live, "BM03").state) == "đang gõ, chưa ghi"
    live.put(CELL, "512")
    assert line_of(live, "BM03").state == "started"


def test_a_row_that_was_removed_is_no_place_to_go_on(live):
    key = live.add_record("BM16")
    assert key is not None
    live.put(Address("BM16", key, "c03"), "Thôn 2")
    assert live.entry.last_place() == Address("BM16", key, "c03")
    live.remove_record("BM16", key)
    assert live.entry.last_place() is None


def test_what_the_program_filled_is_no_place_to_go_on(filled):
    assert Entry(filled).last_place() is None
