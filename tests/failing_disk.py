"""A FUSE file system that passes everything on to a folder until its fault comes; run by `tests.bad_disk`.

python tests/failing_disk.py <folder> <where to mount> <fault> <bytes>
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import mfusepy

_TOLD = ("st_atime", "st_ctime", "st_gid", "st_mode", "st_mtime", "st_nlink", "st_size", "st_uid")
_OF_DISK = (
    "f_bavail", "f_bfree", "f_blocks", "f_bsize", "f_favail", "f_ffree", "f_files", "f_flag", "f_frsize",
    "f_namemax",
)  # fmt: skip


class Passing(mfusepy.Operations):  # type: ignore[misc]  # brings no types
    """Passes everything on to a folder until its fault comes."""

    def __init__(self, root: str, fault: str, limit: int) -> None:
        self._root = Path(root)
        self._fault = fault
        self._limit = limit  # bytes written
        self._written = 0

    def init(self, path: str) -> None:
        """Say that the disk is there."""
        print("mounted", flush=True)  # noqa: T201 - the test waits for it

    def getattr(self, path: str, fh: int | None = None) -> dict[str, float]:
        self._alive()
        try:
            told = os.lstat(self._at(path))
        except OSError as wrong:
            raise mfusepy.FuseOSError(wrong.errno) from wrong
        return {name: getattr(told, name) for name in _TOLD}

    def readdir(self, path: str, fh: int) -> Sequence[str]:
        self._alive()
        return [".", "..", *(one.name for one in self._at(path).iterdir())]

    def open(self, path: str, flags: int) -> int:
        self._alive()
        return os.open(self._at(path), flags)

    def create(self, path: str, mode: int, fi: object = None) -> int:
        self._alive()
        return os.open(self._at(path), os.O_RDWR | os.O_CREAT | os.O_TRUNC, mode)

    def read(self, path: str, size: int, offset: int, fh: int) -> bytes:
        self._alive()
        if self._fault == "unreadable":
            raise mfusepy.FuseOSError(errno.EIO)
        data = os.pread(fh, size, offset)
        return bytes(len(data)) if self._fault == "lie" else data

    def write(self, path: str, data: bytes, offset: int, fh: int) -> int:
        self._written += len(data)
        self._alive()
        if self._fault == "full" and self._written > self._limit:
            raise mfusepy.FuseOSError(errno.ENOSPC)
        return os.pwrite(fh, data, offset)

    def truncate(self, path: str, length: int, fh: int | None = None) -> None:
        self._alive()
        os.truncate(self._at(path), length)

    def unlink(self, path: str) -> None:
        self._alive()
        self._at(path).unlink()

    def chmod(self, path: str, mode: int) -> None:
        self._alive()
        self._at(path).chmod(mode)

    def rename(self, old: str, new: str) -> None:
        self._alive()
        self._at(old).rename(self._at(new))
        if self._fault == "yank after naming":
            self._fault, self._limit = "yank", 0

    def mkdir(self, path: str, mode: int) -> None:
        self._alive()
        self._at(path).mkdir(mode)

    def fsync(self, path: str, only_data: int, fh: int) -> int:
        self._alive()
        if self._fault == "no sync":
            raise mfusepy.FuseOSError(errno.EIO)
        os.fsync(fh)
        return 0

    def fsyncdir(self, path: str, only_data: int, fh: int) -> int:
        self._alive()
        if self._fault == "no sync of the folder":
            raise mfusepy.FuseOSError(errno.EIO)
        return 0

    def flush(self, path: str, fh: int) -> int:
        return 0

    def release(self, path: str, fh: int) -> None:
        os.close(fh)

    def statfs(self, path: str) -> Mapping[str, int]:
        self._alive()
        told = os.statvfs(self._root)
        return {name: getattr(told, name) for name in _OF_DISK}

    def _at(self, path: str) -> Path:
        return self._root / path.lstrip("/")

    def _alive(self) -> None:
        if self._fault == "yank" and self._written >= self._limit:
            raise mfusepy.FuseOSError(errno.EIO)


if __name__ == "__main__":
    mfusepy.FUSE(
        Passing(sys.argv[1], sys.argv[3], int(sys.argv[4])),
        sys.argv[2],
        foreground=True,
        fsname="phieuxa-test",
        nothreads=True,
    )
