"""The first start where a unit's code stands in two campaigns."""

import pytest

from tests.offices import shelf
from tests.ui.keyboard import Key, press, target, write
from ui.first_start import Begin, FirstStart

CODE = "23446"
"""Tê Xăng of 2018; another xã today."""


@pytest.fixture
def begun():
    return []


@pytest.fixture
def first(qtbot, begun):
    page = FirstStart(shelf(), begun.append, "vi")
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    return page


def test_both_are_listed_with_their_campaign_and_the_arrow_chooses(first, begun):
    assert target() is first.search
    write(CODE)
    shown = [first.list.item(row).text().splitlines() for row in range(first.list.count())]
    assert [lines[-1] for lines in shown] == [
        "Báo cáo giữa kỳ giảm nghèo bền vững 2016–2018",
        "Rà soát hộ nghèo, hộ cận nghèo năm 2026",
    ]
    press(Key.Key_Down, Key.Key_Return)
    write("Y Thử")
    press(Key.Key_Return, Key.Key_Return, Key.Key_Return, Key.Key_Return)
    assert begun == [Begin(CODE, "Y Thử", "", "", None, "vn-2026-annual-review")]


def test_a_unit_of_one_campaign_says_nothing_of_it(first, begun):
    write("21034")
    assert first.list.item(0).text().splitlines() == ["Xã An Phú", "Tỉnh Quảng Ngãi"]
    press(Key.Key_Return)
    write("Y Thử")
    press(Key.Key_Return, Key.Key_Return, Key.Key_Return, Key.Key_Return)
    assert begun == [Begin("21034", "Y Thử", "", "")]
