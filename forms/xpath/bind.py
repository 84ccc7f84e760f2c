"""Bind a parsed expression to the tables of a pack: paths become list accesses, the rest closures.

Beside its closure every path leaves a `Ref`: which cells it reads, and which rows must be looked at
again when such a cell moves. Nothing of a pack is ever executed as code.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import cast

from forms.xpath.bound import Code, Guard, Here, Many, Rows, Run, World, own_row, readers_row
from forms.xpath.closures import (
    COMPARE,
    column_against,
    column_extreme,
    column_is,
    column_sum,
    compared,
    equals,
    reckoned,
    total_of,
)
from forms.xpath.functions import ANY, FUNCTIONS, bounded
from forms.xpath.nodes import Node, Row, Shape
from forms.xpath.parse import Binary, Call, Negate, Number, Path, Refused, Step, Text, Tree, parse
from forms.xpath.paths import PathBinder
from forms.xpath.patterns import matcher
from forms.xpath.trees import absolute, all_rows, asks_unit, from_reader, own_column, path_text
from forms.xpath.values import NAN, Inner, equal, number, text, truth


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


def bind_filter(expression: str, node: Node, shape: Shape, world: World) -> Code:
    """Bind a choice filter: `run(item's row, question's row, place)` says whether to offer the item."""
    binder = _Binder(node, world)
    here = Here(shape.node, 0, lambda _c: shape.rows, item=True)
    run = binder.test(parse(expression), here)
    return Code(run, "b", tuple(binder.refs))


class _Binder(PathBinder):
    # -- values -------------------------------------------------------------------------------------

    def value(self, tree: Tree, here: Here) -> tuple[Run, str]:
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
            one, two = self.asked(tree.left, here), self.asked(tree.right, here)
            if op == "and":
                return (lambda r, c, p: one(r, c, p) and two(r, c, p)), "b"
            return (lambda r, c, p: one(r, c, p) or two(r, c, p)), "b"
        left, _ = self.value(tree.left, here)
        quick = self.against_column(tree, here)
        if quick is not None:
            return quick, "b"
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

    def against_column(self, tree: Binary, here: Here) -> Run | None:
        """Bind `column = constant` and the like inside a predicate in one closure."""
        shape = here.node.shape
        slot = own_column(tree.left, shape) if here.item and shape else None
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

    def first(self, tree: Path, here: Here, *, alone: bool) -> tuple[Run, str]:
        """Bind a path used as one value: the cell it leads to, or the first of those a predicate leaves."""
        place = self.path(tree, here)
        if place.many is not None and alone and not any(step.predicates for step in tree.steps):
            raise Refused("several", path_text(tree))
        self.note(place, here, alone=alone)
        slot, one, many = place.node.slot, place.one, place.many
        if slot is None:
            return (lambda _r, _c, _p: ""), "s"
        if many is not None:

            def first_of(r: Row, c: Row, p: int) -> Inner:
                rows = many(r, c, p)
                return rows[0].v[slot] if rows else None

            return first_of, "?"
        if one is own_row:
            return (lambda r, _c, _p: r.v[slot]), "?"
        if one is readers_row:
            return (lambda _r, c, _p: c.v[slot]), "?"

        def only(r: Row, c: Row, p: int) -> Inner:
            row = one(r, c, p) if one else None
            return None if row is None else row.v[slot]

        return only, "?"

    def rows(self, tree: Tree, here: Here) -> tuple[Rows, Node]:
        """Bind a path used as a set: its rows, and the place in each that it leads to."""
        if not isinstance(tree, Path):
            raise Refused("not-a-path")
        place = self.path(tree, here)
        self.note(place, here, alone=False)
        if place.many is not None:
            many = place.many

            def visited(r: Row, c: Row, p: int) -> list[Row]:
                found = many(r, c, p)
                c.root.spend(len(found))
                return found

            return visited, place.node
        one = place.one

        def single(r: Row, c: Row, p: int) -> list[Row]:
            row = one(r, c, p) if one else None
            return [] if row is None else [row]

        return single, place.node

    def many(self, args: Iterable[Tree], here: Here) -> Many:
        """Bind arguments of which paths stand for all their cells, anything else for one value."""
        sources: list[tuple[Rows | None, int | None, Run | None]] = []
        for arg in args:
            if isinstance(arg, Path):
                found, node = self.rows(arg, here)
                sources.append((found, node.slot, None))
            else:
                sources.append((None, None, self.value(arg, here)[0]))
        if len(sources) == 1 and sources[0][0] is not None and sources[0][1] is not None:
            found, slot = sources[0][0], sources[0][1]
            return lambda r, c, p: [row.v[slot] for row in found(r, c, p)]

        def values(r: Row, c: Row, p: int) -> list[Inner]:
            out: list[Inner] = []
            for rows, slot, run in sources:
                if run is not None:
                    out.append(run(r, c, p))
                elif rows is not None:
                    out.extend("" if slot is None else row.v[slot] for row in rows(r, c, p))
            return out

        return values

    # -- functions ----------------------------------------------------------------------------------

    def call(self, tree: Call, here: Here) -> tuple[Run, str]:
        special = _SPECIAL.get(tree.name)
        if special is not None:
            fewest, most, method = special
            _arity(tree, fewest, most)
            return method(self, tree, here)
        function = FUNCTIONS.get(tree.name)
        if function is None:
            raise Refused("unknown-function", f"{tree.name}()")
        _arity(tree, function.fewest, function.most)
        run = function.run
        args = [self.value(arg, here)[0] for arg in tree.args]
        if len(args) == 1:
            (one,) = args
            return (lambda r, c, p: run(one(r, c, p))), function.gives
        if len(args) == 2:
            one, two = args
            return (lambda r, c, p: run(one(r, c, p), two(r, c, p))), function.gives
        return (lambda r, c, p: run(*[arg(r, c, p) for arg in args])), function.gives

    def if_(self, tree: Call, here: Here) -> tuple[Run, str]:
        before = len(self.refs)
        test, _ = self.value(tree.args[0], here)
        by_keys = len(self.refs) == before and not asks_unit(tree.args[0])
        (yes, gives_yes), (no, gives_no) = (
            self.guarded(arg, here, Guard(test, wanted, by_keys))
            for arg, wanted in zip(tree.args[1:], (True, False), strict=True)
        )

        def chosen(r: Row, c: Row, p: int) -> Inner:
            return yes(r, c, p) if truth(test(r, c, p)) else no(r, c, p)

        return chosen, gives_yes if gives_yes == gives_no else "?"

    def guarded(self, tree: Tree, here: Here, guard: Guard) -> tuple[Run, str]:
        """Bind a branch of `if()`, so that what it reads counts only where the branch is taken."""
        outer = self.guards
        if not here.item:
            self.guards = (*outer, guard)
        bound = self.value(tree, here)
        self.guards = outer
        return bound

    def true(self, _tree: Call, _here: Here) -> tuple[Run, str]:
        return (lambda _r, _c, _p: True), "b"

    def false(self, _tree: Call, _here: Here) -> tuple[Run, str]:
        return (lambda _r, _c, _p: False), "b"

    def today(self, _tree: Call, _here: Here) -> tuple[Run, str]:
        def day(_r: Row, c: Row, _p: int) -> date:
            return c.root.today

        return day, "?"

    def once(self, tree: Call, here: Here) -> tuple[Run, str]:
        inner, gives = self.value(tree.args[0], here)
        slot = self.node.slot
        if slot is None:
            raise Refused("unsupported", "once()")

        def kept(r: Row, c: Row, p: int) -> Inner:
            before = c.v[slot]
            return inner(r, c, p) if before is None or before == "" else before

        return kept, gives

    def regex(self, tree: Call, here: Here) -> tuple[Run, str]:
        pattern = tree.args[1]
        if not isinstance(pattern, Text):
            raise Refused("pattern-not-constant")
        fits = matcher(pattern.value)
        value, _ = self.value(tree.args[0], here)
        return (lambda r, c, p: fits(text(value(r, c, p)))), "b"

    def count(self, tree: Call, here: Here) -> tuple[Run, str]:
        rows, _ = self.rows(tree.args[0], here)
        return (lambda r, c, p: float(len(rows(r, c, p)))), "n"

    def count_filled(self, tree: Call, here: Here) -> tuple[Run, str]:
        values = self.many(tree.args, here)
        return (lambda r, c, p: float(sum(v is not None and v != "" for v in values(r, c, p)))), "n"

    def sum(self, tree: Call, here: Here) -> tuple[Run, str]:
        column = self.column(tree.args, here)
        if column is not None:
            return column_sum(*column), "n"
        values = self.many(tree.args, here)

        def total(r: Row, c: Row, p: int) -> float:
            found = [v for v in values(r, c, p) if v is not None and v != ""]
            return total_of([v if type(v) is float else number(v) for v in found])

        return total, "n"

    def min(self, tree: Call, here: Here) -> tuple[Run, str]:
        return self.extreme(tree, here, min)

    def max(self, tree: Call, here: Here) -> tuple[Run, str]:
        return self.extreme(tree, here, max)

    def extreme(self, tree: Call, here: Here, choose: Callable[[list[float]], float]) -> tuple[Run, str]:
        column = self.column(tree.args, here)
        if column is not None:
            return column_extreme(*column, choose), "n"
        values = self.many(tree.args, here)

        def found(r: Row, c: Row, p: int) -> float:
            numbers = [v if type(v) is float else number(v) for v in values(r, c, p)]
            return NAN if not numbers or any(map(math.isnan, numbers)) else choose(numbers)

        return found, "n"

    def column(self, args: tuple[Tree, ...], here: Here) -> tuple[Rows, int] | None:
        """Bind a lone path to a column of numbers; None, with nothing noted, for anything else."""
        if len(args) != 1 or not isinstance(args[0], Path):
            return None
        before = len(self.refs)
        rows, node = self.rows(args[0], here)
        if node.slot is not None and node.shape is not None and node.slot in node.shape.numeric:
            return rows, node.slot
        del self.refs[before:]
        return None

    def concat(self, tree: Call, here: Here) -> tuple[Run, str]:
        values = self.many(tree.args, here)
        return (lambda r, c, p: bounded("".join([text(v) for v in values(r, c, p)]))), "s"

    def join(self, tree: Call, here: Here) -> tuple[Run, str]:
        mark, _ = self.value(tree.args[0], here)
        values = self.many(tree.args[1:], here)
        return (lambda r, c, p: bounded(text(mark(r, c, p)).join([text(v) for v in values(r, c, p)]))), "s"

    def position(self, tree: Call, here: Here) -> tuple[Run, str]:
        if not tree.args:
            if not here.item:
                return (lambda _r, c, _p: float(c.index + 1)), "n"
            return (lambda _r, _c, p: float(p)), "n"
        if not isinstance(tree.args[0], Path):
            raise Refused("not-a-path", "position()")
        place = self.path(tree.args[0], here)
        if place.many is not None or place.one is None:
            raise Refused("several", "position()")
        self.note(place, here, alone=False, rows=True)
        one = place.one

        def nth(r: Row, c: Row, p: int) -> float:
            row = one(r, c, p)
            return NAN if row is None else float(row.index + 1)

        return nth, "n"

    def pulldata(self, tree: Call, here: Here) -> tuple[Run, str]:
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
        wanted, repeat, place_in = tree.args
        if not (isinstance(wanted, Path) and isinstance(repeat, Path)):
            raise Refused("not-a-path", "indexed-repeat()")
        rows_at, cell = self.path(all_rows(repeat), here), self.path(wanted, here).node
        slot, rows = cell.slot, rows_at.many
        if slot is None or rows is None or cell.shape is not rows_at.node.shape:
            raise Refused("unsupported", "indexed-repeat()")
        self.note(replace(rows_at, node=cell), here, alone=False)
        index, _ = self.value(place_in, here)

        def nth(r: Row, c: Row, p: int) -> Inner:
            found, at = rows(r, c, p), number(index(r, c, p))
            at = 1 if math.isnan(at) or at == 0 else at
            return found[int(at) - 1].v[slot] if 1 <= at <= len(found) else None

        return nth, "?"

    def choice_name(self, tree: Call, here: Here) -> tuple[Run, str]:
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

    def misplaced(self, tree: Call, _here: Here) -> tuple[Run, str]:
        raise Refused("misplaced", f"{tree.name}()")


def _arity(tree: Call, fewest: int, most: int) -> None:
    if not fewest <= len(tree.args) <= most:
        raise Refused("arguments", f"{tree.name}(): {len(tree.args)}")


_Special = Callable[[_Binder, Call, Here], tuple[Run, str]]
_SPECIAL: Mapping[str, tuple[int, int, _Special]] = {
    "if": (3, 3, _Binder.if_),
    "true": (0, 0, _Binder.true),
    "false": (0, 0, _Binder.false),
    "today": (0, 0, _Binder.today),
    "once": (1, 1, _Binder.once),
    "regex": (2, 2, _Binder.regex),
    "count": (1, 1, _Binder.count),
    "count-non-empty": (1, ANY, _Binder.count_filled),
    "sum": (1, ANY, _Binder.sum),
    "min": (1, ANY, _Binder.min),
    "max": (1, ANY, _Binder.max),
    "concat": (1, ANY, _Binder.concat),
    "join": (1, ANY, _Binder.join),
    "position": (0, 1, _Binder.position),
    "pulldata": (4, 4, _Binder.pulldata),
    "indexed-repeat": (3, 3, _Binder.indexed_repeat),
    "jr:choice-name": (2, 2, _Binder.choice_name),
    "current": (0, 0, _Binder.misplaced),
    "instance": (1, 1, _Binder.misplaced),
}
