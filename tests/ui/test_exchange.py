"""The dialogs for answers of other programs, from the keyboard."""

import zipfile

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from forms.answers import Address
from office.entry import Entry
from tests.office.test_exchange import HOUSEHOLDS, ONE, TWO, bm02, bm16, household, model, put
from tests.ui.keyboard import ALT, CTRL, SHIFT, Key, press
from ui.exchange.import_sheet import ImportSheet


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "instances").mkdir()
    return tmp_path / "instances"


@pytest.fixture
def entry_page(open_window, desk, qtbot):
    window = open_window(desk)
    window.show_page("entry")
    return window


def opened(window, qtbot, keys):
    """Open a dialog from the page with the keyboard and wait until it has it."""
    press(keys, modifiers=CTRL)
    sheet = window.exchange.import_sheet if keys == Key.Key_I else window.exchange.export_sheet
    qtbot.waitUntil(sheet.isActiveWindow, timeout=5000)
    return sheet


def cells(table, column):
    return [table.item(row, column).text() for row in range(table.rowCount())]


def test_submissions_are_looked_at_and_taken_in_with_the_keyboard_alone(
    entry_page, desk, ask, folder, qtbot, quiet
):
    put(folder, "a", bm16(model("Vườn sâm"), model("Cà phê")))
    put(folder, "b", "hello")
    ask.chosen_folder = folder
    sheet = opened(entry_page, qtbot, Key.Key_I)
    press(Key.Key_Return)  # "Choose a folder" has the keyboard
    quiet()
    assert cells(sheet.table, 0) == ["✓", "–"]
    assert cells(sheet.table, 3) == ["Mới", "Không nhận"]
    assert sheet.notice.text == "Thấy 2 phiếu, trong đó 1 phiếu mới."
    assert sheet.table.hasFocus()
    press(Key.Key_Space)
    assert not sheet.take_button.isEnabled()
    press(Key.Key_Space)
    press(Key.Key_Down)
    assert "không đọc được như XML" in sheet.remarks.toPlainText()
    press(Key.Key_Return, modifiers=CTRL)
    quiet()
    assert sheet.notice.text == "Đã nhận 1 phiếu. Vào báo cáo: 1, hoàn tác từng phiếu bằng Ctrl+Z."
    assert cells(sheet.table, 4)[0] == "Đã nhận 6 ô, 2 bản ghi, 0 tệp kèm."
    live = entry_page.live
    assert live.entry.view(Address("BM16", ("2",), "c01")).value == "Cà phê", "the open page shows it at once"
    press(Key.Key_Escape)
    entry_page.entry.open_form("BM16")
    live.undo()
    assert live.rows("BM16") == ()


def test_differences_are_decided_with_1_and_2(entry_page, desk, ask, folder, qtbot, quiet):
    for name, figure in (("c01", 500), ("c02", 400), ("c03", 90)):
        entry_page.live.put(Address("BM02", ("2016",), name), str(figure))
    put(folder, "a", bm02({"c01": "510", "c02": "401", "c03": "91", "c04": "80"}))
    ask.chosen_folder = folder
    sheet = opened(entry_page, qtbot, Key.Key_I)
    press(Key.Key_Return)
    quiet()
    assert cells(sheet.differences, 0)[0] == "Năm 2016 · Tổng số hộ dân cư đầu kỳ"
    assert cells(sheet.differences, 1) == ["500", "400", "90"]
    assert cells(sheet.differences, 2) == ["510", "401", "91"]
    press(Key.Key_Return)  # into the differences
    assert sheet.differences.hasFocus()
    press(Key.Key_2, modifiers=SHIFT)
    assert cells(sheet.differences, 3) == ["phiếu"] * 3
    press(Key.Key_1)
    assert cells(sheet.differences, 3) == ["ở đây", "phiếu", "phiếu"]
    assert sheet.differences.currentRow() == 1, "on to the next one"
    press(Key.Key_1)
    press(Key.Key_Return, modifiers=CTRL)
    quiet()
    row = [Entry(desk).view(Address("BM02", ("2016",), name)).value for name in ("c01", "c02", "c03", "c04")]
    assert row == [500, 400, 91, 80]
    assert "giữ nguyên 2 ô khác nhau" in cells(sheet.table, 4)[0]


def test_of_two_contents_of_one_instance_only_one_can_be_chosen(
    entry_page, ask, folder, tmp_path, qtbot, quiet
):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.xml", bm16(model("Vườn sâm")))
        archive.writestr("b.xml", bm16(model("Cà phê")))
    ask.files = (tmp_path / "a.zip",)
    sheet = opened(entry_page, qtbot, Key.Key_I)
    press(Key.Key_Tab, Key.Key_Return)
    quiet()
    assert cells(sheet.table, 3) == ["Cần chọn"] * 2
    assert cells(sheet.table, 0) == ["", ""]
    assert "Tên mô hình: “Vườn sâm”; trong b.xml là “Cà phê”" in sheet.remarks.toPlainText()
    press(Key.Key_Space)
    assert cells(sheet.table, 0) == ["✓", ""]
    press(Key.Key_Down, Key.Key_Space)
    assert cells(sheet.table, 0) == ["", "✓"]


