"""Rows filtered, sorted, copied and changed many at once: by keys, and undone by one key."""

import pytest
from PySide6.QtWidgets import QLineEdit

from forms.answers import Address
from tests.ui.keyboard import SHIFT, Key, press, target, write
from tests.ui.test_records import show  # noqa: F401 - a fixture

WORKS = (("Cầu treo", "Thôn 10", "120"), ("Đường bê tông", "Thôn 2", ""), ("Đập Đăk Dơn", "Thôn 2", "80"))


@pytest.fixture
def rows(show, live):  # noqa: F811
    view = show("BM10")
    for name, village, money in WORKS:
        key = live.add_record("BM10")
        for field, text in (("c02", name), ("c05", village), ("c18", money)):
            live.put(Address("BM10", key, field), text)
    view.jump_to(Address("BM10", ("1",), "c02"))
    return view


def shown(view):
    live = view.model.live
    return [live.cell(Address("BM10", key, "c02")).text for key in view.model.keys]


def ask_for(view, **wanted):
    bar = view.records.filter
    bar.open_bar()
    for name, value in wanted.items():
        box = getattr(bar, name)
        if isinstance(box, QLineEdit):
            box.setText(value)
        else:
            box.setCurrentIndex(box.findData(value))
            box.activated.emit(box.currentIndex())
    bar.text.textEdited.emit(bar.text.text())


class TestFilteredRows:
    def test_are_numbered_as_in_the_whole_table_and_counted(self, rows):
        ask_for(rows, text="thon 2")
        assert shown(rows) == ["Đường bê tông", "Đập Đăk Dơn"]
        assert [line.text for line in rows.model.lines[:2]] == ["2", "3"]
        assert rows.records.filter.told.text() == "hiện 2/3 dòng"

    def test_leave_the_totals_those_of_all_rows(self, rows, live):
        column = next(n for n, one in enumerate(rows.model.columns) if one.field.id == "c18")
        before = rows.model.total_at(len(rows.model.lines) - 1, column)
        assert before
        ask_for(rows, text="dap")
        assert rows.model.total_at(len(rows.model.lines) - 1, column) == before
        live.put(Address("BM10", ("1",), "c18"), "320")  # a row that is out of sight
        after = rows.model.total_at(len(rows.model.lines) - 1, column)
        ask_for(rows, text="")
        assert after == rows.model.total_at(len(rows.model.lines) - 1, column) != before

    def test_stay_while_they_are_typed_into(self, rows, live):
        ask_for(rows, text="thon 10")
        press(Key.Key_Return)
        rows.jump_to(Address("BM10", ("1",), "c05"))
        write("Thôn 7")
        press(Key.Key_Tab)
        assert shown(rows) == ["Cầu treo"]
        assert live.cell(Address("BM10", ("1",), "c05")).text == "Thôn 7"
        ask_for(rows, text="thon 10")
        assert shown(rows) == []

    def test_take_a_new_row_in_though_it_does_not_fit(self, rows):
        ask_for(rows, text="thon 2")
        rows.add()
        assert len(rows.model.keys) == 3
        assert rows.view.address.key == ("4",)

    def test_change_nothing_that_is_stored(self, rows, live):
        before = live.entry.open.document()
        ask_for(rows, text="thon 2", sorted_by="c02")
        assert live.entry.open.document() == before
        assert live.entry.rows("BM10") == (("1",), ("2",), ("3",))

    def test_can_be_those_with_problems_blanks_or_notes(self, rows, live):
        live.write_note(Address("BM10", ("3",), "c02"), "Hỏi lại chủ đầu tư")
        ask_for(rows, only="noted")
        assert shown(rows) == ["Đập Đăk Dơn"]
        ask_for(rows, only="blanks")
        blank = {key for table, key in live.marked_rows({"BM10"}, {"blank"})}
        assert set(rows.model.keys) == blank
        for key, number in (("1", "1"), ("2", "1"), ("3", "3")):  # the same number twice
            live.put(Address("BM10", (key,), "c01"), number)
        ask_for(rows, only="problems")
        assert shown(rows) == ["Cầu treo", "Đường bê tông"]

    def test_that_are_gone_to_from_elsewhere_are_shown_again(self, rows, live):
        ask_for(rows, text="thon 10")
        assert rows.jump_to(Address("BM10", ("3",), "c02"))
        assert rows.view.address == Address("BM10", ("3",), "c02")

    def test_say_why_nothing_is_seen(self, rows):
        ask_for(rows, text="khong co gi nhu the")
        assert shown(rows) == []
        assert "Không có dòng nào hợp điều kiện lọc" in rows.told
        press(Key.Key_Escape)
        assert len(shown(rows)) == 3
        assert rows.told == ""


