"""`--selftest`: walk one value from a commune's cell to the district's table, with real offices."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from desktop_app.demo import PACK, PASSPHRASE, enter
from desktop_app.demo_data import load_demo
from desktop_app.paths import shipped_packs
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
CELL = Address("BM02", ("2018",), "c20")
YEAR = "2018"


def selftest(tell: Callable[[str], None]) -> int:
    """Return 0 when the value typed in the commune stands in the district's TH-02, else 1."""
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
