"""The functions that need only their arguments' values; those that look at rows are in `bind`.

Semantics are JavaRosa's (xlsform.md section 2.3). Each entry: how few and how many arguments, what
comes out ("n" number, "s" text, "b" truth value, "?" any), and the function itself.
"""

from __future__ import annotations

import math
import re
import secrets
import string
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from forms.xpath.dates import days, format_date, part_of_day, to_date, to_moment
from forms.xpath.values import NAN, Inner, number, round_as_javarosa, selected_items, text, truth

LONGEST_TEXT = 200_000
"""Characters of a computed text: joined to itself a text doubles, and 40 fields would fill the memory."""

_ALPHABET = string.ascii_letters + string.digits

ANY = 64  # as many arguments as one likes


@dataclass(frozen=True, slots=True)
class Function:
    """A function over single values."""

    fewest: int
    most: int
    gives: str
    run: Callable[..., Inner]


def _whole(value: Inner) -> float:
    found = number(value)
    return float(math.trunc(found)) if math.isfinite(found) else found


def _round(value: Inner, places: Inner = 0.0) -> float:
    return round_as_javarosa(number(value), number(places))


def _power(base: Inner, exponent: Inner) -> float:
    try:
        result = number(base) ** number(exponent)
    except (OverflowError, ZeroDivisionError):
        return NAN
    return NAN if isinstance(result, complex) else result


def _root(value: Inner) -> float:
    found = number(value)
    return math.sqrt(found) if found >= 0 else NAN


def _substr(value: Inner, start: Inner, end: Inner = None) -> str:
    whole = text(value)
    first, last = number(start), number(end) if end is not None else float(len(whole))
    if math.isnan(first) or math.isnan(last):
        return ""
    first, last = (max(-LONGEST_TEXT, min(LONGEST_TEXT, place)) for place in (first, last))
    low = int(first) if first >= 0 else max(0, len(whole) + int(first))
    high = int(last) if last >= 0 else max(0, len(whole) + int(last))
    return whole[low:high] if high > low else ""


def _before(value: Inner, mark: Inner) -> str:
    head, found, _ = text(value).partition(text(mark)) if text(mark) else ("", "", "")
    return head if found else ""


def _after(value: Inner, mark: Inner) -> str:
    return text(value).partition(text(mark))[2] if text(mark) else text(value)


def _translate(value: Inner, old: Inner, new: Inner) -> str:
    olds, news = text(old), text(new)
    table: dict[int, str | None] = {}
    for place, letter in enumerate(olds):
        table.setdefault(ord(letter), news[place] if place < len(news) else None)
    return text(value).translate(table)


def _selected(value: Inner, code: Inner) -> bool:
    # Between blanks, as JavaRosa looks for it: of nothing chosen, nothing is chosen.
    return f" {text(code).strip()} " in f" {' '.join(selected_items(value))} "


def _selected_at(value: Inner, place: Inner) -> str:
    items, at = selected_items(value), number(place)
    at = 0.0 if math.isnan(at) else at
    return items[int(at)] if 0 <= at < len(items) else ""


def _coalesce(value: Inner, other: Inner) -> Inner:
    return (
        other if value is None or value == "" or (isinstance(value, float) and math.isnan(value)) else value
    )


def _checked(value: Inner) -> bool:
    return text(value) in ("1", "true", "True", "TRUE")


def _number_of(function: Callable[[float], float]) -> Callable[[Inner], float]:
    def worked_out(value: Inner) -> float:
        found = number(value)
        try:
            return float(function(found)) if math.isfinite(found) else found
        except (ValueError, OverflowError):
            return NAN

    return worked_out


def _logarithm(function: Callable[[float], float]) -> Callable[[Inner], float]:
    def worked_out(value: Inner) -> float:
        found = number(value)
        if found == 0:
            return -math.inf
        return function(found) if found > 0 else NAN

    return worked_out


def _uuid(length: Inner = None) -> str:
    if length is None:
        return str(uuid.uuid4())
    wanted = number(length)
    if not 0 <= wanted <= LONGEST_TEXT:
        return ""
    return "".join(secrets.choice(_ALPHABET) for _ in range(int(wanted)))


