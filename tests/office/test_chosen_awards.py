"""Award papers of a district: what its council decided stands in them, not what the communes proposed."""

from datetime import date

import pytest

from exports.paper_blocks import Grid, runs_of
from exports.paper_profiles import ND30_2020, profile
from forms.problems import Problem
from office.awards import MODEL, NOMINEE, Awards
from office.choices import Council, Decision, Judged, look
from office.choosing import hold, judge
from office.chosen_awards import for_above, models_for_above
from office.paper_awards import awarded_list, minutes, nominee_list, submission
from office.papers import Group, listed
from tests.office.nominations import model, person, propose
from tests.offices import NGOC_LAY, TE_XANG, TU_MO_RONG, later

LOOK = profile(ND30_2020)
MEETING = Council("", "12/BB-HĐTĐKT", date(2018, 9, 18), 9, 7, "Y Lập", "Y Lập, A Thui, Y Hà")


@pytest.fixture
def district(place):
    with place.office(TU_MO_RONG) as desk:
        people = [person("A Brôl", c18="province"), person("Y Dâm", c18="province"), person("Y Thui")]
        propose(desk, NGOC_LAY, people)
        yield desk


def decide(district):
    seen = hold(district, look(district, NOMINEE), MEETING)
    said = Judged(Decision.ABOVE, "Tiêu biểu", council="1", votes=7, against=0, award="province_diploma")
    seen = judge(district, seen, (NGOC_LAY, "1"), said)
    seen = judge(district, seen, (NGOC_LAY, "2"), Judged(Decision.NO, "Chưa đủ năm", council="1", votes=2))
    judge(district, seen, (NGOC_LAY, "3"), Judged(Decision.HERE, council="1", votes=6, against=1))


def rows(paper):
    (grid,) = (block for block in paper.blocks if isinstance(block, Grid))
    return [tuple(getattr(cell, "text", cell) for cell in row) for row in grid.rows]


def test_before_anything_is_decided_papers_show_what_came_up(district):
    assert [one["name"] for one in for_above(Awards(district))] == ["A Brôl", "Y Dâm"]
    assert Group.AWARDED not in {one.group for one in listed(district)}
    with pytest.raises(Problem, match="AWARDS_NONE"):
        awarded_list(Awards(district), LOOK)


def test_the_submission_asks_for_the_award_that_the_council_chose(district):
    decide(district)
    (row,) = rows(submission(Awards(district), LOOK))
    assert row == ("1", "Bằng khen UBND tỉnh", "Cá nhân", "1")
    (one,) = rows(nominee_list(Awards(district), LOOK))
    assert (one[1], one[-2], one[-1]) == ("A Brôl", "Bằng khen UBND tỉnh", "7/7")


def test_the_submission_shows_the_models_that_are_passed_on_alone(district):
    decide(district)
    later(district)
    propose(district, TE_XANG, (), [model("Nuôi bò"), model("Trồng sâm")])
    assert len(models_for_above(Awards(district))) == 2
    judge(district, look(district, MODEL), (TE_XANG, "2"), Judged(Decision.ABOVE, "Hiệu quả"))
    text = " ".join(run.text for run in runs_of(submission(Awards(district), LOOK)))
    assert "giới thiệu 1 mô hình giảm nghèo hiệu quả: Trồng sâm" in text


def test_those_awarded_here_stand_in_a_list_for_the_decision(district):
    decide(district)
    paper = awarded_list(Awards(district), LOOK)
    assert [row[1] for row in rows(paper)] == ["Y Thui"]
    assert any("Kèm theo Quyết định" in run.text for run in runs_of(paper))
    assert Group.AWARDED in {one.group for one in listed(district)}


def test_the_minutes_are_those_of_this_office_with_its_votes(district):
    decide(district)
    paper = minutes(Awards(district), LOOK)
    assert [(row[1], row[3]) for row in rows(paper)] == [
        ("A Brôl", "7/7"),
        ("Y Thui", "6/7"),
        ("Y Dâm", "2/7"),
    ]
    text = " ".join(run.text for run in runs_of(paper))
    assert "Số thành viên Hội đồng: 9; số người dự họp: 7." in text
    assert "Chủ trì: Y Lập. Thư ký: " in text
    assert "Thành phần dự họp: Y Lập, A Thui, Y Hà." in text
