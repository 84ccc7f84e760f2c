"""The demonstration: the whole main job with real offices, on reference data, beside the published result.

Every commune is an office of its own that types its figures through the entry path, signs with its
own key and sends; ten districts recognise, receive and send up; the province adds up. The clock
stands at a day of September-October 2018 and is handed to these offices only.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from desktop_app.clocks import mark_demonstration
from desktop_app.demo_data import DemoData, demo_folder, load_demo
from desktop_app.demo_register import different, take_register
from desktop_app.published import compare
from forms.pack import Severity, Unit
from forms.problems import Problem
from office.clock import FixedClock
from office.desk import Desk, start
from office.entry import Entry
from office.filling import enter as enter_tables
from office.messages import sentence
from office.packs import Shelf
from office.receiving import certificate_in, receive
from office.recognising import recognise
from office.registers import locked, set_used, years
from office.sending import SentView, send
from office.signing_keys import FileKey, make_key
from office.writing_tables import write_tables

PACK = "kontum-2018-midterm"
PASSPHRASE = "phieu-xa-trinh-dien"  # noqa: S105 - demonstration keys protect nothing
KEY_YEARS = 18  # demonstration certificates: 2018-2036, so that `verify` works on the files today
TOLD_BY = "Gọi điện thoại so các từ của khóa (trình diễn)"
_COMMUNES_AT, _DISTRICTS_AT, _PROVINCE_AT = (2018, 9, 30), (2018, 10, 16), (2018, 10, 29)
_WORKERS = 2

Tell = Callable[[str], None]
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class DemoOffice:
    """One office's part: who it is, where it works, and when."""

    unit: str
    home: Path
    packages: Path
    moment: datetime


def demonstrate(
    out: Path, communes: int, shelf: Shelf, tell: Tell, language: str = "vi", *, registers: bool = False
) -> bool:
    """Walk the main job into `out`; True when the province equals what was published, or is partial.

    `registers`: each commune imports its list of households, and BM-02 to BM-07 of the last year follow it.
    """

    def say(code: str, **details: object) -> None:
        tell(sentence(code, language, **details))

    begun = time.monotonic()
    shelved = next((one for one in shelf.packs if one.pack.id == PACK), None)
    if shelved is None:
        raise Problem("NO_PACK", folder=shelf.folder)
    data = load_demo(PACK)
    units = shelved.pack.units_by_code
    highest = next(unit for unit in shelved.pack.units if not unit.parent)
    everyone = shelved.pack.reporting_units(highest.code)
    chosen = everyone[:communes]
    clear(out)
    offices = [office_of(out, one, "communes", _moment(*_COMMUNES_AT, day)) for day, one in enumerate(chosen)]
    say("DEMO_COMMUNES", count=len(offices))
    done = in_parallel(_communes, [(share, shelf.folder, data, registers) for share in shares(offices)])
    megabytes = sum(size for size, _ in done) / 1e6
    if registers:
        count = sum(households for _, households in done)
        say("DEMO_REGISTERS", count=len(offices), households=count, seconds=since(begun))
    say("DEMO_PACKAGES", count=len(offices), megabytes=f"{megabytes:.1f}", seconds=since(begun))
    districts = [units[code] for code in sorted({unit.parent for unit in chosen})]
    places = [office_of(out, one, "districts", _moment(*_DISTRICTS_AT)) for one in districts]
    below = {one.unit: [each for each in offices if units[each.unit].parent == one.unit] for one in places}
    say("DEMO_DISTRICTS", count=len(places))
    in_parallel(_districts, [(share, shelf.folder, data, below) for share in shares(places)])
    top = office_of(out, highest, "province", _moment(*_PROVINCE_AT))
    say("DEMO_PROVINCE", seconds=since(begun))
    with begin(top, shelf, data[top.unit]) as desk:
        _receive_all(desk, places)
        written = write_tables(desk, out / "tables")
        comparison = compare(
            desk, demo_folder(PACK) / "published.csv", whole=chosen == everyone, language=language
        )
    for line in comparison.lines:
        tell(line)
    say("DEMO_TABLES", count=written, tables=out / "tables", pictures=out / "screenshots")
    shown = max(offices, key=lambda office: len(data[office.unit].tables))  # one that has models and nominees
    screenshots(out, {"commune": shown, "province": top}, tell)
    say("DEMO_DONE", seconds=since(begun), folder=out)
    return comparison.agrees


def since(begun: float) -> str:
    """Give the seconds since `begun`, whole."""
    return f"{time.monotonic() - begun:.0f}"


def enter(desk: Desk, data: DemoData) -> Entry:
    """Enter one office's figures through the entry path and explain the warnings that are left.

    Figures that follow a register are left to it.
    """
    entry = Entry(desk)
    known = {table.id for form in entry.forms for table in form.tables}
    following = {(cell.table, cell.key, cell.field) for cell in locked(desk)}
    typed = {
        table: {
            key: {name: text for name, text in row.items() if (table, key, name) not in following}
            for key, row in rows.items()
        }
        for table, rows in data.everything.items()
        if table in known
    }
    enter_tables(entry, typed, {}, "demo")
    for finding in entry.findings():
        if finding.severity is Severity.WARNING and not finding.explained:
            entry.explain(finding, data.reason(finding.code))
    return entry


