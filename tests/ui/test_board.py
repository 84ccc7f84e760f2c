"""The progress board on the home page, worked with the keyboard alone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from db.packages import PackageStatus
from office.board import State
from tests.office.test_board import LATE_HOURS, keep
from tests.offices import NGOC_LAY, TE_XANG, later
from tests.ui.keyboard import CTRL, SHIFT, Key, press, target, write


@pytest.fixture
def window(open_window, district, quiet):
    """A district past its communes' deadline: one done, one waiting, one with a file missing, others late."""
    codes = [unit.code for unit in district.pack.children(district.unit.code) if unit.kind == "area"]
    keep(district, codes[0], PackageStatus.TAKEN)
    keep(district, codes[1], PackageStatus.TAKEN, missing=["anh-1.jpg"])
    keep(district, codes[2], PackageStatus.WAITING_SIGNER)
    later(district, LATE_HOURS)
    window = open_window(district)
    quiet()
    return window


@pytest.fixture
def board(window):
    return window.home.board


def shown(board):
    return [row.state for row in board.table.shown]


def test_the_board_has_the_keyboard_and_shows_first_what_is_to_be_done(board):
    assert target() == board.table
    assert shown(board)[0] is State.WAITING
    assert shown(board)[-1] is State.DONE
    assert "2/11" in board.count.text()


def test_any_column_sorts_and_sorts_the_other_way(board):
    board.table.setCurrentCell(0, 1)
    press(Key.Key_F9, modifiers=SHIFT)
    codes = [row.unit.code for row in board.table.shown]
    assert codes == sorted(codes)
    press(Key.Key_F9, modifiers=SHIFT)
    assert [row.unit.code for row in board.table.shown] == sorted(codes, reverse=True)


def test_words_without_accents_and_states_filter_the_list(board):
    press(Key.Key_F, modifiers=CTRL)
    write("ngoc lay")
    assert [row.unit.code for row in board.table.shown] == [NGOC_LAY]
    board.search.clear()
    late = next(one for one in board._chip_buttons() if "chậm" in one.text())
    late.setFocus()
    press(Key.Key_Space)
    assert set(shown(board)) == {State.LATE}


def test_one_key_copies_a_reminder_for_the_chosen_unit(board):
    board.table.choose(TE_XANG)
    press(Key.Key_R, modifiers=CTRL)
    text = QGuiApplication.clipboard().text()
    assert "Xã Tê Xăng" in text
    assert "30/09/2018" in text
    assert "Xã Tê Xăng" in board.notice.text


def test_the_strip_says_each_unit_in_words_and_finds_its_line(board):
    board.strip.setFocus()
    press(Key.Key_Right)
    row = board.strip.at
    assert row is not None
    assert row.unit.name in board.strip.accessibleName()
    assert board.table.current == row


def test_enter_opens_a_unit_with_its_packages_and_escape_goes_back_to_its_line(board, quiet):
    late = next(row for row in board.table.shown if row.missing)
    board.table.choose(late.unit.code)
    press(Key.Key_Return)
    assert board.unit.row == late
    assert "anh-1.jpg" in board.unit.missing.text()
    assert board.unit.packages.rowCount() == 1
    press(Key.Key_Escape)
    assert target() == board.table
    assert board.table.current == late


def test_whom_to_call_is_asked_and_kept(board, ask, quiet):
    board.table.choose(TE_XANG)
    ask.filled = {"name": "Y Hà", "telephone": "0260 1"}
    board.call.click()
    quiet()
    assert next(row for row in board.table.shown if row.unit.code == TE_XANG).contact.text == "Y Hà · 0260 1"


def test_the_list_is_printed_as_a_paper(window, board, quiet):
    board.print.click()
    quiet()
    assert window.page_name == "papers"
    assert window.papers.chosen == "totals:TH-01"


def test_on_the_wall_nothing_can_be_changed_and_nobody_called(window, board, quiet, qtbot):
    board.wall.click()
    wall = window.wall
    qtbot.addWidget(wall)
    quiet()
    panel = wall.panel
    assert len(panel.table.shown) == len(board.table.shown)
    assert panel.table.isColumnHidden(7)
    assert not panel.remind.isVisible()
    panel.table.setFocus()
    QGuiApplication.clipboard().setText("trước")
    press(Key.Key_R, modifiers=Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "trước"
    press(Key.Key_Escape)
    assert not wall.isVisible()


def test_from_a_unit_the_numbers_of_its_files_are_one_key_away(window, board, quiet):
    board.table.choose(TE_XANG)
    press(Key.Key_Return)
    board.unit.courier.setFocus()
    press(Key.Key_Return)
    quiet()
    assert window.page_name == "courier"
