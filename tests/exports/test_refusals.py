"""Whatever our writer would not have written is refused, with sheet and cell."""

import os
import re
import subprocess
import sys
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.layout import as_written
from exports.opc import read_zip
from exports.read_workbook import read_cover, read_workbook
from exports.styles import NUMBER_FORMATS, STYLE_INDEX
from exports.write_workbook import write_workbook
from forms.answers import Address, State
from forms.problems import Problem
from forms.report import Attachment, PackageKind, Report, Source, Status
from tests.conftest import ROOT
from tests.exports.small_pack import AGENCY, COMMUNE, PACK, YEARS, header

BOOK, STYLES = "xl/workbook.xml", "xl/styles.xml"
COVER, POOR = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"


def report():
    return Report(
        header(),
        {
            "BM02": {(year,): {"c01": 612, "c02": 590, "c13": 12_345_678_901} for year in YEARS},
            "BM05": {("A1", "NG", "2016"): {"c01": 40, "c02": Decimal("12.5"), "c04": "=1+1"}},
            "BM16": {("1",): {"c01": "Trồng sâm", "c18": "Dòng một\nDòng hai"}},
            "BM18.c10": {("1",): {"c01": "K19", "c03": "Vì sao"}},
        },
        {Address("BM05", ("A1", "NG", "2017"), "c01"): State.NONE},
        attachments=(Attachment("a.jpg", 5, "ab" * 32, "Ảnh"),),
    )


@pytest.fixture(scope="module")
def written():
    """The parts of a good package, as they stand after signing."""
    parts = read_zip(write_workbook(report(), PACK))
    return {name: content for name, content in parts.items() if not name.startswith("docProps/")}


def refused(parts):
    with pytest.raises(Problem) as problem:
        read_workbook(parts, PACK)
    return problem.value


def changed(written, part, old, new, count=1):
    """Replace a pattern in a part; the pattern must be there."""
    text, times = re.subn(as_references(old), as_references(new), written[part].decode(), count=count)
    assert times, f"{old} is not in {part}"
    return {**written, part: text.encode()}


def as_references(text):
    """Write letters beyond ASCII as the parts have them."""
    return text.encode("ascii", "xmlcharrefreplace").decode()


def place_of(written, part, shown):
    """The cell that holds `shown`, and its XML."""
    shown = as_references(shown)
    found = re.search(rf'<c r="([A-Z]+[0-9]+)"[^>]*>(?:<v>|<is><t[^>]*>){shown}</', written[part].decode())
    assert found
    return found[1]


def test_the_good_package_is_read(written):
    assert read_workbook(written, PACK) == report()


@pytest.mark.parametrize("slash", ["", "/"])
def test_part_names_are_taken_with_and_without_a_leading_slash(written, slash):
    parts = {slash + name: content for name, content in written.items()}
    assert read_workbook(parts, PACK) == report()


def test_a_changed_figure_is_named_by_its_sheet(written):
    problem = refused(changed(written, POOR, "<v>612</v>", "<v>613</v>"))
    assert problem.code == "CONTROL_TOTAL_DIFFERS"
    assert problem.details["sheet"] == "Hộ nghèo"


def test_a_changed_text_breaks_the_digest(written):
    assert refused(changed(written, POOR, "=1[+]1", "=1+2")).code == "DIGEST_DIFFERS"


def test_a_changed_figures_code_is_refused(written):
    code = report().figures_code()
    assert refused(changed(written, COVER, code, "AAAA-AAAA")).code == "FIGURES_CODE_DIFFERS"


def test_a_heading_that_says_something_else_is_refused_with_its_cell(written):
    place = place_of(written, POOR, "Tổng số hộ dân cư đầu kỳ")
    problem = refused(changed(written, POOR, "Tổng số hộ dân cư đầu kỳ", "Tổng số hộ dân cư cuối kỳ"))
    assert (problem.code, problem.details["sheet"], problem.details["cell"]) == ("LAYOUT", "Hộ nghèo", place)
    assert problem.details["reason"] == "value"


