"""The total of a column of a table, kept up to date cell by cell."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from forms.answers import State, Value
from forms.findings import CellView
from forms.pack import Field, Kind
from forms.values import show


@dataclass(frozen=True, slots=True)
class TotalShown:
    """The total of a column: known values added; `known` of `units` cells are known."""

    text: str
    known: int
    units: int


class ColumnTotal:
    """Adds up the known values of a column; `none` counts as a known 0, what is not asked as nothing."""

    __slots__ = ("_asked", "_known", "_total")

    def __init__(self) -> None:
        """Begin with no cell."""
        self._total, self._known, self._asked = Decimal(0), 0, 0

    def take(self, view: CellView, sign: int = 1) -> None:
        """Take a cell in, or with `sign` -1 out again as it was taken in."""
        if not view.relevant:
            return
        self._asked += sign
        if view.state is State.NONE:
            self._known += sign
        elif isinstance(view.value, int | Decimal):
            self._known += sign
            self._total += sign * view.value

    def shown(self, field: Field, language: str) -> TotalShown:
        """Write the total as the field's values are written."""
        value: Value = int(self._total) if field.kind is Kind.INTEGER else self._total
        return TotalShown(show(value, field, (), language) if self._known else "", self._known, self._asked)
