"""Text becomes a value at the door, and text again at the last moment.

Vietnamese typing (domain.md section 9.2): the dot groups thousands, the comma parts decimals; English
is the other way round. A number is never guessed: groups must be of three digits, so that "1.5" is
refused rather than read as 15 or 1,5. Dates are day first in both languages.

Laws: `parse(show(v)) == v` and `parse(edit_text(v)) == v` for every value the field takes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal

from forms.answers import Value
from forms.letters import fold, normalise, sort_key, tone_free
from forms.pack import Choice, Field, Kind
from forms.problems import Problem

__all__ = ["edit_text", "fold", "normalise", "parse", "show", "sort_key"]

ANY_DECIMALS = 9
"""Decimals of a field whose form does not say how many: as many are shown as there are."""
DIGITS = 15
"""Significant digits of a number: what a workbook cell (a double) carries without loss."""

_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_EXACT = Context(prec=60)
_SIGNS = {"vi": (".", ","), "en": (",", ".")}  # grouping, decimal
_ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})\Z", re.ASCII)
_ISO_MONTH = re.compile(r"(\d{4})-(\d{1,2})\Z", re.ASCII)
_DATE = re.compile(r"(\d{1,2})\s*[/.\- ]\s*(\d{1,2})(?:\s*[/.\- ]\s*(\d{4}|\d{2}))?\Z", re.ASCII)
_DATE_DIGITS = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})?\Z", re.ASCII)
_MONTH = re.compile(r"(\d{1,2})\s*[/.\- ]\s*(\d{4}|\d{2})\Z", re.ASCII)
_MONTH_DIGITS = re.compile(r"(\d{2})(\d{4})\Z", re.ASCII)
_YEAR = re.compile(r"\d{4}\Z", re.ASCII)
_TIME = re.compile(r"(\d{1,2})\s*[:hg.]\s*(?:(\d{2})(?:\s*[:.]\s*(\d{2}))?)?\Z", re.ASCII)
_TIME_DIGITS = re.compile(r"(\d{2})(\d{2})()\Z", re.ASCII)
_MOMENT = re.compile(r"(.+?)[ T]+(\S+)\Z")
_KEPT = {"month-year": 2, "year": 1}  # parts of a date that are asked
_SEPARATOR = re.compile(r"\s*[;\n]\s*")


def parse(
    text: str,
    field: Field,
    choices: Sequence[Choice] = (),
    language: str = "vi",
    *,
    this_year: int | None = None,
) -> Value | None:
    """Read what a person typed or pasted into a cell of `field`; None for a blank.

    `choices` are the items the cell offers; `this_year` completes a date typed as "3009" or "30/9".
    A scaled field (money) is typed as shown, in triệu đồng, and stored in đồng. Raises a `Problem`
    whose details name the text.
    """
    value = normalise(text, lines=field.kind in {Kind.MEMO, Kind.FILES, Kind.CHOICES})
    if not value:
        return None
    if field.kind in {Kind.INTEGER, Kind.DECIMAL}:
        return _number(value, field, language)
    if field.kind is Kind.CHOICE:
        return _choice(value, choices)
    if field.kind is Kind.CHOICES:
        return _choices(value, choices) or None  # separators alone choose nothing
    reader = _TYPED.get(field.type) or _READERS.get(field.kind)
    part = _part_of_date(field)
    if part is not None and field.kind is Kind.DATE:
        try:
            return _date(value, this_year)
        except Problem:  # only the part that is asked was typed
            return f"{_month(value, this_year)}-01" if part == "month-year" else f"{_year(value, None)}-01-01"
    if reader:
        return reader(value, this_year)
    if field.max_length is not None and len(value) > field.max_length:
        raise Problem("TOO_LONG", text=value[:40], found=len(value), limit=field.max_length)
    return value


def show(value: Value | None, field: Field, choices: Sequence[Choice] = (), language: str = "vi") -> str:
    """Write a value as a person reads it: "22.851", "17,29", "30/09/2018", the label of a choice.

    A number has at least `field.decimals` decimals; a decimal field is rounded half up to them (what
    is computed may have more), a scaled whole number keeps every digit it needs.
    """
    if value is None:
        return ""
    if isinstance(value, int | Decimal):
        grouping, point = _signs(language)
        sign, whole, fraction = _digits(value, field, rounded=field.kind is Kind.DECIMAL)
        padding = field.decimals if field.kind is Kind.DECIMAL else min(field.decimals, _zeros(field.scale))
        padding = 0 if field.decimals >= ANY_DECIMALS else padding
        fraction = fraction.ljust(padding, "0")
        grouped = f"{int(whole):,}".replace(",", grouping)
        return f"{sign}{grouped}{point + fraction if fraction else ''}"
    if field.kind in {Kind.CHOICE, Kind.CHOICES}:
        labels = {choice.name: _label(choice, language) for choice in choices}
        codes = value.split() if field.kind is Kind.CHOICES else [value]
        return "; ".join(labels.get(code, code) for code in codes)
    return _day_first(value, field)


def edit_text(value: Value | None, field: Field, language: str = "vi") -> str:
    """Write a value as it is typed, while its cell is open: "22851", "17,29", a choice's code."""
    if value is None:
        return ""
    if isinstance(value, int | Decimal):
        sign, whole, fraction = _digits(value, field, rounded=False)
        return f"{sign}{whole}{_signs(language)[1] + fraction if fraction else ''}"
    return _day_first(value, field)