@pytest.mark.parametrize(
    "part, old, new, reason",
    [
        (POOR, r"<v>612</v>", "<f>600+12</f><v>612</v>", "formula"),
        (POOR, r'(<c r="[A-Z]+[0-9]+" s="[0-9]+") t="n"><v>612</v>', r'\1 t="str"><v>612</v>', "value"),
        (POOR, r'(<c r="[A-Z]+[0-9]+" s="[0-9]+") t="n"><v>612</v>', r'\1 t="b"><v>1</v>', "value"),
        (POOR, r'(<c r="[A-Z]+[0-9]+" s="[0-9]+") t="n"><v>612</v>', r'\1 t="e"><v>612</v>', "value"),
        (POOR, r"<v>612</v>", "<v>6.12E2</v>", "number"),
        (POOR, r"<v>612</v>", "<v>0612</v>", "number"),
        (POOR, r"<v>612</v>", "<v> 612</v>", "number"),
        (POOR, r'<row r="7" ', '<row r="7" hidden="1" ', "hidden"),
        (POOR, r'<row r="7" ', '<row r="7" s="3" customFormat="1" ', "s"),
        (POOR, r'<row r="7" ', '<row r="7" outlineLevel="1" ', "outlineLevel"),
        (POOR, r' ht="[0-9.]+"', ' ht="1"', "height"),
        (POOR, r'customWidth="1"', 'customWidth="1" hidden="1"', "frame"),
        (POOR, r'<col width="[0-9.]+"', '<col width="0.1"', "frame"),
        (POOR, r'<mergeCell ref="C1', '<mergeCell ref="A30:B31"/><mergeCell ref="C1', "frame"),
        (POOR, r"<pageMargins", '<conditionalFormatting sqref="A1"/><pageMargins', "frame"),
        (POOR, r"<pageMargins", '<dataValidations count="0"/><pageMargins', "frame"),
        (POOR, r"<pageMargins", "<hyperlinks/><pageMargins", "frame"),
        (POOR, r"</worksheet>", '<legacyDrawing xmlns:r="urn:x" r:id="rId1"/></worksheet>', "frame"),
        (POOR, r'showGridLines="0"', 'showGridLines="0" showZeros="0"', "frame"),
        (POOR, r"Trang &amp;P", "Trang &amp;D", "frame"),
        (POOR, r"<sheetProtection [^>]*/>", "", "frame"),
        (POOR, r"<sheetProtection ", '<sheetProtection password="CC1A" ', "frame"),
        (POOR, r'selectLockedCells="0"', 'selectLockedCells="1"', "frame"),
        (BOOK, r'state="visible"', 'state="hidden"', "part xl/workbook.xml"),
        (BOOK, r'state="visible"', 'state="veryHidden"', "part xl/workbook.xml"),
        (
            BOOK,
            r"<calcPr",
            '<definedNames><definedName name="x" hidden="1">1</definedName></definedNames><calcPr',
            "part xl/workbook.xml",
        ),
        (BOOK, r'fullCalcOnLoad="0"', 'fullCalcOnLoad="1"', "part xl/workbook.xml"),
        (POOR, r"<t>c01</t>", '<t xml:space="preserve">c01</t>', "value"),
        (BOOK, r"<bookViews>", "<externalReferences/><bookViews>", "part xl/workbook.xml"),
        (STYLES, r'rgb="FF000000"', 'rgb="FFFFFFFF"', "part xl/styles.xml"),
        (STYLES, r'formatCode="#,##0.0"', 'formatCode=";;;"', "part xl/styles.xml"),
        (STYLES, r'<sz val="11"/>', '<sz val="1"/>', "part xl/styles.xml"),
    ],
)  # fmt: skip
def test_anything_hidden_or_foreign_is_refused(written, part, old, new, reason):
    problem = refused(changed(written, part, old, new))
    assert problem.code == "LAYOUT"
    assert problem.details["reason"] == reason


