"""The running program helps: at the first start, at a cell, and with a report of a fault, all by keyboard."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop_app import log
from desktop_app.app import Program
from office.clock import FixedClock
from tests.offices import MOMENT, NGOC_LAY, shelf
from tests.ui.keyboard import Key, press, target
from ui.help.manual_window import ManualWindow
from ui.window import Window


@pytest.fixture
def program(qapp, place):
    opened = []

    def open_at(home: Path) -> Program:
        made = Program(qapp, home, shelf(), FixedClock(MOMENT))
        opened.append(made)
        shown = made.open()
        shown.activateWindow()
        QApplication.processEvents()
        return made

    yield open_at
    for one in opened:
        one.close()


def manual_of(program: Program) -> ManualWindow:
    assert program.help.window is not None
    return program.help.window


def test_f1_helps_before_there_is_an_office(program, tmp_path):
    running = program(tmp_path / "home")
    press(Key.Key_F1)
    assert manual_of(running).spot.chapter == "first-start"
    assert "Lần mở đầu tiên" in manual_of(running).text.toPlainText()


def test_f1_at_a_cell_and_back_to_it(program, place, qtbot):
    with place.office(NGOC_LAY) as desk:
        home = desk.home
    running = program(home)
    window = running.shown
    assert isinstance(window, Window)
    window.ways.form("BM02")
    window.entry.start()
    cell = target()
    press(Key.Key_F1)
    assert manual_of(running).spot.chapter == "entry"
    qtbot.waitUntil(lambda: target() is manual_of(running).text)
    press(Key.Key_Escape)
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is cell)


def test_a_fault_is_reported_from_the_running_program(program, place, tmp_path):
    with place.office(NGOC_LAY) as desk:
        home = desk.home
    log.open_log(home)
    running = program(home)
    sheet = running.report_fault(error="KeyError @ entry.put:1")
    text = sheet.text.toPlainText()
    assert "error KeyError @ entry.put:1" in text
    assert "page home" in text
    assert "level commune" in text
    assert "Ngọc Lây" not in text
    sheet.close()
