"""Late is never refused; where data are closed or accepted a newer package waits until they are reopened."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest

from db.received import PackageStatus
from forms.basis import Basis, BasisKind
from forms.problems import Problem
from office.acts import Act, acts
from office.clock import FixedClock
from office.closing import accept, close_campaign, finish_reopening, reopen
from office.handing_over import hand_over
from office.locks import left_waiting, lock_acts, lock_of
from office.queries import ask
from office.receiving import receive
from office.returning import write
from office.roles import Role, give_roles, new_person
from tests.asking import CELL
from tests.offices import NGOC_LAY, TE_XANG, TU_MO_RONG, Place, later, recognise_sender, send_to, unlock_of


def basis(desk):
    return Basis(BasisKind.ORAL, desk.clock.today(), whom="Phó Chủ tịch huyện")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Three packages of two communes: two revisions of the one, the only one of the other."""
    place = Place(tmp_path_factory.mktemp("closing"))
    commune, first = place.sent(NGOC_LAY)
    later(commune)
    second = send_to(commune, place.stick("second")).path
    other, third = place.sent(TE_XANG)
    commune.close()
    other.close()
    return first, second, third


@pytest.fixture
def district(place, made):
    first, _, third = made
    with place.office(TU_MO_RONG) as desk:
        recognise_sender(desk, first, NGOC_LAY)
        recognise_sender(desk, third, TE_XANG)
        yield desk


def one(desk, path):
    (receipt,) = receive(desk, [path])
    return receipt.verdict, receipt.reason


def counted(desk):
    return {
        each.kept.package.unit: each.kept.package.revision
        for each in desk.received.accepted(desk.campaign_id)
    }


def test_a_late_package_is_taken_in(district, made):
    later(district, 24 * 200)
    assert one(district, made[0])[0] == "taken"


def test_where_the_campaign_is_closed_packages_wait_and_are_judged_when_it_is_reopened(district, made):
    first, second, third = made
    one(district, first)
    close_campaign(district, "Đã báo cáo tỉnh.", basis(district))
    assert one(district, second) == ("waiting-reopening", "WAITS_CLOSED")
    assert one(district, third) == ("waiting-reopening", "WAITS_CLOSED")
    assert one(district, third) == ("waiting-reopening", "WAITS_CLOSED")
    assert len(district.received.packages(status=PackageStatus.WAITING_REOPENING)) == 2
    assert counted(district) == {NGOC_LAY: 1}
    (receipt,) = reopen(district, TE_XANG, "Tỉnh cho bổ sung.", basis(district))
    assert (receipt.unit, receipt.verdict) == (TE_XANG, "taken")
    assert counted(district) == {NGOC_LAY: 1, TE_XANG: 1}
    assert lock_of(district, NGOC_LAY) is not None
    came = district.clock.now()
    later(district, 24 * 30)
    assert [each.verdict for each in reopen(district, "", "Tỉnh cho sửa.", basis(district))] == ["taken"]
    assert counted(district) == {NGOC_LAY: 2, TE_XANG: 1}
    assert district.received.latest(NGOC_LAY, district.campaign_id).received_at == came
    told = [(act.body["unit"], act.body["reason"]) for act in acts(district, Act.REOPENED)]
    assert told == [(TE_XANG, "Tỉnh cho bổ sung."), ("", "Tỉnh cho sửa.")]


@dataclass(frozen=True)
class CutOff(FixedClock):
    """A power cut: the program ends when it asks for the time once more after a reopening was noted."""

    noted: Callable[[], bool] = lambda: False

    def now(self):
        if self.noted():
            raise KeyboardInterrupt
        return self.moment


def cut_off(district, unit):
    """Reopen, and end before what waited is judged."""
    noted, clock = len(acts(district, Act.REOPENED)), district.clock
    ground = basis(district)
    district.clock = CutOff(clock.now(), noted=lambda: len(acts(district, Act.REOPENED)) > noted)
    with pytest.raises(KeyboardInterrupt):
        reopen(district, unit, "Tỉnh cho sửa.", ground)
    district.clock = clock
    assert len(acts(district, Act.REOPENED)) == noted + 1
    assert len(left_waiting(district)) == 1


@pytest.mark.parametrize("way", ["again", "opened", "reader"])
def test_what_a_power_cut_kept_from_being_judged_is_judged_when_it_is_asked_for_or_opened(
    district, made, way
):
    close_campaign(district, "Đã báo cáo tỉnh.", basis(district))
    assert one(district, made[0]) == ("waiting-reopening", "WAITS_CLOSED")
    assert left_waiting(district) == ()
    cut_off(district, NGOC_LAY)
    assert counted(district) == {}
    if way == "again":
        (receipt,) = reopen(district, NGOC_LAY, "", basis(district))
        assert (receipt.unit, receipt.verdict) == (NGOC_LAY, "taken")
        assert len(acts(district, Act.REOPENED)) == 1
        with pytest.raises(Problem, match="NOT_CLOSED"):
            reopen(district, NGOC_LAY, "Nữa.", basis(district))
    elif way == "reader":
        reader = new_person(district, "Y Mai")
        give_roles(district, reader.id, {Role.READER})
        hand_over(district, reader.id)
        assert finish_reopening(district) == ()
        hand_over(district, district.people()[0].id)
    if way != "again":
        assert [each.verdict for each in finish_reopening(district)] == ["taken"]
        assert finish_reopening(district) == ()
    assert counted(district) == {NGOC_LAY: 1}


def test_accepted_data_are_locked_until_that_very_unit_is_reopened(district, made):
    first, second, _ = made
    one(district, first)
    accept(district, NGOC_LAY)
    assert one(district, second) == ("waiting-reopening", "WAITS_ACCEPTED")
    reopen(district, "", "Mở cho các xã khác.", basis(district))
    assert counted(district) == {NGOC_LAY: 1}
    (receipt,) = reopen(district, NGOC_LAY, "Xã gõ nhầm.", basis(district))
    assert (receipt.verdict, receipt.revision) == ("taken", 2)
    kinds = [act.kind for act in lock_acts(district)]
    assert kinds == [Act.ACCEPTED, Act.REOPENED, Act.REOPENED]
    assert lock_acts(district)[0].revision == 1


def test_what_cannot_be_closed_accepted_or_reopened_is_told(district, made, place):
    first = made[0]
    ground = basis(district)
    late = Basis(BasisKind.ORAL, district.clock.today() + timedelta(days=1), whom="Phó Chủ tịch")

    def code(act, *said):
        with pytest.raises(Problem) as told:
            act(district, *said)
        return told.value.code

    assert code(accept, NGOC_LAY) == "NOT_RECEIVED_FROM"
    assert code(reopen, NGOC_LAY, "Sửa.", ground) == "NOT_CLOSED"
    assert code(close_campaign, " ", ground) == "REASON_MISSING"
    assert code(close_campaign, "x" * 301, ground) == "REASON_TOO_LONG"
    assert code(close_campaign, "Xong.", late) == "BASIS_DAY"
    one(district, first)
    ask(district, NGOC_LAY, CELL, "Sao lại giảm?")
    write(district, NGOC_LAY, unlock=unlock_of(district), folder=place.stick("down"))
    assert code(accept, NGOC_LAY) == "ACCEPT_ASKED"
    close_campaign(district, "Xong.", ground)
    assert code(close_campaign, "Xong.", ground) == "CLOSED_ALREADY"
    assert [act.kind for act in acts(district, Act.CLOSED)] == [Act.CLOSED.value]
