"""A lock that the operating system holds on a file and lets go of when its program ends, however it ends.

Two ways of locking give the same: a whole file (Linux), or its first byte (Windows). `locked` takes the one
of this system unless told otherwise, so that the rules of both are tried wherever the tests run.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

Locking = Callable[[int], bool]
"""Locks an open file (its number) without waiting: False where somebody holds it; raises OSError."""


_HELD = frozenset((0, errno.EACCES, errno.EDEADLK))
"""What `locking` says of a file that somebody holds; wine's gives no reason."""


class FileLock:
    """One file, locked by one holder at a time; made by `locked`."""

    def __init__(self, number: int) -> None:
        self._number: int | None = number

    def release(self) -> None:
        """Let go; a second time does nothing. The file stays: taking it away could free another's lock."""
        number, self._number = self._number, None
        if number is not None:
            os.close(number)


@dataclass(frozen=True, slots=True)
class FirstByte:
    """Locks the first byte of a file, which need not be there, as `msvcrt.locking` does on Windows.

    `locking(number, mode, bytes)` locks from where the file stands, and raises EACCES where it is locked.
    """

    locking: Callable[[int, int, int], None]
    mode: int

    def __call__(self, number: int) -> bool:
        """Lock it, or say that somebody has."""
        os.lseek(number, 0, os.SEEK_SET)
        try:
            self.locking(number, self.mode, 1)
        except OSError as refused:
            if refused.errno in _HELD:
                return False
            raise
        return True


if sys.platform == "win32":

    def system_locking() -> Locking:
        """Give the way of this system."""
        return FirstByte(msvcrt.locking, msvcrt.LK_NBLCK)

else:

    def system_locking() -> Locking:
        """Give the way of this system."""
        return _whole_file

    def _whole_file(number: int) -> bool:
        try:
            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def locked(path: Path, locking: Locking | None = None) -> FileLock | None:
    """Lock a file, made where it is missing; None where somebody holds it. Raises OSError of the disk."""
    number = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        taken = (locking or system_locking())(number)
    except BaseException:
        os.close(number)
        raise
    if not taken:
        os.close(number)
        return None
    return FileLock(number)
