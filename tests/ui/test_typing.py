"""Typing into every kind of editor, as a keyboard, Unikey and an input method do it."""

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from forms.answers import Address
from forms.pack import Kind
from office.entry import Entry
from tests.ui.keyboard import ALT, CTRL, Key, compose, press, send_letter, target, unikey, write
from ui.entry.editors import ChoiceEditor, DraftKeeper, LineEditor, TextEditor, make_editor
from ui.entry.grid_model import GridModel
from ui.entry.grid_view import GridView
from ui.entry.live import Live
from ui.entry.status_line import StatusLine

SENTENCE = "Đường Ngọc Hoàng, thôn Đăk Dơn: ằẳẵặ ễệ ọộợ ữựỳỹỵ Ỷ Ẩ Ờ"
LIVED_IN = Address("BM01", ("2018",), "c07")
HOUSEHOLDS = Address("BM02", ("2018",), "c01")
DECISION = Address("BM02", ("2018",), "c22")
SITUATION = Address("BM18", (), "c01")


@pytest.fixture
def shown(qtbot, live):
    """Show the editor of a cell with the keyboard in it."""

    def show(address):
        editor = make_editor(live, address, "Ô thử")
        qtbot.addWidget(editor)
        with qtbot.waitActive(editor):
            editor.show()
            editor.activateWindow()
        editor.setFocus()
        return editor

    return show


@pytest.mark.parametrize("way", [write, unikey, compose])
@pytest.mark.parametrize("cell,kind", [(DECISION, LineEditor), (SITUATION, TextEditor)])
def test_vietnamese_arrives_letter_by_letter_as_it_was_typed(shown, way, cell, kind):
    editor = shown(cell)
    assert isinstance(editor, kind)
    way(SENTENCE)
    assert editor.answer == SENTENCE


@pytest.mark.parametrize("way", [write, unikey, compose])
def test_a_choice_is_typed_with_its_diacritics_too(shown, way):
    editor = shown(LIVED_IN)
    way("Nông thôn")
    assert editor.text() == "Nông thôn"
    assert editor.answer == "Nông thôn"


@pytest.mark.parametrize("way", [write, unikey, compose])
def test_vietnamese_is_typed_over_a_cell_of_the_grid(grid, live, way):
    assert grid.jump_to(DECISION)
    way("45/QĐ-UBND, ngày 10 tháng Mười")
    press(Key.Key_Return)
    assert live.cell(DECISION).text == "45/QĐ-UBND, ngày 10 tháng Mười"


def test_nothing_is_rewritten_while_an_input_method_composes(shown):
    editor = shown(DECISION)
    changes = []
    editor.edited.connect(lambda: changes.append(editor.text()))
    compose("Đắk")
    assert changes == ["Đắk"]


def test_a_choice_is_found_by_code_or_label_without_diacritics(shown):
    editor = shown(LIVED_IN)
    for typed, meant in (
        ("rural", "Nông thôn"),
        ("thanh thi", "Thành thị"),
        ("hon", "Hỗn hợp"),
        ("on", "on"),
    ):
        editor.load("")
        write(typed)
        assert editor.answer == meant
        assert editor.text() == typed  # the box itself is never completed


def test_the_list_of_choices_opens_with_alt_down_and_is_picked_with_enter(grid, live):
    area = Address("BM01", ("2018",), "c07")
    view = GridView(GridModel(live, "BM01"), "Thông tin chung", grid)
    view.resize(800, 500)
    view.show()
    view.jump_to(area)
    press(Key.Key_Down, modifiers=ALT)  # opens the cell
    press(Key.Key_Down, modifiers=ALT)  # opens its list
    editor = target()
    assert isinstance(editor, ChoiceEditor)
    assert editor.list is not None
    assert [editor.list.item(row).text() for row in range(editor.list.count())] == [
        "Nông thôn",
        "Thành thị",
        "Hỗn hợp",
    ]
    press(Key.Key_Down, Key.Key_Down, Key.Key_Return)
    assert live.cell(area).text == "Thành thị"
    assert view.address == Address("BM01", ("2018",), "c08")


