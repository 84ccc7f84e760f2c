"""A list taken in through the dialog with the keyboard alone."""

import pytest
from openpyxl import Workbook, load_workbook
from PySide6.QtTest import QTest

from forms.answers import Address
from tests.office.test_excel_forms import cell_of
from tests.ui.keyboard import CTRL, SHIFT, Key, press


@pytest.fixture
def works(tmp_path):
    book = Workbook()
    sheet = book.create_sheet("Danh sách", 0)
    for row in (
        ("DANH SÁCH", None, None),
        ("Ten cong trinh", "Tong von TW", "So ho huong loi"),
        ("Đường A", "1.234", 10),
        ("Đường B", "20", 1.5),
        ("Đường C", 30, 12),
    ):
        sheet.append(row)
    path = tmp_path / "công trình.xlsx"
    book.save(path)
    return path


@pytest.fixture
def sheet(open_window, desk, qtbot):
    window = open_window(desk)
    window.show_page("entry")
    window.entry.open_form("BM10")
    press(Key.Key_I, modifiers=CTRL | SHIFT)
    made = window.exchange.list_import
    qtbot.waitUntil(made.isActiveWindow, timeout=5000)
    return window, made


def column(table, number):
    return [table.item(row, number).text() for row in range(table.rowCount())]


def test_a_list_is_mapped_tried_out_and_taken_in_with_the_keyboard_alone(sheet, works, ask, quiet, qtbot):
    window, made = sheet
    ask.files = (works,)
    press(Key.Key_Return)  # "Choose a file" has the keyboard
    quiet()
    assert made.table.currentText().startswith("BM-10"), "the form that stood open"
    assert column(made.columns, 1) == ["Ten cong trinh", "Tong von TW", "So ho huong loi"]
    assert column(made.columns, 4) == ["Tên công trình (c02)", "(không dùng)", "Số hộ hưởng lợi (c18)"]
    assert column(made.columns, 3) == ["✓", "", ""]
    assert made.columns.hasFocus()
    press(Key.Key_Down, Key.Key_Return)
    for _ in range(next(n for n in range(made.target.count()) if made.target.itemText(n).startswith("NSTW"))):
        QTest.keyClick(made.target.view(), Key.Key_Down)
    QTest.keyClick(made.target.view(), Key.Key_Return)
    made.activateWindow()  # without a screen the popup keeps the window's place after it is closed
    qtbot.waitUntil(made.isActiveWindow, timeout=5000)
    assert made.columns.hasFocus()
    assert column(made.columns, 4)[1] == "NSTW (c11)"
    press(Key.Key_Return, modifiers=CTRL)
    quiet()
    assert made.notice.text == "2 mới, 0 thay đổi, 0 như cũ, 0 bỏ qua, 1 không nhận. Chưa thay đổi gì."
    assert column(made.results, 1) == ["C4"]
    assert column(made.questions, 0) == ["B", "B", "C"]
    assert column(made.questions, 1) == ["Sửa", "Sửa", "Để nguyên"], "1.5 may be 1.500: only if said so"
    assert window.live.rows("BM10") == ()
    press(Key.Key_Space)  # the first question is answered the other way, and all is tried out again
    quiet()
    assert column(made.questions, 1)[0] == "Để nguyên"
    assert column(made.results, 1) == ["B4", "C4"]
    press(Key.Key_Space)
    quiet()
    assert made.take_button.text() == "Nhận 2 dòng (Ctrl+Enter)"
    press(Key.Key_Return, modifiers=CTRL)
    quiet()
    assert made.notice.text.startswith("Đã nhận: thêm 2, sửa 0 dòng, 6 ô;")
    assert window.live.entry.view(Address("BM10", ("1",), "c11")).value == 1_234_000_000
    press(Key.Key_Escape)
    window.live.undo()
    assert window.live.rows("BM10") == ()


def test_a_file_that_is_no_list_is_told_and_another_can_be_chosen(sheet, tmp_path, ask, quiet):
    _, made = sheet
    bad = tmp_path / "thư.pdf"
    bad.write_bytes(b"%PDF-1.4")
    ask.files = (bad,)
    press(Key.Key_Return)
    quiet()
    assert made.notice.text.startswith("IMPORT_KIND · thư.pdf: không phải danh sách.")
    assert not made.dry_button.isEnabled()
    assert made.file_button.isEnabled()


def test_a_key_column_is_chosen_with_space_and_every_part_has_a_name(sheet, works, ask, quiet):
    _, made = sheet
    ask.files = (works,)
    press(Key.Key_Return)
    quiet()
    press(Key.Key_Space)
    assert made.job.layout.key == ()
    press(Key.Key_Return, modifiers=CTRL)
    quiet()
    assert made.notice.text.startswith("IMPORT_KEY · ")
    press(Key.Key_Space)
    assert made.job.layout.key == ("c02",)
    for part in (made.sheet, made.table, made.way, made.top, made.deep, made.columns, made.target):
        assert part.accessibleName()
    for part in (made.questions, made.results):
        assert part.accessibleName()


@pytest.mark.slow
@pytest.mark.timeout(120)
def test_the_excel_form_is_written_from_the_menu_and_taken_back_filled(
    open_window, desk, ask, quiet, qtbot, tmp_path
):
    window = open_window(desk)
    window.show_page("entry")
    ask.saved_as = tmp_path / "biểu"
    press(Key.Key_E, modifiers=CTRL | SHIFT)
    form = window.exchange.form_sheet
    qtbot.waitUntil(form.isActiveWindow, timeout=5000)
    press(Key.Key_Return)
    quiet()
    assert form.notice.text.startswith("Đã ghi ")
    press(Key.Key_Escape)
    qtbot.waitUntil(window.isActiveWindow, timeout=5000)
    path = tmp_path / "biểu.xlsx"
    book = load_workbook(path)
    cell_of(book, "BM-04", "BM04", "14|2015", "c01").value = 300
    cell_of(book, "BM-04", "BM04", "14|2015", "c03").value = "nhiều"
    cell_of(book, "BM-04", "BM04", "13|2015", "c01").value = 41
    book.save(path)
    ask.files = (path,)
    press(Key.Key_I, modifiers=CTRL | SHIFT)
    made = window.exchange.list_import
    qtbot.waitUntil(made.isActiveWindow, timeout=5000)
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: made.form_seen is not None, timeout=20_000)
    quiet()
    assert made.notice.text == (
        "Biểu Excel đã điền. 0 mới, 1 thay đổi, 0 như cũ, 0 bỏ qua, 1 không nhận. Chưa thay đổi gì."
    )
    assert column(made.results, 1)[0].startswith("BM-04!")
    press(Key.Key_Return, modifiers=CTRL)
    qtbot.waitUntil(lambda: made.notice.text.startswith("Đã nhận: thêm 0, sửa 1 dòng"), timeout=20_000)
    quiet()
    assert window.live.entry.view(Address("BM04", ("13", "2015"), "c01")).value == 41
