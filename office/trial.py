"""Trying a pack out before anybody has signed it: a real office in a folder that goes away.

    unit_kinds(pack) -> which units fill which forms -> open_scratch(pack, unit) -> Scratch.entry()

A form beside every campaign is tried as the office would fill it: beside a pack that has but one unit.
"""

from __future__ import annotations

import shutil
import weakref
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import mkdtemp

from db.connect import open_database
from db.packs import install_pack
from forms.pack import Assignment, Level, Pack, Unit, Words
from office.clock import Clock
from office.desk import DATABASE, Desk, start
from office.entry import Entry
from office.other_forms import new_instance, open_instance
from office.packs import Shelf, ShelvedPack, open_pack, seal

_ALONE = "unit"  # level, kind and code of the unit that fills a pack without units
_INSTANCE = "trial"


@dataclass(frozen=True, slots=True)
class UnitKind:
    """Units that fill the same forms: one of them stands for all."""

    unit: str  # code
    label: Words
    forms: int


def unit_kinds(pack: Pack) -> tuple[UnitKind, ...]:
    """Tell the units apart by level, kind and type; of each that fills forms one is enough to try out."""
    pack = with_unit(pack)
    levels = {level.code: level.label for level in pack.levels}
    found: dict[tuple[str, str, str], UnitKind] = {}
    for unit in pack.units:
        place = (unit.level, unit.kind, unit.type)
        forms = len(pack.forms_for(unit))
        if place in found or not forms:
            continue
        level = levels.get(unit.level, {})
        named = {
            language: unit.name if text == unit.name else f"{text} · {unit.name}"
            for language, text in level.items()
        }
        found[place] = UnitKind(unit.code, named or {"vi": unit.name}, forms)
    return tuple(sorted(found.values(), key=lambda kind: -kind.forms))


def with_unit(pack: Pack) -> Pack:
    """Give a pack that nobody could fill a unit that fills all of it; only to be tried out."""
    if any(pack.forms_for(unit) for unit in pack.units):
        return pack
    label = {"vi": "Đơn vị thử", "en": "Đơn vị thử"}  # a unit has one name
    unit = Unit(_ALONE, label["vi"], label["vi"], _ALONE, "area", "", "")
    return replace(
        pack,
        levels=(Level(_ALONE, label),),
        units=(unit,),
        assignments=tuple(
            Assignment(form, _ALONE, "area", required=False) for form in (one.id for one in pack.forms)
        ),
    )


class _KeyInMemory:
    """A key store that forgets: what is tried out leaves nothing behind, not even a key."""

    def __init__(self) -> None:
        self._key: bytes | None = None

    def get(self) -> bytes | None:
        """Return the key, None before there is one."""
        return self._key

    def keep(self, key: bytes) -> None:
        """Keep the key until the object goes."""
        self._key = key


class Scratch:
    """A real office in a temporary folder: made on any thread, worked at on one, thrown away by `close`."""

    def __init__(
        self, folder: Path, office: ShelvedPack, tried: ShelvedPack, clock: Clock, keystore: _KeyInMemory
    ) -> None:
        self.folder = folder
        # Also when nobody came to close it, as when the window goes while the office is set up.
        self._remove = weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        self._office = office
        self._tried = tried
        self._clock = clock
        self._keystore = keystore
        self._desk: Desk | None = None
        self._submission: int | None = None

    def desk(self) -> Desk:
        """Open the office; it belongs to the thread that asks first."""
        if self._desk is None:
            key = self._keystore.get() or b""
            database = open_database(self.folder / DATABASE, key)
            self._desk = Desk(self.folder, self._clock, database, self._office)
        return self._desk

    def entry(self) -> Entry:
        """Open the answers of the pack that is tried, in the language of the office."""
        desk = self.desk()
        if self._tried is self._office:
            return Entry(desk)
        form = self._tried.pack.id
        if self._submission is None:
            begun = new_instance(desk, form, self._tried, _INSTANCE)
            self._submission = begun.submission
            return begun
        return open_instance(desk, form, self._submission, self._tried)

    def close(self) -> None:
        """Throw the office away with all that was typed into it."""
        if self._desk is not None:
            self._desk.close()
            self._desk = None
        self._remove()


def open_scratch(pack: Pack, unit: str, *, clock: Clock, person: str, language: str) -> Scratch:
    """Set up an office for `unit` with a pack that nobody has signed yet, in a folder that goes away."""
    now = clock.now()
    tried = open_pack(seal(pack if pack.alone else with_unit(pack), now), now)
    office = open_pack(seal(with_unit(Pack("trial", "1", {})), now), now) if pack.alone else tried
    keystore = _KeyInMemory()
    folder = Path(mkdtemp(prefix="phieuxa-"))
    try:
        desk = start(
            folder,
            unit=unit,
            person=person,
            shelf=Shelf(folder, now),
            pack=office.data,
            clock=clock,
            keystore=keystore,
            language=language,
        )
        try:
            if pack.alone:
                install_pack(desk.database, tried.pack, tried.data, now)
            _ = tried.form_set  # compiled here, not on the window's thread
        finally:
            desk.close()
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return Scratch(folder, office, tried, clock, keystore)
