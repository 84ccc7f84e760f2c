"""The page of papers: found with the keyboard, looked at, printed and saved; what is in the way is said."""

from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QPushButton

from forms.answers import Address
from tests.offices import NGOC_LAY
from tests.ui.keyboard import CTRL, NO_KEY, SHIFT, Key, press, write
from ui.ask import WindowAsk
from ui.papers.page import PapersPage


@pytest.fixture
def window(open_window, filled):
    return open_window(filled)


@pytest.fixture
def papers(at, filled, quiet, qtbot):
    """The page by itself, with its first paper shown."""
    page = PapersPage(at(filled))
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.refresh()
    page.list.setFocus()
    return ready(page, quiet, qtbot)


def ready(page, quiet, qtbot):
    """Let the list be read and the chosen paper be made."""
    quiet()
    qtbot.waitUntil(lambda: not page._rest.isActive(), timeout=3000)
    quiet()
    return page


def choose(page, words, quiet, qtbot):
    page.search.setFocus()
    page.search.clear()
    write(words)
    press(Key.Key_Return)
    return ready(page, quiet, qtbot)


def test_ctrl_p_opens_the_papers_and_escape_goes_back_to_the_work(window, quiet, qtbot):
    window.ways.cell(Address("BM02", ("2018",), "c01"))
    write("512")
    press(Key.Key_P, modifiers=CTRL)
    page = ready(window.papers, quiet, qtbot)
    assert page.isVisible()
    assert page.chosen == f"forms:{window.entry.form.id}"
    assert page.leaves.pages
    press(Key.Key_Escape)
    assert window.entry.isVisible()
    assert not any(one.isChecked() and one.text() != "Nhập liệu" for one in window.rail_buttons)
    button = next(one for one in window.findChildren(QPushButton) if one.text().strip() == "Giấy tờ")
    assert "Ctrl+P" in button.toolTip()
    button.click()  # the printer in the line on top
    quiet()
    assert window.papers.isVisible()


def test_a_paper_is_found_without_marks_and_leafed_through(papers, quiet, qtbot):
    choose(papers, "trong bm-08", quiet, qtbot)
    assert papers.chosen == "blank:BM08"
    assert len(papers.leaves.pages) > 3
    press(Key.Key_PageDown)
    assert papers.leaves.number == 1
    assert papers.where.text().startswith("Trang 2/")
    press(Key.Key_Return)  # to the pages
    before = papers.leaves.leaf.width()
    write("+")
    assert papers.leaves.leaf.width() > before
    write("-")
    press(Key.Key_PageUp)
    assert papers.leaves.number == 0


def test_a_paper_is_saved_as_a_pdf_and_goes_to_the_printer(papers, ask, quiet, qtbot, tmp_path):
    choose(papers, "ghi bm-01", quiet, qtbot)
    ask.saved_as = tmp_path / "biểu 1"
    press(Key.Key_S, modifiers=CTRL)
    assert (tmp_path / "biểu 1.pdf").read_bytes().startswith(b"%PDF")
    assert "biểu 1.pdf" in papers.notice.text
    ask.printed = tmp_path / "printed.pdf"
    press(Key.Key_P, modifiers=CTRL)
    assert ask.printed.read_bytes().startswith(b"%PDF")
    assert f"{len(papers.leaves.pages)} trang" in papers.notice.text


def test_a_held_pdf_a_folder_that_takes_nothing_and_no_printer_are_told_and_the_old_file_stays(
    papers, ask, tmp_path, monkeypatch, quiet, qtbot
):
    papers.choose("forms")
    ready(papers, quiet, qtbot)
    assert len({page.sheet for page in papers.leaves.pages}) > 15  # the whole set is one paper
    ask.saved_as = tmp_path / "cũ.pdf"
    ask.saved_as.write_bytes(b"old")

    def held(self: Path, target: Path) -> Path:
        raise PermissionError(13, "held by a reader")

    with monkeypatch.context() as locked:
        locked.setattr(Path, "replace", held)
        press(Key.Key_S, modifiers=CTRL)
    assert papers.notice.text.startswith("CARRIER_BUSY")
    assert ask.saved_as.read_bytes() == b"old"
    ask.saved_as = tmp_path / "missing" / "a.pdf"
    press(Key.Key_S, modifiers=CTRL)
    assert papers.notice.text.startswith("CARRIER_GONE")
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(list))
    monkeypatch.setattr(papers._place.ask, "printer", WindowAsk().printer, raising=True)
    press(Key.Key_P, modifiers=CTRL)
    assert papers.notice.text.startswith("NO_PRINTER")


def test_a_heading_that_is_no_paper_says_what_to_do(open_window, district, quiet, qtbot):
    window = open_window(district)
    press(Key.Key_P, modifiers=CTRL)
    page = ready(window.papers, quiet, qtbot)
    page.choose("totals")
    ready(page, quiet, qtbot)
    assert not page.printing.isEnabled()
    assert page.where.text()
    page.list.setFocus()
    press(Key.Key_Right, Key.Key_Down, modifiers=NO_KEY)
    ready(page, quiet, qtbot)
    assert page.chosen.startswith("totals:")
    assert page.leaves.pages
    assert isinstance(page, PapersPage)


def test_a_letter_follows_the_rules_that_are_chosen_and_is_saved_for_word(
    papers, ask, quiet, qtbot, tmp_path
):
    choose(papers, "chu tich", quiet, qtbot)
    papers.choose("chairman")
    ready(papers, quiet, qtbot)
    assert papers.look.currentData() == "BNV-2011"  # a campaign of 2018
    assert len(papers.leaves.pages) == 1
    papers.look.setCurrentIndex(papers.look.findData("ND30-2020"))
    papers.look.activated.emit(papers.look.currentIndex())
    quiet()
    assert papers.made.paper.profile.id == "ND30-2020"
    ask.saved_as = tmp_path / "tóm tắt.docx"
    press(Key.Key_S, modifiers=CTRL | SHIFT)
    assert ask.saved_as.read_bytes().startswith(b"PK")
    assert "tóm tắt.docx" in papers.notice.text
    papers.choose("forms:BM01")
    ready(papers, quiet, qtbot)
    assert not papers.word.isVisible()
    assert not papers.look.isVisible()


def test_the_slip_of_a_package_is_one_button_away_from_where_it_was_sent(open_window, place, quiet, qtbot):
    desk, _ = place.sent(NGOC_LAY)
    with desk:
        window = open_window(desk)
        window.show_page("send")
        quiet()
        button = next(
            one for one in window.sending.sent.findChildren(QPushButton) if one.text().startswith("Phiếu bàn")
        )
        button.click()
        page = ready(window.papers, quiet, qtbot)
        assert page.isVisible()
        assert page.chosen.startswith("slip:")
        assert len(page.leaves.pages) == 1
        window.close()
