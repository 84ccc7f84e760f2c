"""Figures in the officer's text that stay tied to their cells.

The text itself is plain: it travels, prints and is undone as it was typed. Beside it the office remembers
which words of it are the figure of which cell. When the text is edited the ties move along with their words;
a figure that was typed over is a tie no more. A figure whose cell has changed since is told, never rewritten
unasked.

    figures(entry, section) -> Linked(start, end, place, used, now)
    accept(entry, linked)   -> the new figures in the text, as one step of undo
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import Any, Final

from forms.answers import Address
from forms.findings import Change
from forms.pack import Field, Form, Kind, Table, TableKind
from forms.problems import Problem
from forms.values import show
from office.entry import Entry
from office.totals_links import is_total, total, total_field

LANGUAGE: Final = "vi"
"""Reports are written in Vietnamese, whatever the window speaks."""
_REMEMBERED: Final = 4
"""Texts of a section whose ties are known: undo goes back to them."""
_TOKEN: Final = re.compile(r"\d+(?:[.,]\d+)*|\w+|\s+|.", re.DOTALL)
_PER_CENT: Final = "%"
_POINTS: Final = "điểm %"
_NUMBERS: Final = (Kind.INTEGER, Kind.DECIMAL)


@dataclass(frozen=True, slots=True)
class Link:
    """The letters `start` to `end` of a text are the figure of a cell, or what it is more than `before`."""

    start: int
    end: int
    place: Address
    before: Address | None = None

    @property
    def tag(self) -> str:
        """Name the cell, or both cells of a difference."""
        return f"{self.place}-{self.before}" if self.before else str(self.place)


@dataclass(frozen=True, slots=True)
class Linked:
    """A tied figure: the words that stand in the text, and the figure as it is `now`; "" where it is gone."""

    section: Address
    link: Link
    used: str
    now: str

    @property
    def start(self) -> int:
        """Where its words begin in the section."""
        return self.link.start

    @property
    def end(self) -> int:
        """Where its words end."""
        return self.link.end

    @property
    def changed(self) -> bool:
        """Whether the text no longer says what the cell does."""
        return self.used != self.now


def narrative(entry: Entry) -> Form | None:
    """Find the form whose main table is one record of long texts: the report in words."""
    return next((form for form in entry.forms if is_narrative(form)), None)


def is_narrative(form: Form) -> bool:
    """Whether a form is a report in words: its main table is one record of long texts."""
    main = form.tables[0]
    shown = sections_of(main)
    return main.kind is TableKind.SINGLE and bool(shown) and all(one.kind is Kind.MEMO for one in shown)


def sections_of(table: Table) -> tuple[Field, ...]:
    """Give the texts of a narrative in their order."""
    return tuple(one for one in table.fields if one.kind is not Kind.KEY and not one.hidden)


def sections(entry: Entry) -> tuple[Address, ...]:
    """Give the cells of the narrative; () where this unit writes none."""
    form = narrative(entry)
    if form is None:
        return ()
    return tuple(Address(form.tables[0].id, (), one.id) for one in sections_of(form.tables[0]))


def can_link(entry: Entry, place: Address) -> bool:
    """Whether a cell holds a figure that may stand in a text."""
    if is_total(entry, place):
        return True
    field = entry.field(place)
    return field.kind in _NUMBERS and not field.sensitive


def figure(entry: Entry, place: Address, before: Address | None = None) -> str:
    """Write a cell's figure as it stands in a text; "" where it is blank, gone, or no figure.

    With `before`: how much more or less it is, in words with its unit: "giảm 14 hộ".
    """
    number = _number(entry, place)
    if number is None:
        return ""
    if before is None:
        return show(number, field_at(entry, place), (), LANGUAGE)
    other = _number(entry, before)
    return "" if other is None else _more_or_less(Decimal(number) - Decimal(other), field_at(entry, place))


def field_at(entry: Entry, place: Address) -> Field:
    """Say how a figure is written: a cell's of the forms, or that of a consolidated table's total line."""
    return total_field(entry, place) if is_total(entry, place) else entry.field(place)


def _number(entry: Entry, place: Address) -> int | Decimal | None:
    if is_total(entry, place):
        return total(entry, place)
    try:
        value = entry.view(place).value if can_link(entry, place) else None
    except Problem:
        return None
    return value if isinstance(value, int | Decimal) else None


def _more_or_less(more: Decimal, field: Field) -> str:
    if more == 0:
        return "không đổi"
    unit = field.unit.get(LANGUAGE, "")
    unit = _POINTS if unit == _PER_CENT else unit
    return f"{'tăng' if more > 0 else 'giảm'} {show(abs(more), field, (), LANGUAGE)} {unit}".rstrip()


def figures(entry: Entry, section: Address, text: str | None = None) -> tuple[Linked, ...]:
    """Give the tied figures of a section in order, in `text` where it is not what is saved."""
    told = text_of(entry, section) if text is None else text
    return tuple(
        Linked(section, one, told[one.start : one.end], figure(entry, one.place, one.before))
        for one in links(entry, section, told)
    )


def changed(entry: Entry) -> tuple[Linked, ...]:
    """Give every figure of the narrative whose cell has changed since it was put in."""
    return tuple(one for section in sections(entry) for one in figures(entry, section) if one.changed)


def text_of(entry: Entry, section: Address) -> str:
    """Give a section as it is saved."""
    value = entry.view(section).value
    return value if isinstance(value, str) else ""


def links(entry: Entry, section: Address, text: str) -> tuple[Link, ...]:
    """Give the ties of a section in `text`, moved along with what was edited since they were kept.

    A text that undo brought back has the ties it had then.
    """
    kept = _kept(entry, section)
    told = next((one for one in kept if one["text"] == text), kept[0] if kept else None)
    if told is None:
        return ()
    old = [Link(start, end, *map(Address.parse, places)) for start, end, *places in told["links"]]
    return moved(told["text"], text, old)


def keep(entry: Entry, section: Address, text: str, ties: Iterable[Link]) -> None:
    """Remember the ties of a section whose text is `text`, and those of a few texts before."""
    lines = [
        (one.start, one.end, *map(str, filter(None, (one.place, one.before))))
        for one in sorted(ties, key=_at)
    ]
    told = {"text": text, "links": lines}
    others = [one for one in _kept(entry, section) if one["text"] != text]
    kept = json.dumps([told, *others[: _REMEMBERED - 1]], ensure_ascii=False)
    entry.desk.office.set_setting(_setting(entry, section), kept)


def _kept(entry: Entry, section: Address) -> list[dict[str, Any]]:
    return list(json.loads(entry.desk.office.setting(_setting(entry, section)) or "[]"))


def _at(one: Link) -> int:
    return one.start


def tie(entry: Entry, section: Address, text: str, start: int, place: Address) -> None:
    """Tie the figure of `place`, which was just put into `text` at `start`, to its cell."""
    end = start + len(figure(entry, place))
    others = (one for one in links(entry, section, text) if one.end <= start or one.start >= end)
    keep(entry, section, text, (*others, Link(start, end, place)))


def accept(entry: Entry, wanted: Sequence[Linked]) -> Change | None:
    """Put the figures of now into the texts as one step of undo; None where nothing is left to do.

    The tie of a figure that is gone is taken away, and its words stay.
    """
    texts: dict[Address, str] = {}
    ties: dict[Address, list[Link]] = {}
    for section in dict.fromkeys(one.section for one in wanted):
        old = text_of(entry, section)
        told = {(one.start, one.end): one for one in wanted if one.section == section}
        texts[section], ties[section] = _rewritten(old, links(entry, section, old), told)
    new = {section: text for section, text in texts.items() if text != text_of(entry, section)}
    change = entry.put([(section, text, None) for section, text in new.items()]) if new else None
    for section, own in ties.items():
        keep(entry, section, texts[section], own)
    return change


def _rewritten(old: str, ties: Sequence[Link], told: dict[tuple[int, int], Linked]) -> tuple[str, list[Link]]:
    parts, made, read, length = list[str](), list[Link](), 0, 0
    for one in ties:
        wanted = told.get((one.start, one.end))
        before = old[read : one.start]
        words = wanted.now if wanted and wanted.now else old[one.start : one.end]
        length += len(before)
        if wanted is None or wanted.now:
            made.append(replace(one, start=length, end=length + len(words)))
        parts += (before, words)
        length += len(words)
        read = one.end
    return "".join((*parts, old[read:])), made


def moved(old: str, new: str, ties: Sequence[Link]) -> tuple[Link, ...]:
    """Carry ties from a text to what became of it; one whose words were touched is gone."""
    if old == new:
        return tuple(ties)
    place_of = _places(old, new)
    found = []
    for one in ties:
        places = [place_of.get(at, -1) for at in range(one.start, one.end)]
        if places and places[0] >= 0 and places == list(range(places[0], places[0] + len(places))):
            start, end = places[0], places[0] + len(places)
            if not _goes_on(new, start, end):
                found.append(replace(one, start=start, end=end))
    return tuple(found)


def _goes_on(text: str, start: int, end: int) -> bool:
    """Whether digits were typed right before or behind a figure: it is another number then."""
    return text[max(start - 1, 0) : start].isdigit() or text[end : end + 1].isdigit()


def _places(old: str, new: str) -> dict[int, int]:
    """Say where each letter that stayed now stands.

    What is alike from both ends stayed; between, words stayed that stand beside the same words, where those
    three stand once in either text, and what goes on alike from there. That takes time by the length of the
    text alone, also where all of it was replaced.
    """
    shorter = min(len(old), len(new))
    first = next((n for n in range(shorter) if old[n] != new[n]), shorter)
    most = shorter - first
    last = next((n for n in range(most) if old[-1 - n] != new[-1 - n]), most)
    places = {at: at for at in range(first)}
    places |= {len(old) - 1 - n: len(new) - 1 - n for n in range(last)}
    left = list(_tokens(old, first, len(old) - last))
    right = list(_tokens(new, first, len(new) - last))
    for one, other in _alike([word for _, word in left], [word for _, word in right]):
        here, there = left[one][0], right[other][0]
        places |= {here + n: there + n for n in range(len(left[one][1]))}
    return places


def _alike(left: Sequence[str], right: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Pair the words that stayed, in order: those between anchors that are alike going on from them."""
    anchors = [(-1, -1), *_anchors(left, right), (len(left), len(right))]
    for (low, down), (high, up) in pairwise(anchors):
        if low >= 0:
            yield low, down
        ahead = 1
        while low + ahead < high and down + ahead < up and left[low + ahead] == right[down + ahead]:
            yield low + ahead, down + ahead
            ahead += 1
        back = 1
        while high - back >= low + ahead and up - back >= down + ahead:
            if left[high - back] != right[up - back]:
                break
            yield high - back, up - back
            back += 1