def test_one_enter_saves_a_choice_whose_list_stands_open(grid, live):
    area = Address("BM01", ("2018",), "c07")
    view = GridView(GridModel(live, "BM01"), "Thông tin chung", grid)
    view.show()
    view.jump_to(area)
    write("nong")
    press(Key.Key_Return)
    assert live.cell(area).text == "Nông thôn"


def test_every_kind_of_field_has_an_editor_with_a_name(live):
    seen = set()
    for form in live.forms:
        for table in form.tables:
            rows = live.rows(table.id)
            for field in table.fields:
                if field.kind is Kind.KEY or not rows:
                    continue
                editor = make_editor(
                    live, Address(table.id, rows[0], field.id), live.place.words(field.label)
                )
                assert editor.accessibleName()
                seen.add(field.kind)
                editor.deleteLater()
    assert {Kind.INTEGER, Kind.DECIMAL, Kind.TEXT, Kind.MEMO, Kind.CHOICE, Kind.DATE} <= seen


def cell(field, year="2018"):
    return Address("BM02", (year,), field)


def clip(text):
    QApplication.clipboard().setText(text)


class TestAPastedTotal:
    @pytest.fixture
    def pasted(self, grid, live):
        """c05, c06 and their total c07, which is wrong on the paper; c08 below it."""
        self.said: list[tuple[str, str]] = []
        live.told.connect(lambda tone, text: self.said.append((tone, text)))
        for name, text in (("c01", "400"), ("c02", "300"), ("c03", "200"), ("c04", "150")):
            live.put(cell(name), text)
        grid.jump_to(cell("c05"))
        clip("10\n5\n16\n7")
        press(Key.Key_V, modifiers=CTRL)
        return grid

    def test_is_kept_beside_the_computed_one_and_marked(self, pasted, live):
        shown = live.cell(cell("c07"))
        assert (shown.text, live.stated(cell("c07")), shown.mark) == ("15", "16", "error")
        assert live.cell(cell("c08")).text == "7"

    def test_is_told_in_one_line(self, pasted):
        assert self.said == [("warning", "Đã dán 4 ô. 1 ô khác với số chương trình tính.")]

    def test_says_both_figures_where_the_keyboard_stands(self, pasted, live, qtbot):
        line = StatusLine(live)
        qtbot.addWidget(line)
        line.stand_on(cell("c07"))
        assert "Số trên giấy: 16; chương trình tính: 15" in line.rule.text()
        assert "Số trên giấy: 16; chương trình tính: 15" in pasted.grid.why(cell("c07"))

    def test_is_forgotten_with_delete_and_comes_back_with_undo(self, pasted, live):
        pasted.jump_to(cell("c07"))
        press(Key.Key_Delete)
        assert (live.stated(cell("c07")), live.cell(cell("c07")).mark) == ("", "")
        assert live.cell(cell("c07")).text == "15"
        press(Key.Key_Z, modifiers=CTRL)
        assert live.stated(cell("c07")) == "16"

    def test_of_the_poor_at_the_end_raises_k01(self, pasted, live):
        for name in ("c09", "c10", "c11", "c12", "c13"):
            live.put(cell(name), "0")
        pasted.jump_to(cell("c14"))
        clip("200")
        press(Key.Key_V, modifiers=CTRL)
        assert [f.code for f in live.findings if f.place == cell("c14")] == ["K01"]
        assert live.cell(cell("c14")).text == "185"

    def test_that_agrees_is_not_marked(self, pasted, live):
        pasted.jump_to(cell("c07"))
        clip("15")
        press(Key.Key_V, modifiers=CTRL)
        assert live.cell(cell("c07")).mark == ""
        assert self.said[-1] == ("good", "Đã dán 1 ô.")


def test_a_block_with_a_text_that_is_no_figure_names_the_cell(grid, live, qtbot, ask):
    ask.ticks = lambda _: None
    line = StatusLine(live)
    qtbot.addWidget(line)
    grid.stood_on.connect(line.stand_on)
    grid.jump_to(cell("c01"))
    clip("400\nba trăm")
    press(Key.Key_V, modifiers=CTRL)
    assert line.rule.text().startswith("BM02[2018].c02: “ba trăm” không phải là số")
    assert live.cell(cell("c01")).text == ""


