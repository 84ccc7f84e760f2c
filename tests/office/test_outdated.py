"""A package that went up and no longer agrees with a unit's newer one: told at the district and above it."""

from contextlib import ExitStack
from datetime import timedelta
from shutil import copytree

import pytest

from desktop_app.demo import enter
from forms.answers import Address
from office.clock import FixedClock
from office.desk import open_desk
from office.entry import Entry
from office.outdated import moved_units, newer_below, outdated, stale_cells
from office.receiving import receive
from office.taking_out import take_out
from tests.offices import (
    KON_TUM,
    MOMENT,
    NGOC_LAY,
    TE_XANG,
    TU_MO_RONG,
    Place,
    demo_data,
    recognise_sender,
    send_to,
    shelf,
)

NUMBER, PEOPLE = Address("BM02", ("2016",), "c22"), Address("BM01", ("2015",), "c09")


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A commune that has sent, its district that has sent on, and the province that took it in."""
    place = Place(tmp_path_factory.mktemp("levels"))
    commune, first = place.sent(NGOC_LAY)
    with commune, place.office(TU_MO_RONG) as district, place.office(KON_TUM) as province:
        take(district, first, NGOC_LAY)
        enter(district, demo_data()[TU_MO_RONG])
        take(province, send_to(district, place.stick("up")).path, TU_MO_RONG)
    return place.folder


@pytest.fixture
def levels(built, place):
    """Copies of the three offices, an hour later."""
    copytree(built, place.folder, dirs_exist_ok=True)
    late = FixedClock(MOMENT + timedelta(hours=1))
    with ExitStack() as stack:
        yield tuple(
            stack.enter_context(open_desk(place.folder / f"office-{unit}", clock=late, shelf=shelf()))
            for unit in (NGOC_LAY, TU_MO_RONG, KON_TUM)
        )


def take(desk, package, unit):
    recognise_sender(desk, package, unit)
    (receipt,) = receive(desk, [package])
    assert receipt.verdict == "taken", receipt.sentence


def changed(commune, folder):
    entry = Entry(commune)
    entry.put_text(PEOPLE, "2048")
    entry.put_text(NUMBER, "99/QĐ")
    return send_to(commune, folder).path


def test_nothing_is_told_before_a_first_sending_and_while_everything_agrees(levels, place):
    commune, district, _ = levels
    assert outdated(commune) is None
    assert outdated(district) is None
    assert stale_cells(district) == ()


def test_the_district_sees_which_units_and_cells_are_others_now_until_it_sends_again(levels, place):
    commune, district, province = levels
    second = changed(commune, place.stick("second"))
    receive(district, [second])
    told = outdated(district)
    assert told is not None
    assert (told.revision, told.adjusted) == (1, False)
    (unit,) = told.units
    assert (unit.unit, unit.was, unit.now) == (NGOC_LAY, 1, 2)
    assert [(one.unit, one.place, one.old, one.new) for one in stale_cells(district)] == [
        (NGOC_LAY, PEOPLE, "2047", "2048"),
        (NGOC_LAY, NUMBER, "17/QĐ-UBND, 11/12/2016", "99/QĐ"),
    ]
    receive(province, [send_to(district, place.stick("up-2")).path])
    assert outdated(district) is None
    assert stale_cells(district) == ()


def test_a_unit_that_comes_or_is_taken_out_counts_too(levels, place):
    _, district, _ = levels
    other, package = place.sent(TE_XANG, stick="other")
    other.close()
    take(district, package, TE_XANG)
    assert [(one.unit, one.was, one.now) for one in moved_units(district)] == [(TE_XANG, 0, 1)]
    (kept,) = district.received.packages(direction="received", unit=NGOC_LAY)
    take_out(district, kept.package.digest, "nhận nhầm")
    assert (NGOC_LAY, 1, 0) in [(one.unit, one.was, one.now) for one in moved_units(district)]


def test_the_province_learns_it_from_the_communes_own_newer_file_which_does_not_count_there(levels, place):
    commune, district, province = levels
    second = changed(commune, place.stick("second"))
    (receipt,) = receive(province, [second])
    assert (receipt.verdict, receipt.reason) == ("refused", "NOT_BELOW")
    sent, cells = receipt.details
    assert "lần 1" in sent
    assert "là lần 2" in sent
    assert cells.startswith("2 ô")
    assert str(PEOPLE) in cells
    (unit,) = newer_below(province)
    assert (unit.unit, unit.was, unit.now) == (NGOC_LAY, 1, 2)
    receive(district, [second])
    receive(province, [send_to(district, place.stick("up-2")).path])
    assert newer_below(province) == ()


def test_a_file_that_is_no_newer_contradicts_nothing(levels, place):
    _, _, province = levels
    (first,) = place.stick("usb").glob("*.xlsx")
    (receipt,) = receive(province, [first])
    assert receipt.reason == "NOT_BELOW"
    assert receipt.details == ()
    assert newer_below(province) == ()
