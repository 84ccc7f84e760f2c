"""The board on the command line: words, JSON, a reminder, and the screen on the wall."""

import json

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from desktop_app.wall import show_wall
from office.clock import FixedClock
from tests.desktop_app import call
from tests.offices import MOMENT, NGOC_LAY, TE_XANG, TU_MO_RONG, Place, shelf
from ui.board.wall import Wall


@pytest.fixture
def home(tmp_path):
    with Place(tmp_path).office(TU_MO_RONG) as desk:
        return desk.home


def test_the_board_is_told_in_words_and_as_json(home, capsys):
    assert call("--home", home, "board") == 0
    assert "Xã Tê Xăng: " in capsys.readouterr().out
    assert call("--home", home, "board", "--json") == 0
    rows = json.loads(capsys.readouterr().out)
    assert len(rows) == 11
    assert {row["state"] for row in rows} == {"late"}  # the system's clock is long past the deadline


def test_a_reminder_is_printed_ready_to_be_sent(home, capsys):
    assert call("--home", home, "board", "--remind", TE_XANG) == 0
    assert "Xã Tê Xăng" in capsys.readouterr().out
    assert call("--home", home, "board", "--remind", "00000") == 1


@pytest.fixture
def no_quit(qapp):
    """Closing the last window must not quit: such a quit may arrive later, and stop every loop after it."""
    qapp.setQuitOnLastWindowClosed(False)
    yield
    qapp.processEvents()
    qapp.setQuitOnLastWindowClosed(True)


def test_the_wall_shows_the_board_beside_an_office_at_work(tmp_path, qapp, no_quit):
    seen = []

    def look():
        walls = [one for one in QApplication.topLevelWidgets() if isinstance(one, Wall) and one.isVisible()]
        panel = walls[0].panel if walls else None
        if panel is None or not (panel.table.shown or panel.notice.text):
            QTimer.singleShot(20, look)
            return
        seen.append(panel.notice.text or len(panel.table.shown))
        walls[0].close()
        qapp.quit()

    with Place(tmp_path).office(TU_MO_RONG) as desk:
        QTimer.singleShot(0, look)
        assert show_wall(desk.home, FixedClock(MOMENT), shelf()) == 0
    assert seen == [11]


def test_an_office_without_units_below_has_no_wall(tmp_path, qapp, monkeypatch):
    told = []
    monkeypatch.setattr("desktop_app.wall.refusal_window", lambda parent, text: told.append(text))
    with Place(tmp_path).office(NGOC_LAY) as desk:
        assert show_wall(desk.home, FixedClock(MOMENT), shelf()) == 1
    assert "không có đơn vị nào gửi lên" in told[0]
