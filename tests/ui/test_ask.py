"""The dialogs behind the seam of questions."""

from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog, QLineEdit

from tests.ui.keyboard import Key, press, target, unikey
from ui.ask import FillSheet, Line, Sheet, TableSheet, WindowAsk

NAME = Line("name", "Họ và tên")
PHONE = Line("telephone", "Điện thoại", required=False)
SECRET = Line("secret", "Mật khẩu", secret=True)


def shown(qtbot, dialog):
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()
        dialog.activateWindow()
    return dialog


def test_a_question_is_answered_with_the_keyboard(qtbot):
    sheet = shown(qtbot, Sheet(None, "Xoá phiếu", "Xoá phiếu này?", "Xoá"))
    sheet.yes.setFocus()
    with qtbot.waitSignal(sheet.accepted):
        press(Key.Key_Return)
    assert sheet.result() == QDialog.DialogCode.Accepted


def test_escape_means_no(qtbot):
    sheet = shown(qtbot, Sheet(None, "Xoá phiếu", "Xoá phiếu này?", "Xoá"))
    with qtbot.waitSignal(sheet.rejected):
        press(Key.Key_Escape)


def test_lines_are_filled_and_the_required_ones_wake_the_button(qtbot):
    sheet = shown(qtbot, FillSheet(None, "Thêm người", "", (NAME, PHONE, SECRET), "Thêm"))
    assert not sheet.yes.isEnabled()
    unikey(" Y Bưih ")
    assert not sheet.yes.isEnabled()
    press(Key.Key_Tab, Key.Key_Tab)
    box = target()
    assert isinstance(box, QLineEdit)
    assert box.echoMode() is QLineEdit.EchoMode.Password
    unikey(" mật khẩu ")
    assert sheet.yes.isEnabled()
    assert sheet.answers() == {"name": "Y Bưih", "telephone": "", "secret": " mật khẩu "}


def test_a_table_is_shown_to_read(qtbot):
    sheet = shown(qtbot, TableSheet(None, "Lịch sử", ("Lúc", "Sau"), (("20/09/2018 09:30", "512"),)))
    assert sheet.table.item(0, 1).text() == "512"
    assert sheet.table.horizontalHeaderItem(0).text() == "Lúc"


def test_files_are_looked_for_where_the_last_ones_were_found(tmp_path, monkeypatch):
    started: list[str] = []

    def pick(_parent, _title, start):
        started.append(start)
        return str(tmp_path)

    def save(_parent, _title, start, _kinds):
        started.append(start)
        return "", ""

    monkeypatch.setattr(QFileDialog, "getExistingDirectory", pick)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", save)
    ask = WindowAsk()
    assert ask.folder("Chọn thư mục") == tmp_path
    assert ask.save_file("Ghi tệp", "bảng.xlsx", "") is None
    assert Path(started[0]).is_dir()
    assert Path(started[0]) != Path.cwd()
    assert started[1] == str(tmp_path / "bảng.xlsx")
