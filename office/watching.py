"""A watched folder: what newly lies there is told, and never taken in by itself.

A file is new until it was looked at in the inbox: its place, size and moment of change are remembered then.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from exports.found_files import ours_in
from forms.problems import Problem
from office.desk import Desk
from office.roles import Doing, demand_may

FOLDER = "watched_folder"
"""A setting: the folder, "" for none."""
SEEN = "watched_seen"
"""A setting: what was looked at there, path -> [bytes, nanoseconds of the last change]."""


def watched(desk: Desk) -> Path | None:
    """Give the folder that is watched, None where none is."""
    folder = desk.office.setting(FOLDER)
    return Path(folder) if folder else None


def watch(desk: Desk, folder: Path | None) -> None:
    """Watch a folder from now on, None for none; raise FOLDER_MISSING, WATCH_OWN (the office's own data)."""
    demand_may(desk, Doing.RECEIVE)
    if folder is not None:
        if not folder.is_dir():
            raise Problem("FOLDER_MISSING", folder=folder)
        if folder.resolve().is_relative_to(desk.home.resolve()):
            raise Problem("WATCH_OWN", folder=folder)
    with desk.database.writing():
        desk.office.set_setting(FOLDER, str(folder) if folder else "")
        desk.office.set_setting(SEEN, "{}")


def news(desk: Desk) -> tuple[Path, ...]:
    """Name the files in the watched folder that nobody has looked at yet; () where it is not there now."""
    folder = watched(desk)
    if folder is None:
        return ()
    known = _seen(desk)
    return tuple(path for path in ours_in(folder) if _mark(path) not in (None, known.get(str(path))))


def looked_at(desk: Desk, paths: Iterable[Path]) -> None:
    """Remember that these files were looked at; what is no longer in the folder is forgotten."""
    demand_may(desk, Doing.RECEIVE)
    folder = watched(desk)
    if folder is None:
        return
    known = _seen(desk)
    given = {path.resolve() for path in paths}
    kept = {}
    for path in ours_in(folder):
        handed = any(path.resolve() == one or one in path.resolve().parents for one in given)
        mark = _mark(path) if handed else known.get(str(path))
        if mark is not None:
            kept[str(path)] = mark
    desk.office.set_setting(SEEN, json.dumps(kept))  # a name may be in no encoding of ours


def _seen(desk: Desk) -> Mapping[str, list[int]]:
    found: Mapping[str, list[int]] = json.loads(desk.office.setting(SEEN) or "{}")
    return found


def _mark(path: Path) -> list[int] | None:
    with suppress(OSError):
        state = path.stat()
        return [state.st_size, state.st_mtime_ns]
    return None
