"""The static tree that paths are resolved on, and the rows that hold the values while a form is open.

A `Shape` is a table as expressions see it: its columns have fixed places ("slots"), so that `../c14`
becomes one list access. A `Row` holds one row's values; a `Store` all rows of one unit.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from functools import lru_cache
from itertools import product

from forms.answers import Key, State, Value
from forms.problems import Problem
from forms.xpath.values import Inner, number, text

BUDGET = 10_000_000
"""Rows that may be visited for one entry (some seconds); 2,000-row tables need some ten thousands."""


@dataclass(eq=False, slots=True)
class Node:
    """A place in the tree of a form: a form's root, a row of a table, a group or a field.

    An attribute's name begins with "@"; "#" begins the name of text and comments, which "*" passes over.
    """

    name: str
    parent: Node | None = None
    children: dict[str, Node] = field(default_factory=dict)
    shape: Shape | None = None  # the table whose row holds this place; None above every repeat
    slot: int | None = None  # a field's place in the row
    is_row: bool = False  # the row itself
    flag: int | None = None  # slot of the row that says whether this place is asked

    def child(self, name: str) -> Node:
        """Give the child of that name, made when it is not there."""
        if name not in self.children:
            self.children[name] = Node(name, self, shape=self.shape)
        return self.children[name]


@dataclass(eq=False, slots=True)
class Shape:
    """A table, list or instance as expressions see it. `chain`: the tables from the outermost to this one."""

    index: int  # place among the tables of a store; -1 for a list whose rows never change
    name: str
    slots: dict[str, int] = field(default_factory=dict)
    chain: tuple[int, ...] = ()
    single: bool = False  # always exactly one row
    grows: bool = False  # rows come and go
    fixed: frozenset[int] = frozenset()  # slots whose values never change while the form is open
    numeric: frozenset[int] = frozenset()  # slots that hold a number or a blank, nothing else
    textual: frozenset[int] = frozenset()  # slots that hold a text or a blank, nothing else
    flag: int | None = None  # slot that says whether a row is asked at all: others are not found
    rows: list[Row] = field(default_factory=list)  # of a list
    node: Node = field(default_factory=lambda: Node(""))
    lookup: dict[tuple[int, ...], RowsByValue] = field(default_factory=dict)  # of a list

    @property
    def depth(self) -> int:
        """Count the tables down to and with this one."""
        return len(self.chain)


RowsByValue = Mapping[tuple[str | float, ...], list["Row"]]
Alike = dict[int | str, list["Row"]]
"""Rows by a text, or by a number in millionths: numbers equal within `EPSILON` are at most neighbours."""
_PLACES, _LARGEST = 1_000_000, 1e18


class Row:
    """One row: `v` the values expressions read, by slot; the rest is what people typed."""

    __slots__ = (
        "children",
        "index",
        "key",
        "known",
        "order",
        "parent",
        "pending",
        "raw",
        "root",
        "shape",
        "state",
        "stated",
        "v",
    )

    def __init__(self, shape: Shape, key: Key, width: int, root: Store, parent: Row | None = None) -> None:
        """Make a row of `width` blank slots."""
        self.shape = shape
        self.key = key
        self.root = root
        self.parent = parent
        self.index = 0  # 0-based among its siblings
        self.order: tuple[int, ...] = ()  # where it stands in its table, for sorting
        self.v: list[Inner] = [None] * width
        self.known: list[bool] = [True] * width
        self.raw: dict[int, Value] = {}
        self.state: dict[int, State] = {}
        self.stated: dict[int, Value] = {}
        self.children: dict[int, list[Row]] = {}
        self.pending: set[int] = set()  # defaults not yet handed out to be stored


class Store:
    """All rows of one unit, by table.

    `today` and `now` are handed in: expressions never ask the system clock. `now` carries the zone in which
    moments are written; without it the day begins, in UTC.
    """

    __slots__ = ("budget", "by_key", "chosen", "columns", "lookups", "now", "tables", "today", "unknown")

    def __init__(self, tables: int, today: date, now: datetime | None = None) -> None:
        """Make a store for so many tables, without rows."""
        self.tables: list[list[Row]] = [[] for _ in range(tables)]
        self.by_key: list[dict[Key, Row]] = [{} for _ in range(tables)]
        self.unknown: list[dict[int, int]] = [{} for _ in range(tables)]  # cells without answer, by slot
        self.lookups: dict[tuple[int, tuple[int, ...]], RowsByValue] = {}
        self.columns: dict[int, dict[int, Alike]] = {}  # rows by what a column now holds, by table and slot
        self.chosen: dict[tuple[object, Row], list[Row]] = {}  # what a predicate leaves for good
        self.today = today
        self.now = now or datetime.combine(today, time(), UTC)
        self.budget = BUDGET

    def spend(self, rows: int) -> None:
        """Count rows visited; raise `Problem("PACK_BUDGET")` when an expression visits too many."""
        self.budget -= rows + 1
        if self.budget < 0:
            raise Problem("PACK_BUDGET")

    def lookup(self, shape: Shape, slots: tuple[int, ...]) -> RowsByValue:
        """Give the rows of a table by the values of slots that never change."""
        if shape.index < 0:
            if slots not in shape.lookup:
                shape.lookup[slots] = rows_by_value(shape.rows, slots)
            return shape.lookup[slots]
        place = (shape.index, slots)
        found = self.lookups.get(place)
        if found is None:
            found = self.lookups[place] = rows_by_value(self.tables[shape.index], slots)
        return found

    def alike(self, shape: Shape, slot: int, value: Inner) -> list[Row] | None:
        """Give rows among which are all that hold a value in a column of numbers or of texts, in order.

        None where the index cannot tell, as for a text that is compared with numbers. An index is made when
        it is first asked for and lasts until the column moves (`forget`).
        """
        numeric = slot in shape.numeric
        if value is None or value == "":
            places: list[int | str] = [""]
        elif numeric and type(value) is float and abs(value) < _LARGEST:
            near = round(value * _PLACES)
            places = [near - 1, near, near + 1]
        elif not numeric and isinstance(value, str):
            places = [value]
        else:
            return None
        columns = self.columns.setdefault(shape.index, {})
        index = columns.get(slot)
        if index is None:
            self.spend(len(self.tables[shape.index]))
            index = columns[slot] = {}
            for row in self.tables[shape.index]:
                held = row.v[slot]
                if type(held) is float:
                    if not abs(held) < _LARGEST:
                        continue  # equal to none that is asked for
                    held = round(held * _PLACES)
                index.setdefault("" if held is None else held, []).append(row)  # type: ignore[arg-type]
        found = [rows for place in places if (rows := index.get(place)) is not None]
        return None if len(found) > 1 else found[0] if found else []

    def forget(self, table: int, slot: int) -> None:
        """Let go of what is known of a column that moved; of all of them where rows came or went (-1)."""
        if slot < 0:
            self.columns.pop(table, None)
        elif table in self.columns:
            self.columns[table].pop(slot, None)


def rows_by_value(rows: Iterable[Row], slots: Sequence[int]) -> RowsByValue:
    """Index rows by text and, where the text is a number, by the number: '2018' is found by both."""
    index: dict[tuple[str | float, ...], list[Row]] = {}
    for row in rows:
        for way in product(*[_ways(row.v[slot]) for slot in slots]):
            index.setdefault(way, []).append(row)
    return index


@lru_cache(maxsize=4096, typed=True)
def _ways(value: Inner) -> tuple[str | float, ...]:
    """Give what a value is found by; the rows of a pack are the same for every unit that is opened."""
    as_text, as_number = text(value), number(value)
    return (as_text,) if math.isnan(as_number) else (as_text, as_number)
