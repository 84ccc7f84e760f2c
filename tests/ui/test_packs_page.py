"""The page of form packs: reading what is installed, mending a workbook, trying it out, signing it."""

import shutil
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QWidget

from forms.answers import Address
from forms.authoring import export_workbook
from forms.pack import Severity
from office.building import next_version
from office.entry import Entry
from office.new_version import wait
from office.packs import open_pack, seal
from tests.conftest import ROOT
from tests.forms.authoring.sources import change, write_pack
from tests.offices import MOMENT, PACK, PASSPHRASE, key_of
from tests.ui.dropping import drop
from tests.ui.keyboard import CTRL, Key, press, target, write
from tests.ui.test_screenshots import cut_off
from tests.ui.test_words import english_only, texts
from ui.packs.signing import DONE, KEY, PLACE, VERSION


@pytest.fixture
def source(tmp_path):
    return write_pack(tmp_path / "small")


@pytest.fixture
def broken(source):
    change(source / "forms" / "F-1.md", "| integer |", "| integr |")
    change(source / "checks.csv", "K07,error", "K07,eror")
    return source


@pytest.fixture
def page(open_window, desk, quiet):
    window = open_window(desk)
    window.show_page("packs")
    quiet()
    return window.page("packs")


@pytest.fixture
def workshop(page):
    page.show_section("build")
    return page.builder


def words(widget: QWidget) -> str:
    return " | ".join(one.text() for one in widget.findChildren(QLabel) if one.isVisible())


class TestWhatIsInstalled:
    def test_tells_version_hash_words_signer_forms_and_deadlines(self, page, desk):
        told = words(page)
        assert f"{desk.pack.id} {desk.pack.version}" in told
        assert "khoá dùng một lần" in told
        assert page.installed.list.item(0, 4).text() == "✓ đang dùng"
        forms = page.installed.findChildren(QWidget)
        cells = [
            table.item(row, 2).text()
            for table in forms
            if getattr(table, "accessibleName", str)() == "Các biểu của bộ"
            for row in range(table.rowCount())
        ]
        assert "Xã 30/09/2018" in cells


class TestMending:
    def test_errors_are_listed_with_code_sheet_cell_and_remedy(self, workshop, broken, quiet):
        workshop.open(broken)
        quiet()
        rows = [
            [workshop.list.item(row, c).text() for c in range(5)] for row in range(workshop.list.rowCount())
        ]
        assert [
            "PACK_TYPE_UNKNOWN",
            "F-1 survey",
            "A5",
            "Không có kiểu “integr” (→ integer)",
            "Sửa cột type.",
        ] in rows
        assert "2 lỗi" in workshop.notice.text
        assert not workshop.sign_button.isVisible()
        assert not workshop.preview_button.isVisible()

    def test_errors_and_warnings_are_told_apart_by_the_buttons_above(self, workshop, broken, quiet):
        workshop.open(broken)
        quiet()
        workshop.show_only("warning")
        assert workshop.shown == ()
        workshop.show_only("error")
        assert {remark.severity for remark in workshop.shown} == {Severity.ERROR}

    def test_all_lines_go_to_the_clipboard_as_rows(self, workshop, broken, quiet):
        workshop.open(broken)
        quiet()
        workshop.copy_button.click()
        lines = QApplication.clipboard().text().split("\n")
        assert len(lines) == 2
        assert all(line.count("\t") == 6 for line in lines)

    def test_the_workbook_is_opened_in_its_own_program(self, workshop, source, tmp_path, quiet, ask):
        book = tmp_path / "small.xlsx"
        book.write_bytes(export_workbook(source))
        workshop.open(book)
        quiet()
        workshop.open_button.click()
        assert ask.shown == [book]
        ask.shows = False
        workshop.open_button.click()
        assert "không có chương trình" in workshop.notice.text

    def test_f5_checks_again(self, workshop, broken, quiet):
        workshop.open(broken)
        quiet()
        change(broken / "forms" / "F-1.md", "| integr |", "| integer |")
        change(broken / "checks.csv", "K07,eror", "K07,error")
        press(Key.Key_F5)
        quiet()
        assert workshop.checked.pack is not None
        assert workshop.sign_button.isEnabled()

    def test_a_change_on_disk_is_checked_by_itself_once_it_stands_still(self, workshop, broken, quiet):
        workshop.open(broken)
        quiet()
        change(broken / "forms" / "F-1.md", "| integr |", "| integer |")
        workshop.look()
        assert workshop.checked.pack is None  # seen for the first time: it may still be under way
        quiet()
        workshop.look()
        quiet()
        assert [remark.code for remark in workshop.checked.remarks] == ["PACK_VALUE"]

    def test_an_open_workbook_is_said_to_be_open(self, workshop, source, tmp_path, quiet):
        book = tmp_path / "small.xlsx"
        book.write_bytes(export_workbook(source))
        (tmp_path / "~$small.xlsx").touch()
        workshop.open(book)
        quiet()
        assert "đang mở trong Excel" in workshop.notice.text

    def test_a_source_that_went_away_is_told_in_a_sentence(self, workshop, source, tmp_path, quiet):
        workshop.open(tmp_path / "gone.xlsx")
        quiet()
        assert [remark.code for remark in workshop.shown] == ["PACK_SOURCE_GONE"]

    def test_files_are_chosen_or_dropped(self, workshop, source, tmp_path, quiet, ask):
        book = tmp_path / "small.xlsx"
        book.write_bytes(export_workbook(source))
        ask.files = (book,)
        workshop.drop.files.click()
        quiet()
        assert workshop.source == book
        ask.chosen_folder = source
        workshop.drop.folder.click()
        quiet()
        assert workshop.source == source
        drop(workshop.drop, book)
        quiet()
        assert workshop.source == book

    def test_the_window_goes_on_while_a_source_is_checked(self, workshop, source, quiet):
        workshop.open(source)
        assert workshop.state.text() == "Đang kiểm …"
        assert not workshop.sign_button.isEnabled()
        quiet()
        assert workshop.sign_button.isEnabled()


