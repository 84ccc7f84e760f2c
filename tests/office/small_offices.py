"""A district of a small pack and its communes' packages, signed once a process: fast to judge."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory

from exports.keys import from_p12
from exports.opc import sign, verify
from exports.read_workbook import read_workbook
from exports.write_workbook import write_workbook
from forms.answers import Address, Value
from forms.basis import Basis, BasisKind
from forms.report import PackageKind, Report
from forms.report_lists import NIL
from office.clock import FixedClock
from office.desk import Desk, open_desk
from office.entry import Entry
from office.in_place import Standing, Way, begin, take
from tests.office.open_pack import built
from tests.offices import (
    MOMENT,
    NGOC_LAY,
    PASSPHRASE,
    TE_XANG,
    TU_MO_RONG,
    begun,
    key_of,
    number,
    recognise_sender,
    send_to,
    unlock_of,
)

UNITS = (NGOC_LAY, TE_XANG)
REVISIONS = (1, 2, 3)
FORKED = 2  # the revision that each commune signed twice


@dataclass(frozen=True)
class Sent:
    """A signed package of a commune and the one figure that tells it from others (BM30[P01].c01).

    A nil return has no figure: None. One that the district typed in the commune's place has revision 0.
    """

    unit: str
    revision: int
    figure: int | None
    name: str
    data: bytes
    fork: bool = False


@cache
def folder() -> TemporaryDirectory[str]:
    """Give the folder of this process."""
    return TemporaryDirectory(prefix="phieuxa-small-")


@cache
def pack_file() -> bytes:
    """Build the small pack once."""
    return built(Path(folder().name) / "sources")


@cache
def packages() -> tuple[Sent, ...]:
    """Have each commune sign three revisions, and another package with the second one's number."""
    made: list[Sent] = []
    for place, unit in enumerate(UNITS):
        with begun(Path(folder().name) / f"office-{unit}", unit, pack=pack_file()) as desk:
            _fill(desk, 100 * (place + 1))
            first = send_to(desk, Path(folder().name)).path.read_bytes()
            made += [_signed(desk, first, revision) for revision in REVISIONS]
            made.append(_signed(desk, first, FORKED, fork=True))
    return tuple(made)


@cache
def _district() -> Path:
    home = Path(folder().name) / f"office-{TU_MO_RONG}"
    with begun(home, TU_MO_RONG, pack=pack_file()) as desk:
        key_of(desk)
        for one in packages():
            if one.revision == 1:
                path = Path(folder().name) / one.name
                path.write_bytes(one.data)
                recognise_sender(desk, path, one.unit)
    return home


@cache
def in_place() -> Sent:
    """Have the district type a commune's paper in its place, at a copy of its office."""
    unit = UNITS[1]
    with district(Path(folder().name) / "typing") as desk:
        standing = Standing(Way.PAPER, Basis(BasisKind.DOCUMENT, MOMENT.date(), "5/BC"), "A Thử")
        _fill(begin(desk, unit, standing, None), 777)
        take(desk, unit, unlock_of(desk))
        (kept,) = desk.received.packages(direction="received", unit=unit)
        return Sent(unit, 0, 777, "in-place.xlsx", desk.received.data(kept.id))


@cache
def nil() -> Sent:
    """Have the first commune sign, last of all, that there is nothing to report."""
    first, revision = packages()[0], max(REVISIONS) + 1
    home = Path(folder().name) / f"office-{first.unit}"
    with open_desk(home, clock=FixedClock(MOMENT)) as desk:
        said = {"unit": first.unit, "reason": "không còn hộ nào", "basis": "7/BC-UBND ngày 20/09/2018"}
        header = replace(
            report_of(desk, first.data).header,
            kind=PackageKind.NIL,
            package_id=f"{first.unit}-nil",
            revision=revision,
            sequence=revision,
        )
        data = signed(desk, Report(header, lists={NIL.id: (said,)}))
        return Sent(first.unit, revision, None, "nil.xlsx", data)


def district(home: Path) -> Desk:
    """Open a district of its own that recognises its communes."""
    copytree(_district(), home)
    return open_desk(home, clock=FixedClock(MOMENT))


def _fill(desk: Desk, figure: int) -> None:
    entry = Entry(desk)
    cover = {"c09": "official", "c12": "Nguyễn Thử", "c15": "Trần Ký"}
    entry.put([(Address("BM00", (), name), value, None) for name, value in cover.items()])
    for row in ("P01", "P02"):
        cells: dict[str, Value] = {"c01": figure, "c02": 2, "c03": "production"}
        entry.put([(Address("BM30", (row,), name), value, None) for name, value in cells.items()])


def report_of(desk: Desk, data: bytes) -> Report:
    """Read a package as a receiver does."""
    verdict = verify(data, now=MOMENT)
    assert verdict.parts is not None, verdict.reason
    return read_workbook(verdict.parts, desk.pack)


def signed(desk: Desk, report: Report) -> bytes:
    """Sign a report with the office's own key, whatever it says."""
    key = from_p12(key_of(desk).read_bytes(), PASSPHRASE)
    return sign(write_workbook(report, desk.pack), key, desk.clock.now())


def with_figure(report: Report, figure: int) -> Report:
    """Give a report with another figure in BM30[P01].c01."""
    rows = {key: dict(row) for key, row in report.tables["BM30"].items()}
    rows["P01",]["c01"] = figure
    return replace(report, tables={**report.tables, "BM30": rows})


def _signed(desk: Desk, first: bytes, revision: int, *, fork: bool = False) -> Sent:
    report = report_of(desk, first)
    figure = 100 * (UNITS.index(desk.unit.code) + 1) + revision + (50 if fork else 0)
    header = replace(
        report.header,
        package_id=f"{desk.unit.code}-{revision}{'-fork' if fork else ''}",
        revision=revision,
        sequence=revision,
        replaces=f"{desk.unit.code}-{revision - 1}" if revision > 1 else "",
    )
    data = signed(desk, with_figure(replace(report, header=header), figure))
    return Sent(desk.unit.code, revision, figure, f"{header.package_id}.xlsx", data, fork)


def figures(desk: Desk) -> Mapping[str, int | None]:
    """Give the figure that counts now of each unit with a package; None for a nil return."""
    found = desk.received.figures(desk.campaign_id)
    rows = {unit: one.tables.get("BM30", {}).get(("P01",), {}) for unit, one in found.items()}
    return {unit: number(row["c01"]) if row else None for unit, row in rows.items()}
