"""The wizard of tables: labels pasted from Excel become a form that is tried out, written or copied."""

import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QApplication

from forms.authoring import build, export_workbook
from tests.forms.authoring.sources import write_pack
from tests.ui.keyboard import Key, press, target, write

ROWS = "Tổng số\tTotal\n  Nông thôn\n    Xã A\n    Xã B\n  Thành thị"


@pytest.fixture
def page(open_window, desk, quiet):
    window = open_window(desk)
    window.show_page("packs")
    page = window.page("packs")
    page.show_section("table")
    quiet()
    return page


@pytest.fixture
def screen(page):
    return page.tables


@pytest.fixture
def described(screen):
    screen.title_vi.setText("Kinh phí")
    screen.rows.setPlainText(ROWS)
    screen.lines[0].vi.setText("Đầu tư")
    screen.lines[1].vi.setText("Ghi chú")
    screen.lines[1].type.setCurrentIndex(2)
    return screen


def test_the_keyboard_alone_describes_a_table(screen):
    screen.title_vi.setFocus()
    write("Kinh phí")
    press(Key.Key_Tab, Key.Key_Tab)
    assert target() is screen.rows
    write("Tổng\n  Xã A\n  Xã B")
    press(Key.Key_Tab)
    assert target() is screen.lines[0].vi
    write("Đầu tư")
    table = screen.table()
    assert [(row.vi, row.level) for row in table.rows] == [("Tổng", 0), ("Xã A", 1), ("Xã B", 1)]
    assert [column.vi for column in table.columns] == ["Đầu tư"]
    assert (table.form_id, table.number) == ("BM20", "BM-20")


def test_rows_and_subtotals_are_counted_while_they_are_typed(described):
    assert described.counted.text() == "5 dòng, trong đó 2 dòng tổng; 2 cột"


def test_trying_out_opens_the_real_entry_view(page, described, quiet):
    described.try_button.click()
    quiet()
    quiet()
    assert page.previewing
    (form,) = page.preview.page.live.forms
    assert form.number == "BM-20"
    page.preview.close_button.click()
    assert page.section == "table"


def test_a_new_workbook_is_written_and_builds(described, tmp_path, quiet, ask):
    ask.saved_as = tmp_path / "BM-20"
    described.new_button.click()
    quiet()
    pack = build(tmp_path / "BM-20.xlsx")
    assert [form.id for form in pack.forms] == ["BM20"]
    assert "Đã ghi" in described.notice.text


def test_the_table_goes_into_the_workbook_of_a_pack_which_stays_as_it_was(described, tmp_path, quiet, ask):
    book, joined = tmp_path / "small.xlsx", tmp_path / "joined.xlsx"
    book.write_bytes(export_workbook(write_pack(tmp_path / "small")))
    before = book.read_bytes()
    ask.files, ask.saved_as = (book,), joined
    described.into_button.click()
    quiet()
    assert "BM-20 survey" in load_workbook(joined).sheetnames
    assert book.read_bytes() == before


@pytest.mark.parametrize("sheet", ["survey", "choices", "settings"])
def test_the_rows_of_a_sheet_are_copied_for_pasting(described, sheet):
    described.copy_buttons[sheet].click()
    lines = QApplication.clipboard().text().split("\n")
    assert lines[0].split("\t")[0] in ("type", "list_name", "form_id")
    assert str(len(lines)) in described.notice.text


def test_labels_on_the_clipboard_become_columns(screen):
    QApplication.clipboard().setText("Một\tHai\nBa\tBốn\n")
    screen.paste_button.click()
    assert [line.vi.text() for line in screen.lines] == ["Một", "Hai", "Ba", "Bốn"]
    screen.remove_button.click()
    assert len(screen.lines) == 3


@pytest.mark.parametrize("act", ["try", "new", "copy"])
def test_what_is_missing_is_told_in_a_sentence_and_nothing_is_written(screen, ask, tmp_path, quiet, act):
    ask.saved_as = tmp_path / "BM-20.xlsx"
    copy = screen.copy_buttons["survey"]
    {"try": screen.try_button, "new": screen.new_button, "copy": copy}[act].click()
    quiet()
    assert "WIZARD_TITLE" in screen.notice.text
    assert not ask.saved_as.exists()


def test_a_text_is_not_added_up(described):
    assert not described.lines[1].total.isEnabled()
