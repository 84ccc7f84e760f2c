"""A pack's forms as one graph: which cell comes from which, in what order, and which rules look at it.

Built once for a pack. Every value, relevance, requirement and lock has a fixed slot in its row; a `Step`
works out one slot of one row; `edges` say which steps to take again when a slot moves. All forms of a
pack share the graph, so that a check across forms is nothing special.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from forms.answers import Address, parse_key
from forms.engine_graph import (
    NUMERIC,
    Cell,
    Doing,
    Edge,
    Graph,
    GroupPlan,
    Itemset,
    Message,
    Plan,
    Rule,
    Step,
)
from forms.engine_hidden import HiddenNodes
from forms.engine_lists import UNIT_COLUMNS, campaign_shapes, columns, list_shape
from forms.engine_order import in_order
from forms.pack import (
    Action,
    Check,
    Field,
    Form,
    Group,
    Kind,
    Pack,
    TableKind,
    Words,
)
from forms.problems import Problem
from forms.xpath.bind import bind, bind_filter, bind_rows, bind_set
from forms.xpath.bound import ROWS, Code, Ref, Rows, World
from forms.xpath.nodes import Node, Row, Shape
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


class _Planner:
    def __init__(self, pack: Pack, gathered: list[Problem] | None = None, *, hide: bool = True) -> None:
        self.pack = pack
        self.gathered = gathered  # refusals, where they are not to be raised
        self.inherited: dict[tuple[str, str], tuple[Plan, int]] = {}  # (path, flag): where it is held
        self.locked: set[str] = set()  # groups that are read-only for good
        self.flags: list[tuple[Group, str, Plan, int, tuple[Plan, int] | None]] = []
        self.groups: dict[str, GroupPlan] = {}
        self.plans: list[Plan] = []
        self.roots: dict[str, Node] = {}
        for number, form in enumerate(pack.forms):
            self.plant(number, form)
            for group in form.groups:
                self.plan_group(group)
        self.by_table = {plan.table.id: plan for plan in self.plans}
        self.unit = Shape(len(self.plans), "unit", single=True)
        columns(self.unit, UNIT_COLUMNS)
        self.unit.fixed = frozenset(self.unit.slots.values())
        self.unit.chain = (self.unit.index,)
        self.lists = {name: list_shape(name, choices) for name, choices in pack.lists.items()}
        instances = {plan.table.id: plan.shape for plan in self.plans}
        for name, shape in self.lists.items():
            instances.setdefault(name, shape)
        instances["unit"] = self.unit
        items, record = campaign_shapes(pack)
        instances["campaign"] = items
        labels = {
            f.path: {c.name: c.label.get("vi", c.name) for c in pack.lists.get(f.list or "", ())}
            for plan in self.plans
            for f in plan.table.fields
            if f.list
        }
        loose = any(not form.blanks_told for form in pack.forms)
        self.world = World(
            self.roots, instances, {"unit": self.unit, "campaign": record}, labels, loose=loose
        )
        self.nodes = HiddenNodes(self.plans)
        self.nodes.world = self.hiding = replace(self.world, hidden=self.nodes if hide else None)
        self.steps: list[Step] = []
        self.sharing: dict[tuple[int, int], list[Cell]] = {}

    # -- the tree -----------------------------------------------------------------------------------

    def plant(self, number: int, form: Form) -> None:
        """Give a form's tables their shapes, parents before children."""
        tables = sorted(form.tables, key=lambda table: (table.path.count("/"), form.tables.index(table)))
        shapes: dict[str, Plan] = {}
        for table in tables:
            shape = Shape(0, table.id, single=table.kind is TableKind.SINGLE)
            shape.grows = table.kind is TableKind.RECORDS
            shapes[table.id] = Plan(table, number, shape, blanks_told=form.blanks_told)
        for table in form.tables:
            plan = shapes[table.id]
            plan.shape.index = len(self.plans)
            self.plans.append(plan)
        for table in tables:
            plan = shapes[table.id]
            node = self.node(table.path)
            outer = node.shape
            plan.shape.chain = (*(outer.chain if outer else ()), plan.shape.index)
            node.shape, node.is_row, plan.shape.node = plan.shape, True, node
            self.columns(plan, node)

    def node(self, path: str) -> Node:
        first, *rest = path.strip("/").split("/")
        node = self.roots.setdefault(first, Node(first))
        for name in rest:
            node = node.child(name)
        return node

    def columns(self, plan: Plan, row: Node) -> None:
        """Give each field its slot; a field inside groups is also found directly below its row."""
        table, shape = plan.table, plan.shape
        cells: list[Cell] = []
        for slot, item in enumerate(table.fields):
            inside = item.path.removeprefix(table.path).strip("/").split("/")
            node = row
            for name in inside:
                node = node.child(name)
            node.slot, node.shape = slot, shape
            shape.slots[item.id] = slot
            cells.append(Cell(item, slot, node, item.kind in NUMERIC))
        if not self.pack.forms[plan.form].order:
            for cell in cells:
                row.children.setdefault(cell.node.name, cell.node)
                row.children.setdefault(cell.field.id, cell.node)
        keys = [cell for cell in cells if cell.field.kind is Kind.KEY]
        axes = table.axes or tuple(cell.field.id for cell in keys)
        plan.key_cells = tuple(
            (cell.slot, axes.index(cell.field.id)) for cell in keys if cell.field.id in axes
        )
        if table.kind is TableKind.FIXED:
            shape.fixed = frozenset(cell.slot for cell in keys)
            plan.row_values = {
                row.key: tuple((shape.slots[name], text) for name, text in row.values.items())
                for row in table.rows
                if row.values
            }
        shape.numeric = frozenset(cell.slot for cell in cells if cell.numeric)
        other = {cell.slot for cell in cells if cell.field.kind is Kind.DATE}
        shape.textual = frozenset(shape.slots.values()) - shape.numeric - other
        plan.cells = tuple(cells)
        plan.by_field = {cell.field.id: cell for cell in cells}
        plan.width = len(cells)
        plan.fixed_labels = {fixed.key: fixed.label for fixed in table.rows}

    def plan_group(self, group: Group) -> None:
        """Give a group its flags in the row it stands in; what it does not say it has from further out."""
        plan = max(
            (plan for plan in self.plans if f"{group.path}/".startswith(f"{plan.table.path}/")),
            key=lambda plan: len(plan.table.path),
        )
        for name in ("relevant", "readonly"):
            expression: str | None = getattr(group, name)
            outer = self.above(group.path, name)
            always = _always(expression) if expression else name == "relevant"
            if name == "readonly" and (always or group.path.rpartition("/")[0] in self.locked):
                self.locked.add(group.path)
            elif always is (name == "relevant") or (name == "readonly" and always is False):
                if outer is not None and outer[0] is not plan:
                    self.flag(group, name, plan, outer)
            else:
                self.flag(group, name, plan, outer)
        if group.path == plan.table.path:
            place = self.inherited.get((group.path, "relevant"))
            plan.shape.flag = place[1] if place else None

    def flag(self, group: Group, name: str, plan: Plan, outer: tuple[Plan, int] | None) -> None:
        self.inherited[group.path, name] = plan, plan.width
        node = self.node(group.path)
        if name == "relevant" and node.shape is plan.shape and not node.is_row:
            node.flag = plan.width
        self.flags.append((group, name, plan, plan.width, outer))
        plan.width += 1

    def above(self, path: str, name: str) -> tuple[Plan, int] | None:
        """Find the flag of the nearest group around a path."""
        while path.count("/") > 1:
            path = path.rpartition("/")[0]
            if (path, name) in self.inherited:
                return self.inherited[path, name]
        return None

    # -- expressions --------------------------------------------------------------------------------

    def bound(self, expression: str, node: Node, source: str, *, hide: bool = False) -> Code:
        """Bind an expression. `hide`: one that is kept worked out, so that hidden nodes may serve it."""
        try:
            return bind(expression, node, self.hiding if hide else self.world)
        except Refused as refused:
            return self.refuse(_problem(expression, source, refused))

    def refuse(self, problem: Problem) -> Code:
        """Raise a refusal, or note it and go on with a blank."""
        if self.gathered is None:
            raise problem
        self.gathered.append(problem)
        return Code(lambda _r, _c, _p: None, "?", ())

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
        )

    def bind_cell(self, plan: Plan, cell: Cell) -> None:
        item, node = cell.field, cell.node
        source = item.source or f"{plan.table.id}.{item.id}"

        def code(expression: str | None) -> Code | None:
            return self.bound(expression, node, source, hide=True) if expression else None

        cell.computed = item.calculate is not None
        cell.calculate = code(item.calculate)
        cell.default = self.default(item, node, source)
        cell.constraint = code(item.constraint)
        cell.warn = code(item.warn)
        if item.list:
            cell.choices = self.pack.lists.get(item.list, ())
            self.filter(cell, source)
        self.switch(plan, cell, "required", item.required)
        self.switch(plan, cell, "readonly", item.readonly)
        if item.path.rpartition("/")[0] in self.locked:
            cell.readonly = True
        cell.live_label = {lang: self.bound(text, node, source) for lang, text in item.live_label.items()}
        if item.itemset:
            self.itemset(cell, source)
        cell.messages = {
            name: self.message(words, node, source)
            for name, words in (
                ("constraint", item.constraint_message),
                ("warn", item.warn_message),
                ("required", item.required_message),
            )
            if words
        }

    def switch(self, plan: Plan, cell: Cell, name: str, expression: str | None) -> None:
        """Give a cell the slot of a flag, its own or that of the groups around it."""
        outer = self.above(cell.field.path, name)
        always = _always(expression) if expression and expression.strip() else name == "relevant"
        if always is not None and name != "relevant":
            setattr(cell, name, always)
        elif always is not True:
            setattr(cell, f"{name}_slot", plan.width)
            plan.width += 1
            return
        if outer is not None:
            setattr(cell, f"{name}_slot", outer[1])

    def default(self, item: Field, node: Node, source: str) -> Code | None:
        """Bind a default: an expression, or plain text as XLSForm writes most of them."""
        if not item.default:
            return None
        text = item.default
        plain = not re.search(r"[(){}/$']", text)
        return self.bound(f"'{text}'" if plain else text, node, source)

    def filter(self, cell: Cell, source: str) -> None:
        shape = self.lists.get(cell.field.list or "")
        if shape is None:
            raise Problem(
                "PACK_EXPRESSION", source=source, expression=cell.field.list, reason="no-list", detail=""
            )
        cell.choice_rows = {str(row.v[0]): row for row in shape.rows}
        if cell.field.choice_filter:
            try:
                cell.choice_filter = bind_filter(cell.field.choice_filter, cell.node, shape, self.hiding)
            except Refused as refused:
                cell.choice_filter = None
                self.refuse(_problem(cell.field.choice_filter, source, refused))
            else:
                if len(shape.rows) > LONG_LIST and self.world.instances.get(shape.name) is shape:
                    cell.choice_set = self.chosen(cell, shape)

    def chosen(self, cell: Cell, shape: Shape) -> Rows | None:
        """Bind a filter as a path into the list, which finds its items by hash indexes."""
        path = f'instance("{shape.name}")/root/item[{cell.field.choice_filter}]'
        try:
            return bind_set(path, cell.node, self.hiding)[0]
        except Refused:
            return None

    def itemset(self, cell: Cell, source: str) -> None:
        """Bind choices that are rows of a repeat."""
        item = cell.field
        try:
            rows, node, refs = bind_set(item.itemset or "", cell.node, self.world)
            slots = [node.children[name].slot for name in (item.item_value, item.item_label)]
        except (Refused, KeyError) as error:
            refused = error if isinstance(error, Refused) else Refused("unknown-path", str(error))
            self.refuse(_problem(item.itemset or "", source, refused))
            return
        value, label = slots
        if value is None or label is None:
            self.refuse(_problem(item.itemset or "", source, Refused("not-a-path")))
            return
        cell.itemset = Itemset(rows, value, label)
        shape = node.shape
        if shape is not None and shape.index >= 0:
            refs = (*refs, *(replace(ref, slot=value) for ref in refs if ref.slot == ROWS))
        cell.itemset_refs = refs

    def message(self, words: Words, node: Node, source: str) -> Message:
        """Cut a message at its {placeholders}; each is value, label, key or a path from here."""
        parts: dict[str, tuple[str, ...]] = {}
        codes: dict[str, Code] = {}
        cells: dict[str, Cell] = {}
        for language, sentence in words.items():
            pieces = re.split(r"\{([^{}]+)\}", sentence)
            parts[language] = tuple(pieces)
            for name in pieces[1::2]:
                if name in ("value", "label", "key") or name in codes:
                    continue
                codes[name] = self.placeholder(name, node, source)
                for ref in codes[name].refs:
                    if ref.slot >= 0 and ref.shape.index < len(self.plans):
                        read = self.plans[ref.shape.index].cells
                        if ref.slot < len(read):
                            cells[name] = read[ref.slot]
        return Message(parts, codes, cells)

    def placeholder(self, name: str, node: Node, source: str) -> Code:
        try:
            return bind(name, node, self.world)
        except Refused as refused:
            at = node
            while at.parent is not None and not at.is_row:  # out of the groups around it, up to its row
                at = at.parent
                try:
                    return bind(name, at, self.world)
                except Refused:
                    pass
            return self.refuse(_problem(name, source, refused))

    # -- steps --------------------------------------------------------------------------------------

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
            never = _always(expression) is False
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
            always = _always(expression) if expression else None
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
                        _problem(action.target, action.source, Refused("unknown-path", action.target))
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
            self.refuse(_problem(action.where, action.source or action.target, refused))
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
                raise _problem(place, source, refused) from refused
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


def _always(expression: str) -> bool | None:
    """Read "yes" and "no"; None for a real expression."""
    word = expression.strip().lower()
    return {"yes": True, "true": True, "true()": True, "no": False, "false": False, "false()": False}.get(
        word
    )


def _problem(expression: str, source: str, refused: Refused) -> Problem:
    return Problem(
        "PACK_EXPRESSION", source=source, expression=expression, reason=refused.reason, detail=refused.detail
    )
