"""Views of a table's rows: which are shown, and in which order; what is stored stays as it is.

arrange(keys, wanted, source) -> the keys to show; filtering and sorting never make, lose or double one
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from forms.answers import Address, Key, Value
from forms.letters import fold, sort_key, text_order
from forms.pack import Choice, Field, Kind
from forms.values import show
from office.entry import Entry
from office.finding import Index, beginnings, insides

_NUMBERS = (Kind.INTEGER, Kind.DECIMAL)
_FIGURE = r"(-?[0-9]+(?:[., ]?[0-9]+)*)"
_LIMIT = re.compile(rf"(>=|<=|>|<|=)?\s*{_FIGURE}(?:\s*\.\.\s*{_FIGURE})?\Z")


class Only(StrEnum):
    """Rows of one kind alone."""

    ALL = ""
    PROBLEMS = "problems"  # with an error or a warning, in the row or below it
    BLANKS = "blanks"  # with a cell that is still to be answered
    NOTED = "noted"  # marked with a note


class By(StrEnum):
    """How rows are sorted; rows that are equal, or blank there, keep the order of entry (blank ones last)."""

    ENTRY = ""
    RISING = "rising"  # text by the Vietnamese alphabet, figures and dates by size
    FALLING = "falling"
    GIVEN_NAME = "given name"  # the last word first: how lists of people are kept


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person wants to see of a table.

    `text`: words anywhere in the row, as the finder looks for them. `value` of the column `field`: words, the
    code of a choice, or for figures also ">= 5", "< 3", "2..4"; `by` sorts by the column `sorted_by`.
    """

    text: str = ""
    field: str = ""
    value: str = ""
    only: Only = Only.ALL
    sorted_by: str = ""
    by: By = By.ENTRY

    @property
    def filters(self) -> bool:
        """Whether rows may be left out."""
        return bool(fold(self.text) or (self.field and self.value.strip()) or self.only)

    @property
    def plain(self) -> bool:
        """Whether everything is shown in the order of entry."""
        return not self.filters and not (self.sorted_by and self.by)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a view reads rows from: their folded text, their values, and the rows of a kind."""

    text: Callable[[Key], str]  # with a space before and behind it
    value: Callable[[Key, str], Value | None]
    field: Callable[[str], Field]
    of_kind: Callable[[Only], Collection[Key]]
    shown: Callable[[Value, Field], str]
    codes: Callable[[Field], Collection[str]]  # of the items of a column's list


def source_of(entry: Entry, index: Index, table: str, of_kind: Callable[[Only], Collection[Key]]) -> Source:
    """Read the rows of one table of the open answers; `of_kind` knows the rows with marks."""
    index.read((table,))
    fields = {field.id: field for field in entry.table(table).fields}

    def listed(field: Field) -> tuple[Choice, ...]:
        return entry.desk.pack.lists.get(field.list or "", ())

    return Source(
        lambda key: index.text(table, key),
        lambda key, name: entry.view(Address(table, key, name)).value,
        fields.__getitem__,
        of_kind,
        lambda value, field: show(value, field, listed(field), entry.words_language),
        lambda field: {choice.name for choice in listed(field)},
    )


def arrange(keys: Sequence[Key], wanted: Wanted, source: Source) -> tuple[Key, ...]:
    """Give the keys to show, in the order to show them in."""
    return _sorted(_filtered(keys, wanted, source), wanted, source)


def _filtered(keys: Iterable[Key], wanted: Wanted, source: Source) -> list[Key]:
    found = list(keys)
    if wanted.only:
        chosen = set(source.of_kind(wanted.only))
        found = [key for key in found if key in chosen]
    if wanted.field and wanted.value.strip():
        fits = _fitting(wanted.value.strip(), source.field(wanted.field), source)
        found = [key for key in found if fits(source.value(key, wanted.field))]
    for words in (beginnings(wanted.text), insides(wanted.text)):
        having = [key for key in found if all(word in source.text(key) for word in words)]
        if having:
            return having
    return []


def _fitting(text: str, field: Field, source: Source) -> Callable[[Value | None], bool]:
    """Understand what is wanted of a column."""
    limits = _limits(text) if field.kind in _NUMBERS else None
    if limits is not None:
        low, high, open_low, open_high = limits

        def within(value: Value | None) -> bool:
            if not isinstance(value, int | Decimal):
                return False
            number = Decimal(value) / field.scale
            above = low is None or (number > low if open_low else number >= low)
            return above and (high is None or (number < high if open_high else number <= high))

        return within
    if text in source.codes(field):
        return lambda value: value is not None and text in str(value).split()
    words = fold(text).split()
    known: dict[Value, bool] = {}

    def fits(value: Value | None) -> bool:
        if value is None:
            return False
        if value not in known:
            said = fold(source.shown(value, field))
            known[value] = bool(words) and all(word in said for word in words)
        return known[value]

    return fits


def _limits(text: str) -> tuple[Decimal | None, Decimal | None, bool, bool] | None:
    """Read "5", ">= 5", "< 3", "2..4" as (least, most, least left out, most left out); None for words."""
    found = _LIMIT.match(text)
    numbers = [_number(part) for part in found.groups()[1:]] if found else []
    if not found or numbers[0] is None:
        return None
    sign, first, last = found[1] or "=", numbers[0], numbers[1]
    if last is not None:
        return first, last, False, False
    low = first if sign in (">=", ">", "=") else None
    high = first if sign in ("<=", "<", "=") else None
    return low, high, sign == ">", sign == "<"


def _number(text: str | None) -> Decimal | None:
    """Read a figure as it is typed here: points group, a comma parts the decimals."""
    if text is None:
        return None
    try:
        return Decimal("".join(text.split()).replace(".", "").replace(",", "."))
    except InvalidOperation:
        return None


def _sorted(keys: list[Key], wanted: Wanted, source: Source) -> tuple[Key, ...]:
    if not (wanted.sorted_by and wanted.by):
        return tuple(keys)
    field = source.field(wanted.sorted_by)
    values = {key: source.value(key, field.id) for key in keys}
    blank = [key for key in keys if values[key] is None]
    rest = [key for key in keys if values[key] is not None]
    place = _placed(field, wanted.by, source)
    rest.sort(key=lambda key: place(values[key]), reverse=wanted.by is By.FALLING)
    return (*rest, *blank)


def _placed(field: Field, by: By, source: Source) -> Callable[[Any], Any]:
    """Give what sorts a column's values: figures and dates by size, words by their letters."""
    if field.kind in _NUMBERS:
        return lambda value: value
    if field.kind in (Kind.TEXT, Kind.MEMO, Kind.CHOICE, Kind.CHOICES):
        order = sort_key if by is By.GIVEN_NAME else text_order
        return lambda value: order(source.shown(value, field))
    return str  # dates, months and years are kept so that their text sorts them


class Arrangement:
    """The view of one table that a person works in; it stands still while they type.

    A row that no longer fits stays where it is until the person filters or sorts again (`show`); a row that
    came is shown at the end, whatever it holds, and one that went is shown no longer.
    """

    def __init__(self) -> None:
        """Begin with everything in the order of entry."""
        self.wanted = Wanted()
        self._shown: tuple[Key, ...] | None = None
        self._known: frozenset[Key] = frozenset()  # all rows of the table when it was arranged

    def show(self, wanted: Wanted, keys: Sequence[Key], source: Source) -> None:
        """Filter and sort anew."""
        self.wanted = wanted
        self._shown = None if wanted.plain else arrange(keys, wanted, source)
        self._known = frozenset(keys)

    def keys(self, keys: Sequence[Key]) -> tuple[Key, ...]:
        """Give the rows to show of all that there are."""
        if self._shown is None:
            return tuple(keys)
        there = frozenset(keys)
        new = tuple(key for key in keys if key not in self._known)
        return (*(key for key in self._shown if key in there), *new)
