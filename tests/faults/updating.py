"""One random fault in the middle of an update: never a state in which no whole version starts.

one_fault(seed, folder) -> what happened. A process of its own takes the update; it is killed at any of its
accesses to the disk, its disk is full, does not confirm what was written, or a byte flips on the way.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from forms.problems import Problem
from office import updating
from office.installed import CURRENT, Installed, Standing
from tests.faults.ends import die_at, refuse_to_sync_at
from tests.updates import MOMENT, NEW, OLD, install, update_on, whole

KINDS = (
    "kill",
    "kill",
    "kill",
    "no sync",
    "full",
    "flip on stick",
    "flip on disk",
    "flip in current",
)
_ACCESSES = 54  # of one update to the disk, and a few more
_SYNCS = 20
_WATCHED = ("open", "os.", "shutil.", "subprocess.")
_ROOM = (320, 660)  # KiB: more than the older version, up to a little more than both


def one_fault(seed: int, folder: Path) -> str:
    """Take an update with the fault of this seed, and demand that a whole version starts before and after.

    Returns kind and outcome for the tally of many; raises AssertionError with the seed.
    """
    chance = random.Random(seed)
    kind = chance.choice(KINDS)
    disk: AbstractContextManager[Path] = nullcontext(folder / "disk")
    if kind == "full" and os.geteuid() == 0:
        from tests.small_disk import small_disk  # what a test needs, the process that is killed need not load

        disk = small_disk(folder / "disk", chance.randrange(*_ROOM))
    with disk as place:
        here = install(place / "PhieuXa")
        path = update_on(folder / "stick").path
        if kind == "flip on stick":
            _flip(path, chance)
        ended = _take(here, path, kind, chance)
        if kind == "flip in current":
            _flip(here.root / CURRENT, chance)
        told = f"{kind}: {ended}, {_demand_whole(here, f'seed {seed}, {kind}')}"
        if kind != "full":
            _demand_recovery(here, update_on(folder / "stick").path, f"seed {seed}, {kind}")
        return told


def _take(here: Installed, path: Path, kind: str, chance: random.Random) -> str:
    number = chance.randrange(1, _SYNCS if kind == "no sync" else _ACCESSES)
    command = [sys.executable, "-m", "tests.faults.updating", str(here.root), str(path), kind, str(number)]
    done = subprocess.run(
        command, check=False, capture_output=True, text=True, timeout=120, cwd=Path(__file__).parents[2]
    )
    assert done.returncode in (0, 3, -signal.SIGKILL), done.stderr
    return done.stdout.strip() or "killed"


def _demand_whole(here: Installed, told: str) -> str:
    """Demand that the version that starts is one of the two and whole by digests and its own self-test."""
    current = here.current()
    assert current.version in (OLD, NEW), told
    assert whole(here, current.version), told
    assert not updating.selftest(here.folder(current.version)), told
    if current.standing is Standing.NEW:
        assert whole(here, OLD), f"{told}: nothing to go back to"
    return f"{current.version} starts"


def _demand_recovery(here: Installed, path: Path, told: str) -> None:
    """Demand that the next start clears up, and that the update can be taken after all."""
    version = here.current().version
    running = Installed(here.root, version)
    updating.settle(running)
    updating.sweep(running)
    left = [one.name for one in here.versions.iterdir() if "unfinished" in one.name]
    assert left == [], told
    if version == OLD:
        updating.take(path, here, MOMENT, lambda: None)
    now = Installed(here.root, version).current()
    assert now.version == NEW, told
    assert now.standing is (Standing.NEW if version == OLD else Standing.WHOLE), told
    assert here.is_sound(), told
    assert whole(here, NEW), told


def _flip(path: Path, chance: random.Random) -> None:
    data = bytearray(path.read_bytes())
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    path.write_bytes(data)


def main(root: Path, path: Path, kind: str, number: int) -> int:
    """Take the update with a fault; exit 0 taken, 3 refused."""
    updating.take.__globals__["_SPARE"] = 0  # so that the disk is full in the middle, not before
    here = Installed(root, OLD)
    if kind == "kill":
        die_at(number, _WATCHED)
    if kind == "no sync":
        refuse_to_sync_at(number)
    trial = updating.selftest
    if kind == "flip on disk":

        def trial(folder: Path) -> str:
            files = sorted(one for one in folder.rglob("*") if one.is_file() and one.stat().st_size)
            _flip(files[number % len(files)], random.Random(number))
            return updating.selftest(folder)

    try:
        updating.take(path, here, MOMENT, lambda: None, trial=trial)
    except Problem as problem:
        print(problem.code)  # noqa: T201 - the parent reads it
        return 3
    print("taken")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], int(sys.argv[4])))
