"""Hidden nodes: parts of a pack's expressions that are worked out once and not for every row that asks.

A *flag* stands in each row of a table and says whether the row passes the predicates of a path, so that an
entry tries one row again and not all. A *lone* node stands beside all tables and holds what comes to the
same for every row of a repeat. Both are steps like any other: ordered, budgeted, moved by what they read. A
node also moves when it becomes known whether all answers it reads are given (`Row.known`).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from forms.engine_findings import all_known, known
from forms.engine_graph import Graph, Plan, Step
from forms.pack import Table, TableKind
from forms.xpath.bind import bind_flag, bind_lone
from forms.xpath.bound import Ref, World
from forms.xpath.nodes import Row, Shape, Store
from forms.xpath.parse import Refused, Tree
from forms.xpath.values import Inner

HIDDEN = "hidden"
"""The kind of a step that works out a hidden node."""


class HiddenNodes:
    """Makes the hidden nodes of a pack, one for parts that read the same."""

    def __init__(self, plans: Sequence[Plan]) -> None:
        """Begin without any. Their own table comes after those of the pack and the unit."""
        self._plans = {plan.shape.index: plan for plan in plans}
        self._flags: dict[tuple[int, tuple[Tree, ...], bool], int | None] = {}
        self._lone: dict[tuple[Tree, bool], int | None] = {}
        shape = Shape(len(plans) + 1, HIDDEN, single=True)
        shape.chain = (shape.index,)
        self.plan = Plan(Table("", "", "", TableKind.SINGLE, {}, ()), 0, shape)
        self.steps: list[Step] = []
        self.world: World | None = None

    def flag(self, shape: Shape, tests: tuple[Tree, ...], *, of_form: bool) -> int | None:
        """Have every row of a table hold whether it passes the tests; give the slot, None where it cannot."""
        plan, place = self._plans.get(shape.index), (shape.index, tests, of_form)
        if plan is None or self.world is None:
            return None
        if place not in self._flags:
            try:
                code = bind_flag(tests, shape, self.world, of_form=of_form)
            except Refused:
                self._flags[place] = None
            else:
                self._flags[place] = plan.width
                self.steps.append(Step(HIDDEN, plan, plan.width, code.refs, code=code))
                plan.width += 1
        return self._flags[place]

    def lone(self, tree: Tree, *, guarded: bool) -> tuple[Shape, int] | None:
        """Have a part that is the same for all rows worked out once; give where it is held."""
        if self.world is None:
            return None
        if (tree, guarded) not in self._lone:
            try:
                code = bind_lone(tree, self.world, guarded=guarded)
            except Refused:
                self._lone[tree, guarded] = None
            else:
                slot = self._lone[tree, guarded] = self.plan.width
                self.plan.width += 1
                self.steps.append(Step(HIDDEN, self.plan, slot, code.refs, code=code))
        found = self._lone[tree, guarded]
        return None if found is None else (self.plan.shape, found)


def hidden_row(graph: Graph, store: Store) -> None:
    """Put the row of the lone nodes where they are read."""
    shape = graph.lone.shape
    store.tables[shape.index] = [Row(shape, (), graph.lone.width, store)]


def work_hidden(step: Step, rows: Iterable[Row]) -> list[Row]:
    """Work a hidden node out for rows; give those in which it moved."""
    assert step.code is not None  # noqa: S101 - such steps have an expression
    assert step.slot is not None  # noqa: S101 - and a slot
    code, run, slot = step.code, step.code.run, step.slot
    moved: list[Row] = []
    sure: bool | None = None  # of all answers that any row reads
    for row in rows:
        if sure is None:
            sure = all_known(code, row.root)
        value, before = run(row, row, 0), row.v[slot]
        is_known = sure or known(code, row)
        if row.known[slot] is is_known and (value is before or _same(value, before)):
            continue
        row.v[slot], row.known[slot] = value, is_known
        moved.append(row)
    return moved


def work_read(graph: Graph, refs: Iterable[Ref], store: Store) -> None:
    """Work out the hidden nodes that these refs read, where a store is not kept up to date."""
    for step in _read(graph.hidden, refs):
        work_hidden(step, store.tables[step.plan.shape.index])


def _read(hidden: Mapping[tuple[int, int], Step], refs: Iterable[Ref]) -> list[Step]:
    """Give the hidden nodes that refs read, each after those it reads itself."""
    found: dict[int, Step] = {}
    for ref in refs:
        step = hidden.get((ref.shape.index, ref.slot))
        if step is not None and step.rank not in found:
            found.update({one.rank: one for one in (*_read(hidden, step.refs), step)})
    return [found[rank] for rank in sorted(found)]


def _same(one: Inner, other: Inner) -> bool:
    """Say whether two values are one to every expression: also NaN and NaN, but not 0 and -0."""
    if type(one) is not type(other):
        return False
    if isinstance(one, float) and isinstance(other, float) and not isinstance(one, bool):
        if math.isnan(one):
            return math.isnan(other)
        return one == other and math.copysign(1, one) == math.copysign(1, other)
    return one == other
