"""The tables of a pack as a tree that paths are resolved on: every field and every flag has its slot."""

from __future__ import annotations

from dataclasses import replace

from forms.engine_cells import answer_type, bringing, has_form, places
from forms.engine_graph import (
    NUMERIC,
    Cell,
    GroupPlan,
    Plan,
    Step,
)
from forms.engine_hidden import HiddenNodes
from forms.engine_lists import UNIT_COLUMNS, campaign_shapes, columns, list_shape
from forms.pack import (
    Form,
    Group,
    Kind,
    Pack,
    TableKind,
)
from forms.problems import Problem
from forms.xpath.bound import World
from forms.xpath.nodes import Node, Shape

LONG_LIST = 100  # items: shorter lists are filtered item by item


class TreePlanner:
    """Gives tables their shapes, fields their slots, and groups the flags that all inside them inherit."""

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
        loose = any(not (form.blanks_told or form.register) for form in pack.forms)
        self.world = World(
            self.roots, instances, {"unit": self.unit, "campaign": record}, labels, loose=loose
        )
        self.nodes = HiddenNodes(self.plans)
        self.nodes.world = self.hiding = replace(self.world, hidden=self.nodes if hide else None)
        self.steps: list[Step] = []
        self.sharing: dict[tuple[int, int], list[Cell]] = {}

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
        """Give the place of a path, made when it is not there."""
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
            kept_as = answer_type(item), places(item)
            cells.append(
                Cell(item, slot, node, item.kind in NUMERIC, *kept_as, bringing(item), has_form(item))
            )
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
            always = plainly(expression) if expression else name == "relevant"
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
        """Give a group's flag its slot in the row it stands in."""
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


def plainly(expression: str) -> bool | None:
    """Read "yes" and "no"; None for a real expression."""
    word = expression.strip().lower()
    return {"yes": True, "true": True, "true()": True, "no": False, "false": False, "false()": False}.get(
        word
    )
