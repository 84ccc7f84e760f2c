"""What Excel and old fonts have done to a column, recognised from its contents and asked about once.

Nothing is mended behind anybody's back: each kind of damage in a column is one question with an example,
an answer proposed, and what the answer does to that example.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from exports.lists import Content, Flaw
from forms.legacy_text import convert, detect
from forms.letters import fold
from forms.pack import Choice, Field, Kind

_NUMBERS = (Kind.INTEGER, Kind.DECIMAL)
_CHOSEN = (Kind.CHOICE, Kind.CHOICES)
_DAYS = (Kind.DATE, Kind.MONTH, Kind.DATE_OR_YEAR)
_GROUPED = re.compile(r"-?[1-9]\d{0,2}(\.\d{3})+\Z", re.ASCII)
_ENGLISH = re.compile(r"-?(?:\d+\.\d+|\d{1,3}(?:,\d{3})+(?:\.\d+)?)\Z", re.ASCII)
_DIGITS = re.compile(r"-?\d[\d., ]*\Z", re.ASCII)
_ODD_SPACES = re.compile("^\\s|\\s\\Z|[\u00a0\u2007\u202f]|  ")
_FIRST_SERIAL, _LAST_SERIAL = 3_654, 73_050  # 1/1/1910 to 31/12/2099
_EARLY = 1930  # a day before it is a small number shown as a day


class Damage(StrEnum):
    """Kinds of damage; their words are IMPORT_ASK_<name> in the messages."""

    ZEROS = "zeros"  # codes that lost their leading zeros
    DAY_FOR_NUMBER = "day-for-number"  # a number shown as a day
    DAY_FOR_CODE = "day-for-code"  # a code such as 1-2 that became a day
    NUMBER_FOR_DAY = "number-for-day"  # a day that became its number
    GROUPED = "grouped"  # "1.234" as text: 1234
    ENGLISH = "english"  # "1,234.5" as text
    THOUSANDS = "thousands"  # 1.234 taken for a decimal number: 1234
    ROUND = "round"  # more decimals than are asked for
    AS_TEXT = "as-text"  # numbers as text
    SPACES = "spaces"  # trailing, doubled or non-breaking spaces
    OLD_LETTERS = "old-letters"  # TCVN3 or VNI


PROPOSED_NO = frozenset({Damage.THOUSANDS})
"""Damage whose mending is only done when a person says so: it changes what is read by a factor."""


@dataclass(frozen=True, slots=True)
class Question:
    """One kind of damage in one column: how many cells, and the first of them before and after mending."""

    column: int
    damage: Damage
    count: int
    row: int
    before: str
    after: str

    @property
    def proposed(self) -> bool:
        """The answer that stands until a person gives another."""
        return self.damage not in PROPOSED_NO


@dataclass(frozen=True, slots=True)
class Asked:
    """What the cells of a column are to be: the field, the codes it offers (an axis has no field)."""

    field: Field | None
    codes: frozenset[str] = frozenset()

    @classmethod
    def of(cls, field: Field | None, choices: Iterable[Choice] = (), codes: Collection[str] = ()) -> Asked:
        """Put together what a column is asked for."""
        return cls(field, frozenset((*codes, *(choice.name for choice in choices))))


Mend = Callable[[Content, Asked], Content]


def mended(content: Content, asked: Asked, wanted: Iterable[Damage]) -> Content:
    """Mend a content in the ways that were wanted."""
    for damage in wanted:
        if _SEEN[damage](content, asked):
            content = _MENDED[damage](content, asked)
    return content


def damages(content: Content, asked: Asked) -> Iterator[Damage]:
    """Name what is wrong with a content, in the order in which it is mended."""
    for damage in _ORDER:
        if _SEEN[damage](content, asked):
            yield damage
            content = _MENDED[damage](content, asked)


def questions(cells: Iterable[tuple[int, int, Content]], asked: Mapping[int, Asked]) -> tuple[Question, ...]:
    """Look through (row, column, content) and ask once for each kind of damage in each column."""
    counts: Counter[tuple[int, Damage]] = Counter()
    first: dict[tuple[int, Damage], tuple[int, Content]] = {}
    seen: dict[tuple[int, type, Content], tuple[Damage, ...]] = {}
    for row, column, content in cells:
        if column not in asked or content is None:
            continue
        known = (column, type(content), content)
        kinds = seen.get(known)
        if kinds is None:
            kinds = seen[known] = tuple(damages(content, asked[column]))
        for damage in kinds:
            counts[column, damage] += 1
            first.setdefault((column, damage), (row, content))
    out = []
    for (column, damage), count in sorted(counts.items()):
        row, content = first[column, damage]
        kinds = seen[column, type(content), content]
        before = mended(content, asked[column], kinds[: kinds.index(damage)])
        after = mended(before, asked[column], [damage])
        out.append(Question(column, damage, count, row, shown(before), shown(after)))
    return tuple(_settled(out))


def _settled(found: list[Question]) -> Iterator[Question]:
    """Leave out "1.234 means 1234" where the column's other texts show the point to be decimal."""
    english = {one.column for one in found if one.damage is Damage.ENGLISH}
    for one in found:
        if one.damage is not Damage.GROUPED or one.column not in english:
            yield one


