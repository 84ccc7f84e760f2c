"""C26: whose signature counts for a unit, on which day; a person speaks through the register."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from db.signers import ACTING, LEFT, LOST, WRONG
from exports.opc import Signer
from office.speaking import speaks
from tests.offices import MOMENT, NGOC_LAY, TE_XANG, TU_MO_RONG, later

TODAY = date(2018, 9, 20)
GOVERNMENT = Signer(
    subject="UID=CCCD:062078000111,CN=A Chương,C=VN", unit=None, serial="7", time=MOMENT, time_source="claim",
    trusted=True, revocation="good", fingerprint="ab" * 32, certificate=b"der", root="CN=Root CA,C=VN",
)  # fmt: skip
STAMPED = replace(GOVERNMENT, time=datetime(2018, 9, 1, tzinfo=UTC), time_source="timestamp")
OF_THE_AUTHORITY = replace(GOVERNMENT, unit=NGOC_LAY, path=(NGOC_LAY,))


@pytest.fixture
def desk(place):
    with place.office(TU_MO_RONG) as desk:
        yield desk


def recognise(desk, unit=NGOC_LAY, since=TODAY, until=None, capacity=""):
    return desk.signers.recognise(
        fingerprint=GOVERNMENT.fingerprint, certificate=b"der", unit=unit, person="A Chương",
        position="Chủ tịch", since=since, until=until, capacity=capacity, who="Y",
        how="điện thoại", when=MOMENT,
    )  # fmt: skip


def end(desk, line, until, kind):
    desk.signers.end(line.id, until=until, who="Y", how="x", when=MOMENT, kind=kind)


def counts(desk, signer=GOVERNMENT, unit=NGOC_LAY, received=TODAY):
    return speaks(desk, signer, unit, received).counts


def test_a_certificate_that_names_no_unit_counts_through_the_register_alone(desk):
    assert speaks(desk, GOVERNMENT, NGOC_LAY, TODAY) == speaks(desk, GOVERNMENT, TE_XANG, TODAY)
    assert not counts(desk)
    recognise(desk)
    assert counts(desk)
    assert not counts(desk, unit=TE_XANG)
    assert speaks(desk, GOVERNMENT, TE_XANG, TODAY).others == (NGOC_LAY,)


def test_a_certificate_of_the_authority_counts_for_the_unit_it_names_and_no_other(desk):
    assert counts(desk, OF_THE_AUTHORITY)
    assert speaks(desk, OF_THE_AUTHORITY, TE_XANG, TODAY).others == (NGOC_LAY,)
    assert not counts(desk, replace(OF_THE_AUTHORITY, trusted=False))


@pytest.mark.parametrize("kind", [LEFT, LOST, WRONG])
def test_a_recognition_that_was_ended_stops_the_authoritys_certificate_too(desk, kind):
    end(desk, recognise(desk), TODAY - timedelta(days=1), kind)
    assert counts(desk, OF_THE_AUTHORITY) == (kind == WRONG)
    ended = speaks(desk, OF_THE_AUTHORITY, NGOC_LAY, TODAY).ended
    assert (ended.end_kind if ended else WRONG) == kind


def test_what_came_before_the_last_day_stays_good_and_what_comes_after_does_not(desk):
    end(desk, recognise(desk, since=date(2018, 1, 1)), date(2018, 9, 10), LEFT)
    assert counts(desk, received=date(2018, 9, 10))
    assert not counts(desk, received=date(2018, 9, 11))
    assert counts(desk, STAMPED), "a verified timestamp proves the day"
    claimed = replace(STAMPED, time_source="claim")
    assert not counts(desk, claimed), "anybody may set a PC's clock back"


def test_a_first_package_waits_for_a_recognition_younger_than_itself(desk):
    recognise(desk)
    assert counts(desk, received=TODAY - timedelta(days=5))
    assert not speaks(desk, replace(GOVERNMENT, fingerprint="cd" * 32), NGOC_LAY, TODAY).counts


def test_an_acting_head_signs_until_the_last_day_that_was_named(desk):
    recognise(desk, until=TODAY, capacity=ACTING)
    found = speaks(desk, GOVERNMENT, NGOC_LAY, TODAY)
    assert found.line is not None
    assert found.line.capacity == ACTING
    later(desk, 24)
    assert speaks(desk, GOVERNMENT, NGOC_LAY, desk.clock.today()).ended == found.line


def test_a_recognition_from_a_later_day_does_not_count_yet(desk):
    recognise(desk, since=TODAY + timedelta(days=3), until=TODAY + timedelta(days=30))
    assert not counts(desk)
    assert speaks(desk, GOVERNMENT, NGOC_LAY, TODAY).ended is None


def test_somebody_recognised_anew_counts_again(desk):
    end(desk, recognise(desk, since=date(2018, 1, 1)), date(2018, 9, 10), LEFT)
    recognise(desk)
    assert counts(desk)
