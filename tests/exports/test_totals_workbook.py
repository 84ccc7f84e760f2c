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


def long_view(*columns, texts):
    rows = tuple(
        TotalsRow(unit, f"Xã {unit}", "rural", tuple(Cell(text, 1, 1) for text in values))
        for unit, values in texts.items()
    )
    nothing = tuple(Cell(None, 2, 2) for _ in columns)
    return TotalsView(
        "TH-25", words("Thuyết minh", "Narratives"), "", columns, rows, rows, (), nothing, 2, 2, ()
    )


def memo(code, label):
    return TotalsColumn(code, words(label), field=field("BM16", code, Kind.MEMO, label))


def test_long_texts_stand_one_under_another_by_section_with_a_row_a_paragraph():
    texts = {"1": ("Đoạn một.\nĐoạn hai.", "Kết quả."), "2": ("X" * 6_000, None)}
    view = long_view(memo("c01", "1. Tình hình"), memo("c02", "2. Kết quả"), texts=texts)
    sheet = read(write_totals(view, PACK, unit_name="X", made_at=MADE, language="vi"))
    column = [row[3].value for row in sheet.iter_rows(min_row=4)]
    bands = [row[0].value for row in sheet.iter_rows(min_row=4)]
    assert [one for one in bands if one and "." in one] == ["1. Tình hình", "2. Kết quả"]
    assert column[1:3] == ["Đoạn một.", "Đoạn hai."]
    assert "".join(text for text in column if text and text.startswith("X")) == "X" * 6_000
    assert all(row.height is None or row.height <= 409 for row in sheet.row_dimensions.values())


def test_long_texts_of_a_record_stand_below_its_name():
    name = TotalsColumn("c01", words("Tên mô hình", "Name"), field=field("BM16", "c01", Kind.TEXT, "Tên"))
    view = long_view(name, memo("c18", "Cách làm"), texts={"1": ("Nuôi dê", "Y" * 1_000)})
    sheet = read(write_totals(view, PACK, unit_name="X", made_at=MADE, language="vi"))
    told = [(row[2].value, row[3].value) for row in sheet.iter_rows(min_row=4) if row[3].value]
    assert told == [("Tên mô hình", "Nuôi dê"), ("Cách làm", "Y" * 1_000)]


def test_money_is_shown_in_the_unit_it_is_printed_in_and_no_dong_is_lost():
    money = field("BM09", "k01", Kind.INTEGER, "Kế hoạch", scale=1_000_000, unit="triệu đồng", decimals=3)
    column = TotalsColumn("k01", words("Kế hoạch", "Plan"), 3, field=money)
    row = TotalsRow("1", "Xã", "rural", (Cell(1_234_567_891, 1, 1),))
    view = TotalsView(
        "TH-12", words("T"), "", (column,), (row,), (row,), (), (Cell(5_000_000, 1, 1),), 1, 1, ()
    )
    sheet = read(write_totals(view, PACK, unit_name="X", made_at=MADE, language="vi"))
    assert (sheet["D5"].value, sheet["D7"].value) == ("Kế hoạch\n(triệu đồng)", 1234.567891)
    assert (sheet["D8"].value, sheet["D8"].number_format) == (5, "#,##0")


def test_lines_that_are_no_units_carry_their_own_code_and_no_heading_of_an_area():
    column = TotalsColumn("n", words("Số dự án", "Projects"))
    rows = (
        TotalsRow("", "DA1", "", (Cell(3, 1, 1),), ("DA1",), words("Hạ tầng", "Works")),
        TotalsRow("", "DA", "", (Cell(3, 1, 1),), ("DA",), words("Cộng", "Sum"), total=True),
    )
    view = TotalsView(
        "TH-12", words("T"), "", (column,), rows, rows, (), (Cell(3, 1, 1),), 1, 1, (), by_units=False
    )
    sheet = read(write_totals(view, PACK, unit_name="X", made_at=MADE, language="en"))
    assert [cell.value for cell in sheet[5]][1:3] == ["Code", "Item"]
    assert [cell.value for cell in sheet[6]] == ["1", "DA1", "Works", 3]
    assert sheet["C7"].font.bold
    assert not sheet["C6"].font.bold
