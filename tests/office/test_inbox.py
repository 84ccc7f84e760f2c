"""The inbox: every file is looked at first, with nothing done; it is taken in only when a person says so."""

import gc
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from exports.keys import from_p12
from exports.opc import sign
from exports.write_workbook import write_workbook
from forms.problems import Problem
from office.acts import Act, acts
from office.clock import FixedClock
from office.desk import open_desk
from office.inbox import Would, look, take
from office.messages import sentences
from office.progress import Cancelled
from office.receiving import receive, received
from office.taking_out import put_back, take_out
from tests.conftest import ROOT
from tests.office.small_offices import (
    FORKED,
    UNITS,
    district,
    figures,
    folder,
    packages,
    report_of,
)
from tests.offices import MOMENT, PASSPHRASE

ROUNDS = int(os.environ.get("PHIEUXA_SOAK", "1"))
FIRST, SECOND, THIRD, FORK = packages()[:4]
OTHER = packages()[4]


@pytest.fixture
def desk(tmp_path):
    with district(tmp_path / "office") as desk:
        yield desk


@pytest.fixture
def stick(tmp_path):
    place = tmp_path / "usb"
    place.mkdir()
    return place


def laid(stick, *sent):
    for one in sent:
        (stick / one.name).write_bytes(one.data)
    return stick


def looked(desk, *paths):
    with look(desk, paths) as inbox:
        return inbox.lines


def kept_names(desk):
    return [one.package.name for one in desk.received.packages(direction="received")]


def test_looking_takes_nothing_in_and_keeps_nothing(desk, stick):
    laid(stick, *packages())
    (stick / "ảnh_lan-1.xlsx").write_bytes(b"not a package")
    lines = looked(desk, stick)
    assert len(lines) == len(packages()) + 1
    assert kept_names(desk) == []
    assert acts(desk) == ()
    assert not [one for one in desk.home.iterdir() if one.name.startswith(".mo-")]


def test_a_first_package_is_new_and_says_how_much_it_brings(desk, stick):
    (line,) = looked(desk, laid(stick, FIRST))
    assert (line.would, line.kept, line.changed, line.gone) == (Would.NEW, 0, 0, 0)
    assert line.added >= 6
    assert line.receipt.verdict == "new"
    assert str(line.added) in line.receipt.sentence


def test_an_amendment_shows_the_cells_that_change_with_their_words(desk, stick):
    receive(desk, [laid(stick, FIRST) / FIRST.name])
    (line,) = looked(desk, laid(stick, SECOND) / SECOND.name)
    assert (line.would, line.kept, line.changed, line.added, line.gone) == (Would.CHANGED, 1, 1, 0, 0)
    (cell,) = line.cells
    assert (cell.old, cell.new) == (str(FIRST.figure), str(SECOND.figure))
    assert "BM-30" in cell.place
    assert "Số hộ được hỗ trợ" in cell.place
    assert line.plain()["cells"] == [{"place": cell.place, "old": cell.old, "new": cell.new}]


def test_revisions_that_come_together_are_looked_at_as_they_will_be_taken_in(desk, stick):
    laid(stick, FIRST, SECOND, THIRD, FORK)
    with look(
        desk, [stick / one.name for one in (FIRST, THIRD, SECOND, THIRD, OTHER)] if laid(stick, OTHER) else []
    ) as inbox:
        would = [line.would for line in inbox.lines]
        receipts = take(desk, inbox)
    assert would == [Would.NEW, Would.CHANGED, Would.ASIDE, Would.DUPLICATE, Would.NEW]
    assert [one.verdict for one in receipts] == ["taken", "taken", "superseded", "already-here", "taken"]
    assert figures(desk) == {FIRST.unit: THIRD.figure, OTHER.unit: OTHER.figure}


