"""The review of a pasted block: shown where there is something to look at, accepted by line, one undo."""

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from forms.answers import Address
from tests.ui.keyboard import CTRL, Key, press
from ui.ask import Check, TickSheet
from ui.entry.form_view import make_form_view


@pytest.fixture
def show(qtbot, live):
    kept = []  # qtbot alone does not keep a widget

    def shown(form_id):
        view = make_form_view(live, next(form for form in live.forms if form.id == form_id))
        qtbot.addWidget(view)
        kept.append(view)
        view.resize(900, 640)
        with qtbot.waitActive(view):
            view.show()
            view.activateWindow()
        view.start()
        return view

    return shown


def paste(text):
    QGuiApplication.clipboard().setText(text)
    press(Key.Key_V, modifiers=CTRL)


def cell(field):
    return Address("BM02", ("2018",), field)


def test_a_block_into_blanks_is_pasted_without_a_question(show, live, ask):
    show("BM02").jump_to(cell("c01"))
    paste("485\n470")
    assert ask.checks == ()
    assert (live.cell(cell("c01")).text, live.cell(cell("c02")).text) == ("485", "470")


def test_what_would_be_replaced_is_shown_line_by_line_first(show, live, ask):
    live.put(cell("c01"), "500")
    show("BM02").jump_to(cell("c01"))
    paste("485\n470")
    assert [line.texts for line in ask.checks] == [
        ("Tổng số hộ dân cư đầu kỳ", "", "1", ""),
        ("Trong đó hộ DTTS", "1", "", ""),
    ]
    assert ask.checks[0].detail == "c01: 500 → 485"
    assert live.cell(cell("c01")).text == "485"


def test_nothing_is_changed_when_nothing_is_chosen(show, live, ask):
    live.put(cell("c01"), "500")
    ask.ticks = lambda _: None
    show("BM02").jump_to(cell("c01"))
    paste("485\n470")
    assert (live.cell(cell("c01")).text, live.cell(cell("c02")).text) == ("500", "")


def test_lines_are_accepted_one_by_one_and_taken_back_at_once(show, live, ask):
    live.put(cell("c01"), "500")
    show("BM02").jump_to(cell("c01"))
    ask.ticks = lambda _: frozenset({1})
    paste("485\n470\nbốn")
    assert "không phải là số" in ask.checks[2].detail
    assert not ask.checks[2].ticked
    assert (live.cell(cell("c01")).text, live.cell(cell("c02")).text) == ("500", "470")
    press(Key.Key_Z, modifiers=CTRL)
    assert live.cell(cell("c02")).text == ""


def test_rows_of_a_workbook_become_rows_of_the_table(show, live, ask):
    view = show("BM10")
    view.add()
    view.jump_to(Address("BM10", live.rows("BM10")[0], "c02"))
    paste("Đường thôn 1\tgiao thong\nTrường thôn 2\tTrường học\nTrường thôn 2\tTrường học\n")
    assert [line.texts[0] for line in ask.checks] == ["1", "Dòng mới 2", "Dòng mới 3"]
    assert "trùng dòng 2 của khối dán" in ask.checks[2].texts[-1]
    rows = [live.cell(Address("BM10", key, "c03")).text for key in live.rows("BM10")]
    assert rows == ["Giao thông", "Trường học"]
    press(Key.Key_Z, modifiers=CTRL)
    assert len(live.rows("BM10")) == 1
    assert live.cell(Address("BM10", live.rows("BM10")[0], "c02")).text == ""


class TestTheSheet:
    @pytest.fixture
    def sheet(self, qtbot):
        above = QWidget()
        qtbot.addWidget(above)
        lines = [
            Check(("1", "2", "", ""), "c01: 5 → 7"),
            Check(("2", "", "", "không đọc được"), "c02", ticked=False),
            Check(("3", "", "", "không đổi gì"), ticked=False, open=False),
        ]
        sheet = TickSheet(above, "Dán", "3 dòng", ("Dòng", "Điền", "Sửa", "Cần xem"), lines, "Dán")
        with qtbot.waitActive(sheet):
            sheet.show()
            sheet.activateWindow()
        yield sheet
        sheet.close()

    def test_starts_with_what_is_sound(self, sheet):
        assert sheet.chosen() == {0}
        assert sheet.detail.text() == "c01: 5 → 7"

    def test_is_ticked_with_space_and_tells_of_each_line(self, sheet):
        press(Key.Key_Down, Key.Key_Space)
        assert sheet.chosen() == {0, 1}
        assert sheet.detail.text() == "c02"
        press(Key.Key_Up, Key.Key_Space)
        assert sheet.chosen() == {1}

    def test_takes_all_or_none_of_what_can_be_pasted(self, sheet):
        sheet.all.click()
        assert sheet.chosen() == {0, 1}
        sheet.none.click()
        assert sheet.chosen() == frozenset()
        assert not sheet.yes.isEnabled()
