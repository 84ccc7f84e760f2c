"""The key table: every line of the card is pressed, and does what the card says (users.md 4.1)."""

import re

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from forms.answers import Address
from tests.ui.keyboard import ALT, CTRL, NO_KEY, SHIFT, Key, press, target, write
from ui.entry.editors import ChoiceEditor, LineEditor, TextEditor
from ui.keys import KeyCard, card_html, key_lines, write_card

FIRST = Address("BM02", ("2018",), "c01")
BEFORE = Address("BM02", ("2017",), "c01")
BELOW = Address("BM02", ("2018",), "c02")


@pytest.fixture
def entry(open_window, desk):
    window = open_window(desk)
    window.ways.cell(FIRST)
    return window.entry


def text(entry, address):
    return entry.live.cell(address).text


def fill(entry, address, value):
    entry.live.put(address, value)
    entry.jump_to(address)


def next_(entry):
    write("485")
    press(Key.Key_Return)
    assert text(entry, FIRST) == "485"
    assert entry.view.address == BELOW
    entry.jump_to(FIRST)
    press(Key.Key_Down)
    assert entry.view.address == BELOW


def right(entry):
    entry.jump_to(BEFORE)
    press(Key.Key_Tab)
    assert entry.view.address == FIRST


def back(entry):
    entry.jump_to(BELOW)
    press(Key.Key_Return, modifiers=SHIFT)
    assert entry.view.address == FIRST
    press(Key.Key_Tab, modifiers=SHIFT)
    assert entry.view.address == BEFORE
    entry.jump_to(BELOW)
    press(Key.Key_Up)
    assert entry.view.address == FIRST


def last(entry):
    grid = entry.view.view
    end = grid.grid.index(len(grid.grid.lines) - 1, len(grid.grid.columns) - 1)
    grid.setCurrentIndex(end)
    press(Key.Key_Down)
    assert grid.currentIndex() == end


def section(entry):
    entry.open_form("BM05")
    entry.start()
    seen = entry.view.address
    press(Key.Key_PageDown)
    assert entry.view.address.key != seen.key
    press(Key.Key_PageUp)
    assert entry.view.address.key == seen.key
    press(Key.Key_PageDown, modifiers=ALT)
    assert entry.view.address.key != seen.key


def form(entry):
    press(Key.Key_PageDown, modifiers=CTRL)
    assert entry.form.id == "BM03"
    press(Key.Key_PageUp, modifiers=CTRL)
    assert entry.form.id == "BM02"


@pytest.mark.parametrize("key,modifiers", [(Key.Key_F6, NO_KEY), (Key.Key_G, CTRL)])
def test_a_cell_of_any_form_is_gone_to_by_its_code(entry, key, modifiers):
    press(key, modifiers=modifiers)
    write("bm03.c01")
    press(Key.Key_Return)
    assert (entry.view.address.table, entry.view.address.field) == ("BM03", "c01")


def go(entry):
    press(Key.Key_F6)
    write("bm02.c02")
    press(Key.Key_Return)
    assert entry.view.address == BELOW
    press(Key.Key_G, modifiers=CTRL)
    press(Key.Key_Escape)
    assert entry.view.address == BELOW
    assert target() is entry.view.view


def find(entry):
    fill(entry, Address("BM02", ("2018",), "c22"), "Số 45, Đường Đăk Hà")
    entry.jump_to(FIRST)
    press(Key.Key_F, modifiers=CTRL)
    write("duong dak")
    assert [hit.address.field for hit in entry.finder.hits] == ["c22"]
    press(Key.Key_Return)
    assert entry.view.address == Address("BM02", ("2018",), "c22")
    entry.jump_to(FIRST)
    press(Key.Key_F3)
    assert entry.view.address == Address("BM02", ("2018",), "c22")


def over(entry):
    fill(entry, FIRST, "485")
    write("7")
    press(Key.Key_Return)
    assert text(entry, FIRST) == "7"


def edit(entry):
    fill(entry, FIRST, "485")
    press(Key.Key_F2, Key.Key_End)
    write("0")
    press(Key.Key_Return)
    assert text(entry, FIRST) == "4.850"