class TestFillingOn:
    def mark(self, grid, first, last):
        grid.jump_to(first)
        grid.selectionModel().select(
            QItemSelection(grid.grid.index_of(first), grid.grid.index_of(last)),
            QItemSelectionModel.SelectionFlag.ClearAndSelect,
        )

    def test_ctrl_r_copies_the_first_column_to_the_right_in_one_step(self, grid, live):
        live.put(cell("c01", "2016"), "400")
        live.put(cell("c02", "2016"), "-")
        self.mark(grid, cell("c01", "2016"), cell("c02", "2018"))
        press(Key.Key_R, modifiers=CTRL)
        texts = [live.cell(cell(name, year)).text for name in ("c01", "c02") for year in ("2017", "2018")]
        assert texts == ["400", "400", "–", "–"]
        press(Key.Key_Z, modifiers=CTRL)
        assert live.cell(cell("c01", "2018")).text == live.cell(cell("c02", "2017")).text == ""
        assert live.cell(cell("c01", "2016")).text == "400"

    def test_ctrl_r_in_one_cell_takes_what_stands_to_its_left(self, grid, live):
        live.put(cell("c01", "2017"), "412")
        grid.jump_to(cell("c01"))
        press(Key.Key_R, modifiers=CTRL)
        assert live.cell(cell("c01")).text == "412"

    def test_ctrl_d_goes_down_past_headings_and_leaves_computed_cells_alone(self, grid, live):
        live.put(cell("c05"), "3")
        self.mark(grid, cell("c05"), cell("c09"))
        press(Key.Key_D, modifiers=CTRL)
        assert [live.cell(cell(f"c0{n}")).text for n in (5, 6, 7, 8, 9)] == ["3", "3", "6", "3", "3"]
        assert live.stated(cell("c07")) == ""
        grid.jump_to(cell("c11"))
        live.put(cell("c10"), "7")
        press(Key.Key_D, modifiers=CTRL)
        assert live.cell(cell("c11")).text == "7"

    def test_at_the_edge_there_is_nothing_to_copy(self, grid, live):
        grid.jump_to(cell("c01", "2016"))
        press(Key.Key_D, modifiers=CTRL)
        press(Key.Key_R, modifiers=CTRL)
        assert live.cell(cell("c01", "2016")).text == ""


class TestDrafts:
    @pytest.fixture
    def keeper(self, live):
        return DraftKeeper(live)

    def test_are_kept_within_a_second_of_a_pause_and_every_ten_at_most(self, keeper):
        assert keeper.pause.interval() <= 1000
        assert keeper.longest.interval() <= 10_000
        assert keeper.pause.isSingleShot()

    def test_begin_with_the_first_letter(self, keeper, shown):
        editor = shown(SITUATION)
        keeper.watch(editor, SITUATION)
        assert not keeper.pause.isActive()
        send_letter("x")
        assert keeper.pause.isActive()
        assert keeper.longest.isActive()

    def test_start_the_pause_anew_with_each_letter_but_not_the_ten_seconds(self, keeper, shown, monkeypatch):
        editor = shown(SITUATION)
        keeper.watch(editor, SITUATION)
        send_letter("x")
        restarted = []
        monkeypatch.setattr(keeper.longest, "start", lambda: restarted.append("longest"))
        send_letter("y")
        assert keeper.pause.isActive()
        assert restarted == []

    def test_hold_what_was_typed_and_leave_the_answer_alone(self, keeper, shown, live):
        editor = shown(SITUATION)
        keeper.watch(editor, SITUATION)
        write("Xã có 12 thôn")
        keeper.pause.timeout.emit()
        assert [draft.text for draft in live.entry.drafts()] == ["Xã có 12 thôn"]
        assert live.entry.view(SITUATION).value is None

    def test_leave_out_what_is_still_being_composed(self, keeper, shown, live):
        editor = shown(SITUATION)
        keeper.watch(editor, SITUATION)
        write("Xã ")
        QApplication.sendEvent(target(), QInputMethodEvent("Đắ", []))
        keeper.pause.timeout.emit()
        assert live.draft(SITUATION) == "Xã "
        done = QInputMethodEvent("", [])
        done.setCommitString("Đắk")
        QApplication.sendEvent(target(), done)
        assert editor.answer == "Xã Đắk"

    def test_are_forgotten_when_the_text_is_as_it_was(self, keeper, shown, live):
        editor = shown(SITUATION)
        keeper.watch(editor, SITUATION)
        write("x")
        keeper.keep()
        press(Key.Key_Backspace)
        keeper.keep()
        assert live.entry.drafts() == ()

    def test_of_a_cell_open_it_again_after_the_program_ended(self, grid, live, desk, at):
        grid.jump_to(DECISION)
        write("45/QĐ")
        grid.keeper.pause.timeout.emit()
        after = Live(at(desk), Entry(desk))
        assert after.edit_text(DECISION) == "45/QĐ"
        assert after.cell(DECISION).draft
        assert after.cell(DECISION).text == ""

    def test_are_dropped_once_the_cell_is_saved(self, grid, live):
        grid.jump_to(DECISION)
        write("45/QĐ")
        grid.keeper.pause.timeout.emit()
        press(Key.Key_Return)
        assert live.entry.drafts() == ()
        assert live.cell(DECISION).text == "45/QĐ"


