"""Nothing travels in a package beside what people see, and no part poses as something else."""

import re
import tracemalloc
import zlib
from contextlib import suppress

import pytest

from exports.layout_sheet import code_cell
from exports.layout_text import lines_of
from exports.layout_values import Written, read_number, unescape
from exports.opc import write_zip
from exports.read_workbook import read_cover, read_filled, read_workbook
from exports.read_workbook_parts import read_sheets
from forms.pack import Kind
from forms.problems import Problem
from tests.exports.small_pack import PACK
from tests.exports.test_refusals import COVER, POOR, changed, refused, report, written

__all__ = ["written"]

RELATIONS, TYPES = "xl/_rels/workbook.xml.rels", "[Content_Types].xml"


@pytest.mark.parametrize(
    "part, old, new",
    [
        (POOR, "<sheetData>", "<sheetData><!--another figure-->"),
        (POOR, "<sheetData>", "<sheetData><?other figure?>"),
        (POOR, "<sheetData>", '<sheetData hidden="1">'),
        (POOR, r"(<row [^>]*>)", r"\1another figure"),
        (POOR, "</c>", "</c>another figure"),
        (POOR, "</t></is>", "</t>another figure</is>"),
        (POOR, "</sheetData>", "</sheetData>another figure"),
        (POOR, "</sheetData>", '<row r="1048576"/></sheetData>'),
        (POOR, ' customHeight="1"', ""),
        (POOR, r'<dimension ref="[^"]*"', '<dimension ref="A1:B2"'),
        (POOR, r'<dimension ref="([^"]*)"', r'<dimension ref="\1" other="1"'),
        (RELATIONS, "relationships/worksheet", "relationships/dialogsheet"),
        (RELATIONS, "(</Relationships>)", r'<Relationship Id="x" Type="y" Target="styles.xml"/>\1'),
        (TYPES, r'(sheet2.xml" ContentType="[^"]*)worksheet\+xml', r"\1dialogsheet+xml"),
        ("_rels/.rels", "relationships/officeDocument", "relationships/other"),
    ],
)  # fmt: skip
def test_what_no_program_shows_is_refused(written, part, old, new):
    assert refused(changed(written, part, old, new)).code == "LAYOUT"


def test_text_that_stands_bare_in_a_cell_is_refused_by_the_cells_name(written):
    bare = changed(written, POOR, r'(<c r="D3" [^>]*>)(</c>)', r"\1another figure\2")
    assert refused(bare).details == {"sheet": "Hộ nghèo", "cell": "D3", "reason": "value"}


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="{column}1" s="0" t="inlineStr"><is><t>{long}</t></is></c>',
        '<c r="{column}1" s="0" t="n"><v>{digits}</v></c>',
        '<c r="{long}" s="0" t="n"/>',
        '<c r="{column}1" s="{digits}" t="n"/>',
    ],
)
@pytest.mark.parametrize("strict", [True, False])
def test_nothing_long_of_a_workbook_is_kept_for_the_next_one(written, cell, strict):
    def read(number):
        long, digits = f"{number}" + "x" * 300_000, f"{number}" + "1" * 300_000
        cells = "".join(
            cell.format(column=one, long=one + long, digits=digits + str(ord(one))) for one in "ABCDE"
        )
        sheet = changed(written, POOR, r"(?s)<row .*</row>", f'<row r="1">{cells}</row>')
        with suppress(Problem):
            read_sheets(sheet, strict=strict)

    read(1)
    tracemalloc.start()
    try:
        read(2)
        assert tracemalloc.get_traced_memory()[0] < 200_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("encoding", ["UTF-7", "windows-1258", "UTF-16"])
def test_a_sheet_in_another_encoding_than_utf_8_is_refused(written, encoding):
    sheet = re.sub(rb"^<\?xml[^>]*\?>", b"", written[POOR])
    head = f'<?xml version="1.0" encoding="{encoding}"?>'.encode()
    assert refused({**written, POOR: head + sheet}).code == "NOT_A_WORKBOOK"


@pytest.mark.parametrize(
    "part, old, new",
    [
        (COVER, '<row r="1"', f'<row r="{"9" * 5000}"'),
        (POOR, ' s="[0-9]+"', f' s="{"9" * 5000}"'),
        (POOR, "<v>612</v>", f"<v>{'9' * 5000}</v>"),
        (COVER, r'<c r="C1".*?</c>', f'<c r="C1" t="s"><v>{"1" * 5000}</v></c>'),
    ],
)
def test_numbers_of_thousands_of_digits_are_refused_like_any_other_misfit(written, part, old, new):
    parts = changed(written, part, old, new)
    assert refused(parts).code in {"LAYOUT", "DIGEST_DIFFERS", "CONTROL_TOTAL_DIFFERS"}
    read_cover(parts)  # says nothing or something, and never falls over


def test_half_a_character_written_as_an_escape_stays_what_it_is():
    assert unescape("_xD800_ _x0041_") == "_xD800_ A"


def too_large(parts):
    with pytest.raises(Problem) as problem:
        read_filled(write_zip(parts), PACK)
    assert problem.value.details["reason"].startswith("size")
    assert read_cover(parts) is None
    assert refused(parts).details["reason"].startswith(("size", "row", "part"))


def test_a_workbook_that_unpacks_to_millions_of_elements_is_not_parsed(written):
    """40 kB of ZIP made gigabytes of objects before they were counted first."""
    bomb = written[COVER].replace(b"</sheetData>", b"<row/>" * 4_000_000 + b"</sheetData>")
    assert len(zlib.compress(bomb)) < 100_000
    too_large({**written, COVER: bomb})


def test_one_part_that_many_sheets_stand_for_is_counted_as_often(written):
    namespace = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    sheet = f'<sheet xmlns:q="{namespace}" name="x" sheetId="1" q:id="rId1"/>'
    too_large(changed(written, "xl/workbook.xml", "<sheets>", "<sheets>" + sheet * 100_000))


def test_the_good_package_is_still_read(written):
    assert read_workbook(written, PACK) == report()


@pytest.mark.parametrize("kind", [Kind.INTEGER, Kind.DECIMAL])
def test_a_number_of_a_million_digits_is_none(kind):
    for cell in (Written("1" * 1_000_000, is_number=True), Written("1" * 1_000_000)):
        with pytest.raises(ValueError, match="1"):
            read_number(cell, kind)


def test_a_refusal_repeats_no_more_of_a_cell_than_can_be_read(written):
    long = f'<c r="E7" s="18" t="inlineStr"><is><t>{"1" * 1_000_000}</t></is></c>'
    told = refused(changed(written, POOR, r'<c r="E7".*?</c>', long))
    assert (told.code, told.details["text"]) == ("NUMBER_AS_TEXT", "1" * 60)


def test_nothing_long_that_is_laid_out_is_kept_for_the_next_workbook():
    tracemalloc.start()
    try:
        for letter in "abcde":
            assert code_cell(letter * 300_000).written.text
            assert lines_of(letter * 300_000, 10.0) > 1
        assert tracemalloc.get_traced_memory()[0] < 200_000
    finally:
        tracemalloc.stop()
