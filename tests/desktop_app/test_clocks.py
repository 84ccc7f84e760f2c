"""Demo offices stand at their date for good; real offices never do."""

from desktop_app.clocks import mark_demonstration, settle
from office.clock import SystemClock
from office.desk import open_desk
from tests.offices import MOMENT, NGOC_LAY, Place, shelf


def test_a_real_office_works_by_the_system_s_clock(tmp_path):
    with Place(tmp_path).office(NGOC_LAY) as desk:
        home = desk.home
    with settle(open_desk(home, clock=SystemClock(), shelf=shelf())) as desk:
        assert not desk.clock.fixed


def test_a_demo_office_stands_still_wherever_it_is_opened(tmp_path):
    with Place(tmp_path).office(NGOC_LAY) as desk:
        mark_demonstration(desk, MOMENT)
        home = desk.home
    with settle(open_desk(home, clock=SystemClock(), shelf=shelf())) as desk:
        assert desk.clock.fixed
        assert desk.clock.now() == MOMENT
