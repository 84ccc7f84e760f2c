"""A disk whose syncs take long: every sync that SQLite itself does, and every other one of this process.

SQLite reaches the disk through a VFS. Here the one it was built with is wrapped: each file opened gets a
method for syncing that sleeps before it calls the real one. (A FUSE file system would do the same from
outside, but needs a library that is not among ours.)
"""

from __future__ import annotations

import ctypes
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import sqlcipher3._sqlite3

_POINTER, _INT = ctypes.c_void_p, ctypes.c_int
_SYNC = ctypes.CFUNCTYPE(_INT, _POINTER, _INT)
_OPEN = ctypes.CFUNCTYPE(_INT, _POINTER, _POINTER, _POINTER, _INT, _POINTER)  # the name as it lies
_METHODS = 19  # pointers in sqlite3_io_methods, version 3; iVersion takes the place of the first
_SYNC_AT, _OPEN_AT = 5, 5  # xSync among the methods; xOpen among the words of sqlite3_vfs


class SlowDisk:
    """Counts the syncs it has made slow, and by which threads they were asked for."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.threads: list[int] = []
        self._methods: dict[int, ctypes.Array[ctypes.c_void_p]] = {}  # by the real ones
        self._kept: list[object] = []

    def wait(self) -> None:
        """Take as long as this disk takes."""
        self.threads.append(threading.get_ident())
        time.sleep(self.seconds)

    def slow(self, file: int) -> None:
        """Give an open file of SQLite a slow way to sync."""
        held = ctypes.cast(file, ctypes.POINTER(_POINTER))
        real = held[0]
        if not real:
            return
        if real not in self._methods:
            words = (_POINTER * _METHODS)(*ctypes.cast(real, ctypes.POINTER(_POINTER))[:_METHODS])
            call = _SYNC(words[_SYNC_AT] or 0)

            def sync(file: int, flags: int) -> int:
                self.wait()
                return int(call(file, flags))

            made = _SYNC(sync)
            self._kept += [call, made]
            words[_SYNC_AT] = ctypes.cast(made, _POINTER).value
            self._methods[real] = words
        held[0] = ctypes.addressof(self._methods[real])


@contextmanager
def slow_disk(seconds: float) -> Iterator[SlowDisk]:
    """Have every file that SQLite opens inside sync slowly, and `os.fsync` too."""
    library = ctypes.CDLL(sqlcipher3._sqlite3.__file__)
    library.sqlite3_vfs_find.restype = _POINTER
    library.sqlite3_vfs_find.argtypes = [ctypes.c_char_p]
    library.sqlite3_vfs_register.argtypes = [_POINTER, _INT]
    disk = SlowDisk(seconds)
    usual = library.sqlite3_vfs_find(None)
    words = ctypes.cast(usual, ctypes.POINTER(_POINTER))
    real = words[_OPEN_AT]
    call = _OPEN(real)

    def opened(vfs: int, name: int, file: int, flags: int, out: int) -> int:
        answer = int(call(vfs, name, file, flags, out))
        disk.slow(file)
        return answer

    made = _OPEN(opened)
    fsync = os.fsync

    def slow_fsync(file: int) -> None:
        disk.wait()
        fsync(file)

    words[_OPEN_AT] = ctypes.cast(made, _POINTER).value
    os.fsync = slow_fsync  # type: ignore[assignment]
    try:
        yield disk
    finally:
        os.fsync = fsync
        words[_OPEN_AT] = real
