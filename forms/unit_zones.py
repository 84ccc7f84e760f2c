"""Which units lie in which priority area, as the pack knows it: poor districts, programme 135, the border.

What a list says of a unit holds for all units below it, unless it says something of them. A list that is
silent of a unit leaves it to what the unit itself declares.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class UnitZone:
    """A unit lies in an area, or does not, between two days (ISO, "" for no bound). `source`: who says so."""

    unit: str
    zone: str
    inside: bool = True
    since: str = ""
    until: str = ""
    verified: bool = True
    source: str = ""

    def holds(self, day: str) -> bool:
        """Say whether it holds on a day."""
        return self.since <= day and (not self.until or day <= self.until)


class Placed(Protocol):
    """A unit with one above it."""

    @property
    def parent(self) -> str:
        """Code of the unit above, "" at the top."""
        ...


def zones_by_unit(zones: Iterable[UnitZone]) -> Mapping[str, tuple[UnitZone, ...]]:
    """Sort what is said by the unit it is said of."""
    found: dict[str, list[UnitZone]] = {}
    for one in zones:
        found.setdefault(one.unit, []).append(one)
    return {unit: tuple(several) for unit, several in found.items()}


def said_of(
    units: Mapping[str, Placed], zones: Iterable[UnitZone], zone: str, day: str
) -> Mapping[str, UnitZone]:
    """Give for each unit what the pack says of it and the area on a day; one it is silent of is missing."""
    said = {one.unit: one for one in zones if one.zone == zone and one.holds(day)}
    found: dict[str, UnitZone] = {}
    for code in units:
        at = code
        while at and at not in said:
            above = units.get(at)
            at = above.parent if above is not None else ""
        if at:
            found[code] = said[at]
    return found
