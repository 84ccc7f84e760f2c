"""A package that went up and no longer agrees with a unit's newer one: told at the district and above it."""

import pytest

from forms.answers import Address
from forms.pack import TableKind
from office.changed import ROW_WENT
from office.entry import Entry
from office.outdated import StaleCell, moved_units, newer_below, newer_cells, outdated, stale_cells
from office.receiving import receive
from office.taking_out import take_out
from tests.levels import NUMBER, PEOPLE, sent_anew, take, three_levels
from tests.offices import NGOC_LAY, TE_XANG, TU_MO_RONG, later, send_to


@pytest.fixture
def levels(place):
    with three_levels(place) as desks:
        yield desks


def test_a_commune_that_sends_anew_is_told_at_both_levels_until_the_district_sends_again(levels, place):
    commune, district, province = levels
    assert outdated(commune) is None
    assert outdated(district) is None
    assert stale_cells(district) == ()
    (first,) = place.stick("usb").glob("*.xlsx")
    (receipt,) = receive(province, [first])
    whose = "Gói này gửi cho Huyện Tu Mơ Rông: hãy chuyển cho nơi ấy."
    assert (receipt.reason, receipt.details) == ("NOT_BELOW", (whose,))  # no newer than what it used
    second = sent_anew(commune, place.stick("second"))

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

    (receipt,) = receive(province, [second])
    assert (receipt.verdict, receipt.reason) == ("refused", "NOT_BELOW")  # it does not count there
    _, sent, cells = receipt.details
    assert "lần 1" in sent
    assert "là lần 2" in sent
    assert cells.startswith("2 ô")
    assert str(PEOPLE) in cells
    (unit,) = newer_below(province)
    assert (unit.unit, unit.was, unit.now) == (NGOC_LAY, 1, 2)
    assert newer_cells(province) == stale_cells(district)  # the same list at both levels

    receive(province, [send_to(district, place.stick("up-2")).path])
    assert outdated(district) is None
    assert stale_cells(district) == ()
    assert newer_below(province) == ()
    assert newer_cells(province) == ()


def test_above_the_newest_file_that_passed_by_is_compared_and_a_record_that_went_is_told(levels, place):
    commune, _, province = levels
    receive(province, [sent_anew(commune, place.stick("second"))])
    later(commune)
    entry = Entry(commune)
    entry.put_text(PEOPLE, "2047")
    entry.put_text(NUMBER, "17/QĐ-UBND, 11/12/2016")
    table, key = _first_record(province)
    entry.remove_record(table, key)
    receive(province, [send_to(commune, place.stick("third")).path])
    (unit,) = newer_below(province)
    assert (unit.was, unit.now) == (1, 3)
    found = newer_cells(province)
    assert StaleCell(NGOC_LAY, Address(table, key, ""), "", ROW_WENT) in found
    assert not {PEOPLE, NUMBER} & {one.place for one in found}  # what the second file said holds no more


def test_above_a_kept_file_whose_bytes_were_spoilt_since_gives_no_cell(levels, place):
    commune, _, province = levels
    receive(province, [sent_anew(commune, place.stick("second"))])
    with province.database.writing():
        province.database.conn.execute(
            "UPDATE content SET bytes = CAST(replace(hex(bytes), '2', '3') AS BLOB)"
        )
    assert newer_cells(province) == ()
    assert len(newer_below(province)) == 1


def _first_record(province):
    """Name a record of the commune that its district's package brought."""
    kept = province.received.latest(TU_MO_RONG, province.campaign_id)
    brought = province.received.figures_of(kept.id)[NGOC_LAY].tables
    records = (one.id for one in province.pack.tables_by_id.values() if one.kind is TableKind.RECORDS)
    return next((table, key) for table in records for key in brought.get(table, {}))


def test_a_unit_that_comes_or_is_taken_out_counts_too(levels, place):
    _, district, _ = levels
    other, package = place.sent(TE_XANG, stick="other")
    other.close()
    take(district, package, TE_XANG)
    assert [(one.unit, one.was, one.now) for one in moved_units(district)] == [(TE_XANG, 0, 1)]
    (kept,) = district.received.packages(direction="received", unit=NGOC_LAY)
    take_out(district, kept.package.digest, "nhận nhầm")
    assert (NGOC_LAY, 1, 0) in [(one.unit, one.was, one.now) for one in moved_units(district)]
