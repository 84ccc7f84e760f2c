"""Offices of different versions send to each other: nothing is lost, everything is told."""

import json
from decimal import Decimal

import pytest

from forms.answers import Address
from office.adding_up import totals
from office.desk import open_desk
from office.entry import Entry
from office.new_version import accept, judge_again, preview, wait
from office.receiving import receive
from tests.offices import (
    KON_TUM,
    NGOC_LAY,
    TE_XANG,
    TU_MO_RONG,
    later,
    recognise_sender,
    send_to,
    shelf,
)
from tests.versions import HEIR, NEW, kontum, newer, sealed

YEARS = ("2016", "2017", "2018")
FEWEST = 2


@pytest.fixture(scope="module")
def file():
    return sealed(newer("9.1.0"))


def accepts(desk, file):
    """An office accepts the newer version."""
    later(desk)
    accept(desk, preview(desk, file))


def answers_what_is_new(desk, figure):
    """Fill what the newer version asks besides."""
    entry = Entry(desk)
    entry.put_block([(Address("BM02", (year,), NEW), str(figure)) for year in YEARS])
    blockers = [one for one in entry.findings() if one.severity == "error"]
    assert blockers == []


def sent(place, unit, folder, *, file=None, figure=7):
    """A commune's package, made with the older version or, with its `file`, with the newer one."""
    with place.filled(unit) as desk:
        if file is not None:
            accepts(desk, file)
            answers_what_is_new(desk, figure)
        return send_to(desk, place.stick(folder)).path


def one(desk, path):
    (receipt,) = receive(desk, [path])
    return receipt


def takes_in(desk, path, unit):
    """The district compares the words by telephone and takes the file in."""
    recognise_sender(desk, path, unit)
    return next(kept for kept in desk.received.packages(direction="received") if kept.package.unit == unit)


def column(view, code):
    """A column of a consolidated table: by unit, then the total."""
    place = [one.code for one in view.columns].index(code)
    return {row.unit: row.cells[place] for row in view.whole_rows}, view.total[place]


def test_an_older_package_is_read_after_the_district_has_accepted_the_newer_version(place, file):
    old = sent(place, NGOC_LAY, "old")
    new = sent(place, TE_XANG, "new", file=file, figure=7)
    with place.office(TU_MO_RONG) as district:
        accepts(district, file)
        receive(district, [old, new])
        takes_in(district, old, NGOC_LAY)
        takes_in(district, new, TE_XANG)
        (kept,) = [k for k in district.received.packages(unit=NGOC_LAY) if k.status.value == "taken"]
        assert kept.detail["version"] == kontum().version
        assert "lập bằng bộ biểu" in kept.detail["sentence_vi"]
        assert kontum().version in kept.detail["sentence_vi"]

        # A figure both versions have is known of both; one that is new of the newer package only.
        view = totals(district, "TH-02", "2018")
        cells, total = column(view, "c14")
        assert {cells[NGOC_LAY].known, cells[TE_XANG].known} == {1}
        assert total.known == FEWEST
        cells, total = column(view, NEW)
        assert (cells[NGOC_LAY].value, cells[NGOC_LAY].known) == (None, 0)
        assert (cells[TE_XANG].value, total.value, total.known) == (7, 7, 1)

        # A number that is a text now was moved, the renamed question keeps its figures.
        figures = district.received.figures(district.campaign_id)
        assert isinstance(figures[NGOC_LAY].tables["BM01"]["2018",][HEIR], str)
        assert "c19" not in figures[NGOC_LAY].tables["BM01"]["2018",]
        assert figures[NGOC_LAY].tables["BM02"]["2018",]["c21"] > 0


