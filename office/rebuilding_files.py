"""An office's own packages, wherever they come from: found, verified strictly, told by unit.

    look(paths, shelf, clock) -> Looked      what lies there: offices that could be rebuilt, and what is none

Nobody is recognised here: an office whose data are gone has no register of signers. What counts is that a
file is whole, and that a person compares the words of its signature.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from exports.companion import Checked, check_companion
from exports.file_names import package_name
from exports.found_files import LARGEST, Found, find
from exports.keys import certificate_facts, fingerprint_words, load_certificate
from exports.opc import Signer, verify
from exports.read_workbook import Cover, read_cover, read_workbook
from forms.pack import Unit
from forms.problems import Problem
from forms.report import FORMAT_VERSION, Header, PackageKind, Report
from forms.routed import Route, route_named, route_pack
from forms.supplements import Supplement, base_version
from office.clock import Clock
from office.confidential import is_sealed
from office.grown_packs import SUPPLEMENT_SUFFIX, content_of, named
from office.kit import open_file
from office.kit_file import SUFFIX as KIT_SUFFIX
from office.packs import SUFFIX as PACK_SUFFIX
from office.packs import Shelf, ShelvedPack, open_pack, place
from office.practice_mark import is_practice
from office.progress import Progress, silent

_BESIDE: Final = (PACK_SUFFIX, KIT_SUFFIX, SUPPLEMENT_SUFFIX)
_MOST_BESIDE: Final = 200  # packs, kits and supplements that are opened


@dataclass(frozen=True, slots=True)
class SignedBy:
    """Who signed, as the certificate says; `words` are what a person compares. `when`: the signer's clock."""

    person: str
    position: str
    fingerprint: str
    words: tuple[str, ...]
    certificate: bytes  # DER
    when: datetime | None


@dataclass(frozen=True, slots=True)
class OwnPackage:
    """A whole, strictly read package. `route`: what it carries beside the report, None for the report."""

    name: str
    data: bytes
    digest: str
    report: Report
    signed: tuple[SignedBy, ...]
    shelved: ShelvedPack  # the whole pack it was made with
    supplements: tuple[bytes, ...]  # files of those that make the pack what it is
    route: Route | None
    files: Checked  # what lay beside it

    @property
    def header(self) -> Header:
        """Return its cover."""
        return self.report.header

    @property
    def order(self) -> tuple[int, int, datetime]:
        """Say which of two is the newer one."""
        return self.header.revision, self.header.sequence, self.header.made_at


@dataclass(frozen=True, slots=True)
class Rebuildable:
    """An office that can be rebuilt: its newest package, and all others of it that were handed in.

    `packages`: those that count, in the order of sending; `forks`: others under a number that counts.
    """

    unit: Unit
    place: str  # the units above it
    newest: OwnPackage
    packages: tuple[OwnPackage, ...]
    forks: tuple[OwnPackage, ...] = ()

    @property
    def signed(self) -> tuple[SignedBy, ...]:
        """Return everybody who signed any of the packages, the newest package's first."""
        ordered = sorted(self.packages, key=lambda one: one is not self.newest)
        return tuple({who.fingerprint: who for one in ordered for who in one.signed}.values())

    @property
    def last(self) -> OwnPackage:
        """Return the package that was sent last: the numbers go on from it."""
        return self.packages[-1]

    @property
    def missing(self) -> tuple[str, ...]:
        """Name the files that belong to the newest packages and did not come whole."""
        current = {one.header.campaign: one for one in self.packages}.values()
        return tuple(
            name for one in current for name in (*one.files.missing, *one.files.differing, *one.files.altered)
        )


@dataclass(frozen=True, slots=True)
class Looked:
    """What was handed in: offices, the one with the newest package first, and files that are of no use."""

    offices: tuple[Rebuildable, ...]
    wrong: tuple[tuple[str, Problem], ...]