def escape(entry):
    fill(entry, FIRST, "485")
    write("12")
    press(Key.Key_Escape)
    assert text(entry, FIRST) == "485"
    assert entry.view.address == FIRST


def close(entry):
    press(Key.Key_F9)
    assert not entry.problems.isHidden()
    press(Key.Key_F8)
    assert entry.problems.isHidden()
    assert target() is entry.view.view


def list_(entry):
    entry.jump_to(Address("BM01", ("2018",), "c07"))
    press(Key.Key_Down, modifiers=ALT)
    assert isinstance(target(), ChoiceEditor)
    write("thanh thi")
    press(Key.Key_Return)
    assert text(entry, Address("BM01", ("2018",), "c07")) == "Thành thị"


def state(entry):
    press(Key.Key_F4)
    assert text(entry, FIRST) == "–"
    press(Key.Key_F4)
    assert text(entry, FIRST) == "?"


def zero(entry):
    press(Key.Key_F11)
    assert text(entry, FIRST) == "0"
    assert text(entry, BELOW) == "0"
    assert text(entry, BEFORE) == ""


def previous(entry):
    fill(entry, BEFORE, "512")
    entry.jump_to(FIRST)
    press(Key.Key_F7)
    assert text(entry, FIRST) == "512"
    assert entry.view.address == FIRST
    entry.open_form("BM16")
    entry.add()
    entry.add()
    first, second = entry.live.rows("BM16")
    entry.live.put(Address("BM16", first, "c03"), "Thôn 2")
    entry.jump_to(Address("BM16", second, "c03"))
    press(Key.Key_F7)
    assert text(entry, Address("BM16", second, "c03")) == "Thôn 2"


def beside(entry):
    fill(entry, BEFORE, "512")
    fill(entry, FIRST, "500")
    grid = entry.view.view
    low = grid.rowHeight(1)
    press(Key.Key_F7, modifiers=SHIFT)
    assert entry.live.shows_before("BM02")
    assert grid.rowHeight(1) > low
    assert entry.view.address == FIRST
    press(Key.Key_F7, modifiers=SHIFT)
    assert grid.rowHeight(1) == low


def empty(entry):
    fill(entry, FIRST, "485")
    press(Key.Key_Delete)
    assert text(entry, FIRST) == ""


def save(entry):
    write("512")
    assert isinstance(target(), LineEditor)
    press(Key.Key_S, modifiers=CTRL)
    assert text(entry, FIRST) == "512"
    assert entry.view.address == FIRST


def mark(entry):
    entry.jump_to(BEFORE)
    press(Key.Key_Right, modifiers=SHIFT)
    press(Key.Key_Down, modifiers=SHIFT)
    assert len(entry.view.view.selectedIndexes()) == 4


def copy(entry):
    fill(entry, FIRST, "485")
    press(Key.Key_C, modifiers=CTRL)
    assert QGuiApplication.clipboard().text() == "485"
    press(Key.Key_X, modifiers=CTRL)
    assert text(entry, FIRST) == ""


def headings(entry):
    fill(entry, FIRST, "485")
    press(Key.Key_C, modifiers=CTRL | SHIFT)
    head, row = QGuiApplication.clipboard().text().split("\n")
    assert head == "\tNăm 2018"
    assert row.endswith("\t485")
    assert row.startswith("Tổng số hộ")


def paste(entry):
    QGuiApplication.clipboard().setText("485\n120")
    press(Key.Key_V, modifiers=CTRL)
    assert (text(entry, FIRST), text(entry, BELOW)) == ("485", "120")


def down(entry):
    fill(entry, FIRST, "485")
    entry.jump_to(BELOW)
    press(Key.Key_D, modifiers=CTRL)
    assert text(entry, BELOW) == "485"


def across(entry):
    fill(entry, BEFORE, "512")
    entry.jump_to(FIRST)
    press(Key.Key_R, modifiers=CTRL)
    assert text(entry, FIRST) == "512"


