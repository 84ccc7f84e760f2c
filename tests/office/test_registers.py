"""The household register: kept by year beside the campaign, as any form, never part of what is sent."""

import zipfile
from datetime import UTC, date, datetime

import pytest

from db.presenting import PaperState, Presenting
from desktop_app.demo_register import different, take_register
from forms.answers import Address
from forms.part_scope import Scope
from forms.problems import Problem
from office.clock import FixedClock
from office.entry import Entry
from office.excel_forms import write_form
from office.giving_out import export_answers
from office.parts import give
from office.registers import (
    ALL,
    POOR,
    behind,
    books,
    derived,
    forget,
    has_registers,
    keep_until,
    next_year,
    open_book,
    set_used,
)
from tests.offices import NGOC_LAY, TU_MO_RONG, Place, demo_data, number, send_to

ENUMERATOR = "Nguyễn Thị Rà Soát"  # of every household of the demo's lists
REVIEWED = datetime(2018, 12, 20, 2, tzinfo=UTC)


@pytest.fixture
def desk(tmp_path):
    with Place(tmp_path).office(NGOC_LAY) as desk:
        yield desk


def household(entry, key, **cells):
    for field, text in cells.items():
        entry.put_text(Address("BM19", key, field), text)


def test_a_household_is_added_classified_and_kept(desk):
    entry = Entry(open_book(desk, 2018, POOR))
    key, _ = entry.add_record("BM19")
    assert entry.view(Address("BM19", key, "c01")).value == f"{NGOC_LAY}00001"
    household(entry, key, c02="A Thử", c06="14", c10="115", c12_d2="Có", c11="10")
    assert entry.view(Address("BM19", key, "c13")).value == "N1"
    again = Entry(open_book(desk, 2018))
    assert again.view(Address("BM19", key, "c02")).value == "A Thử"
    (book,) = books(desk)
    assert (book.year, book.covers, book.households, book.used) == (2018, POOR, 1, False)


def test_the_register_is_no_form_of_the_campaign(desk):
    assert all(form.id != "BM19" for form in desk.pack.forms)
    assert all(form.id != "BM19" for form in Entry(desk).forms)
    assert [form.id for form in desk.pack.register_forms] == ["BM19"]


def test_only_units_that_keep_registers_and_years_with_figures_have_books(desk, tmp_path):
    assert has_registers(desk)
    with pytest.raises(Problem, match="REGISTER_YEAR"):
        open_book(desk, 1999, ALL)
    with Place(tmp_path / "d").office(TU_MO_RONG) as district:
        assert not has_registers(district)
        with pytest.raises(Problem, match="REGISTER_NOT_KEPT"):
            open_book(district, 2018)


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """A commune with its figures typed and its register of 2018 imported as its office would do it."""
    folder = tmp_path_factory.mktemp("register")
    place = Place(folder)
    with place.filled(NGOC_LAY, moment=REVIEWED) as desk:
        take_register(desk, demo_data()[NGOC_LAY], folder)
        yield desk


def test_the_figures_of_the_list_are_those_the_commune_stated(office):
    assert len(derived(office, 2018)) > 200
    assert different(office, demo_data()[NGOC_LAY]) == []


def test_the_households_behind_a_figure_are_as_many_as_it_counts(office):
    found = derived(office, 2018)
    for place in ("BM02[2018].c15", "BM05[D2|N2|2018].c01", "BM06[N01|2018].c03"):
        address = Address.parse(place)
        assert len(behind(office, address)) == number(found[address]) > 0
    assert behind(office, Address.parse("BM02[2017].c15")) == ()
    assert behind(office, Address.parse("BM01[2018].c08")) == ()