def test_a_cell_in_another_look_of_ours_is_refused_with_its_cell(written):
    place = place_of(written, POOR, "612")
    other = STYLE_INDEX["code"]
    problem = refused(changed(written, POOR, rf'r="{place}" s="[0-9]+"', f'r="{place}" s="{other}"'))
    assert (problem.code, problem.details["cell"], problem.details["reason"]) == ("LAYOUT", place, "look")


def test_a_figure_beside_the_form_is_refused_with_its_cell(written):
    extra = '<c r="Z7" s="1" t="n"><v>5</v></c></row><row r="8"'
    problem = refused(changed(written, POOR, r'</row><row r="8"', extra))
    assert (problem.code, problem.details["cell"], problem.details["reason"]) == ("LAYOUT", "Z7", "extra")


def test_a_missing_cell_is_refused_with_its_place(written):
    place = place_of(written, POOR, "590")
    found = changed(written, POOR, rf'<c r="{place}".*?</c>', "")
    assert refused(found).code in {"CONTROL_TOTAL_DIFFERS", "LAYOUT"}


def test_a_number_written_as_text_is_asked_about(written):
    place = place_of(written, POOR, "612")
    found = changed(
        written,
        POOR,
        rf'(<c r="{place}" s="[0-9]+") t="n"><v>612</v>',
        r'\1 t="inlineStr"><is><t>1.234</t></is>',
    )
    problem = refused(found)
    assert (problem.code, problem.details["cell"], problem.details["text"]) == (
        "NUMBER_AS_TEXT",
        place,
        "1.234",
    )


def test_text_in_the_dress_of_a_number_is_refused(written):
    found = changed(written, POOR, r't="inlineStr"><is><t>=1\+1</t></is>', 't="n"><v>5</v>')
    assert refused(found).code == "DIGEST_DIFFERS"


def test_a_row_that_stands_there_twice_is_refused(written):
    problem = refused(changed(written, POOR, r"<t>B1\|NG\|2016</t>", "<t>A1|NG|2016</t>"))
    assert (problem.code, problem.details["reason"]) == ("LAYOUT", "row twice")


def test_a_wrong_code_is_refused(written):
    problem = refused(changed(written, POOR, r"<t>c02</t>", "<t>c99</t>"))
    assert (problem.code, problem.details["reason"]) == ("LAYOUT", "code")


@pytest.mark.parametrize(
    "name",
    [
        "xl/vbaProject.bin",
        "xl/comments1.xml",
        "xl/media/image1.png",
        "xl/sharedStrings.xml",
        "docProps/app.xml",
    ],
)
def test_a_part_that_no_package_has_is_refused(written, name):
    assert refused({**written, name: b""}).details["reason"] == f"part {name}"


def test_an_extra_sheet_is_refused(written):
    parts = changed(written, BOOK, "</sheets>", '<sheet name="Thêm" sheetId="99" r:id="rId99"/></sheets>')
    parts = {
        name: content.replace(b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"',
                              b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
                              b' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"')
        if name == BOOK else content
        for name, content in parts.items()
    }  # fmt: skip
    parts = changed(
        parts,
        "xl/_rels/workbook.xml.rels",
        "</Relationships>",
        '<Relationship Id="rId99" Type="t" Target="worksheets/sheet99.xml"/></Relationships>',
    )
    problem = refused({**parts, "xl/worksheets/sheet99.xml": written[COVER]})
    assert (problem.code, problem.details["sheet"]) == ("LAYOUT", "Thêm")


def test_a_document_type_is_refused(written):
    assert refused({**written, POOR: b"<!DOCTYPE x>" + written[POOR]}).code == "NOT_A_WORKBOOK"


