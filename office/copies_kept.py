"""Which copies are kept: the newest ones, then the last of each day, then the last of each month."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

NEWEST: Final = 10
DAYS: Final = 30
MONTHS: Final = 24


def thinned(copies: Mapping[Path, datetime]) -> tuple[Path, ...]:
    """Name the copies that may go.

    Kept are the newest ten, the last of each of the 30 days before the newest one, the last of 24 months.
    """
    ordered = sorted(copies, key=lambda path: (copies[path], path.name), reverse=True)
    if not ordered:
        return ()
    newest = copies[ordered[0]]
    kept = set(ordered[:NEWEST])
    days: set[object] = set()
    months: set[tuple[int, int]] = set()
    for path in ordered:
        made = copies[path]
        if newest - made <= timedelta(days=DAYS) and made.date() not in days:
            days.add(made.date())
            kept.add(path)
        if (made.year, made.month) not in months and len(months) < MONTHS:
            months.add((made.year, made.month))
            kept.add(path)
    return tuple(path for path in ordered if path not in kept)
