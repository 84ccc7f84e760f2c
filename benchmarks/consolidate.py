"""Many packages of all forms at one desk: verify, take in, consolidate; beside pandas, which only reads.

Run: python -m benchmarks.consolidate [PACKAGES ...]      102 and 1000 where none are named

Each package is a real one: a commune's report of every form, laid out, signed with a key of its own. The
desk verifies the signature, writes the workbook again and compares, runs every check, takes the figures in,
and puts every consolidated table together. The peer is a pandas script that opens the same workbooks, reads
every sheet and adds up every number, with its openpyxl and its calamine engine; it verifies nothing. It runs
in the interpreter that PHIEUXA_PEER_PYTHON names, and is left out where none is named.

The desk does its work twice: once held to one processor, where everything happens in one process, and once
with all there are, where more than two let packages be read ahead beside (office/reading_ahead.py). Of each:

    processor   seconds of the processors, of all processes together: other work on the machine hardly counts
    wall        seconds by the clock on the wall; they mean something on a machine that does nothing else
    MB          the most that all processes held together; what they share is counted in each

The peers use one processor. Compared are processor seconds with processor seconds, on one processor, and wall
seconds with wall seconds, where the desk may use all.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from tempfile import TemporaryDirectory
from threading import Event, Thread

from benchmarks.offices import MOMENT, said
from desktop_app.demo import enter
from desktop_app.demo_data import load_demo
from desktop_app.paths import shipped_packs
from exports.keys import SigningKey, certificate_facts, new_key
from exports.opc import sign
from exports.write_workbook import write_workbook
from forms.pack import Pack
from forms.report import Report
from office.adding_up import tables, totals
from office.blocks import gathered
from office.clock import FixedClock
from office.desk import Desk, open_desk, start
from office.packs import Shelf, seal
from office.reading_ahead import processes_beside
from office.receiving import receive
from office.recognising import recognise
from office.sending import make
from office.signing_keys import FileKey, make_key

PACK, COMMUNE, DESK = "kontum-2018-midterm", "23404", "617"
PASSPHRASE = "đo tốc độ gộp"  # noqa: S105 - it protects a key of this benchmark
MOST_MB = 400
PEER = """
import resource, sys, time
import pandas
engine, *files = sys.argv[1:]
begun, wall, total = time.process_time(), time.perf_counter(), 0.0
for file in files:
    for sheet in pandas.read_excel(file, sheet_name=None, header=None, engine=engine).values():
        total += sheet.apply(pandas.to_numeric, errors="coerce").sum().sum()