def _signs(language: str) -> tuple[str, str]:
    return _SIGNS.get(language, _SIGNS["vi"])


def _digits(value: int | Decimal, field: Field, *, rounded: bool) -> tuple[str, str, str]:
    """Part a stored number, divided by its scale, into sign, whole digits and needed decimals."""
    number = _EXACT.divide(Decimal(value), Decimal(field.scale))
    if rounded:
        number = number.quantize(Decimal(1).scaleb(-field.decimals), ROUND_HALF_UP, _EXACT)
    whole, _, fraction = format(abs(number), "f").partition(".")
    return "-" if number < 0 else "", whole, fraction.rstrip("0")


def _number(text: str, field: Field, language: str) -> int | Decimal:
    grouping, point = _signs(language)
    plain = text.replace("\u2212", "-")
    if "%" in field.unit.values() and plain.endswith("%"):
        plain = plain[:-1].rstrip()
    shape = (
        rf"(?P<sign>-?)(?P<whole>[0-9]+(?:[{grouping} ][0-9]+)*)(?:{re.escape(point)}(?P<fraction>[0-9]+))?"
    )
    found = re.fullmatch(shape, plain)
    if not found:
        raise Problem("NOT_A_NUMBER", text=text[:40])
    whole, fraction = found["whole"], found["fraction"] or ""
    groups = re.split(rf"[{grouping} ]", whole)
    if len(groups) > 1:
        good = re.fullmatch(rf"[1-9][0-9]{{0,2}}(?:{re.escape(whole[len(groups[0])])}[0-9]{{3}})+", whole)
        if not good:
            raise Problem("NUMBER_GROUPS", text=text[:40], grouping=grouping, point=point)
    _check_decimals(text, fraction, field)
    digits = f"{''.join(groups)}.{fraction or '0'}"
    stored = _EXACT.multiply(Decimal(f"{found['sign']}{digits}"), Decimal(field.scale))
    stored = stored.normalize(_EXACT) if stored else Decimal(0)
    if len(stored.as_tuple().digits) > DIGITS or abs(stored) >= 10**DIGITS:
        raise Problem("TOO_LARGE", text=text[:40], digits=DIGITS)
    if field.kind is Kind.INTEGER:
        return int(stored)
    return Decimal(format(stored, "f"))


def _check_decimals(text: str, fraction: str, field: Field) -> None:
    """Refuse decimals the field has not; zeros count too: "12,000" may have been meant as 12000."""
    allowed = field.decimals
    if field.kind is Kind.INTEGER:
        allowed = _zeros(field.scale)
        if fraction and not allowed:
            raise Problem("NOT_WHOLE", text=text[:40])
    if len(fraction) > allowed:
        raise Problem("TOO_MANY_DECIMALS", text=text[:40], limit=allowed)


def _zeros(scale: int) -> int:
    """Count the decimals that a whole number may show when it is divided by `scale`, a power of ten."""
    return len(str(scale)) - 1


def _label(choice: Choice, language: str) -> str:
    return choice.label.get(language) or choice.label.get("vi") or choice.name


def _choice(text: str, choices: Sequence[Choice]) -> str:
    """Find a choice by its code, else by its label ("hoà" is "hòa"), else by its label without diacritics."""
    for name in (choice.name for choice in choices):
        if name == text:
            return name
    readings: tuple[Callable[[str], str], ...] = (str, str.casefold, tone_free, fold)
    for read in readings:
        wanted = read(text)
        fits = {
            choice.name
            for choice in choices
            if wanted
            and any(read(normalise(label)) == wanted for label in (*choice.label.values(), choice.name))
        }
        if len(fits) == 1:
            return fits.pop()
        if fits:
            raise Problem("AMBIGUOUS_CHOICE", text=text[:40], choices=", ".join(sorted(fits)))
    raise Problem("NOT_IN_LIST", text=text[:40])


def _choices(text: str, choices: Sequence[Choice]) -> str:
    """Read several choices, parted by ";" or line ends (codes also by spaces); stored in list order."""
    names = [choice.name for choice in choices]
    words = text.split()
    chosen = set(words)
    if not chosen <= set(names):
        chosen = set()
        parts = [part for part in _SEPARATOR.split(text) if part]
        while parts:
            # A label may itself hold a semicolon: the longest run of parts that is a label wins.
            name, taken = _longest(parts, choices)
            chosen.add(name)
            parts = parts[taken:]
    return " ".join(name for name in names if name in chosen)