class TestTryingOut:
    @pytest.fixture
    def trial(self, page, workshop, source, quiet):
        workshop.open(source)
        quiet()
        workshop.preview_button.click()
        quiet()
        return page.preview

    def test_the_forms_stand_in_the_real_entry_view_marked_as_a_trial(self, page, trial):
        assert page.previewing
        assert [form.id for form in trial.page.live.forms] == ["F1", "F2"]
        assert "Xem thử – không lưu" in words(page)

    def test_typing_shows_findings_and_leaves_the_own_office_alone(self, trial, desk):
        before = desk.own_document()
        cell = Address("F1", ("2017",), "c02")
        trial.page.live.put(Address("F1", ("2017",), "c01"), "10")
        trial.page.jump_to(cell)
        write("11")
        press(Key.Key_Return)
        assert trial.page.live.cell(cell).mark == "error"
        assert desk.own_document() == before

    def test_both_languages_show_the_same_answers(self, trial, language):
        cell = Address("F1", ("2017",), "c01")
        trial.page.live.put(cell, "10")
        before = trial.page
        trial.speak("en")
        assert trial.page is not before
        assert trial.page.live.cell(cell).text == "10"
        assert trial.page.live.place.words(trial.page.live.forms[0].title) == "Movement of the poor"

    def test_another_unit_gets_an_office_of_its_own(self, page, desk, quiet):
        page.preview_pack(desk.pack)
        quiet()
        folder = page.preview._scratch.folder
        forms = len(page.preview.page.live.forms)
        last = page.preview.units.count() - 1
        page.preview.units.setCurrentIndex(last)
        page.preview.units.activated.emit(last)
        quiet()
        assert len(page.preview.page.live.forms) < forms
        assert page.preview._scratch.folder != folder

    def test_closing_throws_the_office_away(self, page, trial, qtbot):
        folder = trial._scratch.folder
        assert folder.is_dir()
        press(Key.Key_W, modifiers=CTRL)
        qtbot.waitUntil(lambda: not folder.exists())
        assert not page.previewing
        assert target() is page.builder.sign_button


class TestSigning:
    @pytest.fixture
    def panel(self, workshop, source, quiet):
        workshop.open(source)
        quiet()
        workshop.sign_button.click()
        quiet()
        return workshop.signing

    def test_the_keyboard_alone_signs_with_a_key_used_once(self, panel, workshop, tmp_path, quiet, ask):
        out = tmp_path / "out"
        out.mkdir()
        ask.chosen_folder = out
        assert panel.step == VERSION
        assert panel.version.hasFocus()
        assert panel.version.text() == "1.2.0"
        press(Key.Key_Return)
        assert panel.step == KEY
        press(Key.Key_Down)
        assert panel.without_key.isChecked()
        press(Key.Key_Tab)
        while target() is not panel.next:
            press(Key.Key_Tab)
        press(Key.Key_Return)
        assert panel.step == PLACE
        while target() is not panel.where.choose_button:
            press(Key.Key_Tab)
        press(Key.Key_Return)
        assert target() is panel.next
        press(Key.Key_Return)
        quiet()
        assert panel.step == DONE
        (written,) = out.iterdir()
        assert written.name == "small-1.2.0.phieuxa-pack"
        opened = open_pack(written.read_bytes(), MOMENT)
        assert opened.pack.hash[:32] in words(panel)
        press(Key.Key_Return)
        assert panel.isHidden()
        assert workshop.isVisible()

    def test_an_office_key_signs_with_its_passphrase(self, panel, desk, tmp_path, quiet):
        key_of(desk)
        panel.next.click()
        panel.keys.refresh()
        assert not panel.next.isEnabled()
        panel.keys.passphrase.setText(PASSPHRASE)
        panel.next.click()
        panel.where._offer(tmp_path, str(tmp_path))
        panel.where._press(len(panel.where._folders) - 1)
        panel.where.changed.emit()
        panel.next.click()
        quiet()
        assert panel.step == DONE
        assert "khoá dùng một lần" not in words(panel)
        assert panel.keys.passphrase.text() == ""

    def test_a_file_of_that_name_is_replaced_only_after_asking(self, panel, tmp_path, quiet, ask):
        there = tmp_path / "small-1.2.0.phieuxa-pack"
        there.write_bytes(b"old")
        panel.without_key.setChecked(True)
        panel._show(PLACE)
        panel.where._offer(tmp_path, str(tmp_path))
        panel.where._press(len(panel.where._folders) - 1)
        panel.where.changed.emit()
        ask.yes = False
        panel.next.click()
        quiet()
        assert there.read_bytes() == b"old"
        ask.yes = True
        panel.next.click()
        quiet()
        assert panel.step == DONE
        assert open_pack(there.read_bytes(), MOMENT).pack.id == "small"

    def test_a_version_that_is_none_is_refused_where_it_stands(self, panel):
        panel.version.setText("hai")
        panel.next.click()
        assert panel.step == VERSION
        assert "PACK_VERSION_FORM" in panel.notice.text
        assert target() is panel.version

    def test_going_back_leads_to_the_workbook(self, panel, workshop):
        panel.back.click()
        assert panel.isHidden()
        assert workshop.sign_button.isVisible()


