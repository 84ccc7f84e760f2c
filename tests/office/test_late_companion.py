"""What was asked for can be brought later: a companion that comes after its package is still taken in."""

import shutil

from office.adding_up import totals
from office.receiving import receive
from tests.offices import KON_TUM, NGOC_LAY, TU_MO_RONG, later, recognise_sender, send_to


def test_a_companion_that_comes_later_is_taken_in_with_the_package_that_is_here(place):
    with place.filled(NGOC_LAY) as commune, place.filled(TU_MO_RONG) as district:
        below = send_to(commune, place.stick("below")).path
        recognise_sender(district, below, NGOC_LAY)
        receive(district, [below])
        later(district)
        sent = send_to(district, place.stick("up"))
    package = place.stick("mail") / sent.path.name
    shutil.copy(sent.path, package)
    with place.office(KON_TUM) as province:
        later(province, 48)
        recognise_sender(province, package, TU_MO_RONG)
        (first,) = receive(province, [package])
        assert (first.verdict, len(first.details)) == ("taken", 1)
        assert "Thiếu tệp kèm theo" in first.details[0]
        assert sent.companion is not None
        shutil.copy(sent.companion, package.parent)
        (second,) = receive(province, [package])
        assert second.verdict == "already-here"
        assert second.details == (f"Đã nhận tệp kèm theo {below.name}.",)
        (kept,) = province.received.packages(direction="received", unit=TU_MO_RONG)
        assert province.received.content(kept.detail["files"][below.name]) == below.read_bytes()
        assert kept.detail["missing"] == []
        (third,) = receive(province, [package])
        assert third.details == ()
        assert totals(province, "TH-02").units_in == 1
