"""A pack's forms as one graph: which cell comes from which, in what order, and which rules look at it.

Built once for a pack. Every value, relevance, requirement and lock has a fixed slot in its row; a `Step`
works out one slot of one row; `edges` say which steps to take again when a slot moves. All forms of a
pack share the graph, so that a check across forms is nothing special.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from forms.answers import Address, parse_key
from forms.engine_binding import BindingPlanner, problem_of
from forms.engine_graph import (
    Cell,
    Doing,
    Edge,
    Graph,
    GroupPlan,
    Message,
    Plan,
    Rule,
    Step,
)
from forms.engine_order import in_order
from forms.engine_tree import plainly
from forms.pack import (
    Action,
    Check,
    Kind,
    Pack,
    TableKind,
)
from forms.problems import Problem
from forms.register import asked_of
from forms.xpath.bind import bind_rows, bind_set
from forms.xpath.bound import Code, Ref, Rows
from forms.xpath.nodes import Row, Shape
from forms.xpath.parse import Refused
from forms.xpath.values import Inner, truth

LONG_LIST = 100  # items: shorter lists are filtered item by item
VALUE_CHANGED = "xforms-value-changed"


def plan_pack(pack: Pack, *, hide: bool = True) -> Graph:
    """Build the graph; raise `Problem` PACK_EXPRESSION or PACK_CYCLE naming the place in the source.

    `hide`: work parts of expressions out once on hidden nodes; without it each where it stands.
    """
    return _Planner(pack, hide=hide).graph()


def refusals(pack: Pack) -> tuple[Problem, ...]:
    """Give every refusal of an expression at once, and where there is none the circle they make."""
    planner = _Planner(pack, gathered=[])
    try:
        planner.graph()
    except Problem as problem:
        return (*(planner.gathered or ()), problem)
    return tuple(planner.gathered or ())


class _Planner(BindingPlanner):
    """Lays out the steps: what is worked out, from what, in what order."""

    def graph(self) -> Graph:
        asked = [
            (plan, cell) for plan in self.plans for cell in plan.cells if cell.field.kind is not Kind.KEY
        ]
        for plan, cell in asked:
            self.switch(plan, cell, "relevant", cell.field.relevant)
            cell.node.flag = cell.relevant_slot
        for plan, cell in asked:
            self.bind_cell(plan, cell)
        for plan, cell in asked:
            self.cell_steps(plan, cell)
        for plan in self.plans:
            if plan.table.count:
                self.count_step(plan)
        self.group_steps()
        for check in self.pack.checks:
            self.check_step(check)
        doings = self.doings()
        for number, step in enumerate(self.steps):
            step.number = number
        steps = in_order([*self.steps, *self.nodes.steps])
        edges: dict[tuple[int, int], dict[Edge, None]] = {}
        for step in steps:
            for ref in step.refs:
                if ref.through and step.slot is not None:
                    continue  # the hidden node hands on what moves; a rule also tells which cells it read
                edge = Edge(step.rank, step.plan, ref.bound, _usable(ref, step.plan))
                edges.setdefault((ref.shape.index, ref.slot), {})[edge] = None
        ranks = {kind: _ranks(steps, kind) for kind in ("value", "cell-rules")}
        explaining = [plan for plan in self.plans if plan.table.role == "explanations"]
        return Graph(
            self.pack,
            tuple(self.plans),
            self.by_table,
            tuple(steps),
            {place: tuple(found) for place, found in edges.items()},
            ranks["value"],
            ranks["cell-rules"],
            self.unit,
            explaining[0] if explaining else None,
            self.groups,
            *doings,
            {(s.plan.shape.index, s.slot): s for s in self.nodes.steps if s.slot is not None},
            self.nodes.plan,
            self.asked(),
        )

    def asked(self) -> dict[tuple[str, str], Code]:
        """Bind what the figures that follow from these tables ask of each row (`Pack.derivations`)."""
        found: dict[tuple[str, str], Code] = {}
        for one in (*self.pack.derivations, *self.pack.carried):
            plan = self.by_table.get(one.source)
            for expression in asked_of(one) if plan else ():
                if plan and (one.source, expression) not in found:
                    found[one.source, expression] = self.bound(expression, plan.shape.node, one.place)
        return found

    def cell_steps(self, plan: Plan, cell: Cell) -> None:
        own = plan.shape
        source = cell.field.source or f"{plan.table.id}.{cell.field.id}"
        flags: list[Ref] = []
        for name in ("relevant", "required", "readonly"):
            slot: int | None = getattr(cell, f"{name}_slot")
            if slot is None:
                continue
            flags.append(_own(own, slot))
            outer = self.above(cell.field.path, name)
            if outer is not None and outer == (plan, slot):
                self.sharing.setdefault((plan.shape.index, slot), []).append(cell)
                continue
            expression: str = getattr(cell.field, name)
            never = plainly(expression) is False
            code = self.bound("false()" if never else expression, cell.node, source, hide=True)
            if outer is not None:
                code = _joined(code, outer, name, own)
            self.steps.append(Step("flag", plan, slot, code.refs, cell, code))
        refs = cell.calculate.refs if cell.calculate else ()
        if not plan.blanks_told:  # whether it must be filled in says nothing about the value
            flags = [flag for flag in flags if flag.slot != cell.required_slot]
        offering = (*(cell.choice_filter.refs if cell.choice_filter else ()), *cell.itemset_refs)
        self.steps.append(Step("value", plan, cell.slot, (*flags, *refs, *offering), cell, cell.calculate))
        looked_at: list[Ref] = [_own(own, cell.slot), *flags, *cell.itemset_refs]
        if cell.required_slot is not None:
            looked_at.append(_own(own, cell.required_slot))
        for rule in (cell.constraint, cell.warn, cell.choice_filter, *_message_codes(cell.messages.values())):
            if rule is not None:
                looked_at.extend(rule.refs)
        self.steps.append(Step("cell-rules", plan, None, tuple(looked_at), cell))

    def count_step(self, plan: Plan) -> None:
        """Have the row above work out how many rows a repeat is to have."""
        above = self.plans[plan.shape.chain[-2]] if plan.shape.depth > 1 else None
        node = plan.shape.node.parent
        source = plan.table.source or plan.table.path
        if above is None or node is None:
            raise Problem(
                "PACK_EXPRESSION", source=source, expression=plan.table.count, reason="unsupported", detail=""
            )
        code = self.bound(plan.table.count or "", node, source, hide=True)
        plan.count_slot = above.width
        above.width += 1
        self.steps.append(Step("count", above, plan.count_slot, code.refs, code=code, counted=plan))

    def group_steps(self) -> None:
        """Have the flags of groups worked out, outer ones first."""
        for group, name, plan, slot, outer in self.flags:
            expression: str | None = getattr(group, name)
            source = group.source or group.path
            neutral = "true()" if name == "relevant" else "false()"
            always = plainly(expression) if expression else None
            text = neutral if not expression else "false()" if always is False else expression
            code = self.bound(text, self.node(group.path), source, hide=True)
            if outer is not None:
                code = _joined(code, outer, name, plan.shape)
            step = Step("flag", plan, slot, code.refs, code=code)
            step.shown = self.sharing.get((plan.shape.index, slot), [])
            self.steps.append(step)
        for plan in self.plans:
            for group in self.pack.forms[plan.form].groups:
                relevant, readonly = (
                    self.inherited.get((group.path, name)) or self.above(group.path, name)
                    for name in ("relevant", "readonly")
                )
                node = self.node(group.path)
                if node.shape is plan.shape:
                    self.groups[group.path] = GroupPlan(
                        group,
                        plan,
                        relevant[1] if relevant and relevant[0] is plan else None,
                        readonly[1] if readonly and readonly[0] is plan else None,
                        group.path in self.locked,
                        {
                            lang: self.bound(text, node, group.source or group.path)
                            for lang, text in group.live_label.items()
                        },
                    )

    def doings(self) -> tuple[dict[str, tuple[Doing, ...]], dict[tuple[int, int], tuple[Doing, ...]]]:
        """Bind the actions: by event, and those of a changed value by the place that changes."""
        cells = {cell.field.path: (plan, cell) for plan in self.plans for cell in plan.cells}
        by_event: dict[str, list[Doing]] = {}
        by_place: dict[tuple[int, int], list[Doing]] = {}
        for form in self.pack.forms:
            for action in form.actions:
                found = cells.get(action.target)
                if found is None:
                    self.refuse(
                        problem_of(action.target, action.source, Refused("unknown-path", action.target))
                    )
                    continue
                plan, cell = found
                source = action.source or action.target
                code = self.bound(action.value, cell.node, source) if action.value else None
                rows = self.rows_of(action, cells) if action.where else None
                doing = Doing(action, plan, cell, code, rows)
                for event in action.events:
                    trigger = cells.get(action.trigger)
                    if event == VALUE_CHANGED and trigger is not None:
                        place = trigger[0].shape.index, trigger[1].slot
                        by_place.setdefault(place, []).append(doing)
                    elif event != VALUE_CHANGED:
                        by_event.setdefault(event, []).append(doing)
        return (
            {event: tuple(found) for event, found in by_event.items()},
            {place: tuple(found) for place, found in by_place.items()},
        )

    def rows_of(self, action: Action, cells: Mapping[str, tuple[Plan, Cell]]) -> Rows | None:
        """Bind the rows that an action names by predicates."""
        trigger = cells.get(action.trigger)
        node = trigger[1].node if trigger else self.node(action.target)
        try:
            return bind_set(action.where, node, self.world)[0]
        except Refused as refused:
            self.refuse(problem_of(action.where, action.source or action.target, refused))
            return None

    def check_step(self, check: Check) -> None:
        source = check.source or check.id
        plan = self.by_table.get(check.context)
        if plan is None:
            raise Problem(
                "PACK_EXPRESSION", source=source, expression=check.context, reason="unknown-table", detail=""
            )
        node = plan.shape.node
        expression = self.bound(check.expression, node, source, hide=True)
        when = self.bound(check.when, node, source, hide=True) if check.when else None
        cells: list[Code] = []
        fixed: list[Address] = []
        for place in check.cells:
            address = self.address(place)
            if address is not None:
                fixed.append(address)
                continue
            try:
                cells.append(bind_rows(place, node, self.world))
            except Refused as refused:
                raise problem_of(place, source, refused) from refused
        message = self.message(check.message, node, source)
        rule = Rule(check, plan, expression, when, tuple(cells), tuple(fixed), message)
        codes = (expression, when, *cells, *message.codes.values())
        refs = tuple(ref for code in codes if code is not None for ref in code.refs)
        self.steps.append(Step("check", plan, None, refs, rule=rule))

    def address(self, text: str) -> Address | None:
        found = re.fullmatch(r"([A-Za-z0-9_.]+?)(?:\[([^\]=]*)\])?\.([A-Za-z0-9_]+)", text)
        if not found or found[1] not in self.by_table or found[3] not in self.by_table[found[1]].by_field:
            return None
        return Address(found[1], parse_key(found[2] or ""), found[3])


def _ranks(steps: Iterable[Step], kind: str) -> dict[tuple[int, int], int]:
    return {(s.plan.shape.index, s.cell.slot): s.rank for s in steps if s.kind == kind and s.cell is not None}


def _usable(ref: Ref, plan: Plan) -> tuple[tuple[int, int | None, str], ...]:
    """Keep a join where the reader's table never gains rows and nothing else ties the rows together."""
    if ref.bound or plan.table.kind is not TableKind.FIXED:
        return tuple(pair for pair in ref.join if pair[1] is None) if not ref.bound else ()
    return ref.join


def _own(shape: Shape, slot: int) -> Ref:
    return Ref(shape, slot, shape.depth, (), alone=False, find=lambda row: [row])


def _joined(code: Code, outer: tuple[Plan, int], name: str, shape: Shape) -> Code:
    """Join a condition with that of the group around it: shown where both hold, locked where one does."""
    plan, slot = outer
    levels = shape.depth - plan.shape.depth
    run = code.run

    def held(row: Row | None) -> Inner:
        for _ in range(levels):
            row = row.parent if row else None
        return None if row is None else row.v[slot]

    def shown(r: Row, c: Row, p: int) -> Inner:
        return held(c) is True and truth(run(r, c, p))

    def locked(r: Row, c: Row, p: int) -> Inner:
        return held(c) is True or truth(run(r, c, p))

    def find(row: Row) -> list[Row]:
        at: Row | None = row
        for _ in range(levels):
            at = at.parent if at else None
        return [] if at is None else [at]

    ref = Ref(plan.shape, slot, plan.shape.depth, (), alone=False, find=find)
    return Code(shown if name == "relevant" else locked, "b", (*code.refs, ref))


def _message_codes(messages: Iterable[Message]) -> Iterable[Code]:
    for message in messages:
        yield from message.codes.values()
