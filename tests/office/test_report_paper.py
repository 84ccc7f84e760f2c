"""The report that is signed: heading, sections with their figures, appendices, signature and recipients."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import pairwise

import pytest
from docx import Document
from docx.oxml.ns import qn

from exports.paper_blocks import Appendix, Columns, Paragraph, Picture, runs_of
from exports.paper_docx import write_docx
from exports.paper_setting import set_pages
from forms.answers import Address
from forms.problems import Problem
from office.entry import Entry
from office.linked_figures import figure, text_of, tie
from office.report_paper import (
    CHARTS,
    appendix_forms,
    keep_settings,
    letterhead,
    profile_for,
    recipient_lines,
    report,
    settings,
    signature,
)
from tests.exports.letters import width_of
from tests.offices import NGOC_LAY, TE_XANG, TU_MO_RONG, Place, shelf

RESULTS = Address("BM18", (), "c03")
POOR = Address("BM02", ("2018",), "c14")


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    with Place(tmp_path_factory.mktemp("report")).filled(TE_XANG) as desk:
        yield desk


@pytest.fixture(scope="module")
def entry(office):
    entry = Entry(office)
    text = text_of(entry, RESULTS)
    entry.put_text(RESULTS, f"{text}\nCòn {figure(entry, POOR)} hộ.")
    tie(entry, RESULTS, text_of(entry, RESULTS), len(text) + len("\nCòn "), POOR)
    return entry


@pytest.fixture(scope="module")
def paper(entry):
    return report(entry)


def lines(side):
    return [one.text for one in side]


def test_the_heading_names_the_office_in_the_words_of_the_pack(paper):
    head = paper.blocks[0]
    assert isinstance(head, Columns)
    assert lines(head.left) == [
        "UBND HUYỆN TU MƠ RÔNG",
        "ỦY BAN NHÂN DÂN",
        "XÃ TÊ XĂNG",
        "Số: ........../BC-UBND",
    ]
    assert lines(head.right)[:2] == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    assert lines(head.right)[2] == "Tê Xăng, ngày ..... tháng ..... năm ........"


def test_the_sections_stand_under_their_titles_with_every_word_that_was_typed(entry, paper):
    titles = [one.text for one in paper.blocks if isinstance(one, Paragraph) and one.level]
    assert titles[0] == "1. Đặc điểm tình hình"
    assert len(titles) == 9
    told = [one.text for one in paper.blocks if isinstance(one, Paragraph)]
    for line in text_of(entry, RESULTS).split("\n"):
        assert line in told


def test_a_figure_names_its_cell_on_the_paper(entry, paper):
    tagged = [run for run in runs_of(paper) if run.tag]
    assert [(run.text, run.tag, run.changed) for run in tagged] == [(figure(entry, POOR), str(POOR), False)]


def test_the_signature_is_that_of_the_cover_and_the_recipients_end_with_the_copy_kept(paper, office):
    closing = next(one for one in reversed(paper.blocks) if isinstance(one, Columns))
    assert lines(closing.left) == ["Nơi nhận:", "- UBND huyện Tu Mơ Rông (để báo cáo);", "- Lưu: VT."]
    signed = signature(office)
    assert lines(closing.right)[0] == "TM. ỦY BAN NHÂN DÂN"
    assert lines(closing.right)[-1] == signed.name != ""


def test_number_and_day_come_from_the_cover_and_head_every_appendix(entry):
    number, day = Address("BM00", (), "c17"), Address("BM00", (), "c18")
    entry.put([(number, "05/BC-UBND", None), (day, "2018-10-05", None)])
    paper = report(entry)
    head = paper.blocks[0]
    assert isinstance(head, Columns)
    assert lines(head.left)[-1] == "Số: 05/BC-UBND"
    assert lines(head.right)[-1] == "Tê Xăng, ngày 05 tháng 10 năm 2018"
    appendices = [one for one in paper.blocks if isinstance(one, Appendix)]
    assert lines(appendices[0].heading) == [
        "Phụ lục I",
        "THÔNG TIN CHUNG CỦA XÃ",
        "(Kèm theo Báo cáo số 05/BC-UBND ngày 05 tháng 10 năm 2018)",
    ]
    entry.put([(number, None, None), (day, None, None)])


def test_appendices_are_the_tables_of_figures_unless_the_office_says_otherwise(entry, office):
    forms = {form.id for form in appendix_forms(office)}
    assert not forms & {"BM00", "BM18"}
    usual = settings(office)
    assert "BM02" in usual.appendices
    assert "BM10" in forms - set(usual.appendices)
    few = report(entry, replace(usual, appendices=("BM10", "BM02")))
    appendices = [one for one in few.blocks if isinstance(one, Appendix)]
    assert [one.heading[0].text for one in appendices] == ["Phụ lục I", "Phụ lục II"]
    assert all("Mã số liệu" in sheet.page.footer[2] for one in appendices for sheet in one.sheets)
    one = report(entry, replace(usual, appendices=("BM02",)))
    assert next(b for b in one.blocks if isinstance(b, Appendix)).heading[0].text == "Phụ lục"


def test_charts_are_an_appendix_of_their_own_where_they_are_wanted(entry, office):
    few = replace(settings(office), appendices=("BM02", CHARTS))
    asked = []

    def draw(chart, width, height):
        asked.append(chart.title)
        return b"png", height

    paper = report(entry, few, draw)
    pictures = [one for one in paper.blocks if isinstance(one, Picture)]
    assert len(pictures) == len(asked) >= 2
    assert all(one.alt for one in pictures)
    assert not any("hoàn thành các biểu" in title for title in asked)
    heading = [one.text for one in paper.blocks if isinstance(one, Paragraph)]
    assert ("Phụ lục II", "BIỂU ĐỒ SỐ LIỆU") in pairwise(heading)
    keep_settings(office, few)
    assert settings(office).appendices == ("BM02", CHARTS)
    office.office.set_setting(f"report:{office.campaign_id}", "")


def test_what_the_office_says_is_remembered_and_what_cannot_be_is_refused(office):
    usual = settings(office)
    wanted = replace(
        usual, profile="ND30-2020", subject=" Kết quả ", recipients=("- Như trên;", " ", "Lưu: VT.")
    )
    keep_settings(office, wanted)
    assert settings(office) == replace(wanted, subject="Kết quả", recipients=("Như trên", "Lưu: VT"))
    assert recipient_lines(settings(office).recipients) == ("- Như trên;", "- Lưu: VT.")
    with pytest.raises(Problem, match="PAPER_PROFILE"):
        keep_settings(office, replace(usual, profile="x"))
    with pytest.raises(Problem, match="REPORT_LONG"):
        keep_settings(office, replace(usual, subject="x" * 301))
    keep_settings(office, usual)


def test_the_profile_is_that_of_the_campaigns_year(office):
    assert profile_for(office).id == "BNV-2011"


def test_the_pages_and_the_word_file_hold_the_whole_report(entry, paper):
    pages = set_pages(paper, width_of)
    told = [line for page in pages for box in page.boxes for line in box.lines]
    assert "BM-02. Diễn biến hộ nghèo giai đoạn 2016–2018" in " ".join(told)
    document = Document(BytesIO(write_docx(replace(paper, blocks=paper.blocks[:-2]), width_of)))
    tags = [one.get(qn("w:val")) for one in document.element.body.iter(qn("w:tag"))]
    assert tags == [str(POOR)]


def test_an_agency_signs_in_its_own_name(tmp_path):
    with Place(tmp_path).office("62A01") as desk:
        assert letterhead(desk, kind="BC").kind == "BC"
        assert letterhead(desk, kind="BC").organ.startswith("CHI NHÁNH NGÂN HÀNG")
        assert not signature(desk).committee


def test_an_office_without_a_narrative_is_told_so(tmp_path):
    units = next(one for one in shelf().packs if not one.pack.forms)
    office = Place(tmp_path).office(units.pack.units[0].code, pack=units.data)
    with office as desk, pytest.raises(Problem, match="REPORT_NONE"):
        report(Entry(desk))


def test_a_district_appends_none_of_its_own_blank_forms(tmp_path):
    with Place(tmp_path).office(TU_MO_RONG) as desk:
        assert settings(desk).appendices == ()
        assert "3. Kết quả thực hiện" in [run.text for run in runs_of(report(Entry(desk)))]


def test_a_report_that_is_still_empty_has_its_titles(tmp_path):
    with Place(tmp_path).office(NGOC_LAY) as desk:
        day = desk.clock.today()
        assert day > date(2018, 1, 1)
        paper = report(Entry(desk), replace(settings(desk), appendices=()))
        assert sum(1 for one in paper.blocks if isinstance(one, Paragraph) and one.level) == 9
        assert set_pages(paper, width_of)
