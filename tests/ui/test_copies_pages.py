"""Copies on the screen: how old the last one is in words, made with one key, brought back by keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from desktop_app.app import Program
from exports.copy_file import SUFFIX
from exports.paper_setting import set_pages
from office.clock import FixedClock
from office.copies import Why, copies_folder, copies_in, make
from office.home_place import POINTER
from office.recovery_code import recovery_of
from office.recovery_paper import recovery_paper
from tests.office.test_copies import CELL, again, put
from tests.offices import MOMENT, NGOC_LAY, TE_XANG, shelf
from tests.ui.keyboard import press, target
from tests.ui.screen_reader import unnamed
from ui.copies.home_choice import Homes
from ui.copies.home_line import CopyLine
from ui.copies.restore_page import RestorePage
from ui.copies.section import Section
from ui.first_start import Begin, FirstStart
from ui.papers.letters import width_of
from ui.window import Window

CLOCK = FixedClock(MOMENT)


def words(widget):
    return [one.text() for one in widget.findChildren(QLabel)]


@pytest.fixture
def section(qtbot, at, desk):
    made = Section(at(desk))
    qtbot.addWidget(made)
    made.refresh()
    made.show()
    return made


def test_the_home_line_tells_the_age_of_the_last_copy_in_words_and_where_the_data_are(qtbot, at, desk):
    line = CopyLine(at(desk))
    qtbot.addWidget(line)
    assert "chưa có bản sao" in words(line)
    assert f"Dữ liệu: {desk.home}" in words(line)
    make(desk, Why.CLOSING)
    line = CopyLine(at(desk))
    qtbot.addWidget(line)
    assert "mọi số liệu đã có trong bản sao" in words(line)


def test_a_copy_is_made_now_and_stands_in_the_list(section, desk, quiet):
    section.now.click()
    quiet()
    assert len(copies_in(copies_folder(desk.home))) == 1
    assert section.table.rowCount() == 1
    assert "Đã tạo và kiểm tra bản sao" in section.notice.text


def test_a_copy_on_a_stick_and_the_one_for_another_pc_tell_how_to_go_on(section, place, ask, quiet):
    ask.chosen_folder = place.stick()
    section.stick.click()
    quiet()
    section.move_away.click()
    quiet()
    assert len(list(place.stick().glob(f"*{SUFFIX}"))) == 2
    assert "Trên máy mới" in section.notice.text
    ask.chosen_folder = place.stick() / "pulled"
    section.stick.click()
    quiet()
    assert "FOLDER_MISSING" in section.notice.text


def test_a_second_disk_is_chosen_and_given_up(section, place, ask, desk, quiet):
    ask.chosen_folder = place.stick("D")
    section.second.click()
    quiet()
    assert len(list((place.stick("D") / "PhieuXa-ban-sao").iterdir())) == 1
    section.no_second.click()
    assert desk.office.setting("copies_second") == ""


def test_the_paper_for_the_safe_is_printed_and_a_new_code_asks_for_it_again(section, desk, ask, tmp_path):
    assert "chưa in" in words(section)
    ask.printed = tmp_path / "paper.pdf"
    section.print.click()
    assert ask.printed.stat().st_size > 5_000
    assert "đã in ngày 20/09/2018" in words(section)
    old = recovery_of(desk).code
    ask.saved_as = tmp_path / "code.pdf"
    section.new.click()
    assert recovery_of(desk).code != old
    assert "chưa in" in words(section)
    section.save.click()
    assert ask.saved_as.exists()
    ask.yes = False
    section.new.click()


def test_the_paper_is_one_page_with_every_group_of_the_code(desk, qapp):
    pages = set_pages(recovery_paper(desk), width_of)
    assert len(pages) == 1
    lines = [line for box in pages[0].boxes for line in box.lines]
    for group in recovery_of(desk).code.split("-"):
        assert group in lines
    assert any(desk.unit.name in line for line in lines)


def restore_page(qtbot, ask, runner, home, desk=None, release=lambda: None):
    page = RestorePage(ask, runner, home, shelf(), CLOCK, "vi", desk, release)
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    assert unnamed(page) == []
    first = page.first_focus()
    assert first is not None
    first.setFocus()
    return page


def test_a_copy_is_compared_and_brought_back_by_keyboard_alone(qtbot, place, ask, runner, quiet):
    desk = place.office(NGOC_LAY)
    put(desk, 451)
    make(desk, Why.CLOSING)
    put(desk, 452)
    page = restore_page(qtbot, ask, runner, desk.home, desk, desk.close)
    press(Qt.Key.Key_Return)
    assert target() is page.go
    assert page.code_line.isHidden()
    shown = [page.compared.item(row, 0).text() for row in range(page.compared.rowCount())]
    assert shown[0] == "Đơn vị"
    with qtbot.waitSignal(page.made):
        press(Qt.Key.Key_Return)
        quiet()
        assert target() is page.open
        assert "vẫn được giữ trong" in page.notice.text
        press(Qt.Key.Key_Return)
    with again(desk.home) as back:
        assert back.own_document().value(CELL) == 451


def test_on_another_pc_the_code_is_asked_for_and_a_wrong_one_told(qtbot, place, ask, runner, quiet, tmp_path):
    with place.office(NGOC_LAY) as desk:
        put(desk, 451)
        code = recovery_of(desk).code
        ask.files = (make(desk, Why.MOVE, place.stick()).path,)
    home = tmp_path / "new-pc"
    page = restore_page(qtbot, ask, runner, home)
    press(Qt.Key.Key_Return)
    assert target().accessibleName() == "Mã khôi phục"
    page.code.setText(f"{code[:-1]}{'2' if code[-1] != '2' else '3'}")
    press(Qt.Key.Key_Return)
    quiet()
    assert "RECOVERY_CODE_GROUP" in page.notice.text
    assert target().accessibleName() == "Mã khôi phục"
    page.code.setText(code.lower())
    press(Qt.Key.Key_Return)
    quiet()
    with again(home) as desk:
        assert desk.own_document().value(CELL) == 451


def test_a_file_that_is_no_copy_and_one_of_another_unit_are_told(qtbot, place, ask, runner, desk):
    page = restore_page(qtbot, ask, runner, desk.home, desk)
    other = place.stick() / f"x{SUFFIX}"
    other.write_bytes(b"x" * 100)
    page.look_at(other)
    assert "COPY_NONE" in page.notice.text
    with place.office(TE_XANG) as near:
        page.look_at(make(near, Why.ASKED, place.stick()).path)
    assert "COPY_OTHER_UNIT" in page.notice.text
    assert page.go.isHidden()


def program(qtbot, qapp, home, base=None):
    made = Program(qapp, home, shelf(), CLOCK, base=base)
    made.open()
    return made


def test_closing_the_program_leaves_a_copy(qtbot, qapp, place):
    with place.office(NGOC_LAY) as desk:
        home = desk.home
    made = program(qtbot, qapp, home)
    made.close()
    (kept,) = copies_in(copies_folder(home))
    assert kept.path.name.endswith(f"dong-chuong-trinh{SUFFIX}")


def test_the_program_goes_to_a_copy_and_back_to_its_window(qtbot, qapp, place):
    with place.office(NGOC_LAY) as desk:
        put(desk, 451)
        path = make(desk, Why.CLOSING).path
        put(desk, 452)
        home = desk.home
    made = program(qtbot, qapp, home)
    window = made.shown
    assert isinstance(window, Window)
    line = window.home.findChild(CopyLine)
    assert line is not None
    line.open.click()
    assert window.settings.section == "copies"
    window.settings.copies.restore.click()
    qtbot.waitUntil(lambda: isinstance(made.shown, RestorePage), timeout=10_000)
    page = made.shown
    assert isinstance(page, RestorePage)
    page.back.click()
    qtbot.waitUntil(lambda: isinstance(made.shown, Window), timeout=10_000)
    window = made.shown
    assert isinstance(window, Window)
    assert window.settings.section == "copies"
    made._show_restore("vi")
    page = made.shown
    assert isinstance(page, RestorePage)
    page.look_at(path)
    with qtbot.waitSignal(page.made, timeout=10_000):
        page.go.click()
        qtbot.waitUntil(lambda: not page.open.isHidden(), timeout=10_000)
        page.open.click()
    qtbot.waitUntil(lambda: made.desk is not None, timeout=10_000)
    assert made.desk.own_document().value(CELL) == 451
    made.close()


def test_the_first_start_shows_the_folder_and_refuses_one_on_a_network(qtbot, ask, tmp_path, monkeypatch):
    from forms.problems import Problem
    from office.home_place import Proposal

    def demand(folder):
        if "share" in str(folder):
            raise Problem("HOME_NETWORK", folder=folder)

    homes = Homes((Proposal(tmp_path / "D" / "PhieuXa", begun=False),), demand)
    begun: list[Begin] = []

    def begin(said):
        begun.append(said)
        raise Problem("NO_PACK")

    page = FirstStart(shelf(), begin, "vi", ask=ask, homes=homes)
    qtbot.addWidget(page)
    assert page.home is not None
    ask.chosen_folder = tmp_path / "share"
    page.home.change.click()
    assert "ổ mạng" in page.home.notice.text
    ask.chosen_folder = tmp_path / "E"
    page.home.change.click()
    assert page.home.folder == tmp_path / "E" / "PhieuXa"
    page.search.setText("ngoc lay")
    page.list.itemActivated.emit(page.list.item(0))
    page.name.setText("Y Blin")
    page.start()
    assert begun[0].home == tmp_path / "E" / "PhieuXa"


def test_the_first_start_opens_data_that_lie_on_another_disk(qtbot, qapp, place, tmp_path):
    base = tmp_path / "profile"
    with place.office(NGOC_LAY) as desk:
        home = desk.home
    made = program(qtbot, qapp, base, base)
    assert isinstance(made.shown, FirstStart)
    made._open_found(home)
    assert made.desk is not None
    assert made.desk.home == home
    assert (base / POINTER).exists()
    made.close()
