"""Regular expressions from a pack, checked before use so that none of them can hang the program.

Python's `re` backtracks. A repeat inside a repeat can take exponential time, several open repeats in a
row take polynomial time in the length of the text; the first are refused, for the others the text is
bounded so that the worst case stays in the millions of steps.
"""

from __future__ import annotations

import math
import re
import string
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as reader  # type: ignore[attr-defined]
from typing import Any

from forms.xpath.parse import Refused

MAX_PATTERN = 300  # characters
_LONGEST = (100_000, 10_000, 2_000, 250, 90, 50)  # characters of text, by the number of open repeats
_OPEN = 16  # a repeat that may run more often than this counts as open
_WAYS = 100_000  # ways to take the optional parts of one pattern
_REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT)


@dataclass(frozen=True, slots=True)
class Matcher:
    """A checked pattern; called with a text it says whether the whole of it fits."""

    compiled: re.Pattern[str]
    opened: int  # open repeats of which the next letter does not decide how far they go
    ways: int  # in which the bounded parts can be taken

    def __call__(self, text: str) -> bool:
        """Match a text that is not too long for the pattern."""
        return len(text) <= _LONGEST[self.opened] and self.compiled.fullmatch(text) is not None

    def effort(self, text: str) -> int:
        """Give the most steps that matching this text may take; 0 for one that is too long to be tried."""
        length = len(text)
        if length > _LONGEST[self.opened]:
            return 0
        return (length + int(length**self.opened) // math.factorial(self.opened)) * self.ways


def matcher(pattern: str) -> Matcher:
    """Compile a pattern that must match the whole text; raise `Refused` when it is broken or dangerous."""
    if len(pattern) > MAX_PATTERN:
        raise Refused("pattern-too-long", pattern[:30])
    portable = _portable(pattern)
    try:
        compiled = re.compile(portable, re.ASCII)  # classes of letters as in Java
        parsed = reader.parse(portable, re.ASCII)
        opened, ways = (0, 1) if _decided(parsed, frozenset()) is not None else _effort(parsed, inside=False)
    except (re.error, OverflowError, RecursionError) as error:
        raise Refused("pattern-broken", f"{pattern[:40]} ({error})") from error
    if opened >= len(_LONGEST):
        raise Refused("pattern-dangerous", pattern[:40])
    return Matcher(compiled, opened, ways)


_LETTERS = frozenset(map(chr, (*range(0x250), *range(0x1E00, 0x1F00), 0x2013, 0x2018, 0x2019, 0x20AB)))
"""A sample of what people type: two classes that share none of these share nothing that matters."""

_DIGITS, _BLANKS = frozenset(string.digits), frozenset(" \t\n\r\f\v")
_WORD = frozenset(string.ascii_letters + string.digits + "_")
_CATEGORIES: Mapping[object, Callable[[str], bool]] = {
    codes.CATEGORY_DIGIT: lambda letter: letter in _DIGITS,
    codes.CATEGORY_NOT_DIGIT: lambda letter: letter not in _DIGITS,
    codes.CATEGORY_SPACE: lambda letter: letter in _BLANKS,
    codes.CATEGORY_NOT_SPACE: lambda letter: letter not in _BLANKS,
    codes.CATEGORY_WORD: lambda letter: letter in _WORD,
    codes.CATEGORY_NOT_WORD: lambda letter: letter not in _WORD,
}


def _letters(op: object, value: Any) -> frozenset[str] | None:  # noqa: ANN401 - the parser's own tuples
    """Give the sample letters one atom takes; None for what is no single letter."""
    if op is codes.LITERAL:
        return frozenset((chr(value),))
    if op is codes.NOT_LITERAL:
        return _LETTERS - {chr(value)}
    if op is codes.ANY:
        return _LETTERS - {"\n"}
    if op is not codes.IN:
        return None
    taken: set[str] = set()
    for kind, part in value:
        if kind is codes.LITERAL:
            taken.add(chr(part))
        elif kind is codes.RANGE:
            taken.update(map(chr, range(part[0], min(part[1], part[0] + 0x3000) + 1)))
        elif kind is codes.CATEGORY:
            taken.update(letter for letter in _LETTERS if _CATEGORIES[part](letter))
    negated = value[0][0] is codes.NEGATE
    return frozenset(_LETTERS - taken if negated else taken)


def _decided(parsed: Iterable[Any], follow: frozenset[str]) -> frozenset[str] | None:
    """Give the letters a pattern may begin with (`follow` when it may be empty), or None.

    None means that somewhere the next letter does not decide how to go on; where it always does,
    matching never goes back and takes one step a letter, however long the text.
    """
    for op, value in reversed(list(parsed)):
        letters = _letters(op, value)
        if letters is not None:
            follow = letters
        elif op is codes.AT:
            continue
        elif op is codes.SUBPATTERN:
            inner = _decided(value[3], follow)
            if inner is None:
                return None
            follow = inner
        elif op is codes.BRANCH:
            begins = [_decided(branch, follow) for branch in value[1]]
            union: frozenset[str] = frozenset()
            for begin in begins:
                if begin is None or union & begin:
                    return None
                union |= begin
            follow = union
        elif op in _REPEATS:
            least, most, inner_parsed = value
            begin = _decided(inner_parsed, frozenset(("\0end",)))
            if begin is None or "\0end" in begin or (least != most and begin & follow):
                return None
            if _decided(inner_parsed, begin | follow) is None:
                return None
            follow = begin | follow if least == 0 else begin
        else:
            return None
    return follow


def _portable(pattern: str) -> str:
    """Write in Python's way what Java writes otherwise: a hyphen after a class, the name of a group."""
    named = re.sub(r"\(\?<(?=[A-Za-z])", "(?P<", pattern)
    return re.sub(r"(\\[wdsWDS])-(?=[^\]])", r"\1\\-", named)


def _effort(parsed: Iterable[Any], *, inside: bool) -> tuple[int, int]:
    """Count the open repeats, and the ways in which the bounded parts can be taken.

    `inside` an open or varying repeat nothing may vary: that is where the time becomes exponential.
    """
    opened, ways = 0, 1
    for op, value in parsed:
        more, times = 0, 1
        if op in _REPEATS:
            least, most, inner = value
            varies = least != most
            if inside and varies:
                raise Refused("pattern-dangerous", "( … + ) +")
            more, times = _effort(inner, inside=inside or varies)
            if varies and most > _OPEN:
                more += 1
            elif varies:
                times = most - least + 1
            else:
                more, times = more * most, times ** min(most, _OPEN)
        elif op is codes.SUBPATTERN:
            more, times = _effort(value[3], inside=inside)
        elif op is codes.BRANCH:
            if inside:
                raise Refused("pattern-dangerous", "( … | … ) +")
            branches = [_effort(branch, inside=inside) for branch in value[1]]
            more, times = max(branch[0] for branch in branches), sum(branch[1] for branch in branches)
        elif op in (codes.ASSERT, codes.ASSERT_NOT):
            more, times = _effort(value[1], inside=inside)
        elif op in (codes.GROUPREF, codes.GROUPREF_EXISTS):
            raise Refused("pattern-dangerous", "\\1")
        opened, ways = opened + more, ways * times
        if ways > _WAYS:
            raise Refused("pattern-dangerous", "?")
    return opened, ways
