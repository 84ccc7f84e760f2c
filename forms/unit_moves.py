"""What a pack says of its units that have become others: one line each old unit, or each part of one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class UnitMove:
    """The unit `unit` of the pack, or the part of it where `part`, is in the unit `code` since a day."""

    unit: str
    code: str
    name: str
    parent: str  # the unit above the new one; it need not be in the pack
    parent_name: str
    since: str  # ISO date
    area: str = ""  # "urban" | "rural" | ""
    part: bool = False


def by_unit(moves: Iterable[UnitMove]) -> Mapping[str, tuple[UnitMove, ...]]:
    """Sort moves by the old unit: one move, or several where it was divided."""
    found: dict[str, list[UnitMove]] = {}
    for move in moves:
        found.setdefault(move.unit, []).append(move)
    return {unit: tuple(several) for unit, several in found.items()}
