"""Bind the functions that choose among the rows of repeats and lists."""

from __future__ import annotations

import math

from forms.xpath.bound import Here, Place, Rows, Run
from forms.xpath.nodes import Node, Row, Shape
from forms.xpath.parse import Binary, Call, Path, Refused, Step, Text, Tree, parse
from forms.xpath.sets import SetBinder
from forms.xpath.trees import absolute, from_reader, path_text
from forms.xpath.values import NAN, Inner, number, text


class RepeatBinder(SetBinder):
    """Binds `position()`, `pulldata()`, `indexed-repeat()` and `jr:choice-name()`."""

    def position(self, tree: Call, here: Here) -> tuple[Run, str]:
        """Bind `position()`: of the row itself, of the item in a predicate, or of the row a path leads to."""
        if not tree.args:
            if not here.item:
                return (lambda _r, c, _p: float(c.index + 1)), "n"
            return (lambda _r, _c, p: float(p)), "n"
        if not isinstance(tree.args[0], Path):
            raise Refused("not-a-path", "position()")
        place = self.path(tree.args[0], here)
        self.refuse_several(tree.args[0], [place])
        self.note(place, here, alone=False, rows=True)
        one, many = place.one, place.many

        def first(r: Row, c: Row, p: int) -> float:
            rows = many(r, c, p) if many else []
            return float(rows[0].index + 1) if rows else NAN

        if one is None:
            return first, "n"

        def nth(r: Row, c: Row, p: int) -> float:
            row = one(r, c, p)
            return NAN if row is None else float(row.index + 1)

        return nth, "n"

    def pulldata(self, tree: Call, here: Here) -> tuple[Run, str]:
        """Bind `pulldata(table, column, key column, key)` as a look-up by that key."""
        table, column, key_column, key = tree.args
        if not (isinstance(table, Text) and isinstance(column, Text) and isinstance(key_column, Text)):
            raise Refused("unsupported", "pulldata()")
        if here.item:
            raise Refused("unsupported", "[… pulldata() …]")
        test = Binary("=", Path(".", (Step("child", key_column.value),)), from_reader(key))
        item = Step("child", "item", (test,))
        steps = (Step("child", "root"), item, Step("child", column.value))
        return self.first(Path(Call("instance", (table,)), steps), here, alone=True)

    def indexed_repeat(self, tree: Call, here: Here) -> tuple[Run, str]:
        """Bind `indexed-repeat(cell, repeat, place, ...)`: the cell in the rows of these places."""
        wanted, *pairs = tree.args
        if len(pairs) % 2:
            raise Refused("arguments", f"{tree.name}(): {len(tree.args)}")
        cell = self.located(wanted, here)
        slot, shape = cell.slot, cell.shape
        if slot is None or shape is None:
            raise Refused("unsupported", "indexed-repeat()")
        nth: dict[int, Run] = {}
        for repeat, place in zip(pairs[::2], pairs[1::2], strict=True):
            node = self.located(repeat, here)
            if node.shape is None or not node.is_row or node.shape.index not in shape.chain:
                raise Refused("unsupported", "indexed-repeat()")
            nth[node.shape.index] = self.value(place, here)[0]
        own = self.shape.chain if self.shape else ()
        chain = shape.chain
        shared = 0
        while shared < min(len(own), len(chain)) and own[shared] == chain[shared] not in nth:
            shared += 1

        def rows(r: Row, c: Row, p: int) -> list[Row]:
            row: Row | None = c if shared else None
            for _ in range(len(own) - shared):
                row = row.parent if row else None
            for depth in range(shared, len(chain)):
                index = chain[depth]
                found = row.children.get(index, []) if row and depth else c.root.tables[index]
                at = number(nth[index](r, c, p)) if index in nth else 1.0
                at = 1.0 if math.isnan(at) or at < 1 else at
                row = found[int(at) - 1] if 1 <= at <= len(found) else None
                if row is None:
                    return []
            return [] if row is None else [row]

        whole = Place(cell, None, self.every(shape, shared), shared, on_way=False)
        self.note(whole, here, alone=False)

        def value(r: Row, c: Row, p: int) -> Inner:
            found = rows(r, c, p)
            return found[0].v[slot] if found else None

        return value, "?"

    def every(self, shape: Shape, shared: int) -> Rows:
        """Give all rows of a table, or those below the row that reader and table share."""
        index, chain, own = shape.index, shape.chain, self.shape.chain if self.shape else ()

        def rows(_r: Row, c: Row, _p: int) -> list[Row]:
            if not shared:
                return c.root.tables[index]
            row: Row | None = c
            for _ in range(len(own) - shared):
                row = row.parent if row else None
            found = [] if row is None else [row]
            for depth in range(shared, len(chain)):
                found = [below for one in found for below in one.children.get(chain[depth], ())]
            return found

        return rows

    def located(self, tree: Tree, here: Here) -> Node:
        """Find the place in the schema a path of names leads to, whatever the row."""
        if not isinstance(tree, Path):
            raise Refused("not-a-path", "indexed-repeat()")
        steps = list(tree.steps)
        node: Node | None = here.node
        if tree.start == "/":
            node = self.world.forms.get(steps.pop(0).name) if steps else None
        elif tree.start != ".":
            if tree.start != Call("current", ()):
                raise Refused("unsupported", "indexed-repeat()")
            node = self.node
        for step in steps:
            if node is not None and step.axis != "self":
                node = node.parent if step.axis == "parent" else node.children.get(step.name)
        if node is None:
            raise Refused("unknown-path", path_text(tree))
        return node

    def choice_name(self, tree: Call, here: Here) -> tuple[Run, str]:
        """Bind `jr:choice-name()`: the label of a code in the list of a question."""
        field = tree.args[1]
        if not isinstance(field, Text):
            raise Refused("unsupported", "jr:choice-name()")
        named = parse(field.value)
        if not isinstance(named, Path):
            raise Refused("not-a-path", field.value)
        node = self.path(named, here).node
        labels = self.world.labels.get(absolute(node))
        if labels is None:
            raise Refused("no-list", field.value)
        code, _ = self.value(tree.args[0], here)
        return (lambda r, c, p: labels.get(text(code(r, c, p)), "")), "s"
