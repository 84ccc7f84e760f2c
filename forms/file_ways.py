"""Windows' ways with files, kept in one place: open files are not replaced, long paths are not opened.

On other systems every function here does the plain thing.
"""

from __future__ import annotations

import ntpath
import sys
import time
from pathlib import Path
from typing import Final

from forms.problems import Problem

LONGEST_PATH: Final = 259
"""Letters of the longest path that Windows and Excel open without further ado (MAX_PATH less its end)."""

_EXTENDED: Final = "\\\\?\\"
_SHARE: Final = "\\\\?\\UNC\\"
_HELD: Final = frozenset({5, 32, 33})  # ERROR_ACCESS_DENIED, ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION
_WAITS: Final = (0.05, 0.1, 0.2, 0.4, 0.8)  # seconds


def put_in_place(finished: Path, path: Path) -> None:
    """Give a finished file its name, over the file that has it.

    Windows refuses while another program holds one of them: a virus scanner looks for a moment at what was
    just written and is waited for, at most a second and a half; Excel holds on for hours.
    Raises OSError as `Path.replace` does.
    """
    for wait in _WAITS:
        try:
            finished.replace(path)
        except PermissionError as held:
            if getattr(held, "winerror", None) not in _HELD:
                raise
        else:
            return
        time.sleep(wait)
    finished.replace(path)


def demand_short(path: Path, system: str = sys.platform) -> None:
    """Raise PATH_LONG for a file that no program of a Windows PC would open: its folder lies too deep."""
    if system == "win32" and len(ntpath.abspath(path)) > LONGEST_PATH:
        raise Problem("PATH_LONG", file=path.name, folder=path.parent)


def reachable(path: Path, system: str = sys.platform) -> Path:
    """Name a place so that Windows opens it, however long its path and whatever blanks end its names."""
    if system != "win32":
        return path
    whole = ntpath.abspath(path)
    if whole.startswith("\\\\"):
        return path if whole.startswith(("\\\\?\\", "\\\\.\\")) else Path(_SHARE + whole[2:])
    return Path(_EXTENDED + whole)


def plain(path: Path) -> Path:
    """Name a place as people know it, where Windows can open it so: the way back from `reachable`."""
    text = str(path)
    if not text.startswith(_EXTENDED):
        return path
    short = "\\\\" + text[len(_SHARE) :] if text.startswith(_SHARE) else text[len(_EXTENDED) :]
    opened = len(short) <= LONGEST_PATH and ntpath.abspath(short) == short
    return Path(short) if opened else path