def _anchors(left: Sequence[str], right: Sequence[str]) -> list[tuple[int, int]]:
    """Give words whose neighbours stand once in both texts: the longest row that kept its order."""
    known, other = _once(left), _once(right)
    pairs = [(at, other[three]) for three, at in known.items() if three in other]
    tops: list[int] = []  # the smallest end of a row of each length, and the pair it ends with
    ends: list[int] = []
    before: list[int] = []
    for number, (_, there) in enumerate(pairs):
        length = bisect_left(tops, there)
        before.append(ends[length - 1] if length else -1)
        tops[length : length + 1] = [there]
        ends[length : length + 1] = [number]
    row, at = list[tuple[int, int]](), ends[-1] if ends else -1
    while at >= 0:
        row.append(pairs[at])
        at = before[at]
    return row[::-1]


def _once(words: Sequence[str]) -> dict[tuple[str, ...], int]:
    """Give each word in the middle of three that stand together once, by the three, in order."""
    found: dict[tuple[str, ...], int] = {}
    for at in range(1, len(words) - 1):
        three = tuple(words[at - 1 : at + 2])
        found[three] = -1 if three in found else at
    return {three: at for three, at in found.items() if at >= 0}


def _tokens(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    for found in _TOKEN.finditer(text, start, end):
        yield found.start(), found[0]


def _setting(entry: Entry, section: Address) -> str:
    return f"figures:{entry.submission}:{section}"