def _longest(parts: list[str], choices: Sequence[Choice]) -> tuple[str, int]:
    for taken in range(len(parts), 1, -1):
        joined = normalise("; ".join(parts[:taken]))
        for choice in choices:
            if joined in choice.label.values():
                return choice.name, taken
    return _choice(parts[0], choices), 1


def _date(text: str, this_year: int | None) -> str:
    if found := _ISO_DATE.match(text):
        year, month, day = found[1], found[2], found[3]
    elif found := _DATE.match(text) or _DATE_DIGITS.match(text):
        day, month, year = found[1], found[2], found[3] or str(this_year or "")
    else:
        raise Problem("NOT_A_DATE", text=text[:40])
    try:
        return date(_full_year(year), int(month), int(day)).isoformat()
    except ValueError as error:
        raise Problem("NOT_A_DATE", text=text[:40]) from error


def _month(text: str, _: int | None) -> str:
    if found := _ISO_MONTH.match(text):
        year, month = found[1], found[2]
    elif found := _MONTH.match(text) or _MONTH_DIGITS.match(text):
        month, year = found[1], found[2]
    else:
        raise Problem("NOT_A_MONTH", text=text[:40])
    try:
        return date(_full_year(year), int(month), 1).isoformat()[:7]
    except ValueError as error:
        raise Problem("NOT_A_MONTH", text=text[:40]) from error


def _year(text: str, _: int | None) -> str:
    if not _YEAR.match(text) or not _FIRST_YEAR <= int(text) <= _LAST_YEAR:
        raise Problem("NOT_A_YEAR", text=text[:40])
    return text


def _date_or_year(text: str, this_year: int | None) -> str:
    """Read a birth date, of which often only the year is known (domain.md section 9.2)."""
    if _YEAR.match(text) and _FIRST_YEAR <= int(text) <= _LAST_YEAR:
        return text
    return _date(text, this_year)


def _full_year(text: str) -> int:
    """Complete a year of two digits as Excel does: 00-29 is 20xx, 30-99 is 19xx."""
    year = int(text)
    if len(text) == 2:
        year += 2000 if year < 30 else 1900
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise ValueError(text)
    return year


def _files(text: str, _: int | None) -> str:
    names = [name.strip() for name in text.split("\n") if name.strip()]
    for name in names:
        if name in {".", ".."} or re.search(r'[/\\:*?"<>|]', name):
            raise Problem("FILE_NAME", text=name[:40])
    return "\n".join(dict.fromkeys(names))


def _time(text: str, _: int | None) -> str:
    """Read a time of day: "8:30", "8h30", "08:30:15", "0830"."""
    found = _TIME.match(text) or _TIME_DIGITS.match(text)
    if not found or int(found[1]) > 23 or int(found[2] or 0) > 59 or int(found[3] or 0) > 59:
        raise Problem("NOT_A_TIME", text=text[:40])
    seconds = f":{int(found[3]):02d}" if found[3] else ""
    return f"{int(found[1]):02d}:{int(found[2] or 0):02d}{seconds}"


def _moment(text: str, this_year: int | None) -> str:
    """Read a day and a time of day: "30/9/2018 8:30"."""
    found = _MOMENT.match(text)
    if not found:
        raise Problem("NOT_A_TIME", text=text[:40])
    return f"{_date(found[1].strip(), this_year)}T{_time(found[2], None)}"


def _part_of_date(field: Field) -> str | None:
    words = field.appearance.split()
    return next((word for word in ("month-year", "year") if word in words), None)


_TYPED: dict[str, Callable[[str, int | None], str]] = {"time": _time, "dateTime": _moment}
"""Readers of XForm types that have no kind of their own."""

_READERS: dict[Kind, Callable[[str, int | None], str]] = {
    Kind.DATE: _date,
    Kind.MONTH: _month,
    Kind.YEAR: _year,
    Kind.DATE_OR_YEAR: _date_or_year,
    Kind.FILES: _files,
}


def _day_first(value: str, field: Field) -> str:
    """Turn a stored ISO date or month day first; leave every other text as it is."""
    if field.type == "dateTime" and "T" in value:
        day, _, time = value.partition("T")
        return f"{'/'.join(reversed(day.split('-')))} {time}"
    if field.kind in {Kind.DATE, Kind.MONTH, Kind.DATE_OR_YEAR} and "-" in value:
        parts = value.split("-")
        part = _part_of_date(field)
        if field.kind is Kind.DATE and part is not None and all(one == "01" for one in parts[_KEPT[part] :]):
            parts = parts[: _KEPT[part]]
        return "/".join(reversed(parts))
    return value
