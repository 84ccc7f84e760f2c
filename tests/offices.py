"""Real offices in temporary folders, for the tests above the floors: set up, filled, sending."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory

from desktop_app.demo import enter
from desktop_app.demo_data import DemoData, load_demo
from desktop_app.paths import shipped_packs
from exports.opc import verify
from exports.read_workbook import read_workbook
from forms.basis import Basis, BasisKind
from forms.report import Report
from office import official
from office.changed import Why, changed_since_sent, explain, sent_before
from office.clock import FixedClock
from office.desk import Desk, open_desk, start
from office.packs import Shelf
from office.receiving import certificate_in
from office.recognising import recognise
from office.sending import SentView, send
from office.signing_keys import FileKey, Unlock, make_key

PACK = "kontum-2018-midterm"
NGOC_LAY, TE_XANG, TU_MO_RONG, KON_TUM = "23404", "23446", "617", "62"
IA_DAL, IA_HDRAI = "23535", "618"
PASSPHRASE = "mật khẩu thử 2018"
MOMENT = datetime(2018, 9, 20, 2, 30, tzinfo=UTC)


@cache
def shelf() -> Shelf:
    """Open the shipped packs once a process; `make packs` builds them."""
    found = Shelf(shipped_packs(), MOMENT)
    assert found.packs, "packs/built is empty: run `make packs` first"
    return found


@cache
def demo_data() -> Mapping[str, DemoData]:
    """Read the demonstration's figures once a process."""
    return load_demo(PACK)


@dataclass(frozen=True)
class Place:
    """Where a test's offices live."""

    folder: Path

    def office(self, unit: str, *, moment: datetime = MOMENT, pack: bytes | None = None) -> Desk:
        """Set up an office with the name its people have in the demonstration, with another pack if given."""
        home = self.folder / f"office-{unit}"
        if pack is not None or home.exists():
            return begun(home, unit, moment, pack)
        copytree(Path(_begun(unit, moment).name) / home.name, home)
        return open_desk(home, clock=FixedClock(moment), shelf=shelf())

    def filled(self, unit: str, *, moment: datetime = MOMENT) -> Desk:
        """Set up an office and enter all of its figures."""
        home = self.folder / f"office-{unit}"
        copytree(Path(_filled(unit, moment).name) / home.name, home)
        return open_desk(home, clock=FixedClock(moment), shelf=shelf())

    def sent(self, unit: str, *, stick: str = "usb") -> tuple[Desk, Path]:
        """Set up an office that has entered everything and sent it; give its package on a stick."""
        home, usb = self.folder / f"office-{unit}", self.folder / stick
        made = Path(_sent(unit).name)
        copytree(made / home.name, home)
        copytree(made / "usb", usb, dirs_exist_ok=True)
        (package,) = (file.name for file in (made / "usb").glob("*.xlsx"))
        return open_desk(home, clock=FixedClock(MOMENT), shelf=shelf()), usb / package

    def stick(self, name: str = "usb") -> Path:
        """Give a folder that stands for a stick."""
        folder = self.folder / name
        folder.mkdir(exist_ok=True)
        return folder


def begun(home: Path, unit: str, moment: datetime = MOMENT, pack: bytes | None = None) -> Desk:
    """Begin an office in an empty folder."""
    data = demo_data().get(unit)
    return start(
        home,
        unit=unit,
        person=data.preparer if data else "Nguyễn Thử",
        position=data.preparer_position if data else "",
        telephone=data.telephone if data else "",
        shelf=shelf(),
        pack=pack,
        clock=FixedClock(moment),
    )


@cache
def _begun(unit: str, moment: datetime) -> TemporaryDirectory[str]:
    """Begin an office once a process; tests work on copies of its folder."""
    folder = TemporaryDirectory(prefix="phieuxa-begun-")
    begun(Path(folder.name) / f"office-{unit}", unit, moment).close()
    return folder


@cache
def _filled(unit: str, moment: datetime) -> TemporaryDirectory[str]:
    """Fill an office once a process; tests work on copies of its folder."""
    folder = TemporaryDirectory(prefix="phieuxa-filled-")
    with Place(Path(folder.name)).office(unit, moment=moment) as desk:
        enter(desk, demo_data()[unit])
    return folder


@cache
def _sent(unit: str) -> TemporaryDirectory[str]:
    """Have an office send once a process."""
    folder = TemporaryDirectory(prefix="phieuxa-sent-")
    place = Place(Path(folder.name))
    with place.filled(unit) as desk:
        send_to(desk, place.stick())
    return folder


def key_of(desk: Desk) -> Path:
    """Make the office's signing key, or give the one it made before."""
    known = desk.known_keys()
    if known:
        return known[0].path
    data = demo_data().get(desk.unit.code)
    return make_key(desk, data.approver if data else "Trần Ký", "Chủ tịch", PASSPHRASE).path


def unlock_of(desk: Desk) -> Unlock:
    """Give the office's key with its passphrase, as whoever signs does."""
    return FileKey(key_of(desk), PASSPHRASE)


def say_why(desk: Desk, reason: str = "Đính chính theo sổ gốc") -> int:
    """Give every change since the last package one reason and one basis; give how many there are."""
    if sent_before(desk) is None:
        return 0
    basis = Basis(BasisKind.DOCUMENT, desk.clock.today(), number="12/UBND-VX")
    changes = changed_since_sent(desk, official.opened(desk, desk.own_document()))
    return explain(desk, [one for one in changes if one.kept is None], Why(reason, basis))


def send_to(desk: Desk, folder: Path) -> SentView:
    """Sign with the office's key and write the next package into `folder`; changes have their reasons."""
    say_why(desk)
    return send(desk, unlock=unlock_of(desk), folder=folder)


def opened(package: Path) -> Report:
    """Open a package as a receiver does and give its report."""
    verdict = verify(package.read_bytes(), now=MOMENT + timedelta(days=30))
    assert verdict.parts is not None, verdict.reason
    return read_workbook(verdict.parts, shelf().packs[0].pack)


def number(value: object) -> int:
    """Say that a cell holds a whole number."""
    assert isinstance(value, int)
    return value


def recognise_sender(desk: Desk, package: Path, unit: str) -> None:
    """Confirm a package's signer for a unit, as after a telephone call."""
    found = certificate_in(package.read_bytes(), package.name, desk.clock)
    recognise(desk, found.data, unit=unit, person=found.person, how="điện thoại")


def later(desk: Desk, hours: int = 1) -> None:
    """Move a test office's clock on."""
    desk.clock = FixedClock(desk.clock.now() + timedelta(hours=hours))


def changed(data: DemoData, table: str, key: tuple[str, ...], **cells: str) -> DemoData:
    """Give demonstration figures with some cells of one row changed."""
    tables = {name: {k: dict(row) for k, row in rows.items()} for name, rows in data.tables.items()}
    tables[table][key] |= cells
    return replace(data, tables=tables)
