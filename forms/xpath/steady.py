"""Which parts of an expression come to the same for every row that asks.

Such a part is worked out once, on a hidden node, and not for every row. All answers here err on the side
of no: what is not surely steady is worked out where it stands.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from forms.xpath.bound import Here, World
from forms.xpath.functions import HERE
from forms.xpath.nodes import Shape
from forms.xpath.parse import Call, Path, Step, Text, Tree, parts

_UNSTEADY = frozenset(("current", "position", "once", "random", "uuid", "indexed-repeat", "jr:choice-name"))
_OF_THE_MOMENT = frozenset(("random", "uuid", "once", "now", "today"))
_AXES = frozenset(("child", "parent", "self"))


@dataclass(frozen=True, slots=True)
class Asking:
    """Where a part of an expression stands: `reader` is the chain of tables of the row that asks."""

    world: World
    reader: tuple[int, ...]
    here: Here

    @property
    def item(self) -> tuple[int, ...]:
        """The chain of tables of the row that a predicate is tried on."""
        shape = self.here.node.shape if self.here.item else None
        return shape.chain if shape else ()

    def same_for_all(self, tree: Tree) -> bool:
        """Say whether a part looks neither at the row that asks nor at the row of a predicate."""
        apart = {*self.reader, *self.item}
        return _holds(tree, lambda path: path.start != "." and self._keeps_off(path, apart))

    def of_item(self, tree: Tree) -> bool:
        """Say whether a predicate looks at its own row, but neither at the row that asks nor at places."""
        apart = set(self.reader) - (set(self.item) if self.here.of_form else set())
        return _looks_at_item(tree) and _holds(tree, lambda path: self._keeps_off(path, apart))

    def _keeps_off(self, path: Path, apart: set[int]) -> bool:
        """Say whether a path leads past the rows of the tables `apart`, one of which would be the asking one.

        Through such a table it may lead where a predicate chooses among all of its rows. What stands in a
        predicate is held to more: there also the rows that it is tried on are set apart.
        """
        if not all(step.axis in _AXES and step.name != "*" and step.name[-2:] != "()" for step in path.steps):
            return False
        rows: list[tuple[Shape, Step]] = []
        if path.start == "/":
            on_path = _rows_on(self.world, path)
            if on_path is None:
                return False
            rows = on_path
        elif isinstance(path.start, Call):
            name = _instance(path.start)
            if name is None or not all(step.axis == "child" for step in path.steps):
                return False
            found = self.world.instances.get(name)
            rows = [(found, step) for step in path.steps if step.predicates and found is not None]
        if path.start == "/" and any(
            shape.index in apart and not shape.single and not step.predicates for shape, step in rows
        ):
            return False
        tried = [(shape, test) for shape, step in rows for test in step.predicates]
        if len(tried) != sum(len(step.predicates) for step in path.steps):
            return False  # a predicate on what is no row of a table
        return all(
            _holds(test, lambda inner, on=shape: self._keeps_off(inner, {*apart, *self.item, *on.chain}))  # type: ignore[misc]
            for shape, test in tried
        )


def of_the_moment(tree: Tree) -> bool:
    """Say whether a function in a tree may give something else the next time."""
    if isinstance(tree, Call) and tree.name in _OF_THE_MOMENT:
        return True
    return any(of_the_moment(part) for part in parts(tree))


def _holds(tree: Tree, steady: Callable[[Path], bool]) -> bool:
    """Say whether every path of a tree is steady and no function in it looks elsewhere."""
    if isinstance(tree, Path):
        return steady(tree)
    if isinstance(tree, Call) and (tree.name in _UNSTEADY or (tree.name in HERE and not tree.args)):
        return False
    return all(_holds(part, steady) for part in parts(tree))


def _looks_at_item(tree: Tree) -> bool:
    if isinstance(tree, Path):
        return tree.start == "."
    return any(_looks_at_item(part) for part in parts(tree))


def _instance(call: Call) -> str | None:
    name = call.args[0] if call.name == "instance" and len(call.args) == 1 else None
    return name.value if isinstance(name, Text) else None


def _rows_on(world: World, path: Path) -> list[tuple[Shape, Step]] | None:
    """Give the tables whose rows a path from a root goes through, each with its step."""
    if not path.steps or not all(step.axis == "child" for step in path.steps):
        return None
    node = world.forms.get(path.steps[0].name)
    found: list[tuple[Shape, Step]] = []
    for place, step in enumerate(path.steps):
        if place and node is not None:
            node = node.children.get(step.name)
        if node is None:
            return None
        if node.is_row and node.shape is not None:
            found.append((node.shape, step))
    return found
