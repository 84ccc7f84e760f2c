"""Copies of an office's data that can be brought back (docs/copies.md).

    make(desk, why) -> KeptCopy: in the folder `copies` beside the data file, on a second disk too where one
    was chosen; make(desk, why, folder) -> on a stick, in any folder

A copy is one file, encrypted, checked page by page before it gets its name and read back after. The newest
ones are kept, then one a day, then one a month (`office.copies_kept`). `office.bringing_back` restores one.
"""

from __future__ import annotations

import contextlib
import secrets
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum
from pathlib import Path
from typing import Final

from db.backup import copy
from db.contents import contents, last_edit
from db.database import KEY_BYTES, telling
from exports.carriers import deliver_file, demand_folder, removable_drives, withdraw
from exports.copy_file import SUFFIX, CopyFacts, read_copy, write_copy
from exports.file_names import plain
from forms.problems import Problem
from office.clock import VIET_NAM
from office.copies_kept import thinned
from office.desk import DATABASE, TRUST_FOLDER, Desk
from office.recovery_code import recovery_of
from office.version import VERSION

FOLDER: Final = "copies"
SECOND: Final = "copies_second"
"""A setting: the folder on a second fixed disk that gets every copy too; "" for none."""
KEYS_FOLDER: Final = "keys"
_LEFT = ".copying-"
_OLD = timedelta(days=1)
_STAMP: Final = "%Y-%m-%d_%H%M%S"
_ROOM: Final = 4  # times the data file: for the copy under way, its delivery, and work to go on
_AT_LEAST: Final = 3
_KEY_FILE_LARGEST: Final = 1_000_000


class Why(Enum):
    """Why a copy was made, as it stands in the file's name."""

    CLOSING = "dong-chuong-trinh"
    RECEIVE = "truoc-khi-nhan"
    UPDATE = "truoc-khi-cap-nhat"
    RESTORE = "truoc-khi-khoi-phuc"
    ASKED = "theo-yeu-cau"
    MOVE = "chuyen-may"


@dataclass(frozen=True, slots=True)
class KeptCopy:
    """A copy on a disk. `facts` None and `problem` a code: it cannot be read as one.

    `second`: the same copy on the second disk, None where none is wanted or `second_problem` was met.
    """

    path: Path
    facts: CopyFacts | None
    size: int
    problem: Problem | None = None
    second: Path | None = None
    second_problem: Problem | None = None


def copies_folder(home: Path) -> Path:
    """Give the folder of an office's own copies."""
    return home / FOLDER


def make(desk: Desk, why: Why, folder: Path | None = None) -> KeptCopy:
    """Make a checked copy of the office's data; it is whole under its name, or nothing is there.

    Without `folder` it goes beside the data, older copies are thinned out, and the second disk gets it too;
    what goes wrong there is told in the answer and stops nothing. Raises FOLDER_MISSING, DISK_FULL,
    DISK_ERROR, DB_DAMAGED (the data file has pages that cannot be read) and what `deliver` raises.
    """
    place = folder or copies_folder(desk.home)
    if folder is not None:
        demand_folder(folder)
    else:
        with telling(place):
            place.mkdir(parents=True, exist_ok=True, mode=0o700)
        _make_room(place, desk.database.path)
    made = _write(desk, why, place)
    if folder is not None:
        return made
    _thin(place)
    second = desk.office.setting(SECOND)
    return _again(made, Path(second)) if second else made


def facts_of(desk: Desk, why: Why = Why.ASKED) -> CopyFacts:
    """Tell what the office's data hold now, as a copy made now would tell it."""
    owner = desk.owner or desk
    held = contents(desk.database)
    campaign = owner.pack.campaign.title if owner.pack.campaign else owner.pack.title
    return CopyFacts(
        unit=owner.unit.code,
        unit_name=owner.unit.name,
        campaign=campaign.get("vi", ""),
        pack=owner.pack.id,
        pack_version=owner.pack.version,
        program=VERSION,
        step=held.step,
        made=desk.clock.now().isoformat(),
        why=why.value,
        who=desk.person.name,
        last_edit=held.last_edit.isoformat() if held.last_edit else "",
        records=held.records,
        sent=held.sent,
        received=held.received,
        attachments=held.attachments,
    )


def facts(path: Path) -> CopyFacts:
    """Tell what a copy holds, every byte of it read; no key is needed.

    Raises FILE_MISSING, COPY_NONE, COPY_NOT_WHOLE, COPY_NEWER, COPY_UNREADABLE.
    """
    found = read_copy(path)
    found.demand_whole()
    return found.facts


def copies_in(folder: Path) -> tuple[KeptCopy, ...]:
    """List the copies in a folder, the newest first; those that cannot be read come with their problem."""
    try:
        files = sorted(folder.glob(f"*{SUFFIX}"), key=lambda path: (_stamp(path), path.name), reverse=True)
    except OSError:
        return ()
    return tuple(_seen(path) for path in files)


def all_copies(desk: Desk) -> tuple[KeptCopy, ...]:
    """List the copies beside the data and those that only the second disk still has, the newest first."""
    here = copies_in(copies_folder(desk.home))
    names = {one.path.name for one in here}
    second = desk.office.setting(SECOND)
    there = [one for one in copies_in(Path(second)) if one.path.name not in names] if second else []
    return tuple(sorted((*here, *there), key=lambda one: _stamp(one.path), reverse=True))


def copies_on_sticks() -> tuple[KeptCopy, ...]:
    """List the copies on the sticks that are in the PC now."""
    return tuple(one for drive in removable_drives() for one in copies_in(drive.path))


