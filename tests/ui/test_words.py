"""No English is left on a Vietnamese screen, and nothing is translated that nobody says."""

import ast
import re
import string
from functools import cache

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QAbstractButton, QDialogButtonBox, QLabel, QLineEdit, QPlainTextEdit, QWidget

from tests.conftest import ROOT
from ui.words import TRANSLATIONS, read_translations, tr

SOURCES = sorted((ROOT / "ui").rglob("*.py"))
VIETNAMESE = read_translations(TRANSLATIONS / "phieuxa_vi.ts")


@cache
def calls():
    """Every call of tr in the program."""
    return tuple(_calls())


def _calls():
    for file in SOURCES:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "tr":
                yield file.name, node


@cache
def said():
    return {
        (node.args[0].value, node.args[1].value)
        for _, node in calls()
        if isinstance(node.args[0], ast.Constant) and isinstance(node.args[1], ast.Constant)
    }


def placeholders(text):
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def test_every_word_of_the_screen_is_a_literal_that_can_be_found():
    odd = [
        (name, node.lineno)
        for name, node in calls()
        if not all(isinstance(argument, ast.Constant) for argument in node.args)
    ]
    assert [one for one in odd if one[0] != "words.py"] == []


def test_every_word_of_the_screen_has_a_vietnamese_one():
    assert len(said()) > 200
    assert sorted(said() - VIETNAMESE.keys()) == []
    assert [source for source, words in VIETNAMESE.items() if not words.strip()] == []


def test_no_translation_is_left_of_words_that_are_gone():
    ours = {context for context, _ in said()}
    assert sorted(key for key in VIETNAMESE if key[0] in ours and key not in said()) == []


def test_both_languages_have_the_same_placeholders():
    uneven = {
        source: words
        for (context, source), words in VIETNAMESE.items()
        if not context.startswith("Q") and placeholders(source) != placeholders(words)
    }
    assert uneven == {}
    percents = {s: w for (c, s), w in VIETNAMESE.items() if re.findall(r"%\d", s) != re.findall(r"%\d", w)}
    assert percents == {}


def test_qt_speaks_vietnamese_too(qtbot):
    box = QDialogButtonBox(
        QDialogButtonBox.StandardButton.Ok
        | QDialogButtonBox.StandardButton.Cancel
        | QDialogButtonBox.StandardButton.Save
        | QDialogButtonBox.StandardButton.Close
        | QDialogButtonBox.StandardButton.Yes
        | QDialogButtonBox.StandardButton.No
    )
    qtbot.addWidget(box)
    words = {button.text().replace("&", "") for button in box.buttons()}
    assert words == {"Đồng ý", "Thôi", "Ghi", "Đóng", "Có", "Không"}


@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit])
def test_the_menu_of_a_text_box_is_vietnamese(qtbot, kind):
    box = kind()
    qtbot.addWidget(box)
    menu = box.createStandardContextMenu()
    words = [action.text().split("\t")[0].replace("&", "") for action in menu.actions() if action.text()]
    menu.deleteLater()
    assert words == ["Hoàn tác", "Làm lại", "Cắt", "Sao chép", "Dán", "Xoá", "Chọn tất cả"]


def test_a_word_nobody_translated_stays_as_it_is():
    assert QCoreApplication.translate("Nowhere", "Nothing") == "Nothing"


def test_the_language_is_switched_while_running(language):
    assert tr("Window", "Home") == "Trang chủ"
    language.use("en")
    assert tr("Window", "Home") == "Home"
    language.use("vi")
    assert tr("Window", "Home") == "Trang chủ"


def texts(widget: QWidget):
    """Everything a person or a screen reader is told by a widget and all it holds."""
    for one in [widget, *widget.findChildren(QWidget)]:
        yield one.toolTip()
        yield one.accessibleName()
        yield one.windowTitle()
        if isinstance(one, QLabel | QAbstractButton):
            yield one.text()
        if isinstance(one, QLineEdit | QPlainTextEdit):
            yield one.placeholderText()


def english_only():
    """Source texts that must not be seen: those whose Vietnamese is another text."""
    patterns = []
    for (context, source), words in VIETNAMESE.items():
        if not context.startswith("Q") and source != words:
            patterns.append(re.sub(r"\\\{\w+\\\}", ".*", re.escape(source)))
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


@pytest.mark.parametrize("which", ["filled", "district"])
def test_no_english_is_left_on_any_vietnamese_page(which, request, open_window, quiet):
    window = open_window(request.getfixturevalue(which))
    english = english_only()
    for name in window.page_names:
        window.show_page(name)
        quiet()
    for form in window.live.forms:
        window.entry.open_form(form.id)
    window.entry.check()
    found = {text for text in texts(window) if english.fullmatch(text)}
    assert found == set()
    assert "Nhập liệu" in set(texts(window))


def vietnamese_only():
    """Our own Vietnamese words, which no English page may hold; too short ones mean nothing."""
    patterns = []
    for (context, source), words in VIETNAMESE.items():
        plain = re.sub(r"\{\w+\}", "", words)
        if not context.startswith("Q") and source != words and not plain.isascii() and len(plain) > 3:
            patterns.append(re.sub(r"\\\{\w+\\\}", ".*", re.escape(words)))
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


def only_in_vietnamese(pack):
    """Words of the pack that have English ones."""
    tables = [table for form in pack.forms for table in form.tables]
    fields = [field for table in tables for field in table.fields]
    words = [one.label for one in (*tables, *fields)] + [form.title for form in pack.forms]
    words += [text for field in fields for text in (field.hint, field.unit, field.group) if text]
    told = {text["vi"] for text in words if text.get("en") and text["vi"] != text["en"]}
    return told - {text["en"] for text in words if text.get("en")}


@pytest.mark.parametrize("which", ["filled", "district"])
def test_no_vietnamese_is_left_on_any_english_page(which, request, open_window, quiet, language):
    desk = request.getfixturevalue(which)
    desk.set_language("en")
    language.use("en")
    window = open_window(desk)
    for name in window.page_names:
        window.show_page(name)
        quiet()
    for form in window.live.forms:
        window.entry.open_form(form.id)
    window.entry.check()
    said = set(texts(window))
    vietnamese = vietnamese_only()
    assert {text for text in said if vietnamese.fullmatch(text)} == set()
    assert said & only_in_vietnamese(desk.pack) == set()
    assert "Entry" in said