seconds = time.process_time() - begun, time.perf_counter() - wall
print(*seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """What some work took: seconds of all processors, seconds by the wall, megabytes of all processes."""

    processor: float
    wall: float
    megabytes: float

    def told(self, what: str) -> None:
        """Print it."""
        said(f"  {what:<44}{self.processor:9.2f} s{self.wall:9.2f} s{self.megabytes:8.0f} MB")


class Memory:
    """The most that this process and those beside it held together, looked at every now and then.

    Of each process that is there the most it ever held is counted: nothing is missed between two looks.
    """

    def __init__(self) -> None:
        """Look until asked."""
        self._most = 0
        self._enough = Event()
        self._thread = Thread(target=self._watch, daemon=True)
        self._thread.start()

    def megabytes(self) -> float:
        """Stop looking and say it."""
        self._enough.set()
        self._thread.join()
        return self._most / 1024

    def _watch(self) -> None:
        while not self._enough.wait(0.5):
            self._look()
        self._look()

    def _look(self) -> None:
        beside: set[int] = set()
        for thread in Path("/proc/self/task").iterdir():
            with suppress(OSError):  # it has just ended
                beside |= {int(pid) for pid in (thread / "children").read_text("utf-8").split()}
        self._most = max(self._most, sum(_peak(pid) for pid in (os.getpid(), *beside)))


def _peak(pid: int) -> int:
    """Give the most kilobytes that a process ever held, 0 where it has just ended."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text("utf-8").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM:")), 0)


def _spent() -> float:
    """Give the seconds of the processors that this process and those it ended have used."""
    used = [getrusage(who) for who in (RUSAGE_SELF, RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def pack_with(packages: int) -> Pack:
    """Give the shipped pack with so many communes, all sending to one desk."""
    pack = next(one.pack for one in Shelf(shipped_packs(), MOMENT).packs if one.pack.id == PACK)
    one = pack.units_by_code[COMMUNE]
    communes = [replace(one, code=f"{COMMUNE}{n}", name=f"Xã thử {n}") for n in range(1, packages)]
    others = [unit for unit in pack.units if unit.level != one.level or unit.code == COMMUNE]
    return replace(pack, version="9.9.9", units=(*others, *communes))


def _started(home: Path, unit: str, pack: bytes) -> Desk:
    shelf = Shelf(shipped_packs(), MOMENT)
    return start(home, unit=unit, person="Y Đo", shelf=shelf, pack=pack, clock=FixedClock(MOMENT))


def report_in(folder: Path, pack: bytes) -> Report:
    """Fill every form of a commune with the demonstration's figures and give its report."""
    with _started(folder, COMMUNE, pack) as desk:
        enter(desk, load_demo(PACK)[COMMUNE])
        key = make_key(desk, "A Đo", "Chủ tịch", PASSPHRASE)
        return make(desk, FileKey(key.path, PASSPHRASE)).report


def write_packages(report: Report, pack: Pack, folder: Path) -> Iterator[tuple[str, SigningKey]]:
    """Write a signed package of each commune: the same figures, its own cover and key."""
    for unit in pack.children(DESK):
        if unit.level != report.header.level:
            continue
        day = timedelta(days=1)
        key = new_key(
            person=f"Người ký {unit.code}",
            unit=unit.code,
            unit_name=unit.name,
            position="Chủ tịch",
            not_before=MOMENT - day,
            not_after=MOMENT + 1000 * day,
        )
        header = replace(report.header, unit=unit.code, unit_name=unit.name, package_id=f"đo-{unit.code}")
        data = write_workbook(replace(report, header=header), pack)
        (folder / f"do_{unit.code}_lan-1.xlsx").write_bytes(sign(data, key, MOMENT))
        yield unit.code, key


def consolidated(desk: Desk) -> int:
    """Put every consolidated table of the desk together and count their rows."""
    found = gathered(desk)
    return sum(len(totals(desk, table.id, found=found).rows) for table in tables(desk))


def take_in(home: Path, packages: Path, processors: str) -> None:
    """Take the packages in at a desk that knows their signers, put the tables together, tell what it took.

    `processors`: "one", or all there are.
    """
    if processors == "one":
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    memory = Memory()
    with open_desk(home, clock=FixedClock(MOMENT + timedelta(days=1))) as desk:
        begun, wall = _spent(), time.perf_counter()
        receipts = receive(desk, sorted(packages.iterdir()))
        taken = _spent() - begun
        rows = consolidated(desk)
        whole, wall = _spent() - begun, time.perf_counter() - wall
    assert {one.verdict for one in receipts} == {"taken"}, {one.reason for one in receipts}  # noqa: S101
    said(f"{whole} {wall} {memory.megabytes()} {taken} {rows} {processes_beside()}")


def _taken_in(home: Path, packages: Path, processors: str) -> tuple[Cost, list[float]]:
    """Take in at a copy of a desk, in a process of its own; give what it took and what else it told."""
    # Not by -m: a process beside would begin with all that this file imports, as no program does.
    code = "import sys; from pathlib import Path; from benchmarks.consolidate import take_in; "
    code += "take_in(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])"
    with TemporaryDirectory(prefix="phieuxa-consolidate-") as folder:
        copy = shutil.copytree(home, Path(folder) / "desk")
        done = subprocess.run(  # noqa: S603 - this very program, in a process of its own for its memory
            [sys.executable, "-c", code, str(copy), str(packages), processors],
            capture_output=True,
            text=True,
            check=True,
        )
    processor, wall, megabytes, *more = (float(part) for part in done.stdout.split())
    return Cost(processor, wall, megabytes), more


def peer(engine: str, packages: Path) -> Cost | None:
    """Let pandas read and add up the same workbooks; None where it is not there."""
    python = os.environ.get("PHIEUXA_PEER_PYTHON", "")
    if not python:
        return None
    files = [str(path) for path in sorted(packages.iterdir())]
    done = subprocess.run(  # noqa: S603 - the interpreter the person named
        [python, "-c", PEER, engine, *files], capture_output=True, text=True, check=True
    )
    return Cost(*(float(part) for part in done.stdout.split()))


def measure(packages: int) -> None:
    """Measure one number of packages."""
    with TemporaryDirectory(prefix="phieuxa-consolidate-") as folder:
        place = Path(folder)
        pack = pack_with(packages)
        sealed = seal(pack, MOMENT)
        report = report_in(place / "commune", sealed)
        out, home = place / "packages", place / "desk"
        out.mkdir()
        shelf = Shelf(shipped_packs(), MOMENT)
        with start(
            home, unit=DESK, person="Y Đo", shelf=shelf, pack=sealed, clock=FixedClock(MOMENT)
        ) as desk:
            for unit, key in write_packages(report, pack, out):
                facts = certificate_facts(key.certificate)
                recognise(desk, facts.data, unit=unit, person=facts.person, how="đo")
        compare(home, out)


def compare(home: Path, out: Path) -> None:
    """Take the packages of a folder in at copies of a desk, and let the peers read them."""
    packages = len([*out.iterdir()])
    size = sum(path.stat().st_size for path in out.iterdir()) / 1e6
    said(f"{packages} packages of all forms, {size:.1f} MB")
    said(f"  {'':<44}{'processor':>11}{'wall':>11}")
    one, (taken, rows, _) = _taken_in(home, out, "one")
    one.told("verified, taken in, consolidated: one processor")
    every, (_, _, beside) = _taken_in(home, out, "all")
    every.told(f"the same, {beside:.0f} processes reading ahead beside")
    said(f"  {'verified and taken in, a package':<44}{taken / packages:9.3f} s")
    said(f"  {'every table put together':<44}{one.processor - taken:9.2f} s, {rows:.0f} rows")
    said(f"  {'memory of all, of what it may be':<44}{max(one.megabytes, every.megabytes) / MOST_MB:9.2f}")
    for engine in ("openpyxl", "calamine"):
        theirs = peer(engine, out)
        if theirs is None:
            said(f"  pandas with {engine}: left out, PHIEUXA_PEER_PYTHON names no interpreter")
            continue
        theirs.told(f"pandas with {engine}, reads and adds only")
        said(f"  {'ours on one processor, in times of it':<44}{one.processor / theirs.processor:9.2f}")
        said(f"  {'ours on all, in times of it':<44}{'':>11}{every.wall / theirs.wall:9.2f}")


def main(arguments: Sequence[str]) -> None:
    """Measure each number of packages."""
    if arguments[:1] == ["--at"]:  # a desk, packages that were made before
        compare(Path(arguments[1]), Path(arguments[2]))
        return
    if arguments[:1] == ["--take-in"]:  # one run for a profiler: the desk is changed by it
        take_in(Path(arguments[1]), Path(arguments[2]), "one")
        return
    for number in arguments or ("102", "1000"):
        measure(int(number))


if __name__ == "__main__":
    main(sys.argv[1:])
