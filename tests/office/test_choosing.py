"""Choosing models and nominees: marks, votes, places and decisions, all of them acts of the office."""

from dataclasses import replace
from datetime import date
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.answers import Address, Rows
from forms.basis import Basis, BasisKind
from forms.problems import Problem
from office.acts import Act, acts
from office.adding_up import totals
from office.awards import MODEL, NOMINEE
from office.blocks import Gathered
from office.choices import CHOSEN, Council, Decision, Judged, look
from office.choosing import allow, history, hold, judge, lines_for_above, only_passed_on
from office.entry import Entry
from office.routed import route_desk
from office.upward import lines
from tests.office.nominations import model, person, propose
from tests.offices import IA_HDRAI, KON_TUM, NGOC_LAY, TE_XANG, TU_MO_RONG, Place, later
from tests.routes import NOMINEES, asking_for_all

CODES = ("chosen_grade", "chosen", "chosen_reason")
FULL = {"merit": 40, "example": 20, "duty": 20, "earlier": 10, "hard": 5}
MEETING = Council("", "12/BB-HĐTĐKT", date(2018, 9, 18), 9, 7)
LETTER = Basis(BasisKind.DOCUMENT, date(2018, 9, 1), "45/KH-UBND")


@pytest.fixture
def district(place):
    with place.office(TU_MO_RONG) as desk:
        propose(
            desk,
            NGOC_LAY,
            [person("A Brôl"), person("Y Dâm", c17="province_diploma", c18="province")],
            [model("Nuôi bò"), model("Trồng sâm"), model("Tổ tiết kiệm")],
        )
        propose(desk, TE_XANG, [person("A Thui", "1981")])
        yield desk


def refused(work) -> str:
    with pytest.raises(Problem) as caught:
        work()
    return caught.value.code


def test_everything_proposed_stands_there_undecided(district):
    seen = look(district, NOMINEE)
    assert [(one.unit, one.name) for one in seen.candidates] == [
        (NGOC_LAY, "A Brôl"),
        (NGOC_LAY, "Y Dâm"),
        (TE_XANG, "A Thui"),
    ]
    assert {one.judged.decision for one in seen.candidates} == {Decision.OPEN}
    assert seen.most_points == 100
    assert [one.name for one in look(district, MODEL).candidates] == ["Nuôi bò", "Trồng sâm", "Tổ tiết kiệm"]


def test_marks_give_points_a_class_and_the_order_until_people_give_a_place(district):
    seen = look(district, NOMINEE)
    seen = judge(district, seen, (TE_XANG, "1"), Judged(marks=FULL))
    first = seen.candidates[0]
    assert (first.name, first.points, first.grade) == ("A Thui", 95, "excellent")
    seen = judge(district, seen, (NGOC_LAY, "2"), Judged(marks={"merit": 40}))
    assert seen.candidate((NGOC_LAY, "2")).points is None  # not all criteria are marked
    seen = judge(district, seen, (NGOC_LAY, "1"), Judged(rank=1))
    assert [one.name for one in seen.candidates] == ["A Brôl", "A Thui", "Y Dâm"]


def test_what_was_decided_is_read_again_from_the_log_alone(district):
    seen = hold(district, look(district, NOMINEE), MEETING)
    said = Judged(Decision.ABOVE, "Tiêu biểu nhất huyện", FULL, "1", votes=6, against=1)
    judge(district, seen, (NGOC_LAY, "2"), said)
    again = look(district, NOMINEE)
    kept = again.candidate((NGOC_LAY, "2")).judged
    assert replace(kept, who="", at=None, name="") == said
    assert kept.who == district.person.name
    assert again.councils == (replace(MEETING, id="1"),)
    assert {one.kind for one in acts(district)} >= {Act.CHOSEN.value}


