"""Puts another data file in the place of the office's own: all of it or nothing, and the old one is kept.

begin: the new file stands whole as `phieuxa.db.coming`; then a note `office.switching` names the folder
for the old one. From that moment the switch is finished at the next opening, whatever cuts it off.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from db.database import beside, telling
from db.files import flush_folder, write_private
from forms.problems import Problem
from office.clock import VIET_NAM

REPLACED: Final = "replaced"
"""The folder of what was replaced; nothing in it is ever deleted by the program."""
_COMING: Final = ".coming"
_NOTE: Final = "office.switching"


@dataclass(frozen=True, slots=True)
class Replaced:
    """A data file that another one took the place of, with what lay beside it."""

    folder: Path
    size: int


def coming_file(data: Path) -> Path:
    """Give where the new data file is built."""
    return data.with_name(data.name + _COMING)


def aside_folder(home: Path, now: datetime) -> Path:
    """Make a folder of its own for what is replaced at a moment."""
    name = f"{now.astimezone(VIET_NAM):%Y-%m-%d_%H%M%S}"
    folder, number = home / REPLACED / name, 2
    while folder.exists():
        folder, number = home / REPLACED / f"{name}-{number}", number + 1
    folder.mkdir(parents=True, mode=0o700)
    return folder


def switch(data: Path, aside: Path | None) -> None:
    """Put the whole, flushed `coming_file(data)` in the place of `data`, which nobody has open.

    The old one goes into `aside`; None where there is none. Raises DISK_FULL or DISK_ERROR; before the note
    is written nothing has moved, afterwards `finish` goes on.
    """
    note = data.with_name(_NOTE)
    with telling(data):
        if aside is None:
            coming_file(data).replace(data)
            flush_folder(data.parent)
            return
        write_private(note, aside.name.encode("ascii"))
    try:
        finish(data)
    except Problem:
        if data.exists() and not (aside / data.name).exists():  # another program has the old file open
            with contextlib.suppress(OSError):
                note.unlink()
        raise


def finish(data: Path) -> None:
    """Finish a switch that was cut off; nothing happens where none was begun. Raises DISK_ERROR."""
    note, coming = data.with_name(_NOTE), coming_file(data)
    with telling(data):
        if not note.exists():
            return
        aside = data.parent / REPLACED / note.read_text("ascii").strip()
        if coming.exists():
            aside.mkdir(parents=True, exist_ok=True, mode=0o700)
            # The log first goes with its file: left behind it would be read into the new one.
            for old in (data, *beside(data)):
                if old.exists():
                    old.replace(aside / old.name)
            flush_folder(aside)
            coming.replace(data)
        elif not data.exists():  # what was to come is gone: the old one takes its place again
            for old in (*beside(aside / data.name), aside / data.name):
                if old.exists():
                    old.replace(data.parent / old.name)
        flush_folder(data.parent)
        note.unlink(missing_ok=True)


def is_switching(data: Path) -> bool:
    """Tell whether a switch was cut off: the data file may stand aside just now."""
    with contextlib.suppress(OSError):
        return data.with_name(_NOTE).exists()
    return False


def replaced(home: Path, data: str) -> tuple[Replaced, ...]:
    """List the data files that were replaced, the last one first."""
    files = sorted((home / REPLACED).glob(f"*/{data}"), reverse=True)
    return tuple(Replaced(file.parent, file.stat().st_size) for file in files if file.is_file())
