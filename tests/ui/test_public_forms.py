"""Published forms of other people open in the window: every page, typed into, with a row of every repeat."""

import os
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLabel

from forms.answers import Address
from office.other_forms import install
from tests.ui.test_screenshots import cut_off
from ui.form_pictures import answer, columns, form_pictures

ROOT = Path(__file__).resolve().parents[2]
FORMS = Path(os.environ.get("PHIEUXA_SHARED", ROOT.parent / "shared")) / "conformance" / "forms"
FILES = sorted(FORMS.glob("*.xlsx"))
MOST_ROUNDS = 6
SLOWEST_OPENING = 3.0  # seconds, of the largest form

needed = pytest.mark.skipif(not FILES, reason="../shared/conformance/forms is not here")


def raw_markup(page):
    """Give the texts of a page in which a tag or a mark is seen that was meant to be obeyed."""
    texts = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    return [text for text in texts if "&lt;b&gt;" in text or "&lt;font" in text or "**" in text]


@needed
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem[:40])
def test_a_public_form_is_filled_page_by_page_in_the_window(path, desk, open_window):
    form = install(desk, path)
    window = open_window(desk)
    window.show_page("other")
    started = time.perf_counter()
    window.other.begin(form.id)
    QCoreApplication.processEvents()
    assert time.perf_counter() - started < SLOWEST_OPENING
    live, view = window.other.filling.live, window.other.filling.view
    seen: set[int] = set()
    typed = 0
    for _ in range(MOST_ROUNDS):  # an answer may bring further pages
        before = len(seen)
        for row, section in enumerate(view.sections):
            if row not in view.asked_sections or row in seen:
                continue
            seen.add(row)
            view.show_section(row)
            QCoreApplication.processEvents()
            page = view.shown
            assert raw_markup(page) == []
            assert page.part.isVisibleTo(page), section
            for column in columns(page.part):
                shown = [box for box in column.boxes.values() if not box.isHidden()]
                assert shown or column.repeats or not column.boxes, section
                assert all(box.words or box.inner is not None or box.field.locked for box in shown), section
                typed += answer(live, column)
            QCoreApplication.processEvents()
            assert cut_off(window.other) == [], section
        if len(seen) == before:
            break
    assert typed or path.name.startswith("XlsFormUtil")  # a form of notes alone
    assert all(title.strip() for title in view.titles)
    address = next(iter(live.entry.open.document().tables.items()), None)
    assert address is not None
    kept = live.entry.open.document()
    window.other.close_instance()
    listed = window.other.overview.instances
    assert len(listed) == 1
    window.other.open(form.id, listed[0].submission, listed[0].version)
    assert window.other.entry.open.document() == kept


@needed
def test_every_public_form_can_be_undone_to_its_beginning(desk, open_window):
    form = install(desk, next(path for path in FILES if "tutorial-nested-geo" in path.name))
    window = open_window(desk)
    window.show_page("other")
    window.other.begin(form.id)
    live, view = window.other.filling.live, window.other.filling.view
    before = live.entry.open.document()
    for row in range(len(view.sections)):
        view.show_section(row)
        for column in columns(view.shown.part):
            answer(live, column)
    assert live.entry.open.document() != before
    while live.entry.step_size():
        live.undo()
        QCoreApplication.processEvents()
    assert live.entry.open.document() == before
    assert all(isinstance(address, Address) for address in view.shown.part.boxes)


@needed
def test_pictures_are_taken_of_every_page_of_a_form(desk, tmp_path):
    file = next(path for path in FILES if "ordinal" in path.name)
    counts = form_pictures(desk, [file], tmp_path / "pictures")
    assert counts[file.name] >= 2 * 4  # begun, two sections, problems; at two sizes
    assert len(list((tmp_path / "pictures").glob("*.png"))) == counts[file.name] + 2  # and the list