def test_who_is_not_chosen_is_told_why(district):
    seen = look(district, NOMINEE)
    assert refused(lambda: judge(district, seen, (TE_XANG, "1"), Judged(Decision.NO))) == "CHOOSE_REASON"
    assert look(district, NOMINEE).candidate((TE_XANG, "1")).judged.decision is Decision.OPEN


def test_votes_need_a_meeting_and_are_no_more_than_the_people_there(district):
    seen = look(district, NOMINEE)
    key = (TE_XANG, "1")
    assert refused(lambda: judge(district, seen, key, Judged(votes=5))) == "CHOOSE_COUNCIL"
    seen = hold(district, seen, MEETING)
    over = Judged(council="1", votes=7, against=1)
    assert refused(lambda: judge(district, seen, key, over)) == "CHOOSE_VOTES"
    assert (
        judge(district, seen, key, Judged(council="1", votes=6, against=1)).candidate(key).judged.votes == 6
    )


@pytest.mark.parametrize(
    "council, code",
    [
        (replace(MEETING, number=" "), "COUNCIL_NUMBER"),
        (replace(MEETING, present=10), "COUNCIL_PEOPLE"),
        (replace(MEETING, present=0), "COUNCIL_PEOPLE"),
        (replace(MEETING, day=date(2018, 12, 1)), "COUNCIL_DAY"),
    ],
)
def test_a_meeting_that_cannot_have_been_is_refused(district, council, code):
    assert refused(lambda: hold(district, look(district, NOMINEE), council)) == code


@pytest.mark.parametrize(
    "said, code",
    [
        (Judged(marks={"merit": 41}), "CHOOSE_MARK"),
        (Judged(marks={"luck": 1}), "CHOOSE_MARK"),
        (Judged(rank=0), "CHOOSE_RANK"),
        (Judged(reason="x" * 501), "CHOOSE_LONG"),
    ],
)
def test_what_the_grid_has_no_room_for_is_refused(district, said, code):
    assert refused(lambda: judge(district, look(district, NOMINEE), (TE_XANG, "1"), said)) == code


def test_no_more_are_chosen_than_there_are_places_until_a_document_says_so(district):
    seen = look(district, MODEL)
    for number in ("1", "2"):
        seen = judge(district, seen, (NGOC_LAY, number), Judged(Decision.ABOVE))
    assert seen.places[0].full
    third = (NGOC_LAY, "3")
    assert refused(lambda: judge(district, seen, third, Judged(Decision.HERE))) == "CHOOSE_PLACES"
    assert judge(district, seen, third, Judged(Decision.NO, "Hết chỉ tiêu")).candidate(third).judged.reason
    wider = allow(district, seen, seen.places[0].quota, 3, LETTER)
    assert (wider.places[0].most, wider.places[0].basis) == (3, LETTER)
    assert judge(district, wider, third, Judged(Decision.HERE)).places[0].taken == 3


def test_a_quota_is_changed_on_a_basis_only(district):
    seen = look(district, MODEL)
    bare = replace(LETTER, number="")
    assert refused(lambda: allow(district, seen, seen.places[0].quota, 3, bare)) == "BASIS_NUMBER"
    assert refused(lambda: allow(district, seen, seen.places[0].quota, -1, LETTER)) == "QUOTA_NUMBER"


def test_places_are_counted_by_award_and_kind(district):
    seen = judge(district, look(district, NOMINEE), (NGOC_LAY, "1"), Judged(Decision.HERE))
    taken = {(one.quota.award, one.quota.kind): one.taken for one in seen.places}
    assert taken["district_merit", "individual"] == 1
    assert taken["province_diploma", "individual"] == 0
    seen = judge(district, seen, (NGOC_LAY, "1"), Judged(Decision.ABOVE, award="province_diploma"))
    assert {(one.quota.award): one.taken for one in seen.places if one.quota.kind == "individual"} == {
        "district_merit": 0,
        "province_diploma": 1,
    }


