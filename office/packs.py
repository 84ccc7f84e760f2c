"""Form packs as files: built from their sources, signed like every package of ours, opened strictly.

A pack file is an OPC package whose one main part, `/pack/pack.json`, is the canonical compiled
content; the pack's hash is over that content, so that two builds of one source have one hash
whoever signed them.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from exports.keys import KeyHolder, new_key
from exports.opc import PACK, Signer, sign, verify, write_zip
from forms.engine import FormSet
from forms.pack import Pack, Unit, canonical, dump, load
from forms.problems import Problem
from forms.supplements import base_version
from forms.table_wizard import WizardTable
from forms.values import fold

if TYPE_CHECKING:  # the pack builder is loaded only where a pack is built
    from forms.authoring.judge import Judged

SUFFIX = ".phieuxa-pack"
MAIN_PART = "/pack/pack.json"
THROW_AWAY = "Phiếu Xã"
"""Who a key names that was made for one file and thrown away."""
_UNIT = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,29}")
_MOST_LEVELS = 10
_CONTENT_TYPES = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    b'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    b'<Override PartName="/pack/pack.json" ContentType="application/vnd.phieuxa.pack+json"/></Types>'
)
_ROOT_RELATIONSHIPS = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="rId1" Type="urn:phieuxa:pack:1" Target="pack/pack.json"/></Relationships>'
)


@dataclass(frozen=True)
class ShelvedPack:
    """A pack as its file holds it; with supplements it is grown from `base`, whose file `data` still is."""

    pack: Pack
    data: bytes
    signer: Signer
    base: ShelvedPack | None = None

    @property
    def origin(self) -> ShelvedPack:
        """Return the pack as it was built, without supplements."""
        return self.base or self

    @cached_property
    def form_set(self) -> FormSet:
        """Compile the pack's expressions, once for everybody who works with this pack."""
        return FormSet(self.pack)


@dataclass(frozen=True, slots=True)
class UnitHit:
    """A unit found by typing: `place` names the units above it, nearest first."""

    unit: Unit
    pack: Pack
    place: str


@dataclass(frozen=True)
class Shelf:
    """The packs that came with the program: every pack file of one folder; those of a kit stand in front."""

    folder: Path
    now: datetime
    first: tuple[ShelvedPack, ...] = ()

    @cached_property
    def packs(self) -> tuple[ShelvedPack, ...]:
        """Open every pack, those with forms first, then by id; the newest version of an id only."""
        newest: dict[str, ShelvedPack] = {}
        for path in sorted(self.folder.glob(f"*{SUFFIX}")):
            shelved = open_pack(path.read_bytes(), self.now, name=path.name)
            kept = newest.get(shelved.pack.id)
            if kept is None or version_key(shelved.pack.version) > version_key(kept.pack.version):
                newest[shelved.pack.id] = shelved
        rest = sorted(newest.values(), key=lambda item: (not item.pack.forms, item.pack.id))
        return (*self.first, *(one for one in rest if all(one.pack.id != kit.pack.id for kit in self.first)))

    def holding(self, unit: str) -> ShelvedPack:
        """Return the first pack that knows `unit`; raise NO_PACK or UNIT_UNKNOWN."""
        if not self.packs:
            raise Problem("NO_PACK", folder=self.folder)
        for shelved in self.packs:
            if unit in shelved.pack.units_by_code:
                return shelved
        raise Problem("UNIT_UNKNOWN", unit=unit)

    def preferring(self, pack: str) -> Shelf:
        """Return the shelf with the pack of this id in front, where a unit's code stands in several."""
        return replace(self, first=tuple(one for one in self.packs if one.pack.id == pack) or self.first)


def version_key(version: str) -> tuple[int, ...]:
    """Order versions such as 1.10.0 after 1.9.0; supplements make no newer version."""
    return tuple(int(part) for part in base_version(version).split(".") if part.isdigit())


def build_pack(source: Path, now: datetime, key: KeyHolder | None = None) -> bytes:
    """Compile a source folder or workbook and sign it.

    Without a `key` one is made for this build and thrown away: the program trusts the packs it
    ships by where they stand, and the signature still tells whether a file is whole.
    """
    return seal(compile_source(source)[0], now, key)


def compile_source(source: Path, *, foreign: bool = False) -> tuple[Pack, tuple[Problem, ...]]:
    """Compile a source and give its warnings; raise a `Problem` whose `problems` are all its errors."""
    from forms.authoring.sheets import PackErrors

    judged = judge_source(source, foreign=foreign)
    if judged.pack is None:
        raise PackErrors(judged.errors)
    return judged.pack, judged.warnings


def judge_source(source: Path, *, foreign: bool | None = None) -> Judged:
    """Tell all errors and warnings of a source, and whether it was made elsewhere; see `authoring.judge`."""
    from forms.authoring.judge import judge

    return judge(source, foreign=foreign)


