"""Three levels of which each has sent once: built once a process, tests work on copies."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from functools import cache
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory

from desktop_app.demo import enter
from forms.answers import Address
from office.clock import FixedClock
from office.desk import Desk, open_desk
from office.entry import Entry
from office.receiving import receive
from tests.offices import (
    KON_TUM,
    MOMENT,
    NGOC_LAY,
    TU_MO_RONG,
    Place,
    demo_data,
    recognise_sender,
    send_to,
    shelf,
)

NUMBER, PEOPLE = Address("BM02", ("2016",), "c22"), Address("BM01", ("2015",), "c09")


@contextmanager
def three_levels(place: Place) -> Iterator[tuple[Desk, Desk, Desk]]:
    """Open copies of a commune, its district and the province, an hour after the district sent on."""
    copytree(Path(_built().name), place.folder, dirs_exist_ok=True)
    late = FixedClock(MOMENT + timedelta(hours=1))
    with ExitStack() as stack:
        commune, district, province = (
            stack.enter_context(open_desk(place.folder / f"office-{unit}", clock=late, shelf=shelf()))
            for unit in (NGOC_LAY, TU_MO_RONG, KON_TUM)
        )
        yield commune, district, province


@cache
def _built() -> TemporaryDirectory[str]:
    folder = TemporaryDirectory(prefix="phieuxa-levels-")
    place = Place(Path(folder.name))
    commune, first = place.sent(NGOC_LAY)
    with commune, place.office(TU_MO_RONG) as district, place.office(KON_TUM) as province:
        take(district, first, NGOC_LAY)
        enter(district, demo_data()[TU_MO_RONG])
        take(province, send_to(district, place.stick("up")).path, TU_MO_RONG)
    return folder


def take(desk: Desk, package: Path, unit: str) -> None:
    """Confirm a package's signer for a unit and take it in."""
    recognise_sender(desk, package, unit)
    (receipt,) = receive(desk, [package])
    assert receipt.verdict == "taken", receipt.sentence


def sent_anew(commune: Desk, folder: Path) -> Path:
    """Let the commune change two figures, say why, and send again."""
    entry = Entry(commune)
    entry.put_text(PEOPLE, "2048")
    entry.put_text(NUMBER, "99/QĐ")
    return send_to(commune, folder).path
