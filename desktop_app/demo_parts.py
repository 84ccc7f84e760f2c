"""Who plays which part in the demonstration of the desk above: always the same communes, spread by chance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from desktop_app.demo import DemoOffice, office_of
from desktop_app.demo_acts import LATE, SENT, moment, shuffled
from forms.pack import Unit

WRONG_BY = 10
"""How many people too many a commune reports first that mends its figure later."""


class Part(StrEnum):
    """What happens with a commune's package on its way."""

    PLAIN = "plain"
    MENDED = "mended"  # sends a wrong figure and mends it by itself
    ASKED = "asked"  # sends a wrong figure and is asked about it
    LATE = "late"
    TWICE = "twice"  # sends the same number from two PCs
    FORGED = "forged"  # somebody changed a figure in a copy of its file
    PAPER = "paper"  # has no PC: the district types its stamped paper


_PARTS = (
    *[Part.MENDED] * 3,
    *[Part.ASKED] * 3,
    Part.LATE,
    Part.TWICE,
    Part.FORGED,
    Part.PAPER,
)


@dataclass(frozen=True, slots=True)
class Cast:
    """The communes' offices and parts, by unit code."""

    communes: Mapping[str, DemoOffice]
    parts: Mapping[str, Part]


def cast_of(out: Path, communes: Sequence[Unit]) -> Cast:
    """Give every part to a few communes and each office its place and its day."""
    order = shuffled(communes, "parts")
    parts = {unit.code: Part.PLAIN for unit in communes}
    parts |= {unit.code: part for unit, part in zip(order, _PARTS, strict=False)}
    offices = {}
    for number, unit in enumerate(order):
        day = LATE if parts[unit.code] is Part.LATE else SENT
        offices[unit.code] = office_of(out, unit, "communes", moment(*day, number % 7))
    return Cast(offices, parts)
