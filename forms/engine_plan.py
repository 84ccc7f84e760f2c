"""A pack's forms as one graph: which cell comes from which, in what order, and which rules look at it.

Built once for a pack. Every value, relevance, requirement and lock has a fixed slot in its row; a `Step`
works out one slot of one row; `edges` say which steps to take again when a slot moves. All forms of a
pack share the graph, so that a check across forms is nothing special.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as filled
from datetime import date

from forms.answers import Address, Key, parse_key
from forms.pack import Check, Choice, Field, Form, Kind, Pack, Table, TableKind, Unit, Words
from forms.problems import Problem
from forms.xpath.bind import bind, bind_filter, bind_rows
from forms.xpath.bound import Code, Ref, World
from forms.xpath.nodes import Node, Row, Shape, Store
from forms.xpath.parse import Refused
from forms.xpath.values import Inner

NUMERIC = frozenset({Kind.INTEGER, Kind.DECIMAL})
UNIT_COLUMNS = ("code", "name", "short_name", "level", "kind", "type", "parent", "area")
_NO_DAY = date(1970, 1, 1)  # rows of a list are never asked for the day
CAMPAIGN_COLUMNS = ("id", "standard", "last_year", "data_date")


@dataclass(eq=False, slots=True)
class Cell:
    """A field with its bound expressions. `slot` is its place in a row; the others are None where fixed."""

    field: Field
    slot: int
    node: Node
    numeric: bool
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
    choices: tuple[Choice, ...] = ()
    choice_rows: Mapping[str, Row] = filled(default_factory=dict)
    messages: Mapping[str, Message] = filled(default_factory=dict)  # "constraint", "warn", "required"


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence by language, cut at its placeholders: texts and names in turn; `codes` by name."""

    parts: Mapping[str, tuple[str, ...]]
    codes: Mapping[str, Code]
    cells: Mapping[str, Cell]  # the cell a placeholder leads to, for its form of number


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
    "value", "flag", "cell-rules" or "check"; `refs` what is read.
    """

    kind: str
    plan: Plan
    slot: int | None
    refs: tuple[Ref, ...]
    cell: Cell | None = None
    code: Code | None = None
    rule: Rule | None = None
    rank: int = 0


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


def plan_pack(pack: Pack) -> Graph:
    """Build the graph; raise `Problem` PACK_EXPRESSION or PACK_CYCLE naming the place in the source."""
    return _Planner(pack).graph()


class _Planner:
    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.plans: list[Plan] = []
        self.roots: dict[str, Node] = {}
        for number, form in enumerate(pack.forms):
            self.plant(number, form)
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
        self.world = World(self.roots, instances, {"unit": self.unit, "campaign": record}, labels)
        self.steps: list[Step] = []

    # -- the tree -----------------------------------------------------------------------------------

    def plant(self, number: int, form: Form) -> None:
        """Give a form's tables their shapes, parents before children."""
        tables = sorted(form.tables, key=lambda table: (table.path.count("/"), form.tables.index(table)))
        shapes: dict[str, Plan] = {}
        for table in tables:
            shape = Shape(0, table.id, single=table.kind is TableKind.SINGLE)
            shape.grows = table.kind is TableKind.RECORDS
            shapes[table.id] = Plan(table, number, shape)
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
        for cell in cells:
            row.children.setdefault(cell.node.name, cell.node)
            row.children.setdefault(cell.field.id, cell.node)
        keys = [cell for cell in cells if cell.field.kind is Kind.KEY]
        axes = table.axes or tuple(cell.field.id for cell in keys)
        plan.key_cells = tuple(
            (cell.slot, axes.index(cell.field.id)) for cell in keys if cell.field.id in axes
        )
        if table.kind is TableKind.FIXED:
            shape.fixed = frozenset(slot for slot, _ in plan.key_cells)
        shape.numeric = frozenset(cell.slot for cell in cells if cell.numeric)
        other = {cell.slot for cell in cells if cell.field.kind is Kind.DATE}
        shape.textual = frozenset(shape.slots.values()) - shape.numeric - other
        plan.cells = tuple(cells)
        plan.by_field = {cell.field.id: cell for cell in cells}
        plan.width = len(cells)
        plan.fixed_labels = {fixed.key: fixed.label for fixed in table.rows}

    # -- expressions --------------------------------------------------------------------------------

    def bound(self, expression: str, node: Node, source: str) -> Code:
        try:
            return bind(expression, node, self.world)
        except Refused as refused:
            raise _problem(expression, source, refused) from refused

    def graph(self) -> Graph:
        for plan in self.plans:
            for cell in plan.cells:
                if cell.field.kind is not Kind.KEY:
                    self.bind_cell(plan, cell)
        for plan in self.plans:
            for cell in plan.cells:
                if cell.field.kind is not Kind.KEY:
                    self.cell_steps(plan, cell)
        for check in self.pack.checks:
            self.check_step(check)
        steps = in_order(self.steps)
        edges: dict[tuple[int, int], dict[Edge, None]] = {}
        for step in steps:
            for ref in step.refs:
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
        )

    def bind_cell(self, plan: Plan, cell: Cell) -> None:
        item, node = cell.field, cell.node
        source = item.source or f"{plan.table.id}.{item.id}"

        def code(expression: str | None) -> Code | None:
            return self.bound(expression, node, source) if expression else None

        cell.computed = item.calculate is not None
        cell.calculate = code(item.calculate)
        cell.default = self.default(item, node, source)
        cell.constraint = code(item.constraint)
        cell.warn = code(item.warn)
        if item.list:
            cell.choices = self.pack.lists.get(item.list, ())
            self.filter(cell, source)
        for name, expression in (
            ("relevant", item.relevant),
            ("required", item.required),
            ("readonly", item.readonly),
        ):
            if expression is None or not expression.strip():
                continue
            always = _always(expression)
            if always is not None and name != "relevant":
                setattr(cell, name, always)
            elif always is not True:
                setattr(cell, f"{name}_slot", plan.width)
                plan.width += 1
        cell.messages = {
            name: self.message(words, node, source)
            for name, words in (
                ("constraint", item.constraint_message),
                ("warn", item.warn_message),
                ("required", item.required_message),
            )
            if words
        }

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
                cell.choice_filter = bind_filter(cell.field.choice_filter, cell.node, shape, self.world)
            except Refused as refused:
                raise _problem(cell.field.choice_filter, source, refused) from refused

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
                        cells[name] = self.plans[ref.shape.index].cells[ref.slot]
        return Message(parts, codes, cells)

    def placeholder(self, name: str, node: Node, source: str) -> Code:
        try:
            return bind(name, node, self.world)
        except Refused as refused:
            if node.parent is not None and not node.is_row:
                try:
                    return bind(name, node.parent, self.world)
                except Refused:
                    pass
            raise _problem(name, source, refused) from refused

    # -- steps --------------------------------------------------------------------------------------

    def cell_steps(self, plan: Plan, cell: Cell) -> None:
        own = plan.shape
        source = cell.field.source or f"{plan.table.id}.{cell.field.id}"
        flags: list[Ref] = []
        for name in ("relevant", "required", "readonly"):
            slot: int | None = getattr(cell, f"{name}_slot")
            if slot is None:
                continue
            expression: str = getattr(cell.field, name)
            never = _always(expression) is False
            code = self.bound("false()" if never else expression, cell.node, source)
            self.steps.append(Step("flag", plan, slot, code.refs, cell, code))
            flags.append(_own(own, slot))
        refs = cell.calculate.refs if cell.calculate else ()
        self.steps.append(Step("value", plan, cell.slot, (*flags, *refs), cell, cell.calculate))
        looked_at: list[Ref] = [_own(own, cell.slot), *flags]
        for rule in (cell.constraint, cell.warn, cell.choice_filter, *_message_codes(cell.messages.values())):
            if rule is not None:
                looked_at.extend(rule.refs)
        self.steps.append(Step("cell-rules", plan, None, tuple(looked_at), cell))

    def check_step(self, check: Check) -> None:
        source = check.source or check.id
        plan = self.by_table.get(check.context)
        if plan is None:
            raise Problem(
                "PACK_EXPRESSION", source=source, expression=check.context, reason="unknown-table", detail=""
            )
        node = plan.shape.node
        expression = self.bound(check.expression, node, source)
        when = self.bound(check.when, node, source) if check.when else None
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