def test_what_was_looked_at_is_taken_in_although_the_stick_is_gone(desk, stick):
    laid(stick, FIRST)
    with look(desk, [stick]) as inbox:
        (stick / FIRST.name).unlink()
        (receipt,) = take(desk, inbox)
    assert receipt.verdict == "taken"
    assert figures(desk) == {FIRST.unit: FIRST.figure}


def test_what_changed_since_it_was_looked_at_is_asked_again(desk, stick):
    laid(stick, FIRST, SECOND)
    with look(desk, [stick / FIRST.name]) as inbox:
        receive(desk, [stick / SECOND.name])
        (receipt,) = take(desk, inbox)
    assert receipt.verdict == "superseded"
    assert figures(desk) == {SECOND.unit: SECOND.figure}


def test_a_copy_is_made_before_anything_is_taken_in(desk, stick):
    with look(desk, [laid(stick, FIRST)]) as inbox:
        take(desk, inbox)
    assert len(list((desk.home / "copies").iterdir())) == 1


def test_whatever_can_be_taken_in_has_its_words_before_it_is():
    known = sentences()
    beside = {"TAKEN_OUT", "TAKEN_OUT_HERE", "TAKEN_UNSURE"}
    ways = {code for code in known if code.startswith("TAKEN_")} - beside
    assert len(ways) >= 6
    assert [code for code in sorted(ways) if f"LOOK_{code}" not in known] == []


def test_who_stops_finds_each_package_wholly_in_or_wholly_out(desk, stick):
    laid(stick, FIRST, OTHER)

    def stop_at_the_second(done, _total, _what):
        if done == 1:
            raise Cancelled

    with look(desk, [stick]) as inbox:
        with pytest.raises(Cancelled):
            take(desk, inbox, stop_at_the_second)
        assert figures(desk) == {FIRST.unit: FIRST.figure}
        assert [one.verdict for one in take(desk, inbox)] == ["already-here", "taken"]
    assert set(figures(desk)) == set(UNITS)


def test_a_package_after_its_deadline_is_late_and_taken_in(desk, stick):
    desk.clock = FixedClock(MOMENT.replace(month=12))
    (line,) = looked(desk, laid(stick, FIRST))
    assert line.late > 30
    assert any(str(line.late) in one for one in line.receipt.details)
    assert receive(desk, [stick])[0].verdict == "taken"


class TestAnyFileWhatever:
    """Has a verdict in words and is kept aside; what it does to the office's figures is nothing."""

    @pytest.mark.parametrize(
        "name, data, reason",
        [
            ("ảnh.rar", b"Rar!\x1a\x07", "ARCHIVE_KIND"),
            ("thư.msg", b"\xd0\xcf\x11\xe0", "MAIL_KIND"),
            ("hỏng.zip", b"PK\x03\x04 broken", "ARCHIVE_BROKEN"),
            ("trống.xlsx", b"", "NOT_ZIP"),
            ("bản quét.pdf", b"%PDF-1.4", "NOT_ZIP"),
        ],
    )
    def test_it_is_kept_with_its_bytes(self, desk, stick, name, data, reason):
        (stick / name).write_bytes(data)
        receipts = receive(desk, [stick / name])
        assert reason in {one.reason for one in receipts}
        assert all(one.verdict == "refused" and one.sentence for one in receipts)
        kept = desk.received.packages(direction="received")
        assert {desk.received.data(one.id) for one in kept} == {data}
        assert {one.verdict for one in received(desk)} == {"refused"}
        before = kept_names(desk)
        receive(desk, [stick / name])
        assert kept_names(desk) == before

    def test_one_of_two_gigabytes_is_refused_unread_and_its_size_kept(self, desk, stick):
        large = stick / "lớn_lan-1.xlsx"
        with large.open("wb") as file:
            file.truncate(2_000_000_000)
        (receipt,) = receive(desk, [large])
        assert (receipt.verdict, receipt.reason) == ("refused", "FILE_TOO_LARGE")
        (kept,) = desk.received.packages(direction="received")
        assert kept.size == 2_000_000_000
        with pytest.raises(Problem, match="BYTES_NOT_KEPT"):
            desk.received.data(kept.id)


