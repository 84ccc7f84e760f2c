"""Disks that fail: a FUSE file system of ours on which a stick is pulled out, full or lying, and real images.

    with bad_disk(folder, "yank", 5_000) as disk:    # dies after so many bytes were written to it
    with image(folder, "exfat") as stick:            # a real file system in a file; `pull()`, `put_in()`

Both need rights to mount (CI has them); elsewhere the tests are skipped with a reason.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import require_tool

SERVER = Path(__file__).with_name("failing_disk.py")
MEGABYTES = 8


@dataclass(frozen=True)
class BadDisk:
    """Where it is mounted, and the folder that shows what really lies on it."""

    place: Path
    truly: Path

    def __truediv__(self, name: str) -> Path:
        return self.place / name


@contextmanager
def bad_disk(folder: Path, fault: str, limit: int = 0) -> Iterator[BadDisk]:
    """Mount a disk with a fault.

    yank, full (after `limit` bytes), yank after naming, no sync, no sync of the folder, lie, unreadable.
    """
    require_fuse()
    disk = BadDisk(folder / "mounted", folder / "truly")
    for one in (disk.place, disk.truly):
        one.mkdir(parents=True)
    command = [sys.executable, str(SERVER), str(disk.truly), str(disk.place), fault, str(limit)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as served:
        assert served.stdout is not None
        if served.stdout.readline().strip() != "mounted":
            served.kill()
            assert served.stderr is not None
            pytest.skip(f"this account may not mount a FUSE disk: {served.stderr.read()[-200:]}")
        try:
            yield disk
        finally:
            subprocess.run(["fusermount3", "-u", "-z", disk.place], check=False, capture_output=True)
            served.wait(10)


def require_fuse() -> None:
    """Skip where FUSE is missing."""
    require_tool("fusermount3")
    if not Path("/dev/fuse").exists():
        pytest.skip("this machine has no /dev/fuse")


class Image:
    """A file system in a file: mounted, pulled out in the middle of work, put in again."""

    def __init__(self, folder: Path, kind: str) -> None:
        self.place = folder / "Ổ USB của xã"
        self.place.mkdir(parents=True)
        self._file = folder / f"{kind}.img"
        self._kind = kind
        self._served: subprocess.Popen[bytes] | None = None
        self._loop = ""
        with self._file.open("wb") as file:
            file.truncate(MEGABYTES * 1_000_000)
        maker = {
            "exfat": ["mkfs.exfat"],
            "ntfs": ["mkfs.ntfs", "-F", "-q", "-f"],
            "ext4": ["mkfs.ext4", "-q"],
        }
        self._run(*maker[kind], self._file)

    def put_in(self, *, read_only: bool = False) -> None:
        """Mount it."""
        how = "ro" if read_only else "rw"
        if self._kind == "ext4":
            self._run("mount", "-o", f"loop,{how}", self._file, self.place)
        elif self._kind == "ntfs":
            self._serve("ntfs-3g", "-o", f"no_detach,{how}", self._file, self.place)
        else:
            self._loop = self._run("losetup", "-f", "--show", self._file).strip()
            self._serve("mount.exfat-fuse", "-d", "-o", how, self._loop, self.place)

    def pull(self) -> None:
        """Take it away without a word, as a hand does: what was not forced onto it is lost."""
        if self._served is not None:
            self._served.kill()
            self._served.wait(10)
            self._served = None
        self.take_out()

    def take_out(self) -> None:
        """Unmount it; every caller may come twice."""
        subprocess.run(["umount", self.place], check=False, capture_output=True)
        subprocess.run(["umount", "-l", self.place], check=False, capture_output=True)
        if self._served is not None:
            self._served.wait(10)
            self._served = None
        if self._loop:
            subprocess.run(["losetup", "-d", self._loop], check=False, capture_output=True)
            self._loop = ""

    def _serve(self, name: str, *arguments: str | Path) -> None:
        tool = require_tool(name)
        self._served = subprocess.Popen(
            [tool, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        while not self.place.is_mount():
            if self._served.poll() is not None:
                pytest.skip(f"{name} may not mount an image on this machine")
            os.sched_yield()

    @staticmethod
    def _run(name: str, *arguments: str | Path) -> str:
        done = subprocess.run([require_tool(name), *arguments], check=False, capture_output=True, text=True)
        if done.returncode:
            pytest.skip(f"{name} does not work on this machine: {done.stderr[-200:]}")
        return done.stdout


@contextmanager
def image(folder: Path, kind: str) -> Iterator[Image]:
    """Make an image of exfat, ntfs or ext4 and put it in."""
    if kind != "ext4":
        require_fuse()
    made = Image(folder, kind)
    try:
        made.put_in()
        yield made
    finally:
        made.take_out()
