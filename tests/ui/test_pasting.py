"""Text of old fonts pasted into boxes and grids: told, asked about once, turned to Unicode, taken back."""

import pytest
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QVBoxLayout, QWidget

from forms.answers import Address
from tests.ui.keyboard import CTRL, Key, press, target, write
from ui.ask import FillSheet, Line
from ui.packs.table_screen import TableSection
from ui.pasting import PasteWatch

OLD = "Céng hßa x· héi chñ nghÜa ViÖt Nam"
PLAIN = "Cộng hòa xã hội chủ nghĩa Việt Nam"
VNI = "Ñoäc laäp - Töï do - Haïnh phuùc"
DECISION = Address("BM02", ("2018",), "c22")


def clip(text):
    QGuiApplication.clipboard().setText(text)


@pytest.fixture
def watch(qapp):
    made = PasteWatch(qapp)
    yield made
    made.stop()


@pytest.fixture(params=[QLineEdit, QPlainTextEdit, QTextEdit])
def box(request, qtbot, watch):
    window = QWidget()
    qtbot.addWidget(window)
    rows = QVBoxLayout(window)
    box, other = request.param(), QLineEdit()
    rows.addWidget(box)
    rows.addWidget(other)
    window.resize(700, 300)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    box.setFocus()
    yield box
    window.close()  # it lives as long as the test


def text_of(box):
    return box.text() if isinstance(box, QLineEdit) else box.toPlainText()


@pytest.mark.parametrize(
    "old,name,plain", [(OLD, "TCVN3", PLAIN), (VNI, "VNI", "Độc lập - Tự do - Hạnh phúc")]
)
def test_a_pasted_text_of_an_old_font_is_asked_about_and_turned_with_f2(box, watch, old, name, plain):
    write("1. ")
    clip(old)
    press(Key.Key_V, modifiers=CTRL)
    assert text_of(box) == f"1. {old}"
    assert watch.offer is not None
    assert watch.offer.accessibleName() == f"Văn bản dán vào dùng phông {name}: chuyển sang Unicode?"
    assert target() is box
    press(Key.Key_F2)
    assert text_of(box) == f"1. {plain}"
    assert watch.offer is None
    press(Key.Key_Z, modifiers=CTRL)
    assert text_of(box) == f"1. {old}"
    assert watch.offer is None  # asked once


def test_esc_leaves_it_and_typing_goes_on(box, watch):
    clip(OLD)
    press(Key.Key_V, modifiers=CTRL)
    write(" 2018")
    assert watch.offer is not None
    press(Key.Key_Escape)
    assert watch.offer is None
    assert text_of(box) == f"{OLD} 2018"


def test_text_typed_behind_it_stays_when_it_is_turned(box):
    clip(OLD)
    press(Key.Key_V, modifiers=CTRL)
    write(" 2018")
    press(Key.Key_F2)
    assert text_of(box) == f"{PLAIN} 2018"


@pytest.mark.parametrize("good", [PLAIN, "Xã Mô Rai", "café crème", "12.345", "Citroën Noël"])
def test_good_text_is_never_asked_about(box, watch, good):
    clip(good)
    press(Key.Key_V, modifiers=CTRL)
    assert watch.offer is None
    assert text_of(box) == good


def test_the_question_goes_when_the_box_is_left(box, watch):
    clip(OLD)
    press(Key.Key_V, modifiers=CTRL)
    press(Key.Key_Tab)
    if isinstance(box, QLineEdit):
        assert watch.offer is None
    assert text_of(box).startswith(OLD)


def test_a_box_is_left_in_nfc_but_not_touched_before(box):
    apart = "Đa\u0306\u0301k Ha\u0300"
    done = QInputMethodEvent("", [])
    done.setCommitString(apart)
    QApplication.sendEvent(box, done)
    assert text_of(box) == apart
    box.window().findChildren(QLineEdit)[-1].setFocus()
    assert text_of(box) == "Đắk Hà"


def test_labels_pasted_into_the_wizard_of_tables_are_asked_about_once(open_window, desk, ask, watch):
    window = open_window(desk)
    window.show_page("packs")
    window.packs.show_section("table")
    screen = window.packs.findChild(TableSection)
    clip("Sè hé nghÌo\tSè hé tho¸t nghÌo")
    screen.paste_button.click()
    assert len(ask.asked) == 1
    assert [line.vi.text() for line in screen.lines][:2] == ["Số hộ nghèo", "Số hộ thoát nghèo"]


def test_an_answer_of_a_question_is_handed_on_in_nfc(qtbot):
    sheet = FillSheet(None, "Câu hỏi", "", [Line("a", "Tên")], "Ghi")
    qtbot.addWidget(sheet)
    sheet.findChildren(QLineEdit)[0].setText(" Y Blo\u0302\u0303 ")
    assert sheet.answers() == {"a": "Y Blỗ"}


@pytest.mark.usefixtures("watch")
class TestAGrid:
    def test_asks_once_for_a_block_and_takes_it_back_in_one_step(self, grid, live, ask):
        grid.jump_to(Address("BM02", ("2017",), "c22"))
        clip(f"{OLD}\t{OLD}")
        press(Key.Key_V, modifiers=CTRL)
        assert ask.asked == ["Văn bản dán vào dùng phông TCVN3: chuyển sang Unicode?"]
        assert live.cell(DECISION).text == PLAIN
        press(Key.Key_Z, modifiers=CTRL)
        assert live.cell(DECISION).text == ""

    def test_left_as_it_is_text_that_cannot_be_read_is_refused_and_says_why(self, grid, live, ask):
        ask.yes = False
        told = []
        live.refused.connect(lambda _, sentence: told.append(sentence))
        grid.jump_to(DECISION)
        clip(VNI)
        press(Key.Key_V, modifiers=CTRL)
        assert live.cell(DECISION).text == ""
        assert "phông cũ" in told[0]

    def test_a_cell_that_is_open_is_asked_about_like_any_box(self, grid, live, watch):
        grid.jump_to(DECISION)
        press(Key.Key_F2)
        clip(OLD)
        press(Key.Key_V, modifiers=CTRL)
        assert watch.offer is not None
        press(Key.Key_F2)
        press(Key.Key_Return)
        assert live.cell(DECISION).text == PLAIN
