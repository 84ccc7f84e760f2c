"""What an office decided is a list that only grows, and that shows when a line of it was changed."""

from collections.abc import Iterator

import pytest

from db.acts import Acts
from forms.problems import Problem
from office.acts import Act, acts, note
from office.desk import Desk
from tests.offices import TU_MO_RONG, Place


@pytest.fixture
def desk(place: Place) -> Iterator[Desk]:
    with place.office(TU_MO_RONG) as desk:
        yield desk


def test_acts_stand_in_their_order_each_bound_to_the_one_before(desk: Desk) -> None:
    note(desk, Act.CLOSED, {"unit": "", "reason": "Hết hạn"})
    note(desk, Act.REOPENED, {"unit": "23404", "reason": "Bổ sung"})
    first, second = acts(desk)
    assert (first.kind, second.kind, second.body["unit"]) == ("closed", "reopened", "23404")
    assert (first.before, second.before) == ("", first.digest)
    assert first.who == desk.person.name
    assert acts(desk, Act.REOPENED) == (second,)
    assert Acts(desk.database).broken_at() is None


@pytest.mark.parametrize(
    "spoil",
    [
        "UPDATE act SET body = '{}' WHERE id = 2",
        "UPDATE act SET who = 'Ai' WHERE id = 2",
        "DELETE FROM act WHERE id = 2",
    ],
)
def test_a_line_that_was_changed_or_left_out_shows(desk: Desk, spoil: str) -> None:
    for number in range(3):
        note(desk, Act.CHOSEN, {"record": str(number)})
    with desk.database.writing():
        desk.database.conn.execute(spoil)
    assert Acts(desk.database).broken_at() in (2, 3)


def test_an_act_goes_with_the_transaction_it_stands_in(desk: Desk) -> None:
    def fail() -> None:
        with desk.database.writing():
            note(desk, Act.CLOSED, {"unit": ""})
            raise Problem("DISK_FULL")

    with pytest.raises(Problem):
        fail()
    assert acts(desk) == ()
