"""Many packages at once are read ahead in processes beside: same answers, and what fails costs only time."""

import os
import select
import signal
import subprocess
import sys
from contextlib import closing, contextmanager
from dataclasses import replace
from hashlib import sha256
from multiprocessing import active_children
from pickle import dumps
from threading import Event
from zlib import compress

import pytest

from exports.opc import verify
from forms.problems import Problem
from office.handed_in import handed_in, judged_one_by_one, settle_handed
from office.inbox import look, take
from office.progress import Cancelled, silent
from office.reading_ahead import Read, ReadingAhead, read_here
from tests.conftest import ROOT
from tests.office.small_offices import district, in_place, nil, pack_file, packages, report_of
from tests.offices import MOMENT

SOON = 20  # seconds a process may take to start on a busy machine
FIRST, HERE = packages()[0], packages()[4]


class Watched(ReadingAhead):
    """Lets the first package wait until another one was read beside, and counts these."""

    def __init__(self, *arguments, **named):
        super().__init__(*arguments, **named)
        self.read_beside = 0
        self.came = Event()

    def answer(self, number, read):
        super().answer(number, read)
        self.read_beside += read is not None
        self.came.set()

    def turn(self, number):
        if number == 1:
            assert self.came.wait(SOON), "nothing was read beside"
        super().turn(number)


@contextmanager
def office(home):
    """Open a district that has one of the packages already."""
    with district(home) as desk:
        (home / HERE.name).write_bytes(HERE.data)
        assert received(desk, home / HERE.name, 0)[0][0].verdict == "taken"
        yield desk


@pytest.fixture
def desk(tmp_path):
    with office(tmp_path / "office") as desk:
        yield desk


