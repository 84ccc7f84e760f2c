"""Who and what is proposed for awards, with the words that papers need: of this office, or of those below it.

Which question of which table has which role is data (`award_papers.csv`). A level with units below reads the
nominations that came up to it; its records' keys begin with the unit's code.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Final

from forms.answers import Address, Key, Rows, Value
from forms.pack import Field, Table
from forms.values import show
from office.blocks import Gathered, gathered
from office.desk import Desk
from office.entry import Entry

LANGUAGE: Final = "vi"
"""Papers speak Vietnamese, whatever the screen speaks."""
NOMINEE, MODEL = "nominee", "model"
GROUP: Final = "group"
"""The role whose answer says that a group of people is proposed; the answer is data too."""
_NO_PRIORITY: Final = 10**6


@dataclass(frozen=True, slots=True)
class Nominee:
    """One nomination or model: its key, and what stands in each of its roles, in words and as a value."""

    key: Key
    unit: str  # name of the unit below that proposes it, "" at the unit itself
    said: Mapping[str, str]
    values: Mapping[str, Value | None]

    def __getitem__(self, role: str) -> str:
        return self.said.get(role, "")

    @property
    def where(self) -> str:
        """Position and workplace, else the address; the unit where it is another's."""
        parts = [part for part in (self["position"], self["workplace"]) if part]
        told = ", ".join(parts) or self["address"] or self["place"]
        return told if not self.unit or self.unit.lower() in told.lower() else f"{told} ({self.unit})"


class Awards:
    """The nominations that an office can write papers of; its answers are read once."""

    def __init__(self, desk: Desk, found: Gathered | None = None) -> None:
        """Look at the answers of a desk as they are saved; `found`: what counts, where it is gathered."""
        self.desk = desk
        self._gathered = found
        self._read: dict[str, Mapping[str, Rows]] = {}
        self.table = table_for(desk, NOMINEE)

    @cached_property
    def nominees(self) -> tuple[Nominee, ...]:
        """Nominations in the order of their priority, then as they were entered."""
        return tuple(sorted(self._records(NOMINEE), key=_priority))

    @cached_property
    def for_above(self) -> tuple[Nominee, ...]:
        """Nominations that neither this office nor one below it decides."""
        levels = [level.code for level in self.desk.pack.levels]  # the highest first
        own = levels.index(self.desk.unit.level)
        return tuple(
            one
            for one in self.nominees
            if (level := str(one.values.get("level") or "")) not in levels or levels.index(level) < own
        )

    @cached_property
    def models(self) -> tuple[Nominee, ...]:
        """Models that are shown, those with a name."""
        return tuple(one for one in self._records(MODEL) if one["name"])

    def records(self, paper: str) -> tuple[Nominee, ...]:
        """Everything proposed of a kind of paper that has a name, in the order it was entered."""
        return self.nominees if paper == NOMINEE else self.models

    def told(self, place: Address, field: Field) -> str:
        """Give what stands in a cell as a paper says it, "" where nothing is asked or known."""
        value = self.value(place)
        if value is None:
            return ""
        return show(value, field, self.desk.pack.lists.get(field.list or "", ()), LANGUAGE)

    def rows(self, table: str, above: Key = ()) -> tuple[Key, ...]:
        """List the rows of a table, below a record where one is given."""
        if not self.desk.has_below:
            return tuple(key for key in self._entry.rows(table) if key[: len(above)] == above)
        below = self._below(table)
        found = ((unit, *key) for unit in sorted(below) for key in below[unit])
        return tuple(key for key in found if key[: len(above)] == above)

    def _below(self, table: str) -> Mapping[str, Rows]:
        """Give the rows of a table by unit; the office and those between it and the units propose too."""
        if table not in self._read:
            there = self._found.in_table(table)
            self._read[table] = {unit: one.values.get(table, {}) for unit, one in there.items()}
        return self._read[table]

    @cached_property
    def _found(self) -> Gathered:
        return self._gathered or gathered(self.desk)

    @cached_property
    def _entry(self) -> Entry:
        return Entry(self.desk)

    def value(self, place: Address) -> Value | None:
        """Give what stands in a cell, None where nothing is asked or known."""
        if self.desk.has_below:
            unit, *key = place.key
            return self._below(place.table).get(unit, {}).get(tuple(key), {}).get(place.field)
        view = self._entry.view(place)
        return view.value if view.relevant else None

    def _records(self, paper: str) -> Iterator[Nominee]:
        table = table_for(self.desk, paper)
        if table is None:
            return
        known = {field.id: field for field in table.fields}
        roles = {role: name for role, name in _fields()[table.id, paper].items() if name in known}
        for key in self.rows(table.id):
            places = {role: Address(table.id, key, name) for role, name in roles.items()}
            said = {role: self.told(place, known[place.field]) for role, place in places.items()}
            values = {role: self.value(place) for role, place in places.items()}
            unit = "" if not self.desk.has_below else self.desk.pack.units_by_code[key[0]].name
            yield Nominee(key, unit, said, values)


def has_awards(desk: Desk) -> bool:
    """Tell whether nominations for awards are made or gathered here with the office's pack."""
    return table_for(desk, NOMINEE) is not None


def roles_of(table: str) -> Mapping[str, str]:
    """Give the roles of a table of nominations: role -> field."""
    return _fields().get((table, NOMINEE), {})


def roles_for(desk: Desk, paper: str) -> Mapping[str, str]:
    """Which question of a kind of paper has which role: role -> field."""
    table = table_for(desk, paper)
    return _fields().get((table.id, paper), {}) if table is not None else {}


def is_group(table: str, one: Nominee) -> bool:
    """Tell whether a nomination is of a group of people, whose name says nothing of one person."""
    value = next(
        (line["value"] for line in _lines() if (line["table"], line["role"]) == (table, GROUP)), None
    )
    return value is not None and one.values.get(GROUP) == value


def agreed(paper: str, table: str, one: Nominee) -> bool:
    """Tell whether a record may be named in public: where its form asks, only if the answer says so."""
    value = next(
        (
            line["value"]
            for line in _lines()
            if (line["table"], line["paper"], line["role"]) == (table, paper, "publish")
        ),
        None,
    )
    return value is None or str(one.values.get("publish")) == value


def lines_of(name: str) -> tuple[dict[str, str], ...]:
    """Read a file of data that lies beside this one."""
    text = files(__package__).joinpath(name).read_text("utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@cache
def _lines() -> tuple[dict[str, str], ...]:
    return lines_of("award_papers.csv")


@cache
def _fields() -> Mapping[tuple[str, str], Mapping[str, str]]:
    """Read which field of which table has which role: (table, paper) -> role -> field."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    for line in _lines():
        found.setdefault((line["table"], line["paper"]), {})[line["role"]] = line["field"]
    return found


def table_for(desk: Desk, paper: str) -> Table | None:
    """Find the table that feeds a kind of paper: of the unit's own forms, or of those below it."""
    forms = desk.pack.forms if desk.has_below else desk.pack.forms_for(desk.unit)
    here = {table.id: table for form in forms for table in form.tables}
    return next((here[name] for name, kind in _fields() if kind == paper and name in here), None)


def _priority(one: Nominee) -> int:
    text = str(one.values.get("priority"))
    return int(text) if text.isdecimal() else _NO_PRIORITY
