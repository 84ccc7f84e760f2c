"""Sitting down to an office: this program writes its data alone, or only looks while another one does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from office.clock import Clock
from office.desk import Desk, is_started, open_desk
from office.one_writer import Hold, Writer, take
from office.packs import Shelf


def open_alone(
    home: Path,
    *,
    clock: Clock,
    shelf: Shelf | None = None,
    held: Hold | None = None,
    before: Callable[[], object] = lambda: None,
) -> Desk:
    """Open the office in `home` as its one writer; where another program is, open it only to be looked at.

    `held`: where this program has the data already; `before`: done once nobody else writes, before the file
    is opened. Raises what `open_desk` raises, and OFFICE_IN_USE where looking would have to write.
    """
    if not is_started(home):
        return open_desk(home, clock=clock, shelf=shelf)  # which says so
    taken = held or take(home, clock)
    if isinstance(taken, Writer):
        return open_desk(home, clock=clock, shelf=shelf, only_look=taken.problem())
    try:
        before()
        desk = open_desk(home, clock=clock, shelf=shelf)
    except BaseException:
        taken.release()
        raise
    desk.hold = taken
    taken.tell(desk.person.name)
    return desk
