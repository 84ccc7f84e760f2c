"""Makes the households behind a demonstration commune's figures: a list as an office keeps it.

Deterministic and SYNTHETIC: names, villages, identity numbers and points are invented. What the commune
states for a year (BM-02 to BM-07) is what the list gives when its register is used. Nobody described is real.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

from desktop_app.demo_data import DemoData
from desktop_app.demo_flows import Flows, solve
from forms.pack import Standard

INDICATORS = ("A1", "A2", "B1", "B2", "C1", "C2", "D1", "D2", "E1", "E2")
KINH, OTHER = "01", "99"
_OTHERS = ("03", "06", "07", "02")  # whom "other groups" are in this province, mostly
_POOR, _NEAR, _ABOVE = ("N1", "N2"), "CN", ""
_CAUSES = ("N01", "N02", "N03", "N04", "N05", "N06", "N07", "N08", "N09", "N99")
_GROUPS = ("G03", "G04", "G05", "G06", "G07", "G08", "G09")
_USUAL = (0.01, 0.08, 0.06, 0.01, 0.05, 0.07, 0.05, 0.2, 0.06, 0.03)  # lacks of households that are not poor
_MOST_MEMBERS = 11

Figures = Mapping[str, Mapping[tuple[str, ...], Mapping[str, str]]]


@dataclass(eq=False)
class Household:
    """One line of the list, before it is written."""

    ethnic: str  # code, OTHER while it is not chosen
    standing: str  # "N1", "N2", "CN", "" above them
    members: int
    previous: str = ""
    change: str = ""
    children: int = 0
    female: bool = False
    lacks: set[str] = field(default_factory=set)
    causes: set[str] = field(default_factory=set)
    groups: set[str] = field(default_factory=set)

    @property
    def minority(self) -> bool:
        """Tell whether the head is of a minority."""
        return self.ethnic != KINH


def households(data: DemoData, year: str, chance: Random) -> list[Household]:
    """Make the households that give the figures of a year; those that left in the year stand at the end."""
    figures = data.tables
    found = _by_group(figures, year)
    chance.shuffle(found)
    poor = [one for one in found if one.standing == "N1"]
    near = [one for one in found if one.standing == _NEAR]
    above = [one for one in found if one.standing == _ABOVE]
    _lacks(figures, year, poor, near)
    for one in above:
        one.lacks = {name for name, share in zip(INDICATORS, _USUAL, strict=True) if chance.random() < share}
    _causes(figures, year, poor, near)
    for standing, rows in (("poor", poor), ("near", near)):
        _groups(figures, year, standing, rows)
    for one in above:
        one.female = chance.random() < 0.18
        one.children = min(one.members - 1, int(chance.random() * 3))
    gone = _moves(solve(figures, year), poor, near, above, next(_minorities(found)))
    _vary(found, chance)
    for number, one in enumerate(found):
        if one.ethnic == OTHER:
            one.ethnic = _OTHERS[number % len(_OTHERS)]
    return found + gone


def points(standard: Standard, area: str, one: Household, chance: Random) -> int:
    """Give B1 points that put a household where it stands, by the standard's rules."""
    wanted = one.standing or "KN"
    rule = next(rule for rule in standard.score_rules if rule.area == area and rule.result == wanted)
    low = rule.b1_over + 1 if rule.b1_over is not None else 40
    high = rule.b1_to if rule.b1_to is not None else low + 120
    return low + int(chance.random() * (high - low + 1))


def _number(figures: Figures, table: str, key: Sequence[str], column: str) -> int:
    return int(figures[table][tuple(key)].get(column) or 0)