# -- order ----------------------------------------------------------------------------------------------


def in_order(steps: Sequence[Step]) -> list[Step]:
    """Sort steps so that each comes after what it reads; raise `Problem("PACK_CYCLE")` naming the fields."""
    makers = {(step.plan.shape.index, step.slot): step for step in steps if step.slot is not None}
    waits: dict[Step, set[Step]] = {}
    feeds: dict[Step, list[Step]] = {}
    for step in steps:
        needed = {makers[place] for ref in step.refs if (place := (ref.shape.index, ref.slot)) in makers}
        waits[step] = needed
        for maker in needed:
            feeds.setdefault(maker, []).append(step)
    ready = [step for step in steps if not waits[step]]
    done: list[Step] = []
    while ready:
        following: list[Step] = []
        for step in ready:
            step.rank = len(done)
            done.append(step)
            for reader in feeds.get(step, ()):
                waits[reader].discard(step)
                if not waits[reader]:
                    following.append(reader)
        ready = following
    if len(done) < len(steps):
        raise Problem("PACK_CYCLE", fields=" → ".join(_circle({s: w for s, w in waits.items() if w})))
    return done


def _circle(waits: Mapping[Step, set[Step]]) -> list[str]:
    """Follow what waits for what until a step comes round again."""
    order = list(waits)
    step = order[0]
    path: list[Step] = []
    while step not in path:
        path.append(step)
        step = min(waits[step], key=order.index)
    circle = [*path[path.index(step) :], step]
    names = [f"{s.plan.table.id}.{s.cell.field.id}" for s in circle if s.cell]
    return [name for place, name in enumerate(names) if place == 0 or names[place - 1] != name]


