"""What was changed after a first sending: each cell with its reason, at the sender and above."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exports.paper_profiles import ND30_2020, profile
from forms.answers import Address, Document, State, Value
from forms.basis import Basis, BasisKind
from forms.problems import Problem
from forms.report import PackageKind
from office import official
from office.approval_page import Earlier, approval_page, reasons_in
from office.changed import (
    ROW_CAME,
    ROW_WENT,
    Why,
    changed_since_sent,
    changes_of,
    differing,
    explain,
    told_against,
)
from office.changed_words import told_changes
from office.cover import draft_header
from office.entry import Entry
from office.open_errors import ORDINARY
from office.outgoing import gathered, report_of
from office.paper_chairman import chairman
from office.receiving import receive
from office.sending import review, send
from tests.offices import (
    MOMENT,
    NGOC_LAY,
    TU_MO_RONG,
    Place,
    later,
    opened,
    recognise_sender,
    say_why,
    shelf,
    unlock_of,
)

PEOPLE, RATE = Address("BM02", ("2016",), "c20"), Address("BM02", ("2016",), "r01")
NUMBER, NEXT = Address("BM02", ("2016",), "c22"), Address("BM02", ("2017",), "c22")
TOLD = Why("Ghi nhầm số quyết định", Basis(BasisKind.ORAL, MOMENT.date(), whom="Chủ tịch xã A Ba"))


@pytest.fixture
def place(tmp_path):
    return Place(tmp_path)


@pytest.fixture
def sent(place):
    """A commune that has sent once, and its package."""
    desk, package = place.sent(NGOC_LAY)
    later(desk)
    with desk:
        yield desk, package


@pytest.fixture
def desk(sent):
    return sent[0]


def changes(desk):
    return changed_since_sent(desk, official.opened(desk, desk.own_document()))


def put(desk, **texts):
    entry = Entry(desk)
    for name, text in texts.items():
        entry.put_text({"number": NUMBER, "next": NEXT, "people": PEOPLE}[name], text)


def test_nothing_is_asked_before_a_first_sending_nor_while_nothing_changes(place, desk):
    with place.filled("23446") as other:
        put(other, number="99/QĐ")
        assert changes(other) == ()
    assert changes(desk) == ()
    assert review(desk).blockers == ()


def test_a_changed_figure_stops_the_next_package_until_its_reason_is_said(desk):
    put(desk, number="99/QĐ")
    assert [one.code for one in review(desk).blockers] == ["CHANGES_UNSAID"]
    (one,) = changes(desk)
    assert (one.place, one.old, one.new) == (NUMBER, "17/QĐ-UBND, 11/12/2016", "99/QĐ")
    assert explain(desk, [one], TOLD) == 1
    assert review(desk).blockers == ()
    assert changes(desk)[0].why == TOLD


def test_what_follows_from_a_typed_figure_is_not_asked_about(desk):
    put(desk, people="1301")
    assert [one.place for one in changes(desk)] == [PEOPLE]


def test_a_figure_put_back_needs_no_reason(desk):
    put(desk, number="99/QĐ")
    put(desk, number="17/QĐ-UBND, 11/12/2016")
    assert changes(desk) == ()


def test_a_reason_holds_for_the_value_it_was_said_of_and_is_proposed_for_the_next(desk):
    put(desk, number="99/QĐ")
    explain(desk, changes(desk), TOLD)
    put(desk, number="98/QĐ")
    (one,) = changes(desk)
    assert (one.why, one.proposed) == (None, TOLD)


def test_one_reason_stands_for_many_figures(desk):
    put(desk, number="99/QĐ", next="100/QĐ")
    assert explain(desk, changes(desk), TOLD) == 2
    assert {one.why for one in changes(desk)} == {TOLD}


@pytest.mark.parametrize(
    "why, code",
    [
        (Why("  ", TOLD.basis), "CHANGE_REASON"),
        (Why("x" * 301, TOLD.basis), "REASON_LONG"),
        (Why("Nhầm", replace(TOLD.basis, whom="")), "BASIS_WHOM"),
        (Why("Nhầm", replace(TOLD.basis, day=MOMENT.date() + timedelta(days=9))), "BASIS_DAY"),
    ],
)
def test_a_reason_without_words_or_basis_is_refused(desk, why, code):
    put(desk, number="99/QĐ")
    with pytest.raises(Problem) as refused:
        explain(desk, changes(desk), why)
    assert refused.value.code == code
    assert changes(desk)[0].kept is None


def test_the_change_travels_and_both_levels_know_it(place, sent):
    desk, first = sent
    put(desk, number="99/QĐ")
    explain(desk, changes(desk), TOLD)
    second = send(desk, unlock=unlock_of(desk), folder=place.stick("second")).path
    (line,) = opened(second).lists["changes"]
    assert (line["place"], line["new"], line["revision"]) == (str(NUMBER), "99/QĐ", "2")
    with place.office(TU_MO_RONG) as district:
        recognise_sender(district, first, NGOC_LAY)
        receive(district, [first])
        (receipt,) = receive(district, [second])
        assert any("1 ô sửa so với lần gửi trước" in told for told in receipt.details)
        (row,) = changes_of(district)
    assert changes_of(desk) == (row,)
    assert (row.unit, row.revision, row.old) == (NGOC_LAY, 2, "17/QĐ-UBND, 11/12/2016")
    assert (row.reason, row.basis, row.who) == (
        TOLD.reason,
        "Chỉ đạo miệng của Chủ tịch xã A Ba, ngày 20/09/2018",
        "Y Bưih",
    )


def test_the_office_above_is_told_where_the_list_does_not_agree_and_refuses_nothing(place, sent):
    desk, first = sent
    put(desk, number="99/QĐ", next="100/QĐ")
    say_why(desk)
    second = opened(send(desk, unlock=unlock_of(desk), folder=place.stick("second")).path)
    both = second.lists["changes"]
    with place.office(TU_MO_RONG) as district:
        recognise_sender(district, first, NGOC_LAY)
        receive(district, [first])

        def told(*lines):
            return told_against(district, district.pack, replace(second, lists={"changes": lines}))

        (said,) = told(*both)
        assert said.startswith("2 ô sửa")
        listed, missing = told(both[0])
        assert listed.startswith("1 ô sửa")
        assert str(NEXT) in missing
        assert "không ghi lý do" in missing
        odd = told(*both, {"place": "BM01.c01", "old": "1", "new": "2"})[-1]
        assert "BM01.c01" in odd
        assert "vẫn như lần gửi trước" in odd
        older = replace(second, header=replace(second.header, replaces="another"))
        assert "chưa có ở đây" in told_against(district, district.pack, older)[0]


def test_changes_are_told_as_the_paper_names_them(desk):
    put(desk, people="1301")
    (one,) = told_changes(desk, changes(desk), desk.own_document().tables)
    assert one.place.startswith("BM-02 · Năm 2016 · ")
    assert (one.old, one.new, one.why) == ("1.300", "1.301", "")


def test_a_record_that_comes_or_goes_counts_once():
    pack = shelf().packs[0].pack
    table = next(one for one in pack.tables_by_id.values() if one.id == "BM16")
    name = next(field.id for field in table.fields if field.kind.value == "text")
    one = Document({"BM16": {("1",): {name: "Mô hình"}}})
    two = Document({"BM16": {("1",): {name: "Mô hình"}, ("2",): {name: "Mới"}}})
    assert list(differing(pack, one, two)) == [(Address("BM16", ("2",), ""), "", ROW_CAME)]
    assert list(differing(pack, two, one)) == [(Address("BM16", ("2",), ""), "", ROW_WENT)]
    assert list(differing(pack, one, two, frozenset(["BM16"]))) == []


CELLS = [Address("BM02", (year,), f"c{n:02}") for year in ("2016", "2017") for n in range(1, 7)]
ANSWERS = st.dictionaries(st.sampled_from(CELLS), st.integers(0, 3) | st.sampled_from(list(State)))


def document(answers):
    tables: dict[str, dict[tuple[str, ...], dict[str, Value]]] = {}
    for place, value in answers.items():
        if not isinstance(value, State):
            tables.setdefault(place.table, {}).setdefault(place.key, {})[place.field] = value
    return Document(tables, {place: value for place, value in answers.items() if isinstance(value, State)})


@settings(max_examples=40)
@given(ANSWERS, ANSWERS)
def test_exactly_the_cells_that_differ_are_told_either_way_round(old, new):
    pack = shelf().packs[0].pack
    told = {place: (was, now) for place, was, now in differing(pack, document(old), document(new))}
    assert told.keys() == {cell for cell in CELLS if old.get(cell) != new.get(cell)}
    back = {place: (now, was) for place, was, now in differing(pack, document(new), document(old))}
    assert told == back


def test_who_signs_reads_the_reason_beside_the_change(sent):
    desk, first = sent
    put(desk, number="99/QĐ")
    explain(desk, changes(desk), TOLD)
    report = report_of(desk, draft_header(desk, desk.own_document()), gathered(desk, ORDINARY))
    page = approval_page(report, desk.form_set, Earlier(opened(first), desk.form_set), "vi")
    why = next(one.why for one in page.changes if one.new == "99/QĐ")
    assert why == f"{TOLD.reason} (Chỉ đạo miệng của Chủ tịch xã A Ba, ngày 20/09/2018)"
    assert any(TOLD.reason in str(block) for block in chairman(desk, profile(ND30_2020)).blocks)


def test_reasons_of_an_upward_package_are_found_by_unit_and_cell(sent):
    report = opened(sent[1])
    line = {"unit": NGOC_LAY, "place": str(NUMBER), "reason": "Nhầm"}
    single = {"unit": NGOC_LAY, "place": "BM18.c01", "reason": "Viết lại"}
    upward = replace(
        report,
        header=replace(report.header, kind=PackageKind.DISTRICT),
        lists={"changes": (line, single)},
    )
    assert reasons_in(upward) == {
        f"BM02[{NGOC_LAY}|2016].c22": "Nhầm",
        f"BM18[{NGOC_LAY}].c01": "Viết lại",
    }
