"""The progress board: who has sent, who is to be called, and what about."""

from datetime import date

import pytest

from db.packages import Package, PackageStatus
from forms.answers import Address
from forms.problems import Problem
from office.board import State, board, contacts, keep_contact, reminder
from office.queries import ask
from office.receiving import receive
from office.returning import write
from tests.offices import KON_TUM, NGOC_LAY, TE_XANG, TU_MO_RONG, later, recognise_sender, unlock_of

LATE_HOURS = 24 * 30


@pytest.fixture
def desk(place):
    with place.office(TU_MO_RONG) as desk:
        yield desk


def keep(desk, unit, status, revision=1, **detail):
    said = Package(
        "received",
        f"{unit}-{revision}-{status}",
        f"{unit}.xlsx",
        kind="report",
        campaign=desk.campaign_id,
        unit=unit,
        recipient=desk.unit.code,
        revision=revision,
    )
    desk.received.keep(
        said, f"{unit}{revision}{status}".encode(), status=status, detail=detail, when=desk.clock.now()
    )


def row_of(desk, unit):
    return next(row for row in board(desk).rows if row.unit.code == unit)


def states(desk):
    return [row.state for row in board(desk).rows]


def test_before_the_deadline_everybody_is_due_and_nobody_late(desk):
    told = board(desk)
    assert {row.state for row in told.rows} == {State.DUE}
    assert (told.sent, told.deadline) == (0, date(2018, 9, 30))


def test_after_the_deadline_whoever_sent_nothing_is_late_by_days(desk):
    later(desk, LATE_HOURS)
    row = row_of(desk, TE_XANG)
    assert (row.state, row.days_late) == (State.LATE, 20)
    assert "20" in row.why


def test_what_waits_for_this_office_stands_first_and_what_is_done_last(desk):
    codes = [row.unit.code for row in board(desk).rows]
    keep(desk, codes[0], PackageStatus.TAKEN)
    keep(desk, codes[1], PackageStatus.TAKEN, open_errors=[{"unit": codes[1], "code": "R01"}])
    keep(desk, codes[2], PackageStatus.WAITING_SIGNER)
    later(desk, LATE_HOURS)
    found = states(desk)
    assert found[0] is State.WAITING
    assert found[-2:] == [State.UNFINISHED, State.DONE]
    assert set(found[1:-2]) == {State.LATE}
    assert [row.unit.code for row in board(desk).rows][1:-2] == codes[3:]  # official order within a state


def test_a_fork_behind_the_newest_revision_asks_nothing_any_more(desk):
    keep(desk, TE_XANG, PackageStatus.FORKED, revision=1)
    assert row_of(desk, TE_XANG).state is State.WAITING
    keep(desk, TE_XANG, PackageStatus.TAKEN, revision=2)
    assert row_of(desk, TE_XANG).state is State.DONE
    keep(desk, TE_XANG, PackageStatus.FORKED, revision=2)
    assert row_of(desk, TE_XANG).state is State.WAITING


def test_a_unit_is_reminded_only_of_what_it_can_do_itself(desk):
    keep(desk, TE_XANG, PackageStatus.WAITING_SIGNER)
    assert "người ký" in reminder(desk, TE_XANG)
    keep(desk, TE_XANG, PackageStatus.FORKED)
    assert "hai gói khác nhau" in reminder(desk, TE_XANG)
    keep(desk, NGOC_LAY, PackageStatus.WAITING_REOPENING)
    with pytest.raises(Problem, match="REMINDER_NONE"):
        reminder(desk, NGOC_LAY)


def test_forms_to_follow_and_files_are_told_in_words(desk):
    follow = [{"form": "BM05", "promised": "2018-09-25", "reason": "other", "text": "", "unit": TE_XANG}]
    keep(desk, TE_XANG, PackageStatus.TAKEN, to_follow=follow, missing=["anh-1.jpg"])
    row = row_of(desk, TE_XANG)
    assert row.state is State.UNFINISHED
    assert "BM-05" in row.missing[0]
    assert "anh-1.jpg" in row.missing[1]


def test_a_real_package_tells_whom_to_call_and_is_returned_with_a_question(place, desk):
    commune, package = place.sent(NGOC_LAY)
    with commune:
        officer = commune.person
    recognise_sender(desk, package, NGOC_LAY)
    receive(desk, [package])
    row = row_of(desk, NGOC_LAY)
    assert (row.contact.name, row.contact.telephone) == (officer.name, officer.telephone)
    assert row.revision == 1
    keep_contact(desk, NGOC_LAY, " A Thoát ", "0260 111 222")
    assert row_of(desk, NGOC_LAY).contact.text == "A Thoát · 0260 111 222"
    keep_contact(desk, NGOC_LAY, "", "")
    assert contacts(desk) == {}
    assert row_of(desk, NGOC_LAY).contact.name == officer.name
    ask(desk, NGOC_LAY, Address("BM02", ("2018",), "c21"), "Sao lại giảm?")
    assert row_of(desk, NGOC_LAY).state is State.DONE  # a question that has not gone out returns nothing
    write(desk, NGOC_LAY, unlock=unlock_of(desk), folder=place.stick("down"))
    assert row_of(desk, NGOC_LAY).state is State.RETURNED
    assert "1 câu hỏi" in reminder(desk, NGOC_LAY)


def test_a_contact_of_nobody_known_or_too_long_is_refused(desk):
    with pytest.raises(Problem, match="UNIT_UNKNOWN"):
        keep_contact(desk, "00000", "A", "1")
    with pytest.raises(Problem, match="CONTACT_LONG"):
        keep_contact(desk, TE_XANG, "A" * 101, "1")


def test_a_reminder_names_the_officer_the_day_and_what_is_missing(desk):
    keep_contact(desk, TE_XANG, "Y Hà", "0260 1")
    later(desk, LATE_HOURS)
    text = reminder(desk, TE_XANG)
    assert text.splitlines()[0] == "Kính gửi anh/chị Y Hà, Xã Tê Xăng."
    assert "30/09/2018" in text
    assert "chậm 20 ngày" in text
    keep(desk, TE_XANG, PackageStatus.TAKEN, missing=["anh-1.jpg"], open_errors=[{}, {}])
    text = reminder(desk, TE_XANG)
    assert "anh-1.jpg" in text
    assert "2 lỗi" in text
    assert "chậm" not in text


def test_nothing_is_asked_of_a_unit_that_is_done(desk):
    keep(desk, TE_XANG, PackageStatus.TAKEN)
    with pytest.raises(Problem, match="REMINDER_NONE"):
        reminder(desk, TE_XANG)


def test_an_agency_that_need_not_send_is_never_late_and_in_no_count(place):
    with place.office(KON_TUM) as province:
        later(province, LATE_HOURS * 4)
        told = board(province)
        agencies = [row for row in told.rows if row.unit.kind != "area"]
        assert agencies
        assert {row.state for row in agencies} == {State.DUE}
        assert all(not row.must and row.days_late == 0 for row in agencies)
        assert {row.state for row in told.rows if row.must} == {State.LATE}
        assert told.expected == len(told.rows) - len(agencies)