def test_rows_are_sorted_by_the_list_too(rows):
    ask_for(rows, sorted_by="c05")
    assert shown(rows) == ["Đường bê tông", "Đập Đăk Dơn", "Cầu treo"]  # Thôn 2 stands before Thôn 10


def test_one_value_for_many_says_what_it_does_before_it_does_it(rows, live, ask):
    ask_for(rows, text="thon 2")
    rows.records.open_many(rows.chosen[:1], "c05")
    write("Thôn 10")
    assert rows.records.many.told.text().startswith("2 ô sẽ đổi: 0 ô đang trống, 2 ô đang có giá trị khác")
    ask.yes = False
    press(Key.Key_Return)
    assert live.cell(Address("BM10", ("2",), "c05")).text == "Thôn 2"
    ask.yes = True
    press(Key.Key_Return)
    assert "ở 2 dòng" in ask.asked[-1]
    assert [live.cell(Address("BM10", (n,), "c05")).text for n in "123"] == ["Thôn 10"] * 3
    live.undo()
    assert [live.cell(Address("BM10", (n,), "c05")).text for n in "123"] == ["Thôn 10", "Thôn 2", "Thôn 2"]


def test_what_is_no_value_of_the_column_is_told_and_nothing_happens(rows, ask):
    rows.records.open_many(rows.chosen, "c18")
    write("mười")
    press(Key.Key_Return)
    assert "không phải là số" in rows.records.many.told.text()
    assert ask.asked == []


def test_marked_rows_are_removed_together_after_a_question(rows, live, ask):
    press(Key.Key_Down, modifiers=SHIFT)
    rows.remove()
    assert "2 dòng" in ask.asked[-1]
    assert live.rows("BM10") == (("3",),)
    live.undo()
    assert len(live.rows("BM10")) == 3


class TestRecords:
    @pytest.fixture
    def models(self, show, live):  # noqa: F811
        view = show("BM16")
        for name in ("Nuôi bò", "Trồng sâm Ngọc Linh", "Ao cá"):
            key = live.add_record("BM16")
            live.put(Address("BM16", key, "c01"), name)
        return view

    def test_are_filtered_and_sorted_in_their_list(self, models):
        ask_for(models, sorted_by="c01")
        assert models.titles == ("3. Ao cá", "1. Nuôi bò", "2. Trồng sâm Ngọc Linh")
        ask_for(models, text="sam")
        assert models.titles == ("2. Trồng sâm Ngọc Linh",)
        assert models.key == ("2",)

    def test_that_are_out_of_sight_are_shown_when_gone_to(self, models):
        ask_for(models, text="sam")
        assert models.jump_to(Address("BM16", ("3",), "c01"))
        assert models.key == ("3",)
        assert len(models.titles) == 3

    def test_are_copied_and_the_keyboard_stands_in_the_copy(self, models, live):
        models.stand_in(("1",))
        new = models.records.duplicate(("1",))
        models.stand_in(new)
        assert models.titles[-1] == "4. Nuôi bò"
        assert models.address.key == ("4",)
        assert target() is models.line(models.address).editor