@pytest.fixture(scope="module")
def stick(tmp_path_factory):
    """A folder with whatever comes: good ones, forks, a nil return, forged, here, cut off, huge, garbage."""
    place = tmp_path_factory.mktemp("usb")
    for one in (*packages(), nil(), in_place()):
        (place / one.name).write_bytes(one.data)
    whole = FIRST.data
    (place / "cut-off.xlsx").write_bytes(whole[: len(whole) // 2])
    (place / "forged.xlsx").write_bytes(whole[:9000] + bytes([whole[9000] ^ 1]) + whole[9001:])
    (place / "photo.xlsx").write_bytes(b"not a package")
    with (place / "huge.xlsx").open("wb") as huge:
        huge.truncate(100_000_001)
    return place


def received(desk, stick, beside, progress=silent):
    """Receive what lies there with so many processes beside, as `office.receiving.receive` does."""
    with handed_in(desk, [stick], progress) as found:
        paths = [one.path for one in found.packages]
        kind = Watched if beside else ReadingAhead
        with closing(kind(desk.pack, paths, MOMENT, beside=beside, many=len(paths))) as reading:
            judged = judged_one_by_one(desk, found, progress, reading)
            receipts = tuple(settle_handed(desk, one) for one in judged)
            return receipts, getattr(reading, "read_beside", 0)


def kept(desk):
    """What the office knows of everything that came."""
    return [
        (one.package, one.status, one.reason, one.detail, desk.received.figures_of(one.id))
        for one in desk.received.packages(direction="received")
    ]


def beside_now():
    return [one for one in active_children() if one.name == "reads ahead"]


@pytest.fixture(scope="module")
def alone(tmp_path_factory, stick):
    """What an office answers that reads everything itself, and what it keeps."""
    with office(tmp_path_factory.mktemp("alone") / "office") as desk:
        receipts, beside = received(desk, stick, 0)
        assert beside == 0
        assert {one.verdict for one in receipts} == {"taken", "refused", "already-here", "superseded"}
        return receipts, kept(desk)


def test_whatever_comes_gets_the_same_verdict_and_leaves_the_same_office(desk, stick, alone):
    receipts, beside = received(desk, stick, 2)
    assert beside > 0
    assert (receipts, kept(desk)) == alone
    assert beside_now() == []


def test_processes_that_are_killed_cost_nothing_but_time(desk, stick, alone):
    killed = []

    def kill(number, _total, _name):
        if number == 2:
            for one in beside_now():
                one.kill()
                killed.append(one.pid)

    receipts, _ = received(desk, stick, 1, kill)
    assert killed
    assert (receipts, kept(desk)) == alone


def test_who_stops_finds_no_process_left_and_each_package_wholly_in_or_out(desk, stick, alone):
    def stop(number, _total, _name):
        if number == 3:
            assert beside_now()
            raise Cancelled

    with pytest.raises(Cancelled):
        received(desk, stick, 1, stop)
    assert beside_now() == []
    came = [package for package, *_ in kept(desk)]
    assert came == [package for package, *_ in alone[1]][:4]  # the one that was here, and three


def test_few_packages_and_those_that_are_here_already_start_no_process(desk, stick, alone):
    paths = [stick / one.name for one in packages()]
    parts = verify(FIRST.data, now=MOMENT).parts
    assert parts is not None
    with closing(ReadingAhead(desk.pack, paths, MOMENT, beside=2, many=len(paths) + 1)) as reading:
        assert reading(sha256(FIRST.data).hexdigest(), parts, desk.pack) == report_of(desk, FIRST.data)
        assert beside_now() == []
    with closing(ReadingAhead(desk.pack, paths * 2, MOMENT, beside=2, many=1)) as reading:
        for number in range(len(paths) * 2):
            reading.turn(number)  # none of them has to be read
        assert beside_now() == []


class TestAnswersFromBeside:
    @pytest.fixture
    def parts(self):
        parts = verify(FIRST.data, now=MOMENT).parts
        assert parts is not None
        return parts

    @pytest.fixture
    def reading(self, desk, stick):
        with closing(ReadingAhead(desk.pack, [stick / FIRST.name] * 3, MOMENT, beside=0, patience=0)) as it:
            yield it

    def test_they_count_only_for_the_same_bytes(self, desk, reading, parts):
        """A file that changed between the two readings is read again, here."""
        other = report_of(desk, packages()[1].data)
        reading.answer(0, Read.of("0" * 64, other))
        digest = sha256(FIRST.data).hexdigest()
        assert reading(digest, parts, desk.pack) == read_here(digest, parts, desk.pack) != other

    def test_they_count_only_where_they_unpack(self, desk, reading, parts):
        digest = sha256(FIRST.data).hexdigest()
        for packed in (b"", b"no report", compress(dumps("no report"))):
            reading.answer(0, Read(digest, packed))
            assert reading(digest, parts, desk.pack) == report_of(desk, FIRST.data)

    def test_they_are_not_waited_for_without_end(self, desk, reading, parts):
        number, path = reading.next()
        assert (number, path.name) == (1, FIRST.name)
        reading.turn(1)  # it is under way beside and does not come
        assert reading(sha256(FIRST.data).hexdigest(), parts, desk.pack) == report_of(desk, FIRST.data)

    def test_they_count_only_for_the_pack_they_were_read_with(self, desk, reading, parts):
        digest = sha256(FIRST.data).hexdigest()
        reading.answer(0, Read.of(digest, report_of(desk, packages()[1].data)))
        again = replace(desk.pack)
        assert reading(digest, parts, again) == report_of(desk, FIRST.data)

    def test_what_cannot_be_read_is_refused_by_the_same_reason(self, desk, reading):
        with pytest.raises(Problem) as here:
            read_here("", {}, desk.pack)
        with pytest.raises(Problem) as there:
            reading("", {}, desk.pack)
        assert str(here.value) == str(there.value)


def test_what_was_looked_at_is_not_read_again_when_it_is_taken_in(desk, stick):
    with look(desk, [stick / FIRST.name]) as inbox:
        kept_report = inbox.reading(sha256(FIRST.data).hexdigest(), {}, desk.pack)
        assert kept_report == report_of(desk, FIRST.data)
        (receipt,) = take(desk, inbox)
        assert receipt.verdict == "taken"


def test_a_process_beside_begins_without_window_database_and_commands():
    """It begins with the program's own file and this module, and has to be there at once."""
    code = "import sys, desktop_app.__main__, office.reading_ahead; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = {name.split(".")[0] for name in done.stdout.split()}
    assert "exports" in loaded
    assert not loaded & {"PySide6", "ui", "db", "sqlcipher3", "click"}
    assert "desktop_app.cli" not in done.stdout.split()


_UNTIL_KILLED = """
import sys
from datetime import UTC, datetime
from multiprocessing import active_children
from pathlib import Path
from threading import Event
from exports.opc import verify
from office.packs import open_pack
from office.reading_ahead import ReadingAhead

now = datetime(2026, 7, 1, tzinfo=UTC)
came = Event()

class Told(ReadingAhead):
    def answer(self, number, read):
        came.set()

pack = open_pack(Path(sys.argv[1]).read_bytes(), now).pack
package = Path(sys.argv[2])
Told(pack, [package] * 99, now, beside=1)("", verify(package.read_bytes(), now=now).parts, pack)
came.wait()
print(*(one.pid for one in active_children()), flush=True)
sys.stdin.read()
"""


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="asks Linux for the end of a process")
def test_a_program_that_is_killed_leaves_no_process_behind(tmp_path, stick):
    (tmp_path / "pack").write_bytes(pack_file())
    work = subprocess.Popen(
        [sys.executable, "-c", _UNTIL_KILLED, str(tmp_path / "pack"), str(stick / FIRST.name)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    assert work.stdout is not None
    ends = [os.pidfd_open(int(pid)) for pid in work.stdout.readline().split()]
    assert ends
    work.send_signal(signal.SIGKILL)
    work.communicate()
    for end in ends:
        assert select.select([end], [], [], SOON)[0], "a process beside is still there"
        os.close(end)
