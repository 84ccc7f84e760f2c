"""A real disk that is soon full: a tmpfs of its own."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.conftest import require_tool


@contextmanager
def small_disk(place: Path, kilobytes: int) -> Iterator[Path]:
    """Mount a disk of so many KiB at a new folder; only root may."""
    place.mkdir()
    mount = [str(require_tool("mount")), "-t", "tmpfs", "-o", f"size={kilobytes}k", "none", str(place)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount a small disk")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", place], check=False, capture_output=True)


def fill(disk: Path, spare: int) -> Path:
    """Put a foreign file onto a disk that leaves `spare` bytes; give it, to be deleted again."""
    filler = disk / "phim.mp4"
    with filler.open("wb", buffering=0) as file, suppress(OSError):  # full
        while file.write(bytes(4096)):
            pass
    with filler.open("r+b") as file:
        file.truncate(max(0, filler.stat().st_size - spare))
    return filler