def test_a_newer_package_waits_for_the_district_to_accept_the_version(place, file):
    new = sent(place, TE_XANG, "new", file=file)
    with place.office(TU_MO_RONG) as district:
        receipt = one(district, new)
        assert (receipt.verdict, receipt.reason, receipt.version) == ("refused", "OTHER_PACK", "9.1.0")
        assert "9.1.0" in receipt.details[0]
        assert "cấp trên" in receipt.details[0]
        assert json.loads(json.dumps(receipt.plain()))["version"] == "9.1.0"
        wait(district, file)
        assert "đang chờ" in one(district, new).details[0]
        accepts(district, file)
        (again,) = judge_again(district)
        assert (again.verdict, again.reason) == ("waiting-signer", "SIGNER_UNKNOWN")
        recognise_sender(district, new, TE_XANG)
        assert one(district, new).verdict == "already-here"
        assert judge_again(district) == ()
        _, total = column(totals(district, "TH-02", "2018"), NEW)
        assert total.value == 7


def test_a_package_of_a_version_that_was_never_here_is_refused_with_what_to_do(place, file):
    newest = sealed(newer("9.3.0"))
    new = sent(place, TE_XANG, "new", file=file)
    with place.office(TU_MO_RONG) as district:
        accepts(district, newest)
        receipt = one(district, new)
        assert (receipt.verdict, receipt.reason) == ("refused", "OTHER_PACK")
        assert "9.1.0" in receipt.details[0]
        assert "9.3.0" in receipt.details[0]


def test_figures_taken_in_before_the_district_accepts_move_with_it(place, file):
    old = sent(place, NGOC_LAY, "old")
    new = sent(place, TE_XANG, "new", file=file, figure=4)
    with place.office(TU_MO_RONG) as district:
        receive(district, [old])
        takes_in(district, old, NGOC_LAY)
        before = totals(district, "TH-02", "2018")
        seen = preview(district, file)
        assert seen.received == 1
        accepts(district, file)
        after = totals(district, "TH-02", "2018")
        cells, _ = column(after, "c14")
        assert cells[NGOC_LAY] == column(before, "c14")[0][NGOC_LAY]
        assert district.received.figures(district.campaign_id)[NGOC_LAY].tables["BM01"]["2018",][HEIR]
        takes(district, new, TE_XANG)
        _, total = column(totals(district, "TH-02", "2018"), NEW)
        assert (total.value, total.known) == (4, 1)
        receipt = one(district, old)
        assert receipt.verdict == "already-here"


def test_an_upward_package_of_mixed_versions_and_one_of_an_older_version(place, file):
    old = sent(place, NGOC_LAY, "old")
    new = sent(place, TE_XANG, "new", file=file, figure=5)
    stick = place.stick("up")
    with place.office(TU_MO_RONG) as district:
        takes(district, old, NGOC_LAY)
        fill_cover(district)
        first = send_to(district, stick).path  # made with the older version, one commune in it
        accepts(district, file)
        takes(district, new, TE_XANG)
        later(district)
        second = send_to(district, stick).path  # made with the newer one, both communes in it
    with place.office(KON_TUM) as province:
        accepts(province, file)
        takes(province, first, TU_MO_RONG)
        view = totals(province, "TH-02", "2018")
        assert column(view, "c14")[1].known == 1
        assert column(view, NEW)[1].known == 0
        assert one(province, second).verdict == "taken"
        view = totals(province, "TH-02", "2018")
        assert column(view, "c14")[1].known == FEWEST
        assert (column(view, NEW)[1].value, column(view, NEW)[1].known) == (5, 1)
        rate = column(view, "r01")[1].value
        assert isinstance(rate, Decimal)


def takes(desk, path, unit):
    receive(desk, [path])
    kept = takes_in(desk, path, unit)
    status = [k.status.value for k in desk.received.packages(unit=unit, direction="received")]
    assert "taken" in status, kept.detail
    return kept


def fill_cover(desk):
    """The district's own cover says who signs."""
    entry = Entry(desk)
    entry.put_text(Address("BM00", (), "c15"), "Trần Ký")


def test_an_office_that_accepted_starts_again_with_the_newer_version(place, file):
    with place.filled(NGOC_LAY) as desk:
        accepts(desk, file)
    with open_desk(desk.home, clock=desk.clock, shelf=shelf()) as opened:
        assert opened.pack.version == "9.1.0"
        assert opened.own_document().tables["BM02"]