def newest_good(home: Path) -> KeptCopy | None:
    """Give the newest copy beside the data whose every byte is as it was written."""
    for one in copies_in(copies_folder(home)):
        if one.facts is not None:
            with contextlib.suppress(Problem):
                facts(one.path)
                return one
    return None


class Freshness(Enum):
    """How far the newest copy goes: ALL is in it, or the oldest change outside it is so old."""

    ALL = "good"
    TODAY = "note"
    DAYS = "warning"
    OLD = "error"


@dataclass(frozen=True, slots=True)
class LastCopy:
    """The newest copy, None where there is none, and how good that is."""

    copy: KeptCopy | None
    freshness: Freshness


def last_copy(desk: Desk) -> LastCopy:
    """Tell how old the newest copy is: green while everything typed is in it, red after a week."""
    found = next((one for one in copies_in(copies_folder(desk.home)) if one.facts), None)
    edit = last_edit(desk.database)
    since = found.facts.edited_at if found and found.facts else None
    if found and (edit is None or (since is not None and edit <= since)):
        return LastCopy(found, Freshness.ALL)
    made = found.facts.made_at if found and found.facts else desk.office.record().created
    age = desk.clock.now() - made
    if age < timedelta(days=1):
        return LastCopy(found, Freshness.TODAY)
    return LastCopy(found, Freshness.DAYS if age < timedelta(days=7) else Freshness.OLD)


def copy_stamp(path: Path) -> datetime | None:
    """Read the moment in a copy's name; None for a name that is not ours."""
    parts = path.name.removesuffix(SUFFIX).split("_")
    with contextlib.suppress(ValueError, IndexError):
        return datetime.strptime("_".join(parts[1:3]), _STAMP).replace(tzinfo=VIET_NAM)
    return None


def _write(desk: Desk, why: Why, place: Path) -> KeptCopy:
    recovery = recovery_of(desk)
    key = secrets.token_bytes(KEY_BYTES)
    _sweep(desk.home, desk.clock.now())
    work = desk.home / f"{DATABASE}{_LEFT}{secrets.token_hex(4)}"
    try:
        with desk.database.reading():  # the facts are of the same moment as the data
            held = facts_of(desk, why)
            copy(desk.database, work, key)
        path = write_copy(
            work,
            small_files(desk.home),
            held,
            key=key,
            office_key=desk.database.key,
            code=recovery.key,
            folder=place,
            name=_free_name(place, held, why),
        )
    finally:
        with contextlib.suppress(OSError):
            work.unlink(missing_ok=True)
    return _seen(path)


def small_files(home: Path) -> dict[str, bytes]:
    """Read the office's key files, which have passphrases of their own, and the certificates it trusts."""
    found: dict[str, bytes] = {}
    for folder in (KEYS_FOLDER, TRUST_FOLDER):
        for path in sorted((home / folder).glob("*")):
            with contextlib.suppress(OSError):
                if path.is_file() and path.stat().st_size <= _KEY_FILE_LARGEST:
                    found[f"{folder}/{path.name}"] = path.read_bytes()
    return found


def _free_name(place: Path, held: CopyFacts, why: Why) -> str:
    local = held.made_at.astimezone(VIET_NAM)
    front = f"{plain(held.unit, 20)}_{local:{_STAMP}}_{why.value}"
    name, number = f"{front}{SUFFIX}", 2
    while (place / name).exists():
        name, number = f"{front}_{number}{SUFFIX}", number + 1
    return name


def _again(made: KeptCopy, folder: Path) -> KeptCopy:
    """Put a copy of the copy onto the second disk; its trouble is told and stops nothing."""
    try:
        with telling(folder):
            folder.mkdir(exist_ok=True)  # the disk itself must be there
        second = deliver_file(made.path, folder, made.path.name)
        _thin(folder)
        return KeptCopy(made.path, made.facts, made.size, second=second)
    except Problem as problem:
        return KeptCopy(made.path, made.facts, made.size, second_problem=problem)


def _thin(folder: Path) -> None:
    """Take away copies that newer ones have made superfluous; of another unit, or named by hand: never."""
    dated = {path: stamp for path in folder.glob(f"*{SUFFIX}") if (stamp := copy_stamp(path))}
    units = {path.name.split("_")[0] for path in dated}
    for unit in units:
        own = {path: stamp for path, stamp in dated.items() if path.name.split("_")[0] == unit}
        for path in thinned(own):
            withdraw(path)


def _make_room(folder: Path, data: Path) -> None:
    """Take the oldest copies away where the disk has little room for another one; the newest three stay."""
    with contextlib.suppress(OSError):
        wanted = _ROOM * data.stat().st_size
        older = [one.path for one in copies_in(folder) if copy_stamp(one.path)][_AT_LEAST:]
        while older and shutil.disk_usage(folder).free < wanted:
            withdraw(older.pop())


def _seen(path: Path) -> KeptCopy:
    size = 0
    try:
        with contextlib.suppress(OSError):
            size = path.stat().st_size
        return KeptCopy(path, read_copy(path).facts, size)
    except Problem as problem:
        return KeptCopy(path, None, size, problem)


def _stamp(path: Path) -> datetime:
    return copy_stamp(path) or datetime.min.replace(tzinfo=UTC)


def _sweep(home: Path, now: datetime) -> None:
    """Take away what a copy left behind that was cut off more than a day ago."""
    for left in home.glob(f"{DATABASE}{_LEFT}*"):
        with contextlib.suppress(OSError):
            if now.timestamp() - left.stat().st_mtime > _OLD.total_seconds():
                left.unlink()