def test_a_newer_format_and_another_pack_are_told_apart(written):
    place = place_of(written, COVER, "Phiên bản khuôn gói")
    row = place[1:]
    newer = changed(written, COVER, rf'(<c r="D{row}"[^>]*><is><t>)1</t>', r"\g<1>2</t>")
    assert refused(newer).code == "FORMAT_VERSION"
    assert refused(changed(written, COVER, PACK.hash, "0" * 64)).code == "PACK_DIFFERS"


def test_a_file_that_is_no_package_has_no_cover(written):
    assert read_cover({}) is None
    assert read_cover({**written, BOOK: b"<a/>"}) is None
    assert read_cover({**written, BOOK: b"\x00"}) is None


def test_what_another_computer_wrote_is_read(tmp_path):
    """Nothing may hang on the order of a set, which differs from run to run."""
    script = (
        "import sys; from pathlib import Path;"
        "from exports.write_workbook import write_workbook; from tests.exports import test_refusals as t;"
        "Path(sys.argv[1]).write_bytes(write_workbook(t.report(), t.PACK))"
    )
    for seed in ("1", "2", "3"):
        path = tmp_path / f"{seed}.xlsx"
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        subprocess.run([sys.executable, "-c", script, path], check=True, env=environment, cwd=ROOT)
        parts = read_zip(path.read_bytes())
        kept = {name: content for name, content in parts.items() if not name.startswith("docProps/")}
        assert read_workbook(kept, PACK) == report()


@given(st.data())
def test_no_flipped_byte_is_ever_taken_in_with_changed_data(written, data):
    part = data.draw(st.sampled_from(sorted(written)))
    at = data.draw(st.integers(0, len(written[part]) - 1))
    flipped = bytearray(written[part])
    flipped[at] ^= data.draw(st.integers(1, 255))
    try:
        found = read_workbook({**written, part: bytes(flipped)}, PACK)
    except Problem:
        return
    assert found == report()


@pytest.mark.parametrize("text", ["\x00", "a\tb", "\x1b", "\u202e", "\ufffe", "\ud800", "\u200b"])
def test_a_text_that_nobody_can_see_is_never_written(text):
    wrong = Report(header(), {"BM18": {(): {"c01": f"Xã{text}"}}})
    with pytest.raises(Problem) as problem:
        write_workbook(wrong, PACK)
    assert (problem.value.code, problem.value.details["cell"]) == ("UNPRINTABLE", "BM18.c01")


@pytest.mark.parametrize(
    "tables",
    [
        {"BM99": {(): {"c01": 1}}},
        {"BM02": {("2016",): {"c99": 1}}},
        {"BM02": {("2019",): {"c01": 1}}},
        {"BM02": {(): {"c01": 1}}},
        {"BM02": {("2016",): {"c01": "nhiều"}}},
        {"BM17": {("1",): {"c21": "30/09/2018"}}},
        {"BM17": {("1",): {"c03": 5}}},
    ],
)
def test_a_report_that_does_not_fit_its_pack_is_the_callers_mistake(tables):
    with pytest.raises(ValueError, match=r"no |is no"):
        write_workbook(Report(header(), tables), PACK)


def test_a_cell_has_a_value_or_a_state_but_not_both():
    both = Report(
        header(), {"BM02": {("2016",): {"c01": 1}}}, {Address("BM02", ("2016",), "c01"): State.NONE}
    )
    with pytest.raises(ValueError, match="a value and a state"):
        write_workbook(both, PACK)


def test_a_package_of_an_unknown_unit_is_refused():
    with pytest.raises(Problem, match="UNIT_UNKNOWN"):
        write_workbook(Report(header(unit="99999")), PACK)


def _sheets(*reports):
    return [as_written(one, PACK)[1] for one in reports]


def test_fixed_tables_stand_in_the_same_cells_for_every_unit():
    full, other = _sheets(report(), Report(header(unit_name="Xã Đắk Na", unit="23407")))
    for name in ("Hộ nghèo",):
        first, second = (next(s for s in sheets if s.name == name) for sheets in (full, other))
        codes = [
            {
                place: cell.written.text
                for place, cell in sheet.cells.items()
                if place[1] <= 2 and cell.written.text
            }
            for sheet in (first, second)
        ]
        assert codes[0] == codes[1]


