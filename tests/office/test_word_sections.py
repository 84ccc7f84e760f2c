"""A Word report goes into the sections of BM-18, or another sheet's long texts, after it was looked at."""

import pytest

from forms.answers import Address
from forms.problems import Problem
from office.entry import Entry
from office.word_sections import accept, look
from tests.docx_files import TITLES, docx, narrative, paragraph
from tests.offices import NGOC_LAY


@pytest.fixture
def entry(place):
    with place.office(NGOC_LAY) as desk:
        yield Entry(desk)


@pytest.fixture
def file(tmp_path):
    def made(*blocks):
        path = tmp_path / "bao-cao.docx"
        path.write_bytes(docx(*blocks) if blocks else narrative())
        return path

    return made


def section(number):
    return Address("BM18", (), f"c0{number}")


def test_each_heading_finds_its_section_and_all_is_one_step(entry, file):
    entry.put_text(section(1), "chữ cũ")
    found = look(entry, "BM18", (), file())
    assert found.likely == (None, *range(9))
    assert [target.words for target in found.targets][:2] == [2, 0]
    assert [one.text for one in found.left(found.likely)] == ["ỦY BAN NHÂN DÂN XÃ NGỌC LÂY\nBÁO CÁO"]
    assert found.over(found.likely) == {}
    assert entry.view(section(2)).value is None  # looking changes nothing
    accept(entry, found, found.likely)
    assert entry.view(section(1)).value == "Nội dung của mục 1."
    assert entry.view(section(9)).value == "Nội dung của mục 9.\nNơi nhận: UBND huyện"
    entry.undo()
    assert entry.view(section(1)).value == "chữ cũ"
    assert entry.view(section(9)).value is None


@pytest.mark.parametrize(
    "heading, number",
    [
        ("Đặc điểm, tình hình", 1),
        ("III. KẾT QUẢ THỰC HIỆN", 3),
        ("Phần 4: Tác động của các chính sách", 4),
        ("7) Những tồn tại, hạn chế và nguyên nhân", 7),
        ("9. Đề xuất với tỉnh", 9),  # by its number alone
        ("12. Phương hướng", 8),  # its title is surer than its number
        ("12. Phụ lục", None),
    ],
)
def test_a_heading_is_known_by_its_title_without_diacritics_or_by_its_number(entry, file, heading, number):
    found = look(entry, "BM18", (), file(paragraph(heading, "Tiu1"), paragraph("chữ")))
    assert found.likely == (None if number is None else number - 1,)


def test_smaller_headings_go_with_their_section_and_keep_their_titles(entry, file):
    titles = {TITLES[2]: "Tiu1", "3.1. Giảm nghèo": "Tiu2", "3.2. Tín dụng": "Tiu1", TITLES[3]: "Tiu1"}
    texts = ("Chung.", "Giảm.", "Vay.", "Tốt.")
    parts = zip(titles.items(), texts, strict=True)
    blocks = [one for (title, style), text in parts for one in (paragraph(title, style), paragraph(text))]
    found = look(entry, "BM18", (), file(*blocks))
    assert found.likely == (2, 2, 2, 3)
    text = found.texts(found.likely)[section(3)]
    assert text == "Chung.\n3.1. Giảm nghèo\nGiảm.\n3.2. Tín dụng\nVay."


def test_a_person_may_send_a_heading_elsewhere_or_nowhere(entry, file):
    found = look(entry, "BM18", (), file())
    chosen = [None, 1, 1, *[None] * 7]
    accept(entry, found, chosen)
    assert entry.view(section(2)).value == f"Nội dung của mục 1.\n{TITLES[1]}\nNội dung của mục 2."
    assert entry.view(section(3)).value is None
    assert len(found.left(chosen)) == 8


def test_what_is_too_long_is_told_and_kept_whole(entry, file):
    long = "từ " * 2000
    found = look(entry, "BM18", (), file(paragraph(TITLES[0], "Tiu1"), paragraph(long.strip())))
    assert found.over(found.likely) == {section(1): (2000, 5999)}
    accept(entry, found, found.likely)
    assert len(str(entry.view(section(1)).value)) == 5999
    longer = look(entry, "BM18", (), file(paragraph(TITLES[0], "Tiu1"), paragraph("từ " * 3000)))
    accept(entry, longer, longer.likely)  # beyond the letters too: still nothing is cut
    assert len(str(entry.view(section(1)).value)) == 8999
    assert [f.code for f in entry.findings() if f.place == section(1)] == ["BM18.c01"]
    huge = look(entry, "BM18", (), file(paragraph(TITLES[0], "Tiu1"), paragraph("từ " * 11_000)))
    with pytest.raises(Problem, match="DOCX_SECTION_LONG"):
        accept(entry, huge, huge.likely)
    assert len(str(entry.view(section(1)).value)) == 8999


def test_a_model_takes_its_long_texts_from_word_too(entry, file):
    key, _ = entry.add_record("BM16")
    blocks = (
        paragraph("Cách làm", "Tiu1"),
        paragraph("Họp thôn."),
        paragraph("Bài học", "Tiu1"),
        paragraph("Cần vốn."),
    )
    found = look(entry, "BM16", key, file(*blocks))
    assert [target.address.field for target in found.targets] == ["c18", "c19", "c20"]
    accept(entry, found, (0, 2))
    assert entry.view(Address("BM16", key, "c20")).value == "Cần vốn."


def test_a_form_without_long_texts_and_a_file_that_is_gone_are_told(entry, file, tmp_path):
    with pytest.raises(Problem, match="DOCX_NOWHERE"):
        look(entry, "BM02", ("2018",), file())
    with pytest.raises(Problem, match="FILE_MISSING"):
        look(entry, "BM18", (), tmp_path / "khong-co.docx")