def _by_group(figures: Figures, year: str) -> list[Household]:
    found: list[Household] = []
    for ethnic, at in (key for key in figures["BM04"] if key[-1] == year):
        row = [_number(figures, "BM04", (ethnic, at), f"c0{n}") for n in range(1, 7)]
        all_, persons, poor, poor_persons, near, near_persons = row
        parts = (
            ("N1", poor, poor_persons),
            (_NEAR, near, near_persons),
            (_ABOVE, all_ - poor - near, persons - poor_persons - near_persons),
        )
        for standing, count, people in parts:
            found += [
                Household(ethnic, standing, people // count + (n < people % count)) for n in range(count)
            ]
    return found


def _minorities(found: Iterable[Household]) -> Iterator[str]:
    """Give the groups of a commune's minorities, the one met first in front."""
    yield from (one.ethnic for one in found if one.minority)
    yield OTHER


def _spread(rows: Sequence[Household], counts: Mapping[str, int], name: str) -> None:
    """Put each mark on as many rows as it counts, always on those that bear the fewest."""
    for mark, count in counts.items():
        if count > len(rows):
            raise ValueError(f"{mark}: {count} of {len(rows)} households")
        for one in sorted(rows, key=lambda row: len(getattr(row, name)))[:count]:
            getattr(one, name).add(mark)


def _lacks(figures: Figures, year: str, poor: Sequence[Household], near: Sequence[Household]) -> None:
    def counts(group: str, *, minority: bool) -> dict[str, int]:
        found = {}
        for one in INDICATORS:
            key = (one, group, year)
            of_minority = _number(figures, "BM05", key, "c02")
            found[one] = of_minority if minority else _number(figures, "BM05", key, "c01") - of_minority
        return found

    n2 = _number(figures, "BM02", (year,), "c17")
    sides = {True: [one for one in poor if one.minority], False: [one for one in poor if not one.minority]}
    lacking = {side: counts("N2", minority=side) for side in sides}
    both = {side: counts("NG", minority=side) for side in sides}
    rest = {side: {one: both[side][one] - lacking[side][one] for one in INDICATORS} for side in sides}

    def fits(side: bool, number: int) -> bool:
        most, total = max(lacking[side].values()), sum(lacking[side].values())
        return (
            3 * number <= total
            and most <= number <= len(sides[side])
            and max(rest[side].values()) <= len(sides[side]) - number
        )

    chosen = [n for n in range(n2 + 1) if fits(True, n) and fits(False, n2 - n)]
    if not chosen:
        raise ValueError(f"N2 of {year}: {lacking}")
    share = n2 * len(sides[True]) // max(1, len(poor))
    minority = min(chosen, key=lambda n: abs(n - share))
    for side, number in ((True, minority), (False, n2 - minority)):
        for one in sides[side][:number]:
            one.standing = "N2"
        _spread(sides[side][:number], lacking[side], "lacks")
        _spread(sides[side][number:], rest[side], "lacks")
        _spread([one for one in near if one.minority is side], counts("CN", minority=side), "lacks")


def _causes(figures: Figures, year: str, poor: Sequence[Household], near: Sequence[Household]) -> None:
    def count(cause: str, column: str) -> int:
        return _number(figures, "BM06", (cause, year), column)

    of_minority = {one: count(one, "c02") for one in _CAUSES}
    _spread([one for one in poor if one.minority], of_minority, "causes")
    others = {one: count(one, "c01") - of_minority[one] for one in _CAUSES}
    _spread([one for one in poor if not one.minority], others, "causes")
    _spread(near, {one: count(one, "c03") for one in _CAUSES}, "causes")


def _groups(figures: Figures, year: str, standing: str, rows: Sequence[Household]) -> None:
    households_at, persons_at = ("c01", "c02") if standing == "poor" else ("c03", "c04")
    for place, group in enumerate(_GROUPS):
        count = _number(figures, "BM07", (group, year), households_at)
        start = place * len(rows) // len(_GROUPS)
        chosen = _with_persons(
            [*rows[start:], *rows[:start]], count, _number(figures, "BM07", (group, year), persons_at)
        )
        for one in chosen:
            one.groups.add(group)
            one.female = one.female or group == "G06"
        if group == "G07" and chosen:
            wanted = _number(figures, "BM07", (group, year), "c05") if standing == "poor" else len(chosen)
            _children(chosen, wanted)


def _with_persons(rows: Sequence[Household], count: int, persons: int) -> list[Household]:
    """Choose so many households that have so many members together."""
    chosen, rest = list(rows[:count]), list(rows[count:])
    total = sum(one.members for one in chosen)
    while total != persons:
        step = 1 if total < persons else -1
        swap = next(
            (
                (one, other)
                for one in chosen
                for other in rest
                if 0 < step * (other.members - one.members) <= abs(persons - total)
            ),
            None,
        )
        if swap is None:
            raise ValueError(f"{count} households with {persons} persons")
        one, other = swap
        chosen[chosen.index(one)], rest[rest.index(other)] = other, one
        total += other.members - one.members
    return chosen


def _children(rows: Sequence[Household], wanted: int) -> None:
    while wanted:
        room = [one for one in rows if one.children < one.members - 1] or [
            one for one in rows if one.children < one.members
        ]
        for one in sorted(room, key=lambda row: row.children)[:wanted]:
            one.children += 1
            wanted -= 1
        if not room:
            raise ValueError("more children than members")


def _moves(
    flows: Flows,
    poor: Sequence[Household],
    near: Sequence[Household],
    above: Sequence[Household],
    minority: str,
) -> list[Household]:
    """Say how each household came to stand where it does; give those that left."""
    gone: list[Household] = []
    for side in (True, False):
        lots = flows.minority if side else flows.kinh
        for rows, wanted in ((poor, lots.poor), (near, lots.near), (above, lots.above)):
            own = iter([one for one in rows if one.minority is side])
            for (previous, change), count in wanted.items():
                for _ in range(count):
                    one = next(own)
                    one.previous, one.change = previous, change
        for (previous, change), count in lots.gone.items():
            ethnic = minority if side else KINH
            gone += [Household(ethnic, _ABOVE, 4, previous, change) for _ in range(count)]
    return gone


def _vary(rows: Sequence[Household], chance: Random) -> None:
    """Make some households larger and others of the same kind smaller, so that no figure changes."""
    alike: dict[tuple[object, ...], list[Household]] = {}
    for one in rows:
        kind = (one.standing in _POOR, one.standing, one.ethnic, frozenset(one.groups))
        alike.setdefault(kind, []).append(one)
    for kin in alike.values():
        for one, other in zip(kin[::2], kin[1::2], strict=False):
            least = max(1, other.children + (other.children > 0))
            step = min(int(chance.random() * 3), other.members - least, _MOST_MEMBERS - one.members)
            if step > 0:
                one.members += step
                other.members -= step
