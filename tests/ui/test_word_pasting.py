"""What is copied in Word comes into every box as plain text; old fonts are still asked about."""

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from forms.answers import Address
from tests.ui.keyboard import CTRL, Key, press, write
from ui.entry.editors import LineEditor, TextEditor
from ui.entry.text_form import TextForm
from ui.pasting import PasteWatch

LISTED = "<p style='mso-x:y'>Việc làm:</p><ul><li>Nuôi bò</li><li>Trồng\u00ad sâm</li></ul>"


def copied(plain="", html="", rtf=b""):
    mime = QMimeData()
    if plain:
        mime.setText(plain)
    if html:
        mime.setHtml(html)
    if rtf:
        mime.setData("text/rtf", rtf)
    QGuiApplication.clipboard().setMimeData(mime)


@pytest.fixture(params=[LineEditor, TextEditor])
def box(request, qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    made = request.param()
    QVBoxLayout(window).addWidget(made)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    made.setFocus()
    yield made
    window.close()


@pytest.mark.parametrize(
    "clipboard, kept",
    [
        ({"plain": "\uf0b7\tNuôi bò\r\n\uf0b7\tTrồng\u00ad sâm\r\n"}, "• Nuôi bò\n• Trồng sâm"),
        ({"plain": "Nuôi bò\nTrồng sâm", "html": LISTED}, "Việc làm:\n• Nuôi bò\n• Trồng sâm"),
        ({"plain": "“Nuôi” bò", "html": "<p class=MsoNormal>khác</p>"}, "“Nuôi” bò"),
        ({"rtf": rb"{\rtf1\uc1 X\u227? \'93ngh\u232?o\'94}"}, "Xã “nghèo”"),
    ],
    ids=["symbol font", "web page", "plain first", "rtf alone"],
)
def test_a_text_of_word_is_cleaned_on_the_way_in(box, clipboard, kept):
    write("1 ")
    copied(**clipboard)
    press(Key.Key_V, modifiers=CTRL)
    wanted = kept if isinstance(box, TextEditor) else kept.replace("\n", " ")
    assert box.answer.strip() == f"1 {wanted}"
    press(Key.Key_Z, modifiers=CTRL)
    assert wanted not in box.answer


def test_a_text_of_an_old_font_is_still_asked_about(box, qapp):
    watch = PasteWatch(qapp)
    box.clearFocus()
    box.setFocus()
    old = "Nh÷ng hé nghÌo ®­îc vay vèn ­u ®·i"
    copied(old, f"<p>{old}</p>")
    press(Key.Key_V, modifiers=CTRL)
    assert watch.offer is not None
    press(Key.Key_F2)
    assert box.answer == "Những hộ nghèo được vay vốn ưu đãi"
    watch.stop()


def test_the_words_are_counted_while_they_come_and_nothing_is_cut(live, qtbot):
    form = TextForm(live, live.table("BM18"))
    qtbot.addWidget(form)
    form.resize(900, 600)
    with qtbot.waitActive(form):
        form.show()
        form.activateWindow()
    form.start()
    copied("từ " * 1203)
    press(Key.Key_V, modifiers=CTRL)
    sheet = form.sheets[0]
    assert sheet.told == "1203/1200 từ: thừa 3 từ · còn 2392 ký tự"
    press(Key.Key_Tab)
    place = Address("BM18", (), "c01")
    assert len(str(live.entry.view(place).value).split()) == 1203
    assert [f.code for f in live.findings_at(place)] == ["BM18.c01"]
