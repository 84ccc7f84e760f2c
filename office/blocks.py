"""What stands beside the units in every consolidated table: rows levels lead themselves, and adjustments."""

from __future__ import annotations

from collections.abc import Mapping

from forms.roll_up import Beside, UnitFigures
from office.adjustments import adjusted
from office.desk import Desk
from office.upward import current_figures, own_rows


def blocks_of(desk: Desk, figures: Mapping[str, UnitFigures] | None = None) -> Beside:
    """Give what `forms.roll_up.totals` asks for; `figures`: those of the units, where they are at hand."""
    units = current_figures(desk) if figures is None else figures
    own = own_rows(desk)
    prefix = {level.code: level.prefix for level in desk.pack.levels}
    prefixes = {code: prefix[desk.pack.units_by_code[code].level] for code in own}
    return Beside(own, adjusted(desk, units), prefixes)
