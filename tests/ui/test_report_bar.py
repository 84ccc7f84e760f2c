"""The report among the papers: what changed is listed before it is printed, one key takes the new figures."""

import pytest
from PySide6.QtCore import Qt

from forms.answers import Address
from office.linked_figures import figure, text_of, tie
from office.report_paper import settings
from tests.offices import TE_XANG
from tests.ui.keyboard import CTRL, SHIFT, press

Key = Qt.Key
RESULTS = Address("BM18", (), "c03")
POOR, NEW = Address("BM02", ("2018",), "c14"), Address("BM02", ("2018",), "c12")


@pytest.fixture
def window(place, open_window, quiet):
    with place.filled(TE_XANG) as desk:
        window = open_window(desk)
        entry = window.live.entry
        window.live.put(RESULTS, f"Còn {figure(entry, POOR)} hộ.")
        tie(entry, RESULTS, text_of(entry, RESULTS), len("Còn "), POOR)
        window.show_page("papers")
        yield window
        quiet()


def framed(pages):
    return [box.lines for page in pages for box in page.boxes if box.style.name == "run" and box.style.border]


def test_a_changed_figure_is_listed_framed_on_the_screen_alone_and_taken_anew_by_one_key(window, qtbot):
    window.live.put(NEW, "20")
    window.papers.choose("report")
    page = window.papers
    qtbot.waitUntil(lambda: page.report.isVisible() and page.made is not None, timeout=20_000)
    told = page.report.notice.text
    assert told == "1 số liệu trong báo cáo không còn đúng với các biểu (đóng khung): 302 → 310"
    assert framed(page.leaves.pages) == [("302",)]
    assert framed(page.on_paper) == []
    press(Key.Key_U, modifiers=CTRL | SHIFT)
    qtbot.waitUntil(lambda: framed(page.leaves.pages) == [], timeout=20_000)
    assert text_of(window.live.entry, RESULTS) == "Còn 310 hộ."
    assert not page.report.notice.isVisible()
    assert not page.report.take.isVisible()


def test_subject_recipients_and_appendices_are_asked_for_and_kept(window, qtbot, ask):
    page = window.papers
    page.choose("report")
    qtbot.waitUntil(lambda: page.report.isVisible() and page.made is not None, timeout=20_000)
    ask.filled = {"subject": "Kết quả thử", "recipients": "Như trên; Lưu: VT."}
    page.report.words.click()
    kept = settings(window.live.entry.desk)
    assert (kept.subject, kept.recipients) == ("Kết quả thử", ("Như trên", "Lưu: VT"))
    ask.ticks = lambda lines: frozenset(n for n, one in enumerate(lines) if one.texts[0] == "BM-02")
    page.report.tables.click()
    assert settings(window.live.entry.desk).appendices == ("BM02",)
    qtbot.waitUntil(lambda: len(page.leaves.pages) < 10, timeout=20_000)
    told = [line for one in page.leaves.pages for box in one.boxes for line in box.lines]
    assert "Kết quả thử" in told
    assert "- Lưu: VT." in told
    page.choose("forms:BM02")
    qtbot.waitUntil(lambda: not page.report.isVisible(), timeout=20_000)
