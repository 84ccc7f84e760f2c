"""Any order of taking in, taking out and putting back ends in the totals of what was accepted last."""

import os
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from hypothesis.strategies import data, sampled_from

from forms.answers import Address
from forms.problems import Problem
from office.adding_up import totals
from office.inbox import Would, look
from office.queries import ask, units_in_question
from office.receiving import receive
from office.returning import write
from office.taking_out import put_back, take_out
from tests.office.small_offices import UNITS, Sent, district, figures, in_place, nil, packages
from tests.offices import number, unlock_of

SOAK = int(os.environ.get("PHIEUXA_SOAK", "0"))


class Desk(RuleBasedStateMachine):
    """A district, and beside it the set of revisions that it accepted: the simplest thing that is right."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory(prefix="phieuxa-machine-")
        self.desk = district(Path(self.folder.name) / "office")
        self.good: dict[str, Sent] = {}  # accepted at some time and not taken out, by name
        self.out: dict[str, Sent] = {}

    def teardown(self) -> None:
        self.desk.close()
        self.folder.cleanup()

    def counting(self, unit: str) -> Sent | None:
        """Give the latest accepted revision of a unit."""
        of_unit = [one for one in self.good.values() if one.unit == unit]
        return max(of_unit, key=lambda one: one.revision, default=None)

    def file(self, one: Sent) -> Path:
        path = Path(self.folder.name) / one.name
        path.write_bytes(one.data)
        return path

    def verdict(self, one: Sent) -> tuple[str, Would]:
        """Say what must become of a file that is dropped now: its verdict, and what looking at it says."""
        now = self.counting(one.unit)
        if one.name in self.good or one.name in self.out:
            return "already-here", Would.DUPLICATE
        if now is None:
            return "taken", Would.NEW
        if one.revision > now.revision:
            return "taken", Would.CHANGED
        return ("refused" if one.revision == now.revision else "superseded"), Would.ASIDE

    @rule(at=sampled_from(range(10)))
    def drop(self, at: int) -> None:
        """Reports, amendments, forks, a nil return, and what was typed in a commune's place."""
        one = (*packages(), nil(), in_place())[at]
        path = self.file(one)
        verdict, would = self.verdict(one)
        with look(self.desk, [path]) as inbox:
            assert [line.would for line in inbox.lines] == [would]
        (receipt,) = receive(self.desk, [path])
        assert receipt.verdict == verdict
        if verdict in ("taken", "superseded"):
            self.good[one.name] = one

    @rule(unit=sampled_from(UNITS))
    def take_out_what_counts(self, unit: str) -> None:
        now = self.counting(unit)
        if now is None:
            return
        (kept,) = [one for one in self.desk.received.accepted(self.desk.campaign_id) if unit in one.units]
        done = take_out(self.desk, kept.kept.package.digest, "gửi nhầm")
        self.out[now.name] = self.good.pop(now.name)
        after = self.counting(unit)
        assert (done.revision, done.again) == (now.revision, after.revision if after else 0)

    @precondition(lambda self: self.out)
    @rule(chance=data())
    def put_one_back(self, chance) -> None:
        one = self.out[chance.draw(sampled_from(sorted(self.out)))]
        (digest,) = {
            kept.package.digest
            for kept in self.desk.received.packages(direction="received")
            if kept.package.name == one.name
        }
        now = self.counting(one.unit)
        if now is not None and now.revision >= one.revision:
            with pytest.raises(Problem, match="FORKED" if now.revision == one.revision else "SUPERSEDED"):
                put_back(self.desk, digest, "xem lại")
            return
        assert put_back(self.desk, digest, "xem lại").verdict == "taken"
        self.good[one.name] = self.out.pop(one.name)

    @rule(unit=sampled_from(UNITS))
    def return_it_with_a_question(self, unit: str) -> None:
        """What is returned counts until something newer is taken in."""
        now = self.counting(unit)
        if now is None or not now.figure or not now.revision or unit in units_in_question(self.desk):
            return
        ask(self.desk, unit, Address("BM30", ("P01",), "c01"), "Vì sao tăng?")
        write(self.desk, unit, unlock=unlock_of(self.desk), folder=Path(self.folder.name))
        assert unit in units_in_question(self.desk)

    @invariant()
    def the_totals_are_those_of_the_latest_accepted_revisions(self) -> None:
        latest = [one for unit in UNITS if (one := self.counting(unit)) is not None]
        assert figures(self.desk) == {one.unit: one.figure for one in latest}
        view = totals(self.desk, "TH-30")
        shown = sum(number(cell.value or 0) for row in view.rows for cell in row.cells[:1])
        assert shown == sum(one.figure or 0 for one in latest)


@pytest.mark.timeout(60 + 20 * SOAK)
def test_any_order_ends_in_the_totals_of_what_was_accepted_last():
    run_state_machine_as_test(
        Desk, settings=settings(max_examples=6 + 4 * SOAK, stateful_step_count=10 + SOAK, deadline=None)
    )
