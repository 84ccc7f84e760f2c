"""What a check of consolidated figures found (domain.md section 13, C01 to C10)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from forms.pack import Words


class Tone(StrEnum):
    """How a check ended."""

    GOOD = "good"
    OPEN = "open"  # nothing to compare with yet
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Consolidated:
    """One check: its code, what it looks at, how it ended, and in words where it does not hold.

    `places`: what it is about, one line each: a unit, a column of a table, a nominee.
    """

    code: str
    title: Words
    tone: Tone
    said: Words
    units: tuple[str, ...] = ()
    places: tuple[Words, ...] = ()
