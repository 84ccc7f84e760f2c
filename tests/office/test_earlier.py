"""The period before beside this one: years of a table, official figures, earlier campaigns and instances."""

from dataclasses import replace
from decimal import Decimal

import pytest

from db.kits import KeptFigure, Kits
from forms.answers import Address
from forms.problems import Problem
from office.carrying import can_carry, carry, fields_before, records_before
from office.earlier import Big, Earlier, above, big_difference, year_after
from office.entry import Entry
from office.new_version import accept, preview
from office.registers import open_book
from tests.offices import NGOC_LAY, Place
from tests.versions import kontum, sealed, with_table

NOW, WAS = Address("BM02", ("2018",), "c01"), Address("BM02", ("2017",), "c01")
TEXT = Address("BM18", (), "c01")


@pytest.fixture
def entry(tmp_path):
    with Place(tmp_path).office(NGOC_LAY) as desk:
        yield Entry(desk)


def period_of(found):
    assert found is not None
    return found.period


def test_the_cell_before_is_that_of_the_year_before(entry):
    assert period_of(Earlier(entry).compared(NOW)) == "2017"
    assert Earlier(entry).compared(Address("BM02", entry.rows("BM02")[0], "c01")) is None
    assert year_after(entry.table("BM02"), WAS) == NOW
    assert year_after(entry.table("BM02"), NOW) is None


def test_the_record_above_is_another_thing_than_the_period_before(entry):
    first, _ = entry.add_record("BM16")
    second, _ = entry.add_record("BM16")
    assert above(entry, Address("BM16", second, "c03")) == Address("BM16", first, "c03")
    assert above(entry, Address("BM16", first, "c03")) is None
    assert above(entry, NOW) is None
    assert Earlier(entry).compared(Address("BM16", second, "c03")) is None


@pytest.mark.parametrize(
    "was,now,difference,per_cent,big",
    [
        ("500", "450", "-50", "-10,0 %", Big.NO),
        ("400", "1450", "+1.050", "+262,5 %", Big.UP),
        ("400", "100", "-300", "-75,0 %", Big.DOWN),
        ("3", "9", "+6", "+200,0 %", Big.NO),
        ("0", "30", "+30", "", Big.UP),
        ("7", "7", "0", "+0,0 %", Big.NO),
        ("-", "7", "", "", Big.NO),
        ("7", "", "", "", Big.NO),
    ],
)
def test_a_figure_is_compared_with_the_year_before(entry, was, now, difference, per_cent, big):
    entry.put_text(WAS, was)
    entry.put_text(NOW, now)
    found = Earlier(entry).compared(NOW)
    assert found is not None
    assert (found.difference, found.per_cent, found.big) == (difference, per_cent, big)
    assert found.typed == was.replace("-", "–")


def test_a_thousand_times_more_is_rather_another_unit():
    assert big_difference(Decimal(12), Decimal(12_000)) is Big.SLIP
    assert big_difference(Decimal(1250000), Decimal(1250)) is Big.SLIP
    assert big_difference(Decimal(12), Decimal(1200)) is Big.UP
    assert big_difference(Decimal(10), Decimal(10)) is Big.NO


def test_the_official_figure_stands_in_for_a_blank_year(entry):
    kept = KeptFigure(NGOC_LAY, WAS, "507", "Niên giám 2017")
    Kits(entry.desk.database).put_figures(entry.desk.campaign_id, [kept])
    again = Entry(entry.desk)
    again.put_text(NOW, "512")
    found = Earlier(again).compared(NOW)
    assert found is not None
    assert (found.period, found.text, found.difference) == ("2017, Niên giám 2017", "507", "+5")
    again.put_text(WAS, "500")
    assert period_of(Earlier(again).compared(NOW)) == "2017", "what was typed counts more"


def next_campaign(desk):
    """Let the office go on with the campaign of the year after; the years of its tables are the next ones."""
    old = kontum()
    assert old.campaign is not None
    campaign = replace(old.campaign, id="KT-2019", last_year="2019")
    table = old.tables_by_id["BM02"]
    assert [row.key for row in table.rows] == [("2016",), ("2017",), ("2018",)]
    rows = tuple(replace(row, key=(str(int(row.key[0]) + 3),)) for row in table.rows)
    pack = with_table(
        replace(old, version="9.2.0", campaign=campaign), "BM02", lambda one: replace(one, rows=rows)
    )
    accept(desk, preview(desk, sealed(pack)))
    return Entry(desk)


