"""The settings: each section by keyboard, what is chosen is kept and works elsewhere at once."""

from decimal import Decimal

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QListWidget

from forms.problems import Problem
from office.audit import PAGE, count
from office.own_folders import choose_outgoing, outgoing_folder
from office.printing import Printing, printing, read_printing
from office.working_year import choose_working_year, working_year
from tests.office.test_charts import ANNUAL
from tests.offices import shelf
from tests.ui.keyboard import Key, press, write
from tests.ui.screen_reader import unnamed
from tests.ui.test_screenshots import cut_off
from ui.entry.grid_view import GridView
from ui.papers.draw import put_aside
from ui.settings.printing import measuring_page


@pytest.fixture
def settings(open_window, filled, quiet):
    window = open_window(filled)
    window.show_page("settings")
    quiet()
    return window.settings


class TestSections:
    def test_arrow_keys_go_through_all_sections(self, settings, quiet):
        assert isinstance(settings.window().focusWidget(), QListWidget)
        seen = [settings.section]
        for _ in settings.section_names[1:]:
            press(Key.Key_Down)
            quiet()
            seen.append(settings.section)
        assert tuple(seen) == settings.section_names
        assert {"general", "people", "folders", "printing", "history", "keys", "about"} <= set(seen)

    def test_tab_leads_from_the_list_into_the_section(self, settings, quiet):
        settings.show_section("printing")
        quiet()
        settings.list.setFocus()
        press(Key.Key_Tab)
        assert settings.window().focusWidget() is settings.printing.right

    @pytest.mark.parametrize("size", [(1024, 768), (768, 576), (683, 512)])
    def test_no_section_is_cut_off_and_all_its_parts_have_names(self, settings, quiet, size):
        """768 x 576 is what 1024 x 768 leaves with letters of 14 points, 683 x 512 what 150 % leaves."""
        settings.window().resize(*size)
        quiet()
        above = settings.list.flow() is QListWidget.Flow.LeftToRight
        assert above is (size[0] < 1000)
        assert settings.list.height() < 90 or not above
        for name in settings.section_names:
            settings.show_section(name)
            quiet()
            assert settings.section == name
            assert cut_off(settings) == [], name
            assert unnamed(settings) == [], name


class TestYear:
    def test_the_grid_opens_in_the_year_worked_on(self, open_window, desk, quiet):
        choose_working_year(desk, "2017")
        window = open_window(desk)
        window.ways.form("BM02")
        quiet()
        assert window.entry.view.view.address.key == ("2017",)

    def test_a_long_table_opens_its_section_of_that_year(self, open_window, desk, quiet):
        choose_working_year(desk, "2018")
        window = open_window(desk)
        window.ways.form("BM05")
        quiet()
        grid = window.entry.view.findChildren(GridView)[0]
        assert grid.address.key[-1] == "2018"
        assert window.entry.view.chips.now.startswith("31/12/2018") or "2018" in window.entry.view.chips.now

    def test_without_a_year_tables_open_as_they_stand(self, open_window, desk, quiet):
        window = open_window(desk)
        window.ways.form("BM02")
        quiet()
        assert window.entry.view.view.address.key == ("2016",)

    def test_the_choice_is_kept(self, settings, quiet):
        general = settings.general
        general.year.setCurrentText("2017")
        general.year.activated.emit(general.year.currentIndex())
        assert settings.window().place.desk.office.setting("working_year") == "2017"

    def test_a_year_the_campaign_no_longer_asks_for_is_none(self, desk):
        choose_working_year(desk, "1999")
        assert working_year(desk) == ""


class TestFolders:
    def test_packages_may_go_into_the_chosen_folder(self, settings, ask, quiet, tmp_path):
        out = tmp_path / "goi"
        out.mkdir()
        ask.chosen_folder = out
        settings.show_section("folders")
        settings.folders.choose()
        assert outgoing_folder(settings.window().place.desk) == out
        window = settings.window()
        window.show_page("send")
        quiet()
        window.sending.where.refresh()
        assert window.sending.where.folder == out

    def test_a_folder_that_is_gone_is_told_and_not_offered(self, desk, tmp_path):
        out = tmp_path / "goi"
        out.mkdir()
        choose_outgoing(desk, out)
        out.rmdir()
        assert outgoing_folder(desk) is None
        with pytest.raises(Problem) as told:
            choose_outgoing(desk, out)
        assert told.value.code == "FOLDER_MISSING"