def test_a_record_that_became_somebody_else_is_told_and_goes_no_further(district):
    judge(district, look(district, NOMINEE), (TE_XANG, "1"), Judged(Decision.ABOVE))
    assert [line["unit"] for line in lines_for_above(district)] == [TE_XANG]
    later(district)
    propose(district, TE_XANG, [person("Y Khác")], revision=2)
    assert look(district, NOMINEE).candidate((TE_XANG, "1")).other_now
    assert lines_for_above(district) == ()


def test_only_what_is_passed_on_goes_up_with_its_place_and_reason(district):
    seen = hold(district, look(district, NOMINEE), MEETING)
    seen = judge(district, seen, (NGOC_LAY, "2"), Judged(Decision.ABOVE, "Tiêu biểu", FULL, "1", 7))
    judge(district, seen, (TE_XANG, "1"), Judged(Decision.HERE))
    (line,) = lines_for_above(district)
    assert line["unit"] == NGOC_LAY
    assert line["place"] == "BM17[2]"
    assert (line["decision"], line["grade"], line["rank"]) == ("Chuyển cấp trên", "Xuất sắc", "1")
    assert (line["reason"], line["basis"]) == ("Tiêu biểu", "12/BB-HĐTĐKT (18/09/2018)")


def test_every_word_ever_said_of_a_record_is_kept(district):
    seen, key = look(district, NOMINEE), (TE_XANG, "1")
    seen = judge(district, seen, key, Judged(Decision.HERE))
    later(district)
    seen = judge(district, seen, key, Judged(Decision.NO, "Trùng thành tích"))
    assert [one.decision for one in history(district, seen, key)] == [Decision.NO, Decision.HERE]


def test_the_province_sees_what_the_district_passed_on_and_what_it_held_back(place, district):
    judge(district, look(district, NOMINEE), (NGOC_LAY, "2"), Judged(Decision.ABOVE, "Tiêu biểu"))
    lines = [dict(line) for line in lines_for_above(district)]
    with place.office(KON_TUM) as province:
        propose(province, TU_MO_RONG, lists={"choices": lines})
        propose(province, NGOC_LAY, [person("A Brôl"), person("Y Dâm")])
        seen = look(province, NOMINEE)
        passed, held = seen.candidate((NGOC_LAY, "2")), seen.candidate((NGOC_LAY, "1"))
    assert [(one.office, one.reason) for one in passed.below] == [(TU_MO_RONG, "Tiêu biểu")]
    assert (passed.held_back, held.held_back, held.below) == (False, True, ())


def test_an_office_without_units_below_chooses_nothing(place):
    with place.office(NGOC_LAY) as commune:
        assert refused(lambda: look(commune, NOMINEE)) == "CHOOSE_NOTHING"


@pytest.fixture(scope="module")
def board(tmp_path_factory):
    """A district with six models to choose from."""
    with Place(tmp_path_factory.mktemp("board")).office(TU_MO_RONG) as desk:
        propose(desk, NGOC_LAY, (), [model(f"Mô hình {number}") for number in range(6)])
        yield desk


@given(st.lists(st.tuples(st.integers(1, 6), st.sampled_from(Decision)), max_size=8))
def test_whatever_is_decided_in_whatever_order_no_quota_is_broken(board, wanted):
    seen = look(board, MODEL)
    for number, decision in wanted:
        key, said = (NGOC_LAY, str(number)), Judged(decision, "vì điểm")
        if seen.places[0].full and decision in CHOSEN and seen.candidate(key).judged.decision not in CHOSEN:
            assert refused(partial(judge, board, seen, key, said)) == "CHOOSE_PLACES"
        else:
            seen = judge(board, seen, key, said)
        assert seen.places[0].taken <= seen.places[0].most
    assert look(board, MODEL) == seen


