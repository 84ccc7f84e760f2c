"""One column of a list on its way to a field or an axis: contents become values, or Problems."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from exports.layout_values import read_code
from exports.lists import Content, Flaw
from forms.answers import State, Value
from forms.letters import fold, normalise
from forms.pack import Choice, Field, Kind
from forms.problems import Problem
from forms.values import parse
from office.import_damage import Asked, Damage, damages, mended, nearest, shown

Read = tuple[Value | None, State | None]

_NUMBERS = (Kind.INTEGER, Kind.DECIMAL)
_STATES = {"-": State.NONE, "–": State.NONE, "?": State.UNKNOWN}
_LONGER = 9  # decimals of what arrives for a computed cell: it is compared, not stored as typed
_MOST_KNOWN = 100_000  # contents whose value is kept, a column
_STATED_ONLY = frozenset({Damage.SPACES, Damage.AS_TEXT, Damage.GROUPED, Damage.OLD_LETTERS})
"""Damage that reading alone would pass over: where its mending was not wanted the cell is refused."""


class FieldColumn:
    """Reads the contents of one column as values of `field`."""

    def __init__(
        self,
        field: Field,
        choices: Collection[Choice],
        wanted: Collection[Damage],
        language: str,
        *,
        takes_state: bool,
    ) -> None:
        self.field = field
        self._asked = Asked.of(field, choices)
        self._choices = tuple(choices)
        self._wanted = tuple(wanted)
        self._language = language
        self._takes_state = takes_state
        computed = field.calculate is not None and field.kind is Kind.DECIMAL
        self._parsed = replace(field, decimals=_LONGER) if computed else field
        self._known: dict[tuple[type, Content], Read | Problem] = {}

    def read(self, content: Content) -> Read:
        """Give the value, or the state of a blank; raise the Problem of a content that is neither."""
        if content is None:
            return None, None
        place = type(content), content
        found = self._known.get(place)
        if found is None:
            try:
                found = self._read(content)
            except Problem as problem:
                found = problem
            if len(self._known) < _MOST_KNOWN:
                self._known[place] = found
        if isinstance(found, Problem):
            raise found
        return found

    def _read(self, content: Content) -> Read:
        if isinstance(content, Flaw):
            raise Problem("IMPORT_FLAW", text=content.text)
        kinds = tuple(damages(content, self._asked))
        if any(kind in _STATED_ONLY and kind not in self._wanted for kind in kinds):
            raise Problem("IMPORT_LEFT", text=shown(content))
        content = mended(content, self._asked, [kind for kind in kinds if kind in self._wanted])
        if self._takes_state and isinstance(content, str) and content.strip() in _STATES:
            return None, _STATES[content.strip()]
        return self._value(content), None

    def _value(self, content: Content) -> Value | None:
        field = self.field
        if field.kind is Kind.INTEGER and type(content) is int and field.scale == 1 and abs(content) < 10**15:
            return content
        try:
            return parse(self._text(content), self._parsed, self._choices, self._language)
        except Problem as problem:
            if problem.code != "NOT_IN_LIST":
                raise
            raise unknown_code(shown(content), _names(self._choices)) from None

    def _text(self, content: Content) -> str:
        if isinstance(content, date):
            if self.field.kind in _NUMBERS:
                raise Problem("IMPORT_DAY", text=shown(content))
            if self.field.kind is Kind.YEAR:
                return str(content.year)
            month = f"{content.month:02d}/{content.year:04d}"
            return month if self.field.kind is Kind.MONTH else f"{content.day:02d}/{month}"
        if isinstance(content, int | float):
            digits = format(Decimal(f"{content:.15g}"), "f")
            if self.field.kind in _NUMBERS:
                return digits.replace(".", "," if self._language == "vi" else ".")
            return digits if self._language == "en" else digits.replace(".", ",")
        text = str(content)
        # Drop-downs of the Excel form hold "Giao thông [road]".
        code = read_code(text.strip()) if self.field.kind is Kind.CHOICE else text
        return code if code in self._asked.codes else text


class AxisColumn:
    """Reads the contents of one column as codes of an axis; `known`: what may stand there, folded -> code."""

    def __init__(self, known: Mapping[str, str], wanted: Collection[Damage]) -> None:
        self._names = known
        self._asked = Asked.of(None, codes=set(known.values()))
        self._wanted = wanted

    def read(self, content: Content) -> str:
        """Give the code; raise IMPORT_CODE with the nearest ones."""
        if isinstance(content, Flaw):
            raise Problem("IMPORT_FLAW", text=content.text)
        kinds = [kind for kind in damages(content, self._asked) if kind in self._wanted]
        content = mended(content, self._asked, kinds)
        if isinstance(content, float) and content.is_integer():
            content = int(content)
        text = shown(content) if isinstance(content, date) else normalise(str(content or ""))
        code = self._names.get(fold(text))
        if code is None:
            raise unknown_code(text, {name: one for name, one in self._names.items() if name})
        return code


def unknown_code(text: str, names: Mapping[str, str]) -> Problem:
    """Say that a code is not known, and which ones are like it."""
    near = nearest(text, names)
    if not near:
        return Problem("IMPORT_CODE", text=text[:40])
    return Problem("IMPORT_CODE_NEAR", text=text[:30], near="; ".join(near)[:60])


def _names(choices: Collection[Choice]) -> dict[str, str]:
    found: dict[str, str] = {}
    for choice in choices:
        label = choice.label.get("vi") or choice.name
        told = choice.name if choice.name == label else f"{choice.name} ({label})"
        for name in (choice.name, *choice.label.values()):
            found.setdefault(fold(name), told[:40])
    return found
