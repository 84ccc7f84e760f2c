"""One program at a time writes an office's data file; a second one may look, and is told who works there.

    take(home, clock)  ->  Hold      this program writes until it releases it, or ends
                       ->  Writer    another one does: who, on which PC, since when

The lock is the operating system's: it ends with its program, so that a crash or a power cut leaves none
behind. A small file beside it only tells the name; what it says is never taken for a lock.
"""

from __future__ import annotations

import contextlib
import json
import platform
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from db.database import telling
from db.file_lock import FileLock, locked
from db.files import write_private
from forms.problems import Problem
from office.clock import VIET_NAM, Clock

OFFICE: Final = "writer"
"""The data of the office itself; other data in its folder have another name (`office.practice`)."""
LOCK: Final = f"{OFFICE}.lock"
NOTE: Final = f"{OFFICE}.json"


@dataclass(frozen=True, slots=True)
class Writer:
    """Who works on the data; `who` is "" until a person is known, all of it where the note is unreadable."""

    who: str
    pc: str
    since: datetime | None

    def problem(self) -> Problem:
        """Return OFFICE_IN_USE, which names who works there."""
        since = f"{self.since.astimezone(VIET_NAM):%H:%M %d/%m/%Y}" if self.since else "?"
        return Problem("OFFICE_IN_USE", who=self.who or "?", pc=self.pc or "?", since=since)


class Hold:
    """That this program alone writes the data of an office."""

    def __init__(self, note: Path, lock: FileLock, writer: Writer) -> None:
        self._note = note
        self._lock = lock
        self._writer = writer

    def tell(self, who: str) -> None:
        """Name who works here now, for a second program; a full disk keeps the name from it, nothing more."""
        self._writer = replace(self._writer, who=who)
        with contextlib.suppress(OSError, Problem):
            _write(self._note, self._writer)

    def release(self) -> None:
        """Let others write: the data file is closed."""
        with contextlib.suppress(OSError):
            self._note.unlink(missing_ok=True)
        self._lock.release()


def take(home: Path, clock: Clock, data: str = OFFICE) -> Hold | Writer:
    """Take an office's data for this program alone, or tell who has them; raises DISK_FULL, DISK_ERROR.

    `data`: which of the data in that folder.
    """
    note = home / f"{data}.json"
    with telling(home):
        lock = locked(home / f"{data}.lock")
    if lock is None:
        return _read(note)
    writer = Writer("", platform.node(), clock.now())
    try:
        with telling(home):
            _write(note, writer)
    except Problem:
        lock.release()
        raise
    return Hold(note, lock, writer)


@contextlib.contextmanager
def alone(home: Path, clock: Clock, data: str = OFFICE) -> Iterator[None]:
    """Keep an office's data for this program while its file is replaced; raises OFFICE_IN_USE."""
    if not home.is_dir():
        yield
        return
    taken = take(home, clock, data)
    if isinstance(taken, Writer):
        raise taken.problem()
    try:
        yield
    finally:
        taken.release()


def _write(note: Path, writer: Writer) -> None:
    since = writer.since.isoformat() if writer.since else ""
    told = {"who": writer.who, "pc": writer.pc, "since": since}
    write_private(note, json.dumps(told, ensure_ascii=False).encode() + b"\n")


def _read(note: Path) -> Writer:
    """Read who works there; another program may be writing that very file."""
    try:
        told = json.loads(note.read_text("utf-8"))
        return Writer(str(told["who"]), str(told["pc"]), datetime.fromisoformat(told["since"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Writer("", "", None)
