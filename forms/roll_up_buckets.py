"""What stands in one line of a table whose lines are no units, and how units are parted into lines."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from forms.answers import Key
from forms.roll_up_lines import Group


@dataclass(frozen=True, slots=True)
class Bucket:
    """What stands in one line: the units it could have, and the rows of the source of each that sent."""

    path: tuple[str, ...]
    group: Group
    keys: Mapping[str, tuple[Key, ...]]
    total: bool = False  # rows of the source that add up others


def parted(group: Group, members: Mapping[str, Collection[str]]) -> dict[str, Group]:
    """Part a group by the codes of units, in the group's order; a unit may be in several parts."""
    units = {one.code: one for one in group.units}
    figures = {one.unit: one for one in group.figures}
    ranks = {code: place for place, code in enumerate(dict.fromkeys((*units, *figures)))}
    found = {}
    for name, codes in members.items():
        inside = sorted((code for code in codes if code in ranks), key=ranks.__getitem__)
        found[name] = Group(
            tuple(units[code] for code in inside if code in units),
            tuple(figures[code] for code in inside if code in figures),
        )
    return found


def joined(path: tuple[str, ...], buckets: Iterable[Bucket], group: Group) -> Bucket:
    """Put lines together into their total; what adds up others counts once."""
    keys: dict[str, dict[Key, None]] = {}
    for bucket in buckets:
        if not bucket.total:
            for unit, named in bucket.keys.items():
                keys.setdefault(unit, {}).update(dict.fromkeys(named))
    return Bucket(path, group, {unit: tuple(named) for unit, named in keys.items()})