def seal(pack: Pack, now: datetime, key: KeyHolder | None = None) -> bytes:
    """Write a compiled pack as a signed file; without a `key` one is made for this file and thrown away."""
    signer = key or new_key(
        person=THROW_AWAY, unit="pack", unit_name=pack.id, position="",
        not_before=now, not_after=now + timedelta(days=20 * 365), algorithm="P-256",
    )  # fmt: skip
    content = canonical(dump(pack))
    plain = write_zip(
        {"[Content_Types].xml": _CONTENT_TYPES, "_rels/.rels": _ROOT_RELATIONSHIPS, "pack/pack.json": content}
    )
    return sign(plain, signer, now, profile=PACK)


def export_pack(source: Path) -> bytes:
    """Write a pack's text sources as the workbook that officers edit."""
    from forms.authoring import export_workbook

    return export_workbook(source)


def table_rows(table: WizardTable) -> dict[str, str]:
    """Write a table as sheets ("survey", "choices", "settings"), each as text to be pasted into Excel."""
    from forms.authoring.table_wizard import as_text, sheets

    return {name: as_text(rows) for name, rows in sheets(table).items()}


def table_workbook(table: WizardTable, into: Path | None = None) -> bytes:
    """Write a workbook of a table alone, or that of a pack once more with the table as a further form."""
    from forms.authoring.table_wizard import into_workbook, new_workbook

    return into_workbook(into, table) if into else new_workbook(table)


def template_pack() -> bytes:
    """Write the workbook that officers start a pack from."""
    from forms.authoring.template import template_workbook

    return template_workbook()


def open_pack(data: bytes, now: datetime, name: str = "") -> ShelvedPack:
    """Verify a pack file and load it; raise PACK_NOT_WHOLE when its signature does not hold."""
    verdict = verify(data, now=now, profile=PACK)
    if verdict.parts is None:
        raise Problem("PACK_NOT_WHOLE", file=name, reason=verdict.reason)
    content = next(part for path, part in verdict.parts.items() if path.lstrip("/") == MAIN_PART.lstrip("/"))
    try:
        pack = load(json.loads(content))
        _check_units(pack)
    except Problem:
        raise
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as misfit:
        raise Problem("PACK_NOT_WHOLE", file=name, reason=type(misfit).__name__) from misfit
    return ShelvedPack(pack, data, verdict.signers[0])


def _check_units(pack: Pack) -> None:
    """Refuse units that are doubled, that stand above themselves, or that no file can be named after."""
    codes = [unit.code for unit in pack.units]
    twice = next((code for code, times in Counter(codes).items() if times > 1), None)
    if twice is not None:
        raise Problem("PACK_UNIT", unit=twice)
    parents = {unit.code: unit.parent for unit in pack.units}
    for code in codes:
        if not _UNIT.fullmatch(code):
            raise Problem("PACK_UNIT", unit=code)
        above = code
        for _ in range(_MOST_LEVELS):
            above = parents.get(above, "")
        if above:
            raise Problem("PACK_UNIT", unit=code)


def find_units(shelf: Shelf, text: str, limit: int = 20) -> tuple[UnitHit, ...]:
    """Find units by code or by any part of their names, typed without diacritics; best hits first.

    Where names are as good, a unit of a pack with forms stands before one of a pack of units only. A code
    that several packs with forms know is listed once for each of them: the person chooses the campaign, and
    as the statistics office gives codes anew it may well be another unit. A kit's pack hides all others.
    """
    words = fold(text).split()
    if not words:
        return ()
    hits: list[tuple[tuple[int, int, int, str], UnitHit]] = []
    taken: set[str] = set()
    with_forms = {code for one in shelf.packs if one.pack.forms for code in one.pack.units_by_code}
    for place_of_pack, shelved in enumerate(shelf.packs):
        if not shelved.pack.forms:
            taken |= with_forms
        for unit in shelved.pack.units:
            rank = _rank(unit, words, text.strip())
            if rank is not None and unit.code not in taken:
                hit = UnitHit(unit, shelved.pack, place(shelved.pack, unit))
                hits.append(((rank, place_of_pack, len(unit.name), unit.code), hit))
        if any(shelved is kit for kit in shelf.first) or not shelved.pack.forms:
            taken |= set(shelved.pack.units_by_code)
    return tuple(hit for _, hit in sorted(hits, key=lambda item: item[0])[:limit])


def place(pack: Pack, unit: Unit) -> str:
    """Name the units above `unit`, nearest first: "Huyện Tu Mơ Rông, Tỉnh Kon Tum"."""
    names = []
    above = pack.units_by_code.get(unit.parent)
    while above is not None:
        names.append(above.name)
        above = pack.units_by_code.get(above.parent)
    return ", ".join(names)


def _rank(unit: Unit, words: list[str], typed: str) -> int | None:
    if unit.code == typed:
        return 0
    if fold(unit.short_name) == " ".join(words):
        return 1
    names = [fold(name) for name in (unit.name, unit.short_name, *unit.variants)]
    for name in names:
        if all(word in name for word in words):
            return 2 if any(part.startswith(words[0]) for part in name.split()) else 3
    return None
