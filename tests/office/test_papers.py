"""Papers of an office in one list: the chairman's page, the slip for the stick, letters for awards."""

import pytest

from exports.keys import fingerprint_words
from exports.paper_blocks import Columns, Grid, runs_of
from exports.paper_profiles import BNV_2011, ND30_2020
from exports.paper_setting import set_pages
from forms.answers import Address
from forms.problems import Problem
from office.awards import Awards
from office.entry import Entry
from office.paper_awards import submission, summary
from office.papers import Group, listed, made
from office.receiving import receive
from office.sending import sent
from tests.offices import NGOC_LAY, TU_MO_RONG, Place, later, recognise_sender

NOMINATING = "23410"
"""A commune whose demonstration nominates a household and shows a model."""
CELL = Address("BM02", ("2018",), "c01")


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A commune that has sent once and then changed a figure."""
    with Place(tmp_path_factory.mktemp("papers")).sent(NGOC_LAY)[0] as desk:
        later(desk)
        Entry(desk).put_text(CELL, "555")
        yield desk


@pytest.fixture(scope="module")
def nominating(tmp_path_factory):
    with Place(tmp_path_factory.mktemp("awards")).filled(NOMINATING) as desk:
        entry = Entry(desk)
        key, _ = entry.add_record("BM17")
        for field, text in (
            *(("c01", "Cá nhân"), ("c02", "Ông"), ("c03", "A Brôl Thử"), ("c04", "1979"), ("c08", "Thôn 2")),
            *(("c09", "Trưởng thôn"), ("c17", "Giấy khen UBND huyện"), ("x01", "Phong trào thi đua")),
            *(("c18", "Huyện"), ("c20b", "12"), ("c20", "9"), ("x07", "21/BB"), ("c21", "18/09/2018")),
            *(("c22", "1"), ("c14", "Vận động mười hộ viết đơn xin thoát nghèo. " * 8)),
        ):
            entry.put_text(Address("BM17", key, field), text)
        entry.put_text(Address("BM17", ("1",), "c22"), "2")
        yield desk


@pytest.fixture
def place_of_district(tmp_path):
    """A district that has taken a commune's nominations in."""
    place = Place(tmp_path)
    commune, package = place.sent(NOMINATING)
    sender = commune.unit.name
    commune.close()
    with place.office(TU_MO_RONG) as district:
        recognise_sender(district, package, NOMINATING)
        receive(district, [package])
        yield district, sender


def letter(desk, paper, look=""):
    """The blocks of a paper that is a letter."""
    found = made(desk, paper, look).paper
    assert found is not None
    return found


def words(paper):
    return " ".join(run.text for run in runs_of(paper))


def pages(paper):
    return set_pages(paper, lambda text, style: len(text) * style.size * 0.45)


def grids(paper):
    return [block for block in paper.blocks if isinstance(block, Grid)]


def test_every_paper_of_the_list_can_be_made(desk, nominating):
    for office, apart in ((desk, ()), (nominating, (Group.REPORT, Group.EMPTY_REGISTER))):
        for one in listed(office):
            if one.group not in (Group.FORMS, Group.BLANK, *apart):  # they have tests of their own
                paper = made(office, one.id)
                assert paper.sheets or paper.paper, one.id
                assert paper.title
                assert paper.name
    groups = {one.group for one in listed(nominating)}
    assert {Group.CHAIRMAN, Group.SUBMISSION, Group.NOMINEES, Group.MINUTES, Group.SUMMARY} <= groups
    assert Group.TOTALS not in groups


def test_the_district_lists_its_consolidated_tables(tmp_path):
    with Place(tmp_path).office(TU_MO_RONG) as district:
        found = [one for one in listed(district) if one.group is Group.TOTALS]
        assert found
        assert made(district, found[0].id).paper  # who has sent: one page
        assert made(district, found[1].id).sheets


def test_a_paper_nobody_listed_is_refused(desk):
    with pytest.raises(Problem, match="PAPER_NONE"):
        made(desk, "forms:BM99")
    with pytest.raises(Problem, match="PAPER_PROFILE"):
        made(desk, "chairman", "NĐ-99")


class TestTheChairmansPage:
    def test_has_figures_changes_and_what_is_open_on_one_page(self, desk):
        paper = letter(desk, "chairman")
        assert len(pages(paper)) == 1
        text = words(paper)
        figures, changes = grids(paper)
        assert figures.heads[2:] == ("Lần gửi 1", "Lần này")
        assert ("Tỷ lệ hộ nghèo cuối kỳ", "%", "47,50", "47,50") in figures.rows
        assert any("Tổng số hộ dân cư đầu kỳ" in row[0] and row[2] == "555" for row in changes.rows)
        assert "K02" in text
        assert "Lần gửi 2 đến Huyện Tu Mơ Rông" in text

    def test_stays_one_page_however_much_there_is_to_tell(self, tmp_path):
        with Place(tmp_path).sent(NGOC_LAY)[0] as desk:
            later(desk)
            entry = Entry(desk)
            typed = [f.id for f in desk.pack.tables_by_id["BM02"].fields if f.calculate is None]
            places = [Address("BM02", (year,), name) for year in ("2016", "2017", "2018") for name in typed]
            entry.put_block(
                [(place, "9999") for place in places if entry.view(place).value not in (None, "1")][:60]
            )
            paper = letter(desk, "chairman")
            assert len(pages(paper)) == 1
            assert words(paper).count("… và ") >= 2
            assert "khác" in words(paper)

    def test_before_the_first_package_there_is_nothing_to_compare(self, nominating):
        paper = letter(nominating, "chairman")
        assert len(grids(paper)) == 1
        assert "Chưa gửi gói nào" in words(paper)


