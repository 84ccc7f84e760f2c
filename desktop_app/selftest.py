"""`--selftest`: are the program's files whole, does a value go from a cell to the district's table."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from desktop_app.demo import PACK, PASSPHRASE, enter
from desktop_app.demo_data import load_demo
from desktop_app.paths import installed, program_home, shipped_packs
from desktop_app.program_files import Damage, check
from forms.answers import Address
from forms.problems import Problem
from office.adding_up import totals
from office.clock import FixedClock
from office.desk import start
from office.entry import Entry
from office.messages import sentence
from office.packs import Shelf
from office.receiving import certificate_in, receive
from office.recognising import recognise
from office.sending import send
from office.signing_keys import FileKey, make_key

UNIT = "23404"
CELL = Address("BM02", ("2018",), "c02")  # no check ties it to another form
YEAR = "2018"


def selftest(tell: Callable[[str], None], report: Path | None = None) -> int:
    """Return 0 when the program's files are whole and the value typed stands in the district's TH-02, else 1.

    `report`: a file that gets the lines as well, for the installer, whose window has no console.
    """
    lines: list[str] = []

    def say(line: str) -> None:
        lines.append(line)
        tell(line)

    code = _files(say) or _value(say)
    if report is not None:
        report.write_text("\n".join(lines) + "\n", "utf-8")
    return code


def _files(tell: Callable[[str], None]) -> int:
    """Name each program file that is missing or changed."""
    here = installed()
    damaged = False
    for folder in (here.root, program_home()) if here else (program_home(),):
        found = check(folder) or Damage()
        for code, names in (("PROGRAM_FILE_MISSING", found.missing), ("PROGRAM_FILE_CHANGED", found.changed)):
            for name in names:
                tell(f"{code}: {sentence(code, 'vi', file=name)}")
        damaged = damaged or bool(found)
    return int(damaged)


def _value(tell: Callable[[str], None]) -> int:
    folder = Path(tempfile.mkdtemp(prefix="phieuxa-selftest-"))
    try:
        typed, arrived = _walk(folder)
    except Problem as problem:
        tell(f"{problem.code}: {sentence(problem, 'vi')}")
        return 1
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    tell(f"{CELL}: {typed} -> TH-02: {arrived}")
    return 0 if typed == arrived else 1


def _walk(folder: Path) -> tuple[object, object]:
    clock = FixedClock(datetime(2018, 9, 20, 2, tzinfo=UTC))
    shelf = Shelf(shipped_packs(), clock.now())
    data = load_demo(PACK)[UNIT]
    with start(folder / "commune", unit=UNIT, person=data.preparer, shelf=shelf, clock=clock) as commune:
        entry = enter(commune, data)
        before = entry.view(CELL).value
        typed = (before if isinstance(before, int) else 0) + 1
        entry.put_text(CELL, str(typed))
        _explain_everything(entry, data.reason)
        key = make_key(commune, data.approver, data.approver_position, PASSPHRASE)
        package = send(commune, unlock=FileKey(key.path, PASSPHRASE), folder=folder)
        above = commune.parent
    if above is None:
        raise Problem("NO_PARENT", unit=UNIT)
    with start(folder / "district", unit=above.code, person="selftest", shelf=shelf, clock=clock) as district:
        found = certificate_in(package.path.read_bytes(), package.name, clock)
        recognise(district, found.data, unit=UNIT, person=found.person, how="selftest")
        receive(district, [package.path])
        view = totals(district, "TH-02", YEAR)
        column = next(number for number, one in enumerate(view.columns) if one.code == CELL.field)
        return typed, view.total[column].value


def _explain_everything(entry: Entry, reason: Callable[[str], str]) -> None:
    for finding in entry.findings():
        if not finding.explained and finding.severity == "warning":
            entry.explain(finding, reason(finding.code))
