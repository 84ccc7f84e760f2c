"""The expressions of a pack bound to its tables: those of cells, their choices, their messages."""

from __future__ import annotations

import re
from dataclasses import replace

from forms.engine_graph import (
    Cell,
    Itemset,
    Message,
    Plan,
)
from forms.engine_tree import TreePlanner, plainly
from forms.pack import (
    Field,
    Words,
)
from forms.problems import Problem
from forms.xpath.bind import bind, bind_filter, bind_set
from forms.xpath.bound import ROWS, Code, Rows
from forms.xpath.nodes import Node, Shape
from forms.xpath.parse import Refused

LONG_LIST = 100  # items: shorter lists are filtered item by item


class BindingPlanner(TreePlanner):
    """Binds what the fields of a pack say."""

    def bound(self, expression: str, node: Node, source: str, *, hide: bool = False) -> Code:
        """Bind an expression. `hide`: one that is kept worked out, so that hidden nodes may serve it."""
        try:
            return bind(expression, node, self.hiding if hide else self.world)
        except Refused as refused:
            return self.refuse(problem_of(expression, source, refused))

    def refuse(self, problem: Problem) -> Code:
        """Raise a refusal, or note it and go on with a blank."""
        if self.gathered is None:
            raise problem
        self.gathered.append(problem)
        return Code(lambda _r, _c, _p: None, "?", ())

    def bind_cell(self, plan: Plan, cell: Cell) -> None:
        """Bind all that a field says; raise `Problem` PACK_EXPRESSION."""
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
            cell.choice_words = {
                one.name: {lang: self.bound(words, node, source) for lang, words in one.live_label.items()}
                for one in cell.choices
                if one.live_label
            }
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
        always = plainly(expression) if expression and expression.strip() else name == "relevant"
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
        """Bind the list of a question and what chooses among its items."""
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
                self.refuse(problem_of(cell.field.choice_filter, source, refused))
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
            self.refuse(problem_of(item.itemset or "", source, refused))
            return
        value, label = slots
        if value is None or label is None:
            self.refuse(problem_of(item.itemset or "", source, Refused("not-a-path")))
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
        """Bind a path that stands in a message, from the field or from its row."""
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
            return self.refuse(problem_of(name, source, refused))


def problem_of(expression: str, source: str, refused: Refused) -> Problem:
    """Say that an expression cannot be used, where it stands and why."""
    return Problem(
        "PACK_EXPRESSION", source=source, expression=expression, reason=refused.reason, detail=refused.detail
    )
