"""The sheet of the checks says of each how it ended and tells its places below it."""

import io
from datetime import UTC, datetime

import openpyxl
import pytest

from exports.checks_sheet import checks_sheet
from exports.totals_workbook import write_totals_book
from forms.consolidation import Consolidated, Tone
from tests.exports.small_pack import words

MADE = datetime(2018, 10, 30, 20, 0, tzinfo=UTC)
GOOD = Consolidated("C01", words("Gói nguyên vẹn", "Packages whole"), Tone.GOOD, words("Đạt", "Holds"))


def book(*checks, language="vi"):
    sheet = checks_sheet(checks, unit_name="Tỉnh Kon Tum", made_at=MADE, language=language)
    (made,) = openpyxl.load_workbook(io.BytesIO(write_totals_book([sheet]))).worksheets
    return [[cell.value for cell in row] for row in made.iter_rows(min_row=5)]


def test_each_check_has_a_line_and_each_place_one_below_it():
    places = tuple(words(f"Xã {n}: chữ ký không hợp lệ") for n in (1, 2))
    bad = Consolidated("C02", words("Đơn vị"), Tone.ERROR, words("2 chỗ"), ("1", "2"), places)
    assert book(GOOD, bad) == [
        ["C01", "Gói nguyên vẹn", "Đạt", "Đạt"],
        ["C02", "Đơn vị", "Không đạt", "2 chỗ"],
        [None, None, None, "Xã 1: chữ ký không hợp lệ"],
        [None, None, None, "Xã 2: chữ ký không hợp lệ"],
    ]


@pytest.mark.parametrize(
    "language,said", [("vi", ("Đạt", "và 50 chỗ khác")), ("en", ("Holds", "and 50 more"))]
)
def test_a_long_list_of_places_ends_with_how_many_more_there_are(language, said):
    many = Consolidated(
        "C03", words("x"), Tone.WARNING, words("x"), (), tuple(words(str(n)) for n in range(250))
    )
    lines = book(GOOD, many, language=language)
    assert lines[0][2] == said[0]
    assert lines[-1][3] == said[1]
    assert len(lines) == 1 + 1 + 200 + 1


def test_a_place_is_never_a_formula():
    odd = Consolidated("C01", words("x"), Tone.ERROR, words("x"), ("1",), (words("=1+1"),))
    assert book(odd)[1][3] == "=1+1"
