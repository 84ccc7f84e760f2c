"""Figures in the report's text by keys alone: put in, followed, taken anew; the draft only adds."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor

from forms.answers import Address
from office.entry import Entry
from tests.offices import TE_XANG
from tests.ui.keyboard import CTRL, SHIFT, press, target, write
from ui.entry.live import Live
from ui.entry.page import EntryPage
from ui.entry.text_form import TextForm

Key = Qt.Key
RESULTS = Address("BM18", (), "c03")
POOR = Address("BM02", ("2018",), "c14")
NEW = Address("BM02", ("2018",), "c12")
"""Newly poor households: the poor at the end of the year follow."""


@pytest.fixture
def page(place, at, qtbot):
    with place.filled(TE_XANG) as desk:
        live = Live(at(desk), Entry(desk))
        page = EntryPage(live)
        qtbot.addWidget(page)
        page.resize(936, 700)
        with qtbot.waitActive(page):
            page.show()
            page.activateWindow()
        page.open_form("BM18")
        page.start()
        view = page.view
        assert isinstance(view, TextForm)
        view.jump_to(RESULTS)
        yield page


@pytest.fixture
def sheet(page):
    sheet = page.view.sheets[2]
    assert sheet.address == RESULTS
    sheet.editor.moveCursor(QTextCursor.MoveOperation.End)
    return sheet


def put_in(sheet, words):
    press(Key.Key_F, modifiers=CTRL | SHIFT)
    assert target() is sheet.figures.picker.box
    write(words)
    press(Key.Key_Return)


def test_a_figure_is_found_without_accents_put_in_and_followed(page, sheet):
    write("\nCòn ")
    put_in(sheet, "so ho ngheo cuoi ky nam 2018")
    assert sheet.editor.hasFocus()
    write(" hộ nghèo.")
    assert sheet.editor.answer.endswith("\nCòn 302 hộ nghèo.")
    press(Key.Key_S, modifiers=CTRL)
    assert "1 số liệu trong mục này gắn với các biểu" in sheet.figures.told.text()
    assert not sheet.figures.update_figures.isVisible()
    (one,) = sheet.editor.extraSelections()
    tied = one.format.underlineStyle()
    page.live.put(NEW, "20")
    (one,) = sheet.editor.extraSelections()
    assert one.cursor.selectedText() == "302"
    assert one.format.underlineStyle() != tied  # by its form, not by colour alone
    assert sheet.figures.told.text() == "1 số liệu trong biểu đã đổi: 302 → 310"
    assert sheet.figures.update_figures.isVisible()
    assert sheet.editor.answer.endswith("Còn 302 hộ nghèo.")
    press(Key.Key_U, modifiers=CTRL | SHIFT)
    assert sheet.editor.answer.endswith("Còn 310 hộ nghèo.")
    assert not sheet.figures.update_figures.isVisible()
    page.live.undo()
    assert sheet.editor.answer.endswith("Còn 302 hộ nghèo.")


def test_the_figures_that_reports_tell_are_offered_and_esc_leaves_the_text_as_it_is(sheet):
    before = sheet.editor.answer
    press(Key.Key_F, modifiers=CTRL | SHIFT)
    picker = sheet.figures.picker
    assert POOR in picker.places
    assert picker.list.item(0).text().startswith("40 hộ · Tổng số hộ thoát nghèo · Năm 2018")
    press(Key.Key_Down)
    press(Key.Key_Escape)
    assert sheet.editor.hasFocus()
    assert sheet.editor.answer == before
    assert sheet.figures.picker.isHidden()


def test_the_draft_stands_below_what_was_typed_and_only_among_the_results(page, sheet):
    before = sheet.editor.answer
    sheet.figures.write.click()
    assert sheet.editor.answer.startswith(before + "\nDiễn biến hộ nghèo")
    assert "302 hộ, giảm 14 hộ so với năm 2017 (316 hộ)" in sheet.editor.answer
    assert len(sheet.figures.found) > 10
    assert page.live.entry.view(RESULTS).value == sheet.editor.answer
    assert all(not one.figures.write.isVisibleTo(one) for one in page.view.sheets if one is not sheet)
    page.live.undo()
    assert sheet.editor.answer == before


def test_a_letter_beyond_the_first_plane_moves_no_figure(sheet):
    write("\n\N{GRINNING FACE} còn ")
    put_in(sheet, "so ho ngheo cuoi ky nam 2018")
    assert [one.used for one in sheet.figures.found] == ["302"]
    (one,) = sheet.editor.extraSelections()
    assert one.cursor.selectedText() == "302"
