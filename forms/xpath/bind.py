"""Bind a parsed expression to the tables of a pack: paths become list accesses, the rest closures.

Beside its closure every path leaves a `Ref`: which cells it reads, and which rows must be looked at
again when such a cell moves. Nothing of a pack is ever executed as code.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import TypeVar, cast

from forms.xpath.bound import Code, Guard, Here, Many, Place, Ref, Rows, Run, World, own_row, readers_row
from forms.xpath.closures import (
    COMPARE,
    column_against,
    column_extreme,
    column_is,
    column_sum,
    compared,
    equals,
    one_fits,
    reckoned,
    total_of,
)
from forms.xpath.functions import ANY, CLOCKED, FUNCTIONS, HERE, LATER, NEVER, bounded
from forms.xpath.nodes import Node, Row, Shape
from forms.xpath.parse import Binary, Call, Negate, Number, Path, Refused, Step, Text, Tree, parse
from forms.xpath.paths import PathBinder
from forms.xpath.patterns import matcher
from forms.xpath.trees import absolute, asks_unit, from_reader, own_column, path_text
from forms.xpath.values import NAN, Inner, equal, number, text, truth

Bound = TypeVar("Bound")


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

    def late(self, bind_as: Callable[[Tree, Here], Bound], tree: Tree, here: Here) -> Bound:
        """Bind a part that may never be reached: in a loose world a wrong one is blank when it is."""
        try:
            return bind_as(tree, here)
        except Refused:
            if not self.world.loose:
                raise
            return bind_as(Text(""), here)

    def asked(self, tree: Tree, here: Here) -> Callable[[Row, Row, int], bool]:
        """Bind a tree as a yes or no."""
        run, gives = self.value(tree, here)
        if gives == "b":
            return cast("Callable[[Row, Row, int], bool]", run)
        return lambda r, c, p: truth(run(r, c, p))

    def first(self, tree: Path, here: Here, *, alone: bool) -> tuple[Run, str]:
        """Bind a path used as one value: the cell it leads to, or the first of those a predicate leaves."""
        return self.first_of(tree, self.places(tree, here), here, alone=alone)

    def refuse_several(self, tree: Path, places: list[Place]) -> None:
        """Refuse a path that leads to several cells with nothing to choose among them."""
        if self.world.loose or any(step.predicates for step in tree.steps):
            return
        if len(places) > 1 or any(place.many is not None for place in places):
            raise Refused("several", path_text(tree))

    def first_of(self, tree: Path, places: list[Place], here: Here, *, alone: bool) -> tuple[Run, str]:
        """Bind the first of the cells that these places are."""
        if alone:
            self.refuse_several(tree, places)
        if len(places) != 1:
            gather = self.gathered(places, here)

            def first_found(r: Row, c: Row, p: int) -> Inner:
                found = gather(r, c, p)
                return found[0] if found else None

            return first_found, "?"
        (place,) = places
        self.note(place, here, alone=alone)
        slot, one, many = place.node.slot, place.one, place.many
        if slot is None:
            return (lambda _r, _c, _p: ""), "s"
        if many is not None:

            def first_row(r: Row, c: Row, p: int) -> Inner:
                rows = many(r, c, p)
                return rows[0].v[slot] if rows else None

            return first_row, "?"
        if one is own_row:
            return (lambda r, _c, _p: r.v[slot]), "?"
        if one is readers_row:
            return (lambda _r, c, _p: c.v[slot]), "?"

        def only(r: Row, c: Row, p: int) -> Inner:
            row = one(r, c, p) if one else None
            return None if row is None else row.v[slot]

        return only, "?"

    def rows(self, tree: Tree, here: Here) -> list[tuple[Rows, Node]]:
        """Bind a path used as a set: for each place its rows, and the place in them that it leads to."""
        if tree == Call("current", ()):
            tree = Path(Call("current", ()), ())
        if not isinstance(tree, Path):
            raise Refused("not-a-path")
        return [self.standing(place, here) for place in self.places(tree, here)]

    def standing(self, place: Place, here: Here) -> tuple[Rows, Node]:
        """Give the rows of a place."""
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

    def gathered(self, places: list[Place], here: Here) -> Many:
        """Give the values of all cells that these places are."""
        sources = [self.standing(place, here) for place in places]
        if len(sources) == 1 and sources[0][1].slot is not None:
            found, slot = sources[0][0], sources[0][1].slot
            return lambda r, c, p: [row.v[slot] for row in found(r, c, p)]

        def values(r: Row, c: Row, p: int) -> list[Inner]:
            return [
                "" if node.slot is None else row.v[node.slot]
                for rows, node in sources
                for row in rows(r, c, p)
            ]

        return values

    def many(self, args: Iterable[Tree], here: Here) -> Many:
        """Bind arguments of which paths stand for all their cells, anything else for one value."""
        sources = [self.gathered_or_one(arg, here) for arg in args]
        if len(sources) == 1:
            return sources[0]
        return lambda r, c, p: [value for source in sources for value in source(r, c, p)]

    def gathered_or_one(self, tree: Tree, here: Here) -> Many:
        """Bind one argument: a path to all its cells, anything else to its value."""
        if isinstance(tree, Path):
            return self.gathered(self.places(tree, here), here)
        run, _ = self.value(tree, here)
        return lambda r, c, p: [run(r, c, p)]

    # -- functions ----------------------------------------------------------------------------------

    def call(self, tree: Call, here: Here) -> tuple[Run, str]:
        special = _SPECIAL.get(tree.name)
        if special is not None:
            fewest, most, method = special
            _arity(tree, fewest, most)
            return method(self, tree, here)
        if tree.name in HERE and not tree.args:
            tree = replace(tree, args=(Path(".", (Step("self"),)),))
        function = FUNCTIONS.get(tree.name) or CLOCKED.get(tree.name)
        if function is None:
            reason = "later" if tree.name in LATER else "never" if tree.name in NEVER else "unknown-function"
            raise Refused(reason, f"{tree.name}()")
        _arity(tree, function.fewest, function.most)
        run = function.run
        args = [self.value(arg, here)[0] for arg in tree.args]
        if tree.name in CLOCKED:
            return (lambda r, c, p: run(*[arg(r, c, p) for arg in args], c.root.now.tzinfo)), function.gives
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
        bound = self.late(self.value, tree, here)
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

    def now(self, _tree: Call, _here: Here) -> tuple[Run, str]:
        def moment(_r: Row, c: Row, _p: int) -> datetime:
            return c.root.now

        return moment, "?"

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
        sources = self.rows(tree.args[0], here)
        if len(sources) == 1:
            (rows, _) = sources[0]
            return (lambda r, c, p: float(len(rows(r, c, p)))), "n"
        return (lambda r, c, p: float(sum(len(rows(r, c, p)) for rows, _ in sources))), "n"

    def count_filled(self, tree: Call, here: Here) -> tuple[Run, str]:
        _only_paths(tree)
        values = self.many(tree.args, here)
        return (lambda r, c, p: float(sum(v is not None and v != "" for v in values(r, c, p)))), "n"

    def sum(self, tree: Call, here: Here) -> tuple[Run, str]:
        _only_paths(tree)
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
            numbers = [one for one in numbers if not math.isnan(one)]  # passed over, as JavaRosa does
            return choose(numbers) if numbers else NAN

        return found, "n"

    def column(self, args: tuple[Tree, ...], here: Here) -> tuple[Rows, int] | None:
        """Bind a lone path to a column of numbers; None, with nothing noted, for anything else."""
        if len(args) != 1 or not isinstance(args[0], Path):
            return None
        before = len(self.refs)
        sources = self.rows(args[0], here)
        if len(sources) != 1:
            del self.refs[before:]
            return None
        rows, node = sources[0]
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

    def checklist(self, tree: Call, here: Here) -> tuple[Run, str]:
        (least, _), (most, _) = self.value(tree.args[0], here), self.value(tree.args[1], here)
        answers = self.many(tree.args[2:], here)

        def enough(r: Row, c: Row, p: int) -> bool:
            return within(least(r, c, p), most(r, c, p), sum(map(truth, answers(r, c, p))))

        return enough, "b"

    def weighted_checklist(self, tree: Call, here: Here) -> tuple[Run, str]:
        (least, _), (most, _) = self.value(tree.args[0], here), self.value(tree.args[1], here)
        answers, weights = self.many(tree.args[2::2], here), self.many(tree.args[3::2], here)
        if len(tree.args) % 2:
            raise Refused("arguments", f"{tree.name}(): {len(tree.args)}")

        def enough(r: Row, c: Row, p: int) -> bool:
            pairs = zip(answers(r, c, p), weights(r, c, p), strict=False)
            total = sum(number(weight) for answer, weight in pairs if truth(answer))
            return within(least(r, c, p), most(r, c, p), total)

        return enough, "b"

    def itext(self, tree: Call, here: Here) -> tuple[Run, str]:
        name, _ = self.value(tree.args[0], here)
        texts = self.world.texts
        if isinstance(tree.args[0], Text) and tree.args[0].value not in texts:
            raise Refused("no-text", tree.args[0].value)
        return (lambda r, c, p: texts.get(text(name(r, c, p)), "")), "s"

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
                at = 1.0 if math.isnan(at) or at == 0 else at
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


def within(least: Inner, most: Inner, found: float) -> bool:
    """Say whether a count lies between two limits, of which -1 is none."""
    low, high = number(least), number(most)
    return (low == -1 or found >= low) and (high == -1 or found <= high)


def _only_paths(tree: Call) -> None:
    if not all(isinstance(arg, Path) for arg in tree.args):
        raise Refused("not-a-path", f"{tree.name}()")


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
    "count-non-empty": (1, 1, _Binder.count_filled),
    "sum": (1, 1, _Binder.sum),
    "min": (1, ANY, _Binder.min),
    "max": (1, ANY, _Binder.max),
    "concat": (0, ANY, _Binder.concat),
    "join": (1, ANY, _Binder.join),
    "checklist": (3, ANY, _Binder.checklist),
    "weighted-checklist": (4, ANY, _Binder.weighted_checklist),
    "jr:itext": (1, 1, _Binder.itext),
    "now": (0, 0, _Binder.now),
    "position": (0, 1, _Binder.position),
    "pulldata": (4, 4, _Binder.pulldata),
    "indexed-repeat": (3, 15, _Binder.indexed_repeat),
    "jr:choice-name": (2, 2, _Binder.choice_name),
    "current": (0, 0, _Binder.misplaced),
    "instance": (1, 1, _Binder.misplaced),
}
