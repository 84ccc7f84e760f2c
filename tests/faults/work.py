"""What is cut off: a copy, a restore, a rebuilding, a salvage; each is run in a process of its own.

Loaded once by the server that forks these processes, so that many faults take seconds and not minutes.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from forms.problems import Problem
from office.bringing_back import restore
from office.clock import FixedClock
from office.copies import Why, make
from office.desk import open_desk
from office.rebuilding import look, rebuild
from office.salvage import salvage, take
from tests.faults.ends import die_at, refuse_to_sync_at
from tests.offices import MOMENT, shelf

DONE, REFUSED = 0, 3
CLOCK = FixedClock(MOMENT.replace(month=11))
_WATCHED = ("open", "os.", "shutil.", "sqlite3.", "sqlcipher3.")

_ = shelf().packs[0].form_set  # compiled here, once for all


def run(work: str, home: Path, source: Path, kind: str, number: int) -> None:
    """Do a work with a fault in it; the exit code says what became of it."""
    if kind == "kill at":
        die_at(number, _WATCHED)
    elif kind == "no sync":
        refuse_to_sync_at(number)
    try:
        WORKS[work](home, source)
    except Problem as problem:
        sys.stderr.write(f"{problem.code}\n")
        os._exit(REFUSED)
    os._exit(DONE)


def _copy(home: Path, source: Path) -> None:
    with open_desk(home, clock=CLOCK, shelf=shelf()) as desk:
        make(desk, Why.ASKED)


def _restore(home: Path, source: Path) -> None:
    restore(home, source, clock=CLOCK, shelf=shelf())


def _rebuild(home: Path, source: Path) -> None:
    found = look([source], shelf=shelf(), clock=CLOCK).offices
    if not found:
        raise Problem("REBUILD_NOTHING")
    rebuild(home, found[0], shelf=shelf(), clock=CLOCK, instead=True).desk.close()


def _salvage(home: Path, source: Path) -> None:
    salvage(home, clock=CLOCK, shelf=shelf())
    take(home, CLOCK)


WORKS = {"copying": _copy, "restoring": _restore, "rebuilding": _rebuild, "salvaging": _salvage}
