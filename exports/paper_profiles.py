"""Layout profiles: how an office's letters look under the rules of their year (domain.md, section 9.1).

A profile is data (`paper_profiles.csv`): each line has the value used, the rule it follows, where the rule
stands and whether its text was read or is from memory; docs/papers.md shows where each can be seen.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from forms.problems import Problem

BNV_2011: Final = "BNV-2011"
ND30_2020: Final = "ND30-2020"
POINTS_A_MM: Final = 72 / 25.4
_YES: Final = "yes"
_NO_RULE: Final = ("title", "from_year")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a profile: the value used (mm, points, or a word), and the rule in words.

    `verified`: its text was read; else it is written from memory. `seen`: where on the paper.
    """

    name: str
    value: str
    text: str
    source: str
    verified: bool
    seen: str


@dataclass(frozen=True, slots=True)
class Profile:
    """Rules by name; lengths and sizes come in points."""

    id: str
    title: str
    from_year: int
    rules: Mapping[str, Rule]

    def size(self, name: str) -> float:
        """Give the size of letters called `name`, in points."""
        return float(self.rules[name].value)

    def length(self, name: str) -> float:
        """Give a margin or an indent, in points."""
        return float(self.rules[name].value) * POINTS_A_MM

    @property
    def margins(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom, in points."""
        return (
            self.length("margin_left"),
            self.length("margin_top"),
            self.length("margin_right"),
            self.length("margin_bottom"),
        )

    @property
    def number_on_top(self) -> bool:
        """Whether page numbers stand in the middle of the top margin; else at the bottom right."""
        return self.rules["number_place"].value == "top-centre"

    @property
    def number_on_first(self) -> bool:
        """Whether the first page bears its number."""
        return self.rules["number_first"].value == _YES


@cache
def profiles() -> Mapping[str, Profile]:
    """Read every profile, the oldest first."""
    text = files(__package__).joinpath("paper_profiles.csv").read_text("utf-8")
    lines: dict[str, list[dict[str, str]]] = {}
    for line in csv.DictReader(text.splitlines()):
        lines.setdefault(line["profile"], []).append(line)
    made = (_profile(name, own) for name, own in lines.items())
    return {one.id: one for one in sorted(made, key=lambda one: one.from_year)}


def profile(name: str) -> Profile:
    """Return a profile; raise PAPER_PROFILE where there is none of this name."""
    if name not in profiles():
        raise Problem("PAPER_PROFILE", profile=name[:40])
    return profiles()[name]


def profile_of_year(year: int) -> Profile:
    """Return the profile in force in a year; before the first one, the first."""
    known = tuple(profiles().values())
    return next((one for one in reversed(known) if one.from_year <= year), known[0])


def _profile(name: str, lines: list[dict[str, str]]) -> Profile:
    plain = {line["name"]: line["value"] for line in lines if line["name"] in _NO_RULE}
    rules = {
        line["name"]: Rule(
            line["name"],
            line["value"],
            line["rule"],
            line["source"],
            line["verified"] == _YES,
            line["seen"],
        )
        for line in lines
        if line["name"] not in _NO_RULE
    }
    return Profile(name, plain["title"], int(plain["from_year"]), rules)
