"""Cold and warm start and memory of the frozen program against an empty PySide6 window frozen the same way.

    make frozen; python -m benchmarks.start build/program/phieuxa

Both are started on a screen of their own (Xvfb) until their window shows something: the program once
without an office (the first start) and once with a commune's whole report. Cold: the system's file cache is
emptied before (root only). Memory: what a second after belongs to the processes (PSS). The aim is 1.5 times
the empty window.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.offices import office, said
from benchmarks.screen import Screen, screen
from desktop_app.demo import enter
from desktop_app.demo_data import load_demo

RUNS = 5
PATIENCE = 120.0  # seconds
ROOT = Path(__file__).resolve().parent.parent
CACHES = Path("/proc/sys/vm/drop_caches")


@dataclass(frozen=True)
class Start:
    """One start: seconds until the window showed something, MB a second later."""

    seconds: float
    megabytes: float


def main(program: Path) -> None:
    """Start both alternately, so that a busy machine is busy for both, and print medians and ratios."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        peer = frozen_peer()
        with office(place / "office") as desk:
            enter(desk, load_demo(desk.pack.id)[desk.unit.code])
        starter = program / "phieuxa"
        commands = {
            "empty window": [str(peer)],
            "first start": [str(starter), "--home", str(place / "nothing")],
            "office": [str(starter), "--home", str(place / "office")],
        }
        for name, cold in (("cold", True), ("warm", False)):
            if cold and os.geteuid() != 0:
                said("cold: only root may empty the file cache")
                continue
            _compare(name, commands, cold=cold)


def _compare(name: str, commands: dict[str, list[str]], *, cold: bool) -> None:
    found: dict[str, list[Start]] = {what: [] for what in commands}
    for _ in range(RUNS):
        for what, command in commands.items():
            found[what].append(measure(command, cold=cold))
    peer = found["empty window"]
    for what, starts in found.items():
        seconds = statistics.median(one.seconds for one in starts)
        memory = statistics.median(one.megabytes for one in starts)
        of_time = seconds / statistics.median(one.seconds for one in peer)
        of_memory = memory / statistics.median(one.megabytes for one in peer)
        said(f"{name} {what:13} {seconds:6.2f} s ({of_time:4.2f}) {memory:6.1f} MB ({of_memory:4.2f})")


def measure(command: list[str], *, cold: bool) -> Start:
    """Start a program on a screen of its own and stop it when its window has been looked at."""
    with screen() as seen:
        if cold:
            os.sync()
            CACHES.write_text("3", "ascii")
        began = time.perf_counter()
        surroundings = os.environ | {"DISPLAY": seen.name, "QT_QPA_PLATFORM": "xcb"}
        with subprocess.Popen(command, env=surroundings, stderr=subprocess.DEVNULL) as program:  # noqa: S603
            try:
                _wait(seen, program, began)
                seconds = time.perf_counter() - began
                time.sleep(1)
                return Start(seconds, sum(map(_memory, _family(program.pid))))
            finally:
                for process in reversed(_family(program.pid)):
                    os.kill(process, 15)


def _wait(seen: Screen, program: subprocess.Popen[bytes], began: float) -> None:
    while not seen.shows_a_window():
        if program.poll() is not None or time.perf_counter() - began > PATIENCE:
            raise SystemExit("the program showed no window")
        time.sleep(0.005)


def _family(process: int) -> list[int]:
    """List a process and all it started."""
    return [process, *(one for child in _children(process) for one in _family(child))]


def _children(process: int) -> Iterator[int]:
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        yield from map(int, task.read_text("ascii").split())


def _memory(process: int) -> float:
    text = Path(f"/proc/{process}/smaps_rollup").read_text("ascii")
    (line,) = (line for line in text.splitlines() if line.startswith("Pss:"))
    return int(line.split()[1]) / 1000


def frozen_peer() -> Path:
    """Freeze the empty window once into build/empty."""
    made = ROOT / "build" / "empty" / "empty_window" / "empty_window"
    if not made.is_file():
        folder = ROOT / "build" / "empty"
        options = ["--noconfirm", "--log-level", "ERROR", "--specpath", str(folder)]
        places = ["--distpath", str(folder), "--workpath", str(folder / "work")]
        script = str(ROOT / "benchmarks" / "empty_window.py")
        command = [sys.executable, "-m", "PyInstaller", *options, *places, script]
        subprocess.run(command, check=True)  # noqa: S603 - PyInstaller with arguments we made
    return made


if __name__ == "__main__":
    main(Path(sys.argv[1]))
