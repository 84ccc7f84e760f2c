"""Where an office's data lie: chosen at the first start, on a fixed disk of this PC (docs/copies.md).

base: the program's own folder in the account's local profile. It holds the data, or a small file that
says where they are: `data-folder.json`, which the next start reads.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from db.database import telling
from db.files import write_private
from exports.drive_kinds import DriveKind, further_drives, kind_of
from forms.problems import Problem
from office.copies import SECOND
from office.desk import Desk, is_started
from office.roles import Doing, demand_may

POINTER: Final = "data-folder.json"
NAME: Final = "PhieuXa"
SECOND_NAME: Final = "PhieuXa-ban-sao"
SECOND_ASKED: Final = "copies_second_asked"
"""A setting: "yes" once a second disk was chosen, found or declined."""
_REFUSED: Final = {
    DriveKind.REMOVABLE: "HOME_STICK",
    DriveKind.NETWORK: "HOME_NETWORK",
    DriveKind.MEMORY: "HOME_MEMORY",
    DriveKind.OTHER: "HOME_OTHER",
}
_SYNCED: Final = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")


@dataclass(frozen=True, slots=True)
class Account:
    """The folders of the account that are no place for data: what roams, what others synchronise."""

    roaming: tuple[Path, ...] = ()
    synced: tuple[Path, ...] = ()

    @classmethod
    def here(cls, environment: Mapping[str, str] = os.environ) -> Account:
        """Read them of this PC."""
        roaming = [environment["APPDATA"]] if sys.platform == "win32" and environment.get("APPDATA") else []
        synced = [environment[name] for name in _SYNCED if environment.get(name)]
        return cls(tuple(map(Path, roaming)), tuple(map(Path, synced)))


@dataclass(frozen=True, slots=True)
class Proposal:
    """A folder that data may be kept in; `begun`: an office's data lie there already."""

    folder: Path
    begun: bool


def chosen_home(base: Path) -> Path:
    """Give the folder of the data; raise HOME_POINTER (the note of it is broken) or HOME_GONE (its disk is).

    Never another one: an empty office in the place of the real one would only be filled by mistake.
    """
    note = base / POINTER
    with telling(note):
        if not note.is_file():
            return base
        try:
            home = Path(json.loads(note.read_text("utf-8"))["folder"])
        except (ValueError, TypeError, KeyError) as wrong:
            raise Problem("HOME_POINTER", file=note) from wrong
    try:
        there = home.is_dir()
    except OSError:
        there = False
    if not there:
        raise Problem("HOME_GONE", folder=home)
    return home


def choose_home(base: Path, home: Path, account: Account | None = None) -> None:
    """Make the folder and note it for the next start; raise what `demand_good` raises."""
    demand_good(home, account)
    note = base / POINTER
    with telling(home):
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
    with telling(note):
        if home == base:
            note.unlink(missing_ok=True)
            return
        base.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_private(note, json.dumps({"folder": str(home)}, ensure_ascii=False).encode() + b"\n")


def demand_good(folder: Path, account: Account | None = None) -> None:
    """Refuse a folder that is no place for data.

    Raises HOME_NETWORK, HOME_STICK, HOME_MEMORY, HOME_OTHER (kinds of drives), HOME_ROAMING, HOME_SYNCED
    (folders that are copied elsewhere while they are written), HOME_READ_ONLY.
    """
    account = account or Account.here()
    for folders, code in ((account.roaming, "HOME_ROAMING"), (account.synced, "HOME_SYNCED")):
        if any(one == folder or one in folder.parents for one in folders):
            raise Problem(code, folder=folder)
    code = _REFUSED.get(kind_of(folder), "")
    if code:
        raise Problem(code, folder=folder)
    above = next((one for one in (folder, *folder.parents) if one.exists()), folder)
    try:
        with tempfile.TemporaryFile(dir=above):
            pass
    except OSError as wrong:
        raise Problem("HOME_READ_ONLY", folder=folder) from wrong


def proposals(base: Path, drives: Iterable[Path] | None = None) -> tuple[Proposal, ...]:
    """List where the data may be kept: data that lie there already, another disk, the local profile."""
    others = [drive / NAME for drive in (further_drives() if drives is None else drives)]
    found = [Proposal(folder, _begun(folder)) for folder in (*others, base)]
    return tuple(sorted(found, key=lambda one: not one.begun))


def _begun(folder: Path) -> bool:
    try:
        return is_started(folder)
    except OSError:  # another account's folder on the same disk
        return False


def second_folder(home: Path, drives: Iterable[Path] | None = None) -> Path | None:
    """Propose a folder for second copies on another fixed disk than the data's; None where there is none."""
    there = _drive(home)
    for drive in further_drives() if drives is None else drives:
        if _drive(drive) != there:
            return drive / SECOND_NAME
    return None


def keep_second(desk: Desk, folder: str) -> None:
    """Say where every copy goes a second time, "" for nowhere; nobody is asked again."""
    demand_may(desk, Doing.SETTINGS)
    with desk.database.writing():
        desk.office.set_setting(SECOND, folder)
        desk.office.set_setting(SECOND_ASKED, "yes")


def see_to_second(desk: Desk, drives: Iterable[Path] | None = None) -> None:
    """Let a second fixed disk get every copy where there is one and nobody has decided about it yet."""
    if not desk.office.setting(SECOND_ASKED):
        folder = second_folder(desk.home, drives)
        if folder is not None:
            desk.office.set_setting(SECOND, str(folder))
            desk.office.set_setting(SECOND_ASKED, "yes")


def _drive(folder: Path) -> object:
    if sys.platform == "win32":
        return folder.drive.upper()
    above = next((one for one in (folder, *folder.parents) if one.exists()), folder)
    return above.stat().st_dev