def test_a_used_register_locks_its_figures_and_they_follow_it(office):
    set_used(office, 2018, on=True)
    try:
        entry = Entry(office)
        cell = Address.parse("BM02[2018].c16")
        before = number(entry.view(cell).value)
        assert entry.view(cell).locked == "register"
        with pytest.raises(Problem, match="CELL_LOCKED"):
            entry.put_text(cell, "3")
        book = Entry(open_book(office, 2018))
        key = next(key for key in behind(office, cell))
        book.put_text(Address("BM19", key, "c10"), "300")
        book.put_text(Address("BM19", key, "c15"), "Thoát nghèo, thoát cận nghèo")
        assert entry.view(cell).value == before
        change = entry.follow_registers()
        assert entry.view(cell).value == number(before) - 1
        assert cell in change.cells
        assert entry.history(cell)[0].how == "register"
        assert Entry(office).view(cell).value == before - 1
        book.undo()
        book.undo()
        assert Entry(office).view(cell).value == before
    finally:
        set_used(office, 2018, on=False)


def test_a_register_moves_no_figure_that_lies_before_the_signer_and_does_afterwards(office):
    set_used(office, 2018, on=True)
    cell = Address.parse("BM02[2018].c16")
    entry, book, kept = Entry(office), Entry(open_book(office, 2018)), Presenting(office.database)
    before, now, who = entry.view(cell).value, office.clock.now(), office.person.name
    try:
        kept.begin(entry.submission, code="AAAA-AAAA", who=who, when=now, knowing="{}")
        key = next(key for key in behind(office, cell))
        book.put_text(Address("BM19", key, "c10"), "300")
        book.put_text(Address("BM19", key, "c15"), "Thoát nghèo, thoát cận nghèo")
        assert entry.follow_registers().cells == {}
        assert Entry(office).view(cell).value == before
        paper = kept.open(entry.submission)
        assert paper is not None
        kept.end(paper.id, PaperState.WITHDRAWN, who=who, when=now, why="Thử")
        assert cell in entry.relock().cells
        assert entry.view(cell).value == number(before) - 1
        book.undo()
        book.undo()
    finally:
        set_used(office, 2018, on=False)


def test_what_was_typed_comes_back_when_a_register_is_put_out_of_use(office):
    entry = Entry(office)
    typed, blank = Address.parse("BM02[2018].c12"), Address.parse("BM02[2018].x01")
    own = entry.view(typed).value
    entry.put_text(typed, "7")
    assert entry.view(blank).value is None
    set_used(office, 2018, on=True)
    used = Entry(office)
    assert (used.view(typed).value, used.view(blank).value) == (own, "0")
    used.undo()  # a step from before: the register's figures stay
    assert used.view(typed).value == own
    set_used(office, 2018, on=False)
    again = Entry(office)
    assert (again.view(typed).value, again.view(blank).value) == (7, None)
    again.put_text(typed, str(own))


def test_a_register_of_the_poor_leaves_all_households_to_be_typed(office):
    set_used(office, 2018, on=True)
    entry = Entry(office)
    for_all = [Address.parse(f"BM02[2018].{name}") for name in ("c01", "c02", "c18", "c19")]
    assert all(entry.view(cell).locked for cell in for_all)
    open_book(office, 2018, POOR)
    entry = Entry(office)
    assert not any(entry.view(cell).locked for cell in for_all)
    assert entry.view(Address.parse("BM02[2018].c03")).locked
    open_book(office, 2018, ALL)
    assert all(Entry(office).view(cell).locked for cell in for_all)
    set_used(office, 2018, on=False)


def test_next_years_register_begins_with_the_households_that_are_there(desk):
    book = Entry(open_book(desk, 2017, POOR))
    (one, _), (two, _) = book.add_record("BM19"), book.add_record("BM19")
    household(
        book,
        one,
        c02="A Một",
        c06="14",
        c07="Thôn 1",
        c09="rural",
        c10="100",
        c15="still",
        c05="000234041234",
    )
    household(book, two, c02="A Hai", c06="14", c07="Thôn 1", c15="moved_out")
    member, _ = book.add_record("BM19.c20", one)
    book.put_text(Address("BM19.c20", member, "c01"), "Y Con")
    new = Entry(next_year(desk, 2017))
    assert new.rows("BM19") == (("1",),)
    first = {
        name: new.view(Address("BM19", ("1",), name)).value for name in ("c02", "c05", "c10", "c14", "c15")
    }
    assert first == {"c02": "A Một", "c05": "000234041234", "c10": None, "c14": "N1", "c15": None}
    assert new.view(Address("BM19.c20", ("1", "1"), "c01")).value == "Y Con"
    assert [book.covers for book in books(desk)] == [POOR, POOR]
    with pytest.raises(Problem, match="REGISTER_THERE"):
        next_year(desk, 2017)