def _communes(
    offices: Sequence[DemoOffice],
    shelf_folder: Path,
    data: Mapping[str, DemoData],
    registers: bool,
) -> tuple[int, int]:
    """Enter, sign and send for a share of the communes, who compile the pack once; give bytes, households."""
    shelf = Shelf(shelf_folder, offices[0].moment)
    size = households = 0
    for office in offices:
        own = data[office.unit]
        with begin(office, shelf, own) as desk:
            if registers:
                households += _use_register(desk, own, office.home)
            enter(desk, own)
            size += _sign_and_send(desk, office, own).path.stat().st_size
    return size, households


def _use_register(desk: Desk, data: DemoData, folder: Path) -> int:
    """Import the commune's households and use them; give how many are there at the end of the year."""
    take_register(desk, data, folder)
    wrong = different(desk, data)
    if wrong:
        raise Problem("DEMO_REGISTER", unit=desk.unit.name, text=wrong[0])
    year = years(desk)[-1]
    set_used(desk, year, on=True)
    return int(data.tables["BM02"][str(year),]["c18"])


def _districts(
    offices: Sequence[DemoOffice],
    shelf_folder: Path,
    data: Mapping[str, DemoData],
    below: Mapping[str, Sequence[DemoOffice]],
) -> None:
    shelf = Shelf(shelf_folder, offices[0].moment)
    for office in offices:
        own = data[office.unit]
        with begin(office, shelf, own) as desk:
            _receive_all(desk, below[office.unit])
            enter(desk, own)
            _sign_and_send(desk, office, own)


def begin(office: DemoOffice, shelf: Shelf, data: DemoData) -> Desk:
    """Set up an office of the demonstration, with its clock standing still."""
    desk = start(
        office.home,
        unit=office.unit,
        person=data.preparer,
        position=data.preparer_position,
        telephone=data.telephone,
        shelf=shelf,
        clock=FixedClock(office.moment),
    )
    mark_demonstration(desk, office.moment)
    return desk


def _sign_and_send(desk: Desk, office: DemoOffice, data: DemoData) -> SentView:
    key = make_key(desk, data.approver, data.approver_position, PASSPHRASE, years=KEY_YEARS)
    office.packages.mkdir(parents=True, exist_ok=True)
    return send(desk, unlock=FileKey(key.path, PASSPHRASE), folder=office.packages)


def _receive_all(desk: Desk, below: Sequence[DemoOffice]) -> None:
    """Take the packages of the offices below: they wait, their signers are confirmed, then they are in."""
    for office in below:
        for path in sorted(office.packages.glob(f"*_{office.unit}_*.xlsx")):
            found = certificate_in(path.read_bytes(), path.name, desk.clock)
            person = found.person or found.subject
            recognise(desk, found.data, unit=office.unit, person=person, how=TOLD_BY)
            for receipt in receive(desk, [path]):
                if receipt.verdict != "taken":
                    raise Problem(receipt.reason, file=receipt.file, unit=receipt.unit)


def office_of(out: Path, unit: Unit, level: str, moment: datetime) -> DemoOffice:
    """Say where the office of a unit works and where its packages go."""
    return DemoOffice(unit.code, out / "offices" / unit.code, out / "packages" / level, moment)


def _moment(year: int, month: int, day: int, later: int = 0) -> datetime:
    return datetime(year, month, day, 1 + later // 20, later % 20 * 3, tzinfo=UTC)


def shares(offices: Sequence[DemoOffice]) -> list[Sequence[DemoOffice]]:
    """Part the offices so that every process is kept busy to the end."""
    count = _WORKERS * 3
    return [offices[start::count] for start in range(min(count, len(offices)))]


def in_parallel(work: Callable[..., Result], jobs: Sequence[tuple[object, ...]]) -> list[Result]:
    """Do the jobs in processes of their own and give their answers in order."""
    if len(jobs) == 1:
        return [work(*jobs[0])]
    with ProcessPoolExecutor(max_workers=min(_WORKERS, os.cpu_count() or 1)) as pool:
        return [future.result() for future in [pool.submit(work, *job) for job in jobs]]


def clear(out: Path) -> None:
    """Make `out` anew; a folder that is not a demonstration's is left alone."""
    mark = out / ".phieuxa-demo"
    if out.exists() and any(out.iterdir()):
        if not mark.exists():
            raise Problem("DEMO_FOLDER", folder=out)
        shutil.rmtree(out, onerror=_writable)
    out.mkdir(parents=True, exist_ok=True)
    mark.write_text("A demonstration's files; `make demo` makes this folder anew.\n", "utf-8")


def _writable(_function: object, path: str, _error: object) -> None:
    Path(path).chmod(0o700)  # packages carry the read-only attribute
    Path(path).unlink()


def screenshots(out: Path, offices: Mapping[str, DemoOffice], tell: Tell) -> None:
    """Photograph every page at the commonest size, each office in a process of its own.

    `make screens` photographs at every size; without a screen Qt draws offscreen.
    """
    environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ}
    program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "desktop_app"]
    cameras = {}
    for name, office in offices.items():
        folder = out / "screenshots" / name
        command = [*program, "--home", str(office.home), "photograph", str(folder), "--one-size"]
        cameras[name] = subprocess.Popen(  # noqa: S603 - our own program with arguments we made
            command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
    for name, camera in cameras.items():
        counted, wrong = camera.communicate(timeout=600)  # 61 pages on a slow PC
        tell(f"   {name}: {counted.strip() or wrong.strip()[-300:]}")