class TestPrinting:
    def test_what_is_typed_is_kept_and_shown_again(self, settings, quiet):
        settings.show_section("printing")
        quiet()
        part = settings.printing
        for editor, text in ((part.right, "2,5"), (part.down, "-3"), (part.percent, "96")):
            editor.setFocus()
            editor.selectAll()
            write(text)
            press(Key.Key_Return)
        desk = settings.window().place.desk
        assert printing(desk) == Printing(Decimal("2.5"), Decimal(-3), 96)
        part.refresh()
        assert [one.text() for one in (part.right, part.down, part.percent)] == ["2,5", "-3", "96"]

    @pytest.mark.parametrize(
        "typed,code",
        [(("21", "0", "100"), "PRINT_ASIDE"), (("0", "0", "50"), "PRINT_SIZE"), (("a", "", ""), "")],
    )
    def test_what_no_printer_needs_is_refused(self, desk, typed, code):
        with pytest.raises(Problem) as told:
            read_printing(*typed)
        assert code in told.value.code
        assert printing(desk) == Printing()

    def test_blanks_are_the_usual_values(self):
        assert read_printing("", "", "") == Printing()

    @pytest.mark.parametrize(
        "how,corner,wide",
        [
            (Printing(), (0, 0), 1),
            (Printing(Decimal(5), Decimal("-2.5")), (5, -2.5), 1),
            (Printing(percent=90), (10.5, 14.85), 0.9),
        ],
    )
    def test_a_page_is_moved_and_made_smaller_about_its_middle(self, qapp, how, corner, wide):
        paper = QImage(2100, 2970, QImage.Format.Format_RGB32)
        painter = QPainter(paper)
        put_aside(painter, measuring_page(), how, 254)
        found = painter.transform()
        painter.end()
        at = found.map(QPointF(0, 0))
        assert [at.x() / 10, at.y() / 10] == pytest.approx(corner, abs=0.05)
        assert found.m11() == pytest.approx(wide)

    def test_the_frame_of_the_test_page_lies_20_mm_from_the_edges(self):
        frame = measuring_page().boxes[0]
        millimetre = 72 / 25.4
        assert [frame.x, frame.y] == pytest.approx([20 * millimetre] * 2)
        assert frame.width == pytest.approx(170 * millimetre)
        assert frame.height == pytest.approx(257 * millimetre)

    def test_the_test_page_is_printed(self, settings, ask, quiet, tmp_path):
        ask.printed = tmp_path / "giay.pdf"
        settings.show_section("printing")
        quiet()
        settings.printing.test.click()
        assert ask.printed.read_bytes().startswith(b"%PDF")
        assert ask.asked[-1] == "In trang thử"


class TestHistory:
    def test_lists_filters_and_goes_to_the_cell(self, settings, quiet, qtbot):
        settings.show_section("history")
        quiet()
        part = settings.history
        desk = settings.window().place.desk
        assert part.model.rowCount() == PAGE
        assert f"{count(desk, part.wanted)}" in part.told.text()
        part.form.setCurrentIndex(part.form.findText("BM-02"))
        part.form.activated.emit(part.form.currentIndex())
        quiet()
        assert {line.form for line in part.model.lines} == {"BM-02"}
        part.table.setFocus()
        press(Key.Key_Return)
        quiet()
        window = settings.window()
        assert window.page_name == "entry"
        assert window.entry.view.view.address == part.model.lines[0].address

    def test_more_is_read_as_one_goes_down(self, settings, quiet):
        settings.show_section("history")
        quiet()
        part = settings.history
        assert part.model.canFetchMore(part.table.rootIndex())
        part.model.fetchMore(part.table.rootIndex())
        quiet()
        assert part.model.rowCount() == 2 * PAGE
        numbers = [line.number for line in part.model.lines]
        assert numbers == sorted(numbers, reverse=True)

    def test_a_day_that_is_none_is_told_and_asks_nothing(self, settings, quiet):
        settings.show_section("history")
        quiet()
        part = settings.history
        part.since.setText("31/02/2018")
        part.ask()
        assert part.notice.property("tone") == "error"
        part.since.setText("1/1/2030")
        part.ask()
        quiet()
        assert part.notice.text == ""
        assert part.model.rowCount() == 0
        assert not part.save.isEnabled()

    def test_the_filtered_list_is_saved(self, settings, quiet, ask, tmp_path):
        settings.show_section("history")
        quiet()
        part = settings.history
        part.text.setText("BM-18 không có")
        part.ask()
        quiet()
        assert part.model.rowCount() == 0
        part.text.setText("")
        part.form.setCurrentIndex(part.form.findText("BM-02"))
        part.ask()
        quiet()
        ask.saved_as = tmp_path / "a.csv"
        part.save.click()
        quiet()
        lines = (tmp_path / "a.csv").read_text("utf-8-sig").splitlines()
        assert len(lines) > 50
        assert "a.csv" in part.notice.text


def test_an_office_of_another_pack_has_its_settings_too(open_window, place, quiet):
    packed = next(one for one in shelf().packs if one.pack.id == ANNUAL)
    pack = packed.pack
    unit = next(one for one in pack.units if pack.forms_for(one) and not pack.reporting_units(one.code))
    with place.office(unit.code, pack=packed.data) as desk:
        window = open_window(desk)
        window.show_page("settings")
        for name in window.settings.section_names:
            window.settings.show_section(name)
            quiet()
        assert window.settings.general.year.count() == 2
