"""The household register: kept by year beside the campaign, worked on as any form, never part of what is sent."""


import pytest

from forms.answers import Address
from forms.problems import Problem
from office.entry import Entry
from office.registers import ALL, POOR, books, has_registers, open_book
from tests.offices import NGOC_LAY, TU_MO_RONG, Place


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