def _random() -> float:
    return secrets.randbits(53) / 2.0**53


FUNCTIONS: Mapping[str, Function] = {
    "not": Function(1, 1, "b", lambda a: not truth(a)),
    "boolean": Function(1, 1, "b", truth),
    "boolean-from-string": Function(1, 1, "b", _checked),
    "number": Function(1, 1, "n", number),
    "string": Function(1, 1, "s", text),
    "int": Function(1, 1, "n", _whole),
    "round": Function(1, 2, "n", _round),
    "abs": Function(1, 1, "n", lambda a: abs(number(a))),
    "pow": Function(2, 2, "n", _power),
    "sqrt": Function(1, 1, "n", _root),
    "string-length": Function(1, 1, "n", lambda a: float(len(text(a)))),
    "substr": Function(2, 3, "s", _substr),
    "substring-before": Function(2, 2, "s", _before),
    "substring-after": Function(2, 2, "s", _after),
    "contains": Function(2, 2, "b", lambda a, b: text(b) in text(a)),
    "starts-with": Function(2, 2, "b", lambda a, b: text(a).startswith(text(b))),
    "ends-with": Function(2, 2, "b", lambda a, b: text(a).endswith(text(b))),
    "normalize-space": Function(1, 1, "s", lambda a: re.sub(r"[ \t\r\n]+", " ", text(a)).strip(" ")),
    "translate": Function(3, 3, "s", _translate),
    "selected": Function(
        2, 2, "b", lambda a, b: f" {text(b).strip()} " in f" {' '.join(selected_items(a))} "
    ),
    "selected-at": Function(2, 2, "s", _selected_at),
    "count-selected": Function(1, 1, "n", lambda a: float(len(selected_items(a)))),
    "coalesce": Function(2, 2, "?", _coalesce),
    "floor": Function(1, 1, "n", _number_of(math.floor)),
    "ceiling": Function(1, 1, "n", _number_of(math.ceil)),
    "log": Function(1, 1, "n", _logarithm(math.log)),
    "log10": Function(1, 1, "n", _logarithm(math.log10)),
    "uuid": Function(0, 1, "s", _uuid),
    "random": Function(0, 0, "n", _random),
}

CLOCKED: Mapping[str, Function] = {
    "date": Function(1, 1, "?", to_date),
    "date-time": Function(1, 1, "?", to_moment),
    "decimal-date-time": Function(1, 1, "n", days),
    "decimal-time": Function(1, 1, "n", part_of_day),
    "format-date": Function(2, 2, "s", format_date),
    "format-date-time": Function(2, 2, "s", format_date),
}
"""Functions that need the zone of the clock as a last argument, after those written."""

HERE = frozenset(("string", "number", "string-length", "normalize-space"))
"""Functions that speak of the cell itself when nothing is handed in."""

LATER = frozenset(
    (
        *("randomize", "digest", "base64-decode", "area", "distance", "geofence"),
        *("pi", "exp", "exp10", "sin", "cos", "tan", "asin", "acos", "atan", "atan2"),
    )
)
"""Functions of priority P2 (xlsform.md section 6.2): known, and refused until they are there."""

NEVER = frozenset(
    (
        *("choice-label", "choice-value", "collapse-label", "collect-is-phone-app", "count-duplicates"),
        *("count-if", "de-duplicate", "device-info", "distance-between", "duration", "duration-ms", "empty"),
        *("enum-id", "format-number", "geo-scatter", "hash", "index", "item-at", "item-index"),
        *("item-present", "join-if", "linebreak", "max-if", "min-if", "phone-call-duration"),
        *("phone-call-log", "rank-index", "rank-index-if", "rank-value", "relevant-count"),
        *("short-geopoint", "sum-if", "username", "version", "intersects"),
        *("add-date", "difference-in-months", "difference-in-weeks", "z-score", "to-bikram-sambat"),
        *("cht:add-date", "cht:difference-in-months", "cht:extension-lib", "cht:strip-whitespace"),
        "cht:validate-luhn",
    )
)
"""Functions of other dialects (SurveyCTO, CHT), which no form of ours will ever have."""
