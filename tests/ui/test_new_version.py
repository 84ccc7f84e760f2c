"""The window's preview of a newer version: read, kept waiting, accepted, and the cells to look at."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QPushButton

from db.versions import Versions
from desktop_app.app import Program, application
from forms.answers import Address
from forms.pack import Kind
from office.clock import FixedClock
from office.entry import Entry
from office.new_version import wait, waiting
from tests.offices import MOMENT, shelf
from tests.ui.dropping import drop
from tests.ui.keyboard import Key, press, target
from tests.versions import NEW, kontum, newer, sealed, with_field
from ui.window import Window


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "kontum-9.1.0.phieuxa-pack"
    path.write_bytes(sealed(newer()))
    return path


@pytest.fixture
def page(open_window, filled, quiet):
    window = open_window(filled)
    window.show_page("packs")
    window.packs.show_section("new")
    quiet()
    return window.packs.new_version


def lines(part):
    """The texts of a list, line by line."""
    table = part.table
    return [
        tuple(table.item(row, column).text() for column in range(table.columnCount()))
        for row in range(table.rowCount())
    ]


def test_a_chosen_file_is_shown_and_changes_nothing(page, file, filled, ask, quiet):
    ask.files = (file,)
    page.drop.files.setFocus()
    press(Key.Key_Return)
    quiet()
    assert "1.0.0 → 9.1.0" in page.title.text()
    assert ("Thêm mới", f"Thêm chỉ tiêu BM02.{NEW} Hộ mới theo chuẩn.") in lines(page.changes)
    assert [line[1] for line in lines(page.problems)] == [f"BM02[{y}].{NEW}" for y in (2016, 2017, 2018)]
    assert page.left.isHidden()
    assert filled.pack == kontum()
    assert target() is page.changes.table


def test_a_dropped_file_is_shown_too(page, file, quiet):
    drop(page.drop, file)
    quiet()
    assert page.seen is not None
    assert page.seen.new == newer()


def test_later_keeps_the_file_waiting_and_it_is_shown_again(page, file, filled, open_window, quiet):
    page.look(file)
    quiet()
    page.later_button.setFocus()
    press(Key.Key_Return)
    assert "9.1.0 đang chờ" in page.notice.text
    assert waiting(filled) is not None
    window = open_window(filled)
    window.show_page("packs")
    window.packs.show_section("new")
    quiet()
    again = window.packs.new_version
    assert "9.1.0" in again.title.text()
    assert again.forget_button.isVisible()
    again.forget_button.setFocus()
    press(Key.Key_Return)
    quiet()
    assert waiting(filled) is None
    assert again.card.isHidden()


def test_accepting_turns_the_office_over_and_lists_the_cells_to_look_at(
    page, file, filled, open_window, quiet, qtbot
):
    page.look(file)
    quiet()
    page.accept_button.setFocus()
    with qtbot.waitSignal(page.desk_changed, timeout=20_000) as told:
        press(Key.Key_Return)
    quiet()
    assert "Đã nhận phiên bản 9.1.0" in told.args[0]
    assert filled.pack.version == "9.1.0"
    # The program builds the window anew on the same desk.
    window = open_window(filled)
    window.show_page("packs")
    window.packs.tell("new", told.args[0])
    quiet()
    after = window.packs.new_version
    assert filled.person.name in after.done_text.text()
    assert len(lines(after.open)) == 3
    after.open.table.setFocus()
    press(Key.Key_Down, Key.Key_Return)
    assert window.page("entry").isVisible()
    assert window.entry.view.address == Address("BM02", ("2017",), NEW)
    Entry(filled).put_text(Address("BM02", ("2017",), NEW), "3")
    window.show_page("packs")
    quiet()
    assert len(lines(after.open)) == 2


def test_a_file_that_cannot_be_accepted_is_refused_with_a_sentence(page, tmp_path, quiet):
    broken = tmp_path / "x.phieuxa-pack"
    broken.write_bytes(b"PK not a pack")
    page.look(broken)
    quiet()
    assert "PACK_NOT_WHOLE" in page.notice.text
    page.look(tmp_path / "gone.phieuxa-pack")
    assert "FILE_MISSING" in page.notice.text
    page.look(tmp_path)
    assert "FILE_MISSING" in page.notice.text
    assert page.card.isHidden()


def test_undo_in_the_window_says_that_older_steps_belong_to_another_version(filled, open_window, quiet, file):
    from office.new_version import accept, preview

    Entry(filled).put_text(Address("BM02", ("2018",), "c18"), "245")
    accept(filled, preview(filled, file.read_bytes()))
    window = open_window(filled)
    window.show_page("entry")
    told = []
    window.live.refused.connect(lambda _, sentence: told.append(sentence))
    window.live.undo()
    assert "1.0.0" in told[0]
    assert "lịch sử" in told[0]


def test_the_home_page_tells_of_a_version_that_waits_and_leads_to_it(filled, open_window, quiet, file):
    wait(filled, file.read_bytes())
    window = open_window(filled)
    (see,) = [one for one in window.home.findChildren(QPushButton) if one.text() == "Xem có gì khác"]
    see.setFocus()
    press(Key.Key_Return)
    quiet()
    assert window.page("packs").isVisible()
    assert window.packs.section == "new"
    assert "9.1.0" in window.packs.new_version.title.text()


def test_the_program_goes_on_with_the_accepted_version_in_a_window_built_anew(
    filled, file, tmp_path, qtbot, language
):
    home = filled.home
    filled.close()
    program = Program(application([]), home, shelf(), FixedClock(MOMENT))
    old = program.open()
    assert isinstance(old, Window)
    old.show_page("packs")
    old.packs.show_section("new")
    old.packs.new_version.look(file)
    qtbot.waitUntil(lambda: old.packs.new_version.seen is not None, timeout=20_000)
    old.packs.new_version.accept()
    qtbot.waitUntil(lambda: program.shown is not old, timeout=20_000)
    new = program.shown
    assert isinstance(new, Window)
    assert new.place.desk.pack.version == "9.1.0"
    assert new.packs.section == "new"
    assert "Đã nhận phiên bản 9.1.0" in new.packs.new_version.notice.text
    qtbot.waitUntil(lambda: len(lines(new.packs.new_version.open)) == 3, timeout=20_000)
    new.live.put(Address("BM02", ("2018",), NEW), "2")
    assert new.live.entry.view(Address("BM02", ("2018",), NEW)).value == 2
    program.close()


def test_a_file_that_waits_and_cannot_be_accepted_is_told_and_let_go(filled, open_window, quiet):
    other = with_field(
        replace(kontum(), version="9.1.0"), "BM02", "c12", lambda f: (replace(f, kind=Kind.TEXT),)
    )
    Versions(filled.database).keep_waiting(other, sealed(other), who="Y Thử", when=filled.clock.now())
    window = open_window(filled)
    window.show_page("packs")
    window.packs.show_section("new")
    quiet()
    assert "PACK_FIELD_CHANGED" in window.packs.new_version.notice.text
    assert "vn:replaces" in window.packs.new_version.notice.text
    assert waiting(filled) is None