class TestTheSlip:
    def test_stands_twice_on_one_page_with_the_words_of_the_file(self, desk):
        view = sent(desk)[0]
        for look in (BNV_2011, ND30_2020):
            paper = letter(desk, f"slip:{view.digest}", look)
            assert len(pages(paper)) == 1
            text = words(paper)
            for told in (
                " · ".join(fingerprint_words(view.digest)),
                " · ".join(view.fingerprint_words),
                view.name,
                view.figures_code,
                f"lần gửi {view.revision}, số thứ tự gói {view.sequence}",
            ):
                assert text.count(told) == 2, told
            assert text.count("BÊN NHẬN") == text.count("BÊN GIAO") == 2
            assert "Liên 1" in text
            assert "Liên 2" in text

    def test_there_is_none_for_a_package_that_was_not_sent_here(self, desk):
        with pytest.raises(Problem, match="PAPER_NONE"):
            made(desk, f"slip:{'0' * 64}")


class TestAwards:
    def test_the_submission_counts_kinds_and_names_the_bases_of_its_year(self, nominating):
        paper = letter(nominating, "award-submission", ND30_2020)
        text = words(paper)
        assert "TỜ TRÌNH" in text
        assert "Kính gửi: Chủ tịch UBND huyện Tu Mơ Rông" in text
        assert "01 cá nhân, 01 hộ gia đình" in text
        assert "91/2017/NĐ-CP" in text
        assert "98/2023" not in text
        assert isinstance(paper.blocks[0], Columns)
        assert "TM. ỦY BAN NHÂN DÂN" in text

    def test_the_list_has_everybody_in_the_order_of_priority(self, nominating):
        paper = letter(nominating, "award-list")
        assert pages(paper)[0].landscape
        names = [row[1].text for row in grids(paper)[0].rows]
        assert names == [one["name"] for one in Awards(nominating).nominees]
        assert names[0] == "A Brôl Thử"

    def test_each_meeting_has_minutes_of_its_own_with_the_shares_of_votes(self, nominating):
        paper = letter(nominating, "award-minutes")
        meetings = {(one["minutes"], one["minutes_day"]) for one in Awards(nominating).nominees}
        assert len(pages(paper)) == len(meetings) == 2
        assert ("1", "A Brôl Thử", "Giấy khen UBND huyện", "9/12", "75,00") in grids(paper)[0].rows
        assert "21/BB" in words(paper)

    def test_a_summary_tells_one_nominees_achievements_without_the_councils_business(self, nominating):
        one = Awards(nominating).nominees[0]
        paper = letter(nominating, f"award-summary:{one.key[0]}")
        text = words(paper)
        assert "Cá nhân: A Brôl Thử" in text
        assert "Vận động mười hộ" in text
        assert "Trưởng thôn" in text
        assert "9/12" not in text
        assert "Y Vuih" not in text

    def test_what_the_commune_decides_itself_is_not_asked_of_the_district(self, nominating):
        before = Awards(nominating)
        assert before.nominees == before.for_above
        key, _ = Entry(nominating).add_record("BM17")
        for field, text in (("c01", "Tập thể"), ("c03", "Thôn Thử"), ("c18", "Xã")):
            Entry(nominating).put_text(Address("BM17", key, field), text)
        now = Awards(nominating)
        assert len(now.nominees) == len(before.nominees) + 1
        assert now.for_above == before.for_above
        assert "Thôn Thử" not in words(letter(nominating, "award-submission"))
        Entry(nominating).remove_record("BM17", key)

    def test_the_district_gathers_the_nominations_of_its_communes(self, place_of_district):
        district, sent_by = place_of_district
        awards = Awards(district)
        assert [one.unit for one in awards.nominees] == [sent_by]
        text = words(letter(district, "award-submission"))
        assert "Kính gửi: Chủ tịch UBND tỉnh Kon Tum" in text
        (row,) = grids(letter(district, "award-list"))[0].rows
        assert row[1].text == "Y Vuih"
        (one,) = (one for one in listed(district) if one.group is Group.SUMMARY)
        assert "Đầu năm 2016 là hộ nghèo" in words(letter(district, one.id))

    def test_where_nobody_is_nominated_there_are_no_papers_for_awards(self, desk):
        assert not [one for one in listed(desk) if one.id.startswith("award")]
        look = letter(desk, "chairman").profile
        with pytest.raises(Problem, match="AWARDS_NONE"):
            submission(Awards(desk), look)
        with pytest.raises(Problem, match="AWARDS_NONE"):
            summary(Awards(desk), ("7",), look)