NAME = "Y Không Ai Khác"


def test_a_register_is_wiped_after_its_date_and_only_then(desk, tmp_path):
    entry = Entry(open_book(desk, 2018, POOR))
    key, _ = entry.add_record("BM19")
    household(entry, key, c02=NAME, c06="14", c10="100", c15="arising")
    entry.keep_draft(Address("BM19", key, "c07"), f"Thôn {NAME}")
    gone, _ = entry.add_record("BM19")
    household(entry, gone, c02=f"{NAME} nữa")
    entry.remove_record("BM19", gone)
    set_used(desk, 2018, on=True)
    with pytest.raises(Problem, match="REGISTER_KEEP"):
        keep_until(desk, 2018, date(2019, 1, 1))
    with pytest.raises(Problem, match="REGISTER_KEPT"):
        forget(desk, 2018, "Hết hạn lưu")
    assert anywhere(desk, NAME)
    desk.clock = FixedClock(datetime(2024, 1, 1, 3, tzinfo=UTC))
    with pytest.raises(Problem, match="REGISTER_WHY"):
        forget(desk, 2018, "  ")
    assert forget(desk, 2018, "Hết hạn lưu") == ()
    assert anywhere(desk, NAME) == []
    (book,) = books(desk)
    assert (book.deleted_why, book.households, book.used) == ("Hết hạn lưu", 1, False)
    main = Entry(desk)
    figure = Address.parse("BM02[2018].c16")
    assert (main.view(figure).value, main.view(figure).locked) == (1, "")
    with pytest.raises(Problem, match="REGISTER_NONE"):
        forget(desk, 2018, "Hết hạn lưu")
    assert Entry(open_book(desk, 2018, POOR)).rows("BM19") == ()


def anywhere(desk, text):
    """Name the tables of the data file in which a text stands."""
    database = desk.database
    found = []
    for (table,) in database.rows("SELECT name FROM sqlite_master WHERE type = 'table'"):
        columns = [name for (name,) in database.rows("SELECT name FROM pragma_table_info(?)", table)]
        there = " OR ".join(f'CAST("{name}" AS TEXT) LIKE ?' for name in columns)
        if database.rows(f'SELECT 1 FROM "{table}" WHERE {there} LIMIT 1', *[f"%{text}%"] * len(columns)):  # noqa: S608
            found.append(table)
    return found


def test_nothing_of_a_register_is_in_what_leaves_the_office(office, tmp_path):
    set_used(office, 2018, on=True)
    try:
        book = open_book(office, 2018)
        ids = [row["c05"] for row in book.own_document().tables["BM19"].values()]
        assert len(ids) > 500
        send_to(office, tmp_path)
        for kind in ("xlsx", "csv", "xml"):
            export_answers(office, tmp_path / kind, kind=kind, personal=True)
        write_form(office, tmp_path / "form.xlsx")
        everything = Scope(tuple(form.id for form in office.pack.forms))
        give(office, everything, person="Y Blin", folder=tmp_path, code="4821-7390-5516")
        seen = list(contents(tmp_path))
        assert len(seen) > 40
        personal = (*ids[:200], ENUMERATOR, "BM19", "c12_a1")
        for name, data in seen:
            for text in personal:
                assert str(text).encode() not in data, (name, text)
        with pytest.raises(Problem, match="REGISTER_STAYS"):
            send_to(book, tmp_path)
    finally:
        set_used(office, 2018, on=False)


def contents(folder):
    """Give every file of a folder, and every part of those that are archives, as bytes."""
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        yield path.name, path.read_bytes()
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                yield from ((f"{path.name}/{name}", archive.read(name)) for name in archive.namelist())