def shown(content: Content) -> str:
    """Write a content for a question; spaces that nobody sees as dots."""
    if isinstance(content, datetime):
        return content.strftime("%d/%m/%Y %H:%M")
    if isinstance(content, date):
        return content.strftime("%d/%m/%Y")
    if isinstance(content, float):
        return f"{content:.15g}".replace(".", ",")
    text = content.text if isinstance(content, Flaw) else "" if content is None else str(content)
    return text.replace("\u00a0", "·").replace("\n", "⏎")[:40] if text == text.strip() else f"“{text[:40]}”"


# --- seeing ----------------------------------------------------------------------------------


def _number(asked: Asked) -> bool:
    return asked.field is not None and asked.field.kind in _NUMBERS


def _coded(asked: Asked) -> bool:
    return bool(asked.codes) and (asked.field is None or asked.field.kind in _CHOSEN)


def _zeros(content: Content, asked: Asked) -> bool:
    return _coded(asked) and isinstance(content, str | int) and _padded(content, asked) is not None


def _padded(content: str | int, asked: Asked) -> str | None:
    """Give the one code that is this content with zeros in front."""
    text = str(content).strip()
    if not text.isdigit() or text in asked.codes or len(text) > 12:
        return None
    fits = {code for code in asked.codes if code.isdigit() and code.lstrip("0") == text.lstrip("0")}
    return fits.pop() if len(fits) == 1 else None


def _day_for_number(content: Content, asked: Asked) -> bool:
    return _number(asked) and isinstance(content, date) and content.year < _EARLY


def _day_for_code(content: Content, asked: Asked) -> bool:
    return _coded(asked) and isinstance(content, date) and _code_of(content, asked) is not None


def _code_of(content: date, asked: Asked) -> str | None:
    pairs = ((content.day, content.month), (content.month, content.day), (content.month, content.year % 100))
    ways = {f"{a}{mark}{b}" for a, b in pairs for mark in "-/."} | {
        f"{a:02d}{mark}{b:02d}" for a, b in pairs for mark in "-/."
    }
    fits = asked.codes & ways
    return min(fits) if len(fits) == 1 else None


def _number_for_day(content: Content, asked: Asked) -> bool:
    days = asked.field is not None and asked.field.kind in _DAYS
    return days and isinstance(content, int) and _FIRST_SERIAL <= content <= _LAST_SERIAL


def _grouped(content: Content, asked: Asked) -> bool:
    return _number(asked) and isinstance(content, str) and bool(_GROUPED.match(content.strip()))


def _english(content: Content, asked: Asked) -> bool:
    if not _number(asked) or not isinstance(content, str):
        return False
    text = content.strip()
    if not _ENGLISH.match(text) or _GROUPED.match(text):
        return False
    # "1,234" is 1,234 to a Vietnamese reader, unless no decimals are asked for.
    return "." in text or (
        asked.field is not None and asked.field.kind is Kind.INTEGER and asked.field.scale == 1
    )


def _thousands(content: Content, asked: Asked) -> bool:
    field = asked.field
    if field is None or field.kind is not Kind.INTEGER or field.scale != 1 or not isinstance(content, float):
        return False
    return not content.is_integer() and abs(round(content * 1000) - content * 1000) < 1e-6


def _round(content: Content, asked: Asked) -> bool:
    if (
        not _number(asked)
        or not isinstance(content, float)
        or asked.field is None
        or _thousands(content, asked)
    ):
        return False
    places = _places(asked.field)
    # Half a household is no rounding matter: it is refused where it stands.
    return places > 0 and _half_up(content, places) != Decimal(f"{content:.15g}")


