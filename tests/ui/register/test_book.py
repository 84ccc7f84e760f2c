"""The book of a year: its grid and sheets, and identity numbers that are hidden until asked for."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit

from forms.routed import DOT
from tests.ui.keyboard import ALT, CTRL, SHIFT, Key, press, target, write
from tests.ui.register.conftest import HOUSE, MEMBER, NOW, NUMBER, OF_MEMBER, OTHER, cell
from ui.entry.field_line import FieldLine

HIDDEN = f"{DOT * 6}1234"


def keys_of(filling):
    return filling.live.rows(HOUSE)


def stand(filling, row=0, field="c05"):
    filling.jump_to(cell(keys_of(filling)[row], field))


def on_screen(widget):
    """Every text of the open book that somebody could read, also from the cells of the grid."""
    model = widget.view.rows.model
    shown = [
        model.data(model.index(r, c)) for r in range(model.rowCount()) for c in range(model.columnCount())
    ]
    boxes = [box.text() for box in widget.findChildren(QLineEdit) if box.isVisible()]
    return " ".join(str(text) for text in [*shown, *boxes])


def test_numbers_are_hidden_until_those_of_one_household_are_asked_for(page, filling):
    assert len(keys_of(filling)) == len(NOW)
    assert "A Thử" in on_screen(filling)
    assert HIDDEN in on_screen(filling)
    assert not any(number in on_screen(filling) for number in (NUMBER, OTHER, OF_MEMBER))
    stand(filling)
    press(Key.Key_F10)
    assert NUMBER in on_screen(filling)
    assert OTHER not in on_screen(filling)
    press(Key.Key_F10)
    assert NUMBER not in on_screen(filling)
    press(Key.Key_F10, Key.Key_Down)  # another household: hidden again
    assert NUMBER not in on_screen(filling)
    _copies_hide_it_and_the_history_tells_who_saw_it(filling)
    stand(filling)
    press(Key.Key_F10)
    press(Key.Key_Left, modifiers=ALT)
    page.open_chosen()
    assert NUMBER not in on_screen(page.filling)


def _copies_hide_it_and_the_history_tells_who_saw_it(filling):
    stand(filling)
    press(Key.Key_F10)
    press(Key.Key_C, modifiers=CTRL)
    assert QGuiApplication.clipboard().text() == HIDDEN
    press(Key.Key_C, modifiers=CTRL | SHIFT)
    assert NUMBER not in QGuiApplication.clipboard().text()
    press(Key.Key_F10)
    filling.show_details()
    line = filling.details.history
    told = [line.item(0, column).text() for column in range(line.columnCount())]
    assert told[1] == filling.live.entry.desk.person.name
    assert told[-1] == "xem số trên màn hình"
    assert NUMBER not in " ".join(line.item(r, c).text() for r in range(line.rowCount()) for c in range(5))
    filling.show_details()


def test_a_hidden_number_is_typed_over_but_never_half_edited(filling):
    told = []
    filling.live.refused.connect(lambda _, sentence: told.append(sentence))
    stand(filling)
    address = cell(keys_of(filling)[0], "c05")
    press(Key.Key_F2)
    write("9")
    press(Key.Key_Return)  # replaces all of it; too short, which is kept and marked
    assert filling.live.entry.view(address).value == "9"
    press(Key.Key_Z, modifiers=CTRL)
    stand(filling)
    press(Key.Key_F2, Key.Key_End)
    write("9")
    press(Key.Key_Return)
    assert filling.live.entry.view(address).value == NUMBER
    assert "F10" in told[-1]


def test_a_sheet_shows_one_household_with_its_members(filling):
    first, second, *_ = keys_of(filling)
    stand(filling, 0, "c02")
    press(Key.Key_Return, modifiers=ALT)
    form = filling.view
    assert form.key == first
    filling.jump_to(cell(first, "c05"))
    line = form.sheet.line(cell(first, "c05"))
    assert isinstance(line, FieldLine)
    assert line.editor.answer == HIDDEN
    press(Key.Key_F10)
    assert line.editor.answer == NUMBER
    assert target() is line.editor
    members = filling.live.rows(MEMBER, first)
    filling.jump_to(cell(members[0], "c05", MEMBER))
    grid = form.sheet.child(MEMBER)
    assert grid.model.data(grid.view.currentIndex()) == OF_MEMBER
    press(Key.Key_F5)
    assert len(filling.live.rows(MEMBER, first)) == 2
    press(Key.Key_PageDown, modifiers=ALT)
    assert form.key == second
    press(Key.Key_PageUp, modifiers=ALT)
    press(Key.Key_PageUp, modifiers=ALT)
    assert form.key == first
    press(Key.Key_Return, modifiers=ALT)
    assert form.key is None
    assert form.rows.address.key == first
    press(Key.Key_F5)
    assert len(keys_of(filling)) == len(NOW) + 1
    press(Key.Key_F6)
    assert len(keys_of(filling)) == len(NOW)


def test_a_book_is_closed_when_a_part_was_merged_into_the_registers(page, filling):
    assert page.filling is filling
    page.window().parts.taken.emit()
    assert page.filling is None
