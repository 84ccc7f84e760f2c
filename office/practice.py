"""Practice: a make-believe commune in a folder of its own, with the shipped forms and made-up figures.

Its pack is made here from a shipped one: the same forms and checks, three units that do not exist, and a
campaign that no real office takes packages of (`office.practice_mark`). Nothing of it touches the office's
data; beginning again throws the folder away. One program at a time practises, as one writes an office's data.
"""

from __future__ import annotations

import shutil
import stat
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from db.database import telling
from db.keystore import FileKeyStore
from forms.answers import Address, Key
from forms.pack import Pack, Unit, Words
from forms.problems import Problem
from forms.report import HEADER_TABLE
from office.clock import Clock
from office.desk import Desk, is_started, open_desk, start
from office.entry import Entry
from office.filling import Tables, enter
from office.one_writer import Writer, alone, take
from office.packs import Shelf, ShelvedPack, seal
from office.practice_mark import CAMPAIGN
from office.signing_keys import make_key
from office.undo import Steps

FOLDER = "practice"
PACKAGES = "packages"
_MARK = ".phieuxa-practice"
_PACK = "luyen-tap"
_LEFT_ALONE = ("move", "undo", "send")  # steps that find their cells as the figures have them


@dataclass(frozen=True, slots=True)
class LessonCell:
    """One cell of the lesson: what stands in it at the beginning and what shall stand there; "" is blank."""

    step: str
    address: Address
    start: str
    wanted: str


@dataclass(frozen=True, slots=True)
class People:
    """Who works in the make-believe commune."""

    preparer: str
    preparer_position: str
    approver: str
    approver_position: str
    telephone: str


@dataclass(frozen=True, slots=True)
class Practice:
    """What practice is made of: read from `packs/<pack>/practice/` (docs/practice.md)."""

    pack: str  # the shipped pack's id
    like: str  # the unit whose place in the pack the commune takes
    code: str
    names: tuple[str, ...]  # of the commune and of the units above it, nearest first
    title: Words
    people: People
    passphrase: str  # of the practice key: it protects nothing and the lesson tells it
    tables: Mapping[str, Mapping[Key, Mapping[str, str]]]
    lesson: tuple[LessonCell, ...]


def practice_pack(pack: Pack, practice: Practice) -> Pack:
    """Make the pack of practice; raise NO_FORMS without a campaign, UNIT_UNKNOWN without `like`."""
    if pack.campaign is None:
        raise Problem("NO_FORMS", unit=practice.code)
    return replace(
        pack,
        id=_PACK,
        title=practice.title,
        units=_units(pack, practice),
        campaign=replace(pack.campaign, id=CAMPAIGN, title=practice.title),
    )


def _units(pack: Pack, practice: Practice) -> tuple[Unit, ...]:
    real = pack.units_by_code.get(practice.like)
    made: list[Unit] = []
    for number, name in enumerate(practice.names):
        if real is None:
            raise Problem("UNIT_UNKNOWN", unit=practice.like)
        code = f"{practice.code}-{number}" if number else practice.code
        above = f"{practice.code}-{number + 1}" if number + 1 < len(practice.names) else ""
        made.append(replace(real, code=code, name=name, short_name=name, parent=above, variants=()))
        real = pack.units_by_code.get(real.parent)
    return tuple(made)


def can_practise(shelf: Shelf, practice: Practice) -> bool:
    """Tell whether the pack that practice is made from came with this program."""
    return any(one.pack.id == practice.pack for one in shelf.packs)


def open_practice(home: Path, practice: Practice, shelf: Shelf, clock: Clock, language: str) -> Desk:
    """Open the practice commune beside the office in `home`, as it was left; begin it where there is none.

    One that was begun with another version of the pack is begun anew. Raises NO_PACK, OFFICE_IN_USE and what
    `start` does.
    """
    shelved = _shipped(shelf, practice)
    with telling(home):
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
    taken = take(home, clock, FOLDER)
    if isinstance(taken, Writer):
        raise taken.problem()
    try:
        desk = _opened(home / FOLDER, practice, shelved, clock, language)
    except BaseException:
        taken.release()
        raise
    desk.hold = taken
    taken.tell(desk.person.name)
    return desk


def _opened(folder: Path, practice: Practice, shelved: ShelvedPack, clock: Clock, language: str) -> Desk:
    if is_started(folder) and (folder / _MARK).is_file():
        desk = open_desk(folder, clock=clock, keystore=FileKeyStore(folder))
        if desk.pack.hash == practice_pack(shelved.pack, practice).hash:
            if desk.language != language:
                desk.set_language(language)
            return desk
        desk.close()
    _throw_away(folder)
    return _begin(folder, practice, shelved, clock, language)


def forget_practice(home: Path, clock: Clock) -> None:
    """Throw the practice folder away; one that practice did not make is left alone. Raises OFFICE_IN_USE."""
    with alone(home, clock, FOLDER):
        _throw_away(home / FOLDER)


def _throw_away(folder: Path) -> None:
    if (folder / _MARK).is_file():
        for file in folder.rglob("*"):
            if file.is_file():
                file.chmod(stat.S_IRUSR | stat.S_IWUSR)  # packages carry the read-only attribute
        shutil.rmtree(folder)


def _shipped(shelf: Shelf, practice: Practice) -> ShelvedPack:
    found = next((one for one in shelf.packs if one.pack.id == practice.pack), None)
    if found is None:
        raise Problem("NO_PACK", folder=shelf.folder)
    return found


def _begin(folder: Path, practice: Practice, shelved: ShelvedPack, clock: Clock, language: str) -> Desk:
    folder.mkdir(mode=0o700)
    (folder / _MARK).write_text("Practice; made anew when it is begun again.\n", "utf-8")
    people = practice.people
    desk = start(
        folder,
        unit=practice.code,
        person=people.preparer,
        position=people.preparer_position,
        telephone=people.telephone,
        shelf=Shelf(folder, clock.now()),
        pack=seal(practice_pack(shelved.pack, practice), clock.now()),
        clock=clock,
        keystore=FileKeyStore(folder),
        language=language,
    )
    try:
        _fill(desk, practice)
        make_key(desk, people.approver, people.approver_position, practice.passphrase)
        (folder / PACKAGES).mkdir()
    except BaseException:
        desk.close()
        _throw_away(folder)
        raise
    return desk


def _fill(desk: Desk, practice: Practice) -> None:
    """Enter the figures, the cells of the lesson as the lesson finds them; it cannot be undone."""
    people = practice.people
    cover = {
        "c09": "official",
        "c12": people.preparer,
        "c13": people.preparer_position,
        "c14": people.telephone,
        "c15": people.approver,
        "c16": people.approver_position,
    }
    entry = Entry(desk)
    known = {table.id for form in entry.forms for table in form.tables}
    tables: Tables = {HEADER_TABLE: {(): cover}, **practice.tables}
    enter(entry, {table: rows for table, rows in tables.items() if table in known}, {}, "practice")
    planted = [(one.address, one.start) for one in practice.lesson if one.step not in _LEFT_ALONE]
    entry.put_block(planted, "filled")
    Steps(desk, entry.submission).forget()
