"""The folder of a conference, made by one button: all of it, and nobody named who did not agree."""

from io import BytesIO

import pytest
from openpyxl import load_workbook
from pptx import Presentation

from forms.problems import Problem
from office.awards import MODEL, NOMINEE
from office.choices import Decision, Judged, look
from office.choosing import judge
from office.conference import AWARDS, CONTENTS, MODELS, REPORT, SLIDES, TABLES, UNITS, conference
from tests.office.nominations import model, person, propose
from tests.offices import NGOC_LAY, TE_XANG, TU_MO_RONG, Place
from ui.papers.tools import tools

NAMED, HIDDEN, ASIDE = "Y Dâm Công Khai", "A Brôl Không Nêu", "Y Thui Không Chọn"


@pytest.fixture(scope="module")
def made(tmp_path_factory, qapp):
    """A district's folder, with what was chosen there."""
    folder = tmp_path_factory.mktemp("conference")
    with Place(folder).office(TU_MO_RONG) as desk:
        people = [person(NAMED, c25="1"), person(HIDDEN, c25="0"), person(ASIDE, c25="1")]
        propose(desk, NGOC_LAY, people, [model("Nuôi bò"), model("Trồng sâm")])
        seen = look(desk, NOMINEE)
        for number in ("1", "2"):
            seen = judge(desk, seen, (NGOC_LAY, number), Judged(Decision.HERE, "Tiêu biểu"))
        judge(desk, look(desk, MODEL), (NGOC_LAY, "1"), Judged(Decision.ABOVE, "Hiệu quả"))
        yield conference(desk, folder, tools())


def words(data: bytes) -> str:
    book = load_workbook(BytesIO(data))
    return "\n".join(
        str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value
    )


def test_the_folder_holds_everything_a_conference_needs(made):
    names = {name.partition(".")[0].partition("/")[0] for name in made.files}
    assert {CONTENTS, REPORT, TABLES, MODELS, AWARDS, SLIDES, UNITS} <= names
    for name in made.files:
        data = (made.folder / name).read_bytes()
        magic = {"pdf": b"%PDF", "png": b"\x89PNG"}.get(name.rpartition(".")[2], b"PK")
        assert data.startswith(magic), name


def test_only_who_was_chosen_and_agreed_is_named(made):
    awards = words((made.folder / f"{AWARDS}.xlsx").read_bytes())
    assert NAMED in awards
    for name in made.files:
        if name.endswith(".xlsx"):
            text = words((made.folder / name).read_bytes())
            assert HIDDEN not in text, name
            assert ASIDE not in text, name
    assert any("1 hồ sơ không nêu tên" in text for text in made.missing)


def test_the_slides_name_what_was_chosen_and_count_the_awards(made):
    show = Presentation(BytesIO((made.folder / f"{SLIDES}.pptx").read_bytes()))
    text = "\n".join(
        shape.text_frame.text for slide in show.slides for shape in slide.shapes if shape.has_text_frame
    )
    assert "Nuôi bò – Xã Ngọc Lây" in text
    assert "Trồng sâm" not in text
    assert NAMED in text
    assert HIDDEN not in text
    assert "Giấy khen UBND huyện: 02 cá nhân" in text


def test_the_units_of_the_meeting_stand_there_with_whom_to_call(made):
    text = words((made.folder / f"{UNITS}.xlsx").read_bytes())
    assert "Xã Ngọc Lây" in text
    assert "0260" in text
    assert text.count("Xã ") >= 11  # who has not sent is invited too


def test_all_tables_but_the_nominations_are_in_one_workbook(made):
    book = load_workbook(BytesIO((made.folder / f"{TABLES}.xlsx").read_bytes()))
    assert {"TH-01", "TH-02", "TH-04", "TH-19", "TH-25"} <= set(book.sheetnames)
    assert "TH-20" not in book.sheetnames


def test_a_commune_holds_no_conference(place, tmp_path, qapp):
    with place.office(TE_XANG) as desk, pytest.raises(Problem) as caught:
        conference(desk, tmp_path, tools())
    assert caught.value.code == "CONFERENCE_NONE"


def test_the_button_writes_the_folder_and_says_what_is_missing(district, open_window, ask, quiet, tmp_path):
    window = open_window(district)
    window.show_page("choose")
    window.choosing.show_section("conference")
    section = window.choosing.conference
    ask.chosen_folder = tmp_path
    section.make.click()
    quiet()
    assert section.notice.text.startswith("Đã lập: ")
    assert section.files.rowCount() >= 6
    assert "chưa chọn hồ sơ nào" in section.missing.text()
    section.open.click()
    assert ask.shown[-1].name == "00-muc-luc.pdf"
    section.make.click()
    quiet()
    assert section.notice.text.startswith("FOLDER_THERE · ")
