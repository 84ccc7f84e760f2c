"""Days and moments in expressions: reading them, and JavaRosa's functions over them.

A day is a `date`, a moment a `datetime` with its zone. A day as a number is whole (xlsform.md section 2.3);
only `decimal-date-time` and `decimal-time` give parts of a day, counted in UTC and in the zone of the clock.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

from forms.xpath.values import NAN, Inner, as_date, text

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_TIME = r"(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?"
_MOMENT = re.compile(rf"\s*(\d{{4}})-(\d{{1,2}})-(\d{{1,2}})(?:[T ]{_TIME})?\s*\Z", re.ASCII)
_CLOCK = re.compile(rf"\s*{_TIME}\s*\Z", re.ASCII)
_SECONDS = 86_400.0
_START = datetime(1970, 1, 1, tzinfo=UTC)


def moment(value: Inner, zone: tzinfo | None) -> date | datetime | None:
    """Read a day or a moment, moments in the zone of the clock; None for what is neither."""
    if isinstance(value, date):
        return value
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, float):
        return as_date(value)
    found = _MOMENT.match(value)
    if not found:
        return None
    try:
        day = date(int(found[1]), int(found[2]), int(found[3]))
        if found[4] is None:
            return day
        return datetime.combine(day, _time(found.groups()[3:], zone)).astimezone(zone)
    except (ValueError, OverflowError):
        return None


def _time(parts: tuple[str | None, ...], zone: tzinfo | None) -> time:
    """Build a time of day from hours, minutes, seconds, fraction and offset."""
    hours, minutes, seconds, fraction, offset = parts
    micro = int((fraction or "0").ljust(6, "0")[:6])
    there = zone
    if offset == "Z":
        there = UTC
    elif offset:
        digits = offset[1:].replace(":", "").ljust(4, "0")
        if int(digits[2:]) > 59:
            raise ValueError(offset)
        away = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
        there = timezone(-away if offset[0] == "-" else away)
    return time(int(hours or 0), int(minutes or 0), int(seconds or 0), micro, there)


def to_date(value: Inner, zone: tzinfo | None) -> Inner:
    """Work out `date()`: the day, without the time of day; a blank for what is no date."""
    found = moment(value, zone)
    return found.date() if isinstance(found, datetime) else found


def to_moment(value: Inner, zone: tzinfo | None) -> Inner:
    """Work out `date-time()`: a number counts days, and parts of a day, from 1970 in UTC."""
    if isinstance(value, float) and not isinstance(value, bool):
        try:
            return (_START + timedelta(days=value)).astimezone(zone)
        except (OverflowError, ValueError):
            return None
    return moment(value, zone)


def days(value: Inner, zone: tzinfo | None) -> float:
    """Work out `decimal-date-time()`: days since 1970 in UTC, a day beginning at its local midnight."""
    if isinstance(value, float):
        return value
    found = moment(value, zone)
    if found is None:
        return NAN
    if not isinstance(found, datetime):
        found = datetime.combine(found, time(), zone)
    try:
        return (found.astimezone(UTC) - _START).total_seconds() / _SECONDS
    except OverflowError:
        return NAN


def part_of_day(value: Inner, zone: tzinfo | None) -> float:
    """Work out `decimal-time()`: the part of the day that has gone by, in the zone of the clock."""
    clock = _CLOCK.match(value) if isinstance(value, str) else None
    if clock:
        try:
            found: date | datetime | None = datetime.combine(_START.date(), _time(clock.groups(), zone))
        except ValueError:
            return NAN
    else:
        found = moment(value, zone) if isinstance(value, str | date) else None
    if found is None:
        return NAN
    if not isinstance(found, datetime):
        return 0.0
    found = found.astimezone(zone)
    midnight = datetime.combine(found.date(), time(), found.tzinfo)
    return (found - midnight).total_seconds() / _SECONDS


def format_date(value: Inner, pattern: Inner, zone: tzinfo | None) -> str:
    """Write a day or moment by a pattern of %Y %y %m %n %d %e %a %b %W %H %h %M %S %3 (names in English)."""
    part = isinstance(value, float) and math.isfinite(value) and not value.is_integer()
    found = to_moment(value, zone) if part else moment(value, zone)
    if not isinstance(found, date):
        return ""
    at = found.timetz() if isinstance(found, datetime) else time()
    parts: Mapping[str, str] = {
        "Y": f"{found.year:04d}",
        "y": f"{found.year % 100:02d}",
        "m": f"{found.month:02d}",
        "n": str(found.month),
        "b": _MONTHS[found.month - 1],
        "d": f"{found.day:02d}",
        "e": str(found.day),
        "a": _DAYS[found.weekday()],
        "W": str(found.isocalendar().week),
        "H": f"{at.hour:02d}",
        "h": str(at.hour),
        "M": f"{at.minute:02d}",
        "S": f"{at.second:02d}",
        "3": f"{at.microsecond // 1000:03d}",
        "%": "%",
    }
    return re.sub(r"%(.?)", lambda mark: parts.get(mark[1], ""), text(pattern))
