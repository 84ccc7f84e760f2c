"""The signed packages of a unit as they lie at an office above it, whoever brought them.

    packages_of(desk, unit) -> UnitFile...    its own ones, else those beside what brought its figures
    UnitFile.opened(desk) -> Opened           verified anew, and that it is what it lies here as

At the office above a district the communes' packages lie in the companion that came with the district's, byte
for byte: what they say is looked up in the commune's own signed file, never taken on the district's word.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from db.received import KeptPackage, PackageStatus
from exports.opc import Signer, verify
from exports.read_workbook_cover import Cover, read_cover
from forms.pack import Pack
from forms.problems import Problem
from forms.report import PackageKind
from office.desk import Desk
from office.known_packs import known_pack


@dataclass(frozen=True, slots=True)
class Opened:
    """A package that was verified: its signed parts, its cover, who signed, the pack it was made with."""

    parts: Mapping[str, bytes]
    cover: Cover
    signers: tuple[Signer, ...]
    pack: Pack


@dataclass(frozen=True, slots=True)
class UnitFile:
    """A package's bytes; `unit`: whose figures it holds, `through`: the package that brought it along."""

    unit: str
    name: str
    data: bytes
    received: datetime
    through: KeptPackage | None = None

    @property
    def digest(self) -> str:
        """Give the SHA-256 of the bytes, hex."""
        return hashlib.sha256(self.data).hexdigest()

    def opened(self, desk: Desk) -> Opened:
        """Verify the bytes anew; raise TRACE_BROKEN where they are not, or are another package than said."""
        verdict = verify(self.data, now=desk.clock.now(), trust=desk.trust(self.received.date()))
        cover = read_cover(verdict.parts) if verdict.parts is not None else None
        if verdict.parts is None or cover is None:
            raise Problem("TRACE_BROKEN", file=self.name, reason=verdict.reason or "cover")
        self._demand_it_is(desk, cover)
        made_with = known_pack(desk, cover.pack, cover.pack_version, cover.pack_hash) or desk.shelved
        return Opened(verdict.parts, cover, tuple(verdict.signers), made_with.pack)

    def _demand_it_is(self, desk: Desk, cover: Cover) -> None:
        """Refuse a file that is another unit's, or not the one that was passed on."""
        unit = desk.pack.units_by_code.get(self.unit)
        passed = cover.kind == PackageKind.DISTRICT
        while passed and unit is not None and unit.code != cover.unit:
            unit = desk.pack.units_by_code.get(unit.parent)
        if unit is None or unit.code != cover.unit:
            raise Problem("TRACE_BROKEN", file=self.name, reason=cover.unit)
        sources = self.through.detail.get("sources", ()) if self.through else ()
        said = next((one["digest"] for one in sources if one["unit"] == cover.unit), None)
        report = cover.campaign == desk.campaign_id  # what travels beside it is no source of figures
        if report and said is not None and said != self.digest:
            raise Problem("TRACE_BROKEN", file=self.name, reason=said[:12])


def packages_of(desk: Desk, unit: str) -> Iterator[UnitFile]:
    """Give the files of a unit: its own ones, else those beside what brought its figures.

    Raises TRACE_NOT_HERE where the companion came without them.
    """
    direct = desk.received.packages(direction="received", unit=unit, status=PackageStatus.TAKEN)
    ours = sorted(direct, key=lambda one: one.package.campaign != desk.campaign_id)
    for one in ours:
        yield UnitFile(unit, one.package.name, desk.received.data(one.id), one.received_at)
    if ours:
        return
    brought = [one.kept for one in desk.received.accepted(desk.campaign_id) if unit in one.units]
    for kept in reversed(brought):
        yield from _beside(desk, unit, kept)


def _beside(desk: Desk, unit: str, kept: KeptPackage) -> Iterator[UnitFile]:
    """Give the unit's package out of the companion that came with another one.

    What a unit attached to a record begins with its code, and is no package whatever else it is called.
    """
    files: Mapping[str, str] = kept.detail.get("files", {})
    front, units = f"_{unit}_", desk.pack.units_by_code
    packages = [name for name in files if name.endswith(".xlsx") and name.partition("_")[0] not in units]
    names = [name for name in packages if front in name]
    for name in names:
        data = desk.received.content(files[name])
        if data is not None and hashlib.sha256(data).hexdigest() == files[name]:
            yield UnitFile(unit, name, data, kept.received_at, kept)
    if not names:
        raise Problem("TRACE_NOT_HERE", unit=units[unit].name, through=units[kept.package.unit].name)
