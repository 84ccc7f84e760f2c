"""A lock on a file: one holder, free again when its program ends; the ways of both systems are tried."""

import errno
import os
import struct
import subprocess
import sys

import pytest

from db.file_lock import FirstByte, locked, system_locking
from tests.conftest import ROOT

if sys.platform != "win32":
    import fcntl

HOLDING = """
import sys, time
from pathlib import Path
from tests.db.test_file_lock import WAYS
from db.file_lock import locked
held = locked(Path(sys.argv[1]), WAYS[sys.argv[2]])
print("held", flush=True)
time.sleep(60)
"""
_WINDOWS_NON_BLOCKING = 2  # msvcrt.LK_NBLCK


def as_windows_locks(number, mode, size):
    """Lock bytes from where the file stands, for an open file and not for its program, as Windows does."""
    assert mode == _WINDOWS_NON_BLOCKING
    place = os.lseek(number, 0, os.SEEK_CUR)
    wanted = struct.pack("hhqqi4x", fcntl.F_WRLCK, os.SEEK_SET, place, size, 0)
    try:
        fcntl.fcntl(number, fcntl.F_OFD_SETLK, wanted)
    except BlockingIOError as refused:
        raise OSError(errno.EACCES, "Permission denied") from refused


WAYS = {"system": system_locking()}
if sys.platform != "win32":
    WAYS["windows"] = FirstByte(as_windows_locks, _WINDOWS_NON_BLOCKING)


@pytest.fixture(params=sorted(WAYS))
def way(request):
    return request.param


def test_one_holder_at_a_time_also_within_one_program(tmp_path, way):
    path = tmp_path / "writer.lock"
    first = locked(path, WAYS[way])
    assert first is not None
    assert locked(path, WAYS[way]) is None
    assert locked(tmp_path / "other.lock", WAYS[way]) is not None
    first.release()
    first.release()
    assert path.exists()
    again = locked(path, WAYS[way])
    assert again is not None
    again.release()


def test_a_program_that_was_killed_holds_nothing(tmp_path, way):
    path = tmp_path / "writer.lock"
    command = [sys.executable, "-c", HOLDING, str(path), way]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        assert locked(path, WAYS[way]) is None
        holder.kill()
    free = locked(path, WAYS[way])
    assert free is not None
    free.release()


def test_what_was_written_into_the_file_does_not_move_the_lock(tmp_path, way):
    path = tmp_path / "writer.lock"
    path.write_bytes(b"x" * 10)
    held = locked(path, WAYS[way])
    assert held is not None
    assert locked(path, WAYS[way]) is None
    held.release()


def test_a_disk_that_fails_is_no_other_holder_and_leaves_no_file_open(tmp_path):
    numbers = []

    def broken(number, *_):
        numbers.append(number)
        raise OSError(errno.ENOLCK, "No locks available")

    with pytest.raises(OSError, match="No locks available"):
        locked(tmp_path / "writer.lock", FirstByte(broken, _WINDOWS_NON_BLOCKING))
    with pytest.raises(OSError, match=r"descriptor|handle"):
        os.fstat(numbers[0])
    with pytest.raises(FileNotFoundError):
        locked(tmp_path / "none" / "writer.lock")


@pytest.mark.parametrize("code", [errno.EACCES, errno.EDEADLK, 0])
def test_windows_and_wine_say_in_three_ways_that_somebody_holds_it(tmp_path, code):
    def refused(*_):
        raise OSError(code, "locked")

    assert locked(tmp_path / "writer.lock", FirstByte(refused, _WINDOWS_NON_BLOCKING)) is None
