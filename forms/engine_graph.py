"""What a pack's forms are once planned: cells, tables, steps and edges, each with its bound expressions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as filled
from datetime import date, datetime

from forms.answers import Address, Key, Value
from forms.pack import (
    Action,
    Check,
    Choice,
    Field,
    Group,
    Kind,
    Pack,
    Table,
    Words,
)
from forms.xpath.bound import Code, Ref, Rows
from forms.xpath.nodes import Node, Row, Shape, Store
from forms.xpath.values import Inner

NUMERIC = frozenset({Kind.INTEGER, Kind.DECIMAL})


@dataclass(eq=False, slots=True)
class Cell:
    """A field with its bound expressions. `slot` is its place in a row; the others are None where fixed.

    `type` is that of its answers, `decimals` what a number is kept with; `bring` brings a computed value
    into the field's kind; `judged`: a typed one may not fit it.
    """

    field: Field
    slot: int
    node: Node
    numeric: bool
    type: type[Value]
    decimals: int
    bring: Callable[[Inner], Inner]
    judged: bool
    computed: bool = False
    calculate: Code | None = None
    default: Code | None = None
    relevant_slot: int | None = None
    required_slot: int | None = None
    readonly_slot: int | None = None
    required: bool = False  # always
    readonly: bool = False  # always
    constraint: Code | None = None
    warn: Code | None = None
    choice_filter: Code | None = None
    choice_set: Rows | None = None  # the items that the filter of a long list lets through
    choices: tuple[Choice, ...] = ()
    choice_rows: Mapping[str, Row] = filled(default_factory=dict)
    choice_words: Mapping[str, Mapping[str, Code]] = filled(default_factory=dict)  # by code, of live labels
    messages: Mapping[str, Message] = filled(default_factory=dict)  # "constraint", "warn", "required"
    live_label: Mapping[str, Code] = filled(default_factory=dict)  # by language
    itemset: Itemset | None = None
    itemset_refs: tuple[Ref, ...] = ()
    said: dict[str, Words] = filled(default_factory=dict)  # the engine's sentences that name only the field


@dataclass(frozen=True, slots=True)
class Itemset:
    """Choices that are rows of a repeat: `rows` finds them, the slots hold code and label."""

    rows: Rows
    value: int
    label: int


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence by language, cut at its placeholders: texts and names in turn; `codes` by name."""

    parts: Mapping[str, tuple[str, ...]]
    codes: Mapping[str, Code]
    cells: Mapping[str, Cell]  # the cell a placeholder leads to, for its form of number


@dataclass(frozen=True, slots=True)
class GroupPlan:
    """A group as the engine sees it: whose row it stands in and where that row holds its flags."""

    group: Group
    plan: Plan
    relevant_slot: int | None
    readonly_slot: int | None
    readonly: bool
    live_label: Mapping[str, Code]


@dataclass(eq=False, slots=True)
class Plan:
    """A table with its cells by slot."""

    table: Table
    form: int  # place of its form in the pack
    shape: Shape
    cells: tuple[Cell, ...] = ()
    by_field: Mapping[str, Cell] = filled(default_factory=dict)
    width: int = 0
    fixed_labels: Mapping[Key, Words] = filled(default_factory=dict)
    key_cells: tuple[tuple[int, int], ...] = ()  # (slot of an axis, its place in the key)
    row_values: Mapping[Key, tuple[tuple[int, str], ...]] = filled(
        default_factory=dict
    )  # columns of the list, by fixed row: (slot, text)
    blanks_told: bool = True  # see `Form`
    count_slot: int | None = None  # where the row above holds how many rows there are to be


@dataclass(frozen=True, slots=True)
class Doing:
    """A bound action: what it sets, and the value it gives when worked out on a row of `plan`."""

    action: Action
    plan: Plan
    cell: Cell
    code: Code | None
    rows: Rows | None = None


@dataclass(eq=False, slots=True)
class Rule:
    """A check with its bound expressions; `cells` give the cells to mark."""

    check: Check
    plan: Plan
    expression: Code
    when: Code | None
    cells: tuple[Code, ...]
    fixed_cells: tuple[Address, ...]
    message: Message


@dataclass(eq=False, slots=True)
class Step:
    """One thing to work out for a row of `plan`.

    `slot`: a value, a relevance, a requirement or a lock, or None for a rule that only finds. `kind` is
    "value", "flag", "count", "hidden", "cell-rules" or "check"; `refs` what is read. `shown`: the cells that
    a flag of a group makes come and go; `counted`: the table whose rows a count is of. `rank` is its place in
    the order of work, `number` that in the order of the forms, then of the checks.
    """

    kind: str
    plan: Plan
    slot: int | None
    refs: tuple[Ref, ...]
    cell: Cell | None = None
    code: Code | None = None
    rule: Rule | None = None
    rank: int = 0
    number: int = 0
    shown: list[Cell] = filled(default_factory=list)
    counted: Plan | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """A step to take again, and for which rows (see `affected`)."""

    rank: int
    plan: Plan
    bound: int
    join: tuple[tuple[int, int | None, str], ...]


@dataclass(eq=False, slots=True)
class Graph:
    """All plans, steps in the order they must be taken, and the edges by (table, slot)."""

    pack: Pack
    plans: tuple[Plan, ...]
    by_table: Mapping[str, Plan]
    steps: tuple[Step, ...]
    edges: Mapping[tuple[int, int], tuple[Edge, ...]]
    value_rank: Mapping[tuple[int, int], int]
    rules_rank: Mapping[tuple[int, int], int]
    unit: Shape
    explanations: Plan | None
    groups: Mapping[str, GroupPlan]  # by path
    doings: Mapping[str, tuple[Doing, ...]]  # by event
    triggers: Mapping[tuple[int, int], tuple[Doing, ...]]  # by the place whose value changes
    hidden: Mapping[tuple[int, int], Step]  # nodes of `forms.engine_hidden` by (table, slot)
    lone: Plan  # the table of those that stand in no row
    asked: Mapping[tuple[str, str], Code] = filled(default_factory=dict)  # by table and expression

    def store(self, today: date, now: datetime | None = None) -> Store:
        """Make a store for these tables, that of the unit and that of the lone nodes."""
        return Store(len(self.plans) + 2, today, now)


def affected(edge: Edge, row: Row) -> Iterable[Row]:
    """Give the rows for which an edge's step must be taken again when a cell of `row` has moved."""
    reader = edge.plan.shape
    if edge.bound == 0:
        if not edge.join:
            return row.root.tables[reader.index]
        slots: list[int] = []
        wanted: list[Inner] = []
        for mine, readers, constant in edge.join:
            if readers is None:
                if row.v[mine] != constant:
                    return ()
            else:
                slots.append(readers)
                wanted.append(row.v[mine])
        if not slots:
            return row.root.tables[reader.index]
        return row.root.lookup(reader, tuple(slots)).get(tuple(str(v) for v in wanted), [])
    at: Row | None = row
    for _ in range(row.shape.depth - edge.bound):
        at = at.parent if at else None
    if at is None:
        return ()
    rows: list[Row] = [at]
    for index in reader.chain[edge.bound :]:
        rows = [child for parent in rows for child in parent.children.get(index, ())]
    return rows
