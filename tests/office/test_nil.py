"""A nil return is a signed package: it counts as received, is told as nil at each level, and is replaced."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from desktop_app.demo import enter
from exports.opc import sign
from exports.write_workbook import write_workbook
from forms.answers import Address, Value
from forms.basis import Basis, BasisKind
from forms.problems import Problem
from forms.report import PackageKind
from forms.report_lists import NIL
from office.approval import approve, ask, send_approved
from office.board import State, board
from office.clock import FixedClock
from office.entry import Entry
from office.nil import Nil, nil_units, plain, read_plain
from office.open_errors import Knowing, read_said, written
from office.presenting import present, sheets, withdraw
from office.rebuilding import look, rebuild
from office.receiving import receive
from office.sending import make, review, send, sent
from office.signing_keys import opened as key_opened
from tests.office.small_offices import pack_file, report_of
from tests.offices import (
    KON_TUM,
    MOMENT,
    NGOC_LAY,
    TE_XANG,
    TU_MO_RONG,
    Place,
    begun,
    demo_data,
    later,
    recognise_sender,
    send_to,
    shelf,
    unlock_of,
)
from tests.signatures import approver_key, preparer_key, turned

DAY = date(2018, 9, 18)
BASIS = Basis(BasisKind.DOCUMENT, DAY, number="12/UBND")
NOTHING = Knowing(nil=Nil("Kỳ này không phát sinh", BASIS))


def refused(work):
    with pytest.raises(Problem) as problem:
        work()
    return problem.value.code


def cover_of(desk):
    """Fill the cover only: a nil return needs no figure."""
    enter(desk, replace(demo_data()[desk.unit.code], tables={}))


def office(folder, unit, *, filled=False):
    """Begin an office that works with the small pack: with its cover, and with figures where asked."""
    desk = begun(folder / f"office-{unit}", unit, pack=pack_file())
    cover = {"c09": "official", "c12": "Nguyễn Thử", "c15": "Trần Ký"}
    Entry(desk).put([(Address("BM00", (), name), value, None) for name, value in cover.items()])
    for row in ("P01", "P02") if filled else ():
        cells: dict[str, Value] = {"c01": 7, "c02": 2, "c03": "production"}
        Entry(desk).put([(Address("BM30", (row,), name), value, None) for name, value in cells.items()])
    return desk


def stick(folder):
    made = folder / "usb"
    made.mkdir(exist_ok=True)
    return made


def send_nil(desk, folder, knowing=NOTHING):
    return send(desk, unlock=unlock_of(desk), folder=folder, knowing=knowing)


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """A commune with only its cover sends a nil return; its district takes it in."""
    folder = tmp_path_factory.mktemp("nil")
    with office(folder, TE_XANG) as commune, office(folder, TU_MO_RONG) as district:
        view = send_nil(commune, stick(folder))
        recognise_sender(district, view.path, TE_XANG)
        (receipt,) = receive(district, [view.path])
        yield folder, commune, district, view, receipt


def test_nothing_but_the_cover_and_the_reason_travels(house):
    _, commune, _, view, _ = house
    report = report_of(commune, view.path.read_bytes())
    assert view.nil
    assert "khong-phat-sinh" in view.name
    assert report.header.kind is PackageKind.NIL
    assert (report.tables, report.states, report.header.revision) == ({}, {}, 1)
    assert report.lists[NIL.id] == (
        {
            "unit": TE_XANG,
            "reason": "Kỳ này không phát sinh",
            "basis": "Văn bản số 12/UBND ngày 18/09/2018",
        },
    )


def test_it_counts_as_received_and_is_told_as_nil(house):
    _, _, district, _, receipt = house
    assert (receipt.verdict, receipt.reason) == ("taken", "TAKEN_NIL")
    assert "không phát sinh" in receipt.sentence
    assert district.received.figures(district.campaign_id).keys() == {TE_XANG}
    assert nil_units(district)[TE_XANG].reason == "Kỳ này không phát sinh"
    told = next(row for row in board(district).rows if row.unit.code == TE_XANG)
    assert (told.state, told.why) == (State.NIL, "Không phát sinh: Kỳ này không phát sinh")


def test_the_office_above_the_district_learns_of_it(house):
    folder, _, district, _, _ = house
    upward = send_to(district, stick(folder))
    with office(folder, KON_TUM) as province:
        recognise_sender(province, upward.path, TU_MO_RONG)
        (receipt,) = receive(province, [upward.path])
        assert receipt.verdict == "taken", receipt.sentence
        assert province.received.figures(province.campaign_id).keys() == {TE_XANG}
        assert nil_units(province)[TE_XANG].basis == "Văn bản số 12/UBND ngày 18/09/2018"


def test_figures_that_were_typed_stay_at_home_and_are_kept(tmp_path):
    usb = stick(tmp_path)
    with office(tmp_path, NGOC_LAY, filled=True) as commune, office(tmp_path, TU_MO_RONG) as district:
        before = commune.own_document().tables
        view = send_nil(commune, usb)
        recognise_sender(district, view.path, NGOC_LAY)
        receive(district, [view.path])
        assert nil_units(district).keys() == {NGOC_LAY}
        assert report_of(commune, view.path.read_bytes()).tables == {}
        assert commune.own_document().tables == before
        later(commune)
        report = send_to(commune, usb)  # no change has to be explained: no figure was sent before
        assert report.revision == 2
        assert receive(district, [report.path])[0].verdict == "taken"
        assert nil_units(district) == {}
        assert district.received.figures(district.campaign_id)[NGOC_LAY].tables
        later(commune)
        again = send_nil(commune, usb)
        assert [one.nil for one in sent(commune)] == [True, False, True]
        assert receive(district, [again.path, view.path])[0].verdict == "taken"
        assert nil_units(district).keys() == {NGOC_LAY}
        assert not district.received.figures(district.campaign_id)[NGOC_LAY].tables


def test_a_nil_return_that_carries_figures_is_refused(house):
    folder, _, district, _, _ = house
    with office(folder, NGOC_LAY, filled=True) as commune:
        made = make(commune, unlock_of(commune), NOTHING)
        report = make(commune, unlock_of(commune)).report
        forged = replace(report, lists=made.report.lists)
        stranger = replace(made.report, lists={NIL.id: ({**made.report.lists[NIL.id][0], "unit": TE_XANG},)})
        bare = replace(made.report, lists={})
        for number, (odd, code) in enumerate(
            ((forged, "NIL_FIGURES"), (stranger, "NIL_STRANGER"), (bare, "NIL_REASON"))
        ):
            with key_opened(commune, unlock_of(commune)) as key:
                data = sign(write_workbook(odd, commune.pack), key, MOMENT)
            path = stick(folder) / f"odd_lan-{number}.xlsx"
            path.write_bytes(data)
            recognise_sender(district, path, NGOC_LAY)
            (receipt,) = receive(district, [path])
            assert (receipt.verdict, receipt.reason) == ("refused", code)


def test_an_office_comes_back_from_its_packages_with_the_figures_a_nil_return_left_at_home(tmp_path):
    place = Place(tmp_path)
    with place.filled(NGOC_LAY) as commune:
        before = commune.own_document().tables["BM02"]
        first = send_to(commune, place.stick())
        later(commune)
        second = send_nil(commune, place.stick())
    clock = FixedClock(MOMENT + timedelta(days=9))
    (found,) = look((first.path, second.path), shelf=shelf(), clock=clock).offices
    back = rebuild(tmp_path / "back", found, shelf=shelf(), clock=clock)
    with back.desk as desk:
        assert [one.nil for one in sent(desk)] == [True, False]
        typed = desk.own_document().tables["BM02"]
        assert all(typed[key].items() <= before[key].items() for key in typed)
        assert len(typed) == len(before)
        assert back.revision == len((first, second)) + 1


def test_what_was_presented_on_paper_stays_a_nil_return(house):
    _, commune, _, _, _ = house
    later(commune)
    paper = present(commune, Knowing(nil=Nil("Vẫn không phát sinh", BASIS)))
    try:
        assert sheets(commune)[0].name == "Bìa"
        found = review(commune)
        assert found.nil is not None
        assert (found.nil.reason, found.figures_code) == ("Vẫn không phát sinh", paper.figures_code)
    finally:
        withdraw(commune, "thử")


def test_what_must_be_said_is_asked_for(house):
    _, commune, district, _, _ = house
    today = commune.clock.today()
    for nil, code in (
        (Nil(" ", BASIS), "NIL_REASON"),
        (Nil("x" * 301, BASIS), "REASON_LONG"),
        (Nil("không", replace(BASIS, number="")), "BASIS_NUMBER"),
        (Nil("không", replace(BASIS, day=today + timedelta(days=1))), "BASIS_DAY"),
    ):
        assert refused(lambda nil=nil: review(commune, Knowing(nil=nil))) == code
    assert refused(lambda: review(district, NOTHING)) == "NIL_ABOVE"


def test_it_is_kept_and_read_back_while_a_paper_waits():
    assert read_said(written(NOTHING).encode(), "x") == NOTHING
    assert refused(lambda: read_plain({"reason": "x"})) == "NIL_UNREADABLE"
    assert refused(lambda: read_plain({"reason": "x", "basis": 3})) == "NIL_UNREADABLE"
    assert refused(lambda: read_plain(plain(Nil("x", BASIS)) | {"basis": {}})) == "BASIS_UNREADABLE"


def test_where_two_signatures_are_asked_a_nil_return_has_both(tmp_path):
    place = Place(tmp_path)
    with place.office(TE_XANG) as commune:
        cover_of(commune)
        turned(commune, "2")
        second = approver_key(commune)
        waiting = ask(commune, preparer_key(commune), NOTHING)
        assert "khong-phat-sinh" in waiting.name
        approve(commune, second)
        view = send_approved(commune, place.stick())
        assert view.nil
        assert view.second_words
