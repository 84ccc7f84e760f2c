"""Reports as Word files: the same words, figures that name their cells, nothing out of order."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn

from exports.docx_sections import read_docx
from exports.paper_docx import write_docx
from exports.paper_setting import set_pages
from tests.exports.letters import LONG, TAG, letter, width_of

ORDER = {
    "w:pPr": "pStyle keepNext keepLines pageBreakBefore pBdr shd tabs spacing ind jc outlineLvl rPr sectPr",
    "w:rPr": "rStyle rFonts b i color sz",
    "w:tcPr": "tcW gridSpan vMerge tcBorders shd vAlign",
    "w:tblPr": "tblStyle tblW jc tblBorders tblLayout tblCellMar",
    "w:sectPr": "headerReference footerReference type pgSz pgMar pgNumType cols titlePg docGrid",
    "w:sdtPr": "tag text",
}
"""ECMA-376 Part 1, annex A: the order of what we write; Word calls a file damaged that has another."""


@pytest.fixture(scope="module")
def written():
    return write_docx(letter(), width_of)


@pytest.fixture(scope="module")
def document(written):
    return Document(BytesIO(written))


def texts(element):
    return "".join(one.text or "" for one in element.iter(qn("w:t")))


def test_the_same_words_stand_in_the_word_file_and_on_the_pages(document):
    pages = [page for page in set_pages(letter(), width_of) if page.sheet == "Báo cáo thử"]
    on_pages = " ".join(
        line for page in pages for box in page.boxes for line in box.lines if box.style.name != "page_number"
    )
    in_file = " ".join(texts(one) for one in document.element.body.iter(qn("w:p")))
    once = [word for word in on_pages.split() if not word.startswith("..")]
    assert set(once) <= set(in_file.split())
    assert in_file.count(LONG.strip()) == on_pages.replace("  ", " ").count(LONG.strip()) == 8


def test_a_figure_stands_in_a_content_control_that_names_its_cell(document):
    controls = list(document.element.body.iter(qn("w:sdt")))
    assert [one.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val")) for one in controls] == [TAG] * 4
    assert {texts(one) for one in controls} == {"302"}


def test_our_own_reader_finds_the_sections_again_by_their_headings(written):
    found = read_docx(written, "bao-cao.docx").sections
    assert [one.title for one in found if one.level] == [f"{n}. Mục thử" for n in range(1, 5)]
    first = next(one for one in found if one.level)
    assert first.text.split("\n")[0] == f"{LONG}302 hộ nghèo, ít"


def test_every_cell_of_an_appendix_is_there_with_its_number_as_people_read_it(document):
    cells = [texts(one) for one in document.element.body.iter(qn("w:tc"))]
    assert "79.000" in cells
    assert cells.count("Phụ lục I") == 1
    assert cells.count("Dòng 79") == 1


@pytest.mark.parametrize("name, where", [("ND30-2020", "header"), ("BNV-2011", "footer")])
def test_the_page_number_is_a_field_where_the_profile_has_it_and_not_on_page_one(name, where):
    made = Document(BytesIO(write_docx(letter(name, foot="Phiếu Xã"), width_of)))
    first = made.sections[0]
    fields = {
        box: [one.text for one in getattr(first, box)._element.iter(qn("w:instrText"))]
        for box in ("header", "footer", "first_page_header", "first_page_footer")
    }
    assert {box for box, found in fields.items() if found} == {where}
    assert first.different_first_page_header_footer
    assert "Phiếu Xã" in texts(first.footer._element)


def test_across_pages_and_appendices_are_sections_of_their_own(document):
    upright = [section.page_width < section.page_height for section in document.sections]
    assert upright == [True, False, False, False]
    margins = document.sections[0]
    assert [round(one.mm) for one in (margins.left_margin, margins.right_margin, margins.top_margin)] == [
        30,
        15,
        20,
    ]
    starts = [one.find(qn("w:pgNumType")) is not None for one in document.element.body.iter(qn("w:sectPr"))]
    assert starts == [False, False, True, False]


def test_everything_stands_in_the_order_that_the_standard_wants(written):
    with ZipFile(BytesIO(written)) as box:
        parts = [name for name in box.namelist() if name.startswith("word/") and name.endswith(".xml")]
    assert len(parts) > 5
    document = Document(BytesIO(written))
    roots = [document.element]
    for section in document.sections:
        roots += [section.header._element, section.footer._element]
    seen = 0
    for root in roots:
        for tag, order in ORDER.items():
            names = [qn(f"w:{name}") for name in order.split()]
            for one in root.iter(qn(tag)):
                places = [names.index(child.tag) for child in one]
                assert places == sorted(places), (tag, [child.tag for child in one])
                seen += 1
    assert seen > 500


def test_every_cell_of_a_table_ends_with_a_paragraph_and_every_row_fills_its_columns(document):
    for table in document.element.body.iter(qn("w:tbl")):
        columns = len(list(table.find(qn("w:tblGrid"))))
        for row in table.iter(qn("w:tr")):
            spans = 0
            for cell in row.findall(qn("w:tc")):
                assert cell[-1].tag == qn("w:p")
                span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
                spans += int(span.get(qn("w:val"))) if span is not None else 1
            assert spans == columns


def test_a_picture_says_in_words_what_it_shows(document):
    told = [one.get("descr") for one in document.element.body.iter(qn("wp:docPr"))]
    assert told == ["Biểu đồ hộ nghèo"]


def test_the_file_names_nobody_and_points_nowhere(written, document):
    facts = document.core_properties
    assert (facts.title, facts.author, facts.last_modified_by) == ("Báo cáo thử", "", "")
    with ZipFile(BytesIO(written)) as box:
        for name in box.namelist():
            if name.endswith(".rels"):
                assert b"TargetMode" not in box.read(name)
