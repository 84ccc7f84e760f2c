"""A consolidated table on paper shows the figures it was given, and of how many units they are."""

import io
from datetime import UTC, datetime
from decimal import Decimal

import openpyxl
import pytest

from exports.totals_workbook import write_totals
from forms.pack import Kind
from forms.roll_up import Cell, Subtotal, TotalsColumn, TotalsRow, TotalsView
from tests.exports.small_pack import PACK, field, words

MADE = datetime(2018, 10, 30, 20, 0, tzinfo=UTC)
COLUMNS = (
    TotalsColumn("c14", words("Số hộ nghèo cuối kỳ", "Poor, end"), 0, words("hộ", "households")),
    TotalsColumn("r01", words("Tỷ lệ hộ nghèo", "Rate"), 2, words("%")),
    TotalsColumn(
        "c02", words("Lĩnh vực", "Field"), field=field("BM16", "c02", Kind.CHOICES, "Lĩnh vực", list="areas")
    ),
    TotalsColumn("c05", words("Bắt đầu", "Started"), field=field("BM16", "c05", Kind.MONTH, "Bắt đầu")),
)


def cells(poor, rate, known=1, units=1, text="credit other", month="2016-03"):
    return (
        Cell(poor, known, units),
        Cell(rate, units, units),
        Cell(text, 1, 1) if text else Cell(None, units, units),
        Cell(month, 1, 1) if month else Cell(None, units, units),
    )


def view(missing=()):
    rows = (
        TotalsRow("23281", "Phường Quang Trung", "urban", cells(22_851, Decimal("17.29"))),
        TotalsRow("23404", "Xã Ngọc Lây", "rural", cells(None, Decimal("30.8"), known=0)),
        TotalsRow("23407", "=Xã Đắk Na", "rural", cells(10**16, Decimal(0))),
    )
    return TotalsView(
        "TH-02",
        words("Tổng hợp diễn biến hộ nghèo", "Movement of poor"),
        "2018",
        COLUMNS,
        rows,
        rows,
        (
            Subtotal("urban", cells(22_851, Decimal("17.29"), text="", month=""), 1, 1),
            Subtotal("rural", cells(10**16, Decimal("1.5"), text="", month=""), 1, 2),
        ),
        cells(10**16 + 22_851, Decimal("15.32"), known=2, units=3, text="", month=""),
        3 - len(missing),
        3,
        tuple(missing),
        ({"vi": "2/3 đơn vị đã có số liệu", "en": "figures of 2 of 3 units"},),
    )


def read(data):
    (sheet,) = openpyxl.load_workbook(io.BytesIO(data)).worksheets
    return sheet


@pytest.fixture
def sheet():
    return read(
        write_totals(view(["23404"]), PACK, unit_name="Huyện Tu Mơ Rông", made_at=MADE, language="vi")
    )


def row_of(sheet, name):
    return next(row for row in sheet.iter_rows() if row[2].value == name)


def test_figures_stay_numbers_with_their_decimals(sheet):
    poor, rate = row_of(sheet, "Phường Quang Trung")[3:5]
    assert (poor.value, poor.number_format) == (22_851, "#,##0")
    assert (rate.value, rate.number_format) == (17.29, "#,##0.00")
    assert row_of(sheet, "=Xã Đắk Na")[3].value == "10000000000000000"


def test_a_blank_stays_blank_and_a_name_is_never_a_formula(sheet):
    assert row_of(sheet, "Xã Ngọc Lây")[3].value is None
    assert row_of(sheet, "=Xã Đắk Na")[2].data_type == "s"


def test_codes_and_dates_are_shown_in_words(sheet):
    assert row_of(sheet, "Phường Quang Trung")[5].value == "Tín dụng; other"
    assert row_of(sheet, "Phường Quang Trung")[6].value == "03/2016"


def test_blocks_carry_their_subtotals_and_their_units(sheet):
    assert row_of(sheet, "I. Khu vực thành thị (1/1)")[3].value == 22_851
    assert row_of(sheet, "II. Khu vực nông thôn (1/2)")[4].value == 1.5


def test_the_total_is_provisional_while_units_are_missing(sheet):
    assert row_of(sheet, "Tổng cộng (tạm tính)")[4].value == 15.32
    whole = read(write_totals(view(), PACK, unit_name="X", made_at=MADE, language="vi"))
    assert row_of(whole, "Tổng cộng")[4].value == 15.32


def test_a_column_that_is_not_known_of_all_units_says_of_how_many(sheet):
    assert [cell.value for cell in row_of(sheet, "Số đơn vị có số liệu")[3:5]] == ["2/3", None]


def test_the_title_names_table_year_unit_and_the_day_in_viet_nam(sheet):
    assert sheet["A1"].value == "TH-02. Tổng hợp diễn biến hộ nghèo – năm 2018"
    assert sheet["A2"].value == "Huyện Tu Mơ Rông. Lập ngày 31/10/2018 03:00."
    assert not sheet.protection.sheet


def test_it_speaks_english_when_asked():
    sheet = read(write_totals(view(), PACK, unit_name="Tu Mơ Rông", made_at=MADE, language="en"))
    assert sheet["A1"].value == "TH-02. Movement of poor – year 2018"
    assert row_of(sheet, "Total")[4].value == 15.32