def _places(field: Field) -> int:
    return len(str(field.scale)) - 1 if field.kind is Kind.INTEGER else field.decimals


def _as_text(content: Content, asked: Asked) -> bool:
    if not _number(asked) or not isinstance(content, str) or not _DIGITS.match(content.strip()):
        return False
    return not _grouped(content, asked) and not _english(content, asked)


def _spaces(content: Content, _asked: Asked) -> bool:
    return isinstance(content, str) and bool(_ODD_SPACES.search(content))


def _old_letters(content: Content, _asked: Asked) -> bool:
    return isinstance(content, str) and not content.isascii() and detect(content) is not None


# --- mending ---------------------------------------------------------------------------------


def _with_zeros(content: Content, asked: Asked) -> Content:
    return _padded(content, asked) if isinstance(content, str | int) else content


def _as_number(content: Content, _asked: Asked) -> Content:
    if not isinstance(content, date):
        return content
    serial = (date(content.year, content.month, content.day) - date(1899, 12, 30)).days
    return serial - 1 if serial <= 60 else serial


def _as_code(content: Content, asked: Asked) -> Content:
    return _code_of(content, asked) if isinstance(content, date) else content


def _as_day(content: Content, _asked: Asked) -> Content:
    return date.fromordinal(date(1899, 12, 30).toordinal() + content) if isinstance(content, int) else content


def _ungrouped(content: Content, _asked: Asked) -> Content:
    return int(str(content).strip().replace(".", ""))


def _from_english(content: Content, _asked: Asked) -> Content:
    plain = str(content).strip().replace(",", "")
    return float(plain) if "." in plain else int(plain)


def _times_1000(content: Content, _asked: Asked) -> Content:
    return round(float(str(content)) * 1000)


def _rounded(content: Content, asked: Asked) -> Content:
    if not isinstance(content, float) or asked.field is None:
        return content
    places = _places(asked.field)
    return float(_half_up(content, places))


def _half_up(number: float, places: int) -> Decimal:
    return Decimal(f"{number:.15g}").quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _tidy(content: Content, _asked: Asked) -> Content:
    lines = str(content).replace("\u00a0", " ").replace("\u2007", " ").replace("\u202f", " ").split("\n")
    return "\n".join(" ".join(line.split()) for line in lines).strip()


def _new_letters(content: Content, _asked: Asked) -> Content:
    text = str(content)
    kind = detect(text)
    return convert(text, kind) if kind is not None else text


def _same(content: Content, _asked: Asked) -> Content:
    return content


_ORDER = (
    Damage.OLD_LETTERS,
    Damage.SPACES,
    Damage.ZEROS,
    Damage.DAY_FOR_NUMBER,
    Damage.DAY_FOR_CODE,
    Damage.NUMBER_FOR_DAY,
    Damage.GROUPED,
    Damage.ENGLISH,
    Damage.THOUSANDS,
    Damage.ROUND,
    Damage.AS_TEXT,
)
_SEEN: Mapping[Damage, Callable[[Content, Asked], bool]] = {
    Damage.OLD_LETTERS: _old_letters,
    Damage.SPACES: _spaces,
    Damage.ZEROS: _zeros,
    Damage.DAY_FOR_NUMBER: _day_for_number,
    Damage.DAY_FOR_CODE: _day_for_code,
    Damage.NUMBER_FOR_DAY: _number_for_day,
    Damage.GROUPED: _grouped,
    Damage.ENGLISH: _english,
    Damage.THOUSANDS: _thousands,
    Damage.ROUND: _round,
    Damage.AS_TEXT: _as_text,
}
_MENDED: Mapping[Damage, Mend] = {
    Damage.OLD_LETTERS: _new_letters,
    Damage.SPACES: _tidy,
    Damage.ZEROS: _with_zeros,
    Damage.DAY_FOR_NUMBER: _as_number,
    Damage.DAY_FOR_CODE: _as_code,
    Damage.NUMBER_FOR_DAY: _as_day,
    Damage.GROUPED: _ungrouped,
    Damage.ENGLISH: _from_english,
    Damage.THOUSANDS: _times_1000,
    Damage.ROUND: _rounded,
    Damage.AS_TEXT: _same,
}


def nearest(text: str, names: Mapping[str, str], most: int = 3) -> tuple[str, ...]:
    """Propose the names likest to a text that is none of them; `names`: folded -> what to show."""
    from difflib import get_close_matches

    return tuple(dict.fromkeys(names[one] for one in get_close_matches(fold(text), names, most, 0.55)))
