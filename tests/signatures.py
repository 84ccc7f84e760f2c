"""Offices of a campaign that asks for two signatures, for the tests above the floors."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory

from forms.answers import Address
from forms.findings import Finding
from forms.pack import Severity
from office import approval, approver
from office.clock import FixedClock
from office.desk import Desk, open_desk
from office.entry import Entry
from office.packs import ShelvedPack
from office.signing_keys import FileKey, make_key
from tests.offices import MOMENT, NGOC_LAY, PACK, PASSPHRASE, Place, demo_data, later, say_why, send_to, shelf

LATE = MOMENT + timedelta(hours=2)
_FOLDER = TemporaryDirectory(prefix="phieuxa-waits-")


CELL = Address("BM03", ("2018",), "c12")


@dataclass(frozen=True)
class Waits:
    """A commune whose package waits for its approver, and the file for the approver's PC."""

    home: Path
    carried: Path
    before: Path  # the package sent before


@cache
def waits() -> Waits:
    """Let a package wait, once a process; tests work on copies of the folder."""
    place = Place(Path(_FOLDER.name))
    with place.filled(NGOC_LAY) as desk:
        before = send_to(desk, place.stick("before")).path
        entry = Entry(desk)
        entry.put_text(CELL, "1.161")
        entry.explain(Finding("W01", Severity.WARNING, CELL, {"vi": "Tăng nhiều"}), "Đã rà soát theo sổ hộ")
        later(desk)
        turned(desk, "2")
        say_why(desk)
        approver_key(desk)
        approval.ask(desk, preparer_key(desk))
        return Waits(desk.home, approval.carry_out(desk, place.stick()), before)


@cache
def looked_at() -> approver.BeforeApprover:
    """Read that file as the approver's PC does, once a process."""
    return approver.look(waits().carried, [asking("2"), *shelf().packs], LATE, "vi")


def again(folder: Path) -> Desk:
    """Open a copy of that office, an hour later."""
    home = folder / "office"
    copytree(waits().home, home)
    return turned(open_desk(home, clock=FixedClock(LATE), shelf=shelf()), "2")


@cache
def asking(signatures: str, **parameters: str) -> ShelvedPack:
    """Give the shipped pack with the campaign's parameter `signatures`, compiled once a process."""
    shelved = next(one for one in shelf().packs if one.pack.id == PACK)
    campaign = shelved.pack.campaign
    assert campaign is not None
    more = {**campaign.parameters, "signatures": signatures, **parameters}
    return replace(shelved, pack=replace(shelved.pack, campaign=replace(campaign, parameters=more)))


def turned(desk: Desk, signatures: str) -> Desk:
    """Let an office work in a campaign that asks for so many signatures."""
    desk.known[desk.pack.hash] = desk.shelved  # of the same version: no real office meets that
    desk.turn_to(asking(signatures))
    return desk


def preparer_key(desk: Desk) -> FileKey:
    """Give the key of the person whom the office's cover names as preparer."""
    data = demo_data()[desk.unit.code]
    return _key(desk, "lap", data.preparer, data.preparer_position)


def approver_key(desk: Desk) -> FileKey:
    """Give the key of the person whom the office's cover names as approver."""
    data = demo_data()[desk.unit.code]
    return _key(desk, "duyet", data.approver, "Chủ tịch")


def _key(desk: Desk, name: str, person: str, position: str) -> FileKey:
    path = desk.home / "keys" / f"{name}.p12"
    if not path.is_file():
        make_key(desk, person, position, PASSPHRASE, path)
    return FileKey(Path(path), PASSPHRASE)
