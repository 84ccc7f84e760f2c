"""Many packages of all forms at one desk: verify, take in, consolidate; beside pandas, which only reads.

Run: python -m benchmarks.consolidate [PACKAGES ...]      102 and 1000 where none are named

Each package is a real one: a commune's report of every form, laid out, signed with a key of its own. The
desk verifies the signature, writes the workbook again and compares, runs every check, takes the figures in,
and puts every consolidated table together. The peer is a pandas script that opens the same workbooks, reads
every sheet and adds up every number, with its openpyxl and its calamine engine; it verifies nothing. It runs
in the interpreter that PHIEUXA_PEER_PYTHON names, and is left out where none is named. Seconds are those of
the processor: both work on one core, and other work on the machine does not count.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from tempfile import TemporaryDirectory

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
begun, total = time.process_time(), 0.0
for file in files:
    for sheet in pandas.read_excel(file, sheet_name=None, header=None, engine=engine).values():
        total += sheet.apply(pandas.to_numeric, errors="coerce").sum().sum()
print(time.process_time() - begun, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


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


def take_in(home: Path, packages: Path) -> None:
    """Take the packages in at a desk that knows their signers, put the tables together, tell how long."""
    with open_desk(home, clock=FixedClock(MOMENT + timedelta(days=1))) as desk:
        begun = time.process_time()
        receipts = receive(desk, sorted(packages.iterdir()))
        taken = time.process_time() - begun
        rows = consolidated(desk)
        whole = time.process_time() - begun
    assert {one.verdict for one in receipts} == {"taken"}, {one.reason for one in receipts}  # noqa: S101
    said(f"{whole} {getrusage(RUSAGE_SELF).ru_maxrss / 1024} {taken} {rows}")


def peer(engine: str, packages: Path) -> tuple[float, float] | None:
    """Let pandas read and add up the same workbooks; None where it is not there. Seconds and megabytes."""
    python = os.environ.get("PHIEUXA_PEER_PYTHON", "")
    if not python:
        return None
    files = [str(path) for path in sorted(packages.iterdir())]
    done = subprocess.run(  # noqa: S603 - the interpreter the person named
        [python, "-c", PEER, engine, *files], capture_output=True, text=True, check=True
    )
    seconds, megabytes = done.stdout.split()
    return float(seconds), float(megabytes)


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
    """Take the packages of a folder in at a copy of a desk, and let the peers read them."""
    packages = len([*out.iterdir()])
    size = sum(path.stat().st_size for path in out.iterdir()) / 1e6
    said(f"{packages} packages of all forms, {size:.1f} MB")
    with TemporaryDirectory(prefix="phieuxa-consolidate-") as folder:
        copy = shutil.copytree(home, Path(folder) / "desk")
        done = subprocess.run(  # noqa: S603 - this very program, in a process of its own for its memory
            [sys.executable, "-m", "benchmarks.consolidate", "--take-in", str(copy), str(out)],
            capture_output=True,
            text=True,
            check=True,
        )
    seconds, peak, taken, rows = (float(part) for part in done.stdout.split())
    said(f"  {'verified, taken in, consolidated':<44}{seconds:9.2f} s{peak:8.0f} MB")
    said(f"  {'verified and taken in, a package':<44}{taken / packages:9.3f} s")
    said(f"  {'every table put together':<44}{seconds - taken:9.2f} s, {rows:.0f} rows")
    said(f"  {'memory, of what it may be':<44}{peak / MOST_MB:9.2f}")
    for engine in ("openpyxl", "calamine"):
        theirs = peer(engine, out)
        if theirs is None:
            said(f"  pandas with {engine}: left out, PHIEUXA_PEER_PYTHON names no interpreter")
            continue
        name = f"pandas with {engine}, reads and adds only"
        said(f"  {name:<44}{theirs[0]:9.2f} s{theirs[1]:8.0f} MB")
        said(f"  {'ours, in times of it':<44}{seconds / theirs[0]:9.2f}")


def main(arguments: Sequence[str]) -> None:
    """Measure each number of packages."""
    if arguments[:1] == ["--at"]:  # a desk, packages that were made before
        compare(Path(arguments[1]), Path(arguments[2]))
        return
    if arguments[:1] == ["--take-in"]:  # one run, also for a profiler: the desk is changed by it
        take_in(Path(arguments[1]), Path(arguments[2]))
        return
    for number in arguments or ("102", "1000"):
        measure(int(number))


if __name__ == "__main__":
    main(sys.argv[1:])