def look(
    paths: Sequence[Path],
    *,
    shelf: Shelf,
    clock: Clock,
    progress: Progress = silent,
    room: Path | None = None,
) -> Looked:
    """Find the packages in files, folders, drives, letters and archives; tell the offices they are of.

    Form packs, campaign kits and supplements that lie with them are used where the program itself does not
    have what a package was made with. `room`: a folder in which letters are laid open. Never raises over the
    content of a file.
    """
    packs = _Packs(shelf, clock)
    packs.take(paths)
    wrong: list[tuple[str, Problem]] = []
    read: list[OwnPackage] = []
    with (
        TemporaryDirectory(prefix="phieuxa-", dir=room, ignore_cleanup_errors=True) as opened,
        find([one for one in paths if one.suffix.lower() not in _BESIDE], Path(opened)) as found,
    ):
        wrong.extend((one.name, one.problem) for one in found.wrong)
        for number, one in enumerate(found.packages):
            progress(number, len(found.packages), one.name)
            try:
                read.append(_read(one, packs, clock))
            except Problem as problem:
                wrong.append((one.name, problem))
    offices, alone = _by_office(read)
    return Looked(offices, (*wrong, *packs.wrong, *alone))


def _read(one: Found, packs: _Packs, clock: Clock) -> OwnPackage:
    """Read a file strictly, as the office above would; raise why it is of no use."""
    if is_sealed(one.name):
        raise Problem("REBUILD_SEALED", file=one.name)
    try:
        if one.path.stat().st_size > LARGEST:
            raise Problem("FILE_TOO_LARGE", file=one.name)
        data = one.path.read_bytes()
    except OSError as broken:
        raise Problem("FILE_UNREADABLE", file=one.name, reason=broken.strerror or "") from broken
    verdict = verify(data, now=clock.now())
    if verdict.parts is None:
        raise Problem(verdict.reason, where=verdict.detail, file=one.name)
    cover = read_cover(verdict.parts)
    if cover is None:
        raise Problem("NOT_OUR_PACKAGE", file=one.name)
    _demand_own(one, cover, verdict.signers)
    shelved, supplements = packs.made_with(cover)
    route = route_named(shelved.pack, cover.campaign)
    pack = shelved.pack if route is None else route_pack(shelved.pack, route)
    report = read_workbook(verdict.parts, pack)
    if report.header.unit not in shelved.pack.units_by_code:
        raise Problem("UNIT_UNKNOWN", unit=report.header.unit)
    return OwnPackage(
        package_name(report.header),
        data,
        verdict.digest,
        report,
        tuple(_signed(signer) for signer in verdict.signers),
        shelved,
        supplements,
        route,
        check_companion(one.path.parent, one.name, report.attachments),
    )


def _demand_own(one: Found, cover: Cover, signers: Sequence[Signer]) -> None:
    """Refuse what no office sent upwards as its report, and what another unit's key signed."""
    if cover.format_version != FORMAT_VERSION:
        raise Problem("OTHER_FORMAT", found=cover.format_version)
    if is_practice(cover.campaign):
        raise Problem("PRACTICE_PACKAGE", file=one.name)
    if cover.kind not in (PackageKind.REPORT, PackageKind.NIL, PackageKind.DISTRICT, PackageKind.ROUTED):
        raise Problem("OTHER_KIND", found=cover.kind)
    other = next((who for who in signers if who.unit not in (None, cover.unit.lower())), None)
    if other is not None:
        raise Problem("SIGNER_OTHER_UNIT", found=other.unit, unit=cover.unit)


def _signed(signer: Signer) -> SignedBy:
    facts = certificate_facts(load_certificate(signer.certificate))
    return SignedBy(
        facts.person,
        facts.position,
        facts.fingerprint,
        fingerprint_words(facts.fingerprint),
        facts.data,
        signer.time,
    )