class TestACircleOfReplacements:
    def made(self, desk, stick, name, **header):
        report = report_of(desk, FIRST.data)
        home = Path(folder().name) / f"office-{FIRST.unit}"
        key_file = next((home / "keys").glob("*.p12"))
        key = from_p12(key_file.read_bytes(), PASSPHRASE)
        report = replace(report, header=replace(report.header, **header))
        path = stick / name
        path.write_bytes(sign(write_workbook(report, desk.pack), key, MOMENT))
        return path

    def test_that_replaces_itself_is_refused(self, desk, stick):
        path = self.made(desk, stick, "a.xlsx", package_id="a", replaces="a", revision=2)
        assert receive(desk, [path])[0].reason == "REPLACES_LOOP"
        assert figures(desk) == {}

    def test_that_replaces_what_replaces_it_is_refused(self, desk, stick):
        first = self.made(desk, stick, "a.xlsx", package_id="a", replaces="b", revision=1)
        second = self.made(desk, stick, "b.xlsx", package_id="b", replaces="a", revision=2)
        assert [one.reason for one in receive(desk, [first, second])] == ["TAKEN", "REPLACES_LOOP"]

    def test_that_replaces_a_later_revision_is_refused(self, desk, stick):
        laid(stick, THIRD)
        path = self.made(
            desk, stick, "a.xlsx", package_id="a", replaces=f"{FIRST.unit}-3", revision=2, sequence=2
        )
        assert [one.reason for one in receive(desk, [stick / THIRD.name, path])] == ["TAKEN", "REPLACES_LOOP"]


class TestTakingOut:
    @pytest.fixture
    def taken(self, desk, stick):
        receive(desk, [laid(stick, FIRST, SECOND) / FIRST.name, stick / SECOND.name])
        return {
            one.package.revision: one.package.digest for one in desk.received.packages(direction="received")
        }

    def test_the_revision_before_counts_again_and_it_is_noted(self, desk, taken):
        done = take_out(desk, taken[2], "  xã gửi nhầm tệp  ")
        assert (done.revision, done.again) == (2, 1)
        assert figures(desk) == {FIRST.unit: FIRST.figure}
        verdicts = {one.revision: (one.verdict, one.reason) for one in received(desk)}
        assert verdicts == {1: ("taken", ""), 2: ("taken-out", "TAKEN_OUT")}
        noted = [(one.kind, one.body["revision"]) for one in acts(desk)]
        assert noted == [(Act.TAKEN, 1), (Act.TAKEN, 2), (Act.TAKEN_OUT, 2), (Act.TAKEN, 1)]
        out = acts(desk, Act.TAKEN_OUT)[0]
        assert (out.body["reason"], out.body["again"]) == ("xã gửi nhầm tệp", taken[1])
        assert "xã gửi nhầm tệp" in next(one.sentence for one in received(desk) if one.revision == 2)

    def test_without_a_revision_before_no_figures_are_left(self, desk, taken):
        take_out(desk, taken[2], "nhầm")
        assert take_out(desk, taken[1], "nhầm").again == 0
        assert figures(desk) == {}

    def test_dropped_again_it_stays_out_and_the_answer_says_why(self, desk, taken, stick):
        take_out(desk, taken[2], "xã gửi nhầm tệp")
        (receipt,) = receive(desk, [stick / SECOND.name])
        assert (receipt.verdict, receipt.reason) == ("already-here", "TAKEN_OUT_HERE")
        assert "xã gửi nhầm tệp" in receipt.sentence
        assert figures(desk) == {FIRST.unit: FIRST.figure}

    def test_it_can_be_put_back(self, desk, taken):
        take_out(desk, taken[2], "nhầm")
        receipt = put_back(desk, taken[2], "xem lại: đúng")
        assert (receipt.verdict, receipt.revision) == ("taken", 2)
        assert figures(desk) == {FIRST.unit: SECOND.figure}
        assert [one.body["reason"] for one in acts(desk, Act.PUT_BACK)] == ["xem lại: đúng"]

    def test_of_two_with_one_number_the_other_can_be_taken_in_then(self, desk, taken, stick):
        take_out(desk, taken[2], "bản kia mới đúng")
        (receipt,) = receive(desk, [laid(stick, FORK) / FORK.name])
        assert (receipt.verdict, receipt.revision) == ("taken", FORKED)
        assert figures(desk) == {FORK.unit: FORK.figure}
        with pytest.raises(Problem, match="FORKED"):
            put_back(desk, taken[2], "cả hai")

    @pytest.mark.parametrize("revision, why, code", [(2, " ", "TAKE_OUT_WHY"), (1, "cũ", "NOT_COUNTING")])
    def test_it_needs_a_reason_and_figures_that_count(self, desk, taken, revision, why, code):
        with pytest.raises(Problem, match=code):
            take_out(desk, taken[revision], why)
        with pytest.raises(Problem, match="TAKE_OUT_WHY" if not why.strip() else "NOT_OUT"):
            put_back(desk, taken[revision], why)
        assert figures(desk) == {FIRST.unit: SECOND.figure}
        assert acts(desk, Act.TAKEN_OUT) == ()