def test_the_lists_say_class_decision_of_each_level_and_reason(place, district):
    seen = judge(
        district, look(district, NOMINEE), (NGOC_LAY, "2"), Judged(Decision.ABOVE, "Tiêu biểu", FULL)
    )
    judge(district, seen, (TE_XANG, "1"), Judged(Decision.NO, "Chưa đủ năm"))
    view = totals(district, "TH-20")
    places = {column.code: place for place, column in enumerate(view.columns)}
    said = {(row.unit, *row.key): tuple(row.cells[places[code]].value for code in CODES) for row in view.rows}
    assert said[NGOC_LAY, "2"] == ("Xuất sắc", "Huyện: Chuyển cấp trên", "Huyện: Tiêu biểu")
    assert said[TE_XANG, "1"] == (None, "Huyện: Không chọn", "Huyện: Chưa đủ năm")
    assert said[NGOC_LAY, "1"] == (None, None, None)
    with place.office(KON_TUM) as province:
        propose(province, TU_MO_RONG, lists={"choices": [dict(line) for line in lines_for_above(district)]})
        propose(province, NGOC_LAY, [person("A Brôl"), person("Y Dâm")])
        judge(province, look(province, NOMINEE), (NGOC_LAY, "2"), Judged(Decision.HERE))
        (row,) = (row for row in totals(province, "TH-20").rows if row.key == ("2",))
        told = tuple(row.cells[places[code]].value for code in CODES)
    assert told == ("Xuất sắc", "Huyện: Chuyển cấp trên; Tỉnh: Chọn ở cấp này", "Huyện: Tiêu biểu")


def test_only_nominees_who_are_passed_on_go_up_once_somebody_chose(district):
    reported = lines(district.pack, Gathered(district).in_table)
    assert only_passed_on(district, *reported) == reported
    judge(district, look(district, NOMINEE), (NGOC_LAY, "2"), Judged(Decision.ABOVE, "Tiêu biểu"))
    tables, states = only_passed_on(district, *reported)
    assert set(tables["BM17"]) == {(NGOC_LAY, "2")}
    assert set(tables["BM16"]) == {(NGOC_LAY, "1"), (NGOC_LAY, "2"), (NGOC_LAY, "3")}
    judge(district, look(district, NOMINEE), (NGOC_LAY, "2"), Judged(Decision.NO, "Chưa đủ năm"))
    tables, states = only_passed_on(district, *reported)
    assert ("BM17" in tables, states) == (False, {})


def test_what_an_office_proposes_itself_is_chosen_among_the_others(district):
    entry = Entry(district)
    key, _ = entry.add_record("BM16")
    entry.put_text(Address("BM16", key, "c01"), "Vườn ươm của huyện")
    seen = look(district, MODEL)
    assert (TU_MO_RONG, "Vườn ươm của huyện") in {(one.unit, one.name) for one in seen.candidates}
    assert not any(one.held_back for one in seen.candidates)


def test_an_office_passes_on_nobody_elses_records(place):
    line = {"unit": NGOC_LAY, "place": "BM17[1]", "decision": "Chuyển cấp trên"}
    with place.office(KON_TUM) as province:
        propose(province, IA_HDRAI, lists={"choices": [line, {"place": "BM17["}, {}]})
        propose(province, NGOC_LAY, [person("A Brôl")])
        (one,) = look(province, NOMINEE).candidates
    assert (one.below, one.held_back) == ((), False)


def test_details_that_travel_apart_go_up_only_of_whom_the_office_passes_on(place):
    with place.office(TU_MO_RONG, pack=asking_for_all()) as district:
        propose(district, NGOC_LAY, [person("A Brôl"), person("Y Dâm")])
        judge(district, look(district, NOMINEE), (NGOC_LAY, "2"), Judged(Decision.ABOVE))
        apart = route_desk(district, NOMINEES)
        rows: Rows = {(NGOC_LAY, "1"): {"c03": "A Brôl"}, (NGOC_LAY, "2"): {"c03": "Y Dâm"}}
        tables, _ = only_passed_on(apart, {"BM17": {key: dict(row) for key, row in rows.items()}}, {})
        assert set(tables["BM17"]) == {(NGOC_LAY, "2")}
