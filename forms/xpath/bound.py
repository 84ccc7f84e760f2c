"""What binding an expression leaves: a closure, and which cells it reads.

A closure takes `(r, c, p)`: the row it stands on, the row of the cell being worked out (`current()`),
and the position inside a predicate.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from forms.xpath.nodes import Node, Row, Shape
from forms.xpath.parse import Tree
from forms.xpath.values import Inner, truth

Run = Callable[[Row, Row, int], Inner]
Rows = Callable[[Row, Row, int], list[Row]]
Many = Callable[[Row, Row, int], list[Inner]]
Join = tuple[tuple[int, int | None, str], ...]
ROWS = -1
"""The slot that stands for "the rows of this table": it moves when a row comes or goes."""


@dataclass(frozen=True, slots=True)
class Ref:
    """Cells an expression reads.

    `bound`: how many tables, from the outermost, reader and cell share the same row of. `join`: pairs
    (slot of the cell's row, slot of the reader's row, or None and a constant) that must agree, where
    both sides never change. `alone`: used as one value, so that a blank makes the result meaningless.
    `through`: read by way of a hidden node, which also stands among the refs and moves when it must.
    """

    shape: Shape
    slot: int
    bound: int
    join: Join
    alone: bool
    find: Callable[[Row], list[Row]]
    guards: tuple[Guard, ...] = ()
    through: bool = False
    whole: bool = False  # a predicate tries every row of a table: `find` gives them all

    def read_for(self, row: Row) -> bool:
        """Say whether the branches of `if()` that lead here are taken for a reader's row."""
        return all(guard.holds(row) for guard in self.guards)

    def may_be_read_for(self, row: Row) -> bool:
        """Say the same by the row's keys alone, as far as they decide it."""
        return all(guard.holds(row) for guard in self.guards if guard.by_keys)


@dataclass(frozen=True, slots=True)
class Guard:
    """A test of `if()` that must come out as `wanted`. `by_keys`: it reads nothing but keys and lists."""

    test: Run
    wanted: bool
    by_keys: bool

    def holds(self, row: Row) -> bool:
        """Try the test on a reader's row."""
        return truth(self.test(row, row, 0)) is self.wanted


@dataclass(frozen=True, slots=True)
class Code:
    """A bound expression. `gives`: "n" number, "s" text, "b" truth value, "?" whatever a cell holds.

    `places`: the (table, slot) of each cell that it reads, once.
    """

    run: Run
    gives: str
    refs: tuple[Ref, ...]
    places: tuple[tuple[int, int], ...] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        """Gather the places: they are asked for every row."""
        found = {(ref.shape.index, ref.slot): None for ref in self.refs if ref.slot >= 0 <= ref.shape.index}
        object.__setattr__(self, "places", tuple(found))

    def __call__(self, row: Row) -> Inner:
        """Work the expression out for a row."""
        return self.run(row, row, 0)


class Hidden(Protocol):
    """Makes hidden nodes: parts of expressions that are worked out once and not for every row that asks."""

    def flag(self, shape: Shape, tests: tuple[Tree, ...], *, of_form: bool) -> int | None:
        """Have every row of a table hold whether it passes the tests; give the slot, None where it cannot."""

    def lone(self, tree: Tree, *, guarded: bool) -> tuple[Shape, int] | None:
        """Have a part that is the same for all rows worked out once; give where it is held."""


@dataclass(frozen=True, slots=True)
class World:
    """What paths can reach: the forms by their root's name, and tables, lists and instances by id.

    A `loose` world is that of a form other people made: a path that leads nowhere is blank there, of several
    cells the first counts where one is wanted, and a part that is never reached may be wrong. Without it
    such an expression is refused.
    """

    forms: Mapping[str, Node]
    instances: Mapping[str, Shape]
    records: Mapping[str, Shape]  # instances whose values also stand directly below the root
    labels: Mapping[str, Mapping[str, str]]  # list id -> code -> label, for jr:choice-name
    texts: Mapping[str, str] = field(default_factory=dict)  # of one language, for jr:itext
    loose: bool = False
    hidden: Hidden | None = None  # without it everything is worked out where it stands


@dataclass(frozen=True, slots=True)
class Here:
    """What a relative path starts from: the cell's own row, or an item inside a predicate."""

    node: Node
    bound: int
    find: Callable[[Row], list[Row]]  # all rows this context may stand on, for a reader's row
    item: bool = False
    of_form: bool = False  # the item is a row of the form, come to by its path and not by an instance
    whole: bool = False  # the items are all rows of a table


@dataclass(frozen=True, slots=True)
class Place:
    """Where a path has arrived: a node, and how to come to its row or rows."""

    node: Node
    one: Callable[[Row, Row, int], Row | None] | None
    many: Rows | None
    bound: int
    on_way: bool  # every row so far is the reader's own, so the next table may be the reader's too
    whole: bool = False  # `many` are all rows of a table, so that an index over it may be asked
    join: Join = ()
    of_form: bool = True  # come to by a path of the form and not by an instance
    by_item: bool = False  # by an absolute path in a predicate: the item's own rows are meant first


def own_row(r: Row, _c: Row, _p: int) -> Row:
    """Stand where the closure stands."""
    return r


def readers_row(_r: Row, c: Row, _p: int) -> Row:
    """Stand on the row of the cell being worked out."""
    return c


def nothing(_r: Row, _c: Row, _p: int) -> None:
    """Stand above every table."""
    return
