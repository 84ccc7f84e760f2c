"""Tables of many columns: headings are read whole, a table of records keeps its names in sight."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics

from ui.entry.grid_model import short
from ui.entry.grid_view import GridView

WRAP = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)


@pytest.mark.parametrize(
    "label,group,shown",
    [
        ("Kế hoạch vốn: NSTW – sự nghiệp", "Kế hoạch vốn", "NSTW – sự nghiệp"),
        ("Kế hoạch vốn – tổng", "Kế hoạch vốn", "Tổng"),
        ("Kế hoạch vốn", "Kế hoạch vốn", "Kế hoạch vốn"),
        ("Kế hoạch vốn hằng năm", "Kế hoạch vốn", "Kế hoạch vốn hằng năm"),
        ("Số hộ", "", "Số hộ"),
    ],
)
def test_a_label_does_not_say_again_what_its_heading_says(label, group, shown):
    assert short(label, group) == shown


def test_a_cell_is_still_named_with_its_heading_to_screen_readers(open_window, filled):
    window = open_window(filled)
    window.ways.form("BM09")
    grid = window.entry.view.view
    assert grid.grid.columns[1].text == "NSTW – sự nghiệp"
    assert "Kế hoạch vốn: NSTW – sự nghiệp" in grid.grid.name_of(grid.grid.address(grid.grid.index(1, 1)))


def test_no_heading_of_a_column_is_cut_on_the_smallest_screen(open_window, filled, quiet):
    window = open_window(filled)
    window.show_page("entry")
    cut = []
    for form in window.live.forms:
        window.entry.open_form(form.id)
        quiet()
        for grid in window.entry.view.findChildren(GridView):
            if not grid.isVisible() or not grid.grid.columns:
                continue
            metrics = QFontMetrics(grid.heads.bold)
            bands = max(len(strip.path) for strip in grid.grid.columns) * 24
            for number, strip in enumerate(grid.grid.columns):
                wide = grid.columnWidth(number) - 12
                below = 17 if strip.code or strip.unit else 0
                box = metrics.boundingRect(QRect(0, 0, wide, 1000), WRAP, strip.text)
                if not grid.isColumnHidden(number) and (
                    box.width() > wide or box.height() + below > grid.heads.height() - bands
                ):
                    cut.append((form.id, strip.text, wide))
    assert cut == []


def test_the_name_of_a_record_stays_in_sight(open_window, filled, quiet):
    window = open_window(filled)
    window.ways.form("BM10")
    quiet()
    grid = window.entry.view.view
    assert grid.frozen.moves
    assert [strip.field.id for strip in grid.grid.columns[: grid.frozen.columns]] == ["c01", "c02"]
    grid.setCurrentIndex(grid.grid.index(0, len(grid.grid.columns) - 1))
    assert not grid.isColumnHidden(1)
    assert not grid.isColumnHidden(len(grid.grid.columns) - 1)