class TestTheGrid:
    def test_types_over_a_cell_and_goes_down_with_enter(self, grid, live):
        grid.jump_to(HOUSEHOLDS)
        write("1234")
        press(Key.Key_Return)
        assert live.cell(HOUSEHOLDS).text == "1.234"
        assert grid.address == Address("BM02", ("2018",), "c02")

    def test_goes_to_the_right_with_tab_and_back_with_shift(self, grid):
        grid.jump_to(Address("BM02", ("2016",), "c01"))
        write("5")
        press(Key.Key_Tab)
        assert grid.address == Address("BM02", ("2017",), "c01")
        press(Key.Key_Backtab)
        assert grid.address == Address("BM02", ("2016",), "c01")

    def test_goes_along_with_tab_while_no_cell_is_open(self, grid):
        grid.jump_to(Address("BM02", ("2016",), "c01"))
        press(Key.Key_Tab, Key.Key_Tab)
        assert grid.address == Address("BM02", ("2018",), "c01")
        press(Key.Key_Backtab)
        assert grid.address == Address("BM02", ("2017",), "c01")

    def test_passes_over_cells_that_nobody_types(self, grid):
        grid.jump_to(Address("BM02", ("2016",), "c06"))
        press(Key.Key_Return)
        assert grid.address == Address("BM02", ("2016",), "c08")  # c07 is computed

    def test_visits_locked_cells_with_the_arrows_and_says_why(self, grid, live):
        grid.jump_to(Address("BM02", ("2016",), "c06"))
        press(Key.Key_Down, Key.Key_Down)  # over c07n, which is not asked for
        assert grid.address == Address("BM02", ("2016",), "c07")
        send_letter("5")
        assert live.cell(Address("BM02", ("2016",), "c07")).text == ""
        assert "tự tính" in grid.grid.why(Address("BM02", ("2016",), "c07"))

    def test_stays_on_the_last_cell(self, grid):
        last = Address("BM02", ("2018",), "c22")
        grid.jump_to(last)
        press(Key.Key_Return)
        assert grid.address == last

    def test_refuses_in_place_what_is_no_value_and_keeps_the_old_one(self, grid, live):
        live.put(HOUSEHOLDS, "500")
        told = []
        live.refused.connect(lambda address, sentence: told.append(sentence))
        grid.jump_to(HOUSEHOLDS)
        write("12a")
        press(Key.Key_Return)
        assert live.cell(HOUSEHOLDS).text == "500"
        assert len(told) == 1
        assert told[0].startswith("“12a” không phải là số")
        assert grid.address == HOUSEHOLDS
        editor = target()
        assert isinstance(editor, QLineEdit)  # the editor stays open with what was typed
        assert editor.text() == "12a"
        press(Key.Key_Escape)
        assert live.cell(HOUSEHOLDS).text == "500"
        assert live.entry.drafts() == ()

    def test_gives_a_blank_its_state_with_f4_and_takes_it_back(self, grid, live):
        grid.jump_to(HOUSEHOLDS)
        shown = []
        for _ in range(3):
            press(Key.Key_F4)
            shown.append(live.cell(HOUSEHOLDS).text)
        assert shown == ["–", "?", ""]

    def test_never_throws_a_value_away_with_f4(self, grid, live):
        live.put(HOUSEHOLDS, "500")
        grid.jump_to(HOUSEHOLDS)
        press(Key.Key_F4)
        assert live.cell(HOUSEHOLDS).text == "500"

    def test_fills_the_years_remaining_blanks_with_zero(self, grid, live):
        live.put(HOUSEHOLDS, "500")
        live.put(Address("BM02", ("2018",), "c02"), "?")
        grid.jump_to(HOUSEHOLDS)
        press(Key.Key_F11)
        cells = {
            name: live.cell(Address("BM02", ("2018",), name)).text
            for name in ("c01", "c02", "c03", "c13", "c22")
        }
        assert cells == {"c01": "500", "c02": "?", "c03": "0", "c13": "0", "c22": ""}
        assert live.cell(Address("BM02", ("2017",), "c03")).text == ""

    def test_takes_back_and_does_again(self, grid, live):
        grid.jump_to(HOUSEHOLDS)
        write("7")
        press(Key.Key_Return)
        press(Key.Key_Z, modifiers=CTRL)
        assert live.cell(HOUSEHOLDS).text == ""
        press(Key.Key_Y, modifiers=CTRL)
        assert live.cell(HOUSEHOLDS).text == "7"

    def test_empties_cells_with_delete(self, grid, live):
        live.put(HOUSEHOLDS, "500")
        grid.jump_to(HOUSEHOLDS)
        press(Key.Key_Delete)
        assert live.cell(HOUSEHOLDS).text == ""

    def test_copies_a_block_and_pastes_it_as_it_was(self, grid, live):
        for year, text in (("2016", "1"), ("2017", "22851"), ("2018", "3")):
            live.put(Address("BM02", (year,), "c01"), text)
        first = grid.grid.index_of(Address("BM02", ("2016",), "c01"))
        last = grid.grid.index_of(Address("BM02", ("2018",), "c01"))
        grid.selectionModel().select(
            QItemSelection(first, last), QItemSelectionModel.SelectionFlag.ClearAndSelect
        )
        grid.copy()
        assert QApplication.clipboard().text() == "1\t22851\t3"
        grid.jump_to(Address("BM02", ("2016",), "c03"))
        grid.paste()
        assert [live.cell(Address("BM02", (y,), "c03")).text for y in ("2016", "2017", "2018")] == [
            "1",
            "22.851",
            "3",
        ]

    def test_pastes_all_of_a_block_or_nothing(self, grid, live):
        told = []
        live.refused.connect(lambda address, sentence: told.append((str(address), sentence.split(";")[0])))
        QApplication.clipboard().setText("1\tmột\t3")
        grid.jump_to(Address("BM02", ("2016",), "c01"))
        grid.paste()
        assert [live.cell(Address("BM02", (y,), "c01")).text for y in ("2016", "2017", "2018")] == [
            "",
            "",
            "",
        ]
        assert told == [("BM02[2017].c01", "“một” không phải là số")]

    def test_passes_over_headings_and_locked_cells_when_pasting(self, grid, live):
        QApplication.clipboard().setText("1\n2\n\n3\n4\n5\n6")  # nothing for x01; c07n is not asked for
        grid.jump_to(Address("BM02", ("2016",), "c03"))
        grid.paste()
        texts = {
            n: live.cell(Address("BM02", ("2016",), n)).text
            for n in ("c03", "c04", "c05", "c06", "c07", "c08")
        }
        assert texts == {"c03": "1", "c04": "2", "c05": "3", "c06": "4", "c07": "7", "c08": "6"}
        assert live.stated(Address("BM02", ("2016",), "c07")) == "5"
