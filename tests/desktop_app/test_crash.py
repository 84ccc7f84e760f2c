"""An error of ours is told and logged without anybody's names; nothing else is."""

import sys
import threading

import pytest

from desktop_app import log
from desktop_app.crash import Crashes, crash_box
from desktop_app.faults import show_fault_sheet
from forms.problems import Problem


def failing(secret):
    raise KeyError(secret)


def caught():
    with pytest.raises(KeyError) as error:
        failing("Y Blễ 0912345678")
    return error.value


def test_an_error_is_told_by_kind_and_place_not_by_its_words():
    text = log.told(caught())
    assert text.startswith("KeyError @ ")
    assert "test_crash.failing" in text
    assert "Y Blễ" not in text


def test_a_problem_is_told_by_its_code():
    assert log.told(Problem("DISK_FULL", path="/nhà/Y Blễ")).startswith("DISK_FULL @")


def test_the_log_holds_no_words_of_the_error(tmp_path):
    path = log.open_log(tmp_path)
    assert path is not None
    log.write(caught())
    text = path.read_text("utf-8")
    assert "KeyError" in text
    assert "Blễ" not in text


def test_a_folder_that_cannot_be_written_stops_nobody(tmp_path):
    (tmp_path / "file").write_text("")
    assert log.open_log(tmp_path / "file") is None


def test_errors_of_any_thread_reach_the_window(qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    log.open_log(tmp_path)
    shown: list[str] = []
    crashes = Crashes(shown.append)
    crashes.listen()
    thread = threading.Thread(target=failing, args=("x",))
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: len(shown) == 1)
    error = caught()
    sys.excepthook(type(error), error, None)
    qtbot.waitUntil(lambda: len(shown) == 2)
    assert all(text.startswith("KeyError") for text in shown)


def test_a_second_error_while_the_window_stands_opens_no_second_one(qtbot):
    shown: list[str] = []

    def show(text):
        shown.append(text)
        crashes._on_heard("again")

    crashes = Crashes(show)
    crashes._on_heard("first")
    assert shown == ["first"]


def test_the_crash_window_names_the_contact_and_offers_a_report(qtbot):
    box, report = crash_box(None, "KeyError @ entry.put:1", "vi", "Ông Huyện, 0260 222")
    qtbot.addWidget(box)
    assert box.text().endswith("Hỏi: Ông Huyện, 0260 222.")
    assert box.informativeText() == "KeyError @ entry.put:1"
    assert report.text() == "Báo sự cố…"


def test_the_report_of_a_running_program_holds_its_log_and_no_name(qtbot, qapp, tmp_path):
    log.open_log(tmp_path)
    log.write(caught())
    sheet = show_fault_sheet(None, tmp_path, None, "vi", "entry", "KeyError @ entry.put:1")
    qtbot.addWidget(sheet)
    text = sheet.text.toPlainText()
    assert "error KeyError @ entry.put:1" in text
    assert "ERROR KeyError @ test_crash.caught" in text
    assert "Blễ" not in text