def undo(entry):
    fill(entry, FIRST, "485")
    press(Key.Key_Z, modifiers=CTRL)
    assert text(entry, FIRST) == ""
    press(Key.Key_Y, modifiers=CTRL)
    assert text(entry, FIRST) == "485"


def add(entry):
    entry.open_form("BM10")
    entry.start()
    press(Key.Key_F5)
    assert len(entry.live.rows("BM10")) == 1
    press(Key.Key_Plus, modifiers=CTRL)
    assert len(entry.live.rows("BM10")) == 2


def remove(entry):
    add(entry)
    press(Key.Key_F6)
    assert len(entry.live.rows("BM10")) == 1
    press(Key.Key_Minus, modifiers=CTRL)
    assert entry.live.rows("BM10") == ()
    press(Key.Key_Z, modifiers=CTRL)
    assert len(entry.live.rows("BM10")) == 1


def works(entry):
    """Three works of BM-10, the keyboard on the name of the first."""
    entry.open_form("BM10")
    for name in ("Cầu treo", "Đường bê tông", "An toàn đập"):
        key = entry.live.add_record("BM10")
        entry.live.put(Address("BM10", key, "c02"), name)
    entry.jump_to(Address("BM10", ("1",), "c02"))


def shown(entry):
    rows = entry.view.model.keys
    return [text(entry, Address("BM10", key, "c02")) for key in rows]


def filter_(entry):
    works(entry)
    press(Key.Key_F3, modifiers=SHIFT)
    write("duong")
    assert shown(entry) == ["Đường bê tông"]
    assert entry.view.records.filter.told.text() == "hiện 1/3 dòng"
    press(Key.Key_Escape)
    assert len(shown(entry)) == 3
    assert target() is entry.view.view


def sort(entry):
    works(entry)
    press(Key.Key_F9, modifiers=SHIFT)
    assert shown(entry) == ["An toàn đập", "Cầu treo", "Đường bê tông"]
    press(Key.Key_F9, modifiers=SHIFT)
    assert shown(entry) == ["An toàn đập", "Đường bê tông", "Cầu treo"]  # by the last word
    press(Key.Key_F9, modifiers=SHIFT)
    assert shown(entry) == ["Đường bê tông", "Cầu treo", "An toàn đập"]
    press(Key.Key_F9, modifiers=SHIFT)
    assert shown(entry) == ["Cầu treo", "Đường bê tông", "An toàn đập"]
    assert entry.view.address == Address("BM10", ("1",), "c02")


def many(entry):
    works(entry)
    entry.jump_to(Address("BM10", ("1",), "c05"))
    press(Key.Key_Down, modifiers=SHIFT)
    press(Key.Key_F4, modifiers=SHIFT)
    write("Thôn 2")
    press(Key.Key_Return)
    told = [text(entry, Address("BM10", key, "c05")) for key in entry.live.rows("BM10")]
    assert told == ["Thôn 2", "Thôn 2", ""]


def duplicate(entry):
    works(entry)
    press(Key.Key_F5, modifiers=SHIFT)
    assert shown(entry) == ["Cầu treo", "Đường bê tông", "An toàn đập", "Cầu treo"]
    assert entry.view.address.key == ("4",)


def bin_(entry):
    works(entry)
    press(Key.Key_F6)
    assert len(shown(entry)) == 2
    entry.live.place.ask.ticks = lambda lines: frozenset({0})
    press(Key.Key_F6, modifiers=SHIFT)
    assert shown(entry) == ["Cầu treo", "Đường bê tông", "An toàn đập"]
    assert entry.view.address.key == ("1",)


def check(entry):
    press(Key.Key_F9)
    assert target() is entry.problems.list
    place = entry.problems.line.place
    press(Key.Key_Return)
    assert entry.view.address == place


def explain(entry):
    press(Key.Key_F12)
    assert target() is entry.details.note


def note(entry):
    press(Key.Key_F2, modifiers=SHIFT)
    write("Số theo Quyết định 45")
    press(Key.Key_Escape)
    assert entry.live.notes.at(FIRST).text == "Số theo Quyết định 45"
    assert entry.live.cell(FIRST).noted
    assert entry.view.address == FIRST