@pytest.mark.timeout(60 + 20 * ROUNDS)
def test_a_power_cut_in_the_middle_of_many_leaves_each_package_wholly_in_or_out(tmp_path):
    """Killed while it takes in revision after revision: what it said is in, with figures and verdict."""
    chance = iter((1, 3, 2, 4) * ROUNDS)
    for number in range(ROUNDS):
        home = tmp_path / f"office-{number}"
        district(home).close()
        laid_out = tmp_path / f"usb-{number}"
        laid_out.mkdir()
        laid(laid_out, *(one for one in packages() if not one.fork))
        work = subprocess.Popen(
            [sys.executable, "-m", "tests.office.killed_receiver", str(home), str(laid_out)],
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        assert work.stdout is not None
        said = [work.stdout.readline().strip() for _ in range(next(chance))]
        work.kill()
        said += work.communicate()[0].split()
        with open_desk(home, clock=FixedClock(MOMENT)) as desk:
            whole = {one.package.name for one in desk.received.packages() if one.status != "waiting-signer"}
            assert {one for one in said if one} <= whole
            assert kept_names(desk) == sorted(whole, key=kept_names(desk).index)
            noted = [one.body["revision"] for one in acts(desk, Act.TAKEN)]
            assert len(noted) == len(whole)
            expected: dict[str, tuple[int, int | None]] = {}
            for one in packages():
                if one.name in whole and one.revision > expected.get(one.unit, (0, 0))[0]:
                    expected[one.unit] = (one.revision, one.figure)
            assert figures(desk) == {unit: figure for unit, (_, figure) in expected.items()}
            receive(desk, [laid_out])
            assert figures(desk) == {one.unit: one.figure for one in packages() if one.revision == 3}


@pytest.mark.parametrize("working", [True, False], ids=["command line", "window"])
def test_the_collector_rests_while_files_are_judged_and_is_left_as_it_was(desk, stick, working):
    turns = []

    def progress(done, total, what):
        if what == FIRST.name:
            turns.append(gc.isenabled())

    (gc.enable if working else gc.disable)()  # the window's work begins with it off
    try:
        with look(desk, [laid(stick, FIRST)], progress) as inbox:
            assert gc.isenabled() is working
            take(desk, inbox, progress)
        receive(desk, [stick], progress)
        assert gc.isenabled() is working
    finally:
        gc.enable()
    assert turns == [False] * 3


def test_the_collector_works_again_after_a_stop(desk, stick):
    def progress(done, total, what):
        if what == FIRST.name:
            raise Cancelled

    with pytest.raises(Cancelled):
        receive(desk, [laid(stick, FIRST)], progress)
    assert gc.isenabled()
