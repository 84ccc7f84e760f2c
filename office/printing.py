"""How this office's printer puts paper: every printer draws a little aside, and some not to the edge.

What is set here moves and shrinks what goes to a printer; files and the preview stay as they are laid out.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from decimal import Decimal

from forms.pack import Field, Kind
from forms.problems import Problem
from forms.values import parse
from office.desk import Desk
from office.roles import Doing, demand_may

MOST_ASIDE = 20  # millimetres
SMALLEST, WHOLE = 80, 100  # per cent
_SETTING = "printing"
_MILLIMETRES = Field("mm", "", Kind.DECIMAL, {}, decimals=1)
_PER_CENT = Field("percent", "", Kind.INTEGER, {})


@dataclass(frozen=True, slots=True)
class Printing:
    """`right`, `down`: millimetres by which everything is moved on the paper; `percent`: of its size."""

    right: Decimal = Decimal(0)
    down: Decimal = Decimal(0)
    percent: int = WHOLE


def printing(desk: Desk) -> Printing:
    """Return how papers are put on this printer."""
    kept = json.loads(desk.office.setting(_SETTING) or "null")
    if kept is None:
        return Printing()
    return Printing(Decimal(kept["right"]), Decimal(kept["down"]), int(kept["percent"]))


def read_printing(right: str, down: str, percent: str, language: str = "vi") -> Printing:
    """Read what was typed; raise PRINT_ASIDE or PRINT_SIZE for what no printer needs, or a figure's own."""
    aside = [Decimal(_typed(text, _MILLIMETRES, language)) for text in (right, down)]
    if any(abs(one) > MOST_ASIDE for one in aside):
        raise Problem("PRINT_ASIDE", most=MOST_ASIDE)
    size = int(_typed(percent, _PER_CENT, language) or WHOLE)
    if not SMALLEST <= size <= WHOLE:
        raise Problem("PRINT_SIZE", least=SMALLEST, most=WHOLE)
    return Printing(aside[0], aside[1], size)


def keep_printing(desk: Desk, how: Printing) -> None:
    """Keep how papers are put on this printer."""
    demand_may(desk, Doing.KEEP)
    desk.office.set_setting(_SETTING, json.dumps({name: str(one) for name, one in asdict(how).items()}))


def _typed(text: str, field: Field, language: str) -> int | Decimal:
    found = parse(text, field, (), language) if text.strip() else 0
    return found if isinstance(found, int | Decimal) else 0
