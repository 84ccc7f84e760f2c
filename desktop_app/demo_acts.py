"""What offices of the demonstration of the desk above do again and again, and on which days."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from desktop_app.clocks import mark_demonstration
from desktop_app.demo import KEY_YEARS, PASSPHRASE, TOLD_BY, DemoOffice
from desktop_app.demo_data import DemoData
from forms.answers import Address
from forms.basis import Basis, BasisKind
from forms.problems import Problem
from office import inbox
from office.desk import Desk
from office.open_errors import Knowing
from office.receiving import certificate_in
from office.recognising import recognise
from office.sending import send
from office.signing_keys import FileKey, Unlock, make_key

CELL = Address("BM12", ("HD01", "2016"), "c02")
"""The figure that some communes send wrong first: people reached by an activity."""
SENT, MENDED, LATE, ON, TOP = (9, 20), (9, 26), (10, 4), (10, 16), (10, 29)
"""Month and day: first packages, mended ones, late ones, the districts', the province."""
_YEAR = 2018
Thing = TypeVar("Thing")


def moment(month: int, day: int, hour: int = 1) -> datetime:
    """Give a moment of the campaign's year."""
    return datetime(_YEAR, month, day, hour, 0, tzinfo=UTC)


def shuffled(things: Iterable[Thing], salt: str) -> list[Thing]:
    """Give things in an order of no meaning, the same one each time."""
    return sorted(things, key=lambda one: hashlib.sha256(f"{salt}{_word(one)}".encode()).digest())


def _word(thing: object) -> str:
    return thing.name if isinstance(thing, Path) else repr(thing)


def key_of(desk: Desk, data: DemoData) -> FileKey:
    """Make an office's signing key."""
    made = make_key(desk, data.approver, data.approver_position, PASSPHRASE, years=KEY_YEARS)
    return FileKey(made.path, PASSPHRASE)


def packages_of(office: DemoOffice) -> list[Path]:
    """List the packages that an office sent, the first first."""
    return sorted(office.packages.glob(f"*_{office.unit}_*.xlsx"))


def send_to(desk: Desk, office: DemoOffice, unlock: Unlock, knowing: Knowing | None = None) -> Path:
    """Send an office's next package into its folder; the office opens at that moment from now on."""
    mark_demonstration(desk, desk.clock.now())
    office.packages.mkdir(parents=True, exist_ok=True)
    return send(desk, unlock=unlock, folder=office.packages, knowing=knowing or Knowing()).path


def recognise_sender(desk: Desk, package: Path, unit: str) -> None:
    """Recognise who signed a unit's package, as after a telephone call."""
    found = certificate_in(package.read_bytes(), package.name, desk.clock)
    recognise(desk, found.data, unit=unit, person=found.person or found.subject, how=TOLD_BY)


def take_all(desk: Desk, paths: Iterable[Path], verdicts: dict[str, int]) -> None:
    """Look at what came, in any order, and take it in; it must become what it was looked at as.

    Counts what became of the files in `verdicts`. Raises DEMO_DESK_DIFFERS.
    """
    with inbox.look(desk, shuffled(paths, desk.unit.code)) as looked:
        counted = looked.count
        taken = inbox.take(desk, looked)
    if sum(one.verdict == "taken" for one in taken) != counted:
        raise Problem("DEMO_DESK_DIFFERS", unit=desk.unit.name, looked=counted)
    for one in taken:
        name = one.reason.lower() if one.verdict == "refused" else one.verdict
        verdicts[name] = verdicts.get(name, 0) + 1


def basis_today(desk: Desk) -> Basis:
    """Give a letter of today on which an act stands."""
    return Basis(BasisKind.DOCUMENT, desk.clock.today(), "25/UBND-LĐTBXH")
