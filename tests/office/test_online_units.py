"""Whom to call at which unit: who sends to the office, and of three tiers those below its districts."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from db.packages import PackageStatus
from exports.totals_workbook import write_totals_book
from office.board import keep_contact
from office.online_units import units_sheets
from tests.offices import MOMENT, NGOC_LAY, TE_XANG, demo_data
from tests.passed_on import passed_on


@pytest.fixture
def house(tmp_path):
    with passed_on(tmp_path) as (district, province, _):
        yield district, province


def lines(desk):
    """Give the rows of each sheet as texts, and the counts."""
    sheets, counts = units_sheets(desk)
    book = load_workbook(BytesIO(write_totals_book(sheets)))
    found = [[[str(cell or "") for cell in row] for row in one.iter_rows(values_only=True)] for one in book]
    return found, counts


def line_of(rows, unit):
    return next(row for row in rows if row[1] == unit)


def test_the_province_lists_the_communes_by_district_with_whom_their_own_packages_name(house):
    _, province = house
    (direct, below), counts = lines(province)
    assert len(counts) == 2
    assert counts[1] == "102 đơn vị cấp dưới"
    named = demo_data()[NGOC_LAY]
    place = next(number for number, row in enumerate(below) if row[0].startswith("Huyện Tu Mơ Rông ("))
    assert below[place][0] == "Huyện Tu Mơ Rông (11 đơn vị)"
    under = below[place + 1 : place + 12]
    assert [row[0] for row in under] == [str(number) for number in range(1, 12)]
    line = line_of(under, NGOC_LAY)
    assert line[2:4] == ["Xã Ngọc Lây", named.preparer]
    assert line[4].startswith("0260")
    assert line_of(under, TE_XANG)[2:5] == ["Xã Tê Xăng", "", ""]  # nothing of it came
    assert any(row[2] == "Huyện Tu Mơ Rông" for row in direct)
    assert not any(row[2].startswith("Xã ") for row in direct)


def test_who_was_typed_here_goes_before_the_package_and_a_missing_package_leaves_a_blank(house):
    _, province = house
    keep_contact(province, TE_XANG, "Y Gọi Điện", "0905 111 222")
    (kept,) = province.received.packages(direction="received", status=PackageStatus.TAKEN)
    without = {**kept.detail, "files": {}}
    province.received.judge(kept.id, status=kept.status, detail=without, when=MOMENT)
    (_, below), _ = lines(province)
    assert line_of(below, TE_XANG)[3:5] == ["Y Gọi Điện", "0905 111 222"]
    assert line_of(below, NGOC_LAY)[3:5] == ["", ""]


def test_an_office_whose_units_report_themselves_has_one_list(house):
    district, _ = house
    (direct,), counts = lines(district)
    assert counts == (f"{sum(row[0].isdecimal() for row in direct)} đơn vị",)
    assert line_of(direct, NGOC_LAY)[3] == demo_data()[NGOC_LAY].preparer
