"""Large pastes and steps of undo run beside the window: a sheet keeps the keyboard, Esc stops the work."""

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from benchmarks.paste import text_of
from forms.answers import Address
from tests.ui.keyboard import CTRL, Key, press
from ui.entry.form_view import make_form_view
from ui.entry.long_work import LARGE_STEP, MANY_CELLS, LongSheet
from ui.entry.rows_form import RowsForm

ROWS = 60


@pytest.fixture
def table(qtbot, live):
    view = make_form_view(live, next(form for form in live.forms if form.id == "BM11"))
    qtbot.addWidget(view)
    view.resize(900, 640)
    with qtbot.waitActive(view):
        view.show()
        view.activateWindow()
    view.start()
    assert isinstance(view, RowsForm)
    view.add()
    view.jump_to(Address("BM11", live.rows("BM11")[0], "c01"))
    return view


def sheets():
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, LongSheet) and one.isVisible()]


def paste_block(live):
    fields = [field for field in live.table("BM11").fields if field.calculate is None and not field.hidden]
    rows = [[text_of(live.place.desk, field, row) for field in fields] for row in range(ROWS)]
    assert sum(map(len, rows)) > MANY_CELLS
    QGuiApplication.clipboard().setText("\n".join("\t".join(row) for row in rows))
    press(Key.Key_V, modifiers=CTRL)


def test_a_large_block_is_read_saved_and_taken_back_beside_the_window(table, live, ask, quiet):
    ask.ticks = lambda checks: frozenset(range(len(checks)))
    turns = []
    timer = QTimer(interval=5)
    timer.timeout.connect(lambda: turns.append(bool(sheets())))
    timer.start()
    paste_block(live)
    assert len(sheets()) == 1
    assert sheets()[0].bar.accessibleName()
    quiet()
    quiet()
    timer.stop()
    assert sum(turns) > 3  # the window's own clock went on
    assert len(ask.checks) == ROWS
    assert len(live.rows("BM11")) == ROWS
    assert live.cell(Address("BM11", ("31",), "c02")).text == "Nuôi bò sinh sản, thôn 31"
    assert live.entry.step_size() > LARGE_STEP
    assert [f.code for f in live.findings] == [f.code for f in live.entry.findings() if f.code != "K34"]
    live.undo()
    assert len(sheets()) == 1
    quiet()
    assert len(live.rows("BM11")) == 1
    live.redo()
    quiet()
    assert len(live.rows("BM11")) == ROWS


def test_esc_stops_it_and_nothing_has_changed(table, live, ask, quiet, qtbot):
    before = live.entry.open.document()
    paste_block(live)
    qtbot.keyClick(sheets()[0], Key.Key_Escape)
    quiet()
    assert sheets() == []
    assert ask.checks == ()
    assert live.entry.open.document() == before