@pytest.mark.parametrize(
    "size, speech", [((1366, 728), "vi"), ((1024, 728), "vi"), ((911, 470), "vi"), ((911, 470), "en")]
)
def test_no_page_of_the_rail_and_nothing_of_this_page_is_cut_off(
    open_window, district, quiet, source, language, size, speech
):
    language.use(speech)
    district.set_language(speech)
    window = open_window(district)
    window.resize(*size)
    assert (window.width(), window.height()) == size
    for button in window.rail_buttons:
        assert button.height() >= 47
        low = button.mapTo(window, button.rect().bottomLeft()).y()
        assert low < size[1]
    assert len({button.mapTo(window, button.rect().topLeft()).y() for button in window.rail_buttons}) == len(
        window.rail_buttons
    )
    window.show_page("packs")
    quiet()
    page = window.page("packs")
    for name in page.section_names:
        page.show_section(name)
        quiet()
        assert cut_off(page) == [], name
    page.show_section("build")
    page.builder.open(source)
    quiet()
    assert cut_off(page) == []
    page.builder.preview()
    quiet()
    assert cut_off(page) == []
    page.close_preview()
    page.builder.start_signing()
    quiet()
    for step in (VERSION, KEY, PLACE):
        page.builder.signing._show(step)
        QApplication.processEvents()
        assert cut_off(page) == [], step


def test_every_box_has_a_name_and_no_english_is_left(open_window, district, quiet, broken):
    window = open_window(district)
    window.show_page("packs")
    page = window.page("packs")
    for name in page.section_names:
        page.show_section(name)
        quiet()
    page.builder.open(broken)
    quiet()
    boxes = [
        *page.findChildren(QLineEdit),
        *page.findChildren(QPlainTextEdit),
        *page.findChildren(QComboBox),
    ]
    assert [box for box in boxes if not box.accessibleName()] == []
    english = english_only()
    assert {text for text in texts(page) if english.fullmatch(text)} == set()


def test_the_own_answers_are_as_before_when_the_window_closes_during_a_trial(
    open_window, desk, quiet, source
):
    window = open_window(desk)
    page = window.page("packs")
    window.show_page("packs")
    page.show_section("build")
    page.builder.open(source)
    quiet()
    page.builder.preview()
    window.close()
    assert Entry(desk).desk.own_document() == desk.own_document()


def test_the_sample_workbook_is_written_opened_and_free_of_errors(workshop, tmp_path, quiet, ask):
    ask.saved_as = tmp_path / "so-mau"
    workshop.template_button.click()
    quiet()
    quiet()
    assert workshop.source == tmp_path / "so-mau.xlsx"
    assert workshop.checked.pack is not None
    assert workshop.checked.count(Severity.ERROR) == 0


def test_what_differs_from_the_installed_version_is_shown_before_signing(workshop, desk, tmp_path, quiet):
    source = tmp_path / "kontum"
    shutil.copytree(ROOT / "packs" / PACK, source, ignore=shutil.ignore_patterns("demo", "synthesis"))
    change(source / "campaign.csv", "2018-09-30", "2018-10-05")
    workshop.open(source)
    quiet()
    workshop.start_signing()
    quiet()
    panel = workshop.signing
    assert panel.differences.rowCount() >= 1
    assert panel.version.text() == next_version(desk.pack.version)
    assert f"Ở đây đang cài bản {desk.pack.version}" in panel.version_words.text()


def test_a_version_that_waits_is_told_where_the_packs_are_listed(page, desk, quiet):
    newer = replace(desk.pack, version="9.0.0")
    wait(desk, seal(newer, MOMENT))
    page.show_section("installed")
    quiet()
    assert "Bản 9.0.0 chờ từ" in page.installed.notice.text
    page.installed.look_button.click()
    assert page.section == "new"
