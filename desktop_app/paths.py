"""Where the program finds its own files and an office's data."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from exports.carriers import removable_drives
from office.home_place import chosen_home
from office.installed import CURRENT, VERSIONS, Installed, is_version

PROGRAM = "phieuxa"


def program_folder() -> Path:
    """Return the folder that holds `packs/`: the frozen program's, or the project's."""
    bundled = getattr(sys, "_MEIPASS", None)
    return Path(bundled) if bundled else Path(__file__).resolve().parent.parent


def program_home() -> Path:
    """Return the folder of this version: program file, list of digests, all it needs."""
    if getattr(sys, "frozen", False):
        return Path(sys.executable).parent
    beside = Path(sys.executable).parent  # the layout with a signed python.exe: app/ stands beside it
    return beside if program_folder() == beside / "app" else program_folder()


def installed() -> Installed | None:
    """Return the installed program this one belongs to; None from its sources or a package of the system."""
    home = program_home()
    root = home.parent.parent
    if home.parent.name == VERSIONS and is_version(home.name) and (root / CURRENT).is_file():
        return Installed(root, home.name)
    return None


def kit_folders() -> tuple[Path, ...]:
    """Return where a campaign kit may lie to be found: beside the program, and on sticks."""
    here = installed()
    return (here.root if here else program_home(), *(drive.path for drive in removable_drives()))


def shipped_packs() -> Path:
    """Return the folder of the packs that came with the program."""
    return program_folder() / "packs" / "built"


def profile_home() -> Path:
    """Return the program's own folder in the account's local profile, never a roaming one."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", str(Path.home()))) / "PhieuXa"
    base = os.environ.get("XDG_DATA_HOME")
    return (Path(base) if base else Path.home() / ".local" / "share") / PROGRAM


def default_home() -> Path:
    """Return the office's data folder when none is named: the one chosen at the first start.

    Raises HOME_GONE or HOME_POINTER.
    """
    return chosen_home(profile_home())