def _ranks(steps: Iterable[Step], kind: str) -> dict[tuple[int, int], int]:
    return {(s.plan.shape.index, s.cell.slot): s.rank for s in steps if s.kind == kind and s.cell is not None}


def _usable(ref: Ref, plan: Plan) -> tuple[tuple[int, int | None, str], ...]:
    """Keep a join where the reader's table never gains rows and nothing else ties the rows together."""
    if ref.bound or plan.table.kind is not TableKind.FIXED:
        return tuple(pair for pair in ref.join if pair[1] is None) if not ref.bound else ()
    return ref.join


def _own(shape: Shape, slot: int) -> Ref:
    return Ref(shape, slot, shape.depth, (), alone=False, find=lambda row: [row])


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


# -- lists and instances --------------------------------------------------------------------------------


def columns(shape: Shape, names: Iterable[str]) -> None:
    """Give a flat shape its columns."""
    shape.node = Node("item", shape=shape, is_row=True)
    for name in names:
        if name not in shape.slots:
            slot = shape.slots[name] = len(shape.slots)
            shape.node.children[name] = Node(name, shape.node, shape=shape, slot=slot)


def fill(shape: Shape, rows: Iterable[Mapping[str, str]]) -> None:
    """Give a list its rows; a column without a value is blank."""
    store = Store(0, _NO_DAY)
    for place, values in enumerate(rows):
        row = Row(shape, (str(place),), len(shape.slots), store)
        row.index = place
        for name, slot in shape.slots.items():
            row.v[slot] = values.get(name) or None
        shape.rows.append(row)
    shape.fixed = frozenset(shape.slots.values())


def list_shape(name: str, choices: Sequence[Choice]) -> Shape:
    """Present a choice list as `instance('name')/root/item` with name, label and its further columns."""
    shape = Shape(-1, name)
    columns(shape, ("name", "label", *(key for choice in choices for key in choice.attributes)))
    fill(shape, ({**c.attributes, "name": c.name, "label": c.label.get("vi", c.name)} for c in choices))
    return shape


def campaign_shapes(pack: Pack) -> tuple[Shape, Shape]:
    """Present the campaign both as items (name, value) and as one record with a column a name."""
    campaign = pack.campaign
    values: dict[str, str] = {}
    if campaign is not None:
        values = {**campaign.parameters, **{name: str(getattr(campaign, name)) for name in CAMPAIGN_COLUMNS}}
    items, record = Shape(-1, "campaign"), Shape(-1, "campaign", single=True)
    columns(items, ("name", "value"))
    fill(items, ({"name": name, "value": value} for name, value in values.items()))
    columns(record, (*CAMPAIGN_COLUMNS, *values))
    fill(record, [values])
    return items, record


def unit_row(graph: Graph, unit: Unit | None, store: Store) -> None:
    """Put the unit where `instance('unit')` reads it."""
    row = Row(graph.unit, (), len(UNIT_COLUMNS), store)
    for name, slot in graph.unit.slots.items():
        row.v[slot] = (getattr(unit, name) or None) if unit is not None else None
    store.tables[graph.unit.index] = [row]
