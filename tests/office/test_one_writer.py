"""One program writes an office's data; a second one looks, and is told who works there."""

import subprocess
import sys

import pytest

from forms.answers import Address
from forms.problems import Problem
from office.clock import FixedClock
from office.entry import Entry
from office.messages import sentence
from office.one_writer import LOCK, NOTE, Hold, Writer, alone, take
from office.opening import open_alone
from tests.conftest import ROOT
from tests.offices import MOMENT, NGOC_LAY, shelf

CLOCK = FixedClock(MOMENT)
CELL = Address("BM02", ("2018",), "c01")
HOLDING = """
import sys, time
from pathlib import Path
from office.clock import SystemClock
from office.one_writer import take
hold = take(Path(sys.argv[1]), SystemClock())
hold.tell("Y Bưih")
print("held", flush=True)
time.sleep(60)
"""


@pytest.fixture
def home(place):
    with place.filled(NGOC_LAY) as desk:
        return desk.home


def opened(home):
    return open_alone(home, clock=CLOCK, shelf=shelf())


def test_the_second_program_looks_and_is_told_who_works_there(home):
    with opened(home) as first, opened(home) as second:
        assert not first.only_looks
        assert second.only_looks
        said = sentence(second.database.only_reading, "vi")
        assert said.startswith("Y Bưih đang làm việc ở máy ")
        assert "từ 09:30 20/09/2018" in said
        entry = Entry(second)
        assert entry.view(CELL).readonly
        with pytest.raises(Problem) as refused:
            entry.put_text(CELL, "1")
        assert refused.value.code == "OFFICE_IN_USE"
        with pytest.raises(Problem, match="OFFICE_IN_USE"):
            second.add_person("Người khác")
        before = Entry(first).view(CELL).value
        Entry(first).put_text(CELL, "1301")
        assert (before, second.own_document().value(CELL)) != (1301, before)


def test_it_is_told_who_works_there_since_another_person_sat_down(home):
    with opened(home) as first:
        first.choose_person(first.add_person("A Sơn").id)
        writer = take(home, CLOCK)
        assert isinstance(writer, Writer)
        assert writer.who == "A Sơn"


def test_after_the_first_one_is_closed_the_second_writes(home):
    opened(home).close()
    assert not (home / NOTE).exists()
    with opened(home) as second:
        assert not second.only_looks
        Entry(second).put_text(CELL, "1301")


def test_a_program_that_was_killed_holds_nothing(home):
    command = [sys.executable, "-c", HOLDING, str(home)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        writer = take(home, CLOCK)
        assert isinstance(writer, Writer)
        assert writer.who == "Y Bưih"
        holder.kill()
    assert (home / NOTE).exists()  # it had no time to take it away
    with opened(home) as desk:
        assert not desk.only_looks


def test_a_note_that_cannot_be_read_still_tells_that_somebody_works_there(home):
    with opened(home):
        (home / NOTE).write_text("{")
        writer = take(home, CLOCK)
        assert isinstance(writer, Writer)
        assert "? đang làm việc" in sentence(writer.problem(), "vi")


def test_data_that_somebody_works_on_are_not_replaced(home, tmp_path):
    with opened(home), pytest.raises(Problem, match="OFFICE_IN_USE"), alone(home, CLOCK):
        pytest.fail("the data were free")
    with alone(home, CLOCK):
        assert isinstance(take(home, CLOCK), Writer)
    hold = take(home, CLOCK)
    assert isinstance(hold, Hold)
    hold.release()
    hold.release()
    with alone(tmp_path / "nothing here yet", CLOCK):
        assert not (tmp_path / "nothing here yet" / LOCK).exists()


def test_what_only_looks_is_not_brought_up_to_this_program(home):
    with opened(home) as first:
        first.database.conn.execute("DELETE FROM _sqlite_migrations WHERE name LIKE '0024%'")
        with pytest.raises(Problem, match="OFFICE_IN_USE"):
            opened(home)
