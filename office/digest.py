"""What the units wrote in the same section of their reports, to draw from (TH-25)."""

from __future__ import annotations

from dataclasses import dataclass

from forms.answers import Address
from office.desk import Desk
from office.upward import current_figures, own_rows


@dataclass(frozen=True, slots=True)
class Written:
    """A unit's words in a section."""

    unit: str
    name: str
    text: str


def written_below(desk: Desk, section: Address) -> tuple[Written, ...]:
    """Give what every unit wrote there, by unit code; offices in between first, then who reports to them."""
    if not desk.has_below:
        return ()
    between = {unit: one for unit, one in own_rows(desk).items() if unit != desk.unit.code}
    found = []
    for there in (between, current_figures(desk)):
        for unit, figures in sorted(there.items()):
            text = figures.values.get(section.table, {}).get(section.key, {}).get(section.field)
            if isinstance(text, str) and text.strip():
                found.append(Written(unit, desk.pack.units_by_code[unit].name, text.strip()))
    return tuple(found)
