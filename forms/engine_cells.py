"""How a typed answer becomes a value of expressions and a computed value an answer again."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial

from forms.answers import Address, State, Value
from forms.engine_graph import NUMERIC, Cell
from forms.pack import Field, Kind
from forms.problems import Problem
from forms.xpath.values import Inner, as_date, exact, half_up, number, text

LARGEST = 1e18
"""A computed figure of this size or more, or one that is no number, is blank: nothing honest is so large."""

_CLOCK = r"(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?\Z"
_TIMES = {"time": re.compile(_CLOCK), "dateTime": re.compile(r"\d{4}-\d\d-\d\dT" + _CLOCK)}
_SHAPES = {
    Kind.MONTH: re.compile(r"\d{4}-(?:0[1-9]|1[0-2])\Z"),
    Kind.YEAR: re.compile(r"\d{4}\Z"),
}
_FORMED = frozenset({*_SHAPES, Kind.DATE, Kind.DATE_OR_YEAR, Kind.CHOICE, Kind.CHOICES})


def places(field: Field) -> int:
    """Count the decimals a value is kept with: 0 for whole numbers, fewer where it is shown scaled."""
    if field.kind is not Kind.DECIMAL:
        return 0
    return max(0, field.decimals - (len(str(field.scale)) - 1))


def answer_type(field: Field) -> type[Value]:
    """Give the type that answers of a field are of."""
    if field.kind is Kind.INTEGER:
        return int
    return Decimal if field.kind is Kind.DECIMAL else str


def accepted(value: Value | None, field: Field, address: Address) -> Value | None:
    """Give a typed value its field's type; raise `Problem("VALUE_KIND")` when it is of another."""
    if value is None or value == "":
        return None
    if field.kind is Kind.INTEGER:
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        if isinstance(value, Decimal) and value == value.to_integral_value():
            return int(value)
    elif field.kind is Kind.DECIMAL:
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            return Decimal(value)
    elif isinstance(value, str):
        return value
    raise Problem("VALUE_KIND", place=address, kind=field.kind.value)


def inward(cell: Cell, value: Value | None, state: State | None) -> Inner:
    """Turn a typed answer into what expressions read; the state "none" of a figure counts as 0."""
    if value is None:
        return 0.0 if cell.numeric and state is State.NONE else None
    if not isinstance(value, str):
        return float(value)
    return as_date(value) or value if cell.field.kind is Kind.DATE else value


def outcome(cell: Cell, value: Inner) -> Inner:
    """Bring a computed value into its field's kind: rounded, or blank where it is not a number."""
    return cell.bring(value)


def outward_text(field: Field, words: str) -> Value | None:
    """Turn the text of an XForm instance into an answer; None for a blank and for what does not fit."""
    value = bringing(field)(words)
    if field.kind in NUMERIC:
        return _figure(value, field.kind is Kind.INTEGER, places(field))
    return text(value) or None


def bringing(field: Field) -> Callable[[Inner], Inner]:
    """Give what brings values into a field's kind (see `outcome`), for whoever has many of them."""
    if field.kind in NUMERIC:
        # An XForm's whole number is cut off, as in JavaRosa.
        return _cut if field.type in {"int", "integer"} else partial(_rounded, places(field))
    return _day if field.kind is Kind.DATE else _words


def _cut(value: Inner) -> Inner:
    result = number(value)
    return float(int(exact(result))) if abs(result) < LARGEST else None


def _rounded(decimals: int, value: Inner) -> Inner:
    result = value if type(value) is float else number(value)
    if not -LARGEST < result < LARGEST:
        return None
    # A whole number needs no rounding; + 0.0 makes of -0 a plain 0.
    return result + 0.0 if result.is_integer() else float(half_up(result, decimals))


def _day(value: Inner) -> Inner:
    return None if isinstance(value, float) and not math.isfinite(value) else as_date(value)


def _words(value: Inner) -> Inner:
    return None if isinstance(value, float) and not math.isfinite(value) else text(value) or None


def outward(cell: Cell, value: Inner) -> Value | None:
    """Turn what expressions read into an answer: int, Decimal or text."""
    if cell.numeric:
        return _figure(value, cell.type is int, cell.decimals)
    return text(value) or None


def _figure(value: Inner, whole: bool, decimals: int) -> int | Decimal | None:  # noqa: FBT001 - asked for every cell
    if not isinstance(value, float) or not -LARGEST < value < LARGEST:
        return None
    if not whole:
        return half_up(value, decimals)
    return int(value) if value.is_integer() else int(half_up(value, 0))


def has_form(field: Field) -> bool:
    """Say whether an answer of a field's kind may still be one that does not fit it."""
    if field.kind in NUMERIC:
        return field.kind is Kind.DECIMAL and bool(field.decimals)
    limited = field.max_length is not None or field.max_words is not None
    return limited or field.kind in _FORMED or field.type in _TIMES


def well_formed(kind: Kind, value: str, typed: str = "") -> bool:
    """Say whether a date, month, year or time is one (ISO 8601); other kinds have no form."""
    if typed in _TIMES:
        return _TIMES[typed].match(value) is not None
    if kind is Kind.DATE:
        return re.fullmatch(r"\d{4}-\d\d-\d\d", value) is not None and isinstance(as_date(value), date)
    if kind is Kind.DATE_OR_YEAR:
        return well_formed(Kind.YEAR, value) or well_formed(Kind.DATE, value)
    shape = _SHAPES.get(kind)
    return shape is None or shape.match(value) is not None
