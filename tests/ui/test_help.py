"""F1 everywhere: the manual opens at the page of what is shown; it is read, searched and left by keyboard."""

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from desktop_app.build_docs import ONE_PAGE
from office.manual import chapter_names, topics
from tests.house.test_manual import FOLDER
from tests.manuals import read
from tests.ui.keyboard import ALT, CTRL, Key, press, target, write
from ui.ask import FillSheet, Line
from ui.help.fault_sheet import FaultSheet
from ui.help.help_key import HelpKey
from ui.help.manual_window import ManualWindow, Spot
from ui.help.paper_manual import write_chapter


@pytest.fixture
def helper(qapp):
    made = HelpKey(qapp, lambda: topics(FOLDER), read, lambda: "vi")
    yield made
    made.stop()


@pytest.fixture
def manual(qtbot, ask):
    made = ManualWindow(None, read, "vi", ask)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def test_f1_opens_the_chapter_of_each_page(open_window, district, helper, quiet):
    window = open_window(district)
    wanted = {"choose": "choosing", "in_place": "in-place", "queries": "questions"}
    for name in window.page_names:
        window.show_page(name)
        quiet()
        press(Key.Key_F1)
        assert helper.window is not None, name
        assert helper.window.spot.chapter == wanted.get(name, name)
        helper.window.close()
        window.activateWindow()
    quiet()


def test_f1_opens_the_part_of_the_chapter_where_the_keyboard_stands(open_window, desk, helper):
    window = open_window(desk)
    window.ways.form("BM02")
    window.entry.start()
    press(Key.Key_F1)
    assert helper.window.spot.chapter == "entry"
    assert "Gõ" in helper.window.text.toPlainText()
    assert read("vi").chapter("entry").sections[helper.window.spot.heading].heading == "Gõ"


def test_the_help_button_does_what_f1_does_and_the_card_of_keys_has_ctrl_f1(open_window, desk, helper):
    window = open_window(desk)
    window.help_wanted.connect(helper.show_for)
    window.show_page("settings")
    window.top_bar.help_wanted.emit()
    assert helper.window.spot.chapter == "settings"
    helper.window.close()
    window.activateWindow()
    window.setFocus()
    press(Key.Key_F1, modifiers=CTRL)
    assert window.key_card is not None
    assert window.key_card.isVisible()


def test_above_a_question_the_manual_can_be_read_and_left(qtbot, helper):
    sheet = FillSheet(None, "Câu hỏi", "", [Line("a", "Tên")], "Ghi")
    qtbot.addWidget(sheet)
    sheet.setModal(True)
    with qtbot.waitActive(sheet):
        sheet.show()
    press(Key.Key_F1)
    qtbot.waitUntil(helper.window.isActiveWindow)
    assert helper.window.parentWidget() is sheet
    press(Key.Key_Escape)
    assert helper.window is None or not helper.window.isVisible()
    assert sheet.isVisible()


def test_a_search_is_typed_and_read_without_a_mouse(manual):
    press(Key.Key_F, modifiers=CTRL)
    write("ma khoi phuc")
    assert "Tìm thấy" in manual.count.text()
    press(Key.Key_Return)
    assert manual.spot.chapter == "copies"
    assert manual.focusWidget() is manual.text
    press(Key.Key_Left, modifiers=ALT)
    assert manual.spot == Spot("start")
    press(Key.Key_Right, modifiers=ALT)
    assert manual.spot.chapter == "copies"


def test_nothing_found_says_what_to_do(manual):
    manual.search.setText("xyzzy")
    assert manual.list.count() == 0
    assert "thử" in manual.count.text()
    manual.search.clear()
    assert manual.list.count() > len(read("vi").chapters)


def test_links_lead_to_chapters_and_their_parts(manual):
    manual.open("problems")
    manual._follow(manual.text.document().baseUrl().resolved("people.md#keys"))
    assert manual.spot == Spot("people", read("vi").chapter("people").anchors["keys"])


def test_the_other_language_shows_the_same_page(manual):
    manual.open("copies#restore")
    assert "Khôi phục" in manual.text.toPlainText()
    manual.other.click()
    assert manual.spot == Spot("copies", read("en").chapter("copies").anchors["restore"])
    assert "Restoring" in manual.text.toPlainText()
    assert manual.other.text() == "Tiếng Việt"


def test_every_chapter_can_be_shown(manual):
    for chapter in read("vi").chapters:
        manual.open(chapter.name)
        QApplication.processEvents()
        assert manual.text.document().firstBlock().text() == chapter.title
        assert manual.text.horizontalScrollBar().maximum() == 0, chapter.name
    row = manual.list.currentItem()
    assert row is not None
    assert row.flags() & Qt.ItemFlag.ItemIsSelectable


def test_a_fault_report_is_shown_word_for_word_before_it_is_written(qtbot, ask, tmp_path):
    sheet = FaultSheet(None, ask, lambda note, unit: f"{note}|{unit}", "Ông Huyện, 0260 222", "vi")
    qtbot.addWidget(sheet)
    with qtbot.waitActive(sheet):
        sheet.show()
        sheet.activateWindow()
    write("Đang dán")
    press(Key.Key_Tab, Key.Key_Space)
    assert sheet.text.toPlainText() == "Đang dán|True"
    assert any("Ông Huyện, 0260 222" in one.text() for one in sheet.findChildren(QLabel))
    ask.saved_as = tmp_path / "su-co.txt"
    sheet.write.click()
    assert ask.saved_as.read_text("utf-8") == "Đang dán|True"
    ask.saved_as = tmp_path / "không có" / "su-co.txt"
    sheet.write.click()
    assert not ask.saved_as.exists()
    assert sheet.notice.isVisible()


PAGE = re.compile(rb"/Type\s*/Page\b")


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("name", [name for name in chapter_names(FOLDER) if name.startswith(ONE_PAGE)])
def test_a_guide_of_one_page_is_one_page(tmp_path, qapp, name, language):
    path = tmp_path / "một trang.pdf"
    assert write_chapter(path, read(language), name) == 1
    assert len(PAGE.findall(path.read_bytes())) == 1


def test_the_manual_is_saved_as_a_pdf_with_its_chapters_listed(manual, ask, tmp_path):
    ask.saved_as = tmp_path / "sách.pdf"
    manual.save_manual()
    pages = len(PAGE.findall(ask.saved_as.read_bytes()))
    assert pages > 30
    assert f"{pages} trang" in manual.notice.text
    ask.saved_as = tmp_path / "không có" / "sách.pdf"
    manual.save_chapter()
    assert not ask.saved_as.exists()
    assert "chọn" in manual.notice.text


def test_everything_of_the_manual_is_reached_with_tab(manual):
    manual.open("entry")
    manual.open("start")
    manual.search.setFocus()
    met = set()
    for _ in range(40):  # its links are stations, too
        met.add(target())
        press(Key.Key_Tab)
    wanted = {manual.search, manual.list, manual.text, manual.back, manual.paper, manual.other}
    assert wanted | {manual.close_button} <= met