@pytest.fixture(scope="module")
def later(tmp_path_factory):
    """The campaign after one in which something was typed: two records, a text, a year's movement."""
    with Place(tmp_path_factory.mktemp("later")).office(NGOC_LAY) as desk:
        entry = Entry(desk)
        entry.put_text(TEXT, "Công tác chỉ đạo năm ấy")
        for name, people in (("Nuôi bò sinh sản", "25"), ("Trồng sâm", "12")):
            key, _ = entry.add_record("BM16")
            entry.put_text(Address("BM16", key, "c01"), name)
            entry.put_text(Address("BM16", key, "c08"), people)
        entry.put_text(NOW, "512")
        figures = ("c03 100", "c05 10", "c06 5", "c09 0", "c10 1", "c11 0", "c12 2", "c13 0")
        for name, text in (one.split() for one in figures):
            entry.put_text(replace(NOW, field=name), text)
        yield next_campaign(desk)


def test_the_campaign_before_stands_beside_the_new_one(later):
    earlier = Earlier(later)
    found = earlier.compared(TEXT)
    assert found is not None
    assert (found.period, found.text, found.typed) == ("2018", *["Công tác chỉ đạo năm ấy"] * 2)
    assert len(earlier.records("BM16")) == 2
    assert all(earlier.has(form) for form in later.forms if form.id in ("BM02", "BM16", "BM18"))


def test_the_first_year_of_a_campaign_is_compared_with_the_last_of_the_one_before(later):
    first = Address("BM02", ("2019",), "c01")
    later.put_text(first, "520")
    found = Earlier(later).compared(first)
    assert found is not None
    assert (found.period, found.text, found.difference) == ("2018", "512", "+8")


def test_a_computed_figure_of_the_campaign_before_is_worked_out_again(later):
    found = Earlier(later).compared(Address("BM02", ("2019",), "c14"))
    assert found is not None
    assert found.text == "88"


def test_a_record_is_found_again_by_its_name(later):
    earlier = Earlier(later)
    key, _ = later.add_record("BM16")
    assert earlier.compared(Address("BM16", key, "c08")) is None
    earlier.follow(later.put_text(Address("BM16", key, "c01"), "TRONG SAM"))
    later.put_text(Address("BM16", key, "c08"), "18")
    found = earlier.compared(Address("BM16", key, "c08"))
    assert found is not None
    assert (found.text, found.difference, found.big) == ("12", "+6", Big.UP)
    later.remove_record("BM16", key)


def test_new_from_last_year_carries_names_and_figures_only_when_asked(later):
    table, earlier = later.table("BM16"), Earlier(later)
    assert can_carry(earlier, table)
    assert not can_carry(earlier, later.table("BM02"))
    here, _ = later.add_record("BM16")
    later.put_text(Address("BM16", here, "c01"), "trồng sâm")
    offered = records_before(later, earlier, table)
    assert [(one.name, one.here) for one in offered] == [("Nuôi bò sinh sản", False), ("Trồng sâm", True)]
    fields = fields_before(later, earlier, table)
    assert [(one.field.id, one.proposed) for one in fields] == [("c01", True), ("c08", False)]
    rows = later.rows("BM16")
    (key,), change = carry(later, earlier, table, [offered[0].key], fields[:1])
    assert any(key in one.added for one in change.rows)
    assert later.shown(Address("BM16", key, "c01")) == "Nuôi bò sinh sản"
    assert later.view(Address("BM16", key, "c08")).value is None
    later.undo()
    assert later.rows("BM16") == rows
    (key,), _ = carry(later, earlier, table, [offered[0].key], fields)
    assert later.view(Address("BM16", key, "c08")).value == 25
    with pytest.raises(Problem, match="NOTHING_CHOSEN"):
        carry(later, earlier, table, [], fields)
    for one in (here, key):
        later.remove_record("BM16", one)


def test_a_household_is_compared_with_the_register_of_the_year_before(entry):
    books = {}
    for year, members in ((2017, "4"), (2018, "5")):
        books[year] = Entry(open_book(entry.desk, year))
        key, _ = books[year].add_record("BM19")
        books[year].put_text(Address("BM19", key, "c01"), "2340400001")
        books[year].put_text(Address("BM19", key, "c08"), members)
    found = Earlier(books[2018]).compared(Address("BM19", key, "c08"))
    assert found is not None
    assert (found.period, found.text, found.difference) == ("2017", "4", "+1")
    assert Earlier(books[2017]).compared(Address("BM19", key, "c08")) is None