def row_note(entry):
    press(Key.Key_F2, modifiers=CTRL)
    assert target() is entry.details.note
    assert target().accessibleName() == "Ghi chú cho cả dòng"
    write("Xem lại năm 2018")
    press(Key.Key_Escape)
    assert entry.live.notes.on_row("BM02", ("2018",)).text == "Xem lại năm 2018"
    assert entry.live.notes.at(FIRST) is None
    assert entry.view.address == FIRST
    head = entry.view.model.columns[entry.view.model.index_of(FIRST).column()]
    assert head.said == "Năm 2018\n✎ có ghi chú"
    assert "✎ ghi chú dòng: Xem lại năm 2018" in entry.status.cell.text()


def test_a_note_stays_with_its_row_when_the_keyboard_goes_on(entry):
    press(Key.Key_F2, modifiers=CTRL)
    write("của năm 2018")
    press(Key.Key_F2, modifiers=SHIFT)
    assert entry.details.note.toPlainText() == "", "another note now: that on the cell"
    press(Key.Key_F2, modifiers=CTRL)
    assert entry.details.note.toPlainText() == "của năm 2018"
    press(Key.Key_PageDown, modifiers=CTRL)
    press(Key.Key_F2, modifiers=CTRL)
    press(Key.Key_Escape)
    assert [(note.address.table, note.text) for note in entry.live.notes.all] == [("BM02", "của năm 2018")]


def notes(entry):
    for year, words in (("2017", "hỏi lại thôn Đăk Kinh"), ("2018", "đã đối chiếu")):
        entry.jump_to(Address("BM02", (year,), "c01"))
        press(Key.Key_F2, modifiers=SHIFT if year == "2017" else CTRL)
        write(words)
        press(Key.Key_Escape)
    press(Key.Key_F2, modifiers=CTRL | SHIFT)
    assert [note.text for note in entry.notes.shown] == ["hỏi lại thôn Đăk Kinh", "đã đối chiếu"]
    assert entry.notes.list.item(1, 0).text() == "BM-02 · Năm 2018 · cả dòng"
    write("dak kinh")
    assert [note.text for note in entry.notes.shown] == ["hỏi lại thôn Đăk Kinh"]
    press(Key.Key_Return)
    assert entry.view.address == BEFORE
    press(Key.Key_F2, modifiers=CTRL | SHIFT)
    press(Key.Key_Escape)
    assert entry.notes.isHidden()
    assert entry.view.address == BEFORE


def carry(entry):
    entry.open_form("BM16")
    entry.start()
    press(Key.Key_F5, modifiers=CTRL)
    assert entry.live.rows("BM16") == ()
    assert entry.status.rule.text() == "Ở đây chưa có phiếu, dòng nào của kỳ trước."


def dossier(entry):
    entry.open_form("BM18")
    entry.start()
    press(Key.Key_P, modifiers=CTRL)
    assert entry.sheet.cover is not None
    assert "1. Đặc điểm tình hình" in entry.sheet.cover.page.toPlainText()
    press(Key.Key_Escape)
    assert entry.sheet.cover is None


def word(entry):
    entry.open_form("BM18")
    entry.start()
    entry.live.place.ask.files = ()
    press(Key.Key_O, modifiers=CTRL | SHIFT)
    assert entry.live.place.ask.asked[-1] == "Lấy chữ từ tệp Word"
    assert entry.sheet.cover is None


def figures(entry):
    entry.open_form("BM18")
    entry.start()
    press(Key.Key_F, modifiers=CTRL | SHIFT)
    sheet = entry.view.sheets[0]
    assert target() is sheet.figures.picker.box
    press(Key.Key_Escape)
    assert target() is sheet.editor
    press(Key.Key_U, modifiers=CTRL | SHIFT)  # nothing has changed
    assert isinstance(sheet.editor, TextEditor)
    assert sheet.editor.answer == ""


