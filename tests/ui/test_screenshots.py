"""Every page is photographed, nothing in the office changes, and nothing is cut off.

A commune at the small size, a district at the large one; `make screens` has all, in both languages.
"""

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractScrollArea, QLabel, QPushButton, QScrollArea

from office.adding_up import tables
from tests.offices import shelf
from ui.entry.grid_view import GridView
from ui.screenshots import SIZES, screenshots

SMALL, LARGE = [[size] for size in sorted(SIZES)]


@pytest.mark.slow
@pytest.mark.timeout(120)
def test_a_communes_pages_are_photographed(filled, tmp_path):
    before = filled.own_document()
    written = screenshots(filled, tmp_path, shelf(), sizes=SMALL)
    names = {path.name for path in written}
    for width, height in SMALL:
        for form in filled.pack.forms_for(filled.unit):
            assert f"entry-{form.number}-{width}.png" in names
        assert {
            f"home-{width}.png",
            f"home-charts-{width}.png",
            f"settings-general-{width}.png",
            f"first-start-{width}.png",
        } <= names
        assert f"approver-{width}.png" in names
        assert {f"other-{width}.png", f"dossier-{width}.png", f"from-word-{width}.png"} <= names
        assert {
            f"people-keys-{width}.png",
            f"people-way-{width}.png",
            f"people-register-{width}.png",
        } <= names
        assert {f"packs-errors-{width}.png", f"packs-trial-{width}.png"} <= names
        assert {f"send-1-check-{width}.png", f"send-2-paper-{width}.png", f"send-3-sign-{width}.png"} <= names
        assert f"send-3-token-{width}.png" in names
        picture = QImage(str(tmp_path / f"home-{width}.png"))
        assert (picture.width(), picture.height()) == (width, height)
    assert all(path.stat().st_size > 5000 for path in written)
    assert filled.own_document() == before


@pytest.mark.slow
@pytest.mark.timeout(120)
def test_a_districts_tables_are_photographed(district, tmp_path):
    names = {path.name for path in screenshots(district, tmp_path, sizes=LARGE)}
    for width, _ in LARGE:
        for table in tables(district):
            assert f"totals-{table.id}-{width}.png" in names
        assert f"receive-{width}.png" in names


@pytest.mark.parametrize("which", ["filled", "district"])
def test_nothing_is_cut_off_on_the_smallest_screen(which, request, open_window, quiet):
    window = open_window(request.getfixturevalue(which))
    assert window.minimumSizeHint().width() <= 1024
    for name in window.page_names:
        window.show_page(name)
        quiet()
        assert cut_off(window.page(name)) == []


def cut_off(page):
    """What does not fit: the inside of a scroll area wider than it, a button narrower than its word."""
    areas = [
        area for area in page.findChildren(QScrollArea) if area.isVisible() and area.widget() is not None
    ]
    wide = [
        (area.widget().minimumSizeHint().width(), area.viewport().width())
        for area in areas
        if area.widget().minimumSizeHint().width() > area.viewport().width()
    ]
    buttons = [
        button.text()
        for button in page.findChildren(QPushButton)
        if button.isVisible() and button.width() < button.fontMetrics().horizontalAdvance(button.text())
    ]
    return [*wide, *buttons]


def test_no_form_is_cut_off_or_needs_to_be_scrolled_sideways(open_window, filled, quiet):
    window = open_window(filled)
    window.show_page("entry")
    for form in window.live.forms:
        window.entry.open_form(form.id)
        window.entry.add()
        quiet()
        assert cut_off(window.entry) == [], form.id
        wide = [
            area.accessibleName()
            for area in window.entry.view.findChildren(QAbstractScrollArea)
            if area.isVisible() and area.horizontalScrollBar().maximum() > 0
            if not (isinstance(area, GridView) and area.narrowest > area.viewport().width())
        ]
        assert wide == [], form.id


def test_the_commonest_screen_may_be_scaled_to_150_percent(open_window, filled, quiet):
    """1366 x 768 at 150 % leaves 911 x 512 points, less the task bar."""
    window = open_window(filled)
    window.resize(911, 470)
    assert (window.width(), window.height()) == (911, 470)
    window.show_page("entry")
    for form in window.live.forms:
        window.entry.open_form(form.id)
        quiet()
        assert cut_off(window.entry) == [], form.id
        keys = [one for one in window.entry.findChildren(QLabel) if one.property("role") == "key"]
        narrow = [one.text() for one in keys if one.isVisible() and one.width() < one.sizeHint().width()]
        assert narrow == [], form.id
        assert any(one.isVisible() for one in keys)


@pytest.mark.parametrize("which", ["filled", "district"])
def test_the_smallest_screen_may_be_scaled_to_150_percent_too(which, request, open_window, quiet):
    """1024 x 768 at 150 % leaves 683 x 512 points, less the task bar: the rest is scrolled to."""
    window = open_window(request.getfixturevalue(which))
    window.resize(683, 470)
    assert (window.width(), window.height()) == (683, 470)
    for name in window.page_names:
        window.show_page(name)
        quiet()
        areas = [one for one in window.page(name).findChildren(QScrollArea) if one.isVisible()]
        for area in areas:
            wide = area.widget().minimumSizeHint().width() - area.viewport().width()
            assert wide <= 0 or area.horizontalScrollBar().isVisible(), name
        words = [one for one in window.page(name).findChildren(QPushButton) if one.isVisible()]
        cut = [one.text() for one in words if one.width() < one.fontMetrics().horizontalAdvance(one.text())]
        assert cut == [], name
    badges = [one for one in window.findChildren(QLabel) if one.property("badge") and one.isVisible()]
    assert [one.text() for one in badges if one.width() < one.sizeHint().width()] == []
