"""Questions with limits (XLSForm `range`): beyond their ends, or between their steps, is refused."""

from __future__ import annotations

from decimal import Decimal

from forms.answers import Value
from forms.pack import Field
from forms.problems import Problem


def check_range(value: Value | None, field: Field) -> None:
    """Refuse what a question with limits cannot mean: beyond its ends, or between its steps."""
    if field.control != "range" or not isinstance(value, int | Decimal):
        return
    start, end, step = (_figure(field.parameters.get(name)) for name in ("start", "end", "step"))
    low, high = min(start, end), max(start, end)
    if low < high and not low <= value <= high:
        raise Problem("OUT_OF_RANGE", text=value, low=low, high=high)
    if step and (value - start) % step:
        raise Problem("OUT_OF_STEP", text=value, start=start, step=abs(step))


def _figure(text: str | None) -> Decimal:
    try:
        return Decimal(text or "0")
    except ArithmeticError:  # a form may say anything here
        return Decimal(0)