@dataclass(slots=True)
class _Packs:
    """The packs that packages can be read with: the program's own, and those that lie with the packages."""

    shelf: Shelf
    clock: Clock
    wrong: list[tuple[str, Problem]] = field(default_factory=list)
    _bases: list[ShelvedPack] = field(default_factory=list)
    _supplements: list[tuple[Supplement, bytes]] = field(default_factory=list)
    _made: dict[str, tuple[ShelvedPack, tuple[bytes, ...]]] = field(default_factory=dict)

    def take(self, paths: Iterable[Path]) -> None:
        """Open the packs, kits and supplements among the files, or straight in the folders."""
        now = self.clock.now()
        for path in _beside(paths):
            try:
                if path.suffix.lower() == KIT_SUFFIX:
                    kit = open_file(path, now)
                    if kit.problem is not None:
                        raise kit.problem
                    if kit.kit is not None:
                        self._bases.append(kit.kit.pack)
                        self._supplements.extend(
                            (content_of(one, now), one) for one in kit.kit.plan.supplements
                        )
                elif path.suffix.lower() == SUPPLEMENT_SUFFIX:
                    data = path.read_bytes()
                    self._supplements.append((content_of(data, now), data))
                else:
                    self._bases.append(open_pack(path.read_bytes(), now, name=path.name))
            except Problem as problem:
                self.wrong.append((path.name, problem))
            except OSError as broken:
                self.wrong.append(
                    (path.name, Problem("FILE_UNREADABLE", file=path.name, reason=broken.strerror or ""))
                )

    def _candidates(self, pack: str, version: str) -> Iterator[ShelvedPack]:
        """Give the newest packs of the program, what lay with the packages, and the program's older ones."""
        yield from self.shelf.packs
        yield from self._bases
        for path in sorted(self.shelf.folder.glob(f"{pack}*{version}*{PACK_SUFFIX}")):
            yield open_pack(path.read_bytes(), self.clock.now(), name=path.name)

    def made_with(self, cover: Cover) -> tuple[ShelvedPack, tuple[bytes, ...]]:
        """Give the pack a package was made with, and the supplements in it.

        The package names it by the digest of its content, so that it does not matter where it came from.
        Raises REBUILD_PACK, SUPPLEMENT_NEEDED.
        """
        if cover.pack_hash in self._made:
            return self._made[cover.pack_hash]
        base = base_version(cover.pack_version)
        for one in self._candidates(cover.pack, base):
            origin = one.origin
            if (origin.pack.id, origin.pack.version) != (cover.pack, base):
                continue
            ours = [(what, data) for what, data in self._supplements if what.pack == cover.pack]
            grown = named(origin, [what for what, _ in ours], cover.pack_version)
            if grown is not None and grown.pack.hash == cover.pack_hash:
                with_it = tuple(data for _, data in ours) if grown is not origin else ()
                self._made[cover.pack_hash] = grown, with_it
                return grown, with_it
        raise Problem("REBUILD_PACK", pack=cover.pack, version=cover.pack_version)


def _beside(paths: Iterable[Path]) -> Iterator[Path]:
    found = 0
    for path in paths:
        try:
            inside = sorted(path.iterdir()) if path.is_dir() else [path]
        except OSError:  # told by whoever looks for the packages in it
            continue
        for one in inside:
            if one.suffix.lower() in _BESIDE and one.is_file() and found < _MOST_BESIDE:
                found += 1
                yield one


def _by_office(
    read: Iterable[OwnPackage],
) -> tuple[tuple[Rebuildable, ...], list[tuple[str, Problem]]]:
    """Put packages together by unit; one of which only a part came, without its report, is of no use."""
    units: dict[str, dict[str, OwnPackage]] = {}
    for one in read:
        units.setdefault(one.header.unit, {})[one.digest] = one
    offices: list[Rebuildable] = []
    wrong: list[tuple[str, Problem]] = []
    for of in units.values():
        reports = [one for one in of.values() if one.route is None]
        if reports:
            offices.append(_office(reports, tuple(of.values())))
        else:
            wrong.extend((one.name, Problem("REBUILD_NO_REPORT", file=one.name)) for one in of.values())
    offices.sort(key=lambda one: one.newest.header.made_at, reverse=True)
    return tuple(offices), wrong


def _office(reports: Sequence[OwnPackage], everything: Sequence[OwnPackage]) -> Rebuildable:
    """Choose what counts: of the campaign worked at last the newest revision, of each number one package."""
    campaign = max(reports, key=lambda one: one.header.made_at).header.campaign
    newest = max((one for one in reports if one.header.campaign == campaign), key=lambda one: one.order)
    numbers: dict[tuple[str, int], OwnPackage] = {}
    places: dict[tuple[str, int], OwnPackage] = {}
    forks: list[OwnPackage] = []
    later_first = sorted(everything, key=lambda each: (each.header.sequence, each.order), reverse=True)
    for one in (newest, *(each for each in later_first if each is not newest)):
        said = one.header
        revision, sequence = (said.campaign, said.revision), (said.recipient, said.sequence)
        if revision in numbers or sequence in places:
            forks.append(one)
        else:
            numbers[revision] = places[sequence] = one
    kept = sorted(numbers.values(), key=lambda one: one.header.sequence)
    unit = newest.shelved.pack.units_by_code[newest.header.unit]
    return Rebuildable(unit, place(newest.shelved.pack, unit), newest, tuple(kept), tuple(forks))
