"""Bind a parsed expression to the tables of a pack: paths become list accesses, the rest closures.

Beside its closure every path leaves a `Ref`: which cells it reads, and which rows must be looked at
again when such a cell moves. Nothing of a pack is ever executed as code.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from forms.xpath.bound import Code, Here, Many, Ref, Rows, Run, World
from forms.xpath.calls import CallBinder
from forms.xpath.closures import COMPARE, column_against, column_is, compared, equals, one_fits, reckoned
from forms.xpath.nodes import Node, Row, Shape
from forms.xpath.parse import Binary, Call, Negate, Number, Path, Refused, Text, Tree, parse
from forms.xpath.trees import own_column
from forms.xpath.values import equal, number, truth


def bind(expression: str, node: Node, world: World) -> Code:
    """Bind an expression that stands at `node`; raise `Refused` with the reason when it cannot be."""
    binder = _Binder(node, world)
    run, gives = binder.value(parse(expression), binder.top)
    return Code(run, gives, tuple(binder.refs))


def bind_rows(expression: str, node: Node, world: World) -> Code:
    """Bind a path that may lead to several cells; running it gives the first (its `refs` give all)."""
    tree = parse(expression)
    if not isinstance(tree, Path):
        raise Refused("not-a-path", expression)
    binder = _Binder(node, world)
    run, gives = binder.first(tree, binder.top, alone=False)
    return Code(run, gives, tuple(binder.refs))


def bind_set(expression: str, node: Node, world: World) -> tuple[Rows, Node, tuple[Ref, ...]]:
    """Bind a path to the rows of a repeat or list that a question offers as its choices."""
    binder = _Binder(node, world)
    sources = binder.rows(parse(expression), binder.top)
    if len(sources) != 1:
        raise Refused("several", expression)
    rows, found = sources[0]
    return rows, found, tuple(binder.refs)


def bind_nodes(expression: str, node: Node, world: World) -> Callable[[Row], list[tuple[Row, Node]]]:
    """Bind a path to all the places it leads to: each is a row, and the node in it."""
    binder = _Binder(node, world)
    sources = binder.rows(parse(expression), binder.top)
    return lambda row: [(found, at) for rows, at in sources for found in rows(row, row, 0)]


def bind_filter(expression: str, node: Node, shape: Shape, world: World) -> Code:
    """Bind a choice filter: `run(item's row, question's row, place)` says whether to offer the item."""
    binder = _Binder(node, world)
    here = Here(shape.node, 0, lambda _c: shape.rows, item=True)
    run = binder.test(parse(expression), here)
    return Code(run, "b", tuple(binder.refs))


def bind_flag(tests: tuple[Tree, ...], shape: Shape, world: World, *, of_form: bool) -> Code:
    """Bind predicates as a yes or no that each row of a table holds for itself."""
    binder = _Binder(shape.node, world)
    binder.shape = None  # there is no reader's row: whoever asks
    here = Here(shape.node, shape.depth, lambda c: [c], item=True, of_form=of_form)
    first, *others = [binder.test(test, here) for test in tests]
    return Code(
        lambda r, c, p: first(r, c, p) and all(other(r, c, p) for other in others), "b", tuple(binder.refs)
    )


def bind_lone(tree: Tree, world: World, *, guarded: bool) -> Code:
    """Bind what is the same for every row. `guarded`: `if()` says which of its branches counts as read."""
    binder = _Binder(Node(""), world)
    binder.guarding = guarded
    run, gives = binder.plain(tree, binder.top)
    return Code(run, gives, tuple(binder.refs))


class _Binder(CallBinder):
    def value(self, tree: Tree, here: Here) -> tuple[Run, str]:
        if self.hides and not isinstance(tree, Number | Text):
            found = self.lone(tree, here)
            if found is not None:
                return found
        return self.plain(tree, here)

    def lone(self, tree: Tree, here: Here) -> tuple[Run, str] | None:
        """Have a part that is the same for all rows worked out once; None where it is not, or for one row."""
        hidden = self.world.hidden
        if hidden is None or not (here.item or self.looping):
            return None
        if isinstance(tree, Path) and not any(step.predicates for step in tree.steps):
            return None  # one look, here as there
        if not self.asking(here).same_for_all(tree):
            return None
        before = len(self.refs)
        with self.in_the_open():
            run, gives = self.plain(tree, here)
        place = hidden.lone(tree, guarded=not here.item) if len(self.refs) > before else None
        if place is None:  # it never changes, or does not bind by itself
            return run, gives
        shape, slot = place
        self.hide(before, shape, slot, 0)
        index = shape.index
        return (lambda _r, c, _p: c.root.tables[index][0].v[slot]), gives

    def plain(self, tree: Tree, here: Here) -> tuple[Run, str]:
        """Bind a tree where it stands."""
        match tree:
            case Number():
                constant = tree.value
                return (lambda _r, _c, _p: constant), "n"
            case Text():
                word = tree.value
                return (lambda _r, _c, _p: word), "s"
            case Negate():
                inner, _ = self.value(tree.tree, here)
                return (lambda r, c, p: -number(inner(r, c, p))), "n"
            case Binary():
                return self.binary(tree, here)
            case Call():
                return self.call(tree, here)
            case Path():
                return self.first(tree, here, alone=True)

    def binary(self, tree: Binary, here: Here) -> tuple[Run, str]:
        op = tree.op
        if op in ("and", "or"):
            one, two = self.asked(tree.left, here), self.late(self.asked, tree.right, here)
            if op == "and":
                return (lambda r, c, p: one(r, c, p) and two(r, c, p)), "b"
            return (lambda r, c, p: one(r, c, p) or two(r, c, p)), "b"
        comparing = op in COMPARE or op in ("=", "!=")
        if comparing and (isinstance(tree.left, Path) or isinstance(tree.right, Path)):
            return self.comparison(tree, here), "b"
        left, _ = self.value(tree.left, here)
        if op == "=" and isinstance(tree.right, Text | Number):
            return equals(left, tree.right.value), "b"
        right, _ = self.value(tree.right, here)
        if op == "=":
            return (lambda r, c, p: equal(left(r, c, p), right(r, c, p))), "b"
        if op == "!=":
            return (lambda r, c, p: not equal(left(r, c, p), right(r, c, p))), "b"
        if op in COMPARE:
            return compared(op, left, right), "b"
        return reckoned(op, left, right), "n"

    def comparison(self, tree: Binary, here: Here) -> Run:
        """Bind a comparison with paths in it: of several cells one that fits is enough, as in XPath 1.0."""
        op = tree.op
        left, lefts = self.side(tree.left, here)
        quick = self.against_column(tree, here)
        if quick is not None:
            return quick
        if lefts is None and op == "=" and isinstance(tree.right, Text | Number):
            return equals(left, tree.right.value)
        right, rights = self.side(tree.right, here)
        if lefts is None and rights is None:
            if op in COMPARE:
                return compared(op, left, right)
            if op == "=":
                return lambda r, c, p: equal(left(r, c, p), right(r, c, p))
            return lambda r, c, p: not equal(left(r, c, p), right(r, c, p))
        return one_fits(
            op, lefts or (lambda r, c, p: [left(r, c, p)]), rights or (lambda r, c, p: [right(r, c, p)])
        )

    def side(self, tree: Tree, here: Here) -> tuple[Run, Many | None]:
        """Bind one side of a comparison: as one value, or as all cells of a path that may lead to several."""
        if not isinstance(tree, Path):
            return self.value(tree, here)[0], None
        places = self.places(tree, here)
        if len(places) == 1 and places[0].many is None:
            return self.first_of(tree, places, here, alone=True)[0], None
        self.refuse_several(tree, places)
        many = self.gathered(places, here)
        # A path to no cell is blank, as an unanswered one is; "*" may well stand for none.
        if not any(step.name in ("*", "node()") for step in tree.steps):
            return (lambda _r, _c, _p: None), lambda r, c, p: many(r, c, p) or [None]
        return (lambda _r, _c, _p: None), many

    def against_column(self, tree: Binary, here: Here) -> Run | None:
        """Bind `column = constant` and the like inside a predicate in one closure."""
        shape = here.node.shape
        slot = own_column(tree.left, shape) if here.item and shape and here.node is shape.node else None
        if slot is None or shape is None:
            return None
        if isinstance(tree.right, Number) and slot in shape.numeric:
            return column_against(tree.op, slot, tree.right.value)
        if isinstance(tree.right, Text) and tree.right.value and tree.op == "=" and slot in shape.textual:
            return column_is(slot, tree.right.value)
        return None

    def asked(self, tree: Tree, here: Here) -> Callable[[Row, Row, int], bool]:
        """Bind a tree as a yes or no."""
        run, gives = self.value(tree, here)
        if gives == "b":
            return cast("Callable[[Row, Row, int], bool]", run)
        return lambda r, c, p: truth(run(r, c, p))
