"""One commune's figures passed on by its district to the province: built once a process, then copied."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory

from desktop_app.demo import enter
from office.clock import FixedClock
from office.desk import Desk, open_desk
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


@contextmanager
def passed_on(folder: Path) -> Iterator[tuple[Desk, Desk, Path]]:
    """Give the district, the province and the commune's package."""
    made = Path(_passed_on().name)
    copytree(made, folder, dirs_exist_ok=True)
    (package,) = (folder / "usb").glob("*.xlsx")
    clock = FixedClock(MOMENT)
    with (
        open_desk(folder / f"office-{TU_MO_RONG}", clock=clock, shelf=shelf()) as district,
        open_desk(folder / f"office-{KON_TUM}", clock=clock, shelf=shelf()) as province,
    ):
        yield district, province, package


@cache
def _passed_on() -> TemporaryDirectory[str]:
    folder = TemporaryDirectory(prefix="phieuxa-passed-on-")
    place = Place(Path(folder.name))
    commune, package = place.sent(NGOC_LAY)
    commune.close()
    with place.office(TU_MO_RONG) as district, place.office(KON_TUM) as province:
        recognise_sender(district, package, NGOC_LAY)
        receive(district, [package])
        enter(district, demo_data()[TU_MO_RONG])
        sent = send_to(district, place.stick("up"))
        recognise_sender(province, sent.path, TU_MO_RONG)
        receive(province, [sent.path])
    return folder
