"""The models and grids without a window: what stands where, what repaints, what adds up."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics

from forms.answers import Address
from ui.entry.field_line import FieldLine
from ui.entry.grid_form import GridForm, sections
from ui.entry.grid_model import GridModel
from ui.entry.grid_view import GridView
from ui.entry.live import Moved


def address(row, table="BM02", field="c01"):
    return Address(table, (row,), field)


@pytest.fixture
def movement(live):
    return GridModel(live, "BM02")


def test_years_run_across_and_fields_down_under_their_headings(movement):
    assert [strip.text for strip in movement.columns] == ["Năm 2016", "Năm 2017", "Năm 2018"]
    kinds = [strip.kind for strip in movement.lines]
    assert kinds[0] == "heading"
    fields = [strip.code for strip in movement.lines if strip.kind == "cells"]
    assert fields[:3] == ["c01", "c02", "c03"]
    assert "year" not in fields


def test_every_cell_is_found_where_its_address_says(movement):
    for line in range(movement.rowCount()):
        for column in range(movement.columnCount()):
            index = movement.index(line, column)
            found = movement.address(index)
            if found is None:
                assert movement.lines[line].kind == "heading"
            else:
                assert movement.index_of(found) == index


def test_an_entry_repaints_only_the_cells_it_moved(movement, live, qtbot):
    for name, text in (("c03", "100"), ("c05", "10"), ("c06", "5"), ("c09", "0"), ("c10", "1"), ("c11", "0")):
        live.put(address("2018", field=name), text)
    live.put(address("2018", field="c12"), "2")
    painted = []
    movement.dataChanged.connect(lambda first, last: painted.append(movement.address(first)))
    live.put(address("2018", field="c13"), "0")
    assert address("2018", field="c13") in painted
    assert address("2018", field="c14") in painted  # 100 - 15 - 0 + 1 + 0 + 2 + 0
    assert movement.data(movement.index_of(address("2018", field="c14"))) == "88"
    assert not any(one.key == ("2016",) for one in painted)
    assert len(painted) < 10


def test_numbers_are_shown_grouped_and_edited_raw(movement, live):
    live.put(address("2018"), "22851")
    index = movement.index_of(address("2018"))
    assert movement.data(index) == "22.851"
    assert movement.data(index, Qt.ItemDataRole.EditRole) == "22851"


def test_a_cell_says_its_findings_and_is_marked(movement, live):
    live.put(address("2018"), "100")
    live.put(address("2018", field="c02"), "200")
    place = address("2018", field="c02")
    assert live.cell(place).mark == "error"
    assert movement.why(place).startswith("BM02.c02 · ")
    live.put(place, "50")
    assert live.cell(place).mark == ""


def test_a_blank_is_marked_quietly(live):
    assert live.cell(address("2018")).mark == "blank"


def test_a_cell_that_is_not_asked_says_so(live):
    model = GridModel(live, "BM01")
    place = address("2016", "BM01", "c17")
    assert live.cell(place).locked
    assert "không phải trả lời" in model.why(place)


class TestALongTable:
    @pytest.fixture
    def form(self, live, qtbot):
        form = GridForm(live, "BM05")
        qtbot.addWidget(form)
        return form

    def test_is_shown_one_section_at_a_time(self, form, live):
        parts = sections(live, live.table("BM05"))
        assert len(parts) == 11
        assert sum(len(keys) for keys in parts.values()) == 110
        assert form.model.rowCount() == 11  # ten indicators and the total
        assert form.model.lines[-1].kind == "total"

    def test_turns_from_section_to_section_and_stays_at_the_ends(self, form):
        assert not form.turn(-1)
        seen = {form.model.keys}
        while form.turn(1):
            seen.add(form.model.keys)
        assert len(seen) == 11
        assert not form.turn(1)

    def test_opens_the_section_of_a_cell_one_jumps_to(self, form):
        target = Address("BM05", ("E2", "CN", "2018"), "c01")
        assert form.jump_to(target)
        assert form.address == target

    def test_adds_up_the_known_values_and_says_how_many_are_known(self, form, live):
        keys = form.model.keys
        live.put(Address("BM05", keys[0], "c01"), "30")
        live.put(Address("BM05", keys[1], "c01"), "12")
        column = [strip.code for strip in form.model.columns].index("c01")
        assert form.model.total_at(form.model.rowCount() - 1, column).split() == ["42", "2/10"]
        live.put(Address("BM05", keys[2], "c01"), "-")  # none counts as a known 0
        assert form.model.total_at(form.model.rowCount() - 1, column).split() == ["42", "3/10"]

    def test_chips_can_be_pressed_in_any_order(self, form):
        for row in form.chips.rows:
            for chip in row.values():
                chip.click()
                assert chip.isChecked()
                assert form.model.rowCount() == 11

    def test_ticks_what_is_complete(self, form, live):
        for key in form.model.keys:
            for field in ("c01", "c02"):
                live.put(Address("BM05", key, field), "0")
        texts = [chip.text() for row in form.chips.rows for chip in row.values()]
        assert not any(text.startswith("✓") for text in texts)  # the year has another group still open


def test_the_labels_of_a_grid_are_never_cut_off(live, qtbot):
    for table in ("BM01", "BM02", "BM03"):
        view = GridView(GridModel(live, table), table)
        qtbot.addWidget(view)
        for width in (690, 1000, 1400):
            view.resize(width, 500)
            view.show()
            columns = sum(view.columnWidth(n) for n in range(view.model().columnCount()))
            assert columns + view.verticalHeader().sizeHint().width() <= width
            for number, strip in enumerate(view.grid.lines):
                assert view.rowHeight(number) >= view.lines.height_for(strip)


def test_a_long_heading_is_read_whole_on_a_narrow_screen(live, qtbot):
    live.place.desk.language = "en"
    view = GridView(GridModel(live, "BM02"), "BM02")
    qtbot.addWidget(view)
    view.resize(520, 500)
    view.show()
    head = view.lines
    bold = QFont(head.font())
    bold.setWeight(QFont.Weight.Bold)
    room = QRect(0, 0, head.sizeHint().width() - 16, 1000)
    for number, strip in enumerate(view.grid.lines):
        if strip.kind == "heading":
            needed = QFontMetrics(bold).boundingRect(room, Qt.TextFlag.TextWordWrap, strip.text).height()
            assert view.rowHeight(number) >= needed, strip.text


def test_nothing_moves_in_a_grid_whose_table_was_not_touched(movement, qtbot, live):
    with qtbot.assertNotEmitted(movement.dataChanged):
        live.changed.emit(Moved(frozenset({Address("BM18", (), "c01")}), frozenset()))


def test_a_tooltip_tells_how_the_form_wants_the_cell_filled(movement):
    index = movement.index(*movement.place_of(address("2016", field="c12")))
    assert "Không gồm hộ tái nghèo" in movement.data(index, Qt.ItemDataRole.ToolTipRole)


def test_a_box_of_a_record_tells_it_too(open_window, desk):
    window = open_window(desk)
    window.ways.form("BM00")
    lines = window.entry.view.findChildren(FieldLine)
    box = next(line.editor for line in lines if line.address.field == "c16")
    assert "KT. Chủ tịch" in box.toolTip()
    assert "KT. Chủ tịch" in box.accessibleDescription()
