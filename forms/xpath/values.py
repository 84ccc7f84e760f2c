"""What values are and how they turn into one another, as JavaRosa does it (xlsform.md section 2.3).

Inside expressions a value is a float, a text, a truth value, a date, or None for a blank. Numbers are
binary floats here and only here: a cell's value is rounded to its decimals before it leaves.
"""

from __future__ import annotations

import math
import re
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

Inner = float | str | bool | date | None
"""A value inside an expression; None is a blank and reads as the empty text. A moment is a `datetime`."""

NAN = math.nan
EPSILON = 1e-12  # JavaRosa's tolerance for equal numbers: 6.1 - 7.8 = -1.7
_UNITS = {decimals: Decimal(1).scaleb(-decimals) for decimals in range(10)}
_EPOCH = date(1970, 1, 1)
_EPOCH_DAY = _EPOCH.toordinal()
_NUMBER = re.compile(r"\s*-?(?:\d+[.,]?\d*|[.,]\d+)\s*\Z", re.ASCII)
_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:T.*)?\Z", re.ASCII)


def number(value: Inner) -> float:
    """Turn a value into a number; a blank or a text that is none gives NaN, a date its days since 1970.

    A text may have a comma before its decimals, as in JavaRosa. One that is a date counts its days, as in
    web-forms.
    """
    if type(value) is float:
        return value
    if value is True:
        return 1.0
    if value is False:
        return 0.0
    if isinstance(value, float):
        return value
    if value is None:
        return NAN
    if isinstance(value, date):
        return float(value.toordinal() - _EPOCH_DAY)
    if _NUMBER.match(value):
        return float(value.replace(",", "."))
    found = as_date(value)
    return NAN if found is None else float((found - _EPOCH).days)


def text(value: Inner) -> str:
    """Turn a value into text."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return number_text(value)
    return value.isoformat(timespec="milliseconds") if isinstance(value, datetime) else value.isoformat()


def truth(value: Inner) -> bool:
    """Turn a value into yes or no: a blank is no, any text is yes (also 'false'), 0 and NaN are no."""
    if isinstance(value, bool):
        return value
    if isinstance(value, float):
        return abs(value) >= EPSILON  # which NaN is not
    return value is not None and value != ""


def number_text(value: float) -> str:
    """Write a number as JavaRosa does: no exponent, no ".0"."""
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    if abs(value - int(value)) < EPSILON:
        return str(int(value))
    return format(Decimal(repr(value)), "f")


def equal(a: Inner, b: Inner) -> bool:
    """Compare for equality: as truth values, else as numbers within `EPSILON`, else as texts."""
    kind = type(a)
    if kind is type(b) and kind is str:
        return a == b
    if isinstance(a, bool) or isinstance(b, bool):
        return truth(a) is truth(b)
    if kind is type(b) and kind is datetime:
        return a == b
    if isinstance(a, float | datetime) or isinstance(b, float | datetime):
        left, right = number(a), number(b)
        return left == right or abs(left - right) < EPSILON
    return text(a) == text(b)


def as_date(value: Inner) -> date | None:
    """Turn an ISO text, a date or a number of days since 1970 into a date; None when it is none."""
    if isinstance(value, date):
        return value.date() if isinstance(value, datetime) else value
    if isinstance(value, float):
        try:
            return _EPOCH + timedelta(days=math.trunc(value))
        except (OverflowError, ValueError):
            return None
    found = _DATE.match(value) if isinstance(value, str) else None
    if not found:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def exact(value: float) -> Decimal:
    """Give the decimal number a float stands for: 15 digits are what a float surely holds."""
    return Decimal(int(value)) if value == int(value) else Decimal(format(value, ".15g"))


def half_up(value: float, decimals: int) -> Decimal:
    """Round to `decimals` places, a half away from zero as on paper: 17.285 -> 17.29, -0.005 -> -0.01."""
    return half_up_decimal(exact(value), decimals)


def half_up_decimal(value: Decimal, decimals: int) -> Decimal:
    """Round a decimal number as `half_up` does."""
    return value.quantize(_UNITS.get(decimals) or Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def round_as_javarosa(value: float, places: float) -> float:
    """Round half up toward +infinity (`round(-1.5)` is -1); `places` may be negative."""
    if math.isnan(value) or math.isinf(value) or math.isnan(places) or abs(places) > 30:
        return NAN if math.isnan(value) or math.isnan(places) else value
    factor = Decimal(1).scaleb(int(places))
    scaled = exact(value) * factor
    floor = (scaled + Decimal("0.5")).to_integral_value(rounding="ROUND_FLOOR")
    return float(floor / factor)


def selected_items(value: Inner) -> list[str]:
    """Split the codes of a choice of several."""
    return text(value).split()
