"""A row that goes on in the next line: nothing is cut off or overlaps, room that is left is given away."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QApplication, QWidget

from ui.flow import Flow
from ui.top_bar import NARROW, TopBar
from ui.widgets import button


class Block(QWidget):
    """A box that would like to be so wide, and is content with 40."""

    def __init__(self, width):
        super().__init__()
        self._width = width
        self.setFixedHeight(20)
        self.setMinimumWidth(40)

    def sizeHint(self):  # noqa: N802 - Qt's name
        return QSize(self._width, 20)


def row_of(widths, spread=()):
    """A box with items of these widths in a flow."""
    box, flow = QWidget(), Flow(6)
    box.setLayout(flow)
    for number, width in enumerate(widths):
        made = Block(width)
        if number in spread:
            flow.add_spread(made)
        else:
            flow.addWidget(made)
    return box, flow


@given(widths=st.lists(st.integers(40, 300), min_size=1, max_size=12), room=st.integers(60, 700))
def test_whatever_the_room_nothing_overlaps_or_leaves_it(qapp, widths, room):
    box, flow = row_of(widths)
    high = flow.heightForWidth(room)
    flow.setGeometry(QRect(0, 0, room, high))
    placed = [flow.itemAt(n).geometry() for n in range(flow.count())]
    inside = QRect(0, 0, room, high)
    assert all(inside.contains(one) for one in placed)
    assert not any(a.intersects(b) for n, a in enumerate(placed) for b in placed[:n])
    box.deleteLater()


def test_the_room_left_in_a_line_goes_to_what_may_grow(qapp):
    box, flow = row_of((50, 80, 60), spread=(1,))
    flow.setGeometry(QRect(0, 0, 400, 20))
    assert [flow.itemAt(n).geometry().width() for n in range(3)] == [50, 400 - 50 - 60 - 12, 60]
    box.deleteLater()


def test_what_is_hidden_takes_no_room(qtbot):
    box, flow = QWidget(), Flow(6)
    box.setLayout(flow)
    qtbot.addWidget(box)
    one, other = button("một"), button("hai")
    flow.addWidget(one)
    flow.addWidget(other)
    box.show()
    both = flow.sizeHint().width()
    one.hide()
    assert flow.sizeHint().width() == other.sizeHint().width() < both


@pytest.mark.parametrize("width", [560, NARROW - 1, NARROW, 1000, 1300])
def test_nothing_on_the_top_bar_overlaps_at_any_width(qtbot, filled, at, width):
    bar = TopBar(at(filled))
    qtbot.addWidget(bar)
    bar.resize(width, 46)
    bar.show()
    for _ in range(3):  # what is hidden or shown is laid out anew
        QApplication.processEvents()
    shown = [one for one in bar.findChildren(QWidget) if one.isVisible()]
    assert all(bar.rect().contains(one.geometry()) for one in shown)
    assert not any(a.geometry().intersects(b.geometry()) for n, a in enumerate(shown) for b in shown[:n])
