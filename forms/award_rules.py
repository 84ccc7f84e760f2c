"""What a pack says of choosing models and nominees: marks, classes, and how many a level may choose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Criterion:
    """A line of the grid by which the records of a table are marked, with at most `most` points."""

    table: str
    code: str
    label: Mapping[str, str]
    most: int
    hint: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Grade:
    """A class of the records of a table, from `least` per cent of all points; the first that fits holds."""

    table: str
    code: str
    label: Mapping[str, str]
    least: int = 0


@dataclass(frozen=True, slots=True)
class Quota:
    """How many records of a table a level may choose: `most` with this award and kind, "" for any."""

    level: str
    table: str
    most: int
    award: str = ""
    kind: str = ""
    basis: str = ""
