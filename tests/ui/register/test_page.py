"""The page of the register: books by year, what changes with their use, moves, deletion; by key alone."""

from datetime import UTC, datetime

from forms.answers import Address
from forms.routed import DOT
from office.clock import FixedClock
from office.registers import ALL, POOR, books
from tests.ui.keyboard import ALT, CTRL, Key, press, write
from tests.ui.register.conftest import HOUSE, NOW, NUMBER, fill, household, rows_of
from ui.register.open_panel import EMPTY, IMPORT, LAST_YEAR


def figure(field, year="2018", table="BM02"):
    return Address(table, (year,), field)


def at_cell(window, address):
    window.ways.cell(address)
    return window.live.cell(address)


def test_the_list_tells_of_each_year_what_it_holds(page):
    told = [page.years.list.item(row).text() for row in range(page.years.list.count())]
    assert [text.split(" ")[0] for text in told] == ["2018", "2017"]
    assert f"{len(NOW)} hộ" in told[0]
    assert page.first_focus() is page.years.list


def test_a_book_is_taken_into_use_after_what_changes_was_shown(window, page, quiet):
    page.years.choose(2018)
    at = figure("c03")
    before = window.live.cell(at)
    assert not before.locked
    page.ask_use()
    quiet()
    shown = {row[0]: row[1:] for row in rows_of(page.using.table)}
    assert shown[str(at)] == ["Số hộ nghèo đầu kỳ, Năm 2018", "—", "4"]
    assert books(window.place.desk)[1].used is False
    page.using.yes.setFocus()
    press(Key.Key_Return)
    quiet()
    assert books(window.place.desk)[1].used is True
    assert "BM-02" in page.book.notice.text
    cell = at_cell(window, at)
    assert (cell.text, cell.locked, cell.from_register) == ("4", True, True)
    assert "sổ hộ" in window.entry.status.rule.text()
    _behind_and_back(window, page, quiet, at)
    _follows_what_is_typed(window, page, at)
    _put_out_of_use(window, page, quiet, at)


def _behind_and_back(window, page, quiet, at):
    """One key opens the households behind a figure, Enter one of them, and Esc leads back."""
    press(Key.Key_F10)
    quiet()
    assert [row[0] for row in rows_of(page.behind.households)] == ["HO1", "HO2", "HO3", "HO5"]
    press(Key.Key_Down, Key.Key_Return)
    assert page.filling.view.name_of(page.filling.view.key)[0] == "HO2"
    press(Key.Key_Left, modifiers=ALT)
    press(Key.Key_Escape)
    assert window.entry.isVisible()
    assert window.entry.view.address == at


def _follows_what_is_typed(window, page, at):
    window.show_page("register")
    page.open(2018)
    added = page.filling.live.rows(HOUSE)[-1]
    page.filling.jump_to(Address(HOUSE, added, "c14"))
    press(Key.Key_F2)
    write("N2")
    press(Key.Key_Return)
    press(Key.Key_Left, modifiers=ALT)
    assert at_cell(window, at).text == "5"


def _put_out_of_use(window, page, quiet, at):
    window.show_page("register")
    page.ask_use()
    quiet()
    assert {row[0]: row[2:] for row in rows_of(page.using.table)}[str(at)] == ["5", "—"]
    page.use()
    quiet()
    assert not at_cell(window, at).locked
    assert at_cell(window, at).text == ""


def test_moves_are_counted_and_compared_with_last_years_book(page, quiet):
    page.years.choose(2018)
    page.show_moves()
    quiet()
    told = {group.kind: [texts[0] for _, texts in group.lines.rows] for group in page.moving.groups}
    assert told["still"] == ["HO1", "HO3", "HO5"]
    assert told["escaped"] == ["HO2"]
    assert told["arising"] == ["HO6"]
    assert told["gone"] == ["HO9"]
    assert told["unknown"] == ["HO5"]
    assert told["other_class"] == ["HO3"]
    gone = [group.kind for group in page.moving.groups].index("gone")
    page.moving.list.setCurrentRow(gone)
    page.moving.households.setFocus()
    press(Key.Key_Return)
    assert page.year == 2017
    press(Key.Key_Left, modifiers=ALT)
    press(Key.Key_Escape)
    assert page.years.list.hasFocus()


