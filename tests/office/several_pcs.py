"""One commune's files from several PCs, copies and strangers, signed once a process."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory

from exports.keys import KeyHolder, new_key
from exports.opc import sign
from exports.write_workbook import write_workbook
from forms.answers import Address, Value
from forms.report import Report
from office.clock import FixedClock
from office.desk import Desk, open_desk
from office.entry import Entry
from office.signing_keys import make_key, opened
from tests.office.small_offices import pack_file, report_of, with_figure
from tests.offices import MOMENT, NGOC_LAY, PASSPHRASE, begun, later, send_to, unlock_of

_FOLDER = TemporaryDirectory(prefix="phieuxa-pcs-")

CELL = Address("BM30", ("P01",), "c01")


@dataclass(frozen=True)
class Pcs:
    """The files that one commune's PCs wrote."""

    folder: Path
    first: Path
    second: Path
    third: Path
    same: Path  # the second's figures, signed again on a copy of the data
    restored: Path  # another second, made later on the data as they were after the first
    followed: Path  # a third that follows `restored`
    other_key: Path  # another second, signed with another key
    forged: Path  # another second, signed by a stranger
    same_id: Path  # the second's package id with another figure


def figure(desk: Desk, number: int) -> None:
    """Type the one figure that tells the files apart."""
    Entry(desk).put([(CELL, number, None)])


def made(desk: Desk, folder: Path, number: int, hours: int = 1) -> Path:
    """Type a figure and send, some hours later."""
    later(desk, hours)
    figure(desk, number)
    folder.mkdir(exist_ok=True)
    return send_to(desk, folder).path


def copied(home: Path, to: Path) -> Desk:
    """Copy an office's data, as from a backup or onto another PC, and open the copy."""
    copytree(home, to)
    return open_desk(to, clock=FixedClock(MOMENT))


@cache
def pcs() -> Pcs:
    """One commune sends three times; copies of its data, and strangers, make further files."""
    folder = Path(_FOLDER.name)
    home = folder / "office"
    with begun(home, NGOC_LAY, pack=pack_file()) as desk:
        cover = {"c09": "official", "c12": "Nguyễn Thử", "c15": "Trần Ký"}
        Entry(desk).put([(Address("BM00", (), name), value, None) for name, value in cover.items()])
        for row in ("P01", "P02"):
            cells: dict[str, Value] = {"c01": 7, "c02": 2, "c03": "production"}
            Entry(desk).put([(Address("BM30", (row,), name), value, None) for name, value in cells.items()])
        first = made(desk, folder / "a", 7)
    copytree(home, folder / "copy")
    with copied(home, folder / "go-on") as desk:
        second = made(desk, folder / "a", 8)
        report = report_of(desk, second.read_bytes())
        third = made(desk, folder / "a", 9)
        with opened(desk, unlock_of(desk)) as key:
            odd = with_figure(report, 77)
            same_id = signed(folder / "id", odd, desk, key)
            stranger = new_key(
                person="Kẻ Lạ", unit=NGOC_LAY, unit_name="Ngọc Lây", position="Chủ tịch",
                not_before=MOMENT - timedelta(days=9), not_after=MOMENT + timedelta(days=900),
            )  # fmt: skip
        renamed = replace(odd, header=replace(odd.header, package_id="0d4c47ab-0000-4000-8000-000000000001"))
        forged = signed(folder / "forged", renamed, desk, stranger)
    with copied(folder / "copy", folder / "same-office") as desk:
        same = made(desk, folder / "same", 8, hours=2)
    with copied(folder / "copy", folder / "restored-office") as desk:
        restored = made(desk, folder / "restored", 18, hours=5)
        followed = made(desk, folder / "restored", 19)
    with copied(folder / "copy", folder / "other-office") as desk:
        make_key(desk, "Trần Ký", "Chủ tịch", PASSPHRASE, folder / "other.p12")
        other_key = made(desk, folder / "other", 28, hours=5)
    return Pcs(folder, first, second, third, same, restored, followed, other_key, forged, same_id)


def signed(folder: Path, report: Report, desk: Desk, key: KeyHolder) -> Path:
    folder.mkdir()
    path = folder / "goi_lan-2.xlsx"
    path.write_bytes(sign(write_workbook(report, desk.pack), key, report.header.made_at))
    return path
