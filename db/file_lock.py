"""A lock that the operating system holds on a file and lets go of when its program ends, however it ends."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


class FileLock:
    """One file, locked by one holder at a time; made by `locked`."""

    def __init__(self, number: int) -> None:
        self._number: int | None = number

    def release(self) -> None:
        """Let go; a second time does nothing. The file stays: taking it away could free another's lock."""
        number, self._number = self._number, None
        if number is not None:
            os.close(number)


def locked(path: Path) -> FileLock | None:
    """Lock a file, made where it is missing; None where somebody holds it. Raises OSError of the disk."""
    number = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _lock(number)
    except OSError:
        with contextlib.suppress(OSError):
            os.close(number)
        return None
    return FileLock(number)


def _lock(number: int) -> None:
    if sys.platform == "win32":
        msvcrt.locking(number, msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