def details(entry):
    fill(entry, BEFORE, "500")
    fill(entry, FIRST, "450")
    press(Key.Key_Return, modifiers=CTRL)
    assert not entry.details.isHidden()
    told = entry.details.facts.text()
    assert "Kỳ trước (2017): 500" in told
    assert "Chênh lệch: -50" in told
    assert "-10,0 %" in told
    assert entry.details.history.rowCount() == 1
    press(Key.Key_Return, modifiers=CTRL)
    assert entry.details.isHidden()
    assert entry.view.address == FIRST


def behind(entry):
    """Of a typed figure nothing; the others are tried with the register (tests/ui/register)."""
    press(Key.Key_F10)
    assert "không có hộ nào" in entry.status.rule.text()
    assert entry.view.address == FIRST


def household(entry):
    window = entry.window()
    window.show_page("register")
    window.register.open(2018)
    press(Key.Key_F5)
    form = window.register.filling.view
    press(Key.Key_Return, modifiers=ALT)
    assert form.key == form.rows.model.keys[0]
    press(Key.Key_Return, modifiers=ALT)
    assert form.key is None
    assert form.address.key == form.rows.model.keys[0]


def parts(entry):
    window = entry.window()
    entry.live.place.ask.files = ()
    press(Key.Key_M, modifiers=CTRL | SHIFT)
    assert entry.live.place.ask.asked[-1] == "Gộp hoặc mở phần việc"
    press(Key.Key_G, modifiers=CTRL | SHIFT)
    assert window.parts.give_sheet.isVisible()
    window.parts.give_sheet.close()


def help_(entry):
    wanted: list[QWidget] = []
    entry.window().help_wanted.connect(wanted.append)
    press(Key.Key_F1)
    entry.window().top_bar.help_wanted.emit()
    assert wanted == [entry]  # F1 itself: tests/ui/test_help.py


def person(entry):
    press(Key.Key_F10, modifiers=CTRL)
    menu = entry.window().top_bar.people.people
    assert menu.isVisible()
    menu.close()


def card(entry):
    press(Key.Key_F1, modifiers=CTRL)
    (shown,) = (one for one in QApplication.topLevelWidgets() if isinstance(one, KeyCard) and one.isVisible())
    assert shown.table.rowCount() > 30
    shown.close()


PRESSED = {
    "next": next_, "right": right, "back": back, "last": last, "section": section, "form": form, "go": go,
    "find": find, "over": over, "edit": edit, "escape": escape, "close": close, "list": list_, "state": state,
    "zero": zero, "previous": previous, "beside": beside, "empty": empty, "save": save, "mark": mark,
    "copy": copy,
    "headings": headings, "paste": paste, "down": down, "across": across, "undo": undo, "add": add,
    "filter": filter_, "sort": sort, "many": many,
    "duplicate": duplicate, "bin": bin_,
    "remove": remove, "check": check, "explain": explain, "note": note, "row note": row_note,
    "notes": notes, "carry": carry, "details": details, "card": card, "help": help_,
    "dossier": dossier, "word": word, "figures": figures,
    "behind": behind, "household": household, "parts": parts, "person": person,
}  # fmt: skip


@pytest.mark.parametrize("name", [line.name for line in key_lines()])
def test_each_key_does_what_the_card_says(entry, name):
    PRESSED[name](entry)


@pytest.mark.parametrize("code", ["vi", "en"])
def test_the_card_is_one_page_to_print(language, tmp_path, code):
    language.use(code)
    path = tmp_path / "phím.pdf"
    assert write_card(path, key_lines()) == 1
    assert len(re.findall(rb"/Type\s*/Page\b", path.read_bytes())) == 1
    words = card_html(key_lines())
    assert ("bảng phím nhập số liệu" in words) == (code == "vi")
    assert all(line.keys.replace("&", "&amp;") in words for line in key_lines())


def test_the_card_is_saved_where_the_person_says(qtbot, ask, tmp_path):
    shown = KeyCard(None, ask)
    qtbot.addWidget(shown)
    ask.saved_as = tmp_path / "bảng phím.pdf"
    shown.save()
    assert ask.saved_as.read_bytes().startswith(b"%PDF")
    ask.saved_as = tmp_path / "không có" / "bảng.pdf"
    shown.save()
    assert not ask.saved_as.exists()