def test_a_new_book_is_opened_step_by_step(desk, open_window, tmp_path, quiet):
    fill(desk, 2016, [household("HO1", "A Thử", c10=100, c11=20)])
    window = open_window(desk)
    window.show_page("register")
    page = window.register
    press(Key.Key_N, modifiers=CTRL)
    years = [page.opening.year.itemText(n) for n in range(page.opening.year.count())]
    assert "2016" not in years
    assert years[-2:] == ["2017", "2018"]
    assert page.opening.source.chosen == EMPTY
    assert not page.opening.source.choices[LAST_YEAR].isEnabled()
    page.opening.year.setCurrentText("2017")
    assert page.opening.source.chosen == LAST_YEAR
    page.opening.covers.choose(POOR)
    page.opening.yes.setFocus()
    press(Key.Key_Return)
    opened = {book.year: book for book in books(desk)}
    assert (opened[2017].covers, opened[2017].households) == (POOR, 1)
    page.open(2017)
    key = page.filling.live.rows(HOUSE)[0]
    assert page.filling.live.cell(Address(HOUSE, key, "c14")).view.value == "N1"
    press(Key.Key_Left, modifiers=ALT)
    page.open_new(2018, ALL, IMPORT)
    sheet = page.import_sheet
    assert sheet.isVisible()
    _shows_no_number(sheet, tmp_path, quiet)
    sheet.reject()


def _shows_no_number(sheet, tmp_path, quiet):
    """A column of ID numbers is shown by the end of its first one."""
    path = tmp_path / "hộ.csv"
    path.write_text(f"Mã hộ,Họ tên chủ hộ,Số CMND/CCCD\nHO1,A Thử,{NUMBER}\n", "utf-8-sig")
    sheet.read(path)
    quiet()
    told = [texts[2] for texts in rows_of(sheet.columns)]
    assert told == ["HO1", "A Thử", f"{DOT * 6}1234"]


def test_a_book_is_deleted_only_after_its_day_and_with_its_year_typed(page, ask):
    desk = page.place.desk
    page.years.choose(2017)
    page.ask_forget()
    assert not page.forgetting.year.isEnabled()
    page.go_back()
    ask.filled = {"day": "31/13/2022"}
    page.ask_keep()
    assert "31/13/2022" in page.book.notice.text
    ask.filled = {"day": "31122022"}
    page.ask_keep()
    assert "31/12/2022" in page.book.notice.text
    page.ask_forget()
    panel = page.forgetting
    assert not panel.year.isEnabled()
    assert "31/12/2022" in panel.notice.text
    press(Key.Key_Escape)
    assert page.years.list.hasFocus()
    desk.clock = FixedClock(datetime(2023, 1, 2, tzinfo=UTC))
    page.ask_forget()
    write("2016")
    press(Key.Key_Tab)
    write("Hết hạn")
    assert not panel.yes.isEnabled()
    panel.year.setText("2017")
    assert panel.yes.isEnabled()
    panel.yes.setFocus()
    press(Key.Key_Return)
    gone = next(one for one in books(page.place.desk) if one.year == 2017)
    assert (gone.deleted_why, gone.households) == ("Hết hạn", 4)
    assert "đã xoá" in page.years.list.item(1).text()


def test_an_office_without_registers_has_no_such_page(district, open_window):
    assert "register" not in open_window(district).page_names


def test_nothing_of_a_step_is_cut_off_on_a_scaled_small_screen(window, page, quiet):
    window.resize(911, 512)
    for act in (page.begin, page.ask_use, page.show_moves, page.ask_forget, page.open_chosen):
        page.years.choose(2018)
        act()
        quiet()
        assert window.width() <= 911
        assert page.minimumSizeHint().width() <= page.width()
        assert page.minimumSizeHint().height() <= page.height()
        page.go_back()
