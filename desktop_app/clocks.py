"""Which clock an office works by: the system's, or the one its demonstration was made at.

Only `desktop_app.demo` marks an office so, inside its encrypted file, when it makes it. There is no option
that moves a clock, and `phieuxa verify`, which needs no office, always uses the system's.
"""

from __future__ import annotations

from datetime import datetime

from office.clock import FixedClock, SystemClock
from office.desk import Desk

_MARK = "demonstration"


def mark_demonstration(desk: Desk, moment: datetime) -> None:
    """Let a new demonstration office stand at `moment` for good; its title bar says so."""
    desk.office.set_setting(_MARK, moment.isoformat())
    desk.clock = FixedClock(moment)


def settle(desk: Desk) -> Desk:
    """Give an opened desk its clock."""
    mark = desk.office.setting(_MARK)
    desk.clock = FixedClock(datetime.fromisoformat(mark)) if mark else SystemClock()
    return desk
