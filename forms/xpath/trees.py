"""Questions about a parsed expression, and small changes to it, before it is bound."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from forms.xpath.functions import HERE
from forms.xpath.nodes import Node, Shape
from forms.xpath.parse import Binary, Call, Negate, Path, Text, Tree, parts

_PLAIN = {"number", "int", "round", "string", "concat", "substr", "coalesce", "normalize-space"}
_OF_ITS_PLACE = HERE | {"position", "pulldata", "indexed-repeat", "once"}


def ands(tree: Tree) -> Iterable[Tree]:
    """Give the parts joined by `and`."""
    if isinstance(tree, Binary) and tree.op == "and":
        yield from ands(tree.left)
        yield from ands(tree.right)
    else:
        yield tree


def asks_position(tree: Tree) -> bool:
    """Say whether a tree asks for its place among the rows of its own predicate."""
    if isinstance(tree, Call) and tree.name == "position" and not tree.args:
        return True
    return any(asks_position(part) for part in parts(tree))


def asks_item(tree: Tree) -> bool:
    """Say whether a tree inside a predicate looks at the predicate's own row."""
    if isinstance(tree, Path):
        return tree.start == "." or (
            isinstance(tree.start, Call) and tree.start.name not in ("current", "instance")
        )
    if isinstance(tree, Call) and tree.name in _OF_ITS_PLACE:
        return not tree.args or any(asks_item(part) for part in parts(tree))
    return any(asks_item(part) for part in parts(tree))


def of_reader(tree: Tree) -> bool:
    """Say whether a tree inside a predicate surely looks at nothing but the row that asks."""
    if isinstance(tree, Path):
        steady = isinstance(tree.start, Call) and tree.start.name == "current"
        return steady and not any(step.predicates for step in tree.steps)
    if isinstance(tree, Call):
        return tree.name in _PLAIN and bool(tree.args) and all(map(of_reader, tree.args))
    return all(map(of_reader, parts(tree)))


def asks_unit(tree: Tree) -> bool:
    """Say whether a tree looks at the unit or the clock, or is drawn by lot."""
    if isinstance(tree, Call) and tree.name in ("now", "random", "uuid"):
        return True
    if isinstance(tree, Call) and tree.name in ("instance", "today"):
        return tree.args in ((), (Text("unit"),))
    return any(asks_unit(part) for part in parts(tree))


def own_column(tree: Tree, shape: Shape) -> int | None:
    """Give the slot when a tree is simply a column of this shape."""
    if not isinstance(tree, Path) or tree.start != "." or len(tree.steps) != 1:
        return None
    step = tree.steps[0]
    if step.axis != "child" or step.predicates:
        return None
    node = shape.node.children.get(step.name)
    return node.slot if node else None


def from_reader(tree: Tree) -> Tree:
    """Rewrite the paths of an argument that is moved into a predicate, so that they start where they did."""
    match tree:
        case Path():
            return replace(tree, start=Call("current", ())) if tree.start == "." else tree
        case Call():
            return replace(tree, args=tuple(from_reader(arg) for arg in tree.args))
        case Binary():
            return replace(tree, left=from_reader(tree.left), right=from_reader(tree.right))
        case Negate():
            return Negate(from_reader(tree.tree))
        case _:
            return tree


def absolute(node: Node) -> str:
    """Write the path from the form's root."""
    names: list[str] = []
    at: Node | None = node
    while at is not None:
        names.append(at.name)
        at = at.parent
    return "/" + "/".join(reversed(names))


def path_text(tree: Path) -> str:
    """Write a path for a message, without its predicates."""
    names = {"parent": "..", "self": "."}
    steps = "/".join(names.get(step.axis, step.name) for step in tree.steps)
    if isinstance(tree.start, str):
        return f"/{steps}" if tree.start == "/" else steps
    return f"{tree.start.name}()/{steps}"