def test_a_folder_with_nothing_in_it_is_told_in_place(entry_page, ask, folder, qtbot, quiet):
    ask.chosen_folder = folder
    sheet = opened(entry_page, qtbot, Key.Key_I)
    press(Key.Key_Return)
    quiet()
    assert sheet.notice.text.startswith("SUBMISSIONS_NONE · Không thấy phiếu trả lời")
    assert sheet.folder_button.hasFocus()
    press(Key.Key_Escape)
    qtbot.waitUntil(entry_page.isActiveWindow, timeout=5000)
    assert entry_page.entry.isAncestorOf(entry_page.focusWidget()), "the keyboard is back on the page"


def test_surveys_of_another_maker_come_in_and_stand_in_the_list(
    open_window, desk, ask, folder, tmp_path, qtbot, quiet
):
    from office.other_forms import install

    (tmp_path / "ho.md").write_text(HOUSEHOLDS, encoding="utf-8")
    install(desk, tmp_path / "ho.md")
    put(folder, "a", household("A Brôl"))
    put(folder, "b", household("Y Blễ", instance=TWO))
    ask.chosen_folder = folder
    window = open_window(desk)
    window.show_page("other")
    assert ONE != TWO
    press(Key.Key_I, modifiers=CTRL)
    sheet = window.other_exchange.import_sheet
    qtbot.waitUntil(sheet.isActiveWindow, timeout=5000)
    press(Key.Key_Return)
    quiet()
    press(Key.Key_Return, modifiers=CTRL)
    quiet()
    assert sheet.notice.text == "Đã nhận 2 phiếu. Ở trang Biểu khác: 2."
    press(Key.Key_Escape)
    titles = [one.title for one in window.other.overview.instances]
    assert [title.partition(" · ")[0] for title in titles] == ["Y Blễ", "A Brôl"]


@pytest.mark.parametrize("kind, name", [("xlsx", "a.xlsx"), ("csv", "BM02_23404_Ngoc-Lay_csv"), ("xml", "")])
def test_answers_are_given_out_with_the_keyboard_alone(entry_page, ask, tmp_path, qtbot, quiet, kind, name):
    entry_page.live.put(Address("BM02", ("2016",), "c01"), "500")
    entry_page.entry.open_form("BM02")
    entry_page.entry.start()
    ask.saved_as = tmp_path / "a"
    ask.chosen_folder = tmp_path
    sheet = opened(entry_page, qtbot, Key.Key_E)
    assert sheet.form_id == "BM02", "it begins with the form that stands there"
    press(Key.Key_Tab)
    for _ in range(["xlsx", "csv", "xml"].index(kind)):
        press(Key.Key_Down)
    assert sheet.kind == kind
    press(Key.Key_Return, modifiers=CTRL)
    quiet()
    assert sheet.notice.text.startswith("Đã ghi và đọc lại đúng")
    assert (tmp_path / (name or "BM02_23404_Ngoc-Lay_xml")).exists()


def test_personal_data_is_warned_of_before_it_goes_out(entry_page, qtbot):
    sheet = opened(entry_page, qtbot, Key.Key_E)
    assert not sheet.personal.isChecked()
    press(Key.Key_P, modifiers=ALT)  # no accelerator is needed: Tab and Space do it
    sheet.personal.setFocus()
    press(Key.Key_Space)
    texts = [label.text() for label in sheet.findChildren(QLabel) if label.isVisible()]
    assert any("dữ liệu cá nhân" in text for text in texts)


def test_no_english_is_left_on_the_dialogs(entry_page, qtbot):
    from tests.ui.test_words import VIETNAMESE

    english = {source for (context, source) in VIETNAMESE if context == "Exchange"}
    for keys in (Key.Key_I, Key.Key_E):
        sheet = opened(entry_page, qtbot, keys)
        said = {label.text() for label in sheet.findChildren(QLabel)}
        assert said.isdisjoint(english)
        press(Key.Key_Escape)
        qtbot.waitUntil(lambda: QApplication.focusWidget() is not None, timeout=5000)


def test_closing_while_work_is_under_way_does_no_harm(desk, at, qtbot, folder, runner):
    put(folder, "a", bm16(*(model("Vườn sâm") for _ in range(200))))
    sheet = ImportSheet(at(desk), None)
    qtbot.addWidget(sheet)
    sheet.show()
    sheet.look_at(folder)
    sheet.reject()
    qtbot.waitUntil(lambda: not runner.busy, timeout=20_000)
    assert sheet.incoming is None
