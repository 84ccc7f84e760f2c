"""A .docx is split at its headings; bombs, foreign files and broken ones are refused by name."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports import docx_sections
from exports.docx_sections import Section, read_docx
from forms.problems import Problem
from tests.docx_files import TITLES, W, docx, narrative, paragraph


@pytest.mark.parametrize("styled", [True, False], ids=["styles", "bold with numbers"])
def test_a_report_is_split_at_its_headings(styled):
    sections = read_docx(narrative(styled=styled), "bao-cao.docx").sections
    assert sections[0] == Section("", 0, "ỦY BAN NHÂN DÂN XÃ NGỌC LÂY\nBÁO CÁO")
    assert tuple(one.title for one in sections[1:]) == TITLES
    assert {one.level for one in sections[1:]} == {1}
    assert sections[1].text == "Nội dung của mục 1."
    assert sections[-1].text == "Nội dung của mục 9.\nNơi nhận: UBND huyện"


def test_levels_come_from_styles_their_parents_and_the_paragraph_itself():
    outline = '<w:p><w:pPr><w:outlineLvl w:val="2"/></w:pPr><w:r><w:t>Nhỏ</w:t></w:r></w:p>'
    blocks = (paragraph("Lớn", "Tiu1"), paragraph("Vừa", "Tiu2"), paragraph("Riêng", "Muc"), outline)
    found = read_docx(docx(*blocks, paragraph("chữ", "Vong")), "a.docx").sections
    assert [(one.title, one.level) for one in found] == [("Lớn", 1), ("Vừa", 2), ("Riêng", 1), ("Nhỏ", 3)]


def test_lists_keep_their_marks_and_headings_their_numbers():
    blocks = (
        paragraph("Tình hình", "Tiu1", number=(1, 0)),
        paragraph("Dân số", "Tiu2", number=(1, 1)),
        paragraph("Nuôi bò", number=(2, 0)),
        paragraph("Kết quả", "Tiu1", number=(1, 0)),
        paragraph("Năm 2018", "Tiu2", number=(1, 1)),
    )
    found = read_docx(docx(*blocks), "a.docx").sections
    assert [one.title for one in found] == ["I. Tình hình", "I.1) Dân số", "II. Kết quả", "II.1) Năm 2018"]
    assert found[1].text == "• Nuôi bò"


def test_tables_become_lines_and_what_is_no_text_is_left_out():
    table = (
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Năm</w:t></w:r></w:p></w:tc>"
        "<w:tc><w:p><w:r><w:t>Hộ</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    mixed = (
        "<w:p><w:r><w:t>Còn</w:t><w:tab/><w:t>lại</w:t><w:br/><w:t>dòng</w:t><w:noBreakHyphen/><w:t>hai</w:t></w:r>"
        "<w:del><w:r><w:delText>đã xóa</w:delText></w:r></w:del><w:r><w:instrText>PAGE</w:instrText></w:r>"
        "<w:r><w:drawing/></w:r></w:p>"
    )
    contents = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{paragraph('1. Mục lục ..... 3')}</w:sdtContent></w:sdt>"
    )
    file = read_docx(docx(contents, table, mixed), "a.docx")
    (only,) = file.sections
    assert only.text == "Năm | Hộ\nCòn lại\ndòng-hai"
    assert file.pictures == 1


def refused(data, name="bao-cao.docx"):
    with pytest.raises(Problem) as problem:
        read_docx(data, name)
    assert problem.value.details["file"] == name
    return problem.value.code


def test_what_is_no_docx_is_refused_by_name(monkeypatch):
    assert refused(b"%PDF-1.4") == "DOCX_KIND"
    assert refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") == "DOCX_OLD"
    assert refused(b"PK\x03\x04 no zip") == "DOCX_BROKEN"
    assert refused(docx(document="<w:document")) == "DOCX_BROKEN"
    assert refused(docx(document="<other/>")) == "DOCX_KIND"
    assert refused(docx(paragraph("  "))) == "DOCX_EMPTY"
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as box:
        box.writestr("xl/workbook.xml", "<a/>")
    assert refused(other.getvalue()) == "DOCX_KIND"


def test_a_small_file_that_unpacks_to_gigabytes_is_refused_unread(monkeypatch):
    monkeypatch.setattr(docx_sections, "LARGEST_TEXT", 100_000)
    bomb = docx(*[paragraph("lặp lại " * 100)] * 500)
    assert len(bomb) < 20_000
    assert refused(bomb) == "DOCX_LARGE"
    monkeypatch.undo()
    monkeypatch.setattr(docx_sections, "MOST_PARAGRAPHS", 100)
    assert refused(docx(*[paragraph("x")] * 101)) == "DOCX_LARGE"


def test_entities_are_not_unfolded():
    laughs = f'<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y SYSTEM "file:///etc/passwd">]><w:document {W}><w:body>'
    laughs += "<w:p><w:r><w:t>a&x;b&y;</w:t></w:r></w:p></w:body></w:document>"
    (only,) = read_docx(docx(document=laughs), "a.docx").sections
    assert "root" not in only.text
    assert only.text.startswith("a")


@given(st.binary(max_size=60), st.integers(0, 3000))
def test_whatever_the_bytes_it_is_read_or_refused(noise, place):
    data = narrative()
    changed = data[:place] + noise + data[place + len(noise) :]
    try:
        read_docx(changed, "a.docx")
    except Problem as problem:
        assert problem.code.startswith("DOCX_")  # noqa: PT017 - either way is right