def test_an_agency_sends_only_its_own_forms():
    sheets = as_written(Report(header(unit=AGENCY, unit_name="NHCSXH")), PACK)[1]
    assert [sheet.name for sheet in sheets] == ["Bìa", "Hộ nghèo", "Ô trống, giải trình"]


def test_a_nil_report_carries_no_form():
    nil = Report(header(PackageKind.NIL))
    sheets = as_written(nil, PACK)[1]
    assert [sheet.name for sheet in sheets] == ["Bìa", "Ô trống, giải trình"]
    parts = read_zip(write_workbook(nil, PACK))
    assert read_workbook({n: c for n, c in parts.items() if not n.startswith("docProps/")}, PACK) == nil


def test_no_row_is_higher_than_400_points_and_no_format_is_outside_the_list(written):
    long = "Xã có 9 thôn, 612 hộ. " * 400
    big = Report(
        header(),
        {"BM18": {(): {"c01": long, "c02": long[:900]}}, "BM05": {("A1", "NG", "2016"): {"c04": long}}},
    )
    for sheet in as_written(big, PACK)[1]:
        assert all(10 <= height <= 400 for height in sheet.heights.values())
        assert all(row in sheet.heights for row, _ in sheet.cells)
    formats = set(re.findall(r'formatCode="([^"]+)"', written[STYLES].decode()))
    assert formats <= set(NUMBER_FORMATS)


def test_a_long_text_is_written_one_paragraph_a_row_with_its_part_number():
    paragraphs = [f"Đoạn {n}. " + "Xã có 9 thôn. " * 12 for n in range(1, 12)]
    long = Report(header(), {"BM18": {(): {"c01": "\n".join(paragraphs)}}})
    sheet = next(s for s in as_written(long, PACK)[1] if s.name == "BM-18")
    rows = {
        sheet.cells[row, 2].written.text: sheet.cells[row, 3].written.text
        for row, column in sheet.cells
        if column == 1 and sheet.cells[row, 1].written.text == "c01"
    }
    assert rows == {str(number): text for number, text in enumerate(paragraphs, start=1)}


def test_money_is_written_in_dong_and_its_heading_says_so():
    sheet = next(s for s in as_written(report(), PACK)[1] if s.name == "Hộ nghèo")
    row = next(r for (r, c), cell in sheet.cells.items() if c == 1 and cell.written.text == "c13")
    assert [sheet.cells[row, column].written.text for column in (4, 5)] == ["đồng", "12345678901"]


def test_a_child_table_stands_below_its_parent_with_the_parents_key_first():
    nominees: dict = {("1",): {}, ("2",): {"c03": "Y Ba"}}
    child = Report(header(), {"BM17": nominees, "BM17.c16": {("2", "1"): {"c01": "2016"}}})
    sheet = next(s for s in as_written(child, PACK)[1] if s.name == "BM-17")
    tables = {cell.written.text: r for (r, c), cell in sheet.cells.items() if c == 1 and cell.style == "code"}
    assert tables["BM17"] < tables["BM17.c16"]
    line = max(r for r, c in sheet.cells if c == 1)
    shown = [sheet.cells[line, column].written.text for column in (1, 2, 3, 4)]
    assert shown == ["2", "1", "2. Y Ba", "2016"]


def test_a_district_needs_no_more_sheets_than_others_accept():
    up = Report(
        header(PackageKind.DISTRICT),
        {"BM02": {(COMMUNE, "2016"): {"c01": 5}}},
        sources=(Source(COMMUNE, "Xã Ngọc Lây", "id", 1, "cd" * 32, Status.ESTIMATED),),
    )
    assert len(read_zip(write_workbook(up, PACK))) - 2 <= 30
