"""Figures and dates as clerks type them: grouped, short, with the numeric pad, on a Vietnamese layout."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from forms.answers import Address
from forms.pack import Kind
from tests.ui.keyboard import NO_KEY, Key, press, target, unikey, write
from ui.entry.editors import LineEditor, make_editor

HOUSEHOLDS = Address("BM02", ("2018",), "c01")
DATA_DATE = Address("BM00", (), "c08")
LIVED_IN = Address("BM01", ("2018",), "c07")
ROW = "ăâêô\u0300\u0309\u0303\u0301\u0323đ"  # the keys 1 to 0 of Windows' Vietnamese layout
PAD = Qt.KeyboardModifier.KeypadModifier


def strike(text, modifiers=NO_KEY, scan_code=0):
    """Strike a key whose layout gives `text`, `scan_code` being the key's place on the keyboard."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(target(), QKeyEvent(kind, 0, modifiers, scan_code, 0, 0, text))


def typed_text():
    box = target()
    assert isinstance(box, LineEditor)
    return box.text()


def row_of_digits(digits, first):
    for digit in digits:
        place = (int(digit) - 1) % 10
        strike(ROW[place], scan_code=first + place)


@pytest.fixture
def line(open_window, desk):
    """Stand in a question of a form in the window."""
    window = open_window(desk)
    window.show_page("entry")

    def stand(address):
        window.entry.open_form(address.table)
        assert window.entry.view.jump_to(address)
        editor = target()
        assert isinstance(editor, LineEditor)
        return window, editor

    return stand


def decimal_cell(live):
    return next(
        Address(table.id, live.rows(table.id)[0], field.id)
        for form in live.forms
        for table in form.tables
        if live.rows(table.id)
        for field in table.fields
        if field.kind is Kind.DECIMAL and field.calculate is None and not field.locked and field.decimals == 2
    )


@pytest.mark.parametrize("typed,shown", [("1.234", "1.234"), ("1234567", "1.234.567"), ("1 234", "1.234")])
def test_whole_numbers_are_typed_grouped_or_not(grid, live, typed, shown):
    grid.jump_to(HOUSEHOLDS)
    write(typed)
    press(Key.Key_Return)
    assert live.cell(HOUSEHOLDS).text == shown


def test_the_decimal_key_of_the_pad_is_the_comma_of_the_office(qtbot, live):
    cell = decimal_cell(live)
    editor = make_editor(live, cell, "Ô thử")
    qtbot.addWidget(editor)
    with qtbot.waitActive(editor):
        editor.show()
        editor.activateWindow()
    editor.setFocus()
    write("1.234.567")
    strike(".", PAD)
    write("5")
    assert editor.answer == "1.234.567,5"
    assert live.put(cell, editor.answer)
    assert live.entry.edit_text(cell) == "1234567,5"


def test_where_no_decimals_are_asked_the_dot_of_the_pad_still_groups(grid, live):
    grid.jump_to(HOUSEHOLDS)
    write("1")
    strike(".", PAD)
    write("234")
    press(Key.Key_Return)
    assert live.cell(HOUSEHOLDS).text == "1.234"


@pytest.mark.parametrize("first", [2, 10], ids=["Windows", "X11"])
def test_the_row_of_digits_of_a_vietnamese_layout_types_digits_into_figures(grid, live, first):
    grid.jump_to(HOUSEHOLDS)
    row_of_digits("1234567890", first)
    assert typed_text() == "1234567890"
    press(Key.Key_Escape)
    row_of_digits("5907", first)  # tones and đ alone, in an order that NFC would change
    press(Key.Key_Return)
    assert live.cell(HOUSEHOLDS).text == "5.907"


def test_a_letter_that_unikey_sends_is_never_taken_for_a_digit(grid, live):
    grid.jump_to(HOUSEHOLDS)
    unikey("500đ")
    assert typed_text() == "500đ"
    press(Key.Key_Return)
    assert live.cell(HOUSEHOLDS).text == ""  # refused, and stays in the open cell
    assert typed_text() == "500đ"


def test_letters_of_that_row_are_letters_in_a_text(grid):
    grid.jump_to(Address("BM02", ("2018",), "c22"))
    row_of_digits("10", 2)
    assert typed_text() == "ăđ"


@pytest.mark.parametrize(
    "typed,day",
    [
        ("3009", "30/09/2018"),  # the campaign's last year
        ("30/9", "30/09/2018"),
        ("30092017", "30/09/2017"),
        ("30/9/17", "30/09/2017"),
        ("5/1/2018", "05/01/2018"),
    ],
)
def test_a_short_date_is_told_whole_before_the_box_is_left(line, typed, day):
    window, editor = line(DATA_DATE)
    press(Key.Key_Delete)
    write(typed)
    assert editor.text() == typed  # nothing rewrites it
    assert editor.reading == day
    press(Key.Key_Return)
    assert window.live.cell(DATA_DATE).text == day


@pytest.mark.parametrize("typed", ["30", "3113", "31/9", "ba mươi", "30/09/2018"])
def test_what_is_no_date_yet_or_whole_already_is_not_told(line, typed):
    _, editor = line(DATA_DATE)
    press(Key.Key_Delete)
    write(typed)
    assert editor.reading == ""
    press(Key.Key_Escape)


def test_the_year_of_a_short_date_is_that_of_its_row(live):
    assert live.entry.year_of(Address("BM02", ("2016",), "c01")) == 2016
    assert live.entry.year_of(DATA_DATE) == 2018


def test_the_grey_date_stands_in_the_box(line):
    _, editor = line(DATA_DATE)
    press(Key.Key_Delete)
    write("3009")
    before = editor.grab().toImage()
    editor.reads = None
    assert editor.grab().toImage() != before
    press(Key.Key_Escape)
